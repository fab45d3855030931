"""A process that takes a submission back; run by the tests, beside others or to be killed.

python -m tests.intake.undoer LEDGER NUMBER ORGANISATION: prints the number of the commit, or “refused”.
"""

import sys

from monitoring.intake.undo import CannotUndo, undo
from monitoring.person import Person
from monitoring.start import start


def main(address: str, number: str, organisation: str) -> None:
    ledger = start(address).ledger
    print("ready", flush=True)
    try:
        print(undo(ledger, int(number), Person("somebody", organisation), "at once").number, flush=True)
    except CannotUndo:
        print("refused", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
