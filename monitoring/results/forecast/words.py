"""A forecast in one sentence, and how it was worked out."""

from __future__ import annotations

from collections.abc import Mapping

from monitoring.results.forecast.forecast import Chance, Forecast
from monitoring.results.forecast.periods import by_the_end
from theory_of_change.text import Measured, Message, Period, message

CHANCES: Mapping[Chance, Message] = {
    Chance.PROBABLY: message("probably reached"),
    Chance.EITHER_WAY: message("it may go either way"),
    Chance.PROBABLY_NOT: message("probably not reached"),
}


def sentence(told: Forecast) -> Message:
    """What is to be expected at the date of the target, with its band, beside the target.

    A band of which both ends read the same says nothing as two numbers.
    """
    narrow = told.end.high - told.end.low < max(abs(told.end.middle) / 100, 1 if told.unit == "percent" else 0)
    values = {
        "middle": Measured(told.end.middle, told.unit),
        "low": Measured(told.end.low, told.unit),
        "high": Measured(told.end.high, told.unit),
        "target": Measured(told.target.value, told.unit),
        "chance": CHANCES[told.chance],
    }
    year, _, part = told.target.period.partition("-")
    if told.kind in ("flow", "yearly") and part in ("", "Q4", "H2"):
        if narrow:
            return message(
                "At this pace {middle} in the whole of {year}, with hardly any room around it; the target is {target}: {chance}.",
                year=year,
                **values,
            )
        return message(
            "At this pace {middle} in the whole of {year}, with 80 in 100 between {low} and {high}; "
            "the target is {target}: {chance}.",
            year=year,
            **values,
        )
    if narrow:
        return message(
            "At this pace {middle} {by_then}, with hardly any room around it; the target is {target}: {chance}.",
            by_then=by_the_end(told.target.period),
            **values,
        )
    return message(
        "At this pace {middle} {by_then}, with 80 in 100 between {low} and {high}; the target is {target}: {chance}.",
        by_then=by_the_end(told.target.period),
        **values,
    )


def method(told: Forecast) -> Message:
    """How it was worked out, and what it does not know."""
    return message(
        "From {number} reported figures, of the {first} to the {last}: a straight course with shocks of which a part stays, "
        "from a line to a random walk (as in the Theta method), weighed by how well they fit. A walk, which has the widest "
        "band, counts nine times in ten beforehand. Held against made-up series of known course, the band has 77 to 100 of "
        "100 true values in it; of few figures it is rather too wide than too narrow. Probably means at least two in three. "
        "It knows only these figures: nothing of what will be done otherwise.",
        number=told.known,
        first=Period(told.first),
        last=Period(told.last),
    )
