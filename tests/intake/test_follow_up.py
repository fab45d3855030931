"""What a safeguard on red asks is named, said to be done by who may, and begins anew when it turns again."""

from __future__ import annotations

import pytest

from monitoring.intake.incidents.follow_up import follow
from monitoring.language import Words
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.follow_up import Step, follow_ups
from monitoring.results.signals import Kind, signals
from tests.drawn import given

AM, POLICE = Person("Coordinator", "AM"), Person("Liaison", "POL")
LAST = "2026-Q3"


def reports(**values: int) -> str:
    lines = [f"TER-H1 | XAB | {quarter.replace('_', '-')} | {value}" for quarter, value in values.items()]
    return "indicator | country | period | value\n" + "\n".join(lines)


@pytest.fixture
def ledger(fictional):
    given(
        fictional,
        observation=reports(q1=0).replace("q1", "2026-Q1") + "\nTER-H1 | XAB | 2026-Q2 | 1\nTER-H1 | XAB | 2026-Q3 | 2",
    )
    return fictional


def belmora(ledger, quarter: str = LAST):
    return next(one for one in follow_ups(ledger, quarter) if (one.safeguard, one.country) == ("TER-H1", "XAB"))


def test_red_asks_to_hold_inquire_and_inform_and_says_since_when(ledger):
    one = belmora(ledger)
    assert (one.colour, one.since, list(one.done)) == ("red", LAST, list(Step))
    assert one.asks.en == "Suspend returns to this country until a high-level decision."
    assert list(belmora(ledger, "2026-Q2").done) == [Step.INQUIRY, Step.INFORM]


def test_what_was_done_is_recorded_shown_in_the_signal_and_taken_back(ledger):
    follow(ledger, belmora(ledger), Step.HOLD, AM, "Payment was stopped.")
    assert belmora(ledger).left == [Step.INQUIRY, Step.INFORM]
    [signal] = [one for one in signals(ledger, LAST) if one.kind is Kind.SAFEGUARD and one.mark == "red"]
    assert [Words("en")(fact.said) for fact in signal.facts[1:]] == [
        "done on 28 October 2026",
        "not done yet",
        "not done yet",
    ]
    follow(ledger, belmora(ledger), Step.HOLD, AM, "It was paid after all.", done=False)
    assert Step.HOLD in belmora(ledger).left


@pytest.mark.parametrize(
    ("person", "note", "field"),
    [
        (POLICE, "Payment was stopped.", "organisation"),
        (AM, " ", "note"),
        (AM, "Mailed j.jansen@example.org", "note"),
        (Person("", "AM"), "Payment was stopped.", "by"),
    ],
)
def test_what_cannot_be_recorded_names_its_field(ledger, person, note, field):
    with pytest.raises(Refused) as refused:
        follow(ledger, belmora(ledger), Step.HOLD, person, note)
    assert [one.field for one in refused.value.refusals] == [field]


def test_nothing_is_done_twice_and_what_turns_again_begins_anew(ledger):
    seen = belmora(ledger)
    follow(ledger, seen, Step.INFORM, AM, "Told the DGs.")
    with pytest.raises(Refused):
        follow(ledger, seen, Step.INFORM, AM, "Told the DGs.")
    given(ledger, observation="indicator | country | period | value\nTER-H1 | XAB | 2026-Q2 | 3")
    assert belmora(ledger).since == "2026-Q2"
    assert Step.INFORM in belmora(ledger).left


def test_an_empty_ledger_asks_nothing(blank):
    assert follow_ups(blank, LAST) == []
