"""The parts of the front page, from what is known to what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from monitoring.charts import glance as charts
from monitoring.charts.look import BUDGETS, MARKS, glyph
from monitoring.charts.units import written
from monitoring.money.execution import Execution
from monitoring.results import quarter as quarters
from monitoring.results.changes import Change
from monitoring.results.quarter import TheoryStanding, Trend
from monitoring.results.status import JUDGED, Status
from monitoring.ui.frame import Here
from monitoring.ui.show import section
from theory_of_change.text import Message, Period, Text, counted, message


def budget_names(here: Here) -> dict[str, Text]:
    """The budget types by code, with their names."""
    return {
        code: Text(nl=nl, en=en)
        for code, nl, en in here.ledger.rows("select code, name_nl, name_en from budget_type order by position")
    }


def title(here: Here, said: Message) -> None:
    """The finding, the grey line under it, and the quarters to choose from."""
    say, known = here.say, quarters.quarters(here.ledger)
    place = known.index(here.quarter)
    ended = quarters.last_ended(here.ledger)
    lede = say.period(here.quarter)
    if ended is None or here.quarter > ended:
        lede += f" · {say(message('still running: provisional'))}"
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.html(
        f'<div class="top"><div><h1 class="h1">{escape(say(said))}</h1><div class="lede">{escape(lede)} · {escape(here.tail)}</div></div></div>'
    )
    shared = {key: st.query_params[key] for key in ("lang", "as", "stand") if key in st.query_params}
    with right, st.container(key="picker", horizontal=True, horizontal_alignment="right"):
        for offset, pattern in ((-1, "‹ {}"), (0, "{}"), (1, "{} ›")):
            if 0 <= place + offset < len(known):
                code = known[place + offset]
                label = pattern.format(say.short_period(code))
                with st.container(key="now" if offset == 0 else f"quarter{offset + 1}", width="content"):
                    st.page_link("app.py", label=label, query_params={**shared, "quarter": code})


def what_changed(here: Here, found: Sequence[Change], before: str | None) -> str:
    """Three to five sentences, each with its mark."""
    say = here.say
    head = (
        say(message("What changed since the {period}", period=Period(before)))
        if before
        else say(message("How it begins"))
    )
    items = "".join(
        f"<li>{glyph(MARKS[change.mark].shape, 12, say(MARKS[change.mark].word))}<b>{escape(say(change.about))}{'' if change.mark == 'no_data' or change.mark == 'amber' else ':'}</b> {escape(say(change.message))}</li>"
        for change in found
    )
    return section(
        head,
        inner=f'<ol class="chg">{items}</ol>'
        if items
        else f'<div class="note">{escape(say(message("Nothing changed that needs saying.")))}</div>',
    )


def what_is_asked(here: Here, found: Sequence[Change]) -> str:
    """What asks something of somebody, each with where to read on."""
    say = here.say
    items = "".join(
        f'<div class="ask"><span class="nr">{number}</span><span><b>{escape(say(change.about))}</b> {escape(_short(change, here))}</span>'
        f'<a class="go" href="{escape(here.link(change.page, **dict(change.where)))}" target="_self">{escape(say(message("View")))}</a>'
        f'<span class="note">{escape(say(change.asks))}</span></div>'
        for number, change in enumerate(found, 1)
    )
    return section(
        say(message("This asks for attention")),
        inner=items or f'<div class="note">{escape(say(message("Nothing asks for attention now.")))}</div>',
    )


def _short(change: Change, here: Here) -> str:
    """A change in a few words, for the list of what is asked."""
    words = {
        "red": message("a safeguard is on red"),
        "no_data": message("missing although due"),
        "behind": message("the theory is in question")
        if change.page == "theories"
        else message("runs behind the calendar"),
    }
    return here.say(words[change.mark]) if change.mark in words else ""


def budgets(here: Here, head: Message, executions: Sequence[Execution], names: Mapping[str, Text]) -> str:
    """Each budget as a bar of its own; they are not added up."""
    say = here.say
    passed = executions[0].passed if executions else 0.0
    key = (
        f'<div class="note" style="margin-bottom:1px"><span style="border-left:2px solid #1B1B1B;padding-left:4px">'
        f"{escape(say(message('{share} of {year} has passed', share=say.percent(passed), year=str(executions[0].year))))}</span> &ensp; "
        f'<span style="border-left:2px dotted #1B1B1B;padding-left:4px">{escape(say(message("forecast for the year")))}</span></div>'
    )
    bars = "".join(
        charts.bullet(
            charts.Bullet(
                e.budget_type, names[e.budget_type], e.allocated, e.committed, e.spent, e.year_end, e.passed, e.year
            ),
            say,
        )
        for e in executions
    )
    note = (
        f'<div class="note" style="padding-top:4px">{escape(say(message("In € million, each budget apart.")))} '
        f'<a class="go" href="{escape(here.link("spending"))}" target="_self">{escape(say(message("All spending")))}</a></div>'
    )
    return section(say(message("Money: {finding}", finding=_lower(say(head), say))), inner=key + bars + note)


def _lower(text: str, say: Any) -> str:
    """A sentence that goes on behind a colon; names keep their capital."""
    return text if text.startswith(("BZ", "A&M")) else text[:1].lower() + text[1:]


def results(here: Here, standings: Sequence[TheoryStanding]) -> str:
    """One shape per indicator over all countries, per theory, with its verdict."""
    say = here.say
    on_track = sum(s.counts[Status.ON_TRACK] for s in standings)
    judged = sum(s.counts[status] for s in standings for status in JUDGED)
    rows = [
        charts.TheoryRow(
            s.name,
            {
                "on_track": s.counts[Status.ON_TRACK],
                "attention": s.counts[Status.ATTENTION],
                "behind": s.counts[Status.BEHIND],
                "no_data": s.counts[Status.NO_DATA] + s.counts[Status.STALE],
            },
            s.headline.value,
            here.link("indicators", theory=s.code),
        )
        for s in standings
    ]
    note = say(message("Hatched: capped by a red safeguard. No averages; a median counts as its weakest country."))
    head = say(message("Results: {on_track} of {judged} indicators on track", on_track=on_track, judged=judged))
    return section(
        head, inner=charts.unit_rows(rows, say) + f'<div class="note" style="padding-top:4px">{escape(note)}</div>'
    )


def harm(here: Here, rows: pd.DataFrame) -> str:
    """Safeguards: how many are red, amber, in order; the red and amber ones by name."""
    say = here.say
    counts = rows["colour"].value_counts().to_dict() if len(rows) else {}
    red, watched = (
        counts.get("red", 0),
        sum(counts.get(colour, 0) for colour in ("red", "amber", "in_order", "no_data")),
    )
    shown = []
    for row in rows[rows["colour"].isin(["red", "amber", "no_data"])].to_dict("records"):
        country = (
            say(Text(nl=row["country_nl"], en=row["country_en"]))
            if row["country"] != "ALL"
            else say(message("All routes and countries"))
        )
        shown.append(
            charts.HarmRow(
                country,
                say(Text(nl=row["name_nl"], en=row["name_en"])).lower(),
                row["colour"],
                _detail(row, here),
                here.link(
                    "theories", theory=row["theory"], country=row["country"] if row["country"] != "ALL" else None
                ),
            )
        )
    if not watched:
        return section(
            say(message("Harm: nothing is reported yet")),
            inner=f'<div class="note">{escape(say(message("Safeguards appear here as soon as somebody reports on them.")))}</div>',
        )
    head = counted(
        "Harm: {n} of {watched} safeguards on red", "Harm: {n} of {watched} safeguards on red", n=red, watched=watched
    )
    return section(say(head), inner=charts.harm_strip(counts, shown, say))


def _detail(row: Mapping[str, Any], here: Here) -> str:
    say = here.say
    if row["colour"] == "no_data":
        return say(message("no data"))
    value = written(row["compared"], "percent" if row["basis"] != "value" else row["unit"], say)
    if row["basis"] != "value":
        value = say(message("{change} against the year before", change=("+" if row["compared"] > 0 else "") + value))
    if row["colour"] == "red":
        limit = written(float(row["red_value"]), row["unit"], say)
        said = (
            message("{value} (limit {limit}). Payment stands still.", value=value, limit=limit)
            if row["blocks_payment"]
            else message("{value} (limit {limit}).", value=value, limit=limit)
        )
        return say(said)
    return value


def eight_quarters(here: Here, money: pd.DataFrame, trend: Sequence[Trend], names: Mapping[str, Text]) -> str:
    """Small pictures of the last quarters: money on one scale, results, harm and delivery."""
    say = here.say
    top = float(money["expenditure"].max()) / 1e6 * 1.08 if len(money) else 1.0
    million = lambda value: say.number(value, 1)  # noqa: E731
    share = lambda value: say.percent(value)  # noqa: E731
    shown = []
    for code, colour in BUDGETS.items():
        own = money[money["budget_type"] == code]
        shown.append(
            charts.Multiple(
                say(names[code]),
                say(message("spent, € million")),
                [float(amount) / 1e6 for amount in own["expenditure"]],
                colour.fill,
                top=top,
                write=million,
            )
        )
    shown += [
        charts.Multiple(
            say(message("Results on track")),
            say(message("share of judged, per country")),
            [t.on_track for t in trend],
            line=True,
            top=1,
            write=share,
        ),
        charts.Multiple(
            say(message("Safeguards not in order")),
            say(message("red or amber")),
            [t.not_in_order for t in trend],
            write=lambda value: say.number(value),
        ),
        charts.Multiple(
            say(message("Figures delivered")),
            say(message("share of what was due")),
            [t.delivered for t in trend],
            line=True,
            top=1,
            write=share,
        ),
    ]
    return section(
        say(counted("{n} quarter", "{n} quarters", n=len(trend))),
        say(message("money on one scale")),
        f'<div style="height:4px"></div>{charts.multiples(shown, [t.quarter for t in trend], say)}',
    )
