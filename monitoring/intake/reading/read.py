"""`read`: a file as a workbook, or the sentence that says why not."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from monitoring.intake.reading.notices import is_text, notices
from monitoring.intake.reading.process import Told, run
from monitoring.intake.reading.sheet import Sheet, Workbook, position, span
from monitoring.intake.reading.unreadable import unreadable

MAX_BYTES = 200_000_000
SECONDS = 50.0  # for a whole file
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0", b"\x09")  # what may be a workbook, of which more can be told than its values
_SECOND = ("xlsx", "xlsm", "xls")  # kinds that another library reads too


def read(name: str, content: bytes) -> Workbook:
    """A workbook from its bytes. Raises `Unreadable` with what to do about it.

    What a workbook says beside its values is looked up by a second process at the same time.
    """
    if not content:
        raise unreadable("empty", {})
    if len(content) > MAX_BYTES:
        raise unreadable("large", {"most": MAX_BYTES // 1_000_000})
    end = time.monotonic() + SECONDS
    told, beside = _both(content)
    if beside.refusal and beside.refusal[0] != "damaged":  # it knows best: it looks before it reads
        raise unreadable(*beside.refusal)
    if told.refusal:
        raise unreadable(*told.refusal)
    first = told
    if told.lost and not told.late and (told.kind or beside.kind) in _SECOND:
        told = run("second", content, end - time.monotonic())
        told.notices.append(("second reader", {}))
    if told.refusal or told.lost:
        raise unreadable(*_why(first, told))
    if told.kind == "csv" and not is_text(name) and all(len(row) < 2 for _, rows in told.sheets for row in rows):
        raise unreadable("unknown", {})  # somebody's text, and not a table under another name
    if beside.lost or beside.refusal:
        told.notices.append(("not looked at", {}))
    return Workbook(
        name,
        content,
        {sheet.name: sheet for sheet in (_sheet(facts, rows, beside) for facts, rows in told.sheets)},
        told.kind,
        notices(name, told.kind, [*beside.notices, *told.notices]),
    )


def _both(content: bytes) -> tuple[Told, Told]:
    """What the reader of values tells, and what is told beside them."""
    if not content.startswith(_PACKED):
        return run("values", content, SECONDS), Told()
    with ThreadPoolExecutor(2) as pool:
        values, beside = (pool.submit(run, job, content, SECONDS) for job in ("values", "facts"))
        return values.result(), beside.result()


def _why(first: Told, second: Told) -> tuple[str, dict[str, Any]]:
    """The reason that helps most, where neither reader came to an end."""
    if second.refusal and second.refusal[0] != "damaged":
        return second.refusal
    if first.late or second.late:
        return "late", {}
    return ("too much" if first.died else "damaged"), {}


def _sheet(facts: dict[str, Any], rows: list[tuple[Any, ...]], beside: Told) -> Sheet:
    known = {**facts, **beside.facts.get(facts["name"], {})}
    merged = tuple(each if isinstance(each, str) else span(*each) for each in known.pop("merged", ()))
    for place in known.get("errors", ()):
        row, column = position(place)
        if row < len(rows) and column < len(rows[row]) and rows[row][column] != "":
            rows[row] = (*rows[row][:column], "", *rows[row][column + 1 :])  # some writers put a number beside an error
    return Sheet(rows=rows, merged=merged, **known)
