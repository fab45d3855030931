"""Signals of harm: safeguards that are on red or amber."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.ledger import Ledger
from monitoring.results import harm, safeguards
from monitoring.results.follow_up import STEPS_CALLED, FollowUp, follow_ups_of
from monitoring.results.picture import theory_at
from monitoring.results.signals.signal import USUAL, Fact, Kind, Severity, Signal
from theory_of_change.text import Measured, Message, Period, Text, message

RULE = f"{safeguards.RULE} {safeguards.VERSION}"


def of_safeguards(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Safeguards that are not in order, with what must happen, as the theory says."""
    rows = harm.known(ledger, quarter)
    follow = {(one.safeguard, one.country): one for one in follow_ups_of(ledger, quarter, rows)}
    theories = {code: theory_at(ledger, code, quarter) for code in set(rows["theory"])} if len(rows) else {}
    for row in rows.itertuples():
        one = follow.get((row.safeguard, row.country))
        if one is None:  # it is in order
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
            (
                Fact(message("{code}: {name}", code=row.safeguard, name=name), known, "indicators", where, row.colour),
                *_done(one),
            ),
            one.since,
            ("safeguard", row.safeguard, row.colour),
        )


def _done(one: FollowUp) -> Iterator[Fact]:
    """What must happen, each with whether it was done."""
    for step, done in one.done.items():
        said = message("done on {day}", day=done.on) if done else message("not done yet")
        yield Fact(STEPS_CALLED[step], said, "safeguards")


def _said(*, red: bool, blocks: bool) -> Message:
    """What the colour of a safeguard means."""
    if not red:
        return message("This safeguard is on amber.")
    if blocks:
        return message("This safeguard is on red. Payment stands still until a decision.")
    return message("This safeguard is on red: no result of this theory looks good until it is cleared.")
