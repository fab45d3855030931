"""What counts as aid: who checks it, and what never is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import BLOCKING, ERROR, WARNING, Broken, organisation, present, rule
from monitoring.money.oda import CODES, SAID, Answers, NoAid, why_no_aid
from theory_of_change.text import counted, message

DAC = message("OECD-DAC: what counts as aid")


@rule("CHK-O1", BLOCKING, "oda_check", clause=message("OECD-DAC: who reports aid verifies its main purpose"))
def bz_checks_aid(draft: Draft, known: Known) -> Iterator[Broken]:
    """Whether something is aid is checked by the one that reports it: BZ."""
    reports = known.type_holders.get("BZ_ODA")
    if reports and known.person.organisation != reports:
        for row in draft.index.tolist():
            yield Broken(
                row,
                "project",
                message("{holder} checks whether this is aid.", holder=organisation(known, reports)),
                message("Let {holder} deliver this row.", holder=organisation(known, reports)),
            )


@rule("CHK-O1", ERROR, "budget_line", clause=DAC, reads=("project", "budget_type"))
def aid_was_checked(draft: Draft, known: Known) -> Iterator[Broken]:
    """Behind every row of ODA stands a check that says it is aid."""
    for row, code, reason in _no_aid(draft, known):
        if reason is NoAid.NO_CHECK:
            yield Broken(
                row,
                "project",
                message("Nobody checked yet whether project {project} is aid.", project=code),
                message("Deliver its ODA check first, in the template of the register."),
            )
        elif reason not in CODES:
            yield Broken(
                row,
                "project",
                message("Project {project} is no aid: {reason}.", project=code, reason=SAID[reason]),
                message("Choose another budget. If the check is wrong, deliver a new one first."),
            )


@rule("CHK-O2", ERROR, "budget_line", clause=DAC, reads=("project", "budget_type"))
def nothing_forced_is_aid(draft: Draft, known: Known) -> Iterator[Broken]:
    """What the check says is forced is no ODA: return, detention, escort."""
    for row, code, reason in _no_aid(draft, known):
        if reason in CODES:
            yield Broken(
                row,
                "project",
                message("Project {project} is no aid: {reason}.", project=code, reason=SAID[reason]),
                message("Choose another budget. Forced return is never ODA."),
            )


@rule("CHK-O1", WARNING, "oda_check", clause=DAC)
def no_aid_is_not_booked_as_aid(draft: Draft, known: Known) -> Iterator[Broken]:
    """Where a check says that a project is no aid, what is booked on it as ODA is told."""
    booked = Counter(code for code, _, budget_type, *_ in known.project_money if budget_type == "BZ_ODA")
    for row, code in present(draft, "project", lambda code: booked[code] > 0):
        answers = [draft.value(row, name) for name in Answers.__dataclass_fields__]
        reasons = why_no_aid(Answers(*(answer == "yes" for answer in answers))) if None not in answers else ()
        if reasons:
            yield Broken(
                row,
                "project",
                counted(
                    "By this check project {project} is no aid: {reason}. {n} row of ODA is booked on it.",
                    "By this check project {project} is no aid: {reason}. {n} rows of ODA are booked on it.",
                    n=booked[code],
                    project=code,
                    reason=SAID[reasons[0]],
                ),
                message("Book them on another budget, and put 0 in the rows of ODA."),
            )


def _no_aid(draft: Draft, known: Known) -> Iterator[tuple[int, str, NoAid]]:
    """The first reason for which each ODA row of the sender's projects is no aid; the country is looked at elsewhere."""
    for row, code in present(draft, "project"):
        project = known.projects[code]
        if draft.value(row, "budget_type") == project.budget_type == "BZ_ODA" and (
            reasons := why_no_aid(known.oda_checks.get(code))
        ):
            forced = [reason for reason in reasons if reason in CODES]
            yield row, code, (forced or reasons)[0]
