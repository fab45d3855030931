"""The decisions that are asked for at a quarter: the gravest matters that no decision answers yet, each as a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitoring.ledger import Ledger, names
from monitoring.reports.front import Ask
from monitoring.results import signals
from monitoring.results.decisions import Decision, State, answering, decisions, identity
from monitoring.results.signals import Case, Kind, Signal
from theory_of_change.text import Message, message

RULE = "asked"
VERSION = "1.0"

QUESTIONS: Mapping[Kind, Message] = {
    Kind.SAFEGUARD: message("suspend until “{about}” is in order?"),
    Kind.INCIDENT: message("who acts on this harm, and by when?"),
    Kind.THEORY_IN_QUESTION: message("change the approach?"),
    Kind.TRIGGER: message("do now what was agreed for this case?"),
    Kind.ASSUMPTION: message("test before going on whether this still holds: “{about}”?"),
    Kind.OVERSPENDING: message("spend less, or more budget?"),
    Kind.UNCOVERED_AGREEMENT: message("cover the agreement, or change it?"),
    Kind.DISPLACEMENT: message("act on what moved elsewhere?"),
    Kind.SPENDING_WITHOUT_RESULT: message("go on paying without a result?"),
    Kind.DELIVERY_PROBLEM: message("help delivery, or stop?"),
    Kind.BEHIND: message("change course, or the target?"),
    Kind.UNDERSPENDING: message("shift what stays over?"),
    Kind.DELIVERY_MISSING: message("who sees to the missing figure?"),
    Kind.UNEXPLAINED: message("find out what caused it?"),
    Kind.TARGET_TOO_LOW: message("raise the target?"),
    Kind.STALE: message("who renews the figure?"),
}
"""What each kind of signal asks, after the country it is about. Illustrative until adopted."""

OF_HARM: Mapping[str, Message] = {
    "known": message("register the reports that are missing?"),
    "assessment": message("hold payment until the actor is assessed?"),
    "gate": message("hold payment until the gate is passed?"),
}
"""What a signal of harm asks where it is not an incident: reports not in the register, an actor, a stage gate."""


FEW = 3


@dataclass(frozen=True)
class Asked:
    """One decision that is asked for: where, the question, what is proposed, the signals behind it, and its page.

    `case` is None where a decision was taken and waits for its second key: then `decision` is it.
    """

    place: Any
    question: Message
    proposal: Any
    behind: Any
    page: str
    where: tuple[tuple[str, str], ...]
    mark: str
    case: Case | None = None
    decision: Decision | None = None


def asked(ledger: Ledger, quarter: str, most: int, ask: Ask | None = None) -> list[Asked]:
    """What is asked at a quarter, at most `most`: the gravest of each kind of matter that no decision answers yet, and
    decisions that wait for a key, of which one has a place among more than `FEW`.
    """
    found = decisions(ledger)
    places = {**names(ledger, "country"), "ALL": message("All countries")}
    cases = ask(signals.cases_at, quarter) if ask else signals.cases_at(ledger, quarter)
    answered = answering(found, ledger.today)
    keys = [one for one in found if one.state(ledger.today) is State.NEEDS_KEY]
    unanswered = [case for case in cases if not any(identity(one) in answered for one in case.signals)]
    gravest = signals.gravest(unanswered, most - (1 if keys and most > FEW else 0))
    return [*(_case(one, places) for one in gravest), *(_key(one, places) for one in keys)][:most]


def _key(one: Decision, places: Mapping[str, Any]) -> Asked:
    return Asked(
        places.get(one.chosen.country, one.chosen.country),
        message("give the second key to decision {number}?", number=str(one.number)),
        one.chosen.reason,
        message("It waits for the key of {ministry}.", ministry=" ".join(one.missing_keys).replace("AM", "A&M")),
        "decisions",
        (("decision", str(one.number)),),
        "not_due",
        decision=one,
    )


def _case(case: Case, places: Mapping[str, Any]) -> Asked:
    lead = case.lead
    question = _question(lead)
    return Asked(
        lead.about
        if lead.country == "ALL" and "{about}" not in question.key
        else places.get(lead.country, lead.country),
        message(question.key, about=lead.about) if "{about}" in question.key else question,
        lead.asks,
        message("{about}: {sentence}", about=lead.about, sentence=lead.sentence),
        lead.page,
        lead.where,
        lead.mark,
        case=case,
    )


def _question(one: Signal) -> Message:
    """What a signal asks: by its kind, and where its kind is of several things, by which of them."""
    if one.kind is Kind.SAFEGUARD and one.mark != "red":
        return message("what brings “{about}” in order?")
    if one.kind is Kind.INCIDENT:
        return OF_HARM.get(one.of[0], QUESTIONS[one.kind])
    return QUESTIONS[one.kind]
