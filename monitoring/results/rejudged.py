"""What would be judged otherwise, over all quarters, if another rule held: before anybody adopts it.

A rule is either the bands in which statuses begin, or the text of a theory with its tolerances, directions, kinds and
thresholds. It is put over the figures as they are known, as if it had always held. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import duckdb
import pandas as pd
import pyarrow as pa

from monitoring.ledger import Ledger, as_arrow, definitions, names, tables
from monitoring.results.status import BANDS, Bands
from theory_of_change import rules
from theory_of_change.read import Definition, Mistake, read_bytes, read_folder
from theory_of_change.text import Listing, Message, counted, message

Proposal = Bands | Definition

TOO_MUCH = "too_much"
"""Said of what is on track, but so far beyond its target that the target may be too low: a signal, not a status."""

BEST_FIRST: Mapping[str, int] = {
    "on_track": 0,
    TOO_MUCH: 0,
    "in_order": 0,
    "attention": 1,
    "amber": 1,
    "behind": 2,
    "red": 2,
}
"""Every verdict with its place; what is not among them is no verdict."""

HEADINGS: Mapping[str, Message] = {
    "about": message("Of what"),
    "code": message("Code"),
    "country": message("Country"),
    "quarter": message("Quarter"),
    "was": message("As the rule is now"),
    "becomes": message("As proposed"),
    "turn": message("Turn"),
    "actual": message("Actual"),
    "expected": message("Expected"),
}
"""The columns of what turns, and what each is called."""

TURNS_CALLED: Mapping[str, Message] = {
    "better": message("better"),
    "worse": message("worse"),
    "otherwise": message("otherwise"),
}
"""Which way a verdict turns; otherwise is a verdict that comes, that goes, or that asks something else."""

ABOUT_CALLED: Mapping[str, Message] = {"indicator": message("indicator"), "safeguard": message("safeguard")}

# Of what is overruled by hand the rule's own verdict is held against the proposal.
_STATUS = f"if(by_rule = 'on_track' and progress > ? and kind not in ('event', 'threshold'), '{TOO_MUCH}', by_rule)"

# Only what is banded can turn: a limit, and what is to be held, know no bands; what is reached stays reached. What
# may not be shown is not judged by other bands either: who tries one after another would find the figure.
_IN_BANDS = """
    case when computed_status in ('on_track', 'attention', 'behind') and kind <> 'threshold' and expected_progress > 0
              and progress is not null and not (kind = 'event' and computed_status = 'on_track' and progress >= 1)
         then status_in_bands(progress / expected_progress, ?, ?) else computed_status end
"""

_VERDICTS = """
    select 'indicator' as about, theory, indicator as code, country, period as quarter, actual, expected, {said} as said,
           hidden is not null or hidden_actual is not null or (progress is not null and expected_progress is null) as sealed
    from ({results})
    union all by name
    select 'safeguard' as about, theory, safeguard as code, country, period as quarter, value::double as actual, colour as said,
           false as sealed
    from kept.safeguard_state
"""

_HELD = """
    -- One row per figure and safeguard, country and quarter that is judged now or would be: both verdicts.
    create temp table held as
    with paired as (
        select about, code, country, quarter, w.said as was, b.said as becomes, w.actual, w.expected,
               -- Nothing is told of what is hidden in either, nor of an indicator that would be counted in another way
               -- and of which anything is hidden.
               coalesce(w.sealed, false) or coalesce(b.sealed, false) or list_contains($recounted, code) as sealed
        from was w
        full join becomes b using (about, theory, code, country, quarter)
        where if($theory is null, about = 'indicator', theory = $theory)
    )
    select paired.*, w.place as place_now, b.place as place_then
    from paired
    left join places w on w.said = paired.was
    left join places b on b.said = paired.becomes
"""

_TURNED = """
    select about, code, country, quarter, was, becomes,
           case when place_then < place_now then 'better' when place_then > place_now then 'worse' else 'otherwise' end as turn,
           actual, expected
    from held
    where not sealed and was is distinct from becomes
    order by quarter desc, place_then desc nulls last, code, country
"""

_NUMBERS = "select count(*) filter (not sealed), count(*) filter (sealed) from held where place_now is not null"


@dataclass(frozen=True)
class Rejudged:
    """What would turn, the last quarter first: columns as `HEADINGS`.

    `judged` is how many figures have a verdict now, over all quarters, countries and their sums; `hidden` how many
    have one that is not held against the proposal because it may not be shown. `open` are the quarters that are not
    settled yet. `actual` and `expected` are in the unit of the indicator, as they are now.
    """

    rows: pd.DataFrame
    judged: int
    hidden: int
    open: tuple[str, ...]

    @cached_property
    def turns(self) -> Mapping[str, int]:
        """How many turn for the better, for the worse, and otherwise."""
        found = self.rows["turn"].value_counts()
        return {turn: int(found.get(turn, 0)) for turn in TURNS_CALLED}

    @property
    def changes(self) -> pd.DataFrame:
        """How many turn from what to what: columns was, becomes, turn and number, the most first."""
        return self._counted("was", "becomes", "turn")

    @property
    def quarters(self) -> pd.DataFrame:
        """How many turn in each quarter that has any, the oldest first: quarter, better, worse, otherwise."""
        found = pd.crosstab(self.rows["quarter"], self.rows["turn"]).reindex(columns=list(TURNS_CALLED), fill_value=0)
        return found.rename_axis(columns=None).reset_index()

    def _counted(self, *columns: str) -> pd.DataFrame:
        found = self.rows.groupby(list(columns), dropna=False, observed=True).size().reset_index(name="number")
        return found.sort_values(["number", *columns], ascending=[False] + [True] * len(columns), ignore_index=True)

    @property
    def sentence(self) -> Message:
        """How much would turn, in one sentence."""
        number = len(self.rows)
        if not self.judged and not number:
            return message("There is no figure with a verdict yet, so nothing can turn.")
        if not number:
            return message("Of {judged} judged figures none would be judged otherwise.", judged=self.judged)
        lately = int(self.rows["quarter"].isin(self.open).sum())
        ways = [
            message("{n} {turn}", n=n, turn=TURNS_CALLED[turn])
            if n < number
            else message("all {turn}", turn=TURNS_CALLED[turn])
            for turn, n in self.turns.items()
            if n
        ]
        return counted(
            "Of {judged} judged figures {n} would be judged otherwise: {ways}. {lately} in a quarter that is not settled yet.",
            "Of {judged} judged figures {n} would be judged otherwise: {ways}. {lately} of them in a quarter that is not settled yet.",
            n=number,
            judged=self.judged,
            lately=lately,
            ways=Listing(ways),
        )

    @property
    def left_out(self) -> Message | None:
        """That hidden figures are left out, and why; None where there are none."""
        if not self.hidden:
            return None
        return counted(
            "{n} judged figure is hidden and is left out: who tries one rule after another could find it.",
            "{n} judged figures are hidden and are left out: who tries one rule after another could find them.",
            n=self.hidden,
        )


class Amiss(Exception):
    """A proposal that cannot be held against the figures, with every mistake and what would be right."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes[0].message.key)
        self.mistakes = mistakes


def proposed_text(ledger: Ledger, name: str, content: bytes) -> Definition:
    """The text of a theory as a proposal, by the rules that hold for every definition. Raises `Amiss`."""
    definition, mistakes = read_bytes(name, content)
    if definition is None:
        raise Amiss(mistakes)
    known = [*names(ledger, "theory")]
    if definition.theory.code not in known:
        wrong = message(
            "There is no theory {theory}. Known are {known}.", theory=definition.theory.code, known=Listing(known)
        )
        raise Amiss([Mistake(name, definition.line(("code",)), wrong)])
    others = [one for one in read_folder()[0] if one.theory.code != definition.theory.code]
    own = replace(definition, file=name)
    if wrong := [one for one in rules.check([own, *(replace(o, file="") for o in others)]) if one.file == name]:
        raise Amiss(wrong)
    return own


def under(ledger: Ledger, proposal: Proposal) -> Rejudged:
    """What would be judged otherwise under other bands, or another text of a theory."""
    if isinstance(proposal, Bands):
        return _held(ledger, _verdicts(ledger), _verdicts(ledger, proposal))
    state = ledger.number
    code = proposal.theory.code
    rows = {table: as_arrow(tables()[table], definitions.rows_of(table, [proposal])) for table in definitions.TABLES}
    gone = {table: f"{'code' if table == 'theory' else 'theory'} = '{code}'" for table in definitions.TABLES}
    with ledger.supposing(state, rows, gone, ledger.today) as supposed:
        becomes, recounted = _verdicts(supposed), _recounted(ledger, supposed, code)
    return _held(ledger, _verdicts(ledger), becomes, code, recounted)


def _verdicts(ledger: Ledger, bands: Bands = BANDS) -> pa.Table:
    """What is said of every indicator and safeguard in every country and quarter, in these bands."""
    ledger.keep("result", "safeguard_state")
    results = f"select *, {_IN_BANDS} as by_rule from kept.result"
    sql = _VERDICTS.format(said=_STATUS, results=results)
    return ledger.table(sql, bands.too_much, bands.on_track, bands.attention)  # in the order in which SQL has them


def _held(
    ledger: Ledger, was: pa.Table, becomes: pa.Table, theory: str | None = None, recounted: Collection[str] = ()
) -> Rejudged:
    """Hold the verdicts against each other; without `theory` those of all indicators, else those of what it names."""
    unsettled = ledger.rows("select code from quarter where settled_on >= reference_date() order by code")
    with duckdb.connect() as scratch:
        scratch.register("was", was)
        scratch.register("becomes", becomes)
        scratch.register("places", pa.table({"said": [*BEST_FIRST], "place": [*BEST_FIRST.values()]}))
        scratch.execute(_HELD, {"theory": theory, "recounted": sorted(recounted)})
        judged, hidden = scratch.execute(_NUMBERS).fetchone()
        rows = scratch.execute(_TURNED).to_arrow_table().to_pandas()
    return Rejudged(rows, judged, hidden, tuple(code for (code,) in unsettled))


def _recounted(ledger: Ledger, supposed: Ledger, theory: str) -> set[str]:
    """The indicators of a theory of which something is hidden and that would be counted in another way."""
    ledger.keep("hidden_cell")
    hidden = {code for (code,) in ledger.rows("select distinct indicator from kept.hidden_cell")}
    now, then = _counted_as(ledger, theory), _counted_as(supposed, theory)
    return {code for code in hidden & now.keys() if now[code] != then.get(code)}


def _counted_as(ledger: Ledger, theory: str) -> dict[str, tuple]:
    """How the indicators of a theory are counted and kept private, by code, as in their last version."""
    rows = ledger.rows(
        "select code, kind, frequency, partition, privacy from indicator where theory = ? "
        "qualify row_number() over (partition by code order by version desc) = 1",
        theory,
    )
    return {code: tuple(how) for code, *how in rows}
