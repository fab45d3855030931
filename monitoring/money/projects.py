"""The register of projects: what of their stated budgets counts, where that goes, and what is left out and why.

Each euro counts once: a part's budget is in that of its whole too (`stated`). A project is in a country by its
shares, by its programming line, or because it names no other country; one in several countries without shares
that make a whole stays regional, and is in full under none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.money import stated
from monitoring.money.split import split
from theory_of_change.text import Message, message

REGIONAL, NOT_SAID = "REG", "ALL"
WHOLE, ROUNDING = Decimal(100), Decimal("0.001")  # as the rule on shares has it
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
PLACED = message(
    "A project in several countries is divided by its shares, to the cent. Without shares that make 100% it stays "
    "regional: it is in full under none of them."
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
class Placed:
    """Where a project is: its countries with themes as its rows name them, and the share of each in percent.

    Without shares `shares` is empty: it is then in one place, or regional.
    """

    named: tuple[tuple[str, str], ...]
    shares: Mapping[tuple[str, str], Decimal]

    @property
    def countries(self) -> frozenset[str]:
        """Every country it names, also where nothing says how much goes there."""
        return frozenset(country for country, _ in self.named)

    @property
    def every(self) -> frozenset[tuple[str, str]]:
        """Every country and theme it is for, divided or not."""
        return frozenset((*self.named, *([self.at] if self.at else [])))

    @property
    def at(self) -> tuple[str, str] | None:
        """The one place that all of it goes to; None where it is divided."""
        if self.shares:
            return None
        if len(self.named) == 1:
            return self.named[0]
        themes = {theme for _, theme in self.named}
        return (REGIONAL if self.named else NOT_SAID, themes.pop() if len(themes) == 1 else NOT_SAID)


def placed(ledger: Ledger) -> dict[str, Placed]:
    """Where each project is, by its code."""
    shares: dict[str, dict[tuple[str, str], Decimal | None]] = defaultdict(dict)
    for project, country, theme, share in ledger.rows(
        """
        select s.project, s.country, if(s.theme = 'ALL', coalesce(l.theme, p.theme, 'ALL'), s.theme), s.share
        from project_share s
        join project p on p.code = s.project
        left join programming_line l on l.code = p.programming_line
        order by s.project, s.country, s.theme
        """
    ):
        shares[project][country, theme] = share
    own = ledger.rows(
        """
        select p.code, l.country, coalesce(l.theme, p.theme, 'ALL')
        from project p
        left join programming_line l on l.code = p.programming_line
        """
    )
    return {code: place(country, theme, shares.get(code, {})) for code, country, theme in own}


def place(country: str | None, theme: str, shares: Mapping[tuple[str, str], Decimal | None]) -> Placed:
    """Where a project is, by the country and theme of its programming line and the shares that are said of it.

    >>> place("XAA", "TER", {}).at, place(None, "ALL", {}).at
    (('XAA', 'TER'), ('ALL', 'ALL'))

    Half a statement divides nothing:

    >>> half = {("XAA", "TER"): Decimal(60), ("XAB", "TER"): None}
    >>> place("REG", "TER", half).at, sorted(place("REG", "TER", half).countries)
    (('REG', 'TER'), ['XAA', 'XAB'])
    >>> place(None, "ALL", {("XAA", "ALL"): None}).at
    ('XAA', 'ALL')
    """
    if not shares:
        return Placed(((country, theme),) if country else ((NOT_SAID, theme),), {})
    said = [share for share in shares.values() if share is not None]
    whole = len(said) == len(shares) and abs(sum(said) - WHOLE) <= ROUNDING
    return Placed(tuple(shares), dict(shares) if whole else {})


def places(rows: pd.DataFrame, where: Mapping[str, Placed]) -> pd.DataFrame:
    """One row per project, country and theme: the part of its counted budget that goes there, in euros.

    Together they are the counted budgets, to the cent. Country REG is what is not divided over the
    countries it is for, ALL what names none; theme ALL what names none.
    """
    found: list[tuple[str, str, str, str | None, Decimal]] = []
    for code, budget_type, euros in rows[["code", "budget_type", "counted_eur"]].itertuples(index=False, name=None):
        one = where[code]
        parts = split(euros, one.shares) if one.shares else {one.at: euros}
        found += [(code, *at, budget_type, part) for at, part in parts.items()]
    return pd.DataFrame(found, columns=["project", "country", "theme", "budget_type", "counted_eur"], dtype=object)


@dataclass(frozen=True)
class Register:
    """One state of the register: its rows (`register`), where each project is, and what goes there (`places`)."""

    rows: pd.DataFrame
    placed: Mapping[str, Placed]
    places: pd.DataFrame

    @property
    def countries(self) -> frozenset[str]:
        """Every country that a project is for, REG and ALL among them."""
        return frozenset(country for country, _ in self._named)

    @property
    def themes(self) -> frozenset[str]:
        """Every theme that a project is for."""
        return frozenset(theme for _, theme in self._named)

    @property
    def _named(self) -> Iterator[tuple[str, str]]:
        for one in self.placed.values():
            yield from one.every


def read(ledger: Ledger) -> Register:
    """The register as it stands."""
    rows, where = register(ledger), placed(ledger)
    return Register(rows, where, places(rows, where))


def left_out(ledger: Ledger) -> pd.DataFrame:
    """One row per project of which not all that it states is in the total, and per row that was refused.

    Columns: code (None where it could not be read), name_nl, name_en, `stated_eur`, `counted_eur`, `left_out_eur`,
    `parts_eur`, `why`, `finding` (the JSON of what was wrong with a refused row), and where it comes from:
    file, sheet, cells, sent_by, sent_for, submission; None where no sheet brought it. The largest first.
    """
    landed = register(ledger)
    landed = landed[landed["why"].notna()].merge(_origins(ledger), how="left", left_on="code", right_on="row_key")
    landed = landed.rename(columns={"budget_eur": "stated_eur"}).assign(finding=None)
    gone = _refused(ledger).assign(counted_eur=ZERO, parts_eur=ZERO, why=Why.REFUSED, name_nl=None, name_en=None)
    gone["left_out_eur"] = [ZERO if euros is None else euros for euros in gone["stated_eur"]]
    both = pd.concat([landed[list(_LEFT_OUT)].astype(object), gone[list(_LEFT_OUT)].astype(object)], ignore_index=True)
    both = both.where(both.notna(), None)
    order = sorted(
        both.index, key=lambda at: (-both["left_out_eur"][at], str(both["code"][at]), both["cells"][at] or "")
    )
    return both.loc[order].reset_index(drop=True)


_LEFT_OUT = (
    *("code", "name_nl", "name_en", "stated_eur", "counted_eur", "left_out_eur", "parts_eur", "why", "finding"),
    *("file", "sheet", "cells", "sent_by", "sent_for", "submission"),
)


def _origins(ledger: Ledger) -> pd.DataFrame:
    """The cell and the sender of every project that a sheet brought."""
    return ledger.frame(
        """
        select p.code as row_key, s.file_name as file, c.sheet, c.cells, s.sent_by, s.organisation as sent_for,
               s.number as submission
        from project p
        join source_cell c on c.table_name = 'project' and c.row_key = p.code and c.submission = p.written_in
        join submission s on s.number = c.submission
        """
    )


def _refused(ledger: Ledger) -> pd.DataFrame:
    """The rows of projects that were left out of the last delivery of each file that holds, and did not land since."""
    found = ledger.frame(
        """
        select r.row_key as code, r.amount_eur as stated_eur, r.finding, s.file_name as file, r.sheet, r.cells,
               s.sent_by, s.organisation as sent_for, s.number as submission
        from refused_row r
        join submission s on s.number = r.submission
        where r.table_name = 'project' and not exists (from project p where p.code = r.row_key)
        """
    )
    return found[found["submission"].isin(_last_of_each_file(ledger))]


def _last_of_each_file(ledger: Ledger) -> frozenset[int]:
    """The last delivery of each file of each organisation, of those that hold."""
    gone: set[int] = set()
    for number, undone in ledger.rows("select number, undone from undo order by number desc"):
        if number not in gone:  # a taking back that was itself taken back does not count
            gone.add(undone)
    rows = ledger.rows("select organisation, file_name, number from submission order by number")
    return frozenset({(sender, file): number for sender, file, number in rows if number not in gone}.values())


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
    fits = pd.Series([_is_for(known.placed[code], chosen) for code in found["code"]], index=found.index, dtype=bool)
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


def by(known: Register, per: str, chosen: Chosen) -> list[Place]:
    """What is counted per `country` or `theme` of the projects that fit: the largest first, what is not divided last."""
    fits = known.places["project"].isin(set(choose(known, chosen)["code"]))
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
