"""An indicator and those that must be read beside it: the same quarter, the same parts, a year before, and per so many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitoring.ledger import Ledger
from monitoring.results.picture import theory_at
from theory_of_change.model import Indicator, Rate


@dataclass(frozen=True)
class Moved:
    """A figure, and that of the same period a year before; None where nobody gave one."""

    now: float | None = None
    then: float | None = None

    @property
    def change(self) -> float | None:
        """The change as a share of what it was; None where that says nothing."""
        return None if self.now is None or not self.then or self.then < 0 else self.now / self.then - 1


@dataclass(frozen=True)
class Rated:
    """So many of one per so many of another, with both, and how it was a year before."""

    numerator: float
    denominator: float
    times: int
    then: float | None = None

    @property
    def value(self) -> float:
        """The rate itself."""
        return per(self.numerator, self.denominator, self.times) or 0.0


@dataclass(frozen=True)
class Row:
    """A part (a dimension; "total" for all) in the figures of each indicator by code; `rate` where it can be said."""

    part: str
    figures: Mapping[str, Moved]
    rate: Rated | None = None


@dataclass(frozen=True)
class Beside:
    """What is read together at a `period`, a quarter; `own` is the period of the figure of each indicator by code, which
    is another where it is not reported each quarter. `matching` are the parts that both sides of the rate know, `rest`
    those that only one of them has and that are in no rate."""

    period: str
    indicators: Sequence[Indicator]
    rows: Sequence[Row]
    own: Mapping[str, str]
    rate: Rate | None = None
    matching: Sequence[str] = ()
    rest: Sequence[str] = ()


def per(numerator: float | None, denominator: float | None, times: int) -> float | None:
    """So many per so many; None where one of both is unknown, or there is nothing to divide by.

    >>> per(8, 400, 1000), per(3, 0, 1000), per(None, 100, 1000), per(0, 100, 1000)
    (20.0, None, None, 0.0)
    """
    return None if numerator is None or not denominator else numerator * times / denominator


def read_beside(ledger: Ledger, code: str, quarter: str) -> list[Indicator]:
    """An indicator, and after it its counter-indicator and those of which it is the counter; alone where it has none."""
    theory = theory_at(ledger, code[:3], quarter)
    defined = {one.code: one for one in theory.indicators} if theory else {}
    if code not in defined:
        return []
    others = [one for one in defined.values() if one.code == defined[code].counter]
    others += [one for one in defined.values() if one.counter == code and one not in others]
    return [defined[code], *others]


def beside(ledger: Ledger, code: str, country: str, quarter: str) -> Beside | None:
    """What is read together of an indicator in a country: in the last quarter until `quarter` in which all have a figure.

    Where they never have one together, in the last one in which the indicator itself has. None where it has no
    counter-indicator, or no figure.
    """
    indicators = read_beside(ledger, code, quarter)
    if len(indicators) < 2:
        return None
    codes = [one.code for one in indicators]
    totals = _totals(ledger, codes, country, quarter)
    own = sorted(totals[code], reverse=True)
    together = [period for period in own if all(period in totals[each] for each in codes)]
    if not own:
        return None
    period = (together or own)[0]
    before = f"{int(period[:4]) - 1}{period[4:]}"
    parts = {one.code: _parts(ledger, one, country, period, before) for one in indicators}
    rate, of = _rate(indicators)
    known = [{part for part, moved in parts[each].items() if moved.now is not None} for each in of]
    matching = sorted(known[0] & known[1]) if known else []
    rest = sorted(known[0] ^ known[1]) if known else []
    now, then = ({each: totals[each].get(when) for each in codes} for when in (period, before))
    whole = {each: Moved(now[each] and now[each][0], then[each] and then[each][0]) for each in codes}
    # First those that can be held against each other, each kind by its size.
    own_parts = parts[code]
    ordered = sorted(
        {part for each in parts.values() for part in each},
        key=lambda part: (part not in matching, -(own_parts.get(part, Moved()).now or 0), part),
    )
    rows = [
        Row(part, figures, _rated(rate, [figures[each] for each in of]) if part in matching else None)
        for part in ordered
        for figures in [{each: parts[each].get(part, Moved()) for each in codes}]
    ]
    rows.append(Row("total", whole, _over(rate, of, matching, parts, whole)))
    periods = {each: found[1] for each, found in now.items() if found}
    return Beside(period, indicators, rows, periods, rate, matching, rest)


def _over(
    rate: Rate | None,
    of: Sequence[str],
    matching: Sequence[str],
    parts: Mapping[str, Mapping[str, Moved]],
    whole: Mapping[str, Moved],
) -> Rated | None:
    """The rate over all parts that both sides have; where neither is broken down, of the totals themselves."""
    if rate is None:
        return None
    if not any(parts[each] for each in of):
        return _rated(rate, [whole[each] for each in of])
    # A year before, too, only of parts that both had then.
    then = [part for part in matching if all(parts[each][part].then is not None for each in of)]
    sums = [
        Moved(
            sum(parts[each][part].now or 0 for part in matching) if matching else None,
            sum(parts[each][part].then or 0 for part in then) if then == list(matching) else None,
        )
        for each in of
    ]
    return _rated(rate, sums)


def _rate(indicators: Sequence[Indicator]) -> tuple[Rate | None, tuple[str, ...]]:
    """The rate among these indicators that one of them states, and the two it is of: what is divided, and by what."""
    codes = {one.code for one in indicators}
    for one in indicators:
        if one.rate and one.rate.of in codes:
            return one.rate, (one.code, one.rate.of)
    return None, ()


def _rated(rate: Rate | None, sides: Sequence[Moved]) -> Rated | None:
    numerator, denominator = sides
    if rate is None or per(numerator.now, denominator.now, rate.times) is None:
        return None
    return Rated(
        numerator.now or 0, denominator.now or 0, rate.times, per(numerator.then, denominator.then, rate.times)
    )


def _totals(
    ledger: Ledger, codes: Sequence[str], country: str, quarter: str
) -> dict[str, dict[str, tuple[float, str]]]:
    """Per indicator and quarter what was known in it, up to `quarter`: the figure, and the period it is of."""
    ledger.keep("result")
    found: dict[str, dict[str, tuple[float, str]]] = {code: {} for code in codes}
    for code, period, value, of in ledger.rows(
        f"""
        select indicator, period, value::double, value_period from kept.result
        where indicator in ({", ".join("?" * len(codes))}) and country = ? and period <= ? and state = 'reported'
              and value is not null
        """,
        *codes,
        country,
        quarter,
    ):
        found[code][period] = (value, of)
    return found


def _parts(ledger: Ledger, one: Indicator, country: str, period: str, before: str) -> dict[str, Moved]:
    """The parts of the partition of an indicator at a period and a year before."""
    if one.partition is None:
        return {}
    ledger.keep("hidden_cell")
    rows = ledger.rows(
        """
        select o.dimension, sum(o.value) filter (o.period = $1)::double, sum(o.value) filter (o.period = $2)::double
        from observation o
        anti join (select period, dimension from kept.hidden_cell where indicator = $3 and country = $4) h
               on h.period = o.period and h.dimension = o.dimension
        where o.indicator = $3 and o.country = $4 and o.period in ($1, $2) and o.state = 'reported'
              and starts_with(o.dimension, $5 || '=') and not contains(o.dimension, ';')
        group by o.dimension
        """,
        period,
        before,
        one.code,
        country,
        one.partition,
    )
    return {dimension: Moved(now, then) for dimension, now, then in rows}
