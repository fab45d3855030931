"""What an earlier file said and this one no longer does, where a layout says that its sheet is complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.known import Known
from monitoring.ledger import Reader, tables
from theory_of_change.text import counted, message


def taken_away(
    reader: Reader, drafts: Sequence[Draft], findings: Sequence[Finding], rows: Mapping[str, pd.DataFrame], now: Known
) -> tuple[dict[str, str], list[Finding]]:
    """What an earlier file said and this one no longer does, where a layout says that its sheet is complete.

    Nothing is taken away on the word of a sheet with a mistake in it.
    """
    conditions: dict[str, list[str]] = {}
    for each in drafts:
        region = each.region
        if not region.complete_years or region.table not in _REPLACED:
            continue
        if any(f.severity <= Severity.ERROR and f.sheet == region.sheet.name for f in findings):
            continue
        if condition := _REPLACED[region.table](each, now):
            conditions.setdefault(region.table, []).append(condition)
    within = {table: " or ".join(each) for table, each in conditions.items() if table in rows}
    told = []
    for table, condition in within.items():
        key = list(tables()[table].key)
        there = set(reader.rows(f"select {', '.join(key)} from {table} where {condition}"))
        gone = len(there - set(rows[table][key].itertuples(index=False, name=None)))
        if gone:
            told.append(
                Finding(
                    "taken away",
                    Severity.WARNING,
                    "",
                    "",
                    "",
                    counted(
                        "{n} value of an earlier file is not in this one. It is taken away.",
                        "{n} values of an earlier file are not in this one. They are taken away.",
                        n=gone,
                    ),
                    message("If they still hold, put them back in the file."),
                )
            )
    return within, told


def _observations(draft: Draft, now: Known) -> str:
    """What a sheet says anew of its indicators in its years."""
    years = {period[:4] for period in draft.rows["period"]}
    periods = [code for code in now.periods if code[:4] in years]
    return _all_of(now.person.organisation, "reporter", indicator=draft.rows["indicator"], period=periods)


def _allocations(draft: Draft, now: Known) -> str:
    """What a table of a budget says anew: of its chapters in its years, in the phase and change that it is about."""
    said = {name: draft.rows[name] for name in ("budget_type", "chapter", "phase", "mutation")}
    years = sorted(set(draft.rows["year"]))
    condition = _all_of(now.person.organisation, "holder", **said)
    return f"{condition} and year in ({', '.join(map(str, years))})" if condition and years else ""


_REPLACED = {"observation": _observations, "allocation": _allocations}
"""The tables of which a sheet can be complete, and which rows of an earlier file it then replaces."""


def _all_of(owner: str, column: str, **values: Iterable[str]) -> str:
    """The rows of an owner that have one of these values in each column; "" where there are none."""
    said = {name: sorted(set(codes)) for name, codes in values.items()}
    if not all(said.values()):
        return ""
    conditions = (f"{name} in {_quoted(codes)}" for name, codes in said.items())
    return " and ".join([f"({column} = {_quoted([owner])[1:-1]}", *conditions]) + ")"


def _quoted(codes: Sequence[str]) -> str:
    """Codes as a list in SQL."""
    return "(" + ", ".join("'" + code.replace("'", "''") + "'" for code in codes) + ")"
