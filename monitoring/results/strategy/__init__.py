"""Strategy tests: every three to four months a theory is held against what is known, and kept, refined, cut or extended."""

from monitoring.results.strategy.agenda import Agenda, agendas, due_on
from monitoring.results.strategy.held import OUTCOMES_CALLED, Outcome, StrategyTest, held, record, refusals
from monitoring.results.strategy.version import next_version, source

__all__ = [
    "OUTCOMES_CALLED",
    "Agenda",
    "Outcome",
    "StrategyTest",
    "agendas",
    "due_on",
    "held",
    "next_version",
    "record",
    "refusals",
    "source",
]
