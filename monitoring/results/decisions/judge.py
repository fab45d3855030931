"""What stands against a decision before it is recorded: the same for the form while somebody types and for the commit."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from monitoring.person import Person
from monitoring.refusal import Refusal, of_texts
from monitoring.results.decisions.decision import CHOICES_CALLED, KEYS, Changes, Choosing, Forum
from theory_of_change.text import Listing, message

RULE = "decision"
VERSION = "1.0"


def judge(
    asked: Choosing, forums: Mapping[str, Forum], today: datetime.date, person: Person, *, red: bool
) -> list[Refusal]:
    """Everything that stands against a decision; `red` is whether harm is on red in its country and theme.

    Do no harm goes first: under red nothing is scaled up, and going on unchanged is not for the core team alone
    (terms of reference, sections 5 and 6).

    >>> from monitoring.results.decisions.decision import Choice
    >>> from theory_of_change.text import Text
    >>> core = Forum("CORE_TEAM", Text(nl="Kernteam", en="Core team"), frozenset(Choice) - {Choice.STOP}, frozenset({Choice.PAUSE}), False)
    >>> day = datetime.date(2026, 10, 28)
    >>> def of(choice, **more):
    ...     given = dict(quarter="2026-Q3", country="XAB", theme="TER", choice=choice, reason="Because.", forum="CORE_TEAM",
    ...         decided_on=day, owner="BZ", due_on=day, look_back_on=datetime.date(2027, 2, 1), signals=("one",))
    ...     return Choosing(**(given | more))
    >>> def fields(choice, red=False, organisation="BZ", **more):
    ...     return [one.field for one in judge(of(choice, **more), {"CORE_TEAM": core}, day, Person("An", organisation), red=red)]
    >>> fields(Choice.CONTINUE), fields(Choice.CONTINUE, red=True), fields(Choice.PAUSE, red=True), fields(Choice.STOP)
    ([], ['forum'], [], ['forum'])
    >>> fields(Choice.CONTINUE, look_back_on=day), fields(Choice.CONTINUE, reason=" "), fields(Choice.CONTINUE, political=True)
    (['look_back_on'], ['reason'], ['political'])
    >>> fields(Choice.CONTINUE, organisation="DTENV")
    ['recorded_for']
    """
    return [
        *_by_whom(asked, forums, person, red=red),
        *_when(asked, today),
        *_what(asked),
        *of_texts({"reason": asked.reason, "owner": asked.owner_function}),
    ]


def _by_whom(asked: Choosing, forums: Mapping[str, Forum], person: Person, *, red: bool) -> Iterator[Refusal]:
    if person.organisation not in KEYS:
        yield Refusal(
            "recorded_for",
            message("Decisions are recorded by the core team, so by BZ or A&M."),
            message("Choose at the top right for whom you act, or give it to the core team."),
        )
    forum = forums.get(asked.forum)
    if forum is None:
        yield Refusal("forum", message("It is not said which forum decided."), message("Choose the forum."))
        return
    choice = CHOICES_CALLED[asked.choice]
    if asked.choice not in forum.powers:
        able = [one.name for one in forums.values() if asked.choice in one.powers]
        yield Refusal(
            "forum",
            message("“{choice}” is not for {forum} to decide.", choice=choice, forum=forum.name),
            message("Take it to {forums}.", forums=Listing(able)),
        )
    elif red and asked.choice not in forum.under_red:
        able = [one.name for one in forums.values() if asked.choice in one.under_red]
        yield Refusal(
            "forum",
            message(
                "Harm is on red here, and then {forum} cannot choose “{choice}”.",
                forum=forum.name,
                choice=choice,
            ),
            message("Take it to {forums}.", forums=Listing(able))
            if able
            else message("First do what the safeguard asks, or choose to pause, refine or stop."),
        )
    if asked.political and not forum.political:
        able = [one.name for one in forums.values() if one.political]
        yield Refusal(
            "political",
            message("A political decision is not for {forum}.", forum=forum.name),
            message("Take it to {forums}.", forums=Listing(able)),
        )


def _when(asked: Choosing, today: datetime.date) -> Iterator[Refusal]:
    if asked.decided_on > today:
        yield Refusal(
            "decided_on",
            message("The day of the decision has not come yet."),
            message("Record it once it was decided."),
        )
    if asked.due_on < asked.decided_on:
        yield Refusal(
            "due_on",
            message("It is due before it was decided."),
            message("Choose a day on or after {day}.", day=asked.decided_on),
        )
    if asked.look_back_on <= max(asked.due_on, asked.decided_on):
        yield Refusal(
            "look_back_on",
            message("Looking back is only possible after it was carried out."),
            message("Choose a day after {day}.", day=max(asked.due_on, asked.decided_on)),
        )


def _what(asked: Choosing) -> Iterator[Refusal]:
    if not asked.reason.strip():
        yield Refusal("reason", message("It is not said why."), message("Write in a sentence why this was chosen."))
    if not asked.signals:
        yield Refusal(
            "signals", message("It answers no signal."), message("Choose at least one signal that it answers.")
        )
    if not asked.owner:
        yield Refusal("owner", message("It has no owner."), message("Choose who carries it out."))
    if asked.changes is Changes.TARGET and not asked.targets:
        yield Refusal(
            "targets",
            message("It is not said which target changes."),
            message("Choose the indicator, and fill in the new target."),
        )
    if asked.changes in (Changes.SHIFT, Changes.ASSUMPTION, Changes.THEORY) and not asked.changes_what:
        yield Refusal("changes_what", message("It is not said what changes."), message("Choose what it changes."))
    for one in asked.targets:
        if one.former is None:
            yield Refusal(
                "targets",
                message("{indicator} has no target there yet, so there is none to change.", indicator=one.indicator),
                message("Deliver a first target with a sheet."),
            )
        elif one.value == one.former:
            yield Refusal(
                "targets",
                message("The new target of {indicator} is the one that holds already.", indicator=one.indicator),
                message("Fill in another value, or change nothing."),
            )
