"""Signals of harm: safeguards that are on red or amber."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.ledger import Ledger
from monitoring.results import harm, safeguards
from monitoring.results.picture import theory_at
from monitoring.results.signals.signal import USUAL, Fact, Kind, Severity, Signal
from theory_of_change.text import Measured, Message, Period, Text, message

RULE = f"{safeguards.RULE} {safeguards.VERSION}"


def of_safeguards(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Safeguards that are not in order, with what must happen, as the theory says."""
    rows = harm.known(ledger, quarter)
    since = _since(ledger, quarter)
    theories = {code: theory_at(ledger, code, quarter) for code in set(rows["theory"])} if len(rows) else {}
    for row in rows.itertuples():
        if row.colour not in ("red", "amber"):
            continue
        red = row.colour == "red"
        name = Text(nl=row.name_nl, en=row.name_en)
        theory = theories[row.theory]
        defined = next((one for one in theory.safeguards if one.code == row.safeguard), None) if theory else None
        where = (("theory", row.theory), ("country", row.country), ("indicator", row.safeguard))
        value = Measured(row.compared, row.unit if row.basis == "value" else "percent")
        known = (
            message("{value} in the {period}", value=value, period=Period(row.value_period))
            if row.basis == "value"
            else message(
                "{value} from the four quarters before, in the {period}", value=value, period=Period(row.value_period)
            )
        )
        yield Signal(
            Kind.SAFEGUARD,
            USUAL[Kind.SAFEGUARD] if red else Severity.MEDIUM,
            row.country,
            row.theory,
            quarter,
            (row.safeguard, row.country, row.colour),
            row.colour,
            name,
            _said(red=red, blocks=row.blocks_payment),
            (defined.on_red if red else defined.on_amber) if defined else message("Look at what is happening there."),
            "indicators",
            where,
            RULE,
            (Fact(message("{code}: {name}", code=row.safeguard, name=name), known, "indicators", where, row.colour),),
            since.get((row.safeguard, row.country, row.colour)),
            ("safeguard", row.safeguard, row.colour),
        )


def _said(*, red: bool, blocks: bool) -> Message:
    """What the colour of a safeguard means."""
    if not red:
        return message("This safeguard is on amber.")
    if blocks:
        return message("This safeguard is on red. Payment stands still until a decision.")
    return message("This safeguard is on red: no result of this theory looks good until it is cleared.")


def _since(ledger: Ledger, quarter: str) -> dict[tuple[str, str, str], str]:
    """Per safeguard, country and colour the first of the quarters on end, up to this one, that had it."""
    rows = ledger.rows(
        """
        with course as (
            select safeguard, country, colour, period,
                   row_number() over (partition by safeguard, country order by period)
                   - row_number() over (partition by safeguard, country, colour order by period) as run
            from kept.safeguard_state where period <= ?
        )
        select safeguard, country, colour, min(period) from course
        group by safeguard, country, colour, run
        qualify row_number() over (partition by safeguard, country, colour order by max(period) desc) = 1
        """,
        quarter,
    )
    return {(safeguard, country, colour): first for safeguard, country, colour, first in rows}
