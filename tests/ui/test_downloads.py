"""Numbers to take along: exact, harmless to a spreadsheet, and marked where they are invented."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from io import BytesIO

import openpyxl
import pandas as pd

from monitoring.ui.downloads import as_csv, as_xlsx

FRAME = pd.DataFrame({"country": ["XAA", "=1+1"], "amount": [Decimal("1234.50"), None], "n": [3, 4]})


def test_csv_is_exact_and_empty_where_there_is_nothing():
    rows = list(csv.reader(io.StringIO(as_csv(FRAME))))
    assert rows == [["country", "amount", "n"], ["XAA", "1234.50", "3"], ["'=1+1", "", "4"]]


def test_csv_of_an_example_says_so_in_every_row():
    rows = list(csv.DictReader(io.StringIO(as_csv(FRAME, "verzonnen cijfers"))))
    assert {row["remark"] for row in rows} == {"verzonnen cijfers"}


def test_excel_has_numbers_as_numbers_and_texts_as_texts():
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(FRAME, {"country": "Land"}, "Uitgaven 2026, €"))).active
    assert sheet["A1"].value == "Uitgaven 2026, €"
    assert [cell.value for cell in sheet[3]] == ["Land", "amount", "n"]
    assert (sheet["B4"].value, sheet["B4"].number_format, sheet["B5"].value) == (1234.5, "#,##0.00", None)
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")


def test_excel_of_an_example_says_so_on_top():
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(FRAME, {}, "Uitgaven", "verzonnen cijfers"))).active
    assert sheet["A1"].value == "Uitgaven · verzonnen cijfers"
