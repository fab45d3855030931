"""Closing a quarter: what is still open, the two keys, and the state that they freeze."""

from monitoring.refusal import Refused
from monitoring.reports.closing.checklist import Item, Open, checklist
from monitoring.reports.closing.closing import (
    STANDINGS_CALLED,
    Act,
    Closing,
    Key,
    Quarter,
    Standing,
    called,
    judge,
)
from monitoring.reports.closing.keys import give_key, take_back
from monitoring.reports.closing.read import quarter, quarters

__all__ = [
    "STANDINGS_CALLED",
    "Act",
    "Closing",
    "Item",
    "Key",
    "Open",
    "Quarter",
    "Refused",
    "Standing",
    "called",
    "checklist",
    "give_key",
    "judge",
    "quarter",
    "quarters",
    "take_back",
]
