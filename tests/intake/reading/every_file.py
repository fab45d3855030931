"""How every real file ends, as a table: python -m tests.intake.reading.every_file [nl|en]

A row per file: seconds, the most memory of a process that read it, and what came of it. Each file is read by a
small process of its own, so that no file answers for the memory of another.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from monitoring.intake.reading import Unreadable, Workbook, read
from monitoring.language import Words

SHARED = Path(__file__).parents[4] / "shared" / "data"
FOLDERS = ("adversarial", "workbooks", "budget-nl", "iati/xml-attacks")
FACTS = ("errors", "uncalculated", "percentages", "padded", "merged", "hidden_rows", "hidden_columns")


def files() -> Iterator[tuple[str, Path]]:
    """Every file that is there, with the name it is sent under: XML says that it is an .xlsx."""
    for folder in FOLDERS:
        for path in sorted((SHARED / folder).rglob("*")):
            if path.is_file():
                yield f"{path.stem}.xlsx" if path.suffix == ".xml" else path.name, path


def ended(name: str, path: Path, say: Words) -> str:
    """What came of a file, in words."""
    try:
        return _read(read(name, path.read_bytes()), say)
    except Unreadable as error:
        return f"refused: {say(error.message)} → {say(error.remedy)}"


def _read(book: Workbook, say: Words) -> str:
    found = {
        fact: count for fact in FACTS if (count := sum(len(getattr(sheet, fact)) for sheet in book.sheets.values()))
    }
    hidden = sum(sheet.hidden for sheet in book.sheets.values())
    told = [f"{count} {fact.replace('_', ' ')}" for fact, count in found.items()]
    told += [f"{hidden} hidden sheets"] if hidden else []
    told += [say(notice.message) for notice in book.notices]
    return "; ".join([f"read: {book.kind}, {len(book.sheets)} sheets, {book.cells} cells", *told])


def main(language: str) -> None:
    """Print the table."""
    print("| file | s | MB | how it ended |\n|---|---:|---:|---|")
    for name, path in files():
        told = subprocess.run(
            [sys.executable, "-m", "tests.intake.reading.every_file", language, name, str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
        seconds, megabytes, words = json.loads(told.stdout)
        words = words.replace("|", "\\|").replace("\n", " ")
        print(f"| {path.relative_to(SHARED)} | {seconds:.2f} | {megabytes} | {words} |", flush=True)


def one(language: str, name: str, path: str) -> None:
    """Print how one file ended, for the table."""
    start = time.perf_counter()
    words = ended(name, Path(path), Words(language))
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000, words]))


if __name__ == "__main__":
    (one if len(sys.argv) > 2 else main)(*(sys.argv[1:] or ["nl"]))
