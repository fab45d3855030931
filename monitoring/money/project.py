"""One project: where its money goes per year, its parts, its check on aid, who it touches and who works on it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from monitoring.ledger import Ledger
from monitoring.ledger.origin import Origin, origins
from monitoring.money import placed as places
from monitoring.money import projects
from monitoring.money.oda import Answers, NoAid, why_no_aid
from monitoring.money.placed import Placed
from monitoring.money.spending import until
from monitoring.money.split import split
from theory_of_change.text import Text

AID = "BZ_ODA"


@dataclass(frozen=True)
class Share:
    """What of a project is for a country and theme: percent, and euros of its counted budget; None where not stated."""

    country: str
    theme: str
    percent: Decimal | None
    euros: Decimal | None


@dataclass(frozen=True)
class Check:
    """The record of whether a project is aid, and by which function and when that was looked at."""

    answers: Answers
    assessor: str
    assessed_on: datetime.date
    evidence: str
    note: str | None


@dataclass(frozen=True)
class Aligned:
    """An organisation that a project touches, and the day it was aligned with them; None while it is to be done."""

    organisation: str
    on: datetime.date | None
    note: str | None


@dataclass(frozen=True)
class People:
    """People that a member deploys on a project in a year: how many full-time equivalents, never who."""

    holder: str
    country: str
    kind: str
    year: int
    fte: Decimal


@dataclass(frozen=True)
class Part:
    """A project that is a part of this one: what it states and what of that counts, in euros."""

    code: str
    name: Text
    stated: Decimal | None
    counted: Decimal


@dataclass(frozen=True)
class Project:
    """One row of the register with everything that hangs on it. `why_no_aid` is empty where it is aid."""

    row: Mapping[str, Any]
    placed: Placed
    shares: Sequence[Share]
    check: Check | None
    why_no_aid: Sequence[NoAid]
    aligned: Sequence[Aligned]
    people: Sequence[People]
    parts: Sequence[Part]
    origin: Origin | None

    @property
    def name(self) -> Text:
        """What it is called."""
        return name_of(self.row)

    @property
    def is_paid_as_aid(self) -> bool:
        """Whether its money is ODA, so that a check has to stand behind it."""
        return self.row["budget_type"] == AID


def name_of(row: Mapping[str, Any]) -> Text:
    """What a project of the register is called."""
    return Text(nl=row["name_nl"], en=row["name_en"] or row["name_nl"])


def project(ledger: Ledger, code: str) -> Project | None:
    """A project by its code; None where the register has none of it."""
    register = projects.register(ledger)
    found = register[register["code"] == code].to_dict("records")
    if not found:
        return None
    [row] = found
    placed = places.placed(ledger)[code]
    check = _check(ledger, code)
    return Project(
        row,
        placed,
        _shares(ledger, code, row["counted_eur"], placed),
        check,
        why_no_aid(check.answers if check else None, recipient=_recipients(ledger, placed)),
        [
            Aligned(*aligned)
            for aligned in ledger.rows(
                "select organisation, aligned_on, note from alignment where project = ? order by organisation", code
            )
        ],
        [
            People(*people)
            for people in ledger.rows(
                "select holder, country, kind, year, fte from deployment where project = ? order by year desc, holder, kind",
                code,
            )
        ],
        [
            Part(part["code"], name_of(part), part["budget_eur"], part["counted_eur"])
            for part in register[register["parent"] == code].to_dict("records")
        ],
        origins(ledger, "project").get(code),
    )


def _shares(ledger: Ledger, code: str, counted: Decimal, placed: Placed) -> list[Share]:
    said = ledger.rows("select country, theme, share from project_share where project = ? order by all", code)
    if not said:
        return []
    euros = split(counted, placed.shares) if placed.shares else {}
    at = list(placed.named)
    return [
        Share(country, at[number][1], share, euros.get(at[number])) for number, (country, _, share) in enumerate(said)
    ]


def _check(ledger: Ledger, code: str) -> Check | None:
    row = ledger.row(
        "select main_purpose, partner_first, forced, donor_cost, assessor, assessed_on, evidence, note "
        "from oda_check where project = ?",
        code,
    )
    if row is None:
        return None
    *answers, assessor, day, evidence, note = row
    return Check(Answers(*(said == "yes" for said in answers)), assessor, day, evidence, note)


def _recipients(ledger: Ledger, placed: Placed) -> bool:
    """Whether every country it names is on the DAC list; of a region that is not looked at."""
    listed = dict(ledger.rows("select code, oda_recipient from country"))
    return all(listed.get(country, True) for country in placed.countries if country not in ("REG", "ALL"))


@dataclass(frozen=True)
class Year:
    """The money of a project in a year, in euros; None where nothing is known, which is not zero."""

    year: int
    commitment: Decimal | None
    expenditure: Decimal | None
    forecast: Decimal | None

    @property
    def through(self) -> str:
        """Its last quarter."""
        return f"{self.year}-Q4"


def years(ledger: Ledger, code: str) -> list[Year]:
    """The money of a project year by year, the last first."""
    kinds = ", ".join(
        f"sum(amount_eur) filter (kind = '{kind}')::decimal(18, 2)"
        for kind in ("commitment", "expenditure", "forecast")
    )
    ledger.keep("money")
    rows = ledger.rows(
        f"select year, {kinds} from kept.money where counts and project = ? group by year order by year desc", code
    )
    return [Year(*row) for row in rows]


def budget(ledger: Ledger, row: Mapping[str, Any], through: str) -> Decimal | None:
    """What the holder of a project has for its country and theme in the year of a quarter, in euros.

    Budgets are given per holder, country and theme, not per project. None where that is not known.
    """
    if row["budget_type"] is None or row["line_country"] is None:
        return None
    found = until(ledger, (), through, **budget_of(row))
    return found["allocation"][0] if len(found) else None


def budget_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The conditions by which the budget is found that a project is paid from."""
    return {
        "holder": row["holder"],
        "budget_type": row["budget_type"],
        "country": row["line_country"],
        "theme": row["line_theme"],
    }
