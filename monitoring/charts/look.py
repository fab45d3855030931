"""The look that all pictures share: colours, and what each status looks like.

Every status is shape, word and colour together. A shape beside its word is hidden from a screen
reader; alone it carries a label. Streamlit strips inline drawings, so shapes are background images
and drawings are images whose words stand as HTML over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from theory_of_change.text import Message, message

INK, GREY, LIGHTER = "#1B1B1B", "#5A5F66", "#686E76"
RULE, HAIR, FAINT, PAPER = "#D5D9DE", "#E6E9ED", "#F3F5F7", "#FCFCFC"
ACCENT, RED = "#1B59A4", "#B70000"
BAND = "rgba(27, 89, 164, 0.14)"  # of the accent, so that lines behind it are seen
AXIS, GRID = "#8A9097", "#E9ECEF"
FONT = "Source Sans"


@dataclass(frozen=True)
class Fill:
    """The colour of a budget type: for surfaces, and for words where the surface colour is too light."""

    fill: str
    text: str


BUDGETS: Mapping[str, Fill] = {
    "BZ_ODA": Fill("#1B59A4", "#1B59A4"),
    "AM_NON_ODA": Fill("#997700", "#7A5F00"),
    "OWN": Fill("#882255", "#882255"),
}


@dataclass(frozen=True)
class Mark:
    """How something that is said of a figure looks: its shape, its word, its colour and tint."""

    shape: str
    word: Message
    colour: str
    tint: str


_GREEN, _ORANGE = ("#006827", "#E4F5EA"), ("#844C12", "#FFEEDD")
_REDS, _GREYS = (RED, "#FEEDED"), ("#595959", "#F1F1F1")

MARKS: Mapping[str, Mark] = {
    "on_track": Mark("disc", message("on track"), *_GREEN),
    "too_much": Mark("disc", message("on track, target too low?"), *_GREEN),
    "attention": Mark("triangle", message("needs attention"), *_ORANGE),
    "behind": Mark("square", message("behind"), *_REDS),
    "no_data": Mark("ring", message("no data"), *_GREYS),
    "stale": Mark("ring", message("out of date"), *_GREYS),
    "not_due": Mark("clock", message("not due yet"), *_GREYS),
    "not_assessable": Mark("bar", message("cannot be judged"), *_GREYS),
    "context": Mark("bar", message("context"), *_GREYS),
    "capped": Mark("octagon", message("capped: red"), *_REDS),
    "good_but_capped": Mark("disc", message("on track, capped"), _GREEN[0], "var(--hatch-good)"),
    "red": Mark("octagon", message("red"), *_REDS),
    "amber": Mark("triangle", message("amber"), *_ORANGE),
    "in_order": Mark("disc", message("in order"), *_GREEN),
    "none": Mark("bar", message("no indicator"), *_GREYS),
    "covered": Mark("disc", message("covered"), *_GREEN),
    "partly": Mark("triangle", message("partly covered"), *_ORANGE),
    "uncovered": Mark("square", message("not covered"), *_REDS),
    "beyond_the_frame": Mark("octagon", message("beyond the budget of that day"), *_REDS),
    "not_yet_agreed": Mark("clock", message("not agreed yet"), *_GREYS),
    "as_agreed": Mark("disc", message("as agreed"), *_GREEN),
    "not_booked": Mark("ring", message("agreed, not booked"), *_GREYS),
    "not_agreed": Mark("triangle", message("booked, not agreed"), *_ORANGE),
    "less_than_agreed": Mark("triangle", message("less than agreed"), *_ORANGE),
    "passed": Mark("disc", message("passed"), *_GREEN),
    "failed": Mark("square", message("failed"), *_REDS),
    "pending": Mark("clock", message("still running"), *_GREYS),
    "not_begun": Mark("ring", message("not begun"), *_GREYS),
    "aid": Mark("disc", message("is aid (ODA)"), *_GREEN),
    "no_aid": Mark("square", message("is no aid (ODA)"), *_REDS),
    "not_checked": Mark("ring", message("not checked"), *_GREYS),
    "aligned": Mark("disc", message("aligned"), *_GREEN),
    "not_aligned": Mark("triangle", message("not aligned yet"), *_ORANGE),
    "legal_open": Mark("triangle", message("legal check open"), *_ORANGE),
}
"""By status of an indicator, headline, colour of a safeguard, cover of an agreement, fit of an arrangement, check of a project."""

SHAPES: Mapping[str, str] = {
    "disc": '<circle cx="6" cy="6" r="5" fill="#006827"/>',
    "triangle": '<path d="M6 .8 11.6 11H.4Z" fill="#B05E00"/>',
    "square": '<rect x="1.1" y="1.1" width="9.8" height="9.8" fill="#B70000"/>',
    "ring": '<circle cx="6" cy="6" r="4.4" fill="#fff" stroke="#6E6E6E" stroke-width="1.5" stroke-dasharray="2.3 1.2"/>',
    "clock": '<circle cx="6" cy="6" r="4.6" fill="#fff" stroke="#6E6E6E" stroke-width="1.3"/><path d="M6 3.4V6l1.9 1.3" fill="none" stroke="#6E6E6E" stroke-width="1.2"/>',
    "octagon": '<path d="M3.6.5h4.8L11.5 3.6v4.8L8.4 11.5H3.6L.5 8.4V3.6Z" fill="#B70000"/><path d="M6 2.6v4.2" stroke="#fff" stroke-width="1.8"/><circle cx="6" cy="8.9" r="1.05" fill="#fff"/>',
    "bar": '<path d="M1.5 6h9" stroke="#767676" stroke-width="2"/>',
    "holds": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#fff" stroke="#3A3F45" stroke-width="1.3"/><path d="M3.8 6.1 5.4 7.7 8.3 4.5" fill="none" stroke="#3A3F45" stroke-width="1.3"/>',
    "doubt": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#fff" stroke="#B05E00" stroke-width="1.3"/><path d="M6 .7V11.3L.7 6Z" fill="#B05E00"/>',
    "broken": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#B70000" stroke="#B70000"/><path d="M4 4l4 4M8 4l-4 4" stroke="#fff" stroke-width="1.3"/>',
    "ageing": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#fff" stroke="#5A5F66" stroke-width="1.2"/><path d="M6 3.2V6.2l2 1.1" fill="none" stroke="#5A5F66" stroke-width="1.2"/>',
    "untested": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#fff" stroke="#767B82" stroke-width="1.2" stroke-dasharray="2 1.3"/>',
}
