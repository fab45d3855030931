"""Why a file cannot be read, in words for its sender, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from theory_of_change.text import Listing, Message, message


class Unreadable(Exception):
    """A file that cannot be read, with what its sender can do about it."""

    def __init__(self, words: Message, remedy: Message) -> None:
        super().__init__(words.key)
        self.message = words
        self.remedy = remedy


def unreadable(reason: str, values: dict[str, Any]) -> Unreadable:
    """From the word for a reason, as a reader tells it, and its values."""
    return Unreadable(*_REASONS.get(reason, _unknown)(**values))


Said = tuple[Message, Message]


def _save_anew() -> Message:
    return message("Open it in Excel, save it again as .xlsx and send that file.")


def _smaller() -> Message:
    return message("Take out sheets and pictures that are not needed, or send it in parts.")


def _sheet_instead() -> Message:
    return message("Send the workbook itself, as .xlsx.")


def _empty() -> Said:
    return message("The file is empty."), message("Save the workbook again and send that file.")


def _large(most: int) -> Said:
    return message("The file is larger than {most} megabytes.", most=most), _smaller()


def _unpacks(most: int) -> Said:
    return message("The file unpacks to more than {most} megabytes.", most=most), _smaller()


def _grid(name: str, rows: int, columns: int) -> Said:
    return (
        message("A sheet uses {rows} rows and {columns} columns ({name}).", rows=rows, columns=columns, name=name),
        message("Delete the empty rows and columns below and beside your figures, save it and send it again."),
    )


def _cells(most: int) -> Said:
    return message("The file has more than {most} cells.", most=most), message("Send it in parts.")


def _too_much() -> Said:
    return (
        message("Reading this file takes more memory than one file may have."),
        message(
            "Copy the cells with figures into a new workbook, as values and without formatting, and send that; or send it in parts."
        ),
    )


def _late() -> Said:
    return (
        message("Reading this file takes longer than one file may take."),
        message(
            "Copy the cells with figures into a new workbook, as values and without formatting, and send that; or send it in parts."
        ),
    )


def _password() -> Said:
    return (
        message("The file is protected with a password."),
        message("Save the file without a password and send it again."),
    )


def _damaged() -> Said:
    return message("What is in the file is no workbook, or it is damaged."), _save_anew()


def _declarations() -> Said:
    return (
        message("The file holds XML declarations (DTD, entities) as no workbook has them. They can do harm."),
        message("Copy the cells into a new workbook in Excel, save it as .xlsx and send that file."),
    )


def _pdf() -> Said:
    return message("This is a PDF. Its tables cannot be read as cells."), _sheet_instead()


def _word() -> Said:
    return (
        message("This is a text document, not a workbook."),
        message("Copy its table into a new workbook in Excel, save it as .xlsx and send that file."),
    )


def _presentation() -> Said:
    return message("This is a presentation, not a workbook."), _sheet_instead()


def _image() -> Said:
    return message("This is a picture, not a workbook."), _sheet_instead()


def _mail() -> Said:
    return (
        message("This is an e-mail, not a workbook."),
        message("Save the attachment with the figures and send that file."),
    )


def _archive(names: list[str] | None = None) -> Said:
    words = message("This is an archive with files in it, not a workbook.")
    if names:
        words = message("This is an archive with files in it, not a workbook: {names}.", names=Listing(names))
    return words, message("Unpack it and send the file with the figures itself.")


def _html() -> Said:
    return (
        message("This is a web page, whatever the name of the file says."),
        message("Open it in Excel, choose Save as and the type Excel workbook (.xlsx), and send that file."),
    )


def _xml_spreadsheet() -> Said:
    return (
        message("This is a workbook in the XML of Excel 2003, which is not read here."),
        message("Open it in Excel, choose Save as and the type Excel workbook (.xlsx), and send that file."),
    )


def _iati() -> Said:
    return (
        message("This is an IATI file in XML, not a sheet with cells."),
        message("Put the figures in a sheet, for example in the template of this mechanism, and send that."),
    )


def _xml() -> Said:
    return message("This is XML, not a sheet with cells."), _sheet_instead()


def _json() -> Said:
    return message("This is JSON, not a sheet with cells."), _sheet_instead()


def _numbers() -> Said:
    return (
        message("This is a workbook of Apple Numbers, which is not read here."),
        message("Choose Export to Excel in Numbers and send that file."),
    )


def _data() -> Said:
    return (
        message("This is a data file, not a workbook."),
        message("Export its table to .xlsx or .csv and send that file."),
    )


def _unknown() -> Said:
    return (
        message("What is in the file is no workbook and no text with cells."),
        message("Save it in Excel as an Excel workbook (.xlsx) and send that file."),
    )


_REASONS: dict[str, Callable[..., Said]] = {
    "empty": _empty,
    "large": _large,
    "unpacks": _unpacks,
    "grid": _grid,
    "cells": _cells,
    "too much": _too_much,
    "late": _late,
    "password": _password,
    "damaged": _damaged,
    "declarations": _declarations,
    "pdf": _pdf,
    "word": _word,
    "presentation": _presentation,
    "image": _image,
    "mail": _mail,
    "archive": _archive,
    "html": _html,
    "xml spreadsheet": _xml_spreadsheet,
    "iati": _iati,
    "xml": _xml,
    "json": _json,
    "numbers": _numbers,
    "data file": _data,
    "unknown": _unknown,
}
