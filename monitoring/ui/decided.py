"""What was decided, for every page that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitoring.results import decisions
from monitoring.results.decisions import Decision
from monitoring.ui.frame import Here
from monitoring.ui.show import cached


def every(here: Here) -> Sequence[Decision]:
    """All decisions, the last first."""
    return cached(here, decisions.decisions)


def answers(here: Here) -> Mapping[str, Decision]:
    """By the identity of a signal, the decision under way that answers it."""
    return decisions.answering(list(every(here)), here.today)
