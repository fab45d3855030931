"""Assumptions: their state at a quarter and in a country, the strength of evidence, and the signals that come of it."""

from __future__ import annotations

from itertools import product

import pytest

from monitoring.language import Words
from monitoring.results import assumptions
from monitoring.results.assumptions import AssumptionState, Verdict
from monitoring.results.assumptions.evidence import STRENGTHS, strength
from monitoring.results.picture import theory_at
from monitoring.results.signals import Kind, Severity, cases, signals
from tests.drawn import given

EN, NL = Words("en"), Words("nl")
LAST = "2026-Q3"
TODAY = "name | value \n reference_date | 2026-10-28"
FIGURE = "indicator | period | value \n TER-01 | 2026-Q1 | 10 \n TER-01 | 2026-Q2 | 10 \n TER-01 | 2026-Q3 | 10"


def drawn_tests(ledger, drawing: str, **more: str) -> None:
    """Tests as they stand, one commit for all: number, assumption, country, verdict, tested_on, sources."""
    rows = [line for line in drawing.strip().splitlines() if line.strip()]
    added = " | evidence | tested_by | recorded_by | recorded_for | recorded_on"
    said = " | Seen | BZ | An | BZ | 2026-10-28"
    drawn = "\n".join([rows[0] + added, *(row + said for row in rows[1:])])
    given(ledger, ledger_property=TODAY, assumption_test=drawn, **more)


@pytest.fixture
def ledger(blank):
    drawn_tests(
        blank,
        """
        number | assumption | country | verdict  | tested_on  | sources
        901    | TER-V02    | XAA     | holds    | 2026-05-18 | Minutes
        902    | TER-V02    | XAB     | holds    | 2025-11-20 | Minutes
        903    | TER-V02    | XAB     | doubtful | 2026-09-03 | Talks; Trend
        904    | TER-V01    | ALL     | holds    | 2026-04-01 | Talks
        905    | TER-V04    | XAB     | doubtful | 2026-10-12 | Report
        906    | TER-V03    | ALL     | broken   | 2026-06-01 | Survey
    """,
        observation=FIGURE,
    )
    return blank


def states(ledger, quarter=LAST, country="ALL"):
    known = assumptions.known(ledger, "TER", quarter, country)
    return {code[-3:]: one.state.value for code, one in known.standings.items()}


def test_the_state_is_that_of_the_last_test_in_a_country_and_over_all_the_gravest(ledger):
    assert states(ledger, country="XAA") == {
        "V01": "ageing",  # held on 1 April, six months are over
        "V02": "holds",
        "V03": "broken",
        "V04": "untested",
        "V05": "untested",
    }
    assert states(ledger, country="XAB")["V02"] == "doubtful"
    assert states(ledger)["V02"] == "doubtful"


def test_an_earlier_quarter_knows_only_what_was_tested_by_the_day_on_which_it_is_judged(ledger):
    assert states(ledger, "2026-Q2", "XAB") == {
        "V01": "holds",
        "V02": "ageing",  # the test of November; that of September came later
        "V03": "broken",
        "V04": "untested",
        "V05": "untested",
    }
    assert states(ledger, "2025-Q3", "XAB")["V02"] == "untested"  # before there were figures, too
    assert states(ledger, "2025-Q4", "XAB")["V02"] == "holds"


def test_the_last_quarter_that_ended_knows_all_that_is_known_today(ledger):
    assert states(ledger, LAST, "XAB")["V04"] == "doubtful"
    given(ledger, ledger_property="name | value \n reference_date | 2026-12-20")
    assert states(ledger, LAST, "XAB")["V04"] == "doubtful"
    given(ledger, ledger_property="name | value \n reference_date | 2027-01-20")
    assert assumptions.day_of(ledger, LAST).isoformat() == "2026-10-28"
    assert assumptions.day_of(ledger, "2026-Q4").isoformat() == "2027-01-20"


def test_without_a_test_every_assumption_is_untested(blank):
    assert set(states(blank).values()) == {"untested"}
    known = assumptions.known(blank, "TER", LAST)
    assert known.tested == 0
    assert all(one.strength == one.declared for one in known.strengths.values())
    assert assumptions.known(blank, "ZZZ", LAST).standings == {}


def test_a_state_from_before_there_were_tests_can_be_read(ledger):
    assert set(states(ledger.at(ledger.number - 1)).values()) == {"untested"}


def test_evidence_of_a_link_counts_sources_and_not_tests(ledger):
    known = assumptions.known(ledger, "TER", LAST, "XAB")
    link = known.strengths["TER-L07"]
    assert (link.declared, link.strength, link.supporting, link.contradicting) == ("moderate", "contested", 1, 2)
    elsewhere = assumptions.known(ledger, "TER", LAST, "XAA").strengths["TER-L07"]
    assert (elsewhere.strength, elsewhere.supporting, elsewhere.contradicting) == ("moderate", 1, 0)


@pytest.mark.parametrize(("by", "contradicting"), [("AM", 1), ("", 0)])
def test_a_statement_counts_once_somebody_else_said_that_it_is_so(blank, by, contradicting):
    given(
        blank,
        ledger_property=TODAY,
        outcome_statement=f"""
        number | country | theme | bears_on | actor      | change | changed_on | contribution | significance | intended | positive | sources | substantiated_by | recorded_by | recorded_for | recorded_on
        901    | XAB     | TER   | TER-L07  | A ministry | Stops  | 2026-07-01 | None         | Matters      | false    | false    | Letter  | {by}             | An          | BZ           | 2026-10-28
    """,
    )
    link = assumptions.known(blank, "TER", LAST, "XAB").strengths["TER-L07"]
    assert link.contradicting == contradicting
    assert len(assumptions.known(blank, "TER", LAST, "XAB").on("TER-L07")) == 1


def test_more_support_never_weakens_and_what_contradicts_never_strengthens():
    for declared, support, against in product((*STRENGTHS, "contested"), range(5), range(5)):
        now = strength(declared, support, against)
        assert (now == "contested") == (
            declared == "contested" or (against > 0 and (support > 0 or declared != "unknown"))
        )
        if now != "contested" and not against:
            assert STRENGTHS.index(strength(declared, support + 1, 0)) >= STRENGTHS.index(now)


# Signals


def asking(found, code):
    return {one.country: one for one in found if one.kind is Kind.ASSUMPTION and one.of[0] == code}


def test_each_state_asks_in_its_own_way(ledger):
    found = signals(ledger, LAST)
    broken = asking(found, "TER-V03")["ALL"]
    theory = theory_at(ledger, "TER", LAST)
    [told] = [one for one in theory.assumptions if one.code == "TER-V03"]
    assert (broken.severity, broken.asks) == (Severity.HIGH, told.if_invalid)
    assert EN(broken.sentence) == "It did not hold on 1 June 2026."
    doubtful = asking(found, "TER-V02")["XAB"]
    assert (doubtful.severity, doubtful.since, len(doubtful.facts)) == (Severity.MEDIUM, "2026-Q3", 4)
    assert asking(found, "TER-V04")["XAB"].severity is Severity.HIGH  # a precondition
    assert asking(found, "TER-V01")["ALL"].severity is Severity.LOW
    assert EN(asking(found, "TER-V05")["ALL"].sentence) == "Nobody has looked yet whether this is so."
    assert "assumption state 1.0" in {one.rule for one in found}


def test_what_holds_asks_nothing_and_what_is_told_for_all_is_told_once(ledger):
    found = signals(ledger, LAST)
    assert set(asking(found, "TER-V02")) == {"XAB"}
    assert set(asking(found, "TER-V03")) == {"ALL"}


def test_the_assumptions_of_a_theory_are_one_matter(ledger):
    [case] = [case for case in cases(signals(ledger, LAST)) if case.lead.kind is Kind.ASSUMPTION]
    assert case.lead.severity is Severity.HIGH
    assert len(case.signals) == 5


def test_a_theory_without_figures_asks_for_no_test(blank):
    assert signals(blank, LAST) == []


def test_every_signal_of_an_assumption_says_everything_in_both_languages(ledger):
    for one in signals(ledger, LAST):
        if one.kind is Kind.ASSUMPTION:
            for say in (EN, NL):
                assert all("{" not in say(said) for said in (one.about, one.sentence, one.asks))
            assert one.facts


# The example


def test_in_the_example_each_story_has_its_assumptions(example_ledger):
    def state(theory, code, country):
        return assumptions.known(example_ledger, theory, LAST, country).standings[code].state

    assert state("SMO", "SMO-V01", "XAC") is AssumptionState.HOLDS  # on course
    assert state("TER", "TER-V02", "XAB") is AssumptionState.DOUBTFUL  # delivered without effect
    assert state("IRR", "IRR-V04", "XAG") is AssumptionState.DOUBTFUL  # spending without delivering
    assert state("IRR", "IRR-V07", "ALL") is AssumptionState.BROKEN  # displacement
    assert state("TER", "TER-V04", "XAB") is AssumptionState.DOUBTFUL  # harm
    assert state("SMO", "SMO-V02", "ALL") is AssumptionState.AGEING
    assert state("TER", "TER-V05", "ALL") is AssumptionState.UNTESTED


def test_a_link_in_question_says_which_assumption_to_look_at(example_ledger):
    [belmora] = [
        one
        for one in signals(example_ledger, LAST)
        if one.kind is Kind.THEORY_IN_QUESTION and one.country == "XAB" and one.of[0] == "TER-L07"
    ]
    assert "TER-V02" in EN(belmora.asks)
    assert "found wanting" in EN(belmora.asks)


def test_every_test_of_the_example_is_of_an_assumption_that_is_there(example_ledger):
    known = {code for (code,) in example_ledger.rows("select code from assumption")}
    found = assumptions.tests(example_ledger)
    assert {one.assumption for one in found} <= known
    assert {one.verdict for one in found} == set(Verdict)
    assert len(assumptions.statements(example_ledger)) == 4
    assert len(assumptions.learnt(example_ledger)) == 3
