"""Nobody can be told from the figures: what is hidden follows from nothing that is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawing
from hypothesis import strategies as st

from monitoring.ledger import Ledger
from monitoring.ledger.select import select
from monitoring.results import indicator as known
from monitoring.results.small_cells import small
from tests.drawn import SOMEBODY, given, rows

TODAY = "name | value \n reference_date | 2026-12-31"
COUNTRIES = ("XAA", "XAB", "XAC")
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")
SEXES = ("sex=f", "sex=m")
FEW_OR_MANY = st.sampled_from((0, 0, 1, 2, 3, 4, 5, 7, 18, 40))


def shown(ledger: Ledger, indicator: str) -> dict[tuple[str, str], tuple]:
    """Value, sum since 1 January and reason of every row with a figure, by country and quarter."""
    return {
        (country, period): (value, to_date, reason)
        for country, period, value, to_date, reason in ledger.rows(
            "select country, period, value::double, to_date::double, hidden from result "
            "where indicator = ? and state = 'reported'",
            indicator,
        )
    }


def test_a_count_of_three_is_hidden_with_the_smallest_further_country_and_both_keep_their_verdict(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="indicator | country | period | kind | value \n TER-01 | XAA | 2026 | target | 40",
        observation="""
        indicator | country | period  | value
        TER-01    | XAA     | 2026-Q1 |     3
        TER-01    | XAB     | 2026-Q1 |    12
        TER-01    | XAC     | 2026-Q1 |    40
        TER-01    | XAD     | 2026-Q1 |     0
    """,
    )
    assert shown(blank, "TER-01") == {
        ("XAA", "2026-Q1"): (None, None, "few"),
        ("XAB", "2026-Q1"): (None, None, "complement"),
        ("XAC", "2026-Q1"): (40, 40, None),
        ("XAD", "2026-Q1"): (0, 0, None),
        ("ALL", "2026-Q1"): (55, 55, None),
    }
    [(status, actual, progress)] = blank.rows(
        "select status, actual, progress from result where indicator = 'TER-01' and country = 'XAA' and period = '2026-Q1'"
    )
    assert (status, actual, progress) == ("behind", None, None)


def test_a_sum_since_the_first_of_january_does_not_give_away_the_quarter_that_is_hidden(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value
        TER-01    | XAA     | 2026-Q1 |    30
        TER-01    | XAA     | 2026-Q2 |     3
        TER-01    | XAA     | 2026-Q3 |    20
    """,
    )
    found = shown(blank, "TER-01")
    assert [found["XAA", quarter][:2] for quarter in QUARTERS] == [(30, 30), (None, None), (20, None)]
    assert [found["ALL", quarter][:2] for quarter in QUARTERS] == [(30, 30), (None, None), (20, None)]


def test_a_running_count_does_not_give_away_how_few_were_added(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value
        IRR-07    | XAA     | 2026-Q1 |    30
        IRR-07    | XAA     | 2026-Q2 |    33
        IRR-07    | XAA     | 2026-Q3 |    33
    """,
    )
    found = shown(blank, "IRR-07")
    assert [found["XAA", quarter][0] for quarter in QUARTERS] == [30, None, None]


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"), [(3, 8, "too_small"), (3, 60, "few"), (58, 60, "few"), (30, 60, None)]
)
def test_a_share_of_so_few_is_hidden_with_both_its_halves(blank, numerator, denominator, reason):
    given(
        blank,
        ledger_property=TODAY,
        observation=f"""
        indicator | country | period  | numerator   | denominator
        TER-03    | XAA     | 2026-Q1 | {numerator} | {denominator}
        TER-03    | XAB     | 2026-Q1 |          40 |          90
    """,
    )
    found = {
        country: (value is None, above, below, why)
        for country, value, above, below, why in blank.rows(
            "select country, value, numerator::int, denominator::int, hidden from result "
            "where indicator = 'TER-03' and period = '2026-Q1'"
        )
    }
    assert found["XAA"] == ((True, None, None, reason) if reason else (False, numerator, denominator, None))
    assert found["XAB"][3] == ("complement" if reason else None)


def test_what_the_parts_leave_over_of_the_total_is_not_given_away(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | dimension | value
        TER-01    | XAA     | 2026-Q1 | total     |    20
        TER-01    | XAA     | 2026-Q1 | sex=f     |    17
    """,
    )
    [part] = known.parts(blank, "TER-01", "XAA", "2026-Q1").to_dict("records")
    assert (np.isnan(part["value"]), part["hidden"]) == (True, "complement")


def test_an_indicator_that_asks_for_nothing_hides_nothing(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="indicator | country | period | value \n IRR-01 | XAA | 2026-Q1 | 3",
    )
    assert blank.rows("from hidden_cell") == []
    assert [value for value, *_ in shown(blank, "IRR-01").values()] == [3, 3]


def test_parts_of_a_sensitive_indicator_are_shown_to_nobody(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | dimension | value
        HAN-01    | XAA     | 2026-Q1 | total     |    90
        HAN-01    | XAA     | 2026-Q1 | sex=f     |    50
        HAN-01    | XAA     | 2026-Q1 | sex=m     |    40
    """,
    )
    parts = known.parts(blank, "HAN-01", "XAA", "2026-Q1")
    assert parts["value"].isna().all() and set(parts["hidden"]) == {"sensitive"}
    assert shown(blank, "HAN-01")["XAA", "2026-Q1"][0] == 90


def test_a_query_of_ones_own_sees_no_hidden_figure_either(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | dimension | value
        TER-01    | XAA     | 2026-Q1 | total     |     3
        TER-01    | XAA     | 2026-Q1 | sex=f     |     3
        TER-01    | XAB     | 2026-Q1 | total     |    60
        IRR-01    | XAA     | 2026-Q1 | total     |     3
    """,
    )
    for query, value in (
        ("select value from observation where indicator = 'TER-01' and country = 'XAA'", None),
        ("select o.value from memory.main.observation as o where indicator = 'TER-01' and country = 'XAA'", None),
        (
            "with x as (select * from observation) select value from x where indicator = 'TER-01' and country = 'XAA'",
            None,
        ),
        ("select value from figure where indicator = 'TER-01' and country = 'XAA'", None),
        ("select value from observed where indicator = 'TER-01' and country = 'XAA'", None),
        ("select value from theory.ter where indicator = 'TER-01' and country = 'XAA'", None),
        ("select observation.value from observation where indicator = 'IRR-01'", 3),
    ):
        assert set(select(blank, query)["value"].to_pylist()) == {value}, query


# Whatever is reported

totals = st.dictionaries(
    st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(QUARTERS)), st.tuples(FEW_OR_MANY, FEW_OR_MANY), min_size=1
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawing(reported=totals, parts_told=st.booleans())
def test_no_sum_or_difference_of_what_is_shown_gives_a_hidden_count(blank, reported, parts_told):
    """Everything shown is a sum of atoms: so many women in a country and quarter. No few of them may follow."""
    _report(blank, "TER-01", reported, parts_told=parts_told)
    atoms = [(c, q, s) for c in COUNTRIES for q in QUARTERS for s in SEXES]

    def vector(country: str, quarters: list[str], sexes=SEXES) -> np.ndarray:
        return np.array([float(country in ("ALL", c) and q in quarters and s in sexes) for c, q, s in atoms])

    counts = np.array([reported.get((c, q), (0, 0))[SEXES.index(s)] for c, q, s in atoms])
    told = [vector(c, [q], [s]) for c, q, s in atoms if (c, q) not in reported]  # nobody reported: nobody counts
    told += _told(blank, "TER-01", vector)
    secrets = [
        own
        for country in (*COUNTRIES, "ALL")
        for quarter in QUARTERS
        for sexes in (SEXES, *((s,) for s in SEXES if parts_told and country != "ALL"))
        if small((own := vector(country, [quarter], sexes)) @ counts)
    ]
    _follows_nothing(told, secrets)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawing(added=totals)
def test_nor_does_it_of_running_counts(blank, added):
    running = {}
    for country in COUNTRIES:
        so_far = 0
        for quarter in QUARTERS:
            so_far += sum(added.get((country, quarter), (0, 0)))
            running[country, quarter] = (so_far, 0)
    _report(blank, "IRR-07", running, parts_told=False)
    atoms = [(c, q) for c in COUNTRIES for q in QUARTERS]

    def vector(country: str, quarters: list[str]) -> np.ndarray:
        return np.array([float(country in ("ALL", c) and q <= max(quarters)) for c, q in atoms])

    counts = np.array([sum(added.get(atom, (0, 0))) for atom in atoms])
    secrets = []
    for country in (*COUNTRIES, "ALL"):
        before = np.zeros(len(atoms))
        for quarter in QUARTERS:
            now = vector(country, [quarter])
            secrets += [one for one in (now, now - before) if small(one @ counts)]
            before = now
    _follows_nothing(_told(blank, "IRR-07", vector), secrets)


def _report(ledger: Ledger, indicator: str, reported: dict, *, parts_told: bool) -> None:
    lines = [f"{indicator} | {c} | {q} | total | {f + m}" for (c, q), (f, m) in reported.items()]
    if parts_told:
        lines += [
            f"{indicator} | {c} | {q} | {sex} | {n}"
            for (c, q), counts in reported.items()
            for sex, n in zip(SEXES, counts, strict=True)
        ]
    frame = rows("observation", "indicator | country | period | dimension | value \n" + "\n".join(lines))
    today = rows("ledger_property", f"{TODAY}")
    ledger.commit(
        SOMEBODY,
        "given",
        lambda t: (t.merge("observation", frame, within="true"), t.merge("ledger_property", today)),
    )


def _told(ledger: Ledger, indicator: str, vector) -> list[np.ndarray]:
    """What pages show of an indicator, each as the sum that it is."""
    found = []
    for (country, quarter), (value, to_date, _) in shown(ledger, indicator).items():
        if value is not None:
            found.append(vector(country, [quarter]))
        if to_date is not None:
            found.append(vector(country, [q for q in QUARTERS if q <= quarter]))
    for country in COUNTRIES:
        for part in known.parts(ledger, indicator, country, QUARTERS[-1]).dropna(subset=["value"]).to_dict("records"):
            found.append(vector(country, [part["period"]], [part["dimension"]]))
    return found


def _follows_nothing(told: list[np.ndarray], secrets: list[np.ndarray]) -> None:
    if not told or not secrets:
        return
    known_of = np.array(told)
    rank = np.linalg.matrix_rank(known_of)
    for secret in secrets:
        assert np.linalg.matrix_rank(np.vstack([known_of, secret])) > rank, "a hidden count follows from what is shown"
