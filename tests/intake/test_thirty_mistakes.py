"""A template with thirty different mistakes: each found, at its own cell, and nothing lands."""

from __future__ import annotations

import pytest

from monitoring.intake.finding import Severity
from monitoring.intake.submit import Refused, submit
from monitoring.language import Words
from tests.intake.sheets import ALLOCATION, AMOUNT, FIGURE, RATIO, TARGET, Sheet

# table, the row as it would be right, the field that is spoilt, what stands there, and part of what is said
MISTAKES = [
    ("observation", FIGURE, "indicator", "HAN-99", "is not known here"),
    ("observation", FIGURE, "indicator", None, "is empty"),
    ("observation", FIGURE, "indicator", "TER-01", "not Ministry of Foreign Affairs"),
    ("observation", FIGURE, "country", "Almarra", "is not known here"),
    ("observation", FIGURE, "period", "12.5.2026", "is no quarter, half-year or year"),
    ("observation", FIGURE, "period", "2025", "is reported per quarter"),
    ("observation", FIGURE, "period", "2027-Q1", "has not begun"),
    ("observation", FIGURE, "value", "veel", "is no number"),
    ("observation", FIGURE, "value", "1.234", "can be read two ways"),
    ("observation", FIGURE, "value", -3, "cannot be less than 0"),
    ("observation", FIGURE, "value", 2.5, "counts whole numbers"),
    ("observation", FIGURE, "state", "geheim", "is not known here"),
    ("observation", FIGURE, "state", "withheld", "its state says there is none"),
    ("observation", FIGURE, "dimension", "vrouwen", "is no disaggregation"),
    ("observation", FIGURE, "numerator", 5, "is not a ratio"),
    ("observation", RATIO, "denominator", None, "needs a numerator and a denominator"),
    ("observation", RATIO, "denominator", 0, "more than zero"),
    ("observation", RATIO, "numerator", 90, "larger than the denominator"),
    ("observation", RATIO, "value", 66, "follows from numerator and denominator"),
    ("target", TARGET, "kind", "wens", "is not known here"),
    ("target", TARGET, "value", 140, "cannot be more than 100"),
    ("target", TARGET | {"valid_from": "12-03-2026", "reason": "besluit"}, "revision", 2, "no revision 1 to revise"),
    ("target", TARGET, "valid_from", "31-02-2026", "is no date"),
    ("budget_line", AMOUNT, "budget_type", "A&M · niet-ODA", "belongs to Ministry of Asylum and Migration"),
    ("budget_line", AMOUNT, "project", "XAB-TER-01", "belongs to Ministry of Asylum and Migration"),
    ("budget_line", AMOUNT, "country", "Duitsland", "is an EU member state"),
    ("budget_line", AMOUNT, "theme", "OPV", "ODA for reception in the region"),
    ("budget_line", AMOUNT, "quarter", "2026", "reported per quarter"),
    ("budget_line", AMOUNT, "amount_eur", 10.123, "two decimals at most"),
    ("budget_line", AMOUNT, "purpose_code", None, "has a DAC purpose code"),
    ("budget_line", AMOUNT, "purpose_code", "12345", "is not known here"),
    ("allocation", ALLOCATION, "year", 26, "no budget year"),
    ("allocation", ALLOCATION, "valid_on", "01-01-2031", "lies too far from budget year 2026"),
    ("allocation", ALLOCATION, "phase", "VJN", "is not known here"),
]

# Different rows, so that no mistake is also a repetition of another row.
COUNTRIES = ["Almara", "Belmora", "Cordanië", "Eldovia", "Fenara", "Hestria"]
QUARTERS = [f"{year}-Q{n}" for year in (2026, 2025, 2024) for n in (3, 2, 1)]


def distinct(table: str, right: dict, number: int) -> dict:
    """The right row, made different from the others in what its mistake is not about."""
    if table == "observation":
        return right | {"country": COUNTRIES[number % 6], "period": QUARTERS[number // 6]}
    if table == "target":
        return right | {"country": COUNTRIES[number % 6]}
    if table == "budget_line":
        return right | {"quarter": QUARTERS[number % 9], "kind": "forecast" if number % 2 else "commitment"}
    return right | {"mutation": f"m{number}"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_of_thirty_mistakes_is_found_at_its_cell_and_nothing_lands(fictional, language):
    sheet = Sheet(fictional, "BZ", language)
    expected, placed = {}, dict.fromkeys(("observation", "target", "budget_line", "allocation"), 0)
    for number, (table, right, field, value, words) in enumerate(MISTAKES):
        placed[table] += 1
        sheet.put(table, placed[table], **(distinct(table, right, number) | {field: value}))
        expected[sheet.cell(table, placed[table], field)] = words
    assert len(expected) >= 30

    checked = sheet.check()
    found = [f for f in checked.findings if f.severity is not Severity.WARNING]
    assert {f.place for f in found} == set(expected)
    assert len(found) == len(expected), [f.place for f in found if [g.place for g in found].count(f.place) > 1]
    english, dutch = Words("en"), Words("nl")
    for finding in found:
        assert expected[finding.place] in english(finding.message), finding
        assert english(finding.message) != dutch(finding.message)
        assert finding.remedy is not None, finding

    before = fictional.number
    for leave_out in (False, True):
        with pytest.raises(Refused):
            submit(fictional, checked, "thirty mistakes", leave_out_errors=leave_out)
    assert fictional.number == before
    for table in ("observation", "target", "budget_line", "allocation", "submission", "source_cell"):
        assert fictional.row(f"select count(*) from {table}") == (0,)


@pytest.mark.parametrize(
    "mistake",
    [
        {"project": "XAB-TER-01"},  # of another owner
        {"country": "Duitsland"},  # no third country
        {"theme": "OPV"},  # reception in the region
    ],
)
def test_what_the_terms_of_reference_rule_out_is_refused_with_the_clause(fictional, mistake):
    sheet = Sheet(fictional, "BZ")
    sheet.put("budget_line", 1, **(AMOUNT | mistake))
    [found] = [f for f in sheet.check().findings if f.severity is not Severity.WARNING and f.rule != "nothing"]
    assert Words("en")(found.clause).startswith("terms of reference, §")
    assert Words("nl")(found.clause).startswith("terms of reference, §")


def test_the_same_sheet_without_its_mistakes_lands(fictional):
    sheet = Sheet(fictional, "BZ")
    for number, right in enumerate((FIGURE, RATIO), 1):
        sheet.put("observation", number, **right)
    sheet.put("target", 1, **TARGET)
    sheet.put("budget_line", 1, **AMOUNT)
    sheet.put("allocation", 1, **ALLOCATION)
    checked = sheet.check()
    assert [f for f in checked.findings if f.severity is not Severity.WARNING] == []
    assert submit(fictional, checked, "all well").total.new == 5
