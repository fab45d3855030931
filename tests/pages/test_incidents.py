"""The page of harm: reported in a form that loses nothing, and what was written shown to those it is about alone."""

from __future__ import annotations

import pytest

from monitoring.intake.incidents import Change, change, report, state_known
from monitoring.results import incidents as register
from monitoring.results.incidents import Deed, State
from monitoring.ui.incidents.register import HEADINGS
from tests.intake.test_incidents import AM, BZ, DTENV, SECRET, answered, asked
from tests.pages.conftest import nodes, title, words


def everything(app) -> str:
    """All that is sent to a browser: texts, tables, values of widgets, alternative texts."""
    return str(app._tree) + "".join(str(getattr(node, "proto", "")) for node in nodes(app))


@pytest.fixture
def folder(blank):
    return blank.address.folder


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_register_says_what_to_do(folder, visit, language):
    app = visit(folder, "safeguards", lang=language)
    assert not app.exception
    assert title(app) == {"nl": "Er is geen schade gemeld", "en": "No harm is reported"}[language]
    assert {"nl": "een vermoeden is genoeg", "en": "a suspicion is enough"}[language] in words(app)


def test_a_report_lands_from_the_form_and_is_opened(blank, folder, visit):
    app = visit(folder, "safeguards", lang="en", **{"as": "POL"})
    app.text_area("report_happened").set_value(SECRET)
    app.selectbox("report_harm").set_value("H02")
    app.selectbox("report_country").set_value("MAR")
    app.selectbox("report_theme").set_value("TER")
    app.selectbox("report_severity").set_value("moderate")
    app.text_input("report_by").set_value("Liaison").run()
    app.button("report_button").click().run()
    assert not app.exception, app.exception
    [one] = register.incidents(blank)
    assert (one.reported_for, one.country, one.state) == ("POL", "MAR", State.REPORTED)
    assert title(app) == f"Incident {one.number}, Morocco: Violence or death, reported"
    assert SECRET in words(app)


def test_what_is_wrong_stands_beside_its_field_and_nothing_that_was_typed_is_lost(blank, folder, visit):
    app = visit(folder, "safeguards", lang="en")
    app.text_area("report_happened").set_value("Call 06 12345678, he was beaten")
    app.selectbox("report_harm").set_value("H02").run()
    app.button("report_button").click().run()
    assert not app.exception
    said = words(app)
    assert "telephone numbers" in said
    assert "of whom only the role" in said
    assert "This is not filled in. Choose one of the list." in said
    assert app.text_area("report_happened").value == "Call 06 12345678, he was beaten"
    assert app.selectbox("report_harm").value == "H02"
    assert register.incidents(blank) == []


def test_others_see_number_kind_state_and_clock_and_nothing_that_was_written(blank, folder, visit):
    number = answered(blank)
    for who, sees in (("POL", False), ("DTENV", True), ("AM", True), ("BZ", True)):
        app = visit(folder, "safeguards", lang="en", incident=str(number), **{"as": who})
        assert not app.exception
        assert "Violence or death" in title(app)
        assert "To be closed by" in words(app)
        sent = everything(app)
        assert (SECRET in sent, "Letter of 2 October" in sent) == (sees, sees), who
    for page in ("safeguards", "signals", "glance"):
        assert "beaten" not in everything(visit(folder, page, lang="en", **{"as": "BZ"})), page


def test_downloads_hold_nothing_that_was_written():
    assert not set(HEADINGS) & {"happened", "actor", "project", "measures", "outcome", "evidence", "remark", "done_by"}


def test_who_recorded_the_outcome_is_told_that_a_second_person_closes(blank, folder, visit):
    number = answered(blank)
    app = visit(folder, "safeguards", lang="nl", incident=str(number), **{"as": "AM"})
    app.text_input("act_by").set_value("Coordinator").run()
    app.button("act_button").click().run()
    assert "Een tweede persoon sluit de melding" in words(app)
    assert register.incident(blank, number).open
    app.text_input("act_by").set_value("Somebody else").run()
    app.button("act_button").click().run()
    assert not app.exception
    assert not register.incident(blank, number).open


def test_ten_against_one_is_the_title_the_picture_and_a_sentence(blank, folder, visit):
    report(blank, asked(), DTENV, on=blank.today)
    quarter = f"{blank.today.year}-Q{(blank.today.month + 2) // 3}"
    state_known(blank, quarter, 10, DTENV)
    app = visit(folder, "safeguards", lang="en")
    assert "10 reports of harm are known, 1 is in the register" in title(app)
    said = words(app)
    assert "9 reports that members know of are missing from the register" in said
    assert "10 known, 1 registered: 9 missing" in said
    assert (
        "".join(str(node.proto) for node in nodes(app) if node.type == "html").count('class=\\"out\\"') == 10
    )  # and the legend


def test_a_member_states_its_number_in_one_line(blank, folder, visit):
    app = visit(folder, "safeguards", lang="en", **{"as": "KMAR"})
    app.number_input("known_number").set_value(3)
    app.text_input("known_by").set_value("Analyst").run()
    app.button("known_button").click().run()
    assert not app.exception
    quarter = f"{blank.today.year}-Q{(blank.today.month + 2) // 3}"
    assert register.reconciled(blank, quarter)[0].known == 3


def test_in_a_past_state_nothing_can_be_done_and_later_things_are_not_there(blank, folder, visit):
    number = answered(blank)
    change(blank, number, Change(Deed.NOTE, remark="later remark"), BZ)
    app = visit(folder, "safeguards", lang="en", incident=str(number), stand=str(number), **{"as": "BZ"})
    assert not app.exception
    assert "reported" in title(app)
    assert "nothing can be changed" in words(app)
    assert not [one for one in app.button if one.key == "act_button"]
    assert "later remark" not in everything(app)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_example_tells_the_story_of_harm(example_folder, visit, language):
    app = visit(example_folder, "safeguards", lang=language)
    assert not app.exception
    told = {
        "nl": (
            "1 waarborg staat op rood. 13 meldingen van schade bekend, 3 staan in het register",
            "10 bekend, 1 geregistreerd: 9 ontbreken",
        ),
        "en": (
            "1 safeguard is on red. 13 reports of harm are known, 3 are in the register",
            "10 known, 1 registered: 9 missing",
        ),
    }[language]
    assert title(app) == told[0]
    assert told[1] in words(app)


def test_a_member_without_rights_is_told_who_can(blank, folder, visit):
    number = report(blank, asked(), DTENV).number
    assert "the core team can do something with it" in words(
        visit(folder, "safeguards", lang="en", incident=str(number), **{"as": "POL"})
    )
    assert AM.organisation not in register.incident(blank, number).reported_for
