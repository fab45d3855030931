"""The quick look into the XML of a sheet, held against a plain walk over all of its cells."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from monitoring.intake.confined.cells import address
from monitoring.intake.confined.found import Found
from monitoring.intake.confined.scan import scan
from monitoring.intake.confined.styles import Styles

STYLES = Styles(frozenset({b"3", b"12"}), {b"4": 5})
CELLS = st.tuples(
    st.sampled_from(["", ' s="3"', ' s="12"', ' s="4"', ' s="1"']),
    st.sampled_from([None, "n", "e", "str", "s", "b"]),
    st.sampled_from([None, "<f>A1</f>", '<f t="shared" si="0"/>', "<f>1&lt;2</f>"]),
    st.sampled_from([None, "", "1", "#REF!", 't="e"', "<v></v>", "</row>"]),
)
ROWS = st.lists(st.tuples(st.booleans(), st.dictionaries(st.integers(0, 30), CELLS, max_size=6)), max_size=6)


def written(rows, prefix: str, quote: str) -> bytes:
    """A sheet in XML, as one of several programs would write it."""
    lines = []
    for number, (hidden, cells) in enumerate(rows):
        written_cells = []
        for column, (style, kind, formula, value) in sorted(cells.items()):
            told = "" if value is None else f"<v>{escape(value)}</v>"
            of_kind = f' t="{kind}"' if kind else ""
            written_cells.append(f'<c r="{address(number, column)}"{style}{of_kind}>{formula or ""}{told}</c>')
        hides = ' hidden="1"' if hidden else ""
        lines.append(f'<row r="{number + 1}"{hides}>{"".join(written_cells)}</row>')
    text = f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>".replace('"', quote)
    if prefix:
        for name in ("worksheet", "sheetData", "row", "c", "f", "v"):
            for mark in ("<", "</"):
                for end in (">", " ", "/>"):
                    text = text.replace(f"{mark}{name}{end}", f"{mark}{prefix}:{name}{end}")
        text = text.replace(f"<{prefix}:worksheet>", f'<{prefix}:worksheet xmlns:{prefix}="x">')
    return text.encode()


def plainly(xml: bytes) -> Found:
    """The same, cell by cell."""
    found = Found()
    for row in ElementTree.fromstring(xml).iterfind(".//{*}row"):
        found.reach = (int(row.get("r")), found.reach[1])
        if row.get("hidden"):
            found.hidden_rows.add(int(row.get("r")) - 1)
        for cell in row:
            place, style = cell.get("r"), (cell.get("s") or "").encode()
            column = next(number for number in range(31) if address(0, number) == place.rstrip("0123456789") + "1")
            found.reach = (found.reach[0], max(found.reach[1], column + 1))
            value, formula = cell.findtext("{*}v"), cell.find("{*}f")
            if style in STYLES.percent:
                found.percentages.add(place)
            if style in STYLES.padded:
                found.padded[place] = STYLES.padded[style]
            if cell.get("t") == "e":
                found.errors[place] = value or "#"
            elif formula is not None and not value and cell.get("t") != "str":
                found.uncalculated.add(place)
    return found


@given(ROWS, st.sampled_from(["", "x"]), st.sampled_from(['"', "'"]), st.integers(1, 5))
def test_the_quick_look_finds_what_a_walk_over_all_cells_finds(rows, prefix, quote, size):
    xml = written(rows, prefix, quote)
    ends = [at + 1 for at in range(len(xml)) if xml[: at + 1].endswith(b"row>")][::size]
    pieces = [xml[start:end] for start, end in zip([0, *ends], [*ends, len(xml)], strict=True)]
    quick, plain = scan(pieces, STYLES), plainly(xml)
    for found in (quick, plain):
        found.errors = {place: error.replace("&lt;", "<").replace("&gt;", ">") for place, error in found.errors.items()}
    assert quick == plain
