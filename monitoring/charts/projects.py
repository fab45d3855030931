"""The picture of the register: per country or theme what the members pay, and apart from it what others pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monitoring.charts.html import html
from monitoring.charts.look import BUDGETS
from monitoring.language import Words
from theory_of_change.text import message

OTHERS = "#8A9099"  # of nobody here
ZERO = Decimal(0)


@dataclass(frozen=True)
class Row:
    """A place: its name, how many projects are for it, euros per budget type and of others, and its address."""

    name: str
    projects: int
    own: Mapping[str, Decimal]
    others: Decimal
    href: str
    apart: bool = False
    """Whether it is no country or theme: what is not divided, or names none."""

    @property
    def sum(self) -> Decimal:
        """What the members pay, added up."""
        return sum(self.own.values(), ZERO)


@dataclass(frozen=True)
class _Bar:
    written: str
    said: str
    parts: Sequence[tuple[str, str]]


def places(rows: Sequence[Row], type_names: Mapping[str, str], say: Words) -> Markup:
    """Rows with two bars on one scale: the budgets of the members, and what others pay."""
    scale = max((max(row.sum, row.others) for row in rows), default=ZERO)
    shown = [(row, _own(row, scale, type_names, say), _others(row, scale, say)) for row in rows]
    return html(
        "projects_places",
        say,
        rows=shown,
        own=any(row.sum for row in rows),
        others=any(row.others for row in rows),
        first_apart=next((row for row in rows if row.apart), None),
        colour=OTHERS,
    )


def legend(rows: Sequence[Row], type_names: Mapping[str, str], say: Words) -> Markup:
    """The budget types that are shown, with what others pay, each with its colour and its own sum."""
    sums = {code: sum((row.own.get(code, ZERO) for row in rows), ZERO) for code in BUDGETS}
    entries = [
        (BUDGETS[code], type_names.get(code, code), _millions(total, say)) for code, total in sums.items() if total
    ]
    return html(
        "projects_legend",
        say,
        entries=entries,
        others=_millions(sum((row.others for row in rows), ZERO), say),
        colour=OTHERS,
    )


def _own(row: Row, scale: Decimal, type_names: Mapping[str, str], say: Words) -> _Bar:
    parts = [(BUDGETS[code].fill, _width(row.own[code], scale)) for code in BUDGETS if row.own.get(code)]
    said = ", ".join(
        f"{type_names.get(code, code)} {_millions(row.own[code], say)}" for code in BUDGETS if row.own.get(code)
    )
    return _Bar(_millions(row.sum, say), said, parts)


def _others(row: Row, scale: Decimal, say: Words) -> _Bar:
    said = f"{say(message('paid by others'))} {_millions(row.others, say)}"
    return _Bar(_millions(row.others, say), said, [(OTHERS, _width(row.others, scale))] if row.others else [])


def _width(amount: Decimal, scale: Decimal) -> str:
    """The width of a bar, in percent.

    >>> _width(Decimal(1), Decimal(3)), _width(Decimal(0), Decimal(0))
    ('33.33%', '0%')
    """
    return f"{amount * 100 / scale:.2f}%" if scale else "0%"


def _millions(amount: Decimal, say: Words) -> str:
    """Euros in millions with one decimal; “–” of nothing, and less than a tenth as that."""
    if not amount:
        return "–"
    if amount < 50_000:
        return f"<{say.number(Decimal('0.1'), 1)}"
    return say.number(amount / 1_000_000, 1)
