"""Proposals on the page: saving one, those there are, and what may be done with one by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import streamlit as st

from monitoring.charts.html import table
from monitoring.money import shifts
from monitoring.money.shifts import Parts, Proposal, Refusal, Refused, Status
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.frame import Here
from monitoring.ui.html import facts, html, note, section
from monitoring.ui.shifts.choice import Asked
from monitoring.ui.shifts.typed import clear
from theory_of_change.text import Euro, Message, message

MOST = 20  # proposals that are listed
STATES: Mapping[str, Message] = {
    Status.PROPOSED: message("proposed"),
    Status.CARRIED_OUT: message("carried out"),
    Status.REJECTED: message("rejected"),
    Status.WITHDRAWN: message("withdrawn"),
}
SHAPES: Mapping[str, str] = {
    Status.PROPOSED: "ring",
    Status.CARRIED_OUT: "disc",
    Status.REJECTED: "square",
    Status.WITHDRAWN: "bar",
}
Act = Callable[..., Proposal]
ACTS: Mapping[str, tuple[Message, Message, Act]] = {
    "carry_out": (message("Carry out"), message("Why is it carried out?"), shifts.carry_out),
    "reject": (message("Reject"), message("Why is it rejected?"), shifts.reject),
    "withdraw": (message("Withdraw"), message("Why is it withdrawn?"), shifts.withdraw),
    "take_back": (message("Take back"), message("Why is it taken back?"), shifts.take_back),
}
"""What can be done with a proposal: the word on the button, the question, and the deed."""


def save(here: Here, asked: Asked, parts: Parts) -> None:
    """Save what is typed as a proposal: who and why. Anybody may propose; the owner decides."""
    if here.ledger.as_of is not None:
        st.html(note(here.say(PAST)))
        return
    budget, say = asked.budget, here.say
    if here.person.organisation != budget.holder:
        st.html(
            note(say(message("Only {holder} can carry it out; you propose it to them.", holder=budget.holder_name)))
        )
    deed = Deed(
        "propose",
        asked.key,
        message("Why should this money go there?"),
        message("Save as a proposal"),
        message("For example: results are better there"),
    )
    said = who_and_why(here, deed)
    if said is None:
        return
    made = _done(here, lambda: shifts.propose(here.live, asked.owned, parts, *said))
    if made:
        clear(asked)
        _show(made)


def _show(one: Proposal) -> None:
    """Go to a proposal, on the state that it made."""
    st.session_state.pop("choose_stand", None)  # a browser goes on showing the number of the earlier state
    st.query_params["shift"] = str(one.number)
    st.rerun()


PAST = message("You look at a past state: nothing can be changed in it.")


def _done(here: Here, act: Callable[[], Proposal]) -> Proposal | None:
    """Do it; what others wrote meanwhile may stand in the way, and is then said."""
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            return act()
    except Refused as refused:
        st.html(html("refusals", here.say, refusals=refused.refusals))
        return None


def title(one: Proposal, asked: Asked) -> Message:
    """The finding on one proposal."""
    if one.taken_back_by is not None:
        return message(
            "Shift {number} was carried out, and taken back by shift {by}",
            number=str(one.number),
            by=str(one.taken_back_by),
        )
    return message(
        "Shift {number}: {amount} within {type}, {state}",
        number=str(one.number),
        amount=Euro(one.amount),
        type=asked.budget.name,
        state=STATES[one.status],
    )


def decide(here: Here, asked: Asked, one: Proposal, refusals: Sequence[Refusal]) -> None:
    """One proposal: what it says, whether it can still be made, and what this person may do with it."""
    say = here.say
    st.html(section(say(message("Proposal {number}", number=str(one.number))), inner=facts(say, _facts(here, one))))
    moves = [(say(asked.budget.called(place)), say.euro(amount, sign=True)) for place, amount in one.parts.items()]
    st.html(table(say, [say(message("What moves")), say(message("Amount"))], moves, numeric=[1]))
    if one.open and refusals:
        st.html(html("refusals", say, refusals=refusals))
    elif one.open:
        st.html(html("fine", say, text=message("As the budget stands now, it can be carried out.")))
    if here.ledger.as_of is None:
        _act(here, asked, one)
    else:
        st.html(note(say(PAST)))
    st.html(html("shift_onward", say, href=here.here(shift=None, move=None), links=_others(here, one)))


def _facts(here: Here, one: Proposal) -> list[tuple[Message, object]]:
    state = STATES[one.status]
    told: list[tuple[Message, object]] = [
        (message("State"), state),
        (message("Proposed by"), _who(one.proposed_by, one.proposed_for)),
        (message("On"), one.proposed_on),
        (message("Why"), one.reason),
    ]
    if one.decided_by and one.takes_back is None:  # who takes back proposes and decides at once
        told += [
            (message("Decided by"), one.decided_by),
            (message("Decided on"), one.decided_on),
            (message("Decision"), one.decision),
        ]
    return [(name, here.say(value)) for name, value in told]


def _who(name: str, organisation: str) -> Message:
    return message("{name} for {organisation}", name=name, organisation=organisation)


def _others(here: Here, one: Proposal) -> list[tuple[str, Message]]:
    """The shift that this one takes back, or that took it back."""
    found = []
    for number, said in (
        (one.takes_back, message("See shift {number}, which this takes back", number=str(one.takes_back))),
        (one.taken_back_by, message("See shift {number}, which took this back", number=str(one.taken_back_by))),
    ):
        if number is not None:
            found.append((here.here(shift=number, move=None), said))
    return found


def allowed(one: Proposal, organisation: str) -> list[str]:
    """What somebody of an organisation may do with a proposal, the most usual first.

    >>> from datetime import date
    >>> one = Proposal(7, "AM", "AM_NON_ODA", 2026, Status.PROPOSED, "Somebody", "POL", date(2026, 3, 1), "why")
    >>> allowed(one, "AM"), allowed(one, "POL"), allowed(one, "BZ")
    (['carry_out', 'reject'], ['withdraw'], [])
    """
    owner = organisation == one.holder
    if one.open:
        return [
            *(["carry_out", "reject"] if owner else []),
            *(["withdraw"] if organisation == one.proposed_for else []),
        ]
    return ["take_back"] if owner and one.holds and one.takes_back is None else []


def _act(here: Here, asked: Asked, one: Proposal) -> None:
    """The decisions that this person may take, with who and why."""
    say, may = here.say, allowed(one, here.person.organisation)
    if not may:
        if allowed(one, one.holder):
            owner = asked.budget.holder_name
            st.html(
                note(
                    say(
                        message(
                            "Only {holder} can decide on this. Choose at the top right for whom you act.", holder=owner
                        )
                    )
                )
            )
        return
    act = may[0]
    if len(may) > 1:
        chosen = st.segmented_control(
            say(message("Decision")),
            may,
            required=True,
            default=act,
            format_func=lambda code: say(ACTS[code][0]),
            key=f"act_{one.number}",
        )
        act = chosen or act
    word, why, deed = ACTS[act]
    said = who_and_why(here, Deed(f"decide_{act}", str(one.number), why, word))
    if said is None:
        return
    done = _done(here, lambda: deed(here.live, one.number, *said))
    if done:
        _show(done)


def overview(here: Here, known: Sequence[Proposal]) -> None:
    """Every proposal with its state, the last first."""
    say, called, types = here.say, here.names("organisation"), here.names("budget_type")
    heading = say(message("Proposals"))
    if not known:
        st.html(section(heading, inner=note(say(message("Nobody proposed a shift yet. Type one above and save it.")))))
        return
    rows = [
        (
            one,
            here.here(shift=one.number, move=None, budget=one.budget_type, holder=one.holder, year=one.year),
            called.get(one.holder, one.holder),
            types[one.budget_type],
            STATES[one.status],
            SHAPES[one.status],
        )
        for one in known[:MOST]
    ]
    st.html(section(heading, inner=html("shift_list", say, rows=rows, moves=_moves(here))))
    if len(known) > MOST:
        st.html(note(say(message("The last {n} are shown; the command shifts knows them all.", n=MOST))))


def _moves(here: Here) -> Callable[[Proposal], str]:
    """From where to where a proposal moves money, in a line."""
    countries, themes = here.names("country"), here.names("theme")

    def side(one: Proposal, sign: int) -> str:
        places = [place for place, amount in one.parts.items() if sign * amount > Decimal(0)]
        said = [
            f"{here.say(countries.get(country, country))}, {here.say(themes.get(theme, theme))}"
            for country, theme in places
        ]
        return " + ".join(said)

    return lambda one: f"{side(one, -1)} → {side(one, 1)}"
