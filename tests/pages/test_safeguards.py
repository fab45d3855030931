"""A safeguard is opened from the theory, from the indicators and by its address, and shows what it is held against."""

from __future__ import annotations

import re
from html import unescape

import pytest

from monitoring.charts import limits
from monitoring.charts.indicator import Story
from monitoring.language import Words
from monitoring.results import safeguard
from tests.pages.conftest import markup, nodes, title, words


def addresses(app) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', markup(app))]


@pytest.mark.parametrize("name", ["indicator", "safeguard"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_opened_safeguard_says_its_state_its_limits_its_consequence_and_its_cells(
    example_folder, visit, language, name
):
    app = visit(example_folder, "indicators", lang=language, country="XAB", **{name: "TER-H1"})
    assert not app.exception
    said = words(app)
    told = {
        "nl": (
            "Belmora staat op rood: Meldingen van schade",
            "Oranje: 1 of meer. Rood: 2 of meer.",
            "Betaling staat stil",
        ),
        "en": ("Belmora is on red: Reports of harm", "Amber: 1 or more. Red: 2 or more.", "Payment stands still"),
    }[language]
    assert title(app).startswith(told[0])
    assert told[1] in said
    assert told[2] in said
    assert "am_2026-Q3.xlsx" in said
    assert re.search(r'<code class="c">[A-Z]+\d+</code>', markup(app))
    assert any("plotly" in node.type for node in nodes(app))


def test_the_theory_and_the_table_of_indicators_lead_to_the_safeguard(example_folder, visit):
    for page in ("theories", "indicators"):
        found = addresses(visit(example_folder, page, lang="en", theory="TER"))
        assert "/indicators?lang=en&theory=TER&indicator=TER-H1&country=XAB" in found, page


def test_a_theory_opens_a_safeguard_beside_its_picture(example_folder, visit):
    app = visit(example_folder, "theories", lang="en", safeguard="TER-H1")
    assert "Suspend returns to this country" in words(app)
    assert app.query_params["theory"] == "TER"


def test_without_a_country_the_gravest_one_is_opened(example_folder, visit):
    assert "Belmora" in title(visit(example_folder, "indicators", lang="en", indicator="TER-H1"))


def test_every_safeguard_can_be_opened(example_folder, example_ledger, visit):
    for code in [code for (code,) in example_ledger.rows("select distinct code from safeguard order by 1")]:
        assert not visit(example_folder, "indicators", lang="nl", indicator=code).exception, code


def test_a_safeguard_nobody_reports_on_still_says_its_limits(fictional, visit):
    from tests.drawn import given

    given(fictional, observation="indicator | period | value\nHAN-01 | 2026-Q3 | 11")
    app = visit(fictional.address.folder, "indicators", lang="en", indicator="INN-H1")
    assert not app.exception
    assert "Amber:" in words(app)


def test_both_limits_are_drawn_and_named(example_ledger):
    course, say = safeguard.course(example_ledger, "TER-H1", "XAB", "2026-Q3"), Words("en")
    story = Story(course, (), "stock", "count", "lower", "2026-Q3")
    drawn = limits.figure(story, [limits.Limit("amber", 1, "1 or more"), limits.Limit("red", 2, "2 or more")], say)
    assert [shape.y0 for shape in drawn.layout.shapes] == [1, 2]
    said = " ".join(note.text for note in drawn.layout.annotations)
    assert "amber" in said
    assert "2 or more" in said
    assert list(drawn.layout.yaxis.tickvals) == [0, 1, 2]


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("theories", {"theory": "HAN", "link": "TER-L07", "step": "TER-O1", "safeguard": "TER-H1"}),
        ("indicators", {"theory": "HAN", "indicator": "TER-H1"}),
    ],
)
def test_what_is_open_of_another_theory_is_dropped_from_the_address(example_folder, visit, page, params):
    app = visit(example_folder, page, lang="en", **params)
    assert set(app.query_params) == {"lang", "theory"}
