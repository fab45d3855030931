"""Signals of assumptions: those that do not hold, that are in doubt, and that nobody tested for too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitoring.ledger import Ledger
from monitoring.results import assumptions
from monitoring.results.assumptions import AssumptionState, Known, Standing, Test
from monitoring.results.picture import theory_at
from monitoring.results.signals.signal import Fact, Kind, Severity, Signal
from theory_of_change.model import Assumption, Theory
from theory_of_change.text import Message, Text, message

RULE = f"{assumptions.RULE} {assumptions.VERSION}"

SEVERITIES: Mapping[AssumptionState, Severity] = {
    AssumptionState.BROKEN: Severity.HIGH,
    AssumptionState.DOUBTFUL: Severity.MEDIUM,
    AssumptionState.UNTESTED: Severity.LOW,
    AssumptionState.AGEING: Severity.LOW,
}
_MARKS: Mapping[AssumptionState, str] = {
    AssumptionState.BROKEN: "behind",
    AssumptionState.DOUBTFUL: "attention",
    AssumptionState.UNTESTED: "no_data",
    AssumptionState.AGEING: "stale",
}


def severity(state: AssumptionState, *, precondition: bool) -> Severity | None:
    """How grave the state of an assumption is; None where it holds. Illustrative until adopted.

    A precondition must be so beforehand, so that one in doubt weighs as much as one that does not hold:

    >>> [severity(state, precondition=False).value for state in SEVERITIES]
    ['high', 'medium', 'low', 'low']
    >>> severity(AssumptionState.DOUBTFUL, precondition=True).value, severity(AssumptionState.HOLDS, precondition=True)
    ('high', None)
    """
    if precondition and state is AssumptionState.DOUBTFUL:
        return Severity.HIGH
    return SEVERITIES.get(state)


def of_assumptions(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Assumptions of the theories in use that are not known to hold, at a quarter.

    What is in doubt or broken is told per country where it was tested; what nobody tested, or not for two reviews,
    once per theory.
    """
    used = _used(ledger, quarter)
    if not used:
        return
    told = assumptions.at(ledger, quarter)
    for code in used:
        theory = theory_at(ledger, code, quarter)
        if theory is None:
            continue
        over_all = told.known(theory)
        places = {test.country for test in over_all.tests} - {"ALL"}
        by_country = {place: told.known(theory, place) for place in sorted(places)} | {"ALL": over_all}
        for one in theory.assumptions:
            for country, standing in _asking(one, by_country):
                yield _signal(theory, one, country, standing, quarter, by_country[country].of(one.code))


def _used(ledger: Ledger, quarter: str) -> list[str]:
    """The theories that count and have figures at a quarter."""
    ledger.keep("result")
    rows = ledger.rows(
        "select distinct r.theory from kept.result r join theme h on h.code = r.theory "
        "where r.period = ? and h.in_totals order by all",
        quarter,
    )
    return [code for (code,) in rows]


def _asking(one: Assumption, by_country: Mapping[str, Known]) -> Iterator[tuple[str, Standing]]:
    """Where an assumption asks something, and how it stands there."""
    at_issue = (AssumptionState.BROKEN, AssumptionState.DOUBTFUL)
    found = False
    for country, known in by_country.items():
        standing = known.standings[one.code]
        # What was tested for all countries at once is told once, and not for each of them again.
        if standing.state in at_issue and standing.country == country:
            found = True
            yield country, standing
    over_all = by_country["ALL"].standings[one.code]
    if not found and over_all.state in (AssumptionState.UNTESTED, AssumptionState.AGEING):
        yield "ALL", over_all


def _signal(
    theory: Theory, one: Assumption, country: str, standing: Standing, quarter: str, tests: list[Test]
) -> Signal:
    precondition = one.kind == "precondition"
    where = (("theory", theory.code), ("country", country), ("assumption", one.code))
    grave = severity(standing.state, precondition=precondition) or Severity.LOW
    return Signal(
        Kind.ASSUMPTION,
        grave,
        country,
        theory.code,
        quarter,
        (one.code, country),
        _MARKS[standing.state],
        _about(one),
        assumptions.sentence(standing, precondition=precondition),
        _asks(one, standing.state),
        "theories",
        where,
        RULE,
        (*(_fact(test, where) for test in tests[:3]), *_tested_by(theory, one, country)),
        _since(standing, tests, quarter),
        ("assumption", theory.code),
    )


def _about(one: Assumption) -> Message:
    if one.kind == "precondition":
        return message("Precondition {code}: {text}", code=one.code, text=one.text)
    return message("Assumption {code}: {text}", code=one.code, text=one.text)


def _asks(one: Assumption, state: AssumptionState) -> Message | Text:
    """What the theory says to do when it does not hold; else to test it."""
    if state is AssumptionState.BROKEN:
        return one.if_invalid
    if state is AssumptionState.DOUBTFUL:
        return message("Find out whether it holds. If it does not: {remedy}", remedy=one.if_invalid)
    return message("Test it. If it does not hold: {remedy}", remedy=one.if_invalid)


def _fact(test: Test, where: tuple[tuple[str, str], ...]) -> Fact:
    said = message("{day}: {evidence} ({sources})", day=test.tested_on, evidence=test.evidence, sources=test.sources)
    state = AssumptionState(test.verdict.value)
    return Fact(assumptions.VERDICTS_CALLED[test.verdict], said, "theories", where, _MARKS.get(state, "in_order"))


def _tested_by(theory: Theory, one: Assumption, country: str) -> Iterator[Fact]:
    """What the theory says can test it: indicators and safeguards."""
    called = {each.code: each.name for each in (*theory.indicators, *theory.safeguards)}
    for code in one.tested_by:
        where = (("theory", code[:3]), ("country", country), ("indicator", code))
        name = message("{code}: {name}", code=code, name=called.get(code, code))
        yield Fact(name, message("can test it"), "indicators", where)


def _since(standing: Standing, tests: list[Test], quarter: str) -> str | None:
    """The quarter of the first of the tests on end, up to the one it rests on, that said the same.

    A test that came while the quarter was still being judged is of that quarter.
    """
    if standing.test is None or standing.state is AssumptionState.AGEING:
        return None
    first = standing.test
    for test in tests:  # the last first
        if test.country == first.country and test.tested_on <= first.tested_on:
            if test.verdict is not first.verdict:
                break
            first = test
    return min(f"{first.tested_on.year}-Q{(first.tested_on.month + 2) // 3}", quarter)
