"""The picture of one indicator: what was measured, what was to be expected, and where it should go."""

from monitoring.charts.indicator.figure import alt, figure, starts_at_zero
from monitoring.charts.indicator.spark import spark
from monitoring.charts.indicator.story import Coming, Point, Story

__all__ = ["Coming", "Point", "Story", "alt", "figure", "spark", "starts_at_zero"]
