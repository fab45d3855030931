"""What stands against a test, a statement or an answer: the same for forms, for the command line and for the commit."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitoring.ledger import Reader, names
from monitoring.ledger.names import unknown
from monitoring.refusal import Refusal, of_texts
from monitoring.results.assumptions import Learnt, Statement, Test, Told, sources
from monitoring.results.picture import versions
from theory_of_change.text import Message, Text, message

LONGEST = 1000  # characters of one text
SHORTEST = 12  # characters that say anything


@dataclass(frozen=True)
class Codes:
    """What may be named: assumptions, learning questions, what a statement can bear on, organisations and countries."""

    assumptions: Mapping[str, Text]
    questions: Mapping[str, Text]
    bearings: Mapping[str, Text]
    organisations: Mapping[str, Text]
    countries: Mapping[str, Text]


ALL_COUNTRIES = Text(nl="Alle landen", en="All countries")


def codes(reader: Reader) -> Codes:
    """What may be named at a state of the ledger; of a theory, what any of its versions has."""
    theories = versions(reader)
    return Codes(
        {one.code: one.text for theory in theories for one in theory.assumptions},
        {one.code: one.text for theory in theories for one in theory.learning_questions},
        {step.code: step.label for theory in theories for step in theory.steps}
        | {link.code: link.mechanism for theory in theories for link in theory.links}
        | {one.code: one.name for theory in theories for one in theory.safeguards},
        names(reader, "organisation"),
        {"ALL": ALL_COUNTRIES, **names(reader, "country")},
    )


def judge(told: Told, known: Codes, today: datetime.date, organisation: str) -> list[Refusal]:
    """Everything that stands against what somebody of an organisation wants to record, each with its field.

    >>> known = Codes({"TER-V02": Text(nl="a", en="a")}, {}, {"TER-L07": Text(nl="l", en="l")}, {"BZ": Text(nl="b", en="b"),
    ...     "AM": Text(nl="m", en="m")}, {"ALL": ALL_COUNTRIES})
    >>> day = datetime.date(2026, 10, 28)
    >>> def fields(told, organisation="BZ"):
    ...     return [one.field for one in judge(told, known, day, organisation)]
    >>> from monitoring.results.assumptions import Verdict
    >>> def test(**more):
    ...     return Test(**({"country": "ALL", "sources": "Letter", "assumption": "TER-V02", "verdict": Verdict.HOLDS,
    ...         "evidence": "Talks went on after the elections.", "tested_on": day, "tested_by": "BZ"} | more))
    >>> fields(test()), fields(test(assumption="TER-V99", country="XAA")), fields(test(evidence=" ", sources=";"))
    ([], ['assumption', 'country'], ['evidence', 'sources'])
    >>> fields(test(tested_on=datetime.date(2026, 10, 29))), fields(test(evidence="Told by a.jansen@example.org"))
    (['tested_on'], ['evidence'])

    Who substantiates a statement is somebody else than who makes it:

    >>> def statement(**more):
    ...     return Statement(**({"country": "ALL", "sources": "Letter", "theme": "TER", "bears_on": "TER-L07", "actor": "A ministry",
    ...         "change": "It answers in writing.", "changed_on": day, "contribution": "We asked for it.",
    ...         "significance": "Files move again.", "intended": True, "positive": True} | more))
    >>> fields(statement(substantiated_by="AM")), fields(statement(substantiated_by="BZ"))
    ([], ['substantiated_by'])
    """
    return [
        *_codes(told, known, organisation),
        *_days(told, today),
        *(refusal for field in _TEXTS[type(told)] for refusal in _text(field, getattr(told, field))),
        *_sources(told),
    ]


_TEXTS: Mapping[type[Told], Mapping[str, bool]] = {
    Test: {"evidence": True, "tester_function": False},
    Statement: {
        "actor": False,
        "change": True,
        "contribution": True,
        "significance": True,
        "substantiator_function": False,
    },
    Learnt: {"learnt": True, "learner_function": False},
}
"""The typed texts of each; those that are to say something in a sentence are true."""

_DAYS: Mapping[type[Told], str] = {Test: "tested_on", Statement: "changed_on", Learnt: "learnt_on"}

NAMED: Mapping[str, Message] = {
    "assumption": message("Assumption"),
    "question": message("Learning question"),
    "bears_on": message("What it bears on"),
    "country": message("Country"),
    "tested_by": message("Who tested"),
    "learnt_by": message("Who learnt it"),
    "substantiated_by": message("Substantiated by"),
    "recorded_for": message("I act for"),
}
"""What each code is called."""


def _codes(told: Told, known: Codes, organisation: str) -> Iterator[Refusal]:
    fields: dict[str, Mapping[str, Text]] = {
        "assumption": known.assumptions,
        "question": known.questions,
        "bears_on": known.bearings,
        "country": known.countries,
        "tested_by": known.organisations,
        "learnt_by": known.organisations,
    }
    for field, called in fields.items():
        value = getattr(told, field, None)
        if value is not None and value not in called:
            yield Refusal(field, unknown(NAMED[field], value, called), message("Choose one that is known."))
    if organisation not in known.organisations:
        yield Refusal(
            "recorded_for",
            unknown(NAMED["recorded_for"], organisation, known.organisations),
            message("Choose at the top right for whom you act."),
        )
    if isinstance(told, Statement) and told.substantiated_by is not None:
        yield from _substantiated(told.substantiated_by, known, organisation)


def _substantiated(by: str, known: Codes, organisation: str) -> Iterator[Refusal]:
    if by not in known.organisations:
        yield Refusal(
            "substantiated_by",
            unknown(NAMED["substantiated_by"], by, known.organisations),
            message("Choose one that is known."),
        )
    elif by == organisation:
        yield Refusal(
            "substantiated_by",
            message("Nobody substantiates a statement of its own."),
            message("Choose another organisation that knows of it, or none yet."),
        )


def _days(told: Told, today: datetime.date) -> Iterator[Refusal]:
    field = _DAYS[type(told)]
    if getattr(told, field) > today:
        yield Refusal(
            field, message("That day has not come yet."), message("Choose a day up to and including {day}.", day=today)
        )


def _text(field: str, value: Any) -> Iterator[Refusal]:
    """What stands against one typed text."""
    text = (value or "").strip()
    needed, sentence = field not in _OPTIONAL, field in _SENTENCES
    if needed and len(text) < (SHORTEST if sentence else 2):
        yield Refusal(field, *_EMPTY[field])
    yield from of_texts({field: text}, longest=LONGEST)


_OPTIONAL = {"tester_function", "substantiator_function", "learner_function", "sources"}
_SENTENCES = {field for of in _TEXTS.values() for field, sentence in of.items() if sentence}
_EMPTY: Mapping[str, tuple[Message, Message]] = {
    "evidence": (message("It is not said what was found."), message("Write in a sentence what you saw or read.")),
    "actor": (message("It is not said who changed."), message("Name the organisation or group.")),
    "change": (message("It is not said what changed."), message("Write in a sentence what they do differently.")),
    "contribution": (
        message("It is not said what we had to do with it."),
        message("Write in a sentence what we did; “nothing that we know of” is an answer too."),
    ),
    "significance": (message("It is not said why it matters."), message("Write in a sentence why it matters.")),
    "learnt": (message("It is not said what was learnt."), message("Write in a sentence what you know now.")),
}


def _sources(told: Told) -> Iterator[Refusal]:
    if not sources(told.sources):
        yield Refusal(
            "sources",
            message("It has no source."),
            message("Name the report, letter or visit; put a semicolon between two sources."),
        )
    yield from _text("sources", told.sources)
