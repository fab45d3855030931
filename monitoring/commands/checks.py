"""Write the pages of the docs that list every check: python -m monitoring.commands.checks

One page per language, from `catalogue()`. The tests fail while a page and the code differ.
"""

from __future__ import annotations

from pathlib import Path

from monitoring.intake.fields import SHEETS
from monitoring.intake.finding import Severity
from monitoring.intake.rules.catalogue import Entry, catalogue
from monitoring.language import Words
from theory_of_change.text import Listing, message

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"nl": DOCS / "nl" / "controles.md", "en": DOCS / "en" / "checks.md"}

SEVERITIES = {
    Severity.BLOCKING: message("nothing lands"),
    Severity.ERROR: message("this row cannot land"),
    Severity.WARNING: message("it lands, please look"),
}
_TITLE = message("Every check")
_ABOUT = message(
    "What is looked at in a file, on the page, on the command line and again when it lands. A finding names its "
    "sheet and cell, says what would be right, and where the check comes from. This page is written from the code."
)


def described(language: str) -> str:
    """The page in one language, in Markdown."""
    say = Words(language)
    headings = (
        message("code"),
        message("what it means"),
        message("about"),
        message("what holds"),
        message("where from"),
    )
    lines = [f"# {say(_TITLE)}", "", say(_ABOUT), ""]
    lines += [f"| {' | '.join(map(say, headings))} |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(_line(entry, say) for entry in catalogue())]) + "\n"


def _line(entry: Entry, say: Words) -> str:
    tables = (
        say(Listing([SHEETS[table] for table in entry.tables if table in SHEETS]))
        if entry.tables
        else say(message("the file"))
    )
    cells = (entry.code, say(SEVERITIES[entry.severity]), tables, say(entry.says), say(entry.source))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def main() -> None:
    """Write both pages."""
    for language, page in PAGES.items():
        page.write_text(described(language), encoding="utf-8")


if __name__ == "__main__":
    main()
