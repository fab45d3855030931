"""Eight quarters in a pack: money per budget, results on track, figures delivered."""

from __future__ import annotations

import pandas as pd

from monitoring.charts.look import ACCENT, BUDGETS
from monitoring.money import expenditure
from monitoring.reports.pack.content.asking import Asking
from monitoring.reports.pack.model import Chart, Column, Kind, Section, Series, Shape, Table
from monitoring.results import quarter as quarters
from monitoring.results.quarter import Trend
from theory_of_change.text import Message, counted, message

QUARTERS = 8


def trend(asking: Asking) -> Section:
    """The last eight quarters: what was spent per budget, and the shares of results and of deliveries."""
    say = asking.say
    money = asking.ask(expenditure.recent, asking.quarter, QUARTERS)
    found = asking.ask(quarters.trend, asking.quarter, QUARTERS)
    ticks = [say.tick(one.quarter) for one in found]
    charts = []
    if money["expenditure"].notna().any():
        charts.append(_money(asking, money, ticks))
    charts += [chart for chart in (_on_track(asking, found, ticks), _delivered(asking, found, ticks)) if chart]
    return Section(
        "trend",
        say(_finding(asking, found)),
        charts=tuple(charts),
        tables=(_table(asking, money, found),),
        sources=(say(message("Results here are per country, so that a quarter compares with the next.")),),
        link=asking.link("glance"),
    )


def _finding(asking: Asking, found: list[Trend]) -> Message:
    """How the share of results on track went from the first quarter that has one to the last; else how many quarters."""
    shares = [asking.say.percent(one.share) for one in found if one.share is not None]
    if len(shares) < 2:
        return counted("{n} quarter", "{n} quarters", n=len(found))
    if shares[0] == shares[-1]:
        return message("Results on track: {share} now, as {n} quarters ago", share=shares[-1], n=len(shares) - 1)
    return message(
        "Results on track: from {first} to {last} in {n} quarters", first=shares[0], last=shares[-1], n=len(shares)
    )


def _of(money: pd.DataFrame, budget: str) -> list[float | None]:
    amounts = money[money["budget_type"] == budget]["expenditure"]
    return [None if amount is None or amount != amount else round(float(amount) / 1e6, 6) for amount in amounts]


def _money(asking: Asking, money: pd.DataFrame, ticks: list[str]) -> Chart:
    say = asking.say
    series = [Series(say(asking.budgets[code]), _of(money, code), colour.fill) for code, colour in BUDGETS.items()]
    last = ", ".join(f"{one.name} {say.number(one.values[-1], 1)}" for one in series)
    return Chart(
        "trend-money",
        Shape.BARS,
        say(message("Spent per quarter, € million")),
        say(message("In the last quarter: {amounts}.", amounts=last)),
        say(message("€ million")),
        ticks,
        series,
        decimals=1,
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 6)


def _on_track(asking: Asking, found: list[Trend], ticks: list[str]) -> Chart | None:
    return _line(
        asking,
        "trend-results",
        message("Results on track, share of judged figures"),
        [_rounded(one.share) for one in found],
        ticks,
    )


def _delivered(asking: Asking, found: list[Trend], ticks: list[str]) -> Chart | None:
    shares = [_rounded(one.delivered) for one in found]
    return _line(asking, "trend-delivered", message("Figures delivered, share of what was due"), shares, ticks)


def _line(asking: Asking, key: str, title: object, shares: list[float | None], ticks: list[str]) -> Chart | None:
    say = asking.say
    known = [(tick, share) for tick, share in zip(ticks, shares, strict=True) if share is not None]
    if not known:
        return None
    told = message(
        "From {first} in {start} to {last} in {end}.",
        first=say.percent(known[0][1]),
        start=known[0][0],
        last=say.percent(known[-1][1]),
        end=known[-1][0],
    )
    return Chart(key, Shape.LINE, say(title), say(told), "%", ticks, [Series(say(title), shares, ACCENT)])


def _table(asking: Asking, money: pd.DataFrame, found: list[Trend]) -> Table:
    say = asking.say
    amounts = {(row.budget_type, row.quarter): row.expenditure for row in money.itertuples()}
    return Table(
        "trend",
        say(message("Eight quarters, spending in euros")),
        (
            Column(say(message("Quarter"))),
            *(Column(say(asking.budgets[code]), Kind.EURO) for code in BUDGETS),
            Column(say(message("Results on track")), Kind.SHARE),
            Column(say(message("Safeguards not in order")), Kind.COUNT),
            Column(say(message("Figures delivered")), Kind.SHARE),
        ),
        [
            (
                asking.text(say.short_period(one.quarter)),
                *(asking.euro(amounts.get((code, one.quarter))) for code in BUDGETS),
                asking.share(one.share),
                asking.count(one.not_in_order),
                asking.share(one.delivered),
            )
            for one in found
        ],
    )
