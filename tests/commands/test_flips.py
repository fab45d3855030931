"""The command that says what another rule would turn."""

from __future__ import annotations

import json

import pytest

from monitoring.results.rejudged import under
from monitoring.results.status import Bands
from tests.commands.test_commands import run, table  # noqa: F401
from theory_of_change.read import DEFINITIONS

FILE = DEFINITIONS / "return_and_readmission.yaml"


def test_csv_and_json_hold_every_figure_that_turns(example_folder, example_ledger, run):  # noqa: F811
    found = under(example_ledger, Bands(0.85, 0.65))
    result = run(example_folder, "flips", "--on-track", "0.85", "--attention", "0.65", "--format", "csv")
    assert result.exit_code == 0
    assert [(row["code"], row["country"], row["quarter"], row["was"], row["becomes"]) for row in table(result)] == [
        (row.code, row.country, row.quarter, row.was, row.becomes) for row in found.rows.itertuples()
    ]
    asked = ("flips", "--on-track", "0.85", "--attention", "0.65", "--per", "change", "--json")
    changes = json.loads(run(example_folder, *asked).stdout)
    assert sum(one["number"] for one in changes) == len(found.rows) > 0


@pytest.mark.parametrize(
    ("language", "told"), [("nl", "anders worden beoordeeld"), ("en", "would be judged otherwise")]
)
def test_people_are_told_how_much_turns_and_read_words(example_folder, run, language, told):  # noqa: F811
    asked = ("flips", "--on-track", "0.95", "--per", "quarter", "--language", language)
    result = run(example_folder, *asked)
    assert told in result.stderr and "2026-Q3" in result.stdout


def test_a_text_is_tried_now_and_as_it_was_known(example_folder, example_ledger, run, tmp_path):  # noqa: F811
    text = FILE.read_text(encoding="utf-8").replace('red: {op: ">=", value: 2}', 'red: {op: ">=", value: 1}')
    (tmp_path / "ter.yaml").write_text(text, encoding="utf-8")
    now = table(run(example_folder, "flips", "--theory", tmp_path / "ter.yaml", "--format", "csv"))
    assert {row["code"] for row in now} == {"TER-H1"}
    then = run(
        example_folder, "flips", "--theory", tmp_path / "ter.yaml", "--format", "csv", "--as-of", example_ledger.number
    )
    assert table(then) == now


def test_what_cannot_be_tried_ends_in_a_sentence(example_folder, blank_folder, run, tmp_path):  # noqa: F811
    assert run(example_folder, "flips").exit_code == 2
    refused = run(example_folder, "flips", "--on-track", "0.6", "--language", "en")
    assert refused.exit_code == 1 and "For example 85% and 65%" in refused.stderr
    (tmp_path / "ter.yaml").write_text("code: TER\n", encoding="utf-8")
    wrong = run(example_folder, "flips", "--theory", tmp_path / "ter.yaml", "--language", "en")
    assert wrong.exit_code == 1 and "ter.yaml:1: “version” is missing here." in wrong.stderr
    empty = run(blank_folder, "flips", "--on-track", "0.8", "--language", "en")
    assert empty.exit_code == 0 and "no figure with a verdict yet" in empty.stderr
