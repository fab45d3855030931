"""The quarters that were closed: the name of each frozen state, which commit it is of, and the day it is looked at."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from monitoring.ledger.names import Reader

NAME = re.compile(r"(\d{4}-Q[1-4])(?:-v(\d+))?", re.IGNORECASE)
"""How a frozen state is asked for: 2026-Q2 is the last closing of it, 2026-Q2-v1 the first."""


@dataclass(frozen=True)
class Frozen:
    """A state that was frozen with two keys when a quarter was closed. `opened` says whether it was opened again."""

    quarter: str
    version: int
    state: int
    seen_on: datetime.date
    contents: str
    closed_on: datetime.date
    opened: bool

    @property
    def name(self) -> str:
        """What it is called: 2026-Q2, and 2026-Q2-v2 where it was closed again."""
        return named(self.quarter, self.version)

    @property
    def address(self) -> str:
        """How a link names it: with its version, so that it leads to this one also after the quarter is closed again."""
        return f"{self.quarter}-v{self.version}"


def named(quarter: str, version: int) -> str:
    """The name of a closing.

    >>> named("2026-Q2", 1), named("2026-Q2", 2)
    ('2026-Q2', '2026-Q2-v2')
    """
    return quarter if version == 1 else f"{quarter}-v{version}"


def frozen(reader: Reader) -> list[Frozen]:
    """Every state that was frozen, the last closing of the last quarter first."""
    rows = reader.rows(
        """
        with keys as (
            select quarter, version, max(given_on) filter (act = 'close') as closed_on,
                   count(*) filter (act = 'close') as closing, count(*) filter (act = 'reopen') as opening
            from quarter_key group by all
        )
        select c.quarter, c.version, c.state, c.seen_on, c.contents, k.closed_on, k.opening = 2
        from quarter_close c
        join keys k on k.quarter = c.quarter and k.version = c.version and k.closing = 2
        order by c.quarter desc, c.version desc
        """
    )
    return [Frozen(*row) for row in rows]


def frozen_as(reader: Reader, name: str) -> Frozen | None:
    """The frozen state of a name, None where there is none. Without a version it is the last closing.

    One that was opened again stays readable: it is what was reported.
    """
    asked = NAME.fullmatch(name.strip())
    if not asked:
        return None
    quarter, version = asked[1].upper(), asked[2]
    found = (one for one in frozen(reader) if one.quarter == quarter)
    return next((one for one in found if version is None or one.version == int(version)), None)


def keys_given(reader: Reader) -> frozenset[int]:
    """The commits in which a key to closing or opening was given: they change no figure."""
    return frozenset(number for (number,) in reader.rows("select distinct written_in from quarter_key"))


def signed(reader: Reader, one: Frozen) -> str:
    """Who gave the keys to a closing, the first first: “Secretary (BZ), Controller (A&M)”."""
    rows = reader.rows(
        "select given_by, organisation from quarter_key where quarter = ? and version = ? and act = 'close' order by given_at",
        one.quarter,
        one.version,
    )
    return ", ".join(f"{name} ({'A&M' if code == 'AM' else code})" for name, code in rows)
