"""What would change if a file landed, said on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitoring.charts.look import MARKS
from monitoring.intake.check import Checked
from monitoring.intake.preview import Flip, Flips, Preview, What, flips, preview
from monitoring.language import Words
from monitoring.ledger import Ledger, names
from monitoring.results.signals import Signal
from theory_of_change.text import Message, Period, counted, message

SHOWN = 12  # verdicts and signals that are said one by one


@dataclass(frozen=True)
class Foretold:
    """What would change, and what would be judged otherwise; of a file of which nothing can land neither."""

    would: Preview | None
    turning: Flips | None


def foretold(ledger: Ledger, checked: Checked, *, judged: bool = True) -> Foretold:
    """Compare a checked file with the ledger, and with `judged` say what would turn; nothing is written."""
    if not checked.count:
        return Foretold(None, None)
    would = preview(ledger, checked)
    turns = judged and would.total.touched
    return Foretold(would, flips(ledger, checked, would.state) if turns else None)


def as_json(told: Foretold, say: Words) -> dict[str, Any]:
    """All of it for machines: counts, totals in euros, verdicts and signals, with codes."""
    number = told.would.number if told.would else dict.fromkeys(What, 0)
    return {
        **{what.value: number[what] for what in What},
        "totals": [
            {
                "budget_type": one.budget_type,
                "year": one.year,
                "kind": one.kind,
                "theme": one.theme,
                "before": str(one.before),
                "after": str(one.after),
            }
            for one in (told.would.totals if told.would else ())
        ],
        **turning_as_json(told.turning or Flips(None), say),
    }


def turning_as_json(turning: Flips, say: Words) -> dict[str, Any]:
    """Verdicts and signals for machines, with codes."""
    every = [*turning.now, *(flip for there in turning.other.values() for flip in there)]
    return {
        "verdicts": [
            {
                "quarter": one.quarter,
                "about": one.kind,
                "code": one.code,
                "country": one.country,
                "was": one.was,
                "becomes": one.becomes,
            }
            for one in every
        ],
        "signals": {
            "quarter": turning.quarter,
            "appear": [_signal(one, say) for one in turning.appear],
            "go": [_signal(one, say) for one in turning.go],
        },
    }


def sentence(told: Foretold) -> Message:
    """How much would change, in one sentence."""
    number = told.would.number if told.would else dict.fromkeys(What, 0)
    return message(
        "Would be new {new}, changed {changed}, unchanged {unchanged}; missing from this file {missing}.",
        new=number[What.NEW],
        changed=number[What.CHANGED],
        unchanged=number[What.UNCHANGED],
        missing=number[What.MISSING],
    )


def sentences(ledger: Ledger, turning: Flips | None) -> Iterator[Message]:
    """The verdicts that turn and the signals that come and go, gravest first, and how many there are more."""
    if turning is None or turning.quarter is None:
        return
    words, quarter = {name: mark.word for name, mark in MARKS.items()}, Period(turning.quarter)
    countries = names(ledger, "country")
    now = [flip for flip in turning.now if flip.turns]
    others = sum(flip.turns for there in turning.other.values() for flip in there)
    if now:
        yield counted(
            "{n} verdict turns in the {quarter}:",
            "{n} verdicts turn in the {quarter}:",
            n=len(now),
            quarter=quarter,
        )
    for flip in now[:SHOWN]:
        yield flip.sentence(_about(flip, countries), words)
    if len(now) > SHOWN:
        yield message("and {n} more", n=len(now) - SHOWN)
    if others:
        yield counted("In other quarters {n} verdict turns.", "In other quarters {n} verdicts turn.", n=others)
    places = {"ALL": message("all countries"), **countries}
    for one in turning.appear[:SHOWN]:
        yield message(
            "A signal comes up: {country}, {about}: {sentence}",
            country=places[one.country],
            about=one.about,
            sentence=one.sentence,
        )
    for one in turning.go[:SHOWN]:
        yield message(
            "A signal goes away: {country}, {about}: {sentence}",
            country=places[one.country],
            about=one.about,
            sentence=one.sentence,
        )


def _about(flip: Flip, countries: Any) -> Any:
    if flip.kind == "theory":
        return flip.code
    place = message("all countries") if flip.country == "ALL" else countries[flip.country]
    return message("{code}, {country}", code=flip.code, country=place)


def _signal(one: Signal, say: Words) -> dict[str, str]:
    return {
        "kind": one.kind.value,
        "country": one.country,
        "severity": one.severity.value,
        "about": say(one.about),
        "sentence": say(one.sentence),
    }
