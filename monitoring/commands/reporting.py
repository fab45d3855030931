"""A pack written to a folder, and the calendar of what is coming."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from monitoring.commands.app import (
    AsOfOption,
    LanguageOption,
    app,
    as_code,
    opened,
    progress,
    quarter_of,
    told_fictional,
    words,
    wrong,
)
from monitoring.language import Words
from monitoring.ledger import Held, Present, UnknownState, frozen
from monitoring.reports import meetings
from monitoring.reports.pack.audiences import Audience, audiences
from monitoring.reports.pack.formats import Form, file_name, make
from monitoring.reports.pack.gather import Snapshot, asking, gather, snapshot
from monitoring.reports.pack.style import StyleWrong, load
from theory_of_change.text import Listing, message

BASE = "MONITORING_URL"
"""Where the pages are, for the links in a pack."""

BaseOption = Annotated[
    str, typer.Option("--url", envvar=BASE, help="Address of the pages, for the links and QR codes in the pack.")
]
LOCAL = "http://localhost:8501"


@app.command()
def report(
    quarter: Annotated[
        str | None, typer.Argument(callback=as_code, help="Quarter; else the last that was closed or ended.")
    ] = None,
    audience: Annotated[str, typer.Option(help="core_team, dg, onderraad or taskforce.")] = "dg",
    output: Annotated[Path, typer.Option("--output", file_okay=False, help="Folder for the files.")] = Path(),
    on: Annotated[
        datetime.datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the meeting; else today.")
    ] = None,
    as_of: AsOfOption = None,
    form: Annotated[list[Form] | None, typer.Option("--form", help="Only this format; may be repeated.")] = None,
    url: BaseOption = LOCAL,
    language: LanguageOption = None,
) -> None:
    """Write the pack of a quarter: slides, document, workbook and page, all from one state.

    A closed quarter is written from the state that was frozen, byte for byte the same figures each time; another from
    the present state, marked provisional.
    """
    say = words(language)
    of_audience = _audience(audience, say)
    ledger = opened(say)
    with closing(Present(ledger)) as present, progress() as bar, _style_told(say):
        task = bar.add_task(say(message("Meeting pack")), total=1.0)
        shown, of_state, looked_at = _state(present, quarter, as_of, say)
        of = asking(
            ledger,
            shown,
            looked_at,
            say,
            of_audience,
            base=url,
            stand=of_state.stand if shown is not present else None,
            past=present.at,
        )
        pack = gather(
            of, of_state, on.date() if on else ledger.today, lambda share: bar.update(task, completed=0.1 + 0.5 * share)
        )
        files = make(
            pack,
            load(),
            form or tuple(Form),
            lambda one, share: bar.update(task, description=one.value, completed=0.6 + 0.4 * share),
        )
    output.mkdir(parents=True, exist_ok=True)
    for one, content in files.items():
        path = output / file_name(pack, audience, one)
        path.write_bytes(content)
        print(path)
    told_fictional(ledger, say)


def _audience(code: str, say: Words) -> Audience:
    """The audience that was asked for; ends where there is none."""
    known = audiences()
    if code not in known:
        wrong(
            message("There is no audience {audience}. Known are {known}.", audience=code, known=Listing([*known])), say
        )
    return known[code]


@contextmanager
def _style_told(say: Words) -> Iterator[None]:
    """A house style that cannot be used is told, with its file, and ends the command."""
    try:
        yield
    except StyleWrong as mistake:
        wrong(message("{mistake}", mistake=str(mistake)), say)


def _state(present: Present, quarter: str | None, as_of: str | None, say: Words) -> tuple[Held, Snapshot, str]:
    """The state that a pack shows and its quarter: the state asked for, else the one that was frozen, else the present.

    Without a quarter it is the last that is closed, else the last that ended.
    """
    closed = {one.quarter: one for one in reversed(frozen(present)) if not one.opened}
    looked_at = quarter_of(present, quarter or max(closed, default=None), say)
    if not looked_at:
        wrong(message("There are no figures yet"), say)
    try:
        if as_of:
            shown: Held = present.as_known(as_of)
        else:
            one = closed.get(looked_at)
            shown = present.at(one.state, one.seen_on) if one else present
    except UnknownState as strange:
        wrong(strange.message, say)
    return shown, snapshot(present, shown, looked_at), looked_at


@app.command()
def calendar(
    output: Annotated[
        Path | None, typer.Option("--output", dir_okay=False, help="File to write; else it is listed.")
    ] = None,
    url: BaseOption = LOCAL,
    language: LanguageOption = None,
) -> None:
    """What is coming: figures due, quarters to close, meetings; with --output as a calendar file (.ics)."""
    say = words(language)
    ledger = opened(say)
    told_fictional(ledger, say)
    if output is None:
        for one in meetings.coming(ledger, ledger.today):
            print(f"{one.on.isoformat()}  {say(one.said)}")
        return

    def link(one: meetings.Coming) -> str:
        return f"{url.rstrip('/')}/{one.page}?lang={say.language}" + (f"&quarter={one.quarter}" if one.quarter else "")

    found, stamp = meetings.events(ledger, ledger.today), datetime.datetime.now(datetime.UTC)
    output.write_bytes(meetings.calendar(found, say, link, ledger.number, stamp))
    print(output)
