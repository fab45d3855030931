"""Taking a submission back: what would come back, what stands in the way, and doing it in one commit."""

from monitoring.intake.undo.obstacle import Obstacle
from monitoring.intake.undo.returning import Returning, What, returning
from monitoring.intake.undo.undo import CannotUndo, Undoing, Undone, did, undo, undoing

__all__ = ["CannotUndo", "Obstacle", "Returning", "Undoing", "Undone", "What", "did", "returning", "undo", "undoing"]
