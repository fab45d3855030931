"""What targets must mean: the original stays, and a revision says from when and why."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import ERROR, Broken, present, rule
from theory_of_change.text import message


@rule("revision", ERROR, "target", clause=message("no silent change of targets"))
def revision_says_why(draft: Draft, known: Known) -> Iterator[Broken]:
    """A revised target says from when and why; the original says neither."""
    for row, revision in present(draft, "revision"):
        for field in ("valid_from", "reason"):
            given = draft.rows.at[row, field] is not None
            if revision > 0 and not given:
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
    """A target that was set stays; a new one is a revision beside it."""
    key = ["indicator", "country", "period", "kind", "revision"]
    for row, *values, value in draft.rows[[*key, "value"]].itertuples(name=None):
        before = known.targets.get(tuple(values))
        if before is not None and value is not None and before != value:
            yield Broken(
                row,
                "value",
                message("This target was set at {before} and stays.", before=before),
                message("Give the new value revision {next}, with the day and the reason.", next=values[-1] + 1),
            )


@rule("nothing to revise", ERROR, "target", clause=message("no silent change of targets"))
def revision_has_an_original(draft: Draft, known: Known) -> Iterator[Broken]:
    """Only what was set can be revised."""
    here = {(row.indicator, row.country, row.revision) for row in draft.rows.itertuples()}
    there = {(key[0], key[1], key[4]) for key in known.targets}
    for row, revision in present(draft, "revision"):
        place = (draft.rows.at[row, "indicator"], draft.rows.at[row, "country"])
        if revision > 0 and (*place, revision - 1) not in here | there:
            yield Broken(
                row,
                "revision",
                message("There is no revision {before} to revise.", before=revision - 1),
                message("Write 0 for a first target."),
            )


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
