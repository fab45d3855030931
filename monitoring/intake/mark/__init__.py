"""The analyst's own workbook back, with what was found in it at the cells."""

from monitoring.intake.mark.clean import CannotBePatched, cleaned
from monitoring.intake.mark.mark import patched
from monitoring.intake.mark.marked import Marked, marked, marked_name
from monitoring.intake.mark.overview import About
from monitoring.intake.mark.record import is_ours, without_our_sheets

__all__ = [
    "About",
    "CannotBePatched",
    "Marked",
    "cleaned",
    "is_ours",
    "marked",
    "marked_name",
    "patched",
    "without_our_sheets",
]
