"""A process that takes a submission back; run by the tests, beside others or to be killed."""

from monitoring.intake.undo import CannotUndo, undo
from monitoring.person import Person
from monitoring.start import start
from tests.forked import Say


def undoes(say: Say, address: str, number: int, organisation: str) -> None:
    """Say “ready”, and then the number of the commit, or “refused”."""
    ledger = start(address).ledger
    say("ready")
    try:
        say(undo(ledger, number, Person("somebody", organisation), "at once").number)
    except CannotUndo:
        say("refused")
