"""From which chapter and article the money of a shift comes: where most is free first, and it stays on that article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.money.shifts.room import ZERO, Place


@dataclass(frozen=True)
class Article:
    """What a country and theme have on one article today, the least it will be from today on, and what is promised of it."""

    chapter: str
    article: str
    position: Decimal
    lowest: Decimal
    promised: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        """What can be taken from it, as far as the article goes."""
        return max(ZERO, self.lowest - self.promised)


@dataclass(frozen=True)
class Mutation:
    """One change of the budget: chapter, article, country, theme, and euros."""

    chapter: str
    article: str
    country: str
    theme: str
    amount: Decimal


def mutations(parts: Mapping[Place, Decimal], articles: Mapping[Place, Sequence[Article]]) -> list[Mutation]:
    """The changes of the budget that a shift becomes: per article they add up to zero, and so no article changes.

    Almara has 70 free on article 37.2 and 50 on 37.3. Of 100 that go, 70 come from the first and 30
    from the second, and Belmora gets both on the article where they were:

    >>> there = {("XAA", "TER"): [Article("XX", "37.3", Decimal(50), Decimal(50)), Article("XX", "37.2", Decimal(70), Decimal(70))]}
    >>> for one in mutations({("XAA", "TER"): Decimal(-100), ("XAB", "IRR"): Decimal(100)}, there):
    ...     print(one.article, one.country, one.theme, one.amount)
    37.2 XAA TER -70
    37.2 XAB IRR 70
    37.3 XAA TER -30
    37.3 XAB IRR 30

    Raises `ValueError` where less is free than is taken, or the parts do not add up to zero.
    """
    if sum(parts.values(), Decimal(0)):
        raise ValueError("the parts of a shift add up to zero")
    pool = [taken for place, amount in sorted(parts.items()) for taken in _taken(place, -amount, articles)]
    found = [Mutation(one.chapter, one.article, *place, -amount) for place, one, amount in pool]
    for place, amount in sorted(parts.items()):
        found += _given(place, amount, pool)
    return _together(found)


def _taken(
    place: Place, amount: Decimal, articles: Mapping[Place, Sequence[Article]]
) -> list[tuple[Place, Article, Decimal]]:
    """What comes from each article of a country and theme, the one with most free first."""
    found = []
    for one in sorted(articles.get(place, ()), key=lambda one: (-one.free, one.chapter, one.article)):
        if amount > 0 and one.free:
            found.append((place, one, min(amount, one.free)))
            amount -= found[-1][-1]
    if amount > 0:
        raise ValueError(f"{place}: less is free on its articles than is taken")
    return found


def _given(place: Place, amount: Decimal, pool: list[tuple[Place, Article, Decimal]]) -> Iterable[Mutation]:
    """What a country and theme get, out of the pool in its order; what is used leaves the pool."""
    while amount > 0:
        origin, one, there = pool.pop(0)
        used = min(amount, there)
        if there > used:
            pool.insert(0, (origin, one, there - used))
        amount -= used
        yield Mutation(one.chapter, one.article, *place, used)


def _together(found: Iterable[Mutation]) -> list[Mutation]:
    """Per article, country and theme one change."""
    sums: dict[tuple[str, str, str, str], Decimal] = {}
    for one in found:
        key = (one.chapter, one.article, one.country, one.theme)
        sums[key] = sums.get(key, Decimal(0)) + one.amount
    return [Mutation(*key, amount) for key, amount in sorted(sums.items()) if amount]


def opposite(mutations: Iterable[Mutation]) -> list[Mutation]:
    """The same changes the other way round."""
    return [Mutation(one.chapter, one.article, one.country, one.theme, -one.amount) for one in mutations]
