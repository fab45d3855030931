"""The definitions can be read, keep the rules, and a mistake in them is told with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitoring.language import Words
from theory_of_change.read import DEFINITIONS, read_file, read_folder
from theory_of_change.rules import check

RETURN = DEFINITIONS / "return_and_readmission.yaml"


def told(tmp_path: Path, change: str, into: str, *, language: str = "en") -> list[str]:
    """What is said of the return theory after one change, as "line: words"."""
    source = RETURN.read_text(encoding="utf-8")
    assert len(re.findall(change, source)) >= 1, "the change changes nothing"
    file = tmp_path / "return.yaml"
    file.write_text(re.sub(change, into, source, count=1), encoding="utf-8")
    definition, mistakes = read_file(file)
    mistakes += check([definition]) if definition else []
    assert all(mistake.file == "return.yaml" for mistake in mistakes)
    return [f"{mistake.line}: {Words(language)(mistake.message)}" for mistake in mistakes]


def line_of(text: str, nth: int = 0) -> int:
    lines = RETURN.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if text in line][nth]


def test_the_six_theories_keep_all_rules():
    definitions, mistakes = read_folder()
    assert not mistakes
    assert not check(definitions)
    assert {d.theory.code for d in definitions} == {"IRR", "TER", "HAN", "SMO", "INN", "OPV"}


def test_until_adopted_every_theory_says_that_it_is_illustrative():
    for definition in read_folder()[0]:
        assert definition.theory.status == "draft"
        assert definition.theory.illustrative


@pytest.mark.parametrize(
    ("change", "into", "words"),
    [
        (r"level: impact", "level: impakt", "“impakt” is not one of the words for this"),
        (r"    kind: flow\n", "    kin: flow\n", "“kin” is not a known field. Did you mean “kind”?"),
        (r"    unit: persons\n", "", "“unit” is missing here"),
        (r"from: TER-A1", "from: TER-A9", "TER-A9 does not exist. Did you mean TER-A"),
        (r"step: TER-O2", "step: TER-O9", "TER-O9 does not exist"),
        (r"    to: TER-O1\n", "    to: TER-A1\n", "is part of a circle"),
        (r"step: TER-O3", "step: TER-P4", "Outcome TER-O3 has no indicator"),
        (r"tested_by: \[TER-02\]", "tested_by: []", "Nothing tests assumption TER-V03"),
        (r"tested_by: \[TER-02\]", "tested_by: [XYZ-99]", "XYZ-99 does not exist"),
        (
            r"    from: TER-O3\n    to: TER-I1",
            "    from: TER-O1\n    to: TER-I1",
            "From step TER-O3 no links lead to an impact",
        ),
        (r"status: draft", "status: adopted", "names both BZ and AM"),
        (r"adopted_by: \[\]", "adopted_by: [BZ]", None),
        (r'red: \{op: ">=", value: 2\}', 'red: {op: ">=", value: 0}', "Red of TER-H1 comes before amber"),
        (r'red: \{op: ">=", value: 2\}', 'red: {op: "<", value: 0}', "look different ways"),
        (r"code: TER-02", "code: TER-01", "TER-01 is already used, in return.yaml:"),
        (r"code: TER-02", "code: IRR-92", "“IRR-92” does not begin with “TER-”"),
        (r"evidence: contested", 'evidence: ""', "is not one of the words"),
        (r"version: 1", "version: one", "version: “one” does not fit"),
        (r"code: TER\n", "code: ter\n", "“ter” is not a code. Write for example TER"),
        (r"    numerator: .*\n", "", "TER-02 is a ratio"),
        (r"review_months: 3", "review_months: 3\nreview_months: 4", "“review_months” stands here for the second time"),
        (r"steps:", "steps: [", "not readable as YAML"),
        (r"illustrative: true", "illustrative: false", "A draft is illustrative"),
        (r"TER-03 < 40 for 3 quarters", "TER-03 is low", "Write for example “TER-03 < 40 for 3 quarters”"),
        (
            r"TER-H1 is red",
            "TER-H1 == red",
            "“TER-H1 == red” cannot be read as a condition. Write for example “TER-H1 is red”",
        ),
        (r"TER-03 < 40 for 3 quarters", "TER-93 < 40", "TER-93 does not exist"),
        (r"TER-H1 is red", "TER-03 is red", "TER-03 does not exist"),  # an indicator has no colour
        (r"TER-H1 is red", "any TER-X is red", "TER-X does not exist"),
        (r"TER-03 < 40 for", "TER-05 < 40 for", "TER-05 is not reported each quarter. Write “for 3 periods”"),
    ],
)
def test_a_mistake_is_told_in_words(tmp_path, change, into, words):
    mistakes = told(tmp_path, change, into)
    if words is None:
        assert not mistakes
    else:
        assert any(words in mistake for mistake in mistakes), mistakes


def test_a_mistake_is_told_with_its_line(tmp_path):
    [mistake] = told(tmp_path, "    from: TER-A3\n    to: TER-P4", "    from: TER-A9\n    to: TER-P4")
    assert mistake.startswith(f"{line_of('from: TER-A3', 1)}: ")


def test_all_mistakes_are_told_not_only_the_first(tmp_path):
    source = RETURN.read_text(encoding="utf-8").replace("level: outcome", "level: outcum")
    (tmp_path / "return.yaml").write_text(source, encoding="utf-8")
    _, mistakes = read_file(tmp_path / "return.yaml")
    assert len(mistakes) == 3


def test_a_file_that_is_no_text_is_told_not_raised(tmp_path):
    (tmp_path / "return.yaml").write_bytes(b"code: TER\nname: \xff\xfe")
    _, [mistake] = read_file(tmp_path / "return.yaml")
    assert (mistake.line, Words("en")(mistake.message)) == (2, "This is not UTF-8 text. Save the file as UTF-8.")


def test_an_empty_file_is_told_not_raised(tmp_path):
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    definition, mistakes = read_file(tmp_path / "empty.yaml")
    assert definition is None
    assert "“code” is missing here." in [Words("en")(m.message) for m in mistakes]


def test_the_same_code_in_two_theories_is_told(tmp_path):
    source = RETURN.read_text(encoding="utf-8")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(source, encoding="utf-8")
    definitions, _ = read_folder(tmp_path)
    mistakes = check(definitions)
    assert {m.file for m in mistakes} == {"b.yaml"}
    assert "a.yaml" in Words("en")(mistakes[0].message)


def test_a_bare_no_stays_a_word(tmp_path):
    mistakes = told(tmp_path, r"reporter: DTENV", "reporter: no")
    assert not mistakes
