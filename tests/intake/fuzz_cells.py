"""Sheets of random cells, as long as one wishes: python -m tests.intake.fuzz_cells [seconds] [seed]

Each is proposed, tried by what is proposed, and read again from the text of that layout; no cell may raise. Anything
else is printed with the seed that makes it again, and ends with 1.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
from random import Random
from typing import Any

from monitoring.intake import normalise
from monitoring.intake.layout.look import heading_rows
from monitoring.intake.layout.model import Layout
from monitoring.intake.layout.propose import propose
from monitoring.intake.layout.regions import regions_of_sheet
from monitoring.intake.layout.trial import trial
from monitoring.intake.reading import Sheet
from monitoring.intake.vocabulary import Vocabulary
from monitoring.start import start
from tests.as_long_as import as_long_as
from theory_of_change.text import Text

SIGNS = " .,-–−+()%€$£'’\u00a0\u202f\u2007\t\n/&:;=#0123456789eExXkKmMqQtT|\u0661\u200b\u0301🙂"
WORDS = (
    "Q1 2026", "1e kwartaal 2026", "2026-Q3", "t-1", "T", "Total", "Totaal", "Morocco", "MOLDOVA, REPUBLIC OF",
    "Colombia & Ecuador", "x € 1.000", "12,5 mln", "1.234,56", "1,234.56", "€ 1.234,50", "(1.234)", "1.234", "03-04-2026",
    "2026-02-30", "n.v.t.", "n/a", "-", ":", "pm", "#REF!", "TER-01", "BZ_ODA", "route=sea", "Land", "Country", "Periode",
    "Quarter", "Waarde", "Bedrag", "1e308", "9" * 60, "-0", "½", "٣", "2009-10", "janvier 2025", "H1 2026", "=1+1", "",
)  # fmt: skip
READERS = (
    normalise.number, normalise.percentage_or_number, normalise.whole, normalise.day, normalise.period, normalise.text,
    normalise.dimension, normalise.unit, normalise.plain, normalise.folded, normalise.is_blank, normalise.said_of_nothing,
    normalise.is_money, normalise.is_percentage, normalise.names_unit, normalise.mark_shown, normalise.order_shown,
)  # fmt: skip


def cell(random: Random) -> Any:
    """A value as a reader of sheets gives it, likely or not."""
    match random.randrange(8):
        case 0 | 1:
            return random.choice(WORDS)
        case 2:
            return "".join(random.choice(SIGNS) for _ in range(random.randrange(1, 14)))
        case 3:
            word = random.choice(WORDS)
            at = random.randrange(len(word) + 1)
            return word[:at] + random.choice(SIGNS) + word[at:]
        case 4:
            return random.choice((0, 1, -1, 10**18, 2**63, random.randrange(-(10**6), 10**6)))
        case 5:
            return random.choice((0.5, -0.0, 1e-9, 1e300, 46023.0, random.uniform(-(10**6), 10**6)))
        case 6:
            return datetime.datetime(1900, 1, 1) + datetime.timedelta(
                days=random.randrange(80_000), hours=random.randrange(24)
            )
        case _:
            return random.choice((None, "", True, False, datetime.date(2026, 2, 28), datetime.time(12, 30)))


def sheet(random: Random) -> Sheet:
    """A sheet of random cells, of which columns are of one kind more often than not."""
    width, height = random.randrange(1, 9), random.randrange(0, 25)
    rows = [[cell(random) for _ in range(width)] for _ in range(height)]
    for place in range(width):
        if random.random() < 0.6:
            alike = [cell(random) for _ in range(3)]
            for row in rows[random.randrange(3) :]:
                row[place] = random.choice(alike)
    merged = ("A1:B1",) if random.random() < 0.1 else ()
    return Sheet(
        "Sheet 1",
        [tuple(row[: random.randrange(len(row) + 1)] if random.random() < 0.1 else row) for row in rows],
        merged=merged,
    )


def survives(made: Sheet, vocabulary: Vocabulary) -> int:
    """How many findings come of a sheet, whatever they are. Anything that raises is a mistake of ours."""
    for row in made.rows:
        for value in row:
            for read in READERS:
                read(value)
    if not made.rows:
        return 0
    heading_rows(made)
    described = propose(made, vocabulary, "a-source", {"FRA", "DEU"}).layout
    found = trial(made, described, vocabulary).findings
    text = Layout(layout="a", version=1, name=Text(nl="a", en="a"), sheets=(described,)).to_yaml()
    [again] = Layout.from_yaml(text, "a.yaml").sheets
    assert again == described, text
    regions_of_sheet(made, again)
    return len(found)


def main() -> int:
    """Make and read; 1 where one did not end well."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = start(folder + "/ledger").ledger
        vocabulary = Vocabulary.of(ledger)
        ledger.close()
    told = "{tried} sheets of random cells, {total} findings and no error"
    return as_long_as(lambda random: survives(sheet(random), vocabulary), told)


if __name__ == "__main__":
    sys.exit(main())
