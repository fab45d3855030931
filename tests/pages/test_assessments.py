"""The page of supported bodies: an empty one says what to do, and support is stated and assessed in forms."""

from __future__ import annotations

import pytest

from monitoring.intake.assessments import state_support
from monitoring.results.assessments import supported
from tests.intake.test_assessments import BZ, GUARD
from tests.pages.conftest import title, words


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_page_says_what_to_state(blank, visit, language):
    app = visit(blank.address.folder, "assessments", lang=language)
    assert not app.exception
    assert {"nl": "Niemand gaf steun op", "en": "Nobody stated support"}[language] in words(app)


def test_an_assessment_is_recorded_and_what_is_wrong_stands_beside_its_field(fictional, visit):
    state_support(fictional, GUARD, BZ)
    app = visit(fictional.address.folder, "assessments", lang="en", **{"as": "BZ"})
    assert title(app) == "1 supported body is without a valid assessment: no payment"
    app.text_area("assess_findings").set_value("Ask j.jansen@example.org").run()
    app.text_input("assess_by").set_value("Adviser").run()
    app.button("assess_button").click().run()
    assert "e-mail addresses" in words(app)
    assert app.text_area("assess_findings").value == "Ask j.jansen@example.org"
    app.text_area("assess_findings").set_value("No complaints in three years.")
    app.selectbox("assess_risk").set_value("low").run()
    app.button("assess_button").click().run()
    assert not app.exception
    assert supported(fictional)[0].assessment.findings == "No complaints in three years."
    assert title(app) == "Every supported body has a valid assessment"
