"""The clever way against the plain way: what SQL works out equals a loop over the rows."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.person import Person
from tests.drawn import rows

COUNTRIES = ("XAA", "XAB", "XAC")
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")
REPORTERS = ("BZ", "AM")

figures = st.dictionaries(
    st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(QUARTERS), st.sampled_from(REPORTERS)),
    st.tuples(st.integers(10, 60), st.integers(70, 200)),  # none so small that it would be hidden
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flow=figures, ratio=figures)
def test_flows_and_ratios_equal_a_plain_recalculation(blank, flow, ratio):
    observations = pd.concat(
        [
            rows(
                "observation",
                "indicator | country | period | reporter | value \n"
                + "\n".join(f"TER-01 | {c} | {q} | {r} | {n}" for (c, q, r), (n, _) in flow.items()),
            ),
            rows(
                "observation",
                "indicator | country | period | reporter | numerator | denominator \n"
                + "\n".join(f"TER-03 | {c} | {q} | {r} | {n} | {d}" for (c, q, r), (n, d) in ratio.items()),
            ),
        ]
    )
    today = rows("ledger_property", "name | value \n reference_date | 2026-10-28")
    blank.commit(
        Person("An", "BZ"),
        "given",
        lambda t: (t.merge("observation", observations, within="true"), t.merge("ledger_property", today)),
    )

    values, to_date = _plain_flow(flow)
    found = {
        (c, p): (v, a)
        for c, p, v, a in blank.rows(
            "select country, period, value, actual from result where indicator = 'TER-01' and value is not null and period <= '2026-Q3'"
        )
    }
    assert {key: float(value) for key, (value, _) in found.items()} == {
        key: float(value) for key, value in values.items()
    }
    for key, (_, actual) in found.items():
        if key[0] != "ALL":
            assert actual == to_date[key]

    shares = _plain_ratio(ratio)
    found_shares = {
        (c, p): v
        for c, p, v in blank.rows(
            "select country, period, value from result where indicator = 'TER-03' and value is not null and value_period = period and period <= '2026-Q3'"
        )
    }
    for key, value in found_shares.items():
        if key in shares:
            assert abs(value - shares[key]) < 1e-9
    assert set(shares) <= set(found_shares)


def _plain_flow(flow):
    values: dict = defaultdict(int)
    for (country, quarter, _), (number, _) in flow.items():
        values[country, quarter] += number
        values["ALL", quarter] += number
    to_date = {(c, q): sum(v for (c2, q2), v in values.items() if c2 == c and q2 <= q) for c, q in values}
    return dict(values), to_date


def _plain_ratio(ratio):
    parts: dict = defaultdict(lambda: [0, 0])
    for (country, quarter, _), (numerator, denominator) in ratio.items():
        for place in (country, "ALL"):
            parts[place, quarter][0] += numerator
            parts[place, quarter][1] += denominator
    return {key: 100 * n / d for key, (n, d) in parts.items()}


STATES = ("reported", "reported", "not_applicable", "withheld")
said = st.dictionaries(
    st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(QUARTERS)),
    st.tuples(st.sampled_from(STATES), st.one_of(st.just(0), st.integers(10, 60))),
    max_size=9,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=said)
def test_over_countries_only_whole_figures_are_compared_and_none_is_forgotten(blank, said):
    """A flow with a target of 100 in every country, looked at after three quarters: a loop says the same."""
    observations = rows(
        "observation",
        "indicator | country | period | state | value \n"
        + "\n".join(f"TER-01 | {c} | {q} | {s} | {n if s == 'reported' else ''}" for (c, q), (s, n) in said.items()),
    )
    targets = rows(
        "target",
        "indicator | country | period | kind | value \n"
        + "\n".join(f"TER-01 | {country} | 2026 | target | 100" for country in COUNTRIES),
    )
    owed = rows(
        "expectation",
        "indicator | country | period | due_date \n"
        + "\n".join(f"TER-01 | {c} | {q} | 2026-10-15" for c in COUNTRIES for q in QUARTERS),
    )
    today = rows("ledger_property", "name | value \n reference_date | 2026-10-28")
    blank.commit(
        Person("An", "BZ"),
        "given",
        lambda t: [
            t.merge("observation", observations, within="true"),
            t.merge("target", targets),
            t.merge("expectation", owed),
            t.merge("ledger_property", today),
        ],
    )
    [found] = blank.rows(
        "select to_date, actual, target, reported, countries from result "
        "where indicator = 'TER-01' and country = 'ALL' and period = '2026-Q3'"
    )
    to_date = [n for (_, _), (state, n) in said.items() if state == "reported"]
    whole = [
        sum(said[country, quarter][1] for quarter in QUARTERS if said[country, quarter][0] == "reported")
        for country in COUNTRIES
        if said.get((country, QUARTERS[-1]), ("",))[0] == "reported"
        and all(said.get((country, quarter), ("",))[0] in ("reported", "not_applicable") for quarter in QUARTERS)
    ]
    assert found[0] == (sum(to_date) if to_date else None)
    assert found[3:] == (len(whole), len(COUNTRIES))
    if whole:
        assert found[1:3] == (sum(whole), 100 * len(whole))
