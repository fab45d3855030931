"""The budget of one owner, type and year, with all that is asked of it when money in it would move."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.money.shifts.articles import Article
from monitoring.money.shifts.room import UNDIVIDED, ZERO, Place, Standing
from theory_of_change.text import Message, Text, message


@dataclass(frozen=True)
class Country:
    """A country, REG or ALL, as far as a shift asks about it."""

    name: Text
    eu_member: bool
    recipient: bool


@dataclass(frozen=True)
class Theme:
    """A theme: whether it is in totals, and which budget types its theory allows; none named allows all."""

    name: Text
    in_totals: bool = True
    paid_from: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Budget:
    """The budget of one holder, budget type and year, as it stands today, and what may be paid from it."""

    holder: str
    budget_type: str
    year: int
    today: datetime.date
    standings: Mapping[Place, Standing]
    articles: Mapping[Place, Sequence[Article]]
    countries: Mapping[str, Country]
    themes: Mapping[str, Theme]
    holder_name: Text
    type_name: Text
    aid: bool = False
    shared: bool = False

    @property
    def name(self) -> Text:
        """What the budget goes by: its type, or its holder where several members share the type."""
        return self.holder_name if self.shared else self.type_name

    @property
    def allocated(self) -> Decimal:
        """The whole budget, in euros."""
        return sum((one.allocated for one in self.standings.values()), ZERO)

    @property
    def free(self) -> Decimal:
        """The free room of all its countries and themes together."""
        return sum((one.free for one in self.standings.values()), ZERO)

    def standing(self, place: Place) -> Standing:
        """How a country and theme stand; with nothing where they have nothing."""
        return self.standings.get(place) or Standing(*place)

    def called(self, place: Place) -> Message:
        """A country and theme in words."""
        country, theme = place
        named = self.countries[country].name if country in self.countries else country
        if theme == UNDIVIDED:
            return message("{country}, not per theme", country=named)
        return message(
            "{country}, {theme}", country=named, theme=self.themes[theme].name if theme in self.themes else theme
        )


Parts = Mapping[Place, Decimal]
"""Of each country and theme of a shift the euros that come to it; negative where they are taken away."""
