"""Whether a shift can be made: every reason against it, told at once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from monitoring.money.shifts.owned import Budget, Parts
from monitoring.money.shifts.refusal import Refusal, Why
from monitoring.money.shifts.room import UNDIVIDED, ZERO, Place, Standing
from theory_of_change.text import Euro, Listing, Message, Text, message

RULE = "shift"
VERSION = "1.0"


def judge(budget: Budget, parts: Parts) -> list[Refusal]:
    """Every reason why a shift within a budget cannot be made; none where it can.

    >>> from datetime import date
    >>> from monitoring.money.shifts.owned import Country, Theme
    >>> def text(word): return Text(nl=word, en=word)
    >>> budget = Budget("AM", "AM_NON_ODA", 2026, date(2026, 10, 28),
    ...     {("XAA", "TER"): Standing("XAA", "TER", Decimal(100), Decimal(100), Decimal(60))}, {},
    ...     {"XAA": Country(text("Almara"), False, True), "XAB": Country(text("Belmora"), False, True)},
    ...     {"TER": Theme(text("return")), "OPV": Theme(text("reception"), in_totals=False)}, text("A&M"), text("non-ODA"))
    >>> judge(budget, {("XAA", "TER"): Decimal(-40), ("XAB", "TER"): Decimal(40)})
    []

    More than is free is refused with what would be allowed:

    >>> [(r.why.value, r.place, str(r.allowed)) for r in judge(budget, {("XAA", "TER"): Decimal(-41), ("XAB", "TER"): Decimal(41)})]
    [('not_free', ('XAA', 'TER'), '40')]

    All that is wrong is told at once:

    >>> [r.why.value for r in judge(budget, {("XAA", "TER"): Decimal(-41), ("XAB", "OPV"): Decimal(40)})]
    ['not_zero', 'not_free', 'reception']
    """
    changes = {place: amount for place, amount in parts.items() if amount}
    if not budget.standings:
        return [Refusal(Why.NO_BUDGET, _no_budget(budget))]
    if budget.today.year > budget.year:
        return [
            Refusal(
                Why.YEAR_OVER,
                message("The year {year} is over: its budget can no longer be shifted.", year=str(budget.year)),
            )
        ]
    if not changes:
        return [Refusal(Why.NOTHING, message("Say from where money is taken, how much, and where it goes."))]
    return [*_sum(changes), *(one for place, amount in sorted(changes.items()) for one in _at(budget, place, amount))]


def _no_budget(budget: Budget) -> Message:
    return message(
        "{holder} has no budget of {type} in {year}, so there is nothing to shift.",
        holder=budget.holder_name,
        type=budget.type_name,
        year=str(budget.year),
    )


def _sum(changes: Parts) -> Iterator[Refusal]:
    """That what is taken is what is given: otherwise the total of the budget would change."""
    taken = -sum((amount for amount in changes.values() if amount < 0), ZERO)
    given = sum((amount for amount in changes.values() if amount > 0), ZERO)
    if taken != given:
        yield Refusal(
            Why.NOT_ZERO,
            message(
                "{taken} is taken away and {given} is given. A shift leaves the total as it is, so make them the same.",
                taken=Euro(taken),
                given=Euro(given),
            ),
        )


def _at(budget: Budget, place: Place, amount: Decimal) -> Iterator[Refusal]:
    """What is wrong with one part."""
    country, theme = place
    unknown = next(
        (code for code, known in ((country, budget.countries), (theme, _known(budget))) if code not in known), None
    )
    if unknown:
        yield Refusal(Why.UNKNOWN, message("“{value}” is not known here.", value=unknown), place)
    elif theme != UNDIVIDED and not budget.themes[theme].in_totals:
        yield Refusal(Why.RECEPTION, _reception(budget, theme), place)
    elif amount < 0:
        yield from _taken(budget, place, -amount)
    else:
        yield from _given(budget, place)


def _known(budget: Budget) -> set[str]:
    return {*budget.themes, UNDIVIDED}


def _reception(budget: Budget, theme: str) -> Message:
    if budget.aid:
        return message("ODA for reception in the region is not of the taskforce (terms of reference, footnote 3).")
    return message(
        "{theme} is in no total of the taskforce, so nothing is shifted to it or from it (terms of reference, footnote 3).",
        theme=budget.themes[theme].name,
    )


def _taken(budget: Budget, place: Place, amount: Decimal) -> Iterator[Refusal]:
    """That no more is taken than is free, with what holds the rest."""
    standing = budget.standing(place)
    if amount <= standing.free:
        return
    without_promises = standing.lowest - max(standing.committed, standing.spent) - standing.leans
    promised = standing.promised > 0 and amount <= without_promises
    said: dict[str, Any] = {"place": budget.called(place), "amount": Euro(amount), "why": Listing(held(standing))}
    words = (
        message("{place}: at most {free} can be taken away, not {amount}: {why}.", free=Euro(standing.free), **said)
        if standing.free
        else message("{place}: nothing can be taken away, and {amount} is asked: {why}.", **said)
    )
    yield Refusal(Why.PROMISED if promised else Why.NOT_FREE, words, place, standing.free)


def held(standing: Standing) -> list[Message]:
    """What a country and theme have, and what of it cannot go, each in a few words."""
    told = [message("{amount} is allocated", amount=Euro(standing.allocated))]
    if standing.lowest < standing.allocated:
        told.append(message("{amount} is taken away later", amount=Euro(standing.allocated - standing.lowest)))
    if standing.spent > standing.committed:
        told.append(message("{amount} is spent", amount=Euro(standing.spent)))
    else:
        told.append(message("{amount} is committed", amount=Euro(standing.committed)))
    told += [
        message(
            "{amount} is promised to {agreement}", amount=Euro(one.open), agreement=_agreement(one.name, one.agreement)
        )
        for one in standing.promises
        if one.open
    ]
    if standing.leans:
        told.append(message("{amount} is committed below it without a budget of its own", amount=Euro(standing.leans)))
    return told


def _agreement(name: Text, code: str) -> Message:
    return message("{name} ({code})", name=name, code=code)


def _given(budget: Budget, place: Place) -> Iterator[Refusal]:
    """That this budget may pay it there: the same that is asked of a sheet (CHK-O1, CHK-S2, the theories)."""
    country, theme = budget.countries[place[0]], budget.themes.get(place[1])
    if theme and theme.paid_from and budget.budget_type not in theme.paid_from:
        said: dict[str, Any] = {"theme": theme.name, "type": budget.type_name}
        yield Refusal(Why.THEME, message("The theory of change {theme} may not be paid from {type}.", **said), place)
    if country.eu_member:
        yield Refusal(
            Why.MEMBER_STATE,
            message(
                "{country} is an EU member state. Money goes to third countries only (terms of reference, footnote 3).",
                country=country.name,
            ),
            place,
        )
    elif budget.aid and not country.recipient and place[0] != UNDIVIDED:
        yield Refusal(
            Why.NOT_A_RECIPIENT,
            message("{country} is not on the DAC list, so this cannot be ODA.", country=country.name),
            place,
        )
