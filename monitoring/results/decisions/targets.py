"""Targets that a decision sets anew: a further revision beside the original, never in its place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from monitoring.ledger import Reader, Transaction
from monitoring.results.decisions.decision import Decision, NewTarget

_PATH = """
    from target t
    join period p on p.code = t.period
    join (select code, arg_max(kind, version) as kind from indicator group by code) i on i.code = t.indicator
    where t.indicator = ? and t.country = ? and t.kind <> 'baseline'
      and (i.kind not in ('flow', 'yearly') or p.year = left(?, 4)::integer)
"""
"""The points of the path that a target belongs to: of a flow those of its year, of anything else all of the country."""


def in_force(reader: Reader, indicator: str, country: str) -> dict[str, Decimal]:
    """The targets of an indicator in a country by period, the earliest first, as they were last revised."""
    rows = reader.rows(
        """
        select t.period, arg_max(t.value, t.revision)
        from target t join period p on p.code = t.period
        where t.indicator = ? and t.country = ? and t.kind = 'target'
        group by t.period, p.end_date order by p.end_date
        """,
        indicator,
        country,
    )
    return dict(rows)


def holds_from(transaction: Transaction, today: datetime.date) -> datetime.date:
    """The first day on which a target that is set today holds: once the quarters that are over are judged for good.

    Else a decision on a quarter would change what was expected of that same quarter.
    """
    [(settled,)] = transaction.rows("select max(settled_on) from quarter where ended")
    return max(today, settled + datetime.timedelta(days=1)) if settled else today


def apply(transaction: Transaction, one: Decision, today: datetime.date, reason: str) -> list[NewTarget]:
    """Write the targets of a decision as the next revision of their paths; what they became.

    A revision takes the place of its path from its first point on, so points that come later go along unchanged.
    """
    rows, became, since = [], [], holds_from(transaction, today)
    for target in one.chosen.targets:
        given = (target.indicator, target.country, target.period)
        revision = 1 + transaction.rows(f"select coalesce(max(t.revision), 0) {_PATH}", *given)[0][0]
        later = transaction.rows(
            f"select t.period, t.kind, arg_max(t.value, t.revision) {_PATH} "
            "and p.end_date > (select end_date from period where code = ?) group by t.period, t.kind",
            *given,
            target.period,
        )
        points = [(target.period, "target", target.value), *later]
        rows += [
            {
                "indicator": target.indicator,
                "country": target.country,
                "period": period,
                "kind": kind,
                "revision": revision,
                "value": value,
                "valid_from": since,
                "reason": reason,
                "due_date": None,
            }
            for period, kind, value in points
        ]
        became.append(replace(target, revision=revision))
    transaction.merge("target", pd.DataFrame(rows))
    return became


def put(transaction: Transaction, number: int, targets: Sequence[NewTarget]) -> None:
    """Write the targets that a decision names."""
    if targets:
        transaction.merge("decision_target", pd.DataFrame([{"decision": number, **vars(target)} for target in targets]))
