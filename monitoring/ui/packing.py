"""The page of the meeting pack: for whom, from which state, its texts, its four files, and what is coming."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from monitoring.language import Words
from monitoring.ledger import Held
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.reports import meetings
from monitoring.reports.pack import issue, story
from monitoring.reports.pack.audiences import Audience, audiences
from monitoring.reports.pack.content.asking import Asking
from monitoring.reports.pack.content.named import named
from monitoring.reports.pack.formats import FORMATS, Form, file_name, make
from monitoring.reports.pack.gather import Snapshot, asking, figures, gather, snapshot
from monitoring.reports.pack.model import Pack
from monitoring.reports.pack.style import StyleWrong, load
from monitoring.results.decisions import KEYS
from monitoring.ui.deliver.who_and_why import told_when_busy
from monitoring.ui.frame import NOW, Here, tell
from monitoring.ui.html import html, note, section
from monitoring.ui.show import choose, finding
from monitoring.ui.state import state
from theory_of_change.text import LANGUAGES, Message, Period, Text, counted, message


@dataclass(frozen=True)
class Wanted:
    """What pack is wanted: of which quarter, from which state, for whom, in which language, for which day."""

    quarter: str
    moment: str
    ledger: Held
    audience: Audience
    language: str
    on: datetime.date
    issued: issue.Issued | None = None


def ask(here: Here) -> Wanted:
    """Quarter and state, audience, language and day; all but the day in the address."""
    say, known = here.say, audiences()
    closed = {one.quarter: one for one in here.now.frozen if not one.opened}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        audience = choose(
            say(message("For")),
            list(known),
            "audience",
            names=lambda code: say(known[code].called),
            default="dg",
            width=170,
        )
        quarters = list(reversed(here.state.quarters))
        usual = next((code for code in quarters if code in closed), here.state.last_ended or quarters[0])
        quarter = choose(
            say(message("Quarter")),
            quarters,
            "quarter",
            names=lambda code: _quarter(here, code, closed),
            default=usual,
            width=250,
        )
        sent = _sent(here, quarter, audience)
        moments = _moments(here, quarter, closed, sent)
        moment = choose(
            say(message("Figures")),
            moments,
            "figures",
            names=lambda code: _moment(here, code),
            default=moments[0],
            width=240,
        )
        language = choose(
            say(message("Language")),
            list(LANGUAGES),
            "in",
            names={"nl": "Nederlands", "en": "English"}.__getitem__,
            default=sent.language if sent else say.language,
            width=140,
        )
        forum = {"dg": "DG_MEETING", "onderraad": "ONDERRAAD", "core_team": "CORE_TEAM"}.get(
            audience, meetings.TASKFORCE
        )
        coming = meetings.next_from(here.live, forum, here.today)
        on = st.date_input(
            say(message("Meeting on")),
            sent.meeting_on if sent else coming.held_on if coming else here.today,
            format="DD-MM-YYYY",
            key=f"pack_on_{audience}_{sent.number if sent else ''}",
            width=150,
        )
    if sent and moment == f"{ISSUED}{sent.number}":
        held = here.ledger.at(sent.state, sent.seen_on)
        return Wanted(quarter, moment, held, known[audience], language, on, sent)  # type: ignore[arg-type]
    held = here.ledger if moment == NOW else here.ledger.as_known(moment)
    return Wanted(quarter, moment, held, known[audience], language, on)  # type: ignore[arg-type]


ISSUED = "issued-"


def _sent(here: Here, quarter: str, audience: str) -> issue.Issued | None:
    """The pack in the address that was issued before, where it is of this quarter and audience."""
    number = st.query_params.get("issued", "")
    found = (one for one in issue.issued(here.live, quarter) if str(one.number) == number and one.audience == audience)
    return next(found, None)


def _moments(here: Here, quarter: str, closed: Mapping[str, Any], sent: issue.Issued | None) -> list[str]:
    """The states to choose from: as issued, the one in the address, as reported, now."""
    stand = st.query_params.get("stand", "")
    known = stand.isdigit() and any(one.number == int(stand) for one in here.now.history)
    return [
        *([f"{ISSUED}{sent.number}"] if sent else []),
        *([stand] if known else []),
        *([closed[quarter].name] if quarter in closed else []),
        NOW,
    ]


def _quarter(here: Here, code: str, closed: Mapping[str, Any]) -> str:
    said = message("closed") if code in closed else message("provisional")
    return f"{here.say.short_period(code)} · {here.say(said)}"


def _moment(here: Here, code: str) -> str:
    if code == NOW:
        return here.say(message("as known now ({number})", number=str(here.now.number)))
    if code.startswith(ISSUED):
        return here.say(message("as issued: pack {number}", number=code.removeprefix(ISSUED)))
    if code.isdigit():
        return here.say(message("as known at stand {number}", number=code))
    return here.say(message("as reported: {name}", name=code))


def asked(here: Here, wanted: Wanted) -> Asking:
    """What the pack asks of its state: with what was worked out before, where it was."""
    shown = here.state if wanted.moment == NOW else state(wanted.ledger)
    return asking(
        here.live,
        wanted.ledger,
        wanted.quarter,
        Words(wanted.language),
        wanted.audience,
        base=base(),
        stand=None if wanted.moment == NOW else str(wanted.issued.state) if wanted.issued else wanted.moment,
        ask=shown.answer,
        past=here.ledger.at,  # type: ignore[arg-type]
        texts=here.live.at(wanted.issued.number) if wanted.issued else None,
    )


def base() -> str:
    """Where the visitor sees the pages, for the links in a pack."""
    url = st.context.url or "http://localhost:8501/"
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/')[0]}"


def title(here: Here, wanted: Wanted, of: Snapshot) -> None:
    """Whether the pack can go out: from a frozen state, or provisional."""
    said = (
        message(
            "The pack of the {quarter} is frozen: its figures do not change any more", quarter=Period(wanted.quarter)
        )
        if of.frozen
        else message("The pack of the {quarter} is provisional", quarter=Period(wanted.quarter))
    )
    hashed = f"SHA-256 {of.contents[:16]}"
    lede = f"{of.name} · {hashed}" if of.frozen else hashed
    finding(here, said, lede, stand=of.state)


def of_state(here: Here, wanted: Wanted) -> Snapshot:
    """What the state is called, with its hash, worked out once."""
    with st.spinner(here.say(message("Working out the hash over everything in this state"))):
        return _snapshot(str(here.live.address), wanted.ledger.moment, wanted.quarter, here.now.number, here, wanted)


@st.cache_resource(show_spinner=False, max_entries=20)
def _snapshot(address: str, moment: Any, quarter: str, number: int, _here: Here, _wanted: Wanted) -> Snapshot:
    return snapshot(_here.ledger, _wanted.ledger, quarter)


def make_it(here: Here, wanted: Wanted, of: Snapshot) -> None:
    """The button that makes the pack, its progress, and its files; and issuing it."""
    say = here.say
    told = say(message("one content, four formats: the figures are the same in all"))
    st.html(section(say(message("Make the pack")), told))
    texts = issue.texts_of(here.live, wanted.quarter)
    whole = (
        wanted.quarter,
        wanted.audience.code,
        wanted.language,
        wanted.on.isoformat(),
        of.contents,
        tuple(sorted(texts)),
    )
    mark = hashlib.sha256(repr(whole).encode()).hexdigest()
    pressed = st.button(say(message("Make the pack")), type="primary", key="make_pack")
    place = st.empty()  # always there, so that what stands under it is the same before and after
    if pressed:
        _make(here, wanted, of, mark, place)
    made = st.session_state.get("pack_made")
    if made is None or made[0] != mark:
        st.html(note(say(message("It takes a few seconds. Change the texts below first: they go along."))))
        return
    _, pack, files = made
    _offer(here, wanted, pack, files)
    if wanted.issued:
        same = figures(pack) == wanted.issued.figures
        told = (
            message("Every figure is the one that was issued on {day}.", day=wanted.issued.issued_on)
            if same
            else message("Not every figure is the one that was issued: a rule of the program changed since.")
        )
        st.html(html("fine" if same else "stop", say, text=told))
        return
    _issue(here, wanted, of, pack, texts)


def _make(here: Here, wanted: Wanted, of: Snapshot, mark: str, place: Any) -> None:
    say = here.say
    bar = place.progress(0.0, say(message("Gathering the figures")))
    try:
        style = load()
        pack = gather(
            asked(here, wanted),
            of,
            wanted.on,
            lambda share: bar.progress(0.6 * share, say(message("Gathering the figures"))),
        )
        files = make(
            pack,
            style,
            progress=lambda form, share: bar.progress(
                0.6 + 0.4 * share, say(message("Writing {form}", form=FORMATS[form].called))
            ),
        )
    except StyleWrong as mistake:
        bar.empty()
        st.error(str(mistake))
        return
    bar.empty()
    st.session_state["pack_made"] = (mark, pack, files)


def _offer(here: Here, wanted: Wanted, pack: Pack, files: Mapping[Form, bytes]) -> None:
    say = here.say
    with st.container(horizontal=True, gap="small"):
        for form, content in files.items():
            st.download_button(
                f"{say(FORMATS[form].called)} ({_size(len(content))})",
                content,
                file_name(pack, wanted.audience.code, form),
                FORMATS[form].media_type,
                key=f"pack_{form.value}",
                on_click="ignore",
                icon=":material/download:",
                help=say(FORMATS[form].told),
            )
    st.html(html("pack_contents", say, pack=pack))


def _size(number: int) -> str:
    return f"{max(1, round(number / 1024))} kB" if number < 1_000_000 else f"{number / 1_048_576:.1f} MB"


def _issue(here: Here, wanted: Wanted, of: Snapshot, pack: Pack, texts: frozenset[tuple[str, int]]) -> None:
    """Issue it: the ledger keeps from which state it was made, so that it can be made again as it was."""
    say = here.say
    if here.person.organisation not in KEYS:
        return
    with st.expander(say(message("Issue this pack"))):
        said = message(
            "The ledger keeps from which state and with which texts it was made. It can be made again, with the same figures."
        )
        st.html(note(say(said)))
        name = st.text_input(
            say(message("Your name or function")), here.person.name, key="issue_name", max_chars=80
        ).strip()
        if not st.button(say(message("Issue it")), key="issue_button", disabled=not name):
            return
        st.session_state["person_name"] = name
        person = Person(name, here.person.organisation, here.person.roles)
        try:
            with told_when_busy(here):
                issue.issue(here.live, pack, wanted.audience.code, of, person, texts)
        except Refused as refused:
            st.html(html("decision_refusals", say, refusals=refused.refusals))
            return
        tell(message("The pack is issued."))
        st.rerun()


def issued(here: Here) -> None:
    """The packs that were issued before, each with the way to make it again."""
    say, found = here.say, issue.issued(here.live)
    known = audiences()
    rows = [
        (
            one,
            say(known[one.audience].called if one.audience in known else one.audience),
            say.short_period(one.quarter),
            here.link(
                "pack",
                quarter=one.quarter,
                audience=one.audience,
                issued=one.number,
                stand=None,
                **{"in": one.language},
            ),
        )
        for one in found[:12]
    ]
    if rows:
        head = counted("{n} pack was issued", "{n} packs were issued", n=len(found))
        st.html(
            section(
                say(head), say(message("each can be made again with the same figures")), html("issued", say, rows=rows)
            )
        )


def texts(here: Here, wanted: Wanted) -> None:
    """The texts beside the figures, per theme, in the language of the pack; with figures that are filled in."""
    say = here.say
    of = asked(here, wanted)
    figure_names = named(of)
    written = story.stories(here.live, wanted.quarter)
    themes: dict[str, Text | Message] = {story.WHOLE: message("The whole"), **here.names("theme")}
    small = message("kept in the ledger; name a figure in braces and it is filled in")
    st.html(section(say(message("Texts of this quarter")), say(small)))
    theme = st.selectbox(
        say(message("About")),
        list(themes),
        format_func=lambda code: say(themes[code]) + (f" · {say(message('written'))}" if code in written else ""),
        key=f"story_theme_{wanted.quarter}",
    )
    now = written.get(theme)
    typed = st.text_area(
        say(message("Text in {language}", language={"nl": "Nederlands", "en": "English"}[wanted.language])),
        now.text(wanted.language) if now else "",
        key=f"story_{wanted.quarter}_{theme}_{wanted.language}",
        height=150,
        max_chars=story.LONGEST,
        placeholder=say(message("For example: of the budget {figure} is spent.", figure="{money.BZ_ODA.spent}")),
    )
    wrong = story.refusals({wanted.language: typed}, figure_names)
    if typed.strip():
        filled = story.paragraphs(story.filled(typed, figure_names))
        st.html(html("story", say, paragraphs=filled, refusals=wrong))
    picked = st.selectbox(
        say(message("Look up a figure")),
        ["", *figure_names],
        format_func=lambda name: f"{name} = {figure_names[name]}" if name else say(message("type a few letters")),
        key="story_figure",
    )
    if picked:
        st.code("{" + picked + "}", language=None)
    if here.person.organisation not in KEYS:
        st.html(html("wait", say, text=message("The texts of a pack are written by the core team, so by BZ or A&M.")))
        return
    name = st.text_input(
        say(message("Your name or function")), here.person.name, key="story_name", max_chars=80
    ).strip()
    same = typed.strip() == (now.text(wanted.language) if now else "")
    if st.button(say(message("Keep this text")), key="story_button", disabled=bool(wrong) or not name or same):
        _keep(here, wanted, theme, typed, name, figure_names)


def _keep(here: Here, wanted: Wanted, theme: str, typed: str, name: str, figure_names: Mapping[str, str]) -> None:
    st.session_state["person_name"] = name
    person = Person(name, here.person.organisation, here.person.roles)
    try:
        with told_when_busy(here):
            story.write(here.live, wanted.quarter, theme, {wanted.language: typed}, person, figure_names)
    except Refused as refused:
        st.html(html("decision_refusals", here.say, refusals=refused.refusals))
        return
    st.rerun()


def coming(here: Here) -> None:
    """What is coming, the calendar file, and planning a meeting."""
    say = here.say
    found = meetings.coming(here.live, here.today)
    rows = [
        (one, here.link(one.page, **({"quarter": one.quarter} if one.quarter and one.page == "closing" else {})))
        for one in found[:8]
    ]
    small = say(message("figures due, quarters to close, meetings"))
    st.html(section(say(message("What is coming")), small, html("coming", say, rows=rows)))
    st.download_button(
        say(message("Calendar file (.ics)")),
        lambda: _calendar(here),
        "taskforce.ics",
        "text/calendar",
        key="calendar",
        on_click="ignore",
        icon=":material/download:",
    )
    if here.person.organisation in KEYS:
        with st.expander(say(message("Plan or cancel a meeting"))):
            _plan(here)


def _calendar(here: Here) -> bytes:
    """The calendar file; its links lead to the present, and whoever opens one acts for themselves."""

    def link(one: meetings.Coming) -> str:
        return f"{base()}{here.link(one.page, quarter=one.quarter, stand=None, **{'as': None})}"

    found, stamp = meetings.events(here.live, here.today), datetime.datetime.now(datetime.UTC)
    return meetings.calendar(found, here.say, link, here.now.number, stamp)


def _plan(here: Here) -> None:
    say, bodies = here.say, meetings.bodies(here.live)
    forum = st.selectbox(
        say(message("Who meets")), list(bodies), format_func=lambda code: say(bodies[code]), key="plan_forum", index=1
    )
    day = st.date_input(say(message("Day")), here.today, format="DD-MM-YYYY", key="plan_day")
    called = st.text_input(say(message("What it is called (may be empty)")), key="plan_called", max_chars=80)
    name = st.text_input(say(message("Your name or function")), here.person.name, key="plan_name", max_chars=80).strip()
    there = any((one.forum, one.held_on) == (forum, day) for one in meetings.meetings(here.live))
    person = Person(name, here.person.organisation, here.person.roles)
    word = message("Cancel this meeting") if there else message("Plan this meeting")
    if not st.button(say(word), key="plan_button", disabled=not name):
        return
    st.session_state["person_name"] = name
    try:
        with told_when_busy(here):
            if there:
                meetings.cancel(here.live, forum, day, person)
            else:
                meetings.plan(here.live, forum, day, called, person)
    except Refused as refused:
        st.html(html("decision_refusals", say, refusals=refused.refusals))
        return
    st.rerun()
