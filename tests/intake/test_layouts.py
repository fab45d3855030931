"""A workbook of somebody else through a saved layout: one value from many cells, a corrected file, a wrong cell.

The workbook here is invented, in the layout of the Frontex returns.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest

from monitoring.intake import layout
from monitoring.intake.check import Checked, check
from monitoring.intake.finding import Severity
from monitoring.intake.submit import submit
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person
from tests.conftest import SHIPPED

AM = Person("analyst", "AM", ("analyst",))
JANUARY, MAY = datetime.date(2023, 1, 12), datetime.date(2023, 5, 3)

OPERATIONS = [
    (JANUARY, "DEU", "North Macedonia", 20),
    (JANUARY, "DEU", "NORTH MACEDONIA", 15),
    (JANUARY, "FRA", "Georgia", 8),
    (MAY, "DEU", "Moldova, Republic of", 30),
]
COSTS = [(JANUARY, "DEU", 1200.123), (JANUARY, "FX", 800), (MAY, "GEO", 99.5)]


def workbook(operations: Sequence[tuple] = OPERATIONS, costs: Sequence[tuple] = COSTS) -> bytes:
    book, file = openpyxl.Workbook(), BytesIO()
    book.remove(book.active)
    sheet = book.create_sheet("2023 TCNs")
    sheet.append(["Date of Departure", "MS", "DESTINATION[S]", "TCNs (accepted)"])
    for row in operations:
        sheet.append(row)
    sheet = book.create_sheet("2023_costs")
    sheet.append(["Date", "MS/SAC/TC", "TOTAL PAID"])
    for row in costs:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def checked(ledger: Ledger, **content: Sequence[tuple]) -> Checked:
    return check(ledger, ledger.number, AM, "returns.xlsx", workbook(**content), layout.load("frontex-returns", ledger))


def figures(ledger: Ledger, indicator: str) -> dict[str, float]:
    rows = ledger.rows("select country || ' ' || dimension, value from observation where indicator = ?", indicator)
    return {key: float(value) for key, value in rows}


def test_one_value_comes_from_many_cells_and_all_of_them_are_kept(blank):
    assert submit(blank, checked(blank), "2023").total.new == 6
    assert figures(blank, "TER-09") == {
        "MKD member_state=deu": 20 + 15,
        "GEO member_state=fra": 8,
        "MDA member_state=deu": 30,
    }
    assert figures(blank, "TER-10") == {"ALL payee=deu": 1200.123, "ALL payee=frontex": 800, "ALL payee=geo": 99.5}
    assert blank.row("select cells from source_cell where row_key = 'TER-09|MKD|2023-Q1|AM|member_state=deu'") == (
        "D2,D3",
    )
    assert submit(blank, checked(blank), "again").number is None


def test_a_corrected_file_takes_away_what_it_no_longer_says(blank):
    submit(blank, checked(blank), "2023")
    # What was booked on Georgia was Moldova.
    corrected = [*OPERATIONS[:2], (JANUARY, "FRA", "Moldova, Republic of", 8), OPERATIONS[3]]
    again = checked(blank, operations=corrected)
    assert any("1 value of an earlier file" in Words("en")(f.message) for f in again.findings)
    submit(blank, again, "corrected")
    assert figures(blank, "TER-09") == {
        "MKD member_state=deu": 35,
        "MDA member_state=fra": 8,
        "MDA member_state=deu": 30,
    }
    assert blank.rows("select sum(value) from observation where indicator = 'TER-09'") == [(20 + 15 + 8 + 30,)]


def test_of_a_value_with_one_wrong_cell_nothing_lands_and_nothing_is_taken_away(blank):
    submit(blank, checked(blank), "2023")
    spoilt = [
        OPERATIONS[0],
        (*OPERATIONS[1][:3], "vijftien"),
        (JANUARY, "FRA", "Nowhere", 9),
        (MAY, "DEU", "Moldova", 31),
    ]
    again = checked(blank, operations=spoilt)
    wrong = {f.cell: f.rule for f in again.findings if f.severity is Severity.ERROR}
    assert wrong == {"D3": "unreadable", "C4": "unreadable", "D2": "belongs together"}
    submit(blank, again, "corrected", leave_out_errors=True)
    assert figures(blank, "TER-09") == {
        "MKD member_state=deu": 35,
        "GEO member_state=fra": 8,
        "MDA member_state=deu": 31,
    }


def test_a_deleted_layout_recognises_nothing_and_comes_back_as_its_next_version(blank):
    own = layout.load("frontex-returns", blank).model_copy(update={"layout": "ours"})
    layout.save(blank, AM, own, "made by hand")
    layout.delete(blank, AM, "ours", "no longer used")
    assert [one.layout for one in layout.saved(blank)] == SHIPPED
    with pytest.raises(layout.LayoutError):
        layout.load("ours", blank)
    [kept] = layout.kept(blank)
    assert (kept.deleted, kept.version, kept.by, kept.organisation) == (True, 2, "analyst", "AM")
    assert blank.history()[0].reason == "no longer used"
    assert layout.bring_back(blank, AM, "ours", "used after all") == own.model_copy(update={"version": 3})
    assert layout.load("ours", blank).version == 3
    assert blank.rows("select version, content <> '' from layout order by version") == [
        (1, True),
        (2, False),
        (3, True),
    ]


def test_after_it_was_deleted_a_layout_of_the_same_name_is_its_next_version(blank):
    own = layout.load("frontex-returns", blank).model_copy(update={"layout": "ours"})
    layout.save(blank, AM, own, "made by hand")
    layout.delete(blank, AM, "ours", "no longer used")
    assert layout.save(blank, AM, own, "made anew").version == 3


def test_one_deletes_only_what_ones_own_organisation_made_and_only_once(blank):
    own = layout.load("frontex-returns", blank).model_copy(update={"layout": "ours"})
    layout.save(blank, AM, own, "made by hand")
    before = blank.number
    for person, name, work in (
        (Person("x", "BZ"), "ours", layout.delete),
        (AM, "frontex-returns", layout.delete),  # it comes with the mechanism
        (AM, "ours", layout.bring_back),
    ):
        with pytest.raises(layout.LayoutError):
            work(blank, person, name, "no")
    assert blank.number == before
    layout.delete(blank, AM, "ours", "once")
    with pytest.raises(layout.LayoutError):
        layout.delete(blank, AM, "ours", "twice")


def test_without_ones_own_the_layout_of_the_mechanism_holds_again(blank):
    shipped = layout.load("frontex-returns", blank)
    layout.save(blank, AM, shipped.model_copy(update={"sheets": shipped.sheets[:1]}), "only the people")
    assert layout.load("frontex-returns", blank).version == 2
    layout.delete(blank, AM, "frontex-returns", "the costs too")
    assert layout.load("frontex-returns", blank) == shipped
