"""The square code that leads from paper to the page behind it."""

from __future__ import annotations

import io
from functools import lru_cache

import segno


@lru_cache(maxsize=200)  # a section has the same one on each of its slides
def png(link: str) -> bytes:
    """The code of an address as a PNG picture of some 200 pixels."""
    return _written(link, "png", scale=6)


@lru_cache(maxsize=200)
def svg(link: str) -> str:
    """The code of an address as a drawing that fills the room it is given."""
    return _written(link, "svg", omitsize=True, xmldecl=False, svgclass=None, lineclass=None, nl=False).decode()


def _written(link: str, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind=kind, border=1, **how)
    return file.getvalue()
