"""One decision: what was chosen, whether its signals are still there, how its figures moved, and what comes next."""

from __future__ import annotations

from collections import Counter
from typing import Any

import streamlit as st
from markupsafe import Markup

from monitoring.charts.indicator.spark import spark
from monitoring.results import decisions
from monitoring.results.decisions import (
    CHANGES_CALLED,
    CHOICES_CALLED,
    STATES_CALLED,
    VERDICTS_CALLED,
    After,
    Changes,
    Decision,
    Moved,
    Since,
    There,
)
from monitoring.ui import signals
from monitoring.ui.decisions.acts import act
from monitoring.ui.decisions.form import named
from monitoring.ui.decisions.words import MOVED, SHAPES, THERE
from monitoring.ui.frame import Here
from monitoring.ui.html import facts, html, section
from monitoring.ui.show import cached, finding
from theory_of_change.text import Message, counted, message


def one(here: Here, chosen: Decision) -> None:
    """The page of one decision."""
    say = here.say
    state = chosen.state(here.today)
    title = message(
        "Decision {number}: {choice}, {state}",
        number=str(chosen.number),
        choice=CHOICES_CALLED[chosen.chosen.choice],
        state=STATES_CALLED[state],
    )
    place = named(here, chosen.chosen.country)
    theme = here.names("theme").get(chosen.chosen.theme)
    finding(here, title, " · ".join(say(part) for part in (place, theme) if part))
    left, right = st.columns([55, 45], gap=34)
    with left:
        st.html(_signals(here, chosen))
        since = cached(here, decisions.since, chosen, here.quarter)
        if since:
            st.html(_figures(here, chosen, since))
        if chosen.reviews:
            st.html(
                section(
                    say(message("Looked back")),
                    inner=html("decision_reviews", say, reviews=chosen.reviews, called=VERDICTS_CALLED),
                )
            )
        with st.container(key="doing"):
            act(here, chosen)
    with right:
        mark = html("decision_state", say, shape=SHAPES[state], word=STATES_CALLED[state])
        st.html(section(say(message("What was decided")), inner=mark + facts(say, _facts(here, chosen))))
        st.html(html("decision_onward", say, href=here.here(decision=None)))


def _facts(here: Here, one: Decision) -> list[tuple[Message, Any]]:
    """Everything that was said of it, under each other."""
    say, chosen, organisations = here.say, one.chosen, here.names("organisation")
    forum = cached(here, decisions.forums).get(chosen.forum)
    owner = say(organisations.get(chosen.owner, chosen.owner))
    told: list[tuple[Message, Any]] = [
        (message("Choice"), CHOICES_CALLED[chosen.choice]),
        (message("Why"), chosen.reason),
        (message("Forum"), forum.name if forum else chosen.forum),
        (message("Decided on"), chosen.decided_on),
        (message("Owner"), f"{owner} · {chosen.owner_function}" if chosen.owner_function else owner),
        (message("Carried out by"), chosen.due_on),
        (message("Look back on"), one.look_back_on),
        (message("What it changes"), _changes(here, one)),
        (
            message("Recorded by"),
            message("{name} for {organisation}", name=one.recorded_by, organisation=one.recorded_for),
        ),
    ]
    if chosen.political:
        told.insert(3, (message("Kind"), message("political decision")))
    told += [
        (
            message("Key of {organisation}", organisation=key.organisation),
            message("{name}, {day}: {note}", name=key.given_by, day=key.given_on, note=key.note),
        )
        for key in one.keys
    ]
    told += [(message("Key of {organisation}", organisation=code), message("missing")) for code in one.missing_keys]
    if one.done_on and one.done_note:
        told.append((message("Carried out"), message("{day}: {note}", day=one.done_on, note=one.done_note)))
    if one.withdrawn_on:
        told.append((message("Withdrawn"), message("{day}: {note}", day=one.withdrawn_on, note=one.withdrawn_why)))
    return [(name, say(value)) for name, value in told]


def _changes(here: Here, one: Decision) -> Any:
    """What it changes, in a few words."""
    chosen = one.chosen
    if chosen.changes is Changes.TARGET and chosen.targets:
        target = chosen.targets[0]
        _, unit = cached(here, decisions.measures)[target.indicator]
        return message(
            "target of {indicator} in {period}: {before} becomes {after}",
            indicator=target.indicator,
            period=here.say.short_period(target.period),
            before=here.say.measured(target.former, unit),
            after=here.say.measured(target.value, unit),
        )
    if chosen.changes_what:
        return message("{kind}: {what}", kind=CHANGES_CALLED[chosen.changes], what=chosen.changes_what)
    return CHANGES_CALLED[chosen.changes]


def _signals(here: Here, one: Decision) -> Markup:
    """The signals as they were read, and whether each is still there now."""
    say = here.say
    after = decisions.aftermath(one, [signal for case in signals.every(here) for signal in case.signals])
    rows = [
        (each, *THERE[each.there], here.link(each.now.page, **dict(each.now.where)) if each.now else "")
        for each in after
    ]
    later = here.quarter > one.chosen.quarter
    small = message(
        "as read for the {quarter}, beside how it stands in the {now}",
        quarter=say.period(one.chosen.quarter),
        now=say.period(here.quarter),
    )
    title = _still_there(after) if later else counted("It answers {n} signal", "It answers {n} signals", n=len(rows))
    inner = html("decision_signals", say, rows=rows[:SHOWN], more=rows[SHOWN:], later=later)
    return section(say(title), say(small) if later else "", inner)


SHOWN = 4  # signals; the others open


def _still_there(after: list[After]) -> Message:
    """What became of the signals, in one sentence."""
    how = Counter(each.there for each in after)
    if how[There.GONE] == len(after):
        return counted("The signal is gone", "All {n} signals are gone", n=len(after))
    if how[There.STILL] == len(after):
        return counted("The signal is still there", "All {n} signals are still there", n=len(after))
    if how[There.UNSEEN]:
        return message(
            "Of {n} signals {gone} are gone, and {unseen} cannot be seen: figures are missing",
            n=len(after),
            gone=how[There.GONE],
            unseen=how[There.UNSEEN],
        )
    return message("{gone} of {n} signals are gone", gone=how[There.GONE], n=len(after))


def _figures(here: Here, one: Decision, since: list[Since]) -> Markup:
    """The figures that it named, then and now, with their course and the quarter of the decision in it."""
    say, called = here.say, here.names("measure")
    better = sum(each.moved is Moved.BETTER for each in since)
    worse = sum(each.moved is Moved.WORSE for each in since)
    known = sum(each.moved is not Moved.UNKNOWN for each in since)
    if not known:
        title = message("The figures it named, to be held against a later quarter")
    else:
        title = message("Of {n} figures {better} went better and {worse} worse", n=known, better=better, worse=worse)
    rows = []
    for each in since:
        values = [value for _, value in each.course]
        alt = message(
            "{name}: {then} in the {quarter}, {now} in the {last}",
            name=called[each.then.measure],
            then=say.measured(each.then.value, each.unit),
            quarter=say.period(each.then.quarter),
            now=say.measured(each.now.value if each.now else None, each.unit),
            last=say.period(here.quarter),
        )
        place = next((n for n, (period, _) in enumerate(each.course) if period == each.then.quarter), None)
        drawn = spark(values, each.now.status if each.now else "no_data", say(alt), since=place)
        where = {"theory": one.chosen.theme, "country": each.then.country, "indicator": each.then.measure}
        rows.append((each, called[each.then.measure], drawn, *MOVED[each.moved], here.link("indicators", **where)))
    return section(
        say(title),
        inner=html("decision_figures", say, rows=rows, then=one.chosen.quarter, now=here.quarter if known else ""),
    )
