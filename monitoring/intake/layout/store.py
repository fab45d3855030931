"""Where layouts are kept: those that come with the mechanism as files, those that people made in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from monitoring.intake.layout.model import Layout, LayoutError
from monitoring.ledger import Ledger, Reader
from monitoring.ledger.reference import DATA
from monitoring.person import Person

LAYOUTS = DATA / "layouts"


def saved(reader: Reader, folder: Path = LAYOUTS) -> list[Layout]:
    """The last version of every layout, by name. One in the ledger goes before a file of the same name."""
    found = {layout.layout: layout for layout in _of_files(folder)}
    for name, version, content in reader.rows(
        "select name, max(version), arg_max(content, version) from layout group by name"
    ):
        found[name] = Layout.from_yaml(content, f"{name} {version}")
    return [found[name] for name in sorted(found)]


def load(name: str, reader: Reader, folder: Path = LAYOUTS) -> Layout:
    """A saved layout by its name, or a file ending in .yaml. Raises `LayoutError`."""
    if name.endswith((".yaml", ".yml")):
        return read(Path(name))
    known = {layout.layout: layout for layout in saved(reader, folder)}
    if name not in known:
        raise LayoutError(f"{name!r} is no saved layout. Known are: {', '.join(known)}.")
    return known[name]


def read(path: Path) -> Layout:
    """A layout from a file. Raises `LayoutError`."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LayoutError(f"{path.name}: {error}") from None
    return Layout.from_yaml(content, path.name)


def save(ledger: Ledger, person: Person, layout: Layout, reason: str) -> Layout:
    """Keep a layout in the ledger as the next version of its name; one that says the same stays as it is.

    Raises `LayoutError` where another organisation keeps a layout of that name.
    """

    def work(transaction) -> Layout:
        owners = transaction.rows("select distinct organisation from layout where name = ?", layout.layout)
        if any(owner != person.organisation for (owner,) in owners):
            raise LayoutError(f"{layout.layout!r} is a layout of {owners[0][0]}: choose another name")
        known = {one.layout: one for one in saved(transaction)}.get(layout.layout)
        if known is not None and known.model_copy(update={"version": layout.version}) == layout:
            return known
        next_one = layout.model_copy(update={"version": known.version + 1 if known else 1})
        row = {
            "name": next_one.layout,
            "version": next_one.version,
            "content": next_one.to_yaml(),
            "organisation": person.organisation,
            "saved_by": person.name,
        }
        transaction.merge("layout", pd.DataFrame([row]))
        return next_one

    return ledger.commit(person, reason, work).result


def owner(reader: Reader, name: str) -> str | None:
    """The organisation that keeps a layout of this name in the ledger; None where nobody does."""
    found = reader.rows("select organisation from layout where name = ? limit 1", name)
    return found[0][0] if found else None


def _of_files(folder: Path) -> Sequence[Layout]:
    return [read(path) for path in sorted(folder.glob("*.yaml"))]
