"""The model that relations between codes make up: layers from left to right, a layout of its own.

Codes stand in the layers that :func:`consilience.coding.code_model` gives. Relations over several
layers go through free places between the boxes; in every layer boxes and free places are sorted by
the mean place of their neighbours, which leaves few crossings (Sugiyama 1981).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from consilience import checks, coding
from consilience.errors import ArgumentError
from consilience.plots.boxes import Box, arrow, box, box_marks, wrap
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Figure, Mark, Text
from consilience.plots.labels import text_width
from consilience.results import Note

_MARGIN, _BOX, _GAP = 34.0, 150.0, 120.0  # relations that lead back run in the margin
_BETWEEN, _FREE = 26.0, 16.0  # between two boxes; the height of a free place
_SMALL = 9.0
_SWEEPS = 8
Node = tuple[str, int]  # a code and 0, or the number of a relation and its layer
Pair = tuple[str, str]
_SHARES = (0.5, 0.36, 0.64, 0.24, 0.76)


@dataclass(frozen=True)
class _Edge:
    """All relations from one code to another: their labels, and the nodes on the way."""

    labels: tuple[str, ...]
    way: tuple[Node, ...]


def code_model_figure(
    model: coding.CodeModel,
    *,
    labels: Mapping[str, str] | None = None,
    relations: Mapping[str, str] | None = None,
    stages: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "code-model",
) -> Figure:
    """Describe the model of the relations between codes: boxes in layers, arrows with names.

    Parameters
    ----------
    model : CodeModel
        As :func:`consilience.coding.code_model` returns it.
    labels, relations, stages : mapping of str, optional
        What codes, relations and stages are called; their names by default.
    targets : mapping of str, optional
        Where a code leads to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        One box a code, one arrow for all relations from one code to another; relations that lead
        back are dashed and run below the boxes.

    Raises
    ------
    ArgumentError, UnknownNameError
        If it is no model, or a label belongs to no code.

    Examples
    --------
    >>> figure = code_model_figure(coding.code_model({"from": ["a", "b"], "to": ["b", "a"]}))
    >>> figure.caption.values["edges"]
    2

    References
    ----------
    Sugiyama, Tagawa and Toda (1981), Methods for Visual Understanding of Hierarchical System
    Structures.
    """
    owner = "code_model_figure"
    if not isinstance(model, coding.CodeModel):
        raise ArgumentError("model", owner, "code_model", type(model).__name__)
    known = [node.code for node in model.nodes]
    shown = dict(labels or {})
    for name in shown:
        checks.choice(name, known, "labels", owner)
    onward, back = _edges(model, dict(relations or {}), dict(stages or {}))
    layers = _sorted(_layers(model, onward), onward)
    boxes = _boxes(layers, shown)
    marks, low = _back_marks(back, boxes)
    marks += _onward_marks(onward, boxes)
    links = dict(targets or {})
    for node in known:
        marks += box_marks(boxes[node, 0], "pale accent", target=links.get(node, ""))
    said = [f"{shown.get(e.start, e.start)} → {shown.get(e.end, e.end)}" for e in model.edges]
    counts = {"nodes": len(known), "edges": len(model.edges), "relations": said}
    return Figure(
        key=key,
        title=Note("plots.model.title", counts),
        description=Note("plots.model.description", counts),
        caption=Note("plots.model.caption", counts),
        x=None,
        y=None,
        marks=tuple(marks),
        width=max(shape.right for shape in boxes.values()) + _MARGIN,
        height=low + _MARGIN,
    )


def _edges(
    model: coding.CodeModel, relations: dict[str, str], stages: dict[str, str]
) -> tuple[dict[Pair, _Edge], dict[Pair, tuple[str, ...]]]:
    """Return the arrows onwards with their ways, and those that lead back, with their labels."""
    layer = {node.code: node.layer for node in model.nodes}
    named: dict[Pair, list[str]] = defaultdict(list)
    back: dict[Pair, list[str]] = defaultdict(list)
    for place, edge in enumerate(model.edges):
        name = relations.get(edge.label, edge.label)
        stage = stages.get(edge.stage, edge.stage)
        words = f"{name} ({stage})" if name and stage else name or (f"({stage})" if stage else "")
        held = back if place in model.feedback else named
        held[edge.start, edge.end] += [words] if words else []
    found = {}
    for number, ((start, end), labels) in enumerate(named.items()):
        between = [(str(number), at) for at in range(layer[start] + 1, layer[end])]
        found[start, end] = _Edge(tuple(labels), ((start, 0), *between, (end, 0)))
    return found, {pair: tuple(labels) for pair, labels in back.items()}


def _layers(model: coding.CodeModel, onward: Mapping[Pair, _Edge]) -> list[list[Node]]:
    """Return the boxes and free places of each layer."""
    layer: dict[Node, int] = {(node.code, 0): node.layer for node in model.nodes}
    for edge in onward.values():
        layer |= {node: node[1] for node in edge.way[1:-1]}
    found: list[list[Node]] = [[] for _ in range(max(layer.values()) + 1)]
    for node, at in layer.items():
        found[at].append(node)
    return found


def _sorted(layers: list[list[Node]], onward: Mapping[Pair, _Edge]) -> list[list[Node]]:
    """Return each layer sorted by the mean place of its neighbours, forth and back."""
    near: dict[Node, list[Node]] = defaultdict(list)
    for edge in onward.values():
        for one, other in zip(edge.way, edge.way[1:], strict=False):
            near[one].append(other)
            near[other].append(one)
    for sweep in range(_SWEEPS):
        order = range(1, len(layers)) if sweep % 2 == 0 else range(len(layers) - 2, -1, -1)
        for at in order:
            beside = layers[at - 1 if sweep % 2 == 0 else at + 1]
            place = {node: number for number, node in enumerate(beside)}
            own = {node: number for number, node in enumerate(layers[at])}
            layers[at] = sorted(
                layers[at], key=lambda node: (_mean(near[node], place, own[node]), own[node])
            )
    return layers


def _mean(near: list[Node], place: dict[Node, int], otherwise: int) -> float:
    found = [place[node] for node in near if node in place]
    return sum(found) / len(found) if found else float(otherwise)


def _boxes(layers: list[list[Node]], labels: dict[str, str]) -> dict[Node, Box]:
    """Return where every box and free place stands; layers are centred on one line."""
    columns = []
    for at, layer in enumerate(layers):
        left, top, column = _MARGIN + at * (_BOX + _GAP), 0.0, {}
        for node in layer:
            free = node[1] > 0
            shape = box("" if free else labels.get(node[0], node[0]), left, top, _BOX)
            column[node] = Box((), left, top, _BOX, _FREE) if free else shape
            top += column[node].height + _BETWEEN
        columns.append((column, top - _BETWEEN))
    tallest = max(height for _, height in columns)
    return {
        node: Box(b.lines, b.left, b.top + _MARGIN + (tallest - height) / 2, b.width, b.height)
        for column, height in columns
        for node, b in column.items()
    }


def _onward_marks(onward: Mapping[Pair, _Edge], boxes: Mapping[Node, Box]) -> list[Mark]:
    marks: list[Mark] = []
    names: list[Mark] = []
    taken = [(b.left, b.top, b.right, b.bottom) for n, b in boxes.items() if not n[1]]
    for edge in onward.values():
        first, *between, last = (boxes[node] for node in edge.way)
        places = [(first.right, first.middle)]
        for shape in between:
            places += [(shape.left, shape.middle), (shape.right, shape.middle)]
        places.append((last.left, last.middle))
        marks += arrow(places)
        names += _name(edge.labels, places[0], places[1], taken)
    return [*marks, *names]


def _name(
    labels: tuple[str, ...],
    start: tuple[float, float],
    end: tuple[float, float],
    taken: list[tuple[float, float, float, float]],
) -> list[Mark]:
    """Return the names of a relation on its line, where they cover nothing if there is room."""
    lines = [line for label in labels for line in wrap(label, _GAP - 24, _SMALL)[:2]]
    if not lines:
        return []
    width = max(text_width(line, _SMALL) for line in lines) + 4
    height = 11.0 * len(lines) + 2
    fields = []
    for share in _SHARES:
        x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
        fields.append((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    free = [field for field in fields if not any(_meet(field, other) for other in taken)]
    left, top, right, bottom = (free or fields)[0]
    taken.append((left, top, right, bottom))
    ground = Area(rectangle(left, top, right - left, bottom - top), "paper")
    words = [
        Text((left + right) / 2, top + 9 + 11 * number, line, "middle", "soft", _SMALL)
        for number, line in enumerate(lines)
    ]
    return [ground, *words]


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _back_marks(
    back: Mapping[Pair, tuple[str, ...]], boxes: Mapping[Node, Box]
) -> tuple[list[Mark], float]:
    """Return dashed arrows below all boxes, one channel each, and how low they reach."""
    low = max(shape.bottom for shape in boxes.values())
    marks: list[Mark] = []
    for number, ((start, end), labels) in enumerate(back.items()):
        one, other = boxes[start, 0], boxes[end, 0]
        low += 22
        shift = 5.0 * (number % 5)
        out, into = one.right + 8 + shift, other.left - 8 - shift
        places = [
            (one.right, one.middle + 5),
            (out, one.middle + 5),
            (out, low),
            (into, low),
            (into, other.middle + 5),
            (other.left, other.middle + 5),
        ]
        marks += arrow(places, "guide")
        words = "; ".join(labels)
        if words:
            lines = wrap(words, max(out - into, _BOX), _SMALL)[:1]
            marks.append(Text((out + into) / 2, low - 4, lines[0], "middle", "soft", _SMALL))
    return marks, low
