"""The file that was dropped, to be had back with what was found in it at its cells."""

from __future__ import annotations

import datetime
from pathlib import PurePath

import streamlit as st

from monitoring.intake.check import Checked
from monitoring.intake.mark import About, marked, marked_name
from monitoring.ui.downloads import EXCEL
from monitoring.ui.frame import Here
from theory_of_change.text import message

MACROS = "application/vnd.ms-excel.sheet.macroEnabled.12"


def marked_file(here: Here, checked: Checked) -> None:
    """A link to the marked file; made when it is asked for. Nothing where the file could not be read."""
    if checked.understood is None or not checked.findings:
        return
    say, code = here.say, checked.person.organisation
    about = About(checked.name, here.names("organisation").get(code, code), datetime.date.today())
    name = marked_name(checked.name, say)
    with st.container(key="marked"):
        st.download_button(
            say(message("Download your file with the cells marked")),
            lambda: marked(checked.content, checked.findings, about, say).content,
            name,
            MACROS if PurePath(name).suffix == ".xlsm" else EXCEL,
            key="marked_file",
            help=say(
                message("Coloured, with a note at each cell and a list in front. Mend it and drop it here again.")
            ),
            type="secondary",
            on_click="ignore",
            icon=":material/download:",
        )
