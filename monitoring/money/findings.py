"""What the money page has to say, as its title and the heads of its sections."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from monitoring.money.execution import Execution, Pace
from monitoring.money.spending import BUDGET_TYPES
from theory_of_change.text import Message, Percent, message

OF = {
    "allocation": message("the budget"),
    "commitment": message("the commitments"),
    "expenditure": message("the expenditure"),
    "forecast": message("the forecast"),
}


def where_it_goes(frame: pd.DataFrame, row: str, kind: str, names: Mapping[str, Any]) -> Message:
    """Which rows take most: the largest one, or the two largest together when neither stands out."""
    totals = frame.groupby(row)[kind].sum().sort_values(ascending=False) if len(frame) else pd.Series(dtype=object)
    whole = sum(totals, Decimal())
    if not whole:
        return message("There is no money to show here")
    first, second = totals.index[0], totals.index[1] if len(totals) > 1 else None
    if second is None:
        return message("All of {what} goes to {first}", what=OF[kind], first=names.get(first, first))
    if totals.iloc[0] * 2 >= whole:
        return message(
            "{share} of {what} goes to {first}",
            share=Percent(totals.iloc[0] / whole),
            what=OF[kind],
            first=names.get(first, first),
        )
    return message(
        "{share} of {what} goes to {first} and {second}",
        share=Percent((totals.iloc[0] + totals.iloc[1]) / whole),
        what=OF[kind],
        first=names.get(first, first),
        second=names.get(second, second),
    )


def trend_title(frame: pd.DataFrame, last: str, names: Mapping[str, Any]) -> Message:
    """Which budget fell or rose for three quarters on end, or how the last quarter compares with the one before."""
    for budget_type in BUDGET_TYPES:
        own = (
            frame[(frame["budget_type"] == budget_type) & (frame["quarter"] <= last)]
            .sort_values("quarter")["expenditure"]
            .tolist()[-4:]
        )
        steps = [after - before for before, after in itertools.pairwise(own)]
        if len(steps) == 3 and own[0] and all(step < 0 for step in steps):
            return message("{type} falls three quarters on end", type=names[budget_type])
        if len(steps) == 3 and own[-1] and all(step > 0 for step in steps):
            return message("{type} rises three quarters on end", type=names[budget_type])
    return message("Expenditure per quarter")


def pace_title(executions: Sequence[Execution], names: Mapping[str, Any]) -> Message:
    """The head over the budgets of the front page: who is slow, or beyond their budget."""
    for pace, said in (
        (Pace.OVERSPENDING, message("{type} is over its budget")),
        (Pace.UNDERSPENDING, message("{type} runs behind the calendar")),
    ):
        for one in executions:
            if one.pace is pace:
                return Message(said.key, {"type": names[one.budget_type]})
    if all(one.pace is Pace.NO_BUDGET for one in executions):
        return message("No budgets yet")
    return message("Budgets keep pace with the year")
