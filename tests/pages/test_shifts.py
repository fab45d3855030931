"""The page of shifts: what is typed is judged at once, saved as a proposal, and decided by the owner."""

from __future__ import annotations

import pytest

from monitoring.money import shifts
from monitoring.money.shifts import Status
from monitoring.person import Person
from monitoring.start import start
from tests.drawn import given
from tests.money.test_shifts import BUDGET, LINES, OWNED, move
from tests.pages.conftest import markup, title, words


@pytest.fixture
def folder(fictional):
    given(fictional, allocation=BUDGET, budget_line=LINES)
    return fictional.address.folder


def opened(visit, folder, **params):
    app = visit(folder, "shifts", **{"lang": "en", "as": "AM", "budget": "AM_NON_ODA", **params})
    assert not app.exception, app.exception
    return app


def control(app, kind: str, key: str):
    return next(one for one in getattr(app, kind) if one.key and one.key.startswith(key))


def address(app, name: str) -> str:
    """What stands in the address under a name."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def press(app, label: str):
    [button] = [one for one in app.button if one.label == label]
    return button.click().run()


def signed(app, key: str, why: str, name: str = "Programme manager"):
    """Say who and why."""
    control(app, "text_input", f"{key}_name").set_value(name).run()
    return control(app, "text_input", f"{key}_reason").set_value(why).run()


def test_the_page_says_what_is_free(visit, folder):
    app = opened(visit, folder)
    assert title(app) == "€0.0m of the €0.0m of A&M · non-ODA can still go elsewhere in 2026"
    assert "Almara" in words(app)
    assert "Nobody proposed a shift yet" in words(app)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_ledger_says_what_to_do_next(visit, blank, language):
    app = visit(blank.address.folder, "shifts", lang=language)
    assert not app.exception
    assert f'href="/deliver?lang={language}"' in markup(app)


def test_one_row_of_budget_is_enough(visit, fictional):
    given(fictional, allocation="budget_type | year | country | theme | amount_eur\nBZ_ODA | 2026 | XAA | TER | 500000")
    app = opened(visit, fictional.address.folder, **{"as": "BZ", "budget": "BZ_ODA"})
    assert title(app).startswith("€0.5m of the €0.5m of BZ · ODA")


def test_typing_is_judged_at_once_and_stands_in_the_address(visit, folder):
    app = opened(visit, folder)
    control(app, "selectbox", "taken_place_0").set_value("XAA.TER").run()
    control(app, "text_input", "taken_amount_0").set_value("50").run()
    assert "make them the same" in words(app)
    control(app, "selectbox", "given_place_0").set_value("XAC.IRR").run()
    assert address(app, "move") == "XAA.TER:-50,XAC.IRR:50"  # the open amount gets the rest
    assert title(app) == "€50.00 would go elsewhere within A&M · non-ODA"
    assert "This shift can be made. The total stays €240.00." in words(app)
    assert "not comparable, because no cost per result is recorded" in words(app)


def test_an_amount_that_cannot_be_read_says_so(visit, folder):
    app = opened(visit, folder)
    control(app, "selectbox", "taken_place_0").set_value("XAA.TER").run()
    control(app, "text_input", "taken_amount_0").set_value("a lot").run()
    assert "is no number" in words(app)


def test_a_link_opens_the_shift_with_every_reason_against_it(visit, folder):
    app = opened(visit, folder, move="XAA.TER:-131,XAC.IRR:100,DEU.TER:31,XAB.OPV:9")
    assert control(app, "text_input", "taken_amount_0").value == "131"
    assert "at most €130.00 can be taken away, not €131.00: €160.00 is allocated and €30.00 is committed" in words(app)
    assert not any(one.label == "Save as a proposal" for one in app.button)


def test_a_proposal_is_saved_carried_out_and_taken_back(visit, folder):
    app = signed(opened(visit, folder, move="XAA.TER:-50,XAC.IRR:50"), "propose", "Better there")
    app = press(app, "Save as a proposal")
    number = int(address(app, "shift"))
    assert title(app) == f"Shift {number}: €50.00 within A&M · non-ODA, proposed"
    app = press(signed(app, "decide_carry_out", "Agreed"), "Carry out")
    assert title(app).endswith("carried out")
    app = press(signed(app, "decide_take_back", "Wrong"), "Take back")
    assert not app.exception
    assert f"takes back shift {number}" in words(app)
    ledger = start(folder).ledger
    assert [one.status for one in shifts.proposals(ledger)] == [Status.CARRIED_OUT] * 2
    ledger.close()


def test_only_the_owner_gets_the_buttons(visit, folder, fictional):
    number = shifts.propose(fictional, OWNED, move(50), Person("Agent", "POL"), "Better there").number
    labels = {
        who: {one.label for one in opened(visit, folder, **{"as": who, "shift": number}).button}
        for who in ("AM", "POL", "BZ")
    }
    assert "Carry out" in labels["AM"]
    assert "Withdraw" in labels["POL"]
    assert not {"Carry out", "Reject", "Withdraw"} & labels["BZ"]
    assert "Only Ministry of Asylum and Migration can decide" in words(
        opened(visit, folder, **{"as": "BZ", "shift": number})
    )


def test_a_proposal_that_can_no_longer_be_made_says_why(visit, folder, fictional):
    first, second = (
        shifts.propose(fictional, OWNED, move(100), Person("Agent", "POL"), "Better there").number for _ in range(2)
    )
    shifts.carry_out(fictional, first, Person("Owner", "AM"), "Agreed")
    app = opened(visit, folder, shift=second)
    assert "at most €30.00 can be taken away" in words(app)
    app = press(signed(app, "decide_carry_out", "Agreed"), "Carry out")
    assert "at most €30.00 can be taken away" in words(app)
    assert shifts.proposal(fictional, second).open


def test_a_past_state_can_be_looked_at_and_not_changed(visit, folder, fictional):
    number = shifts.propose(fictional, OWNED, move(50), Person("Agent", "POL"), "Better there").number
    shifts.carry_out(fictional, number, Person("Owner", "AM"), "Agreed")
    app = opened(visit, folder, shift=number, stand=number)
    assert "nothing can be changed" in words(app)
    assert not any(one.label == "Carry out" for one in app.button)


def test_a_budget_of_next_year_says_that_it_does_not_count_yet(visit, folder, fictional):
    given(fictional, allocation=BUDGET.replace("| 2026 |", "| 2027 |").replace("2026-01-01", "2027-01-01"))
    assert "Nothing of this budget counts yet today" in words(opened(visit, folder, year="2027"))


def test_another_budget_drops_what_was_typed(visit, folder):
    app = opened(visit, folder, move="XAA.TER:-50,XAC.IRR:50")
    control(app, "selectbox", "choose_budget").set_value("BZ_ODA").run()
    assert "move" not in app.query_params
    assert "BZ · ODA can still go elsewhere" in title(app)


def test_nonsense_in_the_address_is_dropped(visit, folder):
    app = opened(visit, folder, shift="999", move="nonsense,XAA.TER:x", holder="XX", year="1900")
    assert "shift" not in app.query_params
    assert "move" not in app.query_params


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_people_typed_never_becomes_markup(visit, folder, fictional, language):
    shifts.propose(fictional, OWNED, move(50), Person("<b>Agent</b>", "POL"), "<i>why</i>")
    app = opened(visit, folder, lang=language)
    assert "<i>why" not in markup(app)
    assert "&lt;i&gt;why" in markup(app)
