"""What changed since the quarter before: a few sentences, gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitoring.ledger import Ledger
from monitoring.money.execution import execution
from monitoring.money.findings import pace_sentence
from monitoring.results import harm
from monitoring.results import quarter as quarters
from monitoring.results.links import LinkState
from monitoring.results.picture import LinkJudged, Picture, pictures
from monitoring.results.status import Status
from theory_of_change.text import Listing, Message, Text, counted, message

MOST = 5  # sentences on the front page


@dataclass(frozen=True)
class Change:
    """One sentence: its mark, what it is about, and what is said."""

    mark: str
    about: Any
    message: Message


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
            found.append(Change(colour, name if row.country == "ALL" else self._countries[row.country], said))
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
        return [Change("amber", counted("{n} safeguard", "{n} safeguards", n=len(rows)), said)]

    def question(self, one: Picture, judged: LinkJudged) -> Change:
        """A link whose cause was delivered and whose effect does not come: the theory is in question."""
        labels = {step.step.code: step.step.label for step in one.steps}
        link = judged.link
        said = message(
            "“{cause}” is on track, but “{effect}” stays behind. The theory is in question.",
            cause=labels[link.from_],
            effect=labels[link.to],
        )
        return Change("behind", self._countries[one.country], said)

    def money(self) -> list[Change]:
        """Budgets that are spent much too slowly, or beyond what there is."""
        names = {
            code: Text(nl=nl, en=en)
            for code, nl, en in self._ledger.rows("select code, name_nl, name_en from budget_type")
        }
        return [
            Change("behind", names[one.budget_type], said)
            for one in execution(self._ledger, self._quarter)
            if (said := pace_sentence(one)) is not None
        ]

    def late(self) -> list[Change]:
        """Figures that should have been there, in one sentence."""
        rows = quarters.late(self._ledger, self._quarter)
        if rows.empty:
            return []
        countries = sorted({row.country for row in rows.itertuples()})
        said = counted(
            "is missing although it was due: {countries}.",
            "are missing although they were due: {countries}.",
            n=len(rows),
            countries=Listing([self._countries[code] for code in countries]),
        )
        return [Change("no_data", counted("{n} figure", "{n} figures", n=len(rows)), said)]


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
        yield Change("attention", standing.name, said)
    standing, codes = max(came, key=lambda pair: len(pair[1]))
    if codes:
        said = counted(
            "{n} indicator came on track: {codes}.",
            "{n} indicators came on track: {codes}.",
            n=len(codes),
            codes=Listing(codes),
        )
        yield Change("on_track", standing.name, said)
