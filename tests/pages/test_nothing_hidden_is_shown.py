"""No page, picture, alternative text or download holds a figure that is hidden, in either language."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
import streamlit as st

from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given
from tests.pages.conftest import PAGES, nodes, title

# Each of these is hidden, and occurs nowhere else: as the second cell of a sum with a count of 1 to 4, as a running
# count to which so few were added, as a sum since 1 January, and as a share of so few.
SECRETS = ("31417", "27183", "41003", "85714", "85.7", "85,7", "86%", "61417", "71819")
FIGURES = """
    indicator | country | period  | dimension | value | numerator | denominator
    TER-01    | XAA     | 2026-Q2 | total     | 30000 |           |
    TER-01    | XAA     | 2026-Q3 | total     | 31417 |           |
    TER-01    | XAB     | 2026-Q3 | total     |     3 |           |
    TER-01    | XAC     | 2026-Q3 | total     | 99991 |           |
    TER-01    | XAC     | 2026-Q3 | sex=f     | 27183 |           |
    TER-01    | XAC     | 2026-Q3 | sex=m     |     4 |           |
    TER-01    | XAC     | 2026-Q3 | sex=x     | 72804 |           |
    IRR-07    | XAA     | 2026-Q2 | total     | 41000 |           |
    IRR-07    | XAA     | 2026-Q3 | total     | 41003 |           |
    TER-03    | XAA     | 2026-Q3 | total     |       |         6 |           7
    TER-03    | XAB     | 2026-Q3 | total     |       |       500 |        1000
    HAN-01    | XAA     | 2026-Q3 | total     | 90000 |           |
    HAN-01    | XAA     | 2026-Q3 | sex=f     | 71819 |           |
"""
TARGETS = """
    indicator | country | period  | kind     |  value
    TER-01    | XAA     | 2026    | target   |  90001
    IRR-07    | XAA     | 2025    | baseline |  10007
    IRR-07    | XAA     | 2027    | target   | 400009
    TER-03    | XAA     | 2025    | baseline |     20
    TER-03    | XAA     | 2027    | target   |     90
"""


@pytest.fixture(scope="module")
def folder(fictional_folder, tmp_path_factory):
    to = copy(fictional_folder, tmp_path_factory.mktemp("hidden") / "ledger")
    started = start(str(to))
    given(started.ledger, observation=FIGURES, target=TARGETS)
    started.ledger.close()
    return to


@pytest.fixture
def offered(monkeypatch) -> list[bytes]:
    """The content of every download that a page offers, made as if somebody asked for it."""
    found: list[bytes] = []
    button = st.download_button

    def made(label, data, *arguments, **named):
        content = data() if callable(data) else data
        found.append(content.encode() if isinstance(content, str) else content)
        return button(label, data, *arguments, **named)

    monkeypatch.setattr(st, "download_button", made)
    return found


def told(app, offered: list[bytes]) -> str:
    """Everything that leaves for a browser: all that elements hold, and what may be downloaded; digits without marks."""
    texts = [str(node.proto) for node in nodes(app) if getattr(node, "proto", None) is not None]
    for content in offered:
        if is_zipfile(BytesIO(content)):
            with ZipFile(BytesIO(content)) as book:
                texts += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
        else:
            texts.append(content.decode("utf-8", "replace"))
    return "\n".join(texts)


def without_marks(text: str) -> str:
    """Numbers as digits: 31.417, 31,417 and 31 417 are all 31417."""
    return re.sub(r"(?<=\d)(?:[.,\s]|\\302\\240|\\342\\200\\257)(?=\d{3}(?!\d))", "", text)


def says(text: str, secret: str) -> bool:
    """Whether a text holds a number; as the end of another, such as a place in a drawing, it is none."""
    number = re.compile(rf"(?<!\d)(?<!\d\.){re.escape(secret)}")
    return bool(number.search(text) or number.search(without_marks(text)))


OPENED = (
    *((page, {}) for page in PAGES),
    *(("indicators", {"theory": "TER", "country": country}) for country in ("ALL", "XAA", "XAC")),
    *(
        ("indicators", {"theory": code[:3], "country": country, "indicator": code})
        for code in ("TER-01", "TER-03", "IRR-07")
        for country in ("ALL", "XAA")
    ),
    ("indicators", {"theory": "TER", "country": "XAC", "indicator": "TER-01"}),
    ("indicators", {"theory": "HAN", "country": "XAA", "indicator": "HAN-01"}),
    ("countries", {"country": "XAA"}),
    ("theories", {"theory": "TER", "country": "XAA"}),
    *(("rules", {"on_track": band, "attention": "10"}) for band in ("40", "99")),
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("page", "params"), OPENED, ids=lambda value: str(value))
def test_no_page_holds_a_hidden_figure(visit, folder, offered, page, params, language):
    app = visit(folder, page, lang=language, quarter="2026-Q3", **params)
    assert not app.exception
    found = told(app, offered)
    for secret in SECRETS:
        assert not says(found, secret), (secret, title(app))


def test_what_is_hidden_says_so(visit, folder):
    for language, word in (("nl", "te klein"), ("en", "too small")):
        app = visit(
            folder, "indicators", lang=language, theory="TER", country="XAA", indicator="TER-03", quarter="2026-Q3"
        )
        assert word in told(app, [])
    app = visit(folder, "indicators", lang="nl", theory="TER", country="XAB", indicator="TER-01", quarter="2026-Q3")
    assert "&lt;5" in told(app, [])


@pytest.mark.parametrize("shape", ["table", "csv", "json"])
def test_no_command_says_a_hidden_figure(folder, monkeypatch, shape):
    from typer.testing import CliRunner

    from monitoring.commands import app

    monkeypatch.setenv("MONITORING_LEDGER", str(folder))
    asked = (
        *(("indicators", theory, "--quarter", "2026-Q3") for theory in ("TER", "IRR", "HAN")),
        ("signals", "--quarter", "2026-Q3"),
        ("history",),
        *(
            ("sql", f"from {name} where indicator in ('TER-01', 'TER-03', 'IRR-07', 'HAN-01')")
            for name in ("observation", "observed", "figure", "result", "theory.ter", "theory.irr", "hidden_cell")
        ),
        ("sql", "select * exclude (content) from submission"),
    )
    for arguments in asked:
        answer = CliRunner().invoke(app, [*arguments, "--format", shape])
        assert answer.exit_code == 0, answer.output
        for secret in SECRETS:
            assert not says(answer.output, secret), (secret, arguments)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_template_holds_a_hidden_figure(folder, tmp_path, monkeypatch, language):
    from typer.testing import CliRunner

    from monitoring.commands import app

    monkeypatch.setenv("MONITORING_LEDGER", str(folder))
    to = tmp_path / "template.xlsx"
    asked = ("template", "--organisation", "BZ", "--quarter", "2026-Q3", "--language", language, str(to))
    answer = CliRunner().invoke(app, [*asked])
    assert answer.exit_code == 0, answer.output
    with ZipFile(to) as book:
        found = "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert not [secret for secret in SECRETS if secret in found and len(secret) > 4]


def test_a_number_in_a_row_of_csv_is_found_and_a_place_in_a_drawing_is_none():
    assert says("TER-01,XAA,31417,x", "31417") and says("31.417 people", "31417")
    assert not says("left:49.86%", "86%") and not says("131417", "31417")
