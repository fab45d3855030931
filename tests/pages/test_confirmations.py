"""Confirming on the page: everybody sees the state, and an owner gets the button for its own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from monitoring.money.confirmations import State, confirm, confirmations
from monitoring.person import Person
from tests.drawn import given
from tests.money.test_confirmations import BUDGET, LINES
from tests.pages.conftest import words


def page() -> None:
    """The part of a page that shows the confirmations of a quarter, for somebody of an organisation."""
    import streamlit as st

    from monitoring.language import Words
    from monitoring.person import Person
    from monitoring.start import start
    from monitoring.ui.confirmations import confirmations
    from monitoring.ui.frame import Here
    from monitoring.ui.state import state

    ledger = start(st.session_state["folder"]).ledger
    person, now = Person("", st.session_state["who"]), state(ledger)
    here = Here(
        "spending", ledger, ledger, Words("en"), person, now.number, "2026-Q1", False, "2026-Q1", True, now, now, {}
    )
    confirmations(here, "2026-Q1")


@pytest.fixture
def folder(fictional):
    given(fictional, allocation=BUDGET, budget_line=LINES)
    return fictional.address.folder


def shown(folder, who: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["folder"], app.session_state["who"] = str(folder), who
    app.run()
    assert not app.exception, app.exception
    return app


def test_an_owner_confirms_its_own(folder, fictional):
    app = shown(folder, "BZ")
    assert "0 of 2 totals are confirmed by their owners" in words(app)
    app.text_input("confirm_totals_name").set_value("Controller").run()
    app.text_input("confirm_totals_reason_2026-Q1").set_value("Compared").run()
    app.button("confirm_totals_button").click().run()
    assert not app.exception
    assert {one.holder: one.state for one in confirmations(fictional, "2026-Q1")}["BZ"] is State.CONFIRMED
    assert not app.button


def test_who_owns_nothing_here_sees_the_state_without_a_button(folder):
    app = shown(folder, "POL")
    assert "not confirmed" in words(app)
    assert not app.button


def test_what_changed_since_stands_beside_its_total(folder, fictional):
    confirm(fictional, "2026-Q1", Person("Controller", "BZ"), "Checked")
    given(
        fictional, budget_line=LINES.replace("2026-Q1 | expenditure |        100", "2026-Q1 | expenditure |         90")
    )
    said = words(shown(folder, "AM"))
    assert "1 total changed since its owner confirmed it" in said
    assert "90.00 −10.00" in said
