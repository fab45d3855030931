"""The shape of rows: what any row of a table must be like, whatever it means. Checked with pandera."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pandera.pandas as pandera

from monitoring.intake.distinct import Distinct
from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding, Severity
from theory_of_change.text import Message, message

LARGEST_AMOUNT = Decimal(10) ** 12  # a million million euros: more is a slip of the hand
LARGEST_VALUE = Decimal(10) ** 13
YEARS = (2008, 2045)
MOST_REVISIONS = 99
MOST_PEOPLE = 100_000


def _each(name: str, test: Callable[[Any], bool]) -> pandera.Check:
    """A check on each value that is there."""
    return pandera.Check(
        lambda values: pd.Series([v is None or test(v) for v in values], index=values.index, dtype=bool),
        name=name,
        ignore_na=True,
    )


def _decimals(most: int):
    return lambda value: -value.normalize().as_tuple().exponent <= most


_VALUE = [_each("six decimals", _decimals(6)), _each("size", lambda v: abs(v) < LARGEST_VALUE)]
# What another source says is kept as it says it.
_SOURCED = [_each("twenty decimals", _decimals(20)), _each("size", lambda v: abs(v) < LARGEST_VALUE)]
_EUROS = [_each("two decimals", _decimals(2)), _each("amount", lambda v: abs(v) < LARGEST_AMOUNT)]
_LENGTH = [_each("length", lambda v: len(v) <= 2000)]
_SHORT = [_each("short", lambda v: len(v) <= 60)]
_YEAR = [_each("year", lambda v: YEARS[0] <= v <= YEARS[1])]
_CODE = _each("code", lambda v: "|" not in v)
_NOT_BELOW_ZERO = _each("below zero", lambda v: v >= 0)
_PEOPLE = _each("people", lambda v: v < MOST_PEOPLE)


def _schema(**columns: list[pandera.Check]) -> Mapping[str, pandera.SeriesSchema]:
    return {name: pandera.SeriesSchema(object, checks, nullable=True, name=name) for name, checks in columns.items()}


SHAPES: Mapping[str, Mapping[str, pandera.SeriesSchema]] = {
    "observation": _schema(
        value=_VALUE,
        numerator=[*_VALUE, _each("not negative", lambda v: v >= 0)],
        denominator=[*_VALUE, _each("above zero", lambda v: v > 0)],
        note=_LENGTH,
    ),
    "target": _schema(value=_VALUE, revision=[_each("revision", lambda v: 0 <= v <= MOST_REVISIONS)], reason=_LENGTH),
    "context_figure": _schema(value=_SOURCED, source=_SHORT, series=_LENGTH, unit=_SHORT, note=_LENGTH),
    "budget_line": _schema(amount_eur=_EUROS, note=_LENGTH),
    "allocation": _schema(
        amount_eur=_EUROS,
        year=_YEAR,
        chapter=[*_SHORT, _CODE],
        article=[*_SHORT, _CODE],
        mutation=[*_SHORT, _CODE],
        note=_LENGTH,
        transfer=_SHORT,
    ),
    "project": _schema(
        code=[*_SHORT, _CODE],
        name_nl=_LENGTH,
        name_en=_LENGTH,
        partner=_LENGTH,
        budget_eur=[*_EUROS, _NOT_BELOW_ZERO],
        note=_LENGTH,
    ),
    "project_share": _schema(share=[_each("share", lambda v: 0 < v <= 100), _each("six decimals", _decimals(6))]),
    "attribution": _schema(
        share=[_each("share", lambda v: 0 < v <= 100), _each("six decimals", _decimals(6))],
        evidence=_LENGTH,
        note=_LENGTH,
    ),
    "oda_check": _schema(assessor=_SHORT, evidence=_LENGTH, note=_LENGTH),
    "agreement": _schema(
        code=[*_SHORT, _CODE],
        name_nl=_LENGTH,
        name_en=_LENGTH,
        partner=_LENGTH,
        first_year=_YEAR,
        last_year=_YEAR,
        yearly_cost_eur=[*_EUROS, _NOT_BELOW_ZERO],
        note=_LENGTH,
    ),
    "coverage": _schema(
        year=_YEAR,
        chapter=[*_SHORT, _CODE],
        article=[*_SHORT, _CODE],
        amount_eur=[*_EUROS, _NOT_BELOW_ZERO],
        note=_LENGTH,
    ),
    "streamlining": _schema(
        first_year=_YEAR, last_year=_YEAR, yearly_amount_eur=[*_EUROS, _NOT_BELOW_ZERO], note=_LENGTH
    ),
    "alignment": _schema(note=_LENGTH),
    "deployment": _schema(
        year=_YEAR, fte=[_NOT_BELOW_ZERO, _each("two decimals of people", _decimals(2)), _PEOPLE], note=_LENGTH
    ),
}

_WORDS: Mapping[str, tuple[Message, Message]] = {
    "six decimals": (message("A value has six decimals at most."), message("Round it to six decimals.")),
    "twenty decimals": (message("A value has twenty decimals at most."), message("Round it to twenty decimals.")),
    "two decimals": (message("An amount in euros has two decimals at most."), message("Round it to cents.")),
    "size": (message("This value is too large to be right."), message("Check the unit and the number of zeros.")),
    "amount": (
        message("This amount is too large to be right."),
        message("Amounts are in euros, not in thousands or millions."),
    ),
    "not negative": (message("A numerator is not negative."), message("Type a number from 0.")),
    "above zero": (
        message("A denominator is more than zero."),
        message("Leave the row out when there was nothing to count."),
    ),
    "revision": (
        message("A revision is a number from 0 to 99."),
        message("Write 0 for the original, 1 for the first revision."),
    ),
    "year": (
        message("This is no budget year from {first} to {last}.", first=str(YEARS[0]), last=str(YEARS[1])),
        message("Write a year in four digits."),
    ),
    "length": (message("This text is longer than 2,000 characters."), message("Make it shorter.")),
    "code": (message("A code holds no vertical line."), message("Write it without “|”.")),
    "below zero": (message("This is not negative."), message("Type a number from 0.")),
    "share": (
        message("A share is more than 0 and at most 100 percent."),
        message("Write 25 for a quarter. Leave it empty where it is not agreed."),
    ),
    "people": (message("This is more people than there can be."), message("Check the number.")),
    "two decimals of people": (message("This has two decimals at most."), message("Round it to two decimals.")),
    "short": (message("This text is longer than 60 characters."), message("Make it shorter.")),
}


def misshapen(draft: Draft) -> Iterator[Finding]:
    """Everything in these rows that no row of the table may be like."""
    for name, schema in SHAPES[draft.region.table].items():
        column = draft.values[name]
        for check, places in _failing(schema, column).items():
            words, remedy = _WORDS[check]
            for row in draft.index[np.isin(column.places, places)].tolist():
                yield draft.finding("shape", Severity.ERROR, row, name, words, remedy)


def _failing(schema: pandera.SeriesSchema, column: Distinct) -> Mapping[str, Sequence[int]]:
    """The places of the values of a column that fail, by the check that they fail; each value is checked once."""
    try:
        schema.validate(pd.Series(column.values, dtype=object, name=schema.name), lazy=True)
    except pandera.errors.SchemaErrors as wrong:
        failing = wrong.failure_cases
        if failing["index"].isna().any():
            raise  # the column itself is wrong, not a value: a mistake of ours
        return failing.groupby("check", sort=False)["index"].agg(lambda places: places.astype(int).tolist()).to_dict()
    return {}
