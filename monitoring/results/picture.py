"""A theory with everything that is known of it at a quarter: its steps and links, judged."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache

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
Places = dict[str, dict[str, dict[str, Status]]]  # by country as well
_STATUS = {status.value: status for status in Status}
_JUDGED = {Headline(status.value): status for status in JUDGED}


@dataclass(frozen=True)
class StepState:
    """A step and what is said of it. Of an activity it is known only what was spent: `spent` of `planned` euros.

    `measured` is whether anything could be known of it: its theory has an indicator of it, or it is an activity.
    `computed` is what the rule says where a status is overruled by hand.
    """

    step: Step
    headline: Headline | None
    statuses: Mapping[str, Status]
    planned: Decimal | None = None
    spent: Decimal | None = None
    measured: bool = True
    computed: Mapping[str, Status] = field(default_factory=dict)

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
    return _Facts(ledger, quarter, code).picture(theory, country) if theory else None


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
    """What is known at a quarter, of all theories or of one, in all countries, read once."""

    def __init__(self, ledger: Ledger, quarter: str, only: str | None = None) -> None:
        ledger.keep("result", "safeguard_state", "money")
        self.quarter = quarter
        # What is overruled by hand is shown so; links go by the rule, so that nothing in question is silenced.
        self._periods: dict[str, set[str]] = defaultdict(set)
        self._computed: dict[tuple[str, str], Places] = defaultdict(_places)
        self._given: dict[str, list[tuple[str, str, str, Status]]] = defaultdict(list)
        for theory, period, step, indicator, place, status, computed in ledger.rows(
            "with chosen as (select code from quarter where code <= ? order by code desc limit ?) "
            "select r.theory, r.period, r.step, r.indicator, r.country, r.status, r.computed_status from kept.result r "
            "join chosen c on c.code = r.period where coalesce(r.theory = ?, true) order by r.indicator",
            quarter,
            LOOK_BACK,
            only,
        ):
            self._periods[theory].add(period)
            self._computed[theory, period][place][step][indicator] = _STATUS[computed]
            if status != computed and period == quarter:
                self._given[theory].append((place, step, indicator, _STATUS[status]))
        self._red = set(
            ledger.rows(
                "select distinct theory, country from kept.safeguard_state where period = ? and colour = 'red'", quarter
            )
        )
        self._capping = incidents.capping(ledger, quarter)
        self._money: dict[str, dict[str, tuple[Decimal, Decimal]]] = defaultdict(dict)
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
        ):
            self._money[step][country] = (planned, spent)

    def picture(self, theory: Theory, country: str) -> Picture:
        """One theory for one country, judged."""
        periods = sorted(self._periods[theory.code])
        now, by_rule = self._now(theory.code, country)
        guarded, harmed = (
            any(code == theory.code and (country == "ALL" or place in (country, "ALL")) for code, place in found)
            for found in (self._red, self._capping)
        )
        red = guarded or harmed
        of_indicators = {indicator.step for indicator in theory.indicators}
        steps = [
            replace(
                self._step(step, now.get(step.code, {}), country, red, step.code in of_indicators),
                computed=by_rule.get(step.code, {}),
            )
            for step in theory.steps
        ]
        last = _judged_steps(theory, by_rule)
        for state in steps:  # of an activity, the money is what is known
            if state.step.level == "activity" and not state.statuses and state.headline:
                last[state.step.code] = Status(state.headline.value)
        before = periods[:-1] if now else periods

        @cache
        def said(place: int) -> Mapping[str, Status]:  # most links look back no further than a quarter or two
            if place == len(before):
                return last
            return _judged_steps(theory, _at(self._computed[theory.code, before[place]], country))

        states = {state.step.code: state for state in steps}
        links = [_judge(link, said, states[link.from_], [*before, self.quarter]) for link in theory.links]
        steps = [replace(state, headline=capped(state.headline, red=red)) for state in steps]
        return Picture(theory, country, self.quarter, steps, links, red, harmed and not guarded)

    def _now(self, theory: str, country: str) -> tuple[Statuses, Statuses]:
        """What is said of each step and indicator at the quarter, and what the rule says of them."""
        places = self._computed.get((theory, self.quarter), {})
        by_rule = _at(places, country)
        if not (given := self._given[theory]):
            return by_rule, by_rule
        shown = _places()
        for place, steps in places.items():
            for step, statuses in steps.items():
                shown[place][step] = dict(statuses)
        for place, step, indicator, status in given:
            shown[place][step][indicator] = status
        return _at(shown, country), by_rule

    def _step(
        self, step: Step, statuses: Mapping[str, Status], country: str, red: bool, has_indicator: bool
    ) -> StepState:
        planned, spent = self._spent(step.code, country)
        said: Headline | None = None
        if step.level == "impact" and red:
            said = Headline.CAPPED
        elif statuses:
            said = _headline(tuple(statuses.values()))
        elif step.level == "activity" and planned:
            said = Headline(band(float(spent / planned)).value)
        return StepState(step, said, statuses, planned, spent, has_indicator or step.level == "activity")

    def _spent(self, step: str, country: str) -> tuple[Decimal | None, Decimal | None]:
        """Planned and spent euros of this year up to the quarter, of the projects that carry out a step."""
        found = [money for place, money in self._money.get(step, {}).items() if country in ("ALL", place)]
        if not found:
            return None, None
        return sum(planned for planned, _ in found), sum(spent for _, spent in found)


def _places() -> Places:
    return defaultdict(lambda: defaultdict(dict))


def _at(places: Mapping[str, Statuses], country: str) -> Statuses:
    """Statuses per step and indicator in one quarter, for a country or over all of them."""
    if country != "ALL":
        return places.get(country, {})
    found: dict[str, dict[str, list[Status]]] = defaultdict(lambda: defaultdict(list))
    for steps in places.values():
        for step, statuses in steps.items():
            for indicator, status in statuses.items():
                found[step][indicator].append(status)
    of_all = places.get("ALL", {})
    return {
        step: {code: of_all.get(step, {}).get(code) or worst(every) for code, every in statuses.items()}
        for step, statuses in found.items()
    }


def _judged_steps(theory: Theory, statuses: Statuses) -> dict[str, Status]:
    """What each step says, as far as its indicators are judged."""
    said = {}
    for step in theory.steps:
        if of_step := statuses.get(step.code):
            judged = _headline(tuple(of_step.values()))
            if judged in _JUDGED:
                said[step.code] = _JUDGED[judged]
    return said


@lru_cache(maxsize=10_000)
def _headline(statuses: tuple[Status, ...]) -> Headline:
    """The headline of statuses: a picture of all countries asks the same few again and again."""
    return headline(counts(statuses))


def _judge(
    link: Link, said: Callable[[int], Mapping[str, Status]], cause_step: StepState, periods: Sequence[str]
) -> LinkJudged:
    """A link by what its steps `said` in each of the quarters, the last one last."""
    money = cause_step.step.level == "activity" and not cause_step.statuses
    last = len(periods) - 1
    state, waited = _state(link, said, last, money=money)
    known = link.from_ in said(last) and link.to in said(last)
    since = None
    if not money and state in _AMISS:
        same = itertools.takewhile(
            lambda place: _state(link, said, place, money=False)[0] is state, range(last, -1, -1)
        )
        since = periods[min(same)]
    return LinkJudged(
        link, state, sentence(state, waited=waited, lag=link.lag, money=money, known=known), waited, since
    )


_AMISS = (LinkState.THEORY_IN_QUESTION, LinkState.DELIVERY_PROBLEM, LinkState.UNEXPLAINED)


def _state(link: Link, said: Callable[[int], Mapping[str, Status]], last: int, *, money: bool) -> tuple[LinkState, int]:
    """The state of a link at one of the quarters, and for how many up to it its cause has been on track."""
    if money:
        waited = link.lag + 1  # money is compared over the whole year, so the waiting is in it already
    else:
        on_track = (said(place).get(link.from_) == Status.ON_TRACK for place in range(last, -1, -1))
        waited = sum(1 for _ in itertools.takewhile(bool, on_track))
    now = said(last)
    return link_state(now.get(link.from_), now.get(link.to), waited=waited, lag=link.lag, money=money), waited
