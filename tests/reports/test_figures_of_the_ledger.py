"""The pack of the example: its four formats agree with each other and with the ledger, in both languages."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.reports.pack.audiences import audiences
from monitoring.reports.pack.formats import Form, make
from monitoring.reports.pack.gather import asking, gather, snapshot
from monitoring.reports.pack.model import Pack
from monitoring.reports.pack.style import load
from monitoring.results.status import JUDGED
from tests.reports import read_back
from tests.reports.test_figures import plain, said, same

QUARTER = "2026-Q3"
Written = tuple[Pack, dict[str, Any]]


@pytest.fixture(scope="module", params=["nl", "en"])
def written(request: pytest.FixtureRequest, example_ledger: Ledger) -> Written:
    """The pack of the core team, which has every section, in one language; and its four formats."""
    of_state = snapshot(example_ledger, example_ledger, QUARTER)
    of = asking(
        example_ledger,
        example_ledger,
        QUARTER,
        Words(request.param),
        audiences()["core_team"],
        base="http://localhost:8501",
        stand=None,
    )
    pack = gather(of, of_state, datetime.date(2026, 11, 12))
    files = make(pack, load())
    return pack, {form.value: content.decode() if form is Form.PAGE else content for form, content in files.items()}


def test_the_four_formats_show_the_same_figures(written: Written) -> None:
    pack, files = written
    read = {
        "pptx": {table.key: read_back.figures_of_pptx(files["pptx"])[table.title] for table in pack.tables()},
        "pdf": {table.key: read_back.figures_of_pdf(files["pdf"])[table.title] for table in pack.tables()},
        "html": {table.key: read_back.figures_of_html(files["html"])[table.key] for table in pack.tables()},
    }
    excel = read_back.figures_of_xlsx(files["xlsx"])
    for table in pack.tables():
        for form, found in read.items():
            assert [[plain(cell) for cell in row] for row in found[table.key]] == said(table), (form, table.key)
    for table in [*pack.tables(), *pack.annex]:
        for row, cells in zip(excel[table.title], table.rows, strict=True):
            assert all(same(value, cell) for value, cell in zip(row, cells, strict=True)), (table.key, row)
    for chart in pack.charts():
        assert read_back.charts_of_pptx(files["pptx"])[chart.title] == {
            series.name: [None if value is None else pytest.approx(value) for value in series.values]
            for series in chart.series
        }


def test_each_prints_its_snapshot_with_its_hash_and_every_mark(written: Written) -> None:
    pack, files = written
    for form, content in files.items():
        assert read_back.snapshot_printed(content, pack), form
        text = " ".join(read_back.texts(content).split())
        assert all(" ".join(mark.split()) in text for mark in pack.marks), form
        assert pack.classification in text, form


def test_the_figures_are_those_of_the_ledger(written: Written, example_ledger: Ledger) -> None:
    """Held against plain questions to the ledger, written for this alone."""
    pack, files = written
    excel = read_back.figures_of_xlsx(files["xlsx"])
    titles = {table.key: table.title for table in [*pack.tables(), *pack.annex]}

    for place, budget in enumerate(("BZ_ODA", "AM_NON_ODA", "OWN")):
        (spent,) = example_ledger.row(
            "select sum(amount_eur) from money where kind = 'expenditure' and counts and year = 2026 "
            "and quarter <= '2026-Q3' and budget_type = ?",
            budget,
        )
        assert Decimal(str(excel[titles["money"]][place][3])).quantize(Decimal("0.01")) == spent

    actuals = {
        (indicator, country): actual
        for indicator, country, actual in example_ledger.rows(
            "select indicator, country, actual from result where period = ?", QUARTER
        )
    }
    for row in excel[titles["every-indicator"]]:
        actual = actuals[row[0], row[2]]
        assert (row[6] is None) == (actual is None)
        assert actual is None or row[6] == pytest.approx(actual, abs=1e-6)
    (judged,) = example_ledger.row(
        "select count(*) from result where period = ? and status in ('on_track', 'attention', 'behind')", QUARTER
    )
    words = {
        cell.said
        for table in pack.annex
        if table.key == "every-indicator"
        for row in table.rows
        for cell in row
        if cell.mark in JUDGED
    }
    assert sum(row[11] in words for row in excel[titles["every-indicator"]]) == judged

    (trend,) = (section for section in pack.sections if section.key == "trend")
    shares = [row[4].said for row in trend.tables[0].rows if row[4].said[0].isdigit()]
    assert shares[0] in trend.title and shares[-1] in trend.title

    (red,) = example_ledger.row("select count(*) from safeguard_state where period = ? and colour = 'red'", QUARTER)
    assert excel[titles["colours"]][0][1] == red


def test_an_empty_ledger_makes_a_pack_that_says_so(blank: Ledger, tmp_path) -> None:
    from typer.testing import CliRunner

    from monitoring.commands import app

    blank.close()
    done = CliRunner(env={"MONITORING_LEDGER": str(blank.address.folder)}).invoke(
        app, ["report", "--output", str(tmp_path), "--language", "en"]
    )
    assert done.exit_code == 1
    assert not list(tmp_path.glob("*.pptx"))
