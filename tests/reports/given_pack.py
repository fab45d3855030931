"""A small pack as a meeting would get it, with everything in it that is hard to write down."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from monitoring.charts.look import BUDGETS, MARKS
from monitoring.language import Words
from monitoring.reports.pack.model import (
    Ask,
    Cell,
    Chart,
    Column,
    Kind,
    Line,
    Pack,
    Section,
    Series,
    Shape,
    Table,
    Value,
)

ADDRESS = "https://monitor.example"
CONTENTS = "9f2c4e6a8b0d1f3e5a7c9b2d4f6e8a0c1b3d5f7e9a2c4b6d8f0e1a3c5b7d9f2e"
DANGEROUS = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "#let x = panic()",
    '"quotes" & <b>',
    "+31 6",
    "-1+1",
    "@SUM(A1)",
)
THEORIES = {
    "nl": (
        "Irreguliere migratie",
        "Terugkeer en overname",
        "Mensenhandel",
        "Mensensmokkel",
        "Innovatieve samenwerking",
    ),
    "en": (
        "Irregular migration",
        "Return and readmission",
        "Human trafficking",
        "Migrant smuggling",
        "Innovative cooperation",
    ),
}
BUDGET_NAMES = {
    "nl": {"BZ_ODA": "BZ · ODA", "AM_NON_ODA": "A&M · niet-ODA", "OWN": "Eigen budget leden"},
    "en": {"BZ_ODA": "BZ · ODA", "AM_NON_ODA": "A&M · non-ODA", "OWN": "Members' own budget"},
}
STATUSES = ("on_track", "attention", "behind", "no_data")
COUNTS = ((4, 2, 0, 1), (4, 1, 1, 1), (3, 2, 1, 0), (5, 1, 0, 1), (1, 1, 2, 2))
QUARTERS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")


class Saying:
    """Makes cells in one language."""

    def __init__(self, language: str) -> None:
        self.say = Words(language)
        self.language = language

    def either(self, nl: str, en: str) -> str:
        return nl if self.language == "nl" else en

    def text(self, value: Value, mark: str = "") -> Cell:
        return Cell(value, self.say(value), mark)

    def euro(self, value: Decimal | None) -> Cell:
        return Cell(value, self.say.number(value, 2))

    def share(self, value: float | None) -> Cell:
        return Cell(value, self.say.percent(value))

    def status(self, mark: str) -> Cell:
        return Cell(mark, self.say(MARKS[mark].word), mark)


def given_pack(language: str = "nl", *, rows: int = 60, annex_rows: int = 40) -> Pack:
    """The pack; its long table has `rows` rows, and its annex `annex_rows`."""
    it = Saying(language)
    return Pack(
        language=language,
        audience=it.either("DG-overleg", "Meeting of Directors-General"),
        title=it.either(
            "Eén waarborg staat op rood. De helft van de resultaten ligt op koers",
            "One safeguard is red. Half of the results are on track",
        ),
        subtitle=it.either("Migratiepartnerschappen, 3e kwartaal 2026", "Migration partnerships, 3rd quarter 2026"),
        organisation=it.either("Taskforce Migratiepartnerschappen", "Taskforce Migration Partnerships"),
        on=datetime.date(2026, 10, 14),
        quarter="2026-Q3",
        snapshot="2026-Q3 DG",
        state=412,
        contents=CONTENTS,
        classification=it.either("Departementaal vertrouwelijk", "Restricted"),
        marks=(it.either("Voorbeeld met verzonnen landen en cijfers", "Example with invented countries and figures"),),
        sections=(
            changed(it),
            asked(it),
            money(it),
            results(it),
            safeguards(it),
            quarters(it),
            long_one(it, rows),
            empty(it),
        ),
        annex=(every_figure(it, annex_rows), definitions(it)),
        link=f"{ADDRESS}/?lang={language}",
    )


def changed(it: Saying) -> Section:
    """What changed: sentences with their marks, and what somebody wrote."""
    lines = (
        Line(
            "capped",
            "Belmora",
            it.either(
                "twee open meldingen van schade na terugkeer. De betaling aan dit programma staat stil.",
                "two open reports of harm after return. Payment to this programme has stopped.",
            ),
            f"{ADDRESS}/safeguards?country=XAB",
        ),
        Line(
            "attention",
            "Belmora",
            it.either(
                "reisdocumenten komen sneller, maar de medewerking stijgt niet mee. De theorie staat ter discussie.",
                "travel documents come faster, but cooperation does not follow. The theory is in question.",
            ),
            f"{ADDRESS}/theory?theory=TER",
        ),
        Line(
            "behind",
            BUDGET_NAMES[it.language]["AM_NON_ODA"],
            it.either(
                "gaf 43% uit, terwijl 75% van het jaar voorbij is. De raming blijft € 3,1 mln onder budget.",
                "spent 43%, while 75% of the year has passed. The forecast stays €3.1m under budget.",
            ),
        ),
        Line(
            "on_track",
            it.either("Mensensmokkel", "Migrant smuggling"),
            it.either(
                "drie indicatoren gingen van aandacht naar op koers, vooral in Cordanië.",
                "three indicators went from attention to on track, mostly in Cordania.",
            ),
        ),
        Line(
            "no_data",
            it.either("Vijf indicatoren", "Five indicators"),
            it.either(
                "hebben geen cijfer. Twee daarvan zijn te laat: Galdea en Hestria.",
                "have no figure. Two of them are late: Galdea and Hestria.",
            ),
        ),
    )
    story = it.either(
        "Het kwartaal stond in het teken van de gesprekken met Belmora. De ambassade meldt dat de praktische samenwerking verbetert, terwijl de politieke bereidheid om eigen onderdanen terug te nemen achterblijft bij wat in het voorjaar is afgesproken.",
        "The quarter was about the talks with Belmora. The embassy tells that practical cooperation improves, while the political will to take back own nationals lags behind what was agreed in spring.",
    )
    return Section(
        "changed",
        it.either(
            "Belmora vraagt om een besluit; de rest verschuift weinig",
            "Belmora asks for a decision; the rest moves little",
        ),
        small=it.either("Wat er veranderde sinds het 2e kwartaal", "What changed since the 2nd quarter"),
        lines=lines,
        story=(story,),
        sources=(it.either("Grootboek, stand 412", "Ledger, state 412"),),
        link=f"{ADDRESS}/?lang={it.language}",
    )


def asked(it: Saying) -> Section:
    """The decisions that are asked for."""
    asks = (
        Ask(
            it.either("Terugkeer naar Belmora opschorten?", "Suspend return to Belmora?"),
            it.either("Ja, tot het onderzoek klaar is (30 november).", "Yes, until the inquiry is done (30 November)."),
            it.either("Waarborg VW2 staat op rood sinds 2 oktober 2026", "Safeguard VW2 is red since 2 October 2026"),
            f"{ADDRESS}/signals?signal=1",
        ),
        Ask(
            it.either("Inzet in Belmora herijken?", "Recalibrate the effort in Belmora?"),
            it.either(
                "Toets aanname V02 vóór 1 december, geen extra liaison.",
                "Test assumption V02 before 1 December, no extra liaison.",
            ),
            it.either("De theorie staat ter discussie", "The theory is in question"),
            f"{ADDRESS}/signals?signal=2",
        ),
        Ask(
            it.either("€ 1,2 mln A&M niet-ODA verschuiven naar Cordanië?", "Move €1.2m A&M non-ODA to Cordania?"),
            it.either(
                "Er is vrije ruimte. De dekking is getoetst door FEZ.", "There is free room. Cover was checked by FEZ."
            ),
            "",
            f"{ADDRESS}/shifts",
        ),
    )
    return Section(
        "asked", it.either("Drie besluiten gevraagd", "Three decisions asked"), asks=asks, link=f"{ADDRESS}/decisions"
    )


def money(it: Saying) -> Section:
    """Money per budget, to the cent."""
    names = BUDGET_NAMES[it.language]
    figures = {
        "BZ_ODA": (Decimal("31000000.00"), Decimal("20815432.17"), Decimal("26400000.05"), 0.6715),
        "AM_NON_ODA": (Decimal("14200000.00"), Decimal("6106000.33"), Decimal("8100000.00"), 0.43),
        "OWN": (Decimal("6800000.00"), Decimal("5032000.99"), Decimal("-350000.10"), None),
    }
    columns = (
        Column(it.either("Budget", "Budget")),
        Column(it.either("Budget 2026 (€)", "Budget 2026 (€)"), Kind.EURO),
        Column(it.either("Uitgegeven (€)", "Spent (€)"), Kind.EURO),
        Column(it.either("Vastgelegd (€)", "Committed (€)"), Kind.EURO),
        Column(it.either("Deel uitgegeven", "Share spent"), Kind.SHARE),
        Column(it.either("Oordeel", "Verdict"), Kind.STATUS),
    )
    rows = [
        [Cell(names[code], names[code]), *map(it.euro, amounts), it.share(share), it.status(mark)]
        for (code, (*amounts, share)), mark in zip(figures.items(), ("on_track", "behind", "attention"), strict=True)
    ]
    spent = Chart(
        "money.spent",
        Shape.BARS,
        it.either("A&M niet-ODA loopt achter op de tijd", "A&M non-ODA lags behind time"),
        it.either(
            "Staven: deel van het budget dat is uitgegeven. BZ 67%, A&M 43%, eigen budget geen cijfer.",
            "Bars: share of the budget that was spent. BZ 67%, A&M 43%, own budget no figure.",
        ),
        "%",
        [names[code] for code in figures],
        [Series(it.either("Uitgegeven", "Spent"), [figures[code][3] for code in figures], BUDGETS["BZ_ODA"].fill)],
    )
    both = Chart(
        "money.both",
        Shape.BARS,
        it.either(
            "Bij het eigen budget is een vastlegging teruggenomen", "A commitment of the own budget was taken back"
        ),
        it.either(
            "Staven per budget: uitgegeven en vastgelegd in miljoenen euro's, bij het eigen budget −0,4.",
            "Bars per budget: spent and committed in millions of euros, of the own budget −0.4.",
        ),
        it.either("€ mln", "€m"),
        [names[code] for code in figures],
        [
            Series(it.either("Uitgegeven", "Spent"), [float(figures[code][1]) / 1e6 for code in figures], "#1B59A4"),
            Series(
                it.either("Vastgelegd", "Committed"), [float(figures[code][2]) / 1e6 for code in figures], "#A9C1DE"
            ),
        ],
        decimals=1,
    )
    table = Table(
        "money.table",
        it.either("Geld per budget", "Money per budget"),
        columns,
        rows,
        it.either(
            "Elk budget apart. Wij tellen de drie niet bij elkaar op.",
            "Each budget by itself. We do not add the three up.",
        ),
    )
    return Section(
        "money",
        it.either(
            "Geld: A&M niet-ODA gaf 43% uit, terwijl driekwart van het jaar voorbij is",
            "Money: A&M non-ODA spent 43%, while three quarters of the year have passed",
        ),
        small=it.either("Stand 412, tot en met 30 september 2026", "State 412, up to 30 September 2026"),
        charts=(spent, both),
        tables=(table,),
        note=it.either("De raming is van de budgethouders zelf.", "The forecast is the budget holders' own."),
        sources=("BZ_2026Q3.xlsx, Budget!C4:F18", "AM_2026Q3.xlsx, Uitputting!B2:K40"),
        link=f"{ADDRESS}/spending?year=2026",
    )


def results(it: Saying) -> Section:
    """Five theories by status."""
    names = THEORIES[it.language]
    words = [it.say(MARKS[status].word) for status in STATUSES]
    colours = ("#006827", "#B05E00", "#B70000", "#B9BDC2")
    chart = Chart(
        "results.stacked",
        Shape.STACKED,
        it.either("Innovatieve samenwerking blijft het verst achter", "Innovative cooperation lags most"),
        it.either(
            "Gestapelde staven: indicatoren per theorie naar oordeel.",
            "Stacked bars: indicators per theory by verdict.",
        ),
        it.either("indicatoren", "indicators"),
        names,
        [Series(word, [float(row[at]) for row in COUNTS], colours[at]) for at, word in enumerate(words)],
    )
    rows = [
        [Cell(name, name), *(Cell(n, str(n) if n else "–") for n in counts), it.status(mark)]
        for name, counts, mark in zip(
            names, COUNTS, ("on_track", "capped", "attention", "on_track", "behind"), strict=True
        )
    ]
    rows.append(
        [
            it.text(it.either("Kleine groep", "Small group")),
            Cell(None, "<5"),
            Cell(None, "–"),
            Cell(0, "0"),
            Cell(None, it.either("geen cijfer", "no figure")),
            it.status("no_data"),
        ]
    )
    table = Table(
        "results.table",
        it.either("Indicatoren per theorie", "Indicators per theory"),
        [
            Column(it.either("Theorie", "Theory")),
            *(Column(word, Kind.COUNT) for word in words),
            Column(it.either("Oordeel", "Verdict"), Kind.STATUS),
        ],
        rows,
    )
    return Section(
        "results",
        it.either("Resultaten: 17 van 33 indicatoren op koers", "Results: 17 of 33 indicators on track"),
        charts=(chart,),
        tables=(table,),
        link=f"{ADDRESS}/indicators",
    )


def safeguards(it: Saying) -> Section:
    """Safeguards with what they cause, in long sentences."""
    rows = [
        [
            it.text("Belmora"),
            it.text(it.either("Schade na terugkeer", "Harm after return")),
            it.status("red"),
            it.text(
                it.either(
                    "Twee open meldingen bij een grens van twee; de betaling aan de uitvoerder staat stil totdat het onderzoek van de ambassade is afgerond en besproken.",
                    "Two open reports with a limit of two; payment to the implementer has stopped until the inquiry of the embassy is done and discussed.",
                )
            ),
            it.text(datetime.date(2026, 10, 2)),
        ],
        [
            it.text("Eldovia"),
            it.text(it.either("Opvang slachtoffers", "Shelter for victims")),
            it.status("amber"),
            it.text("88%"),
            it.text(None),
        ],
        [
            it.text("Dasmira"),
            it.text(it.either("Toets politiesteun", "Check of police support")),
            it.status("in_order"),
            it.text('"quotes" & <b>'),
            it.text(datetime.date(2026, 9, 1)),
        ],
    ]
    columns = [
        Column(it.either("Land", "Country")),
        Column(it.either("Waarborg", "Safeguard")),
        Column(it.either("Kleur", "Colour"), Kind.STATUS),
        Column(it.either("Wat er speelt", "What is the matter")),
        Column(it.either("Sinds", "Since"), Kind.DAY),
    ]
    return Section(
        "safeguards",
        it.either("Schade: 1 van 18 waarborgen staat op rood", "Harm: 1 of 18 safeguards is red"),
        tables=(Table("safeguards.table", it.either("Waarborgen", "Safeguards"), columns, rows),),
        link=f"{ADDRESS}/safeguards",
    )


def quarters(it: Saying) -> Section:
    """Eight quarters, with a gap."""
    ticks = [it.say.tick(code) for code in QUARTERS]
    names = BUDGET_NAMES[it.language]
    flows = {
        "BZ_ODA": (4.9, 5.6, 5.9, 6.5, 7.9, 6.1, 6.8, 7.6),
        "AM_NON_ODA": (1.6, 1.5, 1.9, 2.1, 3.1, 1.8, 2.5, 1.8),
        "OWN": (1.1, 1.2, 1.3, 1.2, 1.9, 1.3, 1.6, 1.8),
    }
    charts = [
        Chart(
            f"quarters.{code}",
            Shape.BARS,
            names[code],
            it.either(f"Uitgaven per kwartaal van {names[code]}.", f"Spending per quarter of {names[code]}."),
            it.either("uitgaven, € mln", "spending, €m"),
            ticks,
            [Series(names[code], values, BUDGETS[code].fill)],
            1,
        )
        for code, values in flows.items()
    ]
    charts.append(
        Chart(
            "quarters.track",
            Shape.LINE,
            it.either("Indicatoren op koers", "Indicators on track"),
            it.either(
                "Lijn: van 52% naar 61%, met een gat in het 2e kwartaal van 2025.",
                "Line: from 52% to 61%, with a gap in the 2nd quarter of 2025.",
            ),
            "%",
            ticks,
            [Series(it.either("Op koers", "On track"), (0.52, 0.54, None, 0.57, 0.55, 0.57, 0.6, 0.61), "#1B1B1B")],
        )
    )
    charts.append(
        Chart(
            "quarters.reports",
            Shape.BARS,
            it.either("Open meldingen", "Open reports"),
            it.either("Staven: van 1 naar 5.", "Bars: from 1 to 5."),
            it.either("aantal", "number"),
            ticks,
            [Series(it.either("Open", "Open"), (1, 2, 2, 3, 2, 3, 3, 5), "#5A5F66")],
        )
    )
    charts.append(
        Chart(
            "quarters.two",
            Shape.LINE,
            it.either("Cijfers op tijd en compleet", "Figures in time and complete"),
            it.either("Twee lijnen, beide stijgen tot boven de 80%.", "Two lines, both rise above 80%."),
            "%",
            ticks,
            [
                Series(it.either("Op tijd", "In time"), (0.7, 0.73, 0.75, 0.77, 0.76, 0.8, 0.84, 0.85), "#1B59A4"),
                Series(it.either("Compleet", "Complete"), (0.6, 0.64, 0.7, 0.72, 0.78, 0.79, 0.8, 0.83), "#882255"),
            ],
        )
    )
    return Section(
        "quarters",
        it.either(
            "Acht kwartalen: uitgaven van BZ stijgen, die van A&M niet",
            "Eight quarters: spending of BZ rises, that of A&M does not",
        ),
        small=it.either("geld op één schaal", "money on one scale"),
        charts=charts,
        link=f"{ADDRESS}/?quarter=2026-Q3",
    )


def long_one(it: Saying, rows: int) -> Section:
    """A table that fits no slide, with texts that would be a formula or markup."""
    columns = [
        Column(it.either("Project", "Project")),
        Column(it.either("Naam", "Name")),
        Column(it.either("Land", "Country")),
        Column(it.either("Bedrag (€)", "Amount (€)"), Kind.EURO),
        Column(it.either("Aantal", "Number"), Kind.COUNT),
        Column(it.either("Oordeel", "Verdict"), Kind.STATUS),
    ]
    lines = [
        [
            it.text(f"P{at:03}"),
            it.text(
                DANGEROUS[at]
                if at < len(DANGEROUS)
                else it.either(
                    f"Project {at} voor samenwerking met de gemeente aan de kust",
                    f"Project {at} for cooperation with the town at the coast",
                )
            ),
            it.text(("Avaria", "Belmora", "Cordanië")[at % 3]),
            it.euro(None if at % 11 == 5 else Decimal("-1000.10") + Decimal("12345.67") * at),
            Cell(at, it.say(at)) if at % 7 else Cell(None, "<5"),
            it.status(STATUSES[at % 4]),
        ]
        for at in range(rows)
    ]
    return Section(
        "projects",
        it.either("Projecten: een lijst die op geen dia past", "Projects: a list that fits no slide"),
        tables=(
            Table(
                "projects.table",
                it.either("Alle projecten", "All projects"),
                columns,
                lines,
                it.either("Kleine aantallen staan als <5.", "Small numbers are written as <5."),
            ),
        ),
        link=f"{ADDRESS}/projects",
    )


def empty(it: Saying) -> Section:
    """A section that has nothing to tell yet."""
    return Section(
        "nothing",
        it.either("Afspraken: er is nog niets vastgelegd", "Agreements: nothing was settled yet"),
        link=f"{ADDRESS}/agreements",
    )


def every_figure(it: Saying, rows: int) -> Table:
    """An annex as long as one wishes."""
    columns = [
        Column("indicator"),
        Column("country"),
        Column("theme"),
        Column("quarter"),
        Column("amount", Kind.EURO),
        Column("share", Kind.SHARE),
        Column("value", Kind.NUMBER),
        Column("count", Kind.COUNT),
        Column("status", Kind.STATUS),
        Column("told on", Kind.DAY),
        Column("source"),
        Column("cell"),
    ]
    lines: list[Sequence[Cell]] = []
    for at in range(rows):
        lines.append(
            [
                it.text(f"TER-O{at}"),
                it.text("Belmora"),
                it.text(DANGEROUS[at % len(DANGEROUS)]),
                it.text(QUARTERS[at % 8]),
                it.euro(Decimal("0.01") * at - 5),
                it.share(at / 1000 if at % 3 else None),
                Cell(at * 1.5, it.say(at * 1.5)),
                Cell(at, it.say(at)),
                it.status(STATUSES[at % 4]),
                it.text(datetime.date(2026, 1, 1) + datetime.timedelta(at % 300)),
                it.text("AM_2026Q3.xlsx"),
                it.text(f"Indicatoren!F{at}"),
            ]
        )
    return Table("annex.figures", it.either("Alle cijfers", "Every figure"), columns, lines)


def definitions(it: Saying) -> Table:
    """A short annex, whose title is too long for a sheet and has what a sheet's name may not have."""
    rows = [
        [
            it.text("TER-O1"),
            it.text(it.either("Aandeel van de aanvragen met een antwoord", "Share of the requests with an answer")),
        ]
    ]
    return Table(
        "annex.definitions",
        it.either(
            "Begrippen: wat elk cijfer betekent [en/of] hoe het telt?",
            "Terms: what each figure means [and/or] how it counts?",
        ),
        [Column("code"), Column(it.either("Betekenis", "Meaning"))],
        rows,
    )
