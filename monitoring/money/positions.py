"""The budget as it stood on a day: every change of it that counted by then. This asks business time, not what was known."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pandas as pd

from monitoring.ledger import Ledger

DIMENSIONS = ("holder", "budget_type", "year", "chapter", "article", "country", "theme")
"""What a position can be asked per."""
PHASES = ("OWB", "NVW", "VB", "1SUPP", "SEPT", "2SUPP", "REAL", "HER")
"""The phases of a budget in their order: what each adds is a change, and the position is their sum."""


def positions(ledger: Ledger, on: datetime.date, per: Sequence[str] = DIMENSIONS) -> pd.DataFrame:
    """One row per combination of `per` that had a budget on a day: its columns, then euros.

    `position` is the sum of all changes that counted by `on`, in which a day counts from its start;
    `changes` is how many they are, `last_on` the day of the last of them, `still_to_come` what counts
    only later. Reception in the region is in it: this is the budget of an owner, not a total of the taskforce.
    """
    columns = ", ".join(per)
    return ledger.frame(
        f"""
        select {columns + ", " if per else ""}
               coalesce(sum(amount_eur) filter (valid_on <= $1), 0)::decimal(18, 2) as position,
               count(*) filter (valid_on <= $1) as changes,
               max(valid_on) filter (valid_on <= $1) as last_on,
               coalesce(sum(amount_eur) filter (valid_on > $1), 0)::decimal(18, 2) as still_to_come
        from allocation
        group by all
        having count(*) filter (valid_on <= $1) > 0
        {"order by all" if per else ""}
        """,
        on,
    )


def ladder(ledger: Ledger, year: int, per: Sequence[str] = ("holder", "budget_type")) -> pd.DataFrame:
    """The changes of a year's budget phase by phase, as the budget tables of the government show them.

    One row per combination of `per` and phase: `change` in euros, and `position` after it.
    """
    columns = ", ".join(per)
    order = "case phase " + " ".join(f"when '{phase}' then {n}" for n, phase in enumerate(PHASES)) + " end"
    return ledger.frame(
        f"""
        with step as (
            select {columns}, phase, {order} as place, sum(amount_eur)::decimal(18, 2) as change, min(valid_on) as first_on
            from allocation where year = ? group by all
        )
        select {columns}, phase, first_on, change,
               (sum(change) over (partition by {columns} order by place))::decimal(18, 2) as position
        from step order by {columns}, place
        """,
        year,
    )
