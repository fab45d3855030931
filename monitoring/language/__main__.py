"""Bring ``nl.po`` up to date with the sentences in the code: python -m monitoring.language

New sentences are added without a translation; those that are no longer said are taken out. The
tests fail while a translation is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).parents[2]
CATALOGUE = Path(__file__).parent / "nl.po"
SOURCES = ("app.py", "pages", "monitoring", "theory_of_change")
# What says a sentence in code and in templates, and how many wordings it has.
SAYING = {"message": 1, "counted": 2, "translate": 1}
RULE = "rule"
SAYING_IN_TEMPLATES = {"_": 1, "_n": 2}

Wording = str | tuple[str, ...]


def said() -> Catalog:
    """Every sentence in the code, as a catalogue without translations."""
    catalogue = Catalog(project="monitoring", charset="utf-8")
    for file, line, key in sentences():
        catalogue.add(key, None, [(file, line)])
    return catalogue


def sentences() -> Iterator[tuple[str, int, Wording]]:
    """File, line and wording of every sentence that the code and the templates say."""
    for source in SOURCES:
        path = ROOT / source
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            for line, wordings in _in_code(file.read_text(encoding="utf-8")):
                yield str(file.relative_to(ROOT)), line, wordings
        for file in sorted(path.rglob("templates/*.html")) if path.is_dir() else ():
            for line, wordings in _in_template(file.read_text(encoding="utf-8")):
                yield str(file.relative_to(ROOT)), line, wordings


def _in_code(text: str) -> Iterator[tuple[int, Wording]]:
    """The sentences of a module.

    The code is read as a tree, because the usual extractors do not look into f-strings.

    >>> list(_in_code('f"{say(message(\'Money\'))} {counted(\'{n} row\', \'{n} rows\', n=2)}"'))
    [(1, 'Money'), (1, ('{n} row', '{n} rows'))]
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            number = SAYING.get(name, 0)
            wordings = tuple(
                argument.value
                for argument in node.args[:number]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )
            if number and len(wordings) == number:
                yield node.lineno, wordings if number > 1 else wordings[0]
        elif isinstance(node, ast.FunctionDef) and any(map(_is_rule, node.decorator_list)):
            yield node.lineno, (ast.get_docstring(node) or "").splitlines()[0]


def _is_rule(decorator: ast.expr) -> bool:
    """Whether a function is made a rule: what it holds is then said to people too, in its first line."""
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == RULE


def _in_template(text: str) -> Iterator[tuple[int, Wording]]:
    """The sentences of a template.

    >>> list(_in_template('<b title="{{ _("Money") }}">{{ _n("{n} row", "{n} rows", n=2) }}</b>'))
    [(1, 'Money'), (1, ('{n} row', '{n} rows'))]
    """
    tree = Environment().parse(text)
    for line, function, wordings in extract_from_ast(tree, tuple(SAYING_IN_TEMPLATES), babel_style=False):
        number = SAYING_IN_TEMPLATES[function]
        yield line, wordings[:number] if number > 1 else wordings[0]


def update(path: Path = CATALOGUE) -> Catalog:
    """Write the catalogue as the code says it now, keeping the translations it has."""
    known: dict[str, object] = {}
    if path.exists():
        with path.open("rb") as file:
            known = {_key(entry.id): entry.string for entry in read_po(file, locale="nl") if entry.id}
    fresh = Catalog(locale="nl", project="monitoring", charset="utf-8", fuzzy=False)
    for entry in sorted((e for e in said() if e.id), key=lambda e: (sorted(e.locations)[0][0], _key(e.id))):
        files = sorted({(file, 0) for file, _ in entry.locations})
        fresh.add(entry.id, known.get(_key(entry.id)) or ("" if isinstance(entry.id, str) else ("", "")), files)
    with path.open("wb") as file:
        write_po(file, fresh, width=0, omit_header=False, include_lineno=False)
    return fresh


def _key(identity: Wording) -> str:
    return identity if isinstance(identity, str) else identity[0]


def missing(catalogue: Catalog) -> list[str]:
    """The sentences that have no translation."""
    return [_key(e.id) for e in catalogue if e.id and not (e.string if isinstance(e.string, str) else all(e.string))]


if __name__ == "__main__":
    left = missing(update())
    print(f"{len(left)} sentences without a Dutch translation")
    for sentence in left:
        print(f"  {sentence}")
