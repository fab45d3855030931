"""What people tell of a theory, on its page: forms to record it, the receipt, and taking it back."""

from monitoring.ui.evidence.section import section

__all__ = ["section"]
