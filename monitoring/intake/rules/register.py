"""What the register must mean: projects, their shares, the check on aid, agreements and what covers them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known, Project
from monitoring.intake.rules.rule import BLOCKING, ERROR, WARNING, Broken, organisation, present, rule
from monitoring.money.oda import CODES, SAID, Answers, NoAid, why_no_aid
from theory_of_change.text import Listing, counted, message

OWN = message("terms of reference, §5: each keeps its own budget responsibility")
DAC = message("OECD-DAC: what counts as aid")
WHOLE = Decimal(100)
ROUNDING = Decimal("0.001")  # shares such as 33.333 make a whole
LEGAL = ("legal_international", "legal_european", "legal_national")


@rule("CHK-B7", BLOCKING, "project", clause=OWN, reads=("code",))
def own_row_of_a_project(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project in the register is changed only by its holder."""
    for row, code in present(draft, "code"):
        holder = known.holders_of_projects.get(code)
        if holder and holder != known.person.organisation:
            yield Broken(
                row,
                "code",
                message("Project {project} is kept by {holder}.", project=code, holder=organisation(known, holder)),
                message("Let {holder} deliver this row.", holder=organisation(known, holder)),
            )


@rule("CHK-B7", BLOCKING, "agreement", clause=OWN, reads=("code",))
def own_row_of_an_agreement(draft: Draft, known: Known) -> Iterator[Broken]:
    """An agreement in the register is changed only by who keeps it."""
    for row, code in present(draft, "code"):
        holder = known.holders_of_agreements.get(code)
        if holder and holder != known.person.organisation:
            yield Broken(
                row,
                "code",
                message(
                    "Agreement {agreement} is kept by {holder}.", agreement=code, holder=organisation(known, holder)
                ),
                message("Let {holder} deliver this row.", holder=organisation(known, holder)),
            )


@rule("CHK-B7", BLOCKING, "project_share", "alignment", "attribution", clause=OWN, reads=("project",))
def own_project_is_divided(draft: Draft, known: Known) -> Iterator[Broken]:
    """How a project is divided, and who it touches, is said by its holder."""
    for row, code in present(draft, "project"):
        holder = known.projects[code].holder
        if holder != known.person.organisation:
            yield Broken(
                row,
                "project",
                message("Project {project} is kept by {holder}.", project=code, holder=organisation(known, holder)),
                message("Let {holder} deliver this row.", holder=organisation(known, holder)),
            )


@rule("CHK-O1", BLOCKING, "oda_check", clause=message("OECD-DAC: who reports aid verifies its main purpose"))
def bz_checks_aid(draft: Draft, known: Known) -> Iterator[Broken]:
    """Whether something is aid is checked by the one that reports it: BZ."""
    reports = known.type_holders.get("BZ_ODA")
    if reports and known.person.organisation != reports:
        for row in draft.index.tolist():
            yield Broken(
                row,
                "project",
                message("{holder} checks whether this is aid.", holder=organisation(known, reports)),
                message("Let {holder} deliver this row.", holder=organisation(known, reports)),
            )


@rule("CHK-O1", ERROR, "budget_line", clause=DAC, reads=("project", "budget_type"))
def aid_was_checked(draft: Draft, known: Known) -> Iterator[Broken]:
    """Behind every row of ODA stands a check that says it is aid."""
    for row, code, reason in _no_aid(draft, known):
        if reason is NoAid.NO_CHECK:
            yield Broken(
                row,
                "project",
                message("Nobody checked yet whether project {project} is aid.", project=code),
                message("Deliver its ODA check first, in the template of the register."),
            )
        elif reason not in CODES:
            yield Broken(
                row,
                "project",
                message("Project {project} is no aid: {reason}.", project=code, reason=SAID[reason]),
                message("Choose another budget. If the check is wrong, deliver a new one first."),
            )


@rule("CHK-O2", ERROR, "budget_line", clause=DAC, reads=("project", "budget_type"))
def nothing_forced_is_aid(draft: Draft, known: Known) -> Iterator[Broken]:
    """What the check says is forced is no ODA: return, detention, escort."""
    for row, code, reason in _no_aid(draft, known):
        if reason in CODES:
            yield Broken(
                row,
                "project",
                message("Project {project} is no aid: {reason}.", project=code, reason=SAID[reason]),
                message("Choose another budget. Forced return is never ODA."),
            )


@rule("CHK-O1", WARNING, "oda_check", clause=DAC)
def no_aid_is_not_booked_as_aid(draft: Draft, known: Known) -> Iterator[Broken]:
    """Where a check says that a project is no aid, what is booked on it as ODA is told."""
    booked = Counter(code for code, _, budget_type, *_ in known.project_money if budget_type == "BZ_ODA")
    for row, code in present(draft, "project", lambda code: booked[code] > 0):
        answers = [draft.value(row, name) for name in Answers.__dataclass_fields__]
        reasons = why_no_aid(Answers(*(answer == "yes" for answer in answers))) if None not in answers else ()
        if reasons:
            yield Broken(
                row,
                "project",
                counted(
                    "By this check project {project} is no aid: {reason}. {n} row of ODA is booked on it.",
                    "By this check project {project} is no aid: {reason}. {n} rows of ODA are booked on it.",
                    n=booked[code],
                    project=code,
                    reason=SAID[reasons[0]],
                ),
                message("Book them on another budget, and put 0 in the rows of ODA."),
            )


@rule("CHK-B2", WARNING, "project", clause=OWN)
def project_keeps_its_budget(draft: Draft, known: Known) -> Iterator[Broken]:
    """Where a project comes to be paid from another budget, what is booked on it from the old one is told."""
    booked: dict[str, Counter[str]] = defaultdict(Counter)
    for code, _, budget_type, *_ in known.project_money:
        booked[code][budget_type] += 1
    for row, code in present(draft, "code", lambda code: code in booked):
        now = draft.value(row, "budget_type")
        other = sum(count for paid_from, count in booked[code].items() if paid_from != now)
        if other and not draft.unreadable(row, "budget_type"):
            yield Broken(
                row,
                "budget_type",
                counted(
                    "{n} row of project {project} is booked from another budget.",
                    "{n} rows of project {project} are booked from another budget.",
                    n=other,
                    project=code,
                ),
                message("Book them on the new budget, and put 0 in the old rows."),
            )


def _no_aid(draft: Draft, known: Known) -> Iterator[tuple[int, str, NoAid]]:
    """The first reason for which each ODA row of the sender's projects is no aid; the country is looked at elsewhere."""
    for row, code in present(draft, "project"):
        project = known.projects[code]
        if draft.value(row, "budget_type") == project.budget_type == "BZ_ODA" and (
            reasons := why_no_aid(known.oda_checks.get(code))
        ):
            forced = [reason for reason in reasons if reason in CODES]
            yield row, code, (forced or reasons)[0]


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


@rule("CHK-T3", ERROR, "project", clause=message("terms of reference, §5, footnote 5: the theory hangs on the line"))
def paid_project_has_a_place(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project that a member pays hangs on a programming line and a step of its theory."""
    for row, _ in present(draft, "budget_type"):
        for field, words in (
            ("programming_line", message("A project that a member pays belongs to a programming line.")),
            ("step", message("A project that a member pays carries out a step of its theory.")),
            ("start_date", message("A project that a member pays has a first day.")),
        ):
            if draft.value(row, field) is None and not draft.unreadable(row, field):
                yield Broken(row, field, words, message("Fill it in, or leave the budget empty where others pay."))


@rule("CHK-T3", ERROR, "project", clause=message("terms of reference, §5, footnote 5: the theory hangs on the line"))
def step_of_the_line(draft: Draft, known: Known) -> Iterator[Broken]:
    """The step of a project is one of the theory of its programming line."""
    for row, step in present(draft, "step"):
        line = known.lines.get(draft.value(row, "programming_line"))
        if line and known.theory_of_step[step] != line.theory:
            yield Broken(
                row,
                "step",
                message(
                    "Step {step} belongs to theory {theory}, and this line rests on {other}.",
                    step=step,
                    theory=known.theory_of_step[step],
                    other=line.theory,
                ),
                message("Choose a step of that theory, or another programming line."),
            )


@rule("objective", ERROR, "project", clause=message("terms of reference, §5: themes and objectives per country"))
def objective_of_the_line(draft: Draft, known: Known) -> Iterator[Broken]:
    """The objective of a project is one of the country and theme of its programming line."""
    for row, objective in present(draft, "objective"):
        line = known.lines.get(draft.value(row, "programming_line"))
        if line and objective in known.objectives and known.objectives[objective] != (line.country, line.theme):
            country, theme = known.objectives[objective]
            yield Broken(
                row,
                "objective",
                message(
                    "Objective {objective} is of {country} and theme {theme}.",
                    objective=objective,
                    country=known.countries[country].name,
                    theme=theme,
                ),
                message("Choose an objective of the programming line."),
            )


@rule("objective", ERROR, "streamlining", clause=message("terms of reference, §5: themes and objectives per country"))
def objective_of_the_arrangement(draft: Draft, known: Known) -> Iterator[Broken]:
    """The objective of an arrangement is one of its country and theme."""
    for row, objective in present(draft, "objective"):
        place = known.objectives.get(objective)
        mine = (draft.value(row, "country"), draft.value(row, "theme"))
        if place and None not in mine and place != mine:
            yield Broken(
                row,
                "objective",
                message(
                    "Objective {objective} is of {country} and theme {theme}.",
                    objective=objective,
                    country=known.countries[place[0]].name,
                    theme=place[1],
                ),
                message("Choose an objective of this country and theme, or leave it empty."),
            )


@rule(
    "legal check",
    ERROR,
    "project",
    clause=message("terms of reference, §2: within international, European and national law"),
)
def innovation_starts_after_its_check(draft: Draft, known: Known) -> Iterator[Broken]:
    """An innovative form starts only when its three legal checks are passed."""
    for row, code in present(draft, "code"):
        project = known.projects[code]
        if project.start_date and project.start_date <= known.today and (open_checks := unchecked(project)):
            yield Broken(
                row,
                open_checks[0],
                message("Project {project} is an innovative form, and its legal check is not passed.", project=code),
                message("Let it start after the checks are passed: international, European and national."),
            )


@rule(
    "legal check",
    ERROR,
    "budget_line",
    clause=message("terms of reference, §2: within international, European and national law"),
    reads=("project", "kind"),
)
def innovation_spends_after_its_check(draft: Draft, known: Known) -> Iterator[Broken]:
    """On an innovative form nothing is committed or paid before its three legal checks are passed."""
    for row, code in present(draft, "project"):
        if draft.value(row, "kind") in ("commitment", "expenditure") and unchecked(known.projects[code]):
            yield Broken(
                row,
                "project",
                message("Project {project} is an innovative form, and its legal check is not passed.", project=code),
                message("Report it as a forecast until the checks are passed."),
            )


def unchecked(project: Project) -> list[str]:
    """The legal checks that an innovative form has not passed yet, by their fields; none of any other project."""
    if project.theme != "INN":
        return []
    return [field for field, said in zip(LEGAL, project.legal, strict=True) if said != "passed"]


@rule("part of itself", ERROR, "project", clause=message("nothing is counted twice"), reads=("code", "parent"))
def no_part_of_itself(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project is no part of itself, nor of one of its own parts."""
    for row, code in present(draft, "code"):
        seen, at = {code}, draft.value(row, "parent")
        while at in known.projects and at not in seen:
            seen.add(at)
            at = known.projects[at].parent
        if at == code:
            yield Broken(
                row,
                "parent",
                message("Project {project} would be a part of itself.", project=code),
                message("Name the project that is the whole, or leave it empty."),
            )


@rule("dates", ERROR, "project", reads=("start_date", "end_date"))
def project_ends_after_it_starts(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project does not end before it starts."""
    for row, end in present(draft, "end_date"):
        start = draft.value(row, "start_date")
        if start and end < start:
            yield Broken(
                row,
                "end_date",
                message("This last day lies before the first day."),
                message("Check the two days."),
            )


@rule("dates", ERROR, "agreement", "streamlining", reads=("first_year", "last_year"))
def years_in_order(draft: Draft, known: Known) -> Iterator[Broken]:
    """A last year does not lie before the first."""
    for row, last in present(draft, "last_year"):
        first = draft.value(row, "first_year")
        if first is not None and last < first:
            yield Broken(
                row, "last_year", message("This last year lies before the first year."), message("Check the two years.")
            )


@rule(
    "agreed on", ERROR, "agreement", clause=message("terms of reference, §5: covered within the frame that exists then")
)
def agreed_on_a_day(draft: Draft, known: Known) -> Iterator[Broken]:
    """What is agreed was agreed on a day: the budgets of that day have to cover it."""
    for row, status in present(draft, "status"):
        day = draft.value(row, "agreed_on")
        if status != "negotiation" and day is None and not draft.unreadable(row, "agreed_on"):
            yield Broken(
                row,
                "agreed_on",
                message("This agreement is made, but not on what day."),
                message("Fill in the day: the budgets of that day have to cover it."),
            )
        elif day is not None and day > known.today:
            yield Broken(
                row,
                "agreed_on",
                message("This day is still to come."),
                message("Leave it empty while it is negotiated."),
            )


@rule("years of the agreement", ERROR, "coverage", reads=("agreement", "year"))
def cover_in_its_years(draft: Draft, known: Known) -> Iterator[Broken]:
    """A budget covers an agreement in the years in which it costs something."""
    for row, code in present(draft, "agreement"):
        year, agreement = draft.value(row, "year"), known.agreements.get(code)
        if agreement and year is not None and year not in agreement[1].years:
            yield Broken(
                row,
                "year",
                message(
                    "Agreement {agreement} costs something from {first} to {last}.",
                    agreement=code,
                    first=str(agreement[1].first_year),
                    last=str(agreement[1].last_year),
                ),
                message("Choose one of those years."),
            )


@rule("CHK-G2", WARNING, "alignment", clause=message("terms of reference, §3: alignment with who is touched"))
def aligned_before_it_starts(draft: Draft, known: Known) -> Iterator[Broken]:
    """Who is touched by a project is aligned with before it starts."""
    for row, code in present(draft, "project"):
        project = known.projects[code]
        if draft.value(row, "aligned_on") is None and project.start_date and project.start_date <= known.today:
            yield Broken(
                row,
                "aligned_on",
                message("Project {project} has started, and this was not aligned.", project=code),
                message("Align with them, and fill in the day."),
            )


@rule("transfer", ERROR, "allocation", clause=message("nothing is counted twice"))
def transfer_has_another_side(draft: Draft, known: Known) -> Iterator[Broken]:
    """A transfer between members names the member on the other side."""
    for row, _ in present(draft, "transfer"):
        other = draft.value(row, "counterparty")
        if other is None and not draft.unreadable(row, "counterparty"):
            yield Broken(
                row,
                "counterparty",
                message("This transfer does not say from or to whom."),
                message("Choose the member on the other side."),
            )
        elif other == known.person.organisation:
            yield Broken(
                row,
                "counterparty",
                message("This transfer goes from and to the same member."),
                message("Choose the member on the other side."),
            )


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
