"""The parts of the front page, from what is known to what is shown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import glance as charts
from monitoring.charts.look import BUDGETS, MARKS
from monitoring.charts.units import written
from monitoring.money.execution import Execution
from monitoring.money.findings import going_on
from monitoring.reports import meetings
from monitoring.reports.asked import asked
from monitoring.results.changes import Change
from monitoring.results.headline import Headline
from monitoring.results.incidents import Incident
from monitoring.results.quarter import TheoryStanding, Trend
from monitoring.results.status import JUDGED, Status
from monitoring.ui import signals
from monitoring.ui.frame import NOW, PAGES, Here
from monitoring.ui.html import html, note, section
from monitoring.ui.indicators.overruled import counted_beside
from monitoring.ui.safeguards import address
from monitoring.ui.show import finding, quarter_picker
from theory_of_change.text import Listing, Message, Period, Text, counted, message

ASKED = 3  # decisions that are asked for there
DGS = "DG_MEETING"
MEETINGS_SHOWN = 3
FEW_MISSING = 3  # safeguards without data that are named; of more only the number is told


def budget_names(here: Here) -> dict[str, Text]:
    """The budget types by code, with their names."""
    return here.names("budget_type")


def title(here: Here, said: Message) -> None:
    """The finding, the grey line under it, the quarters to choose from, the cut-off, and the pack to take along."""
    left, right = st.columns([58, 42], vertical_alignment="bottom")
    with left:
        finding(here, said, _lede(here))
    with right, st.container(key="tools", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        quarter_picker(here, here.quarter)
        with st.container(key="cutoff", width="content"), st.popover(here.say(message("Cut-off")), type="secondary"):
            cut_off(here)
        with st.container(key="to_pack", width="content"):
            st.page_link(
                PAGES["pack"][0],
                label=here.say(message("Meeting pack")),
                query_params={**here.along, "quarter": here.quarter},
            )


def cut_off(here: Here) -> None:
    """Another cut-off: a meeting or any day, as it was known then; closing a quarter; what changed between two moments."""
    say = here.say
    st.html(note(say(message("See every page as it was known on a day: of a meeting, or one you choose."))))
    days = [one.day for one in here.now.history]
    called = meetings.bodies(here.live)
    held = [one for one in reversed(meetings.meetings(here.live)) if days and days[-1] <= one.held_on <= days[0]]
    links = [
        (f"{say(called.get(one.forum, one.forum))} · {say.date(one.held_on)}", here.here(stand=one.held_on.isoformat()))
        for one in held[:MEETINGS_SHOWN]
    ]
    links += [
        (
            say(message("{quarter}, as reported", quarter=say.short_period(one.quarter))),
            here.here(stand=one.address, quarter=one.quarter),
        )
        for one in here.now.frozen[:MEETINGS_SHOWN]
    ]
    links.append((say(message("Now")), here.here(stand=NOW if here.closed else None, quarter=here.quarter)))
    st.html(html("cutoffs", say, links=links))
    if days:
        day = st.date_input(
            say(message("As known on")),
            days[0],
            min_value=days[-1],
            max_value=days[0],
            format="DD-MM-YYYY",
            key="cut_off",
        )
        if st.button(say(message("Show this day")), key="cut_off_button"):
            st.query_params["stand"] = day.isoformat()
            st.rerun()
    st.html(
        html(
            "cutoffs",
            say,
            links=[
                (say(message("What changed between two moments")), here.link("compare")),
                (say(message("Close a quarter")), here.link("closing", stand=None)),
            ],
        )
    )


def _lede(here: Here) -> Markup | str:
    """Which quarter this is; while it runs, with where the last full picture is."""
    say = here.say
    if not here.running or here.full is None:
        return say.period(here.quarter)
    words = say(message("last full picture: {quarter}", quarter=Period(here.full)))
    return Markup('{} · <a class="go" href="{}" target="_self">{}</a>').format(
        say.period(here.quarter), here.here(quarter=here.full), words
    )


def what_changed(here: Here, found: Sequence[Change], before: str | None) -> Markup:
    """Three to five sentences, each with its mark; and the way to what came in since the last meeting."""
    head = message("What changed since the {period}", period=Period(before)) if before else message("How it begins")
    return section(here.say(head), _since_the_meeting(here), html("changes", here.say, found=found))


def _since_the_meeting(here: Here) -> Markup | str:
    """The way to what changed since the Directors-General met last, where a state of that day is known."""
    last = meetings.last_before(here.live, DGS, here.today)
    days = [one.day for one in here.now.history]
    if last is None or not days or not days[-1] <= last.held_on < days[0]:
        return ""
    words = here.say(message("since the meeting of {day}", day=last.held_on))
    address = here.link("compare", **{"from": last.held_on.isoformat(), "stand": None})
    return Markup('<a class="go" href="{}" target="_self">{}</a>').format(address, words)


def what_is_asked(here: Here) -> Markup:
    """The decisions that are asked for, each with the signal behind it, and the way to everything that asks something."""
    say, found = here.say, signals.every(here)
    asks = [
        (one.place, one.question, one.proposal, one.behind, here.link(one.page, **dict(one.where)))
        for one in asked(here.ledger, here.quarter, ASKED, here.state.answer)
    ]
    coming = meetings.next_from(here.live, DGS, here.today)
    on = say(message("DG meeting {day}", day=coming.held_on)) if coming else ""
    more = Markup('{} <a class="go" href="{}" target="_self">{}</a>').format(
        on, here.link("signals"), say(message("all matters: {n}", n=len(found)))
    )
    head = message("We ask you to decide") if asks else message("No decision is asked for")
    return section(say(head), more if found else on, html("asks", say, found=asks))


def budgets(here: Here, head: Message, executions: Sequence[Execution], called: Mapping[str, Text]) -> Markup:
    """Each budget as a bar of its own; they are not added up. Without any money: that there is none."""
    say, first = here.say, executions[0]
    titled = say(message("Money: {finding}", finding=going_on(say(head))))
    if all(e.empty for e in executions):
        return section(
            titled, inner=note(say(message("Budgets and spending appear here as soon as they are delivered.")))
        )
    bars = [
        charts.bullet(
            charts.Bullet(
                e.budget_type, called[e.budget_type], e.allocated, e.committed, e.spent, e.year_end, e.passed, e.year
            ),
            say,
        )
        for e in executions
    ]
    inner = html(
        "budgets",
        say,
        bars=bars,
        passed=first.passed,
        year=str(first.year),
        known=_spending_known(here, executions),
        href=here.link("spending"),
    )
    amounts = [
        message("Budget"),
        message("Allocated"),
        message("Committed"),
        message("Spent"),
        message("Expected for the year"),
    ]
    copied = [
        [say(word) for word in amounts],
        *(
            [
                say(called[e.budget_type]),
                *(say.number(amount, 2) for amount in (e.allocated, e.committed, e.spent, e.year_end)),
            ]
            for e in executions
        ),
    ]
    return section(titled, inner=inner, copied=copied)


def _spending_known(here: Here, executions: Sequence[Execution]) -> Message | None:
    """Up to when spending is known, where that is not the quarter that is looked at."""
    told = {one.settled for one in executions if one.spent is not None}
    if not told or told == {here.quarter}:
        return None
    if None in told:
        return message("Not every budget holder told its spending yet.")
    return message("Spending is known up to and including {quarter}.", quarter=here.say.tick(min(told)))


def results(here: Here, standings: Sequence[TheoryStanding]) -> Markup:
    """One shape per indicator over all countries, per theory, with its verdict."""
    say = here.say
    rows = [
        charts.TheoryRow(
            s.name,
            s.shown,
            # While a quarter runs a verdict on the few figures there are would be none; red stays red.
            Headline.NO_DATA.value if here.running and not s.red else s.headline.value,
            here.link("indicators", theory=s.code),
        )
        for s in standings
    ]
    judged = sum(s.counts[status] for s in standings for status in JUDGED)
    head = message(
        "Results: {on_track} of {judged} indicators on track, over all countries",
        on_track=sum(s.counts[Status.ON_TRACK] for s in standings),
        judged=judged,
    )
    if here.running:
        head = message("Results: too early to judge")
    elif not judged:
        head = message("Results: nothing can be judged yet")
    under = message(
        "Hatched: capped by a red safeguard or a severe incident. No averages; a median counts as its weakest country."
    )
    words = [message("Theory"), *(MARKS[status].word for status in charts.COLUMNS), message("Verdict")]
    copied = [
        [say(word) for word in words],
        *(
            [say(row.name), *(str(row.counts[status]) for status in charts.COLUMNS), say(MARKS[row.headline].word)]
            for row in rows
        ),
    ]
    inner = charts.unit_rows(rows, say) + note(say(under)) + counted_beside(here)
    return section(say(head), inner=inner, copied=copied)


def harm(
    here: Here, rows: pd.DataFrame, register: tuple[datetime.date | None, Sequence[Incident]] = (None, ())
) -> Markup:
    """Safeguards: how many are red, amber, in order; the red and amber ones by name. And the incidents that are open."""
    say = here.say
    counts = rows["colour"].value_counts().to_dict() if len(rows) else {}
    watched = sum(counts.get(colour, 0) for colour in ("red", "amber", "in_order", "no_data"))
    if not watched:
        return section(
            say(message("Harm: nothing is reported yet")),
            inner=note(say(message("Safeguards appear here as soon as somebody reports on them.")))
            + _open_incidents(here, *register),
        )
    head = counted(
        "Harm: {n} of {watched} safeguards on red",
        "Harm: {n} of {watched} safeguards on red",
        n=counts.get("red", 0),
        watched=watched,
    )
    if counts.get("no_data", 0) == watched:
        head = message("Harm: nothing is known of any safeguard")
    told = rows[
        rows["colour"].isin(
            ["red", "amber", "no_data"] if counts.get("no_data", 0) <= FEW_MISSING else ["red", "amber"]
        )
    ]
    shown = [_harm_row(here, row) for row in told.to_dict("records")]
    most = charts.MOST_BESIDE_REPORTS if any(one.open for one in register[1]) else charts.MOST_HARM
    inner = charts.harm_strip(counts, shown, say, most=most)
    heads = [say(word) for word in (message("Country"), message("Safeguard"), message("Colour"), message("Value"))]
    copied = [heads, *([one.place, one.name, say(MARKS[one.colour].word), one.detail] for one in shown)]
    return section(say(head), _as_of(here, rows), inner + _open_incidents(here, *register), copied=copied)


def _open_incidents(here: Here, day: datetime.date | None, found: Sequence[Incident]) -> Markup:
    """How many incidents are open and since when the oldest is; how many of them cap a headline; and the way to all."""
    say, still = here.say, [one for one in found if one.open]
    told = [
        counted(
            "{n} incident open, the oldest for {days} days.",
            "{n} incidents open, the oldest for {days} days.",
            n=len(still),
            days=max(one.days_open(day) for one in still),
        )
        if still
        else message("No incident is open.")
    ]
    if severe := sum(one.caps for one in still):
        told.append(
            counted("{n} is severe and substantiated.", "{n} are severe and substantiated.", n=severe),
        )
    return html("incidents_open", say, told=told, severe=bool(severe), href=here.link("safeguards"))


def _as_of(here: Here, rows: pd.DataFrame) -> str:
    """From which quarters colours were carried on, where they were."""
    carried = sorted(set(rows.loc[rows["period"] != here.quarter, "period"]))
    if not carried:
        return ""
    return here.say(message("as of {quarters}", quarters=Listing([here.say.tick(code) for code in carried])))


def _harm_row(here: Here, row: Mapping[str, Any]) -> charts.HarmRow:
    everywhere = row["country"] == "ALL"
    place = message("All routes and countries") if everywhere else Text(nl=row["country_nl"], en=row["country_en"])
    return charts.HarmRow(
        here.say(place),
        here.say(Text(nl=row["name_nl"], en=row["name_en"])).lower(),
        row["colour"],
        _detail(here, row),
        address(here, row["safeguard"], row["country"]),
    )


def _detail(here: Here, row: Mapping[str, Any]) -> str:
    """The value of a safeguard, and on red its limit and whether payment stands still."""
    say = here.say
    if row["colour"] == "no_data":
        return say(message("no data"))
    value = written(row["compared"], "percent" if row["basis"] != "value" else row["unit"], say)
    if row["basis"] != "value":
        value = say(
            message("{change} against the four quarters before", change=("+" if row["compared"] > 0 else "") + value)
        )
    if row["colour"] != "red":
        return value
    limit = written(float(row["red_value"]), row["unit"], say)
    if row["blocks_payment"]:
        return say(message("{value} (limit {limit}). Payment stands still.", value=value, limit=limit))
    return say(message("{value} (limit {limit}).", value=value, limit=limit))


def eight_quarters(here: Here, money: pd.DataFrame, trend: Sequence[Trend], called: Mapping[str, Text]) -> Markup:
    """Small pictures of the last quarters: money on one scale, results, harm and delivery."""
    say = here.say
    top = float(max((amount for amount in money["expenditure"] if amount is not None), default=0)) / 1e6 * 1.08
    shown = [
        charts.Multiple(
            say(called[code]),
            say(message("spent, € million")),
            [
                None if amount is None else float(amount) / 1e6
                for amount in money[money["budget_type"] == code]["expenditure"]
            ],
            colour.fill,
            top=top or None,
            write=lambda value: say.number(value, 1),
        )
        for code, colour in BUDGETS.items()
    ]
    shown += [
        charts.Multiple(
            say(message("Results on track")),
            _judged(here, trend),
            [t.share for t in trend],
            line=True,
            top=1,
            write=say.percent,
        ),
        charts.Multiple(
            say(message("Safeguards not in order")),
            say(message("red or amber")),
            [t.not_in_order for t in trend],
            write=say.number,
        ),
        charts.Multiple(
            say(message("Figures delivered")),
            say(message("share of what was due")),
            [t.delivered for t in trend],
            line=True,
            top=1,
            write=say.percent,
        ),
    ]
    return section(
        say(counted("{n} quarter", "{n} quarters", n=len(trend))),
        say(message("money on one scale")),
        charts.multiples(shown, [t.quarter for t in trend], say),
        copied=[
            [say(message("Quarter")), *(f"{one.title}, {one.unit}" for one in shown)],
            *(
                [say.short_period(t.quarter), *(_written(one, one.values[place]) for one in shown)]
                for place, t in enumerate(trend)
            ),
        ],
    )


def _written(one: charts.Multiple, value: float | None) -> str:
    """A value of a small picture as it is written; “–” where there is none."""
    return "–" if value is None else one.write(value)


def _judged(here: Here, trend: Sequence[Trend]) -> str:
    """Of which figures the last share is: those per country, which are more than the indicators over all of them."""
    last = trend[-1] if trend else None
    if last is None or last.on_track is None:
        return here.say(message("per country; nothing is judged"))
    if last.share is None:
        return here.say(counted("per country; only {n} is judged", "per country; only {n} are judged", n=last.judged))
    return here.say(
        message(
            "{on_track} of {judged} figures per country",
            on_track=round(last.on_track * last.judged),
            judged=last.judged,
        )
    )
