"""What was found in a file is kept with it, and can be said in any language afterwards."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

import pytest

from monitoring.intake.finding import Finding, Severity
from monitoring.intake.kept import as_kept, from_kept
from monitoring.intake.submit import submit
from monitoring.intake.submitted import findings
from monitoring.language import Words
from tests.intake.sheets import FIGURE, Sheet
from theory_of_change.text import Euro, Listing, Percent, Period, Text, counted, message

NAME = Text(nl="Duitsland", en="Germany")


@pytest.mark.parametrize(
    "words",
    [
        message("Give it.", a=1, b=Decimal("1.50"), c=datetime.date(2026, 3, 31), d=None, e=True, f=0.25),
        message("Of {country}: {amount}", country=NAME, amount=Euro(Decimal("12.30"), short=True)),
        message("Of {all}", all=Listing([NAME, message("of {part}", part=Percent(0.5, 1)), Period("2026-Q3")])),
        counted("{n} row", "{n} rows", n=3),
    ],
    ids=lambda words: words.key,
)
def test_a_finding_comes_back_as_it_was(words):
    finding = Finding("rule", Severity.WARNING, "Sheet", "F4", "12", words)
    assert from_kept(json.loads(json.dumps(as_kept(finding)))) == finding


def test_what_an_older_version_kept_as_text_is_still_said():
    kept = {
        "rule": "r",
        "severity": "warning",
        "sheet": "",
        "cell": "",
        "value": "",
        "message": "{n} row",
        "values": {"n": "3"},
    }
    assert Words("nl")(from_kept(kept).message)


def test_what_was_found_in_a_file_that_landed_is_said_in_words(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"period": "2026-Q2", "value": 9})
    submit(fictional, sheet.check(), "the quarter before")
    sheet.put("observation", 2, **FIGURE)
    checked = sheet.check()
    assert checked.findings
    number = submit(fictional, checked, "figures", leave_out_errors=True).number
    assert [Words("nl")(each.message) for each in findings(fictional, number)] == [
        Words("nl")(each.message) for each in checked.findings
    ]
