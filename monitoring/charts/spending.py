"""The picture of where money goes: rows by themes, with a bar of budget types in each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
from markupsafe import Markup

from monitoring.charts.html import html
from monitoring.charts.look import BUDGETS
from monitoring.language import Words

SMALLEST = Decimal(50_000)  # euros: less is written as “<0,1” where amounts are in millions with one decimal
Names = Mapping[str, str]
Amounts = Mapping[str, Decimal]  # euros by budget type
Link = Callable[[str | None, str | None], str]


def matrix(
    frame: pd.DataFrame,
    rows: Sequence[str],
    columns: Sequence[str],
    row_names: Names,
    column_names: Names,
    type_names: Names,
    say: Words,
    *,
    row: str,
    column: str = "theme",
    amount: str = "expenditure",
    one_budget: bool = False,
    link: Link | None = None,
) -> Markup:
    """Rows by columns, in each cell the sum in millions and a bar of its budget types.

    `frame` has columns `row`, `column`, budget_type and `amount` (euros), and may be finer than the
    picture: rows that fall in one cell are added up. Inner cells share one scale; the sums at the
    edge have their own, a grey ground and the word addition; of `one_budget` they are totals. `link`
    gives the address behind a sum, by its row and column; None is all of them.
    """
    address = link or (lambda row, column: "")
    cells: dict[tuple[str, str], dict[str, Decimal]] = {}
    for record in frame.to_dict("records"):
        own = cells.setdefault((record[row], record[column]), {})
        own[record["budget_type"]] = own.get(record["budget_type"], Decimal()) + record[amount]
    by_row = {key: _added(cells.get((key, other), {}) for other in columns) for key in rows}
    by_column = {key: _added(cells.get((other, key), {}) for other in rows) for key in columns}
    inner, edge, foot = (_largest(part.values()) for part in (cells, by_row, by_column))

    def cell(amounts: Amounts, scale: Decimal, at: tuple[str | None, str | None]) -> _Cell:
        return _Cell.of(amounts, scale, type_names, say, address(*at))

    return html(
        "matrix",
        say,
        heads=[column_names[key] for key in columns],
        rows=[
            (
                row_names.get(key, key),
                [cell(cells.get((key, other), {}), inner, (key, other)) for other in columns],
                cell(by_row[key], edge, (key, None)),
            )
            for key in rows
        ],
        foot=[cell(by_column[key], foot, (None, key)) for key in columns],
        one_budget=one_budget,
        whole=address(None, None),
        everything=_millions(sum(_added(by_row.values()).values(), Decimal()), say),
    )


def legend(frame: pd.DataFrame, type_names: Names, say: Words, *, amount: str = "expenditure") -> Markup:
    """The budget types that are shown with their colour and their own sum in millions."""
    totals = frame.groupby("budget_type")[amount].sum() if len(frame) else {}
    entries = [
        (colour, type_names.get(key, key), _millions(totals[key], say))
        for key, colour in BUDGETS.items()
        if key in totals
    ]
    return html("budget_legend", say, entries=entries)


@dataclass(frozen=True)
class _Cell:
    """A cell of the matrix: its sum, the bars by colour and width in percent, the amounts in words, and the address behind it."""

    written: str
    bars: Sequence[tuple[str, str]]
    said: str
    href: str

    @classmethod
    def of(cls, amounts: Amounts, scale: Decimal, type_names: Names, say: Words, href: str) -> _Cell:
        present = [key for key in BUDGETS if amounts.get(key)]
        return cls(
            _millions(sum(amounts.values(), Decimal()), say) if present else "",
            [(BUDGETS[key].fill, f"{100 * max(amounts[key], 0) / scale:.1f}%") for key in present],
            ", ".join(f"{type_names.get(key, key)} {say.euro(amounts[key])}" for key in present),
            href,
        )


def _added(cells: Iterable[Amounts]) -> Amounts:
    total: dict[str, Decimal] = {}
    for cell in cells:
        for key, amount in cell.items():
            total[key] = total.get(key, Decimal()) + amount
    return total


def _largest(cells: Iterable[Amounts]) -> Decimal:
    """The scale of the bars: the largest sum, and 1 where there is none."""
    return max((sum(cell.values(), Decimal()) for cell in cells), default=Decimal()) or Decimal(1)


def _millions(amount: Decimal, say: Words) -> str:
    if 0 < amount < SMALLEST:
        return "<" + say.number(Decimal("0.1"), 1)
    return say.number(amount / 1_000_000, 1)
