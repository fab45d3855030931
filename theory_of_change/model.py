"""The shape of a theory of change: the same words, in the same order, as in its YAML file.

A theory is a graph of steps and causal links (terms of reference, footnote 5: "the steps and
conditions needed for specific, desired change, and insight into how and why it happens").
Every link carries its own mechanism and evidence; every outcome its indicators; every
assumption what tests it; every harm a safeguard with thresholds.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from theory_of_change.text import Text

TheoryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-[A-Z]?[0-9]{1,2}$")]
Word = Annotated[str, StringConstraints(min_length=1)]

Level = Literal["activity", "output", "outcome", "impact"]
Evidence = Literal["strong", "moderate", "weak", "contested", "unknown"]
Kind = Literal["flow", "cumulative", "yearly", "stock", "ratio", "median", "index", "event", "threshold", "narrative"]
Unit = Literal["persons", "count", "percent", "per_1000", "days", "eur", "index"]
Direction = Literal["higher", "lower", "contextual"]
Frequency = Literal["quarter", "half", "year"]
BudgetType = Literal["BZ_ODA", "AM_NON_ODA", "OWN"]
Operator = Literal[">", ">=", "<", "<="]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Basis(_Part):
    """Where the terms of reference speak of this theory, in their own words."""

    section: Word
    quote: Word


class Alignment(_Part):
    """Frames outside the taskforce that this theory answers to."""

    jvap_domains: tuple[int, ...]
    global_compact: tuple[int, ...]
    sdg: tuple[str, ...]
    purpose_codes: tuple[str, ...]


class Step(_Part):
    """What we do (activity), what that yields (output), what follows (outcome), the goal (impact)."""

    code: Code
    level: Level
    label: Text
    text: Text


class Link(_Part):
    """Why one step should lead to the next; `lag` is in quarters."""

    code: Code
    from_: Annotated[Code, Field(alias="from")]
    to: Code
    evidence: Evidence
    lag: Annotated[int, Field(ge=0, le=40)]
    assumptions: tuple[Code, ...]
    mechanism: Text


class Assumption(_Part):
    """What must be so for the links that name it; a precondition must be so beforehand."""

    code: Code
    kind: Literal["assumption", "precondition"]
    text: Text
    tested_by: tuple[Code, ...]
    if_invalid: Text


class Range(_Part):
    """What a value can be at all; outside it the figure is wrong."""

    min: Decimal | None = None
    max: Decimal | None = None


class Rate(_Part):
    """A figure beside so many of another, of the same parts and period: so many deaths per 1,000 detections."""

    name: Text
    of: Code
    times: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class Indicator(_Part):
    """What is counted, and how it may be added up (`kind`, see monitoring/results).

    `due_days` is counted from the end of the period. `tolerance` is the share by which a value
    may miss a target that says "hold". `counter` is the indicator that must be read beside it.
    `rate` is how it is held beside another one. `partition` is the dimension whose parts, when no total is
    reported, add up to the total.
    """

    code: Code
    step: Code
    kind: Kind
    name: Text
    definition: Text
    unit: Unit
    direction: Direction
    numerator: Text | None = None
    denominator: Text | None = None
    frequency: Frequency
    due_days: Annotated[int, Field(ge=0, le=730)]
    tolerance: Annotated[Decimal, Field(ge=0, le=1)]
    counter: Code | None = None
    rate: Rate | None = None
    reporter: Word
    source: Word
    source_kind: Literal["admin", "open_data", "partner_report", "survey", "assessment"]
    disaggregation: tuple[str, ...]
    partition: Word | None = None
    range: Range
    privacy: Literal["none", "small_cells", "sensitive"]
    references: tuple[str, ...]
    caution: Text | None = None


class Threshold(_Part):
    """Where a safeguard changes colour, as "value `op` `value`"."""

    op: Operator
    value: Decimal


class Safeguard(_Part):
    """A do-no-harm rule: what is watched, when it turns amber or red, and what happens then.

    `basis` says what the thresholds compare: the value itself, or its change in percent against
    the mean of the four quarters before. `owner` answers for it; two owners answer together.
    """

    code: Code
    about: Literal["harm", "procedure"]
    kind: Kind
    name: Text
    definition: Text
    unit: Unit
    direction: Literal["higher", "lower"]
    numerator: Text | None = None
    denominator: Text | None = None
    frequency: Frequency
    due_days: Annotated[int, Field(ge=0, le=730)]
    reporter: Word
    source: Word
    source_kind: Literal["admin", "open_data", "partner_report", "survey", "assessment"]
    basis: Literal["value", "change_on_four_quarters"]
    amber: Threshold
    red: Threshold
    on_amber: Text
    on_red: Text
    owner: Annotated[tuple[Word, ...], Field(min_length=1)]
    blocks_payment: bool


class LearningQuestion(_Part):
    """What we want to find out about this theory."""

    code: Code
    text: Text


class Trigger(_Part):
    """When to think again (`condition` has the language of `when`), and what to do then."""

    code: Code
    when: Word
    text: Text


class Theory(_Part):
    """One theory of change, as jointly adopted or drafted."""

    code: TheoryCode
    version: Annotated[int, Field(ge=1)]
    status: Literal["draft", "adopted", "superseded"]
    illustrative: bool
    valid_from: datetime.date
    adopted_by: tuple[Word, ...]
    name: Text
    problem: Text
    in_totals: bool
    scope: Text
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    alignment: Alignment
    not_oda: Text
    budget_types: tuple[BudgetType, ...]
    review_months: Annotated[int, Field(ge=1, le=60)]
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    links: tuple[Link, ...]
    assumptions: tuple[Assumption, ...]
    indicators: tuple[Indicator, ...]
    safeguards: tuple[Safeguard, ...]
    learning_questions: tuple[LearningQuestion, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    def elements(self) -> Iterator[tuple[str, int, _Part]]:
        """Everything with a code of its own, as (section, place in that section, element)."""
        for section in ("steps", "links", "assumptions", "indicators", "safeguards", "learning_questions", "triggers"):
            for place, element in enumerate(getattr(self, section)):
                yield section, place, element
