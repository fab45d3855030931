"""The form of the mapping step: which column of a sheet holds which field, and what holds for the whole sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from monitoring.intake.draft import AMOUNTS
from monitoring.intake.fields import FIELDS, OWNER, TITLES, Field
from monitoring.intake.known import Known
from monitoring.intake.layout import Across, Column, LeaveOut, SheetLayout
from monitoring.intake.layout.look import Guess
from monitoring.intake.layout.propose import part_name, period_in
from monitoring.intake.layout.relative import shift, year_meant
from monitoring.intake.normalise import period, plain
from monitoring.intake.vocabulary import Vocabulary
from monitoring.language import Words
from monitoring.ui.parts import KEYS
from theory_of_change.text import Message, message

NOT_THERE, WHOLE_SHEET = "", "="
UNITS = {1: message("as it stands"), 1000: message("× 1,000"), 1_000_000: message("× 1,000,000")}
DAYS = {"quarter of day": message("its quarter"), "year of day": message("its year")}
MARKS = {"comma": message("1.234 is a thousand and more"), "point": message("1.234 is one and a bit")}
ORDERS = {"day first": message("the day comes first"), "month first": message("the month comes first")}
KINDS_OF_FIGURE = ("number", "money")
PERIODS = ("period", "quarter")
MOMENTS = (*PERIODS, "year")
DIFFER = {
    "observation": ("period", "indicator"),
    "target": ("period", "indicator", "kind"),
    "budget_line": ("quarter", "kind"),
    "allocation": ("year", "phase"),
    "context_figure": ("period", "series", "kind"),
}
"""What figures beside each other may differ by, table by table: the moment first."""


class Form:
    """The widgets of one reading of a sheet. `build` shows them and gives the layout they say.

    `year` is what a column says, where headings count years from it.
    """

    def __init__(
        self,
        say: Words,
        described: SheetLayout,
        columns: Sequence[Guess],
        vocabulary: Vocabulary,
        prefix: str,
        known: Known,
        year: str = "",
    ) -> None:
        self._say, self._was, self._columns, self._vocabulary = say, described, columns, vocabulary
        self._known, self._year = known, year
        self._prefix = self._of_table = prefix  # what is asked of a table is asked anew where another is chosen
        self._by_letter = {guess.at: guess for guess in columns}
        self.renamed = False

    def build(self) -> SheetLayout:
        """Show the form, and give the sheet as it is described now."""
        say, was = self._say, self._was
        table = st.selectbox(
            say(message("What does this sheet hold?")),
            list(TITLES),
            index=list(TITLES).index(was.table),
            format_func=lambda name: say(TITLES[name]),
            key=f"{self._prefix}table",
        )
        self._of_table = f"{self._prefix}{table}_"
        beside = self._beside()
        across = self._across(table) if beside else None
        filled = {*across.fields, across.fills} if across else set()
        columns: dict[str, Column] = {}
        constants: dict[str, str] = {}
        asked = [f for f in FIELDS[table] if f.name not in filled and f.name not in ("dimension", OWNER[table])]
        first = [field for field in asked if self._matters(field, table)]
        for field in first:
            self._field(field, columns, constants)
        with st.expander(say(message("More fields")), key=f"{self._prefix}more"):
            for field in asked:
                if field not in first:
                    self._field(field, columns, constants)
        names = self._dimensions(constants) if table == "observation" else []
        parts = self._parts({column.at for column in columns.values()}, names) if _has_dimension(table) else {}
        self._rename_series(columns, constants)
        return SheetLayout(
            sheet=was.sheet,
            table=table,
            header_row=was.header_row,
            header_rows=was.header_rows,
            first_row=was.first_row,
            columns=columns,
            parts=parts,
            across=across,
            constants=constants,
            leave_out=self._leave_out(),
            combine="sum" if self._adds_up() else None,
            blank="skip",
            complete=was.complete,
        )

    def _rename_series(self, columns: Mapping[str, Column], constants: dict[str, str]) -> None:
        """A series that was called after the column of its figures is called after the one that took its place."""
        before, after = self._was.columns.get("value"), columns.get("value")
        if before and after and before.heading != after.heading and constants.get("series") == before.heading:
            constants["series"] = after.heading
            st.session_state.pop(f"{self._of_table}series=", None)
            self.renamed = True

    def _matters(self, field: Field, table: str) -> bool:
        """Whether a field is asked at once: it must be there, something is said of it, or it is the figure."""
        said = field.name in self._was.columns or field.name in self._was.constants
        return field.required or said or field.name in (*AMOUNTS[table], "country")

    def _named(self, at: str) -> str:
        """A column as it is called in a choice: its letter and its heading."""
        say = self._say
        if at == NOT_THERE:
            return say(message("not in this sheet"))
        if at == WHOLE_SHEET:
            return say(message("the same for the whole sheet"))
        guess = self._by_letter.get(at)
        return f"{at} · {(guess.heading or ', '.join(guess.examples))[:60]}" if guess else at

    def _field(self, field: Field, columns: dict[str, Column], constants: dict[str, str]) -> None:
        """One field: in a column, the same for the whole sheet, or not there."""
        say, was = self._say, self._was
        known = was.columns.get(field.name)
        # What must be there and stands in no column is probably the same for the whole sheet.
        whole = field.name in was.constants or field.required
        at = self._letter(known) if known else WHOLE_SHEET if whole else NOT_THERE
        options = [NOT_THERE, WHOLE_SHEET, *self._by_letter]
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        choice = left.selectbox(
            say(field.header) + (" *" if field.required else ""),
            options,
            index=options.index(at) if at in options else 0,
            format_func=self._named,
            key=f"{self._of_table}{field.name}",
            help=say(field.help),
        )
        with right:
            if choice == WHOLE_SHEET:
                if value := self._constant(field):
                    constants[field.name] = value
            elif choice:
                columns[field.name] = self._column(field, choice, known)

    def _letter(self, column: Column | LeaveOut) -> str:
        """The letter of a column that a layout names by its heading."""
        named = [g.at for g in self._columns if column.heading and g.heading == column.heading]
        return column.at if column.at in named or not named else named[0]

    def _constant(self, field: Field) -> str:
        """What holds for the whole sheet: a choice where there is a list, else what is typed."""
        say, known = self._say, self._was.constants.get(field.name, "")
        key, label = f"{self._of_table}{field.name}=", say(message("which is"))
        if field.reads not in self._vocabulary.words:
            return st.text_input(label, value=known, key=key, max_chars=300).strip()
        names = self._vocabulary[field.reads].names
        options = ["", *names]
        code = self._vocabulary[field.reads].code(known) if known else ""
        return st.selectbox(
            label,
            options,
            index=options.index(code) if code in options else 0,
            format_func=lambda one: f"{say(names[one])} ({one})" if one else say(message("choose")),
            key=key,
        )

    def _column(self, field: Field, at: str, known: Column | None) -> Column:
        """A chosen column, with what its kind of cells leaves open."""
        say, guess, key = self._say, self._by_letter[at], f"{self._of_table}{field.name}?"
        same = known if known and self._letter(known) == at else None
        column = guess.column.model_copy(update={"words": same.words if same else {}})
        if field.reads in KINDS_OF_FIGURE:
            column = column.model_copy(update={"times": self._times(same.times if same else 1, key)})
            if guess.two_ways:
                column = column.model_copy(update={"decimal": self._choice(MARKS, same and same.decimal, guess, key)})
        elif field.name in PERIODS and guess.kind == "day":
            reads = same.reads if same and same.reads in DAYS else "quarter of day"
            how = st.selectbox(
                say(message("of each day")),
                list(DAYS),
                index=list(DAYS).index(reads),
                format_func=lambda one: say(DAYS[one]),
                key=key,
            )
            column = column.model_copy(update={"reads": how})
        else:
            st.caption(", ".join(guess.examples)[:60])
        if guess.kind == "day" and guess.two_ways:
            column = column.model_copy(update={"days": self._choice(ORDERS, same and same.days, guess, key)})
        return column

    def _times(self, times: int, key: str) -> int:
        """The unit of a column."""
        options = sorted({*UNITS, times})
        return st.selectbox(
            self._say(message("unit")),
            options,
            index=options.index(times),
            format_func=lambda one: self._say(UNITS.get(one, f"× {one}")),
            key=key,
        )

    def _choice(self, ways: Mapping[str, Message], now: str | None, guess: Guess, key: str) -> str | None:
        """Which of two ways a column is written in, where none of its cells settles it; None is not said yet."""
        say, options = self._say, ["", *ways]
        choice = st.selectbox(
            say(message("“{value}” can be read two ways", value=guess.two_ways)),
            options,
            index=options.index(now) if now in options else 0,
            format_func=lambda one: say(ways[one]) if one else say(message("choose")),
            key=f"{key}ways",
        )
        return choice or None

    def _beside(self) -> bool:
        """Whether several columns hold figures beside each other."""
        say = self._say
        return st.toggle(
            say(message("Several columns hold figures beside each other")),
            value=self._was.across is not None,
            key=f"{self._prefix}beside",
            help=say(
                message(
                    "A column per quarter or year, or one for each thing that is counted, or one for the target and one for what was reached."
                )
            ),
        )

    def _across(self, table: str) -> Across:
        """What each column beside the others is about: a period, a series, a kind of figure, or several of these."""
        say, figure = self._say, self._was.columns.get(AMOUNTS[self._was.table][0])
        was = self._was.across or Across(times=figure.times if figure else 1)
        numbers = [guess for guess in self._columns if guess.kind in ("number", "blank") and guess.heading]
        fields = self._differ(table, numbers)
        told = {field.name: self._means(field, [g.heading for g in numbers], len(fields) > 1) for field in fields}
        frame = pd.DataFrame({"at": [g.at for g in numbers], "heading": [g.heading for g in numbers], **told})
        edited = st.data_editor(
            frame,
            hide_index=True,
            height=min(240, 38 + 35 * max(len(frame), 1)),
            disabled=["at", "heading"],
            column_config={
                "at": st.column_config.TextColumn(say(message("Column")), width=60),
                "heading": st.column_config.TextColumn(say(message("Heading"))),
                **{field.name: self._asked_of_each(field) for field in fields},
            },
            key=f"{self._prefix}across_{'_'.join(told)}",
        )
        st.caption(say(message("A column without a word here is not read.")))
        times = st.selectbox(
            say(message("unit")),
            list(UNITS),
            index=list(UNITS).index(was.times) if was.times in UNITS else 0,
            format_func=lambda one: say(UNITS[one]),
            key=f"{self._prefix}across_times",
        )
        first, *more = [{row["heading"]: w for row in edited.to_dict("records") if (w := _said(row[f]))} for f in told]
        read_all = not more and first == {g.heading: p for g in numbers if (p := self._period_of(g.heading, was))}
        read_all = read_all and fields[0].name in MOMENTS
        return Across(
            field=fields[0].name,
            fills=AMOUNTS[table][0],
            headings={} if read_all else first,
            also=dict(zip(list(told)[1:], more, strict=True)) if first else {},
            year=was.year if read_all else None,
            times=times,
            decimal=was.decimal,
        )

    def _differ(self, table: str, numbers: Sequence[Guess]) -> list[Field]:
        """What the columns beside each other differ by."""
        by_name = {field.name: field for field in FIELDS[table]}
        options = DIFFER[table]
        known = [name for name in (self._was.across.fields if self._was.across else ()) if name in options]
        dated = any(self._period_of(guess.heading, self._was.across) for guess in numbers)
        chosen = st.pills(
            self._say(message("They differ by")),
            options,
            default=known or [options[0 if dated else 1]],
            selection_mode="multi",
            format_func=lambda name: self._say(by_name[name].header),
            key=f"{self._prefix}across_of_{table}",
        )
        return [by_name[name] for name in options if name in chosen] or [by_name[options[0]]]

    def _means(self, field: Field, headings: Sequence[str], among_others: bool) -> list[str]:
        """What each column is about, as it is known, or as its heading says; "" where nobody knows."""
        across = self._was.across
        if across and across.headings and field.name in across.fields:
            known = across.headings if field.name == across.field else across.also[field.name]
            return [known.get(heading) or "" for heading in headings]
        if field.name in MOMENTS:
            return [
                (period_in(heading)[0] if among_others else self._period_of(heading, across)) or ""
                for heading in headings
            ]
        if field.name == "series":
            return [(period_in(heading)[1] if among_others else heading) or "" for heading in headings]
        return [""] * len(headings)

    def _asked_of_each(self, field: Field) -> Any:
        """How the meaning of each column is asked: a choice where there is a list, else a text."""
        say = self._say
        if field.reads not in self._vocabulary.words:
            return st.column_config.TextColumn(say(field.header), help=say(field.help))
        names = self._vocabulary[field.reads].names
        return st.column_config.SelectboxColumn(
            say(field.header),
            options=["", *names],
            format_func=lambda one: say(names[one]) if one else "",
            help=say(field.help),
        )

    def _period_of(self, heading: str, across: Across | None) -> str | None:
        """The period that a heading means: by itself, or counted from the year that a column names."""
        return year_meant(heading, self._year) if across and across.year else _period(heading)

    def _dimensions(self, constants: Mapping[str, str]) -> list[str]:
        """What the indicator of the whole sheet may be broken down by, where its definition says that."""
        measure = self._known.measures.get(constants.get("indicator", ""))
        return sorted(measure.dimensions or ()) if measure else []

    def _parts(self, taken: set[str], names: Sequence[str]) -> dict[str, Column]:
        """The columns that break a figure down, called by one of `names` where only these may be used."""
        say = self._say
        known = {self._letter(column): (name, column) for name, column in self._was.parts.items()}
        options = [at for at in self._by_letter if at not in taken]
        chosen = st.multiselect(
            say(message("Broken down by")),
            options,
            default=[at for at in known if at in options],
            format_func=self._named,
            key=f"{self._prefix}parts",
            placeholder=say(message("not broken down")),
        )
        parts: dict[str, Column] = {}
        for at in chosen:
            guess = self._by_letter[at]
            reads = "country" if guess.kind == "country" else "as the field"
            name, column = known.get(at) or (
                part_name(guess.heading or at),
                guess.column.model_copy(update={"reads": reads}),
            )
            if names:
                name = self._part_called(at, name, names, alone=len(chosen) == 1)
            parts[name if name not in parts else f"{name}_{at.lower()}"] = column
        return parts

    def _part_called(self, at: str, name: str, names: Sequence[str], *, alone: bool) -> str:
        """What a column breaks a figure down by; where there is one column and one possibility it is that."""
        say = self._say
        options = [*names, *([] if name in names else [name])]
        only = names[0] if alone and len(names) == 1 else name
        return st.selectbox(
            say(message("{column} breaks it down by", column=self._named(at))),
            options,
            index=options.index(name if name in names else only),
            format_func=lambda one: say(KEYS.get(one, one.replace("_", " "))),
            key=f"{self._of_table}part_{at}_{'_'.join(names)}",
        )

    def _leave_out(self) -> tuple[LeaveOut, ...]:
        """Rows that are no figures of their own: a column, and what it says in them."""
        say = self._say
        st.caption(say(message("Rows to leave out, such as totals: where a column says this, or is blank")))
        names = {self._named(at): guess for at, guess in self._by_letter.items()}
        now = [(self._named(self._letter(one)), "; ".join(one.words)) for one in self._was.leave_out]
        before, key = self._before("leave", now)
        edited = st.data_editor(
            pd.DataFrame(before, columns=["column", "says"]).astype(object),
            num_rows="dynamic",
            hide_index=True,
            column_config={
                "column": st.column_config.SelectboxColumn(say(message("Column")), options=list(names), required=True),
                "says": st.column_config.TextColumn(
                    say(message("says")),
                    help=say(message("Several words with ; between them. Empty is blank.")),
                    default="",
                ),
            },
            key=key,
        )
        rows = [row for row in edited.itertuples() if row.column in names]
        self._keep("leave", [(row.column, "; ".join(_words(row.says))) for row in rows])
        return tuple(
            LeaveOut(heading=names[row.column].heading, at=names[row.column].at, words=_words(row.says)) for row in rows
        )

    def _before(self, editor: str, now: Any) -> tuple[Any, str]:
        """What an editor of a table begins with, and its key.

        It begins anew where something else changed what it holds. Its own edits are kept apart: an editor that
        began with them would lose the next one.
        """
        before, edited, number = st.session_state.get(f"{self._prefix}{editor}:", (now, now, 0))
        if edited != now or f"{self._prefix}{editor}_{number}" not in st.session_state:
            before, number = now, number + 1
        st.session_state[f"{self._prefix}{editor}:"] = (before, now, number)
        return before, f"{self._prefix}{editor}_{number}"

    def _keep(self, editor: str, edited: Any) -> None:
        """Remember what became of what an editor began with."""
        before, _, number = st.session_state[f"{self._prefix}{editor}:"]
        st.session_state[f"{self._prefix}{editor}:"] = (before, edited, number)

    def _adds_up(self) -> bool:
        """Whether rows about the same are one figure."""
        return st.checkbox(
            self._say(message("Add up rows that are about the same")),
            value=self._was.combine == "sum",
            key=f"{self._prefix}sum",
        )


def _words(says: Any) -> tuple[str, ...]:
    return tuple(word.strip() for word in says.split(";") if word.strip()) if isinstance(says, str) else ()


def _said(cell: Any) -> str:
    return plain(cell) if isinstance(cell, str) else ""


def _named_by_all(across: Across) -> set[str]:
    """The headings that have a meaning for everything that the columns differ by."""
    return set(across.headings).intersection(*across.also.values())


def _period(heading: str) -> str | None:
    read = period(heading)
    return read if isinstance(read, str) else None


def _has_dimension(table: str) -> bool:
    return any(field.name == "dimension" for field in FIELDS[table])


def meanings(described: SheetLayout, columns: Sequence[Guess], say: Words) -> Mapping[str, str]:
    """What each column of a sheet is read as, by its letter."""
    headers = {field.name: say(field.header) for field in FIELDS[described.table]}
    found = {column.at: headers[name] for name, column in described.columns.items()}
    found |= {column.at: say(message("breakdown")) for column in described.parts.values()}
    if across := described.across:
        counts = across.year is not None
        own = {g.heading for g in columns if (shift(g.heading) is not None if counts else _period(g.heading))}
        beside = _named_by_all(across) or own
        found |= {g.at: headers[across.fills] for g in columns if g.heading in beside and g.at not in found}
    return found
