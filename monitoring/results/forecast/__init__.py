"""Where a series goes: what is to be expected of later periods, with a band."""

from monitoring.results.forecast.model import Reach, ahead

__all__ = ["Reach", "ahead"]
