"""Shifts: what if money moved between countries and themes, within one budget."""

from monitoring import ui

here = ui.page("shifts")
