"""Taking a submission back: what would come back, what stands in the way, and doing it in one commit."""

from monitoring.intake.undo.obstacle import Obstacle
from monitoring.intake.undo.returning import Returning
from monitoring.intake.undo.undo import CannotUndo, Undoing, Undone, undo, undoing

__all__ = ["CannotUndo", "Obstacle", "Returning", "Undoing", "Undone", "undo", "undoing"]
