"""What people tell of a theory, typed and not in a sheet: judged, recorded in one commit each, and taken back in one."""

from monitoring.intake.evidence.judge import Codes, codes, judge
from monitoring.intake.evidence.record import CannotTakeBack, record, recorded, take_back

__all__ = ["CannotTakeBack", "Codes", "codes", "judge", "record", "recorded", "take_back"]
