"""What is said to people: texts in two languages, and sentences put into words at the edge.

Nothing below the pages and the command line knows a language. It hands on a `Text`, which
policy staff wrote in both, or a `Message`: an English sentence with named gaps, which is the
key of its translation, and the values for the gaps. A value says by its type how it wants to
be written, so that ``Euro`` becomes "€ 31,0 mln" in one language and "€31.0m" in the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

LANGUAGES = ("nl", "en")


class Text(BaseModel):
    """The same text in Dutch and English."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `language`, one of `LANGUAGES`."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Message:
    """A sentence with named gaps and the values that fill them.

    >>> message("{value} is not a quarter.", value="12.5.2026")
    Message(key='{value} is not a quarter.', values={'value': '12.5.2026'}, plural=None)
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None

    def __hash__(self) -> int:
        return hash((self.key, self.plural, tuple(sorted((k, str(v)) for k, v in self.values.items()))))


def message(key: str, /, **values: Any) -> Message:
    """A sentence; `key` is its English wording and the key of its translation."""
    return Message(key, values)


def counted(one: str, many: str, /, n: int, **values: Any) -> Message:
    """A sentence that depends on a number: ``counted("{n} row", "{n} rows", n=3)``."""
    return Message(one, {"n": n, **values}, many)


@dataclass(frozen=True)
class Euro:
    """An amount in euros: in full in a table, in millions in a sentence."""

    amount: Decimal
    short: bool = False


@dataclass(frozen=True)
class Percent:
    """A share, 1 being the whole: ``Percent(0.41)`` is written as 41%."""

    share: float | Decimal
    decimals: int = 0


@dataclass(frozen=True)
class Measured:
    """The value of an indicator in its unit: ``Measured(41.0, "percent")`` is written as 41%."""

    value: float | Decimal | None
    unit: str


@dataclass(frozen=True)
class Period:
    """A quarter, half-year, month or year by its code: ``Period("2026-Q3")``."""

    code: str

    @property
    def last_quarter(self) -> str:
        """The quarter that a quarter, half-year or year ends in.

        >>> [Period(code).last_quarter for code in ("2025-H1", "2025", "2025-Q3")]
        ['2025-Q2', '2025-Q4', '2025-Q3']
        """
        if "-H" in self.code:
            return f"{self.code[:4]}-Q{int(self.code[-1]) * 2}"
        return self.code if "-Q" in self.code else f"{self.code}-Q4"


@dataclass(frozen=True)
class Listing:
    """Several things named in one sentence: "Avaria, Belmora and Cordania"."""

    items: Sequence[Any]
