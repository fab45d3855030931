"""What is found in a file, told to people and to machines."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from monitoring.commands.app import errors
from monitoring.intake.check import Checked
from monitoring.intake.finding import Finding, Severity, fold
from monitoring.language import Words
from theory_of_change.text import counted, message

SHOWN_CELLS = 8
FINDING = ("rule", "severity", "sheet", "cell", "value", "message", "remedy", "clause")


def tell_findings(checked: Checked, say: Words) -> None:
    """Everything that was found, gravest first; equal findings in one line with their cells."""
    headings = {
        Severity.BLOCKING: message("Nothing can land"),
        Severity.ERROR: message("Wrong: these rows cannot land"),
        Severity.WARNING: message("Please look: this may land"),
    }
    told: Severity | None = None
    for folded in fold(checked.findings):
        finding = folded.finding
        if finding.severity != told:
            told = finding.severity
            errors.print(f"\n{say(headings[told])}", style="bold")
        cells = [cell.place for cell in folded.cells if cell.place]
        shown = ", ".join(cells[:SHOWN_CELLS]) + (" …" if len(cells) > SHOWN_CELLS else "")
        count = f" ({say(counted('{n} cell', '{n} cells', n=len(cells)))})" if len(cells) > 1 else ""
        remedy = f" {say(finding.remedy)}" if finding.remedy else ""
        line = Text(f"  {shown}{': ' if shown else ''}{say(finding.message)}{remedy}{count}")
        if finding.clause:
            line.append(f" [{say(finding.clause)}]", style="dim")
        errors.print(line)


def as_row(finding: Finding, say: Words) -> dict[str, Any]:
    """One finding with the columns of `FINDING`, its sentences put into words."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "message": say(finding.message),
        "remedy": say(finding.remedy) if finding.remedy else "",
        "clause": say(finding.clause) if finding.clause else "",
    }
