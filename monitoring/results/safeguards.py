"""The colour of a safeguard: do no harm is judged on its own and never averaged away."""

from __future__ import annotations

import operator
from enum import StrEnum

import duckdb
import pyarrow as pa

RULE = "safeguard colour"
VERSION = "1.0"

_OPERATORS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


class Colour(StrEnum):
    """What is said of a safeguard, worst first."""

    RED = "red"
    AMBER = "amber"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    IN_ORDER = "in_order"


def safeguard_colour(
    compared: float | None, state: str, late: bool, amber_op: str, amber: float, red_op: str, red: float
) -> Colour:
    """The colour of a safeguard by its thresholds, red before amber.

    Two open reports where the limit is two is red, one is amber, none is in order:

    >>> [safeguard_colour(n, "reported", False, ">=", 1, ">=", 2).value for n in (2, 1, 0)]
    ['red', 'amber', 'in_order']

    A check that should be complete warns as soon as one is missing:

    >>> safeguard_colour(94, "reported", False, "<", 100, "<", 90)
    <Colour.AMBER: 'amber'>

    A safeguard nobody reported on is not in order; it is unknown:

    >>> safeguard_colour(None, "missing", True, ">=", 1, ">=", 2)
    <Colour.NO_DATA: 'no_data'>
    """
    if compared is None:
        return Colour.NOT_DUE if state == "not_applicable" or (state == "missing" and not late) else Colour.NO_DATA
    if _OPERATORS[red_op](compared, red):
        return Colour.RED
    return Colour.AMBER if _OPERATORS[amber_op](compared, amber) else Colour.IN_ORDER


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `safeguard_colour` callable from SQL, on whole columns at a time."""
    kinds = ["DOUBLE", "VARCHAR", "BOOLEAN", "VARCHAR", "DOUBLE", "VARCHAR", "DOUBLE"]
    connection.create_function("safeguard_colour", _colours, kinds, "VARCHAR", type="arrow", null_handling="special")


def _colours(compared, state, late, amber_op, amber, red_op, red) -> pa.Array:
    columns = (compared, state, late, amber_op, amber, red_op, red)
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    return pa.array([safeguard_colour(*row).value for row in rows], pa.string())
