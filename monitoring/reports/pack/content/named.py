"""Every figure that a text may name, with how it is written: `money.BZ_ODA.spent` is “€ 32,6 mln”."""

from __future__ import annotations

from monitoring.charts.look import MARKS
from monitoring.money import execution as paces
from monitoring.reports.front import standings
from monitoring.reports.pack.content.asking import Asking
from monitoring.results import harm, incidents
from monitoring.results.status import JUDGED, Status


def named(asking: Asking) -> dict[str, str]:
    """The figures of a quarter by name, in words: money per budget, results per theory, harm, and each indicator per country."""
    return {**_money(asking), **_results(asking), **_harm(asking), **_indicators(asking)}


def _money(asking: Asking) -> dict[str, str]:
    say, found = asking.say, {}
    for one in asking.ask(paces.execution, asking.quarter):
        at = f"money.{one.budget_type}"
        found |= {
            f"{at}.allocated": say.millions(one.allocated),
            f"{at}.committed": say.millions(one.committed),
            f"{at}.spent": say.millions(one.spent),
            f"{at}.expected": say.millions(one.year_end),
            f"{at}.share": say.percent(one.share(one.spent)),
            "money.passed": say.percent(one.passed),
        }
    return found


def _results(asking: Asking) -> dict[str, str]:
    say, theories = asking.say, standings(asking.ask, asking.quarter)
    found = {
        "results.on_track": say.number(sum(one.counts[Status.ON_TRACK] for one in theories)),
        "results.judged": say.number(sum(one.counts[status] for one in theories for status in JUDGED)),
    }
    for one in theories:
        found |= {f"results.{one.code}.{word}": say.number(n) for word, n in one.shown.items()}
        found[f"results.{one.code}.verdict"] = say(MARKS[one.headline.value].word)
    return found


def _harm(asking: Asking) -> dict[str, str]:
    say, colours = asking.say, asking.ask(harm.known, asking.quarter)["colour"].value_counts().to_dict()
    _, register = asking.ask(incidents.at, asking.quarter)
    return {
        **{f"harm.{colour}": say.number(colours.get(colour, 0)) for colour in ("red", "amber", "in_order", "no_data")},
        "harm.incidents": say.number(sum(one.open for one in register)),
    }


def _indicators(asking: Asking) -> dict[str, str]:
    """Values and targets; what is hidden because it is of so few is a dash, as in the view it comes from."""
    say, found = asking.say, {}
    asking.ledger.keep("result")
    for indicator, country, unit, actual, target in asking.ledger.rows(
        "select indicator, country, unit, actual, target from kept.result where period = ? order by indicator, country",
        asking.quarter,
    ):
        found[f"indicator.{indicator}.{country}"] = say.measured(actual, unit)
        found[f"indicator.{indicator}.{country}.target"] = say.measured(target, unit)
    return found
