"""What every page asks of one state of the ledger, worked out once per commit and day.

Each question to the ledger takes 5 to 15 ms, and a page would ask the same two dozen on every click.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import streamlit as st

from monitoring.ledger import Frozen, Held, Ledger, frozen
from monitoring.ledger import names as names_of
from monitoring.ledger.closed import keys_given
from monitoring.ledger.ledger import Commit
from monitoring.ledger.on_disk import Moment
from monitoring.results import delivery
from monitoring.results import quarter as quarters
from theory_of_change.text import Text

T = TypeVar("T")

MOST_KEPT = 8  # states; a past one among them keeps its tables in memory
MOST_ANSWERS = 400


class State:
    """A ledger after one commit, on one day. What is asked of it is kept, so it must not be changed."""

    def __init__(self, ledger: Ledger, number: int, moment: Moment | None = None) -> None:
        self.ledger = ledger
        self.number = number
        self.moment = moment
        self._names: dict[str, Mapping[str, Text]] = {}
        self._begun: set[str] = set()
        self._beginning = threading.Lock()

    def ahead(self, *names: str) -> None:
        """Begin what a page will ask for in a moment (`Ledger.keep_ahead`), once."""
        self.ledger.keep_ahead(*(name for name in names if self.first(name)))

    def first(self, what: str) -> bool:
        """Whether this is the first time that it is asked to begin something."""
        with self._beginning:
            begun = what in self._begun
            self._begun.add(what)
        return not begun

    def answer(self, function: Callable[..., T], *arguments: Hashable) -> T:
        """The answer of a function on the ledger, worked out once and shared by all visitors: it must not be changed."""
        asked = (str(self.ledger.address), self.ledger.as_of, self.number, self.today)
        return _answer((*asked, called(function)), arguments, self.moment, self.ledger, function)

    def names(self, kind: str) -> Mapping[str, Text]:
        """What the codes of a kind are called, as `monitoring.ledger.names` gives them."""
        if kind not in self._names:
            self._names[kind] = names_of(self.ledger, kind)
        return self._names[kind]

    @cached_property
    def today(self) -> datetime.date:
        """The day that counts as today."""
        return self.ledger.today

    @cached_property
    def fictional(self) -> bool:
        """Whether the ledger holds invented figures."""
        return self.ledger.fictional

    @cached_property
    def _quarters(self) -> Sequence[tuple[str, bool]]:
        return quarters.known(self.ledger)

    @property
    def quarters(self) -> Sequence[str]:
        """The quarters that can be looked at, oldest first."""
        return [code for code, _ in self._quarters]

    @property
    def last_ended(self) -> str | None:
        """The last quarter that ended."""
        return max((code for code, ended in self._quarters if ended), default=None)

    @cached_property
    def last_known(self) -> str | None:
        """The last quarter that anything was known of."""
        return delivery.last_known(self.ledger)

    @cached_property
    def frozen(self) -> Sequence[Frozen]:
        """The states that were frozen when a quarter was closed, the last first."""
        return tuple(frozen(self.ledger))

    @cached_property
    def keys_given(self) -> frozenset[int]:
        """The commits in which a key to closing or opening was given: they change no figure."""
        return keys_given(self.ledger)

    @cached_property
    def history(self) -> Sequence[Commit]:
        """All commits, the last first."""
        return tuple(self.ledger.history())


def state(ledger: Ledger) -> State:
    """The state of a ledger as it is now; the same one until the next commit or day."""
    moment = ledger.moment if isinstance(ledger, Held) else None  # before the number: what is held only gets newer
    number = ledger.as_of if ledger.as_of is not None else ledger.number
    return _state(str(ledger.address), id(ledger), number, datetime.date.today(), moment, ledger)


# Not as st.cache_data has it: that one unpacks the whole answer again for every visitor and click.
@st.cache_resource(show_spinner=False, max_entries=MOST_ANSWERS)
def _answer(key: tuple, arguments: tuple, moment: Moment | None, _ledger: Ledger, _function: Callable[..., T]) -> T:
    if moment and (found := _ledger.recall(called(_function), arguments, moment)) is not None:
        return found
    return _function(_ledger, *arguments)


def called(function: Callable[..., object]) -> str:
    """What the answers of a function are remembered by."""
    return f"{function.__module__}.{function.__qualname__}"


@st.cache_resource(show_spinner=False, max_entries=MOST_KEPT)
def _state(address: str, which: int, number: int, day: datetime.date, moment: Moment | None, _ledger: Ledger) -> State:
    return State(_ledger, number, moment)
