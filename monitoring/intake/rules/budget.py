"""What is committed and paid beside the budget of its owner and year, and what changes of a budget must say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding
from monitoring.intake.known import Known
from monitoring.intake.rules.joined import Held, Joined
from monitoring.intake.rules.rule import ERROR, WARNING, Broken, rule
from monitoring.intake.vocabulary import PHASES
from monitoring.money.positions import PHASES as ORDER
from theory_of_change.text import Euro, Message, message

EXPLAINED_SHARE = Decimal("0.1")  # of the budget so far; ours, after the ladder of the budget rules
EXPLAINED_AMOUNT = Decimal(100_000)  # euros
FIRST_PHASES = ("OWB", "VB")  # draft and adopted budget: what later phases change
CHANGING = (
    "VB",
    "1SUPP",
    "SEPT",
    "2SUPP",
    "REAL",
)  # phases of which the budget tables show a position beside the change

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
    positions = _positions(draft, known)
    for row, key, amount in _complete(draft):
        if key[PLACES] in FIRST_PHASES or draft.value(row, "note") is not None:
            continue
        before = _before(positions[key[:PLACES]], key[PLACES])
        if abs(amount) > EXPLAINED_AMOUNT and abs(amount) > EXPLAINED_SHARE * abs(before):
            yield Broken(
                row,
                "amount_eur",
                message("This changes the budget of {before} by more than a tenth.", before=Euro(before)),
                message("Say in the note why, and who decided."),
            )


@rule("position as change", ERROR, "allocation", clause=message("budget rules: changes are delivered, not positions"))
def change_is_no_position(draft: Draft, known: Known) -> Iterator[Broken]:
    """A change of the budget is not the whole budget before it: that is a position, and would count twice."""
    rows: dict[tuple[Any, ...], dict[tuple[Any, ...], int]] = defaultdict(dict)
    transfers = set(known.transferred)
    for row, key, _ in _complete(draft):
        rows[key[:PLACES]][key] = row
        transfers.discard(key)
    transfers |= {key for own in rows.values() for key, row in own.items() if draft.value(row, "transfer") is not None}
    positions = _positions(draft, known)
    for position, own in rows.items():
        changes = positions[position]
        for key in _typed_as_positions(changes, transfers, known) if len(changes) > 1 else ():
            yield Broken(
                # Where the change is there already, it is an earlier phase in this file that makes it a position.
                own.get(key, max(own.values())),
                "amount_eur",
                message(
                    "{phase}: {amount} is the whole budget before it, so it looks like a position. The budget would count twice.",
                    phase=PHASES[key[PLACES]],
                    amount=Euro(changes[key]),
                ),
                message("Write only what changes, and 0 where nothing does. If it doubles, write it in two changes."),
            )


PLACES = _ALLOCATION.index("phase")  # what stands before it in a key says which budget it is
Changes = Mapping[tuple[Any, ...], Decimal]
"""Every change of one budget, by the key of its row, in euros."""


def _complete(draft: Draft) -> Iterator[tuple[int, tuple[Any, ...], Decimal]]:
    """The rows of which the key and the amount are known: row, key and euros."""
    for row, *key, amount in draft.rows[[*_ALLOCATION, "amount_eur"]].itertuples(name=None):
        if None not in (*key, amount):
            yield row, tuple(key), amount


def _positions(draft: Draft, known: Known) -> Mapping[tuple[Any, ...], Changes]:
    """The changes of every budget as they would be, by the part of the key that says which budget it is."""
    found: dict[tuple[Any, ...], dict[tuple[Any, ...], Decimal]] = defaultdict(dict)
    for key, amount in (dict(known.allocations) | {key: amount for _, key, amount in _complete(draft)}).items():
        found[key[:PLACES]][key] = amount
    return found


def _before(changes: Changes, phase: str) -> Decimal:
    """The budget before a phase, in euros: what the phases before it make."""
    earlier = ORDER[: ORDER.index(phase)]
    return sum((amount for key, amount in changes.items() if key[PLACES] in earlier), Decimal(0))


def _typed_as_positions(
    changes: Changes, transfers: Collection[tuple[Any, ...]], known: Known
) -> Iterator[tuple[Any, ...]]:
    """The keys of the changes that are as large as the budget before them, where that was not so already.

    One that is does not count for the phases after it, so that of a row of positions all are found. A
    transfer says where it comes from, and may be as large as what was there.
    """
    shifted = sum((amount for key, amount in changes.items() if key[PLACES] == "HER"), Decimal(0))
    so_far = was = Decimal(0)
    for phase in ORDER:
        of_phase = [key for key in changes if key[PLACES] == phase]
        before = so_far
        for key in of_phase:
            amount, there = changes[key], known.allocations.get(key)
            repeats = phase in CHANGING and amount > 0 and amount in (before, before + shifted)
            stood = there == amount and there in (was, was + shifted)
            if repeats and not stood and key not in transfers:
                yield key
            else:
                so_far += amount
        was += sum((known.allocations.get(key, Decimal(0)) for key in of_phase), Decimal(0))
