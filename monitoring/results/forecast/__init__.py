"""Where a series goes: what is to be expected of later periods, with a band, or why nothing is said of them."""

from monitoring.results.forecast.forecast import Ahead, Chance, Forecast, forecast, look_ahead
from monitoring.results.forecast.model import Reach, ahead
from monitoring.results.forecast.table import BESIDE, OVER, ROW, beside, over
from monitoring.results.forecast.target import Target
from monitoring.results.forecast.words import CHANCES, method, sentence

__all__ = [
    "BESIDE",
    "CHANCES",
    "OVER",
    "ROW",
    "Ahead",
    "Chance",
    "Forecast",
    "Reach",
    "Target",
    "ahead",
    "beside",
    "forecast",
    "look_ahead",
    "method",
    "over",
    "sentence",
]
