"""Every case of the counting rules, through the real views on a real ledger."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from monitoring.language import Words
from monitoring.results.signals import Signal, cases, ranked
from monitoring.results.signals import signals as computed
from monitoring.results.status import Status
from monitoring.results.why import Judged, why
from tests.conftest import copy
from tests.results.counting import document, figures, links, signals

EN, NL = Words("en"), Words("nl")


@pytest.fixture(scope="module")
def found(blank_folder, tmp_path_factory) -> Iterator[Mapping[tuple[str, str, str], Mapping[str, Any]]]:
    """What view `result` says of every case, by its indicator, country and quarter."""
    ledger = document.holding(copy(blank_folder, tmp_path_factory.mktemp("counting") / "ledger"), figures.tables())
    yield document.results(ledger)
    ledger.close()


@pytest.fixture(scope="module")
def fired(blank_folder, tmp_path_factory) -> Iterator[list[Signal]]:
    """The signals of the last quarter, of a ledger with all cases of signals."""
    ledger = document.holding(copy(blank_folder, tmp_path_factory.mktemp("signals") / "ledger"), signals.tables())
    yield computed(ledger, "2026-Q3")
    ledger.close()


def test_there_are_enough_cases_and_each_has_a_name_of_its_own():
    titles = [(section.title.nl, case.title.nl) for section in figures.sections() for case in section.cases]
    titles += [("link", case.title.nl) for case in links.cases()] + [
        ("signal", case.title.nl) for case in signals.cases()
    ]
    assert len(titles) == len(set(titles)) >= 160


@pytest.mark.parametrize("case", figures.cases(), ids=lambda case: f"{case.code} {case.title.en}")
def test_a_case_gives_what_is_drawn(found, case):
    row = found.get((case.code, case.country, case.period))
    if not case.gives:
        assert row is None or math.isnan(float(row["value"] or "nan")), "it is not added up, so nothing is shown"
        return
    assert row is not None, "nothing is asked there"
    for name, expected in case.gives.items():
        given = row[name]
        missing = (
            given is None or (isinstance(given, float) and math.isnan(given)) or str(given) in ("NaT", "<NA>", "nan")
        )
        if expected is None:
            assert missing, f"{name} is {given}"
        elif isinstance(expected, bool | str):
            assert given == expected, f"{name} is {given}"
        else:
            assert not missing and float(given) == pytest.approx(expected), f"{name} is {given}"


@pytest.mark.parametrize(
    "case", [case for case in figures.cases() if "status" in case.gives], ids=lambda case: case.code
)
def test_every_status_has_a_sentence_in_both_languages(found, case):
    row = found[case.code, case.country, case.period]
    said = why(Status(row["computed_status"]), Judged.of(row, figures.baseline_due(case)))
    assert EN(said) and NL(said) and EN(said) != NL(said)
    assert "nan" not in EN(said).lower()


@pytest.mark.parametrize("case", links.cases(), ids=lambda case: case.title.en)
def test_the_ends_of_a_link_say_what_is_drawn(case):
    assert case.state is case.gives
    assert EN(case.sentence) != NL(case.sentence)


@pytest.mark.parametrize("case", signals.cases(), ids=lambda case: case.title.en)
def test_the_signals_of_a_country_are_those_that_are_drawn(fired, case):
    own = [one for one in fired if one.country == case.country]
    assert tuple(sorted(one.kind.value for one in own)) == case.gives


def test_the_signals_of_all_cases_are_ranked_and_folded(fired):
    assert fired == ranked(reversed(fired))
    folded = cases(fired)
    assert sorted((one.kind, one.of) for case in folded for one in case.signals) == sorted(
        (one.kind, one.of) for one in fired
    )
    assert len(folded) < len(fired)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_document_says_what_the_cases_give(found, fired, language):
    page = document.PAGES[language]
    assert page.read_text(encoding="utf-8") == document.described(language, found, fired), "run: make counting"
