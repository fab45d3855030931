"""Confirming totals and listing shifts without a browser: what they answer, and with which exit code."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from monitoring.commands import app
from monitoring.money import shifts
from monitoring.person import Person
from tests.drawn import given
from tests.money.test_confirmations import BUDGET, LINES
from tests.money.test_shifts import BUDGET as SHIFTED
from tests.money.test_shifts import OWNED, move

BZ = ("--by", "controller", "--organisation", "bz")


@pytest.fixture
def run(fictional, monkeypatch):
    """Run a command on a ledger with a budget: ``run("shifts", "--json")``."""
    given(fictional, allocation=BUDGET, budget_line=LINES)

    def command(*arguments):
        monkeypatch.setenv("MONITORING_LEDGER", str(fictional.address.folder))
        return CliRunner().invoke(app, [*arguments])

    return command


def test_an_owner_confirms_and_everybody_sees_it(run):
    done = run("confirm", "2026-q1", *BZ, "--language", "en")
    assert done.exit_code == 0
    assert "Confirmed in commit" in done.stdout
    rows = json.loads(run("confirmations", "--quarter", "2026-Q1", "--json").stdout)
    assert [(row["holder"], row["state"], row["allocation"]) for row in rows] == [
        ("BZ", "confirmed", 1000.0),
        ("AM", "not confirmed", 500.0),
    ]


def test_what_changed_since_is_told_per_kind(run, fictional):
    run("confirm", "2026-Q1", *BZ)
    given(
        fictional, budget_line=LINES.replace("2026-Q1 | expenditure |        100", "2026-Q1 | expenditure |         90")
    )
    [bz, _] = json.loads(run("confirmations", "--quarter", "2026-Q1", "--json").stdout)
    assert (bz["state"], bz["changed_expenditure"], bz["changed_commitment"]) == ("changed since", -10.0, None)
    told = run("confirmations", "--quarter", "2026-Q1", "--language", "en").stdout
    assert "changed since" in told
    assert "−10.00" in told


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("confirm", "2026-Q4", *BZ), 1),
        (("confirm", "yesterday", *BZ), 1),
        (("confirm", "2026-Q1", "--by", "An Agent", "--organisation", "POL"), 1),
        (("confirm", "2026-Q1", "--by", " ", "--organisation", "BZ"), 2),
        (("confirmations", "--quarter", "yesterday"), 1),
    ],
)
def test_what_is_wrong_is_a_sentence_and_an_exit_code(run, arguments, code):
    refused = run(*arguments)
    assert refused.exit_code == code
    assert refused.stderr
    assert "Traceback" not in refused.stderr


def test_shifts_are_listed_part_by_part(run, fictional):
    assert json.loads(run("shifts", "--json").stdout) == []
    given(fictional, allocation=SHIFTED)
    number = shifts.propose(fictional, OWNED, move(50), Person("Manager", "BZ"), "Better there").number
    rows = json.loads(run("shifts", "--holder", "am", "--json").stdout)
    assert [(row["shift"], row["status"], row["country"], row["amount_eur"]) for row in rows] == [
        (number, "proposed", "XAA", -50.0),
        (number, "proposed", "XAC", 50.0),
    ]
    assert json.loads(run("shifts", "--holder", "POL", "--json").stdout) == []
    assert "Better there" in run("shifts", "--language", "en").stdout
