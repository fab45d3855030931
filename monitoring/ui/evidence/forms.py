"""The three forms: a test of an assumption, an outcome statement, and what was learnt."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from monitoring.intake.evidence import Codes
from monitoring.refusal import Refusal
from monitoring.results.assumptions import FIRST_TO_TEST, VERDICTS_CALLED, Known, Learnt, Statement, Test, Told, Verdict
from monitoring.results.picture import Picture
from monitoring.ui.evidence.fields import NOBODY, Fields
from monitoring.ui.theory import Asked, opened_link
from theory_of_change.text import Message, Text, message

Made = Told | Refusal
"""What a form says, or what still keeps it from saying anything."""

SOURCES = message("Sources, with a semicolon between two")
FUNCTION = message("Function there (never a name)")
COUNTRY = message("Country")


def a_test(fields: Fields, shown: Picture, known: Known, codes: Codes, asked: Asked) -> Made:
    """A test of an assumption of the theory that is shown."""
    options = {one.code: one.text for one in shown.theory.assumptions}
    code = fields.chosen("assumption", message("Assumption"), options, _first(shown, known, asked))
    country = fields.chosen("country", COUNTRY, codes.countries, asked.country)
    verdict = fields.one_of(
        "verdict", message("What did you find?"), {one.value: said for one, said in VERDICTS_CALLED.items()}
    )
    example = message("For example: after the elections the arrangements went on")
    evidence = fields.text("evidence", message("What did you see or read?"), example, area=True)
    sources = fields.text("sources", SOURCES, message("For example: report of the joint committee, May 2026"))
    day = fields.day("tested_on", message("Tested on"))
    by, function = _who(fields, codes, "tested_by", message("Who tested"), "tester_function")
    if verdict is None:
        return Refusal("verdict", message("It is not said what you found."), message("Choose one of the three."))
    return Test(
        country=country,
        sources=sources,
        assumption=code,
        verdict=Verdict(verdict),
        evidence=evidence,
        tested_on=day,
        tested_by=by,
        tester_function=function,
    )


def _first(shown: Picture, known: Known, asked: Asked) -> str | None:
    """The assumption that is open, else of those of the open link (else of all) the one to test first."""
    if asked.assumption:
        return asked.assumption
    link = opened_link(shown, asked)
    codes = list(link.link.assumptions) if link else []
    codes = codes or [one.code for one in shown.theory.assumptions]
    return min(codes, key=lambda code: FIRST_TO_TEST.index(known.standings[code].state), default=None)


def a_statement(fields: Fields, shown: Picture, known: Known, codes: Codes, asked: Asked) -> Made:
    """An outcome statement on a step, link or safeguard of the theory that is shown."""
    labels = {step.code: step.label for step in shown.theory.steps}
    options: dict[str, Text | Message] = {
        **{
            link.code: message("{cause} → {effect}", cause=labels[link.from_], effect=labels[link.to])
            for link in shown.theory.links
        },
        **labels,
        **{one.code: one.name for one in shown.theory.safeguards},
    }
    link = opened_link(shown, asked)
    first = asked.step or asked.safeguard or (link.link.code if link else None)
    bears_on = fields.chosen("bears_on", message("What does it say something of?"), options, first)
    country = fields.chosen("country", COUNTRY, codes.countries, asked.country)
    actor = fields.text("actor", message("Who changed? An organisation or group"))
    change = fields.text("change", message("What do they do differently?"), area=True)
    day = fields.day("changed_on", message("Since when"))
    contribution = fields.text("contribution", message("What did we have to do with it?"), area=True)
    significance = fields.text("significance", message("Why does it matter?"))
    positive = fields.yes("positive", message("It is good for whom it is about"), first=True)
    intended = fields.yes("intended", message("It was intended"), first=True)
    sources = fields.text("sources", SOURCES)
    nobody = {NOBODY: message("not substantiated yet")}
    by, function = _who(
        fields, codes, "substantiated_by", message("Substantiated by"), "substantiator_function", nobody
    )
    return Statement(
        country=country,
        sources=sources,
        theme=shown.theory.code,
        bears_on=bears_on,
        actor=actor,
        change=change,
        changed_on=day,
        contribution=contribution,
        significance=significance,
        intended=intended,
        positive=positive,
        substantiated_by=by or None,
        substantiator_function=function if by else None,
    )


def what_was_learnt(fields: Fields, shown: Picture, known: Known, codes: Codes, asked: Asked) -> Made:
    """An answer to a learning question of the theory that is shown."""
    options = {one.code: one.text for one in shown.theory.learning_questions}
    if not options:
        return Refusal(
            "question", message("This theory asks no learning question."), message("Add one to its definition.")
        )
    question = fields.chosen("question", message("What we want to find out"), options)
    country = fields.chosen("country", COUNTRY, codes.countries, asked.country)
    learnt = fields.text("learnt", message("What was learnt?"), area=True)
    sources = fields.text("sources", SOURCES)
    day = fields.day("learnt_on", message("Learnt on"))
    by, function = _who(fields, codes, "learnt_by", message("Who learnt it"), "learner_function")
    return Learnt(
        country=country,
        sources=sources,
        question=question,
        learnt=learnt,
        learnt_on=day,
        learnt_by=by,
        learner_function=function,
    )


def _who(
    fields: Fields,
    codes: Codes,
    name: str,
    label: Message,
    function: str,
    before: Mapping[str, Text | Message] | None = None,
) -> tuple[str, str | None]:
    """An organisation and a function there."""
    first = NOBODY if before else fields.here.person.organisation
    by = fields.chosen(name, label, {**(before or {}), **codes.organisations}, first)
    return by, fields.text(function, FUNCTION) or None


Form = Callable[[Fields, Picture, Known, Codes, Asked], Made]

FORMS: Mapping[str, tuple[Message, Form]] = {
    "test": (message("A test"), a_test),
    "statement": (message("A change"), a_statement),
    "learnt": (message("A lesson"), what_was_learnt),
}
"""Each form with what it is called where one chooses it."""
