"""What the ledger says of money: where it goes, what covers agreements, positions on a day, and where a figure comes from."""

from __future__ import annotations

import datetime
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
    errors,
    opened,
    told_fictional,
    words,
    wrong,
)
from monitoring.commands.asking import said_in
from monitoring.commands.output import Cell, write
from monitoring.ledger import names
from monitoring.ledger.names import unknown
from monitoring.money import explain as explaining
from monitoring.money import positions as standing
from monitoring.money import spending as spendings
from monitoring.money.coverage import coverage as covering
from theory_of_change.text import Euro, Listing, Message, message

HEADINGS = {
    **spendings.CALLED,
    "allocation": message("Allocated"),
    "commitment": message("Committed"),
    "expenditure": message("Spent"),
    "forecast": message("Forecast as given"),
    "position": message("Position"),
    "changes": message("Changes"),
    "last_on": message("Last change"),
    "still_to_come": message("Still to come"),
    "cost": message("Cost"),
    "promised": message("Promised"),
    "covered": message("Covered"),
    "cover": message("Cover"),
    "agreed_on": message("Agreed on"),
}


@app.command()
def spending(
    per: Annotated[
        str, typer.Option(help=f"What to group by, with commas: {', '.join(spendings.DIMENSIONS)}.")
    ] = "country,theme,budget_type",
    year: Annotated[int | None, typer.Option(help="Only this year.")] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", help="Only what fits, such as country=XAA; may be given again.")
    ] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Where the money goes: allocated, committed, spent and expected, in euros.

    Budget types are never netted: a sum over them is an addition, not a budget. Reception in the
    region is in no total. A budget is allocated for a year: per quarter it stands in a row of the year.
    """
    say = words(language)
    dimensions = _dimensions(per, tuple(spendings.DIMENSIONS))
    conditions = _conditions(where or [])
    ledger = opened(say, as_of)
    years = [row.year for row in spendings.by(ledger, ["year"]).itertuples()] if year is not None else []
    if year is not None and str(year) not in years:
        wrong(
            message("There is no money in {year}. Known are {known}.", year=str(year), known=Listing(years or ["–"])),
            say,
        )
    for kind, code in conditions.items():
        called = names(ledger, kind) if kind in ("country", "theme", "budget_type", "project") else {code: ""}
        if code not in called and code not in ("ALL", "REG"):
            wrong(unknown(f"--where {kind}", code, called), say)
    told_fictional(ledger, say)
    cells: dict[str, Cell] = dict.fromkeys(spendings.KINDS, lambda amount: say.number(amount, 2))
    cells["quarter"] = lambda code: say(message("{year}, the whole year", year=code)) if code.isdigit() else code
    rows = spendings.by(ledger, dimensions, year=year, **conditions)
    write(rows, chosen(form, json), say, headings=said_in(HEADINGS, say), cells=cells)


def _dimensions(per: str, known: tuple[str, ...]) -> list[str]:
    dimensions = [name.strip() for name in per.split(",") if name.strip()]
    strange = [name for name in dimensions if name not in known]
    if strange:
        raise typer.BadParameter(f"{', '.join(strange)}: choose from {', '.join(known)}", param_hint="--per")
    return dimensions


def _conditions(where: list[str]) -> dict[str, str]:
    conditions = {}
    for each in where:
        name, equals, code = each.partition("=")
        if not equals or name not in spendings.DIMENSIONS:
            raise typer.BadParameter(
                f"{each}: write for example country=XAA; choose from {', '.join(spendings.DIMENSIONS)}",
                param_hint="--where",
            )
        conditions[name] = code
    return conditions


@app.command()
def positions(
    on: Annotated[datetime.datetime, typer.Option(formats=["%Y-%m-%d"], help="The day, such as 2026-03-03.")],
    per: Annotated[
        str, typer.Option(help=f"What to show it per, with commas: {', '.join(standing.DIMENSIONS)}.")
    ] = "holder,budget_type,year,chapter,article",
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """The budgets as they stood on a day: every change that counted by then. For what was known then, use --as-of."""
    say = words(language)
    dimensions = _dimensions(per, standing.DIMENSIONS)
    ledger = opened(say, as_of)
    told_fictional(ledger, say)
    rows = standing.positions(ledger, on.date(), dimensions)
    cells: dict[str, Cell] = dict.fromkeys(("position", "still_to_come"), lambda amount: say.number(amount, 2))
    cells["year"] = str
    write(rows, chosen(form, json), say, headings=said_in(HEADINGS, say), cells=cells)


@app.command()
def coverage(
    country: Annotated[str | None, typer.Option(help="Only agreements with this country.")] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Whether agreements with third countries are covered by the budgets that existed on the day they were made."""
    say = words(language)
    ledger = opened(say, as_of)
    country = country_of(ledger, country, say)
    told_fictional(ledger, say)
    columns = ["agreement", "country", "agreed_on", "year", "cost", "promised", "covered", "cover"]
    rows = pd.DataFrame(
        [
            {
                "agreement": one.agreement.code,
                "country": one.agreement.country,
                "agreed_on": one.agreement.agreed_on,
                "year": one.year,
                "cost": one.agreement.yearly_cost,
                "promised": one.promised,
                "covered": one.within,
                "cover": one.cover.value,
            }
            for one in covering(ledger, country)
        ],
        columns=columns,
        dtype=object,
    )
    cells: dict[str, Cell] = dict.fromkeys(("cost", "promised", "covered"), lambda amount: say.number(amount, 2))
    cells |= {"cover": lambda cover: say(MARKS[cover].word), "year": str}
    write(rows, chosen(form, json), say, headings=said_in(HEADINGS, say), cells=cells)


@app.command()
def explain(
    figure: Annotated[str, typer.Argument(help='The figure, such as "expenditure 2026-Q3 country=XAA theme=TER".')],
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Where a figure comes from: every amount behind it with its cell and sender, and what was left out and why.

    A figure is a measure (allocation, commitment, expenditure, forecast or expected), a quarter up to
    which it goes, and conditions. Its sum and what was left out are told; the rows are the answer.
    """
    say = words(language)
    ledger = opened(say, as_of)
    try:
        found = explaining.explain(ledger, explaining.Figure.parse(figure))
    except explaining.UnknownFigure as strange:
        wrong(strange.message, say)
    told_fictional(ledger, say)
    left = found.left_out
    out = sum(left["amount_eur"], spendings.ZERO)
    told: Message = message(
        "{amount} from {n} amounts. Left out: {m} amounts, {out}.",
        amount=Euro(found.total),
        n=len(found.counted),
        m=len(left),
        out=Euro(out),
    )
    errors.print(say(told))
    errors.print(say(explaining.RULES[found.figure.measure]))
    cells: dict[str, Cell] = dict.fromkeys(("amount_eur", "line_eur"), lambda amount: say.number(amount, 2))
    cells |= {
        name: lambda number: str(number) if number is not None else "" for name in ("year", "stand", "submission")
    }
    cells["why"] = lambda why: say(explaining.REASONS[explaining.Why(why)]) if why else ""
    write(found.rows, chosen(form, json), say, headings=said_in(HEADINGS, say), cells=cells)
