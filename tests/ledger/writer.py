"""A process that commits again and again; run by the tests, several at once or to be killed."""

import pandas as pd

from monitoring.ledger import Ledger, Transaction
from monitoring.person import Person
from tests.forked import Say


def writes(say: Say, address: str, name: str, rounds: int) -> None:
    """Each round raises a shared counter by one and adds a row of its own to two tables, in one commit.

    Says “ready”, and then the number of each commit that landed.
    """
    ledger = Ledger.open(address)
    say("ready")
    for turn in range(rounds):

        def work(transaction: Transaction, turn: int = turn) -> None:
            [so_far] = transaction.cursor.execute(
                "select coalesce(max(position), 0) from lake.main.theme where code = 'COUNTER'"
            ).fetchone()
            own = f"{name}-{turn}"
            transaction.merge(
                "theme",
                pd.DataFrame(
                    [
                        {"code": code, "name_nl": "n", "name_en": "n", "in_totals": True, "position": position}
                        for code, position in (("COUNTER", so_far + 1), (own, 0))
                    ]
                ),
            )
            transaction.merge("ledger_property", pd.DataFrame([{"name": own, "value": "landed"}]))

        done = ledger.commit(Person(name, "BZ"), f"round {turn}", work)
        say(done.number)
