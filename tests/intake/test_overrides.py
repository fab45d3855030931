"""Overruling a status by hand: who may, until when, what stays, and that the rule speaks again by itself."""

from __future__ import annotations

import datetime

import pytest

from monitoring.intake.overrides import Overruling, overrule, withdraw
from monitoring.language import Words
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.headline import Headline
from monitoring.results.links import LinkState
from monitoring.results.overrides import State, holding, overrides
from monitoring.results.picture import pictures
from monitoring.results.quarter import theories_of
from monitoring.results.rejudged import under
from monitoring.results.signals import Kind, signals
from monitoring.results.status import Bands, Status
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given

BZ, COA = Person("Adviser", "BZ"), Person("Somebody", "COA")
QUARTER = "2026-Q3"
WHY = "The count misses two posts; see the report."


@pytest.fixture
def ledger(fictional):
    """TER-03 is behind in one country, on track in another; a third was due and is missing."""
    given(
        fictional,
        observation="""
            indicator | country | period  | numerator | denominator
            TER-03    | XAA     | 2026-Q2 |        20 |         100
            TER-03    | XAA     | 2026-Q3 |        20 |         100
            TER-03    | XAB     | 2026-Q3 |        80 |         100
        """,
        target="""
            indicator | country | period | kind     | value
            TER-03    | XAA     | 2025   | baseline |    20
            TER-03    | XAA     | 2026   | target   |    80
            TER-03    | XAB     | 2025   | baseline |    20
            TER-03    | XAB     | 2026   | target   |    80
        """,
        expectation="""
            indicator | country | period  | due_date
            TER-03    | XAC     | 2026-Q3 | 2026-10-10
        """,
        ledger_property="name | value\nreference_date | 2026-11-10",
    )
    return fictional


def asked(**more) -> Overruling:
    usual = {
        "indicator": "TER-03",
        "country": "XAA",
        "since": QUARTER,
        "status": "attention",
        "expires_on": datetime.date(2027, 3, 31),
        "reason": WHY,
    }
    return Overruling(**(usual | more))


def on(ledger, day: str) -> None:
    given(ledger, ledger_property=f"name | value\nreference_date | {day}")


def statuses(ledger, country: str = "XAA", quarter: str = QUARTER) -> tuple[str, str]:
    return ledger.row(
        "select status, computed_status from result where indicator = 'TER-03' and country = ? and period = ?",
        country,
        quarter,
    )


def refused(act) -> list[str]:
    with pytest.raises(Refused) as raised:
        act()
    assert all(Words("nl")(one.wrong) and Words("en")(one.right) for one in raised.value.refusals)
    return [one.field for one in raised.value.refusals]


def test_it_holds_from_its_quarter_in_its_country_and_the_rule_stays_beside_it(ledger):
    assert statuses(ledger) == ("behind", "behind")
    number = overrule(ledger, asked(), BZ)
    assert statuses(ledger) == ("attention", "behind")
    assert statuses(ledger, quarter="2026-Q2") == ("behind", "behind")
    assert statuses(ledger, "XAB") == ("on_track", "on_track")
    assert statuses(ledger.at(number - 1)) == ("behind", "behind")
    assert [one.number for one in overrides(ledger)] == [number]


def test_the_rule_speaks_again_by_itself_after_the_last_day(ledger):
    overrule(ledger, asked(), BZ)
    for day, status, state in (
        ("2027-02-01", "attention", State.IN_FORCE),
        ("2027-03-31", "attention", State.EXPIRES_SOON),
        ("2027-04-01", "behind", State.EXPIRED),
    ):
        on(ledger, day)
        assert statuses(ledger) == (status, "behind")
        assert overrides(ledger)[0].state(ledger.today) is state
    assert holding(ledger, QUARTER) == {}
    overrule(ledger, asked(expires_on=datetime.date(2027, 9, 1)), BZ)  # the old one is no obstacle


def test_withdrawn_it_holds_no_longer_and_is_kept(ledger):
    number = overrule(ledger, asked(), BZ)
    assert refused(lambda: overrule(ledger, asked(status="on_track"), BZ)) == ["indicator"]
    assert refused(lambda: withdraw(ledger, number, "", COA)) == ["organisation", "reason"]
    withdraw(ledger, number, "The corrected figures were delivered.", BZ)
    assert statuses(ledger) == ("behind", "behind")
    assert [one.state(ledger.today) for one in overrides(ledger)] == [State.WITHDRAWN]
    assert refused(lambda: withdraw(ledger, number, "The corrected figures were delivered.", BZ)) == ["number"]
    assert statuses(ledger.at(number)) == ("attention", "behind")


def test_what_is_missing_is_not_talked_into_a_verdict(ledger):
    overrule(ledger, asked(country="XAC", status="on_track"), BZ)
    assert statuses(ledger, "XAC") == ("no_data", "no_data")


@pytest.mark.parametrize(
    ("more", "person", "fields"),
    [
        ({"reason": "because"}, BZ, ["reason"]),
        ({"reason": "Ask j.jansen@example.org, who knows all of it."}, BZ, ["reason"]),
        ({"expires_on": datetime.date(2026, 11, 10)}, BZ, ["expires_on"]),
        ({"expires_on": datetime.date(2027, 11, 11)}, BZ, ["expires_on"]),
        ({"status": "no_data"}, BZ, ["status"]),
        ({"status": "context"}, BZ, ["status"]),
        ({"indicator": "TER-99"}, BZ, ["indicator"]),
        ({"indicator": "TER-06"}, BZ, ["indicator"]),
        ({"country": "XXX"}, BZ, ["country"]),
        ({"since": "2031-Q1"}, BZ, ["since"]),
        ({}, COA, ["organisation"]),
        ({}, Person(" ", "BZ"), ["by"]),
    ],
    ids=str,
)
def test_what_stands_against_it_is_told_and_nothing_lands(ledger, more, person, fields):
    before = ledger.number
    assert refused(lambda: overrule(ledger, asked(**more), person)) == fields
    assert ledger.number == before


def test_a_signal_goes_on_from_the_rule_and_says_that_it_is_overruled(ledger):
    def behind() -> list[str]:
        found = signals(ledger, QUARTER)
        return [Words("en")(one.sentence) for one in found if one.kind is Kind.BEHIND and one.country == "XAA"]

    [before] = behind()
    overrule(ledger, asked(status="on_track"), BZ)
    assert behind() == [f"{before} It is overruled to “on track” by BZ until 31 March 2027."]


def test_links_go_by_the_rule_and_steps_show_what_was_overruled(example_folder, tmp_path):
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger

    def seen():
        [one] = [each for each in pictures(ledger, QUARTER) if (each.theory.code, each.country) == ("TER", "XAB")]
        return one, {link.link.code for link in one.links if link.state is LinkState.THEORY_IN_QUESTION}

    before, in_question = seen()
    behind = {code for step in before.steps for code, said in step.statuses.items() if said is Status.BEHIND}
    assert in_question and behind
    for code in behind:
        overrule(ledger, asked(indicator=code, country="XAB", status="on_track"), BZ)
    after, same = seen()
    shown = {code: said for step in after.steps for code, said in step.statuses.items()}
    by_rule = {code: said for step in after.steps for code, said in step.computed.items()}
    assert {shown[code] for code in behind} == {Status.ON_TRACK} and {by_rule[code] for code in behind} == {
        Status.BEHIND
    }
    assert same == in_question
    ledger.close()


def test_a_red_safeguard_caps_what_is_overruled_too(ledger):
    given(ledger, observation=f"indicator | country | period | value\nTER-H1 | XAA | {QUARTER} | 3")
    overrule(ledger, asked(status="on_track"), BZ)
    standing = next(one for one in theories_of(ledger, QUARTER, ["XAA"])["XAA"] if one.code == "TER")
    assert standing.statuses["TER-03"] is Status.ON_TRACK and standing.headline is Headline.CAPPED


def test_another_rule_is_held_against_the_rule_and_not_against_a_hand(ledger):
    bands = Bands(0.9, 0.000001)
    before = under(ledger, bands).rows
    overrule(ledger, asked(status="on_track"), BZ)
    assert under(ledger, bands).rows.equals(before)
