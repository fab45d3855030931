"""What an earlier file said and this one no longer does, where a layout says that its sheet is complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
        if not region.complete_years or region.table != "observation":
            continue
        if any(f.severity <= Severity.ERROR and f.sheet == region.sheet.name for f in findings):
            continue
        years = {period[:4] for period in each.rows["period"]}
        periods = [code for code in now.periods if code[:4] in years]
        indicators = sorted(set(each.rows["indicator"]))
        if periods and indicators:
            conditions.setdefault(region.table, []).append(
                f"(reporter = {_quoted([now.person.organisation])[1:-1]} and indicator in {_quoted(indicators)} "
                f"and period in {_quoted(periods)})"
            )
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


def _quoted(codes: Sequence[str]) -> str:
    """Codes as a list in SQL."""
    return "(" + ", ".join("'" + code.replace("'", "''") + "'" for code in codes) + ")"
