"""Which figures of people are hidden: counts so small that they point at somebody, and what would give them away.

Privacy law asks that nobody can be told from a table. An indicator that says so in its definition (`privacy`)
shows no count of 1 to 4, and no share of so few; and of every sum that is shown, either nothing is hidden or at
least two cells are: what is hidden alone follows from the rest by subtraction. SQL calls these functions on whole
columns (view `hidden_cell`), and view `result` leaves what is hidden empty, so that no page can show it by accident.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from theory_of_change.hidden import Hidden

RULE = "small cells"
VERSION = "1.0"
LEAST = 5  # from here on a count is shown
LEAST_OF = 10  # from here on a share of so many is shown


def small(count: float | None) -> bool:
    """Whether a count is of so few that it is hidden. Zero points at nobody; a correction below zero does.

    >>> [small(count) for count in (0, 1, 4, 5, -3, None)]
    [False, True, True, False, True, False]
    """
    return count is not None and 0 < abs(count) < LEAST


def of_share(numerator: float | None, denominator: float | None) -> Hidden | None:
    """Why a share is hidden: it is of fewer than ten, or so few are counted in it, or are left out of it.

    >>> of_share(3, 8), of_share(3, 60), of_share(58, 60), of_share(30, 60), of_share(0, 60)
    (<Hidden.TOO_SMALL: 'too_small'>, <Hidden.FEW: 'few'>, <Hidden.FEW: 'few'>, None, None)

    It may be of more than it is over, such as deaths over detections; then nothing is left out:

    >>> of_share(63, 60), of_share(None, 60)
    (None, None)
    """
    if numerator is None or denominator is None:
        return None
    if denominator < LEAST_OF:
        return Hidden.TOO_SMALL
    left_out = denominator - numerator
    return Hidden.FEW if small(numerator) or (left_out > 0 and small(left_out)) else None


def of_course(values: Sequence[float | None]) -> list[int]:
    """Which values of a running count, the oldest first, give away by subtraction how few were added: their places.

    Each is held against the last one that is shown:

    >>> of_course([40, 43, 43, 46, 60])
    [2, 3]

    Missing values are skipped, and the first is held against nothing:

    >>> of_course([None, 3, None, 9])
    [2]
    """
    shown, found = 0.0, []
    for place, value in enumerate(values, start=1):  # as SQL counts
        if value is None:
            continue
        if small(value - shown):
            found.append(place)
        else:
            shown = value
    return found


def of_sum(cells: Sequence[float | None], total: float | None, reasons: Sequence[str | None]) -> list[str | None]:
    """The reasons of the cells of a sum and, last, of its total, so that none follows from the others.

    The smallest further cell goes along with a hidden one; zero is never hidden where another can be:

    >>> of_sum([3, 40, 12, 0], 55, ["few", None, None, None, None])
    ['few', None, 'complement', None, None]

    Two that are hidden hide each other, and where there is no second cell the total is hidden:

    >>> of_sum([3, 2, 40], 45, ["few", "few", None, None])
    ['few', 'few', None, None]
    >>> of_sum([17, 0], 17, ["few", None, None])
    ['few', None, 'complement']

    What the parts leave over is a cell that nobody reported, hidden like any other:

    >>> of_sum([18, 30], 50, [None, None, None])
    ['complement', None, None]
    >>> of_sum([3, 30], 50, ["few", None, None])
    ['few', None, None]

    Without a total there is nothing to subtract from:

    >>> of_sum([3, 40], None, ["few", None, None])
    ['few', None, None]
    """
    found = list(reasons)
    if total is None:
        return found
    rest = round(total - sum(cell for cell in cells if cell is not None), 6)
    unknown = sum(reason is not None for reason in found) + (rest != 0)
    if unknown == 1 and (rest == 0 or small(rest)):
        further = [(abs(cell), place) for place, cell in enumerate(cells) if cell and found[place] is None]
        found[min(further)[1] if further else -1] = Hidden.COMPLEMENT.value
    return found


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the rule callable from SQL, on whole columns at a time."""
    few = f"abs({{0}}) > 0 and abs({{0}}) < {LEAST}".format
    for macro in (
        f"hidden_count(n) as if({few('n')}, '{Hidden.FEW}', null)",
        f"hidden_share(n, d) as case when n is null or d is null then null when d < {LEAST_OF} then '{Hidden.TOO_SMALL}' "
        f"when ({few('n')}) or (d > n and {few('(d - n)')}) then '{Hidden.FEW}' end",
    ):
        connection.execute(f"create or replace macro {macro}")
    kinds = {"null_handling": "special", "type": "arrow"}
    connection.create_function("hidden_steps", _courses, ["DOUBLE[]"], "INTEGER[]", **kinds)
    connection.create_function("hidden_sum", _sums, ["DOUBLE[]", "DOUBLE", "VARCHAR[]"], "VARCHAR[]", **kinds)


def _courses(courses: pa.Array) -> pa.Array:
    return pa.array([of_course(course or ()) for course in courses.to_pylist()], pa.list_(pa.int32()))


def _sums(cells: pa.Array, totals: pa.Array, reasons: pa.Array) -> pa.Array:
    rows = zip(cells.to_pylist(), totals.to_pylist(), reasons.to_pylist(), strict=True)
    return pa.array([of_sum(own or (), total, why or ()) for own, total, why in rows], pa.list_(pa.string()))
