"""What a file is, told from its content. What it is called says little: an .xls may be a web page."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from monitoring.intake.confined.parts import DAMAGED
from monitoring.intake.confined.refused import Refused

WORKBOOKS = ("xlsx", "xlsm", "xlsb", "xls", "ods")
TEXT = "csv"
TABLE = "parquet"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_BEGINNINGS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"{\\rtf", "word"),
    (b"PAR1", "damaged"),  # one that was cut off
    (b"SQLite format 3", "data file"),
    (b"\x00\x01\x00\x00Standard ", "data file"),  # Access
)
# Names of streams in an OLE file, as they are written there.
_STREAMS = (
    ("EncryptedPackage", "password"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "presentation"),
    ("__substg1.0_", "mail"),
)
_ODF = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "ods",
    b"application/vnd.oasis.opendocument.text": "word",
    b"application/vnd.oasis.opendocument.presentation": "presentation",
}
_MARKUP = re.compile(r"\s*<(?:\?xml|!|\w)", re.ASCII)
_HTML = re.compile(r"<(?:!doctype\s+html|html|table|head|body|meta|div|style)\b", re.IGNORECASE)
_SHOWN = 3  # names of files in an archive that are told


def kind_of(content: bytes) -> str:
    """One of `WORKBOOKS`, `TEXT` or `TABLE`. Raises `Refused` with what it is instead."""
    if content.startswith(_OLE):
        return _in_ole(content)
    if content.startswith(b"PK\x03\x04") or (content.startswith(b"PK") and zipfile.is_zipfile(BytesIO(content))):
        return _in_zip(content)
    if content.startswith(_OLD_EXCEL):
        return "xls"
    if content.startswith(b"PAR1") and content.endswith(b"PAR1"):
        return TABLE
    for beginning, kind in _BEGINNINGS:
        # BM also begins a word: of an image, what follows is its size.
        if content.startswith(beginning) and (beginning != b"BM" or b"\x00" in content[:32]):
            raise Refused(kind)
    return TEXT


def refuse_markup(beginning: str) -> None:
    """Raise `Refused` where the beginning of a text shows that it is a web page, XML or JSON: no table of cells."""
    if re.match(r'\s*(?:\{\s*"|\[\s*[\[{])', beginning):
        raise Refused("json")
    if beginning.startswith("MIME-Version:"):
        raise Refused("html")  # Excel's “single file web page”
    if not _MARKUP.match(beginning):
        return
    if "urn:schemas-microsoft-com:office:spreadsheet" in beginning:
        raise Refused("xml spreadsheet")
    if _HTML.search(beginning):
        raise Refused("html")
    if re.search(r"<iati-(?:activities|organisations)\b", beginning):
        raise Refused("iati")
    if re.match(r"\s*<(?:\?xml|!)", beginning) or re.match(r"\s*<([\w:.-]+)(?:\s[^<>]*)?/?>", beginning):
        raise Refused("xml")


def _in_ole(content: bytes) -> str:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            if kind == "xls":
                return kind
            raise Refused(kind)
    raise Refused("damaged")


def _in_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [name.replace("\\", "/") for name in archive.namelist()]
            lower = {name.lower() for name in names}
            if "mimetype" in lower:
                kind = _ODF.get(archive.read("mimetype")[:100].strip(), "archive")
                if kind != "ods":
                    raise Refused(kind, names=names[:_SHOWN])
                return kind
    except DAMAGED:
        raise Refused("damaged") from None
    if "content.xml" in lower and "meta-inf/manifest.xml" in lower:
        return "ods"
    if any(name.startswith("index/") and name.endswith(".iwa") for name in lower) or "index.zip" in lower:
        raise Refused("numbers")
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if "xl/vbaproject.bin" in lower:
        return "xlsm"
    if any(name.startswith("xl/") for name in lower) or "[content_types].xml" in lower & _without_others(lower):
        return "xlsx"
    for folder, kind in (("word/", "word"), ("ppt/", "presentation")):
        if any(name.startswith(folder) for name in lower):
            raise Refused(kind)
    if not names:
        raise Refused("damaged")
    raise Refused("archive", names=names[:_SHOWN])


def _without_others(names: set[str]) -> set[str]:
    """The names of a package of Office of which the parts do not show what it is; its parts may be called anything."""
    return set() if any(name.startswith(("word/", "ppt/", "visio/")) for name in names) else names
