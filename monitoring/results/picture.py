"""A theory with everything that is known of it at a quarter: its steps and links, judged."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import yaml

from monitoring.ledger import Ledger, Reader
from monitoring.results import incidents
from monitoring.results.headline import Headline, capped, counts, headline, worst
from monitoring.results.links import GRAVEST_FIRST, LinkState, link_state, sentence
from monitoring.results.status import JUDGED, Status, band
from theory_of_change.model import Link, Step, Theory
from theory_of_change.text import Message

LOOK_BACK = 12  # quarters that are looked at to see how long a cause has been on track

Statuses = Mapping[str, Mapping[str, Status]]  # by step and indicator


@dataclass(frozen=True)
class StepState:
    """A step and what is said of it. Of an activity it is known only what was spent: `spent` of `planned` euros.

    `measured` is whether anything could be known of it: its theory has an indicator of it, or it is an activity.
    """

    step: Step
    headline: Headline | None
    statuses: Mapping[str, Status]
    planned: Decimal | None = None
    spent: Decimal | None = None
    measured: bool = True

    @property
    def said(self) -> str:
        """How it stands, as a word of `MARKS`: without a headline no data, or no indicator where there is none."""
        if self.headline:
            return self.headline.value
        return Status.NO_DATA.value if self.measured else "none"


@dataclass(frozen=True)
class LinkJudged:
    """A link, its state, the sentence why, and for how many quarters its cause has been on track.

    `since` is the first of the quarters on end in which it does not hold in this way; None where it holds, and where its
    cause is money, of which only this quarter is looked at.
    """

    link: Link
    state: LinkState
    why: Message
    waited: int
    since: str | None = None


@dataclass(frozen=True)
class Picture:
    """One theory for one country (ALL: over all) at one quarter.

    It is `red` by a safeguard or by an open incident that is severe and substantiated; `incident` says that it is the latter.
    """

    theory: Theory
    country: str
    quarter: str
    steps: Sequence[StepState]
    links: Sequence[LinkJudged]
    red: bool
    incident: bool = False

    @property
    def gravest(self) -> LinkJudged | None:
        """The link that most needs looking at; None where there is none."""
        return min(self.links, key=lambda judged: GRAVEST_FIRST.index(judged.state), default=None)


def theory_at(ledger: Ledger, code: str, quarter: str) -> Theory | None:
    """The theory as it was valid at the end of a quarter; before its first version, the first."""
    row = ledger.row(
        """
        select source from theory, (select end_date from period where code = ?) q
        where code = ?
        order by valid_from <= q.end_date desc, if(valid_from <= q.end_date, version, -version) desc limit 1
        """,
        quarter,
        code,
    )
    return _parsed(row[0]) if row else None


def theory_of(ledger: Ledger, code: str, version: int) -> Theory:
    """One version of a theory, which the ledger must hold."""
    [(source,)] = ledger.rows("select source from theory where code = ? and version = ?", code, version)
    return _parsed(source)


def versions(reader: Reader) -> list[Theory]:
    """Every version of every theory, the first version first."""
    return [_parsed(source) for (source,) in reader.rows("select source from theory order by code, version")]


def countries(ledger: Ledger, code: str) -> list[str]:
    """The countries for which a theory has figures, owed or reported."""
    rows = ledger.rows(
        """
        select distinct f.country
        from (select indicator, country from expectation union select indicator, country from observation) f
        join indicator i on i.code = f.indicator
        where i.theory = ? and f.country not in ('ALL', 'REG')
        order by 1
        """,
        code,
    )
    return [country for (country,) in rows]


@lru_cache(maxsize=64)
def _parsed(source: str) -> Theory:
    return Theory.model_validate(yaml.safe_load(source))


def picture(ledger: Ledger, code: str, quarter: str, country: str = "ALL") -> Picture | None:
    """One theory with its steps and links judged; None where the ledger does not know it."""
    theory = theory_at(ledger, code, quarter)
    return _Facts(ledger, quarter).picture(theory, country) if theory else None


def pictures(ledger: Ledger, quarter: str) -> list[Picture]:
    """Every theory that counts, for every country it is used in."""
    facts = _Facts(ledger, quarter)
    used = ledger.rows(
        "select distinct r.theory, r.country from kept.result r join theme h on h.code = r.theory "
        "where r.period = ? and r.country not in ('ALL', 'REG') and h.in_totals order by all",
        quarter,
    )
    theories = {code: theory_at(ledger, code, quarter) for code in {code for code, _ in used}}
    return [facts.picture(theory, country) for code, country in used if (theory := theories[code])]


class _Facts:
    """What is known at a quarter, of all theories and countries, read once."""

    def __init__(self, ledger: Ledger, quarter: str) -> None:
        ledger.keep("result", "safeguard_state", "money")
        self.quarter = quarter
        self._statuses: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
        for theory, period, step, indicator, place, status in ledger.rows(
            "with chosen as (select code from quarter where code <= ? order by code desc limit ?) "
            "select r.theory, r.period, r.step, r.indicator, r.country, r.status from kept.result r "
            "join chosen c on c.code = r.period",
            quarter,
            LOOK_BACK,
        ):
            self._statuses[theory][period][step, indicator][place] = status
        self._red = set(
            ledger.rows(
                "select distinct theory, country from kept.safeguard_state where period = ? and colour = 'red'", quarter
            )
        )
        self._capping = incidents.capping(ledger, quarter)
        self._money = {
            (step, country): (planned, spent)
            for step, country, planned, spent in ledger.rows(
                """
                -- What was planned of a quarter is compared once it is over and its holder told what was spent in it.
                with told as (
                    select distinct m.holder, m.quarter
                    from kept.money m
                    join period p on p.code = m.quarter
                    where m.kind = 'expenditure' and p.end_date < reference_date()
                )
                select p.step, m.country,
                       coalesce(sum(m.amount_eur) filter (m.kind = 'forecast'), 0) as planned,
                       coalesce(sum(m.amount_eur) filter (m.kind = 'expenditure'), 0) as spent
                from kept.money m
                join told t on t.holder = m.holder and t.quarter = m.quarter
                join project p on p.code = m.project
                where m.year = ? and m.quarter <= ?
                group by all
                """,
                int(quarter[:4]),
                quarter,
            )
        }

    def picture(self, theory: Theory, country: str) -> Picture:
        """One theory for one country, judged."""
        periods = sorted(self._statuses[theory.code])
        history = [self._at(theory.code, period, country) for period in periods]
        now = history[-1] if periods and periods[-1] == self.quarter else {}
        guarded, harmed = (
            any(code == theory.code and (country == "ALL" or place in (country, "ALL")) for code, place in found)
            for found in (self._red, self._capping)
        )
        red = guarded or harmed
        of_indicators = {indicator.step for indicator in theory.indicators}
        steps = [
            self._step(step, now.get(step.code, {}), country, red, step.code in of_indicators) for step in theory.steps
        ]
        by_step = [_judged_steps(theory, statuses) for statuses in history] or [{}]
        if not now:
            by_step.append({})
        for state in steps:  # of an activity, the money is what is known
            if state.step.level == "activity" and not state.statuses and state.headline:
                by_step[-1][state.step.code] = Status(state.headline.value)
        states = {state.step.code: state for state in steps}
        links = [_judge(link, by_step, states[link.from_], periods) for link in theory.links]
        steps = [replace(state, headline=capped(state.headline, red=red)) for state in steps]
        return Picture(theory, country, self.quarter, steps, links, red, harmed and not guarded)

    def _at(self, theory: str, period: str, country: str) -> Statuses:
        """Statuses per step and indicator in one quarter, for a country or over all of them."""
        found: dict[str, dict[str, Status]] = defaultdict(dict)
        for (step, indicator), places in self._statuses[theory][period].items():
            said = places.get("ALL") or worst(places.values()) if country == "ALL" else places.get(country)
            if said:
                found[step][indicator] = Status(said)
        return found

    def _step(
        self, step: Step, statuses: Mapping[str, Status], country: str, red: bool, has_indicator: bool
    ) -> StepState:
        planned, spent = self._spent(step.code, country)
        said: Headline | None = None
        if step.level == "impact" and red:
            said = Headline.CAPPED
        elif statuses:
            said = headline(counts(statuses.values()))
        elif step.level == "activity" and planned:
            said = Headline(band(float(spent / planned)).value)
        return StepState(step, said, statuses, planned, spent, has_indicator or step.level == "activity")

    def _spent(self, step: str, country: str) -> tuple[Decimal | None, Decimal | None]:
        """Planned and spent euros of this year up to the quarter, of the projects that carry out a step."""
        found = [money for (code, place), money in self._money.items() if code == step and country in ("ALL", place)]
        if not found:
            return None, None
        return sum(planned for planned, _ in found), sum(spent for _, spent in found)


def _judged_steps(theory: Theory, statuses: Statuses) -> dict[str, Status]:
    """What each step says, as far as its indicators are judged."""
    said = {}
    for step in theory.steps:
        judged = headline(counts(statuses.get(step.code, {}).values()))
        if judged.value in {status.value for status in JUDGED}:
            said[step.code] = Status(judged.value)
    return said


def _judge(
    link: Link, by_step: Sequence[Mapping[str, Status]], cause_step: StepState, periods: Sequence[str]
) -> LinkJudged:
    """A link by what its steps say, the last quarter last; `periods` are those of the quarters with figures."""
    money = cause_step.step.level == "activity" and not cause_step.statuses
    state, waited = _state(link, by_step, money=money)
    known = link.from_ in by_step[-1] and link.to in by_step[-1]
    since = None
    if not money and state in _AMISS:
        same = itertools.takewhile(
            lambda last: _state(link, by_step[:last], money=False)[0] is state, range(len(periods), 0, -1)
        )
        since = periods[min(same) - 1]
    return LinkJudged(
        link, state, sentence(state, waited=waited, lag=link.lag, money=money, known=known), waited, since
    )


_AMISS = (LinkState.THEORY_IN_QUESTION, LinkState.DELIVERY_PROBLEM, LinkState.UNEXPLAINED)


def _state(link: Link, by_step: Sequence[Mapping[str, Status]], *, money: bool) -> tuple[LinkState, int]:
    """The state of a link at the last of these quarters, and for how many its cause has been on track."""
    if money:
        waited = link.lag + 1  # money is compared over the whole year, so the waiting is in it already
    else:
        waited = sum(
            1 for _ in itertools.takewhile(lambda said: said.get(link.from_) == Status.ON_TRACK, reversed(by_step))
        )
    said = by_step[-1]
    return link_state(said.get(link.from_), said.get(link.to), waited=waited, lag=link.lag, money=money), waited
