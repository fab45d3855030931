"""What would change if a checked file landed: its rows, the totals of its money, and what is judged by them."""

from monitoring.intake.preview.compare import What
from monitoring.intake.preview.flips import Flip, Flips, flips, flips_of
from monitoring.intake.preview.totals import Total
from monitoring.intake.preview.would import Preview, Row, Sought, preview

__all__ = ["Flip", "Flips", "Preview", "Row", "Sought", "Total", "What", "flips", "flips_of", "preview"]
