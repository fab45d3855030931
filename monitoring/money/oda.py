"""Whether money is aid (ODA): what the check of a project says, by the rules of the OECD-DAC.

The authority that reports aid verifies its main purpose itself, also where several ministries
programme together (OECD-DAC, agreed principles for activities in the field of migration).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from theory_of_change.text import Message, message

RULE = "oda"
VERSION = "1.0"


class NoAid(StrEnum):
    """Why something is no aid."""

    NO_CHECK = "no_check"
    NOT_A_RECIPIENT = "not_a_recipient"
    OTHER_PURPOSE = "other_purpose"
    DONOR_FIRST = "donor_first"
    FORCED = "forced"
    DONOR_COST = "donor_cost"


SAID = {
    NoAid.NO_CHECK: message("nobody checked yet whether this is aid"),
    NoAid.NOT_A_RECIPIENT: message("the country is not on the DAC list"),
    NoAid.OTHER_PURPOSE: message("development is not the main purpose"),
    NoAid.DONOR_FIRST: message("the donor benefits first, not the partner country"),
    NoAid.FORCED: message("something in it is forced: return, detention or escort"),
    NoAid.DONOR_COST: message("costs on the side of the donor are in it"),
}
"""Each reason in words."""

CODES = {NoAid.FORCED: "CHK-O2"}
"""The check that a reason belongs to, where it is not CHK-O1."""


@dataclass(frozen=True)
class Answers:
    """What was answered of a project: the record behind every row of aid."""

    main_purpose: bool
    partner_first: bool
    forced: bool
    donor_cost: bool


def why_no_aid(answers: Answers | None, *, recipient: bool = True) -> tuple[NoAid, ...]:
    """Every reason why money is no aid; none where it is. `recipient`: whether its country is on the DAC list.

    Reintegration in the country of origin, for its own sake, is aid:

    >>> why_no_aid(Answers(main_purpose=True, partner_first=True, forced=False, donor_cost=False))
    ()

    A flight with people who are made to leave is none, whatever else is said of it, and neither is what
    was never looked at:

    >>> why_no_aid(Answers(main_purpose=True, partner_first=False, forced=True, donor_cost=False))
    (<NoAid.DONOR_FIRST: 'donor_first'>, <NoAid.FORCED: 'forced'>)
    >>> why_no_aid(None, recipient=False)
    (<NoAid.NO_CHECK: 'no_check'>, <NoAid.NOT_A_RECIPIENT: 'not_a_recipient'>)
    """
    found = [] if answers else [NoAid.NO_CHECK]
    if not recipient:
        found.append(NoAid.NOT_A_RECIPIENT)
    if answers:
        found += [
            reason
            for reason, applies in (
                (NoAid.OTHER_PURPOSE, not answers.main_purpose),
                (NoAid.DONOR_FIRST, not answers.partner_first),
                (NoAid.FORCED, answers.forced),
                (NoAid.DONOR_COST, answers.donor_cost),
            )
            if applies
        ]
    return tuple(found)


def in_words(reason: NoAid) -> Message:
    """A reason as half a sentence."""
    return SAID[reason]
