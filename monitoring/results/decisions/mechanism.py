"""How the mechanism itself works: how soon signals are decided on, whether decisions are looked back on, data on time."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.ledger import Ledger
from monitoring.results import assumptions
from monitoring.results.decisions.decision import Decision, State
from monitoring.results.picture import theory_at


@dataclass(frozen=True)
class Part:
    """So many of so many; `share` is None where there is none to count."""

    n: int
    of: int

    @property
    def share(self) -> float | None:
        """The share, 1 being all."""
        return self.n / self.of if self.of else None


@dataclass(frozen=True)
class Mechanism:
    """The measures of the mechanism itself at a quarter. `tested` counts the assumptions of the theories that count: how many were tested recently enough to rely on. `days` is the median from signal to decision, None without one.

    `adapted` is how many decisions that changed something were looked back on: stopping can be a good adaptation, so
    what is counted is the look-back, not the stop.
    """

    days: float | None
    decided: int
    looked_back: Part
    on_time: Part
    adapted: int
    tested: Part


def days_to_decide(found: Sequence[Decision], ends: dict[str, datetime.date]) -> list[int]:
    """The days from each signal to the decision on it: from the end of the first quarter in which it was there.

    A signal that was decided on twice counts the first time only.
    """
    first: dict[str, int] = {}
    for one in sorted(found, key=lambda each: each.chosen.decided_on):
        for signal in one.chosen.signals:
            if signal.since in ends and one.withdrawn_on is None:
                first.setdefault(signal.signal, max((one.chosen.decided_on - ends[signal.since]).days, 0))
    return list(first.values())


def mechanism(ledger: Ledger, found: Sequence[Decision], quarter: str, today: datetime.date) -> Mechanism:
    """How the mechanism works, as far as decisions, tests and deliveries say."""
    ends = dict(ledger.rows("select code, end_date from period where kind = 'quarter'"))
    days = days_to_decide(found, ends)
    held = [one for one in found if one.withdrawn_on is None]
    due = [one for one in held if one.chosen.look_back_on <= today or one.verdict is not None]
    done = [one for one in due if one.state(today) is State.LOOKED_BACK]
    in_time, owed = ledger.rows(
        """
        select count(*) filter (o.indicator is not null), count(*)
        from expectation e
        join period p on p.code = e.period
        join period q on q.code = ? and q.end_date = p.end_date
        left join observation o on o.indicator = e.indicator and o.country = e.country and o.period = e.period
                               and o.reporter = e.reporter and o.dimension = 'total'
        where o.indicator is not null or e.due_date + e.grace_days < reference_date()
        """,
        quarter,
    )[0]
    return Mechanism(
        statistics.median(days) if days else None,
        len(days),
        Part(len(done), len(due)),
        Part(in_time, owed),
        sum(one.chosen.choice.value != "continue" for one in done),
        _tested(ledger, quarter),
    )


def _tested(ledger: Ledger, quarter: str) -> Part:
    """How many assumptions of the theories that count were tested recently enough."""
    codes = ledger.rows("select distinct t.code from theory t join theme h on h.code = t.code and h.in_totals")
    told = assumptions.at(ledger, quarter)
    known = [told.known(theory) for (code,) in codes if (theory := theory_at(ledger, code, quarter))]
    return Part(sum(one.tested for one in known), sum(len(one.standings) for one in known))
