"""What the rules need to know of the ledger: indicators, countries, projects, and what is there already."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

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
    partition: str | None
    dimensions: frozenset[str] | None
    """The dimensions it may be broken down by; None where nothing is said of them."""


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
    name: Text


@dataclass(frozen=True)
class Known:
    """One state of the ledger, as far as rules ask about it, and who sends."""

    person: Person
    today: datetime.date
    organisations: Mapping[str, Text]
    measures: Mapping[str, Measure]
    countries: Mapping[str, Country]
    projects: Mapping[str, Project]
    theory_budgets: Mapping[str, frozenset[str]]
    type_holders: Mapping[str, str | None]
    type_names: Mapping[str, Text]
    periods: Mapping[str, tuple[str, datetime.date, datetime.date]]
    reporters: Mapping[str, Mapping[str, frozenset[str]]]
    """Per indicator and country, who was asked to report it."""
    reporters_of: Mapping[tuple[str, str, str], frozenset[str]]
    """Per indicator, country and period, who was asked to report it."""
    countries_observed: Mapping[str, frozenset[str]]
    """Per indicator, the countries (or ALL) that something was reported of."""
    targets: Mapping[tuple[str, str, str, str, int], tuple[Decimal, datetime.date | None]]
    """By indicator, country, period, kind and revision: the value, and from when a revision holds."""
    observed: Mapping[tuple[str, str], Mapping[datetime.date, float]]
    totals: Mapping[tuple[str, str, str], Decimal]
    """What this organisation reported as a total, by indicator, country and period."""
    parts: Mapping[tuple[str, str, str], Decimal]
    """The same, as the sum of the parts that make it up."""
    project_money: Mapping[tuple[str, str, str, str, str, str], Decimal]
    """What this organisation committed, paid and expects, by project, kind, budget type, country, theme and quarter."""
    allocations: Mapping[tuple[str, int, str, str, str, str, str, str], Decimal]
    """Its budget, by budget type, year, chapter, article, country, theme, phase and mutation."""


def known(reader: Reader, person: Person) -> Known:
    """What a state of the ledger knows that matters to somebody's sheet."""
    return Known(
        person=person,
        today=reader.rows("select reference_date()")[0][0],
        organisations=names(reader, "organisation"),
        measures={code: _measure(code, *rest) for code, *rest in reader.rows(_MEASURES)},
        countries={
            code: Country(code, Text(nl=nl, en=en), *rest)
            for code, nl, en, *rest in reader.rows(
                "select code, name_nl, name_en, eu_member, schengen, oda_recipient from country"
            )
        },
        projects={row[0]: Project(*row, Text(nl=nl, en=en)) for nl, en, *row in reader.rows(_PROJECTS)},
        theory_budgets=_theory_budgets(reader),
        type_holders=dict(reader.rows("select code, holder from budget_type")),
        type_names=names(reader, "budget_type"),
        periods={code: rest for code, *rest in reader.rows("select code, kind, start_date, end_date from period")},
        reporters=_reporters(reader),
        reporters_of={
            tuple(key): frozenset(reporters)
            for *key, reporters in reader.rows(
                "select indicator, country, period, list(distinct reporter) from expectation group by all"
            )
        },
        countries_observed={
            indicator: frozenset(countries)
            for indicator, countries in reader.rows(
                "select indicator, list(distinct country) from observation group by all"
            )
        },
        targets={
            tuple(key): (value, valid_from)
            for *key, value, valid_from in reader.rows(
                "select indicator, country, period, kind, revision, value, valid_from from target"
            )
        },
        observed=_observed(reader, person),
        totals=_added(reader, person, "o.dimension = 'total'"),
        parts=_added(reader, person, "starts_with(o.dimension, i.partition || '=') and not contains(o.dimension, ';')"),
        project_money={
            tuple(key): amount
            for *key, amount in reader.rows(
                "select project, kind, budget_type, country, theme, quarter, amount_eur from budget_line where holder = ?",
                person.organisation,
            )
        },
        allocations={
            tuple(key): amount
            for *key, amount in reader.rows(
                "select budget_type, year, chapter, article, country, theme, phase, mutation, amount_eur "
                "from allocation where holder = ?",
                person.organisation,
            )
        },
    )


_MEASURES = """
    select code, any_value(role), arg_max(kind, version), arg_max(unit, version), arg_max(direction, version),
           arg_max(frequency, version), arg_max(reporter, version), arg_max(minimum, version), arg_max(maximum, version),
           arg_max(partition, version), arg_max(disaggregation, version)
    from (
        select code, 'indicator' as role, version, kind, unit, direction, frequency, reporter, minimum, maximum, partition, disaggregation
        from indicator
        union all by name
        -- What a safeguard counts cannot be negative, and a share not be more than the whole; it has no parts.
        select code, 'safeguard' as role, version, kind, unit, direction, frequency, reporter,
               0 as minimum, case unit when 'percent' then 100 when 'per_1000' then 1000 end as maximum,
               '' as disaggregation
        from safeguard
    )
    group by code
"""


def _measure(code: str, *fields: Any) -> Measure:
    *rest, dimensions = fields
    return Measure(code, *rest, None if dimensions is None else frozenset(filter(None, dimensions.split(","))))


_PROJECTS = """
    select p.name_nl, p.name_en, p.code, p.holder, p.budget_type, l.country, l.theme, p.start_date, p.end_date
    from project p
    left join programming_line l on l.code = p.programming_line
"""


def _theory_budgets(reader: Reader) -> dict[str, frozenset[str]]:
    """The budget types that the theory of each theme allows."""
    rows = reader.rows("select code, arg_max(budget_types, version) from theory group by code")
    return {code: frozenset(filter(None, types.split(","))) for code, types in rows}


def _reporters(reader: Reader) -> dict[str, dict[str, frozenset[str]]]:
    """Per indicator and country, who was asked to report it."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for indicator, country, reporters in reader.rows(
        "select indicator, country, list(distinct reporter) from expectation group by all"
    ):
        found.setdefault(indicator, {})[country] = frozenset(reporters)
    return found


def _added(reader: Reader, person: Person, which: str) -> dict[tuple[str, str, str], Decimal]:
    """What an organisation reported, added up by indicator, country and period."""
    rows = reader.rows(
        "select o.indicator, o.country, o.period, sum(o.value) from observation o "
        "left join (select code, arg_max(partition, version) as partition from indicator group by code) i "
        f"on i.code = o.indicator where o.reporter = ? and o.value is not null and {which} group by all",
        person.organisation,
    )
    return {tuple(key): value for *key, value in rows}


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
