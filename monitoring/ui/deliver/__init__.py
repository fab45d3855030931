"""The page on which a sheet comes in: a file, what is wrong with it, what it changes, confirming it, the receipt."""

from monitoring.ui.deliver.changes import changes, verdicts
from monitoring.ui.deliver.confirm import confirm
from monitoring.ui.deliver.file import ask, check, preview, title
from monitoring.ui.deliver.findings import facts_of, finding, findings
from monitoring.ui.deliver.layouts import layouts_asked, show_layouts
from monitoring.ui.deliver.mapping import change_mapping, mapping, mapping_title, to_map
from monitoring.ui.deliver.marked import marked_file
from monitoring.ui.deliver.receipt import receipt, receipt_title, show_receipt
from monitoring.ui.deliver.sent import asked as asked_for
from monitoring.ui.deliver.sent import show_sent
from monitoring.ui.deliver.sent_list import sent_before
from monitoring.ui.deliver.start import begin, begin_title

__all__ = [
    "ask",
    "asked_for",
    "begin",
    "begin_title",
    "change_mapping",
    "changes",
    "check",
    "confirm",
    "facts_of",
    "finding",
    "findings",
    "layouts_asked",
    "mapping",
    "mapping_title",
    "marked_file",
    "preview",
    "receipt",
    "receipt_title",
    "sent_before",
    "show_layouts",
    "show_receipt",
    "show_sent",
    "title",
    "to_map",
    "verdicts",
]
