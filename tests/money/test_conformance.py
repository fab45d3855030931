"""Every case of `cases.md`, through the real intake on a real ledger: what lands, what does not, and what is shown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from monitoring.intake.check import Checked, check
from monitoring.intake.fields import FIELDS
from monitoring.intake.finding import Severity
from monitoring.intake.submit import Refused, submit
from monitoring.ledger import Ledger
from monitoring.money import spending
from monitoring.money.coverage import coverage
from monitoring.money.explain import Figure, explain
from monitoring.money.positions import positions
from monitoring.money.stated import once as stated_once
from monitoring.person import Person
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import SOMEBODY, rows
from tests.money.cases import OF_ITS_OWN, Case, Row, Step, cases, filled, workbook

CASES = cases()
HOLDERS = {"BZ_ODA": "BZ", "AM_NON_ODA": "AM", "OWN": "KMAR"}
RULES = [
    *(f"CHK-S{n}" for n in range(1, 5)),
    *(f"CHK-B{n}" for n in range(1, 11)),
    "CHK-O1",
    "CHK-O2",
    "position as change",
]


@pytest.fixture(scope="module")
def world(fictional_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger in which there is what the file says first."""
    ledger = start(copy(fictional_folder, tmp_path_factory.mktemp("cases") / "ledger")).ledger
    first = CASES[0]
    assert first.title == "What there is"
    for step in first.steps:
        put(ledger, step)
    yield ledger
    ledger.close()


@pytest.fixture(scope="module")
def before(world: Ledger) -> Mapping[str, Any]:
    """Everything that sheets can change, as it is before any case."""
    return {table: world.table(f"select * exclude written_in from {table}") for table in FIELDS}


@pytest.fixture
def ledger(world: Ledger, before: Mapping[str, Any]) -> Iterator[Ledger]:
    """The same ledger for every case: what a case wrote is taken out again."""
    number = world.number
    yield world
    if world.number != number:
        written = [t for t in before if world.row(f"select 1 from {t} where written_in > ? limit 1", number)]
        world.commit(
            SOMEBODY,
            "the next case",
            lambda transaction: [transaction.merge(table, before[table], within="true") for table in written],
        )


@pytest.mark.parametrize("case", CASES[1:], ids=lambda case: f"{case.section.partition(' · ')[0]}: {case.title}")
def test_case(ledger: Ledger, case: Case):
    file: Checked | None = None
    for step in case.steps:
        if step.words.startswith("there is "):
            put(ledger, step)
        elif " sends " in step.words:
            assert file is None, "what comes of the file before is not said"
            file = sent(ledger, step)
        elif outcome := re.fullmatch(r"(accepted|told|refused)(?:: (.*))?", step.words):
            assert file is not None
            lands(ledger, file, outcome[1], outcome[2] or "")
            file = None
        else:
            answered(ledger, step)
    assert file is None, "what comes of the file is not said"


def put(ledger: Ledger, step: Step) -> None:
    """Drawn rows straight into the ledger."""
    content = {}
    for table, drawn in step.tables.items():
        whole = [{**filled(table, row.get("holder") or holder(row), row), **owner(table, row)} for row in drawn]
        columns = dict.fromkeys(name for row in whole for name in row)
        lines = [columns, *([row.get(name) or "" for name in columns] for row in whole)]
        content[table] = rows(table, "\n".join(" | ".join(line) for line in lines))
    ledger.commit(
        SOMEBODY,
        step.words,
        lambda transaction: [transaction.merge(table, frame) for table, frame in content.items()],
    )


def holder(row: Row) -> str:
    return HOLDERS.get(row.get("budget_type", ""), "BZ")


def owner(table: str, row: Row) -> dict[str, str]:
    return {"holder": row.get("holder") or holder(row)}


def sent(ledger: Ledger, step: Step) -> Checked:
    organisation, _, _ = step.words.partition(" ")
    sender = Person("An Analyst", organisation, ("analyst",))
    return check(ledger, ledger.number, sender, "case.xlsx", workbook(organisation, step.tables))


def lands(ledger: Ledger, file: Checked, outcome: str, said: str) -> None:
    """A file is found to be as the case says: exactly that is said of it, at those fields."""
    wrong = {one for one in found(file) if one[0]}
    asked = {one for one in found(file) if not one[0]}
    expected = {tuple(re.fullmatch(r"(.+?) at (\w+)", one.strip()).groups()) for one in said.split(";") if one}
    if outcome == "refused":
        assert {one[1:] for one in wrong} == expected
        with pytest.raises(Refused):
            submit(ledger, file, "refused")
    else:
        assert wrong == set()
        assert {one[1:] for one in asked} == expected
        assert submit(ledger, file, "accepted").total.touched


def found(file: Checked) -> Iterator[tuple[bool, str, str]]:
    """What is found in a file: whether it keeps a row out, the code, and the field of the cell."""
    for finding in file.findings:
        region = next(one for one in file.understood.regions if one.sheet.name == finding.sheet)
        field = next(name for name in region.columns if region.cell(finding.row, name) == finding.cell)
        yield finding.severity <= Severity.ERROR, finding.rule, field


# What is asked of the ledger, and the table that must be the answer.


def answered(ledger: Ledger, step: Step) -> None:
    for pattern, question in QUESTIONS.items():
        if asked := re.fullmatch(pattern, step.words):
            answer = question(ledger, *asked.groups())
            assert drawn(answer, step.rows) == sorted(tuple(row.values()) for row in step.rows)
            return
    raise AssertionError(f"nobody knows how to ask “{step.words}”")


def drawn(answer: pd.DataFrame, like: Iterable[Row]) -> list[tuple[str, ...]]:
    """An answer as it is drawn, in the columns of the drawing; nothing known is “-”."""
    columns = list(next(iter(like), answer.columns))
    return sorted(tuple(written(row[name]) for name in columns) for row in answer.to_dict("records"))


def written(value: Any) -> str:
    match value:
        case None:
            return "-"
        case Decimal() | int():
            return f"{Decimal(value):.2f}".removesuffix(".00")
        case float() if pd.isna(value):
            return "-"
        case _:
            return str(value)


def _money(ledger: Ledger, per: str, year: str | None, where: str | None) -> pd.DataFrame:
    return spending.by(ledger, _names(per), year=int(year) if year else None, **_where(where))


def _until(ledger: Ledger, through: str, per: str, where: str | None) -> pd.DataFrame:
    return spending.until(ledger, _names(per), through, **_where(where))


def _positions(ledger: Ledger, day: str, per: str) -> pd.DataFrame:
    return positions(ledger, datetime.date.fromisoformat(day), _names(per))


def _figure(ledger: Ledger, text: str) -> pd.DataFrame:
    return explain(ledger, Figure.parse(text)).rows


def _coverage(ledger: Ledger) -> pd.DataFrame:
    years = [
        {
            "agreement": one.agreement.code,
            "year": one.year,
            "cover": one.cover.value,
            "within": one.within,
            "short": one.short,
        }
        for one in coverage(ledger)
    ]
    return pd.DataFrame(years, dtype=object)


def _stated(ledger: Ledger, like: str) -> pd.DataFrame:
    """Stated budgets of the projects of one family, for the world has others."""
    budgets = {
        code: (parent, budget)
        for code, parent, budget in ledger.rows(
            "select code, parent, budget_eur from project where starts_with(code, ?)", like
        )
    }
    return pd.DataFrame([vars(one) for one in stated_once(budgets)], dtype=object)


def _names(text: str) -> list[str]:
    return [] if text == "nothing" else text.split(", ")


def _where(text: str | None) -> dict[str, str]:
    return dict(part.split("=") for part in text.split(" ")) if text else {}


QUESTIONS: Mapping[str, Callable[..., pd.DataFrame]] = {
    r"money per ([\w, ]+?)(?: in (\d{4}))?(?: where (.+))?": _money,
    r"until (\d{4}-Q\d) per ([\w, ]+?)(?: where (.+))?": _until,
    r"positions on (\S+) per ([\w, ]+)": _positions,
    r"figure (.+)": _figure,
    r"coverage": _coverage,
    r"stated budgets of (\S+)": _stated,
}


# That the file itself is whole.


def test_every_rule_of_money_has_a_case_that_is_accepted_and_one_that_is_not():
    for code in RULES:
        own = [case for case in CASES if case.section.startswith(f"{code} ")]
        kept_out_or_told = [
            case for case in own if any(re.match(rf"(refused|told): .*\b{code} at", words) for words in case.words)
        ]
        accepted = [case for case in own if "accepted" in case.words]
        assert kept_out_or_told and accepted, code


def test_there_are_at_least_sixty_cases_each_with_its_own_name():
    names = [(case.section, case.title) for case in CASES]
    assert len(set(names)) == len(names) >= 60


def test_every_case_ends_with_what_must_be():
    for case in CASES[1:]:
        assert case.steps, case.title
        assert not case.words[-1].startswith("there is ") and " sends " not in case.words[-1], case.title


def test_members_of_the_cases_have_budgets_of_their_own():
    assert {own["budget_type"] for own in OF_ITS_OWN.values()} == set(HOLDERS)
