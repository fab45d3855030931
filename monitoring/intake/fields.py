"""What our own template asks, table by table: the headings, how each cell is read, what must be there.

The same fields serve a saved layout, which says where in a sheet of somebody else they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from monitoring.intake import normalise
from monitoring.intake.vocabulary import Vocabulary
from theory_of_change.text import Text

Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """One field: its heading, how its cells are read, and a line of help.

    `reads` is a kind of value (number, money, period, day, whole, dimension, text) or the name of
    a vocabulary. `default` stands where the cell is blank; without one a required cell must be filled.
    """

    name: str
    header: Text
    reads: str
    help: Text
    required: bool = False
    default: str | int | None = None
    width: int = 14

    def reader(self, vocabulary: Vocabulary) -> Reader:
        """How a cell of this field becomes a value."""
        match self.reads:
            case "number":
                return normalise.percentage_or_number
            case "money":
                return normalise.number
            case "period":
                return normalise.period
            case "day":
                return normalise.day
            case "whole":
                return normalise.whole
            case "dimension":
                return normalise.dimension
            case "text":
                return normalise.text
            case _:
                return vocabulary[self.reads].code


def _field(name: str, nl: str, en: str, reads: str, help_nl: str, help_en: str, **more: Any) -> Field:
    return Field(name, Text(nl=nl, en=en), reads, Text(nl=help_nl, en=help_en), **more)


_INDICATOR = _field(
    "indicator",
    "Indicator",
    "Indicator",
    "measure",
    "Code van de indicator of waarborg.",
    "Code of the indicator or safeguard.",
    required=True,
)
_COUNTRY = _field(
    "country",
    "Land",
    "Country",
    "country",
    "Naam of code van het land; REG is regionaal, ALL is niet per land.",
    "Name or code of the country; REG is regional, ALL is not per country.",
    required=True,
    width=18,
)
_NOTE = _field(
    "note",
    "Toelichting",
    "Note",
    "text",
    "Wat een lezer moet weten. Nooit persoonsgegevens.",
    "What a reader must know. Never personal data.",
    width=40,
)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "observation": (
        _INDICATOR,
        _COUNTRY,
        _field(
            "period",
            "Periode",
            "Period",
            "period",
            "Kwartaal, halfjaar of jaar, bijvoorbeeld 2026-Q3.",
            "Quarter, half-year or year, for example 2026-Q3.",
            required=True,
        ),
        _field(
            "dimension",
            "Uitsplitsing",
            "Disaggregation",
            "dimension",
            "Leeg is het totaal. Een deel schrijft u als age_group=0-17;sex=f.",
            "Empty is the total. A part is written as age_group=0-17;sex=f.",
            default="total",
            width=18,
        ),
        _field(
            "value",
            "Waarde",
            "Value",
            "number",
            "In de eenheid van de indicator. Nul is 0; leeg is onbekend.",
            "In the unit of the indicator. Zero is 0; empty is unknown.",
        ),
        _field("numerator", "Teller", "Numerator", "number", "Alleen bij een verhouding.", "Only for a ratio."),
        _field("denominator", "Noemer", "Denominator", "number", "Alleen bij een verhouding.", "Only for a ratio."),
        _field(
            "state", "Toestand", "State", "state", "Leeg is gemeld.", "Empty is reported.", default="reported", width=18
        ),
        _NOTE,
    ),
    "target": (
        _INDICATOR,
        _COUNTRY,
        _field(
            "period",
            "Periode",
            "Period",
            "period",
            "Aan het eind van deze periode moet het zo zijn.",
            "It should be so at the end of this period.",
            required=True,
        ),
        _field(
            "kind",
            "Soort",
            "Kind",
            "target_kind",
            "Nulmeting, mijlpaal of streefwaarde.",
            "Baseline, milestone or target.",
            required=True,
            width=16,
        ),
        _field(
            "revision",
            "Herziening",
            "Revision",
            "whole",
            "0 is de eerste; daarna 1, 2, en zo verder.",
            "0 is the original; then 1, 2 and so on.",
            default=0,
            width=11,
        ),
        _field(
            "value",
            "Waarde",
            "Value",
            "number",
            "In de eenheid van de indicator.",
            "In the unit of the indicator.",
            required=True,
        ),
        _field("valid_from", "Geldig vanaf", "Valid from", "day", "Alleen bij een herziening.", "Only for a revision."),
        _field(
            "reason",
            "Reden",
            "Reason",
            "text",
            "Alleen bij een herziening: waarom, en wie besloot.",
            "Only for a revision: why, and who decided.",
            width=40,
        ),
    ),
    "budget_line": (
        _field(
            "project",
            "Project",
            "Project",
            "project",
            "Code van het project.",
            "Code of the project.",
            required=True,
            width=16,
        ),
        _field(
            "budget_type",
            "Budget",
            "Budget",
            "budget_type",
            "Van wie het geld is. U levert alleen uw eigen budget.",
            "Whose money it is. You deliver only your own budget.",
            required=True,
            width=20,
        ),
        _COUNTRY,
        _field(
            "theme",
            "Thema",
            "Theme",
            "theme",
            "Thema waar het geld aan bijdraagt.",
            "Theme the money contributes to.",
            required=True,
            width=24,
        ),
        _field(
            "quarter",
            "Kwartaal",
            "Quarter",
            "period",
            "Kwartaal van de verplichting, betaling of raming.",
            "Quarter of the commitment, payment or forecast.",
            required=True,
        ),
        _field(
            "kind",
            "Soort",
            "Kind",
            "kind",
            "Verplichting, uitgave of raming.",
            "Commitment, expenditure or forecast.",
            required=True,
            width=14,
        ),
        _field(
            "amount_eur",
            "Bedrag (€)",
            "Amount (€)",
            "money",
            "In euro's, hoogstens twee decimalen.",
            "In euros, two decimals at most.",
            required=True,
            width=16,
        ),
        _field(
            "purpose_code",
            "DAC-doelcode",
            "DAC purpose code",
            "purpose_code",
            "Alleen bij ODA.",
            "Only for ODA.",
            width=16,
        ),
        _NOTE,
    ),
    "allocation": (
        _field(
            "budget_type",
            "Budget",
            "Budget",
            "budget_type",
            "Van wie het geld is. U levert alleen uw eigen budget.",
            "Whose money it is. You deliver only your own budget.",
            required=True,
            width=20,
        ),
        _field(
            "year",
            "Begrotingsjaar",
            "Budget year",
            "whole",
            "Jaar van de begroting.",
            "Year of the budget.",
            required=True,
        ),
        _field(
            "chapter",
            "Hoofdstuk",
            "Chapter",
            "text",
            "Begrotingshoofdstuk, bijvoorbeeld XVII.",
            "Budget chapter, for example XVII.",
            required=True,
            width=12,
        ),
        _field(
            "article",
            "Artikel",
            "Article",
            "text",
            "Begrotingsartikel, bijvoorbeeld 4.2.",
            "Budget article, for example 4.2.",
            required=True,
            width=10,
        ),
        _field(
            "country",
            "Land",
            "Country",
            "country",
            "Leeg als het budget nog niet is verdeeld.",
            "Empty while the budget is not divided.",
            default="ALL",
            width=18,
        ),
        _field(
            "theme",
            "Thema",
            "Theme",
            "theme",
            "Leeg als het budget nog niet is verdeeld.",
            "Empty while the budget is not divided.",
            default="ALL",
            width=24,
        ),
        _field(
            "phase", "Fase", "Phase", "phase", "Fase van de begroting.", "Phase of the budget.", required=True, width=26
        ),
        _field(
            "mutation",
            "Mutatie",
            "Change",
            "text",
            "Naam van de mutatie binnen de fase.",
            "Name of the change within the phase.",
            required=True,
            width=18,
        ),
        _field(
            "valid_on",
            "Geldig op",
            "Valid on",
            "day",
            "Dag waarop de mutatie ingaat.",
            "Day from which the change counts.",
            required=True,
        ),
        _field(
            "amount_eur",
            "Bedrag (€)",
            "Amount (€)",
            "money",
            "Verandering in euro's; een verlaging is negatief.",
            "Change in euros; a decrease is negative.",
            required=True,
            width=16,
        ),
        _NOTE,
    ),
    "context_figure": (
        _field(
            "source",
            "Bron",
            "Source",
            "text",
            "Naam van de bron, bijvoorbeeld unhcr-results.",
            "Name of the source, for example unhcr-results.",
            required=True,
        ),
        _field(
            "series",
            "Reeks",
            "Series",
            "text",
            "Wat er is gemeten, in de woorden van de bron.",
            "What is measured, in the words of the source.",
            required=True,
            width=40,
        ),
        _field(
            "country",
            "Land",
            "Country",
            "country",
            "Leeg is niet per land.",
            "Empty is not per country.",
            default="ALL",
            width=18,
        ),
        _field(
            "period",
            "Periode",
            "Period",
            "period",
            "Maand, kwartaal, halfjaar of jaar, bijvoorbeeld 2026-Q3.",
            "Month, quarter, half-year or year, for example 2026-Q3.",
            required=True,
        ),
        _field(
            "dimension",
            "Uitsplitsing",
            "Disaggregation",
            "dimension",
            "Leeg is het totaal.",
            "Empty is the total.",
            default="total",
            width=18,
        ),
        _field(
            "kind",
            "Soort",
            "Kind",
            "figure_kind",
            "Werkelijk, streefwaarde of nulmeting; leeg is werkelijk.",
            "Actual, target or baseline; empty is actual.",
            default="actual",
        ),
        _field(
            "value",
            "Waarde",
            "Value",
            "number",
            "In de eenheid van de bron.",
            "In the unit of the source.",
            required=True,
        ),
        _field("unit", "Eenheid", "Unit", "text", "In de woorden van de bron.", "In the words of the source."),
        _NOTE,
    ),
}
"""The fields of each table in the order of its columns; figures of other sources come by a layout only."""

OWNER: Mapping[str, str | None] = {
    "observation": "reporter",
    "target": None,
    "budget_line": "holder",
    "allocation": "holder",
    "context_figure": "reporter",
}
"""The column of each table that says whose row it is; it is filled from who sends, never from the sheet."""

GUIDE = Text(nl="Leeswijzer", en="Reading guide")
LISTS = "_lists"
"""What the template holds beside the tables: a guide and its choices."""

FOR_INFORMATION: Mapping[str, Text] = {
    "name": Text(nl="Naam (ter informatie)", en="Name (for information)"),
    "unit": Text(nl="Eenheid (ter informatie)", en="Unit (for information)"),
    "last": Text(nl="Laatste waarde (ter informatie)", en="Last value (for information)"),
    "last_period": Text(nl="Periode daarvan (ter informatie)", en="Period of it (for information)"),
}
"""The columns of the template that are not read when it comes back: what is known already of each row."""

SHEETS: Mapping[str, Text] = {
    "observation": Text(nl="Waarnemingen", en="Observations"),
    "target": Text(nl="Streefwaarden", en="Targets"),
    "budget_line": Text(nl="Budgetregels", en="Budget lines"),
    "allocation": Text(nl="Begroting", en="Allocations"),
}
"""What the sheet of each table of our template is called."""

CONTEXT = Text(nl="Cijfers van andere bronnen", en="Figures of other sources")
TITLES: Mapping[str, Text] = {**SHEETS, "context_figure": CONTEXT}
"""What each table is called that a sheet can fill."""

SETS_TARGETS = ("BZ", "AM")
"""The core team: it sets the targets, and only its templates have a sheet for them."""
