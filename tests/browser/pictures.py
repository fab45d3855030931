"""Take the pictures of the README anew, in a real browser on the example: python -m tests.browser.pictures"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, sync_playwright

from monitoring.example import load as example
from monitoring.intake.fields import FIELDS, SHEETS
from monitoring.intake.template import HEADER_ROW, template
from monitoring.language import Words
from monitoring.start import start
from tests.browser.conftest import Server, serve, visitor

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PAGES = {
    "quarter": "/",
    "signals": "/signals",
    "money": "/spending",
    "country": "/countries?country=XAB",
    "agreements": "/agreements?agreement=XAB-2025-1",
    "theory": "/theories?theory=TER&country=XAB",
    "indicators": "/indicators?theory=TER&country=XAB",
    "indicator": "/indicators?theory=TER&country=XAB&indicator=TER-03",
}


def main() -> None:
    """One picture per page, one on a phone, one of a delivery with mistakes, and one of a sheet that nobody described."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        ledger = start(folder / "ledger").ledger
        example.load(ledger)
        file = folder / "bz_2026-Q3.xlsx"
        file.write_bytes(_with_mistakes(template(ledger, "BZ", "2026-Q3", Words("en"))))
        other = folder / "border-posts.xlsx"
        other.write_bytes(_of_a_colleague())
        ledger.close()
        PICTURES.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for server in serve(folder / "ledger", folder):
                _take(browser, server, file, other)
            browser.close()


def _take(browser: Browser, server: Server, file: Path, other: Path) -> None:
    for name, address in PAGES.items():
        somebody = visitor(browser, server, locale="en-GB")
        somebody.open(address)
        somebody.page.screenshot(path=PICTURES / f"{name}.png")
    somebody = visitor(browser, server, width=390, height=844)
    somebody.open("/")
    somebody.page.screenshot(path=PICTURES / "quarter-phone.png")
    somebody = visitor(browser, server, locale="en-GB", height=900)
    somebody.open("/deliver?as=BZ")
    somebody.page.set_input_files('input[type="file"]', file)
    somebody.page.wait_for_selector(".file")
    somebody.wait()
    somebody.page.screenshot(path=PICTURES / "deliver.png")
    somebody = visitor(browser, server, locale="en-GB", height=900)
    somebody.open("/deliver?as=AM")
    somebody.page.set_input_files('input[type="file"]', other)
    somebody.page.wait_for_selector(".grid")
    somebody.wait()
    somebody.page.screenshot(path=PICTURES / "any-sheet.png")


def _with_mistakes(content: bytes) -> bytes:
    """A template filled in by somebody in a hurry."""
    book = openpyxl.load_workbook(BytesIO(content))
    say = Words("en")

    def fill(table: str, row: int, **values: object) -> None:
        sheet = book[say(SHEETS[table])]
        heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[HEADER_ROW]}
        for field in FIELDS[table]:
            if field.name in values:
                sheet.cell(HEADER_ROW + row, heads[say(field.header)]).value = values[field.name]

    fill("observation", 1, value=14, numerator=14)
    fill("observation", 2, numerator=31, denominator=50)
    fill("observation", 3, numerator="about 40", denominator=50)
    fill("budget_line", 1, amount_eur=410_000)
    fill("budget_line", 2, amount_eur="1.234,50")
    fill("budget_line", 3, amount_eur=250_000, quarter="2027-Q1")
    fill("budget_line", 5, amount_eur=180_000, country="Almaria")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _of_a_colleague() -> bytes:
    """A sheet of invented figures as they come: a title, quarters as columns, a total, a country that is none."""
    book, file = openpyxl.Workbook(), BytesIO()
    book.active.title = "Crossings"
    for row in (
        ["Crossings at border posts (x 1.000), invented figures"],
        [],
        ["Route", "Nationality", "Q1 2026", "Q2 2026", "Q3 2026"],
        ["Sea", "Almara", 12.4, 30.1, 7.9],
        ["Sea", "Belmora", 4.2, 6.0, 5.8],
        ["Land", "Belmora", 5.5, 0, 11.3],
        ["Land", "Almaria", 1.1, 0.9, 1.4],
        ["Total", None, 23.2, 37.0, 26.4],
    ):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main()
