"""What would change if a checked file landed: new, changed from old to new, unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from monitoring.intake.check import Checked
from monitoring.ledger import Ledger, Merged, tables


@dataclass(frozen=True)
class Change:
    """One value that would become another; `old` is None in a new row."""

    table: str
    row: Mapping[str, Any]
    field: str
    old: Any
    new: Any
    sheet: str
    cells: str


@dataclass(frozen=True)
class Totals:
    """What one budget type adds up to in a year, per kind of money, before and after."""

    budget_type: str
    year: int
    kind: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Preview:
    """What would change, against the state of commit `state`."""

    counts: Mapping[str, Merged]
    changed: Sequence[Change]
    new: Sequence[Change]
    totals: Sequence[Totals]
    state: int

    @property
    def total(self) -> Merged:
        """The counts over all tables."""
        return sum(self.counts.values(), Merged())


def preview(ledger: Ledger, checked: Checked) -> Preview:
    """Compare a checked file with the ledger as it is now."""
    counts, changed, new, totals = {}, [], [], []
    with ledger.connection as cursor:
        state = cursor.execute("select commit_number from head").fetchone()[0]
        for name, rows in checked.rows.items():
            there = _there(cursor, name, rows)
            fields = tables()[name].content
            cells = checked.cells[name]
            before = [row is not None for row in there]
            different = [
                [field for field in fields if not _same(there[place][field], row[field])] if before[place] else []
                for place, row in enumerate(rows.to_dict("records"))
            ]
            counts[name] = Merged(
                new=before.count(False),
                changed=sum(bool(fields) for fields in different),
                unchanged=sum(was and not fields for was, fields in zip(before, different, strict=True)),
            )
            for place, row in enumerate(rows.to_dict("records")):
                where = (cells["sheet"].iat[place], cells["cells"].iat[place])
                changed += [
                    Change(name, row, field, there[place][field], row[field], *where) for field in different[place]
                ]
                if not before[place]:
                    said = next((field for field in fields if row[field] is not None), fields[0])
                    new.append(Change(name, row, said, None, row[said], *where))
            if name == "budget_line":
                totals = _totals(cursor, rows, there, checked.person.organisation)
    return Preview(counts, changed, new, totals, state)


def _there(cursor: Any, name: str, rows: pd.DataFrame) -> list[dict[str, Any] | None]:
    """The row of the ledger with the same key, for each row."""
    table = tables()[name]
    keys = rows[list(table.key)].assign(place=range(len(rows)))
    cursor.register("arriving", keys)
    casts = ", ".join(f'cast("{c.name}" as {c.type}) as "{c.name}"' for c in table.columns if c.name in table.key)
    on = " and ".join(f't."{key}" = a."{key}"' for key in table.key)
    columns = ", ".join(f't."{name}"' for name in table.content)
    found = cursor.execute(
        f"select a.place, {columns} from {name} t join (select place, {casts} from arriving) a on {on}"
    ).fetchall()
    cursor.unregister("arriving")
    there: list[dict[str, Any] | None] = [None] * len(rows)
    for place, *values in found:
        there[place] = dict(zip(table.content, values, strict=True))
    return there


def _same(old: Any, new: Any) -> bool:
    """Whether a value of the ledger and one of a sheet are the same."""
    return old == new or (old is None and new is None)


def _totals(cursor: Any, rows: pd.DataFrame, there: Sequence[Mapping[str, Any] | None], holder: str) -> list[Totals]:
    """Before and after, of every year and kind that the rows touch."""
    before = {
        (budget_type, year, kind): amount
        for budget_type, year, kind, amount in cursor.execute(
            "select b.budget_type, p.year, b.kind, sum(b.amount_eur) from budget_line b join period p on p.code = b.quarter "
            "where b.holder = ? group by all",
            [holder],
        ).fetchall()
    }
    change: dict[tuple[str, int, str], Decimal] = {}
    for row, old in zip(rows.to_dict("records"), there, strict=True):
        key = (row["budget_type"], int(row["quarter"][:4]), row["kind"])
        change[key] = change.get(key, Decimal()) + row["amount_eur"] - (old["amount_eur"] if old else Decimal())
    return [
        Totals(*key, before.get(key, Decimal()), before.get(key, Decimal()) + difference)
        for key, difference in sorted(change.items())
    ]
