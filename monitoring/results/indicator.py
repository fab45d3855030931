"""Everything that is known of one indicator in one country: its course, its target path, its parts, its source cells."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.results.headline import worst
from monitoring.results.picture import theory_at
from theory_of_change.model import Indicator
from theory_of_change.text import Message, Text, message


@dataclass(frozen=True)
class Source:
    """Where a value came from: the file, sheet and cells, who sent it for whom and when, and the commit."""

    file: str
    sheet: str
    cells: str
    reporter: str
    sent_by: str
    sent_at: datetime.datetime
    number: int
    reason: str


@dataclass(frozen=True)
class Sheet:
    """A sheet that figures came from: how many of its cells, who sent it for whom and when, and the commit."""

    file: str
    sheet: str
    cells: int
    sent_by: str
    organisation: str
    sent_at: datetime.datetime
    number: int
    reason: str


def last_known(course: pd.DataFrame) -> pd.Series | None:
    """The last row of a course that has a value; None where no row has one."""
    known = course[course["value"].notna()]
    return known.iloc[-1] if len(known) else None


HEADINGS: Mapping[str, Message] = {
    "indicator": message("Indicator"),
    "country": message("Country"),
    "period": message("Quarter"),
    "value_period": message("Period"),
    "value": message("Value"),
    "numerator": message("Numerator"),
    "denominator": message("Denominator"),
    "baseline": message("Baseline"),
    "target": message("Target"),
    "original_target": message("First target"),
    "actual": message("Actual"),
    "expected": message("Expected"),
    "progress": message("Progress"),
    "status": message("Status"),
    "computed_status": message("Status by the rule"),
    "hidden": message("Hidden because"),
}
"""The columns of a result that go along in downloads, and what each is called."""


def definition(ledger: Ledger, code: str, quarter: str) -> Indicator | None:
    """The definition of an indicator as it was valid in a quarter."""
    theory = theory_at(ledger, code[:3], quarter)
    return next((indicator for indicator in theory.indicators if indicator.code == code), None) if theory else None


def table(ledger: Ledger, theory: str, quarter: str, country: str) -> pd.DataFrame:
    """The indicators of a theory at a quarter for a country, in the order of the definition, with names."""
    ledger.keep("result")
    return ledger.frame(
        """
        select r.*, i.name_nl, i.name_en
        from kept.result r
        join indicator i on i.code = r.indicator and i.version = r.version
        where r.theory = ? and r.period = ? and r.country = ?
        order by r.indicator
        """,
        theory,
        quarter,
        country,
    )


def judged(ledger: Ledger, theory: str, quarter: str, country: str | None = None) -> pd.DataFrame:
    """The table of a theory at a quarter for machines: one row per indicator and country, or of one country only."""
    ledger.keep("result")
    rows = ledger.frame(
        """
        select indicator, country, period, value_period, value::double as value, baseline, target, actual, expected,
               progress, status, computed_status, hidden_actual as hidden
        from kept.result
        where theory = ? and period = ? and (?::varchar is null or country = ?)
        order by indicator, country
        """,
        theory,
        quarter,
        country,
        country,
    )
    amounts = ["value", "baseline", "target", "actual", "expected"]
    rows[amounts] = rows[amounts].astype(float).round(6)
    return rows


def weakest(ledger: Ledger, theory: str, quarter: str) -> pd.DataFrame:
    """One row per indicator that is not added up over countries: its weakest country, which counts for all.

    A median or a score cannot be added up. The columns are those of `table`, with the names of the country.
    """
    ledger.keep("result")
    rows = ledger.frame(
        """
        with judged as (
            -- While nothing of this quarter is judged, such as while it runs, the last that was says which is weakest.
            select indicator, max(period) as period from kept.result
            where theory = ? and period <= ? and status in ('on_track', 'attention', 'behind') group by indicator
        )
        select r.*, i.name_nl, i.name_en, c.name_nl as country_nl, c.name_en as country_en,
               coalesce(b.status, r.status) as judged_as
        from kept.result r
        join indicator i on i.code = r.indicator and i.version = r.version
        join country c on c.code = r.country
        left join judged j on j.indicator = r.indicator
        left join kept.result b on b.indicator = r.indicator and b.country = r.country and b.period = j.period
        where r.theory = ? and r.period = ? and r.indicator not in
            (select indicator from kept.result where theory = ? and period = ? and country = 'ALL')
        order by r.indicator, b.progress - b.expected_progress
        """,
        *(theory, quarter) * 3,
    )
    said = rows.groupby("indicator")["judged_as"].transform(worst)
    return rows[rows["judged_as"] == said].drop_duplicates("indicator").drop(columns="judged_as")


def not_measured(ledger: Ledger, theory: str, quarter: str, country: str) -> list[str]:
    """The indicators of a theory that nobody owes or reports for a country (ALL: for any) by a quarter."""
    ledger.keep("result")
    rows = ledger.rows(
        """
        select distinct code from indicator
        where theory = ? and code not in
            (select indicator from kept.result where theory = ? and period = ? and (? = 'ALL' or country = ?))
        order by code
        """,
        theory,
        theory,
        quarter,
        country,
        country,
    )
    return [code for (code,) in rows]


def countries(ledger: Ledger, theory: str, code: str | None = None) -> list[str]:
    """The countries to choose from for a theory, or for one indicator; ALL first, where it can be added up.

    Where nothing is known yet there is still ALL to choose.
    """
    ledger.keep("result")
    found = [
        country
        for (country,) in ledger.rows(
            "select distinct country from kept.result where theory = ? and (?::varchar is null or indicator = ?) order by 1",
            theory,
            code,
            code,
        )
    ]
    apart = [country for country in found if country != "ALL"]
    return ["ALL", *apart] if code is None or "ALL" in found or not apart else apart


def course(ledger: Ledger, code: str, country: str, last: str) -> pd.DataFrame:
    """One row per quarter up to `last`, the oldest first, as in view `result`."""
    ledger.keep("result")
    return ledger.frame(
        "select * from kept.result where indicator = ? and country = ? and period <= ? order by period",
        code,
        country,
        last,
    )


def courses(ledger: Ledger, theory: str, country: str, last: str) -> pd.DataFrame:
    """Per quarter what all indicators of a theory say, for small pictures and the last known value.

    Columns indicator, period, value_period, value, countries and reported: of how many countries it is.
    """
    ledger.keep("result")
    return ledger.frame(
        "select indicator, period, value_period, value::double as value, countries, reported, hidden from kept.result "
        "where theory = ? and country = ? and period <= ? order by indicator, period",
        theory,
        country,
        last,
    )


def missing(ledger: Ledger, code: str, quarter: str) -> list[Text]:
    """The names of the countries that count for an indicator over all countries, but have no whole figure at a quarter."""
    ledger.keep("result")
    rows = ledger.rows(
        "select c.name_nl, c.name_en from kept.result r join country c on c.code = r.country "
        "where r.indicator = ? and r.period = ? and r.country <> 'ALL' and r.reported = 0 order by r.country",
        code,
        quarter,
    )
    return [Text(nl=nl, en=en) for nl, en in rows]


def files(ledger: Ledger, code: str, period: str) -> list[Sheet]:
    """The sheets that the figures of all countries together came from in a period, the one with most cells first."""
    rows = ledger.rows(
        """
        select s.file_name, c.sheet, sum(length(c.cells) - length(replace(c.cells, ',', '')) + 1)::integer as cells,
               s.sent_by, s.organisation, s.sent_at, s.number, s.reason
        from observation o
        join source_cell c on c.table_name = 'observation' and c.submission = o.written_in
                          and c.row_key = concat_ws('|', o.indicator, o.country, o.period, o.reporter, o.dimension)
        join submission s on s.number = c.submission
        where o.indicator = ? and o.period = ?
        group by all order by cells desc, s.number
        """,
        code,
        period,
    )
    return [Sheet(*row) for row in rows]


def targets(ledger: Ledger, code: str, country: str) -> pd.DataFrame:
    """Baseline, milestones and targets with their revisions, each at the end of its period.

    A baseline that is not known yet has no value, and the day on which it is due.
    """
    return ledger.frame(
        "select t.period, t.kind, t.revision, t.value::double as value, t.valid_from, t.reason, t.due_date, p.end_date "
        "from target t join period p on p.code = t.period where t.indicator = ? and t.country = ? order by t.revision, p.end_date",
        code,
        country,
    )


def baseline_due(targets: pd.DataFrame) -> datetime.date | None:
    """The day on which a baseline is due that is not known yet, out of `targets`; None where it is known or none is to come."""
    to_come = targets[(targets["kind"] == "baseline") & targets["value"].isna() & targets["due_date"].notna()]
    return None if to_come.empty else pd.Timestamp(to_come["due_date"].max()).date()


def parts(ledger: Ledger, code: str, country: str, last: str) -> pd.DataFrame:
    """Reported parts (dimension not total) per period, the oldest first; `hidden` says why a value is left empty."""
    ledger.keep("hidden_cell")
    return ledger.frame(
        """
        select o.dimension, o.period, any_value(h.hidden) as hidden,
               if(any_value(h.hidden) is not null, null,
                  coalesce(sum(o.value)::double, sum(o.numerator)::double / nullif(sum(o.denominator)::double, 0))) as value
        from observation o
        left join (select * from kept.hidden_cell where indicator = ? and country = ?) h
               on h.period = o.period and h.dimension = o.dimension
        join period p on p.code = o.period
        join period l on l.code = ?
        where o.indicator = ? and o.country = ? and o.dimension <> 'total' and o.state = 'reported' and p.end_date <= l.end_date
        group by o.dimension, o.period, p.end_date
        order by o.dimension, p.end_date
        """,
        code,
        country,
        last,
        code,
        country,
    )


def sources(ledger: Ledger, code: str, country: str) -> Mapping[str, Sequence[Source]]:
    """The source cells of every period, the last submission that wrote each value."""
    rows = ledger.rows(
        """
        select o.period, s.file_name, c.sheet, c.cells, o.reporter, s.sent_by, s.sent_at, s.number, s.reason
        from observation o
        join source_cell c on c.table_name = 'observation' and c.submission = o.written_in
                          and c.row_key = concat_ws('|', o.indicator, o.country, o.period, o.reporter, o.dimension)
        join submission s on s.number = c.submission
        where o.indicator = ? and o.country = ?
        order by o.period, o.reporter, o.dimension
        """,
        code,
        country,
    )
    found: dict[str, list[Source]] = {}
    for period, *source in rows:
        found.setdefault(period, []).append(Source(*source))
    return found
