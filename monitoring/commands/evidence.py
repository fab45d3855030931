"""Assumptions of the theories: how each stands, and recording a test of one."""

from __future__ import annotations

import datetime
from typing import Annotated

import pandas as pd
import typer

from monitoring.commands.app import (
    AsOfOption,
    ByOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    OrganisationOption,
    app,
    as_code,
    chosen,
    country_of,
    opened,
    quarter_of,
    told_fictional,
    words,
)
from monitoring.commands.landing import refuse, told_landed
from monitoring.commands.output import write
from monitoring.intake.evidence import record
from monitoring.ledger import names
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.assumptions import STATES_CALLED, AssumptionState, Test, Verdict, at
from monitoring.results.picture import theory_at
from theory_of_change.text import message

HEADINGS = {
    "theory": message("Theory"),
    "assumption": message("Assumption"),
    "kind": message("Kind"),
    "state": message("State"),
    "country": message("Country"),
    "tested_on": message("Last test"),
    "tested_by": message("Who tested"),
    "sources": message("Sources"),
    "text": message("What must be so"),
}
"""The columns of `assumptions`, and what each is called."""

KINDS = {"assumption": message("assumption"), "precondition": message("precondition")}


@app.command()
def assumptions(
    country: Annotated[str | None, typer.Option(callback=as_code, help="In this country; else over all.")] = None,
    quarter: Annotated[str | None, typer.Option(callback=as_code, help="Such as 2026-Q3; else the last.")] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """How each assumption of each theory stands: held, in doubt, broken, to be tested again, or never tested."""
    say = words(language)
    ledger = opened(say, as_of)
    place, asked = country_of(ledger, country, say) or "ALL", quarter_of(ledger, quarter, say)
    told_fictional(ledger, say)
    told, rows = at(ledger, asked), []
    for code in names(ledger, "theory"):
        theory = theory_at(ledger, code, asked)
        known = told.known(theory, place) if theory else None
        for one in theory.assumptions if theory and known else ():
            standing = known.standings[one.code]
            test = standing.test
            last = (test.tested_on, test.tested_by, test.sources) if test else (None, None, None)
            rows.append((code, one.code, one.kind, standing.state.value, standing.country, *last, say(one.text)))
    cells = {
        "state": lambda state: say(STATES_CALLED[AssumptionState(state)]),
        "kind": lambda kind: say(KINDS[kind]),
    }
    frame = pd.DataFrame(rows, columns=list(HEADINGS), dtype=object)
    write(frame, chosen(form, json), say, headings={name: say(head) for name, head in HEADINGS.items()}, cells=cells)


@app.command(name="test-assumption")
def record_test(
    assumption: Annotated[str, typer.Argument(callback=as_code, help="Code of the assumption, such as TER-V02.")],
    verdict: Annotated[Verdict, typer.Option(help="What was found.")],
    evidence: Annotated[str, typer.Option(help="What was seen or read, in a sentence; never personal data.")],
    sources: Annotated[str, typer.Option(help="Where that stands, with a semicolon between two sources.")],
    tested_on: Annotated[datetime.datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the test.")],
    by: ByOption,
    organisation: OrganisationOption,
    reason: Annotated[str, typer.Option(help="Why it is recorded now.")],
    country: Annotated[str, typer.Option(callback=as_code, help="Country it was tested in, or ALL.")] = "ALL",
    function: Annotated[str | None, typer.Option(help="Function that tested; never a name.")] = None,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Record a test of an assumption, by the rules that hold for the form on the page."""
    say = words(language)
    ledger, person = opened(say), Person(by.strip(), organisation, ("analyst",))
    told = Test(
        country=country,
        sources=sources,
        assumption=assumption,
        verdict=verdict,
        evidence=evidence.strip(),
        tested_on=tested_on.date(),
        tested_by=organisation,
        tester_function=function,
    )
    try:
        landed = record(ledger, told, person, reason)
    except Refused as refused:
        refuse(refused, say)
    told_landed(ledger, landed.number, say, json=json)
