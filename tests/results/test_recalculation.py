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
    st.tuples(st.integers(0, 60), st.integers(60, 200)),
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
