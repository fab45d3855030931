"""HTML from templates.

Whatever is put into a template is escaped, so that no name, reason or file can become markup: only
what came out of a template or a piece is `Markup` and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from monitoring.charts.look import MARKS
from monitoring.charts.pieces import badge, cell, glyph, mark
from monitoring.language import Words
from theory_of_change.text import counted, message

TEMPLATES = Path(__file__).parent / "templates"


class Templates:
    """The templates of one folder, which may also use those of the charts.

    In a template ``_("…", gap=value)`` and ``_n("…", "…", n=3)`` say a sentence in the visitor's
    language, ``say(value)`` a text or number; ``glyph``, ``mark``, ``badge``, ``cell`` and
    ``table`` make the pieces of `monitoring.charts.pieces` and the table below.
    """

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([folder, TEMPLATES]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.globals |= {"glyph": glyph, "cell": cell, "MARKS": MARKS}

    def __call__(self, name: str, say: Words, /, **values: Any) -> Markup:
        """Template `name` (without .html) filled with `values`, in the language of `say`."""
        words = {
            "say": say,
            "_": lambda key, **gaps: say(message(key, **gaps)),
            "_n": lambda one, many, **gaps: say(counted(one, many, **gaps)),
            "mark": partial(mark, say=say),
            "badge": partial(badge, say=say),
            "table": partial(table, say),
        }
        return Markup(self._environment.get_template(f"{name}.html").render(**words, **values))


html = Templates()


def table(
    say: Words,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    numeric: Iterable[int] = (),
    caption: str = "",
    classes: Sequence[str] = (),
) -> Markup:
    """A short table. `numeric` columns are aligned to the right, `classes` are of the rows."""
    return html(
        "table",
        say,
        headings=headings,
        rows=list(rows),
        numeric=frozenset(numeric),
        caption=caption,
        classes=classes,
    )
