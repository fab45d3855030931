"""The words of a sheet that are in no list they should be in: what each means, or that its rows are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from monitoring.intake.fields import FIELDS
from monitoring.intake.finding import Finding
from monitoring.intake.layout import Column, SheetLayout
from monitoring.intake.layout.trial import Trial
from monitoring.intake.reading import letters, position
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ui.frame import Here
from monitoring.ui.html import note, section
from theory_of_change.text import Text, counted, message

SHOWN_WORDS = 12
LEAVE_OUT, AS_IT_IS = "-", "="


def unknown_words(here: Here, described: SheetLayout, tried: Trial, vocabulary: Vocabulary, prefix: str) -> SheetLayout:
    """Ask of each word that is not known what it means, or whether its rows are left out."""
    say, unknown = here.say, tried.unknown
    asked = [(kind, name, word) for kind, name, column in _columns_of(described) for word in column.words]
    for word, found in list(unknown.items())[:SHOWN_WORDS]:
        if place := _place_of(described, found[0].cell):
            asked.append((*place, word))
    if not asked:
        return described
    told = say(counted("{n} word", "{n} words", n=len(unknown))) if unknown else ""
    st.html(section(say(message("Words that are not known here")), told))
    said: dict[tuple[str, str], dict[str, str]] = {}
    for kind, name, word in dict.fromkeys(asked):
        names = vocabulary[_vocabulary_of(described, kind, name)].names
        was = getattr(described, kind)[name].words.get(word)
        now = LEAVE_OUT if was == "" else was
        own = AS_IT_IS if was == word and kind == "parts" else now
        near = _nearest(unknown.get(word, ()), names)  # first among the choices, and never taken by itself
        options = ["", *near, LEAVE_OUT, *([AS_IT_IS] if kind == "parts" else []), *(n for n in names if n not in near)]
        rows = f" · {say(counted('{n} row', '{n} rows', n=len(unknown[word])))}" if word in unknown else ""
        means = st.selectbox(
            f"“{word}”{rows}",
            options,
            index=options.index(own) if own in options else 0,
            format_func=lambda one, names=names: _meaning(here, one, names),
            key=f"{prefix}{kind}{name}word_{word}",
        )
        if means:
            said.setdefault((kind, name), {})[word] = {LEAVE_OUT: "", AS_IT_IS: word}.get(means, means)
    if len(unknown) > SHOWN_WORDS:
        st.html(note(say(counted("and {n} more word", "and {n} more words", n=len(unknown) - SHOWN_WORDS))))
    return _with_words(described, said)


def _nearest(found: Sequence[Finding], names: Mapping[str, Text]) -> list[str]:
    """The code that a finding on a word asks whether it is meant."""
    codes = {str(each.remedy.values.get("code", "")) for each in found if each.remedy}
    return [code for code in codes if code in names]


def _columns_of(described: SheetLayout) -> Iterator[tuple[str, str, Column]]:
    """Every column that is read, with what it is called in the layout."""
    for kind in ("columns", "parts"):
        for name, column in getattr(described, kind).items():
            yield kind, name, column


def _with_words(described: SheetLayout, said: Mapping[tuple[str, str], Mapping[str, str]]) -> SheetLayout:
    """A sheet with the words of each column meaning what was just said of them."""
    changed: dict[str, dict[str, Column]] = {"columns": {}, "parts": {}}
    for kind, name, column in _columns_of(described):
        changed[kind][name] = column.model_copy(update={"words": said.get((kind, name), {})})
    return described.model_copy(update=changed)


def _vocabulary_of(described: SheetLayout, kind: str, name: str) -> str:
    """Which list of words a column is read by; a part is read as a country."""
    reads = next((field.reads for field in FIELDS[described.table] if field.name == name), "country")
    return "country" if kind == "parts" else reads


def _meaning(here: Here, code: str, names: Mapping[str, Text]) -> str:
    say = here.say
    if code == "":
        return say(message("choose"))
    if code == LEAVE_OUT:
        return say(message("leave these rows out"))
    if code == AS_IT_IS:
        return say(message("no country: keep the word"))
    return f"{say(names[code])} ({code})"


def _place_of(described: SheetLayout, cell: str) -> tuple[str, str] | None:
    """The field or part whose column a cell stands in."""
    at = letters(position(cell)[1])
    return next(((kind, name) for kind, name, column in _columns_of(described) if column.at == at), None)
