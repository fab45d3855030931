"""The styles of an .xlsx by which a cell shows something else than it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')  # what only stands there, such as a sign behind 7, or a colour
BUILT_IN = {"9": "0%", "10": "0.00%"}  # of Excel itself; others are named in the file


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage.

    >>> is_percent("0.0%"), is_percent('0" %"')
    (True, False)
    """
    return "%" in _LITERAL.sub("", code)


def digits_of(code: str) -> int:
    """To how many digits a number format fills up with zeros; 0 where it does not.

    >>> digits_of("00000"), digits_of("0"), digits_of("0.00"), digits_of("000;-000")
    (5, 0, 0, 3)
    """
    first = _LITERAL.sub("", code).partition(";")[0]
    return len(first) if len(first) > 1 and not first.strip("0") else 0


@dataclass(frozen=True)
class Styles:
    """Of a workbook, by the number of a style: those that show a percentage, and how many digits others fill up to.

    >>> styles = Styles.of(b'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts>'
    ...     b'<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>')
    >>> styles.percent, styles.padded
    (frozenset({b'1'}), {b'2': 5})
    """

    percent: frozenset[bytes] = frozenset()
    padded: Mapping[bytes, int] = field(default_factory=dict)

    @staticmethod
    def of(xml: bytes) -> Styles:
        """From the styles part. Raises `ElementTree.ParseError`."""
        root = ElementTree.fromstring(xml)
        formats = BUILT_IN | {
            each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iterfind(".//{*}numFmt")
        }
        percent, padded = set(), {}
        for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
            code = formats.get(style.get("numFmtId", ""), "")
            if is_percent(code):
                percent.add(str(number).encode())
            elif digits := digits_of(code):
                padded[str(number).encode()] = digits
        return Styles(frozenset(percent), padded)
