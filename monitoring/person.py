"""Who is asking: one small thing that every page begins with and every commit carries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who looks or changes, on behalf of an organisation.

    Until a login is configured a person is *declared, not verified*, and the product says so.
    """

    name: str
    organisation: str
    roles: tuple[str, ...] = ()
    verified: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"


MECHANISM = Person("monitoring", "TASKFORCE", ("mechanism",), verified=True)
"""The mechanism itself: it commits the theories and the reference data that ship with it."""
