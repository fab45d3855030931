"""What is left out of the budgets on the page of projects: each with its reason, and the cell it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from monitoring.intake.kept import from_kept
from monitoring.money import left_out as register
from monitoring.money.project import name_of
from monitoring.money.projects import REASONS, RULE, Chosen, Why
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.projects import added, file_name, words
from monitoring.ui.show import cached
from theory_of_change.text import counted, message

LEFT = 25  # rows on one page
SILENT = 12  # projects without a budget that are named


def table(here: Here, shown: pd.DataFrame, asked: Chosen) -> Markup:
    """What the projects state and is not in the total, each with the reason and the cell it stands in."""
    found = _left_out(here, shown, asked)
    say = here.say
    head = say(message("What is left out, and why"))
    if found.empty:
        return section(head, "", note(say(message("Nothing: every stated budget counts in full."))))
    silent = found[found["why"] == Why.NOT_STATED]["code"].tolist()  # nothing is left out of what states nothing
    listed = found[found["why"] != Why.NOT_STATED]
    rows = [_left_row(here, row) for row in listed.head(LEFT).to_dict("records")]
    stated = added(shown["budget_eur"]) + added(found[found["why"] == Why.REFUSED]["stated_eur"])
    inner = html(
        "projects_left_out",
        say,
        rows=rows,
        more=len(listed) - LEFT,
        silent=[(code, here.link("projects", project=code)) for code in silent[:SILENT]],
        more_silent=len(silent) - SILENT,
        stated=stated,
        counted=added(shown["counted_eur"]),
        left=added(found["left_out_eur"]),
        reasons=[
            (REASONS[why], len(own), added(own["left_out_eur"]))
            for why in Why
            if len(own := found[found["why"] == why])
        ],
        rule=RULE,
        part=bool(asked.country or asked.theme),
    )
    return section(head, say(counted("{n} row", "{n} rows", n=len(found))), inner)


def _left_out(here: Here, shown: pd.DataFrame, asked: Chosen) -> pd.DataFrame:
    """What is left out of the projects that are shown; rows that never landed only where everything is looked at."""
    found = cached(here, register.left_out)
    refused = (found["why"] == Why.REFUSED) & asked.everything
    return found[found["code"].isin(set(shown["code"])) & (found["why"] != Why.REFUSED) | refused]


def _left_row(here: Here, row: Mapping[str, Any]) -> dict[str, Any]:
    landed = row["why"] != Why.REFUSED
    return {
        "code": row["code"] or "–",
        "name": name_of(row) if landed else None,
        "href": here.link("projects", project=row["code"]) if landed else "",
        "stated": row["stated_eur"],
        "counted": row["counted_eur"],
        "left": row["left_out_eur"],
        "parts": row["parts_eur"] if landed and row["parts_eur"] else None,
        "why": REASONS[row["why"]],
        "finding": None if landed else from_kept(json.loads(row["finding"])).message,
        "file": row["file"],
        "sheet": row["sheet"],
        "cell": row["cells"].split(",")[0] if row["cells"] else "",
        "sent_by": row["sent_by"],
        "sent_for": row["sent_for"],
        "stand": row["submission"],
        "to_delivery": here.link("deliver", sent=row["submission"]) if row["submission"] else "",
    }


def taken_along(here: Here, shown: pd.DataFrame, asked: Chosen) -> None:
    """The whole list of what is left out as downloads."""
    found = _left_out(here, shown, asked)
    if found.empty:
        return
    say = here.say
    headings = {
        "code": say(message("Project")),
        "stated_eur": say(message("Stated (€)")),
        "counted_eur": say(message("Counted (€)")),
        "left_out_eur": say(message("Left out (€)")),
        "why": say(message("Left out because")),
        "finding": say(message("What is wrong")),
        "file": say(message("File")),
        "sheet": say(message("Sheet")),
        "cells": say(message("Cells")),
        "sent_by": say(message("Sent by")),
        "sent_for": say(message("For")),
        "submission": say(message("Stand")),
    }

    def frame() -> pd.DataFrame:
        said = [say(from_kept(json.loads(kept)).message) if kept else None for kept in found["finding"]]
        return found.assign(finding=said)[list(headings)]

    name, about = file_name("left-out", asked), say(message("What is left out"))
    downloads(here, frame, name, headings, about, partial(words, here))
