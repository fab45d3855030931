"""What is of the taskforce: third countries, no aid for reception in the region, nothing twice (ToR, footnote 3)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from monitoring.intake.distinct import members
from monitoring.intake.draft import Draft
from monitoring.intake.fields import FIELDS, OWNER
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import BUDGETS, ERROR, MONEY, WARNING, Broken, countries, present, rule, where
from monitoring.ledger import tables
from theory_of_change.text import message


@rule("CHK-B8", ERROR, *FIELDS, clause=message("terms of reference, §5, responsible spending"))
def each_row_once(draft: Draft, known: Known) -> Iterator[Broken]:
    """The same key stands once in a sheet: otherwise nothing says which of the two counts.

    Where two rows contradict each other, neither of them lands.
    """
    if draft.region.combine:
        return
    key = [
        name for name in tables()[draft.region.table].key if name in draft.values and name != OWNER[draft.region.table]
    ]
    complete = ~np.any([draft.empty(name) for name in key], axis=0)
    keys, whole = draft.alike(key), draft.alike([*draft.values])
    again = np.flatnonzero(complete & (np.bincount(keys, minlength=1)[keys] > 1))
    for rows in members(pd.factorize(keys[again])[0]):
        first, *others = draft.index[again[rows]].tolist()
        alike = len(set(whole[again[rows]].tolist())) == 1
        for row in others if alike else [first, *others]:
            other = first if row != first else others[0]
            yield Broken(
                row,
                key[0],
                message("This row says the same as row {other}.", other=other + 1)
                if alike
                else message(
                    "This row and row {other} are about the same, and contradict each other.", other=other + 1
                ),
                message("Keep one of the two, or add them up."),
            )


@rule("recipient", ERROR, "budget_line", clause=message("terms of reference, §2, footnote 3"), reads=("country",))
def money_goes_somewhere(draft: Draft, known: Known) -> Iterator[Broken]:
    """A budget line goes to a country or a region."""
    for row in where(draft, draft.says("country", "ALL")):
        yield Broken(
            row,
            "country",
            message("A budget line goes to a country, or to REG for a region."),
            message("Choose the country."),
        )


@rule(
    "CHK-S2",
    ERROR,
    *MONEY,
    "project_share",
    "agreement",
    "coverage",
    "streamlining",
    clause=message("terms of reference, §2, footnote 3"),
    reads=("country",),
)
def no_member_state_receives(draft: Draft, known: Known) -> Iterator[Broken]:
    """The taskforce is about third countries: policy inside the EU is not its business."""
    for row, country in countries(draft, known):
        if country.eu_member:
            yield Broken(
                row,
                "country",
                message(
                    "{country} is an EU member state. Money goes to third countries only (terms of reference, footnote 3).",
                    country=country.name,
                ),
                message("Take the row out, or choose the third country."),
            )


@rule(
    "CHK-S2", ERROR, "observation", "target", clause=message("terms of reference, §2, footnote 3"), reads=("country",)
)
def no_figures_of_member_states(draft: Draft, known: Known) -> Iterator[Broken]:
    """Figures are about third countries too; a member state can be a part of one, such as who returned people."""
    for row, country in countries(draft, known):
        if country.eu_member:
            yield Broken(
                row,
                "country",
                message(
                    "{country} is an EU member state. Figures are about third countries (terms of reference, footnote 3).",
                    country=country.name,
                ),
                message("Take the row out, or choose the third country."),
            )


@rule(
    "grain", ERROR, "observation", "target", clause=message("nothing is counted twice"), reads=("indicator", "country")
)
def for_all_or_per_country(draft: Draft, known: Known) -> Iterator[Broken]:
    """A figure is kept per country or for all at once: a total beside its parts would be counted twice, or hide them."""
    for row, code in present(draft, "indicator"):
        country = draft.value(row, "country")
        there = known.reporters.get(code) or known.countries_observed.get(code, frozenset())
        if country is None or not there or ("ALL" in there) == (country == "ALL") or country in there:
            continue
        yield Broken(
            row,
            "country",
            message("{indicator} is kept per country, not for all countries at once.", indicator=code)
            if country == "ALL"
            else message("{indicator} is kept for all countries at once, not per country.", indicator=code),
            message("Write a row per country.") if country == "ALL" else message("Write ALL."),
        )


@rule("not asked", WARNING, "observation", clause=message("who owes which figure"), reads=("indicator", "country"))
def nobody_asked(draft: Draft, known: Known) -> Iterator[Broken]:
    """A figure of a country that nobody was asked for may be a slip of the hand."""
    for row, code in present(draft, "indicator"):
        country, asked = draft.value(row, "country"), known.reporters.get(code)
        if asked and country is not None and country not in asked and "ALL" not in asked and country != "ALL":
            yield Broken(
                row,
                "country",
                message(
                    "Nobody was asked for {indicator} of {country}.",
                    indicator=code,
                    country=known.countries[country].name,
                ),
                message("Check the country."),
            )


@rule(
    "CHK-S4",
    WARNING,
    *MONEY,
    "project_share",
    "agreement",
    "coverage",
    "streamlining",
    clause=message("terms of reference, §2, footnote 3"),
    reads=("country",),
)
def schengen_is_confirmed(draft: Draft, known: Known) -> Iterator[Broken]:
    """A country outside the EU but in Schengen or the EEA is rarely meant."""
    for row, country in countries(draft, known):
        if country.schengen:
            yield Broken(
                row,
                "country",
                message("{country} is in Schengen or the EEA. Is it really the recipient?", country=country.name),
                message("Check the country; if it is right, say why in the note."),
            )


@rule("CHK-S1", ERROR, *BUDGETS, clause=message("terms of reference, §2, footnote 3"), reads=("theme", "budget_type"))
def no_aid_for_reception(draft: Draft, known: Known) -> Iterator[Broken]:
    """Development aid for reception in the region is in any case not of the taskforce."""
    for row in where(draft, draft.says("theme", "OPV") & draft.says("budget_type", "BZ_ODA")):
        yield Broken(
            row,
            "theme",
            message("ODA for reception in the region is not of the taskforce (terms of reference, footnote 3)."),
            message("Take the row out. BZ accounts for it outside the taskforce."),
        )


@rule("CHK-S3", WARNING, *BUDGETS, clause=message("terms of reference, §2, footnote 3"), reads=("theme", "budget_type"))
def other_money_for_reception(draft: Draft, known: Known) -> Iterator[Broken]:
    """The footnote only excludes aid; for other money a decision is asked, and it stays out of totals."""
    for row in where(draft, draft.says("theme", "OPV") & draft.says("budget_type", "AM_NON_ODA", "OWN")):
        yield Broken(
            row,
            "theme",
            message("Reception in the region never counts in a total."),
            message("Ask the DG meeting for a decision."),
        )
