"""The page on which a sheet comes in: a file, what is wrong with it, what it changes, confirming it, the receipt."""

from monitoring.ui.deliver.changes import changes
from monitoring.ui.deliver.confirm import confirm
from monitoring.ui.deliver.file import ask, check, preview, title
from monitoring.ui.deliver.findings import facts_of, finding, findings
from monitoring.ui.deliver.mapping import change_mapping, mapping, mapping_title, to_map
from monitoring.ui.deliver.receipt import receipt, receipt_title, show_receipt
from monitoring.ui.deliver.start import begin, begin_title

__all__ = [
    "ask",
    "begin",
    "begin_title",
    "change_mapping",
    "changes",
    "check",
    "confirm",
    "facts_of",
    "finding",
    "findings",
    "mapping",
    "mapping_title",
    "preview",
    "receipt",
    "receipt_title",
    "show_receipt",
    "title",
    "to_map",
]
