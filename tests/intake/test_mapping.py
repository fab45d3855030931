"""Sheets of somebody else: what is proposed for them, what a layout can say, and what lands of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import yaml

from monitoring.intake.check import Checked, check
from monitoring.intake.layout import Across, Layout, LayoutError, SheetLayout, load, save, saved
from monitoring.intake.layout.headings import headings_of
from monitoring.intake.layout.look import headings_row, times_of
from monitoring.intake.layout.propose import propose
from monitoring.intake.layout.regions import fits, regions_of_sheet
from monitoring.intake.normalise import folded
from monitoring.intake.reading import Sheet, read
from monitoring.intake.submit import submit
from monitoring.intake.vocabulary import Meanings, Vocabulary
from monitoring.ledger import Ledger
from monitoring.person import Person
from tests.conftest import SHIPPED
from theory_of_change.text import Text

AM, BZ = Person("analyst", "AM", ("analyst",)), Person("analyst", "BZ", ("analyst",))
CONTEXT = {"table": "context_figure", "constants": {"source": "test", "series": "counted"}}


def proposed(ledger: Ledger, rows: Sequence[Sequence[Any]], name: str = "Sheet1") -> SheetLayout:
    eu = [code for (code,) in ledger.rows("select code from country where eu_member")]
    return propose(Sheet(name, rows), Vocabulary.of(ledger), "source", eu).layout


def checked(ledger: Ledger, rows: Sequence[Sequence[Any]], sheets: Sequence[dict], person: Person = AM) -> Checked:
    book, file = openpyxl.Workbook(), BytesIO()
    book.active.title = "Data"
    for row in rows:
        book.active.append(row)
    book.save(file)
    described = [{"sheet": "Data", "header_row": 1, **CONTEXT, **sheet} for sheet in sheets]
    layout = Layout.model_validate(
        {"layout": "test", "version": 1, "name": {"nl": "t", "en": "t"}, "sheets": described}
    )
    return check(ledger, ledger.number, person, "sheet.xlsx", file.getvalue(), layout)


def landed(ledger: Ledger, found: Checked) -> dict[tuple[str, str, str, str], float]:
    assert not found.blocked(), [(f.place, f.message.key) for f in found.findings]
    submit(ledger, found, "a test")
    rows = ledger.rows("select country, period, dimension, kind, value from context_figure")
    return {tuple(key): float(value) for *key, value in rows}


# What is proposed


def test_titles_above_the_headings_and_rows_of_tags_below_them_are_passed_over(blank):
    rows = [
        ["Overview of presence"],
        [],
        ["Country", "Period", "Number"],
        ["#country", "#date", "#value"],
        ["Morocco", "2025-Q1", 3],
        ["Tunisia", "2025-Q1", 4],
    ]
    assert headings_row(Sheet("s", rows)) == 2
    found = proposed(blank, rows)
    assert (found.header_row, found.first_row) == (3, 5)
    assert {name: column.heading for name, column in found.columns.items()} == {
        "country": "Country",
        "period": "Period",
        "value": "Number",
    }


def test_a_column_of_member_states_breaks_down_and_is_no_country_of_the_figure(blank):
    day = datetime.date(2023, 5, 1)
    rows = [["Date", "MS", "Destination", "TCNs"], *[[day, ms, "Georgia", 4] for ms in ("France", "DEU", "Italy")]]
    found = proposed(blank, rows)
    assert found.columns["country"].heading == "Destination"
    assert found.columns["period"].reads == "quarter of day"
    assert found.parts["ms"].reads == "country"


def test_a_column_per_period_and_years_around_a_year_are_columns_of_figures(blank):
    by_quarter = [["Land", "2025-Q1", "2025-Q2", "2025-Q3"], ["Marokko", 1, 2, 3], ["Tunesië", 4, 5, 6]]
    found = proposed(blank, by_quarter)
    assert found.across is not None
    assert (found.across.field, found.across.headings) == ("period", {})
    around = [["Jaar", "Artikel", "Bedrag t-1", "Bedrag t", "Bedrag t+1"], *[["2025", "a", 1, 2, 3]] * 5]
    assert proposed(blank, around).across.year.heading == "Jaar"


def test_years_around_a_year_are_counted_from_the_year_of_each_file(blank):
    headings = ["Jaar", "Artikel", "Bedrag t-1", "Bedrag t", "Bedrag t+1"]
    described = proposed(blank, [headings, *[["2025", "a", 1, 2, 3]] * 5])
    for year, periods in (("2025", ["2024", "2025", "2026"]), ("2026", ["2025", "2026", "2027"])):
        regions, _ = regions_of_sheet(Sheet("Data", [headings, *[[year, "a", 1, 2, 3]] * 5]), described)
        assert [region.constants["period"] for region in regions] == periods
    none, told = regions_of_sheet(Sheet("Data", [headings, ["2025", "a", 1, 2, 3], ["2026", "a", 1, 2, 3]]), described)
    assert not none and [finding.rule for finding in told][-1] == "heading missing"  # which year t is, is not clear


@pytest.mark.parametrize("title", [[], [["Population per country"], []]])
def test_headings_in_two_rows_are_joined_and_read_as_one(blank, title):
    rows = [
        *title,
        ["Country", "2024", None, "2025", None],
        [None, "Q1", "Q2", "Q1", "Q2"],
        ["Morocco", 1, 2, 3, 4],
        ["Tunisia", 5, 6, 7, 8],
    ]
    found = proposed(blank, rows)
    assert (found.header_row, found.header_rows, found.first_row) == (len(title) + 2, 2, None)
    assert found.across is not None
    described = found.model_dump(exclude={"sheet", "table", "constants"})
    assert landed(blank, checked(blank, rows, [described])) == {
        ("MAR", "2024-Q1", "total", "actual"): 1,
        ("MAR", "2024-Q2", "total", "actual"): 2,
        ("MAR", "2025-Q1", "total", "actual"): 3,
        ("MAR", "2025-Q2", "total", "actual"): 4,
        ("TUN", "2024-Q1", "total", "actual"): 5,
        ("TUN", "2024-Q2", "total", "actual"): 6,
        ("TUN", "2025-Q1", "total", "actual"): 7,
        ("TUN", "2025-Q2", "total", "actual"): 8,
    }


def test_a_cell_above_counts_for_the_columns_it_is_merged_over_and_no_others():
    rows = [["Country", "2025", "", "", "Checked"], ["", "Men", "Women", "Note", "by whom"]]
    assert headings_of(Sheet("s", rows, merged=("A1:A2", "B1:C1")), 1, 2) == [
        "Country",
        "2025 Men",
        "2025 Women",
        "Note",
        "Checked by whom",
    ]
    assert headings_of(Sheet("s", rows), 1, 2)[3] == "2025 Note"  # nothing is merged, so it runs on


@pytest.mark.parametrize(
    "rows",
    [
        [["Population per country"], ["Country", "Year", "Number"], ["Morocco", "2025", 1], ["Tunisia", "2025", 2]],
        [["Country", "", "Number"], ["Morocco", "Rabat", 5], ["Tunisia", "Tunis", 6]],
        [["Country", "Year", "Number"], ["", "", "x 1000"], ["Morocco", "2025", 5]],
    ],
)
def test_a_title_a_unit_and_a_first_row_of_figures_are_no_headings_in_two_rows(blank, rows):
    assert proposed(blank, rows).header_rows == 1


def test_the_period_is_the_column_that_reads_best_and_not_the_first_that_can_be_read(blank):
    rows = [
        ["Start date", "Country", "Quarter", "Number"],
        *[[datetime.date(2025, 1, n) if n < 4 else None, "Morocco", f"2025-Q{n % 4 + 1}", n] for n in range(1, 9)],
    ]
    assert proposed(blank, rows).columns["period"].heading == "Quarter"


STAFF = [
    ["Date", "State", "Leaders", "Escorts", "Observers"],
    [datetime.date(2025, 1, 4), "France", 1, 20, 0],
    [datetime.date(2025, 5, 4), "Germany", 2, 30, 1],
    [datetime.date(2025, 5, 9), "France", 4, 10, 0],
]


def test_columns_of_figures_of_which_none_is_called_the_figure_are_series_beside_each_other(blank):
    found = proposed(blank, STAFF)
    assert found.across is not None
    assert (found.across.field, list(found.across.headings)) == ("series", ["Leaders", "Escorts", "Observers"])
    described = found.model_dump(exclude={"sheet", "table", "constants"}) | {"constants": {"source": "test"}}
    submit(blank, checked(blank, STAFF, [described]), "a test")
    assert blank.rows("select series, sum(value)::int from context_figure group by all order by all") == [
        ("Escorts", 60),
        ("Leaders", 7),
        ("Observers", 1),
    ]


def test_columns_that_tell_what_is_counted_and_when_differ_by_both(blank):
    rows = [["Country", "2024", None, "2025", None], [None, "Men", "Women", "Men", "Women"], ["Morocco", 1, 2, 3, 4]]
    found = proposed(blank, rows)
    assert found.across is not None
    assert found.across.fields == ("period", "series")
    described = found.model_dump(exclude={"sheet", "table", "constants"}) | {"constants": {"source": "test"}}
    submit(blank, checked(blank, rows, [described]), "a test")
    assert blank.rows("select series, period, value::int from context_figure order by all") == [
        ("Men", "2024", 1),
        ("Men", "2025", 3),
        ("Women", "2024", 2),
        ("Women", "2025", 4),
    ]


def test_budget_lines_may_have_a_column_per_quarter_too(blank):
    rows = [["Project", "Budget", "2025-Q1", "2025-Q2", "2025-Q3"], *[["P-1", "BZ_ODA", 1, 2, 3]] * 4]
    known = Vocabulary.of(blank).words
    projects = {"project": Meanings({folded("P-1"): "P-1"}, {"P-1": Text(nl="een", en="one")}, "P-1")}
    found = propose(Sheet("s", rows), Vocabulary({**known, **projects}), "source").layout
    assert (found.table, found.across) == ("budget_line", Across(field="quarter", fills="amount_eur"))


def test_totals_are_proposed_to_be_left_out_and_a_title_that_begins_so_is_not(blank):
    rows = [
        ["Land", "Periode", "Project", "Bedrag", "Indicatie totaalregel J/N"],
        *[
            ["Marokko", "2025-Q1", name, 10, "N"]
            for name in ("a", "b", "c", "d", "Total Quality Care for every region")
        ],
        ["Totaal", "", "", 50, "J"],
    ]
    words = {(one.heading, one.words) for one in proposed(blank, rows).leave_out}
    assert ("Indicatie totaalregel J/N", ("J",)) in words
    assert ("Land", ("Totaal",)) in words
    assert not any(heading == "Project" for heading, _ in words)


def test_a_unit_in_the_title_holds_for_the_whole_sheet(blank):
    rows = [
        ["Uitgaven, bedragen x € 1.000"],
        ["Land", "Jaar", "Bedrag"],
        ["Marokko", "2025", 12],
        ["Tunesië", "2025", 3],
    ]
    assert proposed(blank, rows).columns["value"].times == 1000
    wide = [["in € mln"], ["Land", "2024", "2025", "2026"], ["Marokko", 1, 2, 3], ["Tunesië", 1, 2, 3]]
    assert proposed(blank, wide).across.times == 1_000_000


def test_a_sheet_in_which_nothing_is_counted_counts_its_rows(blank):
    rows = [["Nr", "Province", "Cluster"], *[[number, "Lac", "Health"] for number in range(1, 40)]]
    found = proposed(blank, rows, "3W Apr2025")
    assert found.constants["value"] == "1"
    assert found.constants["period"] == "2025-04"


@pytest.mark.parametrize(
    ("heading", "times"),
    [("Bedrag (x € 1.000)", 1000), ("in € mln", 1_000_000), ("Bedrag", 1), ("x 1.000.000", 1_000_000), ("x1000", 1000)],
)
def test_the_unit_of_a_heading_is_seen(heading, times):
    assert times_of(heading) == times


@pytest.mark.parametrize("rows", [[], [[]], [[""]], [["one"]], [[None, None], [1, 2]], [[1.0, 2.0], [3.0, 4.0]]])
def test_whatever_is_in_a_sheet_something_is_proposed(blank, rows):
    assert proposed(blank, rows).header_row >= 0


def test_a_sheet_without_headings_is_read_by_its_letters_and_fits_no_other_file_by_itself(blank):
    rows = [["Marokko", "2025-Q1", 10], ["Tunesië", "2025-Q1", 4], ["Tunesië", "2025-Q2", 6]]
    found = proposed(blank, rows)
    assert found.header_row == 0
    assert {name: column.at for name, column in found.columns.items()} == {"country": "A", "period": "B", "value": "C"}
    sheet = found.model_dump(exclude={"sheet", "table"})
    done = checked(blank, rows, [sheet])
    assert landed(blank, done) == {
        ("MAR", "2025-Q1", "total", "actual"): 10,
        ("TUN", "2025-Q1", "total", "actual"): 4,
        ("TUN", "2025-Q2", "total", "actual"): 6,
    }
    assert not fits(read("sheet.xlsx", done.content), done.layout)


# What a layout can say


def test_columns_beside_each_other_become_rows_and_totals_are_left_out(blank):
    rows = [["Land", "2025-Q1", "2025-Q2"], ["Marokko", 1, 2], ["Tunesië", 3, None], ["Totaal", 4, 2]]
    sheet = {
        "columns": {"country": {"heading": "Land"}},
        "across": {},
        "leave_out": [{"heading": "Land", "words": ["totaal"]}],
        "blank": "skip",
    }
    found = checked(blank, rows, [sheet])
    assert [f.cell for f in found.findings if f.rule == "row left out"] == ["A4"]
    assert landed(blank, found) == {
        ("MAR", "2025-Q1", "total", "actual"): 1,
        ("MAR", "2025-Q2", "total", "actual"): 2,
        ("TUN", "2025-Q1", "total", "actual"): 3,
    }


def test_a_sheet_read_twice_gives_targets_and_baselines_of_another_year(blank):
    rows = [["Country", "Base", "Base year", "Year", "Target"], ["Morocco", 5, 2023, 2024, 9]]
    same = {"columns": {"country": {"heading": "Country"}}}
    sheets = [
        {
            "columns": same["columns"] | {"value": {"heading": "Base"}, "period": {"heading": "Base year"}},
            "constants": CONTEXT["constants"] | {"kind": "baseline"},
        },
        {
            "columns": same["columns"] | {"value": {"heading": "Target"}, "period": {"heading": "Year"}},
            "constants": CONTEXT["constants"] | {"kind": "target"},
        },
    ]
    assert landed(blank, checked(blank, rows, sheets)) == {
        ("MAR", "2023", "total", "baseline"): 5,
        ("MAR", "2024", "total", "target"): 9,
    }


def test_parts_words_units_and_sums(blank):
    rows = [
        ["Where", "Sex", "Age", "Year", "Amount"],
        ["Here", "F", "0-17", 2025, "1,5"],
        ["Here", "F", "0-17", 2025, 2],
        ["Elsewhere", "M", "", 2025, 3],
        ["Nowhere", "M", "", 2025, 4],
    ]
    sheet = {
        "columns": {
            "country": {"heading": "Where", "words": {"here": "Morocco", "elsewhere": "REG", "NOWHERE": ""}},
            "period": {"heading": "Year"},
            "value": {"heading": "Amount", "times": 1000},
        },
        "parts": {"sex": {"heading": "Sex"}, "age": {"heading": "Age"}},
        "combine": "sum",
    }
    found = checked(blank, rows, [sheet])
    assert landed(blank, found) == {
        ("MAR", "2025", "age=0-17;sex=f", "actual"): 3500,
        ("REG", "2025", "sex=m", "actual"): 3000,
    }
    cells = blank.rows("select cells from source_cell where row_key like '%MAR%'")
    assert cells == [("E2,E3",)]


def test_a_word_that_is_no_country_is_told_at_its_cell_and_its_row_does_not_land(blank):
    sheet = {"columns": {"country": {"heading": "Land"}, "period": {"heading": "Jaar"}, "value": {"heading": "N"}}}
    found = checked(blank, [["Land", "Jaar", "N"], ["Marokko", 2025, 1], ["Atlantis", 2025, 2]], [sheet])
    assert [(f.cell, f.value) for f in found.findings if f.rule == "unreadable"] == [("A3", "Atlantis")]
    assert found.count == 1


def test_figures_of_other_sources_belong_to_who_delivered_them(blank):
    sheet = {"columns": {"country": {"heading": "Land"}, "period": {"heading": "Jaar"}, "value": {"heading": "N"}}}
    rows = [["Land", "Jaar", "N"], ["Marokko", 2025, 1]]
    submit(blank, checked(blank, rows, [sheet]), "of A&M")
    submit(blank, checked(blank, rows, [sheet], BZ), "of BZ")
    assert blank.rows("select reporter from context_figure order by 1") == [("AM",), ("BZ",)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": {"colour": {"heading": "x"}}},
        {"columns": {"dimension": {"heading": "x"}}, "parts": {"sex": {"heading": "y"}}},
        {"first_row": 1, "header_row": 2},
        {"header_row": 1, "header_rows": 2},
        {"across": {"field": "colour"}},
        {"across": {"also": {"series": {"a": "b"}}}},
        {"across": {"headings": {"a": "2025"}, "also": {"colour": {"a": "b"}}}},
        {"columns": {"value": {"heading": "x", "times": 0}}},
        {"parts": {"Not A Name": {"heading": "x"}}},
        {"unknown": 1},
    ],
)
def test_a_layout_with_a_mistake_is_refused_with_its_place(wrong):
    text = {"layout": "a", "version": 1, "name": {"nl": "a", "en": "a"}}
    text["sheets"] = [{"sheet": "s", "header_row": 1, **CONTEXT, **wrong}]
    with pytest.raises(LayoutError, match=r"^a\.yaml: sheets\.0"):
        Layout.from_yaml(yaml.safe_dump(text), "a.yaml")


# Keeping them


def test_a_layout_has_versions_and_belongs_to_who_made_it(blank):
    one = Layout.model_validate(
        {
            "layout": "mine",
            "version": 1,
            "name": {"nl": "m", "en": "m"},
            "sheets": [{"sheet": "s", "header_row": 1, **CONTEXT}],
        }
    )
    assert save(blank, AM, one, "first").version == 1
    number = blank.number
    assert save(blank, AM, one, "the same").version == 1
    assert blank.number == number
    other = one.model_copy(update={"sheets": (one.sheets[0].model_copy(update={"header_row": 2}),)})
    assert save(blank, AM, other, "second").version == 2
    assert load("mine", blank).sheets[0].header_row == 2
    assert blank.at(number).rows("select max(version) from layout") == [(1,)]
    with pytest.raises(LayoutError, match="layout of AM"):
        save(blank, BZ, one, "not mine")
    assert [layout.layout for layout in saved(blank)] == sorted([*SHIPPED, "mine"])
