"""Where layouts are kept: those that come with the mechanism as files, those that people made in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from monitoring.intake.layout.model import Layout, LayoutError
from monitoring.ledger import Ledger, Reader, Transaction
from monitoring.ledger.reference import DATA
from monitoring.person import Person

LAYOUTS = DATA / "layouts"
DELETED = ""  # the text of a version that took a layout away: those before it stay


@dataclass(frozen=True)
class Kept:
    """A layout that somebody made, as its last text says.

    `version` is its last, which `by` wrote in commit `number`; where that took it away it is `deleted`.
    `files` is how many files came in by any version of it.
    """

    layout: Layout
    organisation: str
    version: int
    by: str
    number: int
    deleted: bool
    files: int


def saved(reader: Reader, folder: Path = LAYOUTS) -> list[Layout]:
    """The last version of every layout, by name. One in the ledger goes before a file of the same name.

    What was deleted is not among them.
    """
    found = {layout.layout: layout for layout in _of_files(folder)}
    found |= {one.layout.layout: one.layout for one in kept(reader) if not one.deleted}
    return [found[name] for name in sorted(found)]


def kept(reader: Reader) -> list[Kept]:
    """Every layout that somebody made, by name; also those that were deleted."""
    rows = reader.rows(
        """
        select name, arg_max(content, version) filter (content <> ?), max(version), arg_max(organisation, version),
               arg_max(saved_by, version), arg_max(written_in, version), arg_max(content, version) = ?,
               (select count(*) from submission s where regexp_replace(s.layout, ' [0-9]+$', '') = l.name)
        from layout l group by name order by name
        """,
        DELETED,
        DELETED,
    )
    return [
        Kept(Layout.from_yaml(content, f"{name} {version}"), organisation, version, *more)
        for name, content, version, organisation, *more in rows
    ]


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

    def work(transaction: Transaction) -> Layout:
        _refuse_another(transaction, layout.layout, person)
        known = {one.layout: one for one in saved(transaction)}.get(layout.layout)
        if known is not None and known.model_copy(update={"version": layout.version}) == layout:
            return known
        return _write(transaction, person, layout, after=known.version if known else 0)

    return ledger.commit(person, reason, work).result


def delete(ledger: Ledger, person: Person, name: str, reason: str) -> None:
    """Take a layout away: no file is recognised by it any more. Its versions stay, and so does what came in by it.

    Raises `LayoutError` where nobody made a layout of that name, it is another organisation's, or is deleted already.
    """

    def work(transaction: Transaction) -> None:
        one = _own(transaction, name, person)
        if one.deleted:
            raise LayoutError(f"{name!r} was deleted already")
        _put(transaction, person, name, one.version + 1, DELETED)

    ledger.commit(person, reason, work)


def bring_back(ledger: Ledger, person: Person, name: str, reason: str) -> Layout:
    """Let a deleted layout hold again, as its next version with its last text. Raises `LayoutError` as `delete` does."""

    def work(transaction: Transaction) -> Layout:
        one = _own(transaction, name, person)
        if not one.deleted:
            raise LayoutError(f"{name!r} was not deleted")
        return _write(transaction, person, one.layout)

    return ledger.commit(person, reason, work).result


def _own(reader: Reader, name: str, person: Person) -> Kept:
    """A layout of the organisation of a person."""
    _refuse_another(reader, name, person)
    found = next((one for one in kept(reader) if one.layout.layout == name), None)
    if found is None:
        raise LayoutError(f"{name!r} is no layout that somebody made here")
    return found


def _refuse_another(reader: Reader, name: str, person: Person) -> None:
    keeps = owner(reader, name)
    if keeps not in (None, person.organisation):
        raise LayoutError(f"{name!r} is a layout of {keeps}: choose another name")


def _write(transaction: Transaction, person: Person, layout: Layout, after: int = 0) -> Layout:
    """The next version of a layout, after `after` and all that the ledger has of its name."""
    [(last,)] = transaction.rows("select coalesce(max(version), 0) from layout where name = ?", layout.layout)
    next_one = layout.model_copy(update={"version": max(last, after) + 1})
    _put(transaction, person, next_one.layout, next_one.version, next_one.to_yaml())
    return next_one


def _put(transaction: Transaction, person: Person, name: str, version: int, content: str) -> None:
    row = {
        "name": name,
        "version": version,
        "content": content,
        "organisation": person.organisation,
        "saved_by": person.name,
    }
    transaction.merge("layout", pd.DataFrame([row]))


def owner(reader: Reader, name: str) -> str | None:
    """The organisation that keeps a layout of this name in the ledger; None where nobody does."""
    found = reader.rows("select organisation from layout where name = ? limit 1", name)
    return found[0][0] if found else None


def _of_files(folder: Path) -> Sequence[Layout]:
    return [read(path) for path in sorted(folder.glob("*.yaml"))]
