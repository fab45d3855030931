"""A Parquet file: one sheet with the names of its columns above its rows, read in the same confinement."""

from __future__ import annotations

import contextlib
import datetime
from decimal import Decimal
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitoring.intake import reading
from monitoring.language import Words


def parquet(**columns: object) -> bytes:
    file = BytesIO()
    pq.write_table(pa.table(columns), file, compression="snappy", row_group_size=2)
    return file.getvalue()


def test_a_parquet_file_is_read_as_a_sheet():
    day = datetime.date(2026, 3, 31)
    content = parquet(
        route=["west", None, "east"],
        n=[1, 2, 3],
        share=[0.5, float("nan"), None],
        t=[day, day, None],
        at=[datetime.datetime(2026, 3, 31), datetime.datetime(2026, 3, 31, 12), None],
        amount=[Decimal("1.10"), None, Decimal("2.00")],
        large=[2**60, 1, 2],
        several=[["a"], [], None],
    )
    book = reading.read("data.parquet", content)
    [sheet] = book.sheets.values()
    assert (book.kind, sheet.name, book.notices) == ("parquet", "parquet", ())
    assert [tuple(row) for row in sheet.rows] == [
        ("route", "n", "share", "t", "at", "amount", "large", "several"),
        ("west", 1.0, 0.5, day, day, "1.10", str(2**60), "['a']"),
        ("", 2.0, "", day, datetime.datetime(2026, 3, 31, 12), "", 1.0, "[]"),
        ("east", 3.0, "", "", "", "2.00", 2.0, ""),
    ]


def test_one_under_another_name_is_read_for_what_it_is_and_said():
    book = reading.read("data.xlsx", parquet(n=[1]))
    assert [notice.word for notice in book.notices] == ["other ending"]


@pytest.mark.parametrize("end", [8, 100, -4, -1])
def test_one_that_was_cut_off_is_refused_with_what_to_do(end):
    with pytest.raises(reading.Unreadable) as refused:
        reading.read("data.parquet", parquet(n=list(range(500)))[:end])
    assert "damaged" in Words("en")(refused.value.message)


def test_any_byte_that_is_wrong_is_read_or_refused_and_ends_nothing():
    content = bytearray(parquet(route=["west", "east"] * 50, n=list(range(100))))
    for place in range(4, len(content) - 4, max(1, len(content) // 12)):
        broken = bytes(content[:place]) + bytes([content[place] ^ 0xFF]) + bytes(content[place + 1 :])
        with contextlib.suppress(reading.Unreadable):
            assert reading.read("data.parquet", broken).sheets
