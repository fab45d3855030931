"""Assessments: the bodies that projects support and that use force or hold people, and whether each was assessed."""

from monitoring import ui
from monitoring.ui import assessments

here = ui.page("assessments")
found = assessments.every(here)
assessments.title(here, found)
assessments.overview(here, found)
assessments.taken_along(here, found)
assessments.forms(here, found)
