"""Which figures of a quarter are different between two states, and through which commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from monitoring.ledger import Commit, Ledger
from monitoring.money.spending import BUDGET_TYPES, until
from monitoring.reports.compare.cells import Cell, Cells
from monitoring.results import harm


class Of(StrEnum):
    """What a figure is of."""

    RESULT = "result"
    SAFEGUARD = "safeguard"
    MONEY = "money"


@dataclass(frozen=True)
class Moved:
    """One figure of a quarter that is different: `subject` is an indicator, safeguard or budget type.

    `what` is value, target, status, colour, allocation, commitment, expenditure or expected. `through` are the commits
    that changed a cell it rests on, the last first: none where the rules, the theory or the day made the difference.
    """

    of: Of
    subject: str
    country: str
    theme: str
    what: str
    unit: str
    then: Any
    now: Any
    through: Sequence[Commit] = ()


def figures(then: Ledger, now: Ledger, quarter: str, changed: Cells) -> list[Moved]:
    """Every figure of a quarter that is not what it was: money, results, safeguards, in this order."""
    known = {code for (code,) in now.rows(_UP_TO, quarter)}
    through = _Through([cell for cell in changed.found if _behind(cell, known)])
    return [
        *_differences(Of.MONEY, _money(then, quarter), _money(now, quarter), through.money),
        *_differences(Of.RESULT, _results(then, quarter), _results(now, quarter), through.measured),
        *_differences(Of.SAFEGUARD, _safeguards(then, quarter), _safeguards(now, quarter), through.measured),
    ]


_UP_TO = "select p.code from period p join period q on q.code = ? and p.start_date <= q.end_date"

BEHIND = frozenset(
    {"observation", "target", "status_override", "expectation", "indicator", "budget_line", "allocation", "safeguard"}
)
"""The tables that figures rest on; a decision names figures and changes none."""


def _behind(cell: Cell, known: set[str]) -> bool:
    """Whether a figure may rest on a cell: what was observed or spent after the quarter tells nothing of it."""
    period = cell.key.get("period") or cell.key.get("quarter")
    return cell.table in BEHIND and (cell.table in ("target", "budget_line") or period is None or period in known)


Figures = Mapping[tuple[str, str, str, str, str], Any]
"""By subject, country, theme, what it is, and unit."""


def _differences(of: Of, then: Figures, now: Figures, through: Any) -> Iterator[Moved]:
    for key in [*then, *(key for key in now if key not in then)]:
        if not same(then.get(key), now.get(key)):
            subject, country, theme, what, unit = key
            yield Moved(
                of, subject, country, theme, what, unit, then.get(key), now.get(key), through(subject, country, theme)
            )


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to the last digit that is kept.

    >>> same(0.1 + 0.2, 0.3), same(None, 0), same(Decimal("1.00"), Decimal("1.01"))
    (True, False, False)
    """
    if isinstance(one, float) and isinstance(other, float):
        return round(one, 6) == round(other, 6)
    return one == other


def _results(ledger: Ledger, quarter: str) -> Figures:
    ledger.keep("result")
    found: dict[tuple[str, str, str, str, str], Any] = {}
    for theory, indicator, country, unit, value, target, status in ledger.rows(
        "select theory, indicator, country, unit, actual, target, status from kept.result where period = ? "
        "order by indicator, country",
        quarter,
    ):
        for what, said, of in (("value", value, unit), ("target", target, unit), ("status", status, "status")):
            found[indicator, country, theory, what, of] = said
    return found


def _safeguards(ledger: Ledger, quarter: str) -> Figures:
    found: dict[tuple[str, str, str, str, str], Any] = {}
    for row in harm.known(ledger, quarter).to_dict("records"):
        subject = (row["safeguard"], row["country"], row["theory"])
        value = row["compared"]
        found[*subject, "value", row["unit"]] = None if value is None or value != value else value
        found[*subject, "colour", "status"] = row["colour"]
    return dict(sorted(found.items()))


def _money(ledger: Ledger, quarter: str) -> Figures:
    found: dict[tuple[str, str, str, str, str], Any] = {}
    rows = until(ledger, ["budget_type", "country", "theme"], quarter)
    for row in rows.sort_values(["budget_type", "country", "theme"]).to_dict("records"):
        for what in ("allocation", "commitment", "expenditure", "expected"):
            amount = row[what]
            found[row["budget_type"], row["country"], row["theme"], what, "eur"] = (
                amount if isinstance(amount, Decimal) else None
            )
    order = {name: place for place, name in enumerate(BUDGET_TYPES)}
    return dict(sorted(found.items(), key=lambda pair: order.get(pair[0][0], len(order))))


class _Through:
    """The commits behind figures, by what of them a cell is about."""

    def __init__(self, found: Sequence[Cell]) -> None:
        self._measured: defaultdict[str, defaultdict[str, dict[int, Commit]]] = defaultdict(lambda: defaultdict(dict))
        self._money: defaultdict[str, defaultdict[tuple[str, str], dict[int, Commit]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for cell in found:
            if cell.commit is None:
                continue
            key = cell.key
            if measure := key.get("indicator") or key.get("safeguard") or key.get("measure"):
                self._measured[measure][str(key.get("country", "ALL"))][cell.commit.number] = cell.commit
            elif "budget_type" in key and ("country" in key or "project" in key):
                place = (str(key.get("country", "ALL")), str(key.get("theme", "ALL")))
                self._money[key["budget_type"]][place][cell.commit.number] = cell.commit

    def measured(self, subject: str, country: str, _: str) -> Sequence[Commit]:
        """Those that touched an indicator or safeguard of a country; over all countries those of any."""
        places = self._measured.get(subject, {})
        return _last_first(
            one
            for place, commits in places.items()
            if country in ("ALL", place) or place in ("ALL", "REG")
            for one in commits.values()
        )

    def money(self, subject: str, country: str, theme: str) -> Sequence[Commit]:
        """Those that touched money of a budget type in a country and theme."""
        return _last_first(
            one
            for (place, about), commits in self._money.get(subject, {}).items()
            if place in (country, "ALL", "REG") and about in (theme, "ALL")  # a line may be divided over countries
            for one in commits.values()
        )


def _last_first(commits: Iterator[Commit]) -> Sequence[Commit]:
    found = {one.number: one for one in commits}
    return tuple(found[number] for number in sorted(found, reverse=True))
