"""What codes are called, in both languages: countries, themes, organisations, indicators and so on."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping
from typing import Any, Protocol

from theory_of_change.text import Listing, Message, Text, message


class Reader(Protocol):
    """A state of the ledger: live, past, or inside a commit."""

    def rows(self, sql: str, *values: Any) -> list[tuple]: ...

    @property
    def today(self) -> datetime.date: ...


_NAMED: Mapping[str, str] = {
    "budget_type": "select code, name_nl, name_en from budget_type order by position",
    "country": "select code, name_nl, name_en from country order by code",
    "organisation": (
        "select code, arg_max(name_nl, valid_from), arg_max(name_en, valid_from) from organisation "
        "group by code order by code"
    ),
    "forum": "select code, name_nl, name_en from forum order by position",
    "harm_type": "select code, name_nl, name_en from harm_type order by position",
    "incident_severity": "select code, name_nl, name_en from incident_severity order by position",
    "incident_credibility": "select code, name_nl, name_en from incident_credibility order by position",
    "agreement": "select code, name_nl, coalesce(name_en, name_nl) from agreement order by code",
    "objective": "select code, text_nl, text_en from objective order by code",
    "programming_line": "select code, name_nl, name_en from programming_line order by code",
    "project": "select code, name_nl, coalesce(name_en, name_nl) from project order by code",
    "purpose_code": "select code, name_nl, name_en from purpose_code order by code",
    "step": "select code, arg_max(label_nl, version), arg_max(label_en, version) from step group by code order by code",
    "theme": "select code, name_nl, name_en from theme order by position",
    # A theory goes by the name of its theme, which is the shorter one.
    "theory": (
        "select t.code, coalesce(h.name_nl, arg_max(t.name_nl, t.version)), coalesce(h.name_en, arg_max(t.name_en, t.version)) "
        "from theory t left join theme h on h.code = t.code "
        "group by t.code, h.name_nl, h.name_en, h.position order by h.position, t.code"
    ),
    # What is measured: indicators and safeguards.
    "measure": (
        "select code, arg_max(name_nl, version), arg_max(name_en, version) from "
        "(select code, name_nl, name_en, version from indicator union all "
        "select code, name_nl, name_en, version from safeguard) group by code order by code"
    ),
}


def names(reader: Reader, kind: str) -> dict[str, Text]:
    """The codes of one kind in their order, each with what it is called now.

    `kind` is agreement, budget_type, country, forum, harm_type, incident_credibility, incident_severity, objective, organisation, programming_line, project,
    purpose_code, step, theme, theory or measure (indicators and safeguards).
    """
    return {code: Text(nl=nl, en=en) for code, nl, en in reader.rows(_NAMED[kind])}


def indicator_names(reader: Reader, theory: str) -> dict[str, Text]:
    """The indicators of a theory by code, with the names of their last version."""
    rows = reader.rows(
        "select code, arg_max(name_nl, version), arg_max(name_en, version) from indicator "
        "where theory = ? group by code order by code",
        theory,
    )
    return {code: Text(nl=nl, en=en) for code, nl, en in rows}


def unknown(field: str | Message, value: str, called: Mapping[str, Text]) -> Message:
    """That a code is not among those that are called something, with the one that is nearest by code or name."""
    near = {word.lower(): code for code, name in called.items() for word in (code, name.nl, name.en)}
    close = difflib.get_close_matches(value.lower(), near, n=1, cutoff=0.75)
    if close:
        return message(
            "{field}: “{value}” is not known here. Did you mean {close}?",
            field=field,
            value=value,
            close=near[close[0]],
        )
    return message(
        "{field}: “{value}” is not known here. Write a code, such as {known}.",
        field=field,
        value=value,
        known=Listing([*called][:3]),
    )


def is_quarter(reader: Reader, code: str) -> bool:
    """Whether the ledger knows a quarter by this code."""
    return bool(reader.rows("select 1 from period where code = ? and kind = 'quarter'", code))


def member_states(reader: Reader) -> frozenset[str]:
    """The codes of the member states of the European Union."""
    return frozenset(code for (code,) in reader.rows("select code from country where eu_member"))
