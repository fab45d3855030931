"""What a partner says it reached, each with a status: a signal, and never a result of ours."""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from monitoring.charts.look import MARKS
from monitoring.commands.app import Format, FormatOption, JsonOption, LanguageOption, app, chosen, errors, words, wrong
from monitoring.commands.checking import FileArgument
from monitoring.commands.output import write
from monitoring.intake import partner
from monitoring.intake.partner import Line
from monitoring.intake.reading import Unreadable, read
from monitoring.language import Words
from monitoring.results.partner import RULE, VERSION, WHY_CALLED, Judged, judged
from monitoring.results.status import Status
from theory_of_change.text import counted, message

_EACH = (
    *("sheet", "row", "activity", "indicator", "place", "group", "measure", "higher_is_better"),
    *("baseline", "target", "actual", "progress", "status", "why", "sentence"),
)
_ORDER = {status: place for place, status in enumerate(Status)}


@app.command()
def results(
    file: FileArgument,
    each: Annotated[
        Path | None,
        typer.Option(
            "--each", dir_okay=False, writable=True, help="Where to save every result with its status, as csv."
        ),
    ] = None,
    on: Annotated[
        datetime.datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day that counts as today; else today."),
    ] = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Give every result in a partner's table a status, and say how many have which and why.

    The table is one of IATI results, or of another kind in data/partner_results. Nothing lands in the ledger: what
    partners say of their own indicators is a signal, and counts in no total. As csv and json a row per status and reason.
    """
    say = words(language)
    try:
        workbook = read(file.name, file.read_bytes())
        kind, lines = partner.lines(workbook)
    except Unreadable as error:
        errors.print(say(error.message), say(error.remedy))
        raise typer.Exit(1) from None
    except partner.NotUnderstood as error:
        wrong(error.message, say)
    day = on.date() if on else datetime.date.today()
    found = [(line, judged(line.reported, day)) for line in lines]
    if each:
        _save(each, found, say)
    form = chosen(form, json)
    _tell(found, form, say)
    if form is Format.TABLE:
        rows = counted(
            "{n} result in a table of kind {kind}", "{n} results in a table of kind {kind}", n=len(found), kind=kind
        )
        print(
            say(
                message(
                    "{rows}, judged as of {day}. Rule: {rule}, version {version}.",
                    rows=rows,
                    day=day,
                    rule=RULE,
                    version=VERSION,
                )
            )
        )
        print(say(message("These are signals of a partner: nothing of them is in the ledger or in any total.")))


def _tell(found: list[tuple[Line, Judged]], form: Format, say: Words) -> None:
    """How many have which status and why, in the order of the statuses."""
    counts = Counter((one.status, one.why) for _, one in found)
    ordered = sorted(counts.items(), key=lambda item: (_ORDER[item[0][0]], -item[1]))
    rows = pd.DataFrame(
        [
            (status.value if form is not Format.TABLE else say(MARKS[status].word), why.value, n, say(WHY_CALLED[why]))
            for (status, why), n in ordered
        ],
        columns=["status", "why", "results", "sentence"],
    )
    headings = {
        "status": say(message("Status")),
        "why": say(message("Rule")),
        "results": say(message("Results")),
        "sentence": say(message("Why")),
    }
    write(rows, form, say, headings=headings)


def _save(path: Path, found: list[tuple[Line, Judged]], say: Words) -> None:
    """Every result on a line of its own: where it stands in the file, its status, and the sentence why."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _EACH, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {
                **{name: getattr(line, name) for name in ("sheet", "row", "activity", "indicator", "place", "group")},
                **line.said,
                "measure": line.reported.measure,
                "higher_is_better": line.reported.higher,
                "progress": "" if one.progress is None else round(one.progress, 6),
                "status": one.status.value,
                "why": one.why.value,
                "sentence": say(one.sentence),
            }
            for line, one in found
        )
