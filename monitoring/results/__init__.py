"""What is achieved and whether it does harm: figures, status, safeguards, links, headlines."""

from pathlib import Path

from monitoring.ledger import Views
from monitoring.results import safeguards, small_cells, status

VIEWS = Views(
    judgements=(status.register, safeguards.register, small_cells.register),
    files=tuple(sorted((Path(__file__).parent / "views").glob("*.sql"))),
    for_readers=tuple(sorted((Path(__file__).parent / "views" / "for_readers").glob("*.sql"))),
    kept_from={
        "figure": ("figure_of", "observed"),
        "hidden_cell": ("hidden_cell_of", "observed"),
        "result": ("result_of", "figure", "hidden_cell"),
        "safeguard_state": ("safeguard_state_of", "figure"),
    },
    theory="select * exclude (theory) from memory.main.result where theory = '{code}'",
)
"""`figure`, `result`, `safeguard_state` and one view per theory, so that `from theory.ter` answers."""
