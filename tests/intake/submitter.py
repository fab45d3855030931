"""A process that submits one file; run by the tests, several at once or to be killed."""

from pathlib import Path

from monitoring.intake.check import check
from monitoring.intake.submit import submit
from monitoring.person import Person
from monitoring.start import start
from tests.forked import Say


def submits(say: Say, address: str, file: str, organisation: str) -> None:
    """Say “ready”, and then the number of the commit, or None."""
    ledger = start(address).ledger
    content = Path(file).read_bytes()
    say("ready")
    checked = check(ledger, ledger.number, Person("somebody", organisation), Path(file).name, content)
    say(submit(ledger, checked, "at once").number)
