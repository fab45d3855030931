"""Who owes which figure: a short plan in csv, expanded to one row per figure and period."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from monitoring.ledger.ledger import Ledger
from monitoring.ledger.names import names, unknown
from monitoring.ledger.reference import DATA, GRACE_DAYS, fingerprint
from monitoring.ledger.transaction import Transaction
from monitoring.person import MECHANISM
from theory_of_change.read import Mistake
from theory_of_change.text import Message, Text, message

_ALL_RIGHT = ", every line of it"  # a plan of which this was said need not be read again
COLUMNS = ("indicator", "country", "reporter", "first", "last")


@dataclass(frozen=True)
class Line:
    """A line of the plan: from the first to the last quarter, this reporter owes this figure of this country."""

    number: int
    indicator: str
    country: str
    reporter: str
    first: str
    last: str


def load(ledger: Ledger, folder: Path = DATA) -> tuple[int | None, list[Mistake]]:
    """Bring ``expectation.csv`` of a folder into the ledger: the number of the commit, or None; and what is wrong in it.

    A line is expanded to every period of the indicator's own frequency. A line with a mistake is
    left out and the others land. What left the plan leaves the ledger, but only while the whole
    plan is right: a slip in a line is no reason to forget what was owed.
    """
    plan = folder / "expectation.csv"
    if not plan.exists():
        return None, []
    mark = f"expectations {folder.name}"
    versions = ledger.row("select coalesce(string_agg(code || version, ',' order by code, version), '') from theory")[0]
    print_ = f"{fingerprint(folder)} {versions}"
    if (told := ledger.told(mark)) == print_ + _ALL_RIGHT:
        return None, []
    lines, mistakes = _read(ledger, plan)
    print_ += "" if mistakes else _ALL_RIGHT
    came_before = ledger.row("select 1 from ledger_property where name like 'expectations %'")
    if told == print_ or not (lines or came_before):
        return None, mistakes
    rows = _owed(ledger, lines)
    properties = pa.Table.from_pylist([{"name": mark, "value": print_}])
    within = "true" if came_before and not mistakes else None

    def work(transaction: Transaction) -> None:
        transaction.merge("expectation", rows, within=within)
        transaction.merge("ledger_property", properties)

    return ledger.commit(MECHANISM, f"Who owes which figure, from {folder.name}/", work).number, mistakes


def _read(ledger: Ledger, plan: Path) -> tuple[list[Line], list[Mistake]]:
    """The lines of a plan that are right, and a mistake for each of the others."""
    file = f"{plan.parent.name}/{plan.name}"
    try:
        text = plan.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [], [Mistake(file, line, message("This is not UTF-8 text. Save the file as UTF-8."))]
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="more")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        wrong = message("The first line names the columns, with commas: {columns}.", columns=",".join(COLUMNS))
        return [], [Mistake(file, 1, wrong)]
    rows = [(reader.line_num, row) for row in reader]
    if not rows:
        return [], []
    known = {kind: names(ledger, kind) for kind in ("measure", "country", "organisation")}
    quarters = {code for (code,) in ledger.rows("select code from period where kind = 'quarter'")}
    lines, mistakes = [], []
    for number, row in rows:
        said = _mistake(row, known, quarters)
        if said:
            mistakes.append(Mistake(file, number, said))
        else:
            lines.append(Line(number, **{column: row[column].strip() for column in COLUMNS}))
    covered = set(_periods(ledger, lines, "p.number")["number"].to_pylist())
    for line in lines:
        if line.number not in covered:
            said = message(
                "{indicator} is owed for no period that ends from {first} to {last}. Give a longer time, the first quarter first.",
                indicator=line.indicator,
                first=line.first,
                last=line.last,
            )
            mistakes.append(Mistake(file, line.number, said))
    return lines, sorted(mistakes, key=lambda mistake: mistake.line)


def _mistake(
    row: Mapping[str, str], known: Mapping[str, Mapping[str, Text]], quarters: Collection[str]
) -> Message | None:
    """What is wrong with a line, or None."""
    if "more" in row or None in row.values():
        return message("This line has not {number} cells, with commas between them.", number=len(COLUMNS))
    for column, kind in (("indicator", "measure"), ("country", "country"), ("reporter", "organisation")):
        value = row[column].strip()
        if value not in known[kind]:
            return unknown(column, value, known[kind])
    for column in ("first", "last"):
        value = row[column].strip()
        if value not in quarters:
            return message(
                "{column}: “{value}” is no quarter. Write for example {example}.",
                column=column,
                value=value,
                example="2026-Q3",
            )
    return None


def _periods(ledger: Ledger, lines: Sequence[Line], columns: str) -> pa.Table:
    """A query over the lines as `p`, each with the periods `d` in which it is owed and its measure `m`."""
    return ledger.table(
        f"""
        with plan as (
            select unnest(?::integer[]) as number, unnest(?::varchar[]) as indicator, unnest(?::varchar[]) as country,
                   unnest(?::varchar[]) as reporter, unnest(?::varchar[]) as first, unnest(?::varchar[]) as last
        ),
        measure_now as (
            select code, arg_max(frequency, version) as frequency, arg_max(due_days, version) as due_days
            from (
                select code, version, frequency, due_days from indicator
                union all
                select code, version, frequency, due_days from safeguard
            )
            group by code
        )
        select distinct {columns}
        from plan p
        join measure_now m on m.code = p.indicator
        join period f on f.code = p.first
        join period l on l.code = p.last
        join period d on d.kind = m.frequency and d.end_date >= f.start_date and d.end_date <= l.end_date
        """,
        *([getattr(line, name) for line in lines] for name in ("number", *COLUMNS)),
    )


def _owed(ledger: Ledger, lines: Sequence[Line]) -> pa.Table:
    """The rows of table `expectation`; what two lines say both is owed once."""
    return _periods(
        ledger,
        lines,
        "p.indicator, p.country, p.reporter, d.code as period, d.end_date + m.due_days as due_date, "
        f"{GRACE_DAYS} as grace_days",
    )
