"""Money and results side by side, per country and theme: which budget spends and achieves, and which does only one.

Nothing is divided here, and no budget is netted with another: shares stand beside each other, and what they say
together is named per budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitoring.ledger import Ledger
from monitoring.money.execution import SLOW, told_up_to
from monitoring.money.spending import BUDGET_TYPES
from theory_of_change.text import Message, message

RULE = "corners"
VERSION = "1.2"
CONTRIBUTED = "OWN"
ACHIEVES = 0.5  # share of the judged indicators that is on track; illustrative until adopted


class Corner(StrEnum):
    """What money and results say together."""

    SPENDS_AND_ACHIEVES = "spends_and_achieves"
    SPENDS_WITHOUT_ACHIEVING = "spends_without_achieving"
    ACHIEVES_WITHOUT_SPENDING = "achieves_without_spending"
    NEITHER = "neither"
    CAPPED = "capped"
    UNKNOWN = "unknown"


WORDS = {
    Corner.SPENDS_AND_ACHIEVES: message("spends and achieves"),
    Corner.SPENDS_WITHOUT_ACHIEVING: message("spends without achieving"),
    Corner.ACHIEVES_WITHOUT_SPENDING: message("achieves without spending"),
    Corner.NEITHER: message("neither spends nor achieves"),
    Corner.CAPPED: message("spends and achieves, but a safeguard is on red"),
    Corner.UNKNOWN: message("too little is known"),
}
"""What each corner is called."""


def corner(spent: float | None, achieved: float | None, passed: float, *, red: bool = False) -> Corner:
    """Where a country and theme stand, by the share of the year's budget spent and of the indicators on track.

    Three quarters into the year, 70% is spent and one in five indicators is on track:

    >>> corner(0.70, 0.2, 0.75), corner(0.30, 0.8, 0.75)
    (<Corner.SPENDS_WITHOUT_ACHIEVING: 'spends_without_achieving'>, <Corner.ACHIEVES_WITHOUT_SPENDING: 'achieves_without_spending'>)

    What goes well is not called so while a safeguard is on red:

    >>> corner(0.70, 0.8, 0.75), corner(0.70, 0.8, 0.75, red=True)
    (<Corner.SPENDS_AND_ACHIEVES: 'spends_and_achieves'>, <Corner.CAPPED: 'capped'>)

    Where either is not known, nothing is said:

    >>> corner(None, 0.8, 0.75)
    <Corner.UNKNOWN: 'unknown'>
    """
    if spent is None or achieved is None or passed <= 0:
        return Corner.UNKNOWN
    spends, achieves = spent >= SLOW * passed, achieved >= ACHIEVES
    if spends and achieves and red:
        return Corner.CAPPED
    if spends:
        return Corner.SPENDS_AND_ACHIEVES if achieves else Corner.SPENDS_WITHOUT_ACHIEVING
    return Corner.ACHIEVES_WITHOUT_SPENDING if achieves else Corner.NEITHER


@dataclass(frozen=True)
class Point:
    """One country, theme and quarter: per budget type the share of its year that is spent, and the indicators judged.

    `spent` holds a type only where its budget is known and every holder told its spending up to the quarter:
    what was not told yet would look like standing still. Types are never added up here.
    """

    quarter: str
    spent: Mapping[str, float]
    judged: int
    on_track: int

    @property
    def share_achieved(self) -> float | None:
        """How many of the judged indicators are on track."""
        return self.on_track / self.judged if self.judged else None


@dataclass(frozen=True)
class Verdict:
    """What one budget and the results say together at the last quarter; `spent` is its share of the year."""

    budget_type: str
    spent: float | None
    corner: Corner

    @property
    def sentence(self) -> Message:
        """What money and results say together."""
        return WORDS[self.corner]


@dataclass(frozen=True)
class Course:
    """A country and theme over the quarters, the oldest first, and per budget where it stands at the last.

    What members give of their own accord has no verdict: nobody is behind with a contribution.
    """

    country: str
    theme: str
    points: Sequence[Point]
    verdicts: Sequence[Verdict]


def courses(ledger: Ledger, last: str, country: str | None = None, quarters: int = 8) -> list[Course]:
    """Every country and theme that has money or judged indicators, over the last quarters up to `last`."""
    ledger.keep("result", "money", "safeguard_state")
    known = told_up_to(ledger, last)
    rows = ledger.rows(
        """
        with chosen as (select code from quarter where code <= $1 order by code desc limit $2),
        shown as (select p.code, p.year, p.end_date from period p join chosen c on c.code = p.code),
        spent as (
            select m.country, m.theme, s.code as quarter, m.budget_type,
                   sum(m.amount_eur) filter (m.kind = 'allocation' and m.valid_on <= s.end_date) as allocated,
                   sum(m.amount_eur) filter (m.kind = 'expenditure' and m.quarter <= s.code) as spent
            from shown s
            join kept.money m on m.year = s.year and m.counts and m.kind in ('allocation', 'expenditure')
            where m.country not in ('REG', 'ALL') and m.theme <> 'ALL' and ($3::varchar is null or m.country = $3)
            group by all
        ),
        shares as (
            select country, theme, quarter,
                   map_from_entries(list((budget_type, spent::double / allocated::double) order by budget_type)
                                    filter (allocated > 0 and spent is not null)) as shares,
                   list(distinct budget_type) as types
            from spent group by all
        ),
        -- By the rule: who overrules a status does not make money achieve anything.
        achieved as (
            select r.country, r.theory as theme, r.period as quarter, count(*) as judged,
                   count(*) filter (r.computed_status = 'on_track') as on_track
            from kept.result r
            join shown s on s.code = r.period
            where r.country <> 'ALL' and r.computed_status in ('on_track', 'attention', 'behind')
              and ($3::varchar is null or r.country = $3)
            group by all
        )
        select coalesce(s.country, a.country) as country, coalesce(s.theme, a.theme) as theme,
               coalesce(s.quarter, a.quarter) as quarter, s.shares, coalesce(s.types, []), coalesce(a.judged, 0),
               coalesce(a.on_track, 0)
        from shares s
        full join achieved a using (country, theme, quarter)
        left join theme t on t.code = coalesce(s.theme, a.theme)
        where coalesce(t.in_totals, false)
        order by 1, t.position, 3
        """,
        last,
        quarters,
        country,
    )
    points: dict[tuple[str, str], list[Point]] = {}
    types: dict[tuple[str, str], set[str]] = {}
    for place, theme, quarter, shares, of_types, judged, on_track in rows:
        told = {code: share for code, share in (shares or {}).items() if _told(known[code][0], last, quarter)}
        points.setdefault((place, theme), []).append(Point(quarter, told, judged, on_track))
        types.setdefault((place, theme), set()).update(of_types)
    red = set(
        ledger.rows(
            "select distinct country, theory from kept.safeguard_state where period = ? and colour = 'red'", last
        )
    )
    return [
        Course(
            place,
            theme,
            tuple(own),
            tuple(_verdicts(own, types[place, theme], last, known, red=bool(red & {(place, theme), ("ALL", theme)}))),
        )
        for (place, theme), own in points.items()
    ]


def _told(settled: str | None, last: str, quarter: str) -> bool:
    """Whether every holder of a budget told its spending of a quarter; of an earlier year it is taken as told."""
    return quarter[:4] < last[:4] or (settled is not None and quarter <= settled)


def _verdicts(
    points: Sequence[Point],
    types: set[str],
    last: str,
    known: Mapping[str, tuple[str | None, float]],
    *,
    red: bool,
) -> Iterator[Verdict]:
    """Per budget that is no contribution: its share at the last quarter that was told, against that part of the year."""
    achieved = points[-1].share_achieved if points[-1].quarter == last else None
    for code in BUDGET_TYPES:
        if code in types and code != CONTRIBUTED:
            told = [point.spent[code] for point in points if point.quarter[:4] == last[:4] and code in point.spent]
            spent = told[-1] if told else None
            yield Verdict(code, spent, corner(spent, achieved, known[code][1], red=red))
