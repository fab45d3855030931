"""Everything that can be found stands in one list, and the pages of the docs are that list."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitoring.commands.checks import PAGES, described
from monitoring.intake.rules.catalogue import catalogue
from monitoring.intake.rules.rule import RULES
from monitoring.language import Words

INTAKE = Path(__file__).parents[2] / "monitoring" / "intake"
# What makes a finding, and at which place it takes the code.
MAKING = {"Finding": 0, "_found": 0, "_blocking": 0, "finding": 0, "Misread": 2}


def calls(folder: Path = INTAKE) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield name, node


def codes_in_the_code() -> set[str]:
    said = set()
    for name, call in calls():
        place = MAKING.get(name, len(call.args))
        code = call.args[place] if place < len(call.args) else None
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            said.add(code.value)
    return said


def test_every_code_that_is_told_is_in_the_list():
    listed = {entry.code for entry in catalogue()}
    assert {"two ways", "CHK-B8", "sheet left out"} <= codes_in_the_code()
    assert codes_in_the_code() - listed == set()
    assert {rule.code for rule in RULES} <= listed


def test_every_entry_says_what_holds_and_where_it_comes_from_in_both_languages():
    dutch, english = Words("nl"), Words("en")
    for entry in catalogue():
        for message in (entry.says, entry.source):
            assert english(message).strip() and dutch(message).strip(), entry.code
        assert dutch(entry.says) != english(entry.says), entry.code
        assert entry.says.key.endswith("."), entry.says


def test_every_broken_rule_says_what_would_be_right():
    broken = [call for name, call in calls(INTAKE / "rules") if name == "Broken"]
    assert len(broken) > 40
    assert all(len(call.args) == 4 for call in broken)


def test_the_checks_of_the_dossier_are_there_as_far_as_tables_exist():
    listed = {entry.code for entry in catalogue()}
    scope = {f"CHK-S{n}" for n in range(1, 5)}
    budget = {f"CHK-B{n}" for n in range(1, 11)}
    assert scope | budget | {"CHK-O1", "CHK-O2", "CHK-Q1", "CHK-Q2", "CHK-Q4", "CHK-P2"} <= listed


@pytest.mark.parametrize("language", PAGES)
def test_the_pages_are_the_list(language):
    """`make checks` writes them anew."""
    assert PAGES[language].read_text(encoding="utf-8") == described(language)
