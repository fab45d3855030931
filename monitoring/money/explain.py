"""Where a figure comes from: every amount it was added from with its cell and sender, and what was left out and why."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.ledger.names import is_quarter, names, unknown
from monitoring.money.spending import CALLED, DIMENSIONS, MEASURES, ZERO, told
from theory_of_change.text import Message, Period, message

SHOWN = 200  # rows of one figure on a page; the downloads have them all
OF = {
    "allocation": ("allocation",),
    "commitment": ("commitment",),
    "expenditure": ("expenditure",),
    "forecast": ("forecast",),
    "expected": ("expenditure", "forecast"),
}
"""The kinds of money that each measure is made of."""


class Why(StrEnum):
    """Why an amount is left out of a figure."""

    RECEPTION = "reception"
    LATER = "later"
    IN_PLACE = "in_place"
    SMALLER = "smaller"


REASONS: Mapping[Why, Message] = {
    Why.RECEPTION: message("reception in the region is in no total (terms of reference, footnote 3)"),
    Why.LATER: message("it counts from a later moment"),
    Why.IN_PLACE: message("what was spent in this quarter stands in place of its forecast"),
    Why.SMALLER: message("the quarter still runs and more is expected: the forecast counts, not what was spent so far"),
}

NAMED = {
    "country": "country",
    "theme": "theme",
    "budget_type": "budget_type",
    "holder": "organisation",
    "project": "project",
    "programming_line": "programming_line",
    "agreement": "agreement",
}
"""The dimensions of which the ledger knows the codes, and as which kind."""
UNDIVIDED = ("ALL", "REG")

RULES: Mapping[str, Message] = {
    "allocation": message(
        "The budget of the year: its first amount and every change to it that counts by the end of the quarter."
    ),
    "commitment": message("Everything committed in the year, up to and including the quarter."),
    "expenditure": message("Everything paid in the year, up to and including the quarter."),
    "forecast": message("Every forecast that was given for the year, also of quarters since paid."),
    "expected": message(
        "What was paid, and per project the forecast of every quarter of which the spending is not in."
    ),
}
"""How each measure is computed."""

DIVIDED = message(
    "Money of a project in several countries or themes is divided by its shares, to the cent: each part gets its share rounded down, and the cents left go to the parts that lost most."
)


class UnknownFigure(ValueError):
    """A figure that does not exist; says what would be right."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.key)
        self.message = words


@dataclass(frozen=True)
class Figure:
    """One figure of the money: a measure in the year of a quarter, up to its end, of what fits every condition.

    >>> str(Figure("expenditure", "2026-Q3", {"country": "XAA", "theme": "TER"}))
    'expenditure 2026-Q3 country=XAA theme=TER'
    >>> Figure.parse("expenditure 2026-Q3 country=XAA theme=TER") == Figure("expenditure", "2026-Q3", {"country": "XAA", "theme": "TER"})
    True
    >>> str(Figure("allocation", "2026-Q4", {"transfer": "liaisons 2026"}))
    "allocation 2026-Q4 'transfer=liaisons 2026'"
    """

    measure: str
    through: str
    where: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return shlex.join([self.measure, self.through, *(f"{name}={value}" for name, value in self.where.items())])

    @classmethod
    def parse(cls, text: str) -> Figure:
        """A figure from its text. Raises `UnknownFigure`.

        >>> Figure.parse("profit 2026-Q3")
        Traceback (most recent call last):
        ...
        monitoring.money.explain.UnknownFigure: “{measure}” is no figure. Choose from {known}.
        """
        try:
            measure, *rest = shlex.split(text) or [""]
        except ValueError:  # a quotation mark that is not closed
            measure, *rest = text, ""
        if measure not in MEASURES:
            raise UnknownFigure(
                message("“{measure}” is no figure. Choose from {known}.", measure=measure, known=", ".join(MEASURES))
            )
        through, *conditions = rest or [""]
        where: dict[str, str] = {}
        for condition in conditions:
            name, equals, value = condition.partition("=")
            if not equals or name not in DIMENSIONS:
                raise UnknownFigure(
                    message(
                        "“{condition}” is no condition. Write for example country=XAA; choose from {known}.",
                        condition=condition,
                        known=", ".join(DIMENSIONS),
                    )
                )
            where[name] = value
        return cls(measure, through, where)


@dataclass(frozen=True)
class Explanation:
    """A figure with everything it rests on: `rows` as `explain` gives them, counted and left out."""

    figure: Figure
    rows: pd.DataFrame

    @property
    def counted(self) -> pd.DataFrame:
        """The amounts that were added up."""
        return self.rows[self.rows["why"].isna()]

    @property
    def left_out(self) -> pd.DataFrame:
        """The amounts that were not, each with `why`."""
        return self.rows[self.rows["why"].notna()]

    @property
    def total(self) -> Decimal:
        """The figure itself, in euros."""
        return sum(self.counted["amount_eur"], ZERO)

    @property
    def divided(self) -> bool:
        """Whether any of it is a part of a line that was divided over countries or themes."""
        return bool((self.counted["line_eur"] != self.counted["amount_eur"]).any())


def explain(ledger: Ledger, figure: Figure) -> Explanation:
    """Every amount behind a figure, the largest first. Raises `UnknownFigure`.

    Columns of the rows: kind, holder, budget_type, project, country, theme, year, quarter, chapter,
    article, phase, mutation, valid_on, `amount_eur` (what it adds, or would add), `line_eur` (the whole
    line as delivered), `why` (a `Why`, None where it counts), and where it comes from: `stand` (the
    commit that wrote it), file, sheet, cells, sent_by, sent_for, sent_at, submission; None where no
    sheet brought it.
    """
    if not is_quarter(ledger, figure.through):
        raise UnknownFigure(
            message(
                "“{quarter}” is no quarter. Write for example {example}.", quarter=figure.through, example="2026-Q3"
            )
        )
    for name, code in figure.where.items():
        called = names(ledger, NAMED[name]) if name in NAMED else {code: None}
        if code not in called and code not in UNDIVIDED and not _has_money(ledger, figure.through, name, code):
            raise UnknownFigure(unknown(CALLED[name], code, called))
    conditions = "".join(f" and {DIMENSIONS[name]} = ?" for name in figure.where)
    kinds = ", ".join(f"'{kind}'" for kind in OF[figure.measure])
    rows = ledger.frame(
        f"""
        {told(ledger)},
        chosen as (
            select m.*, m.{figure.measure} as adds,
                   case when not m.counts then '{Why.RECEPTION}'
                        when not m.in_time then '{Why.LATER}'
                        when m.{figure.measure} is null and m.kind = 'forecast' then '{Why.IN_PLACE}'
                        when m.{figure.measure} is null then '{Why.SMALLER}' end as why
            from told m
            left join project p on p.code = m.project
            where m.kind in ({kinds}){conditions}
        )
        select c.kind, c.holder, c.budget_type, c.project, c.country, c.theme, c.year, c.quarter, c.chapter,
               c.article, c.phase, c.mutation, c.valid_on, c.amount_eur,
               coalesce(b.amount_eur, c.amount_eur) as line_eur, c.why, c.written_in as stand,
               s.number as submission, s.file_name as file, x.sheet, x.cells, s.sent_by, s.organisation as sent_for,
               s.sent_at
        from chosen c
        left join budget_line b
          on c.kind <> 'allocation' and b.holder = c.holder and b.budget_type = c.budget_type and b.project = c.project
         and b.country = c.line_country and b.theme = c.line_theme and b.quarter = c.quarter and b.kind = c.kind
        left join source_cell x
          on x.submission = c.written_in
         and x.table_name = if(c.kind = 'allocation', 'allocation', 'budget_line')
         and x.row_key = if(c.kind = 'allocation',
                 c.holder || '|' || c.budget_type || '|' || c.year || '|' || c.chapter || '|' || c.article || '|' ||
                 c.country || '|' || c.theme || '|' || c.phase || '|' || c.mutation,
                 c.holder || '|' || c.budget_type || '|' || c.project || '|' || c.line_country || '|' ||
                 c.line_theme || '|' || c.quarter || '|' || c.kind)
        left join submission s on s.number = x.submission
        order by c.why is not null, abs(c.amount_eur) desc, c.project, c.quarter, c.country, c.theme, c.mutation
        """,
        figure.through,
        *figure.where.values(),
    )
    return Explanation(figure, rows)


def _has_money(ledger: Ledger, through: str, dimension: str, code: str) -> bool:
    """Whether money was booked on a code in the year of a quarter: then it opens, also where nothing says its name."""
    sql = f"{told(ledger)} select 1 from told m left join project p on p.code = m.project where {DIMENSIONS[dimension]} = ?"
    return ledger.row(f"{sql} limit 1", through, code) is not None


def about(figure: Figure) -> Message:
    """What a figure is about in time."""
    quarter = Period(figure.through)
    return message("{year}, up to and including the {quarter}", year=figure.through[:4], quarter=quarter)
