"""The fields of a form, each with room below it for what is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from monitoring.intake.evidence.judge import LONGEST
from monitoring.refusal import Refusal
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from theory_of_change.text import Message, Text, message

DATES = "DD-MM-YYYY"
NOBODY = ""


class Fields:
    """The fields of one form. What was typed stays where it is until it landed: the keys outlive a refusal."""

    def __init__(self, here: Here, key: str) -> None:
        self.here, self.key = here, key
        self._places: dict[str, DeltaGenerator] = {}

    def text(self, name: str, label: Message, example: Message | None = None, *, area: bool = False) -> str:
        """A text as it was typed, without space around it."""
        say = self.here.say
        ask: Callable[..., str | None] = st.text_area if area else st.text_input
        more = {"height": 90} if area else {}
        value = ask(
            say(label),
            placeholder=say(example) if example else None,
            key=f"{self.key}_{name}",
            max_chars=LONGEST,
            **more,
        )
        self._place(name)
        return (value or "").strip()

    def chosen(self, name: str, label: Message, options: Mapping[str, Text | Message], first: str | None = None) -> str:
        """One of several codes, each shown with what it is called."""
        say, codes = self.here.say, list(options)
        value = st.selectbox(
            say(label),
            codes,
            index=codes.index(first) if first in codes else 0,
            format_func=lambda code: _named(code, say(options[code])),
            key=f"{self.key}_{name}",
        )
        self._place(name)
        return value if value in options else codes[0]

    def one_of(self, name: str, label: Message, options: Mapping[str, Message]) -> str | None:
        """One of a few words, of which none is chosen beforehand: it is a judgement."""
        say = self.here.say
        value = st.segmented_control(
            say(label), list(options), format_func=lambda code: say(options[code]), key=f"{self.key}_{name}"
        )
        self._place(name)
        return value

    def day(self, name: str, label: Message) -> datetime.date:
        """A day up to and including today."""
        today = self.here.today
        value = st.date_input(self.here.say(label), today, max_value=today, format=DATES, key=f"{self.key}_{name}")
        self._place(name)
        return value

    def yes(self, name: str, label: Message, *, first: bool) -> bool:
        """Yes or no."""
        return st.checkbox(self.here.say(label), first, key=f"{self.key}_{name}")

    def _place(self, name: str) -> None:
        self._places[name] = st.empty()

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """Say beside each field what is wrong with it; what is about no field of this form, where it ends."""
        by_field: dict[str, list[Refusal]] = {}
        for one in refusals:
            by_field.setdefault(one.field if one.field in self._places else "", []).append(one)
        for field, own in by_field.items():
            said = html("decision_refusals", self.here.say, refusals=own)
            (self._places[field] if field else st).html(said)
        if len(by_field) > 1 or "" not in by_field:
            st.html(html("stop", self.here.say, text=NOT_RECORDED))


NOT_RECORDED = message("Nothing was recorded yet: see what is said at the fields above. What you typed is still there.")


def _named(code: str, name: str) -> str:
    return f"{code} · {name}" if code and code != "ALL" else name
