"""A ledger with a million figures: sixty indicators, forty countries, forty quarters, and dimensions.

    python -m benchmarks.figures FOLDER

makes it in `FOLDER/1000000`, and in `FOLDER/100000` one of a tenth: the same of four countries. All of it is invented.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from benchmarks import definitions, large
from monitoring.ledger import Ledger
from monitoring.start import start

SIZES = {100_000: 4, 1_000_000: 40}
"""Rows of observation, and of how many countries."""

DAY = "2026-10-29"
"""The day that counts as today: 29 days after the last of the quarters."""

FIRST = "XAA"
LINES = 7_500  # budget lines of each country
_SQL = (Path(__file__).parent / "observation.sql").read_text(encoding="utf-8")


def made(folder: Path, rows: int) -> Path:
    """The ledger of so many figures in a folder, made where it is not there."""
    where = folder / str(rows)
    if not where.exists():
        ledger = start(where, definitions.write(folder / "theories")).ledger
        fill(ledger, rows, SIZES[rows])
        ledger.close()
        start(where).ledger.close()  # our own theories beside them
    return where


def fill(ledger: Ledger, rows: int, countries: int) -> None:
    """Put so many figures of so many invented countries into a ledger, with targets, who owes them, and money."""
    places = [f"X{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(countries)]
    _tell(f"{countries} countries")
    large.put(ledger, "An invented ledger for a measurement", _marks(places))
    _tell(f"{rows:,} figures")
    reported = ledger.table(_SQL, places, rows)
    if len(reported) != rows:
        raise ValueError(f"there are only {len(reported):,} figures")
    targets, expected = (ledger.table(sql, places) for sql in (_TARGETS, _EXPECTED))
    _tell("the commit of figures")
    large.put(
        ledger,
        f"{rows:,} figures for a measurement",
        {"observation": reported, "target": targets, "expectation": expected},
    )
    _tell("the money")
    money = large.money_of(places, LINES * countries)
    money["project"]["step"] = [f"{line[4:]}-A1" for line in money["project"]["programming_line"]]
    large.put(ledger, "Money for a measurement", money)
    _tell("done")


_TARGETS = """
-- A baseline, and a target of every year for a flow, of two years for anything else.
with measured as (
    select code as indicator, arg_max(kind, version) as kind, arg_max(frequency, version) as frequency,
           arg_max(direction, version) as direction
    from measure where role = 'indicator' group by all
)
select indicator, country, year::varchar as period, if(year = 2016, 'baseline', 'target') as kind, 0 as revision,
       case when kind = 'threshold' then 0
            when kind = 'event' then if(year = 2016, 0, 1)
            when kind in ('flow', 'yearly') then 500 * case frequency when 'quarter' then 4 when 'half' then 2 else 1 end
            when direction = 'lower' then 600 - 40 * (year - 2016)
            else 200 + 40 * (year - 2016) end as value,
       null::date as valid_from, null::varchar as reason, null::date as due_date
from measured, range(2016, 2027) years(year), (select unnest($1::varchar[]) as country)
where kind <> 'narrative' and (kind in ('flow', 'yearly') or year in (2016, 2022, 2026))
"""

_EXPECTED = """
-- Who owes every figure of the last three years.
select m.code as indicator, country, 'AM' as reporter, p.code as period,
       p.end_date + m.due_days as due_date, 14 as grace_days
from (from measure qualify row_number() over (partition by code order by version desc) = 1) m
join period p on p.kind = m.frequency and p.end_date between date '2023-12-31' and date '2026-09-30'
cross join (select unnest($1::varchar[]) as country)
"""


def _marks(places: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The countries, and that all of it is invented and seen on one day."""
    countries = pd.DataFrame(
        {
            "code": code,
            "name_nl": f"Land {code}",
            "name_en": f"Country {code}",
            "fictional": True,
            "eu_member": False,
            "schengen": False,
            "oda_recipient": True,
        }
        for code in places
    )
    said = pd.DataFrame([("fictional", "true"), ("reference_date", DAY)], columns=["name", "value"])
    return {"country": countries, "ledger_property": said}


_BEGAN = time.perf_counter()


def _tell(what: str) -> None:
    print(f"{time.perf_counter() - _BEGAN:6.1f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    for size in SIZES:
        made(Path(sys.argv[1]), size)
