"""What would change, before it does: rows, totals, and the verdicts that turn. What is foretold comes true."""

from __future__ import annotations

import shutil
from collections import Counter
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.intake.check import Checked
from monitoring.intake.preview import Flip, Sought, What, flips, preview
from monitoring.intake.preview.flips import beside_verdicts, judged, turning
from monitoring.intake.submit import submit
from monitoring.intake.undo import turning_back, undo, undoing
from monitoring.ledger import Present, tables
from monitoring.person import Person
from monitoring.results import quarter as quarters
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given as given_rows
from tests.drawn import rows as drawn
from tests.intake.sheets import ALLOCATION, AMOUNT, FIGURE, RATIO, TARGET, Sheet

EVERY = tuple(What)
COLUMNS = [
    "indicator",
    "country",
    "period",
    "reporter",
    "dimension",
    "value",
    "numerator",
    "denominator",
    "state",
    "note",
]  # of observation


def landed(sheet: Sheet) -> None:
    submit(sheet.ledger, sheet.check(), "first")


def files_of(ledger) -> set[str]:
    """The files that hold the rows of a ledger; what runs beside the catalogue comes and goes."""
    folder = ledger.address.folder
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if "catalogue" not in path.name}


@pytest.fixture
def example(example_folder, tmp_path):
    """The whole example, of one's own."""
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    yield ledger
    ledger.close()


# Rows


def test_a_row_is_new_changed_or_the_same_and_every_changed_field_is_told_with_its_cell(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.put("observation", 2, **RATIO)
    landed(sheet)
    sheet.put("observation", 2, numerator=45, note="counted again")
    sheet.put("observation", 3, **FIGURE | {"country": "Belmora"})
    would = preview(fictional, sheet.check())
    assert (would.total.new, would.total.changed, would.total.unchanged) == (1, 1, 1)
    assert [(row.what, row.key["country"]) for row in would.rows(EVERY)] == [
        (What.UNCHANGED, "XAA"),
        (What.CHANGED, "XAA"),
        (What.NEW, "XAB"),
    ]
    [changed] = would.rows([What.CHANGED])
    assert changed.fields == ["numerator", "note"]
    assert (changed.was["numerator"], changed.becomes["numerator"]) == (40, 45)
    assert (changed.was["note"], changed.becomes["note"]) == (None, "counted again")
    assert {field: f"Waarnemingen!{cell}" for field, cell in changed.cells.items()} == {
        "numerator": sheet.cell("observation", 2, "numerator"),
        "note": sheet.cell("observation", 2, "note"),
    }


def test_what_the_ledger_has_of_the_same_and_the_file_has_not_is_missing_and_stays(fictional):
    """Of the same organisation, indicator and period; another indicator, period or organisation is not asked for."""
    given_rows(
        fictional,
        observation="""
        indicator | country | period  | reporter | dimension | value
        HAN-01    | XAA     | 2026-Q3 | BZ       | total     |    80
        HAN-01    | XAB     | 2026-Q3 | BZ       | total     |    11
        HAN-01    | XAC     | 2026-Q2 | BZ       | total     |    12
        HAN-01    | XAD     | 2026-Q3 | POL      | total     |    13
        HAN-01    | XAA     | 2026-Q3 | BZ       | sex=f     |    14
        IRR-01    | XAA     | 2026-Q3 | BZ       | total     |    15
    """,
    )
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    would = preview(fictional, sheet.check())
    [missing] = would.rows([What.MISSING])
    assert (missing.key["country"], missing.was["value"], missing.becomes, missing.place) == ("XAB", 11, {}, "")
    landed(sheet)
    assert fictional.row("select count(*) from observation") == (6,)


def test_a_row_of_the_file_that_is_wrong_is_not_missing_from_it(fictional):
    given_rows(
        fictional,
        observation="""
        indicator | country | period  | value
        HAN-01    | XAA     | 2026-Q3 |    80
        HAN-01    | XAB     | 2026-Q3 |    11
        HAN-01    | XAC     | 2026-Q3 |    12
    """,
    )
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.put("observation", 2, **FIGURE | {"country": "Belmora", "value": "many"})
    checked = sheet.check()
    assert checked.held["observation"]["country"].tolist() == ["XAB"]
    assert [row.key["country"] for row in preview(fictional, checked).rows([What.MISSING])] == ["XAC"]
    sheet.put("observation", 2, country="Nowhere")  # it may be either of the others
    assert preview(fictional, sheet.check()).rows([What.MISSING]) == []


def test_a_file_about_spending_asks_for_no_forecasts_and_a_dropped_line_of_its_project_is_told(fictional):
    sheet = Sheet(fictional)
    sheet.put("budget_line", 1, **AMOUNT)
    sheet.put("budget_line", 2, **AMOUNT | {"kind": "forecast", "amount_eur": 700})
    landed(sheet)
    given_rows(
        fictional,
        budget_line="""
        holder | budget_type | project    | country | theme | quarter | kind       | amount_eur
        BZ     | BZ_ODA      | XAA-HAN-01 | REG     | HAN   | 2026-Q3 | commitment |         25
    """,
    )
    again = Sheet(fictional)
    again.put("budget_line", 1, **AMOUNT)
    [missing] = preview(fictional, again.check()).rows([What.MISSING])
    assert (missing.key["country"], missing.key["kind"], missing.was["amount_eur"]) == ("REG", "commitment", 25)


def test_what_a_complete_sheet_no_longer_says_is_taken_away_and_not_missing(fictional):
    given_rows(
        fictional,
        observation="""
        indicator | country | period  | value
        HAN-01    | XAA     | 2026-Q3 |    80
        HAN-01    | XAB     | 2026-Q3 |    11
        HAN-01    | XAB     | 2026-Q2 |    12
    """,
    )
    rows = drawn("observation", "indicator | country | period | value\nHAN-01 | XAA | 2026-Q3 | 90")
    condition = "(reporter = 'BZ' and indicator in ('HAN-01') and period in ('2026-Q2', '2026-Q3'))"
    checked = as_checked(fictional, {"observation": rows}, taken_away={"observation": condition})
    would = preview(fictional, checked)
    assert {what.value: number for what, number in would.number.items() if number} == {"changed": 1, "taken_away": 2}
    assert submit(fictional, checked, "complete").total == would.total


def as_checked(ledger, rows: dict[str, pd.DataFrame], **more) -> Checked:
    """Rows as if they came from a file without findings."""
    cells = {
        name: pd.DataFrame(
            {"row_key": "k", "sheet": "S", "cells": [f"A{place + 1}" for place in range(len(frame))]},
            index=range(len(frame)),
        )
        for name, frame in rows.items()
    }
    rows = {name: frame.assign(**_numbers(name, frame)) for name, frame in rows.items()}
    sender = Person("An Analyst", "BZ", ("analyst",))
    return Checked("s.xlsx", b"content", sender, None, None, (), rows, cells, ledger.number, **more)


def _numbers(name: str, frame: pd.DataFrame) -> dict[str, list[Decimal | None]]:
    """The amounts of a table that was drawn as text, as a sheet gives them."""
    amounts = [column.name for column in tables()[name].columns if column.type.startswith("DECIMAL")]
    return {each: [None if v is None else Decimal(v) for v in frame[each]] for each in amounts if each in frame}


def test_many_rows_are_paged_and_searched_without_losing_one(fictional):
    countries = [code for (code,) in fictional.rows("select code from country where fictional order by code")]
    periods = [code for (code,) in fictional.rows("select code from period where kind = 'quarter' order by code")]
    frame = pd.DataFrame(
        [
            ("HAN-01", country, period, "BZ", "total", Decimal(place), None, None, "reported", None)
            for place, (country, period) in enumerate((c, p) for c in countries for p in periods)
        ],
        columns=COLUMNS,
    )
    would = preview(fictional, as_checked(fictional, {"observation": frame}))
    pages = [would.rows([What.NEW], skip=skip, most=25) for skip in range(0, len(frame), 25)]
    assert [row.becomes["value"] for page in pages for row in page] == list(range(len(frame)))
    assert {len(page) for page in pages[:-1]} == {25}
    sought = Sought((("belm", {"XAB"}), ("2026-q", ())))
    assert would.found([What.NEW], sought) == {"observation": 4}
    assert {(row.key["country"], row.key["period"][:4]) for row in would.rows([What.NEW], sought)} == {("XAB", "2026")}
    assert [row.place for row in would.rows([What.NEW], Sought((("s!a7", ()),)), most=1)] == ["S!A7"]


def test_an_amount_that_is_larger_than_all_those_around_it_is_compared_and_judged_too(fictional):
    parts = [f"part={number}" for number in range(3000)]
    frame = pd.DataFrame(
        [("HAN-01", "XAA", "2026-Q1", "BZ", part, Decimal(1), None, None, "reported", None) for part in parts],
        columns=COLUMNS,
    )
    frame.loc[1, "value"] = Decimal(14390)
    checked = as_checked(fictional, {"observation": frame})
    would = preview(fictional, checked)
    assert [row.becomes["value"] for row in would.rows([What.NEW], most=3)] == [1, 14390, 1]
    assert not flips(fictional, checked, fictional.number).now


def test_rows_of_several_tables_follow_each_other_over_a_page(fictional):
    sheet = Sheet(fictional)
    for place, country in enumerate(("Almara", "Belmora", "Cordania"), 1):
        sheet.put("observation", place, **FIGURE | {"country": country})
        sheet.put("target", place, **TARGET | {"country": country})
    would = preview(fictional, Sheet.check(sheet))
    assert [row.table for row in would.rows(EVERY, most=4)] == ["observation"] * 3 + ["target"]
    assert [row.table for row in would.rows(EVERY, skip=4, most=4)] == ["target"] * 2


# Totals


def test_totals_are_told_per_budget_type_and_theme_before_and_after_to_the_cent(fictional):
    sheet = Sheet(fictional)
    sheet.put("budget_line", 1, **AMOUNT | {"amount_eur": 1000.10})
    sheet.put("budget_line", 2, **AMOUNT | {"quarter": "2026-Q2", "amount_eur": 700})
    sheet.put("budget_line", 3, **AMOUNT | {"project": "XAA-TER-04", "theme": "TER", "amount_eur": 0.05})
    sheet.put("allocation", 1, **ALLOCATION)
    checked = sheet.check()
    assert [f.message.key for f in checked.findings if f.severity < 2] == []
    submit(fictional, checked, "first")
    sheet.put("budget_line", 1, amount_eur=1250.15)
    sheet.put("budget_line", 4, **AMOUNT | {"quarter": "2025-Q4", "amount_eur": 50})
    sheet.put("allocation", 1, amount_eur=4999.99)
    told = {
        (one.budget_type, one.year, one.kind, one.theme): (str(one.before), str(one.after))
        for one in preview(fictional, sheet.check()).totals
    }
    assert told == {
        ("BZ_ODA", 2025, "commitment", None): ("0.00", "50.00"),
        ("BZ_ODA", 2025, "commitment", "HAN"): ("0.00", "50.00"),
        ("BZ_ODA", 2026, "allocation", None): ("5000.00", "4999.99"),
        ("BZ_ODA", 2026, "allocation", "HAN"): ("5000.00", "4999.99"),
        ("BZ_ODA", 2026, "commitment", None): ("1700.15", "1950.20"),
        ("BZ_ODA", 2026, "commitment", "HAN"): ("1700.10", "1950.15"),
    }


def test_without_a_change_there_are_no_totals_and_of_one_that_moves_money_the_sum_stays(fictional):
    sheet = Sheet(fictional)
    sheet.put("budget_line", 1, **AMOUNT)
    sheet.put("budget_line", 2, **AMOUNT | {"project": "XAA-TER-04", "theme": "TER"})
    landed(sheet)
    assert preview(fictional, sheet.check()).totals == []
    sheet.put("budget_line", 1, amount_eur=900)
    sheet.put("budget_line", 2, amount_eur=1100)
    told = [(one.theme, one.before, one.difference) for one in preview(fictional, sheet.check()).totals]
    assert told == [(None, 2000, 0), ("TER", 1000, 100), ("HAN", 1000, -100)]


def test_reception_in_the_region_is_told_and_is_not_in_the_total(fictional):
    lines = """
        holder | budget_type | project    | country | theme | quarter | kind        | amount_eur
        BZ     | BZ_ODA      | XAA-HAN-01 | XAA     | HAN   | 2026-Q3 | expenditure |        100
        BZ     | BZ_ODA      | XAA-HAN-01 | XAA     | OPV   | 2026-Q3 | expenditure |         40
    """
    checked = as_checked(fictional, {"budget_line": drawn("budget_line", lines)})
    told = [(one.theme, one.counts, one.after) for one in preview(fictional, checked).totals]
    assert told == [(None, True, 100), ("HAN", True, 100), ("OPV", False, 40)]


# Verdicts


def difference(was: dict, becomes: dict) -> set[Flip]:
    return set(turning(was, becomes))


def worse_and_better(ledger) -> Sheet:
    """A file that makes some figures of BZ much worse and others much better, and changes money."""
    sheet = Sheet(ledger)
    found = ledger.rows(
        "select indicator, country, period, value, numerator, denominator from observation "
        "where reporter = 'BZ' and dimension = 'total' and period in ('2026-Q2', '2026-Q3') and state = 'reported' "
        "order by hash(indicator || country || period) limit 60"
    )
    for place, (indicator, country, period, value, numerator, denominator) in enumerate(found, 1):
        by = (0, 0.4, 3)[place % 3]
        figures = (
            {"value": int(float(value) * by)}
            if value is not None
            else {"numerator": min(int(float(numerator) * by), int(denominator)), "denominator": int(denominator)}
        )
        sheet.put("observation", place, indicator=indicator, country=country, period=period, **figures)
    sheet.put("budget_line", 1, **AMOUNT | {"kind": "expenditure", "amount_eur": 1})
    return sheet


def test_the_verdicts_that_are_foretold_are_those_that_turn_when_it_lands(example):
    checked = worse_and_better(example).check()
    last = quarters.last_ended(example)
    was, had = judged(example, last), {one.identity for one in beside_verdicts(example, last)}
    foretold = flips(example, checked, example.number)
    submit(example, checked, "as foretold", leave_out_errors=True)
    becomes, has = judged(example, last), {one.identity for one in beside_verdicts(example, last)}
    turned = difference(was, becomes)
    assert len(turned) > 20
    assert {flip.kind for flip in turned} >= {"indicator", "theory"}
    assert foretold.quarter == last
    assert {*foretold.now, *(flip for there in foretold.other.values() for flip in there)} == turned
    assert {one.identity for one in foretold.appear} == has - had
    assert {one.identity for one in foretold.go} == had - has
    assert foretold.appear


def test_a_page_that_holds_an_older_state_foretells_the_same(example):
    page = Present(example)
    submit(example, worse_and_better(example).check(), "somebody else", leave_out_errors=True)
    sheet = Sheet(example)
    sheet.put("observation", 1, **RATIO | {"numerator": 2})
    checked = sheet.check()
    assert page.number < example.number
    foretold, told = flips(example, checked, example.number), flips(page, checked, example.number)
    page.close()
    assert (told.now, told.other) == (foretold.now, foretold.other)
    assert foretold.now or foretold.other


def test_the_verdicts_that_are_foretold_of_taking_back_are_those_that_turn_back(example):
    number = submit(example, worse_and_better(example).check(), "wrong file", leave_out_errors=True).number
    analyst, last = Person("An Analyst", "BZ"), quarters.last_ended(example)
    for _ in ("taken back", "holds again"):
        was, had = judged(example, last), {one.identity for one in beside_verdicts(example, last)}
        would = undoing(example, number, analyst)
        foretold = turning_back(example, would)
        assert example.number == would.state  # nothing was written
        number = undo(example, number, analyst, "as foretold").number
        becomes, has = judged(example, last), {one.identity for one in beside_verdicts(example, last)}
        turned = difference(was, becomes)
        assert len(turned) > 20
        assert {*foretold.now, *(flip for there in foretold.other.values() for flip in there)} == turned
        assert ({one.identity for one in foretold.appear}, {one.identity for one in foretold.go}) == (
            has - had,
            had - has,
        )


def test_harm_is_foretold_and_comes_first(example):
    """Reports of harm after return, in a country that was in order."""
    [(safeguard, country, reporter)] = example.rows(
        "select s.safeguard, s.country, o.reporter from safeguard_state s "
        "join observation o on o.indicator = s.safeguard and o.country = s.country and o.period = s.period "
        "where s.period = '2026-Q3' and s.colour = 'in_order' and s.red_op in ('>', '>=') and s.basis = 'value' "
        "and o.value is not null and o.dimension = 'total' order by all limit 1"
    )
    rows = drawn(
        "observation",
        f"indicator | country | period | reporter | value\n{safeguard} | {country} | 2026-Q3 | {reporter} | 999",
    )
    checked = as_checked(example, {"observation": rows})
    was = judged(example, "2026-Q3")
    foretold = flips(example, checked, example.number)
    first = foretold.now[0]
    assert (first.kind, first.code, first.country, first.becomes) == ("safeguard", safeguard, country, "red")
    assert ("safeguard", safeguard, country, "red") in {one.identity for one in foretold.appear}
    submit(example, checked, "harm")
    turned = {flip for flip in difference(was, judged(example, "2026-Q3")) if flip.quarter == "2026-Q3"}
    assert set(foretold.now) == turned


def test_a_verdict_of_an_earlier_quarter_is_told_apart_and_the_quarter_asked_for_first(example):
    sheet = Sheet(example)
    sheet.put("observation", 1, **RATIO | {"period": "2026-Q1", "numerator": 1})
    checked = sheet.check()
    at_last = flips(example, checked, example.number)
    assert at_last.quarter == "2026-Q3"
    assert "2026-Q1" in at_last.other
    asked = flips(example, checked, example.number, "2026-Q1")
    assert asked.quarter == "2026-Q1"
    assert {flip.code for flip in asked.now if flip.kind == "indicator"} == {"HAN-02"}


def test_on_a_ledger_without_figures_everything_comes_into_view(fictional):
    plan = fictional.frame("select * exclude (written_in) from expectation limit 0")
    fictional.commit(Person("t", "BZ"), "without a plan", lambda t: t.merge("expectation", plan, within="true"))
    assert quarters.quarters(fictional) == []
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    told = flips(fictional, sheet.check(), fictional.number)
    assert told.quarter == "2026-Q3"
    assert {(flip.code, flip.was) for flip in told.now if flip.kind == "indicator"} == {("HAN-01", None)}
    assert not any(flip.turns for flip in told.now)  # it is context


def test_the_order_is_gravest_first():
    turned = turning(
        {("q", "indicator", "A", "X"): "behind", ("q", "indicator", "B", "X"): "on_track"},
        {
            ("q", "indicator", "A", "X"): "on_track",
            ("q", "indicator", "B", "X"): "behind",
            ("q", "safeguard", "S", "X"): "red",
            ("q", "theory", "T", "ALL"): "capped",
            ("q", "indicator", "C", "ALL"): "attention",
        },
    )
    assert [flip.code for flip in turned] == ["S", "T", "B", "C", "A"]


# It stands in nobody's way


def test_a_preview_writes_nothing_and_leaves_nothing(example):
    checked = worse_and_better(example).check()
    before, there = example.rows("select max(snapshot_id) from lake.snapshots()"), files_of(example)
    tables = Counter(example.rows("from observation"))
    preview(example, checked)
    flips(example, checked, example.number)
    assert example.rows("select max(snapshot_id) from lake.snapshots()") == before
    assert files_of(example) == there
    assert Counter(example.rows("from observation")) == tables


def test_others_write_while_it_is_judged_and_it_stays_about_its_own_state(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **RATIO)
    checked = sheet.check()
    state = fictional.number
    with fictional.supposing(state, checked.rows, {}) as supposed:
        others = "indicator | country | period | numerator | denominator\nHAN-02 | XAB | 2026-Q3 | 1 | 5"
        given_rows(fictional, observation=others)
        assert fictional.number == state + 1
        assert supposed.rows("select country, numerator::int from observation") == [("XAA", 40)]
        with pytest.raises(ValueError, match="past state"):
            supposed.commit(Person("t", "BZ"), "no", lambda transaction: None)
    told = flips(fictional, checked, state)
    assert {flip.country for flip in told.now if flip.kind == "indicator"} == {"XAA", "ALL"}


@pytest.fixture(scope="module")
def drawn_on(fictional_folder, tmp_path_factory):
    ledger = start(copy(fictional_folder, tmp_path_factory.mktemp("drawn") / "ledger")).ledger
    yield ledger
    ledger.close()
    shutil.rmtree(ledger.address.folder)


values = st.dictionaries(
    st.tuples(
        st.sampled_from(["HAN-01", "HAN-03", "IRR-01"]),
        st.sampled_from(["XAA", "XAB", "ALL"]),
        st.sampled_from(["2026-Q1", "2026-Q2"]),
    ),
    st.integers(0, 3),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=values, file=values)
def test_what_is_compared_in_sql_is_what_a_plain_loop_says_and_what_lands(drawn_on, before, file):
    ledger = drawn_on
    ledger.commit(Person("t", "BZ"), "empty", lambda t: t.merge("observation", observations({}), within="true"))
    ledger.commit(Person("t", "BZ"), "before", lambda t: t.merge("observation", observations(before)))
    checked = as_checked(ledger, {"observation": observations(file)})
    would = preview(ledger, checked)
    about = {(indicator, period) for indicator, _, period in file}
    plain = {
        **{
            key: "new" if key not in before else "unchanged" if before[key] == v else "changed"
            for key, v in file.items()
        },
        **{key: "missing" for key in before if key not in file and (key[0], key[2]) in about},
    }
    told = {
        (row.key["indicator"], row.key["country"], row.key["period"]): row.what.value
        for row in would.rows(EVERY, most=100)
    }
    assert told == plain
    with ledger.supposing(ledger.number, checked.rows, {}) as supposed:
        foreseen = set(supposed.rows("select * exclude (written_in) from observation"))
    submit(ledger, checked, "lands")
    assert set(ledger.rows("select * exclude (written_in) from observation")) == foreseen


def observations(values: dict) -> pd.DataFrame:
    return pd.DataFrame(
        [(*key, "BZ", "total", value, None, None, "reported", None) for key, value in values.items()],
        columns=COLUMNS,
        dtype=object,
    )
