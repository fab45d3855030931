"""What is committed and paid beside the budget of its owner and year, and what changes of a budget must say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding
from monitoring.intake.known import Known
from monitoring.intake.rules.joined import Held, Joined
from monitoring.intake.rules.rule import ERROR, WARNING, Broken, rule
from theory_of_change.text import Euro, Message, message

EXPLAINED_SHARE = Decimal("0.1")  # of the budget so far; ours, after the ladder of the budget rules
EXPLAINED_AMOUNT = Decimal(100_000)  # euros
FIRST_PHASES = ("OWB", "VB")  # draft and adopted budget: what later phases change

CLAUSE = message("terms of reference, §5: yearly budgets of each owner")
_ALLOCATION = ["budget_type", "year", "chapter", "article", "country", "theme", "phase", "mutation"]
_LINE = ["project", "kind", "budget_type", "country", "theme", "quarter"]
_CODES = {"commitment": "CHK-B5", "expenditure": "CHK-B6"}
_SAID: Mapping[str, Callable[..., Message]] = {
    "commitment": lambda **values: message(
        "With this, {sum} is committed from {type} in {year}, and the budget is {budget}.", **values
    ),
    "expenditure": lambda **values: message(
        "With this, {sum} is paid from {type} in {year}, and the budget is {budget}.", **values
    ),
}
_REMEDY = message("Correct the amount, or deliver the change of the budget first.")


Budget = tuple[str, int]  # a budget type and a year
Sums = Mapping[tuple[str, Budget], Decimal]
"""Euros per kind of money, "allocation" among them, and budget."""


@dataclass(frozen=True)
class _Rows:
    """Rows of one table that would land, each key once; `raises` is by how many euros each raises its sum."""

    joined: Joined
    of: Sequence[tuple[str, Budget]]
    raises: Sequence[Decimal]


def within_the_budget(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """CHK-B5 and CHK-B6: over a year no more is committed, or paid, than the budget of that owner and year.

    On the sums as they would be. A year without any budget is not looked at; what was too much already
    may land again, but may not become more. Of the rows that make it so the largest is held back.
    """
    lines = _lines(drafts, known, held)
    allocations = _allocations(drafts, known, held)
    before = _sums(known)
    after = defaultdict(Decimal, before)
    for rows in (lines, allocations):
        for of, more in zip(rows.of, rows.raises, strict=True):
            after[of] += more
    for (kind, budget), spent in after.items():
        code = _CODES.get(kind)
        if code is None or _excess(after, kind, budget) <= _excess(before, kind, budget):
            continue
        raising = [(more, lines, n) for n, more in enumerate(lines.raises) if lines.of[n] == (kind, budget)]
        raising += [
            (-more, allocations, n) for n, more in enumerate(allocations.raises) if allocations.of[n][1] == budget
        ]
        most, rows, place = max(raising, key=lambda one: one[0])
        if most > 0:
            draft, row = rows.joined.place(place)
            said = _SAID[kind](
                type=known.type_names[budget[0]],
                year=str(budget[1]),
                sum=Euro(spent),
                budget=Euro(after["allocation", budget]),
            )
            yield draft.finding(code, ERROR, row, "amount_eur", said, _REMEDY, CLAUSE)


def _lines(drafts: Sequence[Draft], known: Known, held: Held) -> _Rows:
    """What is committed and paid."""
    joined = _landing(drafts, held, "budget_line", _LINE)
    joined = joined.at(joined.values["kind"].where(lambda kind: kind in _CODES))
    of = [(kind, (budget, int(quarter[:4]))) for kind, budget, quarter in joined.keys("kind", "budget_type", "quarter")]
    return _Rows(joined, of, _raises(joined, _LINE, known.project_money))


def _allocations(drafts: Sequence[Draft], known: Known, held: Held) -> _Rows:
    """What is allotted."""
    joined = _landing(drafts, held, "allocation", _ALLOCATION)
    of = [("allocation", budget) for budget in joined.keys("budget_type", "year")]
    return _Rows(joined, of, _raises(joined, _ALLOCATION, known.allocations))


def _landing(drafts: Sequence[Draft], held: Held, table: str, key: Sequence[str]) -> Joined:
    """The complete rows of a table that would land; of two about the same, the last counts."""
    joined = Joined.of(drafts, held, table, (*key, "amount_eur"), combined=True)
    joined = joined.at(joined.lands & joined.filled(*joined.values))
    return joined.at(~pd.Series(joined.alike(*key)).duplicated(keep="last").to_numpy())


def _raises(joined: Joined, key: Sequence[str], there: Mapping[tuple[Any, ...], Decimal]) -> Sequence[Decimal]:
    """By how many euros each row raises what the ledger has in its place."""
    amounts = joined.values["amount_eur"].column.tolist()
    if not there:
        return amounts
    return [amount - there.get(at, 0) for at, amount in zip(joined.keys(*key), amounts, strict=True)]


def _sums(known: Known) -> Sums:
    """Euros per kind, budget type and year, as they are in the ledger."""
    sums: dict[tuple[str, Budget], Decimal] = defaultdict(Decimal)
    for (_, kind, budget_type, *_, quarter), amount in known.project_money.items():
        sums[kind, (budget_type, int(quarter[:4]))] += amount
    for (budget_type, year, *_), amount in known.allocations.items():
        sums["allocation", (budget_type, year)] += amount
    return dict(sums)


def _excess(sums: Sums, kind: str, budget: Budget) -> Decimal:
    """By how many euros more is committed or paid than there is; nothing where no budget is known."""
    allocated = sums.get(("allocation", budget))
    spent = sums.get((kind, budget), Decimal(0))
    return Decimal(0) if allocated is None else max(Decimal(0), spent - allocated)


@rule("CHK-B10", WARNING, "allocation", clause=message("budget rules: changes are explained"))
def change_of_a_budget_is_explained(draft: Draft, known: Known) -> Iterator[Broken]:
    """A change of the budget by more than 10% and more than € 100,000 says why in its note."""
    position = ["budget_type", "year", "chapter", "article", "country", "theme"]
    rows = draft.rows[[*_ALLOCATION, "amount_eur"]]
    complete = {
        tuple(key): amount for *key, amount in rows.itertuples(index=False, name=None) if None not in (*key, amount)
    }
    every = dict(known.allocations) | complete
    so_far: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for key, amount in every.items():
        if key[len(position)] in FIRST_PHASES:
            so_far[key[: len(position)]] += amount
    for row, *key, amount in rows.itertuples(name=None):
        if None in (*key, amount) or key[len(position)] in FIRST_PHASES or draft.value(row, "note") is not None:
            continue
        before = so_far[tuple(key[: len(position)])]
        if abs(amount) > EXPLAINED_AMOUNT and abs(amount) > EXPLAINED_SHARE * abs(before):
            yield Broken(
                row,
                "amount_eur",
                message("This changes the budget of {before} by more than a tenth.", before=Euro(before)),
                message("Say in the note why, and who decided."),
            )
