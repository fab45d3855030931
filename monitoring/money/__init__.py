"""The money: who answers for it, what it is for, how much is allocated, committed, spent and expected."""

from pathlib import Path

from monitoring.ledger import Views

VIEWS = Views(files=tuple(sorted((Path(__file__).parent / "views").glob("*.sql"))))
"""`money`: one row per amount, with whether it counts in totals."""
