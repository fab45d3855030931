"""From the bytes of a file to sheets with cells that keep their address."""

from monitoring.intake.reading.excel import read
from monitoring.intake.reading.preflight import Unreadable
from monitoring.intake.reading.sheet import Sheet, Workbook, address, letters, position

__all__ = ["Sheet", "Unreadable", "Workbook", "address", "letters", "position", "read"]
