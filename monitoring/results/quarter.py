"""How a quarter stands: every theory with its counts and headline, every safeguard, every late figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.results import incidents
from monitoring.results.headline import Headline, counts, headline, worst
from monitoring.results.safeguards import Colour
from monitoring.results.status import Status
from theory_of_change.text import Text

SHOWN = ("on_track", "attention", "behind", "no_data")
"""The statuses that are counted where theories stand under each other."""

FEWEST = 10
"""Judged figures from which on a share of them says something."""


@dataclass(frozen=True)
class TheoryStanding:
    """One theory in one quarter: a status per indicator over all countries, counted, and the headline."""

    code: str
    name: Text
    in_totals: bool
    statuses: Mapping[str, Status]
    counts: Mapping[Status, int]
    red: bool
    headline: Headline

    @property
    def shown(self) -> Mapping[str, int]:
        """How many indicators have each status that is shown (`SHOWN`): what is out of date counts as no data."""
        stale = {"no_data": self.counts[Status.STALE]}
        return {word: self.counts[Status(word)] + stale.get(word, 0) for word in SHOWN}


def known(ledger: Ledger) -> list[tuple[str, bool]]:
    """The quarters that can be looked at, oldest first, each with whether it has ended."""
    return ledger.rows("select code, ended from quarter order by code")


def quarters(ledger: Ledger) -> list[str]:
    """The quarters that can be looked at, oldest first; the last may still be running."""
    return [code for code, _ in known(ledger)]


def last_ended(ledger: Ledger) -> str | None:
    """The last quarter that ended, which is what a visitor sees first."""
    return max((code for code, ended in known(ledger) if ended), default=None)


def theories(ledger: Ledger, quarter: str, country: str = "ALL") -> list[TheoryStanding]:
    """Every theory as it stood at a quarter, in the order of the themes.

    Over all countries, an indicator that may not be added up (a median, an index) counts as its
    least favourable country.
    """
    return theories_of(ledger, quarter, [country])[country]


def theories_of(ledger: Ledger, quarter: str, countries: Sequence[str]) -> dict[str, list[TheoryStanding]]:
    """The same for each of several countries (ALL is over all of them), asked at once."""
    ledger.keep("result", "safeguard_state")
    by_theory: dict[str, dict[str, dict[str, str]]] = {}
    for theory, indicator, place, status in ledger.rows(
        "select theory, indicator, country, status from kept.result where period = ?", quarter
    ):
        by_theory.setdefault(theory, {}).setdefault(indicator, {})[place] = status
    red = ledger.rows(
        "select distinct theory, country from kept.safeguard_state where period = ? and colour = 'red'", quarter
    )
    red += sorted(incidents.capping(ledger, quarter))
    named = ledger.rows(
        "select t.code, coalesce(h.name_nl, t.name_nl), coalesce(h.name_en, t.name_en), t.in_totals from theory t "
        "left join theme h on h.code = t.code qualify row_number() over (partition by t.code order by t.version desc) = 1 "
        "order by h.position, t.code"
    )
    found = {}
    for country in countries:
        reds = {theory for theory, place in red if country == "ALL" or place in (country, "ALL")}
        found[country] = [
            _standing(code, Text(nl=nl, en=en), in_totals, by_theory.get(code, {}), country, code in reds)
            for code, nl, en, in_totals in named
        ]
    return found


def _standing(
    code: str, name: Text, in_totals: bool, indicators: Mapping[str, Mapping[str, str]], country: str, red: bool
) -> TheoryStanding:
    statuses = {
        indicator: status for indicator, places in indicators.items() if (status := _over(places, country)) is not None
    }
    counted = counts(statuses.values())
    return TheoryStanding(code, name, in_totals, statuses, counted, red, headline(counted, red=red))


def _over(places: Mapping[str, str], country: str) -> Status | None:
    """The status of an indicator for a country, or over all of them."""
    if country != "ALL":
        found = places.get(country)
        return Status(found) if found else None
    return Status(places["ALL"]) if "ALL" in places else worst(places.values())


def safeguards(ledger: Ledger, quarter: str) -> pd.DataFrame:
    """One row per safeguard and country, the gravest first: names, value, colour, consequences."""
    return named_safeguards(ledger, "from kept.safeguard_state where period = $1", quarter)


def named_safeguards(ledger: Ledger, chosen: str, quarter: str) -> pd.DataFrame:
    """The same of rows of ``kept.safeguard_state`` that a query chooses, with the quarter as ``$1``."""
    ledger.keep("safeguard_state")
    return ledger.frame(
        f"""
        select s.*, g.name_nl, g.name_en, c.name_nl as country_nl, c.name_en as country_en
        from ({chosen}) s
        join safeguard g on g.code = s.safeguard and g.version = s.version
        join country c on c.code = s.country
        order by list_position($2::varchar[], s.colour), s.safeguard, s.country
        """,
        quarter,
        [colour.value for colour in Colour],
    )


def late(ledger: Ledger, quarter: str) -> pd.DataFrame:
    """One row per figure that should have been there by the quarter and is not.

    Columns indicator, country, name_nl, name_en of the country, and reporters: who owes it, with
    commas between them, "" where nobody does.
    """
    ledger.keep("figure")
    return ledger.frame(
        """
        with owing as (
            select e.indicator, e.country, e.reporter
            from expectation e
            join period p on p.code = e.period
            join period q on q.code = ? and p.end_date <= q.end_date
            anti join observation o on o.indicator = e.indicator and o.country = e.country
                                   and o.period = e.period and o.reporter = e.reporter
            qualify rank() over (partition by e.indicator, e.country order by p.end_date desc) = 1
        )
        select f.indicator, f.country, c.name_nl, c.name_en, coalesce(string_agg(distinct o.reporter, ','), '') as reporters
        from kept.figure f
        join country c on c.code = f.country
        left join owing o on o.indicator = f.indicator and o.country = f.country
        where f.role = 'indicator' and f.quarter = ? and f.late and f.direction <> 'contextual' and f.kind <> 'narrative'
        group by all order by f.indicator, f.country
        """,
        quarter,
        quarter,
    )


@dataclass(frozen=True)
class Trend:
    """Shares and counts of one quarter; None where nothing can be said."""

    quarter: str
    on_track: float | None
    not_in_order: int | None
    delivered: float | None
    judged: int = 0
    red: int | None = None

    @property
    def amber(self) -> int | None:
        """Safeguards that are not in order and not red."""
        return None if self.not_in_order is None or self.red is None else self.not_in_order - self.red

    @property
    def share(self) -> float | None:
        """The share on track; None where it is of too few figures to say anything."""
        return self.on_track if self.judged >= FEWEST else None


def trend(ledger: Ledger, last: str, number: int = 8) -> Sequence[Trend]:
    """The last quarters up to `last`: share of judged figures on track, safeguards not in order and red, share of
    expected figures that were delivered, and how many figures were judged. Figures here are per country, so that
    a quarter is comparable with the next.
    """
    ledger.keep("result", "safeguard_state", "figure")
    rows = ledger.rows(
        """
        with chosen as (select code from quarter where code <= ? order by code desc limit ?),
        judged as (
            select r.period, count(*) filter (r.status = 'on_track') / nullif(count(*), 0)::double as on_track, count(*) as number
            from kept.result r
            join kept.figure f on f.indicator = r.indicator and f.country = r.country and f.quarter = r.period
            where r.status in ('on_track', 'attention', 'behind') and (r.country <> 'ALL' or f.state = 'reported')
            group by r.period
        ),
        harm as (
            -- While a quarter runs most have not been reported on, and few would look like better.
            select s.period, count(*) filter (s.colour in ('red', 'amber')) as not_in_order,
                   count(*) filter (s.colour = 'red') as red
            from kept.safeguard_state s
            join quarter q on q.code = s.period and q.ended
            where s.colour in ('red', 'amber', 'in_order') group by s.period
        ),
        asked as (
            select quarter, count(*) filter (state <> 'missing') / nullif(count(*), 0)::double as delivered
            from kept.figure where state <> 'missing' or late group by quarter
        )
        select c.code, j.on_track, h.not_in_order, a.delivered, coalesce(j.number, 0), h.red
        from chosen c
        left join judged j on j.period = c.code
        left join harm h on h.period = c.code
        left join asked a on a.quarter = c.code
        order by c.code
        """,
        last,
        number,
    )
    return [Trend(*row) for row in rows]
