"""The house style of a pack, which is a folder of texts that staff can change: no colour, font or size is in code.

`style.yaml` holds what can be told in a word; `pack.typ` is the document, `pack.html` and `pack.css` the page. An own
folder, named by MONITORING_STYLE, takes the place of these file by file, and of `style.yaml` key by key.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from monitoring.reports.pack.contrast import READABLE, contrast

VARIABLE = "MONITORING_STYLE"
HOUSE = Path(__file__).parent / "style"
PICTURES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


class StyleWrong(ValueError):
    """Something in a house style that its editor can mend: says the file, the key, the value and what is right."""


def _colour(value: str) -> str:
    if len(value) == 7 and value[0] == "#" and all(letter in "0123456789abcdefABCDEF" for letter in value[1:]):
        return value
    raise ValueError('is no colour. Write for example "#1B59A4"')


ColourCode = Annotated[str, AfterValidator(_colour)]
Name = Annotated[str, StringConstraints(min_length=1)]
Size = Annotated[float, Field(gt=0, le=100)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Colours(_Part):
    """The colours of paper, words and rules."""

    paper: ColourCode
    ink: ColourCode
    grey: ColourCode
    accent: ColourCode
    rule: ColourCode
    hair: ColourCode
    faint: ColourCode

    @model_validator(mode="after")
    def _readable(self) -> Colours:
        for name in ("ink", "grey", "accent"):
            found = contrast(getattr(self, name), self.paper)
            if found < READABLE:
                raise ValueError(
                    f"{name}: {getattr(self, name)!r} is hard to read on paper {self.paper!r}: "
                    f"contrast {found:.1f}. Choose a darker one, with {READABLE} or more"
                )
        return self


class Fonts(_Part):
    """The fonts of each format."""

    document: Annotated[tuple[Name, ...], Field(min_length=1)]
    page: Annotated[tuple[Name, ...], Field(min_length=1)]
    slides: Name
    workbook: Name
    slides_width: Annotated[float, Field(ge=0.8, le=1.6)]


class Slides(_Part):
    """Sizes of slides: inches, and points for letters."""

    width: Annotated[float, Field(ge=8, le=40)]
    height: Annotated[float, Field(ge=5, le=40)]
    margin: Annotated[float, Field(ge=0.2, le=2)]
    title: Size
    text: Size
    table: Size
    note: Size
    footer: Size


class Document(_Part):
    """Sizes of the document: millimetres, and points for letters."""

    margin: Annotated[float, Field(ge=10, le=50)]
    title: Size
    heading: Size
    text: Size
    table: Size
    note: Size


class Style(_Part):
    """The checked house style; `folders` are where its files stand, the own one first."""

    organisation: str
    logo: str
    logo_alt: str
    colours: Colours
    fonts: Fonts
    slides: Slides
    document: Document
    folders: tuple[Path, ...]

    def file(self, name: str) -> Path:
        """Where the file `name` stands: in the own folder, or else in ours. KeyError where neither has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise KeyError(name)

    @property
    def picture(self) -> Path | None:
        """The file of the logo, None where there is none."""
        return self.file(self.logo) if self.logo else None


def load(folder: str | Path | None = None) -> Style:
    """The house style of `folder`, of the folder that MONITORING_STYLE names, or the neutral one.

    Raises `StyleWrong`, which names the file, the key, the value and what would be right.
    """
    own = folder or os.environ.get(VARIABLE)
    if not own:
        return _checked(_read(HOUSE / "style.yaml"), HOUSE / "style.yaml", (HOUSE,))
    if not Path(own).is_dir():
        raise StyleWrong(f"{VARIABLE}: {str(own)!r} is no folder. Name a folder with a style.yaml, or leave it empty.")
    wishes = Path(own) / "style.yaml"
    merged = _merged(_read(HOUSE / "style.yaml"), _read(wishes) if wishes.is_file() else {})
    return _checked(merged, wishes, (Path(own), HOUSE))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise StyleWrong(f"{path}: cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict):
        raise StyleWrong(f'{path}: holds no keys. Write for example: organisation: "Taskforce"')
    return found


def _merged(ours: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Key by key: what the own style leaves out stays as ours.

    >>> _merged({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"d": 4}})
    {'a': 1, 'b': {'c': 2, 'd': 4}}
    """
    both = {
        key: _merged(value, own[key]) if isinstance(value, dict) and isinstance(own.get(key), dict) else own[key]
        for key, value in ours.items()
        if key in own
    }
    return {**ours, **own, **both}


def _checked(content: Mapping[str, Any], path: Path, folders: tuple[Path, ...]) -> Style:
    try:
        style = Style.model_validate({**content, "folders": folders})
    except ValidationError as error:
        raise StyleWrong("\n".join(_told(path, wrong) for wrong in error.errors())) from None
    if style.logo:
        _check_logo(style, path)
    return style


def _check_logo(style: Style, path: Path) -> None:
    if Path(style.logo).suffix.lower() not in PICTURES:
        raise StyleWrong(f"{path}: logo: {style.logo!r} is no PNG or JPEG file.")
    if not any((folder / style.logo).is_file() for folder in style.folders):
        raise StyleWrong(f"{path}: logo: there is no file {style.logo!r} in {folders_of(style)}. Put it there.")
    if not style.logo_alt.strip():
        raise StyleWrong(f"{path}: logo_alt: '' says nothing. Say in words what the logo shows.")


def folders_of(style: Style) -> str:
    """The folders of a style, the own one first, as an error names them."""
    return " or ".join(str(folder) for folder in style.folders)


def _told(path: Path, wrong: Mapping[str, Any]) -> str:
    """One line about one mistake: what pydantic found, in our order."""
    key = ".".join(str(part) for part in wrong["loc"])
    if wrong["type"] == "extra_forbidden":
        return f"{path}: {key}: there is no such key. The keys are those of {HOUSE.name}/style.yaml."
    said = wrong["msg"].removeprefix("Value error, ")
    if isinstance(wrong["input"], dict):  # of a group of keys: the sentence names the one
        return f"{path}: {key}.{said}."
    return f"{path}: {key}: {wrong['input']!r} {said}.".replace(" Input should be", " is wrong: it should be")
