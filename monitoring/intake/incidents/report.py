"""Reporting possible harm: by any member, with little asked, and what happened kept apart."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from monitoring.intake import normalise
from monitoring.intake.incidents import landing
from monitoring.intake.incidents.people import ROLE_ONLY, of_actor
from monitoring.ledger import Ledger, Reader, Transaction, names
from monitoring.ledger.names import is_quarter, unknown
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results.incidents import Deed, Incident, State, Step, severities
from theory_of_change.text import message

FEWEST = 10  # characters that say what happened
NOT_ONE = ("ALL", "REG")  # not about one country
REASON = "Incident reported"


@dataclass(frozen=True)
class Report:
    """What is asked of who reports: `happened_in` is a quarter or a day, `actor` an organisation and never a person."""

    country: str
    theme: str
    harm: str
    severity: str
    happened_in: str
    happened: str
    credibility: str = "unverified"
    project: str | None = None
    actor: str | None = None
    measures: str | None = None

    @property
    def when(self) -> tuple[str | None, datetime.date | None]:
        """The quarter it happened in, and the day where one was said; both None where it cannot be read.

        >>> Report("XAB", "TER", "H02", "minor", "3e kwartaal 2026", "…").when
        ('2026-Q3', None)
        >>> Report("XAB", "TER", "H02", "minor", "2026-08-14", "…").when
        ('2026-Q3', datetime.date(2026, 8, 14))
        """
        text = self.happened_in.strip()
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            code = normalise.period(text)
            if isinstance(code, str) and "-Q" in code:
                return code, None
            day = normalise.day(text)
        return (normalise.quarter_of(day), day) if isinstance(day, datetime.date) else (None, None)


def judge(
    reader: Reader, asked: Report, person: Person, reported_on: datetime.date, day: datetime.date
) -> list[Refusal]:
    """Everything that stands against a report; the same for the form while somebody types and inside the commit."""
    texts = {name: getattr(asked, name) for name in ("project", "actor", "happened", "measures")}
    return [
        *of_person(person.name),
        *_of_codes(reader, asked, person),
        *_of_days(reader, asked, reported_on, day),
        *_of_what(asked),
        *of_texts(texts, instead=ROLE_ONLY),
        *of_actor(asked.actor),
    ]


def _of_codes(reader: Reader, asked: Report, person: Person) -> Iterator[Refusal]:
    kinds = (
        ("country", "country", asked.country),
        ("theme", "theme", asked.theme),
        ("harm", "harm_type", asked.harm),
        ("severity", "incident_severity", asked.severity),
        ("credibility", "incident_credibility", asked.credibility),
        ("organisation", "organisation", person.organisation),
    )
    for field, kind, code in kinds:
        called = names(reader, kind)
        if code not in called and not (field == "theme" and code == "ALL"):
            wrong = unknown(field, code, called) if code else message("This is not filled in.")
            yield Refusal(field, wrong, message("Choose one of the list."))
    if asked.project and asked.project not in names(reader, "project"):
        yield Refusal(
            "project",
            unknown("project", asked.project, names(reader, "project")),
            message("Choose one, or leave it open."),
        )


def _of_days(reader: Reader, asked: Report, reported_on: datetime.date, today: datetime.date) -> Iterator[Refusal]:
    quarter, day = asked.when
    if quarter is None or not is_quarter(reader, quarter):
        yield Refusal(
            "happened_in",
            message("It cannot be read when it happened."),
            message("Write a quarter such as {example}, or a day.", example="2026-Q3"),
        )
    elif (day and day > today) or quarter > normalise.quarter_of(today):
        yield Refusal("happened_in", message("This day has not come yet."), message("Write when it happened."))
    if reported_on > today:
        yield Refusal("reported_on", message("This day has not come yet."), message("Choose today, or an earlier day."))


def _of_what(asked: Report) -> Iterator[Refusal]:
    if len(asked.happened.strip()) < FEWEST:
        yield Refusal(
            "happened",
            message("It is not said what happened."),
            message("Write in a sentence what happened and how it became known. A suspicion is enough."),
        )


def report(ledger: Ledger, asked: Report, person: Person, *, on: datetime.date | None = None) -> Incident:
    """Put a report into the register, in one commit whose number it gets. Any member may. Raises `Refused`.

    `on` is the day on which it reached the member, without one today; the clock of its severity runs from then.
    Nothing of what was written stands in the reason of the commit, which everybody reads.
    """

    def work(transaction: Transaction) -> Incident:
        today = transaction.today
        reported_on = on or today
        if refusals := judge(transaction, asked, person, reported_on, today):
            raise Refused(*refusals)
        quarter, happened_on = asked.when
        deadline = reported_on + datetime.timedelta(days=severities(transaction)[asked.severity].days)
        made = Incident(
            transaction.number,
            reported_on,
            person.organisation,
            quarter,
            asked.country,
            asked.theme,
            asked.harm,
            asked.severity,
            asked.credibility,
            None,
            State.REPORTED,
            reported_on,
            deadline,
            reported_on,
            None,
            0,
            False,
        )
        landing.put_incident(transaction, made)
        step = Step(
            *(transaction.number, Deed.REPORT, reported_on, person.organisation, State.REPORTED),
            *(asked.severity, asked.credibility, None, deadline, reported_on, None),
        )
        landing.put_step(transaction, made.number, step)
        landing.put_text(transaction, made.number, person.name, {**vars(asked), "happened_on": happened_on})
        return made

    return ledger.commit(person, REASON, work).result
