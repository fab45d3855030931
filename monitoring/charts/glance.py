"""The pictures of the front page: budgets, results, harm, and eight quarters at a glance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from monitoring.charts.look import BUDGETS, GREY, INK, MARKS, glyph, marked, picture
from monitoring.language import Words
from theory_of_change.text import Text, message


@dataclass(frozen=True)
class Bullet:
    """One budget in its year: everything in euros, `passed` as share of the year."""

    budget_type: str
    name: Text
    allocated: Decimal
    committed: Decimal
    spent: Decimal
    year_end: Decimal
    passed: float
    year: int


def bullet(bar: Bullet, say: Words) -> str:
    """A budget as a bar of its own: the track is the whole budget, so the bars may not be compared in length."""
    colour = BUDGETS[bar.budget_type]
    share = lambda amount: float(amount / bar.allocated) if bar.allocated else 0.0  # noqa: E731
    width = lambda amount: f"{min(100 * share(amount), 100):.1f}%"  # noqa: E731
    name = escape(say(bar.name))
    if bar.allocated:
        of = f"<b>{say.percent(share(bar.spent))}</b> " + escape(
            say(message("of {amount}", amount=say.millions(bar.allocated)))
        )
    else:
        of = escape(say(message("no budget for {year}", year=str(bar.year))))
    said = say(
        message(
            "{name}: {spent} spent of {allocated}, {committed} committed, {year_end} expected by the end of the year",
            name=say(bar.name),
            spent=say.millions(bar.spent),
            allocated=say.millions(bar.allocated),
            committed=say.millions(bar.committed),
            year_end=say.millions(bar.year_end),
        )
    )
    legend = (
        (message("spent"), bar.spent),
        (message("committed"), bar.committed),
        (message("expected {year}", year=str(bar.year)), bar.year_end),
    )
    return (
        f'<div class="mb"><div class="l"><b style="color:{colour.text}">{name}</b><span>{of}</span></div>'
        f'<div class="bar" role="img" aria-label="{escape(said)}">'
        f'<i style="width:{width(bar.committed)};background:{colour.fill};opacity:.28"></i>'
        f'<i style="width:{width(bar.spent)};background:{colour.fill}"></i>'
        f'<i class="fc" style="left:{width(bar.year_end)}"></i><i class="now" style="left:{100 * bar.passed:.0f}%"></i></div>'
        '<div class="s">'
        + "".join(f"<span>{escape(say(word))} {_short(amount, say)}</span>" for word, amount in legend)
        + "</div></div>"
    )


def _short(amount: Decimal, say: Words) -> str:
    return say.number(amount / 1_000_000, 1)


@dataclass(frozen=True)
class TheoryRow:
    """One theory: how many of its indicators have each status, its headline, and where to read on."""

    name: Text
    counts: Mapping[str, int]
    headline: str
    href: str


COLUMNS = ("on_track", "attention", "behind", "no_data")


def unit_rows(rows: Sequence[TheoryRow], say: Words) -> str:
    """One shape per indicator, in fixed columns, so that columns compare downwards."""
    head = (
        f'<div class="r"><div class="hd">{escape(say(message("Theory")))}</div>'
        + "".join(
            f'<div class="hd">{glyph(MARKS[status].shape, 10)} {escape(say(MARKS[status].word))}</div>'
            for status in COLUMNS
        )
        + f'<div class="hd">{escape(say(message("Verdict")))}</div></div>'
    )
    legend = (
        '<div class="leg note">'
        + " &ensp;".join(f"{glyph(MARKS[status].shape, 10)} {escape(say(MARKS[status].word))}" for status in COLUMNS)
        + "</div>"
    )
    return f'{legend}<div class="res">{head}' + "".join(_unit_row(row, say) for row in rows) + "</div>"


def _unit_row(row: TheoryRow, say: Words) -> str:
    capped = " capped" if row.headline == "capped" else ""
    cells = "".join(
        f'<div class="c{capped}"><b{"" if row.counts[status] else " class=z"}>{row.counts[status] or "–"}</b>'
        f'<span class="pips">{glyph(MARKS[status].shape, 9) * row.counts[status]}</span></div>'
        for status in COLUMNS
    )
    return (
        f'<div class="r"><div class="nm{capped}"><a href="{escape(row.href)}" target="_self">{escape(say(row.name))}</a></div>{cells}'
        f'<div class="head{capped}">{marked(row.headline, say)}</div></div>'
    )


@dataclass(frozen=True)
class HarmRow:
    """One safeguard that is not in order."""

    place: str
    name: str
    colour: str
    detail: str
    href: str


def harm_strip(counts: Mapping[str, int], rows: Sequence[HarmRow], say: Words, *, most: int = 6) -> str:
    """Red first, hatched, with its consequence; then amber; how many are in order stands on top."""
    tally = "".join(
        f"<span>{glyph(MARKS[colour].shape)} <b>{counts.get(colour, 0)}</b> {escape(say(MARKS[colour].word))}</span>"
        for colour in ("red", "amber", "in_order", "no_data")
        if counts.get(colour) or colour != "no_data"
    )
    shown = "".join(_harm_row(row, say) for row in rows[:most])
    more = len(rows) - most
    rest = f'<div class="note">{escape(say(message("and {n} more", n=more)))}</div>' if more > 0 else ""
    return f'<div class="harm"><div class="tally">{tally}</div>{shown}{rest}</div>'


def _harm_row(row: HarmRow, say: Words) -> str:
    mark = MARKS[row.colour]
    label = say(mark.word)
    red = row.colour == "red"
    detail = (
        f'<span class="note"{" style=color:#7A0000" if red else ""}>{escape(row.detail)}</span>'
        if red and row.detail
        else ""
    )
    value = "" if red or not row.detail else f" {escape(row.detail)}"
    return (
        f'<div class="row{" red" if red else ""}">{glyph(mark.shape, 14 if red else 12, label)}'
        f'<span><a href="{escape(row.href)}" target="_self"><b>{escape(row.place)}</b> · {escape(row.name)}</a>{value}</span>{detail}</div>'
    )


@dataclass(frozen=True)
class Multiple:
    """A small picture of the last quarters: bars for amounts and counts, a line for shares."""

    title: str
    unit: str
    values: Sequence[float | None]
    colour: str = INK
    line: bool = False
    top: float | None = None
    write: Callable[[float], str] = str


def multiples(pictures: Sequence[Multiple], quarters: Sequence[str], say: Words) -> str:
    """Small multiples over the same quarters; only the last value is written."""
    return '<div class="sm">' + "".join(_multiple(one, quarters, say) for one in pictures) + "</div>"


def _multiple(one: Multiple, quarters: Sequence[str], say: Words) -> str:
    width, base, step = 152, 60, 152 / max(len(quarters), 1)
    known = [value for value in one.values if value is not None]
    top = one.top or max([*known, 0]) * 1.08 or 1
    y = lambda value: base - value / top * (base - 4)  # noqa: E731
    x = lambda place: step * (place + 0.5)  # noqa: E731
    body = ""
    if one.line:
        points = " ".join(f"{x(i):.1f},{y(v):.1f}" for i, v in enumerate(one.values) if v is not None)
        body += f'<polyline points="{points}" fill="none" stroke="{one.colour}" stroke-width="1.8"/>'
        if one.values and one.values[-1] is not None:
            body += (
                f'<circle cx="{x(len(one.values) - 1):.1f}" cy="{y(one.values[-1]):.1f}" r="3.4" fill="{one.colour}"/>'
            )
    else:
        for place, value in enumerate(one.values):
            last = place == len(one.values) - 1
            if value is not None:
                body += (
                    f'<rect x="{x(place) - step * 0.37:.1f}" y="{y(value):.1f}" width="{step * 0.74:.1f}" '
                    f'height="{max(base - y(value), 0.6):.1f}" fill="{one.colour}" opacity="{1 if last else 0.38}"/>'
                )
    body += f'<path d="M0 {base + 0.5}H{width}" stroke="#AEB4BB" stroke-width="1"/>'
    written = [one.write(value) if value is not None else say(message("no data")) for value in one.values]
    told = "; ".join(f"{say.tick(quarter)} {value}" for quarter, value in zip(quarters, written, strict=True))
    alt = f"{one.title}, {one.unit}: {told}"
    last = written[-1] if written else ""
    height = y(one.values[-1]) if one.values and one.values[-1] is not None else base
    ends = f"<span>{say.tick(quarters[0])}</span><span>{say.tick(quarters[-1])}</span>" if quarters else ""
    return (
        f'<div class="p"><div class="t">{escape(one.title)}</div><div class="u" style="color:{GREY}">{escape(one.unit)}</div><div class="d"><div>'
        f'{picture(body, width, 62, alt, "width:100%;height:62px")}<div class="x">{ends}</div></div>'
        f'<b style="padding-bottom:{15 + max(0, min(46, base - height - 9)):.0f}px">{escape(last)}</b></div></div>'
    )
