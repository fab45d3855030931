"""The parts of the front page, from what is known to what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import glance as charts
from monitoring.charts.look import BUDGETS
from monitoring.charts.units import written
from monitoring.ledger import names
from monitoring.money.execution import Execution
from monitoring.results import quarter as quarters
from monitoring.results.changes import Change
from monitoring.results.quarter import TheoryStanding, Trend
from monitoring.results.status import JUDGED, Status
from monitoring.ui.frame import SHARED, Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import finding
from theory_of_change.text import Message, Period, Text, counted, message


def budget_names(here: Here) -> dict[str, Text]:
    """The budget types by code, with their names."""
    return names(here.ledger, "budget_type")


def title(here: Here, said: Message) -> None:
    """The finding, the grey line under it, and the quarters to choose from."""
    say, known = here.say, quarters.quarters(here.ledger)
    place, ended = known.index(here.quarter), quarters.last_ended(here.ledger)
    lede = say.period(here.quarter)
    if ended is None or here.quarter > ended:
        lede += f" · {say(message('still running: provisional'))}"
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        finding(here, said, lede)
    shared = {key: st.query_params[key] for key in SHARED if key in st.query_params}
    with right, st.container(key="picker", horizontal=True, horizontal_alignment="right"):
        for offset, pattern in ((-1, "‹ {}"), (0, "{}"), (1, "{} ›")):
            if 0 <= place + offset < len(known):
                code = known[place + offset]
                label = pattern.format(say.short_period(code))
                with st.container(key="now" if offset == 0 else f"quarter{offset + 1}", width="content"):
                    st.page_link("app.py", label=label, query_params={**shared, "quarter": code})


def what_changed(here: Here, found: Sequence[Change], before: str | None) -> Markup:
    """Three to five sentences, each with its mark."""
    head = message("What changed since the {period}", period=Period(before)) if before else message("How it begins")
    return section(here.say(head), inner=html("changes", here.say, found=found))


def what_is_asked(here: Here, found: Sequence[Change]) -> Markup:
    """What asks something of somebody, each with where to read on."""
    asks = [(change, _few_words(change), here.link(change.page, **dict(change.where))) for change in found]
    return section(here.say(message("This asks for attention")), inner=html("asks", here.say, found=asks))


def _few_words(change: Change) -> Message | str:
    """A change in a few words, for the list of what is asked."""
    if change.mark == "behind":
        return (
            message("the theory is in question") if change.page == "theories" else message("runs behind the calendar")
        )
    return {"red": message("a safeguard is on red"), "no_data": message("missing although due")}.get(change.mark, "")


def budgets(here: Here, head: Message, executions: Sequence[Execution], called: Mapping[str, Text]) -> Markup:
    """Each budget as a bar of its own; they are not added up."""
    say = here.say
    bars = [
        charts.bullet(
            charts.Bullet(
                e.budget_type, called[e.budget_type], e.allocated, e.committed, e.spent, e.year_end, e.passed, e.year
            ),
            say,
        )
        for e in executions
    ]
    first = executions[0]
    inner = html("budgets", say, bars=bars, passed=first.passed, year=str(first.year), href=here.link("spending"))
    return section(say(message("Money: {finding}", finding=_going_on(say(head)))), inner=inner)


def _going_on(text: str) -> str:
    """A sentence that goes on behind a colon; names keep their capital."""
    return text if text.startswith(("BZ", "A&M")) else text[:1].lower() + text[1:]


def results(here: Here, standings: Sequence[TheoryStanding]) -> Markup:
    """One shape per indicator over all countries, per theory, with its verdict."""
    say = here.say
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
    judged = sum(s.counts[status] for s in standings for status in JUDGED)
    head = message(
        "Results: {on_track} of {judged} indicators on track",
        on_track=sum(s.counts[Status.ON_TRACK] for s in standings),
        judged=judged,
    )
    if not judged:
        head = message("Results: nothing can be judged yet")
    under = message("Hatched: capped by a red safeguard. No averages; a median counts as its weakest country.")
    return section(say(head), inner=charts.unit_rows(rows, say) + note(say(under)))


def harm(here: Here, rows: pd.DataFrame) -> Markup:
    """Safeguards: how many are red, amber, in order; the red and amber ones by name."""
    say = here.say
    counts = rows["colour"].value_counts().to_dict() if len(rows) else {}
    watched = sum(counts.get(colour, 0) for colour in ("red", "amber", "in_order", "no_data"))
    if not watched:
        return section(
            say(message("Harm: nothing is reported yet")),
            inner=note(say(message("Safeguards appear here as soon as somebody reports on them."))),
        )
    head = counted(
        "Harm: {n} of {watched} safeguards on red",
        "Harm: {n} of {watched} safeguards on red",
        n=counts.get("red", 0),
        watched=watched,
    )
    told = rows[rows["colour"].isin(["red", "amber", "no_data"])]
    shown = [_harm_row(here, row) for row in told.to_dict("records")]
    return section(say(head), inner=charts.harm_strip(counts, shown, say))


def _harm_row(here: Here, row: Mapping[str, Any]) -> charts.HarmRow:
    everywhere = row["country"] == "ALL"
    place = message("All routes and countries") if everywhere else Text(nl=row["country_nl"], en=row["country_en"])
    return charts.HarmRow(
        here.say(place),
        here.say(Text(nl=row["name_nl"], en=row["name_en"])).lower(),
        row["colour"],
        _detail(here, row),
        here.link("theories", theory=row["theory"], country=None if everywhere else row["country"]),
    )


def _detail(here: Here, row: Mapping[str, Any]) -> str:
    """The value of a safeguard, and on red its limit and whether payment stands still."""
    say = here.say
    if row["colour"] == "no_data":
        return say(message("no data"))
    value = written(row["compared"], "percent" if row["basis"] != "value" else row["unit"], say)
    if row["basis"] != "value":
        value = say(message("{change} against the year before", change=("+" if row["compared"] > 0 else "") + value))
    if row["colour"] != "red":
        return value
    limit = written(float(row["red_value"]), row["unit"], say)
    if row["blocks_payment"]:
        return say(message("{value} (limit {limit}). Payment stands still.", value=value, limit=limit))
    return say(message("{value} (limit {limit}).", value=value, limit=limit))


def eight_quarters(here: Here, money: pd.DataFrame, trend: Sequence[Trend], called: Mapping[str, Text]) -> Markup:
    """Small pictures of the last quarters: money on one scale, results, harm and delivery."""
    say = here.say
    top = float(money["expenditure"].max()) / 1e6 * 1.08 if len(money) else 1.0
    shown = [
        charts.Multiple(
            say(called[code]),
            say(message("spent, € million")),
            [float(amount) / 1e6 for amount in money[money["budget_type"] == code]["expenditure"]],
            colour.fill,
            top=top,
            write=lambda value: say.number(value, 1),
        )
        for code, colour in BUDGETS.items()
    ]
    shown += [
        charts.Multiple(
            say(message("Results on track")),
            say(message("share of judged, per country")),
            [t.on_track for t in trend],
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
    )
