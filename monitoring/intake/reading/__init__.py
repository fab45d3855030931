"""From the bytes of a file to sheets with cells that keep their address.

The file itself is only ever opened by `monitoring.intake.confined`, in a process of its own.
"""

from monitoring.intake.reading.read import read
from monitoring.intake.reading.sheet import Notice, Sheet, Workbook, address, letters, position
from monitoring.intake.reading.unreadable import Unreadable

__all__ = ["Notice", "Sheet", "Unreadable", "Workbook", "address", "letters", "position", "read"]
