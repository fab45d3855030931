"""Which words in a sheet mean which code: names in Dutch and English, codes, and known variants."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from monitoring.intake import countries
from monitoring.intake.normalise import Misread, folded, is_blank, plain
from monitoring.ledger import Reader, names
from theory_of_change.text import Listing, Text, message

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
    "HER": Text(nl="herschikking binnen het budget", en="shift within the budget"),
}
YES_NO = {"yes": Text(nl="ja", en="yes"), "no": Text(nl="nee", en="no")}
IMPLEMENTERS = {
    "government": Text(nl="overheid", en="government"),
    "international organisation": Text(nl="internationale organisatie", en="international organisation"),
    "civil society": Text(nl="maatschappelijke organisatie", en="civil society"),
    "company": Text(nl="bedrijf", en="company"),
}
CHANNELS = {
    "bilateral": Text(nl="bilateraal", en="bilateral"),
    "european": Text(nl="Europees", en="European"),
    "multilateral": Text(nl="multilateraal", en="multilateral"),
}
INSTRUMENTS = {
    "grant": Text(nl="subsidie", en="grant"),
    "contract": Text(nl="opdracht", en="contract"),
    "contribution": Text(nl="bijdrage", en="contribution"),
    "diplomacy": Text(nl="diplomatie", en="diplomacy"),
    "visa": Text(nl="visa", en="visa"),
    "trade": Text(nl="handel", en="trade"),
    "capacity": Text(nl="capaciteit", en="capacity"),
}
LEGAL = {
    "passed": Text(nl="voldaan", en="passed"),
    "failed": Text(nl="niet voldaan", en="failed"),
    "pending": Text(nl="loopt nog", en="pending"),
}
LEGAL_FORMS = {
    "treaty": Text(nl="verdrag", en="treaty"),
    "memorandum": Text(nl="memorandum", en="memorandum"),
    "letter": Text(nl="brief", en="letter"),
    "arrangement": Text(nl="regeling", en="arrangement"),
}
AGREEMENT_STATUSES = {
    "negotiation": Text(nl="in onderhandeling", en="in negotiation"),
    "agreed": Text(nl="afgesproken", en="agreed"),
    "in force": Text(nl="van kracht", en="in force"),
    "paused": Text(nl="gepauzeerd", en="paused"),
    "ended": Text(nl="beëindigd", en="ended"),
}
DEPLOYMENT_KINDS = {
    "liaison": Text(nl="liaison", en="liaison"),
    "expert": Text(nl="expert", en="expert"),
    "staff": Text(nl="medewerker", en="staff"),
}

LISTED = (
    "country",
    "theme",
    "budget_type",
    "project",
    "purpose_code",
    "measure",
    "programming_line",
    "step",
    "objective",
    "organisation",
    "agreement",
)
"""What the words of a field mean where the ledger says it."""
FIXED: Mapping[str, Mapping[str, Text]] = {
    "kind": KINDS,
    "target_kind": TARGET_KINDS,
    "figure_kind": FIGURE_KINDS,
    "state": STATES,
    "phase": PHASES,
    "yes_no": YES_NO,
    "implementer": IMPLEMENTERS,
    "channel": CHANNELS,
    "instrument": INSTRUMENTS,
    "legal": LEGAL,
    "legal_form": LEGAL_FORMS,
    "agreement_status": AGREEMENT_STATUSES,
    "deployment_kind": DEPLOYMENT_KINDS,
}
"""What they mean where it is always the same."""
SHORTEST_GUESS = 4  # letters
_SEPARATORS = re.compile(r"[,;\n]")


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
        # As it is written first: codes of others may differ by a capital only.
        return text if text in self.names else self.meaning.get(folded(text))

    def _several(self, text: str) -> Misread | None:
        """What is said of a text that is a list of known words."""
        codes = [self._code(part.strip()) for part in _SEPARATORS.split(text)]
        if len(codes) < 2 or None in codes:
            return None
        called = Listing([self.names.get(code, code) for code in dict.fromkeys(codes)])
        return Misread(
            message("“{value}” is more than one: {names}.", value=text, names=called),
            message("Choose one of them: a cell holds one."),
            "several in a cell",
        )

    def _unknown(self, text: str) -> Misread:
        if said := self._several(text):
            return said
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
        texts_of: Mapping[str, Mapping[str, Text]] = {field: names(reader, field) for field in LISTED} | FIXED
        return cls({field: _meanings(field, texts) for field, texts in texts_of.items()})

    def knowing(self, field: str, texts: Mapping[str, Text]) -> Vocabulary:
        """The same words, and of one field those of a file that names something new as well."""
        return Vocabulary({**self.words, field: _meanings(field, {**self.words[field].names, **texts})})


def _meanings(field: str, texts: Mapping[str, Text]) -> Meanings:
    """What the words of a field mean, by the codes there are and what each is called."""
    meaning: dict[str, str] = {}
    # A name that two codes share means neither; only the code does.
    for code, text in texts.items():
        for word in {folded(text.nl), folded(text.en)}:
            meaning[word] = code if word not in meaning else ""
    meaning = {word: code for word, code in meaning.items() if word and code}
    codes = Counter(map(folded, texts))
    meaning |= {folded(code): code for code in texts if codes[folded(code)] == 1}
    if field == "country":
        meaning = {word: code for word, code in countries.variants().items() if code in texts} | meaning
    if field in ("theme", "objective"):
        meaning |= {"all": "ALL", "alle": "ALL"}
    kind = Countries if field == "country" else Meanings
    return kind(meaning, texts, next(iter(texts), ""))
