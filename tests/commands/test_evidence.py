"""Assumptions without a browser: how they stand, recording a test, and taking it back."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from monitoring.commands import app
from monitoring.results import assumptions

WHO = ("--by", "adviser", "--organisation", "bz", "--reason", "Yearly test", "--language", "en")
A_TEST = (
    *("test-assumption", "ter-v02", "--verdict", "doubtful", "--on", "2026-01-20", "--sources", "Minutes"),
    *("--evidence", "The arrangements stopped after the elections."),
)


@pytest.fixture
def run(fictional, monkeypatch):
    """Run a command on a ledger without figures: ``run("assumptions", "--json")``."""

    def command(*arguments):
        monkeypatch.setenv("MONITORING_LEDGER", str(fictional.address.folder))
        return CliRunner().invoke(app, [*arguments])

    return command


def test_a_test_is_recorded_listed_and_taken_back(run, fictional):
    done = run(*A_TEST, *WHO, "--country", "xab")
    assert done.exit_code == 0, done.output
    [test] = assumptions.tests(fictional)
    rows = {row["assumption"]: row for row in json.loads(run("assumptions", "--country", "XAB", "--json").stdout)}
    assert (rows["TER-V02"]["state"], rows["TER-V02"]["tested_on"]) == ("doubtful", "2026-01-20")
    assert rows["TER-V01"]["state"] == "untested"
    assert "in doubt" in run("assumptions", "--language", "en").stdout
    assert "in twijfel" in run("assumptions", "--language", "nl").stdout
    assert "one row goes" in run("undo", str(test.number), *WHO, "--preview").stdout
    assert run("undo", str(test.number), *WHO).exit_code == 0
    assert assumptions.tests(fictional) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (("--country", "XXX"), "country"),
        (("--on", "2031-01-01"), "tested_on"),
        (("--evidence", "Told by a.jansen@example.org"), "evidence"),
        (("--sources", ";"), "sources"),
        (("--organisation", "NASA"), "tested_by"),
        (("--by", "a.jansen@example.org"), "by"),
        (("--by", " "), "by"),
        (("--reason", "As a.jansen@example.org said"), "reason"),
    ],
)
def test_what_is_wrong_is_told_with_its_field_and_nothing_lands(run, fictional, changed, field):
    done = run(*A_TEST, *WHO, *changed)
    assert done.exit_code == 1
    assert f"{field}: " in done.output
    assert assumptions.tests(fictional) == []


def test_only_who_recorded_it_takes_it_back(run, fictional):
    run(*A_TEST, *WHO)
    [test] = assumptions.tests(fictional)
    done = run("undo", str(test.number), *WHO, "--organisation", "AM")
    assert done.exit_code == 1
    assert "Only they can take it back" in done.output


@pytest.mark.parametrize("wrong", [("--verdict", "perhaps"), ("--on", "yesterday")])
def test_a_wrong_command_ends_with_two(run, wrong):
    assert run(*A_TEST, *WHO, *wrong).exit_code == 2
