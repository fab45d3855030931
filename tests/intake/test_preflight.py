"""Files that would take more memory than there is, or more than they say."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest

from monitoring.intake import reading
from monitoring.intake.confined.parts import MAX_UNPACKED
from monitoring.intake.finding import Severity
from monitoring.language import Words
from tests.intake.sheets import FIGURE, Sheet


def two_cells(last: str) -> bytes:
    book, file = openpyxl.Workbook(), BytesIO()
    book.active["A1"], book.active[last] = 1, 2
    book.save(file)
    return file.getvalue()


def test_two_cells_at_the_ends_of_the_grid_are_refused_before_they_are_read():
    """calamine would take half a terabyte for it, which ends the process and everybody's session."""
    with pytest.raises(reading.Unreadable) as caught:
        reading.read("grid.xlsx", two_cells("XFD1048576"))
    assert "1.048.576 rijen en 16.384 kolommen" in Words("nl")(caught.value.message)


def test_a_long_or_a_wide_sheet_is_read():
    assert len(reading.read("long.xlsx", two_cells("A1000000")).sheets["Sheet"].rows) == 1_000_000
    assert reading.read("wide.xlsx", two_cells("XFD1")).sheets["Sheet"].cell(0, 16383) == 2


def test_a_file_that_unpacks_to_more_than_can_be_read_is_refused():
    file = BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(MAX_UNPACKED // 10_000_000 + 1):
            part.write(bytes(10_000_000))
    assert len(file.getvalue()) < 2_000_000
    with pytest.raises(reading.Unreadable) as caught:
        reading.read("bomb.xlsx", file.getvalue())
    assert "1,200 megabytes" in Words("en")(caught.value.message)


def test_a_truncated_file_is_refused():
    content = two_cells("B2")
    for share in (0.3, 0.6, 0.95):
        with pytest.raises(reading.Unreadable):
            reading.read("half.xlsx", content[: int(len(content) * share)])


def test_the_sender_of_such_a_file_is_told(fictional):
    sheet = Sheet(fictional, "BZ")
    sheet.put("observation", 1, **FIGURE)
    sheet.book.worksheets[1]["XFD1048576"] = "x"
    [found] = sheet.check().findings
    assert found.severity is Severity.BLOCKING
    assert "16,384 columns" in Words("en")(found.message)
