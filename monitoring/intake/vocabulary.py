"""Which words in a sheet mean which code: names in Dutch and English, codes, and known variants."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from monitoring.intake import countries
from monitoring.intake.normalise import Misread, folded, is_blank, plain
from monitoring.ledger import Reader, names
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
SHORTEST_GUESS = 4  # letters
_FIXED = {"kind": KINDS, "target_kind": TARGET_KINDS, "figure_kind": FIGURE_KINDS, "state": STATES, "phase": PHASES}


@dataclass(frozen=True)
class Meanings:
    """What the words of one field mean: the code of each, and what each code is called."""

    meaning: Mapping[str, str]
    names: Mapping[str, Text]
    example: str

    def code(self, value: Any) -> str | Misread | None:
        """The code a cell means, None where it is blank.

        An unknown word comes back with the closest known one, and is never taken for it.
        """
        found = self._code(plain(value))
        if found is not None:  # before blanks, so that Namibia's NA is a country
            return found
        return None if is_blank(value) else self._told(plain(value))

    def _told(self, text: str) -> Misread:
        """What is said of an unknown word, looked for once: a column per month says the same countries in each."""
        if text not in self._unknown_words:
            self._unknown_words[text] = self._unknown(text)
        return self._unknown_words[text]

    @cached_property
    def _unknown_words(self) -> dict[str, Misread]:
        return {}

    def _code(self, text: str) -> str | None:
        return self.meaning.get(folded(text))

    def _unknown(self, text: str) -> Misread:
        # A code of three letters is near to many others, and a guess would only mislead.
        names = [word for word in self.meaning if len(word) >= SHORTEST_GUESS]
        near = difflib.get_close_matches(folded(text), names, n=1, cutoff=0.72)
        if near:
            code = self.meaning[near[0]]
            remedy = message("Do you mean {name} ({code})?", name=self.names.get(code, code), code=code)
        elif not self.example:
            remedy = message(
                "Nothing of this kind is in the ledger yet, so there is nothing to choose. It comes from the csv files in data/: ask whoever runs the system."
            )
        else:
            remedy = message("Choose one from the list, for example {example}.", example=self.example)
        return Misread(message("“{value}” is not known here.", value=text), remedy)


@dataclass(frozen=True)
class Countries(Meanings):
    """The same of countries, whose names also stand with their words in another order."""

    def _code(self, text: str) -> str | None:
        return self.meaning.get(folded(text)) or self._by_words.get(countries.words(text))

    @cached_property
    def _by_words(self) -> Mapping[frozenset[str], str]:
        return countries.by_words(self.meaning)

    def by_number(self, value: Any) -> str | None:
        """The country that has this number in M49, also where its leading zeros are lost."""
        code = countries.numeric_codes().get(plain(value).zfill(3))
        return code if code in self.names else None

    def _unknown(self, text: str) -> Misread:
        if code := self.by_number(text):
            return Misread(
                message("“{value}” is a number, and may be a code of several lists.", value=text),
                message("Do you mean {name} ({code})?", name=self.names[code], code=code),
            )
        return countries.no_country(text, self._code, self.names) or super()._unknown(text)


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
                meaning = {word: code for word, code in countries.variants().items() if code in texts} | meaning
            if field == "theme":
                meaning |= {"all": "ALL", "alle": "ALL"}
            kind = Countries if field == "country" else Meanings
            words[field] = kind(meaning, texts, next(iter(texts), ""))
        return cls(words)
