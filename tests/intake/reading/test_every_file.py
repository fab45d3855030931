"""Every real and every hostile file at hand is read or refused, within its time and memory."""

from __future__ import annotations

import resource
import time

from monitoring.language import Words
from tests.intake.reading.every_file import ended, files

SECONDS, BYTES = 60, 1_500_000_000
NOT_READ = (
    "too_small",
    "pass",
    "protected_",
    "xmlbomb",
    "54764",
    "/invalid.xlsx",
    "XLSX2CSVFuzzer",
    "empty_file",
    "simple.zip",
)


def test_every_file_is_read_or_refused_within_bounds(shared):
    say, told = Words("nl"), {}
    for name, path in files():
        start = time.monotonic()
        told[path] = ended(name, path, say)
        assert time.monotonic() - start < SECONDS, path
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < BYTES
    assert len(told) > 100
    refused = {path for path, words in told.items() if words.startswith("refused")}
    expected = {
        path for path in told if path.suffix == ".xml" or any(part in str(path) for part in (*NOT_READ, "encrypted"))
    }
    assert refused == expected
    assert all(len(told[path].partition(" → ")[2]) > 20 for path in refused)
