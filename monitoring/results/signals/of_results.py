"""Signals of indicators: behind, beyond its target, missing or out of date."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.ledger import Ledger
from monitoring.results import quarter as quarters
from monitoring.results import status
from monitoring.results.overrides import CALLED, Override, holding
from monitoring.results.signals.signal import USUAL, Fact, Kind, Signal
from monitoring.results.status import BANDS, Status
from monitoring.results.why import Judged, why
from theory_of_change.hidden import WHY, Hidden
from theory_of_change.text import Listing, Measured, Message, Period, Text, message

RULE = f"{status.RULE} {status.VERSION}"


def of_statuses(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """What is behind or beyond its target, per indicator and country, of theories that count.

    What holds over all countries is a signal only where it is not said per country.
    """
    ledger.keep("result")
    rows = ledger.rows(
        """
        with now as (
            -- By the rule: what is overruled by hand goes on to ask for an answer.
            select r.* replace (r.computed_status as status) from kept.result r
            join theme h on h.code = r.theory and h.in_totals
            where r.period = $1 and (r.computed_status = 'behind' or (r.computed_status = 'on_track' and r.progress > $2 and r.kind not in ('event', 'threshold')))
        ),
        -- The last quarter before it in which something else was said; it holds since the one after that.
        other as (
            select n.indicator, n.country, max(h.period) as period
            from now n
            join kept.result h on h.indicator = n.indicator and h.country = n.country and h.period < $1
            where h.computed_status <> n.status or (n.status = 'on_track' and not coalesce(h.progress > $2, false))
            group by all
        ),
        since as (
            select n.indicator, n.country, min(h.period) as period
            from now n
            join kept.result h on h.indicator = n.indicator and h.country = n.country and h.period <= $1
            left join other o on o.indicator = n.indicator and o.country = n.country
            where o.period is null or h.period > o.period
            group by all
        )
        select n.theory, n.indicator, n.country, n.status, n.expected, s.period, i.name_nl, i.name_en,
               n.kind, n.state, n.unit, n.actual::double, n.baseline, n.target, n.progress, n.expected_progress, n.hidden_actual
        from now n
        join since s on s.indicator = n.indicator and s.country = n.country
        join indicator i on i.code = n.indicator and i.version = n.version
        where n.country <> 'ALL' or n.indicator not in (select indicator from now where country <> 'ALL')
        order by n.indicator, n.country
        """,
        quarter,
        BANDS.too_much,
    )
    overruled = holding(ledger, quarter)
    for theory, code, country, said, expected, since, nl, en, *facts in rows:
        judged = Judged(*facts)
        kind = Kind.BEHIND if said == Status.BEHIND else Kind.TARGET_TOO_LOW
        name, where = Text(nl=nl, en=en), where_of(theory, code, country)
        if judged.hidden:
            known: Message = WHY[Hidden(judged.hidden)]
        elif kind is Kind.TARGET_TOO_LOW:
            known = message(
                "{actual} is reached, the target is {target}",
                actual=Measured(judged.actual, judged.unit),
                target=Measured(judged.target, judged.unit),
            )
        else:
            known = message(
                "{actual} is reached, {expected} was expected by now",
                actual=Measured(judged.actual, judged.unit),
                expected=Measured(expected, judged.unit),
            )
        yield Signal(
            kind,
            USUAL[kind],
            country,
            theory,
            quarter,
            (code, country),
            said,
            name,
            _said(why(Status(said), judged), overruled.get((code, country))),
            _ASKS[kind],
            "indicators",
            where,
            RULE,
            (Fact(coded(code, name), known, "indicators", where, said),),
            since,
            (theory,),
        )


def _said(reason: Message, overruled: Override | None) -> Message:
    """Why something is a signal, and where its status is overruled by hand that too: it asks all the same."""
    if overruled is None:
        return reason
    return message(
        "{reason} It is overruled to “{status}” by {organisation} until {day}.",
        reason=reason,
        status=CALLED[overruled.status],
        organisation=overruled.given_for,
        day=overruled.expires_on,
    )


_ASKS = {
    Kind.BEHIND: message("Find out why, and what it takes to catch up."),
    Kind.TARGET_TOO_LOW: message("Check how it is counted; if that is right, propose a higher target."),
}


def missing(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Figures that were due and are not there, folded by who owes them; an older figure that is shown instead is stale."""
    rows = quarters.late(ledger, quarter)
    stale = {
        (code, country): (period, Text(nl=nl, en=en))
        for code, country, period, nl, en in ledger.rows(
            "select r.indicator, r.country, if(r.status = 'stale', r.value_period, null), i.name_nl, i.name_en "
            "from kept.result r join indicator i on i.code = r.indicator and i.version = r.version where r.period = ?",
            quarter,
        )
    }
    for row in rows.itertuples():
        last, name = stale.get((row.indicator, row.country), (None, Text(nl=row.indicator, en=row.indicator)))
        kind, said = (Kind.STALE, Status.STALE) if last else (Kind.DELIVERY_MISSING, Status.NO_DATA)
        owing = tuple(sorted(filter(None, row.reporters.split(","))))
        where = where_of(row.indicator[:3], row.indicator, row.country)
        known = (
            message("the last figure is of the {period}", period=Period(last))
            if last
            else message("no figure is known")
        )
        yield Signal(
            kind,
            USUAL[kind],
            row.country,
            row.indicator[:3],
            quarter,
            (row.indicator, row.country),
            said.value,
            name,
            why(said, Judged("", "missing")),
            message("Ask {reporters} to deliver.", reporters=Listing(owing))
            if owing
            else message("Ask who owes them to deliver."),
            "indicators",
            where,
            RULE,
            (Fact(coded(row.indicator, name), known, "indicators", where, said.value),),
            None,
            ("missing", *owing),
        )


def coded(code: str, name: Text) -> Message:
    """An indicator by its code and name."""
    return message("{code}: {name}", code=code, name=name)


def where_of(theory: str, code: str, country: str) -> tuple[tuple[str, str], ...]:
    """Where the page of indicators shows it."""
    return (("theory", theory), ("country", country), ("indicator", code))
