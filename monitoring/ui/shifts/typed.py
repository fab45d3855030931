"""Typing a shift: what is taken from where, and what is given to whom. What is typed stands in the address too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import streamlit as st

from monitoring.intake import normalise
from monitoring.intake.normalise.misread import Misread
from monitoring.language import Words
from monitoring.money.shifts import Budget, Parts, Place
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.shifts.choice import Asked
from theory_of_change.text import Message, message

MOST = 8  # lines on each side
CENT = Decimal("0.01")
SIDES: Mapping[str, tuple[Message, Message]] = {
    "taken": (message("Take from"), message("Choose where from")),
    "given": (message("Give to"), message("Choose where to")),
}


@dataclass(frozen=True)
class Line:
    """One line as it was typed: a country and theme, and euros; None where it is left open."""

    place: Place | None
    amount: Decimal | None


def completed(taken: Sequence[Line], given: Sequence[Line]) -> dict[Place, Decimal]:
    """The parts of what was typed. A place to give to whose amount is left open gets the rest, if it is the only one.

    >>> ter, irr = ("XAA", "TER"), ("XAB", "IRR")
    >>> {place: str(amount) for place, amount in completed([Line(ter, Decimal(50))], [Line(irr, None)]).items()}
    {('XAA', 'TER'): '-50', ('XAB', 'IRR'): '50'}
    """
    parts: dict[Place, Decimal] = {}
    for sign, lines in ((-1, taken), (1, given)):
        for line in lines:
            if line.place and line.amount:
                parts[line.place] = parts.get(line.place, Decimal(0)) + sign * line.amount
    open_ones = [line.place for line in given if line.place and line.amount is None]
    rest = -sum(parts.values(), Decimal(0))
    if len(open_ones) == 1 and rest > 0:
        parts[open_ones[0]] = parts.get(open_ones[0], Decimal(0)) + rest
    return {place: amount for place, amount in parts.items() if amount}


def as_text(parts: Parts) -> str:
    """Parts as they stand in the address.

    >>> as_text({("XAA", "TER"): Decimal("-50.00"), ("XAB", "IRR"): Decimal(50)})
    'XAA.TER:-50,XAB.IRR:50'
    """
    return ",".join(f"{country}.{theme}:{amount.normalize():f}" for (country, theme), amount in sorted(parts.items()))


def from_text(text: str) -> dict[Place, Decimal]:
    """Parts out of an address; what cannot be read in it is left out.

    >>> from_text("XAA.TER:-50,XAB.IRR:50,nonsense") == {("XAA", "TER"): Decimal(-50), ("XAB", "IRR"): Decimal(50)}
    True
    """
    parts: dict[Place, Decimal] = {}
    for part in text.split(","):
        where, _, amount = part.partition(":")
        country, _, theme = where.partition(".")
        try:
            euros = Decimal(amount).quantize(CENT)
        except InvalidOperation:
            continue
        if theme and euros.is_finite():
            parts[country, theme] = euros
    return parts


def typed(here: Here, asked: Asked) -> dict[Place, Decimal]:
    """The controls, and the parts of what is typed in them."""
    say, offered = here.say, _offered(asked)
    _from_the_address(here, asked, offered)
    heading = say(message("What if"))
    st.html(section(heading, say(message("type amounts in euros; nothing is saved yet"))))
    taken = _side(here, asked, "taken", offered["taken"])
    given = _side(here, asked, "given", offered["given"])
    st.html(note(say(message("An amount left open on the last line gets the rest. You may write 0.2 mln."))))
    parts = completed(taken, given)
    text = as_text(parts)
    st.session_state[f"moves_{asked.key}"] = text
    if text:
        st.query_params["move"] = text
    else:
        st.query_params.pop("move", None)
    return parts


def clear(asked: Asked) -> None:
    """Forget what was typed."""
    st.query_params.pop("move", None)
    for key in [
        key for key in st.session_state if str(key).startswith(("taken_", "given_", "moves_", "propose_reason_"))
    ]:
        if str(key).endswith(asked.key):
            del st.session_state[key]


def _offered(asked: Asked) -> dict[str, list[str]]:
    """What can be chosen on each side: to take from what has a budget, to give to any country and theme in totals."""
    budget = asked.budget
    counting = [code for code, theme in budget.themes.items() if theme.in_totals]
    there = [_code(place) for place, one in budget.standings.items() if one.allocated > 0 and place[1] != "OPV"]
    every = [f"{country}.{theme}" for country in asked.countries for theme in [*counting, "ALL"]]
    return {"taken": there, "given": every}


def _code(place: Place) -> str:
    return ".".join(place)


def _place(code: str | None) -> Place | None:
    if code is None:
        return None
    country, _, theme = code.partition(".")
    return country, theme


def _from_the_address(here: Here, asked: Asked, offered: Mapping[str, Sequence[str]]) -> None:
    """Fill the controls in from the address, where it says something else than they do."""
    text = st.query_params.get("move")
    if text is None or text == st.session_state.get(f"moves_{asked.key}"):
        return
    for side, sign in (("taken", -1), ("given", 1)):
        own = {place: sign * amount for place, amount in from_text(text).items() if sign * amount > 0}
        known = [(place, amount) for place, amount in own.items() if _code(place) in offered[side]][:MOST]
        for n in range(MOST):
            place, amount = known[n] if n < len(known) else (None, None)
            st.session_state[_key(side, "place", n, asked)] = _code(place) if place else None
            st.session_state[_key(side, "amount", n, asked)] = written(amount, here.say) if amount else ""


def _key(side: str, what: str, n: int, asked: Asked) -> str:
    return f"{side}_{what}_{n}_{asked.key}"


def _side(here: Here, asked: Asked, side: str, offered: Sequence[str]) -> list[Line]:
    """The lines of one side: as many as are filled in, and one more."""
    say, (title, placeholder) = here.say, SIDES[side]
    lines: list[Line] = []
    with st.container(key=side):
        for n in range(MOST):
            first, second = st.columns([70, 30], vertical_alignment="top")
            code = first.selectbox(
                say(title),
                offered,
                index=None,
                placeholder=say(placeholder),
                format_func=lambda code: _named(here, asked.budget, code, side),
                label_visibility="visible" if n == 0 else "collapsed",
                key=_key(side, "place", n, asked),
            )
            amount = _amount(here, second, side, n, asked)
            lines.append(Line(_place(code), amount))
            if code is None:
                break
    return lines


def _amount(here: Here, where: st.delta_generator.DeltaGenerator, side: str, n: int, asked: Asked) -> Decimal | None:
    """The amount of a line; one that cannot be read says so under it."""
    say, key = here.say, _key(side, "amount", n, asked)

    def changed() -> None:
        found = read(st.session_state[key], say)
        if isinstance(found, Decimal):
            st.session_state[key] = written(found, say)

    text = where.text_input(
        say(message("Amount, €")),
        key=key,
        on_change=changed,
        label_visibility="visible" if n == 0 else "collapsed",
        max_chars=24,
    )
    found = read(text, say)
    if isinstance(found, Misread):
        st.html(html("stop", say, text=found.message))
        return None
    return found


def read(text: str, say: Words) -> Decimal | Misread | None:
    """An amount as somebody types it in their language: with thousands marks, cents, or “0.2 mln”.

    >>> read("200.000", Words("nl")), read("0.2 mln", Words("en")), read("", Words("nl"))
    (Decimal('200000.00'), Decimal('200000.00'), None)
    """
    found = normalise.number(text, mark="comma" if say.language == "nl" else "point")
    if not isinstance(found, Decimal):
        return found
    if found <= 0 or found != found.quantize(CENT):
        return Misread(message("Type an amount above zero, in whole cents."), message("Type an amount above zero."))
    return found.quantize(CENT)


def written(amount: Decimal, say: Words) -> str:
    """An amount as it stands in its box.

    >>> written(Decimal("200000.00"), Words("nl")), written(Decimal("0.50"), Words("en"))
    ('200.000', '0.50')
    """
    return say.number(amount, 0 if amount == amount.to_integral_value() else 2)


def _named(here: Here, budget: Budget, code: str, side: str) -> str:
    """A country and theme, and what is free of it where money is taken."""
    place = _place(code)
    named = here.say(budget.called(place))
    if side == "given":
        return named
    free = here.say(message("{amount} free", amount=written(budget.standing(place).free, here.say)))
    return f"{named} · {free}"
