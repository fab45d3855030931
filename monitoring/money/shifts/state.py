"""What the ledger knows of a budget that matters to a shift: on a state of the ledger, or inside a commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from monitoring.ledger import Reader, names
from monitoring.money.shifts.articles import Article
from monitoring.money.shifts.owned import Budget, Country, Theme
from monitoring.money.shifts.room import ZERO, Place, Promise, Standing, carried
from monitoring.money.spending import told
from theory_of_change.text import Text

Owned = tuple[str, str, int]
"""A budget: its holder, its budget type and its year."""


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


def budget(reader: Reader, holder: str, budget_type: str, year: int, *, money: str = "money") -> Budget:
    """The budget of one holder, type and year: how each country and theme of it stand today, in euros.

    One that the ledger does not know has no standings. A page, which is no commit, may read the `money` that is kept.
    """
    owned = (holder, budget_type, year)
    articles = _articles(reader, owned)
    ((today, aid, shared),) = reader.rows(
        "select reference_date(), coalesce(oda, false), holder is null from budget_type where code = ?", budget_type
    )
    return Budget(
        *owned,
        today,
        _standings(reader, owned, articles, money),
        articles,
        _countries(reader),
        _themes(reader),
        names(reader, "organisation").get(holder, Text(nl=holder, en=holder)),
        names(reader, "budget_type")[budget_type],
        aid,
        shared,
    )


def standings(reader: Reader, owned: Owned, money: str = "money") -> dict[Place, Standing]:
    """Only how each country and theme of a budget stand today, in euros, as `budget` has them."""
    return _standings(reader, owned, _articles(reader, owned), money)


def _standings(
    reader: Reader, owned: Owned, articles: Mapping[Place, Sequence[Article]], money: str
) -> dict[Place, Standing]:
    if not articles:
        return {}
    booked, promises = _money(reader, owned, money), _promises(reader, owned, money)
    found = {}
    for place in sorted({*articles, *booked, *promises}):
        there = articles.get(place, ())
        now, lowest = sum((one.position for one in there), ZERO), sum((one.lowest for one in there), ZERO)
        committed, spent, expected = booked.get(place, (ZERO, ZERO, None))
        found[place] = Standing(*place, now, lowest, committed, spent, expected, promises.get(place, ()))
    return carried(found)


_ARTICLES = """
    with day as (
        select chapter, article, country, theme, valid_on, sum(amount_eur) as change
        from allocation where holder = ? and budget_type = ? and year = ? group by all
    ),
    run as (
        select *, sum(change) over (partition by chapter, article, country, theme order by valid_on) as position from day
    ),
    stand as (
        select country, theme, chapter, article,
               coalesce(sum(change) filter (valid_on <= reference_date()), 0)::decimal(18, 2) as position,
               (min(position) filter (valid_on > reference_date()))::decimal(18, 2) as later
        from run group by all
    )
    -- What comes only later is not there today, and what goes later is not free today.
    select country, theme, chapter, article, position, least(position, later) as lowest,
           coalesce((select sum(c.amount_eur) from coverage c join agreement g on g.code = c.agreement
                     where c.holder = ? and c.budget_type = ? and c.year = ? and c.chapter = s.chapter
                       and c.article = s.article and c.country = s.country and c.theme = s.theme
                       and g.agreed_on is not null and g.status <> 'ended'), 0)::decimal(18, 2) as promised
    from stand s order by all
"""


def _articles(reader: Reader, owned: Owned) -> dict[Place, list[Article]]:
    """Per country and theme what each article has."""
    found: dict[Place, list[Article]] = defaultdict(list)
    for country, theme, *article in reader.rows(_ARTICLES, *owned, *owned):
        found[country, theme].append(Article(*article))
    return dict(found)


def _money(reader: Reader, owned: Owned, money: str) -> dict[Place, tuple[Decimal, Decimal, Decimal | None]]:
    """Per country and theme what is committed and spent in the year, and is expected to be spent by its end.

    Where it was booked: a regional project is paid from the regional budget, also where the pages
    divide it over countries by its shares.
    """
    holder, budget_type, year = owned
    rows = reader.rows(
        f"{told(money)} select line_country, line_theme, coalesce(sum(commitment), 0)::decimal(18, 2), "
        "coalesce(sum(expenditure), 0)::decimal(18, 2), sum(expected)::decimal(18, 2) "
        "from told where holder = ? and budget_type = ? and kind <> 'allocation' group by all",
        f"{year}-Q4",
        holder,
        budget_type,
    )
    return {(country, theme): tuple(amounts) for country, theme, *amounts in rows}


def _promises(reader: Reader, owned: Owned, money: str) -> dict[Place, tuple[Promise, ...]]:
    """Per country and theme what it promises to agreements, and what of that is committed on their projects.

    An agreement that is only negotiated was promised nothing, and of one that ended nothing is left to pay.
    """
    found: dict[Place, list[Promise]] = defaultdict(list)
    for country, theme, code, nl, en, promised, committed in reader.rows(
        f"""
        with promised as (
            select c.country, c.theme, c.agreement, sum(c.amount_eur) as amount
            from coverage c where c.holder = $1 and c.budget_type = $2 and c.year = $3 group by all
        ),
        committed as (
            select m.line_country as country, m.line_theme as theme, p.agreement, sum(m.amount_eur) as amount
            from {money} m join project p on p.code = m.project
            where m.kind = 'commitment' and m.holder = $1 and m.budget_type = $2 and m.year = $3
              and p.agreement is not null
            group by all
        )
        select w.country, w.theme, g.code, g.name_nl, coalesce(g.name_en, g.name_nl), w.amount::decimal(18, 2),
               greatest(coalesce(t.amount, 0), 0)::decimal(18, 2)
        from promised w
        join agreement g on g.code = w.agreement and g.agreed_on is not null and g.status <> 'ended'
        left join committed t on t.country = w.country and t.theme = w.theme and t.agreement = w.agreement
        order by all
        """,
        *owned,
    ):
        found[country, theme].append(Promise(code, Text(nl=nl, en=en), promised, committed))
    return {place: tuple(promises) for place, promises in found.items()}


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
