"""Columns read and ruled on by the different things they say agree with cell after cell and row after row."""

from __future__ import annotations

import datetime
import string
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.intake.belonging import _with
from monitoring.intake.distinct import Distinct
from monitoring.intake.draft import AMOUNTS, Draft, draft
from monitoring.intake.fields import FIELDS
from monitoring.intake.known import Known
from monitoring.intake.naming import take_in
from monitoring.intake.rules import RULES, figures, money
from monitoring.intake.rules.budget import within_the_budget
from monitoring.intake.rules.scope import each_row_once
from monitoring.intake.rules.together import parts_make_up_the_total, spent_within_commitments
from monitoring.intake.shape import SHAPES, misshapen
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ledger import Ledger
from monitoring.person import Person
from tests.intake import plainly

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = [0, 1, 0.5, -3.0, 40.0, 1e9, 1e14, 2.1234567, "1.234,56", "40%", "€ 12", "veel", "1.234", True]
ANYTHING = [*NUMBERS, "", "-", "n.v.t.", " Almara ", "2026-Q3", "total", 4.1, datetime.datetime(2026, 2, 4)]


@pytest.fixture(scope="module")
def known(example_ledger: Ledger) -> Known:
    return Known(example_ledger, Person("An Analyst", "BZ", ("analyst",)))


@pytest.fixture(scope="module")
def vocabulary(example_ledger: Ledger) -> Vocabulary:
    return Vocabulary.of(example_ledger)


def pools(known: Known) -> dict[str, dict[str, list]]:
    """What may stand in the cells of each table: mostly what is right, of few kinds, so that rows meet each other."""
    of_kind = {(measure.kind, measure.unit, bool(measure.partition)): code for code, measure in known.measures.items()}
    projects = [code for code, project in known.projects.items() if project.holder == "BZ"][:2]
    projects.append(next(code for code, project in known.projects.items() if project.holder != "BZ"))
    about = {"country": ["XAA", "XAB", "REG", "ALL", "DEU", "NOR", ""], "theme": ["TER", "INN", "OPV", ""]}
    periods = ["2026-Q3", "2026-Q1", "2025", "2027-Q2", "2012-Q1", "2060-Q1", ""]
    return {
        "observation": {
            **about,
            "indicator": [*of_kind.values(), ""],
            "period": periods,
            "dimension": ["", "total", "sex=f", "sex=m", "age_group=0-17", "age_group=0-17;sex=f", "x"],
            "value": [*NUMBERS, "", ""],
            "numerator": [*NUMBERS, "", ""],
            "denominator": [*NUMBERS, "", ""],
            "state": ["", "reported", "withheld"],
        },
        "target": {
            **about,
            "indicator": [*of_kind.values(), ""],
            "period": ["2026", "2026-Q4", "2026-Q3", ""],
            "kind": ["target", "baseline", "milestone"],
            "revision": ["", 0, 1, 2, 100],
            "value": NUMBERS,
            "valid_from": ["", "", "12-03-2026", "31-02-2026", "01-01-2025"],
            "reason": ["", "besluit"],
        },
        "budget_line": {
            **about,
            "project": projects,
            "budget_type": ["BZ_ODA", "AM_NON_ODA", "OWN", ""],
            "quarter": periods,
            "kind": ["commitment", "expenditure", "forecast"],
            "amount_eur": [*NUMBERS, 5000.0, 25.5],
            "purpose_code": ["15190", ""],
            "note": ["", "correctie"],
        },
        "context_figure": {
            **about,
            "source": ["Frontex", "een naam die langer is dan de zestig tekens die een bron mag hebben"],
            "series": ["returns"],
            "period": periods,
            "dimension": ["", "sex=f"],
            "kind": ["actual", "target", ""],
            "value": [*NUMBERS, ""],
        },
        "allocation": {
            **about,
            "budget_type": ["BZ_ODA", "AM_NON_ODA", ""],
            "year": [2026, 2025, 26],
            "chapter": ["XVII"],
            "article": ["4.2", 4.1],
            "phase": ["VB"],
            "mutation": ["a", "b"],
            "valid_on": ["01-01-2026", "01-01-2031", ""],
            "amount_eur": NUMBERS,
            "transfer": ["", "liaisons"],
            "counterparty": ["", "KMAR", "BZ"],
        },
        **_register(about, projects, [*of_kind.values()][:3]),
    }


def _register(about: dict[str, list], projects: list[str], measures: list[str]) -> dict[str, dict[str, list]]:
    """The same of the tables of the register."""
    legal = ["", "passed", "pending"]
    owned = {"budget_type": ["BZ_ODA", "AM_NON_ODA", "OWN", ""], "note": [""]}
    years = {"first_year": [2025, 2026, 26], "last_year": [2024, 2026, ""]}
    place = {"chapter": ["XVII", ""], "article": ["4.2"]}
    return {
        "project": {
            **about,
            **owned,
            "code": [*projects, "NEW", "N|W", ""],
            "name_nl": ["een naam", ""],
            "programming_line": ["XAA-TER", "XAF-INN", ""],
            "step": ["TER-A1", "INN-A1", ""],
            "objective": ["XAA-TER-D1", "XAB-IRR-D1", ""],
            "budget_eur": NUMBERS,
            "parent": [*projects, ""],
            "agreement": ["XAB-2025-1", ""],
            "start_date": ["01-01-2025", "01-01-2031", ""],
            "end_date": ["31-12-2024", "31-12-2026", ""],
            "legal_international": legal,
            "legal_european": legal,
            "legal_national": legal,
        },
        "project_share": {**about, "project": [*projects, ""], "share": [50, "50%", 100, 0, 101, ""]},
        "oda_check": {
            "project": [*projects, ""],
            **{
                name: ["ja", "nee", "misschien", ""]
                for name in ("main_purpose", "partner_first", "forced", "donor_cost")
            },
            "assessor": ["beoordelaar"],
            "assessed_on": ["01-02-2026", "31-02-2026"],
            "evidence": ["dossier", ""],
        },
        "agreement": {
            **about,
            **years,
            "code": ["XAB-2025-1", "XAA-2024-1", "NEW", ""],
            "name_nl": ["een afspraak"],
            "partner": ["ministerie"],
            "legal_form": ["verdrag", "handdruk"],
            "status": ["afgesproken", "in onderhandeling", ""],
            "agreed_on": ["11-02-2025", "01-01-2031", ""],
            "yearly_cost_eur": NUMBERS,
        },
        "coverage": {
            **about,
            **owned,
            **place,
            "agreement": ["XAB-2025-1", "XAF-2026-1", ""],
            "year": [2025, 2026, 2031],
            "amount_eur": NUMBERS,
        },
        "streamlining": {
            **about,
            **owned,
            **years,
            "objective": ["XAA-TER-D1", "ALL", ""],
            "yearly_amount_eur": [*NUMBERS, ""],
        },
        "alignment": {
            "project": [*projects, ""],
            "organisation": ["KMAR", "BZ", "XX"],
            "aligned_on": ["01-01-2025", ""],
        },
        "deployment": {
            **about,
            "project": [*projects, ""],
            "kind": ["liaison", "expert", "piloot"],
            "year": [2026, 26],
            "fte": [1, 1.5, 0.333, -1, 1e6, ""],
        },
        "attribution": {
            **about,
            "project": [*projects, ""],
            "indicator": [*measures, ""],
            "share": [60, 50, "40%", 0, ""],
            "evidence": ["evaluatie", ""],
        },
    }


RIGHT = {"amount_eur": [0.5, 1e7, 9e8, 9e9], "value": [1, 40, 50, 1e6], "numerator": [""], "denominator": [""]}


def drawn(data: st.DataObject, table: str, known: Known, vocabulary: Vocabulary, *, right: bool = False) -> Draft:
    """A draft of drawn rows; with `right`, rows without blank keys and with figures that can be read."""
    pool = pools(known)[table]
    if right:
        pool = {name: [value for value in values if value != ""] for name, values in pool.items()} | RIGHT
    row = st.tuples(*(st.sampled_from(pool.get(field.name, [""])) for field in FIELDS[table]))
    return draft(plainly.region_of(table, data.draw(st.lists(row, min_size=1, max_size=12))), vocabulary)


@SLOW
@given(data=st.data(), table=st.sampled_from(sorted(FIELDS)))
def test_cells_are_read_as_one_by_one(data, table, vocabulary):
    width = len(FIELDS[table])
    cells = data.draw(st.lists(st.lists(st.sampled_from(ANYTHING), min_size=width, max_size=width), max_size=8))
    places = st.sampled_from([plainly.address(row + 1, column) for row in range(8) for column in range(width)])
    region = plainly.region_of(
        table,
        cells,
        errors=dict.fromkeys(data.draw(st.sets(places, max_size=3)), "#REF!"),
        uncalculated=frozenset(data.draw(st.sets(places, max_size=3))),
        percentages=frozenset(data.draw(st.sets(places, max_size=3))),
    )
    read = draft(region, vocabulary)
    rows, said = plainly.read(region, vocabulary)
    kept = {finding.cell for finding in read.findings if finding.rule == "not filled in"}
    alone = {"missing", "not filled in"}
    assert {(f.cell, f.rule) for f in read.findings if f.rule not in alone} >= said
    beyond = {(f.cell, f.rule) for f in read.findings if f.rule not in alone} - said
    assert all(int(cell.lstrip(string.ascii_uppercase)) > len(cells) + 1 for cell, _ in beyond)
    defaults = {field.name: field.default for field in FIELDS[table] if field.default is not None}
    wrong = {cell for cell, rule in said if rule not in ("text as number", "number as text", "no figure")}
    for row, values in plainly.rows_of(read):
        if row > len(rows):
            continue
        plain = rows[row - 1]
        for name, default in defaults.items():
            if plain[name] is None and region.cell(row, name) not in wrong:
                plain[name] = default
        assert values == plain
    silent = len(rows) - sum(row <= len(rows) for row in read.index.tolist())
    filled = [row for row in range(1, len(rows) + 1) if any(cell != "" for cell in region.sheet.rows[row])]
    assert silent <= len(rows) - len(filled) + len(kept)


@SLOW
@given(data=st.data(), table=st.sampled_from(sorted(FIELDS)))
def test_a_rule_that_is_asked_once_says_what_it_says_row_by_row(data, table, known, vocabulary):
    rows = drawn(data, table, known, vocabulary)
    take_in([rows], known)
    for rule in RULES:
        if table in rule.tables:
            every = [(*broken[:2], broken.message) for broken in rule.test(rows, known)]
            once = [(*broken[:2], broken.message) for broken in rule.broken(rows, known)]
            assert sorted(once, key=repr) == sorted(every, key=repr), rule


@SLOW
@given(data=st.data())
@pytest.mark.parametrize(
    ("table", "fast", "plain"),
    [
        ("observation", figures.ratio_has_two_halves, plainly.wrongly_halved),
        ("observation", figures.within_range, plainly.out_of_range),
        ("observation", figures.counted_whole, plainly.not_whole),
        ("observation", figures.changed_by_more_than_half, plainly.changed_much),
        ("budget_line", money.money_of_the_project, plainly.far_from_its_project),
    ],
)
def test_a_rule_over_whole_columns_finds_what_a_loop_finds(
    data, table: str, fast: Callable, plain: Callable[[Draft, Known], Iterator], known, vocabulary
):
    rows = drawn(data, table, known, vocabulary)
    assert sorted(broken[:2] for broken in fast(rows, known)) == sorted(plain(rows, known))


@SLOW
@given(data=st.data(), table=st.sampled_from(sorted(FIELDS)))
def test_shapes_and_repeated_rows_are_those_of_each_row(data, table, known, vocabulary):
    rows = drawn(data, table, known, vocabulary)
    assert {broken.row for broken in each_row_once(rows, known)} == plainly.twice(rows)
    tested = set()
    for name, schema in SHAPES[table].items():
        for row, it in plainly.rows_of(rows):
            if not all(check(plainly.series(it[name])).check_passed for check in schema.checks):
                tested.add(rows.region.cell(row, name))
    assert {finding.cell for finding in misshapen(rows)} == tested


@SLOW
@given(data=st.data())
def test_what_rows_break_together_is_what_adding_up_in_a_loop_gives(data, known, vocabulary):
    for table in ("budget_line", "observation"):
        rows = drawn(data, table, known, vocabulary, right=True)
        held = data.draw(st.sets(st.sampled_from(rows.index.tolist()))) if len(rows.index) else set()
        mask = [np.isin(rows.index, list(held))]
        if table == "budget_line":
            found = spent_within_commitments([rows], known, mask)
            assert {finding.message.values["project"] for finding in found} == plainly.overspent(rows, known, held)
        else:
            found = [f for f in parts_make_up_the_total([rows], known, mask) if f.severity == 1]
            key = ("indicator", "country", "period")
            assert {tuple(rows.value(f.row, name) for name in key) for f in found} == plainly.parts_above_total(
                rows, known, held
            )


FEW = {
    "budget_line": {
        "project": None,
        "budget_type": ["BZ_ODA"],
        "country": ["XAA"],
        "theme": ["TER"],
        "quarter": ["2026-Q1", "2026-Q2"],
        "kind": ["commitment", "expenditure", "forecast"],
        "amount_eur": [1, 2, 3],
    },
    "allocation": {
        "budget_type": ["BZ_ODA"],
        "year": [2026, 2025],
        "chapter": ["XVII"],
        "article": ["4.2"],
        "country": ["XAA"],
        "theme": ["TER"],
        "phase": ["VB"],
        "mutation": ["a", "b"],
        "valid_on": ["01-01-2026"],
        "amount_eur": [-2, 1, 3],
    },
}
"""So few different rows that some are about the same, and amounts so alike that the budget is just kept or just not."""


@SLOW
@given(data=st.data(), table=st.sampled_from(sorted(FEW)))
def test_what_is_above_a_budget_is_what_adding_up_in_a_loop_gives(data, table, known, vocabulary):
    projects = [code for code, project in known.projects.items() if project.holder == "BZ"][:2]
    pool = FEW[table] | ({"project": projects} if table == "budget_line" else {})
    row = st.tuples(*(st.sampled_from(pool.get(field.name, [""])) for field in FIELDS[table]))
    rows = draft(plainly.region_of(table, data.draw(st.lists(row, min_size=1, max_size=8))), vocabulary)
    held = data.draw(st.sets(st.sampled_from(rows.index.tolist()))) if len(rows.index) else set()
    amount = st.integers(0, 6).map(Decimal)
    there = SimpleNamespace(
        type_names=known.type_names,
        project_money={
            (project, kind, "BZ_ODA", "XAA", "TER", "2026-Q1"): data.draw(amount)
            for project in projects
            for kind in ("commitment", "expenditure")
        },
        allocations={("BZ_ODA", 2026, "XVII", "4.2", "XAA", "TER", "VB", "a"): data.draw(amount)},
    )
    found = list(within_the_budget([rows], there, [np.isin(rows.index, list(held))]))
    told = {({"CHK-B5": "commitment", "CHK-B6": "expenditure"}[f.rule], f.message.values["type"]) for f in found}
    plain = plainly.above_the_budget(rows, there, held)
    assert told == {(kind, there.type_names[budget]) for kind, budget in plain}


@SLOW
@given(
    rows=st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3), min_size=1, max_size=12),
    data=st.data(),
    fitting=st.booleans(),
)
def test_rows_that_belong_to_a_wrong_one_are_found_without_comparing_pairs(rows, data, fitting):
    wrong = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    columns = [Distinct.of(column) for column in zip(*rows, strict=True)]
    found = _with(columns, np.array(wrong), fitting=fitting)
    assert found.tolist() == plainly.alike_to_wrong(rows, wrong, fitting=fitting)


def test_every_amount_is_a_field_that_is_read():
    assert all(set(names) <= {field.name for field in FIELDS[table]} for table, names in AMOUNTS.items())
