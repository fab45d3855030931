"""Rows in words: what each is about, and its values, old beside new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitoring.intake.fields import FIELDS, OWNER, REGISTER
from monitoring.intake.preview import Row, What
from monitoring.intake.vocabulary import FIGURE_KINDS
from monitoring.language import Words
from monitoring.ledger import Reader, names, tables
from monitoring.ui.parts import part
from theory_of_change.text import Message, Text, message

KINDS: Mapping[str, Message] = {
    "allocation": message("Allocated"),
    "commitment": message("Committed"),
    "expenditure": message("Spent"),
    "forecast": message("Forecast"),
}
TARGETS: Mapping[str, Message] = {
    "baseline": message("baseline"),
    "milestone": message("milestone"),
    "target": message("target"),
}
OBVIOUS = ("value", "amount_eur")  # fields that need no name beside their value
USUAL = {"state": "reported"}  # what goes without saying in a row that is not compared


@dataclass(frozen=True)
class Line:
    """One value of a row: its field, "" where that needs no name, old and new value, and its cell."""

    field: str
    was: str
    becomes: str
    cell: str


@dataclass(frozen=True)
class Told:
    """A row in words: what it is about, and each of its values."""

    about: str
    lines: list[Line]


class Tell:
    """Says rows in one language, with the names that a ledger knows."""

    def __init__(self, reader: Reader, say: Words) -> None:
        self._say = say
        self._countries: Mapping[str, Text] = names(reader, "country")

    def __call__(self, row: Row) -> Told:
        """A row in words."""
        return Told(self.about(row.table, row.key), list(self._lines(row)))

    def about(self, table: str, key: Mapping[str, Any]) -> str:
        """What a row of a table is about, in a few words; `key` may hold more than its key."""
        say = self._say
        if table in REGISTER:
            return " · ".join(self._of_register(table, key))
        place = say(message("all countries") if key["country"] == "ALL" else self._countries[key["country"]])
        match table:
            case "budget_line":
                parts = [key["project"], say(KINDS[key["kind"]]).lower(), say.short_period(key["quarter"]), place]
                parts = parts[:3] if key["project"].startswith(key["country"]) else parts
            case "allocation":
                parts = [place, key["theme"], str(key["year"]), key["article"], key["phase"], key["mutation"]]
            case "target":
                revised = say(message("revision {n}", n=key["revision"])) if key["revision"] else ""
                parts = [key["indicator"], place, say.short_period(key["period"]), say(TARGETS[key["kind"]]), revised]
            case _:
                kind = say(FIGURE_KINDS[key["kind"]]) if key.get("kind", "actual") != "actual" else ""
                place = "" if table == "context_figure" and key["country"] == "ALL" else place
                parts = [key.get("indicator") or key["series"], place, say.short_period(key["period"]), kind]
                if key["dimension"] != "total":
                    parts.append(part(key["dimension"], say, self._countries))
        return " · ".join(filter(None, parts))

    def _of_register(self, table: str, key: Mapping[str, Any]) -> Iterator[str]:
        """What a row of the register is about: its key, but for whose it is and what is not divided."""
        for name in tables()[table].key:
            if name != OWNER[table] and key[name] != "ALL":
                yield self._say(self._countries[key[name]]) if name == "country" else str(key[name])

    def _lines(self, row: Row) -> Iterator[Line]:
        alone = row.what is not What.CHANGED
        for field in row.fields:
            value = row.was.get(field) if row.what in (What.MISSING, What.TAKEN_AWAY) else row.becomes[field]
            if alone and USUAL.get(field) == value and len(row.fields) > 1:
                continue
            if alone and field == "denominator" and "numerator" in row.fields:
                continue
            cell, now = row.cells.get(field, ""), self.value(row.table, field, value)
            name = "" if field in OBVIOUS else self.heading(row.table, field)
            if alone and field == "numerator" and "denominator" in row.fields:  # one half says nothing
                other = row.becomes.get("denominator", row.was.get("denominator"))
                name, now = "", f"{now} / {self.value(row.table, field, other)}"
                cell = f"{cell}:{row.cells['denominator']}" if cell else ""
            old = self.value(row.table, field, row.was.get(field))
            yield Line(name, old, now, f"{row.place.rpartition('!')[0]}!{cell}" if cell else "")

    def heading(self, table: str, field: str) -> str:
        """A field as the template calls it, in a sentence."""
        found = next((each.header for each in FIELDS[table] if each.name == field), field)
        said = self._say(found)
        return said if said[:2].isupper() else said.lower()

    def value(self, table: str, field: str, value: Any) -> str:
        """A value as people write it: euros to the cent."""
        if field.endswith("_eur") and value is not None:
            return self._say.number(value, 2)
        return value if isinstance(value, str) else self._say(value)
