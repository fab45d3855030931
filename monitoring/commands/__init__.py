"""The mechanism without a browser: for scripts, scheduled imports and tests.

Exit 0 is fine, 1 that the input is wrong (with what is found, never a traceback), 2 wrong usage.
"""

from monitoring.commands.app import app, main
from monitoring.commands.asking import history, indicators, sql
from monitoring.commands.checking import check
from monitoring.commands.closing import checklist, close, closings_, reopen, take_key_back, verify
from monitoring.commands.comparing import compare
from monitoring.commands.confirming import confirm, confirmations
from monitoring.commands.deciding import decisions
from monitoring.commands.evidence import assumptions, record_test
from monitoring.commands.flipping import flips
from monitoring.commands.incidents import incident, incidents, known
from monitoring.commands.keeping import example, theories, upkeep
from monitoring.commands.layouts import layouts
from monitoring.commands.money import coverage, explain, positions, spending
from monitoring.commands.overruling import overrides, overrule, withdraw_override
from monitoring.commands.partner import results
from monitoring.commands.reporting import calendar, report
from monitoring.commands.sending import submit
from monitoring.commands.shifting import shifts
from monitoring.commands.template import template
from monitoring.commands.undoing import undo

__all__ = [
    "app",
    "assumptions",
    "calendar",
    "check",
    "checklist",
    "close",
    "closings_",
    "compare",
    "confirm",
    "confirmations",
    "coverage",
    "decisions",
    "example",
    "explain",
    "flips",
    "history",
    "incident",
    "incidents",
    "indicators",
    "known",
    "layouts",
    "main",
    "overrides",
    "overrule",
    "positions",
    "record_test",
    "reopen",
    "report",
    "results",
    "shifts",
    "spending",
    "sql",
    "submit",
    "take_key_back",
    "template",
    "theories",
    "undo",
    "upkeep",
    "verify",
    "withdraw_override",
]
