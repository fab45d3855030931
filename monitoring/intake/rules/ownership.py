"""Whose row it is: everybody keeps responsibility for their own budgets and figures (ToR, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from monitoring.intake.draft import Draft
from monitoring.intake.fields import SETS_TARGETS
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import BLOCKING, BUDGETS, ERROR, OWN, Broken, organisation, present, rule
from theory_of_change.text import Listing, Message, message


@rule("CHK-B7", BLOCKING, *BUDGETS, clause=OWN, reads=("budget_type",))
def own_budget_type(draft: Draft, known: Known) -> Iterator[Broken]:
    """BZ answers for its ODA, A&M for its non-ODA, a member for its own budget; nobody for another's."""
    for row, _, holder in _of_another(draft, known, "budget_type", known.type_holders.__getitem__):
        said = message(
            "This budget belongs to {holder}, not to {sender} (terms of reference, section 5).",
            holder=holder,
            sender=organisation(known, known.person.organisation),
        )
        yield Broken(
            row,
            "budget_type",
            said,
            message("Choose your own budget, or let {holder} deliver this row.", holder=holder),
        )


@rule("CHK-B3", BLOCKING, *BUDGETS, clause=message("terms of reference, §5: members' own budgets"))
def own_budget_is_of_a_member(draft: Draft, known: Known) -> Iterator[Broken]:
    """A member's own budget is not of BZ or A&M: these have a budget type of their own."""
    sender = known.person.organisation
    for row, budget_type in present(draft, "budget_type"):
        if not known.type_holders[budget_type] and sender in SETS_TARGETS:
            yield Broken(
                row,
                "budget_type",
                message(
                    "{sender} has a budget type of its own. Members' own budgets belong to the other members (terms of reference, section 5).",
                    sender=organisation(known, sender),
                ),
                message(
                    "Choose {type}.",
                    type=next(known.type_names[t] for t, h in known.type_holders.items() if h == sender),
                ),
            )


@rule("CHK-B7", BLOCKING, "budget_line", clause=OWN, reads=("project",))
def own_project(draft: Draft, known: Known) -> Iterator[Broken]:
    """A row on a project belongs to the holder of the project."""
    for row, code, holder in _of_another(draft, known, "project", lambda code: known.projects[code].holder):
        said = message(
            "Project {project} belongs to {holder}, not to {sender} (terms of reference, section 5).",
            project=code,
            holder=holder,
            sender=organisation(known, known.person.organisation),
        )
        yield Broken(row, "project", said, _let(holder))


@rule("CHK-B7", BLOCKING, "project_share", "alignment", "attribution", clause=OWN, reads=("project",))
def own_project_is_divided(draft: Draft, known: Known) -> Iterator[Broken]:
    """How a project is divided, and who it touches, is said by its holder."""
    for row, code, holder in _of_another(draft, known, "project", lambda code: known.projects[code].holder):
        yield Broken(row, "project", _project_is_kept(code, holder), _let(holder))


@rule("CHK-B7", BLOCKING, "project", clause=OWN, reads=("code",))
def own_row_of_a_project(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project in the register is changed only by its holder."""
    for row, code, holder in _of_another(draft, known, "code", known.holders_of_projects.get):
        yield Broken(row, "code", _project_is_kept(code, holder), _let(holder))


@rule("CHK-B7", BLOCKING, "agreement", clause=OWN, reads=("code",))
def own_row_of_an_agreement(draft: Draft, known: Known) -> Iterator[Broken]:
    """An agreement in the register is changed only by who keeps it."""
    for row, code, holder in _of_another(draft, known, "code", known.holders_of_agreements.get):
        said = message("Agreement {agreement} is kept by {holder}.", agreement=code, holder=holder)
        yield Broken(row, "code", said, _let(holder))


def _of_another(
    draft: Draft, known: Known, field: str, keeper: Callable[[str], str | None]
) -> Iterator[tuple[int, str, Any]]:
    """Rows about what another member keeps, with its code and the name of that member; what is new nobody keeps yet."""
    for row, code in present(draft, field):
        holder = keeper(code)
        if holder and holder != known.person.organisation:
            yield row, code, organisation(known, holder)


def _project_is_kept(code: str, holder: Any) -> Message:
    return message("Project {project} is kept by {holder}.", project=code, holder=holder)


def _let(holder: Any) -> Message:
    return message("Let {holder} deliver this row.", holder=holder)


@rule(
    "reporter",
    ERROR,
    "observation",
    clause=message("terms of reference, §5: each member reports its own"),
    reads=("indicator", "country", "period"),
)
def own_indicator(draft: Draft, known: Known) -> Iterator[Broken]:
    """Who reports a figure was agreed: two who report the same would be added up.

    Where somebody was asked for it, they and nobody else; elsewhere the one that its definition names.
    """
    sender = known.person.organisation
    for row, code in present(draft, "indicator"):
        country = draft.value(row, "country")
        asked = known.reporters_of.get((code, country, draft.value(row, "period")))
        asked = asked or known.reporters.get(code, {}).get(country)
        reporters = sorted(asked or {known.measures[code].reporter})
        if sender not in reporters:
            yield Broken(
                row,
                "indicator",
                message(
                    "{reporter} reports {indicator}, not {sender}.",
                    reporter=Listing([organisation(known, each) for each in reporters]),
                    indicator=code,
                    sender=organisation(known, sender),
                ),
                message("Leave this row to them."),
            )


@rule(
    "target owner", BLOCKING, "target", clause=message("terms of reference, §5: the core team sets the strategic lines")
)
def core_team_sets_targets(draft: Draft, known: Known) -> Iterator[Broken]:
    """Targets are set by the core team: BZ and A&M."""
    if known.person.organisation not in SETS_TARGETS:
        for row in draft.index.tolist():
            yield Broken(
                row,
                "indicator",
                message(
                    "Targets are set by BZ and A&M together, not by {sender}.",
                    sender=organisation(known, known.person.organisation),
                ),
                message("Leave the sheet with targets empty."),
            )
