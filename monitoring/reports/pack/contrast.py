"""How well a colour is read on another."""

from __future__ import annotations

READABLE = 4.5
"""The least contrast of words on paper: success criterion 1.4.3 of WCAG 2.2."""


def contrast(one: str, other: str) -> float:
    """How much two colours differ in brightness, from 1 to 21, as WCAG 2.2 reckons it.

    >>> round(contrast("#FFFFFF", "#000000")), round(contrast("#997700", "#FCFCFC"), 1)
    (21, 4.1)
    """
    dark, light = sorted((_brightness(one), _brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def _brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
