"""The indicator pages: what is asked, the table of a theory, and one indicator."""

from monitoring.ui.indicators.beside import beside
from monitoring.ui.indicators.choice import Asked, ask, lede, where
from monitoring.ui.indicators.course import by_part, picture, title
from monitoring.ui.indicators.figures import meaning, numbers, where_from
from monitoring.ui.indicators.overruled import overruling
from monitoring.ui.indicators.safeguard import heading, safeguard
from monitoring.ui.indicators.table import overview, rows

__all__ = [
    "Asked",
    "ask",
    "beside",
    "by_part",
    "heading",
    "lede",
    "meaning",
    "numbers",
    "overruling",
    "overview",
    "picture",
    "rows",
    "safeguard",
    "title",
    "where",
    "where_from",
]
