"""The page of the rules: how figures are judged, in words, and what would turn under another rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from monitoring.charts.flips import changes, quarters
from monitoring.charts.look import MARKS
from monitoring.ledger import Ledger
from monitoring.results import headline, links, overrides, rejudged, safeguards, small_cells, status
from monitoring.results.rejudged import ABOUT_CALLED, HEADINGS, TURNS_CALLED, Amiss, Rejudged
from monitoring.results.status import BANDS, Bands, Status
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.indicators.overruled import in_force, listed
from monitoring.ui.show import cached, choose, empty, finding
from theory_of_change.text import Message, Percent, counted, message

MOST_ROWS = 500  # that are shown; the downloads hold all

ORDER: Mapping[Status, Message] = {
    Status.CONTEXT: message("The definition says that it is context. It is never coloured."),
    Status.NOT_DUE: message("It is not due yet, does not apply, or nothing was expected by now."),
    Status.NO_DATA: message("It was due and is not there. Missing is never zero and never red."),
    Status.STALE: message("It is missing and an older figure is shown instead, which is not judged."),
    Status.NOT_ASSESSABLE: message("Its baseline or target is not known, it is withheld, or a part of it is missing."),
    Status.ON_TRACK: message(
        "Of the progress that was expected by now at least {band} is reached.", band=Percent(BANDS.on_track)
    ),
    Status.ATTENTION: message("At least {band} of it is reached.", band=Percent(BANDS.attention)),
    Status.BEHIND: message("Less than {band} of it is reached.", band=Percent(BANDS.attention)),
}
"""Every status with when it is given, in the order in which they are tried."""

BESIDES: Sequence[Message] = (
    message("Progress is the share of the way from baseline to target, upwards or downwards."),
    message("Of a limit any excess is “behind”."),
    message(
        "What is to be held may miss its target by the tolerance of the indicator; up to twice that it needs attention."
    ),
    message("An event is reached or not; over countries it is compared with how many were planned by now."),
    message("From {band} of the whole way on we ask whether the target is too low.", band=Percent(BANDS.too_much)),
    message(
        "The core team may overrule a verdict by hand, with a reason and until a day; what the rule says stays beside it."
    ),
    message("Harm on red caps what is said of its country and theme: it is never plain green."),
)
"""What the order does not tell."""

VERSIONS: Sequence[tuple[Message, str]] = (
    (message("Status of an indicator"), status.VERSION),
    (message("Headline over several figures"), headline.VERSION),
    (message("State of a link"), links.VERSION),
    (message("Colour of a safeguard"), safeguards.VERSION),
    (message("Small numbers about people"), small_cells.VERSION),
    (message("Overruling a status by hand"), overrides.VERSION),
)
"""Each rule with its version."""

PROPOSALS: Mapping[str, Message] = {"bands": message("Other bands"), "text": message("Another text of a theory")}


def title(here: Here, found: Rejudged | None) -> None:
    """The finding: how much would turn, where another rule is tried."""
    said = message("How figures are judged") if found is None else found.sentence
    finding(here, said, here.say(message("illustrative until both ministries adopt it")))


def in_words(here: Here) -> None:
    """The rules in words, with their versions."""
    say = here.say
    st.html(
        section(
            say(message("What is asked of every figure")),
            say(message("in this order; the first that applies decides")),
            html("rules_order", say, order=ORDER.items(), besides=BESIDES),
        )
    )
    st.html(
        section(
            say(message("Rules and their versions")),
            inner=html("rules_versions", say, versions=VERSIONS),
        )
    )


def overruled(here: Here) -> None:
    """What the core team overruled by hand, where anything is."""
    if here.quarter is not None and (given := in_force(here)):
        small = here.say(message("what the rule says stays beside it"))
        st.html(section(here.say(message("Overruled by hand")), small, listed(here, given, named=True)))


def proposed(here: Here) -> Rejudged | None:
    """Ask for another rule, and show how much would turn; None where none is tried or it cannot be."""
    say = here.say
    st.html(
        section(
            say(message("Try another rule")),
            say(message("over all quarters, as if it had always held; nothing is saved")),
        )
    )
    which = choose(
        say(message("What is proposed")),
        list(PROPOSALS),
        "proposal",
        names=lambda code: say(PROPOSALS[code]),
        segments=True,
    )
    found = _bands(here) if which == "bands" else _text(here)
    if found is None:
        return None
    if not found.judged and not len(found.rows):
        empty(
            here,
            message("Nothing of this has been delivered."),
            message("Once figures are judged, this shows what another rule would turn."),
            page="deliver",
            link=message("Deliver figures"),
        )
        return found
    if found.left_out:
        st.html(note(say(found.left_out)))
    if len(found.rows):
        st.html(section(say(message("From what to what")), inner=changes(found.changes, say)))
        st.html(section(say(message("In which quarters")), inner=quarters(found.quarters, found.open, say)))
    return found


def _bands(here: Here) -> Rejudged | None:
    """Other bands, as whole percents that live in the address; None while they are those that hold."""
    say = here.say
    with st.container(key="bands", horizontal=True, vertical_alignment="bottom", gap="small"):
        asked = Bands(
            _percent(say(message("On track from (%)")), "on_track", BANDS.on_track),
            _percent(say(message("Needs attention from (%)")), "attention", BANDS.attention),
            _percent(say(message("Target too low from (%)")), "too_much", BANDS.too_much),
        )
    if refused := status.amiss(asked):
        st.html(html("stop", say, text=refused))
        return None
    if asked == BANDS:
        st.html(note(say(message("These are the bands that hold. Change one to see what would turn."))))
        return None
    return cached(here, _under_bands, asked.on_track, asked.attention, asked.too_much)


def _percent(label: str, name: str, usual: float) -> float:
    """A band in whole percents; the address holds it where it is another than usual."""
    key, now = f"band_{name}", round(usual * 100)
    asked = st.query_params.get(name, "")
    if key not in st.session_state:
        st.session_state[key] = int(asked) if asked.isdecimal() and int(asked) <= 1000 else now

    def changed() -> None:
        value = st.session_state[key]
        if value in (None, now):
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = str(value)

    value = st.number_input(label, 0, 1000, step=1, key=key, on_change=changed, width=170)
    return (now if value is None else value) / 100


def _under_bands(ledger: Ledger, on_track: float, attention: float, too_much: float) -> Rejudged:
    return rejudged.under(ledger, Bands(on_track, attention, too_much))


def _text(here: Here) -> Rejudged | None:
    """Another text of a theory as a file; None where there is none, or it cannot be read, which is then said."""
    say = here.say
    label = say(message("A YAML file, as in theory_of_change/definitions"))
    file = st.file_uploader(label, type=["yaml", "yml"], key="theory_text")
    if file is None:
        st.html(note(say(message("Change a tolerance, direction, kind or threshold in a copy, and drop it here."))))
        return None
    try:
        with st.spinner(say(message("Working out which verdicts turn"))):
            return cached(here, _under_text, file.name, file.getvalue())
    except Amiss as wrong:
        st.html(html("rules_mistakes", say, mistakes=wrong.mistakes))
        return None


def _under_text(ledger: Ledger, name: str, content: bytes) -> Rejudged:
    return rejudged.under(ledger, rejudged.proposed_text(ledger, name, content))


def each(here: Here, found: Rejudged) -> None:
    """Every figure that would turn, and to take along."""
    say, rows = here.say, found.rows
    if not len(rows) and found.judged:
        empty(here, message("Nothing would turn."), message("Every verdict stays as it is, in every quarter."))
    if not len(rows):
        return
    small = say(counted("{n} figure", "{n} figures", n=len(rows)))
    st.html(section(say(message("What would turn")), small))
    headings = {name: say(word) for name, word in HEADINGS.items()}
    st.dataframe(
        _dressed(here, rows.head(MOST_ROWS)).rename(columns=headings),
        hide_index=True,
        row_height=30,
        height=min(560, 36 + 30 * len(rows)),
    )
    if len(rows) > MOST_ROWS:
        st.html(note(say(message("The first {n} are shown; the downloads hold all.", n=MOST_ROWS))))
    downloads(here, lambda: rows, "flips", headings, say(found.sentence), lambda: _words(here))


def _words(here: Here) -> Mapping[str, Mapping[str, str]]:
    """The words for the codes of each column."""
    say = here.say
    verdicts = {name: say(mark.word) for name, mark in MARKS.items()}
    return {
        "about": {code: say(word) for code, word in ABOUT_CALLED.items()},
        "country": {c: say(t) for c, t in here.names("country").items()} | {"ALL": say(message("All countries"))},
        "was": verdicts,
        "becomes": verdicts,
        "turn": {code: say(word) for code, word in TURNS_CALLED.items()},
    }


def _dressed(here: Here, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as people read them: the name of what turns in place of what kind of thing it is."""
    say, words, measures = here.say, _words(here), here.names("measure")
    return pd.DataFrame(
        {
            "code": rows["code"],
            "about": [
                say(measures[code]) if code in measures else words["about"][kind]
                for code, kind in zip(rows["code"], rows["about"], strict=True)
            ],
            "country": [words["country"].get(code, code) for code in rows["country"]],
            "quarter": [say.short_period(code) for code in rows["quarter"]],
            **{name: [words[name].get(code, "–") for code in rows[name]] for name in ("was", "becomes", "turn")},
            **{
                name: [say.number(value, 0 if value == round(value, 6) // 1 else 1) for value in rows[name]]
                for name in ("actual", "expected")
            },
        }
    )
