"""Harm as it is known at a quarter: what was not reported on yet keeps its last colour, with the quarter it is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.results import quarter as quarters
from monitoring.results.headline import headline
from monitoring.results.quarter import TheoryStanding
from monitoring.results.safeguards import Colour


def known(ledger: Ledger, quarter: str) -> pd.DataFrame:
    """One row per safeguard and country, the gravest first, as `quarters.safeguards` gives them.

    A safeguard whose report is not due yet, as while the quarter runs, and one that is red since
    before, has the last row that was judged: silence is no all-clear. Column `period` says which
    quarter a row is of.
    """
    return quarters.named_safeguards(ledger, _KNOWN, quarter)


_KNOWN = """
with now as (
    select *,
           -- Who says that it does not apply has answered: only red is kept then, as the view has it.
           (colour = 'not_due' and state <> 'not_applicable') or coalesce(judged_in <> period, false) as waiting
    from kept.safeguard_state
    where period = $1
),
last as (
    select b.* from kept.safeguard_state b
    semi join (from now where waiting) n on n.safeguard = b.safeguard and n.country = b.country
    where b.period < $1 and b.judged_in = b.period
    qualify row_number() over (partition by b.safeguard, b.country order by b.period desc) = 1
)
select n.* exclude (waiting) from now n anti join last l on l.safeguard = n.safeguard and l.country = n.country
union all by name
from last
"""


def capped(standings: Sequence[TheoryStanding], harm: pd.DataFrame) -> list[TheoryStanding]:
    """The standings with their headline capped where a safeguard is known to be on red; one that is capped stays so."""
    red = set(harm.loc[harm["colour"] == Colour.RED, "theory"])
    capping = {one.code: one.red or one.code in red for one in standings}
    return [
        replace(one, red=capping[one.code], headline=headline(one.counts, red=capping[one.code])) for one in standings
    ]


def since(ledger: Ledger, quarter: str) -> dict[tuple[str, str, str], str]:
    """Per safeguard, country and colour the first of the quarters on end, up to this one, that had it."""
    rows = ledger.rows(
        """
        with course as (
            select safeguard, country, colour, period,
                   row_number() over (partition by safeguard, country order by period)
                   - row_number() over (partition by safeguard, country, colour order by period) as run
            from kept.safeguard_state where period <= ?
        )
        select safeguard, country, colour, min(period) from course
        group by safeguard, country, colour, run
        qualify row_number() over (partition by safeguard, country, colour order by max(period) desc) = 1
        """,
        quarter,
    )
    return {(safeguard, country, colour): first for safeguard, country, colour, first in rows}
