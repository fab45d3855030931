"""Files damaged at random, as long as one wishes: python -m tests.intake.reading.fuzz [seconds] [seed]

Each must be read or refused; anything else is printed with the seed that makes it again, kept as “damaged”, and ends with 1.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

from monitoring.intake.reading import Unreadable, Workbook, read
from tests.as_long_as import as_long_as
from tests.intake.reading.books import ods, xlsx
from tests.intake.reading.every_file import SHARED

SMALL = 60_000  # bytes of a real file that is taken to be damaged
PIECES = (b"<", b">", b'"', b"\x00", b"&a;", b"\xff\xfe", b'<c r="XFD1048576"/>', b't="e"', b"9" * 20, b"PK\x03\x04")
TEXTS = (b"land;bedrag\nA;1,5\nB;2\n", b'a,b\n"een\ntwee",2\n', "land;é\n".encode("utf-16"), b"land\tb\n\xe9\t1\n")
ROW = '<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'


def samples() -> list[bytes]:
    """What is damaged: files made here, and small real ones where they are."""
    made = [xlsx(), ods(ROW * 3), *TEXTS]
    real = sorted((SHARED / "adversarial").rglob("*")) if SHARED.exists() else []
    return made + [path.read_bytes() for path in real if path.is_file() and 0 < path.stat().st_size < SMALL]


def damaged(content: bytes, random: Random) -> bytes:
    """A file with some of its bytes changed: as it is sent, or within a part that is packed well again."""
    if content.startswith(b"PK") and random.random() < 0.7:
        try:
            return _with_damaged_part(content, random)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, IndexError):
            pass  # it was damaged before, so that it is damaged as it is sent
    return _bytes(content, random)


def _with_damaged_part(content: bytes, random: Random) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = random.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen:
                if random.random() < 0.1:
                    continue  # the part is gone
                part = _bytes(part, random)
            new.writestr(name, part)
    return file.getvalue()


def _bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 40))):
        at = random.randrange(len(changed) + 1)
        match random.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                changed[at:at] = random.choice(PIECES)
            case 2:
                del changed[at : at + random.choice((1, 4, 100))]
            case 3:
                changed[at:at] = changed[at : at + random.choice((1, 30, 1000))]
            case _:
                other = random.randrange(len(changed) + 1)
                changed[at : at + 8] = changed[other : other + 8]
    return bytes(changed[: random.randrange(len(changed) + 1)] if random.random() < 0.1 else changed)


def survives(content: bytes) -> bool:
    """Whether a file is read or refused, in words for its sender. Anything else raises."""
    try:
        return isinstance(read("cijfers.xlsx", content), Workbook)
    except Unreadable as error:
        return bool(error.message.key and error.remedy.key)


def main() -> int:
    """Damage and read; 1 where one did not end well, with the file kept."""
    made = samples()

    def attempt(random: Random) -> int:
        content = damaged(random.choice(made), random)
        try:
            return survives(content)
        except Exception:
            Path("damaged").write_bytes(content)
            raise

    return as_long_as(attempt, "{tried} damaged files, each read or refused, {total} of them read")


if __name__ == "__main__":
    sys.exit(main())
