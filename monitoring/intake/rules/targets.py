"""What targets must mean: the original stays, and a revision says from when and why."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import ERROR, WARNING, Broken, present, rule, where
from theory_of_change.text import message

_KEY = ["indicator", "country", "period", "kind", "revision"]


@rule("revision", ERROR, "target", clause=message("no silent change of targets"))
def revision_says_why(draft: Draft, known: Known) -> Iterator[Broken]:
    """A revised target says from when and why; the original says neither."""
    for row, _ in present(draft, "revision", lambda revision: revision > 0):
        for field in ("valid_from", "reason"):
            if draft.value(row, field) is None and not draft.unreadable(row, field):
                yield Broken(
                    row,
                    field,
                    message("A revised target says from when it holds and why."),
                    message("Fill in “Valid from” and “Reason”."),
                )
    for row in where(draft, draft.says("revision", 0) & ~draft.empty("valid_from")):
        yield Broken(
            row,
            "valid_from",
            message("The original target has no “Valid from”."),
            message("Leave it empty, or raise the revision number."),
        )


@rule("to be known", ERROR, "target", clause=message("nothing is judged against what is not known"))
def unknown_baseline_has_a_day(draft: Draft, known: Known) -> Iterator[Broken]:
    """Only a baseline may be not known yet, and then the day is told on which it is due."""
    to_come = draft.empty("value") & draft.says("kind", "baseline") & draft.says("revision", 0)
    for row in where(draft, draft.empty("value") & ~(to_come & ~draft.empty("due_date"))):
        if not draft.unreadable(row, "value") and not draft.unreadable(row, "due_date"):
            yield Broken(
                row,
                "value",
                message("There is no value here."),
                message("Fill it in. Of a first baseline that is not known yet, say when it is due instead."),
            )
    for row in where(draft, ~draft.empty("value") & ~draft.empty("due_date")):
        yield Broken(
            row,
            "due_date",
            message("The value is there, so it is not still to come."),
            message("Leave the day empty, or the value."),
        )


@rule("silent change", ERROR, "target", clause=message("no silent change of targets"))
def no_silent_change(draft: Draft, known: Known) -> Iterator[Broken]:
    """A target that was set stays, and so does the day from which it holds; a new one is a revision beside it."""
    for row, *values, value, valid_from in draft.rows[[*_KEY, "value", "valid_from"]].itertuples(name=None):
        before = known.targets.get(tuple(values))
        if before is None or before[0] is None or draft.unreadable(row, "value"):
            continue  # what was not known yet may become known
        if before[0] != value:
            yield Broken(
                row,
                "value",
                message("This target was set at {before} and stays.", before=before[0]),
                message("Give the new value revision {next}, with the day and the reason.", next=values[-1] + 1),
            )
        elif before[1] != valid_from and not draft.unreadable(row, "valid_from"):
            yield Broken(
                row,
                "valid_from",
                message("This target holds from {before}, and that stays.", before=before[1])
                if before[1]
                else message("This target is an original and holds from the start."),
                message("Give the change revision {next}, with the day and the reason.", next=values[-1] + 1),
            )


@rule("silent change", ERROR, "target", clause=message("no silent change of targets"))
def no_point_slipped_in(draft: Draft, known: Known) -> Iterator[Broken]:
    """A further point on a path that was set, or in a revision of it, changes what is expected: it is the next revision."""
    last: dict[tuple[str, str, str], int] = {}
    for key in known.targets:
        path = _path(known, *key[:4])
        last[path] = max(last.get(path, 0), key[4])
    for row, *values in draft.rows[_KEY].itertuples(name=None):
        if any(value is None for value in values) or tuple(values) in known.targets:
            continue
        *point, revision = values
        path = _path(known, *point)
        if revision <= last.get(path, -1):
            yield Broken(
                row,
                "revision",
                message("The path of {indicator} was set already; this would change it.", indicator=point[0]),
                message("Give this point revision {next}, with the day and the reason.", next=last[path] + 1),
            )


@rule("one day", ERROR, "target", clause=message("no silent change of targets"))
def one_value_a_day_and_one_day_a_revision(draft: Draft, known: Known) -> Iterator[Broken]:
    """A revision of a path holds from one day, and a path has one value on a day; 2026 and 2026-Q4 end on the same."""
    since: dict[tuple, object] = {}
    points: dict[tuple, tuple[str, str]] = {}
    for row, *values, valid_from in draft.rows[[*_KEY, "valid_from"]].itertuples(name=None):
        if any(value is None for value in values) or values[2] not in known.periods:
            continue
        *point, revision = values
        path = (*_path(known, *point), revision)
        if revision > 0 and valid_from is not None and since.setdefault(path, valid_from) != valid_from:
            yield Broken(
                row,
                "valid_from",
                message(
                    "Revision {revision} of this path holds from {day} in another row.",
                    revision=revision,
                    day=since[path],
                ),
                message("Give the rows of one revision the same day, or this one the next number."),
            )
        if point[3] != "baseline":
            at = (*path, known.periods[values[2]][2])
            same = (values[2], point[3])
            if points.setdefault(at, same) != same:
                yield Broken(
                    row,
                    "period",
                    message("Another row says what should be so on the same day, as {period}.", period=points[at][0]),
                    message("Keep one of the two."),
                )


@rule("backdated", WARNING, "target", clause=message("no silent change of targets"))
def revision_of_what_was_judged(draft: Draft, known: Known) -> Iterator[Broken]:
    """A revision that holds from before the last quarter that ended changes what was said of it."""
    quarters = [end for kind, _, end in known.periods.values() if kind == "quarter" and end < known.today]
    over = max(quarters, default=datetime.date.min)
    for row, _ in present(draft, "valid_from", lambda day: day <= over):
        if tuple(draft.value(row, name) for name in _KEY) not in known.targets:
            yield Broken(
                row,
                "valid_from",
                message("This holds from before the end of a quarter that is over, so it is judged anew."),
                message("Check the day on which it was decided."),
            )


def _path(known: Known, indicator: str, country: str, period: str, kind: str) -> tuple[str, str, str]:
    """What a point belongs to: the baseline, of a flow the path of its year, of anything else the one path of the country."""
    by_year = known.measures[indicator].kind in ("flow", "yearly")
    return indicator, country, "baseline" if kind == "baseline" else period[:4] if by_year else ""


@rule("context target", ERROR, "target", clause=message("definition of the indicator"), reads=("indicator",))
def no_target_for_context(draft: Draft, known: Known) -> Iterator[Broken]:
    """An indicator that is only context, and a safeguard, have no target."""
    for row, code in present(draft, "indicator"):
        measure = known.measures[code]
        if measure.role == "safeguard":
            yield Broken(
                row,
                "indicator",
                message("{indicator} is a safeguard. It has thresholds in its theory, not a target.", indicator=code),
                message("Take the row out."),
            )
        elif measure.direction == "contextual":
            yield Broken(
                row,
                "indicator",
                message("{indicator} is context and has no target.", indicator=code),
                message("Take the row out."),
            )
