"""What always holds of money, on ledgers that hypothesis draws; each law against a slow, plain way of saying it.

`MONITORING_EXAMPLES=500` draws more of them.
"""

from __future__ import annotations

import datetime
import os
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from monitoring.intake.check import check
from monitoring.intake.fields import FIELDS, OWNER
from monitoring.intake.submit import submit
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.money import spending
from monitoring.money.coverage import Agreement, Line, coverage, covered
from monitoring.money.explain import OF, Figure, UnknownFigure, explain
from monitoring.money.positions import DIMENSIONS, ladder, positions
from monitoring.money.stated import once
from monitoring.person import Person
from monitoring.start import start
from tests.conftest import copy
from tests.money.cases import workbook
from tests.money.drawn_money import OWNERS, PROJECTS, QUARTERS, Budget, Money, days, euros, money, put, replace

EXAMPLES = int(os.environ.get("MONITORING_EXAMPLES", "8"))
drawing = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
PAIRS = list(combinations(spending.DIMENSIONS, 2))
ZERO = Decimal(0)


@pytest.fixture(scope="module")
def ledger(fictional_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger that every example fills anew."""
    ledger = start(copy(fictional_folder, tmp_path_factory.mktemp("laws") / "ledger")).ledger
    yield ledger
    ledger.close()


def total(values: object) -> Decimal:
    return sum((value for value in values if value is not None), ZERO)


def counting(drawn: Money, *, year: int | None = None) -> dict[str, Decimal]:
    """Euros per kind of money, added up by hand: everything but reception in the region."""
    sums = dict.fromkeys(spending.KINDS, ZERO)
    for ((*_, quarter, kind), _, theme), amount in drawn.parts().items():
        if theme != "OPV" and year in (None, int(quarter[:4])):
            sums[kind] += amount
    for (budget, _, _), (_, amount) in drawn.allocations.items():
        if budget.theme != "OPV" and year in (None, budget.year):
            sums["allocation"] += amount
    return sums


@drawing
@generated(drawn=money, pairs=st.lists(st.sampled_from(PAIRS), min_size=3, max_size=3))
def test_a_total_is_the_same_however_it_is_grouped(ledger, drawn, pairs):
    put(ledger, drawn)
    for year in (None, 2026):
        expected = counting(drawn, year=year)
        for per in [(), *((name,) for name in spending.DIMENSIONS), *pairs]:
            found = spending.by(ledger, per, year=year)
            assert {kind: total(found[kind]) for kind in spending.KINDS} == expected, per


@drawing
@generated(
    drawn=money, pairs=st.lists(st.sampled_from(PAIRS), min_size=3, max_size=3), through=st.sampled_from(QUARTERS)
)
def test_what_stands_at_the_end_of_a_quarter_is_the_same_however_it_is_grouped(ledger, drawn, pairs, through):
    put(ledger, drawn)
    whole = spending.until(ledger, (), through)
    for per in [*((name,) for name in spending.DIMENSIONS), *pairs]:
        found = spending.until(ledger, per, through)
        for measure in spending.MEASURES:
            assert total(found[measure]) == total(whole[measure]), (per, measure)


@drawing
@generated(drawn=money)
def test_a_line_is_divided_as_said_in_plain_words_and_its_parts_add_up_to_it_to_the_cent(ledger, drawn):
    put(ledger, drawn)
    found = ledger.rows(
        "select project, line_country, line_theme, quarter, kind, country, theme, amount_eur from money "
        "where kind <> 'allocation' order by all"
    )
    parts = {(tuple(line), country, theme): amount for *line, country, theme, amount in found}
    assert len(parts) == len(found)
    assert parts == drawn.parts()
    sums: dict[tuple, Decimal] = defaultdict(Decimal)
    for (line, _, _), amount in parts.items():
        sums[line] += amount
    assert sums == drawn.lines


@drawing
@generated(drawn=money, on=days, per=st.lists(st.sampled_from(DIMENSIONS), unique=True))
def test_the_position_on_a_day_is_a_replay_of_the_changes_up_to_it(ledger, drawn, on, per):
    put(ledger, drawn)
    replay: dict[tuple, Decimal] = {}
    to_come: dict[tuple, Decimal] = defaultdict(Decimal)
    for (budget, _, _), (day, amount) in sorted(drawn.allocations.items(), key=lambda change: change[1][0]):
        of = vars(budget) | {"budget_type": OWNERS[budget.holder], "chapter": "X"}
        key = tuple(of[name] for name in per)
        if day <= on:
            replay[key] = replay.get(key, ZERO) + amount
        else:
            to_come[key] += amount
    found = positions(ledger, on, per)
    keys = list(found[per].itertuples(index=False, name=None)) if per else [()] * len(found)
    assert dict(zip(keys, found["position"], strict=True)) == replay
    assert dict(zip(keys, found["still_to_come"], strict=True)) == {key: to_come[key] for key in replay}


@drawing
@generated(drawn=money)
def test_the_ladder_of_a_year_ends_where_its_changes_add_up_to(ledger, drawn):
    put(ledger, drawn)
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (budget, _, _), (_, amount) in drawn.allocations.items():
        if budget.year == 2026:
            sums[budget.holder, OWNERS[budget.holder]] += amount
    last = ladder(ledger, 2026).groupby(["holder", "budget_type"]).last()
    assert last["position"].to_dict() == sums


@drawing
@generated(
    drawn=money,
    sides=st.permutations(list(OWNERS)),
    amount=euros,
    on=days,
    looked_at=days,
    place=st.sampled_from(["XAA", "ALL"]),
)
def test_a_transfer_changes_no_total_of_both_and_moves_its_amount_between_them(
    ledger, drawn, sides, amount, on, looked_at, place
):
    giver, taker, *others = sides
    put(ledger, drawn)
    before = {holder: _position(ledger, looked_at, holder) for holder in OWNERS}
    together = spending.by(ledger, (), year=2026)["allocation"].iloc[0]
    transfer = {
        (Budget(giver, 2026, "4.2", place, "TER"), "1SUPP", "transfer"): (on, -amount),
        (Budget(taker, 2026, "37.2", place, "TER"), "1SUPP", "transfer"): (on, amount),
    }
    put(ledger, Money(drawn.lines, {**drawn.allocations, **transfer}, drawn.shares, drawn.projects))
    assert spending.by(ledger, (), year=2026)["allocation"].iloc[0] == together
    moved = amount if on <= looked_at else ZERO
    assert _position(ledger, looked_at, giver) == before[giver] - moved
    assert _position(ledger, looked_at, taker) == before[taker] + moved
    assert {holder: _position(ledger, looked_at, holder) for holder in others} == {h: before[h] for h in others}


@drawing
@generated(drawn=money, holder=st.sampled_from(list(OWNERS)), amount=euros, on=days, looked_at=days)
def test_a_shift_within_a_budget_changes_none_of_its_totals(ledger, drawn, holder, amount, on, looked_at):
    put(ledger, drawn)
    per = ["holder", "budget_type", "year", "chapter", "article"]
    # The budget that is shifted within is there, else there would be nothing to shift.
    there = {(Budget(holder, 2026, "4.2", "XAA", "TER"), "VB", "a"): (datetime.date(2025, 9, 1), Decimal(5))}
    allocations = {**drawn.allocations, **there}
    put(ledger, Money(drawn.lines, allocations, drawn.shares, drawn.projects))
    before = _sums(spending.by(ledger, per), "allocation"), _sums(positions(ledger, looked_at, per), "position")
    shift = {
        (Budget(holder, 2026, "4.2", "XAA", "TER"), "HER", "shift"): (on, -amount),
        (Budget(holder, 2026, "4.2", "XAB", "TER"), "HER", "shift"): (on, amount),
    }
    put(ledger, Money(drawn.lines, {**allocations, **shift}, drawn.shares, drawn.projects))
    assert (
        _sums(spending.by(ledger, per), "allocation"),
        _sums(positions(ledger, looked_at, per), "position"),
    ) == before


def _sums(frame, column: str) -> dict[tuple, Decimal]:
    return {tuple(row[:5]): amount for row, amount in zip(frame.to_numpy().tolist(), frame[column], strict=True)}


def _position(ledger: Ledger, on: datetime.date, holder: str) -> Decimal:
    found = positions(ledger, on, ["holder"])
    return total(found[found["holder"] == holder]["position"])


@drawing
@generated(
    drawn=money,
    through=st.sampled_from(QUARTERS),
    measure=st.sampled_from(spending.MEASURES),
    per=st.lists(st.sampled_from(list(spending.DIMENSIONS)), min_size=1, max_size=2, unique=True),
)
def test_a_figure_that_is_opened_is_the_figure_that_was_shown_and_leaves_out_nothing_in_silence(
    ledger, drawn, through, measure, per
):
    put(ledger, drawn)
    whole = explain(ledger, Figure(measure, through))
    assert whole.total == total(spending.until(ledger, (), through)[measure])
    assert len(whole.counted) + len(whole.left_out) == len(whole.rows)

    # Every row of the year is either counted or left out, once, with all of its amount.
    year = int(through[:4])
    expected = sorted(
        [
            (kind, amount)
            for ((*_, quarter, kind), _, _), amount in drawn.parts().items()
            if kind in OF[measure] and int(quarter[:4]) == year
        ]
        + [
            ("allocation", amount)
            for (budget, _, _), (_, amount) in drawn.allocations.items()
            if "allocation" in OF[measure] and budget.year == year
        ]
    )
    assert sorted(zip(whole.rows["kind"], whole.rows["amount_eur"], strict=True)) == expected

    for row in spending.until(ledger, per, through).to_dict("records"):
        cell = explain(ledger, Figure(measure, through, {name: row[name] for name in per}))
        assert cell.total == (row[measure] or ZERO), row
        assert (row[measure] is None) == cell.counted.empty


def test_a_figure_that_is_opened_names_the_reason_of_everything_it_leaves_out(ledger):
    lines = {
        ("P1", "XAA", "TER", "2026-Q1", "expenditure"): Decimal(1),
        ("P1", "XAA", "TER", "2026-Q1", "forecast"): Decimal(2),
        ("P1", "XAA", "OPV", "2026-Q1", "expenditure"): Decimal(4),
        ("P1", "XAA", "TER", "2026-Q3", "expenditure"): Decimal(8),
        ("P2", "XAA", "TER", "2026-Q4", "expenditure"): Decimal(16),
        ("P2", "XAA", "TER", "2026-Q4", "forecast"): Decimal(32),
    }
    put(ledger, Money(lines, {}))
    seen = {}
    for through in ("2026-Q1", "2026-Q4"):
        found = explain(ledger, Figure("expected", through))
        seen[through] = dict(zip(map(int, found.left_out["amount_eur"]), found.left_out["why"], strict=True))
        assert len(found.counted) + len(seen[through]) == len(lines)
    assert seen == {
        "2026-Q1": {2: "in_place", 4: "reception", 8: "later", 16: "later"},
        "2026-Q4": {2: "in_place", 4: "reception", 16: "smaller"},
    }


def test_what_has_money_opens_also_where_the_register_does_not_know_its_code_and_a_mistyped_code_does_not(ledger):
    lines = {("P1", "XAA", "TER", "2026-Q1", "commitment"): Decimal(1)}
    put(ledger, Money(lines, {}, {}, {"P1": {"agreement": "XAA-1"}}))
    assert explain(ledger, Figure("commitment", "2026-Q1", {"agreement": "XAA-1"})).total == 1
    with pytest.raises(UnknownFigure) as told:
        explain(ledger, Figure("commitment", "2026-Q1", {"agreement": "XAA-2"}))
    assert Words("nl")(told.value.message).startswith("Afspraak: “XAA-2” is hier niet bekend.")


def test_all_that_money_can_be_grouped_by_has_a_name():
    assert [*spending.CALLED] == [*spending.DIMENSIONS]


# What projects state of themselves.

CODES = [f"E{number}" for number in range(7)]
stated = st.dictionaries(
    st.sampled_from(CODES),
    st.tuples(st.sampled_from([None, *CODES, "elsewhere"]), st.none() | st.decimals(0, 1000, places=2)),
)


@settings(max_examples=20 * EXAMPLES, deadline=None)
@generated(stated)
def test_stated_budgets_count_each_euro_once(budgets):
    def above(project: str) -> list[str]:
        """The wholes that a project is a part of, the nearest first, until there is none or they repeat."""
        chain: list[str] = []
        while (project := budgets[project][0]) in budgets and project not in chain:
            chain.append(project)
        return chain

    parts = {
        whole: [one for one, (parent, _) in budgets.items() if parent == whole and one not in above(one)]
        for whole in budgets
    }

    def whole(project: str) -> Decimal:
        return max(budgets[project][1] or ZERO, sum(map(whole, parts[project]), ZERO))

    found = {one.project: one for one in once(budgets)}
    assert found.keys() == budgets.keys()
    tops = set(budgets).difference(*parts.values())
    assert sum((one.counted for one in found.values()), ZERO) == sum(map(whole, tops), ZERO)
    for project, one in found.items():
        assert one.counted == whole(project) - sum(map(whole, parts[project]), ZERO)
        assert ZERO <= one.counted <= (one.stated or ZERO)
        assert one.why or one.counted == one.stated


# Agreements and what covers them.

AGREEMENTS = ["A", "B", "C", "D"]
BOUGHT = [("AM", "AM_NON_ODA", "XX", "37.2", country, "TER") for country in ("XAA", "XAB")]
cents = st.decimals(0, 1000, places=2)
agreements = st.fixed_dictionaries(
    {code: st.tuples(st.none() | days, st.sampled_from([2025, 2026]), st.integers(0, 1), cents) for code in AGREEMENTS}
)
cover = st.dictionaries(
    st.tuples(st.sampled_from(AGREEMENTS), st.sampled_from([2025, 2026, 2027]), st.sampled_from(BOUGHT)), cents
)
frames = st.dictionaries(
    st.tuples(st.sampled_from(BOUGHT), st.sampled_from([2025, 2026])),
    st.lists(st.tuples(days, st.decimals(-500, 1000, places=2)), max_size=4),
)


def made(agreed: dict) -> list[Agreement]:
    return [Agreement(code, "XAA", day, first, first + more, cost) for code, (day, first, more, cost) in agreed.items()]


def said(years) -> dict[tuple, tuple]:
    return {
        (year.agreement.code, year.year): (year.cover, {line.budget: line.within for line in year.lines})
        for year in years
    }


@settings(max_examples=10 * EXAMPLES, deadline=None)
@generated(agreed=agreements, promised=cover, frame=frames, chance=st.randoms())
def test_no_agreement_is_covered_beyond_the_frame_of_its_day(agreed, promised, frame, chance):
    lines = [Line(code, year, budget, amount) for (code, year, budget), amount in promised.items()]
    years = covered(made(agreed), lines, frame)

    # Replayed day by day: each takes what its budget has on its day and nobody took yet.
    left: dict[tuple, Decimal] = defaultdict(Decimal)
    for day, code in sorted((day, code) for code, (day, *_) in agreed.items() if day):
        for year in (one for one in years if one.agreement.code == code):
            for line in year.lines:
                on_that_day = sum((e for valid, e in frame.get((line.budget, year.year), ()) if valid <= day), ZERO)
                free = max(ZERO, on_that_day - left[line.budget, year.year])
                assert line.within == min(line.amount, free)
                assert line.within <= max(ZERO, on_that_day)
                left[line.budget, year.year] += line.within
    for one in years:
        assert one.within + one.short >= one.agreement.yearly_cost
        assert (one.agreement.agreed_on is not None) or one.within == ZERO

    # In whatever order they are told, and whatever is only negotiated.
    shuffled_agreements, shuffled_lines = made(agreed), list(lines)
    chance.shuffle(shuffled_agreements)
    chance.shuffle(shuffled_lines)
    assert said(covered(shuffled_agreements, shuffled_lines, frame)) == said(years)
    made_ones = {code: one for code, one in agreed.items() if one[0]}
    without = said(covered(made(made_ones), lines, frame))
    assert without == {key: value for key, value in said(years).items() if key[0] in made_ones}

    # What is agreed last takes from nobody.
    if made_ones:
        last = max(made_ones, key=lambda code: (made_ones[code][0], code))
        others = {code: one for code, one in made_ones.items() if code != last}
        assert said(covered(made(others), lines, frame)) == {k: v for k, v in without.items() if k[0] != last}


@drawing
@generated(agreed=agreements, promised=cover, frame=frames)
def test_what_the_ledger_says_of_cover_is_what_its_rows_say(ledger, agreed, promised, frame):
    put(ledger, Money({}, {}))
    names = ("holder", "budget_type", "chapter", "article", "country", "theme")
    replace(
        ledger,
        {
            "agreement": [
                {
                    "code": code,
                    "country": "XAA",
                    "name_nl": code,
                    "holder": "AM",
                    "partner": "x",
                    "legal_form": "treaty",
                }
                | {"status": "agreed" if day else "negotiation", "agreed_on": day, "first_year": first}
                | {"last_year": first + more, "yearly_cost_eur": str(cost)}
                for code, (day, first, more, cost) in agreed.items()
            ],
            "coverage": [
                {"agreement": code, "year": year, "amount_eur": str(amount)} | dict(zip(names, budget, strict=True))
                for (code, year, budget), amount in promised.items()
            ],
            "allocation": [
                {"year": year, "phase": "VB", "mutation": str(number), "valid_on": day, "amount_eur": str(amount)}
                | dict(zip(names, budget, strict=True))
                for (budget, year), changes in frame.items()
                for number, (day, amount) in enumerate(changes)
            ],
        },
    )
    lines = [Line(code, year, budget, amount) for (code, year, budget), amount in promised.items()]
    assert said(coverage(ledger)) == said(covered(made(agreed), lines, frame))


# Whose row it is.

MEMBERS = ("BZ", "AM", "KMAR")
amounts = st.integers(1, 500).map(str)


def mostly(own: str, *others: str) -> st.SearchStrategy[str]:
    """What the sender may speak of, and now and then what it may not: that holds up the whole file."""
    return st.sampled_from([own, "NEW", *[own] * 9, *others])


def rows_of(sender: str) -> dict[str, st.SearchStrategy[dict[str, str]]]:
    """By table a row that a member may send."""
    others = [member for member in MEMBERS if member != sender]
    projects = mostly(f"{sender}-1", *(f"{other}-1" for other in others))
    made = mostly(f"{sender}-A", *(f"{other}-A" for other in others))
    types = st.sampled_from([OWNERS[sender]] * 9 + [OWNERS[other] for other in others])
    drawn: dict[str, dict[str, st.SearchStrategy[str]]] = {
        "budget_line": {"project": projects, "budget_type": types, "amount_eur": amounts},
        "allocation": {"budget_type": types, "mutation": st.sampled_from(["first", "more"]), "amount_eur": amounts},
        "project": {"code": projects, "name_nl": st.sampled_from(["Een", "Twee"])},
        "project_share": {"project": projects, "country": st.just("XAA"), "share": st.just("100")},
        "oda_check": {"project": projects, "donor_cost": st.sampled_from(["yes", "no"])},
        "agreement": {"code": made, "yearly_cost_eur": amounts},
        "coverage": {"agreement": made, "budget_type": types, "amount_eur": st.integers(0, 9).map(str)},
        "streamlining": {"budget_type": types, "yearly_amount_eur": amounts},
        "alignment": {"project": projects, "organisation": st.sampled_from(["POL", "IND"])},
        "deployment": {"project": projects, "country": st.just("XAA"), "fte": amounts}
        | {"kind": st.just("expert"), "year": st.just("2026")},
    }
    return {table: st.fixed_dictionaries(fields) for table, fields in drawn.items()}


@st.composite
def submissions(draw) -> tuple[str, dict[str, list[dict[str, str]]]]:
    """Who sends, and a file of one to three sheets."""
    sender = draw(st.sampled_from(MEMBERS))
    rows = rows_of(sender)
    tables = draw(st.lists(st.sampled_from(list(rows)), min_size=1, max_size=3, unique=True))
    return sender, {table: draw(st.lists(rows[table], min_size=1, max_size=3)) for table in tables}


@settings(max_examples=max(6, EXAMPLES // 2), deadline=None, suppress_health_check=list(HealthCheck))
@generated(sent=submissions())
def test_a_row_of_another_owner_never_changes_by_a_submission(ledger, sent):
    sender, file = sent
    everybody(ledger)
    before = of_others(ledger, sender)
    person = Person("An Analyst", sender, ("analyst",))
    checked = check(ledger, ledger.number, person, "file.xlsx", workbook(sender, file))
    lands = not checked.blocked(leave_out_errors=True)
    event(f"lands: {lands}")
    if lands:
        submit(ledger, checked, "drawn", leave_out_errors=True)
    assert of_others(ledger, sender) == before


def of_others(ledger: Ledger, sender: str) -> dict[str, list[tuple]]:
    """Every row that somebody else keeps, to the last column."""
    return {
        table: ledger.rows(f"from {table} where {owner} <> ? order by all", sender)
        for table, owner in OWNER.items()
        if owner
    }


def everybody(ledger: Ledger) -> None:
    """A ledger in which each of three members has a row of everything."""
    budget = {"chapter": "X", "article": "5", "country": "XAA", "theme": "TER"}
    owners = {holder: OWNERS[holder] for holder in ("BZ", "AM", "KMAR")}
    of = {holder: {"holder": holder, "budget_type": budget_type} for holder, budget_type in owners.items()}
    line = {"programming_line": "XAA-TER", "step": "TER-A1", "name_nl": "Nul", "start_date": "2024-01-01"}
    years = {"first_year": 2026, "last_year": 2026}
    made = {"country": "XAA", "name_nl": "Nul", "partner": "x", "legal_form": "treaty", "status": "agreed"}
    replace(
        ledger,
        {
            "project": [own | line | {"code": f"{h}-1"} for h, own in of.items()],
            "budget_line": [
                own
                | {"project": f"{h}-1", "country": "XAA", "theme": "TER", "quarter": "2026-Q1", "kind": "commitment"}
                | {"amount_eur": "10"}
                for h, own in of.items()
            ],
            "allocation": [
                own
                | budget
                | {"year": 2026, "phase": "VB", "mutation": "first", "valid_on": "2026-01-01"}
                | {"amount_eur": "10"}
                for own in of.values()
            ],
            "project_share": [
                {"holder": h, "project": f"{h}-1", "country": "XAA", "theme": "ALL", "share": "100"} for h in of
            ],
            "oda_check": [
                {"holder": "BZ", "project": "BZ-1", "main_purpose": "yes", "partner_first": "yes", "forced": "no"}
                | {"donor_cost": "no", "assessor": "x", "assessed_on": "2025-01-01", "evidence": "x"}
            ],
            "agreement": [
                made | years | {"holder": h, "code": f"{h}-A", "agreed_on": "2026-03-03", "yearly_cost_eur": "5"}
                for h in ("BZ", "AM")
            ],
            "coverage": [
                own | budget | {"agreement": f"{h}-A", "year": 2026, "amount_eur": "5"}
                for h, own in of.items()
                if h != "KMAR"
            ],
            "streamlining": [
                own | years | {"country": "XAA", "theme": "TER", "objective": "ALL"} for own in of.values()
            ],
            "alignment": [{"holder": h, "project": f"{h}-1", "organisation": "POL"} for h in of],
            "deployment": [
                {"holder": h, "project": f"{h}-1", "country": "XAA", "kind": "expert", "year": 2026, "fte": "1"}
                for h in of
            ],
        },
    )


def test_the_rows_that_are_drawn_are_of_tables_that_sheets_fill():
    assert set(rows_of("BZ")) <= set(FIELDS)
    assert set(PROJECTS.values()) <= set(OWNERS)
