"""The page of projects: which are looked at, where their budgets go, and the register."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import projects as charts
from monitoring.charts.look import BUDGETS
from monitoring.intake.vocabulary import CHANNELS, IMPLEMENTERS, INSTRUMENTS
from monitoring.money import projects
from monitoring.money.placed import PLACED, Placed
from monitoring.money.project import name_of
from monitoring.money.projects import OTHERS, REASONS, Chosen, Why
from monitoring.money.spending import BUDGET_TYPES
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached, choose, empty, finding, stands
from theory_of_change.text import Euro, Message, Text, counted, message

PER: Mapping[str, Message] = {"country": message("Country"), "theme": message("Theme")}
PLACES: Mapping[str, Message] = {
    "REG": message("regional, not divided"),
    "ALL": message("country not said"),
}
ROWS = 25  # of the register, on one page
ZERO = Decimal(0)
_FIELDS: Mapping[str, tuple[Message, Message, Mapping[str, Text]]] = {
    "implementer": (message("Implementer"), message("All implementers"), IMPLEMENTERS),
    "channel": (message("Channel"), message("All channels"), CHANNELS),
    "instrument": (message("Instrument"), message("All instruments"), INSTRUMENTS),
}


def ask(here: Here) -> Chosen:
    """The choices over the page; all of them live in the address."""
    say, known = here.say, cached(here, projects.read)
    countries = _said(here, "country") | {code: say(words) for code, words in PLACES.items()}
    themes, types = _said(here, "theme") | {"ALL": say(message("theme not said"))}, _said(here, "budget_type")
    payers = [code for code in BUDGET_TYPES if (known.rows["budget_type"] == code).any()]
    payers += [OTHERS] if known.rows["others_pay"].any() else []
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        country = choose(
            say(PER["country"]),
            ["", *sorted(known.countries, key=lambda code: (code in PLACES, countries.get(code, code)))],
            "country",
            names=lambda code: countries.get(code, code) if code else say(message("All countries")),
            width=150,
        )
        theme = choose(
            say(PER["theme"]),
            ["", *(code for code in themes if code in known.themes)],
            "theme",
            names=lambda code: themes[code] if code else say(message("All themes")),
            width=150,
        )
        budget = choose(
            say(message("Paid by")),
            ["", *payers],
            "budget",
            names=lambda code: (
                say(message("others")) if code == OTHERS else types[code] if code else say(message("everybody"))
            ),
            width=125,
        )
        chosen = {name: _field(here, known.rows, name) for name in _FIELDS}
        legal = choose(
            say(message("Legal check")),
            ["", "open"],
            "legal",
            names=lambda code: say(message("open")) if code else say(message("any")),
            width=90,
        )
        stands(here, width=140)
    return Chosen(country or None, theme or None, budget or None, **chosen, legal_open=bool(legal))


def _field(here: Here, rows: pd.DataFrame, name: str) -> str | None:
    """A choice among what projects say of themselves."""
    heading, every, words = _FIELDS[name]
    known = [code for code in words if (rows[name] == code).any()]
    said = choose(
        here.say(heading),
        ["", *known],
        name,
        names=lambda code: here.say(words[code]) if code else here.say(every),
        width=140,
    )
    return said or None


def _said(here: Here, kind: str) -> dict[str, str]:
    return {code: here.say(name) for code, name in here.names(kind).items()}


def chosen(here: Here, asked: Chosen) -> pd.DataFrame:
    """The projects that fit the choices."""
    return projects.choose(cached(here, projects.read), asked)


def title(here: Here, shown: pd.DataFrame, asked: Chosen) -> None:
    """How many projects there are, and what of their budgets counts: what members pay apart from what others pay."""
    said = _finding(shown, asked)
    called = {**here.names("country"), **PLACES}.get(asked.country) if asked.country else None
    lede = [here.say(message("Budgets over the whole time of a project, as stated; each euro once"))]
    if undivided := int(shown["here_eur"].isna().sum()):
        told = counted(
            "{n} of them is not divided over its countries and is in no amount here",
            "{n} of them are not divided over their countries and are in no amount here",
            n=undivided,
        )
        lede.append(here.say(told))
    title = message("{place}: {finding}", place=called, finding=said) if called and not shown.empty else said
    finding(here, title, " · ".join(lede))


def _finding(shown: pd.DataFrame, asked: Chosen) -> Message:
    if shown.empty:
        return message("No project fits these choices")
    own, others = shown[~shown["others_pay"].astype(bool)], shown[shown["others_pay"].astype(bool)]
    if asked.legal_open:
        return counted(
            "The legal check of {n} project stands open",
            "The legal check of {n} projects stands open",
            n=len(shown),
        )
    if others.empty:
        return counted(
            "{n} project states {sum}",
            "{n} projects state {sum}, each euro once",
            n=len(own),
            sum=Euro(added(own["here_eur"]), short=True),
        )
    if own.empty:
        return counted(
            "{n} project that others pay states {sum}",
            "{n} projects that others pay state {sum}, each euro once",
            n=len(others),
            sum=Euro(added(others["here_eur"]), short=True),
        )
    return counted(
        "{n} project of members states {sum}; {m} more are paid by others",
        "{n} projects of members state {sum}; {m} more are paid by others",
        n=len(own),
        sum=Euro(added(own["here_eur"]), short=True),
        m=len(others),
    )


def added(amounts: pd.Series) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), ZERO)


def register(here: Here, shown: pd.DataFrame, asked: Chosen) -> Markup:
    """Where the counted budgets go, and the projects themselves."""
    return Markup('<div class="stack">{}{}</div>').format(
        _where_it_goes(here, shown, asked), _table(here, shown, asked)
    )


def _where_it_goes(here: Here, shown: pd.DataFrame, asked: Chosen) -> Markup:
    """The counted budgets per country, or per theme where a country is chosen."""
    per = "theme" if asked.country else "country"
    found = projects.by(cached(here, projects.read), per, asked, shown)
    if not found:
        return html(
            "empty",
            here.say,
            title=message("Nothing here"),
            text=message("No project fits these choices. Choose another country, theme or payer."),
            href="",
        )
    say = here.say
    called = _said(here, per)
    apart = {"ALL": message("theme not said")} if per == "theme" else PLACES
    rows = [
        charts.Row(
            say(apart[one.code]) if one.code in apart else called.get(one.code, one.code),
            one.projects,
            one.own,
            one.others,
            here.here(**{per: one.code}, at=None),
            one.code in apart,
        )
        for one in found
    ]
    types = _said(here, "budget_type")
    head = say(message("Where the stated budgets go"))
    small = say(message("€ million per {per}; a bar of the same length is the same money", per=say(PER[per]).lower()))
    legend = charts.legend(rows, types, say)
    return section(head, small, legend + charts.places(rows, types, say) + note(say(PLACED)))


def _table(here: Here, shown: pd.DataFrame, asked: Chosen) -> Markup:
    """The register, a page at a time."""
    if shown.empty:
        return Markup("")
    say = here.say
    pages = -(-len(shown) // ROWS)
    page = _page(pages)
    where = cached(here, projects.read).placed
    rows = shown.iloc[(page - 1) * ROWS : page * ROWS].to_dict("records")
    inner = html(
        "projects",
        say,
        rows=[_row(here, row, where) for row in rows],
        part=bool(asked.country or asked.theme),
        page=page,
        pages=[(number, here.here(at=number if number > 1 else None)) for number in range(1, pages + 1)],
    )
    return section(say(message("The register")), say(counted("{n} project", "{n} projects", n=len(shown))), inner)


def _page(pages: int) -> int:
    """The page of the register that the address asks for; the first where it asks for none of them."""
    asked = st.query_params.get("at", "")
    return int(asked) if asked.isdecimal() and 1 <= int(asked) <= pages else 1


def _row(here: Here, row: Mapping[str, Any], where: Mapping[str, Placed]) -> dict[str, Any]:
    """A project in the words of the register."""
    say = here.say
    words = [words[row[name]] for name, (_, _, words) in _FIELDS.items() if row[name] in words]
    return {
        "code": row["code"],
        "name": name_of(row),
        "href": here.link("projects", project=row["code"]),
        "partner": row["partner"],
        "where": _where(here, where[row["code"]]),
        "theme": _said(here, "theme").get(row["theme"], ""),
        "payer": _said(here, "budget_type").get(row["budget_type"]),
        "holder": row["holder"],
        "colour": BUDGETS[row["budget_type"]].fill if row["budget_type"] else charts.OTHERS,
        "with": " · ".join(map(say, words)),
        "when": when(row),
        "stated": row["budget_eur"],
        "counted": row["counted_eur"],
        "here": row["here_eur"],
        "divided": row["here_eur"] is not None,
        "why": REASONS[row["why"]] if row["why"] not in (None, Why.NOT_STATED) else None,
        "legal_open": row["legal_open"],
    }


def _where(here: Here, one: Placed) -> str:
    """The countries of a project: all where it is divided, and that it is not where it is regional."""
    called = _said(here, "country")
    countries = sorted({called.get(country, country) for country in one.countries if country not in PLACES})
    if one.at and one.at[0] in PLACES and countries:
        return here.say(message("regional: {n} countries, not divided", n=len(countries)))
    if not countries:
        return here.say(PLACES[one.at[0] if one.at else "ALL"])
    return ", ".join(countries[:3]) + (f" +{len(countries) - 3}" if len(countries) > 3 else "")


def when(row: Mapping[str, Any]) -> str:
    """From which year to which a project runs; "" where nothing is known of it.

    >>> import datetime
    >>> when({"start_date": datetime.date(2024, 5, 1), "end_date": None}), when({"start_date": None, "end_date": None})
    ('2024–', '')
    """
    first, last = (str(row[name].year) if row[name] else "" for name in ("start_date", "end_date"))
    return f"{first}–{last}" if first or last else ""


def taken_along(here: Here, shown: pd.DataFrame, asked: Chosen) -> None:
    """The register as downloads: csv with codes, Excel with words."""
    if shown.empty:
        return
    say = here.say
    headings = {
        "code": say(message("Project")),
        "name": say(message("Name")),
        "programming_line": say(message("Programming line")),
        "step": say(message("Step")),
        "theme": say(message("Theme")),
        "holder": say(message("Budget holder")),
        "budget_type": say(message("Paid by")),
        "implementer": say(message("Implementer")),
        "channel": say(message("Channel")),
        "instrument": say(message("Instrument")),
        "start_date": say(message("First day")),
        "end_date": say(message("Last day")),
        "parent": say(message("Part of project")),
        "budget_eur": say(message("Stated (€)")),
        "counted_eur": say(message("Counted (€)")),
        "left_out_eur": say(message("Left out (€)")),
        "why": say(message("Left out because")),
    }

    def frame() -> pd.DataFrame:
        return shown.assign(
            name=[say(name_of(row)) for row in shown.to_dict("records")],
            **{name: [day.isoformat() if day else None for day in shown[name]] for name in ("start_date", "end_date")},
        )[list(headings)]

    name, about = file_name("projects", asked), say(message("Projects"))
    downloads(here, frame, name, headings, about, partial(words, here))


def words(here: Here) -> Mapping[str, Mapping[str, str]]:
    """What the codes of the downloads are called in Excel."""
    say = here.say
    return {
        "theme": _said(here, "theme"),
        "budget_type": _said(here, "budget_type"),
        "holder": _said(here, "organisation"),
        "why": {str(why): say(words) for why, words in REASONS.items()},
        **{name: {code: say(word) for code, word in words.items()} for name, (_, _, words) in _FIELDS.items()},
    }


def file_name(name: str, asked: Chosen) -> str:
    """The name of a download: what it is about, so that two files are not mistaken for each other."""
    said = [asked.country, asked.theme, asked.paid_by, asked.implementer, asked.channel, asked.instrument]
    parts = [name, *filter(None, said), *(["legal-open"] if asked.legal_open else [])]
    return "-".join(part.replace("_", "-").replace(" ", "-") for part in parts)


def nothing(here: Here) -> None:
    """There are no projects yet: say what to do."""
    finding(here, message("There are no projects in the register yet"))
    empty(
        here,
        message("Nothing of this has been delivered."),
        message("Download the template of the register, fill in the sheet “Projects”, and upload it."),
        page="deliver",
        link=message("Deliver"),
    )
