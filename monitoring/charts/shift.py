"""The pictures of a shift: a whole budget per country and theme, and before and after of what is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monitoring.charts.html import html
from monitoring.charts.look import BUDGETS
from monitoring.language import Words

ZERO = Decimal(0)


@dataclass(frozen=True)
class Cell:
    """What one country and theme have before a shift, in euros, and what would come to it (negative: go)."""

    theme: str
    allocated: Decimal
    tied: Decimal
    free: Decimal
    change: Decimal = ZERO

    @property
    def after(self) -> Decimal:
        """What would be allocated."""
        return self.allocated + self.change


@dataclass(frozen=True)
class Bar:
    """One state of a country and theme, in euros; `expected` is what will be spent by the end of the year."""

    allocated: Decimal
    tied: Decimal
    free: Decimal
    expected: Decimal | None
    executed: float | None


@dataclass(frozen=True)
class Touched:
    """One country and theme before and after, with what asks for a look."""

    name: str
    change: Decimal
    before: Bar
    after: Bar
    notice: str = ""


def grid(
    rows: Sequence[tuple[str, Sequence[Cell | None]]], themes: Sequence[str], budget_type: str, say: Words
) -> Markup:
    """Countries by themes: in each cell a bar of what is tied and free on one scale, and what the shift does there."""
    cells = [cell for _, row in rows for cell in row if cell]
    scale = max((max(cell.allocated, cell.after) for cell in cells), default=ZERO) or Decimal(1)
    columns = [[row[place] for _, row in rows] for place in range(len(themes))]
    return html(
        "shift_grid",
        say,
        heads=themes,
        rows=[(name, [cell and _drawn(cell, scale, say) for cell in row], _sum(row)) for name, row in rows],
        foot=[_sum(column) for column in columns],
        whole=_sum(cells),
        colour=BUDGETS[budget_type],
        thousands=lambda amount, sign=False: say.number(amount / 1000, sign=sign),
    )


def touched(parts: Sequence[Touched], budget_type: str, say: Words) -> Markup:
    """Each country and theme of a shift as a bar now and a bar then, all on one scale."""
    bars = [bar for part in parts for bar in (part.before, part.after)]
    scale = max((max(bar.allocated, bar.expected or ZERO) for bar in bars), default=ZERO) or Decimal(1)
    return html(
        "shift_touched",
        say,
        parts=parts,
        colour=BUDGETS[budget_type],
        width=lambda amount: _width(amount, scale),
    )


@dataclass(frozen=True)
class _Drawn:
    """A cell with its bars: the kind of each and its width."""

    cell: Cell
    bars: Sequence[tuple[str, str]]
    said: str


def _drawn(cell: Cell, scale: Decimal, say: Words) -> _Drawn:
    gone, more = max(-cell.change, ZERO), max(cell.change, ZERO)
    tied = min(cell.tied, cell.allocated)
    open_room = max(cell.allocated - tied - gone, ZERO)
    bars = [
        (kind, _width(amount, scale))
        for kind, amount in (("tied", tied), ("free", open_room), ("gone", min(gone, cell.allocated)), ("more", more))
        if amount > 0
    ]
    return _Drawn(cell, bars, say.euro(cell.allocated))


def _sum(cells: Sequence[Cell | None]) -> tuple[Decimal, Decimal]:
    """What cells would have together, and by how much that is more or less."""
    present = [cell for cell in cells if cell]
    return sum((cell.after for cell in present), ZERO), sum((cell.change for cell in present), ZERO)


def _width(amount: Decimal | None, scale: Decimal) -> str:
    """A share of the scale in percent.

    >>> _width(Decimal(25), Decimal(200)), _width(Decimal(-5), Decimal(200))
    ('12.50%', '0.00%')
    """
    return f"{100 * max(amount or ZERO, ZERO) / scale:.2f}%"
