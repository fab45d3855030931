"""An Office file without the moment it was written in: the same content gives the same bytes, and the same hash."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

FIRST = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a ZIP file can tell."""
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_WITHIN = (".xlsx",)  # the workbook of a chart, which is an Office file in an Office file


def settled(content: bytes, on: datetime.date) -> bytes:
    """The same Office file, made on `on` at midnight."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.endswith(_WITHIN):
                part = settled(part, on)
            elif entry.filename == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>%sT00:00:00Z\g<2>" % on.isoformat().encode(), part)
            told = zipfile.ZipInfo(entry.filename, FIRST)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(told, part, compresslevel=6)
    return file.getvalue()
