"""The status of an indicator: the one judgement that page, command line and SQL share.

The rule is asked of every figure in this order, and the first that answers decides:
context, not due, no data, stale, not assessable, computed. Missing is never zero and never red.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from theory_of_change.text import Message, Percent, message

RULE = "indicator status"
VERSION = "1.0"


class Status(StrEnum):
    """What is said of a figure; the value is how it is stored and exported."""

    ON_TRACK = "on_track"
    ATTENTION = "attention"
    BEHIND = "behind"
    NO_DATA = "no_data"
    STALE = "stale"
    NOT_DUE = "not_due"
    NOT_ASSESSABLE = "not_assessable"
    CONTEXT = "context"


JUDGED = (Status.ON_TRACK, Status.ATTENTION, Status.BEHIND)
"""The three that say how it goes, best first."""


@dataclass(frozen=True)
class Bands:
    """Where the statuses begin, as share of the expected progress. Illustrative until adopted."""

    on_track: float = 0.90
    attention: float = 0.70
    too_much: float = 1.20


BANDS = Bands()


def amiss(bands: Bands) -> Message | None:
    """What is wrong with these bands and what would be right; None where they can be used.

    >>> amiss(Bands(on_track=0.85, attention=0.65)) is None
    True
    >>> amiss(Bands(on_track=0.60, attention=0.70)).values["attention"]
    Percent(share=0.7, decimals=0)
    """
    if not 0 < bands.attention < bands.on_track <= 1:
        return message(
            "“On track” cannot begin at {on_track} where “needs attention” begins at {attention}. "
            "“On track” begins higher than “needs attention”, at most at {whole}, and both above {nothing}. For example 85% and 65%.",
            on_track=Percent(bands.on_track),
            attention=Percent(bands.attention),
            whole=Percent(1.0),
            nothing=Percent(0.0),
        )
    if not 1 <= bands.too_much <= 10:
        return message(
            "“More than the target” cannot begin at {too_much} of the way. Between {least} and {most} would be right, for example 120%.",
            too_much=Percent(bands.too_much),
            least=Percent(1.0),
            most=Percent(10.0),
        )
    return None


def band(share: float, bands: Bands = BANDS) -> Status:
    """The status of a share of what was expected.

    Seven tenths of the expected progress just passes as attention:

    >>> band(0.95), band(0.70), band(0.69)
    (<Status.ON_TRACK: 'on_track'>, <Status.ATTENTION: 'attention'>, <Status.BEHIND: 'behind'>)
    """
    share = round(share, 9)  # so that nine tenths is not missed by a rounding of the last digit
    if share >= bands.on_track:
        return Status.ON_TRACK
    return Status.ATTENTION if share >= bands.attention else Status.BEHIND


def indicator_status(
    kind: str,
    direction: str,
    state: str = "reported",
    late: bool = False,
    stale: bool = False,
    incomplete: bool = False,
    actual: float | None = None,
    way_from: float | None = None,
    way_to: float | None = None,
    progress: float | None = None,
    expected: float | None = None,
    tolerance: float = 0.05,
) -> Status:
    """The status of one figure. `progress` and `expected` are shares of the way from `way_from` to `way_to`.

    A context indicator is never coloured, whatever its value:

    >>> indicator_status("flow", "contextual", actual=900)
    <Status.CONTEXT: 'context'>

    A figure that is missing but not yet owed is not due; once it is owed it is missing, not zero:

    >>> indicator_status("flow", "higher", state="missing")
    <Status.NOT_DUE: 'not_due'>
    >>> indicator_status("flow", "higher", state="missing", late=True)
    <Status.NO_DATA: 'no_data'>
    >>> indicator_status("flow", "higher", actual=0.0, way_from=0, way_to=80, progress=0.0, expected=0.75)
    <Status.BEHIND: 'behind'>

    An old figure is shown but not judged:

    >>> indicator_status("stock", "higher", state="missing", late=True, stale=True)
    <Status.STALE: 'stale'>

    62 of the 80 that were expected by now is attention; halving a number from 100 to 50 is on track at 60
    when 65 was expected:

    >>> indicator_status("flow", "higher", actual=62, way_from=0, way_to=107, progress=62 / 107, expected=80 / 107)
    <Status.ATTENTION: 'attention'>
    >>> indicator_status("stock", "lower", actual=60, way_from=100, way_to=50, progress=0.8, expected=0.7)
    <Status.ON_TRACK: 'on_track'>

    Without baseline or target there is nothing to compare with:

    >>> indicator_status("ratio", "higher", actual=41)
    <Status.NOT_ASSESSABLE: 'not_assessable'>
    """
    if direction == "contextual" or kind == "narrative":
        return Status.CONTEXT
    if state == "not_applicable":
        return Status.NOT_DUE
    if state == "withheld":
        return Status.NOT_ASSESSABLE
    if actual is None:
        if not late:
            return Status.NOT_DUE
        return Status.STALE if stale else Status.NO_DATA
    if kind == "threshold":
        return Status.BEHIND if actual > (way_to or 0) else Status.ON_TRACK
    if kind == "event":
        return _event_status(actual, way_to, expected)
    if incomplete or way_from is None or way_to is None:
        return Status.NOT_ASSESSABLE
    if way_from == way_to:
        return _hold_status(actual, way_to, direction, tolerance)
    if progress is None or expected is None:
        return Status.NOT_ASSESSABLE
    if expected <= 0:
        return Status.NOT_DUE
    return band(progress / expected)


def _event_status(actual: float, planned: float | None, expected: float | None) -> Status:
    """An event is reached or not; over several countries, as many as were planned by now.

    >>> _event_status(0, planned=1, expected=0), _event_status(0, planned=1, expected=1)
    (<Status.NOT_DUE: 'not_due'>, <Status.BEHIND: 'behind'>)
    >>> _event_status(1, planned=1, expected=0)
    <Status.ON_TRACK: 'on_track'>
    """
    if planned is None or expected is None:
        return Status.NOT_ASSESSABLE
    if actual >= planned or (actual > 0 and expected == 0):
        return Status.ON_TRACK
    return band(actual / (expected * planned)) if expected > 0 else Status.NOT_DUE


def _hold_status(actual: float, target: float, direction: str, tolerance: float) -> Status:
    """A target that equals its baseline says: hold it, within the tolerance of the indicator.

    >>> _hold_status(96, 100, "higher", 0.05), _hold_status(91, 100, "higher", 0.05)
    (<Status.ON_TRACK: 'on_track'>, <Status.ATTENTION: 'attention'>)
    >>> _hold_status(120, 100, "higher", 0.05), _hold_status(120, 100, "lower", 0.05)
    (<Status.ON_TRACK: 'on_track'>, <Status.BEHIND: 'behind'>)
    """
    short = (target - actual) if direction == "higher" else (actual - target)
    if short <= tolerance * abs(target):
        return Status.ON_TRACK
    return Status.ATTENTION if short <= 2 * tolerance * abs(target) else Status.BEHIND


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `indicator_status` callable from SQL, on whole columns at a time."""
    kinds = ["VARCHAR"] * 3 + ["BOOLEAN"] * 3 + ["DOUBLE"] * 6
    connection.create_function("indicator_status", _statuses, kinds, "VARCHAR", type="arrow", null_handling="special")
    connection.create_function("status_in_bands", _in_bands, ["DOUBLE"] * 3, "VARCHAR", type="arrow")


def _in_bands(shares: pa.Array, on_track: pa.Array, attention: pa.Array) -> pa.Array:
    """The status of each share of what was expected, in the bands that stand beside it."""
    rows = zip(*(column.to_pylist() for column in (shares, on_track, attention)), strict=True)
    return pa.array([band(share, Bands(*bands)).value for share, *bands in rows], pa.string())


def _statuses(
    kind, direction, state, late, stale, incomplete, actual, way_from, way_to, progress, expected, tolerance
) -> pa.Array:
    said = [pc.fill_null(one, False) for one in (late, stale, incomplete)]
    figures = (actual, way_from, way_to, progress, expected, pc.fill_null(tolerance, 0.05))
    columns = (kind, direction, state, *said, *figures)
    return pa.array(map(indicator_status, *(column.to_pylist() for column in columns)), pa.string())
