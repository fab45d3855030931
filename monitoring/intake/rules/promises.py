"""What members promise: agreements with the years that are covered, arrangements between them, and transfers."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import ERROR, Broken, present, rule
from theory_of_change.text import message


@rule("objective", ERROR, "streamlining", clause=message("terms of reference, §5: themes and objectives per country"))
def objective_of_the_arrangement(draft: Draft, known: Known) -> Iterator[Broken]:
    """The objective of an arrangement is one of its country and theme."""
    for row, objective in present(draft, "objective"):
        place = known.objectives.get(objective)
        mine = (draft.value(row, "country"), draft.value(row, "theme"))
        if place and None not in mine and place != mine:
            yield Broken(
                row,
                "objective",
                message(
                    "Objective {objective} is of {country} and theme {theme}.",
                    objective=objective,
                    country=known.countries[place[0]].name,
                    theme=place[1],
                ),
                message("Choose an objective of this country and theme, or leave it empty."),
            )


@rule("dates", ERROR, "agreement", "streamlining", reads=("first_year", "last_year"))
def years_in_order(draft: Draft, known: Known) -> Iterator[Broken]:
    """A last year does not lie before the first."""
    for row, last in present(draft, "last_year"):
        first = draft.value(row, "first_year")
        if first is not None and last < first:
            yield Broken(
                row, "last_year", message("This last year lies before the first year."), message("Check the two years.")
            )


@rule(
    "agreed on", ERROR, "agreement", clause=message("terms of reference, §5: covered within the frame that exists then")
)
def agreed_on_a_day(draft: Draft, known: Known) -> Iterator[Broken]:
    """What is agreed was agreed on a day: the budgets of that day have to cover it."""
    for row, status in present(draft, "status"):
        day = draft.value(row, "agreed_on")
        if status != "negotiation" and day is None and not draft.unreadable(row, "agreed_on"):
            yield Broken(
                row,
                "agreed_on",
                message("This agreement is made, but not on what day."),
                message("Fill in the day: the budgets of that day have to cover it."),
            )
        elif day is not None and day > known.today:
            yield Broken(
                row,
                "agreed_on",
                message("This day is still to come."),
                message("Leave it empty while it is negotiated."),
            )


@rule("years of the agreement", ERROR, "coverage", reads=("agreement", "year"))
def cover_in_its_years(draft: Draft, known: Known) -> Iterator[Broken]:
    """A budget covers an agreement in the years in which it costs something."""
    for row, code in present(draft, "agreement"):
        year, agreement = draft.value(row, "year"), known.agreements.get(code)
        if agreement and year is not None and year not in agreement[1].years:
            yield Broken(
                row,
                "year",
                message(
                    "Agreement {agreement} costs something from {first} to {last}.",
                    agreement=code,
                    first=str(agreement[1].first_year),
                    last=str(agreement[1].last_year),
                ),
                message("Choose one of those years."),
            )


@rule("transfer", ERROR, "allocation", clause=message("nothing is counted twice"))
def transfer_has_another_side(draft: Draft, known: Known) -> Iterator[Broken]:
    """A transfer between members names the member on the other side."""
    for row, _ in present(draft, "transfer"):
        other = draft.value(row, "counterparty")
        if other is None and not draft.unreadable(row, "counterparty"):
            yield Broken(
                row,
                "counterparty",
                message("This transfer does not say from or to whom."),
                message("Choose the member on the other side."),
            )
        elif other == known.person.organisation:
            yield Broken(
                row,
                "counterparty",
                message("This transfer goes from and to the same member."),
                message("Choose the member on the other side."),
            )
