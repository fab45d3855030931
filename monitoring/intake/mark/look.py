"""How the overview of a marked workbook looks: calm, black on white, and only severity in colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from monitoring.intake.finding import Severity
from monitoring.intake.mark.styles import COLOURS, Styles


@dataclass(frozen=True)
class Look:
    """The numbers of the styles of the sheet."""

    title: int
    words: int
    faint: int
    head: int
    cell: int
    small: int
    link: int
    number: int
    group: Mapping[Severity, int]

    @classmethod
    def of(cls, styles: Styles) -> Self:
        """Put these styles among those of a workbook."""
        font = '<sz val="{}"/><color rgb="FF{}"/><name val="Calibri"/><family val="2"/>'
        line = '<left/><right/><top/><bottom style="thin"><color rgb="FFD5D9DE"/></bottom><diagonal/>'
        top = 'vertical="top" wrapText="1"'

        def filled(severity: Severity) -> str:
            colour = "{:02X}{:02X}{:02X}".format(*COLOURS[severity])
            return f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill>'

        bold = "<b/>" + font
        return cls(
            title=styles.add(bold.format(16, "1B1B1B")),
            words=styles.add(font.format(11, "1B1B1B"), alignment='vertical="top"'),
            faint=styles.add(font.format(10, "5A5F66"), alignment='vertical="top"'),
            head=styles.add(bold.format(10, "5A5F66"), border=line, alignment=top),
            cell=styles.add(font.format(10, "1B1B1B"), border=line, alignment=top),
            small=styles.add(font.format(9, "5A5F66"), border=line, alignment=top),
            link=styles.add("<u/>" + font.format(10, "1B59A4"), border=line, alignment=top),
            number=styles.add(font.format(10, "1B1B1B"), border=line, alignment=top + ' horizontal="center"'),
            group={
                s: styles.add(bold.format(11, "1B1B1B"), filled(s), alignment='vertical="center"') for s in Severity
            },
        )
