"""A process that submits one file; run by the tests, several at once or to be killed.

python -m tests.intake.submitter LEDGER FILE ORGANISATION: prints the number of the commit, or “None”.
"""

import sys
from pathlib import Path

from monitoring.intake.check import check
from monitoring.intake.submit import submit
from monitoring.person import Person
from monitoring.start import start


def main(address: str, file: str, organisation: str) -> None:
    ledger = start(address).ledger
    content = Path(file).read_bytes()
    print("ready", flush=True)
    checked = check(ledger, ledger.number, Person("somebody", organisation), Path(file).name, content)
    print(submit(ledger, checked, "at once").number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
