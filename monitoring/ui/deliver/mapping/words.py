"""The words of a sheet that are in no list they should be in: what each means, or that its rows are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from monitoring.intake.draft import AMOUNTS
from monitoring.intake.fields import FIELDS
from monitoring.intake.finding import Finding
from monitoring.intake.layout import Column, LeaveOut, SheetLayout
from monitoring.intake.layout.trial import Trial
from monitoring.intake.reading import letters, position
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ui.frame import Here
from monitoring.ui.html import note, section
from theory_of_change.text import Text, counted, message

SHOWN_WORDS = 12
TOGETHER = 4  # words of which the same holds before they are asked together
LEAVE_OUT, AS_IT_IS = "-", "="
NOT_PER_COUNTRY = "ALL"  # what “unknown” and “stateless” come down to, so it stands among the first answers
Place = tuple[str, str]  # a column as a layout names it: among its fields or its parts, and its name there


def unknown_words(here: Here, described: SheetLayout, tried: Trial, vocabulary: Vocabulary, prefix: str) -> SheetLayout:
    """Ask of each word that is not known what it means, or whether its rows are left out.

    Words of which the same is wrong, and words that were said to mean the same, are asked together where
    there are many. Cells that are empty and should not be are asked as if they were a word.
    """
    say, unknown = here.say, tried.unknown
    groups = [*_said_before(described), *_unknown(described, unknown)]
    blank = _blank(described, tried)
    if not (groups or blank):
        return described
    if groups:
        told = say(counted("{n} word", "{n} words", n=len(unknown))) if unknown else ""
        st.html(section(say(message("Words that are not known here")), told))
    said: dict[Place, dict[str, str]] = {}
    for group in groups:
        for word, means in _asked(here, described, group, unknown, vocabulary, prefix).items():
            if means:
                said.setdefault(group.place, {})[word] = {LEAVE_OUT: "", AS_IT_IS: word}.get(means, means)
    if (more := len(unknown) - SHOWN_WORDS) > 0:
        st.html(note(say(counted("and {n} more word", "and {n} more words", n=more))))
    if blank:
        st.html(section(say(message("Cells that are empty and should not be"))))
    without = [
        column for place, rows in blank.items() if (column := _asked_of_blank(here, described, place, rows, prefix))
    ]
    leave_out = (*described.leave_out, *(LeaveOut(heading=column.heading, at=column.at) for column in without))
    return _with_words(described, said).model_copy(update={"leave_out": leave_out})


@dataclass(frozen=True)
class Group:
    """Words of one column that are asked together, and what they mean now; None where that is not said."""

    place: Place
    words: Sequence[str]
    now: str | None = None


def _said_before(described: SheetLayout) -> Iterator[Group]:
    """The words that were said before, by what they mean: each by itself, and together where there are many."""
    for kind, name, column in _columns_of(described):
        by_meaning: dict[str, list[str]] = {}
        for word, means in column.words.items():
            now = LEAVE_OUT if not means else AS_IT_IS if means == word and kind == "parts" else means
            by_meaning.setdefault(now, []).append(word)
        for now, words in by_meaning.items():
            together = [words] if len(words) >= TOGETHER else [[word] for word in words]
            yield from (Group((kind, name), each, now) for each in together)


def _unknown(described: SheetLayout, unknown: Mapping[str, Sequence[Finding]]) -> Iterator[Group]:
    """The words that nobody said anything of: by what is wrong with them where there are many, and each by itself."""
    by_trouble: dict[tuple[Place, str], list[str]] = {}
    for word, found in unknown.items():
        place = _place_of(described, found[0].cell)
        if place and word not in _column(described, place).words:
            by_trouble.setdefault((place, found[0].message.key), []).append(word)
    for (place, _), words in by_trouble.items():
        if len(words) >= TOGETHER:
            yield Group(place, words)
    fewest_first = sorted(by_trouble.items(), key=lambda each: len(each[1]) >= TOGETHER)
    alone = [Group(place, [word]) for (place, _), words in fewest_first for word in words]
    yield from alone[:SHOWN_WORDS]


def _asked(
    here: Here,
    described: SheetLayout,
    group: Group,
    unknown: Mapping[str, Sequence[Finding]],
    vocabulary: Vocabulary,
    prefix: str,
) -> dict[str, str]:
    """What the words of a group mean now; "" where that is not said."""
    (kind, name), first = group.place, group.words[0]
    names = vocabulary[_vocabulary_of(described, kind, name)].names
    near = _nearest(unknown.get(first, ()), names) if len(group.words) == 1 else []
    # What is probably meant is first among the choices, and never taken by itself.
    first_of_all = [*near, *(code for code in (NOT_PER_COUNTRY,) if code in names and code not in near)]
    answers = [LEAVE_OUT, *([AS_IT_IS] if kind == "parts" else [])]
    options = ["", *first_of_all, *answers, *(code for code in names if code not in first_of_all)]
    means = st.selectbox(
        _label(here, group, unknown),
        options,
        index=options.index(group.now) if group.now in options else 0,
        format_func=lambda one: _meaning(here, one, names),
        key=f"{prefix}{kind}{name}word_{first}_{len(group.words)}",
    )
    return dict.fromkeys(group.words, means)


def _label(here: Here, group: Group, unknown: Mapping[str, Sequence[Finding]]) -> str:
    """The words of a group and how many rows they stand in, as long as that is asked."""
    say, first = here.say, group.words[0]
    rows = sum(len(unknown.get(word, ())) for word in group.words)
    label = f"“{first}”"
    if len(group.words) > 1:
        label = say(message("All {n} words such as “{word}”", n=len(group.words), word=first))
    return label + (f" · {say(counted('{n} row', '{n} rows', n=rows))}" if rows else "")


def _blank(described: SheetLayout, tried: Trial) -> Mapping[Place, int]:
    """The columns in which cells are empty that should not be, and how many."""
    by_header = {field.header: field.name for field in FIELDS[described.table]}
    missing = [by_header.get(found.message.values["field"]) for found in tried.findings if found.rule == "missing"]
    asked = set(described.columns) - set(AMOUNTS[described.table])  # what stands in no column is asked of the sheet
    return Counter(("columns", name) for name in missing if name in asked)


def _asked_of_blank(here: Here, described: SheetLayout, place: Place, rows: int, prefix: str) -> Column | None:
    """The column of which the rows with an empty cell are left out; None where that is not said."""
    say, column = here.say, _column(described, place)
    means = st.selectbox(
        say(
            counted(
                "{n} empty cell of {column}", "{n} empty cells of {column}", n=rows, column=column.heading or column.at
            )
        ),
        ["", LEAVE_OUT],
        format_func=lambda one: _meaning(here, one, {}),
        key=f"{prefix}{place[1]}blank_{rows}",
    )
    return column if means else None


def _nearest(found: Sequence[Finding], names: Mapping[str, Text]) -> list[str]:
    """The code that a finding on a word asks whether it is meant."""
    codes = {str(each.remedy.values.get("code", "")) for each in found if each.remedy}
    return [code for code in codes if code in names]


def _columns_of(described: SheetLayout) -> Iterator[tuple[str, str, Column]]:
    """Every column that is read, with what it is called in the layout."""
    for kind in ("columns", "parts"):
        for name, column in getattr(described, kind).items():
            yield kind, name, column


def _column(described: SheetLayout, place: Place) -> Column:
    return getattr(described, place[0])[place[1]]


def _with_words(described: SheetLayout, said: Mapping[Place, Mapping[str, str]]) -> SheetLayout:
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


def _place_of(described: SheetLayout, cell: str) -> Place | None:
    """The field or part whose column a cell stands in."""
    at = letters(position(cell)[1])
    return next(((kind, name) for kind, name, column in _columns_of(described) if column.at == at), None)
