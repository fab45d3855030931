"""What rows must mean together: over all sheets of a file, with what the ledger holds already.

These rules look at the rows that would really land. A row that only makes sense beside another one
is held back with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from monitoring.intake.distinct import Distinct, alike, members
from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.known import Known
from monitoring.intake.rules.agreements import (
    agreements_are_covered,
    rests_on_what_lands,
    transfers_net_to_zero,
)
from monitoring.intake.rules.budget import within_the_budget
from monitoring.intake.rules.joined import Held, Joined
from monitoring.intake.rules.rule import BLOCKING, ERROR, WARNING
from monitoring.intake.shape import MOST_REVISIONS
from theory_of_change.text import Euro, Message, message

_LINE = ("project", "kind", "budget_type", "country", "theme", "quarter")


class Line(NamedTuple):
    """A complete budget line of one of the sender's own projects, and where it stands."""

    draft: Draft
    row: int
    key: tuple[str, ...]
    amount: Decimal


def together(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """Every rule over rows together that this file breaks."""
    yield from spent_within_commitments(drafts, known, held)
    yield from within_the_budget(drafts, known, held)
    yield from revision_has_an_original(drafts, known, held)
    yield from parts_make_up_the_total(drafts, known, held)
    yield from agreements_are_covered(drafts, known, held)
    yield from transfers_net_to_zero(drafts, known, held)
    yield from rests_on_what_lands(drafts, known, held)


def spent_within_commitments(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """CHK-B4: over all quarters no more is paid on a project than was committed.

    Where it is so of the rows that would land, it holds the file up. Where it is only so because
    other rows are held back, the payments wait with them.
    """
    lines = _own_lines(drafts, known, held)
    if not len(lines.row):
        return
    before = _totals(known.project_money)
    after = _with_lines(before, lines, known)
    without = after if lines.lands.all() else _with_lines(before, lines.at(lines.lands), known)
    projects, rows = lines.alike("project"), None
    for number, project in enumerate(dict.fromkeys(lines.values["project"].column)):
        allowed = max(Decimal(0), _excess(before, project))
        if _excess(without, project) <= allowed:
            continue
        rows = rows or members(projects)
        own = [_line(lines, place) for place in rows[number].tolist() if lines.lands[place]]
        if _excess(after, project) > allowed:
            yield _overspent(max(own, key=lambda line: _harm(line, known)), without, BLOCKING, _more_spent, _RAISE)
            continue
        for line in own:
            if _harm(line, known) > 0:
                yield _overspent(line, without, ERROR, _more_without, _MEND_FIRST)


_CLAUSE = message("budget rules: commitment before payment")
_RAISE = message("Raise the commitment or lower the expenditure.")
_MEND_FIRST = message("Mend the other rows of this project first; this one lands with them.")


def _more_spent(**values: Any) -> Message:
    return message("More is spent on project {project} than was committed: {spent} against {committed}.", **values)


def _more_without(**values: Any) -> Message:
    return message(
        "Without the wrong rows of this file, more is spent on project {project} than was committed: {spent} against {committed}.",
        **values,
    )


Totals = Mapping[tuple[str, str], Decimal]
"""Euros per project and kind of money."""


def _own_lines(drafts: Sequence[Draft], known: Known, held: Held) -> Joined:
    """The complete budget lines of the sender's own projects."""
    lines = Joined.of(drafts, held, "budget_line", (*_LINE, "amount_eur"), combined=True)
    own = lines.values["project"].where(lambda code: code and known.projects[code].holder == known.person.organisation)
    return lines.at(own & lines.filled(*lines.values))


def _line(lines: Joined, place: int) -> Line:
    return Line(*lines.place(place), lines.key(place, *_LINE), lines.key(place, "amount_eur")[0])


def _totals(money: Mapping[tuple[str, ...], Decimal]) -> Totals:
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (project, kind, *_), amount in money.items():
        totals[project, kind] += amount
    return totals


def _with_lines(before: Totals, lines: Joined, known: Known) -> Totals:
    """The totals with these lines in the place of what the ledger has; of two on the same, the last counts."""
    last = ~pd.Series(lines.alike(*_LINE)).duplicated(keep="last").to_numpy()
    lines = lines.at(last)
    totals = defaultdict(Decimal, before)
    for of, amount in zip(lines.keys("project", "kind"), lines.values["amount_eur"].column, strict=True):
        totals[of] += amount
    if known.project_money:
        for key in lines.keys(*_LINE):
            totals[key[:2]] -= known.project_money.get(key, 0)
    return totals


def _excess(totals: Totals, project: str) -> Decimal:
    return totals.get((project, "expenditure"), Decimal(0)) - totals.get((project, "commitment"), Decimal(0))


def _harm(line: Line, known: Known) -> Decimal:
    """By how many euros a line raises what is paid, or lowers what was committed."""
    change = line.amount - known.project_money.get(line.key, Decimal(0))
    return {"expenditure": change, "commitment": -change}.get(line.key[1], Decimal(0))


def _overspent(
    line: Line,
    totals: Totals,
    severity: Severity,
    words: Callable[..., Message],
    remedy: Message,
) -> Finding:
    project = line.key[0]
    spent, committed = (totals.get((project, kind), Decimal(0)) for kind in ("expenditure", "commitment"))
    said = words(project=project, spent=Euro(spent), committed=Euro(committed))
    return line.draft.finding("CHK-B4", severity, line.row, "amount_eur", said, remedy, _CLAUSE)


def revision_has_an_original(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """Only what was set can be revised: by the ledger, or by a row of this file that lands too."""
    path = ("indicator", "country", "revision")
    rows = Joined.of(drafts, held, "target", path, combined=True)
    rows = rows.at(rows.lands & rows.filled("revision"))
    if not len(rows.row):
        return
    there = {(key[0], key[1], key[4]) for key in known.targets} | set(rows.keys(*path))
    for place, (indicator, country, revision) in enumerate(rows.keys(*path)):
        if 0 != revision <= MOST_REVISIONS and (indicator, country, revision - 1) not in there:
            draft, row = rows.place(place)
            yield draft.finding(
                "nothing to revise",
                ERROR,
                row,
                "revision",
                message("There is no revision {before} to revise.", before=revision - 1),
                message("Write 0 for a first target."),
                message("no silent change of targets"),
            )


def is_part(known: Known, indicator: str | None, dimension: str | None) -> bool:
    """Whether a row is one of the parts that make up the total of its indicator."""
    partition = known.measures[indicator].partition if indicator else None
    return bool(partition and dimension and dimension.startswith(f"{partition}=") and ";" not in dimension)


def parts_of(indicators: Distinct, dimensions: Distinct, known: Known) -> np.ndarray:
    """For every row, whether it is one of the parts that make up the total of its indicator."""
    pairs = alike([indicators, dimensions], len(indicators.places))
    _, first = np.unique(pairs, return_index=True)
    said = zip(indicators.at(first).column, dimensions.at(first).column, strict=True)
    return np.array([is_part(known, indicator, dimension) for indicator, dimension in said], dtype=bool)[pairs]


def parts_make_up_the_total(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """CHK-Q4: a total is not less than the parts that make it up; parts that make up nothing come with a total."""
    key = ("indicator", "country", "period")
    rows = Joined.of(drafts, held, "observation", (*key, "dimension", "value"), combined=False)
    rows = rows.at(rows.lands & rows.filled(*key, "dimension"))
    if not len(rows.row):
        return
    groups, place = rows.alike(*key), np.arange(len(rows.row))
    total = rows.values["dimension"].where(lambda dimension: dimension == "total")
    part = ~total & parts_of(rows.values["indicator"], rows.values["dimension"], known)
    other = (~total & ~part)[::-1]
    totals = dict(zip(groups[total].tolist(), place[total].tolist(), strict=True))
    last_part = dict(zip(groups[part].tolist(), place[part].tolist(), strict=True))
    others = dict(zip(groups[::-1][other].tolist(), place[::-1][other].tolist(), strict=True))  # the first of each
    parts: dict[int, Decimal] = defaultdict(Decimal)
    for group, value in zip(groups[part].tolist(), rows.values["value"].at(part).column, strict=True):
        parts[group] += value or 0
    for group in {**(totals if known.parts else {}), **last_part}:
        at = totals.get(group, last_part.get(group))
        about = rows.key(at, *key)
        whole = rows.key(at, "value")[0] if group in totals else known.totals.get(about)
        known_parts = parts[group] if group in last_part else known.parts.get(about)
        if whole is not None and known_parts is not None and known_parts > whole:
            draft, row = rows.place(at)
            yield draft.finding(
                "CHK-Q4",
                ERROR,
                row,
                "value",
                message("The parts add up to {parts}, and the total is {total}.", parts=known_parts, total=whole),
                message("Correct the total, or leave it out: then the parts make it up."),
                message("data quality"),
            )
    for group, at in others.items():
        about = rows.key(at, *key)
        if group not in totals and group not in last_part and about not in known.totals:
            draft, row = rows.place(at)
            yield draft.finding(
                "CHK-Q4",
                WARNING,
                row,
                "dimension",
                message("Of {indicator} this is only a part, and the total is not there.", indicator=about[0]),
                message("Add a row without disaggregation: figures are shown by their total."),
                message("data quality"),
            )
