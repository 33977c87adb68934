"""What a format cannot hold of a network: said, never silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.formats.graphs.data import SIDE
from consilience.formats.graphs.matrices import is_mutual, layer_pairs
from consilience.results import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.formats.graphs.data import GraphData


def note(key: str, count: int, **values: object) -> tuple[Note, ...]:
    """Return a note about so many things, none if there are none; the values fill its blanks."""
    return (Note(f"graphs.note.{key}", {"count": count, **values}, "warning"),) if count else ()


def lost_attributes(data: GraphData, kept: Iterable[str] = ()) -> tuple[Note, ...]:
    """Return the attributes of nodes and ties that are not written."""
    known = {*kept, *((SIDE,) if data.two_mode else ())}
    nodes = [name for name in data.attributes() if name not in known]
    ties = list(data.tie_attributes())
    return (
        *note("lost_attributes", len(nodes), names=nodes),
        *note("lost_tie_attributes", len(ties), names=ties),
    )


def lost_dates(data: GraphData) -> tuple[Note, ...]:
    """Return how many ties lose the time at which they hold."""
    return note("lost_dates", int(((data.ties["start"] != "") | (data.ties["end"] != "")).sum()))


def lost_as_pairs(data: GraphData) -> tuple[Note, ...]:
    """Return what is lost where each two nodes have one strength a layer and direction."""
    rows = 0
    for layer in data.layers:
        pairs = layer_pairs(data, layer)
        mutual = not data.two_mode and is_mutual(pairs)
        read = len({frozenset(ends) for ends in pairs}) if mutual else len(pairs)
        rows += max(int((data.ties["layer"] == layer).sum()) - read, 0)
    return (*note("lost_direction", turned(data)), *note("lost_rows", rows))


def turned(data: GraphData) -> int:
    """Return how many ties read another direction where only matrices say it."""
    if data.two_mode:
        return int(data.ties["directed"].sum())
    mutual = {layer: is_mutual(layer_pairs(data, layer)) for layer in data.layers}
    return int((data.ties["directed"] == data.ties["layer"].map(mutual)).sum())


def two_mode_direction(data: GraphData) -> tuple[Note, ...]:
    """Return how many ties of a two-mode network lose their direction, which none needs there."""
    return note("lost_direction", turned(data) if data.two_mode else 0)


def changed_names(before: Iterable[str], after: Iterable[str]) -> tuple[Note, ...]:
    """Return how many names had to be written otherwise."""
    return note("quotes", sum(one != other for one, other in zip(before, after, strict=True)))
