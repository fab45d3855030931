"""A pack gathered from one state of the ledger, ready to be written in any of its four formats."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from monitoring.language import Words
from monitoring.ledger import Held, Ledger, Past, contents
from monitoring.ledger.closed import Frozen, frozen, signed
from monitoring.reports import front
from monitoring.reports.front import Ask
from monitoring.reports.pack.audiences import Audience
from monitoring.reports.pack.content import said
from monitoring.reports.pack.content.annex import annex
from monitoring.reports.pack.content.asking import Asking
from monitoring.reports.pack.content.money import countries, money
from monitoring.reports.pack.content.named import named
from monitoring.reports.pack.content.results import harm, results
from monitoring.reports.pack.content.trend import trend
from monitoring.reports.pack.model import Pack, Section, Table
from theory_of_change.text import Message, Period, message


@dataclass(frozen=True)
class Snapshot:
    """The state that a pack is made from: its name, number and hash, the day it is looked at, and whether it was frozen."""

    name: str
    state: int
    seen_on: datetime.date
    contents: str
    frozen: bool
    address: str = ""
    opened: bool = False
    closed_on: datetime.date | None = None
    closed_by: str = ""

    @property
    def stand(self) -> str:
        """How it is called in an address: a closing with its version, so that a link leads to this one for ever."""
        return self.address if self.frozen else str(self.state)


def snapshot(live: Ledger, ledger: Held, quarter: str) -> Snapshot:
    """What the state of a ledger is called: by the quarter where it is the one that was frozen when it closed, else by its number."""
    state = ledger.as_of if ledger.as_of is not None else ledger.number
    found: Frozen | None = next(
        (one for one in frozen(live) if (one.quarter, one.state, one.seen_on) == (quarter, state, ledger.moment.day)),
        None,
    )
    if found:
        return Snapshot(
            found.name,
            state,
            found.seen_on,
            found.contents,
            True,
            found.address,
            found.opened,
            found.closed_on,
            signed(live, found),
        )
    return Snapshot(f"stand {state}", state, ledger.moment.day, contents(ledger).sha256, False)


def asking(
    live: Ledger,
    ledger: Held,
    quarter: str,
    say: Words,
    audience: Audience,
    *,
    base: str,
    stand: str | None,
    ask: Ask | None = None,
    past: Callable[[int, datetime.date], Held] | None = None,
    texts: Ledger | None = None,
) -> Asking:
    """What the sections of a pack ask; without `ask` each is worked out on the spot, without `texts` they are those of now."""
    return Asking(
        ledger,
        live,
        quarter,
        say,
        audience,
        base.rstrip("/"),
        stand,
        ask or (lambda function, *arguments: function(ledger, *arguments)),
        past or (lambda number, day: Past(live, number, day)),
        texts or live,
    )


Told = Callable[[float], None]


def gather(of: Asking, of_state: Snapshot, on: datetime.date, progress: Told | None = None) -> Pack:
    """The whole pack of a quarter for an audience; `on` is the day of the meeting or the cut-off."""
    say = of.say
    sections: list[Section] = []
    for place, name in enumerate(of.audience.sections):
        sections.extend(_section(of, name))
        if progress:
            progress((place + 1) / (len(of.audience.sections) + 1))
    return Pack(
        language=say.language,
        audience=say(of.audience.called),
        title=say(front.title(of.ask, of.quarter, running=not _ended(of))),
        subtitle=say(message("{quarter} · for: {audience}", quarter=Period(of.quarter), audience=of.audience.called)),
        organisation=say(message("Taskforce International Migration")),
        on=on,
        quarter=of.quarter,
        snapshot=of_state.name,
        state=of_state.state,
        contents=of_state.contents,
        classification=say(of.audience.classification),
        marks=tuple(map(say, marks(of, of_state))),
        sections=tuple(sections),
        annex=tuple(annex(of)),
        link=of.link("glance"),
        closed=say(message("{day} by {keys}", day=of_state.closed_on, keys=of_state.closed_by))
        if of_state.frozen
        else "",
    )


def _section(of: Asking, name: str) -> Iterator[Section]:
    match name:
        case "story":
            yield from said.story(of, named(of))
        case "revision":
            yield from said.revision(of)
        case _:
            yield _ONE[name](of)


_ONE: dict[str, Callable[[Asking], Section]] = {
    "changed": said.changed,
    "asked": said.asked,
    "money": money,
    "countries": countries,
    "results": results,
    "harm": harm,
    "trend": trend,
    "open": said.still_open,
}


def _ended(of: Asking) -> bool:
    return bool(of.ledger.rows("select 1 from quarter where code = ? and ended", of.quarter))


def marks(of: Asking, of_state: Snapshot) -> list[Message]:
    """What must be seen on every page: provisional while nothing is frozen, illustrative until adopted, invented in the example."""
    found = []
    if not of_state.frozen:
        found.append(
            message("PROVISIONAL: this quarter is not closed")
            if _ended(of)
            else message("PROVISIONAL: this quarter is still running")
        )
    if of_state.opened:
        found.append(message("OPENED AGAIN: this quarter will be reported anew"))
    if of.ledger.rows("select 1 from theory where illustrative limit 1"):
        found.append(message("targets and thresholds are illustrative"))
    if of.ledger.fictional:
        found.append(message("EXAMPLE: invented countries and figures"))
    return found


def figures(pack: Pack) -> str:
    """A SHA-256 over every figure of a pack, in hexadecimals: two packs with the same one show the same figures."""
    told = [_figures(table) for table in [*pack.tables(), *pack.annex]]
    told += [[chart.key, *(list(series.values) for series in chart.series)] for chart in pack.charts()]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def _figures(table: Table) -> list[Any]:
    """The numbers and verdicts of a table: the same in every language."""
    return [table.key, *([cell.mark or _number(cell.value) for cell in row] for row in table.rows)]


def _number(value: Any) -> str:
    return "" if value is None or isinstance(value, str) else str(value)
