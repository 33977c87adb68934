"""Legends in a flow: signs of any kind with their meaning, broken into lines for both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from consilience.plots.canvas import SIZE
from consilience.plots.figure import Circle, Label, Mark, Segments, Symbol, Text, words
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_drawing import Kind, Movable, dashes_of, tie_width
from consilience.plots.network_reading import Network
from consilience.results import Note
from consilience.texts import LANGUAGES, Phrase

_LINE, _GAP, _WIDEST = 19.0, 18.0, 240.0


@dataclass(frozen=True)
class Item:
    """A sign around (0, 0), so wide, and what it means."""

    signs: tuple[Movable, ...]
    wide: float
    label: Label


def flow(items: Sequence[Item], left: float, top: float, width: float) -> tuple[list[Mark], float]:
    """Return the marks of a legend and how high it is."""
    marks: list[Mark] = []
    x, y = left, top + _LINE / 2
    for item in items:
        shown = item.label if isinstance(item.label, Note) else fitted(item.label, _WIDEST, SIZE)
        wide = item.wide + 6 + max(text_width(words(shown, lang), SIZE) for lang in LANGUAGES)
        if x > left and x + wide > left + width:
            x, y = left, y + _LINE
        marks += [moved(sign, x + item.wide / 2, y) for sign in item.signs]
        marks.append(Text(x + item.wide + 6, y + 0.35 * SIZE, shown, "start"))
        x += wide + _GAP
    return marks, (y - top + _LINE / 2) if items else 0.0


def moved(mark: Movable, x: float, y: float) -> Movable:
    """Return a mark so far to the right and down."""
    if isinstance(mark, Symbol | Circle | Text):
        return replace(mark, x=mark.x + x, y=mark.y + y)
    if isinstance(mark, Segments):
        pieces = tuple(((a + x, b + y), (c + x, d + y)) for (a, b), (c, d) in mark.pieces)
        return replace(mark, pieces=pieces)
    return replace(mark, places=tuple((a + x, b + y) for a, b in mark.places))


def kind_items(kinds: Iterable[Kind]) -> list[Item]:
    """Return one sign a group."""
    found = dict.fromkeys(kinds)
    return [
        Item(
            (Symbol(0, 0, 5.6, kind.form, kind.style),),
            13.0,
            kind.name or Note("plots.network.other_groups"),
        )
        for kind in sorted(found, key=lambda kind: not kind.name)
    ]


def leader_item() -> Item:
    """Return the ring of leaders."""
    signs = (Symbol(0, 0, 4.2, "circle", "pale muted"), Circle(0, 0, 7.4, "open", "ink"))
    return Item(signs, 16.0, Note("plots.network.leader"))


def size_item(label: Label, low: float, high: float) -> Item:
    """Return a small and a large circle: from which to which value."""
    signs = tuple(
        Symbol(x, 0, radius, "circle", "paper", "ink") for x, radius in ((-8, 3.2), (4, 7.0))
    )
    measure = Phrase(label.key) if isinstance(label, Note) else label
    note = Note("plots.network.size", {"measure": measure, "low": low, "high": high})
    return Item(signs, 26.0, note)


def tie_items(network: Network) -> list[Item]:
    """Return what widths, dashes and arrowheads of ties mean, as far as they tell something."""
    strengths = [tie.strength for tie in network.ties]
    if not strengths:
        return []
    found = []
    low, high = min(strengths), max(strengths)
    if low < high:
        signs = tuple(
            Segments((((-12, y), (12, y)),), width=tie_width(value, high))
            for y, value in ((-3.5, low), (3, high))
        )
        found.append(Item(signs, 26.0, Note("plots.network.width", {"low": low, "high": high})))
    if network.directed:
        sign = Segments((((-12, 0), (12, 0)),), width=1.2, head=7.0)
        found.append(Item((sign,), 26.0, Note("plots.network.direction")))
    return [*found, *_layer_items(network)]


def _layer_items(network: Network) -> list[Item]:
    layers = network.layers
    if layers in {(), ("",)}:
        return []
    dashes = dashes_of([tie.layer for tie in network.ties])
    shared = [d for d in dashes.values() if list(dashes.values()).count(d) > 1]
    own = [name for name in layers if dashes[name] not in shared]
    items = [(dashes[n], n or Note("plots.network.no_layer")) for n in own]
    items += [(shared[0], Note("plots.network.other_layers"))] if shared else []
    return [
        Item((Segments((((-16, 0), (16, 0)),), "ink", 1.4, dash),), 34.0, words)
        for dash, words in items
    ]
