"""What rests on the register and on budgets: taking it back is refused, with who wrote what rests on it."""

from __future__ import annotations

import pytest

from monitoring.intake.check import check
from monitoring.intake.submit import submit
from monitoring.intake.undo import CannotUndo, undo, undoing
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.ledger.origin import origins
from monitoring.person import Person
from tests.money.cases import workbook

ENGLISH = Words("en")
PROJECT = {"code": "XAA-NEW", "name_nl": "Nieuw"}
LINE = {"project": "XAA-NEW", "amount_eur": "100"}
CHECK = {"project": "XAA-NEW", "main_purpose": "yes"}
AGREED = {"code": "XAA-NEW-1", "yearly_cost_eur": "60"}
COVER = {"agreement": "XAA-NEW-1", "amount_eur": "60"}
BUDGET = {"amount_eur": "100"}


def land(ledger: Ledger, sender: str = "BZ", **tables: list[dict[str, str]]) -> int:
    """The number of the commit of a file that lands."""
    file = check(ledger, ledger.number, Person("An Analyst", sender), "file.xlsx", workbook(sender, tables))
    assert not file.blocked(), [ENGLISH(finding.message) for finding in file.findings]
    return submit(ledger, file, "a file").number


def refused(ledger: Ledger, number: int, sender: str = "BZ") -> tuple[int, list[str], list[str]]:
    """The commit that stands in the way, what would be broken, and the rows; nothing may have been written."""
    stand = ledger.number
    with pytest.raises(CannotUndo) as refusal:
        undo(ledger, number, Person("An Analyst", sender), "no")
    assert ledger.number == stand
    obstacles = refusal.value.obstacles
    foretold = undoing(ledger, number, Person("An Analyst", sender)).obstacles
    assert [one.message.key for one in foretold] == [one.message.key for one in obstacles]
    [later] = {one.commit.number for one in obstacles}
    return later, [ENGLISH(one.broken) for one in obstacles], [row for one in obstacles for row in one.named]


def taken_back(ledger: Ledger, number: int, sender: str = "BZ") -> None:
    undo(ledger, number, Person("An Analyst", sender), "wrong file")


RESTS = {
    "a line on its project": (
        {"project": [PROJECT], "oda_check": [CHECK]},
        {"budget_line": [LINE]},
        "Project XAA-NEW would no longer be there.",
    ),
    "shares on their project": (
        {"project": [PROJECT]},
        {"project_share": [{"project": "XAA-NEW", "country": "XAA", "share": "100"}]},
        "Project XAA-NEW would no longer be there.",
    ),
    "a check on its project": (
        {"project": [PROJECT]},
        {"oda_check": [CHECK]},
        "Project XAA-NEW would no longer be there.",
    ),
    "a part on its whole": (
        {"project": [PROJECT]},
        {"project": [{"code": "XAA-PART", "name_nl": "Deel", "parent": "XAA-NEW"}]},
        "Project XAA-NEW would no longer be there.",
    ),
    "people on their project": (
        {"project": [PROJECT]},
        {"deployment": [{"project": "XAA-NEW", "country": "XAA", "kind": "expert", "year": "2026", "fte": "1"}]},
        "Project XAA-NEW would no longer be there.",
    ),
    "a project on its agreement": (
        {"agreement": [AGREED]},
        {"project": [PROJECT | {"agreement": "XAA-NEW-1"}]},
        "Agreement XAA-NEW-1 would no longer be there.",
    ),
}


@pytest.mark.parametrize("what", RESTS)
def test_what_the_register_holds_stays_while_something_rests_on_it(fictional, what):
    first, then, words = RESTS[what]
    number, later = land(fictional, **first), land(fictional, **then)
    where, broken, rows = refused(fictional, number)
    assert where == later
    assert words in broken
    assert rows and all("!" in row for row in rows), "each row with its cell"
    taken_back(fictional, later)
    taken_back(fictional, number)


def test_the_check_behind_aid_stays_while_lines_rest_on_it(fictional):
    land(fictional, project=[PROJECT])
    checked = land(fictional, oda_check=[CHECK])
    lines = land(fictional, budget_line=[LINE])
    assert refused(fictional, checked)[:2] == (lines, ["Nothing would say any more that project XAA-NEW is aid."])
    taken_back(fictional, lines)
    taken_back(fictional, checked)


def test_a_check_that_was_only_explained_again_may_go_back(fictional):
    land(fictional, project=[PROJECT], oda_check=[CHECK])
    again = land(fictional, oda_check=[CHECK | {"note": "looked at again"}])
    land(fictional, budget_line=[LINE])
    taken_back(fictional, again)


def test_the_budget_of_a_project_stays_while_lines_are_paid_from_it(fictional):
    land(fictional, project=[PROJECT | {"budget_type": "-", "programming_line": "-", "step": "-"}], oda_check=[CHECK])
    paid = land(fictional, project=[PROJECT])
    lines = land(fictional, budget_line=[LINE])
    assert refused(fictional, paid)[:2] == (
        lines,
        ["Project XAA-NEW would be paid from another budget, or by others."],
    )


def test_an_agreement_stays_while_budgets_cover_it(fictional):
    land(fictional, allocation=[BUDGET])
    agreed = land(fictional, agreement=[AGREED])
    cover = land(fictional, coverage=[COVER])
    assert refused(fictional, agreed)[:2] == (cover, ["Agreement XAA-NEW-1 would no longer be there."])
    taken_back(fictional, cover)
    taken_back(fictional, agreed)


def test_a_budget_stays_while_agreements_count_on_it(fictional):
    small = land(fictional, allocation=[{"amount_eur": "10"}])
    more = land(fictional, allocation=[{"mutation": "more", "amount_eur": "90"}])
    cover = land(fictional, agreement=[AGREED], coverage=[COVER])
    assert refused(fictional, more)[:2] == (
        cover,
        ["Of agreement XAA-NEW-1 €50.00 in 2026 would no longer be within the budget of its day."],
    )
    taken_back(fictional, small)  # 90 is left, and 60 is promised


def test_what_came_into_the_budget_after_the_agreement_may_go(fictional):
    land(fictional, allocation=[BUDGET])
    spring = {"phase": "1SUPP", "mutation": "spring", "valid_on": "2026-04-24", "amount_eur": "50"}
    later = land(fictional, allocation=[spring])
    land(fictional, agreement=[AGREED], coverage=[COVER])
    taken_back(fictional, later)


def test_the_day_of_an_agreement_stays_while_its_cover_needs_it(fictional):
    spring = {"phase": "1SUPP", "mutation": "spring", "valid_on": "2026-04-24", "amount_eur": "90"}
    land(fictional, allocation=[{"amount_eur": "10"}, spring])
    land(fictional, agreement=[AGREED])
    moved = land(fictional, agreement=[AGREED | {"agreed_on": "2026-05-01"}])
    cover = land(fictional, coverage=[COVER])
    assert refused(fictional, moved)[0] == cover


def test_a_budget_stays_while_more_is_committed_from_it(fictional):
    land(fictional, allocation=[{"amount_eur": "10"}])
    more = land(fictional, allocation=[{"mutation": "more", "amount_eur": "90"}])
    land(fictional, project=[PROJECT], oda_check=[CHECK])
    lines = land(fictional, budget_line=[LINE])
    where, broken, rows = refused(fictional, more)
    assert (where, broken) == (lines, ["In 2026 €90.00 more would be committed from this budget than it is."])
    assert len(rows) == 1 and "XAA-NEW" in rows[0]


def test_one_side_of_a_transfer_stays_while_the_other_is_there(fictional):
    given = {"phase": "1SUPP", "mutation": "liaisons", "transfer": "liaisons 2026", "valid_on": "2026-04-24"}
    first = land(fictional, "AM", allocation=[given | {"counterparty": "KMAR", "amount_eur": "-30"}])
    other = land(fictional, "KMAR", allocation=[given | {"counterparty": "AM", "amount_eur": "30"}])
    assert refused(fictional, first, "AM")[:2] == (
        other,
        ["Transfer “liaisons 2026” would differ by €30.00 between its two sides."],
    )
    taken_back(fictional, other, "KMAR")
    taken_back(fictional, first, "AM")


def test_shares_stay_while_money_goes_to_the_countries_they_name(fictional):
    whole = {"code": "REG-NEW", "name_nl": "Nieuw", "programming_line": "XAA-TER"}
    land(fictional, project=[whole], oda_check=[CHECK | {"project": "REG-NEW"}])
    divided = land(
        fictional,
        project_share=[
            {"project": "REG-NEW", "country": "XAA", "share": "60"},
            {"project": "REG-NEW", "country": "XAB", "share": "40"},
        ],
    )
    lines = land(fictional, budget_line=[{"project": "REG-NEW", "country": "XAB", "amount_eur": "100"}])
    assert refused(fictional, divided)[:2] == (
        lines,
        ["Project REG-NEW would have money in XAB and no share there."],
    )


def test_a_file_with_a_project_and_all_that_rests_on_it_goes_as_a_whole(fictional):
    before = fictional.rows("select code from project order by all")
    number = land(
        fictional,
        project=[PROJECT],
        oda_check=[CHECK],
        project_share=[{"project": "XAA-NEW", "country": "XAA", "share": "100"}],
    )
    taken_back(fictional, number)
    assert fictional.rows("select code from project order by all") == before


def test_where_a_row_comes_from_follows_what_was_taken_back_and_held_again(fictional):
    first = land(fictional, agreement=[AGREED])
    second = land(fictional, agreement=[AGREED | {"yearly_cost_eur": "70"}])
    assert origins(fictional, "agreement")["XAA-NEW-1"].number == second
    taken_back(fictional, second)
    assert origins(fictional, "agreement")["XAA-NEW-1"].number == first
    taken_back(fictional, fictional.number)
    assert origins(fictional, "agreement")["XAA-NEW-1"].number == second
