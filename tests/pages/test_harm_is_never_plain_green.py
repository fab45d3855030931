"""Where a safeguard is on red, no page, picture, hover, download or alternative text has a plain green headline of it.

One theory, one country, everything delivered as planned, and harm: whatever is said of them together has to be capped.
The status of a single figure stays what it is; what stands for a country and theme does not.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from monitoring.charts.look import MARKS
from monitoring.results import picture, quarter
from monitoring.results.headline import Headline
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given
from tests.pages.conftest import markup, nodes, title, words

QUARTER = "2026-Q3"
FIGURES = """
    indicator | country | period  | numerator | denominator | value
    TER-01    | MAR     | 2026-Q1 |           |             |   100
    TER-01    | MAR     | 2026-Q2 |           |             |   100
    TER-01    | MAR     | 2026-Q3 |           |             |   100
    TER-03    | MAR     | 2026-Q3 |        90 |         100 |
    TER-04    | MAR     | 2026-Q3 |           |             |    20
    TER-H1    | MAR     | 2026-Q3 |           |             |     {harm}
"""
TARGETS = """
    indicator | country | period  | kind     | value
    TER-01    | MAR     | 2026    | target   |   400
    TER-03    | MAR     | 2025    | baseline |    20
    TER-03    | MAR     | 2026    | target   |    90
    TER-04    | MAR     | 2025    | baseline |    60
    TER-04    | MAR     | 2026    | target   |    20
"""
MONEY = {
    "allocation": "budget_type | year | country | theme | amount_eur \n BZ_ODA | 2026 | MAR | TER | 100",
    "budget_line": "budget_type | country | quarter | amount_eur \n BZ_ODA | MAR | 2026-Q3 | 75",
}
TOGETHER = (
    ("glance", {}),
    ("countries", {}),
    ("countries", {"country": "MAR"}),
    ("theories", {"theory": "TER"}),
    ("theories", {"theory": "TER", "country": "MAR"}),
    ("signals", {"country": "MAR"}),
    ("safeguards", {}),
    ("strategy", {"theory": "TER"}),
)


def ledger(blank_folder, to, harm: int):
    folder = copy(blank_folder, to / "ledger")
    started = start(str(folder))
    today = "name | value \n reference_date | 2026-10-28"
    given(started.ledger, observation=FIGURES.format(harm=harm), target=TARGETS, ledger_property=today, **MONEY)
    started.ledger.close()
    return folder


@pytest.fixture(scope="module")
def harmed(blank_folder, tmp_path_factory):
    return ledger(blank_folder, tmp_path_factory.mktemp("harmed"), 2)


@pytest.fixture(scope="module")
def overruled(harmed, tmp_path_factory):
    """The same harm, where a figure that is behind was overruled by hand to be on track."""
    folder = copy(harmed, tmp_path_factory.mktemp("overruled") / "ledger")
    started = start(str(folder))
    given(
        started.ledger,
        observation=f"indicator | country | period | numerator | denominator\nTER-03 | MAR | {QUARTER} | 20 | 100",
        status_override="""
            number | indicator | country | since   | status   | reason | given_by | given_for | given_on   | expires_on
            1      | TER-03    | MAR     | 2026-Q3 | on_track | so     | Adviser  | BZ        | 2026-10-01 | 2027-03-31
        """,
    )
    started.ledger.close()
    return folder


@pytest.fixture(scope="module")
def unharmed(blank_folder, tmp_path_factory):
    return ledger(blank_folder, tmp_path_factory.mktemp("unharmed"), 0)


def headlines(html: str) -> list[str]:
    """What is said, in words, by everything that stands for a theory or a step of it: not by a single figure."""
    found = re.findall(r'class="n [^"]*".*?</a>|class="n".*?</a>', html, re.DOTALL)  # steps of a drawing
    found += re.findall(r'<div class="r[ "].*?</div>\s*</div>', html, re.DOTALL)  # theories of the front page
    found += re.findall(r"<td>\s*<span class=\"mark\".*?</td>", html, re.DOTALL)  # theories of a country in a table
    found += re.findall(r'alt="([^"]*)"', html)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one)) for one in found]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("page", "params"), TOGETHER, ids=str)
@pytest.mark.parametrize("folder", ["harmed", "overruled"])
def test_under_red_nothing_that_stands_for_a_country_and_theme_is_plain_green(
    visit, request, folder, page, params, language
):
    app = visit(request.getfixturevalue(folder), page, lang=language, quarter=QUARTER, **params)
    assert not app.exception
    good = {"nl": "op koers", "en": "on track"}[language]
    # "on track, capped" is hatched; "on track" alone would be plain
    alone = rf"(?<!\d ){good}\s*$|^\W*{good}\b(?!,)"
    plain = [one for one in headlines(markup(app)) if re.search(alone, one.strip())]
    assert plain == [], title(app)
    for phrase in {
        "nl": ("op koers ligt alles", "besteedt en bereikt "),
        "en": ("everything that can be judged is on track",),
    }[language]:
        assert phrase not in title(app)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_same_without_harm_is_green_so_that_the_test_can_fail(visit, unharmed, language):
    good = {"nl": "op koers", "en": "on track"}[language]
    app = visit(unharmed, "theories", lang=language, quarter=QUARTER, theory="TER", country="MAR")
    assert any(good in one for one in headlines(markup(app)))
    assert {"nl": "begrensd", "en": "capped"}[language] not in words(app)


def test_what_pages_are_made_of_is_capped_too(harmed, unharmed):
    red, clear = start(str(harmed)).ledger, start(str(unharmed)).ledger
    for one, expected in ((red, Headline.CAPPED), (clear, Headline.ON_TRACK)):
        standing = {each.code: each for each in quarter.theories(one, QUARTER, "MAR")}["TER"]
        assert standing.headline is expected
        steps = picture.picture(one, "TER", QUARTER, "MAR").steps
        assert (Headline.ON_TRACK in {step.headline for step in steps}) is (expected is Headline.ON_TRACK)
    assert MARKS["capped"].colour != MARKS["on_track"].colour


def test_no_drawing_says_that_it_goes_well(visit, harmed):
    found = []
    for page, params in TOGETHER:
        app = visit(harmed, page, lang="en", quarter=QUARTER, **params)
        found += [unquote(one) for one in re.findall(r'src="(data:image/svg[^"]+)"', markup(app))]
        found += [str(node.proto) for node in nodes(app) if node.type == "plotly_chart"]
    assert found, "there is no drawing to look at"
    assert not [one for one in found if re.search(r"\bon track\b(?!,)|spends and achieves\b(?!,)", one)]
