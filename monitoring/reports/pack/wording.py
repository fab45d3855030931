"""What the renderers say of themselves: everything else comes out of the pack."""

from __future__ import annotations

from collections.abc import Mapping

from monitoring.language import Words
from monitoring.reports.pack.model import Pack
from theory_of_change.text import Message, message

TAGS = {"nl": "nl-NL", "en": "en-GB"}

WORDS: Mapping[str, Message] = {
    "contents": message("Contents"),
    "snapshot": message("Snapshot"),
    "hash": message("Hash of what it holds (SHA-256)"),
    "classification": message("Classification"),
    "marks": message("Mind"),
    "audience": message("For"),
    "quarter": message("Quarter"),
    "on": message("Meeting on"),
    "stand": message("Stand"),
    "closed": message("Closed on"),
    "sources": message("Sources"),
    "behind": message("The page behind this"),
    "scan": message("Scan or click: the page behind this"),
    "code": message("QR code that leads to the page behind this"),
    "skip": message("Go to the content"),
    "figures": message("The figures of this picture"),
    "proposal": message("Proposal"),
    "reason": message("Reason"),
    "link": message("Page"),
    "about": message("About"),
    "about_this": message("About this pack"),
    "how": message("How to read this"),
    "how_said": message("A dash or an empty cell means that nobody told the figure. It does not mean zero."),
    "rows": message("Rows"),
    "sheet": message("Sheet"),
    "holds": message("What it holds"),
    "nothing": message("There are no figures yet"),
}


def words_of(pack: Pack) -> dict[str, str]:
    """Everything in `WORDS`, in the language of the pack."""
    say = Words(pack.language)
    return {name: say(said) for name, said in WORDS.items()}


def facts(pack: Pack) -> list[tuple[str, str]]:
    """What the pack is, as pairs of a name and what it says: the same in all four."""
    words, say = words_of(pack), Words(pack.language)
    found = [
        (words["audience"], pack.audience),
        (words["quarter"], say.period(pack.quarter)),
        (words["on"], say.date(pack.on)),
        (words["classification"], pack.classification),
        (words["marks"], " · ".join(pack.marks)),
        (words["snapshot"], pack.snapshot),
        (words["stand"], str(pack.state)),
        (words["closed"], pack.closed),
        (words["hash"], pack.contents),
        (words["link"], pack.link),
    ]
    return [(name, said) for name, said in found if said]
