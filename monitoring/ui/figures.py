"""A figure of the money on the page: the link to where it comes from, and the page that shows that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.intake.vocabulary import PHASES
from monitoring.money.explain import (
    DIVIDED,
    NAMED,
    REASONS,
    RULES,
    SHOWN,
    Explanation,
    Figure,
    UnknownFigure,
    about,
    explain,
)
from monitoring.money.spending import ZERO
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached, empty, finding
from theory_of_change.text import Euro, Message, Period, message

WORDS: Mapping[str, Message] = {
    "allocation": message("Allocated"),
    "commitment": message("Committed"),
    "expenditure": message("Spent"),
    "expected": message("Expected"),
    "forecast": message("Forecast as given"),
}
"""What each measure is called."""
CHANNELS: Mapping[str, Message] = {
    "bilateral": message("bilateral"),
    "european": message("European"),
    "multilateral": message("multilateral"),
    "ALL": message("not per channel"),
}
UNDIVIDED: Mapping[str, Message] = {
    "theme": message("not per theme"),
    "project": message("no project"),
    "programming_line": message("not per programming line"),
    "agreement": message("no agreement"),
}


def link(here: Here, measure: str, through: str, **where: str | None) -> str:
    """The address of the page that opens a figure; conditions that are None are left out."""
    conditions = {name: value for name, value in where.items() if value is not None}
    return here.link("explain", figure=str(Figure(measure, through, conditions)))


def called(here: Here, dimension: str, code: str) -> str:
    """What a code of a dimension is called, in the visitor's language."""
    if dimension == "channel":
        return here.say(CHANNELS.get(code, code))
    if code == "ALL" and dimension in UNDIVIDED:
        return here.say(UNDIVIDED[dimension])
    kind = NAMED.get(dimension)
    return here.say(here.names(kind).get(code, code)) if kind else code


def asked(here: Here) -> Figure | None:
    """The figure in the address; None where there is none, or none that can be opened, which is then said."""
    text = st.query_params.get("figure")
    if not text:
        finding(here, message("Choose a figure to see where it comes from"))
        empty(
            here,
            message("No figure was chosen."),
            message("On the page with the money every amount opens: click one."),
            page="spending",
            link=message("Money"),
        )
        return None
    try:
        return Figure.parse(text)
    except UnknownFigure as unknown:
        _refuse(here, unknown)
        return None


def opened(here: Here, figure: Figure) -> Explanation | None:
    """A figure with all it rests on; None where it cannot be opened, which is then said."""
    try:
        return cached(here, _explained, str(figure))
    except UnknownFigure as unknown:
        _refuse(here, unknown)
        return None


def _explained(ledger: Any, text: str) -> Explanation:
    return explain(ledger, Figure.parse(text))


def _refuse(here: Here, unknown: UnknownFigure) -> None:
    finding(here, message("This figure does not exist"))
    empty(
        here, unknown.message, message("Choose one on the page with the money."), page="spending", link=message("Money")
    )


def title(here: Here, one: Explanation) -> None:
    """The figure itself, and what it is about."""
    figure = one.figure
    conditions = [called(here, name, code) for name, code in figure.where.items()]
    what = " · ".join([here.say(WORDS[figure.measure]), *conditions])
    said = message("{amount}: {what}", amount=Euro(one.total), what=what)
    finding(here, said, here.say(about(figure)))


def computed(here: Here, one: Explanation) -> Markup:
    """How it is computed: the rule, how many amounts, and how many were left out."""
    say, left = here.say, one.left_out
    sheets = one.counted["submission"].nunique()
    facts = [
        (say(message("Rule")), say(RULES[one.figure.measure])),
        (
            say(message("Added up")),
            say(message("{n} amounts from {m} files", n=len(one.counted), m=int(sheets))),
        ),
        (
            say(message("Left out")),
            say(message("{n} amounts, together {amount}", n=len(left), amount=Euro(sum(left["amount_eur"], ZERO))))
            if len(left)
            else say(message("nothing")),
        ),
    ]
    if one.divided:
        facts.append((say(message("Divided")), say(DIVIDED)))
    return html("figure_computed", say, facts=facts)


@dataclass(frozen=True)
class _Row:
    """One amount as it stands on the page."""

    what: str
    whose: str
    where: str
    when: str
    amount: Decimal
    whole: Decimal | None
    width: str
    why: str
    source: Any
    sender: str
    stand: int
    href: str | None


def amounts(here: Here, one: Explanation) -> Markup:
    """The amounts that were added up, the largest first."""
    say, counted = here.say, one.counted
    if not len(counted):
        return section(
            say(message("The amounts")), inner=note(say(message("Nothing was added up, so this figure is zero.")))
        )
    inner = html("figure_rows", say, rows=_rows(here, counted), whys=False, more=len(counted) - SHOWN)
    return section(
        say(message("The amounts that were added up")), say(message("€, the largest first, each with its cell")), inner
    )


def left_out(here: Here, one: Explanation) -> Markup:
    """The amounts that were not added up, each with the reason."""
    say, left = here.say, one.left_out
    if not len(left):
        return Markup("")
    inner = html("figure_rows", say, rows=_rows(here, left), whys=True, more=len(left) - SHOWN)
    return section(
        say(message("What was left out, and why")), say(message("these amounts fit the question too")), inner
    )


def _rows(here: Here, frame: pd.DataFrame) -> Sequence[_Row]:
    say = here.say
    names = {kind: {c: say(t) for c, t in here.names(kind).items()} for kind in set(NAMED.values())}
    shown = frame.head(SHOWN).astype(object).where(frame.head(SHOWN).notna(), None)
    most = max((abs(amount) for amount in shown["amount_eur"]), default=ZERO) or Decimal(1)
    return [_row(here, row, names, most) for row in shown.to_dict("records")]


def _row(here: Here, row: Mapping[str, Any], names: Mapping[str, Mapping[str, str]], most: Decimal) -> _Row:
    say = here.say
    if row["kind"] == "allocation":
        what = f"{say(PHASES.get(row['phase'], row['phase']))} · {row['mutation']}"
        when = say.date(row["valid_on"])
        whose = f"{names['organisation'].get(row['holder'], row['holder'])} · {row['chapter']} {row['article']}"
    else:
        what = f"{row['project']} · {names['project'].get(row['project'], '')}"
        when = say(Period(row["quarter"]))
        whose = names["organisation"].get(row["holder"], row["holder"])
    theme = say(UNDIVIDED["theme"]) if row["theme"] == "ALL" else names["theme"].get(row["theme"], row["theme"])
    return _Row(
        what,
        whose,
        f"{names['country'].get(row['country'], row['country'])} · {theme}",
        when,
        row["amount_eur"],
        row["line_eur"] if row["line_eur"] != row["amount_eur"] else None,
        f"{100 * abs(row['amount_eur']) / most:.1f}%",
        say(REASONS[row["why"]]) if row["why"] else "",
        _source(row),
        f"{row['sent_by']} · {row['sent_for']} · {say.date(row['sent_at'].date())}" if row["sent_by"] else "",
        row["stand"],
        here.link("deliver", sent=row["submission"]) if row["submission"] else None,
    )


def _source(row: Mapping[str, Any]) -> tuple[str, str, Sequence[str], bool] | None:
    """File, sheet, the first cells, and whether there are more; None where no sheet brought the amount."""
    if not row["cells"]:
        return None
    cells = row["cells"].split(",")
    return row["file"], row["sheet"], cells[:3], len(cells) > 3


def taken_along(here: Here, one: Explanation) -> None:
    """The amounts as downloads, all of them, with what was left out and why."""
    say = here.say
    headings = {name: say(word) for name, word in HEADINGS.items()}
    name = "figure-" + str(one.figure).replace(" ", "-").replace("=", "-")

    def frame() -> pd.DataFrame:
        return one.rows.drop(columns=["valid_on", "sent_at"]).assign(
            valid_on=[day.isoformat() if day is not None and day == day else None for day in one.rows["valid_on"]],
            sent_at=[at.isoformat() if at is not None and at == at else None for at in one.rows["sent_at"]],
            stand=one.rows["stand"].astype(object),
            submission=[None if pd.isna(number) else int(number) for number in one.rows["submission"]],
        )

    def said() -> Mapping[str, Mapping[str, str]]:
        return {"why": {why.value: say(words) for why, words in REASONS.items()}}

    downloads(here, frame, name, headings, str(one.figure), said)


HEADINGS: Mapping[str, Message] = {
    "kind": message("Kind"),
    "holder": message("Budget holder"),
    "budget_type": message("Budget"),
    "project": message("Project"),
    "country": message("Country"),
    "theme": message("Theme"),
    "year": message("Year"),
    "quarter": message("Quarter"),
    "chapter": message("Chapter"),
    "article": message("Article"),
    "phase": message("Phase"),
    "mutation": message("Change"),
    "valid_on": message("Valid on"),
    "amount_eur": message("Amount (€)"),
    "line_eur": message("Whole line (€)"),
    "why": message("Left out because"),
    "stand": message("Stand"),
    "submission": message("Submission"),
    "file": message("File"),
    "sheet": message("Sheet"),
    "cells": message("Cells"),
    "sent_by": message("Sent by"),
    "sent_for": message("For whom"),
    "sent_at": message("When"),
}
"""What each column of the amounts is called."""
