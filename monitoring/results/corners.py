"""Money and results side by side, per country and theme: who spends and achieves, and who does only one of the two.

Nothing is divided here: two shares stand beside each other, and what they say together is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from monitoring.ledger import Ledger
from monitoring.money.execution import SLOW, elapsed
from theory_of_change.text import Message, message

RULE = "corners"
VERSION = "1.0"
ACHIEVES = 0.5  # share of the judged indicators that is on track; illustrative until adopted


class Corner(StrEnum):
    """What money and results say together."""

    SPENDS_AND_ACHIEVES = "spends_and_achieves"
    SPENDS_WITHOUT_ACHIEVING = "spends_without_achieving"
    ACHIEVES_WITHOUT_SPENDING = "achieves_without_spending"
    NEITHER = "neither"
    UNKNOWN = "unknown"


WORDS = {
    Corner.SPENDS_AND_ACHIEVES: message("spends and achieves"),
    Corner.SPENDS_WITHOUT_ACHIEVING: message("spends without achieving"),
    Corner.ACHIEVES_WITHOUT_SPENDING: message("achieves without spending"),
    Corner.NEITHER: message("neither spends nor achieves"),
    Corner.UNKNOWN: message("too little is known"),
}
"""What each corner is called."""


def corner(spent: float | None, achieved: float | None, passed: float) -> Corner:
    """Where a country and theme stand, by the share of the year's budget spent and of the indicators on track.

    Three quarters into the year, 70% is spent and one in five indicators is on track:

    >>> corner(0.70, 0.2, 0.75), corner(0.30, 0.8, 0.75)
    (<Corner.SPENDS_WITHOUT_ACHIEVING: 'spends_without_achieving'>, <Corner.ACHIEVES_WITHOUT_SPENDING: 'achieves_without_spending'>)

    Where either is not known, nothing is said:

    >>> corner(None, 0.8, 0.75)
    <Corner.UNKNOWN: 'unknown'>
    """
    if spent is None or achieved is None or passed <= 0:
        return Corner.UNKNOWN
    spends, achieves = spent >= SLOW * passed, achieved >= ACHIEVES
    if spends:
        return Corner.SPENDS_AND_ACHIEVES if achieves else Corner.SPENDS_WITHOUT_ACHIEVING
    return Corner.ACHIEVES_WITHOUT_SPENDING if achieves else Corner.NEITHER


@dataclass(frozen=True)
class Point:
    """One country, theme and quarter: euros allocated and spent in the year up to it, and indicators judged and on track."""

    country: str
    theme: str
    quarter: str
    allocated: Decimal | None
    spent: Decimal | None
    judged: int
    on_track: int

    @property
    def share_spent(self) -> float | None:
        """What is spent of the year's budget."""
        return float(self.spent / self.allocated) if self.allocated and self.spent is not None else None

    @property
    def share_achieved(self) -> float | None:
        """How many of the judged indicators are on track."""
        return self.on_track / self.judged if self.judged else None


@dataclass(frozen=True)
class Course:
    """A country and theme over the quarters, the oldest first, and where it stands at the last."""

    country: str
    theme: str
    points: Sequence[Point]
    corner: Corner

    @property
    def sentence(self) -> Message:
        """What money and results say together."""
        return WORDS[self.corner]


def courses(ledger: Ledger, last: str, country: str | None = None, quarters: int = 8) -> list[Course]:
    """Every country and theme that has money or judged indicators, over the last quarters up to `last`."""
    ledger.keep("result")
    passed = elapsed(ledger, last)
    rows = ledger.rows(
        """
        with chosen as (select code from quarter where code <= $1 order by code desc limit $2),
        shown as (select p.code, p.year, p.end_date from period p join chosen c on c.code = p.code),
        spent as (
            select m.country, m.theme, s.code as quarter,
                   sum(m.amount_eur) filter (m.kind = 'allocation' and m.valid_on <= s.end_date)::decimal(18, 2) as allocated,
                   sum(m.amount_eur) filter (m.kind = 'expenditure' and m.quarter <= s.code)::decimal(18, 2) as spent
            from shown s
            join money m on m.year = s.year and m.counts and m.kind in ('allocation', 'expenditure')
            where m.country not in ('REG', 'ALL') and m.theme <> 'ALL'
            group by all
        ),
        achieved as (
            select r.country, r.theory as theme, r.period as quarter, count(*) as judged,
                   count(*) filter (r.status = 'on_track') as on_track
            from kept.result r
            join shown s on s.code = r.period
            where r.country <> 'ALL' and r.status in ('on_track', 'attention', 'behind')
            group by all
        )
        select coalesce(s.country, a.country) as country, coalesce(s.theme, a.theme) as theme,
               coalesce(s.quarter, a.quarter) as quarter, s.allocated, s.spent, coalesce(a.judged, 0),
               coalesce(a.on_track, 0)
        from spent s
        full join achieved a using (country, theme, quarter)
        left join theme t on t.code = coalesce(s.theme, a.theme)
        where coalesce(t.in_totals, false) and ($3::varchar is null or coalesce(s.country, a.country) = $3)
        order by 1, t.position, 3
        """,
        last,
        quarters,
        country,
    )
    found: dict[tuple[str, str], list[Point]] = {}
    for row in rows:
        found.setdefault((row[0], row[1]), []).append(Point(*row))
    return [
        Course(place, theme, tuple(points), _corner(points[-1], last, passed))
        for (place, theme), points in found.items()
    ]


def _corner(point: Point, last: str, passed: float) -> Corner:
    return corner(point.share_spent, point.share_achieved, passed) if point.quarter == last else Corner.UNKNOWN
