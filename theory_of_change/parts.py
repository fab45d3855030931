"""What parts of a figure are called: the sides it is broken down by, and the words that stand for parts."""

from __future__ import annotations

from collections.abc import Mapping

from theory_of_change.text import Message, message

KEYS: Mapping[str, Message] = {
    "sex": message("sex"),
    "age": message("age"),
    "age_group": message("age"),
    "route": message("route"),
    "nationality": message("nationality"),
    "modality": message("way"),
    "member_state": message("member state"),
    "payee": message("payee"),
    "minor_status": message("minor"),
    "actor_type": message("kind of actor"),
}
VALUES: Mapping[tuple[str, str], Message] = {
    ("sex", "f"): message("women"),
    ("sex", "m"): message("men"),
    ("sex", "x"): message("another sex"),
    ("route", "central"): message("central"),
    ("route", "east"): message("eastern"),
    ("route", "west"): message("western"),
    ("route", "western_mediterranean"): message("Western Mediterranean"),
    ("route", "central_mediterranean"): message("Central Mediterranean"),
    ("route", "eastern_mediterranean"): message("Eastern Mediterranean"),
    ("route", "western_african"): message("Western Africa (Canary Islands)"),
    ("route", "western_balkan"): message("Western Balkans"),
    ("route", "eastern_borders"): message("eastern land borders"),
    ("route", "black_sea"): message("Black Sea"),
    ("route", "albania_greece"): message("between Albania and Greece"),
    ("route", "other"): message("other routes"),
    ("modality", "voluntary"): message("voluntary"),
    ("modality", "forced"): message("forced"),
}


def called(dimension: str) -> Message | str:
    """The part that a dimension of one side names; what has no words as it stands.

    >>> called("route=western_african").key, called("route=over_the_hill")
    ('Western Africa (Canary Islands)', 'over the hill')
    """
    key, _, value = dimension.partition("=")
    return VALUES.get((key, value)) or value.replace("_", " ")
