"""The page of decisions: a decision is taken on a signal in one step, gets its second key, and is looked back on."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from monitoring.person import Person
from monitoring.results.decisions import Changes, Choice, State, Verdict, decisions, give_key
from monitoring.start import start
from tests.conftest import copy
from tests.pages.conftest import markup, title, words


@pytest.fixture
def folder(example_folder, tmp_path):
    return copy(example_folder, tmp_path / "ledger")


def opened(visit, folder, **params):
    app = visit(folder, "decisions", **{"lang": "en", "as": "BZ", **params})
    assert not app.exception, app.exception
    return app


def control(app, kind: str, key: str):
    return next(one for one in getattr(app, kind) if one.key and one.key.startswith(key))


def press(app, label: str):
    [button] = [one for one in app.button if one.label == label]
    app = button.click().run()
    assert not app.exception, app.exception
    return app


def signed(app, key: str, why: str, name: str = "Programme manager"):
    control(app, "text_input", f"{key}_name").set_value(name).run()
    return control(app, "text_input", f"{key}_reason").set_value(why).run()


def in_address(app, name: str) -> str:
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def known(folder) -> dict[State, int]:
    """The number of the example's decision in each state."""
    ledger = start(folder).ledger
    return {one.state(ledger.today): one.number for one in decisions(ledger)}


def to_decide(folder, visit, **params) -> dict[str, str]:
    """What the first “take a decision” of the page of signals asks of the page of decisions."""
    html = markup(visit(folder, "signals", **{"lang": "en", **params}))
    href = unescape(re.findall(r'href="([^"]+)"[^>]*>(?:Take a decision|Neem een besluit)<', html)[0])
    return {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_a_signal_to_a_decision_in_one_step(folder, visit, language):
    asked = to_decide(folder, visit, kind="theory_in_question", lang=language)
    app = visit(folder, "decisions", **asked)
    shown = words(app)
    assert "TER-03" in shown  # what is kept to look back on
    assert {"nl": "Schade staat hier op rood", "en": "Harm is on red here"}[language] in shown
    app = signed(app, "record_decision", "The papers come, and cooperation does not grow with them.")
    app = press(app, {"nl": "Leg het besluit vast", "en": "Record the decision"}[language])
    made = decisions(start(folder).ledger)[0]
    assert in_address(app, "decision") == str(made.number)
    assert (
        title(app)
        == {
            "nl": f"Besluit {made.number}: bijsturen, in uitvoering",
            "en": f"Decision {made.number}: refine, in hand",
        }[language]
    )
    assert "decide" not in app.query_params
    assert made.chosen.choice is Choice.REFINE
    assert {signal.kind for signal in made.chosen.signals} >= {"theory_in_question", "behind"}
    assert {figure.measure for figure in made.chosen.figures} >= {"TER-03", "TER-04"}
    again = words(visit(folder, "signals", lang="en", country="XAB"))
    assert f"decision {made.number}: refine, look back on" in again


def test_harm_asks_to_pause_and_a_forum_without_the_power_is_told_who_has_it(folder, visit):
    app = opened(visit, folder, **to_decide(folder, visit, kind="safeguard", country="XAB"))
    assert control(app, "button_group", "choice_").value == Choice.PAUSE
    app = control(app, "button_group", "choice_").set_value(Choice.STOP).run()
    assert "“stop” is not for Core team to decide. Take it to AC A&M and Sub-council." in words(app)
    app = control(app, "button_group", "choice_").set_value(Choice.SCALE_UP).run()
    app = control(app, "selectbox", "forum_").set_value("ONDERRAAD").run()
    assert "Harm is on red here, and then Sub-council cannot choose “scale up”." in words(app)
    before = start(folder).ledger.number
    app = press(signed(app, "record_decision", "More of it."), "Record the decision")
    assert start(folder).ledger.number == before
    assert "First do what the safeguard asks" in words(app)


def test_personal_data_are_refused_before_anything_is_kept(folder, visit):
    app = opened(visit, folder, **to_decide(folder, visit, kind="safeguard", country="XAB"))
    before = start(folder).ledger.number
    app = press(signed(app, "record_decision", "As j.jansen@example.org said."), "Record the decision")
    assert "looks like personal data" in words(app)
    assert control(app, "text_input", "record_decision_reason").value == "As j.jansen@example.org said."
    assert start(folder).ledger.number == before


def test_a_target_is_typed_as_people_write_it_and_holds_with_the_second_key(folder, visit):
    app = opened(
        visit,
        folder,
        lang="nl",
        **{k: v for k, v in to_decide(folder, visit, country="XAG", kind="behind").items() if k == "decide"},
    )
    app = control(app, "selectbox", "changes_").set_value("target").run()
    indicator = control(app, "selectbox", "indicator_")
    assert indicator.value
    app = control(app, "text_input", "target_").set_value("twaalf").run()
    assert "“twaalf”" in words(app) or "twaalf" in words(app)
    app = control(app, "text_input", "target_").set_value("1.234,5").run()
    assert "tot ook het andere ministerie zijn sleutel geeft" in words(app)
    app = press(signed(app, "record_decision", "Haalbaar maken."), "Leg het besluit vast")
    made = decisions(start(folder).ledger)[0]
    assert str(made.chosen.targets[0].value.normalize()) == "1234.5"
    assert made.missing_keys == ("AM",)
    other = opened(visit, folder, decision=made.number, **{"as": "AM"})
    other = press(signed(other, "key_decision", "Checked with the country desk.", "Controller"), "Give the second key")
    assert title(other).endswith("carried out")
    assert decisions(start(folder).ledger)[0].chosen.targets[0].revision == 1


def test_the_example_shows_what_waits_for_whom(folder, visit):
    app = opened(visit, folder)
    shown = words(app)
    assert title(app) == "3 decisions wait for somebody"
    assert "Waits for somebody (3)" in shown and "Closed (1)" in shown
    assert "1/2 decisions looked back on" in shown
    assert set(known(folder)) == {State.NEEDS_KEY, State.OVERDUE, State.LOOK_BACK_DUE, State.LOOKED_BACK}


def test_looking_back_shows_then_and_now_and_closes_it(folder, visit):
    number = known(folder)[State.LOOK_BACK_DUE]
    app = opened(visit, folder, decision=number)
    shown = words(app)
    assert "All 10 signals are still there" in shown
    assert "Of 6 figures 4 went better and 0 worse" in shown
    app = control(app, "button_group", "verdict_").set_value(Verdict.WRONG).run()
    app = control(app, "text_input", "learnt_").set_value("Places need employers first.").run()
    app = press(signed(app, "look_back_decision", "The places stay empty."), "Record the look-back")
    assert title(app) == f"Decision {number}: refine, looked back on"
    assert "it was not right . The places stay empty. Learnt: Places need employers first." in words(app)
    assert "2/2 decisions looked back on" in words(opened(visit, folder))


def test_an_overdue_decision_is_carried_out_or_withdrawn(folder, visit):
    number = known(folder)[State.OVERDUE]
    app = opened(visit, folder, decision=number, **{"as": "AM"})
    app = press(signed(app, "carried_out_decision", "Flights wait since today."), "It was carried out")
    assert title(app) == f"Decision {number}: pause, carried out"
    app = opened(visit, folder, decision=number, **{"as": "DTENV"})
    assert "BZ or A&M looks back" in words(app)


def test_a_figure_that_is_missing_now_does_not_make_its_signal_gone(folder, visit):
    shown = words(opened(visit, folder, decision=known(folder)[State.NEEDS_KEY]))
    assert "cannot be seen: figures are missing" in shown


def test_the_list_is_narrowed_by_country_and_state_in_the_address(folder, visit):
    shown = words(opened(visit, folder, country="XAB", state="overdue"))
    assert "Wacht met nieuwe vluchten" in shown
    assert "Het geld gaat uit" not in shown
    app = opened(visit, folder, decision=999)
    assert "decision" not in app.query_params
    app = opened(visit, folder, decide="behind~NO-01~XAA")
    assert "decide" not in app.query_params


def test_a_past_state_changes_nothing(folder, visit):
    numbers = known(folder)
    app = opened(visit, folder, decision=numbers[State.OVERDUE], stand=start(folder).ledger.number - 1)
    assert "You look at a past state" in words(app)
    assert not app.button


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_ledger_without_figures_says_what_to_do(blank_folder, visit, language):
    app = visit(blank_folder, "decisions", lang=language)
    assert not app.exception
    assert "/deliver" in markup(app)


def test_without_a_decision_the_page_leads_to_the_signals(fictional, visit):
    from tests.drawn import given

    given(fictional, observation="indicator | country | period  | value\nTER-01 | XAA | 2026-Q3 | 10")
    app = opened(visit, fictional.address.folder)
    assert title(app) == "There is no decision yet"
    assert "/signals" in markup(app)


def test_a_draft_is_adopted_with_both_keys_and_the_page_of_theories_says_so(folder, visit):
    asked = to_decide(folder, visit, kind="theory_in_question", lang="en")
    app = opened(visit, folder, **asked)
    app = control(app, "selectbox", "changes_").set_value(Changes.THEORY).run()
    version = control(app, "selectbox", "version_").value
    assert version == "TER 1"
    press(signed(app, "record_decision", "We stand by it together."), "Record the decision")
    made = decisions(start(folder).ledger)[0]
    assert "draft: not adopted yet" in words(visit(folder, "theories", lang="en", theory="TER"))
    give_key(start(folder).ledger, made.number, Person("Coordinator", "AM"), "Adopted.")
    shown = words(visit(folder, "theories", lang="en", theory="TER"))
    assert f"version 1, adopted by BZ and A&M on {made.chosen.decided_on:%-d %B %Y} (decision {made.number})" in shown
