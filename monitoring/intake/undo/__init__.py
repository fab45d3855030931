"""Taking a submission back: what would come back, what stands in the way, and doing it in one commit."""

from monitoring.intake.undo.obstacle import Obstacle
from monitoring.intake.undo.returning import Returning, What, count, returning
from monitoring.intake.undo.turning_back import turning_back
from monitoring.intake.undo.undo import IN_THE_WAY, CannotUndo, Undoing, Undone, did, undo, undoing

__all__ = [
    "IN_THE_WAY",
    "CannotUndo",
    "Obstacle",
    "Returning",
    "Undoing",
    "Undone",
    "What",
    "count",
    "did",
    "returning",
    "turning_back",
    "undo",
    "undoing",
]
