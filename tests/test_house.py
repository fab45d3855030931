"""How the house is built, and what is promised in prose: read by tests, so that neither goes stale."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import typer
from babel.messages.pofile import read_po

from monitoring.commands import app
from monitoring.language.__main__ import CATALOGUE, _key, missing, said
from monitoring.ledger import tables
from monitoring.ledger.select import SHOWN
from monitoring.results.indicator import HEADINGS
from monitoring.results.safeguards import Colour
from monitoring.results.status import Status

ROOT = Path(__file__).parents[1]

# Arrows run one way: each may import itself and what stands after it.
LAYERS = [
    "pages",
    "ui",
    "commands",
    "example",
    "start",
    "reports",
    "intake",
    "results",
    "money",
    "ledger",
    "person",
    "refusal",
    "personal",
    "language",
    "theory_of_change",
]
ASIDE = {"charts": ["charts", "language", "theory_of_change"]}  # a chart knows no ledger


def layer_of(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] == "monitoring":
        return parts[1] if len(parts) > 1 else None
    return parts[0] if parts[0] in ("theory_of_change", "pages") else None


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def sources() -> list[tuple[str, Path]]:
    files = [("pages", path) for path in [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]]
    for path in sorted((ROOT / "monitoring").rglob("*.py")):
        parts = path.relative_to(ROOT / "monitoring").with_suffix("").parts
        if parts[0] not in ("__init__", "__main__"):
            files.append((parts[0], path))
    return files + [("theory_of_change", path) for path in sorted((ROOT / "theory_of_change").glob("*.py"))]


@pytest.mark.parametrize(
    ("layer", "path"), sources(), ids=lambda value: str(value.relative_to(ROOT)) if isinstance(value, Path) else value
)
def test_imports_run_one_way(layer, path):
    allowed = ASIDE.get(layer) or [
        *LAYERS[LAYERS.index(layer) :],
        *(["charts"] if layer in ("pages", "ui", "commands", "reports") else []),
    ]
    for module in imports(path):
        imported = layer_of(module)
        assert imported is None or imported in allowed, f"{path.relative_to(ROOT)} imports {module}"


def test_only_pages_and_ui_know_streamlit():
    for layer, path in sources():
        if layer not in ("pages", "ui"):
            assert not any(module.split(".")[0] == "streamlit" for module in imports(path)), path


# A template is a workbook in somebody's language, and so are those of the example; a decision keeps what was read,
# a pack is what a meeting reads, and a calendar file what a calendar shows.
SPEAKING = (
    "monitoring/intake/template/",
    "monitoring/example/deliveries.py",
    "monitoring/example/decisions.py",
    "monitoring/reports/pack/",
    "monitoring/reports/meetings.py",
)


def test_below_the_edge_nobody_knows_a_language():
    for layer, path in sources():
        at_the_edge = layer in ("pages", "ui", "commands", "charts", "language")
        if not at_the_edge and not str(path.relative_to(ROOT)).startswith(SPEAKING):
            assert not any(module.startswith("monitoring.language") for module in imports(path)), path


def test_pages_fit_a_screen():
    for path in [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 80, path


def test_pages_ui_and_charts_hold_no_sql():
    for layer, path in sources():
        if layer in ("pages", "ui", "charts", "commands"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"[\"']\s*(select|with)\b[^\"']*\bfrom\b", text, re.IGNORECASE), path


def test_what_people_typed_never_becomes_markup():
    """HTML is made by templates that escape, or by `Markup(...).format`: never by an f-string."""
    for layer, path in sources():
        if layer in ("pages", "ui", "charts"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    written = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
                    assert not re.search(r"<(a|div|span|table|tr|td|li|ul|h\d|img|p)\b", written), (
                        f"{path}:{node.lineno}"
                    )
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Markup":
                    assert not isinstance(node.args[0], ast.JoinedStr), f"{path}:{node.lineno}"


def test_every_sentence_has_a_dutch_translation_and_none_is_left_over():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="nl")
    assert missing(catalogue) == []
    assert {_key(e.id) for e in catalogue if e.id} == {_key(e.id) for e in said() if e.id}


def test_a_translation_has_the_same_gaps_as_its_sentence():
    with CATALOGUE.open("rb") as file:
        for entry in read_po(file, locale="nl"):
            if entry.id:
                wordings = (entry.id,) if isinstance(entry.id, str) else entry.id
                gaps = set().union(*(re.findall(r"{(\w+)}", wording) for wording in wordings))
                for translation in (entry.string,) if isinstance(entry.string, str) else entry.string:
                    assert set(re.findall(r"{(\w+)}", translation)) <= gaps, entry.id
                    assert gaps - {"n", "sender"} <= set(re.findall(r"{(\w+)}", translation)) or not gaps, entry.id


def dictionary() -> dict[str, str]:
    """What the data dictionary says of each table and view."""
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^### `([\w.]+)`\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL))


COLUMN = re.compile(r"^\| `(\w+)`( \*)? \| ([^|]+) \| (.+?) \|$", re.MULTILINE)


def test_the_dictionary_says_what_the_ledger_has():
    sections = dictionary()
    assert set(tables()) <= set(sections)
    for name, table in tables().items():
        assert table.grain in sections[name], name
        rows = COLUMN.findall(sections[name])
        assert [(column, bool(key), kind.strip(), meaning) for column, key, kind, meaning in rows] == [
            (c.name, c.name in table.key, c.type.lower(), c.meaning.replace("|", "\\|")) for c in table.columns
        ], name


def test_the_dictionary_says_what_the_views_give(blank):
    columns: dict[str, list[tuple[str, str]]] = {}
    blank.name_for_readers()
    for catalogue, view, column, kind in blank.rows(
        "select database_name, table_name, column_name, lower(data_type) from duckdb_columns() "
        "where database_name in ('memory', 'theory') and not internal order by column_index"
    ):
        columns.setdefault(view if catalogue == "memory" else f"theory.{view}", []).append((column, kind))
    # These two say only what they have beside the columns of another.
    columns["result"] = [c for c in columns["result"] if c not in columns["theory.ter"]]
    columns["figure"] = [c for c in columns["figure"] if c[0] not in {n for n, _ in columns["theory.ter"]} | {"theory"}]
    assert set(HEADINGS) <= {name for name, _ in columns["theory.ter"]}
    sections = dictionary()
    columns = {name: own for name, own in columns.items() if not name.startswith(SHOWN)}  # stand in place of others
    views = set(columns) - set(tables()) - {f"theory.{code}" for code in ("irr", "han", "smo", "opv", "inn")}
    assert views == {name for name in sections if name not in tables()}
    for view in views:
        assert {(c, kind.strip()) for c, _, kind, _ in COLUMN.findall(sections[view])} == set(columns[view]), view


def test_the_dictionary_names_every_state_and_status():
    sections = dictionary()
    [status] = [meaning for name, _, _, meaning in COLUMN.findall(sections["theory.ter"]) if name == "status"]
    assert set(re.findall(r"\b[a-z]+_?[a-z]+\b", status)) >= {s.value for s in Status}
    [colour] = [meaning for name, _, _, meaning in COLUMN.findall(sections["safeguard_state"]) if name == "colour"]
    assert set(re.findall(r"\w+", colour)) - {"or"} == {c.value for c in Colour}


def test_the_readme_names_every_command_and_they_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"python -m monitoring ([a-z-]+)", text))
    assert named == {command.name or command.callback.__name__ for command in app.registered_commands}
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z-]+)`", text):
        assert re.search(rf"^{target}:", make, re.MULTILINE), target


DOCS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "data/README.md",
    ROOT / "benchmarks/README.md",
]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_in_the_docs_lead_somewhere(path):
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert link.startswith("http") or (path.parent / link).exists(), link


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_in_the_docs_have_the_options_that_are_told(path):
    known = {command.name: command for command in typer.main.get_command(app).commands.values()}
    for name, rest in re.findall(r"python -m monitoring ([a-z-]+)([^\n`]*)", path.read_text(encoding="utf-8")):
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, f"{name}{rest}"


def test_every_package_is_pinned_exactly():
    for file in ("requirements.txt", "constraints.txt"):
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-c")):
                assert re.fullmatch(r"[\w.-]+==[\w.]+", line), line
