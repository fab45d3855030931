"""The register as the ledger holds it: what everybody may know. What was written in it is in `texts`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from monitoring.ledger import Reader
from monitoring.results.incidents.incident import Deed, Incident, Level, Severity, State, Step
from theory_of_change.text import Text

_COLUMNS = (
    "number, reported_on, reported_for, happened_in, country, theme, harm, severity, credibility, owner, state, "
    "clock_from, deadline, last_change_on, closed_on, reopened, caps"
)


def incidents(reader: Reader, day: datetime.date | None = None) -> list[Incident]:
    """Every incident as it stood on a day, without one as it stands; the last reported first."""
    rows = reader.rows(
        f"select {_COLUMNS} from incident_on(coalesce(?::date, reference_date())) order by number desc", day
    )
    return [_incident(row) for row in rows]


def incident(reader: Reader, number: int) -> Incident | None:
    """One incident as it stands, None where there is none with the number."""
    rows = reader.rows(f"select {_COLUMNS} from incident_on(reference_date()) where number = ?", number)
    return _incident(rows[0]) if rows else None


def _incident(row: tuple) -> Incident:
    *facts, state, clock_from, deadline, changed, closed, reopened, caps = row
    return Incident(*facts, State(state), clock_from, deadline, changed, closed, reopened, caps)


def steps(reader: Reader, number: int) -> list[Step]:
    """Every change to an incident, the first first."""
    rows = reader.rows(
        "select number, deed, done_on, done_for, state, severity, credibility, owner, deadline, clock_from, takes_back "
        "from incident_step where incident = ? order by number",
        number,
    )
    return [
        Step(commit, Deed(deed), done_on, done_for, State(state), *rest)
        for commit, deed, done_on, done_for, state, *rest in rows
    ]


def severities(reader: Reader) -> Mapping[str, Severity]:
    """The severities by code, the gravest first."""
    rows = reader.rows(
        "select code, name_nl, name_en, days, level, caps, other_organisation from incident_severity order by position"
    )
    return {
        code: Severity(code, Text(nl=nl, en=en), days, Level(level), *rest) for code, nl, en, days, level, *rest in rows
    }


def core_team(reader: Reader) -> frozenset[str]:
    """The organisations of the core team (terms of reference, section 6)."""
    return frozenset(code for (code,) in reader.rows("select distinct code from organisation where core_team"))


def at(reader: Reader, quarter: str) -> tuple[datetime.date | None, list[Incident]]:
    """The day on which the register is looked at for a quarter, and every incident as it stood then.

    That is today for the last quarter that ended and the running one, so that what was reported since is never hidden;
    for one further back the day on which it was judged. None, and no incident, of a quarter that is not known.
    """
    day = looked_at(reader, quarter)
    return day, incidents(reader, day) if day else []


def looked_at(reader: Reader, quarter: str) -> datetime.date | None:
    """The day on which the register is looked at for a quarter."""
    found = reader.rows(
        "select if(exists (select 1 from quarter later where later.ended and later.code > q.code), q.looked_at, "
        "reference_date()) from quarter q where q.code = ?",
        quarter,
    )
    return found[0][0] if found else None


def number_capping(reader: Reader, quarter: str) -> int:
    """How many incidents cap a headline when a quarter is looked at."""
    return sum(one.caps for one in at(reader, quarter)[1])


def capping(reader: Reader, quarter: str) -> set[tuple[str, str]]:
    """(theory, country) where a severe and substantiated incident is open when a quarter is looked at.

    It caps a headline as a red safeguard does (domain, CHK-D4): a result cannot look good where harm is established.
    """
    day = looked_at(reader, quarter)
    return {
        (theory, country)
        for theory, country in reader.rows(
            "select distinct t.code, i.country from incident_on(?::date) i "
            "join theory t on i.theme in (t.code, 'ALL') where i.caps",
            day,
        )
    }
