"""A quarter is closed with two keys; late figures and corrections come in; what was reported stays, and the difference is told."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest

from monitoring.intake.check import check
from monitoring.intake.submit import submit
from monitoring.intake.template import template
from monitoring.intake.undo import undo
from monitoring.language import Words
from monitoring.ledger import Ledger, Present, contents
from monitoring.person import Person
from monitoring.reports import closing
from monitoring.reports.closing import Act, Standing
from monitoring.reports.compare import Of, What, compare
from monitoring.reports.pack import issue, story
from monitoring.reports.pack.audiences import audiences
from monitoring.reports.pack.formats import make
from monitoring.reports.pack.gather import Snapshot, asking, figures, gather, snapshot
from monitoring.reports.pack.style import load
from monitoring.start import start
from tests.conftest import copy
from tests.pages.conftest import markup, visit, words  # noqa: F401 (a fixture)
from tests.reports.given_pack import given_pack

QUARTER = "2026-Q2"
SECRETARY, CONTROLLER = Person("Secretaris kernteam", "BZ"), Person("Controller", "AM")
DESK, ANALYST, LIAISON = Person("Terugkeeranalist", "DTENV"), Person("Landendesk", "BZ"), Person("Liaison", "POL")

LATE = {
    "indicator": "HAN-06",
    "country": "XAH",
    "period": QUARTER,
    "dimension": "total",
    "value": 3,
    "state": "reported",
}


def deliver(ledger: Ledger, person: Person, file: str, reason: str, **rows) -> int:
    """Send a workbook in the product's own template, as an organisation does."""
    with_tables = {"observation": [], "target": [], "allocation": [], "budget_line": [], **rows}
    content = template(ledger, person.organisation, QUARTER, Words("nl"), with_tables)
    checked = check(ledger, ledger.number, person, file, content)
    assert not checked.blocked(), [finding.message for finding in checked.findings]
    return submit(ledger, checked, reason).number


@pytest.fixture(scope="module")
def folder(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with the second quarter closed."""
    place = copy(example_folder, tmp_path_factory.mktemp("quarter") / "ledger")
    ledger = start(place).ledger
    first = closing.give_key(ledger, QUARTER, Act.CLOSE, SECRETARY, session="one")
    assert first.standing is Standing.PROPOSED
    second = closing.give_key(ledger, QUARTER, Act.CLOSE, CONTROLLER, "Vergeleken met de administratie", session="two")
    assert second.standing is Standing.CLOSED
    ledger.close()
    return place


def packs(ledger: Ledger, present: Present, when: str | None) -> dict[str, tuple[str, dict[str, bytes]]]:
    """For the Directors-General, in both languages: the hash over the figures, and the four files."""
    shown = present.as_known(when) if when else present
    made = {}
    for language in ("nl", "en"):
        of_state = snapshot(present, shown, QUARTER)
        of = asking(
            ledger,
            shown,
            QUARTER,
            Words(language),
            audiences()["dg"],
            base="http://localhost:8501",
            stand=of_state.stand if when else None,
            past=present.at,
        )
        pack = gather(of, of_state, datetime.date(2026, 11, 12))
        made[language] = (figures(pack), make(pack, load()))
    return made


def test_what_was_reported_stays_and_what_changed_is_told(folder, visit, tmp_path):  # noqa: F811
    place = copy(folder, tmp_path / "ledger")
    ledger = start(place).ledger
    present = Present(ledger)
    pages = ("glance", "signals", "theories", "indicators", "safeguards", "countries", "spending")
    seen = {page: markup(visit(place, page, lang="nl", quarter=QUARTER)) for page in pages}
    assert all("Zoals gemeld: 2e kwartaal 2026" in html for html in seen.values())
    front = markup(visit(place, lang="nl"))  # it begins with the last closed quarter, and every link keeps that
    links = [
        href
        for href in re.findall(r'href="(/[^"]*)"', front)
        if not href.startswith(("/compare", "/closing")) and "stand=now" not in href
    ]
    assert len(links) > 10
    assert all("quarter=2026-Q2" in href and "stand=2026-Q2-v1" in href for href in links), links
    reported = packs(ledger, present, QUARTER)

    # A correction, a late figure, and money that comes in late: of three senders, each with a reason.
    corrected = deliver(
        ledger,
        DESK,
        "dtenv_correctie.xlsx",
        "De teller miste twee posten",
        observation=[
            {
                "indicator": "TER-03",
                "country": "XAB",
                "period": QUARTER,
                "dimension": "total",
                "numerator": 280,
                "denominator": 290,
                "state": "reported",
            }
        ],
    )
    late = deliver(
        ledger,
        LIAISON,
        "pol_te_laat.xlsx",
        "Kwam pas in juli binnen",
        observation=[LATE],
    )
    paid = deliver(
        ledger,
        ANALYST,
        "bz_uitgaven.xlsx",
        "Een rekening van juni kwam later",
        budget_line=[
            {
                "project": "XAF-TER-03",
                "budget_type": "BZ_ODA",
                "country": "XAF",
                "theme": "TER",
                "quarter": QUARTER,
                "kind": "expenditure",
                "amount_eur": Decimal("200000.00"),
                "purpose_code": "15190",
            }
        ],
    )
    present.refresh()

    # What was reported is byte for byte what it was, on the pages and in all four formats.
    assert {page: markup(visit(place, page, lang="nl", quarter=QUARTER)) for page in pages} == seen
    assert packs(ledger, present, QUARTER) == reported
    one = present.as_known(QUARTER)
    assert contents(one).sha256 == closing.quarter(present, QUARTER).closed.contents

    # The present shows the revision, and says so.
    live = markup(visit(place, lang="nl", quarter=QUARTER, stand="now"))
    assert "Herziening: het 2e kwartaal 2026 zoals wij het nu kennen" in live
    assert "Sindsdien kwamen 3 wijzigingen binnen." in live
    assert live != seen["glance"]
    now = packs(ledger, present, None)
    assert now["nl"][0] != reported["nl"][0]

    # The comparison names every changed cell, with its sender, the reason and the cell of the sheet.
    found = compare(ledger, one, present, QUARTER)
    cells = {
        (cell.table, cell.key.get("indicator") or cell.key.get("project"), cell.column): cell
        for cell in found.cells.found
    }
    assert set(cells) >= {
        ("observation", "TER-03", "numerator"),
        ("observation", "HAN-06", "value"),
        ("budget_line", "XAF-TER-03", "amount_eur"),
    }
    numerator = cells["observation", "TER-03", "numerator"]
    assert (numerator.then, numerator.now, numerator.what) == (Decimal(113), Decimal(280), What.CHANGED)
    assert (numerator.commit.number, numerator.commit.author) == (corrected, "Terugkeeranalist")
    assert numerator.commit.reason == "De teller miste twee posten"
    assert re.fullmatch(r"dtenv_correctie\.xlsx, \w+![A-Z]+\d+(,[A-Z]+\d+)*", numerator.source)
    assert cells["observation", "HAN-06", "value"].commit.number == late
    amount = cells["budget_line", "XAF-TER-03", "amount_eur"]
    assert (amount.then, amount.now, amount.commit.number) == (Decimal("165444.39"), Decimal(200000), paid)
    assert {cell.commit.number for cell in found.cells.found} == {corrected, late, paid}

    # And every figure that moved leads to who moved it.
    moved = {(one.of, one.subject, one.country, one.what): one for one in found.figures}
    belmora = moved[Of.RESULT, "TER-03", "XAB", "value"]
    assert [commit.number for commit in belmora.through] == [corrected]
    assert round(belmora.then, 1) == 39.0 and round(belmora.now, 1) == 96.6
    assert (moved[Of.RESULT, "TER-03", "XAB", "status"].now) == "on_track"
    spent = moved[Of.MONEY, "BZ_ODA", "XAF", "expenditure"]
    assert spent.now - spent.then == Decimal("34555.61")
    assert all(one.through for one in found.figures)
    for moment in (QUARTER, "2026-Q2-v1", str(one.as_of)):
        app = visit(place, "compare", lang="nl", **{"from": moment, "quarter": QUARTER})
        assert not app.toast, moment  # it is one of the choices
        assert "De teller miste twee posten" in markup(app), moment
        assert "Terugkeeranalist" in markup(app), moment
        assert "€ 165.444,39 € 200.000,00" in words(app), moment  # the cell, in words and beside its codes
        assert "2e kw. 2026, uitgegeven BZ · BZ_ODA · XAF-TER-03" in words(app), moment

    # A correction that is taken back leaves no difference.
    undo(ledger, corrected, DESK, "Toch goed")
    present.refresh()
    again = compare(ledger, one, present, QUARTER)
    assert not any(cell.key.get("indicator") == "TER-03" for cell in again.cells.found)
    present.close()
    ledger.close()


def test_opening_again_needs_both_keys_and_a_reason_and_what_was_reported_stays_readable(folder, tmp_path):
    ledger = start(copy(folder, tmp_path / "ledger")).ledger
    first = closing.quarter(ledger, QUARTER).closed
    with pytest.raises(closing.Refused) as refused:
        closing.give_key(ledger, QUARTER, Act.REOPEN, CONTROLLER, " ", session="two")
    assert [one.field for one in refused.value.refusals] == ["note"]
    assert (
        closing.give_key(ledger, QUARTER, Act.REOPEN, CONTROLLER, "Juni dubbel", session="two").standing
        is Standing.REOPENING
    )
    assert closing.quarter(ledger, QUARTER).closed  # one key opens nothing
    assert closing.give_key(ledger, QUARTER, Act.REOPEN, SECRETARY, "Eens", session="one").standing is Standing.OPEN
    assert ledger.as_known(QUARTER).as_of == first.state
    closing.give_key(ledger, QUARTER, Act.CLOSE, SECRETARY, session="one")
    again = closing.give_key(ledger, QUARTER, Act.CLOSE, CONTROLLER, session="two")
    assert again.closed.name == "2026-Q2-v2"
    assert ledger.as_known("2026-q2-V1").as_of == first.state
    present = Present(ledger)
    of_first = snapshot(present, present.as_known("2026-Q2-v1"), QUARTER)
    assert (of_first.stand, of_first.opened) == ("2026-Q2-v1", True)  # its links go on leading to it
    present.close()
    assert ledger.as_known(QUARTER).as_of == again.closed.state
    ledger.close()


def test_the_second_key_freezes_what_the_first_proposed_whatever_came_in_between(example_folder, tmp_path):
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    proposed = closing.give_key(ledger, QUARTER, Act.CLOSE, SECRETARY, session="one").proposed
    between = deliver(
        ledger,
        LIAISON,
        "pol.xlsx",
        "Te laat",
        observation=[LATE],
    )
    closed = closing.give_key(ledger, QUARTER, Act.CLOSE, CONTROLLER, session="two", seen=proposed.contents).closed
    assert (closed.state, closed.contents) == (proposed.state, proposed.contents)
    assert closed.state < between
    ledger.close()


def test_who_looked_at_another_proposal_signs_nothing(example_folder, tmp_path):
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    seen = closing.give_key(ledger, QUARTER, Act.CLOSE, SECRETARY, session="one").proposed.contents
    closing.give_key(ledger, QUARTER, Act.CLOSE, SECRETARY, session="one", anew=True)
    with pytest.raises(closing.Refused) as refused:
        closing.give_key(ledger, QUARTER, Act.CLOSE, CONTROLLER, session="two", seen=seen)
    assert [one.field for one in refused.value.refusals] == ["contents"]
    assert closing.quarter(ledger, QUARTER).standing is Standing.PROPOSED
    ledger.close()


@pytest.mark.parametrize(
    ("quarter", "person", "session", "field"),
    [
        ("2026-Q4", SECRETARY, "one", "quarter"),  # still running
        ("2019-Q1", SECRETARY, "one", "quarter"),  # no figures
        (QUARTER, LIAISON, "one", "organisation"),
        (QUARTER, Person(" ", "BZ"), "one", "by"),
        (QUARTER, Person("j.jansen@example.org", "BZ"), "one", "by"),
    ],
)
def test_what_may_not_be_closed_is_told_and_writes_nothing(example_folder, tmp_path, quarter, person, session, field):
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    before = ledger.number
    with pytest.raises(closing.Refused) as refused:
        closing.give_key(ledger, quarter, Act.CLOSE, person, session=session)
    assert field in [one.field for one in refused.value.refusals]
    assert ledger.number == before
    ledger.close()


def test_a_pack_that_was_issued_is_made_again_with_the_texts_and_figures_it_had(folder, visit, tmp_path):  # noqa: F811
    place = copy(folder, tmp_path / "ledger")
    ledger = start(place).ledger
    present = Present(ledger)
    story.write(
        ledger, QUARTER, "ALL", {"nl": "Eerst zo: {money.BZ_ODA.spent}."}, SECRETARY, {"money.BZ_ODA.spent": "x"}
    )
    shown = present.as_known(QUARTER)
    of_state = snapshot(present, shown, QUARTER)

    def made(texts: Ledger | None = None):
        of = asking(
            ledger,
            shown,
            QUARTER,
            Words("nl"),
            audiences()["dg"],
            base="http://x",
            stand=QUARTER,
            past=present.at,
            texts=texts,
        )
        return gather(of, of_state, datetime.date(2026, 11, 12))

    first = made()
    assert ["Eerst zo: € 20,7 mln."] in [list(section.story) for section in first.sections]
    sent = issue.issue(ledger, first, "dg", of_state, SECRETARY)
    story.write(ledger, QUARTER, "ALL", {"nl": "Later anders."}, SECRETARY, {})
    assert ["Later anders."] in [list(section.story) for section in made().sections]
    assert made(ledger.at(sent.number)) == first
    (kept,) = issue.issued(ledger, QUARTER)
    assert (kept.figures, kept.state, kept.contents) == (figures(first), of_state.state, of_state.contents)
    app = visit(place, "pack", lang="en", quarter=QUARTER, audience="dg", issued=str(sent.number))
    assert app.date_input[0].value == first.on
    assert f"stand {of_state.state} ·" in markup(app)
    assert [box.value for box in app.selectbox if box.value in ("nl", "en")] == ["nl"]
    app = visit(place, "pack", lang="nl", quarter=QUARTER, audience="dg", issued=str(sent.number))
    app.button(key="make_pack").click().run()
    assert "Elk cijfer is het cijfer dat op 28 oktober 2026 is uitgegeven." in markup(app).replace("\u00a0", " ")
    with pytest.raises(closing.Refused) as refused:
        story.write(ledger, QUARTER, "ALL", {"nl": "Bel 06 12345678"}, SECRETARY, {})
    assert [one.field for one in refused.value.refusals] == ["nl"]
    present.close()
    ledger.close()


def test_a_key_is_taken_back_while_the_other_is_missing_and_not_after(folder, example_folder, tmp_path):
    ledger = start(copy(example_folder, tmp_path / "open")).ledger
    closing.give_key(ledger, QUARTER, Act.CLOSE, SECRETARY, session="one")
    with pytest.raises(closing.Refused):
        closing.take_back(ledger, QUARTER, CONTROLLER)  # it is not theirs
    assert closing.take_back(ledger, QUARTER, SECRETARY).standing is Standing.OPEN
    again = closing.give_key(ledger, QUARTER, Act.CLOSE, CONTROLLER, session="two")
    assert (again.standing, again.last.version) == (Standing.PROPOSED, 1)
    ledger.close()
    ledger = start(copy(folder, tmp_path / "closed")).ledger
    with pytest.raises(closing.Refused):
        closing.take_back(ledger, QUARTER, SECRETARY)  # two keys closed it
    closing.give_key(ledger, QUARTER, Act.REOPEN, SECRETARY, "Te snel", session="one")
    assert closing.take_back(ledger, QUARTER, SECRETARY).standing is Standing.CLOSED
    assert closing.quarter(ledger, QUARTER).closed.closed_on
    ledger.close()


def test_a_text_that_changed_since_the_pack_was_made_is_not_issued_with_it(folder, tmp_path):
    ledger = start(copy(folder, tmp_path / "ledger")).ledger
    about = given_pack().quarter
    made_with = issue.texts_of(ledger, about)
    story.write(ledger, about, "ALL", {"nl": "Iets anders."}, SECRETARY, {})
    of_state = Snapshot("2026-Q2", 1, datetime.date(2026, 10, 28), "ab", True)
    with pytest.raises(closing.Refused) as refused:
        issue.issue(ledger, given_pack(), "dg", of_state, SECRETARY, made_with)
    assert [one.field for one in refused.value.refusals] == ["texts"]
    assert issue.issued(ledger) == []
    ledger.close()
