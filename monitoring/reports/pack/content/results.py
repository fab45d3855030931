"""Results and harm in a pack: theories by status, safeguards that are not in order, incidents."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from monitoring.charts.look import MARKS
from monitoring.reports.front import standings
from monitoring.reports.pack.content.asking import Asking
from monitoring.reports.pack.model import Cell, Chart, Column, Kind, Line, Section, Series, Shape, Table
from monitoring.results import harm as harms
from monitoring.results import incidents
from monitoring.results import quarter as quarters
from monitoring.results.headline import Headline
from monitoring.results.quarter import SHOWN, TheoryStanding
from monitoring.results.status import JUDGED, Status
from theory_of_change.text import Text, counted, message

FILLS = {
    "on_track": "#006827",
    "attention": "#B05E00",
    "behind": "#B70000",
    "no_data": "#9A9A9A",
    "red": "#B70000",
    "amber": "#B05E00",
}
"""The fills of statuses in pictures: the shapes of the pages."""


def results(asking: Asking) -> Section:
    """Per theory how many indicators have each status, and the headline; no averages."""
    say, found = asking.say, standings(asking.ask, asking.quarter)
    judged = sum(one.counts[status] for one in found for status in JUDGED)
    on_track = sum(one.counts[Status.ON_TRACK] for one in found)
    title = (
        message(
            "Results: {on_track} of {judged} indicators on track, over all countries", on_track=on_track, judged=judged
        )
        if judged
        else message("Results: nothing can be judged yet")
    )
    return Section(
        "results",
        say(title),
        charts=(_stacks(asking, found),) if judged else (),
        tables=(_table(asking, found),),
        note=say(
            message(
                "Capped: by a red safeguard or a severe incident. No averages; a median counts as its weakest country."
            )
            if any(one.headline in (Headline.CAPPED, Headline.GOOD_BUT_CAPPED) for one in found)
            else message("No averages; a median counts as its weakest country.")
        ),
        sources=(say(message("Observations of the organisations, judged by the rules of the theories of change.")),),
        link=asking.link("theories"),
    )


def _stacks(asking: Asking, found: Sequence[TheoryStanding]) -> Chart:
    say = asking.say
    told = "; ".join(
        f"{say(one.name)}: " + ", ".join(f"{n} {say(MARKS[word].word)}" for word, n in one.shown.items() if n)
        for one in found
    )
    return Chart(
        "results",
        Shape.STACKED,
        say(message("How many indicators of each theory have which status")),
        told,
        say(message("indicators")),
        [say(one.name) for one in found],
        [Series(say(MARKS[word].word), [one.shown[word] for one in found], FILLS[word]) for word in SHOWN],
    )


def _table(asking: Asking, found: Sequence[TheoryStanding]) -> Table:
    say = asking.say
    return Table(
        "results",
        say(message("Indicators per theory, by status")),
        (
            Column(say(message("Theory"))),
            *(Column(say(MARKS[word].word), Kind.COUNT) for word in SHOWN),
            Column(say(message("Verdict")), Kind.STATUS),
        ),
        [
            (
                asking.text(one.name),
                *(asking.count(one.shown[word]) for word in SHOWN),
                asking.status(one.headline.value),
            )
            for one in found
        ],
    )


def harm(asking: Asking) -> Section:
    """Safeguards by colour, those that are not in order by name, and the incidents that are open."""
    say, rows = asking.say, asking.ask(harms.known, asking.quarter)
    colours = rows["colour"].value_counts().to_dict() if len(rows) else {}
    watched = sum(colours.get(colour, 0) for colour in ("red", "amber", "in_order", "no_data"))
    title = (
        counted(
            "Harm: {n} of {watched} safeguards on red",
            "Harm: {n} of {watched} safeguards on red",
            n=colours.get("red", 0),
            watched=watched,
        )
        if watched
        else message("Harm: nothing is reported yet")
    )
    return Section(
        "harm",
        say(title),
        lines=tuple(_incidents(asking)),
        charts=tuple(_trend(asking)) if watched else (),
        tables=(_colours(asking, colours), _not_in_order(asking, rows)) if watched else (),
        sources=(say(message("Reports on safeguards, and the register of incidents; never personal data.")),),
        link=asking.link("safeguards"),
    )


def _incidents(asking: Asking) -> Sequence[Line]:
    day, found = asking.ask(incidents.at, asking.quarter)
    still = [one for one in found if one.open]
    if not still:
        return [Line("in_order", asking.say(message("Incidents")), asking.say(message("No incident is open.")))]
    said = counted(
        "{n} incident open, the oldest for {days} days.",
        "{n} incidents open, the oldest for {days} days.",
        n=len(still),
        days=max(one.days_open(day) for one in still),
    )
    severe = sum(one.caps for one in still)
    grave = counted("{n} is severe and substantiated.", "{n} are severe and substantiated.", n=severe)
    told = asking.say(said) + (f" {asking.say(grave)}" if severe else "")
    return [Line("red" if severe else "amber", asking.say(message("Incidents")), told, asking.link("safeguards"))]


def _trend(asking: Asking) -> Sequence[Chart]:
    say, trend = asking.say, asking.ask(quarters.trend, asking.quarter, 8)
    known = [one for one in trend if one.not_in_order is not None]
    if not known:
        return
    yield Chart(
        "harm",
        Shape.STACKED,
        say(message("Safeguards not in order, per quarter")),
        say(message("{n} in the {quarter}.", n=known[-1].not_in_order, quarter=say.period(known[-1].quarter))),
        say(message("safeguards")),
        [say.tick(one.quarter) for one in trend],
        [
            Series(say(MARKS["red"].word), [one.red for one in trend], FILLS["red"]),
            Series(say(MARKS["amber"].word), [one.amber for one in trend], FILLS["amber"]),
        ],
    )


def _colours(asking: Asking, colours: dict[str, int]) -> Table:
    say = asking.say
    return Table(
        "colours",
        say(message("Safeguards by colour")),
        (Column(say(message("Colour")), Kind.STATUS), Column(say(message("Safeguards")), Kind.COUNT)),
        [(asking.status(word), asking.count(colours.get(word, 0))) for word in ("red", "amber", "in_order", "no_data")],
    )


def _not_in_order(asking: Asking, rows: pd.DataFrame) -> Table:
    say = asking.say
    shown = rows[rows["colour"].isin(["red", "amber", "no_data"])]
    return Table(
        "safeguards",
        say(message("Safeguards that are not in order")),
        (
            Column(say(message("Country"))),
            Column(say(message("Safeguard"))),
            Column(say(message("Value")), Kind.NUMBER),
            Column(say(message("Red from")), Kind.NUMBER),
            Column(say(message("Colour")), Kind.STATUS),
            Column(say(message("Payment"))),
        ),
        [
            (
                asking.text(asking.place(row["country"])),
                asking.text(Text(nl=row["name_nl"], en=row["name_en"])),
                compared(asking, row),
                limit(asking, row),
                asking.status(row["colour"]),
                asking.text(message("stands still") if row["colour"] == "red" and row["blocks_payment"] else "–"),
            )
            for row in shown.to_dict("records")
        ],
    )


def compared(asking: Asking, row: dict) -> Cell:
    """The value that is held against the limits; of a change with its sign."""
    value = row["compared"]
    if value is None or value != value:
        return Cell(None, "–")
    if row["basis"] == "value":
        return asking.measured(value, row["unit"])
    return Cell(round(float(value), 6), ("+" if value > 0 else "") + asking.say.measured(value, "percent"))


def limit(asking: Asking, row: dict) -> Cell:
    """The limit from which a safeguard is red, in the unit in which it is held against it."""
    value = row["red_value"]
    if value is None or value != value or row["basis"] == "value":
        return asking.measured(value, row["unit"])
    return Cell(round(float(value), 6), ("+" if value > 0 else "") + asking.say.measured(float(value), "percent"))
