"""Agreements with third countries: what they cost, and whether the budgets of their day cover it."""

from monitoring import ui

here = ui.page("agreements")
