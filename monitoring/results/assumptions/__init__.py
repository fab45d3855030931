"""What is known of the assumptions of a theory: tests, outcome statements, what was learnt, and what they say together."""

from monitoring.results.assumptions.evidence import Strength, strength
from monitoring.results.assumptions.read import At, Known, at, day_of, known, learnt, statements, tests
from monitoring.results.assumptions.state import (
    FIRST_TO_TEST,
    GRAVEST_FIRST,
    RULE,
    STATES_CALLED,
    VERSION,
    AssumptionState,
    Standing,
    sentence,
    standing,
)
from monitoring.results.assumptions.told import VERDICTS_CALLED, Learnt, Statement, Test, Told, Verdict, sources

__all__ = [
    "FIRST_TO_TEST",
    "GRAVEST_FIRST",
    "RULE",
    "STATES_CALLED",
    "VERDICTS_CALLED",
    "VERSION",
    "AssumptionState",
    "At",
    "Known",
    "Learnt",
    "Standing",
    "Statement",
    "Strength",
    "Test",
    "Told",
    "Verdict",
    "at",
    "day_of",
    "known",
    "learnt",
    "sentence",
    "sources",
    "standing",
    "statements",
    "strength",
    "tests",
]
