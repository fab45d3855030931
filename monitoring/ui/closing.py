"""The page on which a quarter is closed: what is still open, the two keys, and what was frozen before."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.reports import closing
from monitoring.reports.closing import STANDINGS_CALLED, Act, Closing, Item, Quarter, Standing, called
from monitoring.results.decisions import KEYS
from monitoring.ui.deliver.who_and_why import told_when_busy
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached, choose, finding
from monitoring.ui.state import state
from monitoring.ui.wrapper import COOKIE
from theory_of_change.text import Period, counted, message


def every(here: Here) -> Sequence[Quarter]:
    """All quarters, the last first, as they stand now."""
    return cached(here, closing.quarters)


def chosen(here: Here, found: Sequence[Quarter]) -> Quarter:
    """The quarter to look at, in the address: first the one that waits for a key, else the last that ended and is not closed."""
    waiting = next((one for one in found if one.standing is Standing.PROPOSED), None)
    open_ = next((one for one in found if one.standing is Standing.OPEN), None)
    usual = waiting or open_ or found[0]
    by_code = {one.code: one for one in found}
    say = here.say
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        code = choose(
            say(message("Quarter")),
            list(by_code),
            "quarter",
            names=lambda code: f"{say.short_period(code)} · {say(STANDINGS_CALLED[by_code[code].standing])}",
            default=usual.code,
            width=340,
        )
    return by_code[code]


def title(here: Here, one: Quarter, items: Sequence[Item]) -> None:
    """How it stands with the quarter, and how much is still open."""
    done = sum(item.complete for item in items)
    left = message("{done} of {n} checks complete", done=done, n=len(items))
    match one.standing:
        case Standing.RUNNING:
            said = message("The {quarter} is still running", quarter=Period(one.code))
        case Standing.PROPOSED:
            given = one.last.given(Act.CLOSE)[0]
            missing = next(code for code in KEYS if code != given.organisation)
            said = message(
                "The {quarter} waits for the key of {ministry}", quarter=Period(one.code), ministry=called(missing)
            )
        case Standing.CLOSED:
            said = message("The {quarter} is closed", quarter=Period(one.code))
        case Standing.REOPENING:
            said = message("The {quarter} may be opened again: one key is given", quarter=Period(one.code))
        case _:
            said = message("The {quarter} can be closed: {left}", quarter=Period(one.code), left=left)
    finding(here, said)


def items(here: Here, one: Quarter) -> Sequence[Item]:
    """The checklist of the quarter: of one that is closed as it stood when it was closed, else as it stands now."""
    if one.closed:
        return state(here.ledger.at(one.closed.state, one.closed.seen_on)).answer(closing.checklist, one.code)
    return cached(here, closing.checklist, one.code)


def checklist(here: Here, one: Quarter, found: Sequence[Item]) -> None:
    """What is done and what is open, each open thing with the page where it is mended."""
    say = here.say
    rows = [
        (item, [(say(each.about), say(each.said), here.link(each.page, **dict(each.where))) for each in item.open])
        for item in found
    ]
    small = say(message("worked out from the ledger; it stops nobody, but goes along in the pack"))
    head = message("What was open when it was closed") if one.closed else message("Before you close")
    st.html(section(say(head), small, html("checklist", say, rows=rows)))


def session() -> str:
    """The mark of this visitor's session: the two keys come from two.

    It is that of the browser, which stays the same when a page is loaded again; without the wrapper that of the page.
    """
    cookie = st.context.cookies.get(COOKIE) or st.session_state.setdefault("session_mark", uuid.uuid4().hex)
    return hashlib.sha256(cookie.encode()).hexdigest()[:32]


def keys(here: Here, one: Quarter) -> None:
    """The two keys: who gave which, and the form for one's own; of a closed quarter the keys that opened or would open it."""
    say, act, last = here.say, one.next_act, one.last
    of_last = last if last and (one.closed or one.next_version == last.version) else None
    small = message("two people, one of BZ and one of A&M, each in their own session")
    head = message("Closed with two keys") if one.closed else message("Two keys close it")
    st.html(section(say(head), say(small), _keys(here, one, of_last, Act.CLOSE)))
    if one.standing is Standing.RUNNING:
        st.html(note(say(message("It can be closed from the day after its last day."))))
        return
    if one.proposed:
        _since(here, one)
    if any(key.organisation == here.person.organisation for key in one.waiting):
        _take_back(here, one)
    if act is Act.CLOSE:
        _form(here, one, act)
        return
    given = of_last.given(Act.REOPEN) if of_last else []
    with st.expander(say(message("Open this quarter again: two keys and a reason")), expanded=bool(given)):
        st.html(_keys(here, one, of_last, Act.REOPEN))
        _form(here, one, act)


def _keys(here: Here, one: Quarter, closing_: Closing | None, act: Act) -> Markup:
    given = {key.organisation: key for key in closing_.given(act)} if closing_ else {}
    rows = [(called(code), given.get(code)) for code in KEYS]
    shown = act is Act.CLOSE
    return html("keys", here.say, rows=rows, last=closing_ if shown else None, proposed=one.proposed if shown else None)


def _since(here: Here, one: Quarter) -> None:
    """What came in since the first key: it is not in what is frozen."""
    state = one.proposed.state
    later = [each for each in here.now.history if each.number > state and each.number not in here.now.keys_given]
    look = here.link("glance", quarter=one.code, stand=str(state))
    st.html(html("proposed", here.say, state=state, later=later, look=look))


def _form(here: Here, one: Quarter, act: Act) -> None:
    """Who gives the key, what they checked, and the button."""
    say = here.say
    if here.person.organisation not in KEYS:
        st.html(
            html("wait", say, text=message("Keys are given by BZ and A&M. Choose at the top right for whom you act."))
        )
        return
    name = st.text_input(
        say(message("Your name or function")), here.person.name, key=f"key_name_{act}", max_chars=80
    ).strip()
    why = (
        message("Why, and what must be reported otherwise?")
        if act is Act.REOPEN
        else message("What did you check? (may be empty)")
    )
    text = st.text_input(say(why), key=f"key_note_{act}_{one.code}", max_chars=300).strip()
    anew = False
    if one.proposed:
        anew = st.checkbox(
            say(
                message(
                    "Propose stand {number} anew instead: the key that is there counts no more",
                    number=str(here.now.number),
                )
            ),
            key=f"key_anew_{one.code}",
        )
    asked = Person(name, here.person.organisation, here.person.roles)
    refused = [*closing.judge(one, act, asked, session(), text or "-", anew=anew)] if name else []
    if not name:
        st.html(html("wait", say, text=message("Fill in your name or function.")))
    elif refused:
        st.html(html("decision_refusals", say, refusals=refused))
    elif act is Act.REOPEN and not text:
        st.html(html("wait", say, text=message("Opening a closed quarter again needs a reason.")))
    word = message("Give the key of {ministry}", ministry=called(here.person.organisation))
    ready = bool(name) and not refused and (act is Act.CLOSE or bool(text))
    if not st.button(say(word), type="primary", disabled=not ready, key=f"key_button_{act}"):
        return
    st.session_state["person_name"] = name
    _give(here, one, act, asked, text, anew=anew)


def _take_back(here: Here, one: Quarter) -> None:
    """The way back while the other key is missing."""
    say = here.say
    if st.button(say(message("Take our key back")), key=f"key_back_{one.code}"):
        mine = next(key for key in one.waiting if key.organisation == here.person.organisation)
        person = Person(here.person.name or mine.given_by, here.person.organisation, here.person.roles)
        try:
            with told_when_busy(here):
                closing.take_back(here.live, one.code, person)
        except Refused as refused:
            st.html(html("decision_refusals", say, refusals=refused.refusals))
            return
        st.rerun()


def _give(here: Here, one: Quarter, act: Act, person: Person, text: str, *, anew: bool) -> None:
    say = here.say
    bar = st.progress(0.0, say(message("Working out the hash over everything in this state")))
    try:
        with told_when_busy(here):
            closing.give_key(
                here.live,
                one.code,
                act,
                person,
                text,
                session=session(),
                anew=anew,
                seen=one.last.contents if one.last and not anew and (one.closed or one.proposed) else None,
                progress=lambda share: bar.progress(min(share, 1.0)),
            )
    except Refused as refused:
        bar.empty()
        st.html(html("decision_refusals", say, refusals=refused.refusals))
        return
    st.session_state.pop("choose_stand", None)
    st.session_state.pop("choose_quarter", None)
    st.query_params["quarter"] = one.code
    st.rerun()


def closed_before(here: Here, found: Sequence[Quarter]) -> None:
    """Every state that was frozen, with its hash, and the way to it."""
    say = here.say
    rows = [
        (
            each,
            say.period(each.quarter),
            ", ".join(f"{key.given_by} ({say(called(key.organisation))})" for key in each.given(Act.CLOSE)),
            "; ".join(key.note for key in each.given(Act.REOPEN)) if each.opened else "",
            here.link("glance", quarter=each.quarter, stand=f"{each.quarter}-v{each.version}"),
            here.link("compare", **{"from": f"{each.quarter}-v{each.version}", "quarter": each.quarter}),
            here.link("pack", quarter=each.quarter),
        )
        for one in found
        for each in one.closings
        if each.closed_on
    ]
    head = (
        counted("{n} closing is frozen", "{n} closings are frozen", n=len(rows))
        if rows
        else message("Nothing was closed yet")
    )
    inner = (
        html("closings", say, rows=rows)
        if rows
        else note(say(message("What is closed stands here for good, with a hash over everything in it.")))
    )
    st.html(section(say(head), "", inner))
