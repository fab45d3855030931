"""What money must mean: which budget may pay what, when, and within which commitment."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import numpy as np

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known, Project
from monitoring.intake.rules.rule import BUDGETS, ERROR, MONEY, WARNING, Broken, countries, present, rule, where
from monitoring.intake.shape import YEARS
from theory_of_change.text import Period, message

_FORCED = re.compile(
    r"\b(gedwongen (terugkeer|vertrek)|uitzetting(en)?|verwijderingen|escort(s|e|es)?|"
    r"forced returns?|(forced )?removals? of|deportations?)\b",
    re.IGNORECASE,
)
_DETENTION = re.compile(
    r"\b(?<!alternatives to )(?<!alternatieven voor )(vreemdelingen)?(detentie|detention|inbewaringstelling)\b",
    re.IGNORECASE,
)
YEAR = datetime.timedelta(days=366)
YEARS_AHEAD = 5  # a budget says what it expects of five years after its own


@rule(
    "theory budget", ERROR, *BUDGETS, clause=message("theory of change: budget types"), reads=("theme", "budget_type")
)
def theory_allows_budget(draft: Draft, known: Known) -> Iterator[Broken]:
    """A theory says which budgets may fund it: a return hub, for example, no ODA."""
    for row, theme in present(draft, "theme"):
        budget_type = draft.value(row, "budget_type")
        allowed = known.theory_budgets.get(theme)
        if allowed and budget_type and budget_type not in allowed:
            yield Broken(
                row,
                "theme",
                message(
                    "The theory of change {theme} may not be paid from {type}.",
                    theme=theme,
                    type=known.type_names[budget_type],
                ),
                message("Choose another budget or another theme."),
            )


@rule("CHK-B2", ERROR, "budget_line", clause=message("terms of reference, §5"), reads=("project", "budget_type"))
def type_of_the_project(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project is paid from one budget type."""
    for row, code in present(draft, "project"):
        budget_type, project = draft.value(row, "budget_type"), known.projects[code]
        if (
            budget_type
            and project.holder == known.person.organisation
            and budget_type != project.budget_type
            and known.type_holders[budget_type] in (None, known.person.organisation)
        ):
            paid_by_others = project.budget_type is None
            yield Broken(
                row,
                "budget_type",
                message("Project {project} is paid by others.", project=code)
                if paid_by_others
                else message(
                    "Project {project} is paid from {type}.", project=code, type=known.type_names[project.budget_type]
                ),
                message("Deliver the budget of the project first, in the register.")
                if paid_by_others
                else message("Choose that budget, or another project."),
            )


@rule(
    "programming line",
    ERROR,
    "budget_line",
    clause=message("terms of reference, §5: themes and objectives per country"),
    reads=("project", "budget_type", "country", "theme"),
)
def line_of_the_project(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project belongs to the country and theme of its programming line."""
    for row, code in present(draft, "project"):
        project, country, theme = known.projects[code], draft.value(row, "country"), draft.value(row, "theme")
        if project.holder != known.person.organisation:
            continue  # said already, and graver
        if theme and project.theme and theme not in (project.theme, "OPV", "ALL") and not known.shares.get(code):
            yield Broken(
                row,
                "theme",
                message("Project {project} belongs to theme {theme}.", project=code, theme=project.theme),
                message("Choose that theme, or another project."),
            )
        if (
            country
            and country not in ("REG", "ALL", project.country)
            and project.country not in (None, "REG")
            and not known.shares.get(code)  # a project that is divided goes to the countries of its shares
            and not _refused_already(known, country, draft.value(row, "budget_type"))
        ):
            yield Broken(
                row,
                "country",
                message(
                    "Project {project} belongs to {country}.",
                    project=code,
                    country=known.countries[project.country].name,
                ),
                message("Choose that country, REG, or another project."),
            )


@rule("CHK-O1", ERROR, *MONEY, clause=message("OECD-DAC list of ODA recipients"), reads=("country", "budget_type"))
def aid_goes_to_a_recipient(draft: Draft, known: Known) -> Iterator[Broken]:
    """ODA goes to a country on the DAC list."""
    for row, country in countries(draft, known):
        if draft.value(row, "budget_type") == "BZ_ODA" and not (
            country.oda_recipient or country.eu_member or country.code == "ALL"
        ):
            yield Broken(
                row,
                "country",
                message("{country} is not on the DAC list, so this cannot be ODA.", country=country.name),
                message("Choose another country or budget."),
            )


@rule("CHK-O1", ERROR, "budget_line", clause=message("OECD-DAC purpose codes"))
def aid_has_a_purpose(draft: Draft, known: Known) -> Iterator[Broken]:
    """Every ODA row has a DAC purpose code."""
    for row in where(draft, draft.says("budget_type", "BZ_ODA") & draft.empty("purpose_code")):
        if not draft.unreadable(row, "purpose_code"):
            yield Broken(
                row,
                "purpose_code",
                message("An ODA row has a DAC purpose code."),
                message("Choose one from the list, for example 15190."),
            )


@rule(
    "CHK-O2",
    ERROR,
    "budget_line",
    clause=message("OECD-DAC: what counts as aid"),
    reads=("project", "budget_type"),
)
def aid_forces_nobody_back(draft: Draft, known: Known) -> Iterator[Broken]:
    """Forced return, removal, deportation and escorts are no aid, whatever the country."""
    for row, code in present(draft, "project"):
        name = known.projects[code].name
        if draft.value(row, "budget_type") == "BZ_ODA" and _FORCED.search(f"{name.nl} {name.en}"):
            yield Broken(
                row,
                "project",
                message("Project {project} is about forced return, and that cannot be ODA.", project=code),
                message("Choose another budget, or another project."),
            )


@rule("CHK-O2", WARNING, "budget_line", clause=message("OECD-DAC: what counts as aid"), reads=("note", "budget_type"))
def aid_that_may_force(draft: Draft, known: Known) -> Iterator[Broken]:
    """A note of an ODA row that speaks of forced return or detention is asked about."""
    for row, note in present(draft, "note"):
        if draft.value(row, "budget_type") == "BZ_ODA" and (_FORCED.search(note) or _DETENTION.search(note)):
            yield Broken(
                row,
                "note",
                message("This note speaks of forced return or detention, and that cannot be ODA."),
                message("Check the budget; if it is right, say in the note what the money is for."),
            )


@rule("period kind", ERROR, "budget_line", reads=("quarter",))
def money_per_quarter(draft: Draft, known: Known) -> Iterator[Broken]:
    """Money is kept per quarter."""
    for row, code in present(draft, "quarter"):
        if code in known.periods and known.periods[code][0] != "quarter":
            yield Broken(
                row,
                "quarter",
                message("Money is reported per quarter."),
                message("Write for example {example}.", example="2026-Q3"),
            )


@rule("future", ERROR, "budget_line", reads=("quarter", "kind"))
def nothing_spent_tomorrow(draft: Draft, known: Known) -> Iterator[Broken]:
    """What is still to come is a forecast."""
    for row, code in present(draft, "quarter"):
        period, kind = known.periods.get(code), draft.value(row, "kind")
        if period and period[1] > known.today and kind in ("expenditure", "commitment"):
            yield Broken(
                row,
                "quarter",
                message("{period} has not begun. What is still to come is a forecast.", period=Period(code)),
                message("Choose forecast, or an earlier quarter."),
            )


@rule("project dates", ERROR, "budget_line", clause=message("register of projects"))
def money_of_the_project(draft: Draft, known: Known) -> Iterator[Broken]:
    """Money of a project lies near its time: at most a year before its start or after its end."""
    for row in where(draft, _far_from_its_project(draft, known)):
        code = draft.value(row, "project")
        project, (_, _, end) = known.projects[code], known.periods[draft.value(row, "quarter")]
        yield Broken(
            row,
            "quarter",
            message("Project {project} starts only on {day}.", project=code, day=project.start_date)
            if project.start_date and end < project.start_date - YEAR
            else message("Project {project} ended on {day}.", project=code, day=project.end_date),
            message("Check the quarter and the project."),
        )


def _far_from_its_project(draft: Draft, known: Known) -> np.ndarray:
    """For every row, whether its quarter ends a year before its project starts, or starts a year after it ends."""
    projects, quarters = draft.values["project"], draft.values["quarter"]
    first = projects.numbers(lambda code: code and _first_day(known.projects[code]))
    last = projects.numbers(lambda code: code and _last_day(known.projects[code]))
    start = quarters.numbers(lambda code: code in known.periods and known.periods[code][1].toordinal())
    end = quarters.numbers(lambda code: code in known.periods and known.periods[code][2].toordinal())
    return (end < first) | (start > last)


def _first_day(project: Project) -> int | None:
    return (project.start_date - YEAR).toordinal() if project.start_date else None


def _last_day(project: Project) -> int | None:
    return (project.end_date + YEAR).toordinal() if project.end_date else None


@rule("correction", WARNING, "budget_line", clause=message("data quality"))
def correction_is_explained(draft: Draft, known: Known) -> Iterator[Broken]:
    """A negative commitment or payment corrects an earlier one, and a reader must know which."""
    for row, _ in present(draft, "amount_eur", lambda amount: amount < 0):
        if draft.value(row, "kind") != "forecast" and draft.value(row, "note") is None:
            yield Broken(
                row,
                "amount_eur",
                message("This amount is negative, so it corrects something."),
                message("Say in the note what it corrects."),
            )


@rule("negative forecast", ERROR, "budget_line")
def forecast_not_negative(draft: Draft, known: Known) -> Iterator[Broken]:
    """A forecast expects to pay something or nothing; only a correction can be negative."""
    for row, _ in present(draft, "amount_eur", lambda amount: amount < 0):
        if draft.value(row, "kind") == "forecast":
            yield Broken(row, "amount_eur", message("A forecast is not negative."), message("Type an amount from 0."))


@rule("phase", ERROR, "allocation", clause=message("budget cycle"), reads=("valid_on", "year"))
def change_counts_near_its_year(draft: Draft, known: Known) -> Iterator[Broken]:
    """A change of a year's budget counts from a day between its first draft and its final act."""
    for row, day in present(draft, "valid_on"):
        year = draft.value(row, "year")
        if year is not None and YEARS[0] <= year <= YEARS[1] and not year - YEARS_AHEAD <= day.year <= year + 1:
            yield Broken(
                row,
                "valid_on",
                message("{day} lies too far from budget year {year}.", day=day, year=str(year)),
                message("Check the day and the year."),
            )


def _refused_already(known: Known, code: str, budget_type: str | None) -> bool:
    """Whether another rule refuses money of this budget for a country."""
    country = known.countries[code]
    return country.eu_member or (budget_type == "BZ_ODA" and not country.oda_recipient)
