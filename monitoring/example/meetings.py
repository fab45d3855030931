"""The meetings of the example, and what was written beside its figures."""

from __future__ import annotations

import datetime

import pandas as pd

from monitoring.ledger import Ledger, Transaction
from monitoring.person import Person

SECRETARY = Person("voorbeeld Secretaris kernteam", "BZ", ("analyst",))

MEETINGS = (
    ("DG_MEETING", datetime.date(2026, 9, 10), None),
    ("DG_MEETING", datetime.date(2026, 11, 12), None),
    ("ONDERRAAD", datetime.date(2026, 11, 24), None),
    ("TASKFORCE", datetime.date(2026, 12, 3), "Najaarsbijeenkomst"),
    ("DG_MEETING", datetime.date(2027, 1, 14), None),
)

TEXTS = {
    ("2026-Q3", "ALL"): (
        "De resultaten liggen voor het grootste deel op koers: {results.on_track} van {results.judged} indicatoren. "
        "Eén waarborg staat op rood, in Belmora. Daarom vragen wij u daar eerst naar te kijken.",
        "Most results are on track: {results.on_track} of {results.judged} indicators. "
        "One safeguard is on red, in Belmora. So we ask you to look there first.",
    ),
    ("2026-Q3", "TER"): (
        "Reisdocumenten komen vaker op tijd: {indicator.TER-02.XAB} in Belmora. "
        "De medewerking groeit niet mee. Wij toetsen in november waarom.\n\n"
        "De betaling in Belmora staat stil tot het onderzoek naar schade klaar is.",
        "Travel documents come in time more often: {indicator.TER-02.XAB} in Belmora. "
        "Cooperation does not grow with them. In November we test why.\n\n"
        "Payment in Belmora stands still until the inquiry into harm is done.",
    ),
}


def plan(ledger: Ledger) -> None:
    """Put meetings in the calendar and texts beside the figures, a commit each; once."""

    def meetings(transaction: Transaction) -> None:
        rows = [
            {
                "forum": forum,
                "held_on": day,
                "called": called,
                "cancelled": False,
                "planned_by": SECRETARY.name,
                "planned_for": "BZ",
            }
            for forum, day, called in MEETINGS
        ]
        transaction.merge("meeting", pd.DataFrame(rows, dtype=object))

    def texts(transaction: Transaction) -> None:
        rows = [
            {
                "quarter": quarter,
                "theme": theme,
                "text_nl": dutch,
                "text_en": english,
                "written_by": SECRETARY.name,
                "written_for": "BZ",
                "written_on": transaction.today,
            }
            for (quarter, theme), (dutch, english) in TEXTS.items()
        ]
        transaction.merge("narrative", pd.DataFrame(rows))

    ledger.commit(SECRETARY, "Meetings of the half-year", meetings)
    ledger.commit(SECRETARY, "Texts of 2026-Q3", texts)
