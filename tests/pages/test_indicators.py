"""The indicators: last known figures, flows beside the target of their year, and of how many countries a figure is."""

from __future__ import annotations

import re

import pytest

from monitoring.intake.submit import submit
from monitoring.language import Words
from monitoring.results import indicator
from tests.drawn import given
from tests.intake.sheets import Sheet
from tests.pages.conftest import markup, nodes, words
from tests.theories import next_version


def row_of(app, code: str) -> str:
    """What the table says of an indicator, tags taken away."""
    [row] = re.findall(rf"<tr>\s*<td><a[^>]*><b>{code}</b>.*?</tr>", markup(app), re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))


def numbers(app, heading: str = "Verdict") -> list[str]:
    """The rows of the table beside the picture, which is known by one of its headings."""
    table = next(part for part in markup(app).split("<table")[1:] if heading in part)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in re.split(r"<tr[^>]*>", table)[2:]]


@pytest.fixture
def old(fictional):
    """Figures of 2023 only, of two countries and one of them in the last quarter, sent as a file."""
    sheet = Sheet(fictional, "AM", "en", "2023-Q4")
    for place, (country, period, value) in enumerate(
        [("Almara", "2023-Q3", 100), ("Belmora", "2023-Q3", 50), ("Almara", "2023-Q4", 120)], 1
    ):
        sheet.put("observation", place, indicator="TER-09", country=country, period=period, value=value)
    submit(fictional, sheet.check(), "Frontex 2023")
    return fictional.address.folder


def test_without_a_figure_of_the_quarter_the_last_known_one_is_shown_with_its_period(old, visit):
    said = row_of(visit(old, "indicators", lang="en", theory="TER"), "TER-09")
    assert "120" in said
    assert "1 of 2 countries" in said
    assert "Q4 2023 last known" in said


def test_an_opened_indicator_without_recent_figures_shows_those_there_are_and_their_file(old, visit):
    app = visit(old, "indicators", lang="en", theory="TER", indicator="TER-09")
    said = words(app)
    assert "The last known figure is 120, of the 4th quarter 2023." in said
    assert "Where does 120 come from?" in said
    assert "sheet.xlsx, sheet Observations, 1 cell" in said
    assert [row[:7] for row in numbers(app)] == ["Q3 2023", "Q4 2023", "Q3 2026"]


def test_over_all_countries_it_is_said_of_how_many_and_which_are_missing(example_folder, visit):
    app = visit(example_folder, "indicators", lang="en", theory="TER", indicator="TER-07")
    assert "7 of 8 countries have a figure for the 3rd quarter 2026. Missing: Galdea." in words(app)
    assert "from 7 to 8" in words(app)
    assert "7 / 8" in numbers(app)[-1]


def test_of_a_period_of_other_countries_than_before_no_expectation_is_drawn(example_ledger):
    from monitoring.charts.indicator.bars import _expected_per_period

    course = indicator.course(example_ledger, "TER-07", "ALL", "2026-Q3")
    *others, last = _expected_per_period(course)
    assert last is None
    assert others[-1] is not None


def test_a_flow_that_should_fall_and_rises_is_said_in_words(example_folder, visit):
    table = visit(example_folder, "indicators", lang="en", theory="IRR")
    said = row_of(table, "IRR-02")
    assert "163 438 since 1 January" in said
    assert "420 in 2026" in said
    assert "wrong way" in said
    assert "that should fall" in words(table)
    opened = words(visit(example_folder, "indicators", lang="en", theory="IRR", indicator="IRR-02"))
    assert "438 since 1 January, where 315 was expected by now, of 420 in the whole year." in opened
    assert "It goes the wrong way" in opened
    assert "It should fall" in opened


def test_no_page_shows_a_negative_share_of_progress(example_folder, visit):
    for theory in ("IRR", "TER", "HAN", "SMO", "OPV", "INN"):
        assert not re.search(r">−\d+%", markup(visit(example_folder, "indicators", lang="nl", theory=theory)))


def test_people_are_whole(example_folder, visit):
    shown = markup(visit(example_folder, "indicators", lang="nl", theory="IRR", indicator="IRR-02"))
    people = re.sub(r"Altijd samen te lezen.*?</table>", "", shown, flags=re.DOTALL)  # where a rate has decimals
    assert not re.search(r"\d,\d</td>", people)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([("TER-07", "Almara")], ["/indicators?lang=en&quarter=2026-Q3&theory=TER&indicator=TER-07&country=XAA"]),
        (
            [("TER-07", "Almara"), ("TER-07", "Belmora")],
            ["/indicators?lang=en&quarter=2026-Q3&theory=TER&indicator=TER-07"],
        ),
        (
            [("TER-07", "Almara"), ("HAN-01", "Almara"), ("IRR-07", "Almara"), ("IRR-09", "Almara")],
            [f"/indicators?lang=en&quarter=2026-Q3&theory={theory}" for theory in ("IRR", "TER", "HAN")],
        ),
    ],
)
def test_a_receipt_leads_to_what_landed(fictional, visit, figures, expected):
    from html import unescape

    from streamlit.testing.v1 import AppTest

    sheet = Sheet(fictional, "BZ", "en")
    for place, (code, country) in enumerate(figures, 1):
        sheet.put("observation", place, indicator=code, country=country, period="2026-Q3", value=10)
    landed = submit(fictional, sheet.check(), "Figures")
    app: AppTest = visit(fictional.address.folder, "deliver", lang="en", quarter="2026-Q4")
    app.session_state["receipt"] = (landed, "Figures")
    found = re.findall(r'href="(/indicators[^"]*)"', markup(app.run()))
    assert [unescape(href) for href in found] == expected
    assert "our template, version 1" in words(app)


def test_a_figure_per_year_is_of_its_own_year(example_folder, visit):
    table = words(visit(example_folder, "indicators", lang="en", theory="HAN", quarter="2026-Q3"))
    row = table[table.index("HAN-05") : table.index("HAN-06")]
    assert "in 2025" in row and "in 2026" not in row and "since 1 January" not in row


def test_what_is_shown_since_january_is_what_was_reported_since_january(example_folder, example_ledger, visit):
    """IRR-09 lacks a country in the third quarter; what that country reported before still counts."""
    [(reported,)] = example_ledger.rows(
        "select sum(value)::double from observation where indicator = 'IRR-09' and period between '2026-Q1' and '2026-Q3'"
    )
    table = words(visit(example_folder, "indicators", lang="en", theory="IRR", quarter="2026-Q3"))
    assert f"{Words('en').number(reported)} since 1 January" in table


def test_the_weakest_country_of_a_median_is_the_one_that_was_judged_last(example_ledger):
    """In the running quarter nothing is judged yet."""
    ended, running = (
        indicator.weakest(example_ledger, "TER", quarter).set_index("indicator")["country"]["TER-04"]
        for quarter in ("2026-Q3", "2026-Q4")
    )
    assert running == ended


def test_where_parts_make_up_the_total_that_is_said(example_folder, visit):
    route = words(visit(example_folder, "indicators", lang="en", theory="IRR", indicator="IRR-02", country="ALL"))
    assert "together they make up the total" in route
    assert "parts are never added to totals" not in route


# What must be read beside it


@pytest.mark.parametrize(
    ("code", "other"),
    [("IRR-01", "IRR-02"), ("IRR-02", "IRR-01"), ("TER-01", "TER-08"), ("TER-08", "TER-01"), ("TER-03", "TER-04")],
)
def test_an_indicator_is_always_shown_with_the_one_that_must_be_read_beside_it(example_folder, visit, code, other):
    said = words(visit(example_folder, "indicators", lang="en", theory=code[:3], indicator=code))
    section = said.partition("Always read together")[2].partition("By part")[0]
    assert other in section and "on a year before" in section


def test_deaths_per_thousand_detections_stand_beside_detections_with_what_they_are_of(example_folder, visit):
    for lang, rate, east in (
        ("en", "Deaths and disappearances per 1,000 detections", "13.6 (118 / 8,700)"),
        ("nl", "Doden en vermisten per 1.000 waarnemingen", "13,6 (118 / 8.700)"),
    ):
        said = words(visit(example_folder, "indicators", lang=lang, theory="IRR", country="ALL", indicator="IRR-01"))
        assert rate in said and east in said


def test_displacement_is_said_beside_the_figures_it_is_of(example_folder, visit):
    app = visit(example_folder, "indicators", lang="en", theory="IRR", country="ALL", indicator="IRR-01")
    assert "On “western” it is 41% less than a year ago, on “eastern” 34% more." in words(app)


def test_without_figures_it_is_said_what_must_be_read_beside_it(old, visit):
    app = visit(old, "indicators", lang="nl", theory="IRR", indicator="IRR-01", country="ALL")
    assert "Altijd te lezen naast IRR-02: Doden en vermisten op prioritaire routes." in words(app)


@pytest.mark.parametrize(("lang", "said"), [("en", "13.9 (613 / 44,093)"), ("nl", "13,9 (613 / 44.093)")])
def test_on_real_routes_too(routes_folder, visit, lang, said):
    app = visit(
        routes_folder, "indicators", lang=lang, theory="IRR", country="ALL", indicator="IRR-01", quarter="2018-Q3"
    )
    assert said in words(app)


def test_what_is_not_of_the_quarter_or_not_added_up_says_so(example_folder, visit):
    said = words(visit(example_folder, "indicators", lang="en", theory="SMO", indicator="SMO-03"))
    assert "41% in H1 2026" in said
    said = words(visit(example_folder, "indicators", lang="nl", theory="TER", indicator="TER-03"))
    assert "TER-04 wordt niet over landen opgeteld: kies een land om het te zien." in said


# What is to come, and where a series is not one series


def drawn(app) -> str:
    """What the picture says to who cannot see it."""
    [alt] = [node.proto.alt for node in nodes(app) if node.type == "plotly_chart"]
    return alt


@pytest.mark.parametrize(
    ("lang", "sentence", "row", "how"),
    [
        (
            "en",
            "At this pace 44% by the end of 2027, with 80 in 100 between 38% and 50%; the target is 70%: probably not reached.",
            "Q4 2027 44% – forecast: 38% to 50%",
            "Theta method",
        ),
        (
            "nl",
            "In dit tempo 44% eind 2027, met 80 op de 100 tussen 38% en 50%; de streefwaarde is 70%: waarschijnlijk niet gehaald.",
            "4e kw. 2027 44% – prognose: 38% tot 50%",
            "Theta-methode",
        ),
    ],
)
def test_what_is_to_come_is_said_drawn_and_a_row_of_its_own(example_folder, visit, lang, sentence, row, how):
    app = visit(example_folder, "indicators", lang=lang, theory="TER", indicator="TER-03", country="XAB")
    said = words(app)
    assert sentence in said and row in said and how in said
    assert "38%" in drawn(app) and "80" in drawn(app)


def test_where_nothing_is_said_of_what_is_to_come_it_is_said_why(example_folder, visit):
    said = words(visit(example_folder, "indicators", lang="en", theory="TER", indicator="TER-08", country="XAA"))
    assert "No forecast. 3 reported figures; 6 are needed for a forecast." in said
    said = words(visit(example_folder, "indicators", lang="nl", theory="TER", indicator="TER-03", country="ALL"))
    assert "Geen prognose. Over alle landen samen wordt niet vooruitgekeken" in said
    assert "In dit tempo" not in said


@pytest.mark.parametrize(
    ("due", "lang", "why"),
    [
        ("2026-12-31", "en", "The baseline is not known yet; it is due on 31 December 2026."),
        ("2026-12-31", "nl", "De nulmeting is nog niet bekend; die moet er op 31 december 2026 zijn."),
        ("2026-06-30", "en", "The baseline is not known yet, though it was due on 30 June 2026."),
    ],
)
def test_a_baseline_that_is_not_known_yet_says_so_and_when_it_is_due(fictional, visit, due, lang, why):
    given(
        fictional,
        observation="indicator | period | value \n IRR-07 | 2026-Q3 | 310",
        target=f"""
        indicator | period  | kind     | value | due_date
        IRR-07    | 2025-Q4 | baseline |       | {due}
        IRR-07    | 2026-Q4 | target   |   500 |
        """,
    )
    said = words(
        visit(fictional.address.folder, "indicators", lang=lang, theory="IRR", indicator="IRR-07", country="XAA")
    )
    assert why in said
    assert "The baseline is not known, so" not in said


@pytest.mark.parametrize(
    ("lang", "heading", "row", "why", "alt"),
    [
        (
            "en",
            "Verdict",
            "new definition",
            "the definition was “Number of arrangements",
            "From the 1st quarter 2026 on",
        ),
        ("nl", "Oordeel", "nieuwe definitie", "de definitie was “Aantal afspraken", "Vanaf het 1e kwartaal 2026"),
    ],
)
def test_a_change_of_definition_is_marked_in_picture_and_table_and_told(
    fictional, visit, tmp_path, lang, heading, row, why, alt
):
    given(
        fictional,
        observation="""
        indicator | period  | value
        TER-05    | 2025-H1 |     2
        TER-05    | 2025-H2 |     3
        TER-05    | 2026-H1 |     5
        """,
    )
    text = "have met in the last 6 months and recorded action points."
    next_version(
        fictional,
        "TER",
        tmp_path,
        ("met in the last 12 months and recorded action points.", text),
        valid_from="2026-01-01",
    )
    app = visit(fictional.address.folder, "indicators", lang=lang, theory="TER", indicator="TER-05", country="XAA")
    said, table = words(app), numbers(app, heading)
    assert why in said
    assert [line for line in table if line.startswith(row)] == [table[-2]]
    assert alt in drawn(app)
