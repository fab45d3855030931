"""What changed since the quarter before, and what asks for attention: a few sentences, gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitoring.ledger import Ledger
from monitoring.money.execution import Execution, Pace, execution
from monitoring.money.spending import ZERO
from monitoring.results import harm
from monitoring.results import quarter as quarters
from monitoring.results.links import LinkState
from monitoring.results.picture import LinkJudged, Picture, pictures, theory_at
from monitoring.results.status import Status
from theory_of_change.text import Euro, Listing, Message, Percent, Text, counted, message

MOST = 5  # sentences on the front page
ASKED = 3  # things that are asked there

Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """One sentence: its mark, what it is about, what is said, what it asks, and where to read on.

    `of` makes it the same signal in another state, also where the figures in its sentence are others.
    """

    mark: str
    about: Any
    message: Message
    asks: Any = None
    page: str = ""
    where: Where = ()
    of: tuple[str, ...] = ()


def changes(ledger: Ledger, quarter: str) -> list[Change]:
    """What changed since the quarter before, gravest first, at most `MOST`."""
    earlier = before(ledger, quarter)
    known = _Known(ledger, quarter)
    was = (
        {(row.safeguard, row.country): row.colour for row in harm.known(ledger, earlier).itertuples()}
        if earlier
        else {}
    )
    asked_before = (
        {(one.theory.code, one.country, judged.link.code) for one, judged in _Known(ledger, earlier).questions}
        if earlier
        else set()
    )
    fresh = [
        (one, judged)
        for one, judged in known.questions
        if (one.theory.code, one.country, judged.link.code) not in asked_before
    ]
    found = [
        *known.harm("red", was),
        *[known.question(one, judged) for one, judged in (fresh or known.questions)[:1]],
        *known.money()[:1],
        *known.turned_amber(was),
        *known.late(),
        *_moves(ledger, quarter, earlier),
    ]
    return found[:MOST]


def attention(ledger: Ledger, quarter: str) -> list[Change]:
    """What asks something of somebody, gravest first: each with where to read on."""
    known = _Known(ledger, quarter)
    questions = [known.question(one, judged) for one, judged in known.questions[:2]]
    harm = known.harm("red", {})
    return [*harm[:2], *questions[:1], *known.money(), *known.late(), *questions[1:], *harm[2:]][:ASKED]


def signals(ledger: Ledger, quarter: str) -> list[Change]:
    """All that asks something of somebody, of which `attention` names a few: the gravest kind first."""
    known = _Known(ledger, quarter)
    questions = [known.question(one, judged) for one, judged in known.questions]
    return [*known.harm("red", {}), *questions, *known.money(), *known.late()]


def before(ledger: Ledger, quarter: str) -> str | None:
    """The quarter before, where there is one."""
    earlier = [code for code in quarters.quarters(ledger) if code < quarter]
    return earlier[-1] if earlier else None


class _Known:
    """What can be said of one quarter."""

    def __init__(self, ledger: Ledger, quarter: str) -> None:
        self._ledger, self._quarter = ledger, quarter
        self._safeguards = harm.known(ledger, quarter)
        self._countries = {
            code: Text(nl=nl, en=en) for code, nl, en in ledger.rows("select code, name_nl, name_en from country")
        }
        # The longest waiting first: there the theory has had most time to come true.
        self.questions: list[tuple[Picture, LinkJudged]] = sorted(
            (
                (one, judged)
                for one in pictures(ledger, quarter)
                for judged in one.links
                if judged.state is LinkState.THEORY_IN_QUESTION
            ),
            key=lambda pair: (-pair[1].waited, pair[0].theory.code, pair[0].country),
        )

    def harm(self, colour: str, was: dict[tuple[str, str], str]) -> list[Change]:
        """Safeguards that have a colour now and had another before."""
        found = []
        for row in self._safeguards.itertuples():
            if row.colour != colour or was.get((row.safeguard, row.country)) == colour:
                continue
            name = Text(nl=row.name_nl, en=row.name_en)
            said = (
                message("{safeguard} is on red. Payment stands still until a decision.", safeguard=name)
                if row.blocks_payment
                else message("{safeguard} is on red.", safeguard=name)
            )
            where = (("theory", row.theory), ("country", row.country))
            found.append(
                Change(
                    colour,
                    name if row.country == "ALL" else self._countries[row.country],
                    said,
                    self._on_red(row.theory, row.safeguard),
                    "theories",
                    where,
                    ("harm", row.safeguard, row.country),
                )
            )
        return found

    def turned_amber(self, was: dict[tuple[str, str], str]) -> list[Change]:
        """All safeguards that turned amber, in one sentence."""
        rows = [
            row
            for row in self._safeguards.itertuples()
            if row.colour == "amber" and was.get((row.safeguard, row.country)) not in ("amber", "red")
        ]
        if not rows:
            return []
        places = sorted({row.country for row in rows if row.country != "ALL"})
        said = counted(
            "turned amber: {names}.",
            "turned amber: {names}.",
            n=len(rows),
            names=Listing([self._countries[code] for code in places] or [message("all routes")]),
        )
        return [
            Change(
                "amber",
                counted("{n} safeguard", "{n} safeguards", n=len(rows)),
                said,
                None,
                "theories",
                (("theory", rows[0].theory), ("country", rows[0].country)),
            )
        ]

    def question(self, one: Picture, judged: LinkJudged) -> Change:
        """A link whose cause was delivered and whose effect does not come: the theory is in question."""
        labels = {step.step.code: step.step.label for step in one.steps}
        link = judged.link
        tested = [assumption for assumption in one.theory.assumptions if assumption.code in link.assumptions]
        asks = (
            message("Test assumption {code}: {text}", code=tested[0].code, text=tested[0].text)
            if tested
            else message("Look at link {code}.", code=link.code)
        )
        said = message(
            "“{cause}” is on track, but “{effect}” stays behind. The theory is in question.",
            cause=labels[link.from_],
            effect=labels[link.to],
        )
        where = (("theory", one.theory.code), ("country", one.country), ("link", link.code))
        of = ("question", one.theory.code, one.country, link.code)
        return Change("behind", self._countries[one.country], said, asks, "theories", where, of)

    def money(self) -> list[Change]:
        """Budgets that are spent much too slowly, or beyond what there is."""
        names = {
            code: Text(nl=nl, en=en)
            for code, nl, en in self._ledger.rows("select code, name_nl, name_en from budget_type")
        }
        found = []
        for one in execution(self._ledger, self._quarter):
            if one.pace is Pace.UNDERSPENDING:
                said, asks = _slow(one), message("Decide what to do with the room that is left.")
            elif one.pace is Pace.OVERSPENDING:
                said = message(
                    "{spent} is spent, more than the budget of {allocated}.",
                    spent=Euro(one.spent, short=True),
                    allocated=Euro(one.allocated or ZERO, short=True),
                )
                asks = message("Look at what was paid beyond the budget.")
            else:
                continue
            found.append(
                Change(
                    "behind",
                    names[one.budget_type],
                    said,
                    asks,
                    "spending",
                    (("budget", one.budget_type),),
                    ("money", one.budget_type, one.pace.value),
                )
            )
        return found

    def late(self) -> list[Change]:
        """Figures that should have been there, in one sentence."""
        rows = quarters.late(self._ledger, self._quarter)
        if rows.empty:
            return []
        countries = sorted({row.country for row in rows.itertuples()})
        reporters = sorted({name for row in rows.itertuples() for name in row.reporters.split(",") if name})
        said = counted(
            "is missing although it was due: {countries}.",
            "are missing although they were due: {countries}.",
            n=len(rows),
            countries=Listing([self._countries[code] for code in countries]),
        )
        asks = (
            message("Ask {reporters} to deliver.", reporters=Listing(reporters))
            if reporters
            else message("Ask who owes them to deliver.")
        )
        first = rows.iloc[0]
        return [
            Change(
                "no_data",
                counted("{n} figure", "{n} figures", n=len(rows)),
                said,
                asks,
                "indicators",
                (("theory", first["indicator"][:3]), ("country", first["country"])),
                ("late",),
            )
        ]

    def _on_red(self, theory: str, code: str) -> Text | None:
        """What must happen on red, as the theory says."""
        valid = theory_at(self._ledger, theory, self._quarter)
        return (
            next((safeguard.on_red for safeguard in valid.safeguards if safeguard.code == code), None)
            if valid
            else None
        )


def _slow(one: Execution) -> Message:
    """How little is spent by when, and how much of the budget is expected to be left at the end of the year."""
    spent, passed = Percent(one.share(one.spent) or 0), Percent(one.known)
    if one.room is None or one.room <= 0:
        return message("{share} is spent, {passed} of the year has passed.", share=spent, passed=passed)
    room = Euro(one.room, short=True)
    if one.settled != one.quarter:
        return message(
            "{share} is spent, and the spending of {passed} of the year is known. {room} is expected to be left over.",
            share=spent,
            passed=passed,
            room=room,
        )
    return message(
        "{share} is spent, {passed} of the year has passed. {room} is expected to be left over.",
        share=spent,
        passed=passed,
        room=room,
    )


def _moves(ledger: Ledger, quarter: str, earlier: str | None) -> Iterator[Change]:
    """The theories in which most indicators left the track, and in which most came on it."""
    if not earlier:
        return
    was = {standing.code: standing.statuses for standing in quarters.theories(ledger, earlier)}
    off_track = (Status.ATTENTION, Status.BEHIND)
    came, left = [], []
    for standing in quarters.theories(ledger, quarter):
        then = was.get(standing.code, {})
        came.append(
            (
                standing,
                sorted(c for c, s in standing.statuses.items() if s is Status.ON_TRACK and then.get(c) in off_track),
            )
        )
        left.append(
            (
                standing,
                sorted(c for c, s in standing.statuses.items() if s in off_track and then.get(c) is Status.ON_TRACK),
            )
        )
    standing, codes = max(left, key=lambda pair: len(pair[1]))
    if codes:
        said = counted(
            "{n} indicator is no longer on track: {codes}.",
            "{n} indicators are no longer on track: {codes}.",
            n=len(codes),
            codes=Listing(codes),
        )
        yield Change("attention", standing.name, said, None, "indicators", (("theory", standing.code),))
    standing, codes = max(came, key=lambda pair: len(pair[1]))
    if codes:
        said = counted(
            "{n} indicator came on track: {codes}.",
            "{n} indicators came on track: {codes}.",
            n=len(codes),
            codes=Listing(codes),
        )
        yield Change("on_track", standing.name, said, None, "indicators", (("theory", standing.code),))
