"""Our template, with whatever may be in it: it comes back the same, and one spoilt cell is found where it is."""

from __future__ import annotations

import datetime
import os
import random
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from monitoring.intake.fields import FIELDS
from monitoring.intake.finding import Severity
from monitoring.ledger import Ledger
from tests.intake.sheets import Sheet

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999999.99"), places=2)
LANGUAGES = st.sampled_from(["nl", "en"])
EXAMPLES = int(os.environ.get("MONITORING_EXAMPLES", "8"))  # a template is written anew for each
NOTES = st.one_of(
    st.none(), st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)
)
WRONG = {
    "measure": "no such indicator",
    "country": "Nowhere at all",
    "period": "some day",
    "number": "many",
    "money": "much",
    "dimension": "a = b = c",
    "budget_type": "purse",
    "theme": "weather",
    "kind": "gift",
    "state": "tired",
    "project": "none of ours",
    "purpose_code": "99",
}
"""Of each kind of cell, something that it can never mean."""


def owed(ledger: Ledger) -> list[tuple[str, str, str]]:
    """Counts that BZ is asked for: indicator, country and period."""
    return ledger.rows(
        """
        select distinct e.indicator, e.country, e.period
        from expectation e
        join (select code, arg_max(kind, version) as kind, arg_max(unit, version) as unit,
                     arg_max(partition, version) as partition from indicator group by code) i on i.code = e.indicator
        join period p on p.code = e.period
        where e.reporter = 'BZ' and i.unit in ('persons', 'count') and i.kind not in ('ratio', 'event', 'median') and p.end_date < reference_date()
        order by all
        """
    )


def lines(ledger: Ledger) -> list[tuple[str, str, str, str, datetime.date]]:
    """Projects of BZ with their budget type, country, theme and first day."""
    return ledger.rows(
        "select p.code, p.budget_type, l.country, l.theme, p.start_date from project p "
        "join programming_line l on l.code = p.programming_line where p.holder = 'BZ' order by all"
    )


def figures(draw: Any, ledger: Ledger) -> list[dict[str, Any]]:
    asked = draw(st.lists(st.sampled_from(owed(ledger)), min_size=1, max_size=12, unique=True))
    return [
        {
            "indicator": indicator,
            "country": country,
            "period": period,
            "value": draw(st.integers(0, 10_000_000)),
            "note": draw(NOTES),
        }
        for indicator, country, period in asked
    ]


def money(draw: Any, ledger: Ledger) -> list[dict[str, Any]]:
    chosen = draw(st.lists(st.sampled_from(lines(ledger)), max_size=6, unique=True))
    return [
        {
            "project": project,
            "budget_type": budget_type,
            "country": country,
            "theme": theme,
            "quarter": f"{start.year + (start.month > 9)}-Q{4 if start.month <= 9 else 1}",
            "kind": "commitment",
            "amount_eur": draw(AMOUNTS),
            "purpose_code": "15190",
            "note": draw(NOTES),
        }
        for project, budget_type, country, theme, start in chosen
    ]


@generated(data=st.data(), language=LANGUAGES)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_our_template_says_comes_back_the_same(fictional, language, data):
    written = {
        "observation": data.draw(st.composite(figures)(fictional)),
        "budget_line": data.draw(st.composite(money)(fictional)),
    }
    checked = Sheet(fictional, language=language, rows=written).check()
    wrong = [(f.place, f.value, f.message.key) for f in checked.findings if f.severity <= Severity.ERROR]
    assert not wrong
    for table, rows in written.items():
        found = checked.rows[table].to_dict("records") if rows else []
        key = [f.name for f in FIELDS[table]][:6]
        assert sorted(_told(row, rows[0]) for row in found) == sorted(_told(row, rows[0]) for row in rows), key


def _told(row: dict[str, Any], like: dict[str, Any]) -> str:
    """A row as one text, with the fields that were written; a number without the zeros it may have gained."""
    values = {name: row[name] for name in like}
    return repr({name: Decimal(v).normalize() if isinstance(v, int | Decimal) else v for name, v in values.items()})


@generated(data=st.data(), language=LANGUAGES, seed=st.integers(0, 2**16))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_spoilt_cell_is_found_at_that_cell_and_nowhere_else(fictional, language, data, seed):
    written = {
        "observation": data.draw(st.composite(figures)(fictional)),
        "budget_line": data.draw(st.composite(money)(fictional)),
    }
    sheet = Sheet(fictional, language=language, rows=written)
    chance = random.Random(seed)
    table = chance.choice([table for table, rows in written.items() if rows])
    row = chance.randrange(len(written[table])) + 1
    field = chance.choice([f for f in FIELDS[table] if f.reads in WRONG and (f.name in written[table][0])])
    sheet.put(table, row, **{field.name: WRONG[field.reads]})
    checked = sheet.check()
    wrong = {f.place for f in checked.findings if f.severity <= Severity.ERROR}
    assert wrong == {sheet.cell(table, row, field.name)}, (field.name, written[table][row - 1])
