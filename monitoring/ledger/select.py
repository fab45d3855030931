"""A reader's own query: exactly one `select` over the names of the ledger, and nothing else.

Hardening keeps SQL inside the ledger's folder, but there it could still read the ledger's own
files. So a query is parsed by DuckDB itself and refused unless everything it reads from is a
table or view of the ledger, or a `with` of its own.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

from monitoring.ledger.ledger import Ledger
from monitoring.ledger.views import RESTRICTED, names
from theory_of_change.text import Listing, Message, message

SHOWN = "shown_"
"""A view of this name and that of another stands in its place in a reader's query."""
_OTHER_SOURCES = {"TABLE_FUNCTION", "SHOW_REF", "PIVOT", "COLUMN_DATA", "DELIM_GET", "BOUND_TABLE_REF"}
# Scalar functions that look outside the ledger.
_REFUSED_FUNCTIONS = {
    "getenv",
    "current_setting",
    "getvariable",
    "current_database",
    "current_schemas",
    "nextval",
    "currval",
    "txid_current",
    "version",
    "pg_get_viewdef",
}


class Refused(ValueError):
    """A query that is not one select over the ledger; says what would be right."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.key)
        self.message = words


def select(ledger: Ledger, sql: str) -> pa.Table:
    """The answer to one `select`. Raises `Refused` with what is wrong with it."""
    ledger.name_for_readers()
    with ledger.connection as cursor:
        parsed = _check(cursor, sql)
        try:
            return cursor.execute(_as_shown(cursor, parsed) or sql).to_arrow_table()
        except duckdb.Error as error:
            problem = ledger.address.hide(str(error).splitlines()[0])
            raise Refused(message("The ledger cannot answer this: {problem}", problem=problem)) from None


def _as_shown(cursor: duckdb.DuckDBPyConnection, parsed: dict) -> str | None:
    """The query over what a reader may see: `shown_figure` in place of `figure`, where there is such a view.

    None where nothing it reads has one.
    """
    instead = {name.removeprefix(SHOWN) for _, name in names(cursor) if name.startswith(SHOWN)}
    found = False
    for node, own in _nodes(parsed, frozenset()):
        name = str(node.get("table_name", "")).lower()
        if node.get("type") == "BASE_TABLE" and name in instead:
            if not (node["catalog_name"] or node["schema_name"]) and name in own:
                continue
            node["alias"], node["table_name"] = node["alias"] or node["table_name"], SHOWN + name
            found = True
    return cursor.execute("select json_deserialize_sql(?)", [json.dumps(parsed)]).fetchone()[0] if found else None


def _check(cursor: duckdb.DuckDBPyConnection, sql: str) -> dict:
    parsed = json.loads(cursor.execute("select json_serialize_sql(?)", [sql]).fetchone()[0])
    if parsed.get("error"):
        if "Only SELECT" in parsed["error_message"]:
            raise Refused(message("Only a select can be asked here: the ledger changes through a submission."))
        raise Refused(message("This is not readable as SQL: {problem}", problem=parsed["error_message"]))
    if len(parsed["statements"]) != 1:
        raise Refused(message("Ask one select at a time."))
    catalogues = {(catalogue, name.lower()) for catalogue, name in names(cursor)}
    known = {name for _, name in catalogues}
    for node, own in _nodes(parsed, frozenset()):
        kind = str(node.get("type"))
        if kind in _OTHER_SOURCES:
            raise Refused(
                message("A query reads from tables and views of the ledger only, not from functions or files.")
            )
        if kind == "BASE_TABLE":
            name = node["table_name"].lower()
            where = (node["catalog_name"] or node["schema_name"] or "").lower()
            if not where and name in own:
                continue
            allowed = (where, name) in catalogues if where in ("theory", "memory") else not where and name in known
            if name in RESTRICTED:
                raise Refused(
                    message(
                        "{name} is restricted: what was written of an incident is shown to those it is about.",
                        name=name,
                    )
                )
            if not allowed:
                raise Refused(_unknown_name(f"{where}.{name}" if where else name, cursor))
        if kind == "FUNCTION" and node.get("function_name", "").lower() in _REFUSED_FUNCTIONS:
            raise Refused(
                message("The function {name} looks outside the ledger and cannot be used.", name=node["function_name"])
            )
    return parsed


def _unknown_name(name: str, cursor: duckdb.DuckDBPyConnection) -> Message:
    known = [f"theory.{view}" if catalogue == "theory" else view for catalogue, view in names(cursor)]
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    if close:
        return message(
            "{name} is no table or view of the ledger. Did you mean {close}?", name=name, close=Listing(close)
        )
    return message("{name} is no table or view of the ledger. Known are {known}.", name=name, known=Listing(known))


def _nodes(part: Any, own: frozenset[str]) -> Iterator[tuple[dict, frozenset[str]]]:
    """Every node of the parsed query, at any depth, with the names of the `with` parts that it can see.

    A `with` part is seen by what it stands before, and by the part that follows it. It does not see
    itself, except where it is recursive: there DuckDB would look for a table or a file of its name.
    """
    if isinstance(part, list):
        for value in part:
            yield from _nodes(value, own)
    if not isinstance(part, dict):
        return
    for entry in (part.get("cte_map") or {}).get("map", ()):
        yield from _nodes(entry["value"], own)
        own |= {_plain_name(entry["key"])}
    yield part, own
    for field, value in part.items():
        itself = {_plain_name(part["cte_name"])} if (part.get("type"), field) == ("RECURSIVE_CTE_NODE", "right") else ()
        if field != "cte_map":
            yield from _nodes(value, own.union(itself))


def _plain_name(name: str) -> str:
    """The name of a `with` part in lower case; one that could be a file is refused."""
    if not re.fullmatch(r"[^\W\d]\w*", name):
        raise Refused(
            message("“{name}” cannot be the name of a part of a query: use letters, digits and _ only.", name=name)
        )
    return name.lower()
