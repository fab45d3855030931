"""Read the YAML files of the theories, keeping the line of everything.

Staff edit these files. So whatever is wrong comes back as a `Mistake` with file, line and what
would be right, all of them at once, and never as a traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pydantic
import yaml
from yaml.constructor import SafeConstructor

from theory_of_change import model
from theory_of_change.text import Listing, Message, message

DEFINITIONS = Path(__file__).parent / "definitions"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where it is there: ten times as quick

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """Something in a definition that its author can mend."""

    file: str
    line: int
    message: Message


@dataclass(frozen=True)
class Definition:
    """One theory as read, with the text it came from and the line of each of its parts."""

    file: str
    theory: model.Theory
    source: str
    lines: Mapping[Where, int]

    def line(self, where: Where) -> int:
        """The line of a part, or of the nearest part around it."""
        return _line(self.lines, where)


def read_folder(folder: Path = DEFINITIONS) -> tuple[list[Definition], list[Mistake]]:
    """All theories in `folder`, by file name, and everything that keeps the others from being read."""
    definitions, mistakes = [], []
    for path in sorted(folder.glob("*.yaml")):
        definition, wrong = read_file(path)
        mistakes += wrong
        if definition:
            definitions.append(definition)
    return definitions, mistakes


def read_file(path: Path) -> tuple[Definition | None, list[Mistake]]:
    """One theory, or the mistakes that keep it from being read."""
    return read_bytes(path.name, path.read_bytes())


def read_bytes(name: str, content: bytes) -> tuple[Definition | None, list[Mistake]]:
    """One theory out of the content of a file, or the mistakes that keep it from being read."""
    try:
        source = content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")  # as a text file is read
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, [Mistake(name, line, message("This is not UTF-8 text. Save the file as UTF-8."))]
    definition, mistakes = _read(name, source)
    return definition, list(mistakes)


@cache  # the same text says the same, and taking it apart takes longest of all that opening a ledger does
def _read(file: str, source: str) -> tuple[Definition | None, tuple[Mistake, ...]]:
    """One theory out of its text, or the mistakes in it."""
    lines: dict[Where, int] = {}
    try:
        content = _content(yaml.compose(source, Loader=_LOADER), (), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, (Mistake(file, mark.line + 1 if mark else 1, _not_yaml(error)),)
    except yaml.YAMLError as error:
        return None, (Mistake(file, 1, message("This is not readable as YAML: {problem}.", problem=str(error))),)
    try:
        theory = model.Theory.model_validate(content)
    except pydantic.ValidationError as error:
        return None, tuple(_mistake(file, lines, wrong) for wrong in error.errors())
    return Definition(file, theory, source, lines), ()


def _not_yaml(error: yaml.MarkedYAMLError) -> Message:
    if isinstance(error, _Twice):
        return message("“{field}” stands here for the second time. Keep one of the two.", field=error.problem)
    return message("This is not readable as YAML: {problem}. Check quotes, colons and indents.", problem=error.problem)


class _Twice(yaml.MarkedYAMLError):
    """The same field twice in one mapping: YAML would silently keep the last."""


def _content(node: yaml.Node | None, where: Where, lines: dict[Where, int]) -> Any:
    """The plain content of a node; the line of each part goes into `lines`."""
    if node is None:
        return {}
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                raise _Twice(problem=key, problem_mark=key_node.start_mark)
            mapping[key] = _content(value_node, (*where, key), lines)
            lines[(*where, key)] = key_node.start_mark.line + 1
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_content(item, (*where, place), lines) for place, item in enumerate(node.value)]
    # A bare word is a text, except numbers, dates and true/false: so "no" and "on" stay words.
    if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() not in ("true", "false"):
        return node.value
    return SafeConstructor().construct_object(node)


def _line(lines: Mapping[Where, int], where: Where) -> int:
    while where and where not in lines:
        where = where[:-1]
    return lines.get(where, 1)


def _mistake(file: str, lines: Mapping[Where, int], wrong: Mapping[str, Any]) -> Mistake:
    where: Where = tuple(part for part in wrong["loc"])
    return Mistake(file, _line(lines, where), _in_words(where, wrong))


def _in_words(where: Where, wrong: Mapping[str, Any]) -> Message:
    """What pydantic found, said to somebody who edits a text file."""
    field, kind, context = ".".join(str(part) for part in where), wrong["type"], wrong.get("ctx", {})
    value = wrong.get("input")
    if kind == "missing":
        return message("“{field}” is missing here.", field=where[-1])
    if kind == "extra_forbidden":
        known = sorted(_fields(where[:-1]))
        close = difflib.get_close_matches(str(where[-1]), known, n=1)
        if close:
            return message("“{field}” is not a known field. Did you mean “{close}”?", field=where[-1], close=close[0])
        return message("“{field}” is not a known field. Known are: {known}.", field=where[-1], known=Listing(known))
    if kind == "literal_error":
        known = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        return message(
            "{field}: “{value}” is not one of the words for this. Use {known}.",
            field=field,
            value=value,
            known=Listing(known),
        )
    if kind == "string_pattern_mismatch":
        return message(
            "{field}: “{value}” is not a code. Write for example {example}.",
            field=field,
            value=value,
            example="TER" if where[-1] == "code" and len(where) == 1 else "TER-O1",
        )
    if kind == "too_short":
        return message("{field} is empty. Give at least {least}.", field=field, least=context.get("min_length", 1))
    return message("{field}: “{value}” does not fit: {problem}.", field=field, value=value, problem=wrong["msg"])


def _fields(where: Where) -> Iterator[str]:
    """The field names that are known at a place in the file."""
    shape: Any = model.Theory
    for part in where:
        if isinstance(part, int):
            continue
        annotation = next((f.annotation for name, f in shape.model_fields.items() if part in (name, f.alias)), None)
        shape = next((t for t in _types(annotation) if isinstance(t, type) and issubclass(t, pydantic.BaseModel)), None)
        if shape is None:
            return
    yield from (field.alias or name for name, field in shape.model_fields.items())


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _types(argument)
