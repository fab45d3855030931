"""What a sender reads when something is wrong is in a language of the sender, and names what can be done."""

from __future__ import annotations

import pytest

from monitoring.intake.check import check
from monitoring.language import Words
from monitoring.person import Person
from tests.intake.sheets import AMOUNT, FIGURE, Sheet


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no workbook at all", "De inhoud van het bestand is geen werkmap en geen tekst met cellen."),
        (b"PK\x03\x04 a damaged archive", "De inhoud van het bestand is geen werkmap, of is beschadigd."),
    ],
)
def test_of_a_file_that_is_no_workbook_nothing_stays_in_english(blank, content, words):
    [finding] = check(blank, blank.number, Person("A", "BZ"), "figures.xlsx", content).findings
    assert Words("nl")(finding.message) == words
    assert finding.remedy


def test_where_there_is_nothing_to_choose_it_is_said_where_it_comes_from(blank):
    sheet = Sheet(blank, "BZ", "en")
    sheet.put("budget_line", 1, **AMOUNT)
    found = [one for one in sheet.check().findings if one.value == "XAA-HAN-01"]
    assert any("data/" in Words("en")(one.remedy) for one in found if one.remedy)
    assert not any("for example ." in Words("en")(one.remedy) for one in found if one.remedy)


def test_a_truth_value_is_written_as_excel_writes_it(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **{**FIGURE, "value": True})
    assert "TRUE" in {one.value for one in sheet.check().findings}
