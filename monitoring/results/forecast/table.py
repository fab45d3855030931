"""Forecasts as rows: beside the figures of one indicator, and of a theory one per indicator and country."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.results.forecast.forecast import Forecast, forecast
from monitoring.results.forecast.words import sentence
from monitoring.results.indicator import HEADINGS
from theory_of_change.text import Message, message

ROW = {
    "figure": message("figure"),
    "forecast": message("forecast"),
    "forecast_of_year": message("forecast of the whole year"),
}
BESIDE: Mapping[str, Message] = {
    "row": message("Row"),
    "low": message("Forecast: low"),
    "middle": message("Forecast: middle"),
    "high": message("Forecast: high"),
    **HEADINGS,
    "version": message("Version of the theory"),
}
OVER: Mapping[str, Message] = {
    "indicator": message("Indicator"),
    "country": message("Country"),
    "until": message("Ahead to"),
    "low": message("Forecast: low"),
    "middle": message("Forecast: middle"),
    "high": message("Forecast: high"),
    "target": message("Target"),
    "chance": message("Target reached"),
    "sentence": message("In words"),
}


def beside(course: pd.DataFrame, found: Forecast | Message) -> pd.DataFrame:
    """The figures of an indicator with what is to come under them, columns as in `BESIDE`, in its unit.

    What is to come is a row of its own (`row`), in columns of its own: `value` is only ever what was reported.
    """
    figures = course.assign(row="figure").reindex(columns=list(BESIDE))
    if isinstance(found, Message) or course.empty:
        return figures
    ends = [(step.period, "forecast", step.reach) for step in found.steps]
    if found.kind == "flow":
        ends.append((found.target.period[:4], "forecast_of_year", found.end))
    last = course.iloc[-1]
    rows = [
        {
            "row": row,
            "indicator": last["indicator"],
            "country": last["country"],
            "version": last["version"],
            "period": period,
            "value_period": period,
            "low": reach.low,
            "middle": reach.middle,
            "high": reach.high,
        }
        for period, row, reach in ends
    ]
    return pd.concat([figures.astype(object), pd.DataFrame(rows, columns=list(BESIDE), dtype=object)])


def over(ledger: Ledger, theory: str, quarter: str, country: str | None = None) -> pd.DataFrame:
    """One row per indicator and country of a theory, columns as in `OVER`; `sentence` is a `Message`, also where none is made."""
    ledger.keep("result")
    places = ledger.rows(
        "select indicator, country from kept.result where theory = ? and period = ? and (?::varchar is null or country = ?) "
        "order by indicator, country",
        theory,
        quarter,
        country,
        country,
    )
    rows = [_row(code, place, forecast(ledger, code, place, quarter)) for code, place in places]
    return pd.DataFrame(rows, columns=list(OVER), dtype=object)


def _row(code: str, country: str, found: Forecast | Message) -> dict[str, object]:
    if isinstance(found, Message):
        return {"indicator": code, "country": country, "sentence": found}
    return {
        "indicator": code,
        "country": country,
        "until": found.target.period,
        "low": round(found.end.low, 6),
        "middle": round(found.end.middle, 6),
        "high": round(found.end.high, 6),
        "target": found.target.value,
        "chance": found.chance.value,
        "sentence": sentence(found),
    }
