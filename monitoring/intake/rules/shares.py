"""How a project, and what it brings about, is divided: to the whole, and no further."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import ERROR, Broken, present, rule
from theory_of_change.text import Listing, message

WHOLE = Decimal(100)
ROUNDING = Decimal("0.001")  # shares such as 33.333 make a whole


@rule("CHK-B9", ERROR, "project_share", clause=message("terms of reference, §5: themes and objectives per country"))
def shares_make_a_whole(draft: Draft, known: Known) -> Iterator[Broken]:
    """The shares of a project add up to 100%, or none of them is stated and it stays regional."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, code in present(draft, "project"):
        rows[code].append(row)
    for code, own in rows.items():
        said = {(draft.value(row, "country"), draft.value(row, "theme")): draft.value(row, "share") for row in own}
        every = {(country, theme): share for country, theme, share in known.shares.get(code, ())} | said
        stated = [share for share in every.values() if share is not None]
        if not stated or any(draft.unreadable(row, "share") for row in own):
            continue
        if len(stated) < len(every):
            words = message("Of project {project} some shares are stated and others not.", project=code)
            remedy = message("State them all, or none: then the project stays regional.")
        elif abs(sum(stated) - WHOLE) > ROUNDING:
            words = message("The shares of project {project} add up to {sum}%.", project=code, sum=sum(stated))
            remedy = message("Make them 100% together, or leave them all empty: then the project stays regional.")
        else:
            continue
        for row in own:
            yield Broken(row, "share", words, remedy)


@rule("CHK-B9", ERROR, "project_share", clause=message("terms of reference, §5: themes and objectives per country"))
def share_stands_once(draft: Draft, known: Known) -> Iterator[Broken]:
    """A country and theme have one share: an empty theme is that of the project, and not written beside it."""
    for row, code in present(draft, "project"):
        country, theme = draft.value(row, "country"), draft.value(row, "theme")
        own = known.projects[code].theme
        others = {other for place, other, _ in known.shares.get(code, ()) if place == country}
        others |= {draft.value(other, "theme") for other in _rows_on(draft, code, country)}
        if own and theme in ("ALL", own) and {"ALL", own} <= others | {theme}:
            yield Broken(
                row,
                "theme",
                message("Theme {theme} is that of the project, so this share stands here twice.", theme=own),
                message("Keep one of the two, and make the shares 100% together."),
            )


def _rows_on(draft: Draft, project: str, country: str | None) -> list[int]:
    return draft.index[draft.says("project", project) & draft.says("country", country)].tolist()


@rule(
    "CHK-B9",
    ERROR,
    "budget_line",
    clause=message("terms of reference, §5: themes and objectives per country"),
    reads=("project", "country"),
)
def country_of_its_shares(draft: Draft, known: Known) -> Iterator[Broken]:
    """Money of a project that is divided goes to one of its countries, or to REG and is divided by its shares."""
    for row, code in present(draft, "project"):
        country, shares = draft.value(row, "country"), known.shares.get(code)
        if shares and country not in (None, "REG", "ALL") and country not in {place for place, _, _ in shares}:
            yield Broken(
                row,
                "country",
                message(
                    "Project {project} is divided over {countries}.",
                    project=code,
                    countries=Listing([known.countries[place].name for place in dict.fromkeys(s[0] for s in shares)]),
                ),
                message("Choose one of these countries, or REG."),
            )


@rule("attribution", ERROR, "attribution", clause=message("nothing is counted twice"))
def no_more_than_the_whole(draft: Draft, known: Known) -> Iterator[Broken]:
    """Of one result no more than the whole is attributed to projects, of whomever."""
    said: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    rows: dict[tuple[str, str], int] = {}
    for row, share in present(draft, "share"):
        result = (draft.value(row, "indicator"), draft.value(row, "country"))
        project = draft.value(row, "project")
        if None not in (*result, project):
            said[result][project] = share
            rows[result] = row
    for result, own in said.items():
        together = sum(({**known.attributed.get(result, {}), **own}).values(), Decimal(0))
        if together > WHOLE + ROUNDING:
            yield Broken(
                rows[result],
                "share",
                message(
                    "Of {indicator} in {country} {sum}% would be attributed to projects together.",
                    indicator=result[0],
                    country=known.countries[result[1]].name,
                    sum=together,
                ),
                message("Agree with the other holders on shares that are 100% together, or less."),
            )
