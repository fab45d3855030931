"""How a status looks outside a web page: a letter for its shape, and colours that every format knows."""

from __future__ import annotations

from dataclasses import dataclass

from monitoring.charts.look import MARKS, SHAPES

# Signs that the fonts of every office have, so that no reader sees an empty box.
LETTERS = {
    "disc": "●",
    "triangle": "▲",
    "square": "■",
    "ring": "○",
    "clock": "◊",
    "octagon": "◙",
    "bar": "▬",
    "holds": "◊",
    "doubt": "◊",
    "broken": "■",
    "ageing": "◊",
    "untested": "◊",
}
_TINTS = {"good_but_capped": "#E4F5EA"}  # hatched on a page, which an office file cannot do


@dataclass(frozen=True)
class Look:
    """A status: its shape, the letter that stands for it, the colour of its words and its tint."""

    shape: str
    letter: str
    colour: str
    tint: str


def look(mark: str) -> Look | None:
    """How the word of `MARKS` or the shape of `SHAPES` looks; None where nothing is marked.

    >>> look("behind")
    Look(shape='square', letter='■', colour='#B70000', tint='#FEEDED')
    """
    if mark in MARKS:
        found = MARKS[mark]
        return Look(found.shape, LETTERS[found.shape], found.colour, _TINTS.get(mark, found.tint))
    if mark in SHAPES:
        return Look(mark, LETTERS[mark], "#3A3F45", "#F1F1F1")
    return None
