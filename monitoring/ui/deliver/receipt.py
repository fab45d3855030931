"""The receipt: what landed, in which commit, where to see it, and a next file."""

from __future__ import annotations

import streamlit as st

from monitoring.intake.check import Checked
from monitoring.intake.fields import TITLES
from monitoring.intake.submit import Receipt
from monitoring.ui.deliver.findings import known_as, told_of_empty, wrong_rows
from monitoring.ui.frame import Here
from monitoring.ui.html import facts, html, section
from theory_of_change.text import Message, Period, counted, message


def receipt() -> tuple[Receipt, str] | None:
    """What became of the file that was just confirmed, and why it was delivered."""
    return st.session_state.get("receipt")


def again() -> None:
    """Start over with another file."""
    for key in ("checked", "would", "receipt"):
        st.session_state.pop(key, None)
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    st.rerun()


def receipt_title(landed: Receipt) -> Message:
    """The finding on a receipt."""
    if landed.number is None:
        return message("Nothing changed: it was already in the ledger")
    return counted(
        "{n} row landed in stand {number}",
        "{n} rows landed in stand {number}",
        n=landed.total.touched,
        number=str(landed.number),
    )


def show_receipt(here: Here, landed: Receipt, reason: str) -> None:
    """The receipt: what landed, where to see it, and a next file."""
    say, checked, total = here.say, landed.checked, landed.total
    sender = message(
        "{name} for {organisation}, declared and not verified",
        name=checked.person.name,
        organisation=checked.person.organisation,
    )
    rows = message(
        "{new} new, {changed} changed, {same} the same", new=total.new, changed=total.changed, same=total.unchanged
    )
    stand = say(message("stand {number}", number=str(landed.number))) if landed.number else "–"
    sheets = ", ".join(f"{say(TITLES[table])}: {say(count.touched)}" for table, count in landed.counts.items())
    told = [
        (message("Commit"), stand),
        (message("File"), checked.name),
        ("SHA-256", checked.sha256),
        (message("Sent by"), say(sender)),
        (message("Why"), reason),
        (message("Read as"), say(known_as(checked))),
        (message("Rows"), say(rows)),
        (message("Sheets"), sheets),
        *[(message("Left out"), say(one)) for one in _left_out(checked)],
        *[(message("In the history"), say(one)) for one in _in_history(here, landed)],
    ]
    st.html(section(say(message("Receipt")), inner=facts(say, told, wide=True)))
    onward = _onward(here, landed)
    st.html(html("onward", say, links=onward))
    if st.button(say(message("Deliver another file")), type="primary", key="next"):
        again()


LISTED = 20  # rows that are named before the rest is only counted


def _left_out(checked: Checked) -> list[Message]:
    """Which rows of a file that landed were left out: the wrong ones by sheet and number, the empty ones counted."""
    by_sheet: dict[str, list[int]] = {}
    for sheet, row in wrong_rows(checked):
        by_sheet.setdefault(sheet, []).append(int(row))
    told = []
    for sheet, rows in sorted(by_sheet.items()):
        numbers = ", ".join(map(str, sorted(rows)[:LISTED])) + (" …" if len(rows) > LISTED else "")
        told.append(
            counted(
                "{n} wrong row of {sheet}: row {rows}",
                "{n} wrong rows of {sheet}: rows {rows}",
                n=len(rows),
                sheet=sheet,
                rows=numbers,
            )
        )
    empty = told_of_empty(checked)
    return [*told, empty] if empty else told


def _in_history(here: Here, landed: Receipt) -> list[Message]:
    """How many rows the history counts for this commit: it counts the file and the cells of the values too."""
    commit = next((one for one in here.live.history() if one.number == landed.number), None)
    if commit is None:
        return []
    if len(landed.checked.refused):
        return [
            message(
                "{all} rows: the {rows} of this file, the {left} that were left out and why, the file itself, and the cells that each value came from",
                all=commit.touched,
                rows=landed.total.touched,
                left=len(landed.checked.refused),
            )
        ]
    return [
        message(
            "{all} rows: the {rows} of this file, the file itself, and the cells that each value came from",
            all=commit.touched,
            rows=landed.total.touched,
        )
    ]


NAMED = 3  # indicators that are each led to before the whole table of their theory is


def _onward(here: Here, landed: Receipt) -> list[tuple[str, Message]]:
    """Where what landed is seen: its indicators, or the theories of many of them, and the money of its last year."""
    rows, theories = landed.checked.rows, here.names("theory")
    places: dict[str, set[str]] = {}
    for table in {"observation", "target"} & set(landed.counts):
        for code, country in zip(rows[table]["indicator"], rows[table]["country"], strict=True):
            places.setdefault(code, set()).add(country)
    codes, links = sorted(places), []
    quarter = _last_quarter(landed)
    if len(codes) <= NAMED:
        for code in codes:
            country = next(iter(places[code])) if len(places[code]) == 1 else None
            link = here.link("indicators", theory=code[:3], indicator=code, country=country, quarter=quarter)
            links.append((link, message("See {what}", what=code)))
    else:
        for theory in [theory for theory in theories if any(code.startswith(theory) for code in codes)]:
            link = here.link("indicators", theory=theory, quarter=quarter)
            links.append((link, message("See the indicators of {theory}", theory=theories[theory])))
    years = [int(quarter[:4]) for quarter in rows["budget_line"]["quarter"]] if "budget_line" in landed.counts else []
    years += [int(year) for year in rows["allocation"]["year"]] if "allocation" in landed.counts else []
    if years:
        links.append((here.link("spending", year=max(years), quarter=None), message("See the money")))
    for source in sorted(set(rows["context_figure"]["source"]))[:NAMED] if "context_figure" in landed.counts else []:
        links.append((here.link("context", source=source), message("See {what}", what=source)))
    if landed.number is not None:
        links.append((here.link("deliver", sent=landed.number), message("Take back")))
    return links


def _last_quarter(landed: Receipt) -> str | None:
    """The last quarter that figures landed of, whatever quarter the address of the page was about."""
    if "observation" not in landed.counts:
        return None
    return max(Period(period).last_quarter for period in landed.checked.rows["observation"]["period"])
