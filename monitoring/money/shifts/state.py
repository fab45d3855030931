"""What the ledger knows of a budget that matters to a shift: on a state of the ledger, or inside a commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from monitoring.ledger import Reader, names
from monitoring.money.shifts.articles import Article
from monitoring.money.shifts.owned import Budget, Country, Theme
from monitoring.money.shifts.room import ZERO, Place, Promise, Standing, carried
from monitoring.money.spending import told, where_money_is
from theory_of_change.text import Text

Owned = tuple[str, str, int]
"""A budget: its holder, its budget type and its year."""
Owner = tuple[str, str]
"""The holder and the budget type of a budget, whatever the year."""


def budgets(reader: Reader) -> list[Owned]:
    """Every budget that anything was allocated to, by type, holder and year, the last year first."""
    rows = reader.rows(
        "select a.holder, a.budget_type, a.year from allocation a join budget_type t on t.code = a.budget_type "
        "group by a.holder, a.budget_type, a.year, t.position order by t.position, a.holder, a.year desc"
    )
    return [tuple(row) for row in rows]


def reachable(reader: Reader) -> list[str]:
    """The codes of the countries that a shift may look at: those of a partnership, where money is, REG and ALL."""
    rows = reader.rows(
        "select code from country where code in ('ALL', 'REG') or code in (select country from partnership) "
        "or code in (select country from allocation) or code in (select country from budget_line) order by code"
    )
    return [code for (code,) in rows]


def budget(reader: Reader, holder: str, budget_type: str, year: int) -> Budget:
    """The budget of one holder, type and year: how each country and theme of it stand today, in euros.

    One that the ledger does not know has no standings.
    """
    own = (holder, budget_type)
    articles = _articles(reader, year).get(own, {})
    ((today, aid, shared),) = reader.rows(
        "select reference_date(), coalesce(oda, false), holder is null from budget_type where code = ?", budget_type
    )
    return Budget(
        *own,
        year,
        today,
        standings(reader, year).get(own, {}),
        articles,
        _countries(reader),
        _themes(reader),
        names(reader, "organisation").get(holder, Text(nl=holder, en=holder)),
        names(reader, "budget_type")[budget_type],
        aid,
        shared,
    )


def standings(reader: Reader, year: int) -> dict[Owner, dict[Place, Standing]]:
    """How each country and theme of every budget of a year stand today, in euros, per holder and budget type."""
    articles, booked, promises = _articles(reader, year), _money(reader, year), _promises(reader, year)
    found: dict[Owner, dict[Place, Standing]] = {}
    for own, there in articles.items():
        spent, promised = booked.get(own, {}), promises.get(own, {})
        found[own] = carried(
            {
                place: _standing(place, there.get(place, ()), spent.get(place), promised.get(place, ()))
                for place in sorted({*there, *spent, *promised})
            }
        )
    return found


Booked = tuple[Decimal, Decimal, Decimal | None]
"""What is committed, spent, and expected to be spent by the end of the year, in euros."""


def _standing(
    place: Place, articles: Sequence[Article], booked: Booked | None, promises: Sequence[Promise]
) -> Standing:
    now, lowest = sum((one.position for one in articles), ZERO), sum((one.lowest for one in articles), ZERO)
    return Standing(*place, now, lowest, *(booked or (ZERO, ZERO, None)), tuple(promises))


_ARTICLES = """
    with day as (
        select holder, budget_type, chapter, article, country, theme, valid_on, sum(amount_eur) as change
        from allocation where year = $1 group by all
    ),
    run as (
        select *,
               sum(change) over (
                   partition by holder, budget_type, chapter, article, country, theme order by valid_on
               ) as position
        from day
    ),
    stand as (
        select holder, budget_type, country, theme, chapter, article,
               coalesce(sum(change) filter (valid_on <= reference_date()), 0)::decimal(18, 2) as position,
               (min(position) filter (valid_on > reference_date()))::decimal(18, 2) as later
        from run group by all
    ),
    promised as (
        select c.holder, c.budget_type, c.country, c.theme, c.chapter, c.article, sum(c.amount_eur) as promised
        from coverage c join agreement g on g.code = c.agreement
        where c.year = $1 and g.agreed_on is not null and g.status <> 'ended'
        group by all
    )
    -- What comes only later is not there today, and what goes later is not free today.
    select holder, budget_type, country, theme, chapter, article, position, least(position, later) as lowest,
           coalesce(promised, 0)::decimal(18, 2) as promised
    from stand
    left join promised using (holder, budget_type, country, theme, chapter, article)
    order by all
"""


def _articles(reader: Reader, year: int) -> dict[Owner, dict[Place, list[Article]]]:
    """Per budget, country and theme what each article has."""
    found: dict[Owner, dict[Place, list[Article]]] = {}
    for holder, budget_type, country, theme, *article in reader.rows(_ARTICLES, year):
        places = found.setdefault((holder, budget_type), {})
        places.setdefault((country, theme), []).append(Article(*article))
    return found


def _money(reader: Reader, year: int) -> dict[Owner, dict[Place, Booked]]:
    """Per budget, country and theme what is committed and spent in the year, and is expected to be spent by its end.

    Where it was booked: a regional project is paid from the regional budget, also where the pages
    divide it over countries by its shares.
    """
    found: dict[Owner, dict[Place, Booked]] = {}
    for holder, budget_type, country, theme, *booked in reader.rows(
        f"{told(reader)} select holder, budget_type, line_country, line_theme, "
        "coalesce(sum(commitment), 0)::decimal(18, 2), coalesce(sum(expenditure), 0)::decimal(18, 2), "
        "sum(expected)::decimal(18, 2) from told where kind <> 'allocation' group by all",
        f"{year}-Q4",
    ):
        found.setdefault((holder, budget_type), {})[country, theme] = tuple(booked)
    return found


def _promises(reader: Reader, year: int) -> dict[Owner, dict[Place, list[Promise]]]:
    """Per budget, country and theme what it promises to agreements, and what of that is committed on their projects.

    An agreement that is only negotiated was promised nothing, and of one that ended nothing is left to pay.
    """
    found: dict[Owner, dict[Place, list[Promise]]] = {}
    for holder, budget_type, country, theme, code, nl, en, promised, committed in reader.rows(
        f"""
        with promised as (
            select holder, budget_type, country, theme, agreement, sum(amount_eur) as amount
            from coverage where year = $1 group by all
        ),
        committed as (
            select m.holder, m.budget_type, m.line_country as country, m.line_theme as theme, p.agreement,
                   sum(m.amount_eur) as amount
            from {where_money_is(reader)} m join project p on p.code = m.project
            where m.kind = 'commitment' and m.year = $1 and p.agreement is not null
            group by all
        )
        select w.holder, w.budget_type, w.country, w.theme, g.code, g.name_nl, coalesce(g.name_en, g.name_nl),
               w.amount::decimal(18, 2), greatest(coalesce(t.amount, 0), 0)::decimal(18, 2)
        from promised w
        join agreement g on g.code = w.agreement and g.agreed_on is not null and g.status <> 'ended'
        left join committed t
          on t.holder = w.holder and t.budget_type = w.budget_type and t.country = w.country and t.theme = w.theme
         and t.agreement = w.agreement
        order by all
        """,
        year,
    ):
        places = found.setdefault((holder, budget_type), {})
        places.setdefault((country, theme), []).append(Promise(code, Text(nl=nl, en=en), promised, committed))
    return found


def _countries(reader: Reader) -> Mapping[str, Country]:
    rows = reader.rows("select code, name_nl, name_en, eu_member, oda_recipient from country")
    return {code: Country(Text(nl=nl, en=en), *rest) for code, nl, en, *rest in rows}


def _themes(reader: Reader) -> Mapping[str, Theme]:
    """Every theme, with the budget types that the last version of its theory allows."""
    rows: Sequence[tuple[Any, ...]] = reader.rows(
        "select code, name_nl, name_en, in_totals from theme order by position"
    )
    allowed = dict(reader.rows("select code, arg_max(budget_types, version) from theory group by code"))
    themes = {code: Theme(Text(nl=nl, en=en), counts) for code, nl, en, counts in rows}
    return {
        code: replace(theme, paid_from=frozenset(filter(None, (allowed.get(code) or "").split(","))))
        for code, theme in themes.items()
    }
