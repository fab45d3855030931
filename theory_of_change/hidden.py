"""What stands in place of a figure that is hidden, and why; the rule is `monitoring.results.small_cells`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from theory_of_change.text import Message, message


class Hidden(StrEnum):
    """Why a figure is hidden. It is no number, and nothing that formats numbers takes it for one."""

    FEW = "few"
    TOO_SMALL = "too_small"
    COMPLEMENT = "complement"
    SENSITIVE = "sensitive"


CALLED: Mapping[Hidden, Message] = {
    Hidden.FEW: message("<5"),
    Hidden.TOO_SMALL: message("too small"),
    Hidden.COMPLEMENT: message("hidden"),
    Hidden.SENSITIVE: message("hidden"),
}
"""What stands in place of a hidden figure."""

WHY: Mapping[Hidden, Message] = {
    Hidden.FEW: message("It is 1 to 4: so few could be led back to people."),
    Hidden.TOO_SMALL: message("It is a share of so few that it could be led back to people."),
    Hidden.COMPLEMENT: message("A figure of 1 to 4 would follow from it by subtraction."),
    Hidden.SENSITIVE: message("It is sensitive, and not shown below country level."),
}
"""Why a figure is hidden, as a sentence."""


def hidden(reason: object) -> Hidden | None:
    """The reason that a column `hidden` gives; None where the figure is shown.

    >>> hidden("few"), hidden(None), hidden(float("nan"))
    (<Hidden.FEW: 'few'>, None, None)
    """
    return Hidden(reason) if isinstance(reason, str) and reason else None
