"""The slow, obvious way of what the intake does column by column: cell after cell, row after row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from monitoring.intake.convention import reader_for
from monitoring.intake.draft import Draft
from monitoring.intake.fields import FIELDS, OWNER
from monitoring.intake.known import Known
from monitoring.intake.normalise import Misread, Percentage, said_of_nothing
from monitoring.intake.reading import Sheet, address
from monitoring.intake.region import Region
from monitoring.intake.rules.money import YEAR
from monitoring.intake.rules.together import is_part
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ledger import tables

Row = dict[str, Any]
Said = tuple[int, str]
"""A row of the sheet, and the field that something is said of."""


def region_of(table: str, cells: Sequence[Sequence[Any]], **of_the_sheet: Any) -> Region:
    """A sheet with a row of headings and these cells, one column per field of a table."""
    fields = [field.name for field in FIELDS[table]]
    sheet = Sheet("Blad", [fields, *cells], **of_the_sheet)
    return Region(sheet, table, 1, {name: column for column, name in enumerate(fields)})


def read(region: Region, vocabulary: Vocabulary) -> tuple[list[dict[str, Any]], set[tuple[str, str]]]:
    """Every row as its values, and of every cell that something is said of its address and what."""
    sheet, rows, said = region.sheet, [], set()
    for row in range(region.first_row, len(sheet.rows)):
        values = {}
        for field in FIELDS[region.table]:
            column = region.columns[field.name]
            cell, raw = address(row, column), sheet.cell(row, column)
            if cell in sheet.percentages and isinstance(raw, int | float) and not isinstance(raw, bool):
                raw = Percentage.of(raw)
            column_cells = [_shown(sheet, each, column) for each in range(region.first_row, len(sheet.rows))]
            value = reader_for(field, vocabulary, column_cells)(raw)
            if raw == "" and cell in sheet.errors:
                said.add((cell, "error in cell"))
            elif raw == "" and cell in sheet.uncalculated:
                said.add((cell, "formula without value"))
            elif isinstance(value, Misread):
                said.add((cell, value.rule))
                value = None
            elif field.reads == "text" and isinstance(raw, float) and not raw.is_integer():
                said.add((cell, "text as number"))
            elif field.reads in ("number", "money", "whole") and said_of_nothing(raw):
                said.add((cell, "no figure"))
            elif isinstance(value, Decimal) and isinstance(raw, str) and cell not in sheet.percentages:
                said.add((cell, "number as text"))
            values[field.name] = value
        rows.append(values)
    return rows, said


def _shown(sheet: Sheet, row: int, column: int) -> Any:
    """A cell as Excel shows it."""
    raw = sheet.cell(row, column)
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    return Percentage.of(raw) if is_number and address(row, column) in sheet.percentages else raw


def rows_of(draft: Draft) -> Iterator[tuple[int, Row]]:
    """The rows of a draft, one by one."""
    for row in draft.index.tolist():
        yield row, {name: draft.value(row, name) for name in draft.values}


def wrongly_halved(draft: Draft, known: Known) -> Iterator[Said]:
    """A ratio is reported as numerator and denominator; anything else as a value."""
    for row, it in rows_of(draft):
        if it["indicator"] is None or it["state"] != "reported":
            continue
        if known.measures[it["indicator"]].kind == "ratio":
            for half in ("numerator", "denominator"):
                if it[half] is None and not draft.unreadable(row, half):
                    yield row, half
            if it["value"] is not None:
                yield row, "value"
        else:
            if it["value"] is None and not draft.unreadable(row, "value"):
                yield row, "value"
            if it["numerator"] is not None or it["denominator"] is not None:
                yield row, "numerator" if it["numerator"] is not None else "denominator"


def out_of_range(draft: Draft, known: Known) -> Iterator[Said]:
    """A value lies in the range its indicator can have; of a ratio the numerator is part of the denominator."""
    for row, it in rows_of(draft):
        if it["indicator"] is None:
            continue
        measure = known.measures[it["indicator"]]
        if it["value"] is not None and measure.kind != "ratio":
            if measure.minimum is not None and it["value"] < measure.minimum:
                yield row, "value"
            if measure.maximum is not None and it["value"] > measure.maximum:
                yield row, "value"
        if measure.kind == "ratio" and measure.maximum is not None:
            above, below = it["numerator"], it["denominator"]
            if above is not None and below is not None and above > below > 0:
                yield row, "numerator"


def not_whole(draft: Draft, known: Known) -> Iterator[Said]:
    """People and things are counted whole, and an event has happened (1) or not (0)."""
    for row, it in rows_of(draft):
        if it["indicator"] is None or it["value"] is None:
            continue
        measure = known.measures[it["indicator"]]
        if (measure.kind == "event" and it["value"] not in (0, 1)) or (
            measure.kind not in ("ratio", "event") and measure.unit in ("persons", "count") and it["value"] % 1
        ):
            yield row, "value"


def changed_much(draft: Draft, known: Known) -> Iterator[Said]:
    """A total that is half of, or one and a half times, the one before."""
    for row, it in rows_of(draft):
        if it["dimension"] != "total" or it["state"] != "reported" or it["period"] not in known.periods:
            continue
        if it["value"] is None and (it["numerator"] is None or not it["denominator"]):
            continue
        now = float(it["value"] if it["value"] is not None else it["numerator"] / it["denominator"])
        history = known.observed.get((it["indicator"], it["country"]), {})
        before = [(end, value) for end, value in history.items() if end < known.periods[it["period"]][1]]
        if before and max(before)[1] > 0 and abs(now - max(before)[1]) > 0.5 * max(before)[1]:
            yield row, "value" if it["value"] is not None else "numerator"


def far_from_its_project(draft: Draft, known: Known) -> Iterator[Said]:
    """Money lies at most a year before the start of its project or after its end."""
    for row, it in rows_of(draft):
        if it["project"] is None or it["quarter"] not in known.periods:
            continue
        project, (_, start, end) = known.projects[it["project"]], known.periods[it["quarter"]]
        early = project.start_date and end < project.start_date - YEAR
        if early or (project.end_date and start > project.end_date + YEAR):
            yield row, "quarter"


def twice(draft: Draft) -> set[int]:
    """Rows with the key of another: all of them where they differ, all but the first where they are the same."""
    table = draft.region.table
    key = [name for name in tables()[table].key if name != OWNER[table]]
    rows = list(rows_of(draft))
    found = set()
    for row, it in rows:
        if any(it[name] is None for name in key):
            continue
        others = [(at, other) for at, other in rows if all(other[name] == it[name] for name in key)]
        if any(other != it for _, other in others) or row != others[0][0]:
            found.add(row)
    return found


def overspent(draft: Draft, known: Known, held: set[int]) -> set[str]:
    """The projects on which more would be paid than committed, and not already was by as much."""
    line = ("project", "kind", "budget_type", "country", "theme", "quarter")
    own = [
        (row, tuple(it[name] for name in line), it["amount_eur"])
        for row, it in rows_of(draft)
        if all(it[name] is not None for name in (*line, "amount_eur"))
        and known.projects[it["project"]].holder == known.person.organisation
    ]

    def excess(rows: list) -> dict[str, Decimal]:
        money = dict(known.project_money) | {key: amount for _, key, amount in rows}
        more: dict[str, Decimal] = defaultdict(Decimal)
        for (project, kind, *_), amount in money.items():
            more[project] += {"expenditure": amount, "commitment": -amount}.get(kind, 0)
        return more

    before, without = excess([]), excess([one for one in own if one[0] not in held])
    return {key[0] for _, key, _ in own if without[key[0]] > max(0, before[key[0]])}


def above_the_budget(draft: Draft, known: Known, held: set[int]) -> set[tuple[str, str]]:
    """The kind of money and the budget type of which more would be committed or paid in a year than was allotted."""
    keys = {
        "budget_line": ("project", "kind", "budget_type", "country", "theme", "quarter"),
        "allocation": ("budget_type", "year", "chapter", "article", "country", "theme", "phase", "mutation"),
    }[draft.region.table]
    own = {
        tuple(it[name] for name in keys): it["amount_eur"]
        for row, it in rows_of(draft)
        if row not in held and all(it[name] is not None for name in (*keys, "amount_eur"))
    }
    of_lines = draft.region.table == "budget_line"

    def sums(*, landed: bool) -> tuple[dict, dict]:
        money = dict(known.project_money) | (own if landed and of_lines else {})
        allotted = dict(known.allocations) | (own if landed and not of_lines else {})
        spent: dict[tuple, Decimal] = defaultdict(Decimal)
        budget: dict[tuple, Decimal] = defaultdict(Decimal)
        for (_, kind, budget_type, *_, quarter), amount in money.items():
            spent[kind, budget_type, int(quarter[:4])] += amount
        for (budget_type, year, *_), amount in allotted.items():
            budget[budget_type, year] += amount
        return spent, budget

    (was, had), (spent, budget) = sums(landed=False), sums(landed=True)

    def excess(of: tuple, amounts: dict, limits: dict) -> Decimal:
        return max(Decimal(0), amounts.get(of, Decimal(0)) - limits[of[1:]]) if of[1:] in limits else Decimal(0)

    return {
        of[:2]
        for of in spent
        if of[0] in ("commitment", "expenditure") and excess(of, spent, budget) > excess(of, was, had)
    }


def parts_above_total(draft: Draft, known: Known, held: set[int]) -> set[tuple[str, str, str]]:
    """What is less in total than in its parts."""
    totals, parts = dict(known.totals), dict(known.parts)
    in_file: dict[tuple, Decimal] = {}
    touched = set()
    for row, it in rows_of(draft):
        key = (it["indicator"], it["country"], it["period"])
        if None in key or it["dimension"] is None or row in held:
            continue
        if it["dimension"] == "total":
            totals[key] = it["value"]
            touched.add(key)
        elif is_part(known, it["indicator"], it["dimension"]):
            in_file[key] = in_file.get(key, Decimal(0)) + (it["value"] or 0)
            touched.add(key)
    parts |= in_file
    return {
        key
        for key in touched
        if totals.get(key) is not None and parts.get(key) is not None and parts[key] > totals[key]
    }


def alike_to_wrong(rows: Sequence[tuple], wrong: Sequence[bool], *, fitting: bool) -> list[bool]:
    """Which rows are the same as a wrong one; None in a wrong row fits anything where `fitting`, else nothing."""

    def same(row: tuple, other: tuple) -> bool:
        if None in other and not fitting:
            return False
        return all(there is None or here == there for here, there in zip(row, other, strict=True))

    bad = [row for row, is_wrong in zip(rows, wrong, strict=True) if is_wrong]
    return [any(same(row, other) for other in bad) for row in rows]


def series(value: Any) -> pd.Series:
    """One value as a column."""
    return pd.Series([value], dtype=object)
