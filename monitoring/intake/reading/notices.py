"""What is said of a whole file that is read all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from monitoring.intake.reading.sheet import Notice, address
from theory_of_change.text import counted, message

_ENDINGS = {"csv": ("csv", "txt", "tsv", "tab"), "xlsx": ("xlsx", "xltx", "xlsm"), "xlsm": ("xlsm", "xltm", "xlam")}


def notices(name: str, kind: str, told: Sequence[tuple[str, dict[str, Any]]]) -> tuple[Notice, ...]:
    """In words, from what the readers told; each once."""
    said = [_NOTICES[word](**values) for word, values in told if word in _NOTICES]
    ending = name.lower().rpartition(".")[2]
    if ending not in _ENDINGS.get(kind, (kind,)):
        said.insert(0, _other_ending(kind))
    return tuple(dict.fromkeys(said))


def is_text(name: str) -> bool:
    """Whether a file is called as a text with separators is.

    >>> is_text("cijfers.CSV"), is_text("cijfers.xlsx")
    (True, False)
    """
    return name.lower().rpartition(".")[2] in _ENDINGS["csv"]


def _other_ending(kind: str) -> Notice:
    words = message("What is in this file is {kind}, and it is read as that. Its name says something else.", kind=kind)
    return Notice("other ending", words)


def _macros() -> Notice:
    return Notice("macros", message("This file holds macros. They are not run."))


def _external_links() -> Notice:
    return Notice(
        "external links",
        message("This file refers to other workbooks. Their values are as they were when it was saved."),
    )


def _dates_since_1904() -> Notice:
    return Notice(
        "dates since 1904", message("This file counts its days from 1904. They are read as Excel shows them.")
    )


def _second_reader() -> Notice:
    return Notice(
        "second reader",
        message("This file is not built as Excel does it, so it was read in another way."),
        message("Look closely at what was read, or open the file in Excel, save it again and send that."),
    )


def _not_looked_at() -> Notice:
    return Notice(
        "not looked at",
        message("In this file could not be looked up what is hidden, and which cells hold an Excel error."),
        message("Open it in Excel, save it again as .xlsx and send that file."),
    )


def _windows_text() -> Notice:
    return Notice(
        "windows text",
        message("This text is not in UTF-8. It is read as Windows writes it (1252): look at letters with accents."),
    )


def _quote_left_open(row: int, column: int) -> Notice:
    return Notice(
        "quote left open",
        message("This cell holds many lines: a quotation mark may have been opened and not closed."),
        message("Close the quotation mark, or take it out."),
        "csv",
        address(row, column),
    )


def _wider_rows(n: int, row: int, usual: int) -> Notice:
    return Notice(
        "wider rows",
        counted(
            "{n} row has more than the {usual} cells of the others: a separator may stand within a value.",
            "{n} rows have more than the {usual} cells of the others: a separator may stand within a value.",
            n=n,
            usual=usual,
        ),
        message("Put values that hold the separator between quotation marks, or save the file as .xlsx."),
        "csv",
        address(row, usual),
    )


_NOTICES: dict[str, Callable[..., Notice]] = {
    "macros": _macros,
    "external links": _external_links,
    "dates since 1904": _dates_since_1904,
    "second reader": _second_reader,
    "not looked at": _not_looked_at,
    "windows text": _windows_text,
    "quote left open": _quote_left_open,
    "wider rows": _wider_rows,
}
