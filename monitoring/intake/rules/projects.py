"""What the register must say of a project: whose it is, where it belongs, what it waits for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known, Project
from monitoring.intake.rules.rule import ERROR, OWN, WARNING, Broken, present, rule
from theory_of_change.text import counted, message

LEGAL = ("legal_international", "legal_european", "legal_national")


@rule("CHK-B2", WARNING, "project", clause=OWN)
def project_keeps_its_budget(draft: Draft, known: Known) -> Iterator[Broken]:
    """Where a project comes to be paid from another budget, what is booked on it from the old one is told."""
    booked: dict[str, Counter[str]] = defaultdict(Counter)
    for code, _, budget_type, *_ in known.project_money:
        booked[code][budget_type] += 1
    for row, code in present(draft, "code", lambda code: code in booked):
        now = draft.value(row, "budget_type")
        other = sum(count for paid_from, count in booked[code].items() if paid_from != now)
        if other and not draft.unreadable(row, "budget_type"):
            yield Broken(
                row,
                "budget_type",
                counted(
                    "{n} row of project {project} is booked from another budget.",
                    "{n} rows of project {project} are booked from another budget.",
                    n=other,
                    project=code,
                ),
                message("Book them on the new budget, and put 0 in the old rows."),
            )


@rule("CHK-T3", ERROR, "project", clause=message("terms of reference, §5, footnote 5: the theory hangs on the line"))
def paid_project_has_a_place(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project that a member pays hangs on a programming line and a step of its theory."""
    for row, _ in present(draft, "budget_type"):
        for field, words in (
            ("programming_line", message("A project that a member pays belongs to a programming line.")),
            ("step", message("A project that a member pays carries out a step of its theory.")),
            ("start_date", message("A project that a member pays has a first day.")),
        ):
            if draft.value(row, field) is None and not draft.unreadable(row, field):
                yield Broken(row, field, words, message("Fill it in, or leave the budget empty where others pay."))


@rule("CHK-T3", ERROR, "project", clause=message("terms of reference, §5, footnote 5: the theory hangs on the line"))
def step_of_the_line(draft: Draft, known: Known) -> Iterator[Broken]:
    """The step of a project is one of the theory of its programming line."""
    for row, step in present(draft, "step"):
        line = known.lines.get(draft.value(row, "programming_line"))
        if line and known.theory_of_step[step] != line.theory:
            yield Broken(
                row,
                "step",
                message(
                    "Step {step} belongs to theory {theory}, and this line rests on {other}.",
                    step=step,
                    theory=known.theory_of_step[step],
                    other=line.theory,
                ),
                message("Choose a step of that theory, or another programming line."),
            )


@rule("objective", ERROR, "project", clause=message("terms of reference, §5: themes and objectives per country"))
def objective_of_the_line(draft: Draft, known: Known) -> Iterator[Broken]:
    """The objective of a project is one of the country and theme of its programming line."""
    for row, objective in present(draft, "objective"):
        line = known.lines.get(draft.value(row, "programming_line"))
        if line and objective in known.objectives and known.objectives[objective] != (line.country, line.theme):
            country, theme = known.objectives[objective]
            yield Broken(
                row,
                "objective",
                message(
                    "Objective {objective} is of {country} and theme {theme}.",
                    objective=objective,
                    country=known.countries[country].name,
                    theme=theme,
                ),
                message("Choose an objective of the programming line."),
            )


@rule(
    "legal check",
    ERROR,
    "project",
    clause=message("terms of reference, §2: within international, European and national law"),
)
def innovation_starts_after_its_check(draft: Draft, known: Known) -> Iterator[Broken]:
    """An innovative form starts only when its three legal checks are passed."""
    for row, code in present(draft, "code"):
        project = known.projects[code]
        if project.start_date and project.start_date <= known.today and (open_checks := unchecked(project)):
            yield Broken(
                row,
                open_checks[0],
                message("Project {project} is an innovative form, and its legal check is not passed.", project=code),
                message("Let it start after the checks are passed: international, European and national."),
            )


@rule(
    "legal check",
    ERROR,
    "budget_line",
    clause=message("terms of reference, §2: within international, European and national law"),
    reads=("project", "kind"),
)
def innovation_spends_after_its_check(draft: Draft, known: Known) -> Iterator[Broken]:
    """On an innovative form nothing is committed or paid before its three legal checks are passed."""
    for row, code in present(draft, "project"):
        if draft.value(row, "kind") in ("commitment", "expenditure") and unchecked(known.projects[code]):
            yield Broken(
                row,
                "project",
                message("Project {project} is an innovative form, and its legal check is not passed.", project=code),
                message("Report it as a forecast until the checks are passed."),
            )


def unchecked(project: Project) -> list[str]:
    """The legal checks that an innovative form has not passed yet, by their fields; none of any other project."""
    if project.theme != "INN":
        return []
    return [field for field, said in zip(LEGAL, project.legal, strict=True) if said != "passed"]


@rule("part of itself", ERROR, "project", clause=message("nothing is counted twice"), reads=("code", "parent"))
def no_part_of_itself(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project is no part of itself, nor of one of its own parts."""
    for row, code in present(draft, "code"):
        seen, at = {code}, draft.value(row, "parent")
        while at in known.projects and at not in seen:
            seen.add(at)
            at = known.projects[at].parent
        if at == code:
            yield Broken(
                row,
                "parent",
                message("Project {project} would be a part of itself.", project=code),
                message("Name the project that is the whole, or leave it empty."),
            )


@rule("dates", ERROR, "project", reads=("start_date", "end_date"))
def project_ends_after_it_starts(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project does not end before it starts."""
    for row, end in present(draft, "end_date"):
        start = draft.value(row, "start_date")
        if start and end < start:
            yield Broken(
                row,
                "end_date",
                message("This last day lies before the first day."),
                message("Check the two days."),
            )


@rule("CHK-G2", WARNING, "alignment", clause=message("terms of reference, §3: alignment with who is touched"))
def aligned_before_it_starts(draft: Draft, known: Known) -> Iterator[Broken]:
    """Who is touched by a project is aligned with before it starts."""
    for row, code in present(draft, "project"):
        project = known.projects[code]
        if draft.value(row, "aligned_on") is None and project.start_date and project.start_date <= known.today:
            yield Broken(
                row,
                "aligned_on",
                message("Project {project} has started, and this was not aligned.", project=code),
                message("Align with them, and fill in the day."),
            )
