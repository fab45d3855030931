"""How assumptions and the evidence for a link look: a diamond with its word, and three bars that fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from monitoring.charts.html import html
from monitoring.charts.look import Mark
from monitoring.charts.pieces import picture
from monitoring.language import Words
from theory_of_change.text import Message, Text, message

_INK, _AMBER, _REDDISH, _GREYISH = (
    ("#3A3F45", "#F1F1F1"),
    ("#844C12", "#FFEEDD"),
    ("#B70000", "#FEEDED"),
    ("#5A5F66", "#F1F1F1"),
)

ASSUMPTIONS: Mapping[str, Mark] = {
    "broken": Mark("broken", message("does not hold"), *_REDDISH),
    "doubtful": Mark("doubt", message("in doubt"), *_AMBER),
    "ageing": Mark("ageing", message("to be tested again"), *_GREYISH),
    "untested": Mark("untested", message("not tested yet"), *_GREYISH),
    "holds": Mark("holds", message("holds"), *_INK),
}
"""By state of an assumption, the gravest first."""

EVIDENCE: Mapping[str, Message] = {
    "strong": message("strong"),
    "moderate": message("moderate"),
    "weak": message("weak"),
    "contested": message("contested"),
    "unknown": message("unknown"),
}
"""What each strength of evidence is called, the strongest first."""

_FILLED = {"strong": 3, "moderate": 2, "weak": 1, "contested": 0, "unknown": 0}


@dataclass(frozen=True)
class AssumptionMark:
    """An assumption on a link: its code, its state, its text, when it was last tested ("" for never), where a click leads."""

    code: str
    state: str
    text: Text
    tested: str
    href: str


def strength(evidence: str, say: Words, *, height: int = 11) -> Markup:
    """The strength of evidence as three bars, of which the filled ones count; contested is two arrows against each other.

    It has its word as its alternative text, for where no word stands beside it.
    """
    if evidence == "contested":
        body = (
            '<g fill="none" stroke="#844C12" stroke-width="1.5">'
            '<path d="M.8 3.6H10M7.4 1l2.8 2.6-2.8 2.6"/><path d="M11.2 8.6H2M4.6 6l-2.8 2.6 2.8 2.6"/></g>'
        )
    else:
        filled = _FILLED[evidence]
        body = "".join(
            f'<rect x="{0.7 + 4 * place}" y="{7.3 - 3 * place}" width="2.6" height="{4 + 3 * place}" '
            f'fill="{"#3A3F45" if place < filled else "#fff"}" stroke="#767B82" stroke-width=".8"/>'
            for place in range(3)
        )
    said = say(message("evidence: {strength}", strength=EVIDENCE[evidence]))
    return picture(body, 12, 12, said, f"display:inline-block;position:static;width:{height}px;height:{height}px")


def legend(standings: Sequence[str], strengths: Sequence[str], say: Words) -> Markup:
    """How many assumptions have each state, and how many links each strength of evidence."""
    return html(
        "assumptions_legend",
        say,
        states=Counter(standings),
        strengths=Counter(strengths),
        ASSUMPTIONS=ASSUMPTIONS,
        EVIDENCE=EVIDENCE,
        strength=lambda code: strength(code, say),
    )
