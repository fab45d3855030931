"""What the ledger says: spending, indicators, history, and a reader's own query."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from monitoring.commands.app import (
    AsOfOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    app,
    chosen,
    opened,
    told_fictional,
    words,
    wrong,
)
from monitoring.commands.output import write
from monitoring.ledger.select import Refused, select
from monitoring.money import spending as spendings
from theory_of_change.text import Listing, message


@app.command()
def spending(
    per: Annotated[
        str, typer.Option(help=f"What to group by, with commas: {', '.join(spendings.DIMENSIONS)}.")
    ] = "country,theme,budget_type",
    year: Annotated[int | None, typer.Option(help="Only this year.")] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Where the money goes: allocated, committed, spent and expected, in euros.

    Budget types are never netted: a sum over them is an addition, not a budget. Reception in the
    region is in no total.
    """
    say = words(language)
    dimensions = [name.strip() for name in per.split(",") if name.strip()]
    unknown = [name for name in dimensions if name not in spendings.DIMENSIONS]
    if unknown:
        raise typer.BadParameter(
            f"{', '.join(unknown)}: choose from {', '.join(spendings.DIMENSIONS)}", param_hint="--per"
        )
    ledger = opened(say, as_of)
    told_fictional(ledger, say)
    headings = {
        "allocation": say(message("Allocated")),
        "commitment": say(message("Committed")),
        "expenditure": say(message("Spent")),
        "forecast": say(message("Forecast")),
    }
    euros = dict.fromkeys(spendings.KINDS, lambda amount: say.number(amount, 2))
    write(spendings.by(ledger, dimensions, year=year), chosen(form, json), say, headings=headings, cells=euros)


@app.command()
def indicators(
    theory: Annotated[str, typer.Argument(help="Code of the theory, such as TER.")],
    quarter: Annotated[str | None, typer.Option(help="The quarter to look at; else the last that ended.")] = None,
    country: Annotated[str | None, typer.Option(help="Only this country; ALL is over all countries.")] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """The indicator table of a theory: one row per indicator and country, judged at a quarter."""
    say = words(language)
    ledger = opened(say, as_of)
    codes = [code for (code,) in ledger.rows("select distinct code from theory order by code")]
    if theory.upper() not in codes:
        wrong(message("There is no theory {theory}. Known are {known}.", theory=theory, known=Listing(codes)), say)
    quarters = [code for (code,) in ledger.rows("select code from quarter order by code")]
    looked_at = quarter or next(
        (code for (code,) in ledger.rows("select code from quarter where ended order by code desc")), None
    )
    if quarter and quarter not in quarters:
        wrong(
            message(
                "There are no figures for {quarter}. Known are {known}.",
                quarter=quarter,
                known=Listing(quarters or ["–"]),
            ),
            say,
        )
    told_fictional(ledger, say)
    rows = ledger.frame(
        f"select indicator, country, period, value_period, value, baseline, target, actual, expected, progress, status "
        f"from theory.{theory.lower()} where period = ? and (?::varchar is null or country = ?) order by indicator, country",
        looked_at,
        country,
        country,
    )
    rows[["value", "baseline", "target", "actual", "expected"]] = (
        rows[["value", "baseline", "target", "actual", "expected"]].astype(float).round(6)
    )
    number = lambda value: say.number(value, 1 if value is not None and value != round(value) else 0)  # noqa: E731
    cells = dict.fromkeys(("value", "baseline", "target", "actual", "expected"), number) | {"progress": say.percent}
    write(rows, chosen(form, json), say, cells=cells)


@app.command()
def history(
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
    last: Annotated[int | None, typer.Option(help="Only so many, the last first.")] = None,
) -> None:
    """Every change to the ledger: who, for whom, when and why."""
    say = words(language)
    ledger = opened(say)
    told_fictional(ledger, say)
    commits = ledger.history()[:last]
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
            }
            for c in commits
        ],
        columns=["commit", "at", "author", "organisation", "verified", "rows", "reason"],
    )
    write(rows, chosen(form, json), say)


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
    write(answer.to_pandas(), chosen(form, json), say)
