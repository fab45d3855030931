"""Overruling a status by hand, and withdrawing that: a commit each, judged by the state it lands on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from monitoring.ledger import Ledger, Reader, Transaction, names
from monitoring.ledger.names import unknown
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results import quarter as quarters
from monitoring.results.incidents import core_team
from monitoring.results.overrides import CALLED, LEAST_REASON, LONGEST, MAY_BE, overrides
from theory_of_change.text import Listing, Message, counted, message


@dataclass(frozen=True)
class Overruling:
    """What somebody asks for: which status, of which figure, from which quarter, until which day, and why."""

    indicator: str
    country: str
    since: str
    status: str
    expires_on: datetime.date
    reason: str


def overrule(ledger: Ledger, asked: Overruling, person: Person) -> int | None:
    """Overrule a status: the number of the commit, which is that of the override. Raises `Refused`."""

    def work(transaction: Transaction) -> None:
        if refusals := [*_of(transaction, asked, person)]:
            raise Refused(*refusals)
        row = {
            **vars(asked),
            "number": transaction.number,
            "reason": asked.reason.strip(),
            "given_by": person.name.strip(),
            "given_for": person.organisation,
            "given_on": transaction.today,
            **dict.fromkeys(("withdrawn_on", "withdrawn_by", "withdrawn_for", "withdrawn_why")),
        }
        transaction.merge("status_override", pd.DataFrame([row], dtype=object))

    return ledger.commit(person, f"Status of {asked.indicator} overruled in {asked.country}", work).number


def withdraw(ledger: Ledger, number: int, why: str, person: Person) -> int | None:
    """Withdraw an override, so that the rule speaks again: the number of the commit. Raises `Refused`."""

    def work(transaction: Transaction) -> None:
        if refusals := [*_of_withdrawal(transaction, number, why, person)]:
            raise Refused(*refusals)
        columns = (
            "indicator",
            "country",
            "since",
            "status",
            "reason",
            "given_by",
            "given_for",
            "given_on",
            "expires_on",
        )
        [held] = transaction.rows(f"select {', '.join(columns)} from status_override where number = ?", number)
        row = {
            "number": number,
            **dict(zip(columns, held, strict=True)),
            "withdrawn_on": transaction.today,
            "withdrawn_by": person.name.strip(),
            "withdrawn_for": person.organisation,
            "withdrawn_why": why.strip(),
        }
        transaction.merge("status_override", pd.DataFrame([row], dtype=object))

    return ledger.commit(person, f"Override {number} withdrawn", work).number


def _of(reader: Reader, asked: Overruling, person: Person) -> Iterator[Refusal]:
    """Everything that stands against an override."""
    yield from _by_whom(reader, person)
    yield from _of_figure(reader, asked)
    yield from _why("reason", asked.reason)
    if asked.status not in MAY_BE:
        yield Refusal(
            "status",
            message("A status cannot be overruled to “{status}”.", status=asked.status),
            message("Choose one of {known}.", known=Listing([CALLED[one] for one in MAY_BE])),
        )
    today, last = reader.today, reader.today + datetime.timedelta(days=LONGEST)
    if not today < asked.expires_on <= last:
        yield Refusal(
            "expires_on",
            message("It cannot hold until {day}.", day=asked.expires_on),
            message(
                "Choose a day after {today} and at most {last}: a year on, it is looked at again.",
                today=today,
                last=last,
            ),
        )


def _by_whom(reader: Reader, person: Person) -> Iterator[Refusal]:
    yield from of_person(person.name)
    if person.organisation not in core_team(reader):
        yield Refusal(
            "organisation",
            message("A status is overruled by the core team, so by BZ or A&M."),
            message("Choose at the top right for whom you act, or give it to the core team."),
        )


def _why(field: str, text: str) -> Iterator[Refusal]:
    yield from of_texts({field: text})
    if len(text.strip()) < LEAST_REASON:
        yield Refusal(
            field,
            message("It is not said why."),
            counted(
                "Write in a sentence what the rule does not know, in at least {n} character.",
                "Write in a sentence what the rule does not know, in at least {n} characters.",
                n=LEAST_REASON,
            ),
        )


def _of_figure(reader: Reader, asked: Overruling) -> Iterator[Refusal]:
    """That there is such a figure, that it is judged at all, and that it is not overruled already."""
    measures, places = names(reader, "measure"), names(reader, "country")
    last = reader.rows(
        "select direction, kind from indicator where code = ? order by version desc limit 1", asked.indicator
    )
    if not last:
        yield _wrong("indicator", unknown("indicator", asked.indicator, measures))
    elif last[0][0] == "contextual" or last[0][1] == "narrative":
        yield Refusal(
            "indicator",
            message("{indicator} is context, which is never judged.", indicator=asked.indicator),
            message("Overrule an indicator that has a status."),
        )
    if asked.country not in places and asked.country != "ALL":
        yield _wrong("country", unknown("country", asked.country, places))
    known = quarters.quarters(reader)
    if asked.since not in known:
        yield Refusal(
            "since",
            message("There are no figures for {quarter}.", quarter=asked.since),
            message("Known are {known}.", known=Listing(known[-4:] or ["–"])),
        )
    for one in overrides(reader, asked.indicator, asked.country):
        if one.holds(reader.today):
            yield Refusal(
                "indicator",
                message("It is overruled already, until {day}.", day=one.expires_on),
                message("First withdraw override {number}.", number=str(one.number)),
            )


def _wrong(field: str, said: Message) -> Refusal:
    return Refusal(field, said, message("Look at the list of indicators."))


def _of_withdrawal(reader: Reader, number: int, why: str, person: Person) -> Iterator[Refusal]:
    yield from _by_whom(reader, person)
    yield from _why("reason", why)
    found = next((one for one in overrides(reader) if one.number == number), None)
    if found is None or not found.holds(reader.today):
        holding = [str(one.number) for one in overrides(reader) if one.holds(reader.today)]
        yield Refusal(
            "number",
            message("Override {number} does not hold.", number=str(number)),
            message("Those that hold are {known}.", known=Listing(holding or ["–"])),
        )
