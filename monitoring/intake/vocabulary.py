"""Which words in a sheet mean which code: names in Dutch and English, codes, and known variants."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import babel
import pycountry

from monitoring.intake.normalise import Misread, folded, is_blank, plain
from monitoring.ledger import Reader, names
from monitoring.ledger.reference import DATA, KOSOVO
from theory_of_change.text import Text, message

KINDS = {
    "commitment": Text(nl="verplichting", en="commitment"),
    "expenditure": Text(nl="uitgave", en="expenditure"),
    "forecast": Text(nl="raming", en="forecast"),
}
TARGET_KINDS = {
    "baseline": Text(nl="nulmeting", en="baseline"),
    "milestone": Text(nl="mijlpaal", en="milestone"),
    "target": Text(nl="streefwaarde", en="target"),
}
FIGURE_KINDS = {
    "actual": Text(nl="werkelijk", en="actual"),
    "target": Text(nl="streefwaarde", en="target"),
    "baseline": Text(nl="nulmeting", en="baseline"),
}
STATES = {
    "reported": Text(nl="gemeld", en="reported"),
    "not_applicable": Text(nl="niet van toepassing", en="not applicable"),
    "not_yet_known": Text(nl="nog niet bekend", en="not yet known"),
    "withheld": Text(nl="niet vrijgegeven", en="withheld"),
}
PHASES = {
    "OWB": Text(nl="ontwerpbegroting", en="draft budget"),
    "NVW": Text(nl="nota van wijziging", en="amendment"),
    "VB": Text(nl="vastgestelde begroting", en="adopted budget"),
    "1SUPP": Text(nl="eerste suppletoire begroting", en="first supplementary budget"),
    "SEPT": Text(nl="suppletoire begroting september", en="supplementary budget of September"),
    "2SUPP": Text(nl="tweede suppletoire begroting", en="second supplementary budget"),
    "REAL": Text(nl="slotwet", en="final act"),
}

_LISTED = ("theme", "budget_type", "country", "project", "measure", "purpose_code")
_FIXED = {"kind": KINDS, "target_kind": TARGET_KINDS, "figure_kind": FIGURE_KINDS, "state": STATES, "phase": PHASES}


@dataclass(frozen=True)
class Meanings:
    """What the words of one field mean: the code of each, and what each code is called."""

    meaning: Mapping[str, str]
    names: Mapping[str, Text]
    example: str

    def code(self, value: Any) -> str | Misread | None:
        """The code a cell means, None where it is blank.

        An unknown word comes back with the closest known ones.
        """
        found = self.meaning.get(folded(value))
        if found is not None:  # before blanks, so that Namibia's NA is a country
            return found
        if is_blank(value):
            return None
        near = difflib.get_close_matches(folded(value), list(self.meaning), n=1, cutoff=0.72)
        if near:
            code = self.meaning[near[0]]
            remedy = message("Do you mean {name} ({code})?", name=self.names.get(code, code), code=code)
        elif not self.example:
            remedy = message(
                "Nothing of this kind is in the ledger yet, so there is nothing to choose. It comes from the csv files in data/: ask whoever runs the system."
            )
        else:
            remedy = message("Choose one from the list, for example {example}.", example=self.example)
        return Misread(message("“{value}” is not known here.", value=plain(value)), remedy)


@dataclass(frozen=True)
class Vocabulary:
    """The words of all fields, as one state of the ledger knows them."""

    words: Mapping[str, Meanings]

    def __getitem__(self, field: str) -> Meanings:
        return self.words[field]

    @classmethod
    def of(cls, reader: Reader) -> Vocabulary:
        """The words that mean something in a state of the ledger."""
        texts_of = {field: names(reader, field) for field in _LISTED} | _FIXED
        words = {}
        for field, texts in texts_of.items():
            meaning = {}
            # A name that two codes share means neither; only the code does.
            for code, text in texts.items():
                for word in {folded(text.nl), folded(text.en)}:
                    meaning[word] = code if word not in meaning else ""
            meaning = {word: code for word, code in meaning.items() if word and code}
            meaning |= {folded(code): code for code in texts}
            if field == "country":
                meaning = _country_variants(set(texts)) | meaning
            if field == "theme":
                meaning |= {"all": "ALL", "alle": "ALL"}
            words[field] = Meanings(meaning, texts, next(iter(texts), ""))
        return cls(words)


def _country_variants(known: set[str]) -> dict[str, str]:
    """Other names of countries: French, official and inverted ones, and those in data/country_alias.csv."""
    return {word: code for word, code in _all_variants().items() if code in known}


@cache
def _all_variants(folder: Path = DATA) -> dict[str, str]:
    variants: dict[str, str] = {}
    locales = [babel.Locale(tag).territories for tag in ("nl", "en", "fr")]
    for country in pycountry.countries:
        names = [
            country.name,
            country.alpha_2,
            getattr(country, "official_name", ""),
            getattr(country, "common_name", ""),
        ]
        names += [territories.get(country.alpha_2, "") for territories in locales]
        for name in filter(None, names):
            variants[folded(name)] = country.alpha_3
    variants[folded("Kosovo")] = KOSOVO
    with (folder / "country_alias.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            variants[folded(row["alias"])] = row["country"]
    return variants
