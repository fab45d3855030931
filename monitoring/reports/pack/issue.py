"""Packs that were issued: from which state, for whom, by whom; each can be made again as it was."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd

from monitoring.ledger import Ledger, Reader, Transaction
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person
from monitoring.reports.pack.gather import Snapshot, figures
from monitoring.reports.pack.model import Pack
from monitoring.reports.pack.story import stories
from monitoring.results.decisions import KEYS
from theory_of_change.text import message


@dataclass(frozen=True)
class Issued:
    """A pack that was issued; `figures` is the hash over every figure in it, `number` the commit, whose texts it has."""

    number: int
    quarter: str
    audience: str
    language: str
    meeting_on: datetime.date
    snapshot: str
    state: int
    seen_on: datetime.date
    contents: str
    figures: str
    issued_by: str
    issued_for: str
    issued_on: datetime.date


def issued(reader: Reader, quarter: str | None = None) -> list[Issued]:
    """The packs that were issued, the last first; of one quarter or of all."""
    rows = reader.rows(
        "select number, quarter, audience, language, meeting_on, snapshot, state, seen_on, contents, figures, "
        "issued_by, issued_for, issued_on from issued_pack where ?::varchar is null or quarter = ? order by number desc",
        quarter,
        quarter,
    )
    return [Issued(*row) for row in rows]


def texts_of(reader: Reader, quarter: str) -> frozenset[tuple[str, int]]:
    """Which texts a pack of a quarter has now: each theme with the commit that last wrote its text."""
    return frozenset((one.theme, one.number) for one in stories(reader, quarter).values())


def issue(
    ledger: Ledger,
    pack: Pack,
    audience: str,
    of: Snapshot,
    person: Person,
    texts: frozenset[tuple[str, int]] | None = None,
) -> Issued:
    """Keep that a pack was issued, in one commit. Raises `Refused`, also where its `texts` (`texts_of`) changed meanwhile.

    What is not frozen may be issued too: it says on every page that it is provisional.
    """

    def work(transaction: Transaction) -> Issued:
        found = [*of_person(person.name)]
        if person.organisation not in KEYS:
            found.append(
                Refusal(
                    "issued_for",
                    message("A pack is issued by the core team, so by BZ or A&M."),
                    message("Choose at the top right for whom you act, or ask one of them."),
                )
            )
        if texts is not None and texts != texts_of(transaction, pack.quarter):
            found.append(
                Refusal(
                    "texts",
                    message("A text was changed since this pack was made."),
                    message("Make the pack again, and look at it."),
                )
            )
        if found:
            raise Refused(*found)
        made = Issued(
            transaction.number,
            pack.quarter,
            audience,
            pack.language,
            pack.on,
            of.name,
            of.state,
            of.seen_on,
            of.contents,
            figures(pack),
            person.name,
            person.organisation,
            transaction.today,
        )
        transaction.merge("issued_pack", pd.DataFrame([vars(made)]))
        return made

    return ledger.commit(person, f"Pack of {pack.quarter} for {audience} issued, from {of.name}", work).result
