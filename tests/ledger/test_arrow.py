"""Rows go to the database as they are: exact, empty where empty, in the types of their table."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest

from monitoring.ledger import as_arrow, tables

TARGET = {
    "indicator": "TER-01",
    "country": "XAA",
    "period": "2026-Q3",
    "kind": "target",
    "revision": 0,
    "value": Decimal("12345678901234.000001"),
    "valid_from": None,
    "reason": None,
}


def test_amounts_stay_exact_and_what_is_empty_stays_empty():
    rows = pd.DataFrame([TARGET, TARGET | {"valid_from": datetime.date(2026, 3, 12), "value": None}], dtype=object)
    arrow = as_arrow(tables()["target"], rows)
    assert arrow.select(list(TARGET)).to_pylist() == [
        TARGET,
        TARGET | {"valid_from": datetime.date(2026, 3, 12), "value": None},
    ]
    assert arrow.schema.field("value").type == pa.decimal128(20, 6)


def test_an_amount_is_never_rounded_on_its_way():
    with pytest.raises(pa.ArrowInvalid):
        as_arrow(tables()["target"], pd.DataFrame([TARGET | {"value": Decimal("0.0000001")}], dtype=object))
