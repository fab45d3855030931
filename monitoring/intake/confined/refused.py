"""A file that will not be read, and why, by a word that `reading` has a sentence for."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The word for the reason, and the values that its sentence needs."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values
