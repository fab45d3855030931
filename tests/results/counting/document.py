"""Write the docs on counting from the cases and what the product says of them: python -m tests.results.counting.document

The cases are run on a real ledger; a test fails while the docs and the cases differ.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from monitoring.charts.look import MARKS
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.results.links import LinkState
from monitoring.results.signals import KINDS_CALLED, Kind, Signal
from monitoring.results.signals import signals as computed
from monitoring.results.status import Status
from monitoring.results.why import Judged, why
from monitoring.start import start
from tests.drawn import SOMEBODY
from tests.results.counting import figures, links, signals
from theory_of_change.text import Text

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"nl": DOCS / "nl" / "telregels.md", "en": DOCS / "en" / "counting-rules.md"}

Found = Mapping[tuple[str, str, str], Mapping[str, Any]]

WORDS: Mapping[str, Text] = {
    "title": Text(nl="Telregels, in voorbeelden", en="Counting rules, in examples"),
    "about": Text(
        nl="Hoe het mechanisme telt en oordeelt. Elk voorbeeld is klein genoeg om uit het hoofd na te rekenen, en wordt "
        "bij elke wijziging van het programma opnieuw gedraaid: wat hier staat, is wat het programma zegt. Er wordt steeds "
        "gekeken op 28 oktober 2026. Landen en cijfers zijn verzonnen; banden en grenzen zijn illustratief tot beide "
        "ministeries ze vaststellen.",
        en="How the mechanism counts and judges. Each example is small enough to check in the head, and is run again at every "
        "change of the program: what stands here is what the program says. All are looked at on 28 October 2026. Countries "
        "and figures are invented; bands and thresholds are illustrative until both ministries adopt them.",
    ),
    "example": Text(nl="voorbeeld", en="example"),
    "given": Text(nl="wat er is", en="what there is"),
    "comes": Text(nl="wat eruit komt", en="what comes of it"),
    "says": Text(nl="wat het programma zegt", en="what the program says"),
    "seen": Text(nl="gemeld", en="reported"),
    "owed": Text(nl="verschuldigd op", en="due on"),
    "baseline": Text(nl="nulmeting", en="baseline"),
    "milestone": Text(nl="mijlpaal", en="milestone"),
    "target": Text(nl="streefwaarde", en="target"),
    "revised": Text(nl="herzien", en="revised"),
    "from": Text(nl="vanaf", en="from"),
    "overruled": Text(nl="met de hand gezet vanaf", en="overruled from"),
    "until": Text(nl="tot en met", en="until"),
    "computed_status": Text(nl="volgens de regel", en="by the rule"),
    "lower": Text(nl="moet dalen", en="should fall"),
    "land": Text(nl="land", en="country"),
    "ALL": Text(nl="alle landen", en="all countries"),
    "nothing": Text(nl="geen cijfer", en="no figure"),
    "not_applicable": Text(nl="niet van toepassing", en="not applicable"),
    "due": Text(nl="verwacht op", en="due on"),
    "not_yet_known": Text(nl="nog niet bekend", en="not known yet"),
    "withheld": Text(nl="achtergehouden", en="withheld"),
    "value": Text(nl="cijfer", en="figure"),
    "actual": Text(nl="bereikt", en="reached"),
    "to_date": Text(nl="sinds 1 januari", en="since 1 January"),
    "expected": Text(nl="verwacht", en="expected"),
    "progress": Text(nl="voortgang", en="progress"),
    "original_target": Text(nl="eerste streefwaarde", en="first target"),
    "numerator": Text(nl="teller", en="numerator"),
    "denominator": Text(nl="noemer", en="denominator"),
    "countries": Text(nl="landen", en="countries"),
    "reported": Text(nl="waarvan gemeld", en="of which reported"),
    "late": Text(nl="te laat", en="late"),
    "value_period": Text(nl="periode", en="period"),
    "yes": Text(nl="ja", en="yes"),
    "no": Text(nl="nee", en="no"),
    "links": Text(nl="Verbanden", en="Links"),
    "links_rule": Text(
        nl="Een verband vergelijkt zijn twee einden. Is de oorzaak lang genoeg op koers en het gevolg niet, dan staat de "
        "theorie ter discussie. Is de oorzaak zelf achter, dan hapert de uitvoering. Zo is een programma dat niet is uitgevoerd "
        "te onderscheiden van een theorie die niet klopt.",
        en="A link compares its two ends. Where the cause has been on track for long enough and the effect is not, the theory is "
        "in question. Where the cause itself is behind, delivery falters. So a programme that was not delivered can be told "
        "from a theory that does not work.",
    ),
    "cause": Text(nl="oorzaak", en="cause"),
    "effect": Text(nl="gevolg", en="effect"),
    "waited": Text(nl="kwartalen op koers", en="quarters on track"),
    "lag": Text(nl="wachttijd", en="waiting time"),
    "signals": Text(nl="Signalen", en="Signals"),
    "signals_rule": Text(
        nl="Een signaal vraagt iets van iemand. Elk voorbeeld is een eigen land, gezien over het 3e kwartaal van 2026.",
        en="A signal asks something of somebody. Each example is a country of its own, seen for the 3rd quarter of 2026.",
    ),
    "none": Text(nl="geen signaal", en="no signal"),
    "allocated": Text(nl="budget van het jaar", en="budget of the year"),
    "spent": Text(nl="uitgegeven", en="spent"),
    "agreed": Text(nl="afspraak die per jaar kost", en="agreement that costs per year"),
    "covered": Text(nl="daarvan gedekt", en="of which covered"),
}
STATES_CALLED: Mapping[LinkState, Text] = {
    LinkState.CONSISTENT: Text(nl="klopt", en="consistent"),
    LinkState.THEORY_IN_QUESTION: Text(nl="theorie ter discussie", en="theory in question"),
    LinkState.DELIVERY_PROBLEM: Text(nl="uitvoering hapert", en="delivery falters"),
    LinkState.UNEXPLAINED: Text(nl="gevolg zonder oorzaak", en="effect without its cause"),
    LinkState.UNTESTED: Text(nl="nog niet te zeggen", en="cannot be said yet"),
}


def holding(folder: Path, tables: Mapping[str, Any]) -> Ledger:
    """A new ledger in a folder that holds these rows and nothing else."""
    ledger = start(folder).ledger
    ledger.commit(SOMEBODY, "the cases", lambda transaction: [transaction.merge(*each) for each in tables.items()])
    return ledger


def results(ledger: Ledger) -> Found:
    """What view `result` says of every case, by its indicator, country and quarter."""
    rows = ledger.frame("select * from result where starts_with(indicator, 'CNT-')").to_dict("records")
    return {(row["indicator"], row["country"], row["period"]): row for row in rows}


def described(language: str, found: Found, fired: Sequence[Signal]) -> str:
    """The page in one language, in Markdown."""
    say = Words(language)
    lines = [f"# {say(WORDS['title'])}", "", say(WORDS["about"]), ""]
    for section in figures.sections():
        lines += [f"## {say(section.title)}", "", say(section.rule), "", *_head(say, "given", "comes", "says")]
        lines += [_figure(say, case, found.get((case.code, case.country, case.period))) for case in section.cases]
        lines.append("")
    lines += [f"## {say(WORDS['links'])}", "", say(WORDS["links_rule"]), "", *_head(say, "given", "comes", "says")]
    lines += [_link(say, case) for case in links.cases()]
    lines += [
        "",
        f"## {say(WORDS['signals'])}",
        "",
        say(WORDS["signals_rule"]),
        "",
        *_head(say, "given", "comes", "says"),
    ]
    lines += [_signal(say, case, [one for one in fired if one.country == case.country]) for case in signals.cases()]
    return "\n".join(lines) + "\n"


def _head(say: Words, *columns: str) -> list[str]:
    cells = [say(WORDS[name]) for name in ("example", *columns)]
    return [f"| {' | '.join(cells)} |", "|---" * len(cells) + "|"]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _number(say: Words, value: Any, unit: str = "count") -> str:
    """A drawn or given number: as it is, with up to three decimals."""
    if isinstance(value, str) and "/" in value:
        return value
    number = float(value)
    decimals = next(n for n in range(4) if n == 3 or round(number, n) == number)
    written = say.number(number, decimals)
    return f"{written}%" if unit == "percent" else written


def _where(say: Words, key: Any) -> str:
    """Where and when a drawn figure is of; the country only where there are several."""
    words = []
    for word in str(key).split():
        if word == "ALL":
            words.append(say(WORDS["ALL"]))
        elif word in figures.COUNTRIES:
            words.append(f"{say(WORDS['land'])} {word}")
        elif word[0].isdigit():
            words.append(say.short_period(word))
        elif word == "baseline":
            words.append(say(WORDS["baseline"]))
        elif word != "again":
            words.append(word)
    return " ".join(words)


def _given(say: Words, drawn: Mapping[str, Any], unit: str = "count") -> Iterator[str]:
    for name, told in drawn.items():
        if not isinstance(told, Mapping):
            yield f"{say(WORDS[name])} {_number(say, told)}"
            continue
        parts = []
        for key, value in told.items():
            text = str(value)
            if name == "owed":
                parts.append(f"{_where(say, key)}: {text}")
            elif name == "overruled":
                status, _, day = text.partition(" until ")
                parts.append(f"{_where(say, key)}: {say(MARKS[status].word)} {say(WORDS['until'])} {day}")
            elif text.startswith(figures.COMES):
                day = text.removeprefix(figures.COMES)
                parts.append(f"{_where(say, key)}: {say(WORDS['not_yet_known'])}, {say(WORDS['due'])} {day}")
            elif text in figures.STATES:
                parts.append(f"{_where(say, key)}: {say(WORDS[text])}")
            elif " from " in text:
                number, _, day = text.partition(" from ")
                parts.append(f"{_where(say, key)}: {_number(say, number)} {say(WORDS['from'])} {day}")
            else:
                parts.append(f"{_where(say, key)}: {_number(say, text, unit if name != 'seen' else 'count')}")
        yield f"{say(WORDS[name])} {', '.join(parts)}"


def _figure(say: Words, case: figures.Case, row: Mapping[str, Any] | None) -> str:
    unit = case.about["unit"]
    given = [*([say(WORDS["lower"])] if case.about["direction"] == "lower" else []), *_given(say, case.drawn, unit)]
    if not case.gives or row is None:
        return _row(say(case.title), "; ".join(given), say(WORDS["nothing"]), "–")
    comes = []
    for name, value in case.gives.items():
        if name == "status":
            comes.append(f"**{say(MARKS[str(value)].word)}**")
        elif name == "computed_status":
            comes.append(f"{say(WORDS[name])} {say(MARKS[str(value)].word)}")
        elif value is None:
            comes.append(f"{say(WORDS[name])}: {say(WORDS['nothing'])}")
        elif isinstance(value, bool):
            comes.append(f"{say(WORDS[name])}: {say(WORDS['yes' if value else 'no'])}")
        elif name == "progress":
            comes.append(f"{say(WORDS[name])} {say.percent(value)}")
        elif name == "value_period":
            comes.append(f"{say(WORDS[name])} {say.short_period(str(value))}")
        else:
            comes.append(
                f"{say(WORDS[name])} {_number(say, value, unit if name not in ('numerator', 'denominator', 'countries', 'reported') else 'count')}"
            )
    said = "–"
    if "status" in case.gives:
        said = say(why(Status(row["computed_status"]), Judged.of(row, figures.baseline_due(case))))
    return _row(say(case.title), "; ".join(given), "; ".join(comes), said)


def _link(say: Words, case: links.Case) -> str:
    given = [
        f"{say(WORDS['cause'])} {say(MARKS[case.cause.value].word)}",
        f"{say(WORDS['effect'])} {say(MARKS[case.effect.value].word)}",
        f"{say(WORDS['waited'])} {case.waited}",
        f"{say(WORDS['lag'])} {case.lag}",
    ]
    return _row(say(case.title), "; ".join(given), f"**{say(STATES_CALLED[case.gives])}**", say(case.sentence))


def _signal(say: Words, case: signals.Case, own: Sequence[Signal]) -> str:
    comes = ", ".join(f"**{say(KINDS_CALLED[Kind(kind)])}**" for kind in dict.fromkeys(case.gives))
    said = " ".join(dict.fromkeys(f"{say(one.about).rstrip('.')}: {say(one.sentence)}" for one in own))
    return _row(say(case.title), "; ".join(_given(say, case.drawn)), comes or say(WORDS["none"]), said or "–")


def main() -> None:
    """Run all cases and write both pages."""
    with tempfile.TemporaryDirectory() as folder:
        counted = holding(Path(folder) / "figures", figures.tables())
        asked = holding(Path(folder) / "signals", signals.tables())
        found, fired = results(counted), computed(asked, "2026-Q3")
        for language, page in PAGES.items():
            page.write_text(described(language, found, fired), encoding="utf-8")
        counted.close()
        asked.close()


if __name__ == "__main__":
    main()
