"""Whether the band of the forecast is honest: python -m benchmarks.forecast [series]

Series of known making are cut off, forecast, and the true value held against the band that is meant to hold it in
80 of 100. Kinds of series differ in what stays of a shock, in a pattern within the year, in outliers and in a slope
that wears off; the last two are not what the method supposes. One json object per kind, length and distance.
"""

from __future__ import annotations

import json
import sys

import numpy as np

from monitoring.results.forecast.model import ahead

LONG = 24
KINDS = ("line", "half stays", "random walk", "seasonal", "outliers", "wears off")


def made(kind: str, draw: np.random.Generator, known: int, distance: int) -> np.ndarray:
    """A series of `known` + `distance` quarters: a slope of one per quarter and noise of two."""
    number = known + distance
    time = np.arange(number, dtype=float)
    noise = draw.normal(0, 2, number)
    before = np.concatenate([[0], np.cumsum(noise)[:-1]])
    return {
        "line": lambda: time + noise,
        "half stays": lambda: time + noise + 0.5 * before,
        "random walk": lambda: time + np.cumsum(noise),
        "seasonal": lambda: time + noise + 6 * np.array([1, -0.5, -1.5, 1])[np.arange(number) % 4],
        "outliers": lambda: time + noise * np.where(draw.random(number) < 0.1, 4, 1),
        "wears off": lambda: 20 * (1 - 0.93**time) + noise,
    }[kind]()


def coverage(kind: str, known: int, distance: int, series: int) -> dict[str, float | int | str]:
    """The share of true values inside the band, and the width of the band in standard deviations of the noise."""
    draw = np.random.default_rng([KINDS.index(kind), known, distance])
    inside, widths = 0, []
    for _ in range(series):
        values = made(kind, draw, known, distance)
        [band] = ahead(dict(enumerate(values[:known])), [[known + distance - 1]], season=4)
        inside += int(band.low <= values[-1] <= band.high)
        widths.append((band.high - band.low) / 2)
    return {
        "what": f"forecast, {kind}",
        "figures": known,
        "quarters ahead": distance,
        "series": series,
        "share inside the 80 % band": round(inside / series, 3),
        "ratio": round(inside / series / 0.8, 3),
        "median width in noise": round(float(np.median(widths)), 1),
    }


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    for kind in KINDS:
        for known, distance in ((6, 1), (6, 4), (8, 4), (12, 4), (LONG, 4), (12, 8)):
            print(json.dumps(coverage(kind, known, distance, wanted)))
