"""The register of incidents without a browser: reporting, what is done with one, and what members know of."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Annotated, Any

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
    told_fictional,
    words,
    wrong,
)
from monitoring.commands.landing import refuse
from monitoring.commands.output import write, write_json
from monitoring.intake.incidents import Change, Report, change, report, state_known
from monitoring.language import Words
from monitoring.ledger.names import is_quarter
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results import incidents as register
from monitoring.results import quarter as quarters
from monitoring.results.incidents import LEVELS_CALLED, STATES_CALLED, Deed, Incident, State
from theory_of_change.text import message

HEADINGS = {
    "number": message("Number"),
    "reported_on": message("Reported on"),
    "reported_for": message("Reported by"),
    "happened_in": message("Happened in"),
    "country": message("Country"),
    "theme": message("Theme"),
    "harm": message("Kind of harm"),
    "severity": message("Severity"),
    "credibility": message("Credibility"),
    "owner": message("Owner"),
    "state": message("State"),
    "deadline": message("To be closed by"),
    "closed_on": message("Closed on"),
    "must_know": message("Must be known up to"),
}


@app.command()
def incident(
    deed: Annotated[
        str, typer.Argument(help="report, show, assign, inquire, judge, note, answer, close, reopen or take_back.")
    ],
    by: ByOption,
    organisation: OrganisationOption,
    number: Annotated[int | None, typer.Argument(help="Number of the incident; none when it is reported.")] = None,
    country: Annotated[
        str, typer.Option(callback=as_code, help="Country it is about; REG or ALL for none in particular.")
    ] = "",
    theme: Annotated[str, typer.Option(callback=as_code, help="Theme it is about, or ALL.")] = "",
    harm: Annotated[str, typer.Option(callback=as_code, help="Kind of harm, H01 to H16.")] = "",
    severity: Annotated[str | None, typer.Option(help="critical, serious, moderate or minor.")] = None,
    credibility: Annotated[str | None, typer.Option(help="unverified, plausible, substantiated or refuted.")] = None,
    happened_in: Annotated[str, typer.Option(help="Quarter or day in which it happened.")] = "",
    happened: Annotated[str, typer.Option(help="What happened, without personal data.")] = "",
    project: Annotated[str | None, typer.Option(callback=as_code, help="Project it is about.")] = None,
    actor: Annotated[str | None, typer.Option(help="Organisation or body that did it, never a person.")] = None,
    owner: Annotated[str | None, typer.Option(callback=as_code, help="Organisation that answers for it.")] = None,
    measures: Annotated[str | None, typer.Option(help="What was done about it.")] = None,
    outcome: Annotated[str | None, typer.Option(help="What the inquiry led to.")] = None,
    evidence: Annotated[str | None, typer.Option(help="What the outcome stands on, and where it is kept.")] = None,
    remark: Annotated[str | None, typer.Option(help="Why, or what is to be added.")] = None,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Report possible harm, or do something with an incident; show tells what was written, to those who may read it.

    Its owner, the organisation that reported it and the core team may; who somebody is, is declared and not verified.
    """
    say = words(language)
    known = {"show", *(each.value for each in Deed)}
    if deed not in known:
        raise typer.BadParameter(f"one of {', '.join(sorted(known))}", param_hint="deed")
    if (number is None) != (deed == Deed.REPORT):
        raise typer.BadParameter(
            "an incident is named by its number, one that is reported has none yet", param_hint="number"
        )
    ledger, person = opened(say), Person(by.strip(), organisation, ("analyst",))
    try:
        if deed == "show":
            _show(ledger, number, person, json, say)
            return
        if deed == Deed.REPORT:
            sure = credibility or "unverified"
            asked = Report(country, theme, harm, severity or "", happened_in, happened, sure, project, actor, measures)
            one = report(ledger, asked, person)
        else:
            asked = Change(Deed(deed), owner, severity, credibility, measures, outcome, evidence, remark)
            one = change(ledger, number, asked, person)
    except Refused as refused:
        refuse(refused, say)
    if json:
        write_json(_for_machines(_public(one)))
    else:
        told_fictional(ledger, say)
        print(say(message("Incident {number}: {state}.", number=str(one.number), state=STATES_CALLED[one.state])))


def _public(one: Incident) -> dict[str, Any]:
    return {**dataclasses.asdict(one), "state": one.state.value}


def _for_machines(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in facts.items()}


def _show(ledger: Any, number: int | None, person: Person, json: bool, say: Words) -> None:
    """What everybody may know of an incident, and what was written where this person may read it."""
    one = register.incident(ledger, number or 0)
    if one is None:
        wrong(message("There is no incident {number}.", number=str(number)), say)
    texts = register.texts(ledger, one, person)
    if json:
        held = None if texts is None else [_for_machines(dataclasses.asdict(each)) for each in texts.all]
        write_json({**_for_machines(_public(one)), "written": held})
        return
    told_fictional(ledger, say)
    for name, value in _public(one).items():
        print(f"{say(HEADINGS[name]) if name in HEADINGS else name}: {say(value) if value is not None else '–'}")
    if texts is None:
        print(say(message("What was written is shown to its owner, to who reported it and to the core team.")))
        return
    for each in texts.all:
        for name, value in dataclasses.asdict(each).items():
            if value is not None and name != "number":
                print(f"  {each.number} {name}: {value}")


@app.command()
def incidents(
    country: Annotated[str | None, typer.Option(help="Only of this country.")] = None,
    still_open: Annotated[bool, typer.Option("--open", help="Only what is not closed.")] = False,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """The register of incidents as it stands: what everybody may know, the last reported first."""
    say = words(language)
    ledger = opened(say, as_of)
    country = country_of(ledger, country, say)
    told_fictional(ledger, say)
    severities, today = register.severities(ledger), ledger.today
    found = [
        one for one in register.incidents(ledger) if country in (None, one.country) and (one.open or not still_open)
    ]
    rows = [{**_public(one), "must_know": register.escalated(one, severities, today).level.value} for one in found]
    write(
        pd.DataFrame(rows, columns=list(HEADINGS), dtype=object),
        chosen(form, json),
        say,
        headings={name: say(called) for name, called in HEADINGS.items()},
        cells={
            "number": str,
            "state": lambda value: say(STATES_CALLED[State(value)]),
            "must_know": lambda value: say(LEVELS_CALLED[register.Level(value)]),
        },
    )


@app.command()
def known(
    quarter: Annotated[str | None, typer.Argument(help="Which quarter; else the last that ended.")] = None,
    number: Annotated[
        int | None, typer.Option("--number", help="State how many reports reached your organisation.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who states it, as declared.")] = "",
    organisation: Annotated[
        str, typer.Option("--organisation", callback=as_code, help="Code of your organisation.")
    ] = "",
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """How many reports of harm each member knows of, beside how many are in the register; with --number yours is stated."""
    say = words(language)
    ledger = opened(say)
    asked = quarter.upper() if quarter else quarters.last_ended(ledger)
    if asked is None or not is_quarter(ledger, asked):
        example = message(
            "“{quarter}” is no quarter. Write for example {example}.", quarter=asked or "", example="2026-Q3"
        )
        wrong(example, say)
    if number is not None:
        try:
            state_known(ledger, asked, number, Person(by.strip(), organisation, ("analyst",)))
        except Refused as refused:
            refuse(refused, say)
    told_fictional(ledger, say)
    _tell(register.reconciled(ledger, asked), chosen(form, json), say)


def _tell(found: Sequence[register.Reconciled], form: Format, say: Words) -> None:
    headings = {
        "member": message("Member"),
        "quarter": message("Quarter"),
        "known": message("Known, as stated"),
        "registered": message("In the register"),
        "missing": message("Missing"),
    }
    rows = [[getattr(one, name) for name in headings] for one in found]
    write(
        pd.DataFrame(rows, columns=list(headings), dtype=object),
        form,
        say,
        headings={name: say(called) for name, called in headings.items()},
    )
