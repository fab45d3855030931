"""The four formats of a pack, all written from the same content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitoring.reports.pack import document, page, slides, workbook
from monitoring.reports.pack.model import Pack
from monitoring.reports.pack.style import Style
from theory_of_change.text import Message, message


class Form(StrEnum):
    """A format, by the ending of its file."""

    SLIDES = "pptx"
    DOCUMENT = "pdf"
    WORKBOOK = "xlsx"
    PAGE = "html"


@dataclass(frozen=True)
class Format:
    """What a format is called and for, its media type, and what writes it."""

    called: Message
    told: Message
    media_type: str
    write: Callable[[Pack, Style], bytes]


FORMATS: Mapping[Form, Format] = {
    Form.SLIDES: Format(
        message("PowerPoint"),
        message("to edit: its pictures keep their numbers"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        slides.write,
    ),
    Form.DOCUMENT: Format(
        message("PDF"), message("to read and print; accessible (PDF/UA)"), "application/pdf", document.write
    ),
    Form.WORKBOOK: Format(
        message("Excel"),
        message("every figure, definitions, change log, sources"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook.write,
    ),
    Form.PAGE: Format(
        message("Web page"),
        message("one file that stands alone; accessible"),
        "text/html",
        lambda pack, style: page.write(pack, style).encode(),
    ),
}
"""Every format, in the order in which they are offered."""


def make(
    pack: Pack,
    style: Style,
    forms: Sequence[Form] = tuple(Form),
    progress: Callable[[Form, float], None] | None = None,
) -> dict[Form, bytes]:
    """The files of a pack. Raises `StyleWrong` where a text of the house style cannot be used."""
    made = {}
    for place, form in enumerate(forms):
        if progress:
            progress(form, place / len(forms))
        made[form] = FORMATS[form].write(pack, style)
    return made


def file_name(pack: Pack, audience: str, form: Form) -> str:
    """What a file is called: the quarter, for whom, which snapshot, the language, and in the example that it is invented.

    It holds no personal name and sorts by quarter.
    """
    snapshot = pack.snapshot.replace(" ", "-")
    named = [pack.quarter, audience, *([snapshot] if snapshot != pack.quarter else []), pack.language]
    return "-".join(named).lower() + f".{form.value}"
