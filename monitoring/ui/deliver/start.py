"""Before there is a file: a template to download, what is still owed, and what was delivered before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from monitoring.intake import layout as layouts
from monitoring.intake import submitted
from monitoring.intake.template import NO_PROJECTS, register_template, template
from monitoring.language import Words
from monitoring.results import delivery
from monitoring.results.delivery import Owed
from monitoring.ui.downloads import EXCEL
from monitoring.ui.frame import LANGUAGE_NAMES, Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached
from theory_of_change.text import LANGUAGES, Message, counted, message

EARLIER = 6  # deliveries that are listed
MISSING = 8  # missing figures that are listed before the rest is only counted


def begin_title(here: Here) -> Message:
    """The finding before there is a file: what is still missing of the last quarter."""
    quarter = _quarter(here)
    asked = cached(here, delivery.owed, here.person.organisation, quarter)
    missing = sum(not one.delivered for one in asked)
    if missing:
        return counted(
            "{n} figure of the {quarter} is still missing",
            "{n} figures of the {quarter} are still missing",
            n=missing,
            quarter=here.say.period(quarter),
        )
    if asked:
        return message("All figures of the {quarter} are in", quarter=here.say.period(quarter))
    return message("Deliver your figures in an Excel sheet")


def begin(here: Here) -> None:
    """The template and how it works on the left; what is owed and was delivered on the right."""
    left, right = st.columns([54, 46], gap=34)
    with left:
        _template_section(here)
    with right:
        _owed_section(here)
        _earlier_section(here)


def _quarter(here: Here) -> str:
    """The quarter that is asked for: that of the address, else the last that ended, also on a ledger without figures."""
    asked = st.query_params.get("quarter")
    if asked in here.state.quarters:
        return asked
    known = here.state.last_ended
    if known:
        return known
    today = here.today
    year, number = today.year, (today.month - 1) // 3
    return f"{year}-Q{number}" if number else f"{year - 1}-Q4"


def _template_section(here: Here) -> None:
    say, now = here.say, _quarter(here)
    options = sorted({*here.state.quarters[-8:], now}, reverse=True)
    st.html(
        section(
            say(message("No file yet? Start with your template")),
            say(message("with what you owe for the quarter already in it")),
        )
    )
    with st.container(key="templates", horizontal=True, vertical_alignment="bottom", gap="small"):
        quarter = st.selectbox(
            say(message("Quarter")),
            options,
            index=options.index(now),
            format_func=say.period,
            key="template_quarter",
            width=190,
        )
        language = st.selectbox(
            say(message("Language")),
            LANGUAGES,
            index=LANGUAGES.index(say.language),
            format_func=LANGUAGE_NAMES.get,
            key="template_language",
            width=140,
        )
        organisation = here.person.organisation
        st.download_button(
            say(message("Download the template")),
            _template(str(here.ledger.address), here.number, organisation, quarter, language, here.ledger),
            f"{organisation.lower()}_{quarter}.xlsx",
            EXCEL,
            type="primary",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            say(message("Download the register")),
            partial(_register, str(here.ledger.address), here.number, organisation, language, here.ledger),
            f"{organisation.lower()}_{say(message('register'))}.xlsx",
            EXCEL,
            icon=":material/download:",
            on_click="ignore",
            help=say(
                message("Projects, shares, ODA checks, agreements and their cover, with what you have in it already.")
            ),
        )
    st.html(html("how_to_deliver", say))


@st.cache_data(show_spinner=False, max_entries=20)
def _template(address: str, number: int, organisation: str, quarter: str, language: str, _ledger: Any) -> bytes:
    return template(_ledger, organisation, quarter, Words(language))


@st.cache_data(show_spinner=False, max_entries=20)
def _register(address: str, number: int, organisation: str, language: str, _ledger: Any) -> bytes:
    return register_template(_ledger, organisation, Words(language))


def _owed_section(here: Here) -> None:
    """What is asked for the quarter, and what of it is still missing."""
    say, quarter = here.say, _quarter(here)
    asked = cached(here, delivery.owed, here.person.organisation, quarter)
    spent = cached(here, delivery.spending, here.person.organisation, quarter)
    head = say(message("What you owe for the {quarter}", quarter=say.period(quarter)))
    if not asked and not spent:
        told = message("No figures are asked of you for this quarter. Budget lines may be delivered at any time.")
        st.html(section(head, inner=note(say(told))))
    else:
        missing = [one for one in asked if not one.delivered]
        inner = html(
            "owed",
            say,
            delivered=len(asked) - len(missing),
            asked=len(asked),
            missing=_named(here, missing[:MISSING]),
            more=len(missing) - MISSING,
            projects=len(spent),
            told=sum(spent.values()),
            silent=[code for code, is_in in spent.items() if not is_in][:MISSING],
        )
        st.html(section(head, inner=inner))
    if not here.names("project"):
        st.html(note(say(NO_PROJECTS)))


def _named(here: Here, missing: Sequence[Owed]) -> list[tuple[Owed, Any, Any]]:
    """Missing figures with the names of indicator and country."""
    measures, countries = here.names("measure"), here.names("country")
    everywhere = message("All countries")
    return [
        (one, measures[one.indicator], everywhere if one.country == "ALL" else countries[one.country])
        for one in missing
    ]


def _earlier_section(here: Here) -> None:
    """The last files of this organisation, each to be had back as it was sent."""
    say = here.say
    sent = submitted.submitted(here.ledger, here.person.organisation, EARLIER)
    with st.container(key="earlier"):
        st.html(section(say(message("Delivered before"))))
        if not sent:
            st.html(note(say(message("Nothing has been delivered yet for this organisation."))))
        for one in sent:
            with st.container(key=f"sent_{one.number}", horizontal=True, vertical_alignment="center", gap="small"):
                st.html(html("submitted", say, one=one, href=here.link("deliver", sent=one.number)))
                st.download_button(
                    say(message("File")),
                    lambda number=one.number: submitted.content(here.ledger, number),
                    one.file,
                    EXCEL,
                    key=f"file_of_{one.number}",
                    help=say(message("{file}, as it was sent", file=one.file)),
                    type="tertiary",
                    on_click="ignore",
                    icon=":material/download:",
                )
        links = [(here.link("deliver", sent="all"), message("All deliveries"))] if sent else []
        links += [(here.link("deliver", layouts="all"), message("Layouts"))] if layouts.kept(here.ledger) else []
        if links:
            st.html(html("onward", say, links=links))
