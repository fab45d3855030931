"""Layouts: how somebody else's workbook is read, saved as text."""

from monitoring.intake.layout.model import Across, Column, Ignored, Layout, LayoutError, LeaveOut, SheetLayout
from monitoring.intake.layout.store import Kept, bring_back, delete, kept, load, owner, read, save, saved

__all__ = [
    "Across",
    "Column",
    "Ignored",
    "Kept",
    "Layout",
    "LayoutError",
    "LeaveOut",
    "SheetLayout",
    "bring_back",
    "delete",
    "kept",
    "load",
    "owner",
    "read",
    "save",
    "saved",
]
