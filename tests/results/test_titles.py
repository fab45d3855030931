"""The title of a theory says the worst thing in its picture."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from monitoring.language import Words
from monitoring.results import picture as pictures
from monitoring.results.findings import theory_title
from monitoring.results.links import LinkState
from monitoring.results.picture import LinkJudged, Picture, StepState
from theory_of_change.model import Step
from theory_of_change.text import Text

C, Q, D, X, N = LinkState  # consistent, theory in question, delivery problem, unexplained, not tested yet


def picture(*links: LinkState, red: bool = False) -> Picture:
    steps = [
        StepState(
            Step(code=f"TER-{code}", level="output", label=Text(nl=code, en=code), text=Text(nl=code, en=code)),
            None,
            {},
            None,
            None,
        )
        for code in ("P1", "O1")
    ]
    link = SimpleNamespace(from_="TER-P1", to="TER-O1")
    return Picture(None, "XAB", "2026-Q3", steps, [LinkJudged(link, state, None, 0) for state in links], red)


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (picture(C, Q, red=True), "Belmora: a safeguard is on red and the theory is in question"),
        (picture(C, C, red=True), "Belmora: a safeguard is on red, so no result looks good"),
        (picture(C, D, Q), "Belmora: P1, but the effect does not follow"),
        (picture(C, D, X), "Belmora: delivery falters at 1 link"),
        (picture(C, X, X, N), "Belmora: at 2 links the effect comes without its cause"),
        (picture(C, C, N), "Belmora: 2 of 3 links hold, the others are not tested yet"),
        (picture(C, C), "Belmora: cause and effect move as the theory says"),
        (picture(N, N), "Belmora: nothing can be said of this theory yet"),
        (picture(), "Belmora: nothing can be said of this theory yet"),
    ],
)
def test_the_title_is_as_bad_as_the_worst_link(shown, title):
    assert Words("en")(theory_title(shown, Text(nl="Belmora", en="Belmora"))) == title


def test_the_gravest_link_is_opened_first():
    assert picture(C, N, X, D, Q).gravest.state is Q
    assert picture(N, C).gravest.state is N
    assert picture().gravest is None


def test_an_activity_is_not_behind_with_what_nobody_could_tell_yet(example_ledger):
    """In the running quarter money is planned, and what was spent of it is told after its end."""
    ended, running = (
        {
            (theory, step.step.code): step.headline
            for theory in ("IRR", "TER", "SMO")
            for step in pictures.picture(example_ledger, theory, quarter).steps
            if step.step.level == "activity"
        }
        for quarter in ("2026-Q3", "2026-Q4")
    )
    assert running == ended
    assert None not in ended.values()
