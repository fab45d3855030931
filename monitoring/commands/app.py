"""The command line itself: its options, how it opens the ledger, how it says that something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from monitoring.language import Words, language_of
from monitoring.ledger import AddressError, Ledger, LedgerBusy, LedgerUnreachable, NoLedger, UnknownState, names
from monitoring.ledger.names import unknown
from monitoring.results import quarter as quarters
from monitoring.start import start
from theory_of_change.text import Listing, Message, message

app = typer.Typer(
    help="Monitoring mechanism of the Taskforce International Migration.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# What people typed stands in what is told, so nothing in it is markup.
errors = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Language(StrEnum):
    """The language of words and numbers; data for machines has none."""

    NL = "nl"
    EN = "en"


FormatOption = Annotated[Format, typer.Option("--format", help="How to write the answer.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
LanguageOption = Annotated[Language | None, typer.Option(help="Language of words and numbers; else that of the shell.")]
ByOption = Annotated[str, typer.Option("--by", help="Who does this, as declared.")]


def as_code(value: str | None) -> str | None:
    """A code as it is known, however it was typed."""
    return value.strip().upper() if value else value


OrganisationOption = Annotated[
    str, typer.Option("--organisation", callback=as_code, help="Code of the organisation, such as BZ.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="What was known at a commit (412), at the end of a day (2026-03-31), or when a quarter was closed (2026-Q2).",
    ),
]


def main() -> None:
    """Run the command line; a known trouble is told in a sentence, not as a traceback."""
    try:
        app()
    except AddressError as error:
        errors.print(str(error))
        sys.exit(2)
    except NoLedger as error:
        errors.print(
            words()(
                message(
                    "There is no ledger at {address}. Look at MONITORING_LEDGER; a new one is made by example, template and submit, and by the pages.",
                    address=str(error),
                )
            )
        )
        sys.exit(1)
    except LedgerUnreachable as error:
        errors.print(words()(message("The ledger cannot be opened.")), str(error))
        sys.exit(1)
    except LedgerBusy:
        errors.print(words()(message("Others kept writing to the ledger. Nothing was changed. Try again.")))
        sys.exit(1)
    except BrokenPipeError:  # somebody reads only the first lines
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def words(language: Language | None = None) -> Words:
    """How to say things: in the language asked for, else in that of the shell."""
    shell = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return Words(language.value if language else language_of(shell))


def chosen(form: Format, json: bool) -> Format:
    """The format asked for, in whichever of the two ways."""
    return Format.JSON if json else form


def wrong(said: Message, say: Words) -> NoReturn:
    """Tell that the input is wrong, and stop."""
    errors.print(say(said))
    raise typer.Exit(1)


def opened(say: Words, as_of: str | None = None, *, create: bool = False) -> Ledger:
    """The ledger, live or as it was known; mistakes in the definitions and the plan are told and go on.

    With `create` it is made where there is none, and that is told. Raises `NoLedger` otherwise.
    """
    started = start(create=create)
    if started.ledger.made:
        errors.print(say(message("This is a new ledger, at {address}.", address=str(started.ledger.address))))
    for mistake in started.mistakes:
        errors.print(f"{mistake.file}:{mistake.line}: {say(mistake.message)}")
    if as_of is None:
        return started.ledger
    try:
        return started.ledger.as_known(as_of)
    except UnknownState as strange:
        wrong(strange.message, say)


def country_of(ledger: Ledger, asked: str | None, say: Words) -> str | None:
    """The code of the country that was asked for, None where none was; ends where there is no such country."""
    called = names(ledger, "country")
    if asked and asked.upper() not in called:
        wrong(unknown("--country", asked, called), say)
    return asked.upper() if asked else None


def quarter_of(ledger: Ledger, asked: str | None, say: Words) -> str:
    """The quarter that was asked for, else the last that ended, "" where there is none; ends where it is not known."""
    known = quarters.quarters(ledger)
    if asked and asked not in known:
        wrong(
            message(
                "There are no figures for {quarter}. Known are {known}.", quarter=asked, known=Listing(known or ["–"])
            ),
            say,
        )
    return asked or quarters.last_ended(ledger) or ""


def told_fictional(ledger: Ledger, say: Words) -> None:
    """Say on every answer of an example ledger that its figures are invented; data for machines stays clean."""
    if ledger.fictional:
        errors.print(say(message("Example with invented countries and figures.")), style="yellow")


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on the error output, only where somebody is looking."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        yield bar
