"""The way into the register of incidents: reporting, what is done with a report, and how many a member knows of."""

from monitoring.intake.incidents.change import Change, change, may
from monitoring.intake.incidents.change import judge as judge_change
from monitoring.intake.incidents.known import state_known
from monitoring.intake.incidents.report import Report, report
from monitoring.intake.incidents.report import judge as judge_report

__all__ = [
    "Change",
    "Report",
    "change",
    "judge_change",
    "judge_report",
    "may",
    "report",
    "state_known",
]
