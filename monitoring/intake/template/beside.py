"""What is known of a row before it is filled in, beside it: names, units, last values, definitions.

None of it is read when the file comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from monitoring.intake.fields import REGISTER
from monitoring.intake.template.last import Last, LastKnown
from monitoring.language import Words
from monitoring.ledger import Ledger, names
from monitoring.results.picture import theory_at
from theory_of_change.model import Indicator, Safeguard
from theory_of_change.text import message
from theory_of_change.units import UNITS

AFTER: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "observation": {"indicator": ("name",), "denominator": ("unit", "last", "last_period")},
    "target": {"indicator": ("name",), "value": ("unit",)},
    "budget_line": {"project": ("name",), "amount_eur": ("last", "last_period")},
    "allocation": {},
    **{table: {} for table in REGISTER},
    "project_share": {"project": ("name",)},
    "oda_check": {"project": ("name",)},
    "alignment": {"project": ("name",)},
    "attribution": {"project": ("name",)},
}
"""Per table the columns for information, each after the field it tells something of."""

WIDTHS: Mapping[str, int] = {"name": 44, "unit": 14, "last": 20, "last_period": 16}


class Beside:
    """What stands beside the rows of one organisation and quarter, in one language."""

    def __init__(self, ledger: Ledger, organisation: str, quarter: str | None, say: Words) -> None:
        self._say = say
        self._projects = names(ledger, "project")
        self._measures = _measures(ledger, quarter) if quarter else {}
        self._last = LastKnown(ledger, organisation, quarter) if quarter else None

    def value(self, column: str, table: str, row: Mapping[str, Any]) -> Any:
        """What a column for information says of a row; None where it has nothing to say."""
        measure, last = self._measures.get(row.get("indicator")), self._last and self._last.of(table, row)
        match column:
            case "name" if "project" in row:
                project = self._projects.get(row.get("project"))
                return self._say(project) if project else None
            case "name":
                return self._say(measure.name) if measure else None
            case "unit":
                return self._say(UNITS[measure.unit]) if measure else None
            case "last":
                return self._written(last) if last else None
            case "last_period":
                return last.period if last else None
        raise KeyError(column)

    def note(self, row: Mapping[str, Any]) -> str:
        """What the indicator or safeguard of a row means, and what to beware of; "" where it has none."""
        measure = self._measures.get(row.get("indicator"))
        if measure is None:
            return ""
        told = [
            (message("Numerator: {text}", text=measure.numerator), measure.numerator),
            (message("Denominator: {text}", text=measure.denominator), measure.denominator),
        ]
        if isinstance(measure, Indicator):
            told.append((message("Caution: {text}", text=measure.caution), measure.caution))
        return "\n".join([self._say(measure.definition), *(self._say(said) for said, there in told if there)])

    def _written(self, last: Last) -> Any:
        """A number that can be calculated with; of a ratio both halves, as a text."""
        if last.value is None:
            return f"{self._say(last.numerator)} / {self._say(last.denominator)}"
        return int(last.value) if last.value == int(last.value) else last.value.normalize()


def number_format(table: str, value: Any) -> str:
    """How Excel shows what `Beside.value` gave."""
    if table == "budget_line" and isinstance(value, int | Decimal):
        return "#,##0.00"
    return "#,##0" if isinstance(value, int) else "#,##0.0#####" if isinstance(value, Decimal) else "@"


def _measures(ledger: Ledger, quarter: str) -> Mapping[str, Indicator | Safeguard]:
    """The indicators and safeguards by code, as their theory says in a quarter."""
    theories = [theory_at(ledger, code, quarter) for code in names(ledger, "theory")]
    return {one.code: one for theory in theories if theory for one in (*theory.indicators, *theory.safeguards)}
