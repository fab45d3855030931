"""What would change if a checked file landed: new, changed from old to new, unchanged, missing from the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import pyarrow as pa

from monitoring.intake.check import Checked
from monitoring.intake.preview.compare import What, compare, counts
from monitoring.intake.preview.totals import MONEY, Total, totals
from monitoring.intake.reading import position
from monitoring.ledger import Ledger, Merged, tables


@dataclass(frozen=True)
class Row:
    """One row of the file, or of the ledger where the file does not have it.

    `fields` are the columns that would be different; of a row that is the same, goes or is missing those that
    say something. `was` and `becomes` hold their values; `was` is empty of a new row. `place` says where in the
    file it stands, as “Indicatoren!F14”, and `cells` where the value of each field does; "" where it is not in it.
    """

    table: str
    what: What
    key: Mapping[str, Any]
    fields: Sequence[str]
    was: Mapping[str, Any]
    becomes: Mapping[str, Any]
    place: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sought:
    """What is searched for: each word, with the codes of everything that is called by it."""

    words: Sequence[tuple[str, Collection[str]]] = ()


@dataclass(frozen=True)
class Preview:
    """What would change, against the state of commit `state`: `compared` has a table as `compare` gives it."""

    checked: Checked
    state: int
    compared: Mapping[str, pa.Table]
    totals: Sequence[Total]

    @cached_property
    def counts(self) -> Mapping[str, Mapping[What, int]]:
        """How many rows of each kind, per table."""
        return {name: counts(compared) for name, compared in self.compared.items()}

    @cached_property
    def number(self) -> Mapping[What, int]:
        """How many rows of each kind, over all tables."""
        return {what: sum(each[what] for each in self.counts.values()) for what in What}

    @property
    def total(self) -> Merged:
        """The counts over all tables, as they would stand on a receipt."""
        number = self.number
        return Merged(number[What.NEW], number[What.CHANGED], number[What.UNCHANGED], number[What.TAKEN_AWAY])

    def found(self, whats: Collection[What], words: Sought | None = None) -> Mapping[str, int]:
        """How many rows of some kinds there are per table in which all of `words` are found."""
        if words is None:
            return {name: sum(each[what] for what in whats) for name, each in self.counts.items()}
        with duckdb.connect() as scratch:
            found = {}
            for name in self.compared:
                condition, values = self._condition(name, whats, words)
                scratch.register("compared", self.compared[name])
                found[name] = scratch.execute(f"select count(*) from compared where {condition}", values).fetchone()[0]
            return found

    def rows(self, whats: Collection[What], words: Sought | None = None, *, skip: int = 0, most: int = 25) -> list[Row]:
        """A page of rows of some kinds, in the order of the file, over all tables: `most` after the first `skip`."""
        page: list[Row] = []
        for name, number in self.found(whats, words).items():
            if skip < number and len(page) < most:
                page += self._rows(name, whats, words, skip, most - len(page))
            skip = max(0, skip - number)
        return page

    def _rows(self, name: str, whats: Collection[What], words: Sought | None, skip: int, most: int) -> Iterator[Row]:
        condition, values = self._condition(name, whats, words)
        with duckdb.connect() as scratch:
            scratch.register("compared", self.compared[name])
            found = scratch.execute(
                f"from compared where {condition} order by place nulls last, {', '.join(tables()[name].key)} "
                "limit ? offset ?",
                [*values, most, skip],
            ).to_arrow_table()
        yield from (self._row(name, values) for values in found.to_pylist())

    def _condition(self, name: str, whats: Collection[What], words: Sought | None) -> tuple[str, list[Any]]:
        table = tables()[name]
        conditions, values = ["list_contains(?, what)"], [[what.value for what in whats]]
        said = ", ".join(f'"{k}"' for k in (*table.key, *table.content, *(f"was_{c}" for c in table.content)))
        codes = ", ".join(f'"{k}"::varchar' for k in table.key)
        for word, called in words.words if words else ():
            conditions.append(
                f"(contains(lower(concat_ws(' ', sheet || '!' || cells, {said})), ?) or list_has_any([{codes}], ?::varchar[]))"
            )
            values += [word.lower(), list(called)]
        return " and ".join(conditions), values

    def _row(self, name: str, values: Mapping[str, Any]) -> Row:
        table, what = tables()[name], What(values["what"])
        was = {column: values[f"was_{column}"] for column in table.content}
        becomes = {column: values[column] for column in table.content}
        match what:
            case What.CHANGED:
                fields = [column for column in table.content if was[column] != becomes[column]]
            case What.NEW | What.UNCHANGED:
                fields = [column for column in table.content if becomes[column] is not None]
            case _:
                fields, becomes = [column for column in table.content if was[column] is not None], {}
        return Row(
            name,
            what,
            {key: values[key] for key in table.key},
            fields,
            {} if what is What.NEW else was,
            becomes,
            f"{values['sheet']}!{values['cells']}" if values["sheet"] else "",
            {field: self._cell(values["sheet"], values["cells"], field) for field in fields} if values["sheet"] else {},
        )

    def _cell(self, sheet: str, cells: str, field: str) -> str:
        """The address of a field in the row that `cells` stand in; of a value from many cells, or without a column,
        the first of these and how many more there are.
        """
        first, *more = cells.split(",")
        row = int("".join(filter(str.isdigit, first))) - 1
        column = position(first)[1]
        for region in self.checked.understood.regions if self.checked.understood else ():
            if region.sheet.name != sheet or row < region.first_row or column not in region.read:
                continue  # columns that hold figures beside each other are a region each
            if region.combine:
                return f"{first} +{len(more)}" if more else first
            if field in region.columns:
                return region.cell(row, field)
        return first


def preview(ledger: Ledger, checked: Checked) -> Preview:
    """Compare a checked file with the ledger as it is now; nothing is written."""
    compared, money = {}, []
    with ledger.connection as cursor:
        cursor.begin()  # so that all of it is compared with one state
        try:
            state = cursor.execute("select commit_number from head").fetchone()[0]
            for name, rows in checked.rows.items():
                compared[name] = compare(
                    cursor,
                    name,
                    rows,
                    checked.cells[name],
                    checked.person.organisation,
                    checked.held.get(name),
                    checked.taken_away.get(name),
                )
                if name in MONEY:
                    money += totals(cursor, name, checked.person.organisation)
        finally:
            cursor.rollback()
    return Preview(checked, state, compared, money)
