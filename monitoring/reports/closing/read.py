"""The closings as the ledger holds them."""

from __future__ import annotations

from collections import defaultdict

from monitoring.ledger import Reader
from monitoring.reports.closing.closing import Act, Closing, Key, Quarter


def quarters(reader: Reader) -> list[Quarter]:
    """Every quarter that can be looked at, the last first, with its closings."""
    closings = _closings(reader)
    return [
        Quarter(code, ended, tuple(closings.get(code, ())))
        for code, ended in reader.rows("select code, ended from quarter order by code desc")
    ]


def quarter(reader: Reader, code: str) -> Quarter | None:
    """One quarter, None where there are no figures of it."""
    return next((one for one in quarters(reader) if one.code == code), None)


def _closings(reader: Reader) -> dict[str, list[Closing]]:
    keys: defaultdict[tuple[str, int], list[Key]] = defaultdict(list)
    for code, version, act, *rest in reader.rows(
        "select quarter, version, act, organisation, given_by, given_at, given_on, session, note from quarter_key "
        "order by given_at"
    ):
        keys[code, version].append(Key(Act(act), *rest))
    found: defaultdict[str, list[Closing]] = defaultdict(list)
    for code, version, *rest in reader.rows(
        "select quarter, version, state, seen_on, contents from quarter_close order by quarter, version desc"
    ):
        found[code].append(Closing(code, version, *rest, keys=tuple(keys[code, version])))
    return dict(found)
