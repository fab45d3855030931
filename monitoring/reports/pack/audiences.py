"""Who a pack is for, as the text `audiences.yaml` says it: classification, and which sections in which order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from theory_of_change.text import Text

FILE = Path(__file__).parent / "audiences.yaml"

SectionName = Literal["changed", "asked", "money", "countries", "results", "harm", "trend", "story", "revision", "open"]


class Audience(BaseModel):
    """One audience: what it is called, how its pack is classified, how many decisions it is asked, which sections."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    called: Text
    classification: Text
    asks: int = Field(ge=1, le=20)
    sections: tuple[SectionName, ...] = Field(min_length=1)


@cache
def audiences() -> Mapping[str, Audience]:
    """Every audience by its code, in the order of the file. Raises `pydantic.ValidationError` where the file is wrong."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {code: Audience(code=code, **said) for code, said in told.items()}
