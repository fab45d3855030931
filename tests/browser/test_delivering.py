"""An analyst's whole way: download the template, fill it in, upload it, and see the new figure on the page."""

from __future__ import annotations

import openpyxl
import pytest

from monitoring.intake.template import HEADER_ROW
from monitoring.ledger import Ledger
from monitoring.start import VIEWS
from tests.browser.conftest import visitor
from tests.intake.sheets import Sheet

pytestmark = pytest.mark.browser


def fill(file, sheet: str, key: tuple[str, str], **values) -> None:
    """Fill the prepared row of an indicator and country, by heading."""
    book = openpyxl.load_workbook(file)
    heads = {str(cell.value).rstrip("*"): cell.column for cell in book[sheet][HEADER_ROW]}
    [row] = [
        cells[0].row
        for cells in book[sheet].iter_rows(min_row=HEADER_ROW + 1)
        if (cells[0].value, cells[heads["Land"] - 1].value) == key
    ]
    for name, value in values.items():
        book[sheet].cell(row, heads[name]).value = value
    book.save(file)


def test_a_filled_template_is_uploaded_and_its_figure_is_on_the_page(chromium, own_server, tmp_path):
    somebody = visitor(chromium, own_server)
    page = somebody.page
    somebody.open("/indicators?theory=HAN&country=XAH&indicator=HAN-02")
    assert "Hestria heeft geen" in somebody.title or "oud cijfer" in somebody.title
    assert "31 van 50" not in somebody.text

    somebody.open("/deliver?as=BZ")
    assert "ontbreken nog" in somebody.title
    with page.expect_download() as download:
        page.click('[data-testid="stDownloadButton"]:has-text("Download het sjabloon") button')
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "bz_2026-Q3.xlsx"
    fill(file, "Waarnemingen", ("HAN-02", "Hestria"), Teller=31, Noemer=50)

    page.set_input_files('input[type="file"]', file)
    page.wait_for_selector(".file")
    somebody.wait()
    assert somebody.title == "1 rij kan worden opgenomen"
    assert "HAN-02 · Hestria · 3e kw. 2026" in somebody.text
    assert "31 / 50" in somebody.text
    assert page.is_disabled('button:has-text("Bevestigen en opslaan")')
    page.fill(".st-key-confirm_name input", "Een analist")
    page.fill(".st-key-reason input", "Nagekomen cijfer van Hestria")
    page.keyboard.press("Tab")
    page.click('button:has-text("Bevestigen en opslaan"):not([disabled])')
    page.wait_for_selector('h1:has-text("opgenomen in stand")')
    somebody.wait()
    assert "Een analist voor BZ, opgegeven en niet gecontroleerd" in somebody.text

    page.click('a:has-text("Bekijk HAN-02")')
    somebody.wait()
    assert "62%" in somebody.text
    assert "31 van 50" in somebody.text
    assert file.name in somebody.text
    assert "Nagekomen cijfer van Hestria" in somebody.text
    assert somebody.elsewhere() == []
    assert somebody.complaints == []

    ledger = Ledger.open(own_server.ledger)
    assert ledger.history()[0].reason == "Nagekomen cijfer van Hestria"
    ledger.close()


def test_the_same_file_again_cannot_be_confirmed(chromium, example_server, tmp_path):
    """What is in the ledger already is said to be there, and the button says why it cannot be used."""
    somebody = visitor(chromium, example_server, locale="en-GB")
    page = somebody.page
    somebody.open("/deliver?as=POL")
    with page.expect_download() as download:
        page.click('.st-key-earlier button:has-text("File") >> nth=0')
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page.set_input_files('input[type="file"]', file)
    page.wait_for_selector(".file")
    somebody.wait()
    assert "Everything in this file is already in the ledger." in somebody.text
    assert page.is_disabled('button:has-text("Confirm and save")')


def test_a_file_that_is_none_is_told_and_another_can_be_chosen(chromium, example_server, tmp_path):
    somebody = visitor(chromium, example_server)
    (tmp_path / "kapot.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    somebody.open("/deliver")
    somebody.page.set_input_files('input[type="file"]', tmp_path / "kapot.xlsx")
    somebody.page.wait_for_selector(".file")
    somebody.wait()
    assert somebody.title == "Niets kan worden opgenomen: verbeter eerst 1 punt"
    somebody.page.click('button:has-text("Ander bestand")')
    somebody.page.wait_for_selector('h1:has-text("ontbreken nog")')


def test_a_delivery_is_taken_back_from_the_list_and_the_page_says_so(chromium, own_server):
    somebody = visitor(chromium, own_server)
    page = somebody.page
    somebody.open("/deliver?as=POL")
    page.click('.st-key-earlier a:has-text("Terugdraaien") >> nth=0')
    page.wait_for_selector('h1:has-text("wijzigde")')
    somebody.wait()
    assert "Dan geldt weer wat onder “Vóór dit bestand” staat" in somebody.text
    assert page.is_disabled(".st-key-take_back_button button")
    page.fill(".st-key-take_back_name input", "Een collega")
    page.fill('[class*="st-key-take_back_reason"] input', "Verkeerd kwartaal")
    page.keyboard.press("Tab")
    page.click(".st-key-take_back_button button:not([disabled])")
    page.wait_for_selector('h1:has-text("is teruggedraaid op")')
    somebody.wait()
    assert "Verkeerd kwartaal" in somebody.text
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    somebody.open("/deliver?as=POL")
    assert "ontbreken nog" in somebody.title
    assert "teruggedraaid op" in somebody.text
    ledger = Ledger.open(own_server.ledger)
    assert ledger.history()[0].reason == "Verkeerd kwartaal"
    ledger.close()
    assert somebody.complaints == []


def test_a_marked_workbook_is_mended_sent_back_and_lands(chromium, own_server, tmp_path):
    """The cells to mend are coloured in the file itself; mended in it, it lands with its marks still in."""
    somebody = visitor(chromium, own_server)
    page = somebody.page
    somebody.open("/deliver?as=BZ")
    with page.expect_download() as download:
        page.click('[data-testid="stDownloadButton"]:has-text("Download het sjabloon") button')
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    fill(file, "Waarnemingen", ("HAN-02", "Hestria"), Teller="veel", Noemer=50)

    page.set_input_files('input[type="file"]', file)
    page.wait_for_selector(".file")
    somebody.wait()
    assert somebody.title == "1 rij klopt niet. Bekijk wat u kunt verbeteren"
    with page.expect_download() as download:
        page.click(".st-key-marked button")
    marked = tmp_path / download.value.suggested_filename
    download.value.save_as(marked)
    assert marked.name == "bz_2026-Q3-gemarkeerd.xlsx"
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames[0] == "Bevindingen"
    [place] = [
        c.hyperlink.location
        for row in book["Bevindingen"].iter_rows()
        for c in row
        if c.hyperlink and "Fout" in str(row[1].value)
    ]
    sheet, _, cell = place.replace("'", "").partition("!")
    assert (book[sheet][cell].value, book[sheet][cell].comment.text.partition("\n")[0]) == ("veel", "Fout ▲")
    book[sheet][cell].value = 31
    book.save(marked)

    page.click('button:has-text("Ander bestand")')
    somebody.wait()
    page.set_input_files('input[type="file"]', marked)
    page.wait_for_selector('h1:has-text("1 rij kan worden opgenomen")')
    somebody.wait()
    page.fill(".st-key-confirm_name input", "Een analist")
    page.fill(".st-key-reason input", "Verbeterd in de gemarkeerde kopie")
    page.keyboard.press("Tab")
    page.click('button:has-text("Bevestigen en opslaan"):not([disabled])')
    page.wait_for_selector('h1:has-text("opgenomen in stand")')
    assert somebody.elsewhere() == []
    assert somebody.complaints == []
    ledger = Ledger.open(own_server.ledger)
    assert ledger.row(
        "select numerator, denominator from observation "
        "where indicator = 'HAN-02' and country = 'XAH' and period = '2026-Q3' and dimension = 'total'"
    ) == (31, 50)
    ledger.close()


def test_what_would_change_is_paged_by_keyboard_and_taken_along(chromium, example_server, tmp_path):
    """Rows of one kind a page at a time, the verdicts that turn, and the whole as a file; nothing is saved."""
    ledger = Ledger.open(example_server.ledger, VIEWS)
    sheet, before = Sheet(ledger, "BZ"), ledger.number
    told = ledger.rows(
        "select o.indicator, o.period, o.numerator::int, o.denominator::int, c.name_nl from observation o "
        "join country c on c.code = o.country where o.reporter = 'BZ' and o.numerator > 3 order by o.period desc, o.indicator, o.country limit 24"
    )
    for row, (indicator, period, numerator, denominator, country) in enumerate(told, 1):
        ratio = {"numerator": numerator // 3, "denominator": denominator}
        sheet.put("observation", row, indicator=indicator, country=country, period=period, **ratio)
    (tmp_path / "derde.xlsx").write_bytes(sheet.content())

    somebody = visitor(chromium, example_server)
    page = somebody.page
    somebody.open("/deliver?as=BZ")
    page.set_input_files('input[type="file"]', tmp_path / "derde.xlsx")
    page.wait_for_selector(".file")
    somebody.wait()
    assert "1 tot en met 10 van 24" in somebody.text
    assert "Waarnemingen!G4" in somebody.text
    assert "slaan om" in somebody.text
    page.focus('button:has-text("Volgende")')
    page.keyboard.press("Enter")
    somebody.wait()
    assert "11 tot en met 20 van 24" in somebody.text
    page.fill(".st-key-rows_pager input", "3")
    page.keyboard.press("Enter")
    somebody.wait()
    assert "21 tot en met 24 van 24" in somebody.text
    with page.expect_download() as download:
        page.click('.st-key-rows_files button:has-text("Excel")')
    download.value.save_as(tmp_path / "wijzigingen.xlsx")
    book = openpyxl.load_workbook(tmp_path / "wijzigingen.xlsx")
    kinds = [row[0] for row in book["Waarnemingen"].iter_rows(min_row=4, values_only=True)]
    assert kinds[:24] == ["gewijzigd"] * 24
    assert set(kinds[24:]) <= {"ontbreekt in dit bestand"}
    assert somebody.complaints == []
    assert ledger.number == before
    ledger.close()
