"""Everything that can be found in a file, as one list: what it is called, how grave it is, what it holds, where it comes from.

Rules of single rows say this themselves. The others, about the file, its sheets, its cells and its rows
together, are listed here; a test reads the code and finds the one that was forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.intake.finding import Severity
from monitoring.intake.rules import agreements, budget
from monitoring.intake.rules.rule import BLOCKING, ERROR, HOUSE, RULES, WARNING
from theory_of_change.text import Message, message

_READING = message("what can be read without guessing")
_TEMPLATE = message("the template and the saved layouts")
_QUALITY = message("data quality")


@dataclass(frozen=True)
class Entry:
    """One thing that can be found: `tables` is empty where it is about the file, a sheet or any cell."""

    code: str
    severity: Severity
    tables: tuple[str, ...]
    says: Message
    source: Message


def catalogue() -> Sequence[Entry]:
    """All that can be found, in the order in which it is looked for."""
    of_rows = [Entry(rule.code, rule.severity, rule.tables, rule.says, rule.clause) for rule in RULES]
    return (*OF_THE_FILE, *OF_CELLS, *of_rows, *OF_ROWS_TOGETHER)


def _entry(code: str, severity: Severity, says: Message, source: Message, *tables: str) -> Entry:
    return Entry(code, severity, tables, says, source)


OF_THE_FILE = (
    _entry(
        "file", BLOCKING, message("A file can be read: it is whole, not too large and without a password."), _READING
    ),
    _entry("other ending", WARNING, message("A file is called after what it is."), _READING),
    _entry("macros", WARNING, message("A file with macros is told; they are never run."), _READING),
    _entry("external links", WARNING, message("A file whose values come from other workbooks is told."), _READING),
    _entry("dates since 1904", WARNING, message("A file that counts its days from 1904 is told."), _READING),
    _entry("second reader", WARNING, message("A file that is not built as Excel does it is told."), _READING),
    _entry("not looked at", WARNING, message("What could not be looked up in a file is told."), _READING),
    _entry("windows text", WARNING, message("A text is in UTF-8."), _READING),
    _entry("quote left open", WARNING, message("A quotation mark in a text is closed."), _READING),
    _entry("wider rows", WARNING, message("The rows of a text have the same number of cells."), _READING),
    _entry("hidden sheet", WARNING, message("A sheet that is hidden and read is told."), _READING),
    _entry("hidden rows", WARNING, message("Rows that are hidden and read are told."), _READING),
    _entry("hidden columns", WARNING, message("Columns that are hidden and read are told."), _READING),
    _entry("merged cells", WARNING, message("Cells that are read are not merged."), _READING),
    _entry(
        "CHK-P2",
        BLOCKING,
        message(
            "A file holds no personal data: no names, V-numbers, BSN, birth dates, addresses or telephone numbers."
        ),
        message("privacy law (GDPR): the mechanism needs totals, no data of persons"),
    ),
    _entry(
        "sender",
        BLOCKING,
        message("Who sends is a member of the taskforce, and sends the template of its own organisation."),
        message("terms of reference, §5: each keeps its own budget responsibility"),
    ),
    _entry("layout recognised", WARNING, message("A file that fits one saved layout is read by it."), _TEMPLATE),
    _entry("layouts that fit", BLOCKING, message("Of several layouts that fit, the sender chose one."), _TEMPLATE),
    _entry("layout unknown", BLOCKING, message("A file is our template, or a saved layout fits it."), _TEMPLATE),
    _entry("template version", BLOCKING, message("The version of a template is one that is known."), _TEMPLATE),
    _entry("no sheets", BLOCKING, message("A template has at least one of its sheets."), _TEMPLATE),
    _entry(
        "sheet missing",
        BLOCKING,
        message("A sheet that a layout names is there; of a template you are only told."),
        _TEMPLATE,
    ),
    _entry("constant", BLOCKING, message("What a layout says of a whole sheet means something here."), _TEMPLATE),
    _entry("sheet renamed", WARNING, message("A sheet with another name is known by its headings."), _TEMPLATE),
    _entry("sheet left out", WARNING, message("A sheet that is not read is told."), _TEMPLATE),
    _entry("heading missing", BLOCKING, message("Every required heading is there."), _TEMPLATE),
    _entry("heading twice", BLOCKING, message("Every heading stands there once."), _TEMPLATE),
    _entry(
        "heading unknown", BLOCKING, message("No column is unknown while one of the template is missing."), _TEMPLATE
    ),
    _entry("column left out", WARNING, message("A column that is not read is told."), _TEMPLATE),
    _entry(
        "quarter left out",
        WARNING,
        message("A quarter of which a month is missing in the sheet waits until it is whole."),
        _TEMPLATE,
    ),
    _entry("row left out", WARNING, message("A row that a layout leaves out is told."), _TEMPLATE),
    _entry("nothing", BLOCKING, message("At least one row can land."), HOUSE),
    _entry(
        "taken away", WARNING, message("What an earlier file said and a complete one no longer says is told."), HOUSE
    ),
)
"""About the file, its sheets and its columns."""

OF_CELLS = (
    _entry("unreadable", ERROR, message("A cell can be read as what its column holds."), _READING),
    _entry(
        "two ways", ERROR, message("A cell can be read in one way, by itself or by the others of its column."), _READING
    ),
    _entry("several countries", ERROR, message("A cell names one country."), _READING),
    _entry("several in a cell", ERROR, message("A cell names one of a list, not several."), _READING),
    _entry("pro memorie", WARNING, message("“pm” is no amount, and no zero."), message("budget rules: pro memorie")),
    _entry(
        "no figure",
        WARNING,
        message("“n.v.t.”, “:” or “-” in a column of figures is no figure and no zero, and it is told how it is read."),
        _READING,
    ),
    _entry("error in cell", ERROR, message("A cell holds no Excel error."), _READING),
    _entry("formula without value", ERROR, message("A formula has a stored value."), _READING),
    _entry(
        "number as text", WARNING, message("A number that is text in its cell is read as a number, and told."), _READING
    ),
    _entry(
        "text as number", WARNING, message("A code that is a number in its cell may have lost its zeros."), _READING
    ),
    _entry(
        "not filled in", WARNING, message("A row that was prepared and holds no figure is left out, and told."), HOUSE
    ),
    _entry("missing", ERROR, message("A required cell is filled in."), HOUSE),
    _entry(
        "shape",
        ERROR,
        message("A number has the size and the decimals that are kept, a text no more than its length."),
        HOUSE,
    ),
)
"""About single cells, of whatever table."""

OF_ROWS_TOGETHER = (
    _entry(
        "CHK-B8",
        BLOCKING,
        message("Two sheets of a file do not say something about the same."),
        message("terms of reference, §5, responsible spending"),
    ),
    _entry(
        "CHK-B4",
        BLOCKING,
        message("Over all quarters no more is paid on a project than was committed."),
        message("budget rules: commitment before payment"),
        "budget_line",
    ),
    _entry(
        "CHK-B5",
        ERROR,
        message("Over a year no more is committed than the budget of that owner and year, where it is known."),
        budget.CLAUSE,
        "budget_line",
        "allocation",
    ),
    _entry(
        "CHK-B6",
        ERROR,
        message("Over a year no more is paid than the budget of that owner and year, where it is known."),
        budget.CLAUSE,
        "budget_line",
        "allocation",
    ),
    _entry(
        "nothing to revise",
        ERROR,
        message("Only a target that was set is revised."),
        message("no silent change of targets"),
        "target",
    ),
    _entry(
        "CHK-Q4",
        ERROR,
        message("The parts that make up a total do not add up to more than it."),
        _QUALITY,
        "observation",
    ),
    _entry("CHK-Q4", WARNING, message("A part that makes up nothing comes with its total."), _QUALITY, "observation"),
    _entry(
        "CHK-B1",
        ERROR,
        message("A budget covers no more of an agreement than it had free on the day of the agreement."),
        agreements.CLAUSE,
        "coverage",
    ),
    _entry(
        "CHK-B1",
        WARNING,
        message("In every year the cost of an agreement is covered by a budget."),
        agreements.CLAUSE,
        "agreement",
    ),
    _entry(
        "CHK-B1",
        WARNING,
        message("An agreement that was covered stays covered when an earlier one is delivered."),
        agreements.CLAUSE,
        "coverage",
        "agreement",
    ),
    _entry(
        "CHK-B8",
        ERROR,
        message("What one member transfers to another is what the other gets."),
        agreements.NETS,
        "allocation",
    ),
    _entry("CHK-B8", WARNING, message("A transfer between members has both its sides."), agreements.NETS, "allocation"),
    _entry("belongs together", ERROR, message("Rows that say something only together land together."), HOUSE),
)
"""About rows beside each other, over all sheets and with what the ledger holds already."""
