"""Which budget of which owner and year a shift is about; the choice lives in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from monitoring.money import shifts
from monitoring.money.shifts import Budget, Owned, Proposal
from monitoring.ui.frame import Here, tell
from monitoring.ui.show import cached, choose, stands
from theory_of_change.text import message


@dataclass(frozen=True)
class Asked:
    """The budget that is looked at, and the countries a shift may go to."""

    owned: Owned
    budget: Budget
    countries: Sequence[str]

    @property
    def key(self) -> str:
        """What tells the controls of one budget from those of another."""
        return "_".join(map(str, self.owned))


def ask(here: Here, known: Sequence[Owned]) -> Asked:
    """Choose a budget type, where several share it a holder, and a year."""
    say, called = here.say, here.names("organisation")
    types = here.names("budget_type")
    own = next((kind for holder, kind, _ in known if holder == here.person.organisation), None)
    offered = list(dict.fromkeys(kind for _, kind, _ in known))
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = choose(
            say(message("Budget")), offered, "budget", default=own, names=lambda code: say(types[code]), width=200
        )
        holders = list(dict.fromkeys(holder for holder, its, _ in known if its == kind))
        holder = holders[0]
        if len(holders) > 1:
            holder = choose(
                say(message("Of whom")),
                holders,
                "holder",
                default=here.person.organisation,
                names=lambda code: say(called.get(code, code)),
                width=280,
            )
        years = [str(year) for whose, its, year in known if (whose, its) == (holder, kind)]
        this = str(here.ledger.today.year)
        year = choose(say(message("Year")), years, "year", default=this, width=94)
        stands(here, width=220)
    owned = (holder, kind, int(year))
    return Asked(owned, cached(here, shifts.budget, *owned), cached(here, shifts.reachable))


def looked_at(here: Here, known: Sequence[Proposal]) -> Proposal | None:
    """The proposal in the address, if there is one by that number; the choices over the page go along with it."""
    number = st.query_params.get("shift")
    one = next((one for one in known if str(one.number) == number), None)
    if number is not None and one is None:
        del st.query_params["shift"]
        tell(message("There is no proposal {number}.", number=number))
    if one is not None:
        chosen = dict(zip(("holder", "budget", "year"), map(str, one.owned), strict=True))
        for name, value in chosen.items():
            st.query_params[name] = value
    return one
