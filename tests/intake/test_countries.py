"""What countries are called, and what is only nearly one: suggested, never taken."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from monitoring.intake.convention import reader_for
from monitoring.intake.fields import FIELDS
from monitoring.intake.normalise import Misread
from monitoring.intake.vocabulary import Vocabulary
from monitoring.language import Words
from monitoring.start import start

SAID = Words("nl")
COUNTRY = next(field for field in FIELDS["observation"] if field.name == "country")


@pytest.fixture(scope="module")
def vocabulary(blank_folder) -> Iterator[Vocabulary]:
    ledger = start(blank_folder).ledger
    yield Vocabulary.of(ledger)
    ledger.close()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("MOLDOVA, REPUBLIC OF", "MDA"),
        ("Republic of Moldova", "MDA"),
        ("Rep. of Moldova", "MDA"),
        ("Moldavië", "MDA"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("Ivoorkust", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Syrië", "SYR"),
        ("Syrian Arab Rep.", "SYR"),
        ("DR Congo", "COD"),
        ("Congo, Dem. Rep.", "COD"),
        ("Democratic Republic of the Congo", "COD"),
        ("Kosovo", "XKX"),
        ("Kosovo*", "XKX"),
        ("Gambia, The", "GMB"),
        ("Maroc", "MAR"),
        ("Türkiye", "TUR"),
        ("Turkije", "TUR"),
        ("MA", "MAR"),
        ("mar", "MAR"),
        ("NA", "NAM"),
        ("DEU ", "DEU"),
        ("EL", "GRC"),
        ("Viet Nam", "VNM"),
        ("Republic of Korea", "KOR"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("Bosnia and Herzegovina", "BIH"),
        ("Trinidad & Tobago", "TTO"),
        ("St. Vincent and the Grenadines", "VCT"),
        ("Sudan (the)", "SDN"),
    ],
)
def test_a_country_by_any_of_its_names(vocabulary, written, code):
    assert vocabulary["country"].code(written) == code


@pytest.mark.parametrize(
    ("written", "said", "remedy"),
    [
        ("Colombia & Ecuador", "is meer dan één land: Colombia en Ecuador", "eigen rij"),
        ("Bosnia and Herzegovina & Moldova", "is meer dan één land: Bosnië en Herzegovina en Moldavië", "eigen rij"),
        ("Albanië, Kosovo* en Servië", "is meer dan één land", "eigen rij"),
        ("Niger/Nigeria", "is meer dan één land: Niger en Nigeria", "eigen rij"),
        ("Maroko", "is hier niet bekend", "Bedoelt u Marokko (MAR)?"),
        ("Congo", "kan een van verschillende landen zijn", "Congo-Kinshasa en Congo-Brazzaville"),
        ("Afrika", "is een regio", "REG"),
        ("Africa, regional", "is een regio", "REG"),
        ("EU27", "is een regio", "REG"),
        ("Onbekend", "is hier niet bekend", "Kies"),
        (504, "kan een code uit verschillende lijsten zijn", "Bedoelt u Marokko (MAR)?"),
    ],
)
def test_what_is_not_one_country_is_asked(vocabulary, written, said, remedy):
    found = vocabulary["country"].code(written)
    assert isinstance(found, Misread)
    assert said in SAID(found.message)
    assert remedy in SAID(found.remedy)


def test_a_column_of_numbers_is_of_m49_where_all_of_them_are(vocabulary):
    read = reader_for(COUNTRY, vocabulary, [4.0, 504.0, "012", "Marokko"])
    assert [read(cell) for cell in (4.0, 504.0, "012", "Marokko")] == ["AFG", "MAR", "DZA", "MAR"]
    read = reader_for(COUNTRY, vocabulary, [64.0, 65.0, 71.0])  # of the DAC: Bosnia, Montenegro, Albania
    assert isinstance(read(64.0), Misread)


def test_no_name_of_the_reference_tables_is_taken_for_another_country(vocabulary, shared):
    table = pd.read_csv(shared / "reference/IOM_gdidata_countrynames.csv", dtype=str, keep_default_na=False)
    read = {
        (name, code): vocabulary["country"].code(name)
        for column in ("name", "name_sort", "name_text")
        for name, code in zip(table[column], table["iso3"], strict=True)
        if code in vocabulary["country"].names
    }
    assert {pair: found for pair, found in read.items() if isinstance(found, str) and found != pair[1]} == {}
    assert sum(isinstance(found, str) for found in read.values()) >= 0.98 * len(read)
