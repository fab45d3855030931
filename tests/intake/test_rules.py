"""What rows must mean, rule by rule: the cell that is pointed at, and what does not land with it."""

from __future__ import annotations

import datetime
from decimal import Decimal

from monitoring.intake.check import Checked
from monitoring.intake.finding import Severity
from monitoring.intake.submit import submit
from monitoring.language import Words
from monitoring.ledger import Ledger
from tests.drawn import given
from tests.intake.sheets import ALLOCATION, AMOUNT, FIGURE, RATIO, TARGET, Sheet

ENGLISH = Words("en")

BASELINE = {"period": "2025-Q4", "kind": "baseline"}
WRONG = [
    ("observation", FIGURE | {"value": "40%"}, "value", "is a percentage"),
    ("observation", FIGURE | {"country": "Fenara", "value": "€ 12"}, "value", "amount of money"),
    ("observation", RATIO | {"numerator": "40%"}, "numerator", "is a percentage"),
    ("observation", FIGURE | {"dimension": "foo=bar"}, "dimension", "is not broken down by foo"),
    ("observation", FIGURE | {"dimension": "sex=f;sex=m"}, "dimension", "twice"),
    ("observation", FIGURE | {"dimension": "sex=f|m"}, "dimension", "is no disaggregation"),
    ("observation", FIGURE | {"country": "Duitsland"}, "country", "is an EU member state"),
    ("observation", FIGURE | {"country": "ALL"}, "country", "is kept per country"),
    ("observation", FIGURE | {"indicator": "OPV-H3", "value": 0}, "country", "is kept for all countries at once"),
    ("observation", FIGURE | {"indicator": "HAN-H1", "value": -5}, "value", "cannot be less than 0"),
    ("observation", FIGURE | {"note": datetime.datetime(2026, 2, 4)}, "note", "made a date of this cell"),
    ("budget_line", AMOUNT | {"amount_eur": "50%"}, "amount_eur", "is a percentage"),
    ("budget_line", AMOUNT | {"quarter": "2012-Q1"}, "quarter", "starts only on"),
    ("budget_line", AMOUNT | {"quarter": "2060-Q1"}, "quarter", "outside the years kept here"),
    ("budget_line", AMOUNT | {"amount_eur": "1" * 30}, "amount_eur", "too large"),
    ("allocation", ALLOCATION | {"country": "USA"}, "country", "not on the DAC list"),
    ("allocation", ALLOCATION | {"article": datetime.datetime(2026, 10, 4)}, "article", "made a date of this cell"),
    ("target", TARGET | {"value": None, "due_date": "31-12-2026"}, "value", "There is no value here"),
    ("target", TARGET | BASELINE | {"value": None, "reason": "volgt"}, "value", "There is no value here"),
    ("target", TARGET | BASELINE | {"due_date": "31-12-2026"}, "due_date", "not still to come"),
    ("target", TARGET | {"revision": 1000, "valid_from": "12-03-2026", "reason": "x"}, "revision", "0 to 99"),
    (
        "target",
        TARGET | {"country": "Belmora", "revision": 1, "valid_from": "31-02-2026", "reason": "x"},
        "valid_from",
        "is no date",
    ),
]
LOOKED_AT = [
    ("observation", FIGURE | {"country": "Ghana"}, "country", "Nobody was asked"),
    ("allocation", ALLOCATION | {"article": 4.1}, "article", "leaves out its last zeros"),
    ("budget_line", AMOUNT | {"kind": "expenditure", "amount_eur": -10}, "amount_eur", "corrects something"),
    ("target", TARGET | {"value": 0.7}, "value", "a share of one"),
]


def said(checked: Checked, *severities: Severity) -> dict[str, list[str]]:
    """What is said, by place."""
    found: dict[str, list[str]] = {}
    for finding in checked.findings:
        if finding.severity in severities and finding.cell:
            found.setdefault(finding.place, []).append(ENGLISH(finding.message))
    return found


def wrong(checked: Checked) -> dict[str, list[str]]:
    """What keeps rows out, by place."""
    return said(checked, Severity.BLOCKING, Severity.ERROR)


def test_each_rule_points_at_its_cell_and_says_one_thing_of_it(fictional):
    sheet = Sheet(fictional)
    placed: dict[str, int] = {}
    expected = {}
    for table, row, field, words in WRONG:
        placed[table] = placed.get(table, 0) + 1
        sheet.put(table, placed[table], **row)
        expected[sheet.cell(table, placed[table], field)] = words
    found = wrong(sheet.check())
    # Some of these rows are also about the same; that is another test.
    found = {place: [word for word in words if "about the same" not in word] for place, words in found.items()}
    assert {place: len(words) for place, words in found.items() if words} == dict.fromkeys(expected, 1)
    for place, words in expected.items():
        assert words in found[place][0], place


def test_what_may_be_right_is_only_asked(fictional):
    sheet = Sheet(fictional)
    expected = {}
    for table, row, field, words in LOOKED_AT:
        sheet.put(table, 1, **row)
        expected[sheet.cell(table, 1, field)] = words
    checked = sheet.check()
    assert wrong(checked) == {}
    found = said(checked, Severity.WARNING)
    for place, words in expected.items():
        assert any(words in word for word in found[place]), (place, found)


def test_a_cell_that_shows_70_percent_is_read_as_70(fictional):
    sheet = Sheet(fictional)
    sheet.put("target", 1, **TARGET | {"value": 0.7})
    sheet.put("observation", 1, **FIGURE | {"value": 0.5})
    targets, figures = sheet.book["Streefwaarden"], sheet.book["Waarnemingen"]
    targets[sheet.cell("target", 1, "value").partition("!")[2]].number_format = "0.0%"
    figures[sheet.cell("observation", 1, "value").partition("!")[2]].number_format = "0%"
    checked = sheet.check()
    assert list(checked.rows["target"]["value"]) == [Decimal(70)]
    [[words]] = wrong(checked).values()
    assert words == "This is a percentage, and HAN-01 is not counted in percent here."


def test_parts_that_differ_in_capitals_or_spaces_are_the_same_part(fictional):
    sheet = Sheet(fictional)
    for row, part in enumerate(("sex=f", "Sex = F", " SEX=f "), 1):
        sheet.put("observation", row, **FIGURE | {"dimension": part})
    checked = sheet.check()
    assert set(checked.rows["observation"]["dimension"]) == {"sex=f"}
    assert len(checked.rows["observation"]) == 1


def test_rows_that_contradict_each_other_both_stay_out_and_a_repetition_lands_once(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.put("observation", 2, **FIGURE | {"value": 91})
    sheet.put("observation", 3, **FIGURE | {"country": "Belmora"})
    sheet.put("observation", 4, **FIGURE | {"country": "Belmora"})
    checked = sheet.check()
    assert list(checked.rows["observation"]["country"]) == ["XAB"]
    assert set(wrong(checked)) == {sheet.cell("observation", row, "indicator") for row in (1, 2, 4)}


def test_only_who_was_asked_reports_a_figure(fictional):
    """HAN-01 is reported by BZ as a rule; where another was asked, BZ would be added to it."""
    given(
        fictional,
        expectation="indicator | country | period | reporter | due_date \n HAN-01 | XAG | 2026-Q3 | COA | 2026-10-15",
    )
    for organisation, may in (("BZ", False), ("COA", True)):
        sheet = Sheet(fictional, organisation)
        sheet.put("observation", 1, **FIGURE | {"country": "XAG"})
        assert (wrong(sheet.check()) == {}) is may


def commitment_and_payment(ledger: Ledger, **commitment) -> Sheet:
    sheet = Sheet(ledger)
    sheet.put("budget_line", 1, **AMOUNT | {"amount_eur": 1000} | commitment)
    sheet.put("budget_line", 2, **AMOUNT | {"kind": "expenditure", "amount_eur": 800})
    return sheet


def test_a_payment_does_not_land_without_the_commitment_that_is_held_back(fictional):
    sheet = commitment_and_payment(fictional, purpose_code="12345")
    sheet.put("observation", 1, **FIGURE)
    checked = sheet.check()
    assert set(wrong(checked)) == {
        sheet.cell("budget_line", 1, "purpose_code"),
        sheet.cell("budget_line", 2, "amount_eur"),
    }
    assert submit(fictional, checked, "the rest", leave_out_errors=True).total.new == 1
    assert fictional.rows("from budget_line") == []


def test_a_commitment_is_not_lowered_below_what_was_paid(fictional):
    submit(fictional, commitment_and_payment(fictional).check(), "first")
    sheet = Sheet(fictional)
    sheet.put("budget_line", 1, **AMOUNT | {"amount_eur": 500})
    [[words]] = wrong(sheet.check()).values()
    assert "800.00 against" in words and "500.00" in words


def test_a_revision_does_not_land_without_the_original_that_is_held_back(fictional):
    sheet = Sheet(fictional)
    sheet.put("target", 1, **TARGET | {"value": "veel"})
    sheet.put("target", 2, **TARGET | {"revision": 1, "valid_from": "12-03-2026", "reason": "decided", "value": 60})
    checked = sheet.check()
    assert set(wrong(checked)) == {sheet.cell("target", 1, "value"), sheet.cell("target", 2, "revision")}
    assert "target" not in checked.rows


def test_a_path_that_was_set_changes_only_by_revision(fictional):
    revision = TARGET | {"revision": 1, "valid_from": "12-03-2026", "reason": "decided", "value": 60}
    sheet = Sheet(fictional)
    sheet.put("target", 1, **TARGET)
    sheet.put("target", 2, **revision)
    submit(fictional, sheet.check(), "first")
    assert wrong(sheet.check()) == {}

    again = Sheet(fictional)
    again.put("target", 1, **revision | {"valid_from": "01-01-2026"})  # holds from an earlier day
    again.put("target", 2, **TARGET | {"period": "2025-Q4", "kind": "milestone", "value": 40})  # slipped in
    again.put("target", 3, **TARGET | {"value": 71})
    found = wrong(again.check())
    assert set(found) == {
        again.cell("target", 1, "valid_from"),
        again.cell("target", 2, "revision"),
        again.cell("target", 3, "value"),
    }
    assert all(len(words) == 1 for words in found.values())


def test_a_baseline_that_is_not_known_yet_lands_with_its_day_and_then_becomes_known(fictional):
    sheet = Sheet(fictional)
    sheet.put("target", 1, **TARGET | BASELINE | {"value": None, "due_date": "31-12-2026"})
    submit(fictional, sheet.check(), "still to be measured")
    asked = "select value, due_date from target where kind = 'baseline'"
    assert fictional.rows(asked) == [(None, datetime.date(2026, 12, 31))]

    sheet = Sheet(fictional)
    sheet.put("target", 1, **TARGET | BASELINE | {"value": 30})
    submit(fictional, sheet.check(), "measured")
    assert fictional.rows(asked) == [(30, None)]

    again = Sheet(fictional)
    again.put("target", 1, **TARGET | BASELINE | {"value": None, "due_date": "31-12-2027"})
    assert set(wrong(again.check())) == {again.cell("target", 1, "value")}


def test_a_row_of_nothing_but_excel_errors_is_told(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.put("observation", 2, **dict.fromkeys(FIGURE, "#REF!"))
    inner = sheet.book["Waarnemingen"]
    for cell in inner[5]:
        if cell.value == "#REF!":
            cell.data_type = "e"
    found = wrong(sheet.check())
    assert {place.partition("!")[2][-1] for place in found} == {"5"} and len(found) == len(FIGURE)


def test_a_sign_that_only_stands_behind_a_number_makes_it_no_percentage(fictional):
    sheet = Sheet(fictional)
    sheet.put("target", 1, **TARGET | {"value": 7})
    place = sheet.cell("target", 1, "value").partition("!")[2]
    sheet.book["Streefwaarden"][place].number_format = '0"%"'
    assert list(sheet.check().rows["target"]["value"]) == [7]


def test_true_is_no_one_whatever_stands_above_it(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"value": 1})
    sheet.put("observation", 2, **FIGURE | {"country": "Belmora", "value": True})
    sheet.put("observation", 3, **FIGURE | {"country": "Hestria", "value": 1})
    assert set(wrong(sheet.check())) == {sheet.cell("observation", 2, "value")}


def test_of_a_total_made_up_of_parts_one_wrong_part_holds_the_others(fictional):
    route = {"indicator": "IRR-01", "country": "ALL", "period": "2026-Q3"}
    sheet = Sheet(fictional, "AM")
    for row, (part, value) in enumerate({"west": 100, "east": "12a", "central": 300}.items(), 1):
        sheet.put("observation", row, **route | {"dimension": f"route={part}", "value": value})
    assert len(wrong(sheet.check())) == 3
    assert "observation" not in sheet.check().rows
    sheet.put("observation", 2, **route | {"dimension": "route=east", "value": 12})
    sheet.put("observation", 4, **route | {"value": 400})
    found = wrong(sheet.check())
    assert found == {sheet.cell("observation", 4, "value"): ["The parts add up to 412, and the total is 400."]}


def test_who_is_asked_from_a_later_period_on_reports_from_then(fictional):
    given(
        fictional,
        expectation="""
        indicator | country | period  | reporter | due_date
        HAN-01    | XAG     | 2026-Q2 | BZ       | 2026-07-15
        HAN-01    | XAG     | 2026-Q3 | COA      | 2026-10-15
    """,
    )
    for organisation, quarter, may in (("COA", "2026-Q2", False), ("COA", "2026-Q3", True), ("BZ", "2026-Q3", False)):
        sheet = Sheet(fictional, organisation)
        sheet.put("observation", 1, **FIGURE | {"country": "XAG", "period": quarter})
        assert (wrong(sheet.check()) == {}) is may, (organisation, quarter)


def test_the_points_of_a_path_land_together_and_a_revision_is_closed_once_it_landed(fictional):
    revision = TARGET | {"revision": 1, "valid_from": "20-10-2026", "reason": "decided"}
    sheet = Sheet(fictional)
    sheet.put("target", 1, **TARGET | {"period": "2025-Q4", "kind": "baseline", "value": 30})
    sheet.put("target", 2, **TARGET)
    sheet.put("target", 3, **revision | {"kind": "milestone", "value": "x"})
    sheet.put("target", 4, **revision | {"period": "2027-Q4", "value": 66})
    checked = sheet.check()
    assert set(wrong(checked)) == {sheet.cell("target", row, "value") for row in (3, 4)}
    submit(fictional, checked, "originals", leave_out_errors=True)
    sheet.put("target", 3, **revision | {"kind": "milestone", "value": 46})
    submit(fictional, sheet.check(), "revision")

    late = Sheet(fictional)
    late.put("target", 1, **revision | {"period": "2026-Q3", "kind": "milestone", "value": 40})
    late.put("target", 2, **TARGET | {"period": "2026-Q2", "kind": "baseline", "value": 60})
    late.put("target", 3, **revision | {"revision": 2, "period": "2028-Q4", "value": 80})
    late.put("target", 4, **revision | {"revision": 2, "period": "2028", "value": 85, "valid_from": "21-10-2026"})
    found = wrong(late.check())
    assert {place.partition("!")[2]: len(words) for place, words in found.items()} == {
        late.cell("target", row, field).partition("!")[2]: 1
        for row, field in ((1, "revision"), (2, "revision"), (3, "value"), (4, "period"), (4, "valid_from"))
    }


def test_a_row_that_is_left_out_anyway_does_not_hold_the_file_up(fictional):
    sheet = commitment_and_payment(fictional)
    sheet.put("budget_line", 3, **AMOUNT | {"kind": "expenditure", "amount_eur": 900000, "country": "Nergenshuizen"})
    checked = sheet.check()
    assert set(wrong(checked)) == {sheet.cell("budget_line", 3, "country")}
    assert submit(fictional, checked, "the rest", leave_out_errors=True).total.new == 2
