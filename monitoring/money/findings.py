"""What the money page has to say, as its title and the heads of its sections."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from monitoring.money.execution import Execution, Pace
from monitoring.money.spending import BUDGET_TYPES
from theory_of_change.text import Euro, Message, Percent, Period, message

OF = {
    "allocation": message("the budget"),
    "commitment": message("the commitments"),
    "expenditure": message("the expenditure"),
    "expected": message("the expected expenditure"),
}
UNDIVIDED = ("ALL", "REG")  # rows that stand for what is not divided

Names = Mapping[str, Any]


def where_it_goes(frame: pd.DataFrame, row: str, kind: str, rows: Names, themes: Names) -> Message:
    """Which rows take most: the largest one, or the two largest together when neither stands out.

    `frame` has columns `row`, theme and `kind` in euros, None where nothing is known. Of a single
    row it is said which theme takes most of it.
    """
    known = frame[frame[kind].notna()]
    totals = _largest_first(known, row, kind)
    divided = totals[[code not in UNDIVIDED for code in totals.index]]
    whole, what = sum(totals, Decimal()), OF[kind]
    if not any(totals):
        return message("There is no money to show here")
    if whole <= 0:
        return message("In all, {what} comes to {amount}", what=what, amount=Euro(whole, short=True))
    if divided.empty:
        first = totals.index[0]
        return message("{share} of {what}: {first}", share=Percent(1), what=what, first=rows.get(first, first))
    if len(totals) == 1:
        return _within(rows.get(divided.index[0], divided.index[0]), _largest_first(known, "theme", kind), what, themes)
    first, second = divided.index[0], divided.index[1] if len(divided) > 1 else None
    if min(totals) < 0:  # where something was paid back, shares would not add up to a whole
        return _SAID[row].most(what, rows.get(first, first))
    if second is None or divided.iloc[0] * 2 >= whole:
        return _SAID[row].one(Percent(divided.iloc[0] / whole), what, rows.get(first, first))
    share = Percent((divided.iloc[0] + divided.iloc[1]) / whole)
    return _SAID[row].two(share, what, rows.get(first, first), rows.get(second, second))


def _largest_first(known: pd.DataFrame, column: str, kind: str) -> pd.Series:
    """The sum per code of a column, the largest first."""
    return known.groupby(column)[kind].sum().sort_values(ascending=False, kind="stable")


def _within(name: Any, themes: pd.Series, what: Message, called: Names) -> Message:
    """Of one row: which theme takes most."""
    first, whole = themes.index[0], sum(themes, Decimal())
    if first in UNDIVIDED:
        return message("{name}: {what}, not per theme", name=name, what=what)
    if min(themes) < 0:
        return message("{name}: most of {what} is for {theme}", name=name, what=what, theme=called.get(first, first))
    share = Percent(themes.iloc[0] / whole)
    return message(
        "{name}: {share} of {what} is for {theme}", name=name, share=share, what=what, theme=called.get(first, first)
    )


class _Goes:
    """What money goes to: a country."""

    def one(self, share: Percent, what: Message, first: Any) -> Message:
        return message("{share} of {what} goes to {first}", share=share, what=what, first=first)

    def two(self, share: Percent, what: Message, first: Any, second: Any) -> Message:
        return message(
            "{share} of {what} goes to {first} and {second}", share=share, what=what, first=first, second=second
        )

    def most(self, what: Message, first: Any) -> Message:
        return message("Most of {what} goes to {first}", what=what, first=first)


class _Has:
    """Whose the money is: an organisation, a programming line. Its name comes first: in Dutch it may need an article."""

    def one(self, share: Percent, what: Message, first: Any) -> Message:
        return message("{first}: {share} of {what}", first=first, share=share, what=what)

    def two(self, share: Percent, what: Message, first: Any, second: Any) -> Message:
        return message(
            "{first} and {second}: together {share} of {what}", first=first, second=second, share=share, what=what
        )

    def most(self, what: Message, first: Any) -> Message:
        return message("{first}: most of {what}", first=first, what=what)


class _Is:
    """What kind of money it is: bilateral, European or multilateral."""

    def one(self, share: Percent, what: Message, first: Any) -> Message:
        return message("{share} of {what} is {first}", share=share, what=what, first=first)

    def two(self, share: Percent, what: Message, first: Any, second: Any) -> Message:
        return message("{share} of {what} is {first} or {second}", share=share, what=what, first=first, second=second)

    def most(self, what: Message, first: Any) -> Message:
        return message("Most of {what} is {first}", what=what, first=first)


_SAID: Mapping[str, _Goes | _Has | _Is] = {
    "country": _Goes(),
    "programming_line": _Has(),
    "holder": _Has(),
    "channel": _Is(),
}


def budget_title(one: Execution, names: Names) -> Message | None:
    """The title over one budget: how much is spent against the year; None where that cannot be said."""
    name = names[one.budget_type]
    if one.pace is Pace.OVERSPENDING and one.allocated:
        return message(
            "{type}: {spent} is spent, more than the budget of {allocated}",
            type=name,
            spent=Euro(one.spent, short=True),
            allocated=Euro(one.allocated, short=True),
        )
    share = one.share(one.spent)
    if share is None:
        return None
    if one.pace is Pace.UNDERSPENDING and one.settled and one.settled != one.quarter:
        return message(
            "{type} runs behind: {share} is spent up to and including the {quarter}",
            type=name,
            share=Percent(share),
            quarter=Period(one.settled),
        )
    if one.pace is Pace.UNDERSPENDING:
        return message(
            "{type} runs behind: {share} is spent, {passed} of the year has passed",
            type=name,
            share=Percent(share),
            passed=Percent(one.known),
        )
    return message("{type} keeps pace with the year: {share} is spent", type=name, share=Percent(share))


def trend_title(frame: pd.DataFrame, names: Names) -> Message:
    """Which budget fell or rose for three quarters on end, of those that are shown; else just what is shown."""
    for budget_type in BUDGET_TYPES:
        known = frame[(frame["budget_type"] == budget_type) & frame["settled"] & frame["expenditure"].notna()]
        own = known.sort_values("quarter")["expenditure"].tolist()[-4:]
        steps = [after - before for before, after in itertools.pairwise(own)]
        if len(steps) == 3 and own[0] and all(step < 0 for step in steps):
            return message("{type} falls three quarters on end", type=names[budget_type])
        if len(steps) == 3 and own[-1] and all(step > 0 for step in steps):
            return message("{type} rises three quarters on end", type=names[budget_type])
    return message("Expenditure per quarter")


def pace_title(executions: Sequence[Execution], names: Names) -> Message:
    """The head over the budgets of the front page: who is slow, or beyond their budget."""
    for pace, said in (
        (Pace.OVERSPENDING, message("{type} is over its budget")),
        (Pace.UNDERSPENDING, message("{type} runs behind the calendar")),
    ):
        for one in executions:
            if one.pace is pace:
                return Message(said.key, {"type": names[one.budget_type]})
    if all(one.empty for one in executions):
        return message("Nothing in the ledger for {year}", year=str(executions[0].year))
    if all(one.pace is Pace.NO_BUDGET for one in executions):
        return message("No budgets yet")
    if all(one.spent is None for one in executions):
        return message("No spending is known yet for {year}", year=str(executions[0].year))
    return message("Budgets keep pace with the year")
