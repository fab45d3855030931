"""All numbers, kept in a DuckLake: Parquet files and a catalogue that knows every past state."""

from monitoring.ledger.address import Address, AddressError
from monitoring.ledger.arrow import as_arrow
from monitoring.ledger.connection import LedgerBusy, LedgerUnreachable, NoLedger
from monitoring.ledger.difference import Difference, as_of, difference, overtaken
from monitoring.ledger.ledger import Commit, Committed, Ledger, UnknownState
from monitoring.ledger.names import Reader, indicator_names, names
from monitoring.ledger.present import Present, held
from monitoring.ledger.schema import Table, tables
from monitoring.ledger.transaction import DuplicateKey, FictionalForEver, Merged, Transaction
from monitoring.ledger.views import Views

__all__ = [
    "Address",
    "AddressError",
    "Commit",
    "Committed",
    "Difference",
    "DuplicateKey",
    "FictionalForEver",
    "Ledger",
    "LedgerBusy",
    "LedgerUnreachable",
    "Merged",
    "NoLedger",
    "Present",
    "Reader",
    "Table",
    "Transaction",
    "UnknownState",
    "Views",
    "as_arrow",
    "as_of",
    "difference",
    "held",
    "indicator_names",
    "names",
    "overtaken",
    "tables",
]
