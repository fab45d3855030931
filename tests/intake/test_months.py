"""Months and days that are added up to quarters: in columns, in rows, and what of a quarter that is not whole."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest

from monitoring.intake.check import Checked, check
from monitoring.intake.layout import Layout, LayoutError
from monitoring.intake.submit import submit
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person

AM = Person("analyst", "AM", ("analyst",))
EN, NL = Words("en"), Words("nl")

ACROSS = """
layout: months
version: 1
name: {nl: m, en: m}
sheets:
  - sheet: "*"
    table: observation
    header_row: 1
    parts: {route: {heading: Route, words: {Western Route: west}}}
    across: {field: period, fills: value, reads: quarter of month}
    constants: {indicator: IRR-01, country: ALL}
    combine: sum
    blank: skip
    whole: quarters
"""
DOWN = """
layout: incidents
version: 1
name: {nl: i, en: i}
sheets:
  - sheet: "*"
    table: observation
    header_row: 1
    columns: {period: {heading: When, reads: READS}, value: {heading: Dead}}
    parts: {route: {heading: Route}}
    constants: {indicator: IRR-02, country: ALL}
    combine: sum
    whole: quarters
"""
QUARTER = ("JAN2026", "FEB2026", "MAR2026")


def sheet(*rows: Sequence) -> bytes:
    book, file = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def checked(ledger: Ledger, layout: str, *rows: Sequence) -> Checked:
    return check(ledger, ledger.number, AM, "m.xlsx", sheet(*rows), Layout.from_yaml(layout, "test"))


def values(found: Checked) -> dict[str, int]:
    rows = found.rows.get("observation")
    return {} if rows is None else {f"{r.period} {r.dimension}": int(r.value) for r in rows.itertuples()}


def left_out(found: Checked) -> list[tuple[str, str, str]]:
    return [(one.cell, one.value, EN(one.message)) for one in found.findings if one.rule == "quarter left out"]


def test_a_column_per_month_is_added_up_to_quarters_over_rows_of_the_same_part(blank):
    found = checked(
        blank,
        ACROSS,
        ("Route", "Nationality", *QUARTER),
        ("Western Route", "Almara", 10, 20, 30),
        ("Western Route", "Belmora", 1, 2, 3),
        ("hills", "Almara", 0, 0, 5),
    )
    assert values(found) == {"2026-Q1 route=west": 66, "2026-Q1 route=hills": 5}
    submit(blank, found, "months")
    [(cells,)] = blank.rows("select cells from source_cell where row_key like '%route=west'")
    assert sorted(cells.split(",")) == ["C2", "C3", "D2", "D3", "E2", "E3"]


def test_columns_of_a_quarter_that_is_not_whole_are_left_out_and_said(blank):
    found = checked(
        blank,
        ACROSS,
        ("Route", "Nationality", *QUARTER, "April 2026", "mei 2026", "Remarks 2026"),
        ("Western Route", "Almara", 10, 20, 30, 40, 50, "none"),
    )
    assert values(found) == {"2026-Q1 route=west": 60}
    told = "Of the 2nd quarter 2026 not every month is in the sheet (missing: June 2026). It is left out until it is whole."
    assert left_out(found) == [("F1", "2026-Q2", told)]


def test_a_month_in_the_middle_that_is_not_there_is_no_smaller_quarter(blank):
    found = checked(blank, ACROSS, ("Route", "x", "JAN2026", "MAR2026"), ("Western Route", "Almara", 10, 30))
    assert values(found) == {}
    [(_, quarter, told)] = left_out(found)
    assert quarter == "2026-Q1" and "(missing: February 2026)" in told


@pytest.mark.parametrize(
    ("reads", "written"),
    [
        ("quarter of month", ["2026-01", "februari 2026", "MAR2026", "2026-04"]),
        ("quarter of day", ["2026-01-31", "2026-02-01", "2026-03-15", "2026-04-01"]),
    ],
)
def test_rows_of_months_or_days_are_added_up_and_the_last_part_of_a_quarter_waits(blank, reads, written):
    rows = [(when, dead, "west") for when, dead in zip(written, [1, 2, 4, 8], strict=True)]
    found = checked(blank, DOWN.replace("READS", reads), ("When", "Dead", "Route"), *rows, (written[0], 16, "west"))
    assert values(found) == {"2026-Q1 route=west": 1 + 2 + 4 + 16}
    assert [cell for cell, _, _ in left_out(found)] == ["A5"]


def test_a_month_with_rows_of_any_part_is_a_month_that_is_there(blank):
    rows = [("2026-01", 1, "west"), ("2026-02", 2, "hills"), ("2026-03", 4, "desert")]
    found = checked(blank, DOWN.replace("READS", "quarter of month"), ("When", "Dead", "Route"), *rows)
    assert values(found) == {"2026-Q1 route=west": 1, "2026-Q1 route=hills": 2, "2026-Q1 route=desert": 4}


def test_what_is_no_month_is_said_at_its_cell(blank):
    found = checked(
        blank,
        DOWN.replace("READS", "quarter of month"),
        ("When", "Dead", "Route"),
        ("2026-Q1", 1, "west"),
        ("soon", 1, "west"),
    )
    told = [(one.cell, EN(one.message), NL(one.message)) for one in found.findings if one.cell in ("A2", "A3")]
    assert ("A2", "“2026-Q1” is no month.", "“2026-Q1” is geen maand.") in told
    assert any(cell == "A3" for cell, _, _ in told)
    assert found.blocked()


@pytest.mark.parametrize(
    ("instead", "told"),
    [
        ("combine: sum", "has to add them up"),
        ("reads: quarter of month", "wants whole quarters"),
    ],
)
def test_a_layout_that_cannot_be_meant_is_refused(instead, told):
    text = ACROSS.replace(f", {instead}", "") if "reads" in instead else ACROSS.replace(f"    {instead}\n", "")
    with pytest.raises(LayoutError, match=told):
        Layout.from_yaml(text, "test")


def test_a_layout_of_months_is_the_same_text_again():
    layout = Layout.from_yaml(ACROSS, "test")
    assert Layout.from_yaml(layout.to_yaml(), "again") == layout
