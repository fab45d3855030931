"""What a theory must be to be believed: rules over one theory, and over all of them together.

Each rule yields where in the file it is broken and what would be right. Where a rule comes from
stands in its docstring; "ToR" is the terms of reference of the taskforce.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from theory_of_change import condition
from theory_of_change.model import Theory, Threshold
from theory_of_change.read import Definition, Mistake, Where
from theory_of_change.text import Listing, Message, message

Broken = Iterator[tuple[Where, Message]]

ADOPTERS = ("BZ", "AM")
ORDER = ("activity", "output", "outcome", "impact")


def check(definitions: Sequence[Definition]) -> list[Mistake]:
    """Everything that is wrong with these theories, in the order of file and line."""
    mistakes = [
        Mistake(definition.file, definition.line(where), words)
        for definition in definitions
        for rule in RULES
        for where, words in rule(definition.theory)
    ]
    mistakes += _codes_are_unique(definitions)
    mistakes += _tests_exist(definitions)
    mistakes += _triggers_exist(definitions)
    return sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line))


def references_exist(theory: Theory) -> Broken:
    """A link runs between steps of its own theory and names assumptions of its own theory."""
    steps = {step.code for step in theory.steps}
    assumptions = {assumption.code for assumption in theory.assumptions}
    indicators = {indicator.code for indicator in theory.indicators}
    for i, link in enumerate(theory.links):
        for end, step in (("from", link.from_), ("to", link.to)):
            if step not in steps:
                yield ("links", i, end), _unknown(step, steps)
        for j, assumption in enumerate(link.assumptions):
            if assumption not in assumptions:
                yield ("links", i, "assumptions", j), _unknown(assumption, assumptions)
    for i, indicator in enumerate(theory.indicators):
        if indicator.step not in steps:
            yield ("indicators", i, "step"), _unknown(indicator.step, steps)
        if indicator.counter and indicator.counter not in indicators:
            yield ("indicators", i, "counter"), _unknown(indicator.counter, indicators)
        if indicator.rate and indicator.rate.of not in indicators:
            yield ("indicators", i, "rate", "of"), _unknown(indicator.rate.of, indicators)


def codes_belong_to_the_theory(theory: Theory) -> Broken:
    """Every code begins with the code of its theory, so that a code alone tells where it belongs."""
    for section, i, element in theory.elements():
        if not element.code.startswith(f"{theory.code}-"):
            yield (
                (section, i, "code"),
                message(
                    "“{code}” does not begin with “{theory}-”, the code of this theory.",
                    code=element.code,
                    theory=theory.code,
                ),
            )


def every_step_reaches_the_impact(theory: Theory) -> Broken:
    """A step that leads nowhere is not part of a theory of change (ToR footnote 5: steps *needed for* change)."""
    leads_to = defaultdict(set)
    for link in theory.links:
        leads_to[link.from_].add(link.to)
    goals = {step.code for step in theory.steps if step.level == "impact"}
    if not goals:
        yield ("steps",), message("No step has level “impact”. Name the change for people this theory is for.")
        return
    for i, step in enumerate(theory.steps):
        if not goals & _reachable(step.code, leads_to):
            yield (
                ("steps", i),
                message(
                    "From step {step} no links lead to an impact. Add a link, or take the step out.", step=step.code
                ),
            )


def links_make_no_circle(theory: Theory) -> Broken:
    """A circle of links says that something causes itself."""
    leads_to = defaultdict(set)
    for link in theory.links:
        leads_to[link.from_].add(link.to)
    for i, link in enumerate(theory.links):
        if link.from_ in _reachable(link.to, leads_to):
            yield (
                ("links", i),
                message(
                    "Link {link} is part of a circle: {to} leads back to {start}. Take one of its links out.",
                    link=link.code,
                    to=link.to,
                    start=link.from_,
                ),
            )


def links_run_forward(theory: Theory) -> Broken:
    """What we do comes before what it yields: a link never runs back to an earlier level."""
    level = {step.code: ORDER.index(step.level) for step in theory.steps}
    for i, link in enumerate(theory.links):
        if link.from_ in level and link.to in level and level[link.from_] > level[link.to]:
            yield (
                ("links", i),
                message(
                    "Link {link} runs back, from {start} to {to}. Links run from activity to output, outcome and impact.",
                    link=link.code,
                    start=link.from_,
                    to=link.to,
                ),
            )


def every_outcome_has_an_indicator(theory: Theory) -> Broken:
    """An outcome that nobody measures cannot be accounted for (ToR 5, domain check CHK-T2)."""
    measured = {indicator.step for indicator in theory.indicators}
    for i, step in enumerate(theory.steps):
        if step.level == "outcome" and step.code not in measured:
            yield ("steps", i), message("Outcome {step} has no indicator. Add one with “step: {step}”.", step=step.code)


def every_assumption_is_used_and_tested(theory: Theory) -> Broken:
    """An assumption tells something only if a link rests on it and something tests it (CHK-T2)."""
    used = {assumption for link in theory.links for assumption in link.assumptions}
    for i, assumption in enumerate(theory.assumptions):
        if not assumption.tested_by:
            yield (
                ("assumptions", i),
                message(
                    "Nothing tests assumption {assumption}. Name an indicator or safeguard in “tested_by”.",
                    assumption=assumption.code,
                ),
            )
        if assumption.code not in used:
            yield (
                ("assumptions", i),
                message(
                    "No link rests on assumption {assumption}. Name it in the “assumptions” of a link.",
                    assumption=assumption.code,
                ),
            )


def ratios_have_two_halves(theory: Theory) -> Broken:
    """Percentages cannot be averaged: a ratio is added up as numerator over denominator (design, counting rules)."""
    for section in ("indicators", "safeguards"):
        for i, measure in enumerate(getattr(theory, section)):
            if measure.kind == "ratio" and not (measure.numerator and measure.denominator):
                yield (
                    (section, i),
                    message("{code} is a ratio. Say what its numerator and its denominator count.", code=measure.code),
                )


def thresholds_are_in_order(theory: Theory) -> Broken:
    """Red is at least as strict as amber and looks the same way; otherwise a colour is never shown."""
    for i, safeguard in enumerate(theory.safeguards):
        amber, red = safeguard.amber, safeguard.red
        if _upward(amber) != _upward(red):
            yield (
                ("safeguards", i, "red"),
                message(
                    "Red and amber of {code} look different ways. Use “>” or “>=” for both, or “<” or “<=” for both.",
                    code=safeguard.code,
                ),
            )
        elif (red.value < amber.value) if _upward(amber) else (red.value > amber.value):
            yield (
                ("safeguards", i, "red"),
                message(
                    "Red of {code} comes before amber ({red} against {amber}). Swap the two values.",
                    code=safeguard.code,
                    red=red.value,
                    amber=amber.value,
                ),
            )
        if _upward(amber) == (safeguard.direction == "higher") and safeguard.basis == "value":
            yield (
                ("safeguards", i, "direction"),
                message(
                    "{code} says “{direction}” is better, but its thresholds warn the other way round.",
                    code=safeguard.code,
                    direction=safeguard.direction,
                ),
            )


def adopted_by_both(theory: Theory) -> Broken:
    """A theory is adopted jointly: by BZ *and* AM (ToR footnote 5 "jointly adopted", CHK-T1)."""
    missing = [adopter for adopter in ADOPTERS if adopter not in theory.adopted_by]
    if theory.status == "adopted" and missing:
        yield (
            ("adopted_by",),
            message(
                "An adopted theory names both BZ and AM in “adopted_by”. Missing: {missing}. Until then its status is “draft”.",
                missing=Listing(missing),
            ),
        )
    if theory.status == "draft" and not theory.illustrative:
        yield (
            ("illustrative",),
            message("A draft is illustrative until both ministries adopt it. Write “illustrative: true”."),
        )


def out_of_scope_has_no_budget(theory: Theory) -> Broken:
    """What the taskforce may not fund has no budget types (ToR footnote 3)."""
    if not theory.in_totals and theory.budget_types:
        yield (
            ("budget_types",),
            message("This theory does not count in totals (footnote 3), so it has no budget types."),
        )


def triggers_can_be_read(theory: Theory) -> Broken:
    """A trigger that nobody can work out never fires, and looks as if all were well."""
    for i, trigger in enumerate(theory.triggers):
        try:
            condition.parse(trigger.when)
        except condition.Unreadable as unreadable:
            yield ("triggers", i, "when"), unreadable.message


RULES: tuple[Callable[[Theory], Broken], ...] = (
    references_exist,
    codes_belong_to_the_theory,
    every_step_reaches_the_impact,
    links_make_no_circle,
    links_run_forward,
    every_outcome_has_an_indicator,
    every_assumption_is_used_and_tested,
    ratios_have_two_halves,
    thresholds_are_in_order,
    adopted_by_both,
    out_of_scope_has_no_budget,
    triggers_can_be_read,
)


def _codes_are_unique(definitions: Sequence[Definition]) -> Iterator[Mistake]:
    """A code means one thing in the whole mechanism."""
    first: dict[str, str] = {}
    for definition in definitions:
        theory = definition.theory
        for where, code in [(("code",), theory.code)] + [((s, i, "code"), e.code) for s, i, e in theory.elements()]:
            if code in first:
                yield Mistake(
                    definition.file,
                    definition.line(where),
                    message(
                        "{code} is already used, in {other}. Give every element a code of its own.",
                        code=code,
                        other=first[code],
                    ),
                )
            else:
                first[code] = f"{definition.file}:{definition.line(where)}"


def _tests_exist(definitions: Sequence[Definition]) -> Iterator[Mistake]:
    """What tests an assumption is an indicator or safeguard, of any theory."""
    known = {
        measure.code
        for definition in definitions
        for measure in (*definition.theory.indicators, *definition.theory.safeguards)
    }
    for definition in definitions:
        for i, assumption in enumerate(definition.theory.assumptions):
            for j, test in enumerate(assumption.tested_by):
                if test not in known:
                    where = ("assumptions", i, "tested_by", j)
                    yield Mistake(definition.file, definition.line(where), _unknown(test, known))


def _triggers_exist(definitions: Sequence[Definition]) -> Iterator[Mistake]:
    """What a trigger looks at is an indicator or safeguard of any theory; only safeguards have colours, and quarters are
    counted only of what is reported each quarter.
    """
    safeguards = {one.code for definition in definitions for one in definition.theory.safeguards}
    frequencies = {
        one.code: one.frequency
        for definition in definitions
        for one in (*definition.theory.indicators, *definition.theory.safeguards)
    }
    for definition in definitions:
        for i, trigger in enumerate(definition.theory.triggers):
            line = definition.line(("triggers", i, "when"))
            try:
                clauses = condition.parse(trigger.when)
            except condition.Unreadable:
                continue  # is told already
            for clause in clauses:
                if isinstance(clause, condition.Colour):
                    if not any(clause.is_of(code) for code in safeguards):
                        yield Mistake(definition.file, line, _unknown(clause.code, safeguards))
                elif clause.code not in frequencies:
                    yield Mistake(definition.file, line, _unknown(clause.code, set(frequencies)))
                elif isinstance(clause, condition.Value) and clause.quarters and frequencies[clause.code] != "quarter":
                    said = message(
                        "{code} is not reported each quarter. Write “for {n} periods”.",
                        code=clause.code,
                        n=clause.count,
                    )
                    yield Mistake(definition.file, line, said)


def _reachable(start: str, leads_to: dict[str, set[str]]) -> set[str]:
    """All steps that links lead to from `start`, itself included."""
    seen, todo = {start}, [start]
    while todo:
        for step in leads_to[todo.pop()] - seen:
            seen.add(step)
            todo.append(step)
    return seen


def _upward(threshold: Threshold) -> bool:
    """Whether a value must rise to reach the threshold."""
    return threshold.op.startswith(">")


def _unknown(code: str, known: set[str]) -> Message:
    close = difflib.get_close_matches(code, sorted(known), n=3, cutoff=0.5)
    if not close:
        return message("{code} does not exist.", code=code)
    return message("{code} does not exist. Did you mean {close}?", code=code, close=Listing(close))
