"""The page on which a sheet comes in: what is wrong with it, what it changes, and confirming it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import streamlit as st

from monitoring.charts.look import address, glyph, table
from monitoring.intake import layout as layouts
from monitoring.intake import preview as previews
from monitoring.intake import submit as submits
from monitoring.intake.check import Checked
from monitoring.intake.check import check as check_file
from monitoring.intake.fields import SHEETS
from monitoring.intake.finding import Folded, Severity, fold
from monitoring.intake.preview import Change, Preview
from monitoring.intake.submit import Receipt, Refused
from monitoring.intake.template import template
from monitoring.intake.workbook import FORMATS
from monitoring.language import Words
from monitoring.ledger import LedgerBusy
from monitoring.person import Person
from monitoring.results import quarter as quarters
from monitoring.ui.frame import Here, organisations
from monitoring.ui.show import section
from theory_of_change.text import LANGUAGES, Message, Text, counted, message

SHOWN = 60  # cells and rows that are listed before the rest is only counted
KINDS = {"commitment": message("Committed"), "expenditure": message("Spent"), "forecast": message("Forecast")}


@dataclass(frozen=True)
class File:
    """A file as it was dropped, and the layout it is to be read by; None is our template, or what fits."""

    name: str
    content: bytes
    layout: str | None


def title(here: Here, said: Message, step: int) -> None:
    """The finding, for whom this is, and how far it is."""
    say = here.say
    names = organisations(here.live, say)
    for_whom = names.get(here.person.organisation, here.person.organisation)
    lede = say(message("You deliver for {organisation}, as declared", organisation=for_whom))
    if step in (1, 2):
        lede += " · " + say(message("nothing has been saved yet"))
    steps = (message("File"), message("Check"), message("Confirm"), message("Receipt"))
    shown = "".join(
        f"<span><b aria-current=step>{n} {escape(say(word))}</b></span>"
        if n == step
        else f"<span>{n} {escape(say(word))}</span>"
        for n, word in enumerate(steps, 1)
    )
    st.html(
        f'<div class="top"><div><h1 class="h1">{escape(say(said))}</h1><div class="lede">{escape(lede)} · {escape(here.tail)}</div></div><div class="steps">{shown}</div></div>'
    )


def ask(here: Here) -> File | None:
    """Drop a file; None until there is one."""
    say = here.say
    left, right = st.columns([2, 1], gap=34)
    with left:
        dropped = st.file_uploader(
            say(message("Drop your workbook here, or choose it")),
            type=[form.lstrip(".") for form in FORMATS],
            key=f"file_{st.session_state.get('round', 0)}",
        )
    with right:
        saved = layouts.names()
        choice = st.selectbox(
            say(message("How was it made?")),
            ["", *saved],
            key="layout",
            format_func=lambda name: (
                say(layouts.load(name).name) if name else say(message("Our template, or recognise it"))
            ),
        )
    return File(dropped.name, dropped.getvalue(), choice or None) if dropped else None


def templates(here: Here) -> None:
    """Templates to download: for the organisation of who asks, for a quarter, in either language."""
    say = here.say
    known = quarters.quarters(here.live)
    year, number = here.live.today.year, (here.live.today.month + 2) // 3
    options = sorted({*known[-8:], f"{year}-Q{number}"}, reverse=True)
    default = quarters.last_ended(here.live) or options[0]
    with st.container(key="templates"):
        st.html(
            section(
                say(message("No file yet? Start with your template")),
                say(message("with what you owe for the quarter already in it")),
            )
        )
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            quarter = st.selectbox(
                say(message("Quarter")),
                options,
                index=options.index(default) if default in options else 0,
                format_func=say.period,
                key="template_quarter",
                width=220,
            )
            language = st.selectbox(
                say(message("Language")),
                LANGUAGES,
                index=LANGUAGES.index(say.language),
                key="template_language",
                width=150,
                format_func={"nl": "Nederlands", "en": "English"}.get,
            )
            content = _template(
                str(here.live.address), here.number, here.person.organisation, quarter, language, here.live
            )
            st.download_button(
                say(message("Download the template")),
                content,
                f"{here.person.organisation.lower()}_{quarter}.xlsx",
                type="primary",
                icon=":material/download:",
                on_click="ignore",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            )
        steps = (
            message("Download the template and fill it in. Lists, definitions and what you owe are in it."),
            message("Drop it here. You see at once what is wrong, cell by cell, and what would change."),
            message("Confirm with a reason. It lands in one go, with your name, and can be traced back to each cell."),
        )
        st.html(
            '<ol class="chg" style="list-style:decimal;padding-left:18px!important;max-width:760px">'
            + "".join(f'<li style="padding-left:2px">{escape(say(step))}</li>' for step in steps)
            + "</ol>"
            f'<div class="note" style="padding-top:8px">{escape(say(message("Not for state secrets and never for personal data. Another kind of workbook? Choose its layout above.")))}</div>'
        )


@st.cache_data(show_spinner=False, max_entries=20)
def _template(address_: str, number: int, organisation: str, quarter: str, language: str, _ledger: Any) -> bytes:
    return template(_ledger, organisation, quarter, Words(language))


def check(here: Here, file: File) -> Checked:
    """Check the file against the ledger as it is now, with a progress bar; the same file is not read twice."""
    key = (file.name, hash(file.content), file.layout, here.person.organisation, here.live.number)
    known = st.session_state.get("checked")
    if known and known[0] == key:
        return known[1]
    say, bar = here.say, st.progress(0.0, here.say(message("Reading the file")))
    person = Person(here.person.name, here.person.organisation, here.person.roles)
    layout = layouts.load(file.layout) if file.layout else None
    checked = check_file(
        here.live,
        here.live.number,
        person,
        file.name,
        file.content,
        layout,
        lambda said, share: bar.progress(share, say(said)),
    )
    bar.empty()
    st.session_state["checked"] = (key, checked)
    return checked


def preview(here: Here, checked: Checked) -> Preview | None:
    """What would change; None where nothing could land."""
    return previews.preview(here.live, checked) if checked.count else None


def finding(checked: Checked) -> Message:
    """The finding on a file: as bad as the worst in it."""
    folded = fold(checked.findings)
    blocking = [one for one in folded if one.finding.severity is Severity.BLOCKING]
    wrong = {(f.sheet, "".join(filter(str.isdigit, f.cell))) for f in checked.findings if f.severity is Severity.ERROR}
    if blocking and wrong:
        return counted(
            "{n} point holds this file up, and {rows} rows are wrong",
            "{n} points hold this file up, and {rows} rows are wrong",
            n=len(blocking),
            rows=len(wrong),
        )
    if blocking:
        return counted("{n} point holds this file up", "{n} points hold this file up", n=len(blocking))
    if wrong:
        return counted(
            "{n} row is wrong. See what you can mend", "{n} rows are wrong. See what you can mend", n=len(wrong)
        )
    return counted("{n} row can land", "{n} rows can land", n=checked.count)


def file_facts(here: Here, checked: Checked, would: Preview | None) -> None:
    """What was read, as what it was recognised, and what it is compared with."""
    say = here.say
    if checked.layout_name.startswith("template"):
        known_as = say(message("our template, version {version}", version=checked.understood.version))
    elif checked.layout_name:
        known_as = say(message("layout {name}", name=checked.layout_name))
    else:
        known_as = say(message("not recognised"))
    size = max(len(checked.content) // 1024, 1)
    facts = (
        (message("File"), f"{escape(checked.name)} · {say.number(size)} kB"),
        (message("Recognised as"), escape(known_as)),
        (
            message("Read"),
            escape(
                say(
                    message(
                        "{sheets} sheets, {cells} cells, {rows} rows that can land",
                        sheets=checked.sheets,
                        cells=checked.cells_read,
                        rows=checked.count,
                    )
                )
            ),
        ),
        (
            message("Compared with"),
            escape(say(message("stand {number}", number=str(would.state if would else checked.state)))),
        ),
    )
    st.html(
        '<div style="border-top:1px solid var(--rule)"><div class="file">'
        + "".join(f"<span><b>{escape(say(word))}</b>{text}</span>" for word, text in facts)
        + "</div></div>"
    )


# What is wrong


GROUPS = {
    Severity.BLOCKING: (message("Holds it up"), "#B70000", "square"),
    Severity.ERROR: (message("Wrong: these rows cannot land"), "#844C12", "triangle"),
    Severity.WARNING: (message("Please look: this may land"), "#5A5F66", "bar"),
}


def findings(here: Here, checked: Checked) -> str:
    """Everything found, in three groups by consequence; equal ones folded with their cells."""
    say, folded = here.say, fold(checked.findings)
    if not folded:
        return section(
            say(message("What you can mend")),
            inner=f'<div class="fine" style="margin-top:6px">{glyph("disc")}<span>{escape(say(message("Nothing is wrong with this file.")))}</span></div>',
        )
    small = say(message("{all} findings, folded to {points}", all=len(checked.findings), points=len(folded)))
    html = ""
    for severity, (word, colour, shape) in GROUPS.items():
        own = [one for one in folded if one.finding.severity is severity]
        if own:
            cells = sum(len(one.cells) for one in own)
            number = f"{say(counted('{n} point', '{n} points', n=len(own)))}, {say(counted('{n} cell', '{n} cells', n=cells))}"
            html += f'<div class="grp" style="color:{colour}">{escape(say(word))} <small>{escape(number)}</small></div>'
            html += "".join(_folded(here, one, shape, opened=severity is Severity.BLOCKING) for one in own)
    return section(say(message("What you can mend")), small, html)


def _folded(here: Here, one: Folded, shape: str, *, opened: bool) -> str:
    say, finding_ = here.say, one.finding
    places = [cell for cell in one.cells if cell.place]
    few = " ".join(address(cell.cell or cell.sheet) for cell in places[:3]) + (" …" if len(places) > 3 else "")
    count = f"{say(counted('{n} cell', '{n} cells', n=len(places)))} · {few}" if places else ""
    rows = [
        [address(cell.place), escape(_cut(cell.value)), escape(say(cell.remedy)) if cell.remedy else ""]
        for cell in places[:SHOWN]
    ]
    body = (
        table([say(message("Cell")), say(message("It says")), say(message("What would be right"))], rows)
        if rows
        else (escape(say(finding_.remedy)) if finding_.remedy else "")
    )
    if len(places) > SHOWN:
        body += f'<div class="note">{escape(say(message("and {n} more", n=len(places) - SHOWN)))}</div>'
    clause = f'<div class="note">{escape(finding_.rule)} · {escape(finding_.clause)}</div>' if finding_.clause else ""
    return (
        f'<details class="f"{" open" if opened else ""}><summary>{glyph(shape, 12)}<span><b>{escape(say(finding_.message))}</b></span><span class="cells">{count}</span></summary>'
        f'<div class="in">{body}{clause}</div></details>'
    )


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


# What would change


def changes(here: Here, checked: Checked, would: Preview | None) -> str:
    """Counts, old values beside new ones with their cells, and totals before and after."""
    say = here.say
    head = say(message("What changes if you confirm"))
    if would is None:
        return section(
            head,
            inner=f'<div class="note" style="padding:6px 0">{escape(say(message("Nothing of this file can land, so nothing would change.")))}</div>',
        )
    total = would.total
    four = "".join(
        f"<div><b>{say.number(n)}</b>{escape(say(word))}</div>"
        for n, word in (
            (total.new, message("new")),
            (total.changed, message("changed")),
            (total.unchanged, message("the same")),
            (_left_out(checked), message("rows left out")),
        )
    )
    html = f'<div class="four">{four}</div>'
    if would.changed:
        rows = [
            [
                _named(here, change),
                _value(here, change.old),
                "→",
                f"<b>{_value(here, change.new)}</b>",
                address(change.cells.split(",")[0]),
            ]
            for change in would.changed[:SHOWN]
        ]
        html += table(
            [say(message("Changed")), say(message("Was")), "", say(message("Becomes")), say(message("Cell"))],
            rows,
            numeric=(1, 3),
        )
        html += _more(here, len(would.changed) - SHOWN)
    if would.new:
        rows = [
            [_named(here, change), f"<b>{_value(here, change.new)}</b>", address(change.cells.split(",")[0])]
            for change in would.new[: 8 if would.changed else 14]
        ]
        html += '<div style="height:8px"></div>' + table(
            [say(message("New")), say(message("Becomes")), say(message("Cell"))], rows, numeric=(1,)
        )
        html += _more(here, len(would.new) - (8 if would.changed else 14))
    if would.totals:
        html += '<div style="height:8px"></div>' + _totals(here, would)
    return section(head, say(message("against stand {number}", number=str(would.state))), html)


def _left_out(checked: Checked) -> int:
    return len(
        {(f.sheet, f.cell) for f in checked.findings if f.rule == "not filled in"}
        | {
            (f.sheet, "".join(filter(str.isdigit, f.cell)))
            for f in checked.findings
            if f.severity is Severity.ERROR and f.cell
        }
    )


def _more(here: Here, number: int) -> str:
    return (
        f'<div class="note" style="padding:3px 0">{escape(here.say(counted("and {n} more row", "and {n} more rows", n=number)))}</div>'
        if number > 0
        else ""
    )


def _named(here: Here, change: Change) -> str:
    """A row in a few words: what it is about."""
    say, row = here.say, change.row
    if change.table == "budget_line":
        said = f"{row['project']} · {say(KINDS[row['kind']]).lower()} · {say.short_period(row['quarter'])}"
    elif change.table == "allocation":
        said = f"{row['country']} · {row['theme']} · {row['year']} · {row['phase']}"
    else:
        part = f" · {row['dimension']}" if row.get("dimension", "total") != "total" else ""
        said = f"{row['indicator']} · {row['country']} · {say.short_period(row['period'])}{part}"
    field = (
        f' <span class="note">({escape(change.field)})</span>'
        if change.field not in ("value", "amount_eur", "numerator")
        else ""
    )
    return escape(said) + field


def _value(here: Here, value: Any) -> str:
    return escape(_cut(here.say(value) if not isinstance(value, str) else value))


def _totals(here: Here, would: Preview) -> str:
    say = here.say
    names = {
        code: say(Text(nl=nl, en=en))
        for code, nl, en in here.live.rows("select code, name_nl, name_en from budget_type")
    }
    rows = [
        [
            f"{escape(names[t.budget_type])} · {t.year} · {escape(say(KINDS[t.kind]).lower())}",
            say.number(t.before, 2),
            say.number(t.after, 2),
            say.number(t.after - t.before, 2, sign=True),
        ]
        for t in would.totals
    ]
    return table(
        [say(message("Totals, €")), say(message("Before")), say(message("After")), say(message("Difference"))],
        rows,
        numeric=(1, 2, 3),
    )


# Confirming


def confirm(here: Here, checked: Checked, would: Preview | None) -> None:
    """Say why, and let it land; a button that cannot be used has the reason above it."""
    say = here.say
    errors = any(f.severity is Severity.ERROR for f in checked.findings)
    with st.container(key="confirm"):
        leave_out = (
            st.checkbox(say(message("Leave the wrong rows out and let the others land")), key="leave_out")
            if errors and checked.count and not checked.blocked(leave_out_errors=True)
            else False
        )
        blocked = checked.blocked(leave_out_errors=leave_out)
        nothing = not blocked and would is not None and would.total.touched == 0
        name = st.text_input(
            say(message("Your name or function")), value=here.person.name, key="confirm_name", max_chars=80
        )
        reason = st.text_input(
            say(message("Why do you deliver this?")),
            placeholder=say(message("For example: figures of the third quarter")),
            key="reason",
            max_chars=300,
        )
        why_not = _why_not(
            checked, blocked=blocked, nothing=nothing, leave_out=leave_out, named=bool(name.strip() and reason.strip())
        )
        if why_not:
            serious = blocked
            st.html(
                f'<div class="{"stop" if serious else "note"}" style="margin:4px 0">{glyph("square") if serious else ""}<span>{escape(say(why_not))}</span></div>'
            )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if st.button(
                say(message("Confirm and save")), type="primary", disabled=why_not is not None, key="confirm_button"
            ):
                _land(here, checked, name.strip(), reason.strip(), leave_out=leave_out)
            if st.button(say(message("Another file")), type="secondary", key="another"):
                again()


def _why_not(checked: Checked, *, blocked: bool, nothing: bool, leave_out: bool, named: bool) -> Message | None:
    if blocked and any(f.severity is Severity.BLOCKING for f in checked.findings):
        return message(
            "You can confirm when what holds the file up is mended. Change your file and drop it here again."
        )
    if blocked and not leave_out:
        return message("You can confirm when the wrong rows are mended, or left out.")
    if nothing:
        return message("Everything in this file is already in the ledger. There is nothing to save.")
    if not named:
        return message("Fill in your name or function, and why you deliver this.")
    return None


def _land(here: Here, checked: Checked, name: str, reason: str, *, leave_out: bool) -> None:
    say = here.say
    st.session_state["person_name"] = name
    sender = Person(name, here.person.organisation, here.person.roles)
    try:
        with st.spinner(say(message("Saving"))):
            landed = submits.submit(here.live, _signed(checked, sender), reason, leave_out_errors=leave_out)
    except Refused as refused:
        st.session_state["checked"] = None
        st.error(
            say(
                message(
                    "Somebody else changed the ledger meanwhile, and now this file cannot land. Look at the findings again."
                )
            )
        )
        st.session_state["refused"] = refused.checked.name
        st.rerun()
    except LedgerBusy:
        st.error(say(message("Others kept writing to the ledger. Nothing was changed. Try again.")))
        return
    st.session_state["receipt"] = (landed, reason)
    st.rerun()


def _signed(checked: Checked, sender: Person) -> Checked:
    return replace(checked, person=sender)


def again() -> None:
    """Start over with another file."""
    for key in ("checked", "receipt"):
        st.session_state.pop(key, None)
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    st.rerun()


def receipt() -> tuple[Receipt, str] | None:
    """What became of the file that was just confirmed."""
    return st.session_state.get("receipt")


def receipt_title(known: tuple[Receipt, str]) -> Message:
    """The finding on a receipt."""
    landed, _ = known
    if landed.number is None:
        return message("Nothing changed: it was already in the ledger")
    return counted(
        "{n} row landed in stand {number}",
        "{n} rows landed in stand {number}",
        n=landed.total.touched,
        number=str(landed.number),
    )


def show_receipt(here: Here, known: tuple[Receipt, str]) -> None:
    """The receipt: what landed, where to see it, and a next file."""
    say, (landed, reason) = here.say, known
    checked, total = landed.checked, landed.total
    rows: Sequence[tuple[Message, str]] = (
        (message("Commit"), say(message("stand {number}", number=str(landed.number))) if landed.number else "–"),
        (message("File"), checked.name),
        ("SHA-256", checked.sha256),
        (
            message("Sent by"),
            say(
                message(
                    "{name} for {organisation}, declared and not verified",
                    name=checked.person.name,
                    organisation=checked.person.organisation,
                )
            ),
        ),
        (message("Why"), reason),
        (message("Read as"), checked.layout_name),
        (
            message("Rows"),
            say(
                message(
                    "{new} new, {changed} changed, {same} the same",
                    new=total.new,
                    changed=total.changed,
                    same=total.unchanged,
                )
            ),
        ),
        (
            message("Sheets"),
            say(
                message(
                    "{sheets}",
                    sheets=", ".join(f"{say(SHEETS[t])}: {c.new + c.changed}" for t, c in landed.counts.items()),
                )
            ),
        ),
    )
    inner = (
        '<div class="kv" style="grid-template-columns:110px 1fr;overflow-wrap:anywhere">'
        + "".join(f'<span class="k">{escape(say(word))}</span><span>{escape(text)}</span>' for word, text in rows)
        + "</div>"
    )
    st.html(section(say(message("Receipt")), inner=inner))
    links = [("indicators", message("See the indicators"))] if {"observation", "target"} & set(landed.counts) else []
    links += [("spending", message("See the money"))] if {"budget_line", "allocation"} & set(landed.counts) else []
    st.html(
        " &ensp; ".join(
            f'<a class="go" href="{escape(here.link(page))}" target="_self">{escape(say(word))}</a>'
            for page, word in links
        )
    )
    if st.button(say(message("Deliver another file")), type="primary", key="next"):
        again()
