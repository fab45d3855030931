"""How strong the evidence for a link is: what was declared, and the independent sources that came since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.results.assumptions.told import Statement, Test, Verdict, sources
from theory_of_change.model import Evidence, Link

RULE = "evidence strength"
VERSION = "1.0"
STRENGTHS: tuple[Evidence, ...] = ("unknown", "weak", "moderate", "strong")
ENOUGH = 3
"""Independent sources that make evidence strong; two make it moderate, one weak. Illustrative until adopted."""


@dataclass(frozen=True)
class Strength:
    """The strength of the evidence for a link, what was declared, and how many sources speak for and against it."""

    strength: Evidence
    declared: Evidence
    supporting: int = 0
    contradicting: int = 0

    @property
    def sources(self) -> int:
        """How many independent sources there are."""
        return self.supporting + self.contradicting


def strength(declared: Evidence, supporting: int, contradicting: int) -> Evidence:
    """The strength of evidence, from what was declared when the theory was written and the sources since.

    Sources that support make it stronger, never weaker; one that contradicts what others support, or what was
    declared, makes it contested. What was declared contested stays so.

    >>> strength("weak", 2, 0), strength("strong", 1, 0), strength("unknown", 0, 0), strength("moderate", 1, 1)
    ('moderate', 'strong', 'unknown', 'contested')
    >>> strength("moderate", 0, 1), strength("contested", 5, 0), strength("unknown", 0, 2), strength("unknown", 7, 0)
    ('contested', 'contested', 'weak', 'strong')
    """
    if declared == "contested" or (contradicting and (supporting or declared != "unknown")):
        return "contested"
    if contradicting:
        return "weak"
    return max(declared, STRENGTHS[min(supporting, ENOUGH)], key=STRENGTHS.index)


def of_link(link: Link, tests: Iterable[Test], statements: Iterable[Statement]) -> Strength:
    """The strength of a link by the tests of its assumptions and the statements on it that somebody substantiated.

    The same source counts once, with what it says last: two tests on one evaluation are one source.

    >>> import datetime
    >>> link = Link.model_validate({"code": "TER-L07", "from": "TER-P2", "to": "TER-O1", "evidence": "moderate", "lag": 2,
    ...     "assumptions": ["TER-V02"], "mechanism": {"nl": "m", "en": "m"}})
    >>> def test(day, verdict, source):
    ...     return Test(country="XAB", sources=source, assumption="TER-V02", verdict=Verdict(verdict), evidence="e",
    ...         tested_on=datetime.date(2026, 9, day), tested_by="BZ")
    >>> of_link(link, [test(3, "holds", "Evaluation"), test(9, "doubtful", "evaluation; Talks")], [])
    Strength(strength='contested', declared='moderate', supporting=0, contradicting=2)
    """
    said: dict[str, tuple[tuple, bool]] = {}
    speaking = [
        ((one.tested_on, one.number), one.verdict is Verdict.HOLDS, one.sources)
        for one in tests
        if one.assumption in link.assumptions
    ] + [
        ((one.changed_on, one.number), one.positive, one.sources)
        for one in statements
        if one.bears_on == link.code and one.substantiated_by
    ]
    for when, supports, written in speaking:
        for source in sources(written):
            key = source.casefold()
            said[key] = max(said.get(key, ((), False)), (when, supports), key=lambda told: told[0])
    supporting = sum(supports for _, supports in said.values())
    contradicting = len(said) - supporting
    return Strength(strength(link.evidence, supporting, contradicting), link.evidence, supporting, contradicting)
