"""Decisions as the ledger holds them, and which signals they answer."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from monitoring.ledger import Reader
from monitoring.results.decisions.decision import (
    Answered,
    Changes,
    Choice,
    Choosing,
    Decision,
    Figure,
    Forum,
    Key,
    NewTarget,
    Review,
    State,
    Verdict,
)
from monitoring.results.incidents import capping
from monitoring.results.signals import Kind, Severity, Signal
from theory_of_change.text import Text, message

T = TypeVar("T")


def identity(signal: Signal) -> str:
    """What a signal is known by in a decision and in an address: its kind and its subject."""
    return "~".join(signal.identity)


def forums(reader: Reader) -> dict[str, Forum]:
    """The bodies that decide, the lowest first."""
    return {
        code: Forum(code, Text(nl=nl, en=en), _choices(powers), _choices(under_red), political)
        for code, nl, en, powers, under_red, political in reader.rows(
            "select code, name_nl, name_en, powers, under_red, political from forum order by position"
        )
    }


def _choices(listed: str) -> frozenset[Choice]:
    return frozenset(Choice(one.strip()) for one in listed.split(",") if one.strip())


def adopted(reader: Reader) -> dict[str, Decision]:
    """The versions of theories that both ministries adopted, as “TER 2”, each with the decision by which they did."""
    return {
        one.chosen.changes_what: one
        for one in decisions(reader)
        if one.chosen.changes is Changes.THEORY and not one.missing_keys and one.withdrawn_on is None
    }


def decisions(reader: Reader) -> list[Decision]:
    """Every decision with its signals, figures, targets, keys and look-backs, the last first."""
    signals = _each(
        reader,
        "select decision, signal, kind, severity, country, theme, since, said_nl, said_en from decision_signal order by all",
        lambda *told: Answered(*told[:-2], Text(nl=told[-2], en=told[-1])),
    )
    figures = _each(
        reader, "select decision, measure, country, quarter, value, status from decision_figure order by all", Figure
    )
    targets = _each(
        reader,
        "select decision, indicator, country, period, value, former, revision from decision_target order by all",
        NewTarget,
    )
    keys = _each(
        reader,
        "select decision, organisation, given_by, given_on, note from decision_key order by written_in, organisation",
        Key,
    )
    reviews = _each(
        reader,
        "select decision, number, quarter, reviewed_by, reviewed_for, reviewed_on, verdict, happened, learnt, again_on "
        "from review order by number",
        lambda *told: Review(*told[:5], Verdict(told[5]), *told[6:]),
    )
    found = []
    for number, quarter, country, theme, choice, reason, forum, political, decided_on, *rest in reader.rows(
        """
        select number, quarter, country, theme, choice, reason, forum, political, decided_on,
               owner, owner_function, due_on, look_back_on, changes, changes_what,
               recorded_by, recorded_for, recorded_on, done_by, done_on, done_note, withdrawn_by, withdrawn_on, withdrawn_why
        from decision order by number desc
        """
    ):
        owner, function, due_on, look_back_on, changes, what, *told = rest
        chosen = Choosing(
            quarter, country, theme, Choice(choice), reason, forum, decided_on, owner, due_on, look_back_on, political,
            function, Changes(changes), what, tuple(sorted(signals[number], key=_gravest)), tuple(figures[number]), tuple(targets[number]),
        )  # fmt: skip
        found.append(Decision(number, chosen, *told, keys=tuple(keys[number]), reviews=tuple(reviews[number])))
    return found


def _gravest(one: Answered) -> tuple[int, int, str]:
    """The order of signals: the gravest first. A kind that is known no more comes last."""
    kinds = [kind.value for kind in Kind]
    place = kinds.index(one.kind) if one.kind in kinds else len(kinds)
    return [severity.value for severity in Severity].index(one.severity), place, one.signal


def _each(reader: Reader, sql: str, made: Callable[..., T]) -> Mapping[int, list[T]]:
    """What each decision has of something: the first column is its number."""
    found: dict[int, list[T]] = defaultdict(list)
    for number, *told in reader.rows(sql):
        found[number].append(made(*told))
    return found


def decision(reader: Reader, number: int) -> Decision | None:
    """The decision with a number, or None."""
    return next((one for one in decisions(reader) if one.number == number), None)


def answering(found: list[Decision], today: datetime.date) -> dict[str, Decision]:
    """By the identity of a signal, the last decision that answers it and is still under way.

    One that was looked back on, or withdrawn, answers no more: a signal that is still there then asks anew.
    """
    answers: dict[str, Decision] = {}
    for one in found:
        if one.state(today) not in (State.WITHDRAWN, State.LOOKED_BACK):
            for signal in one.chosen.signals:
                answers.setdefault(signal.signal, one)
    return answers


def red(reader: Any, quarter: str, country: str, theme: str) -> bool:
    """Whether harm caps a country and theme (ALL is any) at a quarter: a safeguard on red, or a severe open incident."""
    reader.keep("safeguard_state")
    capped = {
        *reader.rows(
            "select distinct theory, country from kept.safeguard_state where period = ? and colour = 'red'", quarter
        ),
        *capping(reader, quarter),
    }
    return any(
        (country == "ALL" or place in (country, "ALL")) and theme in ("ALL", of_theme) for of_theme, place in capped
    )


def answered(one: Signal, nl: Callable[[Any], str], en: Callable[[Any], str]) -> Answered:
    """A signal as it is read now, in both languages, to be kept with the decision that answers it."""
    whole = message("{about}: {sentence}", about=one.about, sentence=one.sentence)
    return Answered(
        identity(one),
        one.kind.value,
        one.severity.value,
        one.country,
        one.theme,
        one.since or one.quarter,
        Text(nl=nl(whole), en=en(whole)),
    )
