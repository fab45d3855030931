"""Our own template: what a member fills in, with the rows it owes this quarter already there.

Headings are locked, cells of a list offer their choices, every heading has a note that says what
to fill in. A hidden sheet tells the version, the organisation, the quarter and the language, so
that the file is known again when it comes back.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from monitoring.intake.fields import FIELDS, FOR_INFORMATION, GUIDE, LISTS, SHEETS, Field
from monitoring.intake.understand import MARK, TEMPLATE_VERSION
from monitoring.intake.vocabulary import KINDS, PHASES, STATES, TARGET_KINDS
from monitoring.language import Words
from monitoring.ledger import Ledger, names
from theory_of_change.text import Text, message

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

EMPTY_ROWS = 200  # rows with choices below the prepared ones
HEADER_ROW = 3

_INK, _GREY, _FAINT, _ACCENT = "1B1B1B", "5A5F66", "F3F5F7", "1B59A4"
_HEAD = PatternFill("solid", fgColor=_FAINT)
_LINE = Border(bottom=Side(style="thin", color="D5D9DE"))
_UNLOCKED = Protection(locked=False)
_FIXED: Mapping[str, Mapping[str, Text]] = {
    "kind": KINDS,
    "target_kind": TARGET_KINDS,
    "state": STATES,
    "phase": PHASES,
}
_BY_CODE = ("project", "purpose_code", "measure")  # what is chosen by its code, not by its name


def template(ledger: Ledger, organisation: str, quarter: str, say: Words, rows: Rows | None = None) -> bytes:
    """A workbook for one organisation and quarter, in one language, as the bytes of an .xlsx.

    Without `rows` it holds the keys of what the organisation owes for the quarter; with `rows`
    (table to rows of field values) it is filled in. Raises `LookupError` for an organisation that
    does not exist.
    """
    if organisation not in names(ledger, "organisation"):
        raise LookupError(organisation)
    book = Workbook()
    lists = _Lists(book, ledger, say)
    _guide(book.active, ledger, organisation, quarter, say)
    prepared = rows if rows is not None else owed(ledger, organisation, quarter)
    for table in SHEETS:
        if table == "target" and organisation not in ("BZ", "AM") and not prepared.get(table):
            continue
        sheet = book.create_sheet(say(SHEETS[table]))
        _Sheet(sheet, table, FIELDS[table], lists, say).write(prepared.get(table, ()), fictional=ledger.fictional)
    lists.finish()
    _mark(book, organisation, quarter, say)
    book.active = 0
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def owed(ledger: Ledger, organisation: str, quarter: str) -> Rows:
    """The rows that an organisation owes for a quarter, up to their keys: figures by expectation, money by project.

    Of its projects that run in the quarter: what was committed and spent in it, and under those the
    forecasts of the next four quarters in which they still run.
    """
    figures = ledger.rows(
        """
        select e.indicator, e.country, e.period
        from expectation e
        join period p on p.code = e.period
        join period q on q.code = ?
        where e.reporter = ? and p.end_date = q.end_date
        order by e.indicator, e.country
        """,
        quarter,
        organisation,
    )
    money = ledger.rows(
        """
        with purpose as (
            -- A project mostly keeps its purpose, so the last one is already there.
            select project, arg_max(purpose_code, quarter) as purpose_code
            from budget_line where purpose_code is not null group by project
        ),
        asked as (
            select code as quarter, unnest(['commitment', 'expenditure']) as kind, start_date
            from period where code = ?
            union all
            (select n.code, 'forecast', n.start_date
             from period n
             join period q on q.code = ? and n.start_date > q.end_date
             where n.kind = 'quarter' order by n.start_date limit 4)
        )
        select p.code, p.budget_type, l.country, l.theme, a.quarter, a.kind, u.purpose_code
        from project p
        join programming_line l on l.code = p.programming_line
        join period q on q.code = ?
        join asked a on coalesce(p.end_date, a.start_date) >= a.start_date
        left join purpose u on u.project = p.code
        where p.holder = ? and p.start_date <= q.end_date and coalesce(p.end_date, q.end_date) >= q.start_date
        order by a.kind = 'forecast', p.code, l.country, l.theme, a.quarter, a.kind
        """,
        quarter,
        quarter,
        quarter,
        organisation,
    )
    return {
        "observation": [{"indicator": i, "country": c, "period": p} for i, c, p in figures],
        "budget_line": [
            {
                "project": project,
                "budget_type": budget_type,
                "country": country,
                "theme": theme,
                "quarter": of_quarter,
                "kind": kind,
                "purpose_code": purpose_code,
            }
            for project, budget_type, country, theme, of_quarter, kind, purpose_code in money
        ],
    }


class _Lists:
    """The choices of each list, on a sheet of their own, and what each code is called."""

    def __init__(self, book: Workbook, ledger: Ledger, say: Words) -> None:
        self._book = book
        self.names: dict[str, dict[str, str]] = {
            kind: {code: say(text) for code, text in texts.items()} for kind, texts in _FIXED.items()
        }
        self.names |= {kind: {code: say(name) for code, name in names(ledger, kind).items()} for kind in _LISTED}
        partners = _partners(ledger)
        by_name = sorted(self.names["country"].items(), key=lambda item: item[1])
        self.names["country"] = {code: name for code, name in by_name if code in partners}
        self._sheet = book.create_sheet(LISTS)
        self._sheet.sheet_state = "hidden"

    def choice(self, kind: str, code: Any) -> Any:
        """How a code is written in a cell of the template."""
        if kind in _BY_CODE or code is None:
            return code
        return self.names.get(kind, {}).get(code, code)

    def finish(self) -> None:
        """Write the lists and give each a name that the cells refer to."""
        for column, (kind, named) in enumerate(self.names.items(), 1):
            letter = get_column_letter(column)
            for row, code in enumerate(named, 1):
                self._sheet.cell(row, column, self.choice(kind, code))
            reference = f"{LISTS}!${letter}$1:${letter}${max(len(named), 1)}"
            self._book.defined_names[f"list_{kind}"] = DefinedName(f"list_{kind}", attr_text=reference)


_LISTED = ("country", "theme", "budget_type", "project", "purpose_code", "measure")


def _partners(ledger: Ledger) -> set[str]:
    """The countries that may be meant: the partners, regional and all; where none is registered yet, every country."""
    partners = {code for (code,) in ledger.rows("select country from partnership")}
    return partners | {"REG", "ALL"} if partners else set(names(ledger, "country"))


class _Sheet:
    """One table on a sheet: title, headings with notes, prepared rows, and rows to fill in below them."""

    def __init__(self, sheet: Worksheet, table: str, fields: Sequence[Field], lists: _Lists, say: Words) -> None:
        self._sheet, self._table, self._lists, self._say = sheet, table, lists, say
        self._shown: list[Field | None] = []  # None is the column with the name, for information only
        for field in fields:
            self._shown.append(field)
            if field.reads in ("measure", "project"):
                self._named = field
                self._shown.append(None)

    def write(self, rows: Sequence[Mapping[str, Any]], *, fictional: bool) -> None:
        """Fill the sheet and lock what must stay as it is."""
        say, sheet = self._say, self._sheet
        sheet["A1"] = say(SHEETS[self._table]) + (f" · {say(message('invented figures'))}" if fictional else "")
        sheet["A1"].font = Font(bold=True, size=14, color=_INK)
        for column, field in enumerate(self._shown, 1):
            self._heading(column, field)
            if field is not None:
                # A whole column is unlocked; the cells of the headings keep their own lock.
                sheet.column_dimensions[get_column_letter(column)].protection = _UNLOCKED
                self._dropdown(get_column_letter(column), field, HEADER_ROW + len(rows) + EMPTY_ROWS)
        for place, row in enumerate(rows, HEADER_ROW + 1):
            for column, field in enumerate(self._shown, 1):
                self._fill(place, column, field, row)
        sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 1)
        sheet.protection.sheet = True
        for allowed in ("formatColumns", "formatCells", "sort", "autoFilter", "insertRows", "deleteRows"):
            setattr(sheet.protection, allowed, False)

    def _heading(self, column: int, field: Field | None) -> None:
        cell, say = self._sheet.cell(HEADER_ROW, column), self._say
        cell.value = say(FOR_INFORMATION) if field is None else say(field.header) + ("*" if field.required else "")
        cell.font = Font(bold=True, color=_GREY if field is None else _INK)
        cell.fill, cell.border = _HEAD, _LINE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self._sheet.column_dimensions[get_column_letter(column)].width = 44 if field is None else field.width
        if field is not None:
            cell.comment = Comment(say(field.help), "monitoring", height=80, width=260)

    def _fill(self, place: int, column: int, field: Field | None, row: Mapping[str, Any]) -> None:
        if field is None:
            name = self._lists.names[self._named.reads].get(row.get(self._named.name))
            self._sheet.cell(place, column, name).font = Font(color=_GREY)
            return
        cell = self._sheet.cell(place, column, self._lists.choice(field.reads, row.get(field.name)))
        cell.protection = _UNLOCKED
        if isinstance(cell.value, str) and cell.data_type == "f":
            cell.data_type = "s"  # a text that begins with "=" is a text
        if field.reads == "money":
            cell.number_format = "#,##0.00"
        elif isinstance(cell.value, datetime.date):
            cell.number_format = "DD-MM-YYYY"
        elif field.reads in (*_BY_CODE, "period", "text"):
            cell.number_format = "@"  # so that a code keeps its zeros

    def _dropdown(self, letter: str, field: Field, last: int) -> None:
        if field.reads not in self._lists.names:
            return
        choice = DataValidation(type="list", formula1=f"=list_{field.reads}", allow_blank=True, showErrorMessage=False)
        choice.promptTitle, choice.prompt = self._say(field.header)[:32], self._say(field.help)[:255]
        choice.add(f"{letter}{HEADER_ROW + 1}:{letter}{last}")
        self._sheet.add_data_validation(choice)


_STEPS = (
    message(
        "Figures: one row per indicator, country and period. Zero is 0. Empty means: not known yet, and nothing lands."
    ),
    message("A ratio is reported as numerator and denominator, so that it can be added up. The percentage follows."),
    message("Money: one row per project, quarter and kind, in euros. You deliver your own budget only."),
    message("Type numbers as numbers: 1234,56. Quarters are written as 2026-Q3."),
    message("A heading with a star must be filled in. The note at each heading says what goes there."),
    message("Columns may be moved and rows added. Leave the headings and the names of the sheets as they are."),
    message("Never write names, numbers or birth dates of people in this file."),
    message("Upload the file on the page “Deliver”. You see what is wrong and what changes before anything is saved."),
)


NO_PROJECTS = message(
    "There are no projects to choose from yet. Projects, programming lines and who owes which figure come from the csv files in data/, which are read when the system starts: ask whoever runs it."
)


def _guide(sheet: Worksheet, ledger: Ledger, organisation: str, quarter: str, say: Words) -> None:
    """What to do with this file, in one page."""
    sheet.title = say(GUIDE)
    sender = names(ledger, "organisation")[organisation]
    lines = [(f"{say(sender)} · {say.period(quarter)}", Font(bold=True, size=16, color=_INK))]
    if ledger.fictional:
        fictional = say(message("Example with invented countries and figures."))
        lines.append((fictional, Font(bold=True, color=_ACCENT)))
    start = message("Fill in the sheets that hold something of yours. The other sheets may stay empty.")
    lines += [(say(start), Font(color=_INK)), ("", Font())]
    if not names(ledger, "project"):
        lines.append((say(NO_PROJECTS), Font(bold=True, color=_ACCENT)))
    lines += [(f"{number}. {say(step)}", Font(color=_INK)) for number, step in enumerate(_STEPS, 1)]
    version = message("Template version {version}", version=TEMPLATE_VERSION)
    lines += [("", Font()), (say(version), Font(color=_GREY, size=9))]
    for row, (text, font) in enumerate(lines, 1):
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True


def _mark(book: Workbook, organisation: str, quarter: str, say: Words) -> None:
    sheet = book.create_sheet(MARK)
    sheet.sheet_state = "veryHidden"
    marks = {
        "template_version": TEMPLATE_VERSION,
        "organisation": organisation,
        "quarter": quarter,
        "language": say.language,
    }
    for mark in marks.items():
        sheet.append(mark)
