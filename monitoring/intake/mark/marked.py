"""Whatever file came in, back with what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from monitoring.intake.finding import Finding
from monitoring.intake.mark.clean import CannotBePatched
from monitoring.intake.mark.mark import patched
from monitoring.intake.mark.overview import About
from monitoring.intake.mark.report import report
from monitoring.intake.mark.words import Say
from monitoring.intake.reading import Workbook, read
from theory_of_change.text import message

OWN = (".xlsx", ".xlsm")
"""What is marked itself; of other files a copy of the values is."""


@dataclass(frozen=True)
class Marked:
    """A marked workbook: what to call it, its bytes, and whether it is the sender's own file or a copy of its values."""

    name: str
    content: bytes
    own: bool


def marked(content: bytes, findings: Sequence[Finding], about: About, say: Say) -> Marked:
    """The sender's own file with its findings at the cells; where it is no .xlsx or .xlsm, an .xlsx with its values.

    `say` puts messages into the words of the visitor. It reads an untrusted file: run it where the file is
    read. Raises `Unreadable` with a sentence where the file cannot be read.
    """
    if PurePath(about.file).suffix.lower() in OWN:
        try:
            return Marked(marked_name(about.file, say), patched(content, findings, about, say), own=True)
        except CannotBePatched:
            why = message(
                "This is a copy with the values of {file} at the same cells: marks could not be put in the file itself without losing something of it. Mend your own file.",
                file=about.file,
            )
    else:
        why = message(
            "This is a copy with the values of {file} at the same cells, as a file of that kind cannot be marked. Mend your own file.",
            file=about.file,
        )
    workbook = read(about.file, content)
    try:
        copy, renamed = report(workbook, findings)
        made = patched(copy, renamed, about, say, remarks=(why,))
    except CannotBePatched:
        copy, renamed = report(Workbook(about.file, content, {}), findings)
        made = patched(copy, renamed, about, say, remarks=(_ONLY_LISTED,))
    return Marked(marked_name(about.file, say), made, own=False)


_ONLY_LISTED = message("The cells of this file cannot be marked. What was found in them is listed here.")


def marked_name(file: str, say: Say) -> str:
    """What a marked file is called: its name with “marked” behind it, once.

    >>> marked_name("bz-marked.xlsm", lambda said: said.key), marked_name("bz.ods", lambda said: said.key)
    ('bz-marked.xlsm', 'bz-marked.xlsx')
    """
    path, said = PurePath(file), say(message("marked"))
    ending = path.suffix.lower() if path.suffix.lower() in OWN else ".xlsx"
    return f"{path.stem.removesuffix(f'-{said}')}-{said}{ending}"
