"""The course of a series and where it goes: a straight trend with shocks of which a part stays, in numpy alone.

The value of a period is a line through time plus shocks. Of every shock the share `stays` remains in
all later periods: at 0 this is a regression line, at 1 a random walk with drift, and between them simple
exponential smoothing with drift (the Theta method: Assimakopoulos and Nikolopoulos 2000, Hyndman and Billah
2003). Which it is cannot be told from ten figures, and the band depends on it; so none is chosen: all are
weighed by how well they fit, by their restricted likelihood, because the plain one takes a random walk in few
figures for a line. Whether there is a pattern within the year is weighed by AICc, where there are figures enough
to see one (Burnham and Anderson 2002, chapter 2). The band holds the uncertainty of the line itself,
and has the tails of Student's t. A missing period needs no filling in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

STAYS = tuple(step / 10 for step in range(11))
WALK = 0.9  # how far a walk is believed beforehand; `benchmarks.forecast` holds the band against what comes of it
OUTCOMES = 400  # of Student's t that stand for all of it, each as likely as the other


@dataclass(frozen=True)
class Reach:
    """The middle of what may come and the two ends of its band, in the unit of the series."""

    low: float
    middle: float
    high: float
    _outcomes: np.ndarray = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)
    _reached: np.ndarray = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)

    def under(self, value: float) -> float:
        """The share of what may come that lies under a value."""
        place = int(np.searchsorted(self._outcomes, value))
        return float(self._reached[place - 1]) if place else 0.0

    def plus(self, known: float) -> Reach:
        """The same with what is known already added."""
        return Reach(self.low + known, self.middle + known, self.high + known, self._outcomes + known, self._reached)

    def within(self, least: float | None, most: float | None) -> Reach:
        """The same, cut off where a value cannot be.

        >>> Reach(-3.0, 2.0, 7.0).within(0, None)
        Reach(low=0.0, middle=2.0, high=7.0)
        """
        ends = (min(max(end, _or(least, end)), _or(most, np.inf)) for end in (self.low, self.middle, self.high))
        low, middle, high = (float(end) for end in ends)
        return replace(self, low=low, middle=middle, high=high)


def ahead(
    series: Mapping[int, float], sums: Sequence[Sequence[int]], season: int = 1, share: float = 0.8
) -> list[Reach]:
    """What is to be expected of each of `sums`: periods, by number, whose values are added up.

    `series` holds known values by the number of their period; `season` is how many periods make a
    year, 1 where no pattern within it is looked for; `share` is the part of outcomes meant to fall in the
    band. At least four values are needed. A line without noise goes on as it went:

    >>> [there] = ahead({n: 10.0 + 2 * n for n in range(8)}, [[9]])
    >>> round(there.low, 3), round(there.middle, 3), round(there.high, 3)
    (28.0, 28.0, 28.0)
    """
    known = sorted(series)
    values = np.array([series[place] for place in known], dtype=float)
    first, last = known[0], max(known[-1], max(max(periods) for periods in sums))
    places = np.arange(first, last + 1)
    seen = np.array(known) - first
    adding = np.zeros((len(sums), len(places)))
    for row, periods in enumerate(sums):
        adding[row, np.array(periods) - first] = 1
    scale = np.ptp(values) or abs(values[0]) or 1.0
    scaled = (values - values.mean()) / scale
    groups = [
        [fit for stays in STAYS if (fit := _fit(design, seen, scaled, adding, stays)) is not None]
        for design in _designs(places, seen, season)
    ]
    groups = [group for group in groups if group]
    by_design = _weights([min(fit.aicc for fit in group) for group in groups])
    fits = [fit for group in groups for fit in group]
    weights = np.concatenate(
        [part * _weights([fit.misfit for fit in group]) for part, group in zip(by_design, groups, strict=True)]
    )
    added = adding.sum(axis=1) * values.mean()
    return [_reach(fits, weights, row, share, float(added[row]), float(scale)) for row in range(len(sums))]


@dataclass(frozen=True)
class _Fit:
    """What one share of staying says of every sum, and how well it fits: beside other designs, and beside other shares.

    In `misfit` is how far the share is believed beforehand.
    """

    middle: np.ndarray
    spread: np.ndarray
    freedom: int
    aicc: float
    misfit: float


def _designs(places: np.ndarray, seen: np.ndarray, season: int) -> list[np.ndarray]:
    """What the line is made of: a level and a slope; and a level per part of the year where two years can be seen."""
    time = places - places[seen].mean()
    line = np.column_stack([np.ones(len(places)), time])
    if season == 1 or len(seen) < 2 * season + 1:
        return [line]
    parts = np.column_stack([(places % season == part).astype(float) for part in range(season)])
    return [line, np.column_stack([parts, time])] if parts[seen].sum(axis=0).min() >= 2 else [line]


def _fit(design: np.ndarray, seen: np.ndarray, values: np.ndarray, adding: np.ndarray, stays: float) -> _Fit | None:
    """Generalised least squares with these shocks; None where figures are too few for its terms."""
    number, terms = len(seen), design.shape[1]
    freedom, counted = number - terms, terms + 2  # the spread and the share that stays are estimated too
    if freedom < 2 or number - counted - 1 <= 0:
        return None
    shocks = np.tril(np.full((len(design), len(design)), stays), -1) + np.eye(len(design))
    together = shocks @ shocks.T
    own = together[np.ix_(seen, seen)]
    root = np.linalg.cholesky(own)
    terms_seen, rest = np.linalg.solve(root, design[seen]), np.linalg.solve(root, values)
    inverse = np.linalg.pinv(terms_seen.T @ terms_seen)
    line = inverse @ terms_seen.T @ rest
    left = rest - terms_seen @ line
    error = max(float(left @ left), 1e-18)
    passed_on = np.linalg.solve(own, together[seen]).T
    middle = design @ line + passed_on @ (values - design[seen] @ line)
    unsure = design - passed_on @ design[seen]
    variance = together - passed_on @ together[seen] + unsure @ inverse @ unsure.T
    spread = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", adding, variance, adding), 0) * error / freedom)
    volume = 2 * float(np.log(np.diag(root)).sum())
    aicc = number * np.log(error / number) + volume + 2 * counted * number / (number - counted - 1)
    misfit = freedom * np.log(error) + volume + float(np.linalg.slogdet(terms_seen.T @ terms_seen)[1])
    misfit -= 2 * np.log(WALK if stays == 1 else (1 - WALK) / (len(STAYS) - 1))
    return _Fit(adding @ middle, spread, freedom, aicc, misfit)


def _weights(misfits: Sequence[float]) -> np.ndarray:
    """The weight of each, from minus twice its log-likelihood; together one."""
    weights = np.exp(-0.5 * (np.array(misfits) - min(misfits)))
    return weights / weights.sum()


def _reach(fits: Sequence[_Fit], weights: np.ndarray, row: int, share: float, base: float, scale: float) -> Reach:
    """The weighed outcomes of one sum, in the unit of the series, and where their middle and its band lie."""
    outcomes = np.concatenate([fit.middle[row] + fit.spread[row] * _student(fit.freedom) for fit in fits])
    order = np.argsort(outcomes, kind="stable")
    outcomes = base + scale * outcomes[order]
    reached = np.cumsum(np.repeat(weights / OUTCOMES, OUTCOMES)[order])
    ends = np.interp(((1 - share) / 2, 0.5, (1 + share) / 2), reached, outcomes)
    return Reach(*map(float, ends), outcomes, reached)


@cache
def _student(freedom: int) -> np.ndarray:
    """Outcomes of Student's t, equally likely each, the least first: its density added up, and read backwards."""
    steps = np.linspace(-12, 12, 20001)
    places = np.sinh(steps)  # close together in the middle, far out in the tails
    density = (1 + places**2 / freedom) ** (-(freedom + 1) / 2) * np.cosh(steps)
    under = np.cumsum(density) - density / 2
    shares = (np.arange(OUTCOMES) + 0.5) / OUTCOMES
    return np.interp(shares, under / density.sum(), places)


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
