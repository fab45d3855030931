"""The templates of the pages, and what most of them begin with: a title, a section, a note."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from monitoring.charts.html import Templates
from monitoring.language import Words

html = Templates(Path(__file__).parent / "templates")


def section(
    title: str, small: str = "", inner: Markup | str = "", copied: Sequence[Sequence[str]] | None = None
) -> Markup:
    """A section under its own rule: its finding as title, a few grey words, and what it holds.

    `copied` are the numbers of a picture in it as rows of words, for who copies them as a table.
    """
    explained = Markup("<small>{}</small>").format(small) if small else ""
    rows = Markup(' data-copy="{}"').format(json.dumps(copied, ensure_ascii=False)) if copied else ""
    return Markup('<div class="sec"{}><h2 class="h2">{}{}</h2>{}</div>').format(rows, title, explained, inner)


def note(text: Any) -> Markup:
    """A few grey words."""
    return Markup('<div class="note">{}</div>').format(text)


def facts(say: Words, rows: list[tuple[Any, Any]], *, wide: bool = False) -> Markup:
    """Names with their values, under each other."""
    return html("facts", say, rows=rows, wide=wide)
