"""Signals that a theory asks for itself: its triggers, which say when to think again and what about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from monitoring.ledger import Ledger
from monitoring.results.picture import theory_at
from monitoring.results.signals.signal import USUAL, Fact, Kind, Signal
from theory_of_change.condition import Change, Clause, Colour, Unreadable, parse
from theory_of_change.model import Theory, Trigger
from theory_of_change.text import Measured, Period, Text, message

RULE = "trigger 1.0"
YEAR_AND_BEFORE = 5  # quarters from one to the same of the next year


@dataclass(frozen=True)
class Figure:
    """A figure of one period, in its unit, and the colour where it is of a safeguard."""

    period: str
    value: float | None
    unit: str
    colour: str | None = None


@dataclass(frozen=True)
class Known:
    """What is known up to a quarter of what triggers look at: per code and country its figures, the oldest first."""

    quarter: str
    series: Mapping[tuple[str, str], Sequence[Figure]]
    called: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def countries(self) -> Sequence[str]:
        """Where there are figures."""
        return sorted({country for _, country in self.series})

    @cached_property
    def _codes(self) -> Sequence[str]:
        return list(dict.fromkeys(code for code, _ in self.series))

    def codes(self, clause: Clause) -> Sequence[str]:
        """What a clause is about: an indicator, or the safeguards of a code."""
        return [code for code in self._codes if clause.is_of(code)] if isinstance(clause, Colour) else [clause.code]

    def at(self, code: str, country: str) -> tuple[str, Sequence[Figure]]:
        """The figures of a code in a country, or where it has none those over all countries; with which it is."""
        place = country if (code, country) in self.series else "ALL"
        return place, self.series.get((code, place), ())


Found = tuple[str, str, Figure]
"""The code, country and figure by which a clause holds."""


def fires(clauses: Sequence[Clause], country: str, known: Known) -> list[Found] | None:
    """By which figures all clauses hold in a country; None where one does not, or is not known.

    >>> low = [Figure(f"2026-Q{n}", value, "percent") for n, value in ((1, 45.0), (2, 38.0), (3, 36.0))]
    >>> known = Known("2026-Q3", {("TER-03", "XAA"): low})
    >>> [found[2].period for found in fires(parse("TER-03 < 40 for 2 quarters"), "XAA", known)]
    ['2026-Q3']
    >>> fires(parse("TER-03 < 40 for 3 quarters"), "XAA", known), fires(parse("TER-03 < 40"), "XAB", known)
    (None, None)
    """
    found: list[Found] = []
    for clause in clauses:
        held = _held(clause, country, known)
        if held is None:
            return None
        found.append(held)
    return found


def _held(clause: Clause, country: str, known: Known) -> Found | None:
    for code in known.codes(clause):
        place, figures = known.at(code, country)
        if figures and _holds(clause, figures):
            return code, place, figures[-1]
    return None


def _holds(clause: Clause, figures: Sequence[Figure]) -> bool:
    last = figures[-1]
    if isinstance(clause, Change):
        year_before = f"{int(last.period[:4]) - 1}{last.period[4:]}"
        then = next((one.value for one in figures if one.period == year_before), None)
        return last.value is not None and then is not None and clause.holds(last.value, then)
    own = figures[-clause.count :]
    if len(own) < clause.count:
        return False
    if isinstance(clause, Colour):
        return all(one.colour is not None and clause.holds(one.colour) for one in own)
    return all(one.value is not None and clause.holds(one.value) for one in own)


def of_triggers(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Triggers of the theories in force that fire, per country; what is known only over all countries fires once.

    A trigger of an older version that was written before there was a language for it is left to its readers.
    """
    codes = [code for (code,) in ledger.rows("select distinct code from theory where in_totals order by code")]
    theories = [theory for code in codes if (theory := theory_at(ledger, code, quarter))]
    asked = [(theory, trigger, clauses) for theory in theories for trigger, clauses in _readable(theory)]
    if not asked:
        return
    known = _known(ledger, quarter, {clause for _, _, clauses in asked for clause in clauses})
    for theory, trigger, clauses in asked:
        fired: dict[str, list[Found]] = {}
        for country in known.countries:
            found = fires(clauses, country, known)
            if found:
                # Where no figure is of this country itself, it is a signal over all countries.
                fired.setdefault(country if any(place == country for _, place, _ in found) else "ALL", found)
        for country, found in fired.items():
            if country != "ALL" or len(fired) == 1:
                yield _signal(theory, trigger, clauses, country, found, known)


def _readable(theory: Theory) -> Iterator[tuple[Trigger, Sequence[Clause]]]:
    for trigger in theory.triggers:
        try:
            yield trigger, parse(trigger.when)
        except Unreadable:
            continue


def _signal(
    theory: Theory, trigger: Trigger, clauses: Sequence[Clause], country: str, found: Sequence[Found], known: Known
) -> Signal:
    first, of_first = clauses[0], found[0]
    cause = (
        ("safeguard", of_first[0], of_first[2].colour or "")
        if isinstance(first, Colour)
        else ("results", country, theory.code)
    )
    return Signal(
        Kind.TRIGGER,
        USUAL[Kind.TRIGGER],
        country,
        theory.code,
        known.quarter,
        (trigger.code, country),
        "attention",
        trigger.text,
        message("This was agreed beforehand for when {when}.", when=trigger.when),
        message("Do what the theory says, or decide why not."),
        "indicators",
        _where(theory.code, of_first[1], of_first[0]),
        RULE,
        tuple(
            Fact(
                message("{code}: {name}", code=code, name=known.called.get(code, code)),
                message(
                    "{value} in the {period}", value=Measured(figure.value, figure.unit), period=Period(figure.period)
                ),
                "indicators",
                _where(code[:3], place, code),
                figure.colour or "",
            )
            for code, place, figure in found
        ),
        None,
        cause,
    )


def _where(theory: str, country: str, code: str) -> tuple[tuple[str, str], ...]:
    return (("theory", theory), ("country", country), ("indicator", code))


def _known(ledger: Ledger, quarter: str, clauses: Collection[Clause]) -> Known:
    """The figures up to a quarter of what clauses are about; of an old figure that is shown again, none.

    A safeguard has one per quarter, so that its colour is that of the quarter.
    """
    ledger.keep("result", "safeguard_state")
    called = {
        code: Text(nl=nl, en=en)
        for code, nl, en in ledger.rows(
            "select code, arg_max(name_nl, version), arg_max(name_en, version) from "
            "(from indicator select code, version, name_nl, name_en union all from safeguard select code, version, name_nl, name_en) "
            "group by code"
        )
    }
    named = sorted({clause.code for clause in clauses})
    colours = [clause for clause in clauses if isinstance(clause, Colour)]
    series: dict[tuple[str, str], list[Figure]] = {}
    for code, country, period, value, unit in ledger.rows(
        """
        with own as (
            select distinct r.indicator, r.country, r.value_period, r.value, r.unit, p.end_date
            from kept.result r join period p on p.code = r.value_period
            where r.indicator in (select unnest($2::varchar[])) and r.period <= $1 and r.state = 'reported'
        ),
        -- Only what is of the last period that could be known: what is stale fires nothing.
        now as (select indicator, country from kept.result where period = $1 and state = 'reported')
        select o.indicator, o.country, o.value_period, o.value::double, o.unit
        from own o semi join now n on n.indicator = o.indicator and n.country = o.country
        order by o.indicator, o.country, o.end_date
        """,
        quarter,
        named,
    ):
        series.setdefault((code, country), []).append(Figure(period, value, unit))
    for code, country, period, value, unit, colour in ledger.rows(
        """
        select safeguard, country, period, value, unit, colour from kept.safeguard_state
        where safeguard in (select unnest($2::varchar[])) and period <= $1
        -- No clause looks at more quarters than this.
        qualify row_number() over (partition by safeguard, country order by period desc) <= $3
        order by all
        """,
        quarter,
        [*named, *(code for code in called if any(clause.is_of(code) for clause in colours))],
        max(YEAR_AND_BEFORE if isinstance(clause, Change) else clause.count for clause in clauses),
    ):
        series.setdefault((code, country), []).append(Figure(period, value, unit, colour))
    return Known(quarter, series, called)
