"""A partnership as its page shows it: what it is, its objectives and people, and how each theme stands."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.ledger import Ledger
from theory_of_change.text import Text


@dataclass(frozen=True)
class Partnership:
    """A country that the taskforce works with; `status` is exploration, active, paused or ended."""

    country: str
    name: Text
    status: str
    start_date: datetime.date | None
    review_date: datetime.date | None
    coordinator_bz: str | None
    coordinator_am: str | None


def partnerships(ledger: Ledger) -> list[Partnership]:
    """Every partnership, by the name of its country; without any registered, every country that has money."""
    rows = ledger.rows(
        """
        select p.country, c.name_nl, c.name_en, p.status, p.start_date, p.review_date, p.coordinator_bz, p.coordinator_am
        from partnership p join country c on c.code = p.country
        union all
        select c.code, c.name_nl, c.name_en, 'not registered', null, null, null, null
        from country c
        where c.code in (select country from money) and c.code not in ('REG', 'ALL')
          and c.code not in (select country from partnership)
        order by 2
        """
    )
    return [Partnership(country, Text(nl=nl, en=en), *rest) for country, nl, en, *rest in rows]


@dataclass(frozen=True)
class Objective:
    """An objective of a country and theme, with how many projects serve it."""

    code: str
    theme: str
    text: Text
    projects: int


def objectives(ledger: Ledger, country: str) -> list[Objective]:
    """The objectives of a country, in the order of the themes."""
    rows = ledger.rows(
        """
        select o.code, o.theme, o.text_nl, o.text_en, count(p.code)
        from objective o
        left join project p on p.objective = o.code
        left join theme t on t.code = o.theme
        where o.country = ?
        group by all
        order by any_value(t.position), o.code
        """,
        country,
    )
    return [Objective(code, theme, Text(nl=nl, en=en), projects) for code, theme, nl, en, projects in rows]


def people(ledger: Ledger, country: str, year: int) -> list[tuple[str, str, Decimal]]:
    """Who is deployed for a country in a year: kind of people, the member that deploys them, and full-time equivalents."""
    return ledger.rows(
        "select kind, holder, sum(fte)::decimal(10, 2) from deployment where country = ? and year = ? "
        "group by all order by kind, holder",
        country,
        year,
    )


def projects_per_theme(ledger: Ledger, country: str) -> dict[str, int]:
    """How many projects a country has per theme, those among them that it shares with other countries."""
    rows = ledger.rows(
        """
        with place as (
            select p.code, l.country, l.theme from project p join programming_line l on l.code = p.programming_line
            union
            select s.project, s.country, coalesce(nullif(s.theme, 'ALL'), l.theme, p.theme)
            from project_share s
            join project p on p.code = s.project
            left join programming_line l on l.code = p.programming_line
        )
        select theme, count(distinct code) from place where country = ? group by theme
        """,
        country,
    )
    return dict(rows)


def holding(rows: Sequence[tuple[str, str, Decimal]]) -> Decimal:
    """Full-time equivalents together.

    >>> holding([("liaison", "KMAR", Decimal("2.00")), ("expert", "AM", Decimal("1.50"))])
    Decimal('3.50')
    """
    return sum((fte for _, _, fte in rows), Decimal(0))
