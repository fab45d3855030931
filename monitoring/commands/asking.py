"""What the ledger says: indicators, history, and a reader's own query; `money` asks it about money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import pandas as pd
import typer

from monitoring.charts.look import MARKS
from monitoring.commands.app import (
    AsOfOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    app,
    chosen,
    country_of,
    opened,
    quarter_of,
    told_fictional,
    words,
    wrong,
)
from monitoring.commands.output import Cell, write
from monitoring.intake import submitted
from monitoring.language import Words
from monitoring.ledger import Ledger, held, names
from monitoring.ledger.select import Refused, select
from monitoring.results import indicator as known_of
from monitoring.results import signals as computed
from monitoring.results.forecast import CHANCES, OVER, Chance, over
from monitoring.results.signals import KINDS_CALLED, SEVERITIES_CALLED, Kind, Severity
from theory_of_change.hidden import CALLED, Hidden
from theory_of_change.text import Listing, Message, message


@app.command()
def indicators(
    theory: Annotated[str, typer.Argument(help="Code of the theory, such as TER.")],
    quarter: Annotated[str | None, typer.Option(help="The quarter to look at; else the last that ended.")] = None,
    country: Annotated[str | None, typer.Option(help="Only this country; ALL is over all countries.")] = None,
    forecast: Annotated[
        bool,
        typer.Option("--forecast", help="What is to be expected at the date of the target, or why nothing is said."),
    ] = False,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """The indicator table of a theory: one row per indicator and country, judged at a quarter."""
    say = words(language)
    ledger = opened(say, as_of)
    theory = _theory_of(ledger, theory, say)
    looked_at = quarter_of(ledger, quarter, say)
    country = _asked_of(ledger, theory, country_of(ledger, country, say), say)
    told_fictional(ledger, say)
    if forecast:
        rows = over(ledger, theory, looked_at, country) if looked_at else pd.DataFrame(columns=list(OVER))
        rows["sentence"] = [say(one) for one in rows["sentence"]]
        headings = OVER
    else:
        rows, headings = known_of.judged(ledger, theory, looked_at, country), known_of.HEADINGS
    write(rows, chosen(form, json), say, headings=said_in(headings, say), cells=_cells_of_figures(say))


def _theory_of(ledger: Ledger, asked: str, say: Words) -> str:
    """The code of the theory that was asked for; ends where there is no such theory."""
    known = names(ledger, "theory")
    if asked.upper() not in known:
        wrong(message("There is no theory {theory}. Known are {known}.", theory=asked, known=Listing([*known])), say)
    return asked.upper()


def _asked_of(ledger: Ledger, theory: str, country: str | None, say: Words) -> str | None:
    """A country of which the theory asks something; ends where it asks nothing of it."""
    if country and country not in (asked := known_of.countries(ledger, theory)):
        wrong(
            message(
                "Nothing of {theory} is asked of {country}. Known are {known}.",
                theory=theory,
                country=names(ledger, "country")[country],
                known=Listing(asked),
            ),
            say,
        )
    return country


def _cells_of_figures(say: Words) -> Mapping[str, Cell]:
    """How the cells of figures and of forecasts are written for people."""

    def number(value: float | None) -> str:
        return say.number(value, 1 if value is not None and value != round(value) else 0)

    numbers = ("value", "baseline", "target", "actual", "expected", "low", "middle", "high")
    return {
        **dict.fromkeys(numbers, number),
        **dict.fromkeys(("status", "computed_status"), lambda status: say(MARKS[status].word)),
        "progress": say.percent,
        "hidden": lambda reason: say(CALLED[Hidden(reason)]) if reason else "",
        "chance": lambda chance: say(CHANCES[Chance(chance)]) if chance else "–",
    }


@app.command()
def signals(
    quarter: Annotated[str | None, typer.Option(help="The quarter to look at; else the last that ended.")] = None,
    country: Annotated[str | None, typer.Option(help="Only this country, and what is about all of them.")] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """What asks something of somebody at a quarter, the gravest first: kind, severity, country and one sentence."""
    say = words(language)
    ledger = opened(say, as_of)
    looked_at, country = quarter_of(ledger, quarter, say), country_of(ledger, country, say)
    told_fictional(ledger, say)
    with held(ledger) as present:
        found = computed.signals(present, looked_at) if looked_at else []
    rows = computed.table((one for one in found if country in (None, one.country) or one.country == "ALL"), say)
    cells = {
        "kind": lambda code: say(KINDS_CALLED[Kind(code)]),
        "severity": lambda code: say(SEVERITIES_CALLED[Severity(code)]),
    }
    write(rows, chosen(form, json), say, headings=said_in(computed.HEADINGS, say), cells=cells)


def said_in(headings: Mapping[str, Message], say: Words) -> dict[str, str]:
    """The headings of an answer in a language."""
    return {column: say(word) for column, word in headings.items()}


@app.command()
def history(
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
    last: Annotated[int | None, typer.Option(min=1, help="Only so many, the last first.")] = None,
) -> None:
    """Every change to the ledger: who, for whom, when and why; and what was taken back in which."""
    say = words(language)
    ledger = opened(say)
    told_fictional(ledger, say)
    commits = ledger.history()[:last]
    taken_back, takes_back = submitted.taken_back(ledger), submitted.takes_back(ledger)
    headings = {
        "commit": message("Stand"),
        "at": message("When"),
        "author": message("Who"),
        "organisation": message("For whom"),
        "verified": message("Verified"),
        "rows": message("Rows"),
        "reason": message("Why"),
        "takes_back": message("Takes back"),
        "taken_back_in": message("Taken back in"),
    }
    rows = pd.DataFrame(
        [
            {
                "commit": c.number,
                "at": c.at.replace(microsecond=0),
                "author": c.author,
                "organisation": c.organisation,
                "verified": c.verified,
                "rows": c.touched,
                "reason": c.reason,
                "takes_back": takes_back.get(c.number),
                "taken_back_in": taken_back[c.number].number if c.number in taken_back else None,
            }
            for c in commits
        ],
        columns=[*headings],
        dtype=object,
    )
    write(rows, chosen(form, json), say, headings=said_in(headings, say))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help='One select, such as "from theory.ter".')],
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Ask the ledger one select over its tables and views; `data/README.md` says what they hold."""
    say = words(language)
    ledger = opened(say, as_of)
    try:
        answer = select(ledger, query)
    except Refused as refused:
        wrong(refused.message, say)
    told_fictional(ledger, say)
    write(answer, chosen(form, json), say)
