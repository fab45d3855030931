"""The register of projects: whose, what for, with whom, and what of their budgets counts."""

from monitoring import ui

here = ui.page("projects")
