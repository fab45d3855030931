"""Whether agreements with third countries are covered by the budgets that existed when they were made.

Terms of reference, section 5: agreements that cost something are covered within the budgetary
frame that exists then. So each line of cover is held against the position of its budget on the day
of the agreement, less what earlier agreements already took of it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from monitoring.ledger import Reader
from theory_of_change.text import Euro, Message, message

RULE = "coverage"
VERSION = "1.0"
ZERO = Decimal(0)

Budget = tuple[str, str, str, str, str, str]
"""Holder, budget type, chapter, article, country and theme of a budget; with a year it is a position."""


class Cover(StrEnum):
    """How the cost of an agreement in one year is covered."""

    COVERED = "covered"
    PARTLY = "partly"
    UNCOVERED = "uncovered"
    BEYOND_THE_FRAME = "beyond_the_frame"
    NOT_YET_AGREED = "not_yet_agreed"


def cover(cost: Decimal, promised: Decimal, within: Decimal, *, agreed: bool) -> Cover:
    """What is said of a year: `promised` is what budgets would cover, `within` what they could on the day of the agreement.

    >>> cover(Decimal(100), Decimal(100), Decimal(100), agreed=True), cover(Decimal(100), ZERO, ZERO, agreed=True)
    (<Cover.COVERED: 'covered'>, <Cover.UNCOVERED: 'uncovered'>)

    Promising what was not there is no cover, and promising a part is a part:

    >>> cover(Decimal(100), Decimal(100), Decimal(40), agreed=True), cover(Decimal(100), Decimal(60), Decimal(60), agreed=True)
    (<Cover.BEYOND_THE_FRAME: 'beyond_the_frame'>, <Cover.PARTLY: 'partly'>)

    While it is negotiated there is no day to hold it against:

    >>> cover(Decimal(100), Decimal(100), ZERO, agreed=False)
    <Cover.NOT_YET_AGREED: 'not_yet_agreed'>
    """
    if not agreed:
        return Cover.NOT_YET_AGREED
    if within >= cost:
        return Cover.COVERED
    if promised > within:
        return Cover.BEYOND_THE_FRAME
    return Cover.PARTLY if within > 0 else Cover.UNCOVERED


@dataclass(frozen=True)
class Line:
    """One budget that covers a part of a year: what it promises, and what it had free on the day of the agreement."""

    agreement: str
    year: int
    budget: Budget
    amount: Decimal
    frame: Decimal = ZERO
    taken: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        """What the budget had free on that day, in euros; never below zero."""
        return max(ZERO, self.frame - self.taken)

    @property
    def within(self) -> Decimal:
        """What of the amount the budget could really cover."""
        return min(self.amount, self.free)


@dataclass(frozen=True)
class Agreement:
    """An agreement with a third country: what it costs per year, in euros, and in which years."""

    code: str
    country: str
    agreed_on: datetime.date | None
    first_year: int
    last_year: int
    yearly_cost: Decimal
    status: str = "agreed"

    @property
    def years(self) -> range:
        """The years in which it costs something."""
        return range(self.first_year, self.last_year + 1)


@dataclass(frozen=True)
class Year:
    """One year of an agreement: its cost, the budgets that cover it, and what is said of that."""

    agreement: Agreement
    year: int
    lines: Sequence[Line] = field(default=())

    @property
    def promised(self) -> Decimal:
        """What budgets would cover."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def within(self) -> Decimal:
        """What they could cover on the day of the agreement."""
        return sum((line.within for line in self.lines), ZERO)

    @property
    def short(self) -> Decimal:
        """What is not covered."""
        return max(ZERO, self.agreement.yearly_cost - self.within)

    @property
    def cover(self) -> Cover:
        """How it is covered."""
        return cover(
            self.agreement.yearly_cost, self.promised, self.within, agreed=self.agreement.agreed_on is not None
        )

    @property
    def sentence(self) -> Message:
        """How it is covered, with the numbers it rests on."""
        cost, within = Euro(self.agreement.yearly_cost), Euro(self.within)
        match self.cover:
            case Cover.COVERED:
                return message("{year}: {cost} is covered.", year=str(self.year), cost=cost)
            case Cover.NOT_YET_AGREED:
                return message("{year}: not agreed yet, so there is no frame to hold it against.", year=str(self.year))
            case Cover.BEYOND_THE_FRAME:
                return message(
                    "{year}: {promised} is promised, and the budgets had {within} free on the day of the agreement.",
                    year=str(self.year),
                    promised=Euro(self.promised),
                    within=within,
                )
            case Cover.PARTLY:
                return message("{year}: {within} of {cost} is covered.", year=str(self.year), within=within, cost=cost)
            case _:
                return message("{year}: not covered. No budget is named.", year=str(self.year))


Position = Mapping[tuple[Budget, int], Sequence[tuple[datetime.date, Decimal]]]
"""Per budget and year its mutations: the day each counts from, and euros."""


def covered(agreements: Iterable[Agreement], lines: Iterable[Line], positions: Position) -> list[Year]:
    """Every year of every agreement, by code and year.

    Of a budget that several agreements draw on, the one that was agreed first takes first; on one day
    the one with the first code. What is only negotiated takes nothing.

    >>> budget = ("AM", "AM_NON_ODA", "XX", "37.2", "XAA", "TER")
    >>> day = datetime.date
    >>> first = Agreement("A", "XAA", day(2025, 2, 1), 2025, 2025, Decimal(60))
    >>> second = Agreement("B", "XAA", day(2025, 3, 1), 2025, 2025, Decimal(60))
    >>> lines = [Line("A", 2025, budget, Decimal(60)), Line("B", 2025, budget, Decimal(60))]
    >>> positions = {(budget, 2025): [(day(2025, 1, 1), Decimal(100)), (day(2025, 6, 1), Decimal(500))]}
    >>> [(y.agreement.code, y.cover.value, str(y.within)) for y in covered([second, first], lines, positions)]
    [('A', 'covered', '60'), ('B', 'beyond_the_frame', '40')]
    """
    by_agreement: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines:
        by_agreement[line.agreement, line.year].append(line)
    taken: dict[tuple[Budget, int], Decimal] = defaultdict(lambda: ZERO)
    found = []
    for agreement in sorted(agreements, key=lambda one: (one.agreed_on or datetime.date.max, one.code)):
        for year in agreement.years:
            own = []
            for line in sorted(by_agreement[agreement.code, year], key=lambda line: line.budget):
                at = (line.budget, year)
                day = agreement.agreed_on
                frame = sum((e for valid, e in positions.get(at, ()) if day and valid <= day), ZERO)
                own.append(Line(line.agreement, year, line.budget, line.amount, frame, taken[at]))
                if day:
                    taken[at] += own[-1].within
            found.append(Year(agreement, year, tuple(own)))
    return sorted(found, key=lambda one: (one.agreement.code, one.year))


def coverage(reader: Reader, country: str | None = None) -> list[Year]:
    """Every year of every agreement in a state of the ledger, or of those with one country."""
    agreements = [
        Agreement(*row)
        for row in reader.rows(
            "select code, country, agreed_on, first_year, last_year, yearly_cost_eur, status from agreement"
        )
    ]
    years = covered(agreements, lines_of(reader), positions_of(reader))
    return [year for year in years if country is None or year.agreement.country == country]


def lines_of(reader: Reader) -> list[Line]:
    """Every line of cover in a state of the ledger."""
    return [
        Line(agreement, year, tuple(budget), amount)
        for agreement, year, amount, *budget in reader.rows(
            "select agreement, year, amount_eur, holder, budget_type, chapter, article, country, theme from coverage"
        )
    ]


def positions_of(reader: Reader) -> Position:
    """The mutations of every budget that covers something."""
    found: dict[tuple[Budget, int], list[tuple[datetime.date, Decimal]]] = defaultdict(list)
    for year, valid_on, amount, *budget in reader.rows(
        "select a.year, a.valid_on, a.amount_eur, a.holder, a.budget_type, a.chapter, a.article, a.country, a.theme "
        "from allocation a semi join coverage c "
        "using (year, holder, budget_type, chapter, article, country, theme)"
    ):
        found[tuple(budget), year].append((valid_on, amount))
    return found
