"""What the rules need to know of the ledger: indicators, countries, projects, and what is there already."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from monitoring.ledger import Reader, names
from monitoring.money.coverage import Agreement, Budget, Position, lines_of
from monitoring.money.coverage import Line as CoverLine
from monitoring.money.oda import Answers
from monitoring.person import Person
from monitoring.results.assessments import Standing, supported
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
    """A project, with the country and theme of its programming line; `budget_type` is None where others pay it."""

    code: str
    holder: str
    budget_type: str | None
    country: str | None
    theme: str | None
    start_date: datetime.date | None
    end_date: datetime.date | None
    name: Text
    programming_line: str | None = None
    parent: str | None = None
    agreement: str | None = None
    legal: tuple[str | None, str | None, str | None] = (None, None, None)


class Line(NamedTuple):
    """A programming line: the country and theme it is for, and the theory it rests on."""

    country: str
    theme: str
    theory: str


Share = tuple[str, str, Decimal | None]
"""A country, a theme (or ALL), and the share in percent where it is stated."""


class Known:
    """One state of the ledger, as far as rules ask about it, and who sends.

    Each thing is read once, when it is first asked for: a sheet without figures asks nothing of
    figures.
    """

    def __init__(self, reader: Reader, person: Person) -> None:
        self._reader = reader
        self.person = person

    @cached_property
    def today(self) -> datetime.date:
        """The day that counts as today."""
        return self._reader.today

    @cached_property
    def organisations(self) -> Mapping[str, Text]:
        """What each organisation is called."""
        return names(self._reader, "organisation")

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Indicators and safeguards."""
        return {code: _measure(code, *rest) for code, *rest in self._reader.rows(_MEASURES)}

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """Countries, with REG and ALL."""
        rows = self._reader.rows("select code, name_nl, name_en, eu_member, schengen, oda_recipient from country")
        return {code: Country(code, Text(nl=nl, en=en), *rest) for code, nl, en, *rest in rows}

    @cached_property
    def projects(self) -> dict[str, Project]:
        """Projects of everybody, those that the file itself brings among them (`naming`)."""
        rows = self._reader.rows(_PROJECTS)
        return {row[0]: Project(*row[:7], Text(nl=nl, en=en), *row[7:10], tuple(row[10:])) for nl, en, *row in rows}

    @cached_property
    def holders_of_projects(self) -> Mapping[str, str]:
        """Who holds each project that is in the ledger."""
        return dict(self._reader.rows("select code, holder from project"))

    @cached_property
    def unassessed(self) -> Mapping[str, Sequence[tuple[str, Standing, datetime.date]]]:
        """Per project the actors it supports without a valid assessment: which, how it stands, and since when it does."""
        found: dict[str, list[tuple[str, Standing, datetime.date]]] = defaultdict(list)
        for one in supported(self._reader):
            standing = one.standing(self.today)
            if standing in (Standing.MISSING, Standing.EXPIRED, Standing.HELD):
                found[one.project].append((one.actor, standing, one.stated_on))
        return found

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """Programming lines."""
        rows = self._reader.rows("select code, country, theme, theory from programming_line")
        return {code: Line(*rest) for code, *rest in rows}

    @cached_property
    def theory_of_step(self) -> Mapping[str, str]:
        """The theory that each step belongs to."""
        return dict(self._reader.rows("select code, arg_max(theory, version) from step group by code"))

    @cached_property
    def objectives(self) -> Mapping[str, tuple[str, str]]:
        """The country and theme of each objective."""
        rows = self._reader.rows("select code, country, theme from objective")
        return {code: (country, theme) for code, country, theme in rows}

    @cached_property
    def shares(self) -> Mapping[str, Sequence[Share]]:
        """Over which countries and themes each project is divided, as the ledger has it."""
        found: dict[str, list[Share]] = defaultdict(list)
        for project, *share in self._reader.rows("select project, country, theme, share from project_share"):
            found[project].append(tuple(share))
        return found

    @cached_property
    def oda_checks(self) -> Mapping[str, Answers]:
        """What was answered of each project of which it was looked at whether it is aid."""
        rows = self._reader.rows("select project, main_purpose, partner_first, forced, donor_cost from oda_check")
        return {project: Answers(*(said == "yes" for said in answers)) for project, *answers in rows}

    @cached_property
    def attributed(self) -> Mapping[tuple[str, str], Mapping[str, Decimal]]:
        """By indicator and country the share in percent of each project that it is attributed to."""
        found: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
        for indicator, country, project, share in self._reader.rows(
            "select indicator, country, project, share from attribution"
        ):
            found[indicator, country][project] = share
        return found

    @cached_property
    def agreements(self) -> dict[str, tuple[str, Agreement]]:
        """Who holds each agreement, and what it costs; those that the file itself brings among them (`naming`)."""
        return dict(self.agreements_there)

    @cached_property
    def agreements_there(self) -> Mapping[str, tuple[str, Agreement]]:
        """The same of those that are in the ledger, as the ledger has them."""
        rows = self._reader.rows(
            "select holder, code, country, agreed_on, first_year, last_year, yearly_cost_eur, status from agreement"
        )
        return {row[0]: (holder, Agreement(*row)) for holder, *row in rows}

    @cached_property
    def holders_of_agreements(self) -> Mapping[str, str]:
        """Who holds each agreement that is in the ledger."""
        return dict(self._reader.rows("select code, holder from agreement"))

    @cached_property
    def cover(self) -> Sequence[CoverLine]:
        """Every line of cover in the ledger."""
        return lines_of(self._reader)

    @cached_property
    def mutations(self) -> Position:
        """Per budget and year the day and euros of each mutation: of this organisation, and of whatever covers something."""
        found: dict[tuple[Budget, int], list[tuple[datetime.date, Decimal]]] = defaultdict(list)
        budget_of = "year, holder, budget_type, chapter, article, country, theme"
        for valid_on, amount, year, *budget in self._reader.rows(
            f"select valid_on, amount_eur, {budget_of} from allocation "
            f"where holder = ? or ({budget_of}) in (select ({budget_of}) from coverage)",
            self.person.organisation,
        ):
            found[tuple(budget), year].append((valid_on, amount))
        return found

    @cached_property
    def transfers(self) -> Mapping[str, Sequence[tuple[str, str | None, int, Decimal]]]:
        """Each transfer between members: of every side its holder, the other side, the year and the sum in euros."""
        found: dict[str, list[tuple[str, str | None, int, Decimal]]] = defaultdict(list)
        for transfer, *side in self._reader.rows(
            "select transfer, holder, any_value(counterparty), year, sum(amount_eur) from allocation "
            "where transfer is not null group by transfer, holder, year"
        ):
            found[transfer].append(tuple(side))
        return found

    @cached_property
    def transferred(self) -> Mapping[tuple[str, int, str, str, str, str, str, str], tuple[str, str | None, Decimal]]:
        """The rows of its own budget that are one side of a transfer, by their key: its name, the other member, euros."""
        rows = self._reader.rows(
            "select budget_type, year, chapter, article, country, theme, phase, mutation, transfer, counterparty, amount_eur "
            "from allocation where holder = ? and transfer is not null",
            self.person.organisation,
        )
        return {row[:-3]: row[-3:] for row in rows}

    @cached_property
    def theory_budgets(self) -> Mapping[str, frozenset[str]]:
        """The budget types that the theory of each theme allows."""
        rows = self._reader.rows("select code, arg_max(budget_types, version) from theory group by code")
        return {code: frozenset(filter(None, types.split(","))) for code, types in rows}

    @cached_property
    def type_holders(self) -> Mapping[str, str | None]:
        """Who answers for each budget type; None where each member has its own."""
        return dict(self._reader.rows("select code, holder from budget_type"))

    @cached_property
    def type_names(self) -> Mapping[str, Text]:
        """What each budget type is called."""
        return names(self._reader, "budget_type")

    @cached_property
    def periods(self) -> Mapping[str, tuple[str, datetime.date, datetime.date]]:
        """The kind, first and last day of each period."""
        rows = self._reader.rows("select code, kind, start_date, end_date from period")
        return {code: tuple(rest) for code, *rest in rows}

    @cached_property
    def reporters(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Per indicator and country, who was asked to report it."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for indicator, country, reporters in self._reader.rows(
            "select indicator, country, list(distinct reporter) from expectation group by all"
        ):
            found.setdefault(indicator, {})[country] = frozenset(reporters)
        return found

    @cached_property
    def reporters_of(self) -> Mapping[tuple[str, str, str], frozenset[str]]:
        """Per indicator, country and period, who was asked to report it."""
        rows = self._reader.rows(
            "select indicator, country, period, list(distinct reporter) from expectation group by all"
        )
        return {tuple(key): frozenset(reporters) for *key, reporters in rows}

    @cached_property
    def countries_observed(self) -> Mapping[str, frozenset[str]]:
        """Per indicator, the countries (or ALL) that something was reported of."""
        rows = self._reader.rows("select indicator, list(distinct country) from observation group by all")
        return {indicator: frozenset(countries) for indicator, countries in rows}

    @cached_property
    def targets(self) -> Mapping[tuple[str, str, str, str, int], tuple[Decimal | None, datetime.date | None]]:
        """By indicator, country, period, kind and revision: the value, and from when a revision holds.

        Of a baseline that is not known yet there is no value.
        """
        rows = self._reader.rows("select indicator, country, period, kind, revision, value, valid_from from target")
        return {tuple(key): (value, valid_from) for *key, value, valid_from in rows}

    @cached_property
    def observed(self) -> Mapping[tuple[str, str], Mapping[datetime.date, float]]:
        """What this organisation reported as totals before, by (indicator, country) and end of period."""
        found: dict[tuple[str, str], dict[datetime.date, float]] = defaultdict(dict)
        for indicator, country, end, value in self._reader.rows(
            "select o.indicator, o.country, p.end_date, coalesce(o.value, o.numerator / nullif(o.denominator, 0)) "
            "from observation o join period p on p.code = o.period "
            "where o.reporter = ? and o.dimension = 'total' and o.state = 'reported'",
            self.person.organisation,
        ):
            if value is not None:
                found[indicator, country][end] = float(value)
        return found

    @cached_property
    def totals(self) -> Mapping[tuple[str, str, str], Decimal]:
        """What this organisation reported as a total, by indicator, country and period."""
        return self._added("o.dimension = 'total'")

    @cached_property
    def parts(self) -> Mapping[tuple[str, str, str], Decimal]:
        """The same, as the sum of the parts that make it up."""
        return self._added("starts_with(o.dimension, i.partition || '=') and not contains(o.dimension, ';')")

    @cached_property
    def project_money(self) -> Mapping[tuple[str, str, str, str, str, str], Decimal]:
        """Euros of this organisation by project, kind, budget type, country, theme and quarter."""
        rows = self._reader.rows(
            "select project, kind, budget_type, country, theme, quarter, amount_eur from budget_line where holder = ?",
            self.person.organisation,
        )
        return {row[:-1]: row[-1] for row in rows}

    @cached_property
    def allocations(self) -> Mapping[tuple[str, int, str, str, str, str, str, str], Decimal]:
        """Its budget, by budget type, year, chapter, article, country, theme, phase and mutation."""
        rows = self._reader.rows(
            "select budget_type, year, chapter, article, country, theme, phase, mutation, amount_eur "
            "from allocation where holder = ?",
            self.person.organisation,
        )
        return {row[:-1]: row[-1] for row in rows}

    def _added(self, which: str) -> dict[tuple[str, str, str], Decimal]:
        rows = self._reader.rows(
            "select o.indicator, o.country, o.period, sum(o.value) from observation o "
            "left join (select code, arg_max(partition, version) as partition from indicator group by code) i "
            f"on i.code = o.indicator where o.reporter = ? and o.value is not null and {which} group by all",
            self.person.organisation,
        )
        return {tuple(key): value for *key, value in rows}


def known(reader: Reader, person: Person) -> Known:
    """What a state of the ledger knows that matters to somebody's sheet."""
    return Known(reader, person)


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
    select p.name_nl, coalesce(p.name_en, p.name_nl), p.code, p.holder, p.budget_type, l.country,
           coalesce(l.theme, p.theme), p.start_date, p.end_date, p.programming_line, p.parent, p.agreement,
           p.legal_international, p.legal_european, p.legal_national
    from project p
    left join programming_line l on l.code = p.programming_line
"""
