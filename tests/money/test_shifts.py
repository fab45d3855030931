"""Shifts: what is free can move and nothing else; a shift carried out changes no total, a refused one changes nothing."""

from __future__ import annotations

import datetime
import threading
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from monitoring.ledger import Ledger
from monitoring.money import shifts
from monitoring.money.positions import positions
from monitoring.money.shifts import Refused, Status, Why
from monitoring.money.shifts.articles import Article, mutations
from monitoring.person import Person
from monitoring.start import VIEWS
from tests.drawn import given

AM, BZ, POLICE = Person("Analyst", "AM"), Person("Manager", "BZ"), Person("Agent", "POL")
OWNED = ("AM", "AM_NON_ODA", 2026)

BUDGET = """
    holder | budget_type | year | chapter | article | country | theme | phase | mutation | valid_on   | amount_eur
    AM     | AM_NON_ODA  | 2026 | XX      | 37.2    | XAA     | TER   | VB    | a        | 2026-01-01 |        100
    AM     | AM_NON_ODA  | 2026 | XX      | 37.3    | XAA     | TER   | VB    | a        | 2026-01-01 |         60
    AM     | AM_NON_ODA  | 2026 | XX      | 37.2    | XAB     | SMO   | VB    | a        | 2026-01-01 |         80
    BZ     | BZ_ODA      | 2026 | XVII    | 4.2     | XAA     | TER   | VB    | a        | 2026-01-01 |       1000
    POL    | OWN         | 2026 | VI      | 31.2    | XAA     | HAN   | VB    | a        | 2026-01-01 |         50
"""
LINES = """
    holder | budget_type | project | country | theme | quarter | kind        | amount_eur
    AM     | AM_NON_ODA  | P2      | XAA     | TER   | 2026-Q1 | commitment  |         30
    AM     | AM_NON_ODA  | P2      | XAA     | TER   | 2026-Q1 | expenditure |         20
    AM     | AM_NON_ODA  | P2      | XAB     | SMO   | 2026-Q1 | commitment  |         80
"""
AGREEMENT = """
    code | country | name_nl  | name_en | holder | partner  | legal_form | status   | agreed_on  | first_year | last_year | yearly_cost_eur
    A1   | XAA     | Terugkeer | Return | AM     | Interior | letter     | in force | 2026-01-15 | 2026       | 2027      | 40
"""
COVERAGE = """
    agreement | year | holder | budget_type | chapter | article | country | theme | amount_eur
    A1        | 2026 | AM     | AM_NON_ODA  | XX      | 37.2    | XAA     | TER   | 40
"""
TER, IRR, SMO = ("XAA", "TER"), ("XAC", "IRR"), ("XAB", "SMO")


def move(amount: int | str, origin=TER, to=IRR) -> dict:
    return {origin: -Decimal(amount), to: Decimal(amount)}


def whys(refused: pytest.ExceptionInfo[Refused]) -> list[Why]:
    return [refusal.why for refusal in refused.value.refusals]


@pytest.fixture
def ledger(fictional) -> Ledger:
    given(fictional, allocation=BUDGET, budget_line=LINES)
    return fictional


def carried_out(ledger: Ledger, parts: dict) -> int:
    number = shifts.propose(ledger, OWNED, parts, BZ, "Results are better there").number
    shifts.carry_out(ledger, number, AM, "Agreed")
    return number


def allocated(ledger: Ledger, *per: str) -> dict:
    frame = positions(ledger, ledger.today, per)
    return {tuple(row[: len(per)]): row[len(per)] for row in frame.itertuples(index=False, name=None)}


# The free room


def test_what_is_free_is_what_is_allocated_less_what_is_committed(ledger):
    there = shifts.budget(ledger, *OWNED)
    assert {place: one.free for place, one in there.standings.items()} == {TER: 100 + 60 - 30, SMO: 0}
    assert there.allocated == 240


def test_a_promise_to_an_agreement_is_not_free_and_the_refusal_names_it(ledger):
    given(ledger, agreement=AGREEMENT, coverage=COVERAGE)
    assert shifts.budget(ledger, *OWNED).standing(TER).free == 160 - 30 - 40
    with pytest.raises(Refused) as refused:
        shifts.propose(ledger, OWNED, move(91), BZ, "why")
    [refusal] = refused.value.refusals
    assert (refusal.why, refusal.place, refusal.allowed) == (Why.PROMISED, TER, 90)
    promised = refusal.message.values["why"].items[-1].values["agreement"]
    assert promised.values["code"] == "A1"


def test_a_commitment_on_a_project_of_the_agreement_fills_its_promise(ledger):
    given(
        ledger,
        agreement=AGREEMENT,
        coverage=COVERAGE,
        project="code | name_nl | holder | agreement\nP2 | Terug | AM | A1",
    )
    assert shifts.budget(ledger, *OWNED).standing(TER).free == 160 - 40  # 30 of the 40 is committed


@pytest.mark.parametrize(("status", "day"), [("negotiation", ""), ("ended", "2026-01-15")])
def test_what_is_only_negotiated_or_ended_is_no_promise(ledger, status, day):
    changed = AGREEMENT.replace("in force", status).replace("2026-01-15", day)
    given(ledger, agreement=changed, coverage=COVERAGE)
    assert shifts.budget(ledger, *OWNED).standing(TER).free == 130


def test_what_comes_or_goes_later_in_the_year_is_not_free_today(ledger):
    given(
        ledger,
        allocation="""
        holder | budget_type | year | chapter | article | country | theme | phase | mutation | valid_on   | amount_eur
        AM     | AM_NON_ODA  | 2026 | XX      | 37.2    | XAA     | TER   | 2SUPP | cut      | 2026-12-31 |        -50
        AM     | AM_NON_ODA  | 2026 | XX      | 37.3    | XAA     | TER   | 2SUPP | more     | 2026-12-31 |        500
    """,
    )
    standing = shifts.budget(ledger, *OWNED).standing(TER)
    assert (standing.allocated, standing.free) == (160, 160 - 50 - 30)


def test_a_budget_that_is_not_divided_carries_what_is_committed_below_it(ledger):
    given(
        ledger,
        allocation="""
        holder | budget_type | year | chapter | article | country | theme | phase | mutation | valid_on   | amount_eur
        AM     | AM_NON_ODA  | 2026 | XX      | 37.2    | ALL     | ALL   | VB    | a        | 2026-01-01 |        100
    """,
        budget_line="""
        holder | budget_type | project | country | theme | quarter | kind       | amount_eur
        AM     | AM_NON_ODA  | P9      | XAC     | HAN   | 2026-Q1 | commitment |         70
    """,
    )
    assert shifts.budget(ledger, *OWNED).standing(("ALL", "ALL")).free == 100 - 70


def test_a_regional_commitment_counts_against_the_regional_budget(example_ledger):
    there = shifts.budget(example_ledger, "BZ", "BZ_ODA", 2026)
    assert there.standing(("REG", "SMO")).committed > 0
    assert ("XAB", "SMO") not in there.standings  # the money page divides the regional project over it


# What is refused


@pytest.mark.parametrize(
    ("owned", "parts", "why"),
    [
        (OWNED, move(131), Why.NOT_FREE),
        (OWNED, move(1, origin=SMO), Why.NOT_FREE),
        (OWNED, {TER: Decimal(-10), IRR: Decimal(9)}, Why.NOT_ZERO),
        (OWNED, {}, Why.NOTHING),
        (OWNED, move(10, to=("XAB", "OPV")), Why.RECEPTION),
        (OWNED, move(10, to=("DEU", "TER")), Why.MEMBER_STATE),
        (OWNED, move(10, to=("XXX", "TER")), Why.UNKNOWN),
        (("BZ", "BZ_ODA", 2026), move(10, to=("XAB", "INN")), Why.THEME),
        (("BZ", "BZ_ODA", 2026), move(10, to=("XAB", "OPV")), Why.RECEPTION),
        (("BZ", "BZ_ODA", 2026), move(10, to=("RUS", "TER")), Why.NOT_A_RECIPIENT),
        (("BZ", "AM_NON_ODA", 2026), move(10), Why.NO_BUDGET),
        (("AM", "AM_NON_ODA", 2027), move(10), Why.NO_BUDGET),
    ],
)
def test_a_shift_is_refused_with_its_reason_and_nothing_changes(ledger, owned, parts, why):
    before = ledger.number
    with pytest.raises(Refused) as refused:
        shifts.propose(ledger, owned, parts, BZ, "why")
    assert whys(refused) == [why]
    assert ledger.number == before


def test_a_year_that_is_over_stays_as_it_is(ledger):
    given(ledger, allocation=BUDGET.replace("2026", "2025"))
    with pytest.raises(Refused) as refused:
        shifts.propose(ledger, ("AM", "AM_NON_ODA", 2025), move(10), BZ, "why")
    assert whys(refused) == [Why.YEAR_OVER]


def test_a_budget_that_counts_only_later_cannot_be_shifted_today(ledger):
    given(ledger, allocation=BUDGET.replace("| 2026 |", "| 2027 |").replace("2026-01-01", "2027-01-01"))
    there = shifts.budget(ledger, "AM", "AM_NON_ODA", 2027)
    assert (there.allocated, there.free) == (0, 0)
    with pytest.raises(Refused) as refused:
        shifts.propose(ledger, ("AM", "AM_NON_ODA", 2027), move(10), BZ, "why")
    assert whys(refused) == [Why.NOT_FREE]


def test_a_part_of_a_cent_is_a_mistake_of_the_caller(ledger):
    with pytest.raises(ValueError, match="whole cents"):
        shifts.propose(ledger, OWNED, move("0.005"), BZ, "why")


def test_less_left_than_is_expected_to_be_spent_is_told_and_not_refused(ledger):
    given(
        ledger,
        budget_line="""
        holder | budget_type | project | country | theme | quarter | kind     | amount_eur
        AM     | AM_NON_ODA  | P2      | XAA     | TER   | 2026-Q4 | forecast |        100
    """,
    )
    there = shifts.budget(ledger, *OWNED)
    taken, given_to = shifts.outcomes(there, move(60))
    assert shifts.judge(there, move(60)) == []
    assert taken.notice is not None
    assert given_to.notice is None
    assert (taken.before.expected, taken.after.allocated) == (20 + 100, 100)


def test_before_and_after_say_what_is_spent_of_what_is_allocated(ledger):
    taken, given_to = shifts.outcomes(shifts.budget(ledger, *OWNED), move(60))
    assert taken.execution == (20 / 160, 20 / 100)
    assert given_to.execution == (None, 0.0)
    assert (taken.before.free, taken.after.free) == (130, 70)


# Proposing and deciding


def test_anybody_proposes_and_only_the_owner_decides(ledger):
    one = shifts.propose(ledger, OWNED, move(50), POLICE, "Results are better there")
    assert one.number == ledger.number
    assert shifts.proposals(ledger) == [one]
    assert (one.status, one.proposed_for, one.amount) == (Status.PROPOSED, "POL", 50)
    for decide in (shifts.carry_out, shifts.reject):
        with pytest.raises(Refused) as refused:
            decide(ledger, one.number, BZ, "why")
        assert whys(refused) == [Why.NOT_THE_OWNER]
    assert shifts.proposal(ledger, one.number).open


def test_the_owner_may_say_no_and_who_proposed_may_withdraw(ledger):
    first, second = (shifts.propose(ledger, OWNED, move(n), POLICE, "why").number for n in (10, 20))
    assert shifts.reject(ledger, first, AM, "Not now").decision == "Not now"
    with pytest.raises(Refused):
        shifts.withdraw(ledger, second, AM, "Not mine")
    shifts.withdraw(ledger, second, POLICE, "Mistaken")
    assert [one.status for one in shifts.proposals(ledger)] == [Status.WITHDRAWN, Status.REJECTED]
    for number in (first, second):
        with pytest.raises(Refused) as refused:
            shifts.carry_out(ledger, number, AM, "why")
        assert whys(refused) == [Why.DECIDED]


def test_carrying_out_makes_mutations_on_the_articles_where_the_money_was(ledger):
    number = carried_out(ledger, move(120))
    rows = ledger.rows(
        "select article, country, theme, amount_eur, valid_on, mutation, note from allocation where phase = 'HER' order by all"
    )
    today, called, why = ledger.today, f"shift {number}", "Results are better there"
    assert rows == [
        ("37.2", "XAA", "TER", Decimal(-100), today, called, why),
        ("37.2", "XAC", "IRR", Decimal(100), today, called, why),
        ("37.3", "XAA", "TER", Decimal(-20), today, called, why),
        ("37.3", "XAC", "IRR", Decimal(20), today, called, why),
    ]
    assert shifts.proposal(ledger, number).status is Status.CARRIED_OUT


def test_the_position_of_an_earlier_day_does_not_know_the_shift(ledger):
    carried_out(ledger, move(50))
    before = positions(ledger, ledger.today - datetime.timedelta(days=1), ["country"])
    assert before.set_index("country").loc["XAA", "position"] == 160 + 1000 + 50


def test_of_two_who_use_the_same_room_the_second_is_refused(ledger):
    first, second = (shifts.propose(ledger, OWNED, move(100), POLICE, "why").number for _ in range(2))
    shifts.carry_out(ledger, first, AM, "Agreed")
    before = ledger.number
    with pytest.raises(Refused) as refused:
        shifts.carry_out(ledger, second, AM, "Agreed")
    assert [(one.why, one.allowed) for one in refused.value.refusals] == [(Why.NOT_FREE, 30)]
    assert ledger.number == before
    assert shifts.proposal(ledger, second).open


def test_two_at_the_same_moment_do_not_both_get_the_room(ledger):
    numbers = [shifts.propose(ledger, OWNED, move(100), POLICE, "why").number for _ in range(2)]
    other = Ledger.open(ledger.address, VIEWS)
    said: list[object] = []

    def carry(where: Ledger, number: int) -> None:
        try:
            said.append(shifts.carry_out(where, number, AM, "Agreed").status)
        except Refused as refused:
            said.append(refused.refusals[0].why)

    pair = [threading.Thread(target=carry, args=one) for one in zip((ledger, other), numbers, strict=True)]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join(120)
    other.close()
    assert sorted(map(str, said)) == [str(Status.CARRIED_OUT), str(Why.NOT_FREE)]
    assert allocated(ledger, "country", "theme")[IRR] == 100


# Taking back


def test_a_shift_is_taken_back_by_its_opposite(ledger):
    before = allocated(ledger, "country", "theme", "article")
    number = carried_out(ledger, move(120))
    back = shifts.take_back(ledger, number, AM, "It was the wrong country")
    after = allocated(ledger, "country", "theme", "article")
    assert {key: amount for key, amount in after.items() if amount} == before
    assert (back.takes_back, back.status) == (number, Status.CARRIED_OUT)
    assert shifts.proposal(ledger, number).taken_back_by == back.number
    for again in (number, back.number):
        with pytest.raises(Refused) as refused:
            shifts.take_back(ledger, again, AM, "once more")
        assert whys(refused) == [Why.DECIDED]


def test_what_is_committed_since_is_not_taken_back(ledger):
    number = carried_out(ledger, move(120))
    given(
        ledger,
        budget_line="""
        holder | budget_type | project | country | theme | quarter | kind       | amount_eur
        AM     | AM_NON_ODA  | P3      | XAC     | IRR   | 2026-Q4 | commitment |         15
    """,
    )
    with pytest.raises(Refused) as refused:
        shifts.take_back(ledger, number, AM, "why")
    assert [(one.why, one.place, one.allowed) for one in refused.value.refusals] == [(Why.NOT_FREE, IRR, 105)]


def test_what_was_never_carried_out_or_is_not_known_is_not_taken_back(ledger):
    number = shifts.propose(ledger, OWNED, move(10), AM, "why").number
    for which, why in ((number, Why.DECIDED), (9999, Why.UNKNOWN)):
        with pytest.raises(Refused) as refused:
            shifts.take_back(ledger, which, AM, "why")
        assert whys(refused) == [why]


# Laws


@generated(
    st.dictionaries(
        st.tuples(st.sampled_from(["XAA", "XAB", "XAC"]), st.sampled_from(["TER", "IRR"])),
        st.lists(st.integers(0, 10_000), min_size=1, max_size=3),
        min_size=1,
    ),
    st.data(),
)
def test_mutations_keep_every_article_and_give_every_place_its_part(there, data):
    articles = {
        place: [Article("XX", str(n), Decimal(cents) / 100, Decimal(cents) / 100) for n, cents in enumerate(amounts)]
        for place, amounts in there.items()
    }
    parts = {place: -data.draw(st.integers(0, sum(cents))) for place, cents in there.items()}
    parts[("REG", "TER")] = -sum(parts.values())
    euros = {place: Decimal(cents) / 100 for place, cents in parts.items()}
    found = mutations(euros, articles)
    for article in {one.article for one in found}:
        assert sum(one.amount for one in found if one.article == article) == 0
    for place, amount in euros.items():
        assert sum(one.amount for one in found if (one.country, one.theme) == place) == amount
    assert len({(one.article, one.country, one.theme) for one in found}) == len(found)


PLACES = [TER, IRR, SMO, ("XAA", "SMO"), ("ALL", "ALL"), ("REG", "TER")]
CENTS = st.integers(-20_000, 20_000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def drawn_parts(draw) -> dict:
    """Parts that add up to zero, and some that do not."""
    parts = draw(st.dictionaries(st.sampled_from(PLACES[:-1]), CENTS, min_size=1, max_size=4))
    if draw(st.integers(0, 4)):
        parts[PLACES[-1]] = -sum(parts.values(), Decimal(0))
    return parts


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@generated(drawn_parts())
def test_a_shift_carried_out_changes_no_total_and_a_refused_one_changes_nothing(ledger, parts):
    per = ("holder", "budget_type", "year", "chapter", "article")
    totals, cells, number = allocated(ledger, *per), allocated(ledger, *per, "country", "theme"), ledger.number
    there = shifts.budget(ledger, *OWNED)
    refusals = shifts.judge(there, parts)
    if refusals:
        with pytest.raises(Refused) as refused:
            carried_out(ledger, parts)
        assert list(refused.value.refusals) == refusals
        assert ledger.number == number
        assert allocated(ledger, *per, "country", "theme") == cells
        return
    carried_out(ledger, parts)
    assert allocated(ledger, *per) == totals
    after = shifts.budget(ledger, *OWNED)
    for place, amount in parts.items():
        assert after.standing(place).allocated == there.standing(place).allocated + amount
    assert all(one.lowest >= one.tied for place, one in after.standings.items() if parts.get(place, 0) < 0)
