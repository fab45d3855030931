"""What is committed and paid beside the budget of its owner and year, and what changes of a budget must say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding
from monitoring.intake.known import Known
from monitoring.intake.rules.joined import Held
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


@dataclass(frozen=True)
class _Row:
    """A complete row of money: where it stands, its key in the ledger, its budget type and year, and its euros."""

    draft: Draft
    row: int
    key: tuple[Any, ...]
    budget: tuple[str, int]
    kind: str
    amount: Decimal


def within_the_budget(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """CHK-B5 and CHK-B6: over a year no more is committed, or paid, than the budget of that owner and year.

    On the sums as they would be. A year without any budget is not looked at; what was too much already
    may land again, but may not become more. Of the rows that make it so the largest is held back.
    """
    rows = [row for draft, wrong in zip(drafts, held, strict=True) for row in _rows(draft, ~wrong)]
    if not rows:
        return
    before, after = _sums(known, []), _sums(known, rows)
    for kind, code in _CODES.items():
        for budget in dict.fromkeys(row.budget for row in rows):
            if _excess(after, kind, budget) <= _excess(before, kind, budget):
                continue
            raising = [row for row in rows if row.budget == budget and _raises(row, kind, known) > 0]
            if raising:
                worst = max(raising, key=lambda row, kind=kind: _raises(row, kind, known))
                said = _SAID[kind](
                    type=known.type_names[budget[0]],
                    year=str(budget[1]),
                    sum=Euro(after[kind, budget]),
                    budget=Euro(after["allocation", budget]),
                )
                yield worst.draft.finding(code, ERROR, worst.row, "amount_eur", said, _REMEDY, CLAUSE)


def _rows(draft: Draft, lands: np.ndarray) -> Iterator[_Row]:
    """The complete rows of a draft that would land and commit, pay or allot."""
    table = draft.region.table
    if table not in ("budget_line", "allocation"):
        return
    key = _LINE if table == "budget_line" else _ALLOCATION
    for row, *values, amount in draft.rows.loc[lands, [*key, "amount_eur"]].itertuples(name=None):
        if amount is None or any(value is None for value in values):
            continue
        said = dict(zip(key, values, strict=True))
        kind = said.get("kind", "allocation")
        if kind in ("allocation", *_CODES):
            year = said["year"] if kind == "allocation" else int(said["quarter"][:4])
            yield _Row(draft, row, tuple(values), (said["budget_type"], year), kind, amount)


def _sums(known: Known, rows: Sequence[_Row]) -> dict[tuple[str, tuple[str, int]], Decimal]:
    """Euros per kind, budget type and year: what is in the ledger, with these rows in its place."""
    lines = dict(known.project_money) | {row.key: row.amount for row in rows if row.kind != "allocation"}
    allocations = dict(known.allocations) | {row.key: row.amount for row in rows if row.kind == "allocation"}
    sums: dict[tuple[str, tuple[str, int]], Decimal] = defaultdict(Decimal)
    for (_, kind, budget_type, *_, quarter), amount in lines.items():
        sums[kind, (budget_type, int(quarter[:4]))] += amount
    for (budget_type, year, *_), amount in allocations.items():
        sums["allocation", (budget_type, year)] += amount
    return dict(sums)


def _excess(sums: Mapping[tuple[str, tuple[str, int]], Decimal], kind: str, budget: tuple[str, int]) -> Decimal:
    """By how many euros more is committed or paid than there is; nothing where no budget is known."""
    allocated = sums.get(("allocation", budget))
    spent = sums.get((kind, budget), Decimal(0))
    return Decimal(0) if allocated is None else max(Decimal(0), spent - allocated)


def _raises(row: _Row, kind: str, known: Known) -> Decimal:
    """By how many euros a row raises what is committed or paid, or lowers the budget."""
    if row.kind == kind:
        return row.amount - known.project_money.get(row.key, Decimal(0))
    return known.allocations.get(row.key, Decimal(0)) - row.amount if row.kind == "allocation" else Decimal(0)


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
