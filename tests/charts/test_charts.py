"""Pictures: what is put in comes out in words too, and nothing of it can become markup."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from markupsafe import Markup

from monitoring.charts import glance, indicator, spending, theory
from monitoring.charts.assumptions import AssumptionMark
from monitoring.charts.html import html, table
from monitoring.charts.look import BUDGETS, MARKS, SHAPES
from monitoring.charts.pieces import cell, glyph, mark
from monitoring.language import Words
from monitoring.results.headline import Headline
from monitoring.results.links import LinkState
from monitoring.results.safeguards import Colour
from monitoring.results.status import Status
from theory_of_change.text import Text

NL, EN = Words("nl"), Words("en")
EVIL = '<script>alert("x")</script>'


def text(nl: str) -> Text:
    return Text(nl=nl, en=nl)


def test_everything_that_can_be_said_of_a_figure_has_shape_word_and_colour():
    for said in (*Status, *Headline, *Colour):
        look = MARKS[said.value]
        assert look.shape in SHAPES
        assert NL(look.word) != EN(look.word) or look.word.key == "context"
    assert {state.value for state in LinkState} == set(theory.LINKS)


def test_no_two_statuses_that_are_judged_differ_by_colour_alone():
    shapes = [MARKS[name].shape for name in ("on_track", "attention", "behind", "no_data", "capped")]
    assert len(set(shapes)) == len(shapes)


def test_a_shape_alone_has_a_label_and_beside_its_word_is_hidden():
    assert 'aria-label="rood"' in glyph("octagon", 12, "rood")
    assert 'aria-hidden="true"' in mark("red", NL)


@pytest.mark.parametrize("piece", [lambda: cell(EVIL), lambda: table(NL, [EVIL], [[EVIL]], caption=EVIL)])
def test_pieces_escape_what_they_are_given(piece):
    assert "<script>" not in piece()
    assert "&lt;script&gt;" in piece()


def test_a_template_does_not_take_a_name_it_does_not_know():
    with pytest.raises(Exception, match="undefined"):
        html("budget_legend", NL)


def test_a_table_leaves_markup_as_it_is_and_escapes_text():
    made = table(EN, ["a", "b"], [[Markup("<b>1</b>"), "<b>2</b>"]], numeric=(1,))
    assert "<td><b>1</b></td>" in made.replace("\n", "")
    assert '<td class="num">&lt;b&gt;2&lt;/b&gt;</td>' in made


def bar(allocated: int, spent: int = 30) -> glance.Bullet:
    return glance.Bullet(
        "BZ_ODA", text("BZ · ODA"), Decimal(allocated), Decimal(50), Decimal(spent), Decimal(90), 0.75, 2026
    )


def test_a_budget_says_its_numbers_in_words():
    drawn = glance.bullet(bar(100_000_000, spent=61_000_000), NL)
    assert "61%" in drawn
    assert "€\u00a061,0\u00a0mln uitgegeven van €\u00a0100,0\u00a0mln" in drawn


def test_without_a_budget_there_is_no_share():
    assert bar(0).share(Decimal(30)) is None
    assert "geen budget voor 2026" in glance.bullet(bar(0), NL)


def test_a_bar_never_leaves_its_track():
    assert bar(100).width(Decimal(250)) == "100.0%"


def frame(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        [(country, theme, kind, Decimal(amount)) for country, theme, kind, amount in rows],
        columns=["country", "theme", "budget_type", "expenditure"],
    )


def matrix(rows: pd.DataFrame) -> str:
    names = {"XAA": "Almara", "TER": "Terugkeer", **{key: key for key in BUDGETS}}
    return spending.matrix(rows, ["XAA"], ["TER"], names, names, names, NL, row="country")


def test_a_cell_of_the_matrix_says_every_budget_apart():
    drawn = matrix(frame(("XAA", "TER", "BZ_ODA", 1_200_000), ("XAA", "TER", "OWN", 300_000)))
    assert "BZ_ODA €\u00a01.200.000,00, OWN €\u00a0300.000,00" in drawn
    assert '<span class="v">1,5</span>' in drawn


def test_rows_that_fall_in_one_cell_are_added_up():
    """A holder who spends in two countries has one row: the sum of both."""
    finer = frame(("XAA", "TER", "BZ_ODA", 1_200_000), ("XAB", "TER", "BZ_ODA", 2_300_000)).assign(holder="BZ")
    names = {"BZ": "Ministerie", "TER": "Terugkeer", **{key: key for key in BUDGETS}}
    drawn = spending.matrix(finer, ["BZ"], ["TER"], names, names, names, NL, row="holder")
    assert drawn.count("3,5") == 4  # the cell, the end of its row, the foot of its column, and all together


def test_budgets_are_never_netted_away():
    """A repayment as large as a payment is no empty cell: both are there."""
    drawn = matrix(frame(("XAA", "TER", "BZ_ODA", 500_000), ("XAA", "TER", "OWN", -500_000)))
    assert "BZ_ODA €\u00a0500.000,00, OWN €\u00a0−500.000,00" in drawn


def test_a_small_amount_is_not_written_as_nothing():
    assert "&lt;0,1" in matrix(frame(("XAA", "TER", "BZ_ODA", 12)))


def test_a_theory_is_drawn_with_every_step_link_and_assumption_and_the_same_in_words():
    steps = [
        theory.StepBox("T-A1", "activity", text("Trainen"), "on_track", "?a"),
        theory.StepBox("T-O1", "outcome", text("Beter beheer"), "behind", "?b"),
        theory.StepBox("T-I1", "impact", text("Minder gevaar"), "none", "?c"),
    ]
    links = [
        theory.LinkLine(
            "T-L1",
            "T-A1",
            "T-O1",
            "theory_in_question",
            [AssumptionMark("T-V1", "doubtful", text("Wil blijft"), "3 september 2026", "?v1")],
            "?l1",
            "weak",
        ),
        theory.LinkLine("T-L2", "T-A1", "T-I1", "untested", [], "?l2"),
    ]
    drawn = theory.graph(steps, links, NL)
    for words in ("Trainen", "Beter beheer", "Minder gevaar", "V1", "theorie", "in twijfel", "bewijs: zwak"):
        assert words in drawn
    assert drawn.count('class="n') == 3
    backwards = theory.graph(steps[::-1], links, NL)
    places = [backwards.index(words) for words in ("Trainen", "Beter beheer", "Minder gevaar")]
    assert places == sorted(places)  # the Tab key goes from left to right, whatever the order of the definition
    listed = theory.link_list([(links[0], steps[0].label, steps[1].label)], NL)
    assert "Trainen → Beter beheer" in listed


def course(*values: float | None) -> pd.DataFrame:
    quarters = [f"{2024 + n // 4}-Q{n % 4 + 1}" for n in range(len(values))]
    return pd.DataFrame(
        {
            "period": quarters,
            "value_period": quarters,
            "value": values,
            "actual": values,
            "expected": [40.0] * len(values),
            "target": [70.0] * len(values),
            "status": ["behind"] * len(values),
        }
    )


def story(kind: str, rows: pd.DataFrame, points=(), *, fictional: bool = False, **more) -> indicator.Story:
    return indicator.Story(rows, points, kind, "percent", "higher", "2026-Q3", fictional, **more)


@pytest.mark.parametrize("kind", ["flow", "stock", "ratio", "median", "threshold", "event"])
@pytest.mark.parametrize("values", [(), (5.0,), (5.0, None, 7.0), (0.0, 0.0), (34.0, 41.0, 38.0)])
def test_any_course_can_be_drawn_and_said(kind, values):
    told = story(kind, course(*values))
    assert indicator.figure(told, NL).to_dict()["data"] is not None
    assert indicator.alt(told, NL)


def test_the_picture_of_an_example_says_that_it_is_invented():
    for kind in ("flow", "ratio"):
        texts = [
            note.text for note in indicator.figure(story(kind, course(1.0, 2.0), fictional=True), NL).layout.annotations
        ]
        assert "verzonnen cijfers" in texts


def test_a_revised_target_is_drawn_beside_the_first_one():
    points = [
        indicator.Point("2024-Q1", 34, "baseline", 0),
        indicator.Point("2026-Q4", 70, "target", 0),
        indicator.Point("2026-Q1", 45, "milestone", 1, "2026-03-12"),
        indicator.Point("2027-Q4", 70, "target", 1, "2026-03-12"),
    ]
    figure = indicator.figure(story("ratio", course(34.0, 36.0), points), NL)
    texts = " ".join(note.text for note in figure.layout.annotations)
    assert "herzien doel" in texts
    assert "eerste doel: 70% in K4 ’26" in texts


def test_an_axis_that_does_not_begin_at_zero_is_known():
    assert indicator.starts_at_zero(story("flow", course(80.0, 90.0)))
    assert not indicator.starts_at_zero(story("ratio", course(80.0, 90.0)))


def test_a_line_of_one_point_is_no_line():
    assert "–" in indicator.spark([None, 3.0], "on_track", "x")
    assert "<img" in indicator.spark([2.0, None, 3.0], "on_track", "x")


@pytest.mark.parametrize(
    ("periods", "width", "names"),
    [
        (["2023", "2024", "2025"], 3.0, ["2023", "2024", "2025"]),
        (["2025-H1", "2025-H2"], 1.5, ["1e halfjaar 2025", "2e halfjaar 2025"]),
    ],
)
def test_a_bar_is_as_wide_as_its_period_and_stands_over_the_name_of_it(periods, width, names):
    rows = course(*range(10, 10 + len(periods))).assign(value_period=periods, period=periods)
    figure = indicator.figure(story("flow", rows), NL)
    bar, axis = figure.data[0], figure.layout.xaxis
    assert bar.width == width
    assert list(axis.tickvals) == list(bar.x) and list(axis.ticktext) == names
    assert axis.range[0] < min(bar.x) - width / 2 and axis.range[1] > max(bar.x) + width / 2
    numbers = [note.text for note in figure.layout.annotations if note.text.startswith("<b>")]
    assert len(numbers) == len(periods)


def test_what_was_expected_and_how_far_it_is_away_stand_in_one_label():
    """Apart they would stand on each other where the gap is small."""
    texts = [note.text for note in indicator.figure(story("ratio", course(34.0, 39.0)), NL).layout.annotations]
    assert [said for said in texts if "verwacht" in said] == ["<b>40%</b> verwacht:<br>1 procentpunt te laag"]


COMING = [indicator.Coming("2024-Q4", 37.0, 41.0, 46.0), indicator.Coming("2025-Q1", 35.0, 43.0, 52.0)]


def test_what_is_to_come_is_a_dashed_middle_in_a_band_from_the_last_figure_on():
    figure = indicator.figure(story("ratio", course(34.0, 36.0, 39.0), coming=COMING), NL)
    band, middle, reported = figure.data
    assert (list(band.y), band.fill) == ([39, 46, 52, 35, 37, 39], "toself")
    assert (list(middle.y), middle.line.dash) == ([39, 41, 43], "dash")
    assert list(reported.y) == [34, 36, 39]
    assert "prognose<br><b>43%</b>" in [note.text for note in figure.layout.annotations]
    assert figure.layout.yaxis.range[1] > 52 and figure.layout.xaxis.range[1] > middle.x[-1]


def test_of_a_flow_hollow_bars_follow_the_bars_and_none_is_shoved_aside():
    figure = indicator.figure(story("flow", course(34.0, 36.0, 39.0), coming=COMING), NL)
    reported, coming = figure.data
    assert (list(coming.x), list(coming.y)) == ([max(reported.x) + 1, max(reported.x) + 2], [41, 43])
    assert (list(coming.error_y.array), list(coming.error_y.arrayminus)) == ([5, 9], [4, 8])
    assert figure.layout.barmode == "overlay" and figure.layout.yaxis.range[1] > 52


@pytest.mark.parametrize("kind", ["flow", "ratio"])
def test_what_is_to_come_is_said_to_who_cannot_see_it(kind):
    told = story(kind, course(34.0, 36.0, 39.0), coming=COMING)
    assert "Prognose voor het 1e kwartaal 2025: 43%, met 80 op de 100 tussen 35% en 52%." in indicator.alt(told, NL)
    assert "Prognose" not in indicator.alt(story(kind, course(34.0, 36.0, 39.0)), NL)


def test_no_line_runs_across_a_change_of_definition():
    figure = indicator.figure(story("ratio", course(34.0, 36.0, 39.0, 41.0), breaks=["2024-Q3"]), NL)
    assert [list(line.y) for line in figure.data] == [[34, 36], [39, 41]]
    first, second = figure.data
    [upright] = [shape for shape in figure.layout.shapes if shape.line.dash == "dot" and shape.y0 != shape.y1 != 40]
    assert first.x[-1] < upright.x0 < second.x[0]


@pytest.mark.parametrize("kind", ["flow", "ratio"])
def test_a_change_of_definition_is_named_in_the_picture_and_in_its_words(kind):
    told = story(kind, course(34.0, 36.0, 39.0, 41.0), breaks=["2024-Q3"])
    assert "nieuwe definitie" in [note.text for note in indicator.figure(told, NL).layout.annotations]
    assert "Vanaf het 3e kwartaal 2024 geldt een andere definitie." in indicator.alt(told, NL)
