"""After taking back, everything that is shown is what it was before: verdicts, money, what is owed, sources."""

from __future__ import annotations

from monitoring.intake.submit import submit
from monitoring.intake.undo import undo
from monitoring.ledger import Ledger
from monitoring.money import spending
from monitoring.person import Person
from monitoring.results import changes, delivery, indicator
from tests.intake.sheets import AMOUNT, FIGURE, RATIO, TARGET, Sheet

QUARTER = "2026-Q3"


def shown(ledger: Ledger) -> dict[str, object]:
    return {
        "verdicts": indicator.judged(ledger, "HAN", QUARTER).to_dict("records"),
        "changes": changes.changes(ledger, QUARTER),
        "money": spending.by(ledger, ["project"]).to_dict("records"),
        "owed": delivery.owed(ledger, "BZ", QUARTER),
        "spent": delivery.spending(ledger, "BZ", QUARTER),
        "sources": indicator.sources(ledger, "HAN-01", "XAA"),
    }


def test_what_is_shown_after_taking_back_is_what_was_shown_before(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.put("budget_line", 1, **AMOUNT)
    first = submit(fictional, sheet.check(), "first").number
    before = shown(fictional)
    sheet.put("observation", 1, **FIGURE | {"value": 20})
    sheet.put("observation", 2, **RATIO)
    sheet.put("target", 1, **TARGET)
    sheet.put("budget_line", 2, **AMOUNT | {"kind": "expenditure", "amount_eur": 400})
    second = submit(fictional, sheet.check(), "second").number
    between = shown(fictional)
    for part in ("verdicts", "money", "owed", "spent", "sources"):
        assert between[part] != before[part], part
    undo(fictional, second, Person("A Colleague", "BZ"), "wrong file")
    after = shown(fictional)
    for part in before:
        assert str(after[part]) == str(before[part]), part
    [source] = after["sources"][QUARTER]
    assert source.number == first
