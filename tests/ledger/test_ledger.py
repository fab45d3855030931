"""A ledger keeps every number, who changed it and why, and every state it was in."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3

import duckdb
import pyarrow as pa
import pytest

from monitoring.language import Words
from monitoring.ledger import AddressError, DuplicateKey, Ledger, LedgerUnreachable, NoLedger, UnknownState
from monitoring.ledger.address import Address
from monitoring.ledger.upkeep import upkeep
from monitoring.person import Person
from monitoring.start import start
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


def test_a_ledger_is_read_as_if_rows_had_landed_and_nothing_is_written(any_ledger):
    given(any_ledger, theme="code | name_en \n A | a \n B | b \n C | c \n D | d")
    landing, gone = rows("theme", "code | name_en \n B | other \n E | e"), "code in ('B', 'C')"
    with any_ledger.supposing(1, {"theme": landing}, {"theme": gone}) as supposed:
        foreseen = supposed.rows("from theme order by code")
        given(any_ledger, observation="indicator | period | value \n HAN-01 | 2026-Q1 | 5")
        assert supposed.rows("from observation") == []  # it is about its own state
    assert any_ledger.number == 2
    assert themes(any_ledger) == {"A": "a", "B": "b", "C": "c", "D": "d"}
    any_ledger.commit(Person("An", "BZ"), "lands", lambda transaction: transaction.merge("theme", landing, within=gone))
    assert any_ledger.rows("from theme order by code") == foreseen
    with pytest.raises(UnknownState), any_ledger.supposing(99, {}, {}):
        pass


def test_rows_that_would_be_away_may_be_told_by_their_keys(any_ledger):
    given(any_ledger, theme="code | name_en \n A | a \n B | b \n C | c")
    landing = rows("theme", "code | name_en \n B | other")
    with any_ledger.supposing(1, {"theme": landing}, {"theme": pa.table({"code": ["B", "C"]})}) as supposed:
        assert themes(supposed) == {"A": "a", "B": "other"}
    assert themes(any_ledger) == {"A": "a", "B": "b", "C": "c"}


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


SECRET = [
    "password=geheim",
    "password = geheim",
    "PASSWORD=geheim",
    "password='zeer geheim'",
    "password = 'zeer \\'geheim'",
    "password='zeer geheim",  # the end of the quotes was forgotten
    "password=zeer geheim",  # the quotes were forgotten
    "password=a\\ geheim",
    "passfile='/root/my geheim'",
    "sslpassword=geheim",
    "postgres://somebody:geheim@nowhere.invalid/m",
    "postgresql://somebody:ge@geheim@nowhere.invalid/m",
    "postgresql://:geheim@nowhere.invalid/m?password=geheim&sslpassword=geheim",
]


@pytest.mark.parametrize("secret", SECRET)
def test_what_is_secret_in_an_address_is_never_shown(tmp_path, secret):
    text = f"postgres:host={tmp_path} {secret} data_path={tmp_path / 'files'}"
    if "://" in secret:
        text = f"postgres:{secret} data_path={tmp_path / 'files'}"
    assert "geheim" not in str(Address.parse(text))
    with pytest.raises(LedgerUnreachable) as unreachable:  # there is no server
        Ledger.open(text)
    assert "geheim" not in str(unreachable.value)
    for other in (f"postgres:{secret}", f"postgresql:{secret}", f"mysql:{secret}"):
        with pytest.raises(AddressError) as error:
            Address.parse(other)
        assert "geheim" not in str(error.value)


def test_an_error_without_secrets_stays_readable():
    told = Address.parse("postgres:host=db password='ge heim' user=x data_path=/srv").hide
    assert told("host=db password='ge heim' user=x: no route to host") == "host=db password=… user=x: no route to host"


def test_only_who_asks_for_a_new_ledger_gets_one(address, tmp_path):
    with pytest.raises(NoLedger):
        Ledger.open(address, create=False)
    assert not [*tmp_path.iterdir()]
    first = Ledger.open(address)
    again = Ledger.open(address, create=False)
    assert (first.made, again.made) == (True, False)
    again.close()
    first.close()


# Today


def test_a_past_state_is_judged_on_the_day_it_was_the_last(blank):
    """All that is in the ledger came a hundred days ago, and one commit today."""
    number = blank.number
    then = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=100)
    with contextlib.closing(sqlite3.connect(blank.address.folder / "catalogue.sqlite")) as catalogue:
        catalogue.execute("update ducklake_snapshot set snapshot_time = ?", [then.strftime("%Y-%m-%d %H:%M:%S+00")])
        catalogue.commit()
    ledger = start(blank.address).ledger
    given(ledger, theme="code \n NEW")

    def today(state: Ledger) -> datetime.date:
        assert state.row("select reference_date()") == (state.today,)
        return state.today

    day = then.astimezone().date()
    assert today(ledger) == today(ledger.at(number + 1)) == datetime.date.today()
    assert today(ledger.at(number)) == day
    later = day + datetime.timedelta(days=30)
    known = ledger.as_known(later.isoformat())
    assert (known.number, today(known)) == (number, later)
    ledger.close()


def test_the_example_has_one_today_in_every_state(example_ledger):
    assert example_ledger.at(12).today == example_ledger.today
    assert example_ledger.at(12).row("select reference_date()") == (example_ledger.today,)


def test_a_day_that_the_ledger_did_not_live_through_is_told_from_when_it_did(any_ledger):
    today = datetime.date.today()
    for when, words in (
        ("2001-01-01", f"begins on {today.isoformat()}"),
        ((today + datetime.timedelta(days=2)).isoformat(), f"it is {today.isoformat()} now"),
        ("9", "at most 0"),
    ):
        with pytest.raises(UnknownState) as unknown:
            any_ledger.as_known(when)
        assert words in Words("en")(unknown.value.message)


# Who owes which figure

PLAN = "indicator,country,reporter,first,last\n"


@pytest.fixture
def opened(blank, tmp_path):
    """Open a real ledger with a plan of who owes what: what it then holds, and what is told of the plan."""

    def opened(*lines: str, encoding: str = "utf-8") -> tuple[list[tuple], list[str]]:
        (tmp_path / "plan").mkdir(exist_ok=True)
        (tmp_path / "plan" / "expectation.csv").write_text(PLAN + "\n".join(lines), encoding=encoding)
        started = start(blank.address, plan=tmp_path / "plan")
        owed = started.ledger.rows("select indicator, country, reporter, period from expectation order by all")
        started.ledger.close()
        say = Words("en")
        return owed, [f"{m.file}:{m.line}: {say(m.message)}" for m in started.mistakes]

    return opened


def test_the_plan_comes_in_at_the_start_and_what_leaves_it_is_gone(opened, blank):
    owed, told = opened("TER-01,TUN,BZ,2026-Q1,2026-Q2", '"TER-01","TUN","BZ",2026-Q2,2026-Q3', encoding="utf-8-sig")
    assert [row[-1] for row in owed] == ["2026-Q1", "2026-Q2", "2026-Q3"]  # the overlap is owed once
    assert told == []
    before = blank.number
    assert opened("TER-01,TUN,BZ,2026-Q3,2026-Q3") == ([("TER-01", "TUN", "BZ", "2026-Q3")], [])
    assert opened() == ([], [])
    assert opened() == ([], [])
    assert blank.number == before + 2


def test_a_line_of_the_plan_that_is_wrong_is_told_and_the_others_come_in(opened):
    opened("TER-02,TUN,BZ,2026-Q1,2026-Q1")
    owed, told = opened(
        "TER-01,TUN,BZ,2026-Q1,2026-Q1",
        "TER-99,TUN,BZ,2026-Q1,2026-Q1",
        "TER-01,Tunesië,BZ,2026-Q1,2026-Q1",
        "TER-01,TUN,bz,2026-Q1,2026-Q1",
        "TER-01,TUN,BZ,2026Q1,2026-Q1",
        "TER-01,TUN,BZ,2026-Q2,2026-Q1",
        "TER-01,TUN",
    )
    assert [line.partition(": ")[0] for line in told] == [f"plan/expectation.csv:{n}" for n in range(3, 9)]
    for line, right in zip(told, ("TER-", "TUN", "BZ", "2026-Q3", "no period", "5 cells"), strict=True):
        assert right in line
    # A slip is no reason to forget what was owed.
    assert owed == [("TER-01", "TUN", "BZ", "2026-Q1"), ("TER-02", "TUN", "BZ", "2026-Q1")]


def test_a_plan_without_its_headings_is_told(opened, tmp_path, blank):
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "expectation.csv").write_text("indicator;country;reporter;first;last\n")
    started = start(blank.address, plan=tmp_path / "plan")
    started.ledger.close()
    assert [(m.file, m.line) for m in started.mistakes] == [("plan/expectation.csv", 1)]


def test_the_plan_of_the_ministries_leaves_a_fictional_ledger_alone(fictional, tmp_path):
    count = fictional.row("select count(*) from expectation")
    (tmp_path / "expectation.csv").write_text(PLAN + "TER-01,TUN,BZ,2026-Q1,2026-Q1")
    started = start(fictional.address, plan=tmp_path)
    assert started.ledger.row("select count(*) from expectation") == count != (0,)
    started.ledger.close()


STATISTICS = """
    select t.table_name, s.record_count, s.next_row_id, c.column_id, c.min_value, c.max_value
    from __ducklake_metadata_lake.ducklake_table t
    join __ducklake_metadata_lake.ducklake_table_stats s using (table_id)
    left join __ducklake_metadata_lake.ducklake_table_column_stats c using (table_id)
    where t.table_name in ('theme', 'undo')
    order by all
"""


def test_a_table_that_never_held_a_row_has_statistics_and_they_grow_like_any(any_ledger):
    with any_ledger.connection as cursor:
        columns = dict(cursor.execute("select table_name, column_count from duckdb_tables()").fetchall())
        new = cursor.execute(STATISTICS).fetchall()
        assert [row[:3] + row[4:] for row in new] == [
            *[("theme", 0, 0, None, None)] * columns["theme"],
            *[("undo", 0, 0, None, None)] * columns["undo"],
        ]
    given(any_ledger, theme="code | name_en \n A | a \n C | c")
    given(any_ledger, theme="code | name_en \n B | b \n C | other")
    upkeep(any_ledger)  # and nothing is said twice
    with any_ledger.connection as cursor:
        grown = cursor.execute(STATISTICS).fetchall()
    assert len(grown) == len(new)
    assert grown[0][3:] == (1, "A", "C")
    assert themes(any_ledger) == {"A": "a", "B": "b", "C": "other"}
