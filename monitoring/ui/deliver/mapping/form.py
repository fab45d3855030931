"""The form of the mapping step: which column of a sheet holds which field, and what holds for the whole sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from monitoring.intake.draft import AMOUNTS
from monitoring.intake.fields import FIELDS, OWNER, TITLES, Field
from monitoring.intake.known import Known
from monitoring.intake.layout import Column, SheetLayout
from monitoring.intake.layout.look import Guess
from monitoring.intake.layout.propose import part_name
from monitoring.intake.layout.quarters import MONTHLY
from monitoring.ui.deliver.mapping.asked import NOT_THERE, UNITS, WHOLE_SHEET, Asked
from monitoring.ui.deliver.mapping.beside import DIFFER, across, are_months, is_beside
from monitoring.ui.deliver.mapping.left_out import leave_out
from theory_of_change.parts import KEYS
from theory_of_change.text import Message, message

DAYS = {"quarter of day": message("its quarter"), "year of day": message("its year")}
MARKS = {"comma": message("1.234 is a thousand and more"), "point": message("1.234 is one and a bit")}
ORDERS = {"day first": message("the day comes first"), "month first": message("the month comes first")}
EXPONENTS = {"exact": message("a program wrote it so: it is exact")}
JOINED = ("article",)  # texts that often stand in two columns
KINDS_OF_FIGURE = ("number", "money")
PERIODS = ("period", "quarter")


class Form:
    """The widgets of one reading of a sheet. `build` shows them and gives the layout they say."""

    def __init__(self, asked: Asked, known: Known) -> None:
        self._asked, self._known = asked, known
        self._of_table = asked.prefix  # what is asked of a table is asked anew where another is chosen
        self.renamed = False

    def build(self) -> SheetLayout:
        """Show the form, and give the sheet as it is described now."""
        say, was = self._asked.say, self._asked.was
        table = st.selectbox(
            say(message("What does this sheet hold?")),
            list(TITLES),
            index=list(TITLES).index(was.table),
            format_func=lambda name: say(TITLES[name]),
            key=f"{self._asked.prefix}table",
        )
        self._of_table = f"{self._asked.prefix}{table}_"
        beside = across(self._asked, table) if table in DIFFER and is_beside(self._asked) else None
        filled = {*beside.fields, beside.fills} if beside else set()
        columns: dict[str, Column] = {}
        constants: dict[str, str] = {}
        fields = [f for f in FIELDS[table] if f.name not in filled and f.name not in ("dimension", OWNER[table])]
        first = [field for field in fields if self._matters(field, table)]
        for field in first:
            self._field(field, columns, constants)
        with st.expander(say(message("More fields")), key=f"{self._asked.prefix}more"):
            for field in fields:
                if field not in first:
                    self._field(field, columns, constants)
        names = self._dimensions(constants) if table == "observation" else []
        parts = self._parts({column.at for column in columns.values()}, names) if _has_dimension(table) else {}
        self._rename_series(columns, constants)
        combine = "sum" if table in DIFFER and self._adds_up() else None
        # Our own figures are per quarter, half-year or year, and never per month.
        if beside and table == "observation" and are_months(beside, self._asked.columns):
            beside, combine = beside.model_copy(update={"reads": "quarter of month"}), "sum"
            st.caption(say(message("The months are added up to quarters. A quarter that lacks a month is left out.")))
        by_month = {each.reads for each in (*columns.values(), *filter(None, [beside]))} & set(MONTHLY)
        return SheetLayout(
            sheet=was.sheet,
            table=table,
            header_row=was.header_row,
            header_rows=was.header_rows,
            first_row=was.first_row,
            columns=columns,
            parts=parts,
            across=beside,
            constants=constants,
            leave_out=leave_out(self._asked),
            combine=combine,
            repeated="once" if self._counts_once() else None,
            blank="skip",
            complete=was.complete,
            whole="quarters" if by_month and (was.whole or "quarter of month" in by_month) else None,
        )

    def _rename_series(self, columns: Mapping[str, Column], constants: dict[str, str]) -> None:
        """A series that was called after the column of its figures is called after the one that took its place."""
        before, after = self._asked.was.columns.get("value"), columns.get("value")
        if before and after and before.heading != after.heading and constants.get("series") == before.heading:
            constants["series"] = after.heading
            st.session_state.pop(f"{self._of_table}series=", None)
            self.renamed = True

    def _matters(self, field: Field, table: str) -> bool:
        """Whether a field is asked at once: it must be there, something is said of it, or it is the figure."""
        said = field.name in self._asked.was.columns or field.name in self._asked.was.constants
        return field.required or said or field.name in (*AMOUNTS[table], "country")

    def _field(self, field: Field, columns: dict[str, Column], constants: dict[str, str]) -> None:
        """One field: in a column, the same for the whole sheet, or not there."""
        say, was = self._asked.say, self._asked.was
        known = was.columns.get(field.name)
        # What must be there and stands in no column is probably the same for the whole sheet.
        whole = field.name in was.constants or field.required
        at = self._asked.letter(known) if known else WHOLE_SHEET if whole else NOT_THERE
        options = [NOT_THERE, WHOLE_SHEET, *self._asked.by_letter]
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        choice = left.selectbox(
            say(field.header) + (" *" if field.required else ""),
            options,
            index=options.index(at) if at in options else 0,
            format_func=self._asked.named,
            key=f"{self._of_table}{field.name}",
            help=say(field.help),
        )
        with right:
            if choice == WHOLE_SHEET:
                if value := self._constant(field):
                    constants[field.name] = value
            elif choice:
                columns[field.name] = self._column(field, choice, known)

    def _constant(self, field: Field) -> str:
        """What holds for the whole sheet: a choice where there is a list, else what is typed."""
        say, known = self._asked.say, self._asked.was.constants.get(field.name, "")
        key, label = f"{self._of_table}{field.name}=", say(message("which is"))
        if field.reads not in self._asked.vocabulary.words:
            return st.text_input(label, value=known, key=key, max_chars=300).strip()
        names = self._asked.vocabulary[field.reads].names
        options = ["", *names]
        code = self._asked.vocabulary[field.reads].code(known) if known else ""
        return st.selectbox(
            label,
            options,
            index=options.index(code) if code in options else 0,
            format_func=lambda one: f"{say(names[one])} ({one})" if one else say(message("choose")),
            key=key,
        )

    def _column(self, field: Field, at: str, known: Column | None) -> Column:
        """A chosen column, with what its kind of cells leaves open."""
        say, guess, key = self._asked.say, self._asked.by_letter[at], f"{self._of_table}{field.name}?"
        same = known if known and self._asked.letter(known) == at else None
        kept = {name: getattr(same, name) for name in ("words", "beside", "exponents")} if same else {}
        column = guess.column.model_copy(update=kept)
        if field.reads in KINDS_OF_FIGURE:
            column = column.model_copy(update={"times": self._times(same.times if same else 1, key)})
            if guess.two_ways:
                column = column.model_copy(update={"decimal": self._choice(MARKS, same and same.decimal, guess, key)})
            elif same and same.decimal:
                column = column.model_copy(update={"decimal": same.decimal})
            if guess.exponent:
                column = column.model_copy(update={"exponents": self._exponents(column.exponents, guess, key)})
        elif field.name in JOINED:
            column = column.model_copy(update={"beside": self._beside(column, at, key)})
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
            if same and same.reads == "quarter of month":
                column = column.model_copy(update={"reads": same.reads})
        if guess.kind == "day" and guess.two_ways:
            column = column.model_copy(update={"days": self._choice(ORDERS, same and same.days, guess, key)})
        return column

    def _times(self, times: int, key: str) -> int:
        """The unit of a column."""
        options = sorted({*UNITS, times})
        return st.selectbox(
            self._asked.say(message("unit")),
            options,
            index=options.index(times),
            format_func=lambda one: self._asked.say(UNITS.get(one, f"× {one}")),
            key=key,
        )

    def _exponents(self, now: str | None, guess: Guess, key: str) -> str | None:
        """Whether a number such as 2.4e+07 is exact; Excel writes so what it shortened, and then it is asked back."""
        say, options = self._asked.say, ["", *EXPONENTS]
        choice = st.selectbox(
            say(message("“{value}” may be a number that was shortened", value=guess.exponent)),
            options,
            index=options.index(now) if now in options else 0,
            format_func=lambda one: say(EXPONENTS[one]) if one else say(message("choose")),
            key=f"{key}exponents",
        )
        return choice or None

    def _beside(self, column: Column, at: str, key: str) -> tuple[str, ...]:
        """The column that says the rest of a text."""
        say, headed = self._asked.say, [one for one, guess in self._asked.by_letter.items() if guess.heading]
        options = [NOT_THERE, *(one for one in headed if one != at)]
        now = next((one for one in headed if self._asked.by_letter[one].heading in column.beside), NOT_THERE)
        choice = st.selectbox(
            say(message("and its part, where another column says it")),
            options,
            index=options.index(now) if now in options else 0,
            format_func=lambda one: self._asked.named(one) if one else say(message("in no other column")),
            key=f"{key}beside",
        )
        return (self._asked.by_letter[choice].heading,) if choice else ()

    def _choice(self, ways: Mapping[str, Message], now: str | None, guess: Guess, key: str) -> str | None:
        """Which of two ways a column is written in, where none of its cells settles it; None is not said yet."""
        say, options = self._asked.say, ["", *ways]
        choice = st.selectbox(
            say(message("“{value}” can be read two ways", value=guess.two_ways)),
            options,
            index=options.index(now) if now in options else 0,
            format_func=lambda one: say(ways[one]) if one else say(message("choose")),
            key=f"{key}ways",
        )
        return choice or None

    def _dimensions(self, constants: Mapping[str, str]) -> list[str]:
        """What the indicator of the whole sheet may be broken down by, where its definition says that."""
        measure = self._known.measures.get(constants.get("indicator", ""))
        return sorted(measure.dimensions or ()) if measure else []

    def _parts(self, taken: set[str], names: Sequence[str]) -> dict[str, Column]:
        """The columns that break a figure down, called by one of `names` where only these may be used."""
        say = self._asked.say
        known = {self._asked.letter(column): (name, column) for name, column in self._asked.was.parts.items()}
        options = [at for at in self._asked.by_letter if at not in taken]
        chosen = st.multiselect(
            say(message("Broken down by")),
            options,
            default=[at for at in known if at in options],
            format_func=self._asked.named,
            key=f"{self._asked.prefix}parts",
            placeholder=say(message("not broken down")),
        )
        parts: dict[str, Column] = {}
        for at in chosen:
            guess = self._asked.by_letter[at]
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
        say = self._asked.say
        options = [*names, *([] if name in names else [name])]
        only = names[0] if alone and len(names) == 1 else name
        return st.selectbox(
            say(message("{column} breaks it down by", column=self._asked.named(at))),
            options,
            index=options.index(name if name in names else only),
            format_func=lambda one: say(KEYS.get(one, one.replace("_", " "))),
            key=f"{self._of_table}part_{at}_{'_'.join(names)}",
        )

    def _adds_up(self) -> bool:
        """Whether rows about the same are one figure."""
        return st.checkbox(
            self._asked.say(message("Add up rows that are about the same")),
            value=self._asked.was.combine == "sum",
            key=f"{self._asked.prefix}sum",
        )

    def _counts_once(self) -> bool:
        """Whether a row that stands there again, the same in every cell, counts once."""
        return st.checkbox(
            self._asked.say(message("Count a row once that stands there again, the same in every cell")),
            value=self._asked.was.repeated == "once",
            key=f"{self._asked.prefix}once",
        )


def _has_dimension(table: str) -> bool:
    return any(field.name == "dimension" for field in FIELDS[table])
