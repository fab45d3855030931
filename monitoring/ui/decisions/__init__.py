"""The page of decisions: all of them, one of them, and taking one on a signal."""

from monitoring.ui.decisions.form import take
from monitoring.ui.decisions.found import case, looked_at
from monitoring.ui.decisions.one import one
from monitoring.ui.decisions.overview import overview

__all__ = ["case", "looked_at", "one", "overview", "take"]
