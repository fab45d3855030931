"""What changed between two states, as sentences: first what it means, then who did what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from monitoring.ledger import Commit
from monitoring.reports.compare.cells import Cells, What, by_commit
from monitoring.reports.compare.figures import Moved, Of
from theory_of_change.text import Euro, Listing, Measured, Message, Text, message

Names = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """One sentence: the word of `MARKS` it looks like, what it is about, what is said, and the commits behind it."""

    mark: str
    about: Any
    said: Message
    through: Sequence[Commit] = ()


GRAVITY = (
    "red",
    "behind",
    "amber",
    "attention",
    "stale",
    "no_data",
    "not_assessable",
    "not_due",
    "in_order",
    "on_track",
)
"""From the worst on: which of two verdicts is worse."""


def sentences(
    moved: Sequence[Moved], countries: Names, measures: Names, budgets: Names, verdicts: Names, whats: Names
) -> list[Said]:
    """What the differences mean, gravest first: verdicts that turned, money per budget, then how many values besides."""
    verdict = [one for one in moved if one.unit == "status"]
    turned = sorted(verdict, key=lambda one: (gravity(one), one.of is not Of.SAFEGUARD, one.subject, one.country))
    told = [_turned(one, countries, measures, verdicts) for one in turned]
    told += _money([one for one in moved if one.of is Of.MONEY], budgets, whats)
    told += _values(moved, verdict, countries, measures)
    return told


def gravity(one: Moved) -> int:
    """Where the worse of its two verdicts stands, the worst first."""
    return min((GRAVITY.index(word) for word in (one.then, one.now) if word in GRAVITY), default=len(GRAVITY))


def _turned(one: Moved, countries: Names, measures: Names, verdicts: Names) -> Said:
    where = message(
        "{country}, {measure}",
        country=countries.get(one.country, one.country) if one.country != "ALL" else message("All countries"),
        measure=measures.get(one.subject, one.subject),
    )
    now = str(one.now) if one.now is not None else "no_data"
    if one.then is None:
        return Said(
            now, where, message("{now}; it was not known then.", now=verdicts.get(one.now, one.now)), one.through
        )
    if one.now is None:
        return Said(
            "no_data",
            where,
            message("was {then}; it is not there now.", then=verdicts.get(one.then, one.then)),
            one.through,
        )
    said = message("was {then}, is {now}.", then=verdicts.get(one.then, one.then), now=verdicts.get(one.now, one.now))
    return Said(now, where, said, one.through)


def _money(moved: Sequence[Moved], budgets: Names, whats: Names) -> Iterator[Said]:
    """By how much each budget is different, per kind of money."""
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    through: defaultdict[tuple[str, str], dict[int, Commit]] = defaultdict(dict)
    for one in moved:
        sums[one.subject, one.what] += (one.now or Decimal(0)) - (one.then or Decimal(0))
        through[one.subject, one.what].update({commit.number: commit for commit in one.through})
    for (budget, what), amount in sums.items():
        said = (
            message("{what}: {amount} more.", what=whats[what], amount=Euro(amount))
            if amount > 0
            else message("{what}: {amount} less.", what=whats[what], amount=Euro(-amount))
            if amount < 0
            else message("{what}: divided otherwise, the total is the same.", what=whats[what])
        )
        yield Said("context", budgets.get(budget, budget), said, tuple(through[budget, what].values()))


def _values(moved: Sequence[Moved], verdict: Sequence[Moved], countries: Names, measures: Names) -> Iterator[Said]:
    """Values and targets that changed while the verdict on them stayed."""
    turned = {(one.subject, one.country) for one in verdict}
    for one in moved:
        if one.of is Of.MONEY or one.unit == "status" or (one.subject, one.country) in turned:
            continue
        where = message(
            "{country}, {measure}",
            country=countries.get(one.country, one.country) if one.country != "ALL" else message("All countries"),
            measure=measures.get(one.subject, one.subject),
        )
        values = {"then": _measured(one.then, one.unit), "now": _measured(one.now, one.unit)}
        said = (
            message("the target was {then}, is {now}.", **values)
            if one.what == "target"
            else message("was {then}, is {now}.", **values)
        )
        yield Said("context", where, said, one.through)


def _measured(value: Any, unit: str) -> Any:
    return None if value is None else Measured(value, unit)


def deeds(changed: Cells, organisations: Names, tables: Mapping[str, Text | Message | str]) -> list[Said]:
    """Who changed what, one sentence per commit, the last first."""
    commits = {commit.number: commit for commit in changed.commits()}
    told = []
    for number, found in by_commit(changed.found).items():
        rows = Counter({(cell.table, cell.what, tuple(map(str, cell.key.values()))) for cell in found})
        parts = [_part(table, what, n, tables) for (table, what), n in _per_table(rows).items()]
        commit = commits.get(number)
        if commit is None:
            told.append(Said("context", message("The program"), message("changed {what}.", what=Listing(parts))))
            continue
        about = organisations.get(commit.organisation, commit.organisation)
        said = message(
            "{author}, on {day}, stand {number}: {what}. Reason given: {reason}",
            author=commit.author,
            day=commit.day,
            number=str(commit.number),
            what=Listing(parts),
            reason=commit.reason,
        )
        told.append(Said("context", about, said, (commit,)))
    return told


def _per_table(rows: Iterable[tuple[str, What, tuple]]) -> dict[tuple[str, What], int]:
    return dict(sorted(Counter((table, what) for table, what, _ in rows).items()))


def _part(table: str, what: What, n: int, tables: Mapping[str, Text | Message | str]) -> Message:
    called = tables.get(table, table)
    match what:
        case What.NEW:
            return message("{n} new in {table}", n=n, table=called)
        case What.GONE:
            return message("{n} taken out of {table}", n=n, table=called)
        case _:
            return message("{n} changed in {table}", n=n, table=called)
