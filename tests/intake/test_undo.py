"""Taking a submission back brings back the exact earlier state, or says who stands in the way."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace

import pytest

from monitoring.intake.submit import submit
from monitoring.intake.submitted import one, sent_before, taken_back
from monitoring.intake.undo import CannotUndo, undo, undoing
from monitoring.ledger import Ledger, schema
from monitoring.person import Person
from monitoring.start import start
from tests.drawn import given
from tests.intake.sheets import ALLOCATION, AMOUNT, FIGURE, RATIO, TARGET, Sheet

BZ, AM = Person("Another Analyst", "BZ"), Person("An Analyst", "AM")
SAID = ("observation", "target", "budget_line", "allocation", "source_cell")


def state(ledger: Ledger) -> dict[str, list[tuple]]:
    """Everything that submissions say, to the last column."""
    return {table: ledger.rows(f"from {table} order by all") for table in SAID}


def sheet(ledger: Ledger, organisation: str = "BZ", **tables) -> Sheet:
    drawn = Sheet(ledger, organisation)
    for table, rows in tables.items():
        for number, row in enumerate(rows, 1):
            drawn.put(table, number, **row)
    return drawn


def land(ledger: Ledger, organisation: str = "BZ", **tables) -> int:
    return submit(ledger, sheet(ledger, organisation, **tables).check(), "a file").number


def refused(ledger: Ledger, number: int, person: Person = BZ) -> CannotUndo:
    """The refusal; preview and taking back must agree, and nothing may have been written."""
    before, stand = state(ledger), ledger.number
    with pytest.raises(CannotUndo) as refusal:
        undo(ledger, number, person, "no")
    assert (state(ledger), ledger.number) == (before, stand)
    return refusal.value


def test_new_rows_go_and_changed_rows_get_their_old_values_back_with_the_cells_they_came_from(fictional):
    land(fictional, observation=[FIGURE], budget_line=[AMOUNT])
    before = state(fictional)
    second = land(
        fictional,
        observation=[FIGURE | {"value": 95}, RATIO],
        budget_line=[AMOUNT | {"amount_eur": 1200}],
        target=[TARGET],
    )
    assert state(fictional) != before
    done = undo(fictional, second, BZ, "wrong file")
    assert state(fictional) == before
    assert (done.number, done.total.changed, done.total.gone, done.total.new) == (second + 1, 2, 2, 0)


def test_every_table_that_a_sheet_fills_comes_back(fictional):
    before = state(fictional)
    number = land(fictional, observation=[FIGURE], budget_line=[AMOUNT], target=[TARGET], allocation=[ALLOCATION])
    assert undo(fictional, number, BZ, "no").total.gone == 4
    assert state(fictional) == before


def test_what_a_sheet_took_away_returns(fictional):
    drawing = "indicator | period | value \n HAN-01 | 2026-Q1 | 11 \n HAN-01 | 2026-Q2 | 12"
    given(fictional, observation=drawing)
    before = state(fictional)
    whole = replace(sheet(fictional, observation=[FIGURE]).check(), taken_away={"observation": "indicator = 'HAN-01'"})
    number = submit(fictional, whole, "the whole year").number
    assert fictional.rows("select period, value::int from observation") == [("2026-Q3", 90)]
    assert undo(fictional, number, BZ, "not complete after all").total.new == 2
    assert state(fictional) == before


def test_five_later_uploads_on_other_cells_stay_as_they_are(fictional):
    land(fictional, observation=[FIGURE])
    wrong = land(fictional, observation=[FIGURE | {"value": 95}, RATIO])
    others = [("Belmora", 1), ("Cordania", 2), ("Dasmira", 3), ("Eldovia", 4), ("Belmora", 5)]
    for country, value in others:
        land(fictional, observation=[FIGURE | {"country": country, "value": value}])
    before = state(fictional)
    undo(fictional, wrong, BZ, "wrong")
    assert fictional.rows("select country, value::int from observation order by all") == [
        ("XAA", 90),
        ("XAB", 5),
        ("XAC", 2),
        ("XAD", 3),
        ("XAE", 4),
    ]
    undo(fictional, fictional.number, BZ, "right after all")
    assert state(fictional) == before


def test_one_that_was_overtaken_is_refused_with_who_wrote_which_rows_later(fictional):
    first = land(fictional, observation=[FIGURE, RATIO])
    second = land(fictional, observation=[FIGURE | {"value": 95}])
    refusal = refused(fictional, first)
    [obstacle] = refusal.obstacles
    assert (obstacle.commit.number, obstacle.commit.author, obstacle.file) == (second, "An Analyst", "sheet.xlsx")
    assert obstacle.commit.day == datetime.date.today()
    assert obstacle.named == ["HAN-01 · XAA · 2026-Q3 (Waarnemingen!F4)"]
    assert [each.rows for each in undoing(fictional, first, BZ).obstacles] == [obstacle.rows]
    undo(fictional, second, BZ, "the later one first")
    undo(fictional, first, BZ, "then this one")
    assert fictional.rows("from observation") == []


def test_what_came_and_went_is_not_named_as_in_the_way(fictional):
    first = land(fictional, observation=[FIGURE])
    undo(fictional, land(fictional, observation=[FIGURE | {"value": 95}]), BZ, "gone")
    last = land(fictional, observation=[FIGURE | {"value": 96}])
    assert [each.commit.number for each in refused(fictional, first).obstacles] == [last]


def test_taking_back_a_taking_back_makes_it_hold_again(fictional):
    number = land(fictional, observation=[FIGURE], budget_line=[AMOUNT])
    landed = state(fictional)
    for _ in range(2):
        gone = undo(fictional, number, BZ, "wrong").number
        assert one(fictional, number).taken_back.number == gone
        assert "was taken back already" in refused(fictional, number).message.key
        back = undo(fictional, gone, BZ, "right after all").number
        assert state(fictional) == landed
        assert one(fictional, number).taken_back is None
        assert set(taken_back(fictional)) >= {gone}
        assert "was taken back already" in refused(fictional, gone).message.key
    assert undoing(fictional, back, BZ).again is False


def test_a_submission_that_was_taken_back_says_so_and_the_same_file_lands_again(fictional):
    file = sheet(fictional, observation=[FIGURE]).check()
    number = submit(fictional, file, "first").number
    landed = fictional.rows("select * exclude written_in from observation")
    done = undo(fictional, number, BZ, "wrong quarter")
    told = one(fictional, number).taken_back
    assert (told.number, told.by, told.reason) == (done.number, "Another Analyst", "wrong quarter")
    again = submit(fictional, file, "the same file")
    assert again.total.new == 1
    assert fictional.rows("select * exclude written_in from observation") == landed
    assert [(each.number, each.taken_back is None) for each in sent_before(fictional, "BZ", file.sha256)] == [
        (again.number, True),
        (number, False),
    ]


def test_only_its_own_organisation_takes_a_submission_back_and_only_a_submission_with_a_reason(fictional):
    number = land(fictional, observation=[FIGURE])
    assert "Only they can take it back" in refused(fictional, number, AM).message.key
    assert "is no submission" in refused(fictional, 1).message.key
    assert "is no submission" in refused(fictional, 999).message.key
    with pytest.raises(ValueError, match="reason"):
        undo(fictional, number, BZ, " ")


def test_both_of_the_core_team_set_targets_but_neither_takes_back_the_other_s(fictional):
    number = land(fictional, "AM", target=[TARGET])
    assert "Only they can take it back" in refused(fictional, number).message.key
    undo(fictional, number, AM, "not decided")
    assert fictional.rows("from target") == []


def test_a_commitment_under_later_payments_stays(fictional):
    number = land(fictional, budget_line=[AMOUNT])
    paid = land(fictional, budget_line=[AMOUNT | {"kind": "expenditure", "amount_eur": 600}])
    [obstacle] = refused(fictional, number).obstacles
    assert (obstacle.commit.number, obstacle.broken.values["amount"].amount) == (paid, 600)
    assert "expenditure" in obstacle.named[0]
    assert undoing(fictional, number, BZ).obstacles[0].broken == obstacle.broken


def test_a_target_under_a_later_revision_stays(fictional):
    number = land(fictional, target=[TARGET])
    revision = TARGET | {"value": 60, "revision": 1, "valid_from": "12-03-2026", "reason": "DG meeting"}
    later = land(fictional, target=[revision])
    [obstacle] = refused(fictional, number).obstacles
    assert (obstacle.commit.number, obstacle.broken.key[:8]) == (later, "Revision")


def test_a_total_over_later_parts_stays(fictional):
    given(fictional, observation="indicator | period | value | reporter \n TER-09 | 2026-Q3 | 10 | AM")
    figure = {"indicator": "TER-09", "country": "Almara", "period": "2026-Q3"}
    raised = land(fictional, "AM", observation=[figure | {"value": 100}])
    parts = land(fictional, "AM", observation=[figure | {"value": 80, "dimension": "member_state=deu"}])
    [obstacle] = refused(fictional, raised, AM).obstacles
    assert (obstacle.commit.number, obstacle.broken.values["amount"]) == (parts, 70)
    undo(fictional, parts, AM, "parts first")
    undo(fictional, raised, AM, "then the total")
    assert fictional.rows("select value::int from observation") == [(10,)]


def test_a_payment_is_not_put_back_when_its_commitment_went_meanwhile(fictional):
    """The later row has an older number, for it was put back itself: it is found all the same."""
    land(fictional, budget_line=[AMOUNT])
    raised = land(fictional, budget_line=[AMOUNT | {"amount_eur": 2000}])
    paid = land(fictional, budget_line=[AMOUNT | {"kind": "expenditure", "amount_eur": 1500}])
    gone = undo(fictional, paid, BZ, "not yet paid").number
    lowered = undo(fictional, raised, BZ, "not yet committed").number
    [obstacle] = refused(fictional, gone).obstacles
    assert obstacle.commit.number == lowered


def test_the_preview_says_which_values_come_back(fictional):
    land(fictional, observation=[FIGURE])
    number = land(fictional, observation=[FIGURE | {"value": 95, "note": "counted anew"}, RATIO])
    would = undoing(fictional, number, BZ)
    assert (would.total.changed, would.total.gone, would.obstacles, would.again) == (1, 1, [], False)
    assert [(each.row["indicator"], each.field, each.now, each.back) for each in would.returning(9)] == [
        ("HAN-01", "value", 95, 90),
        ("HAN-01", "note", "counted anew", None),
        ("HAN-02", "numerator", 40, None),
    ]


@pytest.fixture
def later_version(tmp_path, monkeypatch):
    """Open a ledger as a later version does that has one more column in every table that sheets fill."""

    def reopen(ledger: Ledger) -> Ledger:
        ledger.close()
        folder = shutil.copytree(schema.TABLES, tmp_path / "tables")
        for table in SAID:
            file = folder / f"{table}.sql"
            file.write_text(file.read_text().replace("    written_in", "    came_later varchar,\n    written_in", 1))
        monkeypatch.setattr(schema, "TABLES", folder)
        schema.tables.cache_clear()
        return start(ledger.address).ledger

    yield reopen
    monkeypatch.undo()
    schema.tables.cache_clear()


def test_a_column_that_came_later_is_empty_in_what_comes_back(fictional, later_version):
    land(fictional, observation=[FIGURE], budget_line=[AMOUNT])
    before = state(fictional)
    number = land(fictional, observation=[FIGURE | {"value": 95}, RATIO], budget_line=[AMOUNT | {"amount_eur": 7}])
    newer = later_version(fictional)
    assert undo(newer, number, BZ, "wrong").total.changed == 2
    for table, rows in before.items():
        assert newer.rows(f"select * exclude came_later from {table} order by all") == rows
        assert newer.rows(f"select distinct came_later from {table}") == ([(None,)] if rows else [])
    given(newer, observation="indicator | period | value \n HAN-02 | 2026-Q3 | 1")
    assert [each.commit.number for each in refused(newer, newer.number - 1).obstacles] == [newer.number]
    newer.close()
