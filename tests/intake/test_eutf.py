"""The projects of the EU trust fund for Africa as they come: what lands, what cannot and why, and each euro once.

Everything is held against a plain second reading of the same two files.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from monitoring.intake import submitted, undo
from monitoring.intake.check import Checked, check
from monitoring.intake.finding import Severity
from monitoring.intake.submit import Refused, submit
from monitoring.ledger import Ledger
from monitoring.money import projects
from monitoring.money.left_out import left_out
from monitoring.person import Person
from monitoring.start import start

BZ = Person("An Analyst", "BZ", ("analyst",))
PLAIN_SUM = Decimal("13258075115.95")
ROOT = "EU Trust Fund for Africa Results Framework"
FILES = ("EUTF_projects_akvo.csv", "EUTF_akvo_recipients.csv")
CENT = Decimal("0.01")


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a file, each with the number that its first line has among the rows."""
    with (folder / name).open(encoding="utf-8", newline="") as content:
        return [row | {"row": str(number)} for number, row in enumerate(csv.DictReader(content), 2)]


@pytest.fixture(scope="session")
def eutf(shared: Path) -> Path:
    return shared / "eutf"


def checked(ledger: Ledger, eutf: Path, name: str) -> Checked:
    return check(ledger, ledger.number, BZ, name, (eutf / name).read_bytes())


@pytest.fixture(scope="session")
def landed_folder(once, blank_folder, eutf) -> Path:
    """A ledger with both files, each by the layout that is recognised, without the rows that cannot land."""

    def work(ledger: Ledger) -> None:
        for name in FILES:
            submit(ledger, checked(ledger, eutf, name), "As published", leave_out_errors=True)

    return once("eutf", blank_folder, work)


@pytest.fixture(scope="session")
def landed(landed_folder):
    ledger = start(landed_folder).ledger
    yield ledger
    ledger.close()


def refused(rows: list[dict[str, str]]) -> dict[str, str]:
    """The rows that cannot land, by their number, with the column that says so."""
    ids = Counter(row["iati_id"] for row in rows)
    found: dict[str, str] = {}
    for row in rows:
        if ids[row["iati_id"]] > 1 or len(row["iati_id"]) > 60:  # empty, twice, or more than one code
            found[row["row"]] = "A"
        elif "," in row["project_parent"]:
            found[row["row"]] = "R"
    return found


def test_what_cannot_land_is_told_at_its_cell_and_waits_for_the_sender(blank, eutf):
    found = checked(blank, eutf, FILES[0])
    wrong = {(f.cell[0], str(f.row + 1)) for f in found.findings if f.severity <= Severity.ERROR}
    expected = {(column, row) for row, column in refused(read(eutf, FILES[0])).items()}
    assert expected <= wrong
    # A row without a code has no name either, and one end date lies in the next century.
    assert wrong - expected == {("C", "217"), ("C", "486"), ("J", "300")}
    assert found.layout_name == "eutf-projects 1"
    with pytest.raises(Refused):
        submit(blank, found, "As published")
    assert blank.rows("select 1 from project") == []


def test_what_lands_is_what_the_file_says(landed, eutf):
    rows = read(eutf, FILES[0])
    assert sum(Decimal(row["budget"] or 0) for row in rows) == PLAIN_SUM
    gone = refused(rows)
    stay = {row["iati_id"]: row for row in rows if row["row"] not in gone}
    assert len(stay) == len(rows) - len(gone) == 644 - 7
    found = landed.rows(
        "select code, budget_eur, parent, start_date::varchar, budget_type, channel, holder from project"
    )
    assert {code: rest for code, *rest in found} == {
        code: [
            Decimal(row["budget"]) if row["budget"] else None,
            row["project_parent"] or None,
            row["date_start"] or None,
            None,
            "european",
            "BZ",
        ]
        for code, row in stay.items()
    }
    assert sum(not row["date_start"] for row in rows) == 305
    # Two codes that differ by a capital only are two projects.
    assert {"T05-EUTF-HOA-SO-03", "T05-EUTF-HoA-SO-03"} <= stay.keys()


def test_each_euro_counts_once_and_what_is_left_out_is_listed_with_its_reason(landed, eutf):
    rows = read(eutf, FILES[0])
    gone = refused(rows)
    stay = {row["iati_id"]: row for row in rows if row["row"] not in gone}
    children: dict[str, list[str]] = defaultdict(list)
    for code, row in stay.items():
        children[row["project_parent"] if row["project_parent"] in stay else ""].append(code)

    def counts(code: str) -> Decimal:
        """What a project and everything below it is good for: what it states, or more where its parts do."""
        return max(Decimal(stay[code]["budget"] or 0), sum(map(counts, children[code]), Decimal(0)))

    found = projects.register(landed).set_index("code")
    total = sum(map(counts, children[""]), Decimal(0))
    assert found["counted_eur"].sum() == total == Decimal("5412199474.59")
    assert counts(ROOT) != Decimal(stay[ROOT]["budget"]) == Decimal("4600000000")  # its parts state more

    left = left_out(landed)
    assert total + sum(left["left_out_eur"]) == PLAIN_SUM
    parts = {code: sum(map(counts, children[code]), Decimal(0)) for code in stay}
    stated = {code: Decimal(row["budget"]) for code, row in stay.items() if row["budget"]}
    assert set(left[left["why"] == "parts_exceed"]["code"]) == {c for c, own in stated.items() if parts[c] > own}
    assert set(left[left["why"] == "in_parts"]["code"]) == {c for c, own in stated.items() if 0 < parts[c] <= own}
    assert set(left[left["why"] == "not_stated"]["code"]) == stay.keys() - stated.keys()
    out = left[left["why"] == "refused"]
    assert sorted(zip(out["cells"], out["stated_eur"], strict=True)) == sorted(
        (f"{column}{row}", Decimal(next(r for r in rows if r["row"] == row)["budget"])) for row, column in gone.items()
    )
    # Whatever is left out leads to its cell and its sender.
    numbers = {row["iati_id"]: row["row"] for row in rows}
    wholes = left[left["why"].isin(["parts_exceed", "in_parts"])]
    cells = dict(zip(wholes["code"], wholes["cells"], strict=True))
    assert cells == {code: f"K{numbers[code]}" for code in wholes["code"]}
    assert set(left["file"]) == {FILES[0]}
    assert set(left["sent_by"]) == {"An Analyst"}


def test_a_project_in_several_countries_is_divided_by_its_shares_or_stays_regional(landed, eutf):
    known = {code for (code,) in landed.rows("select code from project")}
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read(eutf, FILES[1]):
        said[row["iati_id"]].append((row["recipient_country"], row["recipient_percentage"]))
    iso = {"SD": "SDN", "SO": "SOM", "LY": "LBY", "NE": "NER", "ET": "ETH", "MA": "MAR", "ML": "MLI", "KE": "KEN"}
    counted = projects.register(landed).set_index("code")["counted_eur"]
    known_places = projects.read(landed).placed
    per_country: dict[str, Decimal] = defaultdict(Decimal)
    regional: set[str] = set()
    for code, shares in said.items():
        places, numbers = [place for place, _ in shares], [Decimal(share) for _, share in shares if share]
        if code not in known or "" in places:
            continue
        if len(set(places)) < len(places):  # the same country twice
            assert set(known_places[code].named) == {("ALL", "ALL")}, code
        elif not numbers and len(places) == 1:
            per_country[places[0]] += counted[code]
        elif not numbers:
            regional.add(code)
        elif len(numbers) == len(shares) and sum(numbers) == 100:
            for place, share in shares:
                per_country[place] += counted[code] * Decimal(share) / 100
    found = projects.read(landed).places
    assert found["counted_eur"].sum() == counted.sum()
    at_reg = found[found["country"] == "REG"]
    assert set(at_reg["project"]) == regional
    assert len(regional) == 61 - 1  # one is of a project that was refused
    assert at_reg["counted_eur"].sum() == sum(counted[code] for code in regional)
    for two, three in iso.items():
        divided = found[found["country"] == three]
        assert abs(divided["counted_eur"].sum() - per_country[two]) < CENT * len(divided), three
    # In full under none of its countries, and yet known to be in each of them.
    one = next(code for code in sorted(regional) if counted[code] > 0)
    assert found[found["project"] == one]["country"].tolist() == ["REG"]
    assert len(known_places[one].countries) == len(said[one])


def test_shares_that_do_not_make_a_whole_are_told_and_left_out(landed, eutf):
    said: dict[str, list[str]] = defaultdict(list)
    for row in read(eutf, FILES[1]):
        said[row["iati_id"]].append(row["recipient_percentage"])
    half = {
        code
        for code, shares in said.items()
        if any(shares) and ("" in shares or sum(map(Decimal, filter(None, shares))) != 100)
    }
    divided = {code for (code,) in landed.rows("select distinct project from project_share")}
    assert len(half) == 16
    assert not half & divided
    told = {f.message.values.get("project") for f in submitted.findings(landed, landed.number) if f.rule == "CHK-B9"}
    known = {code for (code,) in landed.rows("select code from project")}
    double = {"T05-EUTF-SAH-SN-04-06"}  # one country twice: told as that
    assert told | double >= half & known


def test_what_was_refused_is_not_listed_once_its_delivery_is_taken_back(blank, eutf):
    done = submit(blank, checked(blank, eutf, FILES[0]), "As published", leave_out_errors=True)
    assert (left_out(blank)["why"] == "refused").sum() == 7
    back = undo.undo(blank, done.number, BZ, "Another file")
    assert left_out(blank).empty
    undo.undo(blank, back.number, BZ, "After all")
    assert (left_out(blank)["why"] == "refused").sum() == 7
