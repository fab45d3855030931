"""The reference tables: what `data/` says, and what libraries know about countries and periods."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import babel
import pandas as pd
import pycountry

from monitoring.ledger import schema
from monitoring.ledger.ledger import Ledger
from monitoring.ledger.transaction import Transaction
from monitoring.person import MECHANISM

DATA = Path(__file__).parents[2] / "data"

PLAIN = (
    "organisation",
    "theme",
    "forum",
    "harm_type",
    "incident_severity",
    "incident_credibility",
    "budget_type",
    "purpose_code",
    "partnership",
    "programming_line",
    "objective",
    "project",
    "oda_check",
)
"""Tables that are a csv file of the same name, column for column."""

YEARS = range(2008, 2046)
KOSOVO = "XKX"
GRACE_DAYS = 7  # days after the due date before a figure is late

_NOT_A_COUNTRY = (
    {"code": "REG", "name_nl": "Regionaal", "name_en": "Regional", "oda_recipient": True},
    {"code": "ALL", "name_nl": "Niet per land", "name_en": "Not per country", "oda_recipient": False},
)


def load(ledger: Ledger, folder: Path = DATA) -> int | None:
    """Bring the reference tables up to what `folder` says; the number of the commit, or None if they were.

    Rows that are no longer in the files stay: an old figure may refer to them. Raises `ValueError`
    naming file and column where a file does not have the columns of its table.
    """
    print_ = fingerprint(folder)
    if ledger.told(f"reference {folder.name}") == print_:
        return None
    tables = {name: _csv(folder / f"{name}.csv") for name in PLAIN if (folder / f"{name}.csv").exists()}
    tables["country"] = countries(folder)
    if folder == DATA:
        tables["period"] = periods()

    def work(transaction: Transaction) -> None:
        for name, rows in tables.items():
            if len(rows):
                transaction.merge(name, _not_delivered(transaction, name, _whole(name, rows)))
        transaction.merge("ledger_property", pd.DataFrame([{"name": f"reference {folder.name}", "value": print_}]))

    return ledger.commit(MECHANISM, f"Reference data from {folder.name}/", work).number


def _whole(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with every column of their table; one that the file does not have is empty."""
    lacking = [column for column in schema.tables()[name].names if column not in (*rows.columns, "written_in")]
    return rows.assign(**dict.fromkeys(lacking))


def _not_delivered(transaction: Transaction, name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows without those that their holder delivered: from then on the sheet is right, and the file is not."""
    key = schema.tables()[name].key
    delivered = {row for (row,) in transaction.rows("select row_key from source_cell where table_name = ?", name)}
    if not delivered:
        return rows
    mine = rows[list(key)].astype(str).agg("|".join, axis=1)
    return rows[~mine.isin(delivered)]


def fingerprint(folder: Path) -> str:
    """Changes when a file of the folder does, or a library that names countries."""
    digest = hashlib.sha256(f"{babel.__version__} {pycountry.__version__}".encode())
    for file in sorted(folder.glob("*.csv")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def countries(folder: Path = DATA) -> pd.DataFrame:
    """One row per country, as table `country`; of the example's folder its fictional ones."""
    invented = folder / "country.csv"
    if folder != DATA:
        return _csv(invented) if invented.exists() else pd.DataFrame()
    groups = _csv(DATA / "country_group.csv")
    member = {group: set(groups.country[groups.group == group]) for group in ("eu_member", "schengen", "oda_recipient")}
    rows = [
        {
            "code": code,
            "name_nl": nl,
            "name_en": en,
            "fictional": False,
            **{group: code in codes for group, codes in member.items()},
        }
        for code, nl, en in named_countries()
    ]
    rows += [{"fictional": False, "eu_member": False, "schengen": False, **row} for row in _NOT_A_COUNTRY]
    return pd.DataFrame(rows)


@cache
def named_countries() -> tuple[tuple[str, str, str], ...]:
    """(alpha-3 code, Dutch name, English name) of every country of ISO 3166-1, and Kosovo."""
    dutch, english = babel.Locale("nl").territories, babel.Locale("en", "GB").territories
    named = [(c.alpha_3, dutch.get(c.alpha_2, c.name), english.get(c.alpha_2, c.name)) for c in pycountry.countries]
    return tuple(sorted([*named, (KOSOVO, dutch["XK"], english["XK"])]))


def periods(years: Sequence[int] = YEARS) -> pd.DataFrame:
    """One row per month, quarter, half-year and year, as table `period`."""
    return pd.DataFrame(_periods(years), columns=["code", "kind", "start_date", "end_date", "year"])


def _periods(years: Sequence[int]) -> Iterator[tuple[str, str, datetime.date, datetime.date, int]]:
    for year in years:
        for kind, months, name in (
            ("month", 1, "{n:02d}"),
            ("quarter", 3, "Q{n}"),
            ("half", 6, "H{n}"),
            ("year", 12, ""),
        ):
            for n in range(1, 12 // months + 1):
                code = f"{year}-{name.format(n=n)}" if name else str(year)
                first, after = (n - 1) * months, n * months
                end = datetime.date(year + after // 12, after % 12 + 1, 1) - datetime.timedelta(days=1)
                yield code, kind, datetime.date(year, first + 1, 1), end, year


def _csv(path: Path) -> pd.DataFrame:
    """A reference file as text, empty cells as None: so that Namibia's NA stays a code."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    return rows.astype(object).where(rows != "", None)
