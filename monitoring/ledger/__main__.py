"""Bring the tables in ``data/README.md`` up to date with their ``.sql`` files: python -m monitoring.ledger

What stands between the two marks is written anew; the prose around it stays. The tests fail while
the two differ.
"""

from __future__ import annotations

from pathlib import Path

from monitoring.ledger.schema import tables

DICTIONARY = Path(__file__).parents[2] / "data" / "README.md"
START, END = "<!-- tables: written by `make dictionary` -->", "<!-- end of tables -->"


def described() -> str:
    """Every table of the ledger in Markdown: its grain, and a row per column with its type and meaning."""
    return "\n".join(_table(name) for name in tables())


def _table(name: str) -> str:
    table = tables()[name]
    lines = [f"### `{name}`", "", table.grain, "", "| column | type | meaning |", "|---|---|---|"]
    for column in table.columns:
        key = " *" if column.name in table.key else ""
        meaning = column.meaning.replace("|", "\\|")
        lines.append(f"| `{column.name}`{key} | {column.type.lower()} | {meaning} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the tables into the dictionary."""
    before, _, rest = DICTIONARY.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    DICTIONARY.write_text(f"{before}{START}\n\n{described()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
