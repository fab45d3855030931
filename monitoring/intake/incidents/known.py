"""Stating how many reports of possible harm a member knows of in a quarter, also those it did not register."""

from __future__ import annotations

import datetime

import pandas as pd

from monitoring.ledger import Ledger, Transaction, names
from monitoring.ledger.names import is_quarter, unknown
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person
from theory_of_change.text import message

MOST = 100_000  # reports in a quarter


def state_known(
    ledger: Ledger, quarter: str, known: int, person: Person, *, on: datetime.date | None = None
) -> int | None:
    """State how many reports reached one's own organisation in a quarter: the number of the commit. Raises `Refused`.

    The number is None where that was stated already. Whoever states anew replaces it; the former one stays in the past.
    """

    def work(transaction: Transaction) -> None:
        today = transaction.today
        refusals = list(of_person(person.name))
        called = names(transaction, "organisation")
        if person.organisation not in called:
            refusals.append(
                Refusal(
                    "organisation",
                    unknown("organisation", person.organisation, called),
                    message("Choose at the top right for whom you act."),
                )
            )
        if not is_quarter(transaction, quarter):
            refusals.append(
                Refusal(
                    "quarter",
                    message(
                        "“{quarter}” is no quarter. Write for example {example}.", quarter=quarter, example="2026-Q3"
                    ),
                    message("Choose a quarter."),
                )
            )
        elif transaction.rows("select 1 from period where code = ? and start_date > ?", quarter, today):
            refusals.append(
                Refusal("quarter", message("This quarter has not begun."), message("Choose an earlier one."))
            )
        if not 0 <= known <= MOST:
            refusals.append(
                Refusal(
                    "known", message("This cannot be the number of reports."), message("Write 0 or more, in digits.")
                )
            )
        if refusals:
            raise Refused(*refusals)
        same = transaction.rows(
            "select 1 from known_incident_count where member = ? and quarter = ? and known = ?",
            person.organisation,
            quarter,
            known,
        )
        if not same:
            row = {
                "member": person.organisation,
                "quarter": quarter,
                "known": known,
                "stated_by": person.name.strip(),
                "stated_on": on or today,
            }
            transaction.merge("known_incident_count", pd.DataFrame([row]))

    return ledger.commit(person, f"Known reports of harm in {quarter}: {known}", work).number
