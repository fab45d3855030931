"""The agreements with third countries as a page shows them: what each is, and how each of its years is covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.ledger import Ledger
from monitoring.ledger.origin import Origin, origins
from monitoring.money.coverage import Agreement, Cover, Year, coverage
from theory_of_change.text import Listing, Message, Text, message

OPEN = (Cover.UNCOVERED, Cover.PARTLY, Cover.BEYOND_THE_FRAME)
"""What asks for something: a year that the budgets do not cover."""


@dataclass(frozen=True)
class Made:
    """An agreement with what it is, how its years are covered, and where its row and its cover came from."""

    agreement: Agreement
    name: Text
    holder: str
    partner: str
    legal_form: str
    years: Sequence[Year]
    projects: Sequence[str]
    origin: Origin | None
    note: str | None

    @property
    def open_years(self) -> Sequence[Year]:
        """The years that are not covered."""
        return [year for year in self.years if year.cover in OPEN]

    def in_year(self, year: int) -> Year | None:
        """One of its years; None where it costs nothing in it."""
        return next((one for one in self.years if one.year == year), None)


def made(ledger: Ledger, country: str | None = None) -> list[Made]:
    """Every agreement, or those with one country, by country and code."""
    years: dict[str, list[Year]] = {}
    for year in coverage(ledger, country):
        years.setdefault(year.agreement.code, []).append(year)
    projects: dict[str, list[str]] = {}
    for agreement, project in ledger.rows(
        "select agreement, code from project where agreement is not null order by code"
    ):
        projects.setdefault(agreement, []).append(project)
    from_cells = origins(ledger, "agreement")
    return [
        Made(
            years[code][0].agreement,
            Text(nl=nl, en=en or nl),
            holder,
            partner,
            form,
            tuple(years[code]),
            tuple(projects.get(code, ())),
            from_cells.get(code),
            note,
        )
        for code, nl, en, holder, partner, form, note in ledger.rows(
            "select code, name_nl, name_en, holder, partner, legal_form, note from agreement order by country, code"
        )
        if code in years
    ]


def finding(agreements: Sequence[Made], year: int) -> Message:
    """How the agreements of a year are covered, in a sentence: those that are not, by name."""
    costing = [one for one in agreements if one.in_year(year) and one.agreement.agreed_on]
    if not agreements:
        return message("There are no agreements here")
    if not costing:
        return message("No agreement costs anything in {year}", year=str(year))
    short = [one for one in costing if one.in_year(year).cover in OPEN]
    if not short:
        return (
            message("The agreement of {year} is covered", year=str(year))
            if len(costing) == 1
            else message("All {n} agreements of {year} are covered", n=len(costing), year=str(year))
        )
    names = Listing([one.name for one in short[:3]])
    if len(short) == 1:
        return message("Not covered in full in {year}: {name}", year=str(year), name=names)
    return message(
        "{n} of {m} agreements are not covered in full in {year}", n=len(short), m=len(costing), year=str(year)
    )
