"""Personal data in a file (CHK-P2): found in any of its sheets, read or not, before anything of it is kept.

The whole file is stored with a submission, so a column that no layout reads counts as well, and so does
a hidden sheet. What was found is never repeated: not in a finding, not in a log.
"""

from monitoring.intake.personal.find import perhaps_personal, personal

__all__ = ["perhaps_personal", "personal"]
