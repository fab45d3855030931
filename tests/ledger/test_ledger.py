"""A ledger keeps every number, who changed it and why, and every state it was in."""

from __future__ import annotations

import datetime

import duckdb
import pytest

from monitoring.ledger import AddressError, DuplicateKey, Ledger, UnknownState
from monitoring.ledger.address import Address
from monitoring.ledger.upkeep import upkeep
from monitoring.person import Person
from tests.drawn import given, rows


def themes(ledger: Ledger) -> dict[str, str]:
    return dict(ledger.rows("select code, name_en from theme order by code"))


def test_a_commit_has_an_author_a_reason_and_a_number(any_ledger):
    done = given(any_ledger, "second quarter", Person("An", "BZ", ("analyst",)), theme="code \n TER")
    last = any_ledger.history()[0]
    assert (done.number, last.number, any_ledger.number) == (1, 1, 1)
    assert (last.author, last.organisation, last.reason, last.verified) == ("An", "BZ", "second quarter", False)
    assert abs(last.at - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=5)


def test_a_commit_without_a_reason_is_refused(any_ledger):
    with pytest.raises(ValueError, match="reason"):
        given(any_ledger, "  ", theme="code \n TER")


def test_changing_nothing_makes_no_commit(any_ledger):
    given(any_ledger, theme="code | name_en \n TER | Return")
    again = given(any_ledger, theme="code | name_en \n TER | Return")
    assert again.number is None
    assert again.result[0].unchanged == 1
    assert any_ledger.number == 1


def test_a_merge_counts_new_changed_unchanged(any_ledger):
    given(any_ledger, theme="code | name_en \n A | a \n B | b")
    [merged] = given(any_ledger, theme="code | name_en \n A | a \n B | other \n C | c").result
    assert (merged.new, merged.changed, merged.unchanged) == (1, 1, 1)
    assert themes(any_ledger) == {"A": "a", "B": "other", "C": "c"}


def test_only_what_changed_carries_the_number_of_the_commit(any_ledger):
    line = "budget_type | quarter | kind | amount_eur \n BZ_ODA | 2026-Q1 | {kind} | {amount}"
    given(any_ledger, budget_line=line.format(kind="expenditure", amount="400"))
    given(any_ledger, budget_line=line.format(kind="commitment", amount="500"))
    given(any_ledger, budget_line=line.format(kind="expenditure", amount="450"))
    assert any_ledger.rows("select kind, amount_eur::int, written_in from budget_line order by kind") == [
        ("commitment", 500, 2),
        ("expenditure", 450, 3),
    ]


def test_rows_outside_what_is_merged_stay_unless_taken_away_on_purpose(any_ledger):
    given(any_ledger, theme="code | position \n A | 1 \n B | 1 \n C | 2")
    any_ledger.commit(
        Person("An", "BZ"),
        "A alone",
        lambda transaction: transaction.merge(
            "theme", rows("theme", "code | position \n A | 1"), within="position = 1"
        ),
    )
    assert set(themes(any_ledger)) == {"A", "C"}


def test_the_same_key_twice_in_one_merge_is_refused_and_nothing_lands(any_ledger):
    with pytest.raises(DuplicateKey, match="TER"):
        given(any_ledger, theme="code | name_en \n TER | a \n TER | b")
    assert themes(any_ledger) == {}
    assert any_ledger.number == 0


def test_an_error_halfway_leaves_nothing(any_ledger):
    def work(transaction):
        transaction.merge("theme", rows("theme", "code \n TER"))
        raise RuntimeError("the power fails here")

    with pytest.raises(RuntimeError, match="power"):
        any_ledger.commit(Person("An", "BZ"), "half", work)
    assert themes(any_ledger) == {}


def test_a_required_column_cannot_be_empty(any_ledger):
    with pytest.raises(duckdb.Error, match=r"(?i)not null"):
        given(any_ledger, theme="code | name_en \n TER |")


def test_every_past_state_can_be_read_back(any_ledger):
    for number in range(1, 4):
        given(any_ledger, theme=f"code | name_en \n TER | name {number} \n T{number} | new")
    assert themes(any_ledger.at(1)) == {"T1": "new", "TER": "name 1"}
    assert themes(any_ledger.at(2)) == {"T1": "new", "T2": "new", "TER": "name 2"}
    assert any_ledger.at(2).number == 2
    assert themes(any_ledger)["TER"] == "name 3"


def test_the_past_can_be_asked_by_number_and_by_day(any_ledger):
    given(any_ledger, theme="code \n TER")
    today = datetime.datetime.now(datetime.UTC).date()
    assert themes(any_ledger.as_known("1")) == themes(any_ledger.as_known(today.isoformat())) == {"TER": "name"}
    for unknown in ("9", "2001-01-01", "yesterday"):
        with pytest.raises(UnknownState):
            any_ledger.as_known(unknown)


def test_the_past_cannot_be_written(any_ledger):
    given(any_ledger, theme="code \n TER")
    with pytest.raises(ValueError, match="past"):
        given(any_ledger.at(1), theme="code \n HAN")


def test_upkeep_changes_no_state_now_or_past(any_ledger):
    for number in range(1, 9):
        given(any_ledger, theme=f"code | name_en \n TER | name {number} \n T{number} | new")
    before = {number: themes(any_ledger.at(number)) for number in range(1, 9)}
    any_ledger._past.clear()
    kept = upkeep(any_ledger)
    assert kept.after < kept.before
    assert {number: themes(any_ledger.at(number)) for number in range(1, 9)} == before
    assert themes(any_ledger) == before[8]


def test_opening_again_finds_everything_and_changes_nothing(any_ledger, address):
    given(any_ledger, theme="code \n TER")
    again = Ledger.open(address)
    assert themes(again) == {"TER": "name"}
    assert len(again.history()) == len(any_ledger.history()) == 2
    again.close()


def test_a_ledger_reads_no_other_file_and_cannot_be_opened_up(any_ledger, tmp_path):
    other = tmp_path.parent / "other.csv"
    other.write_text("secret\n1")
    for statement in (
        f"from '{other}'",
        "set enable_external_access = true",
        "install spatial",
        f"attach '{tmp_path.parent}/new.db' as other",
        f"copy theme to '{tmp_path.parent}/out.csv'",
    ):
        with pytest.raises(duckdb.Error):
            any_ledger.rows(statement)


@pytest.mark.parametrize("text", ["postgres:dbname=monitoring", "mysql:host=x", "s3://bucket/ledger"])
def test_an_address_that_names_no_ledger_says_what_would_be_right(text):
    with pytest.raises(AddressError, match=r"data_path|folder"):
        Address.parse(text)


def test_an_address_never_shows_a_password():
    assert "geheim" not in str(Address.parse("postgres:dbname=m password=geheim data_path=/srv"))
