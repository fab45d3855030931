"""The days of a decision where nobody says otherwise."""

from __future__ import annotations

import datetime

WEEKS_TO_DO_IT = 6
QUARTERS_TO_WAIT = 2
DAYS_OF_REPORTING = 29  # after the end of a quarter, when it is judged for good


def usual_days(decided_on: datetime.date, lag: int = QUARTERS_TO_WAIT) -> tuple[datetime.date, datetime.date]:
    """The day by which it is usually carried out, and the day to look back: once `lag` full quarters can be judged.

    Decided in October, the first two full quarters end in June, and are judged by the end of July:

    >>> [day.isoformat() for day in usual_days(datetime.date(2026, 10, 28))]
    ['2026-12-09', '2027-07-29']
    >>> usual_days(datetime.date(2026, 10, 28), lag=0)[1].isoformat()
    '2027-01-29'
    """
    due = decided_on + datetime.timedelta(weeks=WEEKS_TO_DO_IT)
    quarter = (
        (decided_on.year * 4 + (decided_on.month - 1) // 3) + 1 + lag
    )  # the first day after the quarters waited for
    year, of_year = divmod(quarter, 4)
    ended = datetime.date(year, of_year * 3 + 1, 1) - datetime.timedelta(days=1)
    return due, max(ended + datetime.timedelta(days=DAYS_OF_REPORTING), due + datetime.timedelta(days=1))
