"""What a file names itself: its own projects and agreements, which the other sheets of it may speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known, Project
from monitoring.intake.normalise import plain
from monitoring.intake.region import Region
from monitoring.money.coverage import Agreement
from theory_of_change.text import Text

NAMING = ("project", "agreement")
"""The tables of which a row gives a code its name; a field that reads such a code is called the same."""


def named(regions: Iterable[Region]) -> Mapping[str, Mapping[str, Text]]:
    """By table of `NAMING` the codes that a file itself brings, with what it calls them."""
    found: dict[str, dict[str, Text]] = defaultdict(dict)
    for region in regions:
        if region.table not in NAMING or "code" not in region.columns:
            continue
        for row in range(region.first_row, len(region.sheet.rows)):
            code = _cell(region, row, "code")
            if code:
                nl = _cell(region, row, "name_nl") or code
                found[region.table][code] = Text(nl=nl, en=_cell(region, row, "name_en") or nl)
    return found


def _cell(region: Region, row: int, field: str) -> str:
    return plain(region.sheet.cell(row, region.columns[field])) if field in region.columns else ""


def take_in(drafts: Sequence[Draft], now: Known) -> None:
    """Let the rules know the projects and agreements of the file as it says them, also where they are new."""
    for row in _rows(drafts, "project"):
        line = now.lines.get(row["programming_line"])
        now.projects[row["code"]] = Project(
            row["code"],
            now.holders_of_projects.get(row["code"], now.person.organisation),
            row["budget_type"],
            line.country if line else None,
            line.theme if line else row["theme"],
            row["start_date"],
            row["end_date"],
            Text(nl=row["name_nl"] or row["code"], en=row["name_en"] or row["name_nl"] or row["code"]),
            row["programming_line"],
            row["parent"],
            row["agreement"],
            (row["legal_international"], row["legal_european"], row["legal_national"]),
        )
    for row in _rows(drafts, "agreement"):
        if None not in (row["first_year"], row["last_year"], row["yearly_cost_eur"], row["country"]):
            holder = now.holders_of_agreements.get(row["code"], now.person.organisation)
            now.agreements[row["code"]] = (
                holder,
                Agreement(
                    row["code"],
                    row["country"],
                    row["agreed_on"],
                    row["first_year"],
                    row["last_year"],
                    row["yearly_cost_eur"],
                    row["status"] or "",
                ),
            )


def _rows(drafts: Sequence[Draft], table: str) -> Iterator[Mapping[str, Any]]:
    for each in drafts:
        if each.region.table == table:
            for row in each.rows.to_dict("records"):
                if row["code"]:
                    yield row
