"""A status that is overruled by hand, on the page of its indicator: what holds, what expires, giving and withdrawing one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts.html import table
from monitoring.charts.look import MARKS
from monitoring.charts.pieces import glyph, mark
from monitoring.intake.overrides import Overruling, overrule, withdraw
from monitoring.language import Words
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.overrides import LONGEST, MAY_BE, STATES_CALLED, Override, State, holding, overrides, sentence
from monitoring.results.status import Status
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.incidents.words import PAST
from monitoring.ui.indicators.choice import Asked
from monitoring.ui.show import cached
from theory_of_change.text import Message, counted, message

_SHAPES = {
    State.IN_FORCE: "holds",
    State.EXPIRES_SOON: "triangle",
    State.EXPIRED: "clock",
    State.WITHDRAWN: "ring",
}
USUAL = datetime.timedelta(days=182)  # for which one holds, unless somebody chooses another day


def marked(status: str, computed: str, say: Words) -> Markup:
    """Shape and word of a status, and where it is overruled what the rule says."""
    said = mark(status, say, size=11)
    if status == computed:
        return said
    remark = say(message("by hand; the rule: {status}", status=MARKS[computed].word))
    return Markup('{}<br><span class="note">{}</span>').format(said, remark)


def told(here: Here, asked: Asked, last: pd.Series) -> Message | None:
    """That the status that is shown is overruled, by whom, until when and why; None where it is not."""
    one = cached(here, holding, here.quarter).get((asked.code, asked.country))
    return sentence(one, Status(last["computed_status"])) if one and last["computed_status"] in MAY_BE else None


def overruling(here: Here, course: pd.DataFrame, asked: Asked) -> None:
    """What was overruled here, and the form to do so or to withdraw it; nothing where nothing is ever judged."""
    if course.empty or course.iloc[-1]["computed_status"] == Status.CONTEXT:
        return
    say, given = here.say, cached(here, overrides, asked.code, asked.country)
    standing = next((one for one in given if one.holds(here.today)), None)
    if given:
        st.html(section(say(message("Overruled by hand")), inner=listed(here, given)))
    label = message("Withdraw the override") if standing else message("Overrule this status")
    with st.expander(say(label)):
        if here.ledger.as_of is not None:
            st.html(note(say(PAST)))
        elif standing:
            _withdraw(here, standing)
        else:
            _give(here, asked)


def in_force(here: Here) -> list[Override]:
    """Every override that holds at the quarter that is shown."""
    return sorted(cached(here, holding, here.quarter).values(), key=lambda one: (one.indicator, one.country))


def counted_beside(here: Here) -> Markup:
    """That some of what is counted here was overruled by hand, with the way to which; nothing where none was."""
    say, number = here.say, len(in_force(here))
    if not number:
        return Markup("")
    said = counted("{n} status was overruled by hand:", "{n} statuses were overruled by hand:", n=number)
    way = Markup('{} <a class="go" href="{}" target="_self">{}</a>').format(
        say(said), here.link("rules"), say(message("which, and why"))
    )
    return note(way)


def listed(here: Here, given: Sequence[Override], *, named: bool = False) -> Markup:
    """Overrides with how each stands, the last first; `named` with what each is of, as a way to its page."""
    say = here.say
    rows = []
    for one in given:
        state = one.state(here.today)
        standing = Markup("{} {}").format(glyph(_SHAPES[state]), say(STATES_CALLED[state]))
        when = say(message("{since} to {until}", since=say.short_period(one.since), until=one.expires_on))
        who = say(message("{name} for {organisation}", name=one.given_by, organisation=one.given_for))
        of = [_of(here, one)] if named else []
        rows.append([*of, standing, mark(one.status.value, say, size=11), when, one.reason, who])
    heads = (message("State"), message("Overruled to"), message("Holds"), message("Why"), message("Who"))
    heads = (message("Indicator"), *heads) if named else heads
    return table(say, [say(head) for head in heads], rows)


def _of(here: Here, one: Override) -> Markup:
    """What an override is of, as a way to its page."""
    country = message("All countries") if one.country == "ALL" else here.names("country").get(one.country, one.country)
    href = here.link("indicators", theory=one.indicator[:3], country=one.country, indicator=one.indicator)
    return Markup('<a class="go" href="{}" target="_self">{}</a> · {}').format(href, one.indicator, here.say(country))


def _give(here: Here, asked: Asked) -> None:
    say = here.say
    st.html(
        note(
            say(
                message(
                    "What the rule says stays visible beside it, red safeguards go on to cap, and signals go on from the rule. What is missing is not overruled."
                )
            )
        )
    )
    first, second, third = st.columns(3)
    status = first.selectbox(
        say(message("Overruled to")),
        MAY_BE,
        index=MAY_BE.index(Status.NOT_ASSESSABLE),  # nobody lands on green by pressing on
        format_func=lambda one: say(MARKS[one.value].word),
        key="override_status",
    )
    quarters = list(reversed(here.state.quarters))
    since = second.selectbox(
        say(message("From quarter")),
        quarters,
        index=quarters.index(here.quarter),
        format_func=say.short_period,
        key="override_since",
    )
    until = third.date_input(
        say(message("Until")),
        here.today + USUAL,
        min_value=here.today + datetime.timedelta(days=1),
        max_value=here.today + datetime.timedelta(days=LONGEST),
        format="DD-MM-YYYY",
        key="override_until",
    )
    deed = Deed(
        "override",
        f"{asked.code}_{asked.country}",
        message("What does the rule not know?"),
        message("Overrule"),
        message("For example: the count misses two posts, see the report of 12 October"),
    )
    _do(
        here,
        deed,
        lambda person, reason: overrule(
            here.live, Overruling(asked.code, asked.country, since, status.value, until, reason), person
        ),
    )


def _withdraw(here: Here, one: Override) -> None:
    deed = Deed(
        "withdraw_override",
        str(one.number),
        message("Why does the rule speak again?"),
        message("Withdraw"),
        message("For example: the corrected figures were delivered"),
    )
    _do(here, deed, lambda person, why: withdraw(here.live, one.number, why, person))


def _do(here: Here, deed: Deed, act: Callable[[Person, str], object]) -> None:
    """Ask who and why, and do it; what stands in the way is told."""
    asked = who_and_why(here, deed)
    if asked is None:
        return
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            act(*asked)
    except Refused as refused:
        st.html(html("decision_refusals", here.say, refusals=refused.refusals))
        return
    st.session_state.pop("choose_stand", None)  # a browser goes on showing the number of the earlier state
    st.rerun()
