"""What people write beside the figures of a quarter, per theme: kept in the ledger, with figures that are filled in.

A figure is named in braces, as {money.BZ_ODA.spent} or {indicator.TER-03.XAB}. It is filled in from the state that is
shown, so it is live while that is the present one, and stands still once the quarter is closed.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from monitoring.ledger import Ledger, Reader, Transaction, names
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results.decisions import KEYS
from theory_of_change.text import message

FIGURE = re.compile(r"\{\s*([^{}]*?)\s*\}")
WHOLE = "ALL"
LONGEST = 2_500  # characters: what still stands on two slides


@dataclass(frozen=True)
class Story:
    """What was written about one theme in one quarter, in each language; "" where nothing was."""

    quarter: str
    theme: str
    nl: str
    en: str
    written_by: str
    written_for: str
    written_on: datetime.date
    number: int

    def text(self, language: str) -> str:
        """The text in a language."""
        return self.nl if language == "nl" else self.en


def stories(reader: Reader, quarter: str) -> dict[str, Story]:
    """What was written about a quarter, by theme; ALL is the whole."""
    rows = reader.rows(
        "select quarter, theme, coalesce(text_nl, ''), coalesce(text_en, ''), written_by, written_for, written_on, written_in "
        "from narrative where quarter = ?",
        quarter,
    )
    return {row[1]: Story(*row) for row in rows}


def write(
    ledger: Ledger, quarter: str, theme: str, texts: Mapping[str, str], person: Person, known: Mapping[str, str]
) -> int | None:
    """Keep the texts of a theme by language; the number of the commit, None where nothing changed. Raises `Refused`.

    `known` are the figures that may be named. Another language's text stays as it is.
    """

    def work(transaction: Transaction) -> None:
        if found := [
            *refusals(texts, known),
            *of_person(person.name),
            *_by_whom(transaction, theme, person),
        ]:
            raise Refused(*found)
        now = stories(transaction, quarter).get(theme)
        told = {language: texts.get(language, now.text(language) if now else "").strip() for language in ("nl", "en")}
        if now and (now.nl, now.en) == (told["nl"], told["en"]):
            return
        transaction.merge(
            "narrative",
            pd.DataFrame(
                [
                    {
                        "quarter": quarter,
                        "theme": theme,
                        "text_nl": told["nl"] or None,
                        "text_en": told["en"] or None,
                        "written_by": person.name,
                        "written_for": person.organisation,
                        "written_on": transaction.today,
                    }
                ]
            ),
        )

    return ledger.commit(person, f"Text of {quarter}, {theme}", work).number


def _by_whom(reader: Reader, theme: str, person: Person) -> Sequence[Refusal]:
    found = []
    if person.organisation not in KEYS:
        found.append(
            Refusal(
                "written_for",
                message("The texts of a pack are written by the core team, so by BZ or A&M."),
                message("Send your text to the core team."),
            )
        )
    if theme != WHOLE and theme not in names(reader, "theme"):
        found.append(Refusal("theme", message("There is no theme {theme}.", theme=theme), message("Choose a theme.")))
    return found


def refusals(texts: Mapping[str, str], known: Mapping[str, str]) -> list[Refusal]:
    """What is wrong with texts: too long, personal data, or a figure that there is not.

    >>> [one.field for one in refusals({"nl": "Er is {money.BZ_ODA.spend} uitgegeven."}, {"money.BZ_ODA.spent": "x"})]
    ['nl']
    >>> refusals({"nl": "Er is { money.BZ_ODA.spent } uitgegeven."}, {"money.BZ_ODA.spent": "x"})
    []
    >>> [one.field for one in refusals({"nl": "Er is {money.BZ_ODA.spent uitgegeven."}, {"money.BZ_ODA.spent": "x"})]
    ['nl']
    """
    found = [*of_texts(texts, longest=LONGEST)]
    for field, text in texts.items():
        if set("{}") & set(FIGURE.sub("", text)):
            found.append(
                Refusal(
                    field,
                    message("A brace is opened or closed alone."),
                    message("Write a figure between two braces, as {example}.", example="{money.BZ_ODA.spent}"),
                )
            )
        for name in FIGURE.findall(text):
            if name in known:
                continue
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
            found.append(
                Refusal(
                    field,
                    message("There is no figure “{name}”.", name=name),
                    message("Did you mean {near}?", near="{" + near[0] + "}")
                    if near
                    else message("Choose one from the list of figures."),
                )
            )
    return found


def filled(text: str, figures: Mapping[str, str]) -> str:
    """A text with its figures; one that this state does not have is a dash.

    >>> filled("Er is {money.BZ_ODA.spent} uitgegeven, {x.y}.", {"money.BZ_ODA.spent": "€ 32,6 mln"})
    'Er is € 32,6 mln uitgegeven, –.'
    """
    return FIGURE.sub(lambda found: figures.get(found[1], "–"), text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what an empty line keeps apart.

    >>> paragraphs("Een\\nzin.\\n\\n\\nTwee.")
    ['Een zin.', 'Twee.']
    """
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", text) if one.strip()]
