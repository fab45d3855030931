"""Taking a decision on a case of signals: what is filled in is judged while it is typed, and once more when it lands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from monitoring.language import Words
from monitoring.refusal import Refused
from monitoring.results import decisions
from monitoring.results.decisions import CHOICES_CALLED, Choice, Choosing, Figure
from monitoring.results.signals import Case, Kind, Signal
from monitoring.ui.decisions import changing
from monitoring.ui.decisions.words import CHOICES
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.frame import Here, tell
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached, finding
from theory_of_change.text import Message, Text, message

PAST = message("You look at a past state: nothing can be changed in it.")
DATES = "DD-MM-YYYY"


def take(here: Here, case: Case) -> None:
    """The page on which a case is decided on: what it says on the left, what is chosen on the right."""
    say, lead = here.say, case.lead
    place = here.names("country").get(lead.country) if lead.country != "ALL" else message("All countries")
    finding(here, message("Decide: {about}", about=lead.about), say(place))
    if here.ledger.as_of is not None:
        st.html(note(say(PAST)))
        return
    left, right = st.columns([42, 58], gap=34)
    with left:
        signals = _signals(here, case)
        figures = decisions.figures(here.ledger, signals, here.quarter)
        _figures(here, figures)
        red = cached(here, decisions.red, here.quarter, lead.country, lead.theme)
        if red:
            said = message(
                "Harm is on red here. Nothing is scaled up, and going on unchanged is not for the core team."
            )
            st.html(html("stop", say, text=said))
    with right:
        _choosing(here, case, signals, figures, red=red)


def _signals(here: Here, case: Case) -> list[Signal]:
    """The signals of the case, of which the decision may answer all or some."""
    say = here.say
    st.html(section(say(message("What it answers"))))
    own: list[Signal] = []
    with st.container(key="answers"):
        for place, one in enumerate(case.signals):
            country = here.names("country").get(one.country) if one.country != "ALL" else None
            where = f"{say(country)}: " if country and len(case.signals) > 1 else ""
            words = f"{where}**{_plain(say(one.about))}** · {_plain(say(one.sentence))}"
            if len(case.signals) == 1:
                st.markdown(words)
                own.append(one)
            elif st.checkbox(words, value=True, key=f"answers_{decisions.identity(one)}_{place}"):
                own.append(one)
    return own


def _plain(text: str) -> str:
    """A text that cannot become markdown.

    >>> _plain("a*b_[c](d)")
    'a\\\\*b\\\\_\\\\[c\\\\](d)'
    """
    return "".join(f"\\{sign}" if sign in "\\*_[]`$~<>#:" else sign for sign in text)


def _figures(here: Here, figures: Sequence[Figure]) -> None:
    """What the signals stand on: it is kept with the decision, to be held against what comes."""
    if not figures:
        return
    say, called, measures = here.say, here.names("measure"), cached(here, decisions.measures)
    rows = [(figure.measure, called[figure.measure], figure, measures[figure.measure][1]) for figure in figures]
    head = say(message("What is kept to look back on"))
    st.html(section(head, say.period(here.quarter), html("decision_kept", say, rows=rows)))


def _choosing(here: Here, case: Case, signals: Sequence[Signal], figures: Sequence[Figure], *, red: bool) -> None:
    """What is chosen, by whom, until when; and the button."""
    say, lead, today = here.say, case.lead, here.today
    key = decisions.identity(lead)
    st.html(section(say(message("What is decided"))))
    usual = Choice.PAUSE if lead.kind is Kind.SAFEGUARD else Choice.REFINE
    with st.container(key="choice"):
        choice = st.segmented_control(
            say(message("Choice")),
            list(Choice),
            required=True,
            default=usual,
            format_func=lambda one: say(CHOICES_CALLED[one]),
            key=f"choice_{key}",
        )
    choice = choice or usual
    st.html(note(say(CHOICES[choice])))
    forums = cached(here, decisions.forums)
    first, second = st.columns(2)
    forum = first.selectbox(
        say(message("Which forum decided")),
        list(forums),
        format_func=lambda code: say(forums[code].name),
        key=f"forum_{key}",
    )
    decided_on = second.date_input(
        say(message("Decided on")), today, max_value=today, format=DATES, key=f"decided_{key}"
    )
    political = st.checkbox(say(message("It is a political decision")), key=f"political_{key}")
    called = here.names("organisation")
    first, second = st.columns(2)
    owner = first.selectbox(
        say(message("Who carries it out")),
        list(called),
        index=list(called).index(here.person.organisation) if here.person.organisation in called else 0,
        format_func=lambda code: f"{say(called[code])} ({code})",
        key=f"owner_{key}",
    )
    function = second.text_input(
        say(message("Which function there")),
        placeholder=say(message("For example: country desk; never a name")),
        key=f"function_{key}",
        max_chars=80,
    )
    due, back = decisions.usual_days(decided_on)
    first, second = st.columns(2)
    due_on = first.date_input(say(message("Carried out by")), due, format=DATES, key=f"due_{key}_{decided_on}")
    look_back_on = second.date_input(say(message("Look back on")), back, format=DATES, key=f"back_{key}_{decided_on}")
    change = changing.ask(here, lead, signals, key)
    asked = Choosing(
        here.quarter, lead.country, lead.theme, choice, ".", forum, decided_on, owner, due_on, look_back_on, political,
        function.strip() or None, change.changes, change.what,
        tuple(decisions.answered(one, *_in_both()) for one in signals), tuple(figures), change.targets,
    )  # fmt: skip
    refusals = decisions.judge(asked, forums, today, here.person, red=red)
    st.html(html("decision_refusals", say, refusals=refusals) if refusals else _fine(here, asked))
    deed = Deed(
        "record_decision",
        key,
        message("Why is this chosen?"),
        message("Record the decision"),
        message("For example: the papers come, and cooperation does not grow with them"),
    )
    said = who_and_why(here, deed)
    if said is None:
        return
    person, reason = said
    try:
        with st.spinner(say(message("Saving"))), told_when_busy(here):
            made = decisions.record(here.live, replace(asked, reason=reason), person, red=red)
    except Refused as refused:
        st.html(html("decision_refusals", say, refusals=refused.refusals))
        return
    show(here, made.number)


def _fine(here: Here, asked: Choosing) -> Markup:
    """What happens once it is recorded."""
    if asked.changes in decisions.TWO_KEYS:
        words = message("It can be recorded. It changes nothing until the other ministry gives its key too.")
    else:
        words = message("It can be recorded.")
    return html("fine", here.say, text=words)


def _in_both() -> tuple[Words, Words]:
    """How things are said in Dutch and in English: a decision keeps what was read in both."""
    return Words("nl"), Words("en")


def show(here: Here, number: int) -> None:
    """Go to a decision, on the state that it made."""
    st.session_state.pop("choose_stand", None)  # a browser goes on showing the number of the earlier state
    st.query_params.pop("decide", None)
    st.query_params["decision"] = str(number)
    tell(message("Decision {number} is in the ledger.", number=str(number)))
    st.rerun()


def named(here: Here, country: str) -> Text | Message:
    """What a country is called, also where it is all of them."""
    return here.names("country")[country] if country != "ALL" else message("All countries")
