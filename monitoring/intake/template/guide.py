"""The reading guide of the template: what to do with it, on one page."""

from __future__ import annotations

import math

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from monitoring.intake.fields import GUIDE
from monitoring.intake.template.look import ACCENT, GREY, letter, on_paper
from monitoring.intake.understand import TEMPLATE_VERSION
from monitoring.language import Words
from monitoring.ledger import Ledger, names
from theory_of_change.text import message

_WIDTH, _SIGNS = 110, 115  # of the column; on a line of it, in the letters of any program
_STEPS = (
    message(
        "Figures: one row per indicator, country and period. Zero is 0. Empty means: not known yet, and nothing lands."
    ),
    message("A ratio is reported as numerator and denominator, so that it can be added up. The percentage follows."),
    message("Money: one row per project, quarter and kind, in euros. You deliver your own budget only."),
    message("Type numbers as numbers: 1234,56. Quarters are written as 2026-Q3."),
    message("A heading with a star must be filled in. The note at each heading says what goes there."),
    message(
        "The note at each indicator says what it means. Grey columns say what is known already: names, units, and the value you delivered last. They are not read."
    ),
    message("Columns may be moved and rows added. Leave the headings and the names of the sheets as they are."),
    message("Never write names, numbers or birth dates of people in this file."),
    message("Upload the file on the page “Deliver”. You see what is wrong and what changes before anything is saved."),
)

_OF_THE_REGISTER = (
    message("Projects: one row per project. Its parts are rows of their own that name it under “Part of project”."),
    message("Shares: a project in several countries or themes says how its money is divided; together 100%."),
    message("ODA check: one row per project that is paid as aid. The answers decide, not the sender."),
    message("Agreements and coverage: what an agreement costs per year, and which budget covers it in which year."),
    message("Streamlining: which theme and objective you fund in a country, as agreed between BZ and A&M."),
    message("Attribution: which part of a result a project brings about. Only then is a cost per result shown."),
    message("What you have in the register stands in it already. Change what has changed, and add rows below."),
    *_STEPS[4:5],
    *_STEPS[6:],
)


NO_PROJECTS = message(
    "There are no projects to choose from yet. Deliver the register first: its template is on the page “Deliver”. Programming lines and who owes which figure come from the csv files in data/, which are read when the system starts: ask whoever runs it."
)


def guide(sheet: Worksheet, ledger: Ledger, organisation: str, quarter: str | None, say: Words) -> None:
    """What to do with this file, in one page."""
    sheet.title = say(GUIDE)
    sender = names(ledger, "organisation")[organisation]
    about = say.period(quarter) if quarter else say(message("the register"))
    lines = [(f"{say(sender)} · {about}", letter(bold=True, size=16))]
    if ledger.fictional:
        fictional = say(message("Example with invented countries and figures."))
        lines.append((fictional, letter(bold=True, color=ACCENT)))
    start = message("Fill in the sheets that hold something of yours. The other sheets may stay empty.")
    lines += [(say(start), letter()), ("", letter())]
    if quarter and not names(ledger, "project"):
        lines.append((say(NO_PROJECTS), letter(bold=True, color=ACCENT)))
    lines += [
        (f"{number}. {say(step)}", letter()) for number, step in enumerate(_STEPS if quarter else _OF_THE_REGISTER, 1)
    ]
    version = message("Template version {version}", version=TEMPLATE_VERSION)
    lines += [("", letter()), (say(version), letter(color=GREY, size=9))]
    for row, (text, font) in enumerate(lines, 1):
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="top")
        # Not every program makes room for a text of two lines.
        sheet.row_dimensions[row].height = max(1, math.ceil(len(text) / _SIGNS)) * font.size * 1.45
    sheet.column_dimensions["A"].width = _WIDTH
    sheet.sheet_view.showGridLines = False
    on_paper(sheet)
    sheet.protection.sheet = True
