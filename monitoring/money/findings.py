"""What the money page has to say, as its title and the heads of its sections."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from monitoring.money.execution import Execution, Pace
from monitoring.money.spending import BUDGET_TYPES
from theory_of_change.text import Euro, Listing, Message, Percent, message

OF = {
    "allocation": message("the budgets together"),  # an addition of budgets is none itself
    "commitment": message("the commitments"),
    "expenditure": message("the expenditure"),
    "expected": message("the expected expenditure"),
}
OF_ONE = {
    "allocation": message("the budget of {type}"),
    "commitment": message("the commitments of {type}"),
    "expenditure": message("the expenditure of {type}"),
    "expected": message("the expected expenditure of {type}"),
}
UNDIVIDED = ("ALL", "REG")  # rows that stand for what is not divided

Names = Mapping[str, Any]


def where_it_goes(
    frame: pd.DataFrame, row: str, kind: str, rows: Names, themes: Names, *, budget: Any = None
) -> Message:
    """Which rows take most: the largest one, or the two largest together when neither stands out.

    `frame` has columns `row`, theme and `kind` in euros, None where nothing is known. Of a single
    row it is said which theme takes most of it. `budget` is the name of the one budget it is about.
    """
    known = frame[frame[kind].notna()]
    totals = _largest_first(known, row, kind)
    divided = totals[[code not in UNDIVIDED for code in totals.index]]
    whole, what = sum(totals, Decimal()), _filled(OF_ONE[kind], type=budget) if budget else OF[kind]
    if not any(totals):
        return message("There is no money to show here")
    if whole <= 0:
        return message("In all, {what} comes to {amount}", what=what, amount=Euro(whole, short=True))
    if divided.empty:
        first = totals.index[0]
        amount = Euro(whole, short=True)
        return message("{amount} of {what}, {first}", amount=amount, what=what, first=rows.get(first, first))
    if len(totals) == 1:
        return _within(rows.get(divided.index[0], divided.index[0]), _largest_first(known, "theme", kind), what, themes)
    first, second = divided.index[0], divided.index[1] if len(divided) > 1 else None
    said, names = _SAID[row], {"what": what, "first": rows.get(first, first)}
    if min(totals) < 0:  # where something was paid back, shares would not add up to a whole
        return _filled(said.most, **names)
    if second is None or divided.iloc[0] * 2 >= whole:
        return _filled(said.one, share=Percent(divided.iloc[0] / whole), **names)
    share = Percent((divided.iloc[0] + divided.iloc[1]) / whole)
    return _filled(said.two, share=share, second=rows.get(second, second), **names)


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


@dataclass(frozen=True)
class _Said:
    """How it is said which rows take most: one of them, two together, or just the first."""

    one: Message
    two: Message
    most: Message


# An organisation or a programming line comes first in its sentence: in Dutch its name may need an article.
_OWNED = _Said(
    message("{first}: {share} of {what}"),
    message("{first} and {second}: together {share} of {what}"),
    message("{first}: most of {what}"),
)
_SAID: Mapping[str, _Said] = {
    "country": _Said(
        message("{share} of {what} goes to {first}"),
        message("{share} of {what} goes to {first} and {second}"),
        message("Most of {what} goes to {first}"),
    ),
    "programming_line": _OWNED,
    "holder": _OWNED,
    "channel": _Said(
        message("{share} of {what} is {first}"),
        message("{share} of {what} is {first} or {second}"),
        message("Most of {what} is {first}"),
    ),
}


def _filled(said: Message, **values: Any) -> Message:
    return Message(said.key, values)


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
    if one.pace is Pace.UNDERSPENDING:
        said = (
            message("{type} runs behind: {share} is spent, {passed} of the year has passed")
            if one.settled == one.quarter
            else message("{type} runs behind: {share} is spent, and the spending of {passed} of the year is known")
        )
        return _filled(said, type=name, share=Percent(share), passed=Percent(one.known))
    return message("{type} keeps pace with the year: {share} is spent", type=name, share=Percent(share))


def pace_sentence(one: Execution) -> Message | None:
    """How much too little or too much is spent, and what is expected to be left; None where it keeps pace, or nothing is known."""
    if one.pace is Pace.OVERSPENDING:
        return beyond(one.spent or Decimal(), one.allocated or Decimal())
    if one.pace is not Pace.UNDERSPENDING:
        return None
    spent, passed = Percent(one.share(one.spent) or 0), Percent(one.known)
    if one.room is None or one.room <= 0:
        return message("{share} is spent, {passed} of the year has passed.", share=spent, passed=passed)
    room = Euro(one.room, short=True)
    if one.settled != one.quarter:
        return message(
            "{share} is spent, and the spending of {passed} of the year is known. {room} is expected to be left over.",
            share=spent,
            passed=passed,
            room=room,
        )
    return message(
        "{share} is spent, {passed} of the year has passed. {room} is expected to be left over.",
        share=spent,
        passed=passed,
        room=room,
    )


def beyond(spent: Decimal, allocated: Decimal) -> Message:
    """That more is spent than there is."""
    return message(
        "{spent} is spent, more than the budget of {allocated}.",
        spent=Euro(spent, short=True),
        allocated=Euro(allocated, short=True),
    )


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
    for pace, alone, together in (
        (Pace.OVERSPENDING, message("{type} is over its budget"), message("{types} are over their budgets")),
        (
            Pace.UNDERSPENDING,
            message("{type} runs behind the calendar"),
            message("{types} run behind the calendar"),
        ),
    ):
        found = [names[one.budget_type] for one in executions if one.pace is pace]
        if found:
            return _filled(together, types=Listing(found)) if len(found) > 1 else _filled(alone, type=found[0])
    if all(one.empty for one in executions):
        return message("Nothing in the ledger for {year}", year=str(executions[0].year))
    if all(one.pace is Pace.NO_BUDGET for one in executions):
        return message("No budgets yet")
    if all(one.spent is None for one in executions):
        return message("No spending is known yet for {year}", year=str(executions[0].year))
    return message("Budgets keep pace with the year")


def going_on(text: str) -> str:
    """A finding that goes on behind a colon; names keep their capital.

    >>> going_on("Budgets keep pace"), going_on("A&M runs behind")
    ('budgets keep pace', 'A&M runs behind')
    """
    return text if text.startswith(("BZ", "A&M")) else text[:1].lower() + text[1:]
