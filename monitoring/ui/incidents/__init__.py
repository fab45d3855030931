"""The page of harm: safeguards, the register of incidents, and what members know of beside what is in it."""

from monitoring.ui.incidents import known, report
from monitoring.ui.incidents.act import act
from monitoring.ui.incidents.follow_up import follow_up
from monitoring.ui.incidents.opened import contents, history, opened
from monitoring.ui.incidents.opened import known as public
from monitoring.ui.incidents.opened import title as title_of
from monitoring.ui.incidents.register import ask, every, listed, overview, quarter_of, taken_along, title

__all__ = [
    "act",
    "ask",
    "contents",
    "every",
    "follow_up",
    "history",
    "known",
    "listed",
    "opened",
    "overview",
    "public",
    "quarter_of",
    "report",
    "taken_along",
    "title",
    "title_of",
]
