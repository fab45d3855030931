"""Signals of money: too much or too little spent, spent without a result, and agreements that are not covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from monitoring.ledger import Ledger, names
from monitoring.money import agreements, coverage, execution
from monitoring.money.coverage import Cover
from monitoring.money.execution import Pace, pace
from monitoring.money.findings import beyond, pace_sentence
from monitoring.money.spending import until
from monitoring.results import corners
from monitoring.results.corners import CONTRIBUTED, Corner, Verdict
from monitoring.results.signals.signal import USUAL, Fact, Kind, Severity, Signal
from theory_of_change.text import Euro, Message, Percent, Text, message

EXECUTION = f"{execution.RULE} {execution.VERSION}"
CORNERS = f"{corners.RULE} {corners.VERSION}"
COVERAGE = f"{coverage.RULE} {coverage.VERSION}"
UNDIVIDED = ("ALL", "REG")
_PACES = {Pace.OVERSPENDING: Kind.OVERSPENDING, Pace.UNDERSPENDING: Kind.UNDERSPENDING}


def of_paces(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Budgets that are spent beyond what there is, or much too slowly: each as a whole, and of a country and theme.

    What members give of their own accord is no budget that anybody can be behind with.
    """
    called = names(ledger, "budget_type")
    whole = {one.budget_type: one for one in execution.execution(ledger, quarter)}
    for code, one in whole.items():
        said = pace_sentence(one)
        if said is not None and (kind := _kind(code, one.pace)):
            yield _of_pace(kind, said, quarter, called[code], one.allocated, one.spent, budget_type=code)
    for row in until(ledger, ["country", "theme", "budget_type"], quarter).itertuples():
        of_type = whole.get(row.budget_type)
        if of_type is None or row.country in UNDIVIDED or row.theme in UNDIVIDED:
            continue
        if not (kind := _kind(row.budget_type, pace(row.allocation, row.expenditure, of_type.known))):
            continue
        if kind is Kind.OVERSPENDING:
            said = beyond(row.expenditure, row.allocation)
        else:
            share, known = Percent(row.expenditure / row.allocation), Percent(of_type.known)
            said = message(
                "{share} is spent, and the spending of {passed} of the year is known.", share=share, passed=known
            )
        of = {"budget_type": row.budget_type, "country": row.country, "theme": row.theme}
        yield _of_pace(kind, said, quarter, called[row.budget_type], row.allocation, row.expenditure, **of)


def _kind(budget_type: str, said: Pace) -> Kind | None:
    kind = _PACES.get(said)
    return None if kind is Kind.UNDERSPENDING and budget_type == CONTRIBUTED else kind


def _of_pace(
    kind: Kind,
    said: Message,
    quarter: str,
    called: Text,
    allocated: Decimal | None,
    spent: Decimal | None,
    *,
    budget_type: str,
    country: str = "ALL",
    theme: str = "ALL",
) -> Signal:
    """The pace of a whole budget, or of what it has for a country and theme: there it counts for less."""
    over, part = kind is Kind.OVERSPENDING, country != "ALL"
    figure = f"budget_type={budget_type}" + (f" country={country} theme={theme}" if part else "")
    return Signal(
        kind,
        Severity.MEDIUM if part and over else USUAL[kind],
        country,
        theme,
        quarter,
        (budget_type, country, theme),
        "behind" if over else "attention",
        called,
        said,
        message("Look at what was paid beyond the budget.")
        if over
        else message("Decide what to do with the room that is left."),
        "spending",
        (("budget", budget_type), *((("country", country),) if part else ())),
        EXECUTION,
        tuple(
            Fact(name, Euro(amount or Decimal(), short=True), "explain", (("figure", f"{of} {quarter} {figure}"),))
            for name, amount, of in (
                (message("Allocated"), allocated, "allocation"),
                (message("Spent"), spent, "expenditure"),
            )
        ),
        None,
        (kind, budget_type),
    )


def without_result(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Budgets of a country and theme that are spent while the indicators are not on track."""
    called = names(ledger, "budget_type")
    for course in corners.courses(ledger, quarter):
        last = course.points[-1]
        for one in course.verdicts:
            if one.corner is Corner.SPENDS_WITHOUT_ACHIEVING:
                yield _without_result(course, last, one, quarter, called)


def _without_result(
    course: corners.Course, last: corners.Point, one: Verdict, quarter: str, called: Mapping[str, Text]
) -> Signal:
    of = f"country={course.country} theme={course.theme} budget_type={one.budget_type}"
    spent: Any = Percent(one.spent or 0)
    return Signal(
        Kind.SPENDING_WITHOUT_RESULT,
        USUAL[Kind.SPENDING_WITHOUT_RESULT],
        course.country,
        course.theme,
        quarter,
        (one.budget_type, course.country, course.theme),
        "behind",
        called[one.budget_type],
        message(
            "{share} of the year's budget is spent, and {on_track} of {judged} indicators are on track.",
            share=spent,
            on_track=last.on_track,
            judged=last.judged,
        ),
        message("Find out what the money bought, before more is spent."),
        "countries",
        (("country", course.country),),
        CORNERS,
        (
            Fact(message("Spent"), spent, "explain", (("figure", f"expenditure {quarter} {of}"),)),
            Fact(
                message("Indicators on track"),
                message("{on_track} of {judged}", on_track=last.on_track, judged=last.judged),
                "indicators",
                (("theory", course.theme), ("country", course.country)),
            ),
        ),
    )


def of_agreements(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Agreements of the year whose cost the budgets do not cover."""
    year = int(quarter[:4])
    for made in agreements.made(ledger):
        one = made.in_year(year)
        if one is None or one.cover not in agreements.OPEN or made.agreement.agreed_on is None:
            continue
        where = (("agreement", made.agreement.code),)
        severity = Severity.MEDIUM if one.cover is Cover.PARTLY else USUAL[Kind.UNCOVERED_AGREEMENT]
        yield Signal(
            Kind.UNCOVERED_AGREEMENT,
            severity,
            made.agreement.country,
            "ALL",
            quarter,
            (made.agreement.code, str(year)),
            "attention" if one.cover is Cover.PARTLY else "behind",
            made.name,
            one.sentence,
            message("Name the budget that pays for it, or agree otherwise."),
            "agreements",
            where,
            COVERAGE,
            (
                Fact(
                    message("Cost in {year}", year=str(year)),
                    Euro(made.agreement.yearly_cost, short=True),
                    "agreements",
                    where,
                ),
                Fact(message("Covered"), Euro(one.within, short=True), "agreements", where),
            ),
        )
