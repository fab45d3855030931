"""Where the steps and links of a theory stand in its picture: layer by layer, with few crossings.

The layers are given (what we do, what it yields, what follows, the goal). Within a layer steps are
ordered by the middle of their neighbours, over and over, starting from the order of the
definition. A link that passes a layer gets a lane of its own there, so that it runs through no step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SWEEPS = 8
LANE = 0.45  # the height of a lane, as share of that of a step


@dataclass(frozen=True)
class Place:
    """Where a step stands: its layer, and its middle in rows from the top."""

    layer: int
    row: float


@dataclass(frozen=True)
class Layout:
    """Places of steps by code, rows of the lanes of each link by layer, and how many rows high it all is."""

    places: Mapping[str, Place]
    lanes: Mapping[tuple[str, str], Mapping[int, float]]
    rows: float


def lay_out(layers: Sequence[Sequence[str]], links: Sequence[tuple[str, str]]) -> Layout:
    """Place steps, given per layer in the order of the definition, and the links between them.

    >>> layout = lay_out([["a", "b"], ["x", "y"]], [("a", "y"), ("b", "x")])
    >>> [code for code, place in sorted(layout.places.items(), key=lambda p: (p[1].layer, p[1].row))]
    ['a', 'b', 'y', 'x']
    """
    layer_of = {code: number for number, layer in enumerate(layers) for code in layer}
    links = [
        link for link in links if link[0] in layer_of and link[1] in layer_of and layer_of[link[0]] < layer_of[link[1]]
    ]
    order: list[list] = [list(layer) for layer in layers]
    segments: list[tuple] = []
    for link in links:
        before = link[0]
        for number in range(layer_of[link[0]] + 1, layer_of[link[1]]):
            lane = (link, number)
            order[number].append(lane)
            segments.append((before, lane))
            before = lane
        segments.append((before, link[1]))
    neighbours: dict = {node: ([], []) for layer in order for node in layer}
    for start, end in segments:
        neighbours[start][1].append(end)
        neighbours[end][0].append(start)
    order = _ordered(order, neighbours, segments)
    rows = _spaced(order, neighbours)
    height = max((rows[node] + _height(node) / 2 for layer in order for node in layer), default=1.0)
    lanes: dict[tuple[str, str], dict[int, float]] = {}
    for node, row in rows.items():
        if isinstance(node, tuple):
            lanes.setdefault(node[0], {})[node[1]] = row
    return Layout({code: Place(layer_of[code], rows[code]) for code in layer_of}, lanes, height)


def _ordered(order: list[list], neighbours: Mapping, segments: Sequence[tuple]) -> list[list]:
    """The order with the fewest crossings that some sweeps to and fro find."""
    best, fewest = [list(layer) for layer in order], _crossings(order, segments)
    for sweep in range(SWEEPS):
        place = {node: i for layer in order for i, node in enumerate(layer)}
        numbers = range(1, len(order)) if sweep % 2 == 0 else range(len(order) - 2, -1, -1)
        for number in numbers:
            side = 0 if sweep % 2 == 0 else 1
            order[number].sort(
                key=lambda node, side=side: _middle([place[n] for n in neighbours[node][side]], place[node])
            )
            place |= {node: i for i, node in enumerate(order[number])}
        crossings = _crossings(order, segments)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in order], crossings
    return best


def _middle(places: Sequence[float], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def _crossings(order: Sequence[Sequence], segments: Sequence[tuple]) -> int:
    """How many pairs of links cross between neighbouring layers."""
    place = {node: (number, i) for number, layer in enumerate(order) for i, node in enumerate(layer)}
    count = 0
    for i, (a, b) in enumerate(segments):
        for c, d in segments[i + 1 :]:
            if place[a][0] == place[c][0] and (place[a][1] - place[c][1]) * (place[b][1] - place[d][1]) < 0:
                count += 1
    return count


def _height(node: object) -> float:
    return LANE if isinstance(node, tuple) else 1.0


def _spaced(order: Sequence[Sequence], neighbours: Mapping) -> dict:
    """Rows of all nodes: the fullest layer evenly, the others towards the middle of their neighbours."""
    total = [sum(_height(node) for node in layer) for layer in order]
    fullest = total.index(max(total))
    height, rows = max(total), {}
    _stack(order[fullest], {}, height, rows)
    for numbers, side in ((range(fullest + 1, len(order)), 0), (range(fullest - 1, -1, -1), 1)):
        for number in numbers:
            wanted = {
                node: _middle([rows[n] for n in neighbours[node][side] if n in rows], height / 2)
                for node in order[number]
            }
            _stack(order[number], wanted, height, rows)
    return rows


def _stack(layer: Sequence, wanted: Mapping, height: float, rows: dict) -> None:
    """Put a layer's nodes under each other in their order, each as near to where it is wanted as there is room."""
    if not wanted:
        top = 0.0
        for node in layer:
            rows[node] = top + _height(node) / 2
            top += _height(node)
        return
    floor = 0.0
    for node in layer:  # downwards: nobody on top of another
        rows[node] = max(wanted[node], floor + _height(node) / 2)
        floor = rows[node] + _height(node) / 2
    ceiling = height
    for node in reversed(layer):  # upwards: nobody below the bottom
        rows[node] = min(rows[node], ceiling - _height(node) / 2)
        ceiling = rows[node] - _height(node) / 2
