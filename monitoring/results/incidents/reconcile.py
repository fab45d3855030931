"""How many reports of harm the members know of, beside how many are in the register.

The auditors found ten officers who said that they had reported, and one report at headquarters (ECA 17/2024). So each
member states every quarter how many it knows of, and the difference is told per member: never one against another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.ledger import Reader

RULE = "known and registered"
VERSION = "1.0"


@dataclass(frozen=True)
class Reconciled:
    """One member in one quarter: how many reports it knows of (None: it did not say), and how many it registered."""

    member: str
    quarter: str
    known: int | None
    registered: int

    @property
    def missing(self) -> int:
        """How many it knows of that are not in the register."""
        return missing(self.known, self.registered)


@dataclass(frozen=True)
class Total:
    """All members of a quarter. `missing` adds up what is missing of each: too many of one make up for nothing."""

    known: int
    registered: int
    missing: int
    stated: int
    members: int


def missing(known: int | None, registered: int) -> int:
    """How many known reports are not registered.

    >>> missing(10, 1), missing(3, 3), missing(None, 2), missing(1, 2)
    (9, 0, 0, 0)
    """
    return max(0, (known or 0) - registered)


def reconciled(reader: Reader, quarter: str) -> list[Reconciled]:
    """One row per member of a quarter, where most is missing first; also members that said nothing."""
    rows = reader.rows(
        """
        with member as (select distinct code from organisation),
        registered as (
            select i.reported_for as member, count(*) as number
            from incident i join period p on p.code = ? and i.reported_on between p.start_date and p.end_date
            group by all
        ),
        stated as (select member, known from known_incident_count where quarter = ?)
        select coalesce(m.code, r.member, s.member), s.known, coalesce(r.number, 0)
        from member m
        full join registered r on r.member = m.code
        full join stated s on s.member = coalesce(m.code, r.member)
        """,
        quarter,
        quarter,
    )
    found = [Reconciled(member, quarter, known, registered) for member, known, registered in rows]
    return sorted(found, key=lambda one: (-one.missing, -(one.known or 0), -one.registered, one.member))


def total(found: Sequence[Reconciled]) -> Total:
    """All members together.

    >>> total([Reconciled("A", "2026-Q3", 10, 1), Reconciled("B", "2026-Q3", 1, 3), Reconciled("C", "2026-Q3", None, 0)])
    Total(known=11, registered=4, missing=9, stated=2, members=3)
    """
    return Total(
        sum(one.known or 0 for one in found),
        sum(one.registered for one in found),
        sum(one.missing for one in found),
        sum(one.known is not None for one in found),
        len(found),
    )
