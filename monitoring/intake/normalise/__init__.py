"""What people write in cells, as values: numbers, periods and days in Dutch and English spelling.

Each function takes one cell and gives a value, None where the cell says that there is nothing, or a
`Misread` that says what would be right. Nothing here raises, whatever a cell holds, and nothing is
guessed: what can be read two ways is asked back, unless its column decides (see `convention`).
"""

from monitoring.intake.normalise.days import DAY_FIRST, Order, budget_day, day, order_shown
from monitoring.intake.normalise.misread import Misread
from monitoring.intake.normalise.numbers import (
    Mark,
    Percentage,
    is_money,
    is_percentage,
    mark_shown,
    names_unit,
    number,
    percentage_or_number,
    whole,
    with_exponent,
)
from monitoring.intake.normalise.periods import is_period_code, period, quarter_of
from monitoring.intake.normalise.texts import BLANK, dimension, folded, is_blank, plain, said_of_nothing, text
from monitoring.intake.normalise.units import unit

__all__ = [
    "BLANK",
    "DAY_FIRST",
    "Mark",
    "Misread",
    "Order",
    "Percentage",
    "budget_day",
    "day",
    "dimension",
    "folded",
    "is_blank",
    "is_money",
    "is_percentage",
    "is_period_code",
    "mark_shown",
    "names_unit",
    "number",
    "order_shown",
    "percentage_or_number",
    "period",
    "plain",
    "quarter_of",
    "said_of_nothing",
    "text",
    "unit",
    "whole",
    "with_exponent",
]
