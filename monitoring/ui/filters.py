"""The choices that several pages have in common: a country and a theme, in the address."""

from __future__ import annotations

from collections.abc import Collection

from monitoring.ui.frame import Here
from monitoring.ui.show import choose
from theory_of_change.text import message


def country_and_theme(here: Here, countries: Collection[str], themes: Collection[str]) -> tuple[str, str]:
    """A country and a theme out of those that there is something of; "" is all of them."""
    say, places, called = here.say, here.names("country"), here.names("theme")
    country = choose(
        say(message("Country")),
        ["", *sorted({*countries} - {"ALL"}, key=lambda code: say(places[code]))],
        "country",
        names=lambda code: say(places[code]) if code else say(message("All countries")),
        width=200,
    )
    theme = choose(
        say(message("Theme")),
        ["", *(code for code in called if code in themes)],
        "theme",
        names=lambda code: say(called[code]) if code else say(message("All themes")),
        width=220,
    )
    return country, theme
