"""What targets must mean: the original stays, and a revision says from when and why."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import ERROR, Broken, present, rule
from theory_of_change.text import message

_KEY = ["indicator", "country", "period", "kind", "revision"]


@rule("revision", ERROR, "target", clause=message("no silent change of targets"))
def revision_says_why(draft: Draft, known: Known) -> Iterator[Broken]:
    """A revised target says from when and why; the original says neither."""
    for row, revision in present(draft, "revision"):
        for field in ("valid_from", "reason"):
            given = draft.rows.at[row, field] is not None
            if revision > 0 and not given and not draft.unreadable(row, field):
                yield Broken(
                    row,
                    field,
                    message("A revised target says from when it holds and why."),
                    message("Fill in “Valid from” and “Reason”."),
                )
            if revision == 0 and field == "valid_from" and given:
                yield Broken(
                    row,
                    field,
                    message("The original target has no “Valid from”."),
                    message("Leave it empty, or raise the revision number."),
                )


@rule("silent change", ERROR, "target", clause=message("no silent change of targets"))
def no_silent_change(draft: Draft, known: Known) -> Iterator[Broken]:
    """A target that was set stays, and so does the day from which it holds; a new one is a revision beside it."""
    for row, *values, value, valid_from in draft.rows[[*_KEY, "value", "valid_from"]].itertuples(name=None):
        before = known.targets.get(tuple(values))
        if before is None or value is None:
            continue
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
    """A further point on a path that was set changes what is expected, so it is a revision."""
    paths = {_path(known, *key[:4]) for key in known.targets if key[4] == 0 and key[3] != "baseline"}
    for row, *values in draft.rows[_KEY].itertuples(name=None):
        if any(value is None for value in values) or tuple(values) in known.targets:
            continue
        *point, revision = values
        if revision == 0 and point[3] != "baseline" and _path(known, *point) in paths:
            yield Broken(
                row,
                "revision",
                message("The path of {indicator} was set already; this would change it.", indicator=point[0]),
                message("Give this point revision 1 or higher, with the day and the reason."),
            )


def _path(known: Known, indicator: str, country: str, period: str, kind: str) -> tuple[str, str, str]:
    """What a point belongs to: of a flow the path of its year, of anything else the one path of the country."""
    by_year = known.measures[indicator].kind in ("flow", "yearly")
    return indicator, country, period[:4] if by_year else ""


@rule("context target", ERROR, "target", clause=message("definition of the indicator"))
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
