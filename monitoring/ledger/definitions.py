"""Theories of change, from their definitions into the ledger.

A new version is put beside the older ones, so that an old quarter is drawn with the theory that
was valid then. A draft may still change under its number; an adopted version may not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from monitoring.ledger.ledger import Ledger
from monitoring.ledger.schema import tables
from monitoring.ledger.transaction import Transaction
from monitoring.person import MECHANISM
from theory_of_change.model import Theory
from theory_of_change.read import Definition, Mistake
from theory_of_change.text import message

TABLES = ("theory", "step", "link", "assumption", "indicator", "safeguard")


def load(ledger: Ledger, definitions: Sequence[Definition]) -> tuple[int | None, list[Mistake]]:
    """Commit what is new in these definitions: the number of the commit, or None; and what may not be.

    An adopted version whose text changed is left as it was, and comes back as a mistake.
    """
    stored = {
        (code, version): (status, source)
        for code, version, status, source in ledger.rows("select code, version, status, source from theory")
    }
    fresh, mistakes = [], []
    for definition in definitions:
        theory = definition.theory
        status, source = stored.get((theory.code, theory.version), ("draft", None))
        if source == definition.source:
            continue
        if status != "draft":
            mistakes.append(
                Mistake(
                    definition.file,
                    definition.line(("version",)),
                    message(
                        "Version {version} of {theory} was adopted and cannot change. Give the new text version {next}.",
                        version=theory.version,
                        theory=theory.code,
                        next=theory.version + 1,
                    ),
                )
            )
        else:
            fresh.append(definition)
    if not fresh:
        return None, mistakes
    rows = {table: rows_of(table, fresh) for table in TABLES}
    within = " or ".join(f"({{code}} = '{d.theory.code}' and version = {d.theory.version})" for d in fresh)

    def work(transaction: Transaction) -> None:
        for table, content in rows.items():
            column = "code" if table == "theory" else "theory"
            transaction.merge(table, content, within=within.format(code=column))

    names = ", ".join(f"{d.theory.code} {d.theory.version}" for d in fresh)
    return ledger.commit(MECHANISM, f"Theories of change: {names}", work).number, mistakes


def rows_of(table: str, definitions: Sequence[Definition]) -> pd.DataFrame:
    """The rows of theories in one of `TABLES`, with every column but `written_in`, also where there is none."""
    columns = [name for name in tables()[table].names if name != "written_in"]
    return pd.DataFrame([row for d in definitions for row in _rows(table, d)], columns=columns, dtype=object)


def _rows(table: str, definition: Definition) -> list[dict[str, Any]]:
    """The rows of one theory in one table."""
    theory = definition.theory
    own = {"theory": theory.code, "version": theory.version}
    match table:
        case "theory":
            return [
                {
                    "code": theory.code,
                    "version": theory.version,
                    "status": theory.status,
                    "illustrative": theory.illustrative,
                    "valid_from": theory.valid_from,
                    "adopted_by": ",".join(theory.adopted_by),
                    **_texts("name", theory.name),
                    "in_totals": theory.in_totals,
                    "budget_types": ",".join(theory.budget_types),
                    "source": definition.source,
                }
            ]
        case "step":
            return [
                {
                    **own,
                    "code": s.code,
                    "level": s.level,
                    "position": i,
                    **_texts("label", s.label),
                    **_texts("text", s.text),
                }
                for i, s in enumerate(theory.steps)
            ]
        case "link":
            return [
                {
                    **own,
                    "code": k.code,
                    "from_step": k.from_,
                    "to_step": k.to,
                    "evidence": k.evidence,
                    "lag": k.lag,
                    "assumptions": ",".join(k.assumptions),
                    **_texts("mechanism", k.mechanism),
                }
                for k in theory.links
            ]
        case "assumption":
            return [
                {
                    **own,
                    "code": a.code,
                    "kind": a.kind,
                    **_texts("text", a.text),
                    "tested_by": ",".join(a.tested_by),
                    **_texts("if_invalid", a.if_invalid),
                }
                for a in theory.assumptions
            ]
        case "indicator":
            return _indicators(theory, own)
        case _:
            return _safeguards(theory, own)


def _indicators(theory: Theory, own: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            **own,
            "code": i.code,
            "step": i.step,
            "kind": i.kind,
            **_texts("name", i.name),
            "unit": i.unit,
            "direction": i.direction,
            "frequency": i.frequency,
            "due_days": i.due_days,
            "tolerance": i.tolerance,
            "counter": i.counter,
            "reporter": i.reporter,
            "disaggregation": ",".join(i.disaggregation),
            "partition": i.partition,
            "minimum": i.range.min,
            "maximum": i.range.max,
            "privacy": i.privacy,
        }
        for i in theory.indicators
    ]


def _safeguards(theory: Theory, own: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            **own,
            "code": s.code,
            "about": s.about,
            "kind": s.kind,
            **_texts("name", s.name),
            "unit": s.unit,
            "direction": s.direction,
            "frequency": s.frequency,
            "due_days": s.due_days,
            "reporter": s.reporter,
            "basis": s.basis,
            "amber_op": s.amber.op,
            "amber_value": s.amber.value,
            "red_op": s.red.op,
            "red_value": s.red.value,
            "owner": ",".join(s.owner),
            "blocks_payment": s.blocks_payment,
        }
        for s in theory.safeguards
    ]


def _texts(name: str, text: Any) -> dict[str, str]:
    return {f"{name}_nl": text.nl, f"{name}_en": text.en}
