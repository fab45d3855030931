"""What the rules need to know of the ledger: indicators, countries, projects, and what is there already."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from monitoring.ledger import Reader, names
from monitoring.person import Person
from theory_of_change.text import Text


class Measure(NamedTuple):
    """An indicator or safeguard, as its last version says."""

    code: str
    role: str
    kind: str
    unit: str
    direction: str
    frequency: str
    reporter: str
    minimum: Decimal | None
    maximum: Decimal | None


class Country(NamedTuple):
    """A country, REG or ALL."""

    code: str
    name: Text
    eu_member: bool
    schengen: bool
    oda_recipient: bool


class Project(NamedTuple):
    """A project, with the country and theme of its programming line."""

    code: str
    holder: str
    budget_type: str
    country: str | None
    theme: str | None
    start_date: datetime.date
    end_date: datetime.date | None


@dataclass(frozen=True)
class Known:
    """One state of the ledger, as far as rules ask about it, and who sends."""

    person: Person
    today: datetime.date
    organisations: Mapping[str, Text]
    measures: Mapping[str, Measure]
    countries: Mapping[str, Country]
    projects: Mapping[str, Project]
    in_totals: Mapping[str, bool]
    theory_budgets: Mapping[str, frozenset[str]]
    type_holders: Mapping[str, str | None]
    type_names: Mapping[str, Text]
    periods: Mapping[str, tuple[str, datetime.date, datetime.date]]
    owed: frozenset[tuple[str, str]]
    targets: Mapping[tuple, Decimal]
    observed: Mapping[tuple[str, str], Mapping[datetime.date, float]]
    project_money: Mapping[tuple[str, str, str, str, str, str], Decimal]


def known(reader: Reader, person: Person) -> Known:
    """What a state of the ledger knows that matters to somebody's sheet."""
    return Known(
        person=person,
        today=reader.rows("select reference_date()")[0][0],
        organisations=names(reader, "organisation"),
        measures={row[0]: Measure(*row) for row in reader.rows(_MEASURES)},
        countries={
            code: Country(code, Text(nl=nl, en=en), *rest)
            for code, nl, en, *rest in reader.rows(
                "select code, name_nl, name_en, eu_member, schengen, oda_recipient from country"
            )
        },
        projects={row[0]: Project(*row) for row in reader.rows(_PROJECTS)},
        in_totals=dict(reader.rows("select code, in_totals from theme")),
        theory_budgets=_theory_budgets(reader),
        type_holders=dict(reader.rows("select code, holder from budget_type")),
        type_names=names(reader, "budget_type"),
        periods={code: rest for code, *rest in reader.rows("select code, kind, start_date, end_date from period")},
        owed=frozenset(
            reader.rows("select distinct indicator, country from expectation where reporter = ?", person.organisation)
        ),
        targets={
            tuple(key): value
            for *key, value in reader.rows("select indicator, country, period, kind, revision, value from target")
        },
        observed=_observed(reader, person),
        project_money={
            tuple(key): amount
            for *key, amount in reader.rows(
                "select project, kind, budget_type, country, theme, quarter, amount_eur from budget_line where holder = ?",
                person.organisation,
            )
        },
    )


_MEASURES = """
    select code, any_value(role), arg_max(kind, version), arg_max(unit, version), arg_max(direction, version),
           arg_max(frequency, version), arg_max(reporter, version), arg_max(minimum, version), arg_max(maximum, version)
    from (
        select code, 'indicator' as role, version, kind, unit, direction, frequency, reporter, minimum, maximum from indicator
        union all by name
        select code, 'safeguard' as role, version, kind, unit, direction, frequency, reporter from safeguard
    )
    group by code
"""

_PROJECTS = """
    select p.code, p.holder, p.budget_type, l.country, l.theme, p.start_date, p.end_date
    from project p
    left join programming_line l on l.code = p.programming_line
"""


def _theory_budgets(reader: Reader) -> dict[str, frozenset[str]]:
    """The budget types that the theory of each theme allows."""
    rows = reader.rows("select code, arg_max(budget_types, version) from theory group by code")
    return {code: frozenset(filter(None, types.split(","))) for code, types in rows}


def _observed(reader: Reader, person: Person) -> dict[tuple[str, str], dict[datetime.date, float]]:
    """What this organisation reported as totals before, by (indicator, country) and end of period."""
    found: dict[tuple[str, str], dict[datetime.date, float]] = defaultdict(dict)
    for indicator, country, end, value in reader.rows(
        "select o.indicator, o.country, p.end_date, coalesce(o.value, o.numerator / nullif(o.denominator, 0)) "
        "from observation o join period p on p.code = o.period "
        "where o.reporter = ? and o.dimension = 'total' and o.state = 'reported'",
        person.organisation,
    ):
        if value is not None:
            found[indicator, country][end] = float(value)
    return found
