"""The text of a theory's next version, as policy staff go on writing it after a strategy test."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from monitoring.ledger import Reader
from monitoring.results.strategy.held import Outcome, StrategyTest


def next_version(source: str, version: int, valid_from: datetime.date, outcomes: Sequence[StrategyTest]) -> str:
    """The text of a theory as a draft of its next version, with what a strategy test asked above it as remarks.

    Nothing else is changed: what goes, comes or changes is written by people, and checked when it is read.

    >>> print(next_version("code: TER\\nversion: 1\\nstatus: adopted\\nadopted_by: [BZ, AM]\\nvalid_from: 2023-01-01\\n", 2,
    ...     datetime.date(2027, 1, 1), []))
    code: TER
    version: 2
    status: draft
    adopted_by: []
    valid_from: 2027-01-01
    <BLANKLINE>
    """
    replaced = source
    for name, value in (("version", version), ("status", "draft"), ("adopted_by", "[]"), ("valid_from", valid_from)):
        replaced = re.sub(rf"(?m)^{name}:.*(?:\n[ -].*)*", f"{name}: {value}", replaced, count=1)
    asked = [one for one in outcomes if one.outcome is not Outcome.KEEP]
    remarks = "".join(
        f"# {one.held_on} {one.outcome.value} {one.about or 'all'}: {_in_one_line(one.change)} ({_in_one_line(one.reason)})\n"
        for one in asked
    )
    return remarks + replaced


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def source(reader: Reader, theory: str, version: int) -> str:
    """The text of a version of a theory."""
    [(text,)] = reader.rows("select source from theory where code = ? and version = ?", theory, version)
    return text
