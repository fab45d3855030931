"""Decisions on signals: recorded with who, why and until when, applied with the keys they need, and looked back on."""

from monitoring.results.decisions.aftermath import After, There, aftermath
from monitoring.results.decisions.days import usual_days
from monitoring.results.decisions.decision import (
    CHANGES_CALLED,
    CHOICES_CALLED,
    KEYS,
    STATES_CALLED,
    TWO_KEYS,
    VERDICTS_CALLED,
    Answered,
    Changes,
    Choice,
    Choosing,
    Decision,
    Figure,
    Forum,
    Key,
    NewTarget,
    Review,
    State,
    Verdict,
)
from monitoring.results.decisions.figures import Moved, Since, figures, measures, since
from monitoring.results.decisions.judge import judge
from monitoring.results.decisions.listed import HEADINGS, table
from monitoring.results.decisions.mechanism import Mechanism, Part, mechanism
from monitoring.results.decisions.read import adopted, answered, answering, decision, decisions, forums, identity, red
from monitoring.results.decisions.take import carried_out, give_key, look_back, record, withdraw
from monitoring.results.decisions.targets import in_force

__all__ = [
    "CHANGES_CALLED",
    "CHOICES_CALLED",
    "HEADINGS",
    "KEYS",
    "STATES_CALLED",
    "TWO_KEYS",
    "VERDICTS_CALLED",
    "After",
    "Answered",
    "Changes",
    "Choice",
    "Choosing",
    "Decision",
    "Figure",
    "Forum",
    "Key",
    "Mechanism",
    "Moved",
    "NewTarget",
    "Part",
    "Review",
    "Since",
    "State",
    "There",
    "Verdict",
    "adopted",
    "aftermath",
    "answered",
    "answering",
    "carried_out",
    "decision",
    "decisions",
    "figures",
    "forums",
    "give_key",
    "identity",
    "in_force",
    "judge",
    "look_back",
    "measures",
    "mechanism",
    "record",
    "red",
    "since",
    "table",
    "usual_days",
    "withdraw",
]
