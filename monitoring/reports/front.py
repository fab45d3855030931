"""What the front page and a pack both say of a quarter: its theories capped by harm, and the finding over all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from monitoring.results import findings, harm, incidents
from monitoring.results import quarter as quarters
from monitoring.results.quarter import TheoryStanding
from theory_of_change.text import Message

Ask = Callable[..., Any]
"""Asks a function of one state of a ledger: a page asks what was worked out before, a command line works it out."""


def standings(ask: Ask, quarter: str) -> list[TheoryStanding]:
    """The theories that count, with their counts and their headline, capped by harm."""
    counting = [one for one in ask(quarters.theories, quarter) if one.in_totals]
    return harm.capped(counting, ask(harm.known, quarter))


def title(ask: Ask, quarter: str, *, running: bool) -> Message:
    """The finding over a quarter, as bad as the worst thing in it."""
    colours = ask(harm.known, quarter)["colour"]
    red, unknown = (int((colours == colour).sum()) for colour in ("red", "no_data"))
    severe = ask(incidents.number_capping, quarter)
    if running:
        return findings.running_title(red, quarter, incidents=severe)
    counts = [one.counts for one in standings(ask, quarter)]
    return findings.quarter_title(red, counts, unknown=unknown, incidents=severe)
