"""The command line: what it answers, to people and to machines, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from monitoring.commands import app
from monitoring.intake import layout as layouts
from monitoring.ledger import NoLedger, tables
from monitoring.ledger.closed import NAME
from monitoring.ledger.select import Refused, select
from monitoring.ledger.views import RESTRICTED
from monitoring.money.split import split
from monitoring.person import Person
from monitoring.start import start
from tests.conftest import SHIPPED, copy
from tests.drawn import given
from tests.intake.sheets import AMOUNT, FIGURE, RATIO, TARGET, Sheet
from theory_of_change.read import DEFINITIONS

ROOT = Path(__file__).parents[2]
SENDER = ("--by", "An Analyst", "--organisation", "BZ", "--reason", "third quarter")


@pytest.fixture
def run(monkeypatch):
    """Run a command on a ledger: ``run(folder, "history", "--json")``."""

    def command(folder, *arguments):
        monkeypatch.setenv("MONITORING_LEDGER", str(folder))
        return CliRunner().invoke(app, [*map(str, arguments)])

    return command


def table(result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def written(sheet: Sheet, tmp_path: Path, name: str = "sheet.xlsx") -> Path:
    (tmp_path / name).write_bytes(sheet.content())
    return tmp_path / name


# Spending


HEADINGS = {  # of the sheet with budget lines, in both languages of the template
    "Budgetregels": ("Project", "Budget", "Land", "Thema", "Kwartaal", "Soort", "Bedrag (€)"),
    "Budget lines": ("Project", "Budget", "Country", "Theme", "Quarter", "Kind", "Amount (€)"),
}
KINDS = {"verplichting": "commitment", "uitgave": "expenditure", "raming": "forecast"}


def lines_of(content: bytes) -> list[tuple]:
    """The budget lines of a workbook as they stand there: the last of each row's values is its amount."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    sheet = next((name for name in HEADINGS if name in book.sheetnames), None)
    if sheet is None:
        return []
    heads, *rows = book[sheet].iter_rows(min_row=3, values_only=True)
    places = [[str(head).rstrip("*") for head in heads].index(name) for name in HEADINGS[sheet]]
    lines = [tuple(row[place] for place in places) for row in rows]
    return [line for line in lines if line[-1] is not None]


def test_spending_is_a_plain_sum_over_the_workbooks_that_were_sent(example_folder, example_ledger, run):
    """The csv of the command, against every budget line of every workbook that is kept, added up by hand."""
    codes = {}
    for kind in ("country", "theme", "budget_type"):
        for code, dutch, english in example_ledger.rows(f"select code, name_nl, name_en from {kind}"):
            codes |= {dutch: code, english: code}
    last: dict[tuple, Decimal] = {}
    for (content,) in example_ledger.rows("select content from submission order by number"):
        for project, budget, country, theme, quarter, kind, amount in lines_of(content):
            key = (project, codes[budget], codes[country], codes[theme], quarter, KINDS.get(kind, kind))
            last[key] = Decimal(str(amount))  # a later workbook says it again, or changes it
    expected: dict[tuple, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(KINDS.values(), Decimal("0.00")))
    shares = defaultdict(dict)
    for project, country, share in example_ledger.rows(
        "select project, country, share from project_share where share is not null"
    ):
        shares[project][country] = share
    for (project, budget, country, theme, quarter, kind), amount in last.items():
        if theme != "OPV":
            for place, part in split(amount, shares[project] or {country: Decimal(1)}).items():
                expected[place, theme, budget, quarter[:4]][kind] += part
    assert len(expected) > 100

    shown = table(run(example_folder, "spending", "--per", "country,theme,budget_type,year", "--format", "csv"))
    found = {
        (row["country"], row["theme"], row["budget_type"], row["year"]): {
            kind: Decimal(row[kind]) for kind in KINDS.values()
        }
        for row in shown
    }
    only_allocated = {key: amounts for key, amounts in found.items() if key not in expected}
    assert {key: amounts for key, amounts in found.items() if key in expected} == expected
    assert all(not any(amounts.values()) for amounts in only_allocated.values())


def test_the_total_is_the_same_however_it_is_grouped(example_folder, run):
    totals = set()
    for per in ("country,theme,budget_type", "country", "theme", "budget_type", "holder", "project", "year", "quarter"):
        rows = table(run(example_folder, "spending", "--per", per, "--format", "csv"))
        totals.add(
            tuple(sum(Decimal(row[kind]) for row in rows) for kind in ("allocation", "commitment", "expenditure"))
        )
    assert len(totals) == 1
    assert totals.pop()[2] > 0


def test_the_csv_of_spending_has_the_columns_that_machines_rely_on(example_folder, run):
    result = run(example_folder, "spending", "--per", "country,budget_type", "--format", "csv")
    assert result.stdout.splitlines()[0] == "country,budget_type,allocation,commitment,expenditure,forecast"
    assert {len(row["forecast"].partition(".")[2]) for row in table(result)} == {2}
    assert "0.00" in {
        row["allocation"] for row in table(run(example_folder, "spending", "--per", "project", "--format", "csv"))
    }


def test_spending_as_it_was_known_at_an_earlier_commit(example_folder, example_ledger, run):
    early = example_ledger.history()[-12].number

    def spent(*more):
        rows = table(run(example_folder, "spending", "--per", "budget_type", "--format", "csv", *more))
        return sum(Decimal(row["expenditure"]) for row in rows)

    assert 0 < spent("--as-of", early) < spent()


def test_an_unknown_grouping_is_wrong_usage(example_folder, run):
    result = run(example_folder, "spending", "--per", "colour")
    assert result.exit_code == 2
    assert "choose from" in result.output


# Indicators, history, sql


def test_indicators_of_a_theory_in_words_and_for_machines(example_folder, run):
    for_people = run(example_folder, "indicators", "TER", "--country", "XAB", "--language", "nl")
    assert "achter" in for_people.stdout
    for_machines = json.loads(run(example_folder, "indicators", "ter", "--country", "XAB", "--json").stdout)
    assert {row["indicator"]: row["status"] for row in for_machines}["TER-03"] == "behind"


def test_what_is_to_come_in_words_and_for_machines(example_folder, run):
    asked = ("indicators", "TER", "--country", "XAB", "--forecast", "--language", "nl")
    assert "waarschijnlijk niet gehaald" in run(example_folder, *asked).stdout
    found = {row["indicator"]: row for row in json.loads(run(example_folder, *asked, "--json").stdout)}
    late, context = found["TER-03"], found["TER-06"]
    assert (late["until"], late["target"], late["chance"]) == ("2027-Q4", 70, "probably_not")
    assert late["low"] < late["middle"] < late["high"] < 70
    assert context["middle"] is None and context["sentence"].startswith("Dit is context")


def test_signals_in_words_and_for_machines_and_only_of_a_country(example_folder, run):
    for_machines = json.loads(run(example_folder, "signals", "--json", "--language", "en").stdout)
    first = for_machines[0]
    assert (first["kind"], first["severity"], first["country"]) == ("safeguard", "high", "XAB")
    assert first["sentence"] == "This safeguard is on red. Payment stands still until a decision."
    assert {one["kind"] for one in for_machines} >= {
        "behind",
        "stale",
        "theory_in_question",
        "delivery_problem",
        "unexplained",
        "safeguard",
        "underspending",
        "spending_without_result",
        "uncovered_agreement",
        "displacement",
        "delivery_missing",
    }
    of_country = json.loads(run(example_folder, "signals", "--country", "xag", "--json").stdout)
    assert {one["country"] for one in of_country} == {"XAG", "ALL"}
    for_people = run(example_folder, "signals", "--country", "XAB", "--language", "nl").stdout
    assert "theorie ter discussie" in for_people
    assert "Kan niet wachten" in for_people
    before = json.loads(run(example_folder, "signals", "--quarter", "2026-Q1", "--json").stdout)
    assert not [one for one in before if (one["kind"], one["country"]) == ("safeguard", "XAB")]


def test_a_theory_or_quarter_that_does_not_exist_is_told_with_those_that_do(example_folder, run):
    result = run(example_folder, "indicators", "XYZ", "--language", "en")
    assert result.exit_code == 1
    assert "There is no theory XYZ. Known are IRR, TER" in result.stderr
    result = run(example_folder, "indicators", "TER", "--quarter", "1999-Q1", "--language", "en")
    assert result.exit_code == 1
    assert "no figures for 1999-Q1" in result.stderr


def test_history_says_who_for_whom_when_and_why(example_folder, run):
    commits = json.loads(run(example_folder, "history", "--json").stdout)
    assert [c["commit"] for c in commits] == sorted((c["commit"] for c in commits), reverse=True)
    assert {"POL", "BZ", "AM"} <= {c["organisation"] for c in commits}
    assert all(c["reason"] for c in commits)


def test_a_theory_is_a_view(example_folder, run):
    result = run(
        example_folder, "sql", "from theory.ter where country = 'XAB' and period = '2026-Q3'", "--format", "csv"
    )
    assert result.exit_code == 0
    assert {"indicator", "country", "period", "baseline", "target", "value", "expected", "progress", "status"} <= set(
        table(result)[0]
    )


@pytest.mark.parametrize(
    "query",
    [
        "delete from observation",
        "select 1; select 2",
        "select * from read_csv('/etc/passwd')",
        "attach 'x.db' as x",
        "this is no sql",
        "select * from no_such_table",
    ],
)
def test_sql_takes_one_select_and_nothing_else(example_folder, run, query):
    result = run(example_folder, "sql", query)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Traceback" not in result.output


@pytest.mark.parametrize("when", ["9999", "yesterday", "1999-01-01", "2999-01-01", "[/x]"])
def test_a_state_that_does_not_exist_is_told(example_folder, run, when):
    result = run(example_folder, "spending", "--as-of", when, "--language", "en")
    assert result.exit_code == 1
    assert f"There is no state “{when}”" in result.stderr


def test_every_answer_of_an_example_says_that_it_is_invented(example_folder, run):
    for command in (["spending"], ["indicators", "TER"], ["history"], ["sql", "select 1"]):
        assert "invented" in run(example_folder, *command, "--language", "en").stderr, command
        assert "verzonnen" in run(example_folder, *command, "--language", "nl").stderr, command


def test_what_has_no_answer_is_told_with_what_has_one(example_folder, run):
    for arguments, words in (
        (["indicators", "TER", "--country", "QQQ"], "“QQQ” is not known here. Write a code"),
        (["indicators", "TER", "--country", "Belmora"], "Did you mean XAB?"),
        (["indicators", "TER", "--country", "NLD"], "Known are ALL, XAA"),
        (["indicators", "[/x]"], "There is no theory [/x]"),
        (["spending", "--year", "1999"], "no money in 1999. Known are 2023"),
    ):
        result = run(example_folder, *arguments, "--language", "en")
        assert (result.exit_code, result.stdout) == (1, ""), arguments
        assert words in result.stderr, arguments
    upper, lower = (run(example_folder, "indicators", "TER", "--country", code).stdout for code in ("XAB", "xab"))
    assert upper == lower != ""


def test_per_quarter_it_is_clear_that_a_budget_is_for_the_year(example_folder, run):
    shown = run(example_folder, "spending", "--per", "quarter", "--language", "en").stdout
    assert "2026, the whole year" in shown


def test_the_readme_s_way_to_ask_for_the_past_works_on_the_example(example_folder, run):
    text = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "data/README.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"--as-of (\w[\w-]*)", text))
    assert asked
    for when in asked:  # no quarter of the example is closed; test_the_quarter closes one
        assert run(example_folder, "spending", "--as-of", when).exit_code == (1 if NAME.fullmatch(when) else 0), when


# What is written is what there is


VALUES = """
    select * from (values
        (9007199254740993, 12345678901234567.89::decimal(38, 2), 'x'::blob, time '09:30', [1, 2], {'a': 1.50::decimal(4, 2)},
         'inf'::double, 'nan'::double, date '2026-03-31', 1, 2, 'a "b"'),
        (null, null, null, null, null, null, null, null, null, null, null, null)
    ) v(whole, amount, bytes, moment, list, struct, endless, none, day, same, same_2, text)
"""


def test_json_keeps_every_digit_and_knows_every_type(example_folder, run):
    result = run(example_folder, "sql", VALUES, "--json")
    assert result.exit_code == 0

    def invalid(constant: str) -> None:
        raise AssertionError(f"{constant} is no json")

    first, empty = json.loads(result.stdout, parse_float=Decimal, parse_constant=invalid)
    assert first == {
        "whole": 9007199254740993,
        "amount": Decimal("12345678901234567.89"),
        "bytes": "eA==",
        "moment": "09:30:00",
        "list": [1, 2],
        "struct": {"a": Decimal("1.50")},
        "endless": None,
        "none": None,
        "day": "2026-03-31",
        "same": 1,
        "same_2": 2,
        "text": 'a "b"',
    }
    assert set(empty.values()) == {None}


def test_csv_keeps_every_digit_and_nothing_is_nothing(example_folder, run):
    first, empty = table(run(example_folder, "sql", VALUES, "--format", "csv"))
    assert (first["whole"], first["amount"], first["moment"]) == (
        "9007199254740993",
        "12345678901234567.89",
        "09:30:00",
    )
    assert (first["list"], first["struct"], first["bytes"]) == ("[1, 2]", '{"a": 1.50}', "eA==")
    assert set(empty.values()) == {""}


@pytest.mark.parametrize(
    ("names", "written"),
    [("1 as n, 2 as n", "n,n_2"), ("1 as n, 2 as n, 3 as n_2", "n,n_3,n_2"), ("1 as n, 2 as n, 3 as n", "n,n_2,n_3")],
)
def test_no_column_is_lost_to_another_of_its_name(example_folder, run, names, written):
    assert run(example_folder, "sql", f"select {names}", "--format", "csv").stdout.splitlines()[0] == written
    [row] = json.loads(run(example_folder, "sql", f"select {names}", "--json").stdout)
    assert sorted(row.values()) == [*range(1, 1 + len(row))]


def test_what_somebody_typed_is_shown_as_it_was_typed(fictional, run):
    folder, typed = fictional.address.folder, "[/x] [bold]b[/bold] :smile:"
    given(fictional, typed, Person(typed, "BZ"), theme="code | name_en \n NEW | [red]r[/]")
    assert run(folder, "history").stdout.count(typed) == 2
    shown = run(folder, "sql", "select name_en as \"[b]\" from theme where code = 'NEW'").stdout
    assert "[b]" in shown
    assert "[red]r[/]" in shown
    for arguments in (["sql", "from [/x]"], ["template", "--organisation", "[/x]", "--quarter", "2026-Q3", "x.xlsx"]):
        result = run(folder, *arguments)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)


def test_a_table_breaks_no_word_in_the_middle(example_folder, run):
    shown = run(example_folder, "sql", "from theory.ter limit 3").stdout.splitlines()
    assert {"indicator", "expected_progress", "written_in"} <= set(shown[0].split())
    assert len(shown) == 4


# A sheet's way


def test_findings_and_receipts_come_as_csv(fictional, tmp_path, run):
    sheet, folder = Sheet(fictional), fictional.address.folder
    sheet.put("observation", 1, **FIGURE | {"country": "Almarra"})
    sheet.put("observation", 2, **FIGURE)
    file = written(sheet, tmp_path)
    result = run(folder, "check", file, "--format", "csv", "--organisation", "bz")
    assert result.exit_code == 1
    [finding] = table(result)
    assert (finding["sheet"], finding["cell"], finding["value"]) == ("Waarnemingen", "C4", "Almarra")
    assert table(run(folder, "submit", file, *SENDER, "--format", "csv")) == [finding]
    sender = [word.replace("BZ", "bz") for word in SENDER]
    [landed] = table(run(folder, "submit", file, *sender, "--leave-out-errors", "--format", "csv"))
    assert (landed["commit"], landed["file"], landed["new"]) == (str(fictional.number), file.name, "1")


def test_a_template_goes_out_comes_back_and_lands_once(fictional, tmp_path, run):
    folder, out = fictional.address.folder, tmp_path / "out.xlsx"
    result = run(folder, "template", "--organisation", "BZ", "--quarter", "2026-Q3", "--language", "nl", out)
    assert (result.exit_code, result.stdout.strip()) == (0, str(out))
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.put("budget_line", 1, **AMOUNT)
    file = written(sheet, tmp_path)
    checked = json.loads(run(folder, "check", file, "--json").stdout)
    assert (checked["new"], checked["blocked"]) == (2, False)
    first = json.loads(run(folder, "submit", file, *SENDER, "--json").stdout)
    assert (first["new"], first["changed"]) == (2, 0)
    again = run(folder, "submit", file, *SENDER, "--language", "en")
    assert again.exit_code == 0
    assert "Nothing changed: all 2 rows are already in the ledger" in again.stdout


def test_check_says_which_totals_change_and_which_verdicts_turn_before_anything_lands(example_folder, tmp_path, run):
    folder = copy(example_folder, tmp_path / "ledger")
    ledger = start(folder).ledger
    sheet = Sheet(ledger)
    sheet.put("observation", 1, **RATIO | {"numerator": 1})
    sheet.put("budget_line", 1, **AMOUNT | {"amount_eur": "218600,50"})
    before, file = ledger.number, written(sheet, tmp_path)
    told = json.loads(run(folder, "check", file, "--json").stdout)
    assert (told["new"], told["changed"], told["missing"]) == (0, 2, 4)
    [of_theme] = [one for one in told["totals"] if one["theme"] == "HAN"]
    assert Decimal(of_theme["after"]) - Decimal(of_theme["before"]) == Decimal("0.50")
    turned = {(one["quarter"], one["code"], one["country"]): (one["was"], one["becomes"]) for one in told["verdicts"]}
    assert turned["2026-Q3", "HAN-02", "XAA"] == ("on_track", "behind")
    assert told["signals"]["quarter"] == "2026-Q3"
    shown = run(folder, "check", file, "--language", "nl").stdout
    assert "ontbreekt in dit bestand 4" in shown
    assert "HAN-02, Almara: was op koers, wordt achter" in shown
    assert ledger.number == before
    ledger.close()


def test_a_wrong_sheet_is_exit_1_with_cells_and_nothing_lands(fictional, tmp_path, run):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"country": "Almarra"})
    sheet.put("observation", 2, **FIGURE)
    file, folder = written(sheet, tmp_path), fictional.address.folder
    result = run(folder, "submit", file, *SENDER, "--language", "en")
    assert result.exit_code == 1
    assert "Waarnemingen!C4: “Almarra” is not known here. Do you mean Almara (XAA)?" in result.stderr
    assert "Nothing of this file is in the ledger." in result.stderr
    dutch = run(folder, "check", file, "--language", "nl")
    assert dutch.exit_code == 1
    assert "Waarnemingen!C4: “Almarra” is hier niet bekend." in dutch.stderr
    assert fictional.rows("from observation") == []
    left_out = run(folder, "submit", file, *SENDER, "--leave-out-errors", "--json")
    assert (left_out.exit_code, json.loads(left_out.stdout)["new"]) == (0, 1)


def test_a_file_is_read_once_and_checked_for_whom_its_template_was_made(fictional, tmp_path, run, monkeypatch):
    sheet, jobs = Sheet(fictional, "POL"), []
    sheet.put("observation", 1, **FIGURE)
    file = written(sheet, tmp_path)

    class Counted(subprocess.Popen):
        def __init__(self, command, **more):
            jobs.append(command[-1])
            super().__init__(command, **more)

    monkeypatch.setattr(subprocess, "Popen", Counted)
    checked = json.loads(run(fictional.address, "check", file, "--json").stdout)
    assert "sender" not in {finding["rule"] for finding in checked["findings"]}
    assert sorted(jobs) == ["facts", "values"]


def test_check_writes_a_marked_copy(fictional, tmp_path, run):
    sheet = Sheet(fictional, "BZ", "en")
    sheet.put("observation", 1, **FIGURE | {"country": "Almarra"})
    file, out = written(sheet, tmp_path), tmp_path / "marked.xlsx"
    result = run(fictional.address.folder, "check", file, "--language", "en", "--marked", out, "--json")
    assert result.exit_code == 1
    [error] = [f for f in json.loads(result.stdout)["findings"] if f["severity"] == "error"]
    cell = openpyxl.load_workbook(out)[error["sheet"]][error["cell"]]
    assert cell.comment.text.startswith("Error ▲\n" + error["message"])
    wrong = run(fictional.address.folder, "check", file, "--marked", tmp_path / "marked.xls")
    assert wrong.exit_code == 2
    assert not (tmp_path / "marked.xls").exists()
    (tmp_path / "none.xlsx").write_bytes(b"no workbook")
    none = run(
        fictional.address.folder, "check", tmp_path / "none.xlsx", "--language", "en", "--marked", tmp_path / "x.xlsx"
    )
    assert none.exit_code == 1
    assert "No marked copy was made" in none.stderr
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("text.xlsx", b"no workbook at all"),
        ("zip.xlsx", b"PK\x03\x04broken"),
        ("a.pdf", b"%PDF-1.7"),
    ],
)
def test_what_is_no_workbook_is_exit_1_and_a_sentence(fictional_folder, tmp_path, run, name, content):
    (tmp_path / name).write_bytes(content)
    result = run(fictional_folder, "submit", tmp_path / name, *SENDER)
    assert result.exit_code == 1
    assert result.stderr.strip()
    assert "Traceback" not in result.output


def test_wrong_usage_is_exit_2(fictional_folder, tmp_path, run):
    for arguments in (
        ["submit", tmp_path / "missing.xlsx", *SENDER],
        ["submit"],
        ["nonsense"],
        ["template", "--organisation", "BZ", "--quarter", "2026-13", tmp_path / "x.xlsx"],
        ["history", "--format", "xml"],
        ["template", "--organisation", "BZ", "--quarter", "2026-Q3", tmp_path / "x.csv"],
        ["template", "--organisation", "BZ", "--quarter", "2026-Q3", tmp_path / "no" / "x.xlsx"],
        ["history", "--last", "0"],
        ["history", "--last", "-1"],
    ):
        result = run(fictional_folder, *arguments)
        assert result.exit_code == 2, arguments
        assert result.exception is None or isinstance(result.exception, SystemExit), arguments
    assert not [*tmp_path.iterdir()]
    (tmp_path / "sheet.xlsx").write_bytes(b"")
    blank_by = ("--by", " ", *SENDER[2:])
    assert run(fictional_folder, "submit", tmp_path / "sheet.xlsx", *blank_by).exit_code == 2
    assert run(fictional_folder, "submit", tmp_path / "sheet.xlsx", *SENDER, "--layout", "nope").exit_code == 2
    assert run(fictional_folder, "submit", tmp_path / "sheet.xlsx", *SENDER[:-1], " ").exit_code == 2


# Keeping


def test_what_reads_makes_no_ledger_and_what_makes_one_says_so(tmp_path, run):
    folder = tmp_path / "mistyped"
    for arguments in (
        ["spending"],
        ["indicators", "TER"],
        ["history"],
        ["sql", "from theme"],
        ["upkeep"],
        ["check", __file__],
    ):
        result = run(folder, *arguments)
        assert result.exit_code == 1, arguments
        assert isinstance(result.exception, NoLedger), arguments
        assert not folder.exists(), arguments
    out = ("template", "--organisation", "bz", "--quarter", "2026-Q3", tmp_path / "out.xlsx", "--language", "en")
    assert f"This is a new ledger, at {folder}." in run(folder, *out).stderr
    assert "new ledger" not in run(folder, *out).stderr


def test_the_example_is_not_put_among_real_figures(blank, tmp_path, run):
    sheet = Sheet(blank, "BZ")
    sheet.put("budget_line", 1, **AMOUNT | {"project": None, "country": "Tunesië"})
    folder = blank.address.folder
    assert run(folder, "submit", written(sheet, tmp_path), *SENDER, "--leave-out-errors").exit_code == 1
    sheet = Sheet(blank, "BZ")
    sheet.put("observation", 1, **FIGURE | {"country": "Tunesië"})
    assert run(folder, "submit", written(sheet, tmp_path), *SENDER).exit_code == 0
    before = blank.number
    result = run(folder, "example", "--language", "en")
    assert result.exit_code == 1
    assert "figures of its own" in result.stderr
    assert run(folder, "example", "--or-leave").exit_code == 0
    assert (blank.number, blank.fictional) == (before, False)


def test_upkeep_changes_no_state(example_folder, tmp_path, run):
    copy(example_folder, tmp_path / "ledger")
    arguments = ("spending", "--format", "csv", "--as-of")
    early = run(tmp_path / "ledger", *arguments, "30").stdout
    result = run(tmp_path / "ledger", "upkeep", "--language", "en")
    assert result.exit_code == 0
    assert "files became" in result.stdout
    assert run(tmp_path / "ledger", *arguments, "30").stdout == early


def test_theories_names_file_and_line_of_a_mistake(tmp_path, run):
    text = (DEFINITIONS / "return_and_readmission.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(text.replace("unit: percent", "unit: percentage", 1), encoding="utf-8")
    result = run(tmp_path / "unused", "theories", "--folder", tmp_path, "--language", "en")
    assert result.exit_code == 1
    line = 1 + text[: text.index("unit: percent")].count("\n")
    assert f"mine.yaml:{line}:" in result.stderr


def test_the_program_itself_never_shows_a_traceback(tmp_path):
    """As a process of its own, on a ledger that cannot be opened and on an address that is none."""
    (tmp_path / "file").write_text("no folder")
    for address, code in ((tmp_path / "file", 1), (tmp_path / "none", 1), ("s3://[/x]:geheim@bucket", 2)):
        done = subprocess.run(
            [sys.executable, "-m", "monitoring", "history"],
            cwd=ROOT,
            env={"MONITORING_LEDGER": str(address), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr
        assert "geheim" not in done.stderr


def test_every_table_can_be_asked(example_ledger):
    for name in tables():
        if name in RESTRICTED:
            with pytest.raises(Refused):
                select(example_ledger, f"select count(*) as n from {name}")
        else:
            assert select(example_ledger, f"select count(*) as n from {name}").num_rows == 1, name


# Layouts


def test_a_layout_is_printed_as_text_changed_and_checked_with(run, blank, tmp_path):
    folder = blank.address.folder
    assert {row["layout"] for row in table(run(folder, "layouts", "--format", "csv"))} == {*SHIPPED}
    text = run(folder, "layouts", "frontex-returns").stdout
    changed = tmp_path / "changed.yaml"
    changed.write_text(text.replace("Date of Departure", "Departure"), encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.title = "2023 TCNs"
    book.active.append(["Departure", "MS", "DESTINATION[S]", "TCNs (accepted)"])
    book.save(tmp_path / "returns.xlsx")
    told = run(folder, "check", tmp_path / "returns.xlsx", "--layout", changed, "--language", "en").stderr
    assert "expects a sheet “2023_costs”" in told
    assert "Departure" not in told
    changed.write_text("layout: x\nsheets: 3", encoding="utf-8")
    refused = run(folder, "check", tmp_path / "returns.xlsx", "--layout", changed)
    assert refused.exit_code == 2
    assert "changed.yaml" in refused.stderr


def test_a_layout_is_deleted_and_brought_back_with_who_and_why(run, blank):
    made = layouts.load("frontex-returns", blank).model_copy(update={"layout": "ours"})
    layouts.save(blank, Person("An Analyst", "AM"), made, "made by hand")

    def names() -> set[str]:
        return {row["layout"] for row in table(run(blank.address, "layouts", "--format", "csv"))}

    assert names() == {*SHIPPED, "ours"}
    change = (
        "layouts",
        "ours",
        "--by",
        "A Colleague",
        "--organisation",
        "am",
        "--reason",
        "unused",
        "--language",
        "en",
    )
    assert run(blank.address, *change[:-4], "--delete").exit_code == 2  # it says no reason
    assert run(blank.address, *change[:5], "bz", *change[6:], "--delete").exit_code == 1
    assert run(blank.address, *change, "--delete").stdout.strip() == "Layout ours is deleted."
    assert names() == {*SHIPPED}
    assert (blank.history()[0].author, blank.history()[0].reason) == ("A Colleague", "unused")
    assert run(blank.address, *change, "--bring-back").stdout.strip() == "Layout ours holds again."
    assert names() == {*SHIPPED, "ours"}


def test_a_submission_is_taken_back_once_and_the_history_says_so(fictional, tmp_path, run):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    landed = json.loads(run(fictional.address, "submit", written(sheet, tmp_path), *SENDER, "--json").stdout)["commit"]
    taking_back = ("undo", landed, "--by", "A Colleague", "--reason", "wrong quarter", "--language", "en")
    other = run(fictional.address, *taking_back, "--organisation", "AM")
    assert (other.exit_code, "Only they can take it back" in other.stderr) == (1, True)
    done = run(fictional.address, *taking_back, "--organisation", "bz")
    assert f"Stand {landed} is taken back in commit {landed + 1}: 0 rows" in done.stdout.replace("\n", " ")
    assert fictional.rows("from observation") == []
    again = run(fictional.address, *taking_back, "--organisation", "BZ")
    assert again.exit_code == 1
    assert "was taken back already, by A Colleague" in again.stderr
    undone, submitted = table(run(fictional.address, "history", "--last", 2, "--format", "csv"))
    assert (undone["takes_back"], undone["reason"]) == (str(landed), "wrong quarter")
    assert (submitted["commit"], submitted["taken_back_in"]) == (str(landed), str(landed + 1))


def test_what_stands_on_a_submission_is_told_with_file_day_and_cell(fictional, tmp_path, run):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    landed = json.loads(run(fictional.address, "submit", written(sheet, tmp_path), *SENDER, "--json").stdout)["commit"]
    sheet.put("observation", 1, **FIGURE | {"value": 95})
    run(fictional.address, "submit", written(sheet, tmp_path, "later.xlsx"), *SENDER)
    refused = run(fictional.address, "undo", landed, *SENDER, "--language", "en")
    assert refused.exit_code == 1
    for told in ("Nothing was taken back.", "An Analyst for BZ", "later.xlsx", "HAN-01 · XAA · 2026-Q3", "!F4"):
        assert told in refused.stderr, told
    assert run(fictional.address, "undo", landed, *SENDER[:-1], " ").exit_code == 2


def test_what_taking_back_would_turn_is_said_before_anything_is_written(fictional, tmp_path, run):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **RATIO)
    sheet.put("target", 1, **TARGET | {"period": "2026-Q3"})
    sheet.put("target", 2, **TARGET | {"period": "2026-Q1", "kind": "baseline", "value": 10})
    landed = json.loads(run(fictional.address, "submit", written(sheet, tmp_path), *SENDER, "--json").stdout)["commit"]
    undoing = ("undo", landed, "--by", "A Colleague", "--organisation", "BZ", "--language", "en")
    assert run(fictional.address, *undoing).exit_code == 2  # without a reason only a preview
    told = run(fictional.address, *undoing, "--preview").stdout.replace("\n", " ")
    assert f"If stand {landed} is taken back, 0 rows say what they said before, 0 return and 3 go." in told
    assert re.search(r"HAN-02, Almara: was .*, is no longer asked|HAN-02, Almara: was .*, becomes", told), told
    foretold = json.loads(run(fictional.address, *undoing, "--preview", "--json").stdout)
    assert (foretold["commit"], fictional.number) == (None, landed)
    done = json.loads(run(fictional.address, *undoing, "--reason", "wrong file", "--json").stdout)
    assert done["commit"] == landed + 1
    assert done["verdicts"] == foretold["verdicts"] != []


def test_spending_of_what_fits_a_condition(example_folder, run):
    every = table(run(example_folder, "spending", "--per", "country", "--year", "2026", "--format", "csv"))
    one = table(
        run(example_folder, "spending", "--per", "theme", "--year", "2026", "--where", "country=XAA", "--format", "csv")
    )
    whole = next(Decimal(row["commitment"]) for row in every if row["country"] == "XAA")
    assert sum(Decimal(row["commitment"]) for row in one) == whole
    assert run(example_folder, "spending", "--where", "country").exit_code == 2
    assert run(example_folder, "spending", "--where", "country=XXX").exit_code == 1


def test_positions_on_a_day_are_the_changes_up_to_it(example_folder, example_ledger, run):
    for day in ("2025-12-31", "2026-01-01", "2026-04-24"):
        rows = table(run(example_folder, "positions", "--on", day, "--per", "holder,year", "--format", "csv"))
        replayed = defaultdict(Decimal)
        for holder, year, valid_on, amount in example_ledger.rows(
            "select holder, year, valid_on::varchar, amount_eur from allocation"
        ):
            if valid_on <= day:
                replayed[holder, str(year)] += amount
        assert {(row["holder"], row["year"]): Decimal(row["position"]) for row in rows} == replayed


def test_coverage_is_told_per_agreement_and_year(example_folder, run):
    rows = table(run(example_folder, "coverage", "--country", "xab", "--format", "csv"))
    assert [(row["year"], row["cover"]) for row in rows] == [
        ("2025", "covered"),
        ("2026", "partly"),
        ("2027", "uncovered"),
    ]
    assert run(example_folder, "coverage", "--country", "XXX").exit_code == 1


def test_a_figure_is_explained_down_to_its_cells(example_folder, run):
    result = run(example_folder, "explain", "expenditure 2026-Q3 country=XAA theme=HAN", "--format", "csv")
    rows = table(result)
    [whole] = [
        Decimal(row["expenditure"])
        for row in table(
            run(
                example_folder,
                "spending",
                *("--per", "country", "--year", "2026", "--where", "country=XAA", "--where", "theme=HAN"),
                *("--format", "csv"),
            )
        )
    ]
    assert sum(Decimal(row["amount_eur"]) for row in rows if not row["why"]) == whole
    assert all(row["sheet"] and row["cells"] and row["sent_by"] for row in rows)
    assert run(example_folder, "explain", "profit 2026-Q3").exit_code == 1


def test_the_template_of_the_register_holds_what_is_there(example_folder, run, tmp_path):
    out = tmp_path / "register.xlsx"
    result = run(example_folder, "template", str(out), "--organisation", "BZ", "--register", "--language", "en")
    assert result.exit_code == 0, result.output
    sheet = openpyxl.load_workbook(out)["Agreements"]
    assert {row[0] for row in sheet.iter_rows(min_row=4, max_col=1, values_only=True) if row[0]} == {
        "XAB-2025-1",
        "XAG-2025-1",
    }
    assert run(example_folder, "template", str(out), "--organisation", "BZ").exit_code == 2
