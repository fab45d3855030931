"""Signals of displacement: an indicator that gains while its counter loses, and a part that falls while another rises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitoring.ledger import Ledger
from monitoring.results.signals.of_results import coded, where_of
from monitoring.results.signals.signal import USUAL, Fact, Kind, Signal
from theory_of_change.parts import called as called_part
from theory_of_change.text import Measured, Message, Percent, Period, Text, message

RULE = "displacement 1.1"
SHIFTS = 0.05  # share by which both must have moved; illustrative until adopted
SHIFTS_OF_PARTS = 0.20  # the same for parts of one indicator, which move more from one year to the next
ALIKE = 0.10  # share of the larger that the smaller of two moves must be: a thousand fewer here are not half a million there
FEW = 10  # of what is counted: fewer say nothing, and could be led back to people
_COUNTED = ("persons", "count")


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
        where = where_of(code[:3], code, country)
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
            RULE,
            tuple(_moved(each, coded(each.code, called[each.code]), country, before) for each in (one, other)),
            None,
            (Kind.DISPLACEMENT, code[:3], country),
        )


def between_parts(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Indicators that should fall, of which one part fell on the year before while another rose, such as two routes."""
    ledger.keep("hidden_cell")
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
        anti join kept.hidden_cell h on h.indicator = o.indicator and h.country = o.country and h.period = o.period
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
            where_of(code[:3], code, country),
            RULE,
            tuple(
                _moved(each, message("{code}: {part}", code=code, part=called_part(part)), country, before)
                for each, part in ((fell, down), (rose, up))
            ),
            None,
            (Kind.DISPLACEMENT, code[:3], country),
        )


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
    where = where_of(one.code[:3], one.code, country)
    return Fact(about, said, "indicators", where)
