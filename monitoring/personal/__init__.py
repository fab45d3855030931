"""Personal data, wherever they are given: what they look like in a cell, and whether a typed text holds any."""

from monitoring.personal.typed import personal_in

__all__ = ["personal_in"]
