"""The commands that overrule a status, list what is overruled, and withdraw it."""

from __future__ import annotations

import json

from tests.commands.test_commands import run, table  # noqa: F401
from tests.conftest import copy

ASKED = ("overrule", "ter-03", "--country", "xab", "--since", "2026-Q3", "--status", "attention")
UNTIL = ("--until", "2027-03-31", "--reason", "The count misses two posts; see the report.")
WHO = ("--by", "Adviser", "--organisation", "BZ")


def test_a_status_is_overruled_listed_and_withdrawn(example_folder, run, tmp_path):  # noqa: F811
    folder = copy(example_folder, tmp_path / "ledger")
    given = run(folder, *ASKED, *UNTIL, *WHO, "--json")
    assert given.exit_code == 0, given.output
    number = json.loads(given.stdout)["commit"]
    [listed] = table(run(folder, "overrides", "--country", "XAB", "--format", "csv"))
    assert (listed["number"], listed["status"], listed["state"]) == (str(number), "attention", "in_force")
    judged = table(run(folder, "indicators", "TER", "--country", "XAB", "--format", "csv"))
    [row] = [one for one in judged if one["indicator"] == "TER-03"]
    assert (row["status"], row["computed_status"]) == ("attention", "behind")
    assert "wijkt hiervan af" in run(folder, "signals", "--country", "XAB", "--json", "--language", "nl").stdout
    back = run(folder, "withdraw-override", number, "--reason", "The corrected figures were delivered.", *WHO)
    assert back.exit_code == 0
    assert table(run(folder, "overrides", "--format", "csv"))[0]["state"] == "withdrawn"
    assert table(run(folder, "overrides", "--format", "csv", "--as-of", number))[0]["state"] == "in_force"


def test_an_override_given_by_mistake_is_undone_by_who_gave_it(example_folder, run, tmp_path):  # noqa: F811
    folder = copy(example_folder, tmp_path / "ledger")
    number = json.loads(run(folder, *ASKED, *UNTIL, *WHO, "--json").stdout)["commit"]
    why = ("--reason", "The wrong country")
    other = run(folder, "undo", number, *why, "--by", "Lawyer", "--organisation", "AM", "--language", "en")
    assert other.exit_code == 1 and "Only they can take it back" in other.stderr
    assert run(folder, "undo", number, *why, *WHO).exit_code == 0
    assert table(run(folder, "overrides", "--format", "csv")) == []
    assert table(run(folder, "overrides", "--format", "csv", "--as-of", number))[0]["state"] == "in_force"


def test_every_reason_against_it_is_told_with_its_field(example_folder, run, tmp_path):  # noqa: F811
    folder = copy(example_folder, tmp_path / "ledger")
    short = ("--until", "2026-10-01", "--reason", "no")
    refused = run(folder, *ASKED, *short, "--by", " ", "--organisation", "COA", "--language", "en")
    assert refused.exit_code == 1
    told = [line.partition(":")[0] for line in refused.stderr.splitlines() if ": " in line]
    assert {"by", "organisation", "reason", "expires_on"} <= {*told}
    assert table(run(folder, "overrides", "--format", "csv")) == []
