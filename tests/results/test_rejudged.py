"""What would be judged otherwise under another rule, against plain loops and against a ledger in which it really landed."""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import pairwise

import pytest

from monitoring.language import Words
from monitoring.results.rejudged import Amiss, proposed_text, under
from monitoring.results.status import Bands, amiss
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given
from theory_of_change.read import DEFINITIONS

FILE = "return_and_readmission.yaml"
BAND_SETS = (Bands(0.85, 0.65), Bands(0.97, 0.80, 1.05), Bands(1.0, 0.1, 2.0))


def plainly(row: dict, bands: Bands) -> str:
    """The verdict on a figure, in the order in which a person would reason."""
    said = row["status"]
    if said in ("on_track", "attention", "behind") and row["kind"] != "threshold" and row["expected_progress"]:
        reached = row["kind"] == "event" and row["progress"] >= 1
        share = round(row["progress"] / row["expected_progress"], 9)
        if not reached and row["expected_progress"] > 0:
            said = "on_track" if share >= bands.on_track else "attention" if share >= bands.attention else "behind"
    beyond = row["kind"] not in ("event", "threshold") and (row["progress"] or 0) > bands.too_much
    return "too_much" if said == "on_track" and beyond else said


def edited(was: str, becomes: str) -> bytes:
    """The theory of return with a piece of its text changed."""
    text = (DEFINITIONS / FILE).read_text(encoding="utf-8")
    assert was in text
    return text.replace(was, becomes).encode()


def test_the_rule_as_it_is_turns_nothing(example_ledger):
    for proposal in (Bands(), proposed_text(example_ledger, FILE, (DEFINITIONS / FILE).read_bytes())):
        found = under(example_ledger, proposal)
        assert len(found.rows) == 0 and found.judged > 500
        assert Words("en")(found.sentence).endswith("none would be judged otherwise.")


@pytest.mark.parametrize("bands", BAND_SETS, ids=str)
def test_other_bands_turn_what_a_slow_loop_turns(example_ledger, bands):
    frame = example_ledger.frame("from result").astype(object)
    rows = frame.where(frame.notna(), None).to_dict("records")
    expected = {
        (row["indicator"], row["country"], row["period"]): (plainly(row, Bands()), plainly(row, bands)) for row in rows
    }
    turned = {key: verdicts for key, verdicts in expected.items() if verdicts[0] != verdicts[1]}
    found = under(example_ledger, bands)
    assert (
        {(row.code, row.country, row.quarter): (row.was, row.becomes) for row in found.rows.itertuples()}
        == turned
        != {}
    )
    assert {(row.was, row.becomes): row.number for row in found.changes.itertuples()} == Counter(turned.values())
    per_quarter = Counter(quarter for _, _, quarter in turned)
    assert {row.quarter: row.better + row.worse + row.otherwise for row in found.quarters.itertuples()} == per_quarter
    assert sum(found.turns.values()) == len(turned)


def test_stricter_bands_never_turn_anything_for_the_better(example_ledger):
    turned = [under(example_ledger, Bands(edge, edge - 0.2)).turns for edge in (0.8, 0.9, 0.95, 1.0)]
    assert turned[0]["worse"] == 0 and turned[0]["better"] > 0
    assert all(one["better"] == 0 for one in turned[1:])
    assert all(one["worse"] <= other["worse"] for one, other in pairwise(turned[1:]))


EDITS = {
    "thresholds": ('red: {op: ">=", value: 2}', 'red: {op: ">=", value: 1}'),
    "kind": ("code: TER-01\n    step: TER-I1\n    kind: flow", "code: TER-01\n    step: TER-I1\n    kind: stock"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_another_text_turns_what_is_judged_otherwise_once_it_landed(example_folder, tmp_path, edit):
    folder = shutil.copytree(DEFINITIONS, tmp_path / "definitions")
    (folder / FILE).write_bytes(edited(*edit))
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    before = ledger.number
    foretold = under(ledger, proposed_text(ledger, FILE, edited(*edit)))
    was = _judged(ledger)
    assert ledger.number == before  # nothing was written
    ledger.close()
    landed = start(tmp_path / "ledger", theories=folder).ledger
    becomes = _judged(landed)
    landed.close()
    turned = {key: (was.get(key), becomes.get(key)) for key in {*was, *becomes} if was.get(key) != becomes.get(key)}
    assert (
        {(row.code, row.country, row.quarter): (row.was, row.becomes) for row in foretold.rows.itertuples()}
        == turned
        != {}
    )


def _judged(ledger) -> dict[tuple[str, str, str], str]:
    beyond = "status = 'on_track' and progress > 1.2 and kind not in ('event', 'threshold')"
    return {
        tuple(key): said
        for *key, said in ledger.rows(
            f"select indicator, country, period, if({beyond}, 'too_much', status) from result where theory = 'TER' "
            "union all select safeguard, country, period, colour from safeguard_state where theory = 'TER'"
        )
    }


def test_what_is_hidden_is_in_no_list_whatever_is_tried(blank):
    given(
        blank,
        observation="""
            indicator | country | period  | value
            TER-01    | XAA     | 2026-Q1 |     3
            TER-01    | XAB     | 2026-Q1 |    40
            TER-01    | XAC     | 2026-Q1 |    90
        """,
        target="""
            indicator | country | period | kind   | value
            TER-01    | XAA     | 2026   | target |    20
            TER-01    | XAB     | 2026   | target |   200
            TER-01    | XAC     | 2026   | target |   430
        """,
        ledger_property="name | value\nreference_date | 2026-05-10",
    )
    hidden = {
        row[0] for row in blank.rows("select country from result where hidden is not null and period = '2026-Q1'")
    }
    assert hidden == {"XAA", "XAB"}
    for edge in (0.3, 0.55, 0.7, 0.99):
        found = under(blank, Bands(edge, edge / 2))
        assert found.hidden == 2 and not {*found.rows["country"]} & hidden
    assert "2 judged figures are hidden" in Words("en")(found.left_out)
    text = (DEFINITIONS / FILE).read_text(encoding="utf-8")
    head, own, rest = text.partition("code: TER-01\n")
    lower = proposed_text(blank, FILE, (head + own + rest.replace("direction: higher", "direction: lower", 1)).encode())
    turned = under(blank, lower).rows
    assert {*turned.loc[turned["code"] == "TER-01", "country"]} == {"XAC", "ALL"}
    stock = proposed_text(blank, FILE, (head + own + rest.replace("kind: flow", "kind: stock", 1)).encode())
    assert "TER-01" not in {*under(blank, stock).rows["code"]}  # counted in another way, it could give them away


def test_a_ledger_without_figures_says_that_nothing_can_turn(blank):
    found = under(blank, Bands(0.8, 0.6))
    assert found.sentence.key == "There is no figure with a verdict yet, so nothing can turn."
    assert found.quarters.empty and found.changes.empty


@pytest.mark.parametrize(
    "bands",
    [Bands(0.7, 0.7), Bands(0.5, 0.7), Bands(1.1, 0.7), Bands(0.9, 0), Bands(float("nan")), Bands(too_much=0.5)],
)
def test_bands_that_cannot_be_say_what_would_be_right(bands):
    for language, word in (("nl", "bijvoorbeeld"), ("en", "or example")):
        assert word in Words(language)(amiss(bands)).replace("Bijvoorbeeld", "bijvoorbeeld")


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (b"code: [", 2, "YAML"),
        (b"\xff\xfe", 1, "UTF-8"),
        (edited("code: TER\n", "code: TEZ\n").replace(b"TER-", b"TEZ-"), None, "There is no theory TEZ"),
        (edited('red: {op: ">=", value: 2}', 'red: {op: "<", value: 2}'), None, "look different ways"),
    ],
    ids=["no yaml", "no text", "no such theory", "against the rules"],
)
def test_a_text_that_cannot_be_says_where_and_what_would_be_right(blank, content, line, told):
    with pytest.raises(Amiss) as raised:
        proposed_text(blank, FILE, content)
    first = raised.value.mistakes[0]
    assert told in Words("en")(first.message) and first.file == FILE
    assert line is None or first.line == line
