"""What a pack says in sentences: what changed, what is asked, what people wrote, what was revised, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from monitoring.charts.look import MARKS
from monitoring.ledger import names
from monitoring.ledger.closed import Frozen, frozen
from monitoring.reports import asked as matters
from monitoring.reports.closing import checklist
from monitoring.reports.compare import WHATS, compare, sentences
from monitoring.reports.front import standings
from monitoring.reports.pack.content.asking import Asking
from monitoring.reports.pack.model import Ask, Cell, Column, Kind, Line, Section, Table
from monitoring.reports.pack.story import Story, filled, paragraphs, stories
from monitoring.results import changes
from theory_of_change.text import Message, Period, counted, message

MOST_REVISED = 12
VERDICTS: Mapping[str, Message] = {word: mark.word for word, mark in MARKS.items()}


def changed(asking: Asking) -> Section:
    """Three to five sentences on what changed since the quarter before."""
    say, found = asking.say, asking.ask(changes.changes, asking.quarter)
    before = asking.ask(changes.before, asking.quarter)
    head = message("What changed since the {period}", period=Period(before)) if before else message("How it begins")
    lines = [
        # Where a sentence goes on from what it is about, no colon stands between.
        Line(one.mark, "", f"{say(one.about)} {say(one.message)}", asking.link("glance"))
        if one.mark in ("no_data", "amber")
        else Line(one.mark, say(one.about), say(one.message), asking.link("glance"))
        for one in found
    ]
    nothing = () if lines else (say(message("Nothing changed that asks for a word.")),)
    return Section("changed", say(head), lines=tuple(lines), story=nothing, link=asking.link("glance"))


def asked(asking: Asking) -> Section:
    """The decisions that are asked for, each with what is proposed and the signal behind it."""
    say = asking.say
    found = matters.asked(asking.ledger, asking.quarter, asking.audience.asks, asking.ask)
    asks = tuple(
        Ask(
            f"{say(one.place)}: {say(one.question)}",
            say(one.proposal),
            say(one.behind),
            asking.link(one.page, one.where),
        )
        for one in found
    )
    title = (
        counted("We ask you to decide on {n} matter", "We ask you to decide on {n} matters", n=len(asks))
        if asks
        else message("No decision is asked for")
    )
    return Section("asked", say(title), asks=asks, link=asking.link("signals"))


def story(asking: Asking, figures: Mapping[str, str]) -> list[Section]:
    """What people wrote beside the figures: on the whole first, then per theme under its verdict."""
    say, written = asking.say, stories(asking.texts, asking.quarter)
    verdicts = {one.code: one for one in standings(asking.ask, asking.quarter)}
    found = []
    for theme in ["ALL", *(code for code in names(asking.ledger, "theme") if code in written)]:
        one = written.get(theme)
        text = one.text(say.language) if one else ""
        if not text:
            continue
        standing = verdicts.get(theme)
        title = (
            message("{theory}: {verdict}", theory=standing.name, verdict=MARKS[standing.headline.value].word)
            if standing
            else message("In short")
            if theme == "ALL"
            else names(asking.ledger, "theme")[theme]
        )
        found.append(
            Section(
                f"story-{theme}",
                say(title),
                story=tuple(paragraphs(filled(text, figures))),
                sources=(_by(asking, one),) if one else (),
                link=asking.link("theories", (("theory", theme),)) if standing else asking.link("glance"),
            )
        )
    return found


def _by(asking: Asking, one: Story) -> str:
    return asking.say(
        message(
            "Written for {organisation} on {day}.",
            organisation=names(asking.live, "organisation").get(one.written_for, one.written_for),
            day=one.written_on,
        )
    )


def revision(asking: Asking) -> list[Section]:
    """What is known now of the last quarter that was closed before this one, and was reported otherwise; none without one."""
    earlier = _closed_before(asking)
    if earlier is None:
        return []
    say, quarter = asking.say, earlier.quarter
    then = asking.past(earlier.state, earlier.seen_on)
    found = compare(asking.live, then, asking.ledger, quarter)
    told = sentences(
        found.figures,
        asking.countries,
        names(asking.ledger, "measure"),
        asking.budgets,
        VERDICTS,
        WHATS,
    )
    lines = [
        Line(one.mark, say(one.about), f"{say(one.said)}{_through(say, one.through)}") for one in told[:MOST_REVISED]
    ]
    title = (
        counted(
            "{n} figure of the {quarter} was revised since it was reported",
            "{n} figures of the {quarter} were revised since they were reported",
            n=len(found.figures),
            quarter=Period(quarter),
        )
        if found.figures
        else message("The {quarter} stands as it was reported", quarter=Period(quarter))
    )
    more = len(told) - len(lines)
    return [
        Section(
            "revision",
            say(title),
            lines=tuple(lines),
            note=say(counted("And {n} more: see the page.", "And {n} more: see the page.", n=more)) if more > 0 else "",
            sources=(
                say(message("Reported as {name}, stand {number}.", name=earlier.name, number=str(earlier.state))),
            ),
            link=asking.link("compare", (("from", earlier.address), ("quarter", quarter))),
        )
    ]


def _closed_before(asking: Asking) -> Frozen | None:
    """The last closed quarter before this one; of this one itself where it is shown as it is known now."""
    state = asking.ledger.as_of if asking.ledger.as_of is not None else asking.live.number
    known = frozen(asking.ledger) if asking.ledger.as_of is not None else frozen(asking.live)
    return next((one for one in known if one.quarter <= asking.quarter and one.state < state), None)


def _through(say: Any, commits: Sequence[Any]) -> str:
    """The commits behind a difference: who, and why."""
    if not commits:
        return ""
    told = "; ".join(f"{commit.author} ({commit.organisation}): {commit.reason}" for commit in commits[:2])
    return f" [{told}]"


def still_open(asking: Asking) -> Section:
    """What was still open: the checklist of closing, with how much of each is done."""
    say, items = asking.say, checklist(asking.ledger, asking.quarter)
    done = sum(item.complete for item in items)
    return Section(
        "open",
        say(message("{done} of {n} checks of this quarter are complete", done=done, n=len(items))),
        tables=(
            Table(
                "open",
                say(message("What came in, was confirmed and was answered")),
                (
                    Column(say(message("Check"))),
                    Column(say(message("Done")), Kind.COUNT),
                    Column(say(message("Of")), Kind.COUNT),
                    Column(say(message("Open"))),
                ),
                [
                    (
                        asking.text(item.title),
                        asking.count(item.done),
                        asking.count(item.of),
                        _open(asking, [say(one.about) for one in item.open]),
                    )
                    for item in items
                ],
            ),
        ),
        link=asking.link("closing"),
    )


MOST_OPEN = 4


def _open(asking: Asking, abouts: Sequence[str]) -> Cell:
    once = list(dict.fromkeys(abouts))
    told = "; ".join(once[:MOST_OPEN])
    if len(once) > MOST_OPEN:
        told += f" {asking.say(message('and {n} more', n=len(once) - MOST_OPEN))}"
    return Cell(told or "–", told or "–")
