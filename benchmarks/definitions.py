"""Theories for a measurement: our own, each with more indicators, so that there are sixty of all kinds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from theory_of_change.read import DEFINITIONS

INDICATORS = 60
FIRST_OF_MORE = 81  # numbers that no indicator of ours has


def write(folder: Path) -> Path:
    """Write the theories as version 2 of ours into a folder, which is made; what each has more is a copy of one of its own.

    The rarest kinds are copied first. As version 2 they stay in force beside ours when a server begins.
    """
    theories = {
        file.name: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(DEFINITIONS.glob("*.yaml"))
    }
    for theory, indicator in _rarest(theories):
        number = FIRST_OF_MORE + len(theory["indicators"])
        theory["indicators"].append({**indicator, "code": f"{theory['code']}-{number}", "counter": None})
    folder.mkdir(parents=True, exist_ok=True)
    for name, theory in theories.items():
        text = yaml.safe_dump({**theory, "version": 2}, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _rarest(theories: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """As many indicators as are lacking, each with its theory, the rarest kind first."""
    own = [(theory, indicator) for theory in theories.values() for indicator in theory["indicators"]]
    kinds = [indicator["kind"] for _, indicator in own]
    own.sort(key=lambda one: kinds.count(one[1]["kind"]))
    return own[: INDICATORS - len(own)]
