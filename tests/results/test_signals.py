"""Signals: each kind found where it should be and not where it should not, ranked, folded, and standing on what it says."""

from __future__ import annotations

import shutil
from collections import Counter
from decimal import Decimal

import pytest

from monitoring.language import Words
from monitoring.ledger import Ledger, held
from monitoring.money.explain import Figure, explain
from monitoring.results.signals import Case, Kind, Severity, Signal, cases, signals, table, under
from monitoring.results.signals.signal import OF_RESULTS, SEVERITIES
from monitoring.start import start
from tests.drawn import given
from theory_of_change.read import DEFINITIONS

LAST = "2026-Q3"
TODAY = "name | value \n reference_date | 2026-10-28"
EN, NL = Words("en"), Words("nl")


@pytest.fixture(scope="module")
def found(example_ledger) -> list[Signal]:
    return signals(example_ledger, LAST)


def of(found: list[Signal], kind: Kind, country: str, theme: str | None = None) -> list[Signal]:
    return [one for one in found if one.kind is kind and one.country == country and theme in (None, one.theme)]


# The four stories of the example


def test_harm_is_found_first_and_says_what_stands_still(found):
    first = found[0]
    assert (first.kind, first.severity, first.country, first.mark) == (Kind.SAFEGUARD, Severity.HIGH, "XAB", "red")
    assert EN(first.sentence) == "This safeguard is on red. Payment stands still until a decision."
    assert NL(first.sentence) == "Deze waarborg staat op rood. De betaling staat stil tot er een besluit is."
    assert EN(first.asks) == "Suspend returns to this country until a high-level decision."
    assert EN(first.facts[0].said) == "2 in the 3rd quarter 2026"


def test_what_is_delivered_without_effect_puts_the_theory_in_question(found):
    [one] = of(found, Kind.THEORY_IN_QUESTION, "XAB")
    assert one.severity is Severity.HIGH
    assert EN(one.about) == "Travel documents quick and complete → Partner cooperates predictably"
    assert "The cause has been on track for 11 quarters. The effect is behind" in EN(one.sentence)
    assert EN(one.asks).startswith("Assumption TER-V02 is what this rests on, and it was found wanting:")
    assert one.since == "2024-Q3"
    assert [(fact.mark, EN(fact.about).partition(":")[0]) for fact in one.facts] == [
        ("on_track", "TER-04"),
        ("behind", "TER-03"),
    ]


def test_money_that_is_spent_without_delivering_is_found_by_country_and_budget(found):
    [one] = of(found, Kind.SPENDING_WITHOUT_RESULT, "XAG", "IRR")
    assert EN(one.sentence) == "63% of the year's budget is spent, and 3 of 7 indicators are on track."
    assert NL(one.sentence) == "63% van het jaarbudget is uitgegeven, en 3 van 7 indicatoren liggen op koers."
    assert {sub.of[0] for sub in of(found, Kind.BEHIND, "XAG", "IRR")} >= {"IRR-07", "IRR-08"}


def test_nothing_of_a_programme_on_course_cannot_wait_or_needs_a_look(found):
    of_country = [one for one in found if one.country == "XAC"]
    assert {one.kind for one in of_country if one.theme == "SMO"} <= {Kind.UNEXPLAINED, Kind.UNDERSPENDING}


def test_people_who_move_to_another_route_are_a_signal(found):
    said = {EN(one.sentence) for one in of(found, Kind.DISPLACEMENT, "ALL", "IRR")}
    assert (
        "On “western” it is 41% less than a year ago, on “eastern” 34% more. It may have moved from the one to the other."
        in said
    )
    assert any(
        "“Detected irregular border crossings on priority routes” is better than a year ago, and “Deaths and disappearances on priority routes”"
        in one
        for one in said
    )
    [case] = [case for case in cases(found) if case.lead.kind is Kind.DISPLACEMENT]
    assert len(case.signals) == 3


def test_agreements_without_cover_and_figures_that_are_missing_are_signals(found):
    uncovered = {one.country: one.severity for one in found if one.kind is Kind.UNCOVERED_AGREEMENT}
    assert uncovered == {"XAA": Severity.HIGH, "XAG": Severity.HIGH, "XAB": Severity.MEDIUM}
    missing = {(one.kind, one.of[0], EN(one.asks)) for one in found if one.kind in (Kind.DELIVERY_MISSING, Kind.STALE)}
    assert missing == {
        (Kind.DELIVERY_MISSING, "TER-07", "Ask BZ to deliver."),
        (Kind.DELIVERY_MISSING, "IRR-09", "Ask BZ to deliver."),
        (Kind.DELIVERY_MISSING, "HAN-06", "Ask POL to deliver."),
        (Kind.STALE, "TER-04", "Ask DTENV to deliver."),
        (Kind.STALE, "HAN-02", "Ask BZ to deliver."),
    }


# What always holds


def test_the_gravest_come_first(found):
    ranks = [SEVERITIES.index(one.severity) for one in found]
    assert ranks == sorted(ranks)
    assert len({one.identity for one in found}) == len(found)


def test_every_signal_is_in_one_case_and_leads_it_where_nothing_is_graver(found):
    folded = cases(found)
    assert Counter(one.identity for case in folded for one in case.signals) == Counter(one.identity for one in found)
    assert len(folded) < len(found) / 2
    for case in folded:
        assert all(SEVERITIES.index(case.lead.severity) <= SEVERITIES.index(one.severity) for one in case.also)
        if case.lead.kind in OF_RESULTS and case.lead.kind is not Kind.UNEXPLAINED:
            assert {(one.country, one.theme) for one in case.signals} == {(case.lead.country, case.lead.theme)}


def test_every_signal_says_everything_in_both_languages(found):
    for say in (EN, NL):
        rows = table(found, say)
        assert rows.notna().all(axis=None)
        assert not rows.map(lambda cell: "{" in cell or cell == "").any(axis=None)
    assert all(one.facts and one.page and one.rule for one in found)


def test_what_a_signal_of_money_stands_on_opens_as_that_very_amount(found, example_ledger):
    amounts = [fact for one in found for fact in one.facts if fact.page == "explain" and hasattr(fact.said, "amount")]
    assert len(amounts) > 20
    for fact in amounts[:12]:
        assert explain(example_ledger, Figure.parse(dict(fact.where)["figure"])).total == fact.said.amount


def test_only_what_is_about_a_country_is_left_of_a_case(found):
    [unexplained] = [case for case in cases(found) if case.lead.kind is Kind.UNEXPLAINED and case.lead.theme == "TER"]
    countries = {one.country for one in unexplained.signals}
    assert len(countries) > 2
    for country in countries:
        left = under(unexplained, country=country)
        assert left
        assert {one.country for one in left.signals} == {country}
    assert under(Case(found[0]), kind="behind") is None


# One kind at a time


def kinds(ledger: Ledger, quarter: str = LAST) -> set[tuple[str, str]]:
    with held(ledger) as present:
        return {(one.kind.value, one.of[0]) for one in signals(present, quarter)}


def test_a_ledger_without_figures_has_no_signal(blank):
    assert signals(blank, LAST) == []


def test_what_is_behind_says_since_when(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="indicator | period | kind | value \n TER-01 | 2026 | target | 400",
        observation="""
        indicator | period  | value
        TER-01    | 2026-Q1 |   100
        TER-01    | 2026-Q2 |    20
        TER-01    | 2026-Q3 |    20
    """,
    )
    [one] = [one for one in signals(blank, LAST) if one.kind is Kind.BEHIND]
    assert (one.country, one.since) == ("XAA", "2026-Q2")
    assert EN(one.facts[0].said) == "140 is reached, 300 was expected by now"
    assert {one.kind for one in signals(blank, "2026-Q1")} == {Kind.ASSUMPTION}


def test_far_beyond_its_target_is_a_target_that_may_be_too_low(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="indicator | period | kind | value \n TER-01 | 2026 | target | 400",
        observation="indicator | period | value \n TER-01 | 2026-Q1 | 500 \n TER-01 | 2026-Q2 | 10 \n TER-01 | 2026-Q3 | 10",
    )
    [one] = [one for one in signals(blank, LAST) if one.kind is not Kind.ASSUMPTION]
    assert (one.kind, one.severity, EN(one.facts[0].said)) == (
        Kind.TARGET_TOO_LOW,
        Severity.LOW,
        "520 is reached, the target is 400",
    )


@pytest.mark.parametrize(("deaths", "fires"), [(90, True), (52, False), (40, False)])
def test_displacement_asks_that_one_gains_and_its_counter_loses(blank, deaths, fires):
    given(
        blank,
        ledger_property=TODAY,
        observation=f"""
        indicator | country | period  | value
        IRR-01    | ALL     | 2025-Q1 |  1000
        IRR-01    | ALL     | 2026-Q1 |   800
        IRR-02    | ALL     | 2025-Q1 |    50
        IRR-02    | ALL     | 2026-Q1 | {deaths}
    """,
    )
    assert (("displacement", "IRR-01") in kinds(blank, "2026-Q1")) is fires


@pytest.mark.parametrize(("spent", "kind"), [(10, "underspending"), (70, None), (120, "overspending")])
def test_the_pace_of_a_budget_is_that_of_its_country_and_theme_too(blank, spent, kind):
    given(
        blank,
        ledger_property=TODAY,
        allocation="budget_type | year | country | theme | amount_eur \n BZ_ODA | 2026 | XAA | TER | 100",
        budget_line=f"budget_type | quarter | amount_eur \n BZ_ODA | 2026-Q3 | {spent}",
    )
    found = [one for one in signals(blank, LAST) if one.kind in (Kind.UNDERSPENDING, Kind.OVERSPENDING)]
    assert {one.kind.value for one in found} == ({kind} if kind else set())
    if kind:
        assert {one.country for one in found} == {"ALL", "XAA"}
        assert {fact.said.amount for one in found for fact in one.facts} == {Decimal(100), Decimal(spent)}


def test_what_a_member_gives_of_its_own_is_never_too_little(blank):
    given(
        blank,
        ledger_property=TODAY,
        allocation="holder | budget_type | year | country | theme | amount_eur \n POL | OWN | 2026 | XAA | TER | 100",
        budget_line="holder | budget_type | quarter | amount_eur \n POL | OWN | 2026-Q3 | 1",
    )
    assert signals(blank, LAST) == []


# What a theory asks for itself


def test_an_agreed_trigger_fires_where_all_of_it_holds_and_goes_with_its_cause(found):
    triggers = {one.of: one for one in found if one.kind is Kind.TRIGGER}
    assert triggers.keys() == {("TER-T2", "XAB"), ("INN-T1", "XAF"), ("INN-T1", "XAI")}
    pilot = triggers["INN-T1", "XAF"]
    assert EN(pilot.about) == "Not all conditions met: the pilot does not start."
    assert [EN(fact.said) for fact in pilot.facts] == ["3 in the 3rd quarter 2026", "55% in the 3rd quarter 2026"]
    [harm] = [case for case in cases(found) if triggers["TER-T2", "XAB"] in case.signals]
    assert harm.lead.kind is Kind.SAFEGUARD


@pytest.mark.parametrize(
    ("answered", "quarter", "fires"),
    [
        ((39, 38, 30), "2026-Q3", True),
        ((39, 38, 41), "2026-Q3", False),  # the last is not below
        ((45, 38, 30), "2026-Q3", False),  # only two on end
        ((39, 38, 30), "2026-Q2", False),  # the third was not there yet
        ((39, 38, None), "2026-Q3", False),  # an old figure fires nothing
    ],
)
def test_three_quarters_on_end_are_three_and_the_last_is_of_this_one(blank, answered, quarter, fires):
    lines = [
        f"TER-03 | {period} | {numerator} | 100"
        for period, numerator in zip(("2026-Q1", "2026-Q2", "2026-Q3"), answered, strict=True)
        if numerator is not None
    ]
    drawing = "indicator | period | numerator | denominator\n" + "\n".join(lines)
    given(blank, ledger_property=TODAY, observation=drawing)
    assert (("trigger", "TER-T1") in kinds(blank, quarter)) is fires


@pytest.mark.parametrize(
    ("reports", "fires"),
    [((1, 2, 2), True), ((2, 2, 1), False), ((2, 1, 2), False), ((2, 1, 1), False)],
)
def test_a_safeguard_is_red_for_two_quarters_when_it_was_the_quarter_before_too(tmp_path, reports, fires):
    folder = shutil.copytree(DEFINITIONS, tmp_path / "definitions")
    file = folder / "return_and_readmission.yaml"
    text = file.read_text(encoding="utf-8")
    assert 'when: "TER-H1 is red"' in text
    file.write_text(text.replace('when: "TER-H1 is red"', 'when: "TER-H1 is red for 2 quarters"'), encoding="utf-8")
    ledger = start(tmp_path / "ledger", theories=folder).ledger
    lines = (f"TER-H1 | 2026-Q{place} | {value}" for place, value in enumerate(reports, 1))
    given(ledger, ledger_property=TODAY, observation="indicator | period | value\n" + "\n".join(lines))
    assert (("trigger", "TER-T2") in kinds(ledger, LAST)) is fires
    ledger.close()
