"""The register of projects: what of their stated budgets counts, and which of them are looked at.

Each euro counts once: a part's budget is in that of its whole too (`stated`). Where it goes says `placed`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.money import stated
from monitoring.money.placed import NOT_SAID, REGIONAL, Placed, placed, places
from theory_of_change.text import Message, message

LEGAL = ("legal_international", "legal_european", "legal_national")
INNOVATIVE = "INN"  # the theme that may not start before its legal checks are passed
ZERO = Decimal("0.00")


class Why(StrEnum):
    """Why not all of a stated budget is in the total; the last is of a row that never landed."""

    IN_PARTS = stated.Why.IN_PARTS
    PARTS_EXCEED = stated.Why.PARTS_EXCEED
    NOT_STATED = stated.Why.NOT_STATED
    REFUSED = "refused"


REASONS: Mapping[Why, Message] = {
    Why.IN_PARTS: message("what is left out is counted at its parts"),
    Why.PARTS_EXCEED: message("its parts state more than the whole: they count, and the whole does not"),
    Why.NOT_STATED: message("it states no budget"),
    Why.REFUSED: message("its row could not land, and the sender left it out"),
}

RULE = message(
    "A part's budget is in that of its whole too. So a whole counts what it has not passed on to parts; "
    "where its parts state more, they count and it does not. What others pay is never part of a budget here."
)


def register(ledger: Ledger) -> pd.DataFrame:
    """One row per project, by code: its columns, and what of its budget counts.

    Added are line_country and line_theme of its programming line, `theme` with that filled in, `counted_eur` and
    `left_out_eur` (Decimal, euros), `parts_eur` (what its parts state), `why` (a `Why` or None), `others_pay` and
    `legal_open` (a check of an innovative form that is not passed, or one of any project that failed or runs).
    """
    found = ledger.frame(
        """
        select p.* exclude (theme), coalesce(l.theme, p.theme) as theme, l.country as line_country,
               l.theme as line_theme, p.budget_type is null as others_pay
        from project p
        left join programming_line l on l.code = p.programming_line
        order by p.code
        """
    )
    rows = found.astype(object).where(found.notna(), None)
    budgets = {row.code: (row.parent, row.budget_eur) for row in rows.itertuples()}
    once = stated.once(budgets)
    return rows.assign(
        counted_eur=pd.Series([one.counted for one in once], dtype=object),
        left_out_eur=pd.Series([one.left_out for one in once], dtype=object),
        parts_eur=pd.Series([one.parts for one in once], dtype=object),
        why=pd.Series([Why(one.why) if one.why else None for one in once], dtype=object),
        legal_open=[legal_open(row["theme"], [row[name] for name in LEGAL]) for row in rows.to_dict("records")],
    )


def legal_open(theme: str | None, checks: Sequence[str | None]) -> bool:
    """Whether a legal check stands open: of an innovative form all three must be passed, of another none may fail or run.

    >>> legal_open("INN", ["passed", "passed", None]), legal_open("TER", [None, None, None])
    (True, False)
    >>> legal_open("TER", [None, "pending", None]), legal_open("INN", ["passed", "passed", "passed"])
    (True, False)
    """
    if theme == INNOVATIVE:
        return any(check != "passed" for check in checks)
    return any(check in ("failed", "pending") for check in checks)


@dataclass(frozen=True)
class Register:
    """One state of the register: its rows (`register`), where each project is, and what goes there (`places`)."""

    rows: pd.DataFrame
    placed: Mapping[str, Placed]
    places: pd.DataFrame
    named: frozenset[tuple[str, str]]
    """Every country and theme that a project is for, REG and ALL among them."""

    @property
    def countries(self) -> frozenset[str]:
        """Every country that a project is for."""
        return frozenset(country for country, _ in self.named)

    @property
    def themes(self) -> frozenset[str]:
        """Every theme that a project is for."""
        return frozenset(theme for _, theme in self.named)


def read(ledger: Ledger) -> Register:
    """The register as it stands."""
    rows, where = register(ledger), placed(ledger)
    return Register(rows, where, places(rows, where), frozenset().union(*(one.every for one in where.values())))


@dataclass(frozen=True)
class Chosen:
    """Which projects are looked at; None restricts nothing. `paid_by` is a budget type or `OTHERS`."""

    country: str | None = None
    theme: str | None = None
    paid_by: str | None = None
    implementer: str | None = None
    channel: str | None = None
    instrument: str | None = None
    legal_open: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is restricted."""
        return self == Chosen()


OTHERS = "others"


def choose(known: Register, chosen: Chosen) -> pd.DataFrame:
    """The projects of the register that fit, by code, as `register` gives them, and `here_eur`.

    `here_eur` is what of the counted budget goes to the chosen country and theme; None of a project that
    is for them too and is not divided, so that it is in full under none of its countries.
    """
    found = known.rows
    anywhere = chosen.country is None and chosen.theme is None
    fits = pd.Series(
        [anywhere or _is_for(known.placed[code], chosen) for code in found["code"]], index=found.index, dtype=bool
    )
    for name in ("implementer", "channel", "instrument"):
        if (value := getattr(chosen, name)) is not None:
            fits &= found[name] == value
    if chosen.legal_open:
        fits &= found["legal_open"].astype(bool)
    if chosen.paid_by is not None:
        fits &= found["others_pay"].astype(bool) if chosen.paid_by == OTHERS else found["budget_type"] == chosen.paid_by
    euros = _sums(known.places[_at(known.places, chosen)])
    here = pd.Series([euros.get(code) for code in found["code"]], dtype=object, index=found.index)
    return found.assign(here_eur=here)[fits].reset_index(drop=True)


def _is_for(where: Placed, chosen: Chosen) -> bool:
    """Whether a project is for a country and theme, divided or not."""
    return any(chosen.country in (None, country) and chosen.theme in (None, theme) for country, theme in where.every)


def _at(parts: pd.DataFrame, chosen: Chosen) -> pd.Series:
    fits = pd.Series(True, index=parts.index)
    for name in ("country", "theme"):
        if (value := getattr(chosen, name)) is not None:
            fits &= parts[name] == value
    return fits


def _sums(parts: pd.DataFrame) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for project, euros in zip(parts["project"], parts["counted_eur"], strict=True):
        sums[project] += euros
    return sums


@dataclass(frozen=True)
class Place:
    """A country or theme with what is counted there, in euros: per budget type, and what others pay, never added up."""

    code: str
    projects: int
    own: Mapping[str, Decimal]
    others: Decimal

    @property
    def total(self) -> Decimal:
        """What its largest bar is compared by."""
        return max(sum(self.own.values(), ZERO), self.others)


def by(known: Register, per: str, chosen: Chosen, shown: pd.DataFrame) -> list[Place]:
    """What is counted per `country` or `theme` of the projects that were chosen (`shown`, as `choose` gives them).

    The largest comes first, what is not divided last.
    """
    fits = known.places["project"].isin(set(shown["code"]))
    parts = known.places[_at(known.places, chosen) & fits]
    own: dict[str, dict[str, Decimal]] = defaultdict(dict)
    others: dict[str, Decimal] = defaultdict(lambda: ZERO)
    projects: dict[str, set[str]] = defaultdict(set)
    columns = ["project", per, "budget_type", "counted_eur"]
    for project, code, budget_type, euros in parts[columns].itertuples(index=False, name=None):
        projects[code].add(project)
        if budget_type is None:
            others[code] += euros
        else:
            own[code][budget_type] = own[code].get(budget_type, ZERO) + euros
    found = [Place(code, len(of_it), own[code], others[code]) for code, of_it in projects.items()]
    return sorted(found, key=lambda one: (one.code == NOT_SAID, one.code == REGIONAL, -one.total, one.code))


def count(ledger: Ledger) -> int:
    """How many projects there are."""
    [(found,)] = ledger.rows("select count(*) from project")
    return found
