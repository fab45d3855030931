"""What is achieved and whether it does harm: figures, status, safeguards, links, headlines."""

from pathlib import Path

from monitoring.ledger import Views
from monitoring.results import safeguards, small_cells, status

VIEWS = Views(
    judgements=(status.register, safeguards.register, small_cells.register),
    files=tuple(sorted((Path(__file__).parent / "views").glob("*.sql"))),
    kept_from={"result": ("figure", "result_of"), "safeguard_state": ("figure", "safeguard_state_of")},
    theory="select * exclude (theory) from memory.main.result where theory = '{code}'",
)
"""`figure`, `result`, `safeguard_state` and one view per theory, so that `from theory.ter` answers."""
