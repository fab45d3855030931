"""Sheets as they really come: what is proposed for them, mended as an analyst would, lands and adds up.

Each layout begins from the proposal of the mapping step, is kept in the ledger, and reads the file by its name.
The sums are held against a plain second reading of the same file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from monitoring.intake.check import check
from monitoring.intake.finding import Severity
from monitoring.intake.layout import Column, Layout, LeaveOut, SheetLayout, load, save
from monitoring.intake.layout.propose import propose
from monitoring.intake.reading import read
from monitoring.intake.submit import submit
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ledger import Ledger
from monitoring.ledger.names import member_states
from monitoring.person import Person
from theory_of_change.text import Text

AM = Person("analyst", "AM", ("analyst",))
Mended = Mapping[str, Callable[[SheetLayout], SheetLayout | list[SheetLayout]]]


def land(ledger: Ledger, file: Path, name: str, mended: Mended, leave_out_errors: bool = False) -> list:
    """Propose a layout for the sheets of a file that are named, mend it, keep it, and let the file land by it."""
    workbook, vocabulary = read(file.name, file.read_bytes()), Vocabulary.of(ledger)
    sheets: list[SheetLayout] = []
    for sheet in workbook.sheets.values():
        if mend := mended.get(sheet.name, mended.get("*")):
            made = mend(propose(sheet, vocabulary, name, member_states(ledger)).layout)
            sheets += made if isinstance(made, list) else [made]
    save(ledger, AM, Layout(layout=name, version=1, name=Text(nl=name, en=name), sheets=tuple(sheets)), "by hand")
    checked = check(ledger, ledger.number, AM, file.name, file.read_bytes(), load(name, ledger))
    wrong = [(f.place, f.value, f.message.key) for f in checked.findings if f.severity <= Severity.ERROR]
    wrong.sort(key=lambda one: "belongs together" in one[2])
    assert leave_out_errors or not wrong, wrong[:10]
    submit(ledger, checked, name, leave_out_errors=leave_out_errors)
    return wrong


def total(ledger: Ledger, source: str, series: str = "", kind: str = "actual") -> Decimal:
    [(found,)] = ledger.rows(
        "select sum(value) from context_figure where source = ? and (? = '' or series = ?) and kind = ?",
        source,
        series,
        series,
        kind,
    )
    return found


def of(field: str, **changed: Any) -> Callable[[SheetLayout], SheetLayout]:
    """Change one column of a proposal."""

    def mend(proposed: SheetLayout) -> SheetLayout:
        column = proposed.columns.get(field, Column()).model_copy(update=changed)
        return proposed.model_copy(update={"columns": {**proposed.columns, field: column}})

    return mend


def as_observations(indicator: str, **constants: str) -> Callable[[SheetLayout], SheetLayout]:
    """Figures of one of our indicators, instead of another source."""

    def mend(proposed: SheetLayout) -> SheetLayout:
        return proposed.model_copy(update={"table": "observation", "constants": {"indicator": indicator, **constants}})

    return mend


def payees(proposed: SheetLayout) -> SheetLayout:
    """The costs per payee; Frontex itself is no country."""
    [column] = [column for column in proposed.parts.values() if column.reads == "country"]
    column = column.model_copy(update={"words": {"FX": "frontex"}})
    return as_observations("TER-10", country="ALL")(proposed.model_copy(update={"parts": {"payee": column}}))


def column_sum(file: Path, sheet: str, heading: str, row: int = 1) -> Decimal:
    """A column added up by another reader."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    rows = book[sheet].iter_rows(min_row=row, values_only=True)
    place = [str(cell).strip() if cell is not None else "" for cell in next(rows)].index(heading)
    found = [each[place] for each in rows if isinstance(each[place], int | float)]
    return sum((Decimal(repr(value)) for value in found), start=Decimal(0))


@pytest.fixture
def frontex(shared: Path) -> Path:
    return shared / "workbooks/frontex-returns"


def test_six_years_of_returns_in_thirteen_sheets(blank, frontex):
    file = frontex / "Returns_CF_2013-2018.xlsx"

    def returnees(proposed: SheetLayout) -> SheetLayout:
        ms, country = proposed.parts["ms"], proposed.columns["country"]
        found = proposed.model_copy(update={"parts": {"member_state": ms}})
        # Operations to two countries are one number; nobody can tell them apart.
        words = dict.fromkeys(several, "REG")
        return as_observations("TER-09")(
            found.model_copy(
                update={"columns": {**found.columns, "country": country.model_copy(update={"words": words})}}
            )
        )

    def operations(proposed: SheetLayout) -> SheetLayout:
        """The total of each operation, which alone has a date."""
        return proposed.model_copy(
            update={
                "leave_out": (LeaveOut(heading="date", at="C"),),
                "constants": {**proposed.constants, "series": "costs 2016"},
            }
        )

    def without_country(proposed: SheetLayout) -> SheetLayout:
        """Operations go to several countries at once, which nobody can take apart."""
        columns = {name: column for name, column in proposed.columns.items() if name != "country"}
        return proposed.model_copy(update={"columns": columns})

    def blocks(year: str) -> Callable[[SheetLayout], SheetLayout]:
        def mend(proposed: SheetLayout) -> SheetLayout:
            return proposed.model_copy(update={"constants": {**proposed.constants, "series": f"costs {year}"}})

        return mend

    several = _unknown(blank, file, "2013-2018_TCNs", "DESTINATION[S]")
    land(
        blank,
        file,
        "returns-2013-2018",
        {
            "2013-2018": without_country,
            "2013-2018_TCNs": returnees,
            "2018_staff_FAR": lambda p: p,
            "2016_staff_not in FAR": lambda p: p,
            "2018_costs": payees,
            "2017_costs": payees,
            "2016_costs_II part": operations,
            **{f"{year}_costs_staff": blocks(year) for year in ("2013", "2014", "2015")},
        },
    )
    [(returned,)] = blank.rows("select sum(value) from observation where indicator = 'TER-09'")
    assert returned == column_sum(file, "2013-2018_TCNs", "TCNs (accepted)")
    per_year = dict(
        blank.rows("select left(period, 4), sum(value) from observation where indicator = 'TER-10' group by 1")
    )
    assert per_year["2018"] == column_sum(file, "2018_costs", "TOTAL PAID").quantize(Decimal("1e-6"))
    assert per_year["2017"] == Decimal("40302082.96")  # the total below the sheet itself, which is left out


def _unknown(ledger: Ledger, file: Path, sheet: str, heading: str) -> list[str]:
    """The words of a column that are no country."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    rows = book[sheet].iter_rows(values_only=True)
    place = [str(cell).strip() for cell in next(rows)].index(heading)
    words = {str(row[place]) for row in rows if row[place]}
    code = Vocabulary.of(ledger)["country"].code
    return sorted(word for word in words if not isinstance(code(word), str))


def test_the_costs_of_2019_are_amounts_with_a_sign_as_text(blank, frontex):
    file = frontex / "2019_COSTS_per_MS.xlsx"
    land(blank, file, "costs-2019", {"Sheet1": lambda p: payees(p)})
    [(paid,)] = blank.rows("select sum(value) from observation where indicator = 'TER-10'")
    book = openpyxl.load_workbook(file, read_only=True)
    cells = [row[4] for row in book["Sheet1"].iter_rows(min_row=2, values_only=True) if row[4]]
    assert paid == sum(Decimal(cell.strip("€").replace(",", "")) for cell in cells)


def test_four_thousand_results_with_baseline_target_and_actual(blank, shared):
    file = shared / "workbooks/UNHCR_2024_results_IATI-flat.xlsx"

    def thrice(proposed: SheetLayout) -> list[SheetLayout]:
        words = {"Dem. Rep. of the Congo": "COD"}
        sheets = []
        for kind, when in (("baseline", "baseline_year"), ("target", "period_end"), ("actual", "period_end")):
            columns = {
                "series": Column(heading="result_indicator_title"),
                "country": Column(heading=f"result_indicator_{kind}_location_ref", words=words),
                "period": Column(
                    heading=f"result_indicator_{when}", reads="as the field" if kind == "baseline" else "year of day"
                ),
                "value": Column(heading=f"result_indicator_{kind}_value"),
            }
            population = "dimension_value_1" if kind == "baseline" else "value_1"
            parts = {
                "programme": Column(heading="iati_identifier"),
                "population": Column(heading=f"result_indicator_{kind}_{population}"),
            }
            constants = {**proposed.constants, "kind": kind}
            sheets.append(
                proposed.model_copy(
                    update={"columns": columns, "parts": parts, "constants": constants, "leave_out": ()}
                )
            )
        return sheets

    land(blank, file, "unhcr-results", {"Sheet1": thrice})
    for kind in ("baseline", "target", "actual"):
        assert total(blank, "unhcr-results", kind=kind) == _numbers(file, f"result_indicator_{kind}_value"), kind


def _numbers(file: Path, heading: str) -> Decimal:
    """A column of numbers as text, added up."""
    rows = openpyxl.load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True)
    place = list(next(rows)).index(heading)
    return sum((Decimal(str(row[place])) for row in rows if row[place] not in (None, "")), start=Decimal(0))


def test_presence_of_organisations_is_counted_per_province(blank, shared):
    file = shared / "workbooks/OCHA_Chad_3W_Apr2025.xlsx"

    def presence(proposed: SheetLayout) -> SheetLayout:
        constants = {**proposed.constants, "series": "organisations present", "country": "TCD", "period": "2025-04"}
        return proposed.model_copy(update={"constants": constants, "columns": {}})

    land(blank, file, "ocha-chad", {"3W Opérationnelle": presence})
    assert total(blank, "ocha-chad") == 1558 - 2  # without the headings and the row of tags below them


def test_a_column_per_month_of_detections(blank, shared):
    file = shared / "migration/Frontex_monthly_detections_20220204.xlsx"
    several = _unknown(blank, file, "Detections_of_IBC", "Nationality")

    def nationalities(proposed: SheetLayout) -> SheetLayout:
        country = proposed.columns["country"].model_copy(update={"words": dict.fromkeys(several, "ALL")})
        return proposed.model_copy(update={"columns": {**proposed.columns, "country": country}})

    land(blank, file, "detections", {"Detections_of_IBC": nationalities})
    [*_, months, last] = blank.row("select min(period), count(distinct period), max(period) from context_figure")
    assert (months, last) == (156, "2021-12")
    sheet = openpyxl.load_workbook(file, read_only=True)["Detections_of_IBC"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert total(blank, "detections") == sum(int(n) for row in rows for n in row[3:] if isinstance(n, int | float))
    [(syria,)] = blank.rows(
        "select sum(value) from context_figure where country = 'SYR' and period = '2015-10' and dimension like '%route=eastern%'"
    )
    assert syria == sum(row[3 + 12 * 6 + 9] for row in rows if row[2] == "Syria" and row[0].startswith("Eastern"))


@pytest.mark.parametrize("year", [2015, 2016])
def test_a_budget_with_totals_between_its_rows(blank, shared, year):
    file = shared / f"budget-nl/budgettaire_tabellen_owb_{year}_origineel.csv"
    with file.open(encoding="utf-8", errors="replace", newline="") as content:
        heads, *rows = csv.reader(content)
    amounts = range(heads.index("Bedrag t-2"), heads.index("Bedrag t+4") + 1)
    # What stands among the amounts and is none: rows that were typed one column too far, and a slip.
    strange = {place: {row[place] for row in rows if not _is_amount(row[place])} for place in amounts}

    def budget(proposed: SheetLayout) -> SheetLayout:
        assert proposed.across is not None
        assert proposed.leave_out[0].words == ("J",)
        kind = Column(heading=heads[12])
        leave_out = [LeaveOut(heading=heads[place], words=tuple(found)) for place, found in strange.items() if found]
        parts = {"chapter": Column(heading="Begrotings hoofdstuk"), "kind": kind}
        across = proposed.across.model_copy(update={"times": 1000, "decimal": "point"})
        return proposed.model_copy(
            update={
                "columns": {},
                "constants": {**proposed.constants, "series": "budget", "unit": "EUR"},
                "parts": parts,
                "across": across,
                "leave_out": (proposed.leave_out[0], *leave_out),
            }
        )

    land(blank, file, f"owb-{year}", {"csv": budget})
    read = [r for r in rows if r[13] != "J" and not any(r[place] in found for place, found in strange.items())]
    for place, period in zip(amounts, range(year - 2, year + 5), strict=True):
        [(found,)] = blank.rows("select sum(value) from context_figure where period = ?", str(period))
        assert found == 1000 * sum((_amount(row[place]) for row in read), start=Decimal(0)), heads[place]
    if year == 2015:  # what an independent parse of the same tables says, where it kept the decimals
        [(found,)] = blank.rows(
            "select sum(value) from context_figure where period = '2016' and dimension like '%kind=v'"
        )
        place = heads.index("Bedrag t+1")
        left = sum(_amount(r[place]) for r in rows if r[13] != "J" and r[12] in ("V", "v") and r not in read)
        assert found == 1000 * (Decimal("31077280.8132504429") + Decimal("53328") - left)


def _is_amount(cell: str) -> bool:
    return cell.strip() in ("", "-", "pm") or re.fullmatch(r"-?\d+(,\d{3})*(\.\d+)?", cell.strip()) is not None


def _amount(cell: str) -> Decimal:
    return Decimal(0) if cell.strip() in ("", "-", "pm") else Decimal(cell.strip().replace(",", ""))


def test_grants_with_points_between_the_thousands(blank, shared):
    for name, encoding in (("ESF-NL_1420_actie-GTI", "utf-8"), ("StructuralFundsNL2007NOW", "utf-8")):
        file = shared / f"budget-nl/{name}.csv"
        with file.open(encoding=encoding, errors="replace", newline="") as content:
            heads, *rows = csv.reader(content)
        heading = next(head for head in heads if "subsidie" in head.casefold())
        wanted: list[Column] = []

        def grants(proposed: SheetLayout, heading: str = heading, wanted: list[Column] = wanted) -> SheetLayout:
            column = proposed.columns["value"]
            assert " ".join(column.heading.split()) == " ".join(heading.split())
            wanted.append(column)
            value = column.model_copy(update={"decimal": "comma"})
            period = proposed.columns["period"].model_copy(update={"days": "day first"})
            return proposed.model_copy(
                update={
                    "columns": {"value": value, "period": period},
                    "constants": {"source": proposed.constants["source"], "series": "grants"},
                    "parts": {},
                }
            )

        wrong = land(blank, file, name.casefold().replace("_", "-"), {"csv": grants}, leave_out_errors=True)
        held = {int(re.sub(r"\D", "", place.partition("!")[2])) for place, *_ in wrong}
        place = heads.index(heading)
        amounts = [
            r[place].strip("€ ").replace(".", "").replace(",", ".")
            for n, r in enumerate(rows, 2)
            if n not in held and len(r) > place
        ]
        assert total(blank, name.casefold().replace("_", "-")) == sum(Decimal(a) for a in amounts if a)
        assert len(held) <= 10, wrong
