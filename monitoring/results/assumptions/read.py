"""Tests, statements and answers as the ledger holds them, and how a theory stands by them at a quarter."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeVar

from monitoring.ledger import Ledger, Reader
from monitoring.results.assumptions.evidence import Strength, of_link
from monitoring.results.assumptions.state import AssumptionState, Standing, standing
from monitoring.results.assumptions.told import Learnt, Statement, Test, Told, Verdict
from monitoring.results.picture import theory_at
from theory_of_change.model import Theory

T = TypeVar("T", bound=Told)


@dataclass(frozen=True)
class Known:
    """What people told of one theory for one country (ALL: over all) up to a quarter, the last first.

    `standings` is by code of an assumption, `strengths` by that of a link.
    """

    standings: Mapping[str, Standing] = field(default_factory=dict)
    strengths: Mapping[str, Strength] = field(default_factory=dict)
    tests: Sequence[Test] = ()
    statements: Sequence[Statement] = ()
    learnt: Sequence[Learnt] = ()

    def of(self, assumption: str) -> list[Test]:
        """The tests of one assumption, the last first."""
        return [test for test in self.tests if test.assumption == assumption]

    def on(self, code: str) -> list[Statement]:
        """The statements on one step, link or safeguard, the last first."""
        return [one for one in self.statements if one.bears_on == code]

    @property
    def tested(self) -> int:
        """How many assumptions were tested, recently enough to rely on."""
        return sum(one.test is not None and not one.aged for one in self.standings.values())

    def count(self, state: AssumptionState) -> int:
        """How many assumptions have a state."""
        return sum(one.state is state for one in self.standings.values())


def tests(reader: Reader) -> list[Test]:
    """Every test of an assumption, the last first."""
    return [
        Test(**row | {"verdict": Verdict(row["verdict"])}) for row in _rows(reader, Test, "tested_on desc, number desc")
    ]


def statements(reader: Reader) -> list[Statement]:
    """Every outcome statement, the last first."""
    return [Statement(**row) for row in _rows(reader, Statement, "changed_on desc, number desc")]


def learnt(reader: Reader) -> list[Learnt]:
    """Every answer to a learning question, the last first."""
    return [Learnt(**row) for row in _rows(reader, Learnt, "learnt_on desc, number desc")]


def _rows(reader: Reader, kind: type[Told], order: str) -> list[dict]:
    columns = [each.name for each in fields(kind)]
    found = reader.rows(f"select {', '.join(columns)} from {kind.table} order by {order}")
    return [dict(zip(columns, row, strict=True)) for row in found]


def day_of(reader: Reader, quarter: str) -> datetime.date:
    """Up to which day what was told counts for a quarter: until its figures are judged for good, and never after today.

    The last quarter that ended is what everybody looks at, so for that one all that is known today counts.
    """
    today = reader.today
    found = reader.rows(
        "select p.end_date, q.settled_on, coalesce(q.code >= last.code, p.end_date >= ?) "
        "from period p left join quarter q on q.code = p.code, (select max(code) as code from quarter where ended) last "
        "where p.code = ? and p.kind = 'quarter'",
        today,
        quarter,
    )
    if not found or found[0][2]:
        return today
    end, settled, _ = found[0]
    return min(settled or end, today)  # before there were figures nothing was judged


def known(ledger: Ledger, code: str, quarter: str, country: str = "ALL") -> Known:
    """What was told of a theory by a quarter, for a country or over all of them; nothing where there is no such theory."""
    theory = theory_at(ledger, code, quarter)
    return at(ledger, quarter).known(theory, country) if theory else Known()


@dataclass(frozen=True)
class At:
    """All that was told by the day that counts for a quarter, of all theories, read once."""

    day: datetime.date
    tests: Sequence[Test]
    statements: Sequence[Statement]
    learnt: Sequence[Learnt]

    def known(self, theory: Theory, country: str = "ALL") -> Known:
        """What of it is of one theory, for a country or over all of them."""
        codes = {element.code for _, _, element in theory.elements()}

        def own(told: Iterable[T], about: str) -> list[T]:
            return [
                one
                for one in told
                if getattr(one, about) in codes and (country == "ALL" or one.country in (country, "ALL"))
            ]

        tested, stated = own(self.tests, "assumption"), own(self.statements, "bears_on")
        return Known(
            {
                one.code: standing(
                    [test for test in tested if test.assumption == one.code], country, self.day, theory.review_months
                )
                for one in theory.assumptions
            },
            {link.code: of_link(link, tested, stated) for link in theory.links},
            tested,
            stated,
            own(self.learnt, "question"),
        )


def at(reader: Reader, quarter: str) -> At:
    """All that was told by the day that counts for a quarter."""
    day = day_of(reader, quarter)
    return At(
        day,
        [one for one in tests(reader) if one.tested_on <= day],
        [one for one in statements(reader) if one.changed_on <= day],
        [one for one in learnt(reader) if one.learnt_on <= day],
    )
