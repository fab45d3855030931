"""What rows must mean together: over all sheets of a file, with what the ledger holds already.

These rules look at the rows that would really land. A row that only makes sense beside another one
is held back with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.known import Known
from monitoring.intake.rules.budget import within_the_budget
from monitoring.intake.rules.rule import BLOCKING, ERROR, WARNING
from monitoring.intake.shape import MOST_REVISIONS
from theory_of_change.text import Euro, Message, message

Held = Callable[[Draft, int], bool]
"""Whether a row is held back by what was found in it."""

_LINE = ["project", "kind", "budget_type", "country", "theme", "quarter"]


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


def spent_within_commitments(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """CHK-B4: over all quarters no more is paid on a project than was committed.

    Where it is so of the rows that would land, it holds the file up. Where it is only so because
    other rows are held back, the payments wait with them.
    """
    lines = [line for draft in drafts if draft.region.table == "budget_line" for line in _lines(draft, known)]
    landing = [line for line in lines if not held(line.draft, line.row)]
    before, after, without = (_totals(known, some) for some in ([], lines, landing))
    for project in dict.fromkeys(line.key[0] for line in lines):
        allowed = max(Decimal(0), _excess(before, project))
        if _excess(without, project) <= allowed:
            continue
        own = [line for line in landing if line.key[0] == project]
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


def _lines(draft: Draft, known: Known) -> Iterator[Line]:
    for row, *key, amount in draft.rows[[*_LINE, "amount_eur"]].itertuples(name=None):
        complete = all(value is not None for value in (*key, amount))
        if complete and known.projects[key[0]].holder == known.person.organisation:
            yield Line(draft, row, tuple(key), amount)


def _totals(known: Known, lines: Sequence[Line]) -> dict[tuple[str, str], Decimal]:
    """Euros per project and kind: what is in the ledger, with these lines in its place."""
    money = dict(known.project_money) | {line.key: line.amount for line in lines}
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (project, kind, *_), amount in money.items():
        totals[project, kind] += amount
    return totals


def _excess(totals: dict[tuple[str, str], Decimal], project: str) -> Decimal:
    return totals[project, "expenditure"] - totals[project, "commitment"]


def _harm(line: Line, known: Known) -> Decimal:
    """By how many euros a line raises what is paid, or lowers what was committed."""
    change = line.amount - known.project_money.get(line.key, Decimal(0))
    return {"expenditure": change, "commitment": -change}.get(line.key[1], Decimal(0))


def _overspent(
    line: Line,
    totals: dict[tuple[str, str], Decimal],
    severity: Severity,
    words: Callable[..., Message],
    remedy: Message,
) -> Finding:
    project = line.key[0]
    spent, committed = totals[project, "expenditure"], totals[project, "commitment"]
    said = words(project=project, spent=Euro(spent), committed=Euro(committed))
    return line.draft.finding("CHK-B4", severity, line.row, "amount_eur", said, remedy, _CLAUSE)


def revision_has_an_original(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """Only what was set can be revised: by the ledger, or by a row of this file that lands too."""
    there = {(key[0], key[1], key[4]) for key in known.targets}
    targets = [draft for draft in drafts if draft.region.table == "target"]
    for draft in targets:
        for row in draft.rows.itertuples():
            if not held(draft, row.Index) and row.revision is not None:
                there.add((row.indicator, row.country, row.revision))
    for draft in targets:
        for row in draft.rows.itertuples():
            if not row.revision or row.revision > MOST_REVISIONS or held(draft, row.Index):
                continue
            if (row.indicator, row.country, row.revision - 1) not in there:
                yield draft.finding(
                    "nothing to revise",
                    ERROR,
                    row.Index,
                    "revision",
                    message("There is no revision {before} to revise.", before=row.revision - 1),
                    message("Write 0 for a first target."),
                    message("no silent change of targets"),
                )


def is_part(known: Known, indicator: str | None, dimension: str | None) -> bool:
    """Whether a row is one of the parts that make up the total of its indicator."""
    partition = known.measures[indicator].partition if indicator else None
    return bool(partition and dimension and dimension.startswith(f"{partition}=") and ";" not in dimension)


def parts_make_up_the_total(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """CHK-Q4: a total is not less than the parts that make it up; parts that make up nothing come with a total."""
    parts: dict[tuple, Decimal] = defaultdict(Decimal)
    totals: dict[tuple, tuple[Draft, int, Decimal]] = {}
    others: dict[tuple, tuple[Draft, int]] = {}
    last_part: dict[tuple, tuple[Draft, int]] = {}
    for draft in drafts:
        if draft.region.table != "observation" or draft.region.combine:
            continue
        for row in draft.rows.itertuples():
            key = (row.indicator, row.country, row.period)
            if None in key or row.dimension is None or held(draft, row.Index):
                continue
            if row.dimension == "total":
                totals[key] = (draft, row.Index, row.value)
            elif is_part(known, row.indicator, row.dimension):
                parts[key] += row.value or 0
                last_part[key] = (draft, row.Index)
            else:
                others.setdefault(key, (draft, row.Index))
    for key in {*totals, *last_part}:
        whole = totals[key][2] if key in totals else known.totals.get(key)
        known_parts = parts[key] if key in last_part else known.parts.get(key)
        if whole is not None and known_parts is not None and known_parts > whole:
            draft, row = totals[key][:2] if key in totals else last_part[key]
            yield draft.finding(
                "CHK-Q4",
                ERROR,
                row,
                "value",
                message("The parts add up to {parts}, and the total is {total}.", parts=known_parts, total=whole),
                message("Correct the total, or leave it out: then the parts make it up."),
                message("data quality"),
            )
    for key, (draft, row) in others.items():
        if key not in totals and key not in known.totals and key not in last_part:
            yield draft.finding(
                "CHK-Q4",
                WARNING,
                row,
                "dimension",
                message("Of {indicator} this is only a part, and the total is not there.", indicator=key[0]),
                message("Add a row without disaggregation: figures are shown by their total."),
                message("data quality"),
            )
