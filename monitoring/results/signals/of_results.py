"""Signals of indicators: behind, beyond its target, missing or out of date, and one that gains while its counter loses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitoring.ledger import Ledger
from monitoring.results import quarter as quarters
from monitoring.results import status
from monitoring.results.signals.signal import USUAL, Fact, Kind, Signal
from monitoring.results.status import BANDS, Status
from monitoring.results.why import Judged, why
from theory_of_change.hidden import WHY, Hidden
from theory_of_change.parts import called as called_part
from theory_of_change.text import Listing, Measured, Message, Percent, Period, Text, message

RULE = f"{status.RULE} {status.VERSION}"
DISPLACEMENT = "displacement 1.1"
SHIFTS = 0.05  # share by which both must have moved; illustrative until adopted
SHIFTS_OF_PARTS = 0.20  # the same for parts of one indicator, which move more from one year to the next
ALIKE = 0.10  # share of the larger that the smaller of two moves must be: a thousand fewer here are not half a million there
FEW = 10  # of what is counted: fewer say nothing, and could be led back to people
_COUNTED = ("persons", "count")


def of_statuses(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """What is behind or beyond its target, per indicator and country, of theories that count.

    What holds over all countries is a signal only where it is not said per country.
    """
    ledger.keep("result")
    rows = ledger.rows(
        """
        with now as (
            select r.* from kept.result r
            join theme h on h.code = r.theory and h.in_totals
            where r.period = $1 and (r.status = 'behind' or (r.status = 'on_track' and r.progress > $2 and r.kind not in ('event', 'threshold')))
        ),
        -- The last quarter before it in which something else was said; it holds since the one after that.
        other as (
            select n.indicator, n.country, max(h.period) as period
            from now n
            join kept.result h on h.indicator = n.indicator and h.country = n.country and h.period < $1
            where h.status <> n.status or (n.status = 'on_track' and not coalesce(h.progress > $2, false))
            group by all
        ),
        since as (
            select n.indicator, n.country, min(h.period) as period
            from now n
            join kept.result h on h.indicator = n.indicator and h.country = n.country and h.period <= $1
            left join other o on o.indicator = n.indicator and o.country = n.country
            where o.period is null or h.period > o.period
            group by all
        )
        select n.theory, n.indicator, n.country, n.status, n.expected, s.period, i.name_nl, i.name_en,
               n.kind, n.state, n.unit, n.actual::double, n.baseline, n.target, n.progress, n.expected_progress, n.hidden_actual
        from now n
        join since s on s.indicator = n.indicator and s.country = n.country
        join indicator i on i.code = n.indicator and i.version = n.version
        where n.country <> 'ALL' or n.indicator not in (select indicator from now where country <> 'ALL')
        order by n.indicator, n.country
        """,
        quarter,
        BANDS.too_much,
    )
    for theory, code, country, said, expected, since, nl, en, *facts in rows:
        judged = Judged(*facts)
        kind = Kind.BEHIND if said == Status.BEHIND else Kind.TARGET_TOO_LOW
        name, where = Text(nl=nl, en=en), _where(theory, code, country)
        if judged.hidden:
            known: Message = WHY[Hidden(judged.hidden)]
        elif kind is Kind.TARGET_TOO_LOW:
            known = message(
                "{actual} is reached, the target is {target}",
                actual=Measured(judged.actual, judged.unit),
                target=Measured(judged.target, judged.unit),
            )
        else:
            known = message(
                "{actual} is reached, {expected} was expected by now",
                actual=Measured(judged.actual, judged.unit),
                expected=Measured(expected, judged.unit),
            )
        yield Signal(
            kind,
            USUAL[kind],
            country,
            theory,
            quarter,
            (code, country),
            said,
            name,
            why(Status(said), judged),
            _ASKS[kind],
            "indicators",
            where,
            RULE,
            (Fact(_coded(code, name), known, "indicators", where, said),),
            since,
            (theory,),
        )


_ASKS = {
    Kind.BEHIND: message("Find out why, and what it takes to catch up."),
    Kind.TARGET_TOO_LOW: message("Check how it is counted; if that is right, propose a higher target."),
}


def missing(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Figures that were due and are not there, folded by who owes them; an older figure that is shown instead is stale."""
    rows = quarters.late(ledger, quarter)
    stale = {
        (code, country): (period, Text(nl=nl, en=en))
        for code, country, period, nl, en in ledger.rows(
            "select r.indicator, r.country, if(r.status = 'stale', r.value_period, null), i.name_nl, i.name_en "
            "from kept.result r join indicator i on i.code = r.indicator and i.version = r.version where r.period = ?",
            quarter,
        )
    }
    for row in rows.itertuples():
        last, name = stale.get((row.indicator, row.country), (None, Text(nl=row.indicator, en=row.indicator)))
        kind, said = (Kind.STALE, Status.STALE) if last else (Kind.DELIVERY_MISSING, Status.NO_DATA)
        owing = tuple(sorted(filter(None, row.reporters.split(","))))
        where = _where(row.indicator[:3], row.indicator, row.country)
        known = (
            message("the last figure is of the {period}", period=Period(last))
            if last
            else message("no figure is known")
        )
        yield Signal(
            kind,
            USUAL[kind],
            row.country,
            row.indicator[:3],
            quarter,
            (row.indicator, row.country),
            said.value,
            name,
            why(said, Judged("", "missing")),
            message("Ask {reporters} to deliver.", reporters=Listing(owing))
            if owing
            else message("Ask who owes them to deliver."),
            "indicators",
            where,
            RULE,
            (Fact(_coded(row.indicator, name), known, "indicators", where, said.value),),
            None,
            ("missing", *owing),
        )


@dataclass(frozen=True)
class Course:
    """An indicator in one country, at a quarter and at the same quarter of the year before."""

    code: str
    direction: str
    unit: str
    now: float
    then: float

    @property
    def change(self) -> float | None:
        """How much it changed, as a share of what it was; None from nothing, or where too few are counted to say."""
        if self.then <= 0 or (self.unit in _COUNTED and min(self.now, self.then) < FEW):
            return None
        return self.now / self.then - 1

    @property
    def gain(self) -> float | None:
        """The change, above zero where it is for the better; None where neither way is better."""
        if self.change is None or self.direction not in ("higher", "lower"):
            return None
        return self.change if self.direction == "higher" else -self.change


def displaced(one: Course, counter: Course, shifts: float = SHIFTS) -> bool:
    """Whether one indicator gains while the one that must be read beside it loses.

    Fewer people are detected on the routes, and more die on them:

    >>> detected = Course("IRR-01", "lower", "count", 45_100, 47_600)
    >>> died = Course("IRR-02", "lower", "persons", 438, 384)
    >>> displaced(detected, died), displaced(died, detected)
    (True, False)

    Where both fall, or where a handful is counted, nothing is said:

    >>> displaced(detected, Course("IRR-02", "lower", "persons", 300, 384))
    False
    >>> displaced(detected, Course("IRR-02", "lower", "persons", 6, 3))
    False
    """
    gained, lost = one.gain, counter.gain
    return gained is not None and lost is not None and gained >= shifts and lost <= -shifts


def moved_between(parts: Iterable[Course], shifts: float = SHIFTS_OF_PARTS) -> tuple[Course, Course] | None:
    """Of the parts of something that should fall, the one that fell most and the one that rose most; None where nothing moved.

    Counted in what is counted, and not in shares: a small part doubles easily. Both have moved by a share of their
    own, and the one by a tenth of the other at least, so that the one may be where the other went.

    In the third quarter of a year 17,155 fewer came along the one route, and 17,343 more along another; that 155 more
    came along a third one is ten times what it was, and not where they went:

    >>> central, west = Course("central", "lower", "count", 4_485, 21_640), Course("west", "lower", "count", 23_490, 6_147)
    >>> africa = Course("africa", "lower", "count", 170, 15)
    >>> [one.code for one in moved_between([africa, central, west])]
    ['central', 'west']

    Where the rise is of another order than the fall, or where all fall, nothing went anywhere:

    >>> east = Course("east", "lower", "count", 483_910, 15_533)
    >>> moved_between([Course("hills", "lower", "count", 2_116, 3_084), east]), moved_between([central])
    (None, None)
    """
    moved = [(one.now - one.then, one) for one in parts if one.change is not None and abs(one.change) >= shifts]
    if not moved:
        return None
    (less, fell), (more, rose) = min(moved, key=lambda each: each[0]), max(moved, key=lambda each: each[0])
    if less >= 0 or more <= 0 or min(-less, more) < ALIKE * max(-less, more):
        return None
    return fell, rose


def displacement(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Indicators that gained on the year before while their counter-indicator lost."""
    ledger.keep("result")
    before = f"{int(quarter[:4]) - 1}{quarter[4:]}"
    courses: dict[tuple[str, str], Course] = {}
    counters: dict[str, str] = {}
    called: dict[str, Text] = {}
    for code, country, counter, nl, en, direction, unit, now, then in ledger.rows(
        """
        select n.indicator, n.country, i.counter, i.name_nl, i.name_en, n.direction, n.unit, n.actual, b.actual
        from kept.result n
        join kept.result b on b.indicator = n.indicator and b.country = n.country and b.period = ?
        join indicator i on i.code = n.indicator and i.version = n.version
        where n.period = ? and n.state = 'reported' and b.state = 'reported' and n.actual is not null and b.actual is not null
        order by all
        """,
        before,
        quarter,
    ):
        courses[code, country] = Course(code, direction, unit, now, then)
        called[code] = Text(nl=nl, en=en)
        if counter:
            counters[code] = counter
    for (code, country), one in courses.items():
        other = courses.get((counters.get(code, ""), country))
        if other is None or not displaced(one, other):
            continue
        where = _where(code[:3], code, country)
        yield Signal(
            Kind.DISPLACEMENT,
            USUAL[Kind.DISPLACEMENT],
            country,
            code[:3],
            quarter,
            (code, other.code, country),
            "attention",
            called[code],
            message(
                "“{one}” is better than a year ago, and “{other}”, which must be read beside it, is worse. What is gained here may be lost there.",
                one=called[code],
                other=called[other.code],
            ),
            message("Look at both together before anybody calls this a result."),
            "indicators",
            where,
            DISPLACEMENT,
            tuple(_moved(each, _coded(each.code, called[each.code]), country, before) for each in (one, other)),
            None,
            (Kind.DISPLACEMENT, code[:3], country),
        )


def between_parts(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Indicators that should fall, of which one part fell on the year before while another rose, such as two routes."""
    before = f"{int(quarter[:4]) - 1}{quarter[4:]}"
    parts: dict[tuple[str, str], dict[str, Course]] = {}
    called: dict[str, Text] = {}
    for code, country, dimension, nl, en, direction, unit, now, then in ledger.rows(
        """
        with defined as (
            select code, arg_max(partition, version) as partition, arg_max(direction, version) as direction,
                   arg_max(unit, version) as unit, arg_max(name_nl, version) as name_nl, arg_max(name_en, version) as name_en
            from indicator group by code
        )
        select o.indicator, o.country, o.dimension, d.name_nl, d.name_en, d.direction, d.unit,
               sum(o.value) filter (o.period = $1)::double as now, sum(o.value) filter (o.period = $2)::double as before
        from observation o
        anti join hidden_cell h on h.indicator = o.indicator and h.country = o.country and h.period = o.period
                                and h.dimension = o.dimension
        join defined d on d.code = o.indicator and starts_with(o.dimension, d.partition || '=')
        where o.period in ($1, $2) and o.state = 'reported' and d.direction = 'lower' and not contains(o.dimension, ';')
        group by all
        having now is not null and before is not null
        order by o.indicator, o.country, o.dimension
        """,
        quarter,
        before,
    ):
        called[code] = Text(nl=nl, en=en)
        parts.setdefault((code, country), {})[dimension] = Course(code, direction, unit, now, then)
    for (code, country), found in parts.items():
        moved = moved_between(found.values())
        if moved is None:
            continue
        fell, rose = moved
        down, up = (next(part for part, course in found.items() if course is one) for one in moved)
        yield Signal(
            Kind.DISPLACEMENT,
            USUAL[Kind.DISPLACEMENT],
            country,
            code[:3],
            quarter,
            (code, country, down.partition("=")[2], up.partition("=")[2]),
            "attention",
            called[code],
            message(
                "On “{down}” it is {less} less than a year ago, on “{up}” {more} more. It may have moved from the one to the other.",
                down=called_part(down),
                less=Percent(abs(fell.change or 0)),
                up=called_part(up),
                more=Percent(abs(rose.change or 0)),
            ),
            message("Look at all parts together before anybody calls this a result."),
            "indicators",
            _where(code[:3], code, country),
            DISPLACEMENT,
            tuple(
                _moved(each, message("{code}: {part}", code=code, part=called_part(part)), country, before)
                for each, part in ((fell, down), (rose, up))
            ),
            None,
            (Kind.DISPLACEMENT, code[:3], country),
        )


def _coded(code: str, name: Text) -> Message:
    return message("{code}: {name}", code=code, name=name)


def _moved(one: Course, about: Message, country: str, before: str) -> Fact:
    """What one of the two was and became."""
    moved = {
        "now": Measured(one.now, one.unit),
        "share": Percent(abs(one.change or 0)),
        "then": Measured(one.then, one.unit),
        "period": Period(before),
    }
    said = (
        message("{now}, up {share} from {then} in the {period}", **moved)
        if (one.change or 0) > 0
        else message("{now}, down {share} from {then} in the {period}", **moved)
    )
    where = _where(one.code[:3], one.code, country)
    return Fact(about, said, "indicators", where)


def _where(theory: str, code: str, country: str) -> tuple[tuple[str, str], ...]:
    return (("theory", theory), ("country", country), ("indicator", code))
