"""All numbers, kept in a DuckLake: Parquet files and a catalogue that knows every past state."""

from monitoring.ledger.address import Address, AddressError
from monitoring.ledger.arrow import as_arrow
from monitoring.ledger.closed import Frozen, frozen, frozen_as
from monitoring.ledger.connection import LedgerBusy, LedgerUnreachable, NoLedger
from monitoring.ledger.contents import Contents, Part, contents
from monitoring.ledger.difference import Difference, as_of, difference, overtaken
from monitoring.ledger.ledger import Commit, Committed, Ledger, UnknownState
from monitoring.ledger.names import Reader, indicator_names, names
from monitoring.ledger.present import Held, Past, Present, held
from monitoring.ledger.schema import Table, tables
from monitoring.ledger.transaction import DuplicateKey, FictionalForEver, Merged, Transaction
from monitoring.ledger.views import Views

__all__ = [
    "Address",
    "AddressError",
    "Commit",
    "Committed",
    "Contents",
    "Difference",
    "DuplicateKey",
    "FictionalForEver",
    "Frozen",
    "Held",
    "Ledger",
    "LedgerBusy",
    "LedgerUnreachable",
    "Merged",
    "NoLedger",
    "Part",
    "Past",
    "Present",
    "Reader",
    "Table",
    "Transaction",
    "UnknownState",
    "Views",
    "as_arrow",
    "as_of",
    "contents",
    "difference",
    "frozen",
    "frozen_as",
    "held",
    "indicator_names",
    "names",
    "overtaken",
    "tables",
]
