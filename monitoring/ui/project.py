"""One project on the page of projects: what it is, where its money goes, and what it was checked on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import projects as charts
from monitoring.charts.look import BUDGETS
from monitoring.intake.vocabulary import CHANNELS, DEPLOYMENT_KINDS, IMPLEMENTERS, INSTRUMENTS
from monitoring.money import project as register
from monitoring.money.oda import SAID
from monitoring.money.placed import PLACED
from monitoring.money.project import Project, Year
from monitoring.money.projects import LEGAL, REASONS
from monitoring.ui.agreements import origin
from monitoring.ui.downloads import downloads
from monitoring.ui.figures import WORDS, link
from monitoring.ui.frame import Here, tell
from monitoring.ui.html import html, section
from monitoring.ui.projects import PLACES, when
from monitoring.ui.show import cached, finding
from theory_of_change.text import Euro, Message, message

KINDS = ("commitment", "expenditure", "forecast")
LEGAL_WORDS: Mapping[str, Message] = {
    "legal_international": message("international law"),
    "legal_european": message("European law"),
    "legal_national": message("national law"),
}
QUESTIONS: Mapping[str, tuple[Message, bool]] = {
    "main_purpose": (message("Development of the partner country is the main purpose"), True),
    "partner_first": (message("The partner country benefits first"), True),
    "forced": (message("Something in it is forced: return, detention or escort"), False),
    "donor_cost": (message("Costs on our own side are in it"), False),
}
"""What is asked of a project, and the answer that makes it aid."""
ZERO = Decimal(0)


def asked(here: Here) -> Project | None:
    """The project of the address; where there is none of that code, it is said and the register is shown."""
    code = st.query_params.get("project")
    if code is None:
        return None
    found = cached(here, register.project, code)
    if found is None:
        del st.query_params["project"]
        tell(message("There is no project “{code}” here, so you see the register.", code=code))
    return found


def title(here: Here, one: Project) -> None:
    """What it is called, and what of its budget is spent."""
    back = Markup('<a class="go" href="{}" target="_self">{}</a>').format(
        here.link("projects"), here.say(message("all projects"))
    )
    finding(here, _finding(here, one), Markup("{} · {}").format(one.row["code"], back))


def _finding(here: Here, one: Project) -> Message:
    years = cached(here, register.years, one.row["code"])
    spent = sum((year.expenditure or ZERO for year in years), ZERO)
    stated = one.row["budget_eur"]
    values = {"project": one.name, "spent": Euro(spent, short=True), "stated": Euro(stated or ZERO, short=True)}
    if one.row["others_pay"]:
        return message("{project}: {stated}, paid by others", **values) if stated else message("{project}", **values)
    if spent and stated:
        return message("{project}: {spent} spent of {stated}", **values)
    if spent:
        return message("{project}: {spent} spent", **values)
    return message("{project}: nothing spent yet", **values)


def what_it_is(here: Here, one: Project) -> Markup:
    """What it is for and whose, and beside that where its money goes."""
    return Markup('<div class="checks money">{}{}</div>').format(_facts(here, one), _money(here, one))


def _facts(here: Here, one: Project) -> Markup:
    """What it is for, whose it is, with whom it is done, and where its row came from."""
    say, row = here.say, one.row
    objective = here.names("objective").get(row["objective"])
    step = here.names("step").get(row["step"])
    words = [
        words[row[name]]
        for name, words in (("implementer", IMPLEMENTERS), ("channel", CHANNELS), ("instrument", INSTRUMENTS))
        if row[name] in words
    ]
    rows = [
        (message("Objective"), say(objective) if objective else None),
        (message("Step of the theory"), _step(here, row, say(step)) if step else None),
        (message("Programming line"), _called(here, "programming_line", row["programming_line"])),
        (message("Theme"), _called(here, "theme", row["theme"])),
        (message("Paid by"), _payer(here, row)),
        (message("Kept by"), _called(here, "organisation", row["holder"])),
        (message("Implementer"), " · ".join(filter(None, [row["partner"], *map(say, words)])) or None),
        (message("When"), _days(here, row)),
        (message("Agreement"), _agreement(here, row["agreement"])),
        (message("Part of project"), _to_project(here, row["parent"])),
        (message("Note"), row["note"]),
        (message("Where it comes from"), origin(here, one.origin) or say(message("no sheet"))),
    ]
    return section(say(message("What it is")), "", html("facts", say, rows=[r for r in rows if r[1]], wide=True))


def _called(here: Here, kind: str, code: str | None) -> str | None:
    if code is None:
        return None
    name = here.names(kind).get(code)
    return here.say(name) if name else code


def _step(here: Here, row: Mapping[str, Any], label: str) -> Markup:
    """The step it carries out, leading to its theory."""
    href = here.link("theories", theory=row["step"].split("-")[0], country=row["line_country"])
    return Markup('<a class="go" href="{}" target="_self">{}</a> {}').format(href, row["step"], label)


def _payer(here: Here, row: Mapping[str, Any]) -> Markup:
    name = _called(here, "budget_type", row["budget_type"]) or here.say(message("others: no budget of a member"))
    colour = BUDGETS[row["budget_type"]].fill if row["budget_type"] else charts.OTHERS
    return Markup('<i class="dot" style="background:{}"></i>{}').format(colour, name)


def _days(here: Here, row: Mapping[str, Any]) -> str | None:
    first, last = row["start_date"], row["end_date"]
    if first and last:
        return f"{here.say.date(first)} – {here.say.date(last)}"
    if first:
        return here.say(message("from {day}", day=first))
    return here.say(message("until {day}", day=last)) if last else None


def _agreement(here: Here, code: str | None) -> Markup | None:
    if code is None:
        return None
    href = here.link("agreements", agreement=code)
    return Markup('<a class="go" href="{}" target="_self">{}</a> {}').format(
        href, code, _called(here, "agreement", code)
    )


def _to_project(here: Here, code: str | None) -> Markup | None:
    if code is None:
        return None
    href = here.link("projects", project=code)
    return Markup('<a class="go" href="{}" target="_self">{}</a> {}').format(
        href, code, _called(here, "project", code) or ""
    )


def _money(here: Here, one: Project) -> Markup:
    """Its budget and what of it counts, its shares and parts, and its money per year, each figure leading to its amounts."""
    say, row = here.say, one.row
    years = cached(here, register.years, row["code"])
    through = here.quarter or f"{here.ledger.today.year}-Q4"
    given = None if row["others_pay"] else register.budget(here.ledger, row, through)
    countries = {code: say(name) for code, name in here.names("country").items()}
    themes = {code: say(name) for code, name in here.names("theme").items()}
    inner = html(
        "project_money",
        say,
        one=one,
        why=REASONS[row["why"]] if row["why"] else None,
        shares=[
            (countries.get(share.country, share.country), themes.get(share.theme, ""), share.percent, share.euros)
            for share in one.shares
        ],
        divided=bool(one.placed.shares),
        regional=bool(one.placed.at and one.placed.at[0] == "REG" and one.shares),
        place=PLACES,
        placed=PLACED,
        parts=[(part, here.link("projects", project=part.code)) for part in one.parts],
        years=[(year, [_figure(here, one, year, kind) for kind in KINDS]) for year in years],
        heads=[WORDS[kind] for kind in KINDS],
        given=given,
        given_of=through[:4],
        given_href=link(here, "allocation", through, **register.budget_of(row)) if given is not None else "",
        others_pay=row["others_pay"],
        when=when(row),
    )
    return section(say(message("Money")), say(message("€; every figure opens down to its cell")), inner)


def _figure(here: Here, one: Project, year: Year, kind: str) -> tuple[Decimal | None, str]:
    """An amount of a year, and the address of where it comes from."""
    amount = getattr(year, kind)
    return amount, link(here, kind, year.through, project=one.row["code"]) if amount is not None else ""


def checks(here: Here, one: Project) -> Markup:
    """What it was checked on: whether it is aid, law, who it touches, and who works on it."""
    say = here.say
    answers = one.check.answers if one.check else None
    inner = html(
        "project_checks",
        say,
        one=one,
        aid=_aid(one),
        reasons=[SAID[reason] for reason in one.why_no_aid],
        answers=[(words, getattr(answers, name), wanted) for name, (words, wanted) in QUESTIONS.items()]
        if answers
        else [],
        legal=[(LEGAL_WORDS[name], one.row[name] or "not_begun") for name in LEGAL],
        innovative=one.row["theme"] == "INN",
        aligned=[(_called(here, "organisation", each.organisation), each) for each in one.aligned],
        people=[
            (_called(here, "organisation", each.holder), DEPLOYMENT_KINDS.get(each.kind, each.kind), each)
            for each in one.people
        ],
    )
    return Markup('<div class="checks">{}</div>').format(inner)


def _aid(one: Project) -> str:
    """Whether it is aid, as a mark; what nobody pays as aid is not asked."""
    if one.check is None:
        return "not_checked"
    return "no_aid" if one.why_no_aid else "aid"


def taken_along(here: Here, one: Project) -> None:
    """Its money per year as downloads."""
    years = cached(here, register.years, one.row["code"])
    if not years:
        return
    headings = {"year": here.say(message("Year")), **{kind: here.say(WORDS[kind]) for kind in KINDS}}

    def frame() -> pd.DataFrame:
        return pd.DataFrame([{"year": year.year, **{kind: getattr(year, kind) for kind in KINDS}} for year in years])

    downloads(here, frame, f"project-{one.row['code']}", headings, f"{one.row['code']} · {here.say(one.name)} · €")
