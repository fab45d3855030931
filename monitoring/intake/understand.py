"""How a workbook is understood: which part of which sheet fills which table.

Our own template is known by its hidden sheet; its columns may have moved and its headings may be
in either language. Anything else is read by a saved layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitoring.intake.fields import (
    FIELDS,
    FIGURES,
    FOR_INFORMATION,
    GUIDE,
    LISTS,
    REGISTER,
    SETS_TARGETS,
    SHEETS,
    Field,
)
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.layout import Layout
from monitoring.intake.layout.regions import fits, regions_of
from monitoring.intake.normalise import folded, plain
from monitoring.intake.reading import Sheet, Workbook, address
from monitoring.intake.region import Region
from theory_of_change.text import Listing, Message, message

MARK = "_monitoring"  # the sheet by which our own template is known
TEMPLATE = "template"
TEMPLATE_VERSION = 1
SEARCHED_ROWS = 30  # rows in which the headings are looked for


@dataclass(frozen=True)
class Understood:
    """A workbook as a layout understands it."""

    layout: str
    version: int
    regions: Sequence[Region]
    marks: Mapping[str, str]
    findings: Sequence[Finding]

    @property
    def name(self) -> str:
        """Layout and version, as they are kept with a submission."""
        return f"{self.layout} {self.version}"


def understand(workbook: Workbook, layout: Layout | None = None, saved: Sequence[Layout] = ()) -> Understood:
    """The regions of a workbook: by the layout given, as our own template, or by the one of `saved` that fits.

    What does not fit is among the findings.
    """
    if layout:
        return _by_layout(workbook, layout)
    if marks(workbook):
        return _as_template(workbook)
    fitting = [each for each in saved if fits(workbook, each)]
    if len(fitting) == 1:
        understood = _by_layout(workbook, fitting[0])
        recognised = message("This file is recognised as “{layout}”.", layout=fitting[0].name)
        told = Finding("layout recognised", Severity.WARNING, "", "", fitting[0].layout, recognised)
        return replace(understood, findings=(told, *understood.findings))
    if fitting:
        several = message("More than one saved layout fits this file, so it is not clear what its cells mean.")
        remedy = message("It fits {layouts}: choose the right one.", layouts=Listing([each.name for each in fitting]))
        return Understood("", 0, (), {}, (_blocking("layouts that fit", "", "", "", several, remedy),))
    unclear = message("This file is not our template, so it is not clear what its cells mean.")
    remedy = message(
        "Use the template of this mechanism, choose the layout this file was made in, or say by hand what its cells mean."
    )
    return Understood("", 0, (), {}, (_blocking("layout unknown", "", "", "", unclear, remedy),))


def _by_layout(workbook: Workbook, layout: Layout) -> Understood:
    regions, findings = regions_of(workbook, layout)
    return Understood(layout.layout, layout.version, regions, {}, findings)


# Our own template


def _as_template(workbook: Workbook) -> Understood:
    found = marks(workbook)
    version = int(found.get("template_version", "0")) if found.get("template_version", "0").isdigit() else 0
    if version > TEMPLATE_VERSION:
        newer = message("This template has version {version}, newer than this mechanism knows.", version=version)
        remedy = message("Download a new template here and fill that in.")
        wrong = _blocking("template version", MARK, "B1", str(version), newer, remedy)
        return Understood(TEMPLATE, version, (), found, (wrong,))
    sheets = {name: sheet for name, sheet in workbook.sheets.items() if sheet.rows and not _aside(name)}
    family = FIGURES if found.get("quarter", "quarter") else REGISTER
    named = {name: table for name in sheets if (table := _table_called(name))}
    regions: list[Region] = []
    findings: list[Finding] = []
    for name, sheet in sheets.items():
        table = named.get(name)
        if table is None and (table := _table_with_headings_of(sheet, set(family) - set(named.values()))):
            read_as = message("This sheet is read as “{table}”, which its headings are of.", table=SHEETS[table])
            findings.append(Finding("sheet renamed", Severity.WARNING, name, "", "", read_as))
        if table is None:
            unknown = message("This sheet is not one of the template, so it is left out.")
            findings.append(Finding("sheet left out", Severity.WARNING, name, "", "", unknown))
            continue
        region, found_in_sheet = _template_region(sheet, table)
        findings += found_in_sheet
        regions += [region] if region else []
    there = {region.table for region in regions} | set(named.values())
    findings += [
        Finding(
            "sheet missing",
            Severity.WARNING,
            "",
            "",
            "",
            message("The sheet “{sheet}” is not in this file.", sheet=title),
            message("That is fine where you have nothing to report in it."),
        )
        for table, title in FIGURES.items()
        if family is FIGURES
        and regions
        and table not in there
        and (table != "target" or found.get("organisation") in SETS_TARGETS)
    ]
    if not regions and not any(finding.severity is Severity.BLOCKING for finding in findings):
        missing = message("None of the sheets of the template is in this file.")
        remedy = message("Keep the names of the sheets as they were in the template.")
        findings.append(_blocking("no sheets", "", "", "", missing, remedy))
    return Understood(TEMPLATE, version, regions, found, findings)


def marks(workbook: Workbook) -> dict[str, str]:
    """What the hidden sheet of our template says: version, organisation, quarter, language."""
    sheet = workbook.sheets.get(MARK)
    return {plain(row[0]): plain(row[1]) for row in sheet.rows if len(row) > 1} if sheet else {}


def _aside(name: str) -> bool:
    """Whether a sheet of the template holds nothing to read: the guide, the choices, the mark."""
    return name in (MARK, LISTS) or folded(name) in (folded(GUIDE.nl), folded(GUIDE.en))


def _table_called(name: str) -> str | None:
    return next((t for t, title in SHEETS.items() if folded(name) in (folded(title.nl), folded(title.en))), None)


def _table_with_headings_of(sheet: Sheet, tables: set[str]) -> str | None:
    """The one table of which a sheet has all required headings."""
    headings = {table: _headings(sheet, table)[1] for table in SHEETS if table in tables}
    fitting = [table for table, columns in headings.items() if not _missing(columns, table)]
    most = max((len(headings[table]) for table in fitting), default=0)
    best = [table for table in fitting if len(headings[table]) == most]
    return best[0] if len(best) == 1 else None


def _headings(sheet: Sheet, table: str) -> tuple[int, dict[str, int]]:
    """The row with the most headings of a table, and the column of each; in any order and either language."""
    known = {folded(word): field.name for field in FIELDS[table] for word in (field.header.nl, field.header.en)}
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        columns: dict[str, int] = {}
        for column, value in enumerate(sheet.rows[row]):
            name = known.get(folded(str(value).rstrip("*")))
            if name and name not in columns:
                columns[name] = column
        if len(columns) > len(best[1]):
            best = (row, columns)
    return best


def _missing(columns: Mapping[str, int], table: str) -> list[Field]:
    return [field for field in FIELDS[table] if field.required and field.name not in columns]


def _template_region(sheet: Sheet, table: str) -> tuple[Region | None, list[Finding]]:
    """A sheet as rows of a table: a required heading may not be missing, and no column is left out in silence."""
    row, columns = _headings(sheet, table)
    if missing := _missing(columns, table):
        return None, [
            _blocking(
                "heading missing",
                sheet.name,
                f"A{row + 1}",
                "",
                message("The column “{nl}” / “{en}” is not in this sheet.", nl=field.header.nl, en=field.header.en),
                message("Put the heading back as it was in the template."),
            )
            for field in missing
        ]
    return Region(sheet, table, row + 1, columns), list(_other_columns(sheet, table, row, columns))


def _other_columns(sheet: Sheet, table: str, heading_row: int, columns: Mapping[str, int]) -> Iterator[Finding]:
    """Columns that hold something and are not read.

    A column of one's own beside a whole template is left out. Where a column of the template is
    missing, or stands there twice, it may be that one: then nobody guesses.
    """
    of_template = {folded(word) for field in FIELDS[table] for word in (field.header.nl, field.header.en)}
    aside = {folded(word) for header in FOR_INFORMATION.values() for word in (header.nl, header.en)}
    gone = [field.header for field in FIELDS[table] if field.name not in columns]
    width = max(map(len, sheet.rows))
    for column in sorted(set(range(width)) - set(columns.values())):
        if set(sheet.column(column, heading_row + 1)) <= {"", None}:
            continue
        heading, place = plain(sheet.cell(heading_row, column)), address(heading_row, column)
        if folded(heading) in aside:
            continue
        if folded(heading.rstrip("*")) in of_template:
            twice = message("This heading stands here twice, so it is not clear which column counts.")
            remedy = message("Keep one of the two columns.")
            yield _blocking("heading twice", sheet.name, place, heading, twice, remedy)
        elif gone:
            unknown = message(
                "This column is not of the template, and of the template is missing: {missing}.", missing=Listing(gone)
            )
            remedy = message("Give the column its heading back, or take it out.")
            yield _blocking("heading unknown", sheet.name, place, heading, unknown, remedy)
        else:
            own = message("This column is not of the template, so it is left out.")
            yield Finding("column left out", Severity.WARNING, sheet.name, place, heading, own)


def _blocking(rule: str, sheet: str, cell: str, value: str, words: Message, remedy: Message) -> Finding:
    return Finding(rule, Severity.BLOCKING, sheet, cell, value, words, remedy)
