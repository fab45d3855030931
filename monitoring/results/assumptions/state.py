"""How it stands with an assumption: its last test, and whether that is still recent enough to rely on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitoring.results.assumptions.told import Test, Verdict
from theory_of_change.text import Message, message

RULE = "assumption state"
VERSION = "1.0"
CYCLES = 2
"""Review cycles of its theory after which a test has aged (check T4: an assumption is tested within two cycles)."""


class AssumptionState(StrEnum):
    """What is said of an assumption."""

    BROKEN = "broken"
    DOUBTFUL = "doubtful"
    UNTESTED = "untested"
    AGEING = "ageing"
    HOLDS = "holds"


STATES_CALLED: Mapping[AssumptionState, Message] = {
    AssumptionState.BROKEN: message("does not hold"),
    AssumptionState.DOUBTFUL: message("in doubt"),
    AssumptionState.UNTESTED: message("not tested yet"),
    AssumptionState.AGEING: message("to be tested again"),
    AssumptionState.HOLDS: message("holds"),
}
"""What each state is called."""

GRAVEST_FIRST = tuple(AssumptionState)
"""In the order in which they need looking at."""

FIRST_TO_TEST = (
    AssumptionState.UNTESTED,
    AssumptionState.AGEING,
    AssumptionState.DOUBTFUL,
    AssumptionState.BROKEN,
    AssumptionState.HOLDS,
)
"""The order in which the assumptions of a link are tested: first what nobody looked at."""


@dataclass(frozen=True)
class Standing:
    """The state of an assumption, the test it rests on (None where there is none), and whether that has aged.

    `country` is that of the test; over all countries, of the gravest one.
    """

    state: AssumptionState
    test: Test | None = None
    aged: bool = False

    @property
    def country(self) -> str:
        """The country of the test."""
        return self.test.country if self.test else "ALL"


def standing(tests: Iterable[Test], country: str, day: datetime.date, review_months: int) -> Standing:
    """How an assumption stands in a country on a day, from its tests (of any country and day).

    The latest test wins; one of the country itself goes before one of all countries on the same day. ALL is the
    gravest over the countries where it was tested. A test ages after two review cycles of its theory: what held is
    then to be tested again, and what was in doubt stays in doubt.

    >>> def test(country, day, verdict):
    ...     return Test(country=country, sources="s", assumption="TER-V02", verdict=Verdict(verdict), evidence="e",
    ...         tested_on=datetime.date.fromisoformat(day), tested_by="BZ")
    >>> tests = [test("XAA", "2026-05-01", "holds"), test("XAB", "2026-09-03", "doubtful"), test("ALL", "2025-11-01", "broken")]
    >>> def state(country, day, of=tests):
    ...     found = standing(of, country, datetime.date.fromisoformat(day), 3)
    ...     return found.state.value, found.aged
    >>> state("XAA", "2026-10-28"), state("XAB", "2026-10-28"), state("XAC", "2026-10-28"), state("ALL", "2026-10-28")
    (('holds', False), ('doubtful', False), ('broken', True), ('broken', True))
    >>> state("XAA", "2026-11-01"), state("XAA", "2026-11-02"), state("XAB", "2027-06-01"), state("XAA", "2025-01-01")
    (('holds', False), ('ageing', True), ('doubtful', True), ('untested', False))

    A later test of all countries takes the place of earlier ones of each:

    >>> state("ALL", "2026-10-28", [*tests, test("ALL", "2026-10-01", "holds")])
    ('holds', False)
    """
    known = [test for test in tests if test.tested_on <= day]
    if country != "ALL":
        return _of(_last(known, (country, "ALL")), day, review_months)
    places = {test.country for test in known}
    found = [_of(_last(known, (place, "ALL")), day, review_months) for place in sorted(places)]
    return min(found, key=lambda one: GRAVEST_FIRST.index(one.state), default=Standing(AssumptionState.UNTESTED))


def _last(tests: Sequence[Test], places: tuple[str, ...]) -> Test | None:
    own = [test for test in tests if test.country in places]
    return max(own, key=lambda test: (test.tested_on, test.country != "ALL", test.number), default=None)


def _of(test: Test | None, day: datetime.date, review_months: int) -> Standing:
    if test is None:
        return Standing(AssumptionState.UNTESTED)
    aged = day > months_later(test.tested_on, CYCLES * review_months)
    if test.verdict is Verdict.HOLDS and aged:
        return Standing(AssumptionState.AGEING, test, aged)
    return Standing(AssumptionState(test.verdict.value), test, aged)


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last of that month.

    >>> months_later(datetime.date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, min(day.day, (after - datetime.timedelta(days=1)).day))


def sentence(one: Standing, *, precondition: bool = False) -> Message:
    """What the state says, in one sentence.

    >>> sentence(Standing(AssumptionState.UNTESTED), precondition=True).key
    'Nobody has looked yet whether this is so, and it must be so beforehand.'
    """
    if one.test is None:
        return (
            message("Nobody has looked yet whether this is so, and it must be so beforehand.")
            if precondition
            else message("Nobody has looked yet whether this is so.")
        )
    day = one.test.tested_on
    if one.state is AssumptionState.AGEING:
        return message("It held on {day}. That is more than two reviews ago, so it is to be tested again.", day=day)
    if one.state is AssumptionState.HOLDS:
        return message("It held on {day}.", day=day)
    if one.state is AssumptionState.BROKEN:
        return (
            message("It did not hold on {day}. It was not tested again since, although two reviews went by.", day=day)
            if one.aged
            else message("It did not hold on {day}.", day=day)
        )
    return (
        message("It was in doubt on {day}. It was not tested again since, although two reviews went by.", day=day)
        if one.aged
        else message("It was in doubt on {day}.", day=day)
    )
