"""The process in which a file is read: what it cannot do, and that its end is never that of the server."""

from __future__ import annotations

import pickle
import subprocess
import sys
from io import BytesIO

import pytest

from monitoring.intake import reading
from monitoring.intake.reading.process import ROOT, _Plain, run
from monitoring.language import Words
from tests.intake.reading.books import changed, xlsx
from tests.intake.test_preflight import two_cells

TRIED = [
    "open('/etc/hostname')",
    "open('written', 'w')",
    "os.open('/etc/hostname', os.O_RDONLY)",
    "os.listdir('/')",
    "os.system('true')",
    "os.fork()",
    "subprocess.Popen(['true'])",
    "socket.socket()",
    "socket.getaddrinfo('localhost', 80)",
    "urllib.request.urlopen('http://localhost')",
    "ctypes.CDLL(None)",
]


@pytest.mark.parametrize("tried", TRIED)
def test_a_reader_can_open_nothing(tried, tmp_path):
    ends = confined(f"import ctypes, os, socket, subprocess, urllib.request\nconfine()\n{tried}", tmp_path)
    assert "PermissionError" in ends.stderr
    assert not list(tmp_path.iterdir())


def test_nor_can_what_it_is_built_of(tmp_path):
    """Native code passes by Python's own refusal: the kernel gives no file and no socket either."""
    native = (
        "import ctypes\nlibrary = ctypes.CDLL(None)\nopened, socket = library.open, library.socket\nconfine()\n"
        "print(opened(b'/etc/hostname', 0), socket(2, 1, 0))"
    )
    assert confined(native, tmp_path).stdout.split() == ["-1", "-1"]


def test_a_reader_has_so_much_memory_and_time_and_no_more(tmp_path):
    assert "MemoryError" in confined("confine()\nbytes(1_500_000_000)", tmp_path).stderr
    assert confined("confine(seconds=1)\nwhile True: pass", tmp_path).returncode < 0


def confined(code: str, folder) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom monitoring.intake.confined.limits import confine\n{code}",
        ],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=60,
        check=False,
    )


def test_a_reader_that_dies_is_no_error_of_ours():
    """calamine takes the memory of the whole grid, and the process is aborted: here nothing looks before it does."""
    told = run("values", two_cells("XFD1048576"), 60)
    assert told.lost and not told.late


def test_a_reader_that_takes_too_long_is_ended():
    told = run("values", xlsx(), 0.001)
    assert told.lost and told.late


def test_a_job_that_does_not_begin_is_no_error_of_ours():
    assert run("a job that nobody does", b"a;b", 60).lost


def test_a_reader_gone_astray_cannot_have_the_server_run_anything():
    with pytest.raises(pickle.UnpicklingError):
        _Plain(BytesIO(pickle.dumps(("kind", subprocess.Popen)))).load()


def test_an_xlsx_that_one_library_refuses_is_read_by_the_other():
    """calamine wants to know of every cell what it holds."""
    strange = changed(xlsx(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b't="n"', b't="strange"', 1))
    book = reading.read("strange.xlsx", strange)
    assert [notice.word for notice in book.notices] == ["second reader"]
    assert book.sheets["Cijfers"].rows[1][0] == "Land 2"
    assert book.sheets["Cijfers"].hidden_rows == {4} and book.sheets["Cijfers"].merged == ("A6:A7",)


def test_entities_are_refused_with_what_to_do():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for declared in (bomb, outside):
        content = changed(xlsx(), "xl/worksheets/sheet1.xml", lambda xml, declared=declared: declared + xml)
        with pytest.raises(reading.Unreadable) as caught:
            reading.read("bomb.xlsx", content)
        assert "DTD" in Words("nl")(caught.value.message) and "nieuwe werkmap" in Words("nl")(caught.value.remedy)


def test_xml_without_end_to_its_depth_is_refused():
    deep = changed(xlsx(), "xl/workbook.xml", lambda xml: b"<a>" * 2_000_000)
    with pytest.raises(reading.Unreadable):
        reading.read("deep.xlsx", deep)


def test_a_file_that_ends_its_reader_is_refused_as_too_much_and_not_as_damaged():
    """The row of its last cell names that cell first, which no look at the ends of rows finds."""

    def first(xml: bytes) -> bytes:
        return xml.replace(
            b'<row r="2">', b'<row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="A1048576"/></row><row r="2">'
        )

    with pytest.raises(reading.Unreadable) as caught:
        reading.read("grid.xlsx", changed(two_cells("B2"), "xl/worksheets/sheet1.xml", first))
    assert "geheugen" in Words("nl")(caught.value.message) or "16.384 kolommen" in Words("nl")(caught.value.message)
