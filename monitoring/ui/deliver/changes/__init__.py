"""What would change if a file landed: how much, which rows, which totals, and which verdicts turn."""

from monitoring.ui.deliver.changes.section import changes
from monitoring.ui.deliver.changes.verdicts import verdicts

__all__ = ["changes", "verdicts"]
