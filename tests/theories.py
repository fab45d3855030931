"""A further version of a theory, made of the text of the one before, for tests of what a change of it does."""

from __future__ import annotations

from pathlib import Path

from monitoring.ledger import Ledger
from monitoring.ledger.definitions import load
from theory_of_change.read import read_file


def next_version(ledger: Ledger, theory: str, folder: Path, *changes: tuple[str, str], valid_from: str) -> None:
    """Commit the second version of a theory, valid from a day, with parts of its text replaced; each must be there once."""
    [(text,)] = ledger.rows("select source from theory where code = ? and version = 1", theory)
    start = text.index("\nvalid_from: ") + len("\nvalid_from: ")
    for old, new in (("\nversion: 1\n", "\nversion: 2\n"), (text[start : start + 10], valid_from), *changes):
        assert text.count(old) == 1, f"{old}: {text.count(old)} times"
        text = text.replace(old, new)
    path = folder / f"{theory}.yaml"
    path.write_text(text, encoding="utf-8")
    definition, mistakes = read_file(path)
    assert definition, mistakes
    load(ledger, [definition])
