"""Results of partners: each has one status and a sentence, and a plain second working-out agrees."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from typer.testing import CliRunner

from monitoring.commands import app
from monitoring.language import Words
from monitoring.results.partner import WHY_CALLED, Measure, Reported, Why, judged
from monitoring.results.status import Status

DAY = datetime.date(2025, 3, 1)
NUMBERS = st.one_of(st.none(), st.floats(-1e9, 1e9), st.integers(0, 100).map(float))
ANY = st.builds(
    Reported,
    NUMBERS,
    NUMBERS,
    NUMBERS,
    measure=st.sampled_from([*Measure, "", "9"]),
    higher=st.booleans(),
    ends=st.sampled_from([None, datetime.date(2024, 12, 31), datetime.date(2026, 12, 31)]),
    from_year=st.sampled_from([None, 2023, 2030]),
    unread=st.sampled_from([(), ("target",), ("actual",)]),
)


@drawn(ANY)
def test_whatever_is_reported_has_one_status_and_a_sentence_in_both_languages(one):
    found = judged(one, DAY)
    assert isinstance(found.status, Status) and found.why in WHY_CALLED
    for language in ("nl", "en"):
        assert Words(language)(found.sentence).endswith((".", "?", "”."))
    if found.status in (Status.ON_TRACK, Status.ATTENTION, Status.BEHIND):
        assert None not in (one.baseline, one.target, one.actual) and not one.unread


@drawn(ANY)
def test_what_is_missing_is_never_judged_as_zero(one):
    zero = Reported(0.0, one.target, one.actual, one.measure, one.higher, ends=one.ends, unread=one.unread)
    none = Reported(None, one.target, one.actual, one.measure, one.higher, ends=one.ends, unread=one.unread)
    assert judged(none, DAY).status not in (Status.ON_TRACK, Status.ATTENTION, Status.BEHIND)
    assert judged(zero, DAY).why is not Why.NO_BASELINE


def test_every_rule_has_words():
    assert set(WHY_CALLED) == set(Why)


# A file of a partner, by the command that anybody can repeat

HEAD = ["iati_identifier", "result_indicator_title", "result_indicator_measure", "result_indicator_ascending"]
HEAD += ["result_indicator_period_end", "result_indicator_baseline_year"]
HEAD += [f"result_indicator_{name}_value" for name in ("baseline", "target", "actual")]
ROWS = [
    ("A1", "People advised", "1", "1", "2024-12-31", "2023", "20", "100", "95"),
    ("A1", "Days to decide", "1", "0", "2024-12-31", "2023", "12", "4", "6"),
    ("A1", "Share at school", "2", "1", "2024-12-31", "2023", "55", "0", "60"),
    ("A1", "Law in line", "4", "0", "2024-12-31", "2023", "3", "1", "2"),
    ("A1", "People met", "1", "1", "2024-12-31", "2023", "0", "", "17"),
    ("A1", "Told in words", "1", "1", "2024-12-31", "2023", "0", "adopted", "yes"),
    ("A1", "Not yet", "1", "1", "2031-12-31", "2023", "0", "10", ""),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "results.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEAD, *ROWS])
    return path


def run(*arguments: object):
    return CliRunner().invoke(app, ["results", *map(str, arguments)])


def test_the_command_says_how_many_of_each_and_saves_each_with_its_cell(file, tmp_path):
    told = run(file, "--on", "2025-03-01", "--format", "csv", "--each", tmp_path / "each.csv", "--language", "nl")
    assert told.exit_code == 0
    counts = {(row["status"], row["why"]): row["results"] for row in csv.DictReader(told.stdout.splitlines())}
    assert counts == {
        ("on_track", "of_the_way"): "1",
        ("attention", "of_the_way"): "1",
        ("behind", "rung"): "1",
        ("not_due", "running"): "1",
        ("not_assessable", "zero_target"): "1",
        ("not_assessable", "no_target"): "1",
        ("not_assessable", "no_number"): "1",
    }
    each = list(csv.DictReader((tmp_path / "each.csv").open(encoding="utf-8")))
    assert [row["row"] for row in each] == [str(n) for n in range(2, 9)]
    assert each[1]["sentence"].startswith("Van de verwachte voortgang is 75% bereikt")
    assert (each[5]["target"], each[5]["actual"]) == ("adopted", "yes")


def test_people_are_told_that_these_are_signals_and_count_in_nothing(file):
    said = run(file, "--language", "en").stdout
    assert "7 results in a table of kind iati-flat" in said
    assert "These are signals of a partner: nothing of them is in the ledger or in any total." in said


@pytest.mark.parametrize(("content", "told"), [(b"a;b\n1;2\n", "No sheet has the headings"), (b"%PDF-1.7", "PDF")])
def test_another_file_is_refused_in_a_sentence(tmp_path, content, told):
    (tmp_path / "x.csv").write_bytes(content)
    refused = run(tmp_path / "x.csv", "--language", "en")
    assert refused.exit_code == 1 and told in refused.stderr


# UNHCR 2024


@pytest.fixture(scope="module")
def unhcr(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """What the command says of each of its results, beside the file read by another reader."""
    path, each = shared / "workbooks/UNHCR_2024_results_IATI-flat.xlsx", tmp_path_factory.mktemp("u") / "each.csv"
    assert run(path, "--on", "2025-06-30", "--each", each).exit_code == 0
    said = pd.read_csv(each, dtype=str, keep_default_na=False).add_prefix("said_")
    raw = pd.read_excel(path, dtype=str, keep_default_na=False, engine="openpyxl")
    assert len(said) == len(raw) == 4814
    return pd.concat([raw, said], axis=1)


def plainly(row: dict[str, str]) -> tuple[str, str]:
    """The status of a row, by hand and step by step."""
    baseline, target, actual = (row[f"result_indicator_{name}_value"] for name in ("baseline", "target", "actual"))
    share, rung = row["result_indicator_measure"] == "2", row["result_indicator_measure"] == "4"
    more = row["result_indicator_ascending"] == "1"
    if share and any(text and float(text) > 100 for text in (baseline, target, actual)):
        return "not_assessable", "beyond_all"
    if target == "":
        return "not_assessable", "no_target"
    b, t, a = float(baseline), float(target), float(actual)
    if t == 0 and more:
        return "not_assessable", "zero_target"
    short = t - a if more else a - t
    if rung:
        return ("on_track" if short <= 0 else "behind"), "rung"
    if t == b or (t < b) == more:
        part = short / t if t else (0 if short <= 0 else 1)
        return ("on_track" if part <= 0.05 else "attention" if part <= 0.1 else "behind"), "hold" if t == b else "floor"
    gone = (a - b) / (t - b)
    if gone < 0:
        return "behind", "wrong_way"
    status = "on_track" if gone >= 0.9 - 1e-9 else "attention" if gone >= 0.7 - 1e-9 else "behind"
    return status, "beyond_target" if gone > 1.2 else "of_the_way"


def test_each_of_4814_results_has_the_status_that_a_plain_reading_gives_it(unhcr):
    found = list(zip(unhcr["said_status"], unhcr["said_why"], strict=True))
    assert [plainly(row) for row in unhcr.to_dict("records")] == found


def test_none_of_them_changes_the_ledger_or_needs_one(unhcr, monkeypatch, tmp_path, shared):
    monkeypatch.setenv("MONITORING_LEDGER", str(tmp_path / "none"))
    assert run(shared / "workbooks/UNHCR_2024_results_IATI-flat.xlsx").exit_code == 0
    assert not (tmp_path / "none").exists()
    assert unhcr["said_status"].value_counts().to_dict() == {
        "not_assessable": 2864,
        "behind": 1008,
        "on_track": 867,
        "attention": 75,
    }
