"""What the two ends of a causal link say together.

This is the difference between a programme that was not delivered and a theory that does not work.
"""

from __future__ import annotations

from enum import StrEnum

from monitoring.results.status import Status
from theory_of_change.text import Message, counted, message

RULE = "link state"
VERSION = "1.0"


class LinkState(StrEnum):
    """What is said of a link."""

    CONSISTENT = "consistent"
    THEORY_IN_QUESTION = "theory_in_question"
    DELIVERY_PROBLEM = "delivery_problem"
    UNEXPLAINED = "unexplained"
    UNTESTED = "untested"


GRAVEST_FIRST = (
    LinkState.THEORY_IN_QUESTION,
    LinkState.DELIVERY_PROBLEM,
    LinkState.UNEXPLAINED,
    LinkState.UNTESTED,
    LinkState.CONSISTENT,
)
"""In the order in which they need looking at."""

_MOVES = (Status.ON_TRACK, Status.ATTENTION)


def link_state(
    cause: Status | None, effect: Status | None, *, waited: int = 0, lag: int = 0, money: bool = False
) -> LinkState:
    """The state of a link from the status of its two steps.

    `waited` is for how many quarters on end the cause has been on track, `lag` how many the effect
    may take. `money` says that the cause is an activity, known only by what was spent on it.

    What was delivered and should have worked by now, but did not, puts the theory in question:

    >>> link_state(Status.ON_TRACK, Status.BEHIND, waited=3, lag=2)
    <LinkState.THEORY_IN_QUESTION: 'theory_in_question'>

    Before the lag is over nothing can be said, and without a figure at either end neither:

    >>> link_state(Status.ON_TRACK, Status.BEHIND, waited=1, lag=2)
    <LinkState.UNTESTED: 'untested'>
    >>> link_state(Status.ON_TRACK, None)
    <LinkState.UNTESTED: 'untested'>

    What was not delivered cannot work; and money that is spent without an output is a matter of
    delivery, not of theory:

    >>> link_state(Status.BEHIND, Status.BEHIND)
    <LinkState.DELIVERY_PROBLEM: 'delivery_problem'>
    >>> link_state(Status.ON_TRACK, Status.BEHIND, waited=3, lag=1, money=True)
    <LinkState.DELIVERY_PROBLEM: 'delivery_problem'>

    When the effect comes without its cause, something else did it:

    >>> link_state(Status.BEHIND, Status.ON_TRACK)
    <LinkState.UNEXPLAINED: 'unexplained'>
    """
    if cause not in (*_MOVES, Status.BEHIND) or effect not in (*_MOVES, Status.BEHIND):
        return LinkState.UNTESTED
    if effect in _MOVES:
        return LinkState.CONSISTENT if cause in _MOVES else LinkState.UNEXPLAINED
    if cause != Status.ON_TRACK:
        return LinkState.DELIVERY_PROBLEM
    if waited <= lag:
        return LinkState.UNTESTED
    return LinkState.DELIVERY_PROBLEM if money else LinkState.THEORY_IN_QUESTION


def sentence(state: LinkState, *, waited: int = 0, lag: int = 0, money: bool = False, known: bool = True) -> Message:
    """Why a link has its state, in one sentence."""
    match state:
        case LinkState.THEORY_IN_QUESTION:
            return counted(
                "The cause has been on track for {n} quarter. The effect is behind, and the agreed waiting time of {lag} quarters is over. So the cause alone does not seem to be enough.",
                "The cause has been on track for {n} quarters. The effect is behind, and the agreed waiting time of {lag} quarters is over. So the cause alone does not seem to be enough.",
                n=waited,
                lag=lag,
            )
        case LinkState.DELIVERY_PROBLEM if money:
            return message("What the money should yield is behind. Look at delivery first.")
        case LinkState.DELIVERY_PROBLEM:
            return message("The cause is not on track and neither is the effect. Look at delivery before the theory.")
        case LinkState.UNEXPLAINED if money:
            return message("The output goes better than what was spent on it explains.")
        case LinkState.UNEXPLAINED:
            return message("The effect goes better than its cause, which is behind. Something else may do it.")
        case LinkState.CONSISTENT if money:
            return message("Money is being spent, and what it should yield is coming.")
        case LinkState.CONSISTENT:
            return message("Cause and effect move together, as the theory says.")
    if known:
        return message(
            "The cause is on track, but the effect may still take time: the agreed waiting time is {lag} quarters.",
            lag=lag,
        )
    return message("One of the two ends has no figure that can be judged.")
