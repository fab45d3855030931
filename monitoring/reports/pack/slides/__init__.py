"""The pack as PowerPoint slides that can be edited: real titles, tables and charts, with their numbers inside."""

from monitoring.reports.pack.slides.write import write

__all__ = ["write"]
