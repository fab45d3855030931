"""What only the workbook of a pack holds: every figure, its definition, the change log, and the sheets it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from monitoring.charts.look import MARKS
from monitoring.ledger import Ledger, names
from monitoring.money.spending import until
from monitoring.reports.pack.content.asking import Asking
from monitoring.reports.pack.content.results import compared, limit
from monitoring.reports.pack.model import Cell, Column, Kind, Table
from monitoring.results import harm
from monitoring.results.small_cells import LEAST
from theory_of_change.hidden import CALLED, Hidden
from theory_of_change.text import Message, Text, message

Progress = Callable[[float], None]


def annex(asking: Asking) -> list[Table]:
    """The tables of the workbook, in the order of its sheets."""
    return [
        _indicators(asking),
        _money(asking),
        _safeguards(asking),
        _definitions(asking),
        _log(asking),
        _sources(asking),
    ]


def _head(asking: Asking, *columns: tuple[Message, Kind]) -> tuple[Column, ...]:
    return tuple(Column(asking.say(name), kind) for name, kind in columns)


def _indicators(asking: Asking) -> Table:
    """One row per indicator and country, judged at the quarter."""
    say, ledger = asking.say, asking.ledger
    ledger.keep("result")
    measures = names(ledger, "measure")
    return Table(
        "every-indicator",
        say(message("Every indicator")),
        _head(
            asking,
            (message("Code"), Kind.TEXT),
            (message("Indicator"), Kind.TEXT),
            (message("Country code"), Kind.TEXT),
            (message("Country"), Kind.TEXT),
            (message("Period"), Kind.TEXT),
            (message("Unit"), Kind.TEXT),
            (message("Actual"), Kind.NUMBER),
            (message("Baseline"), Kind.NUMBER),
            (message("Target"), Kind.NUMBER),
            (message("Expected"), Kind.NUMBER),
            (message("Progress"), Kind.SHARE),
            (message("Status"), Kind.STATUS),
            (message("Hidden because"), Kind.TEXT),
        ),
        [
            (
                asking.text(indicator),
                asking.text(measures.get(indicator, indicator)),
                asking.text(country),
                asking.text(asking.place(country)),
                asking.text(period or "–"),
                asking.text(unit),
                *(_number(asking, value, unit) for value in (actual, baseline, target, expected)),
                asking.share(None if progress is None or progress != progress else progress, 1),
                asking.status(status),
                asking.text(CALLED[Hidden(hidden)]) if hidden else Cell(None, "–"),
            )
            for indicator, country, period, unit, actual, baseline, target, expected, progress, status, hidden in ledger.rows(
                "select indicator, country, value_period, unit, actual, baseline, target, expected, progress, status, "
                "hidden_actual from kept.result where period = ? order by indicator, country",
                asking.quarter,
            )
        ],
        say(message("Counts of 1 to {n} of people are hidden, and what would give them away.", n=LEAST - 1)),
    )


def _number(asking: Asking, value: Any, unit: str) -> Cell:
    if value is None or value != value:
        return Cell(None, "–")
    return Cell(round(float(value), 6), asking.say.measured(value, unit))


def _money(asking: Asking) -> Table:
    say = asking.say
    kinds = ("allocation", "commitment", "expenditure", "forecast", "expected")
    rows = until(asking.ledger, ["budget_type", "country", "theme"], asking.quarter)
    themes = names(asking.ledger, "theme")
    return Table(
        "every-budget",
        say(message("Every budget, per country and theme")),
        _head(
            asking,
            (message("Budget code"), Kind.TEXT),
            (message("Budget"), Kind.TEXT),
            (message("Country"), Kind.TEXT),
            (message("Theme"), Kind.TEXT),
            (message("Allocated"), Kind.EURO),
            (message("Committed"), Kind.EURO),
            (message("Spent"), Kind.EURO),
            (message("Forecast"), Kind.EURO),
            (message("Expected for the year"), Kind.EURO),
        ),
        [
            (
                asking.text(row["budget_type"]),
                asking.text(asking.budgets.get(row["budget_type"], row["budget_type"])),
                asking.text(asking.place(row["country"])),
                asking.text(themes.get(row["theme"], row["theme"])),
                *(asking.euro(row[kind] if isinstance(row[kind], Decimal) else None) for kind in kinds),
            )
            for row in rows.to_dict("records")
        ],
        say(message("Each budget stands apart: they are never added up or netted.")),
    )


def _safeguards(asking: Asking) -> Table:
    say, rows = asking.say, asking.ask(harm.known, asking.quarter)
    return Table(
        "every-safeguard",
        say(message("Every safeguard")),
        _head(
            asking,
            (message("Code"), Kind.TEXT),
            (message("Safeguard"), Kind.TEXT),
            (message("Country"), Kind.TEXT),
            (message("Period"), Kind.TEXT),
            (message("Value"), Kind.NUMBER),
            (message("Red from"), Kind.NUMBER),
            (message("Colour"), Kind.STATUS),
        ),
        [
            (
                asking.text(row["safeguard"]),
                asking.text(Text(nl=row["name_nl"], en=row["name_en"])),
                asking.text(asking.place(row["country"])),
                asking.text(row["period"]),
                compared(asking, row),
                limit(asking, row),
                asking.status(row["colour"]) if row["colour"] in MARKS else asking.text(row["colour"]),
            )
            for row in rows.to_dict("records")
        ],
    )


def _definitions(asking: Asking) -> Table:
    say = asking.say
    return Table(
        "definitions",
        say(message("Definitions")),
        _head(
            asking,
            (message("Code"), Kind.TEXT),
            (message("Version"), Kind.COUNT),
            (message("Name"), Kind.TEXT),
            (message("Kind"), Kind.TEXT),
            (message("Unit"), Kind.TEXT),
            (message("Direction"), Kind.TEXT),
            (message("Frequency"), Kind.TEXT),
            (message("Who reports"), Kind.TEXT),
        ),
        [
            (
                asking.text(code),
                asking.count(version),
                asking.text(Text(nl=nl, en=en)),
                *(asking.text(each) for each in rest),
            )
            for code, version, nl, en, *rest in asking.ledger.rows(
                "select code, version, name_nl, name_en, kind, unit, direction, frequency, reporter from indicator "
                "qualify row_number() over (partition by code order by version desc) = 1 order by code"
            )
        ],
        say(message("Definitions, targets and thresholds are illustrative until both ministries adopt them.")),
    )


MOST_LOGGED = 2_000


def _log(asking: Asking) -> Table:
    """The commits that led to this state, the last first."""
    say = asking.say
    return Table(
        "log",
        say(message("Change log")),
        _head(
            asking,
            (message("Stand"), Kind.COUNT),
            (message("Day"), Kind.DAY),
            (message("Who"), Kind.TEXT),
            (message("For whom"), Kind.TEXT),
            (message("Rows"), Kind.COUNT),
            (message("Why"), Kind.TEXT),
        ),
        [
            (
                asking.count(one.number),
                Cell(one.day, say.date(one.day)),
                asking.text(one.author),
                asking.text(one.organisation),
                asking.count(one.touched),
                asking.text(one.reason),
            )
            for one in _commits(asking.live, asking.ledger.as_of)
        ],
    )


def _commits(live: Ledger, until_number: int | None) -> Iterator[Any]:
    found = [one for one in live.history() if until_number is None or one.number <= until_number]
    yield from found[:MOST_LOGGED]


def _sources(asking: Asking) -> Table:
    say = asking.say
    rows: Sequence[tuple] = asking.ledger.rows(
        "select number, sent_at, file_name, organisation, sent_by, new_rows, changed_rows, sha256, reason from submission "
        "where number not in (select undone from undo) order by number desc limit ?",
        MOST_LOGGED,
    )
    return Table(
        "sources",
        say(message("Sources")),
        _head(
            asking,
            (message("Stand"), Kind.COUNT),
            (message("Day"), Kind.DAY),
            (message("File"), Kind.TEXT),
            (message("Organisation"), Kind.TEXT),
            (message("Sent by"), Kind.TEXT),
            (message("New rows"), Kind.COUNT),
            (message("Changed rows"), Kind.COUNT),
            (message("SHA-256 of the file"), Kind.TEXT),
            (message("Why"), Kind.TEXT),
        ),
        [
            (
                asking.count(number),
                Cell(sent_at.astimezone().date(), say.date(sent_at.astimezone().date())),
                asking.text(file),
                asking.text(organisation),
                asking.text(sent_by),
                asking.count(new),
                asking.count(changed),
                asking.text(sha256),
                asking.text(reason),
            )
            for number, sent_at, file, organisation, sent_by, new, changed, sha256, reason in rows
        ],
    )
