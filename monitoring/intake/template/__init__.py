"""Our own template: what a member fills in, with the rows it owes this quarter already there."""

from monitoring.intake.template.guide import NO_PROJECTS
from monitoring.intake.template.owed import owed
from monitoring.intake.template.sheet import HEADER_ROW
from monitoring.intake.template.workbook import register_template, template

__all__ = ["HEADER_ROW", "NO_PROJECTS", "owed", "register_template", "template"]
