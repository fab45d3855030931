"""The parts of a zipped workbook, never more of them in memory than a piece."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from monitoring.intake.confined.refused import Refused

MAX_UNPACKED = 1_200_000_000  # bytes of all parts that are read; pictures are not
_PIECE = 4_000_000
_BEGINNING = 4096
_READ = (".xml", ".rels", ".bin")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, OSError, ValueError)
"""What a zip raises that is damaged, or packed in a way nobody knows."""


class Parts:
    """The parts of a zipped workbook by name. What is really unpacked is counted, not only what the file says."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MAX_UNPACKED
        self.names = {name.replace("\\", "/").lstrip("/"): name for name in archive.namelist()}
        told = sum(part.file_size for part in archive.infolist() if part.filename.lower().endswith(_READ))
        if told > MAX_UNPACKED:
            raise Refused("unpacks", most=MAX_UNPACKED // 1_000_000)

    @classmethod
    @contextmanager
    def of(cls, content: bytes) -> Iterator[Parts]:
        """The parts of a workbook from its bytes. Raises `Refused` where a reader should not begin."""
        try:
            archive = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError):
            raise Refused("damaged") from None
        with archive:
            yield cls(archive)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """A whole part; b"" where there is none."""
        return b"".join(self.pieces(name)) if name in self else b""

    def beginning(self, name: str) -> bytes:
        """The first kilobytes of a part; b"" where it is damaged, which a picture in a corner may well be."""
        try:
            with self._archive.open(self.names[name]) as part:
                return part.read(_BEGINNING)
        except DAMAGED:
            return b""

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part in pieces as they unpack. Raises `Refused` where it is damaged, or there is no end to it."""
        try:
            with self._archive.open(self.names[name]) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise Refused("unpacks", most=MAX_UNPACKED // 1_000_000)
                    yield piece
        except DAMAGED:
            raise Refused("damaged") from None

    def rows(self, name: str) -> Iterator[bytes]:
        """A part in pieces that end where a row of a sheet ends; what is around the rows is in the first and last."""
        rest = b""
        for piece in self.pieces(name):
            piece = rest + piece
            cut = piece.rfind(b"row>") + 4
            if cut < 4:  # no row ends here
                cut = len(piece) if len(piece) > 10 * _PIECE else 0
            rest = piece[cut:]
            if cut:
                yield piece[:cut]
        yield rest
