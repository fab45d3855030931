"""Agreements beside the budgets that cover them, transfers beside their other side, and what rests on a new project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandas as pd

from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding
from monitoring.intake.known import Known
from monitoring.intake.naming import NAMING
from monitoring.intake.rules.joined import Held, Joined
from monitoring.intake.rules.rule import ERROR, WARNING, organisation
from monitoring.money.coverage import Line, Year, covered
from theory_of_change.text import Euro, Listing, message

CLAUSE = message("terms of reference, §5: covered within the frame that exists then")
NETS = message("terms of reference, §5, responsible spending: transfers net to zero")
NEW = message("the register: what is spoken of is there")
ZERO = Decimal(0)
_COVER = ("agreement", "year", "budget_type", "chapter", "article", "country", "theme")


def agreements_are_covered(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """CHK-B1: a budget covers no more than it had free on the day of the agreement, and together they cover its cost."""
    lines = _landing(drafts, held, "coverage", _COVER)
    own = {
        (code, year, (known.person.organisation, *budget)): (place, amount)
        for place, ((code, year, *budget), amount) in enumerate(
            zip(lines.keys(*_COVER), lines.values["amount_eur"].column, strict=True)
        )
    }
    agreed = Joined.of(drafts, held, "agreement", ("code",), combined=True)
    codes = [*dict.fromkeys([*(code for code, _, _ in own), *agreed.values["code"].column])]
    if not any(codes):
        return
    kept = [line for line in known.cover if (line.agreement, line.year, line.budget) not in own]
    every = [*kept, *(Line(code, year, budget, amount) for (code, year, budget), (_, amount) in own.items())]
    years = covered([agreement for _, agreement in known.agreements.values()], every, known.mutations)
    for year in years:
        for line in year.lines:
            found = own.get((line.agreement, line.year, line.budget))
            if found and year.agreement.agreed_on and line.amount > line.free:
                draft, row = lines.place(found[0])
                said = message(
                    "On {day} this budget of {year} had {free} free: {frame}, of which earlier agreements took {taken}.",
                    day=year.agreement.agreed_on,
                    year=str(year.year),
                    free=Euro(line.free),
                    frame=Euro(line.frame),
                    taken=Euro(line.taken),
                )
                remedy = message("Cover no more than that, or name another budget that existed on that day.")
                yield draft.finding("CHK-B1", ERROR, row, "amount_eur", said, remedy, CLAUSE)
    for place, (code,) in enumerate(agreed.keys("code")):
        short = [
            year
            for year in years
            if year.agreement.code == code and year.agreement.agreed_on and year.within < year.agreement.yearly_cost
        ]
        if short and agreed.lands[place]:
            draft, row = agreed.place(place)
            said = message(
                "Agreement {agreement} is not covered in {years}.",
                agreement=code,
                years=Listing([str(year.year) for year in short]),
            )
            remedy = message(
                "Say on the sheet with coverage which budget covers it. Until then it is shown as not covered."
            )
            yield draft.finding("CHK-B1", WARNING, row, "yearly_cost_eur", said, remedy, CLAUSE)

    yield from _covered_for_less(years, known, lines, agreed)


def _covered_for_less(years: Sequence[Year], known: Known, lines: Joined, agreed: Joined) -> Iterator[Finding]:
    """CHK-B1: which agreements that this file does not speak of would be covered for less than they are.

    Who agreed first takes first, also where it is delivered last: then a budget has less for another.
    """
    was = covered([agreement for _, agreement in known.agreements_there.values()], known.cover, known.mutations)
    covers = list(enumerate(lines.keys("agreement", "year")))
    speaks = {code for code, _ in lines.keys("agreement", "year")} | {code for (code,) in agreed.keys("code")}
    after = {(one.agreement.code, one.year): one.within for one in years}
    for one in was:
        if one.agreement.code in speaks:  # also of its years, which may be others now
            continue
        less = one.within - after[one.agreement.code, one.year]
        if less <= 0:
            continue
        causes = [(*lines.place(place), "amount_eur") for place, (_, year) in covers if year == one.year]
        causes += [(*agreed.place(place), "agreed_on") for place in agreed.lands.nonzero()[0].tolist()]
        if not causes:
            continue
        draft, row, field = causes[0]
        said = message(
            "With this, agreement {agreement} is covered for {less} less in {year}, for it was made later.",
            agreement=one.agreement.code,
            less=Euro(less),
            year=str(one.year),
        )
        remedy = message(
            "Cover this from another budget, or let {holder} find another for that agreement.",
            holder=organisation(known, known.agreements_there[one.agreement.code][0]),
        )
        yield draft.finding("CHK-B1", WARNING, row, field, said, remedy, CLAUSE)


_ALLOCATION = ("budget_type", "year", "chapter", "article", "country", "theme", "phase", "mutation")


def transfers_net_to_zero(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """CHK-B8: what one member transfers is what the other gets: together it is zero in each year."""
    rows = _landing(drafts, held, "allocation", _ALLOCATION, also=("transfer", "counterparty"))
    mine: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    last: dict[tuple[str, int], int] = {}
    other: dict[tuple[str, int], str | None] = {}
    for place, (key, (transfer, to, amount)) in enumerate(
        zip(rows.keys(*_ALLOCATION), rows.keys("transfer", "counterparty", "amount_eur"), strict=True)
    ):
        before = known.transferred.get(key)
        if before and before[0] != transfer:  # it was a side of another transfer, which it leaves
            last.setdefault((before[0], key[1]), place)
            other.setdefault((before[0], key[1]), before[1])
        if transfer:
            mine[transfer, key[1]] += amount
            last[transfer, key[1]], other[transfer, key[1]] = place, to
    for key in set(known.transferred).difference(rows.keys(*_ALLOCATION)):
        transfer, _, amount = known.transferred[key]
        mine[transfer, key[1]] += amount
    for (transfer, year), place in last.items():
        total = mine[transfer, year]
        sides = [
            (holder, amount)
            for holder, _, of_year, amount in known.transfers.get(transfer, ())
            if of_year == year and holder != known.person.organisation
        ]
        draft, row = rows.place(place)
        if not sides:
            if total:
                said = message("The other side of transfer “{transfer}” is not there yet.", transfer=transfer)
                remedy = message(
                    "Ask {member} to deliver {amount} under the same name. Until then it is shown as one-sided.",
                    member=organisation(known, other[transfer, year]),
                    amount=Euro(-total),
                )
                yield draft.finding("CHK-B8", WARNING, row, "transfer", said, remedy, NETS)
        elif total + sum(amount for _, amount in sides):
            said = message(
                "Transfer “{transfer}” does not come to zero: {mine} here, {theirs} at {member}.",
                transfer=transfer,
                mine=Euro(total),
                theirs=Euro(sum(amount for _, amount in sides)),
                member=Listing([organisation(known, holder) for holder, _ in sides]),
            )
            remedy = message("Agree on one amount: what the one gives is what the other gets.")
            yield draft.finding("CHK-B8", ERROR, row, "amount_eur", said, remedy, NETS)


def _landing(drafts: Sequence[Draft], held: Held, table: str, key: Sequence[str], also: Sequence[str] = ()) -> Joined:
    """The complete rows of a table that would land; of two about the same, the last counts."""
    joined = Joined.of(drafts, held, table, (*key, "amount_eur", *also), combined=True)
    joined = joined.at(joined.lands & joined.filled(*key, "amount_eur"))
    return joined.at(~pd.Series(joined.alike(*key), dtype="int64").duplicated(keep="last").to_numpy())


def rests_on_what_lands(drafts: Sequence[Draft], known: Known, held: Held) -> Iterator[Finding]:
    """What speaks of a project or agreement that only this file brings waits with it."""
    there = {"project": known.holders_of_projects, "agreement": known.holders_of_agreements}
    for table in NAMING:
        named = Joined.of(drafts, held, table, ("code",), combined=True)
        waiting = {
            code
            for (code,), lands in zip(named.keys("code"), named.lands, strict=True)
            if code and not lands and code not in there[table]
        }
        if not waiting:
            continue
        for number, draft in enumerate(drafts):
            for field in ("parent",) if draft.region.table == table else (table,):
                if field in draft.values:
                    speaks = draft.says(field, *waiting) & ~held[number]
                    for row in draft.index[speaks].tolist():
                        said = message(
                            "{code} stands in this file, in a row that cannot land.", code=draft.value(row, field)
                        )
                        remedy = message("Mend that row first; this one lands with it.")
                        yield draft.finding("belongs together", ERROR, row, field, said, remedy, NEW)
