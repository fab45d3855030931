"""What is still open when a quarter is closed, computed from the ledger. Nothing of it stops the two who close: they see it.

Each item says how many of how many are done and names what is not, so that the closing can be held against it later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from monitoring.ledger import Ledger, names
from monitoring.money import confirmations
from monitoring.money.confirmations import State as Confirmed
from monitoring.reports.closing.unmended import unmended
from monitoring.results import delivery, signals
from monitoring.results import incidents as register
from monitoring.results.decisions import answering, decisions, identity
from monitoring.results.signals import Severity
from theory_of_change.text import Listing, Message, counted, message

Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Open:
    """One thing that is not done: what it is about, what is said, and the page where it is mended."""

    about: Any
    said: Message
    page: str
    where: Where = ()


@dataclass(frozen=True)
class Item:
    """One line of the checklist: `done` of `of`, and what is open."""

    key: str
    title: Message
    done: int
    of: int
    open: Sequence[Open] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing of it is open."""
        return not self.open


def checklist(ledger: Ledger, quarter: str) -> list[Item]:
    """Every item of a quarter in the order in which it is worked through: what came in, who confirmed, harm, signals."""
    return [
        _figures(ledger, quarter),
        _spending(ledger, quarter),
        _findings(ledger, quarter),
        _confirmations(ledger, quarter),
        _incidents(ledger, quarter),
        _signals(ledger, quarter),
    ]


def _figures(ledger: Ledger, quarter: str) -> Item:
    called = names(ledger, "organisation")
    owed = {code: delivery.owed(ledger, code, quarter) for code in _who_owes(ledger, quarter)}
    missing = {code: [one for one in each if not one.delivered] for code, each in owed.items()}
    return Item(
        "figures",
        message("Figures delivered"),
        sum(one.delivered for each in owed.values() for one in each),
        sum(map(len, owed.values())),
        tuple(
            Open(
                called.get(code, code),
                counted(
                    "{n} figure is missing: {which}", "{n} figures are missing: {which}", n=len(each), which=_some(each)
                ),
                "deliver",
                (("as", code),),
            )
            for code, each in missing.items()
            if each
        ),
    )


FEW = 3  # figures that are named; of more the number is told


def _some(missing: Sequence[delivery.Owed]) -> Any:
    named = [f"{one.indicator} {one.country}" for one in missing[:FEW]]
    return Listing([*named, message("{n} more", n=len(missing) - FEW)] if len(missing) > FEW else named)


def _who_owes(ledger: Ledger, quarter: str) -> list[str]:
    rows = ledger.rows(
        "select distinct e.reporter from expectation e join period p on p.code = e.period "
        "join period q on q.code = ? and q.end_date = p.end_date order by 1",
        quarter,
    )
    return [code for (code,) in rows]


def _spending(ledger: Ledger, quarter: str) -> Item:
    called = names(ledger, "organisation")
    holders = [code for (code,) in ledger.rows("select distinct holder from project order by 1")]
    told = {code: delivery.spending(ledger, code, quarter) for code in holders}
    silent = {code: [project for project, there in each.items() if not there] for code, each in told.items()}
    return Item(
        "spending",
        message("Spending of projects delivered"),
        sum(there for each in told.values() for there in each.values()),
        sum(map(len, told.values())),
        tuple(
            Open(
                called.get(code, code),
                counted(
                    "spending of {n} project is missing: {which}",
                    "spending of {n} projects is missing: {which}",
                    n=len(each),
                    which=Listing([*each[:FEW], message("{n} more", n=len(each) - FEW)] if len(each) > FEW else each),
                ),
                "deliver",
                (("as", code),),
            )
            for code, each in silent.items()
            if each
        ),
    )


def _findings(ledger: Ledger, quarter: str) -> Item:
    """Sheets with figures of the quarter whose findings were not mended: rows left out, and what was found and landed."""
    called = names(ledger, "organisation")
    sheets = unmended(ledger, quarter)
    return Item(
        "findings",
        message("Sheets without open findings"),
        sum(not one.open for one in sheets),
        len(sheets),
        tuple(
            Open(
                called.get(one.organisation, one.organisation),
                message("{file}: {what}", file=one.file_name, what=_found(one.found, one.left_out)),
                "deliver",
                (("as", one.organisation), ("sent", str(one.number))),
            )
            for one in sheets
            if one.open
        ),
    )


def _found(found: int, left_out: int) -> Listing:
    """What of a sheet is open: only what there is."""
    told = []
    if left_out:
        told.append(counted("{n} row was left out", "{n} rows were left out", n=left_out))
    if found:
        told.append(counted("{n} finding is open", "{n} findings are open", n=found))
    return Listing(told)


def _confirmations(ledger: Ledger, quarter: str) -> Item:
    called, types = names(ledger, "organisation"), names(ledger, "budget_type")
    found = confirmations.confirmations(ledger, quarter)
    said = {
        Confirmed.NOT_CONFIRMED: message("its totals are not confirmed by their owner"),
        Confirmed.CHANGED: message("its totals changed since their owner confirmed them"),
    }
    return Item(
        "confirmations",
        message("Totals confirmed by the owner of the budget"),
        sum(one.state is Confirmed.CONFIRMED for one in found),
        len(found),
        tuple(
            Open(
                message("{holder}, {budget}", holder=called.get(one.holder, one.holder), budget=types[one.budget_type]),
                said[one.state],
                "spending",
                (("quarter", quarter), ("as", one.holder)),
            )
            for one in found
            if one.state in said
        ),
    )


def _incidents(ledger: Ledger, quarter: str) -> Item:
    _, found = register.at(ledger, quarter)
    places = names(ledger, "country")
    still = [one for one in found if one.open]
    return Item(
        "incidents",
        message("Open incidents with an owner"),
        sum(one.owner is not None for one in still),
        len(still),
        tuple(
            Open(
                message(
                    "Incident {number}, {country}", number=str(one.number), country=places.get(one.country, one.country)
                ),
                message("it has no owner"),
                "safeguards",
                (("incident", str(one.number)),),
            )
            for one in still
            if one.owner is None
        ),
    )


def _signals(ledger: Ledger, quarter: str) -> Item:
    """Signals that cannot wait, and whether a decision answers each."""
    grave = [one for one in signals.signals(ledger, quarter) if one.severity is Severity.HIGH]
    answers = answering(decisions(ledger), ledger.today)
    places = names(ledger, "country")
    return Item(
        "signals",
        message("Signals that cannot wait, with a decision"),
        sum(identity(one) in answers for one in grave),
        len(grave),
        tuple(
            Open(
                message("{country}, {about}", country=places.get(one.country, one.country), about=one.about),
                message("no decision yet: {sentence}", sentence=one.sentence),
                one.page,
                one.where,
            )
            for one in grave
            if identity(one) not in answers
        ),
    )
