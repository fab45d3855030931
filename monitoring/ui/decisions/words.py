"""How decisions look and are called on the page."""

from __future__ import annotations

from collections.abc import Mapping

from monitoring.results.decisions import Choice, Moved, State, There
from theory_of_change.text import Message, message

SHAPES: Mapping[State, str] = {
    State.LOOK_BACK_DUE: "triangle",
    State.OVERDUE: "square",
    State.NEEDS_KEY: "triangle",
    State.IN_HAND: "clock",
    State.DONE: "disc",
    State.LOOKED_BACK: "disc",
    State.WITHDRAWN: "bar",
}
"""The shape of each state, which always stands beside its word."""

WAITING = (State.LOOK_BACK_DUE, State.OVERDUE, State.NEEDS_KEY)
UNDER_WAY = (State.IN_HAND, State.DONE)
CLOSED = (State.LOOKED_BACK, State.WITHDRAWN)

CHOICES: Mapping[Choice, Message] = {
    Choice.CONTINUE: message("Go on as it is"),
    Choice.REFINE: message("Do it differently"),
    Choice.SCALE_UP: message("Do more of it"),
    Choice.SCALE_DOWN: message("Do less of it"),
    Choice.PAUSE: message("Stand still until more is known"),
    Choice.STOP: message("End it"),
    Choice.ADD: message("Do something beside it"),
}
"""What each choice means."""

MOVED: Mapping[Moved, tuple[str, Message]] = {
    Moved.BETTER: ("disc", message("better")),
    Moved.SAME: ("bar", message("the same")),
    Moved.WORSE: ("square", message("worse")),
    Moved.UNKNOWN: ("ring", message("not known yet")),
    Moved.CONTEXT: ("bar", message("context")),
}
"""Which way a figure went: shape and word."""

THERE: Mapping[There, tuple[str, Message]] = {
    There.STILL: ("triangle", message("still there")),
    There.GONE: ("disc", message("gone")),
    There.UNSEEN: ("ring", message("cannot be seen")),
}
"""Whether a signal is still there: shape and word."""
