"""The agenda of a strategy test: what nobody looked at, what came since the last one, and what we want to learn."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitoring.ledger import Ledger
from monitoring.results import assumptions
from monitoring.results.assumptions import FIRST_TO_TEST, AssumptionState, Learnt, Standing, Statement
from monitoring.results.assumptions.state import months_later
from monitoring.results.decisions import Decision, State, decisions
from monitoring.results.picture import theory_at
from monitoring.results.signals import Case, cases_at
from monitoring.results.strategy.held import StrategyTest, held
from theory_of_change.model import Assumption, LearningQuestion, Theory

RULE = "strategy test"
VERSION = "1.0"
MONTHS = 4
"""A theory is tested at least every so many months (strategy testing: three to four)."""


@dataclass(frozen=True)
class Agenda:
    """What a theory is tested on at a quarter: since the last test, or since it is valid where there was none.

    `new` are the cases of signals that began since then, `still` those that were there before.
    """

    theory: Theory
    quarter: str
    last: StrategyTest | None
    since: datetime.date
    due_on: datetime.date
    to_test: Sequence[tuple[Assumption, Standing]]
    new: Sequence[Case]
    still: Sequence[Case]
    questions: Sequence[tuple[LearningQuestion, Sequence[Learnt]]]
    statements: Sequence[Statement]
    open_decisions: Sequence[Decision]

    def overdue(self, today: datetime.date) -> bool:
        """Whether the test should have been held by a day; one that never was should have been."""
        return self.last is None or today > self.due_on


def due_on(last: datetime.date, review_months: int) -> datetime.date:
    """The day by which a theory is to be tested again: after its own review cycle, and never later than four months.

    >>> due_on(datetime.date(2026, 6, 30), 3), due_on(datetime.date(2026, 6, 30), 12)
    (datetime.date(2026, 9, 30), datetime.date(2026, 10, 30))
    """
    return months_later(last, min(review_months, MONTHS))


def agendas(ledger: Ledger, quarter: str, found: Sequence[Case] | None = None) -> list[Agenda]:
    """The agenda of every theory that counts, in the order of the themes; `found` are the cases of the quarter, where known."""
    codes = [
        code
        for (code,) in ledger.rows(
            "select t.code from theory t join theme h on h.code = t.code and h.in_totals group by t.code, h.position order by h.position"
        )
    ]
    found = cases_at(ledger, quarter) if found is None else found
    taken = decisions(ledger)
    told = assumptions.at(ledger, quarter)
    starts = dict(ledger.rows("select code, start_date from period where kind = 'quarter'"))
    return [
        _agenda(theory, quarter, held(ledger, code), found, taken, told, starts, ledger.today)
        for code in codes
        if (theory := theory_at(ledger, code, quarter)) is not None
    ]


def _agenda(
    theory: Theory,
    quarter: str,
    tests: Sequence[StrategyTest],
    found: Sequence[Case],
    taken: Sequence[Decision],
    told: assumptions.At,
    starts: Mapping[str, datetime.date],
    today: datetime.date,
) -> Agenda:
    last = tests[0] if tests else None
    since = last.held_on if last else theory.valid_from
    known = told.known(theory)
    waiting = [
        (one, standing)
        for one in theory.assumptions
        if (standing := known.standings[one.code]).state is not AssumptionState.HOLDS
    ]
    own = [case for case in found if case.lead.theme == theory.code]
    new = [case for case in own if last is None or starts[case.lead.since or case.lead.quarter] > since]
    closed = (State.WITHDRAWN, State.LOOKED_BACK)
    return Agenda(
        theory,
        quarter,
        last,
        since,
        due_on(since, theory.review_months),
        sorted(waiting, key=lambda each: FIRST_TO_TEST.index(each[1].state)),
        new,
        [case for case in own if case not in new],
        [
            (question, [one for one in known.learnt if one.question == question.code and one.learnt_on > since])
            for question in theory.learning_questions
        ],
        [one for one in known.statements if one.changed_on > since],
        [one for one in taken if one.chosen.theme == theory.code and one.state(today) not in closed],
    )
