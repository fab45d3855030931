"""Who owes which figure: a short plan in csv, expanded to one row per figure and period."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from monitoring.ledger.ledger import Ledger
from monitoring.ledger.reference import GRACE_DAYS, fingerprint
from monitoring.ledger.transaction import Transaction
from monitoring.person import MECHANISM


def load(ledger: Ledger, folder: Path) -> int | None:
    """Expand ``expectation.csv`` of a folder; the number of the commit, or None if nothing changed.

    A line of the plan says: from the first to the last quarter, this reporter owes this indicator
    for this country, for every period of the indicator's own frequency.
    """
    plan = folder / "expectation.csv"
    mark = f"expectations {folder.name}"
    versions = ledger.row("select coalesce(string_agg(code || version, ',' order by code, version), '') from theory")[0]
    print_ = f"{fingerprint(folder)} {versions}"
    if not plan.exists() or ledger.told(mark) == print_:
        return None
    lines = [line.split(",") for line in plan.read_text(encoding="utf-8").splitlines()[1:]]
    rows = ledger.table(
        """
        with plan as (
            select unnest(?::varchar[]) as indicator, unnest(?::varchar[]) as country, unnest(?::varchar[]) as reporter,
                   unnest(?::varchar[]) as first, unnest(?::varchar[]) as last
        ),
        measure_now as (
            select code, arg_max(frequency, version) as frequency, arg_max(due_days, version) as due_days
            from (
                select code, version, frequency, due_days from indicator
                union all
                select code, version, frequency, due_days from safeguard
            )
            group by code
        )
        select p.indicator, p.country, p.reporter, d.code as period, d.end_date + m.due_days as due_date, ? as grace_days
        from plan p
        join measure_now m on m.code = p.indicator
        join period f on f.code = p.first
        join period l on l.code = p.last
        join period d on d.kind = m.frequency and d.end_date >= f.start_date and d.end_date <= l.end_date
        """,
        *(list(column) for column in zip(*lines, strict=True)) if lines else [[]] * 5,
        GRACE_DAYS,
    )
    properties = pa.Table.from_pylist([{"name": mark, "value": print_}])

    def work(transaction: Transaction) -> None:
        transaction.merge("expectation", rows)
        transaction.merge("ledger_property", properties)

    return ledger.commit(MECHANISM, f"Who owes which figure, from {folder.name}/", work).number
