"""The ties of one node and among its partners: as strong as they are, or downhill."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from consilience.plots.figure import Mark, Segments
from consilience.plots.network_drawing import tie_marks, tie_width
from consilience.plots.network_reading import Array, Network, Tie

RADIUS, OWN_RADIUS = 6.5, 12.0  # of the symbols of partners and of the node, in pixels


def ego_ties(
    network: Network, own: int, partners: Sequence[int], places: Array, heights: Array | None
) -> list[Mark]:
    """Return the ties among partners, thin, then those to the node, perhaps with a slope."""
    shown = set(partners)
    pieces = tuple(
        ((float(a[0]), float(a[1])), (float(b[0]), float(b[1])))
        for tie in among(network, partners)
        for a, b in [(places[tie.start], places[tie.end])]
    )
    ground: list[Mark] = [Segments(pieces, "guide", 0.8)] if pieces else []
    radii = np.full(len(network.nodes), RADIUS)
    radii[own] = OWN_RADIUS
    ties = [
        tie
        for tie in network.ties
        if own in {tie.start, tie.end} and (tie.start in shown or tie.end in shown)
    ]
    if heights is None:
        return [*ground, *tie_marks(network, ties, places, radii)]
    return [*ground, *_slopes(network, ties, places, radii, heights)]


def among(network: Network, partners: Sequence[int]) -> list[Tie]:
    """Return the ties among the partners."""
    shown = set(partners)
    return [tie for tie in network.ties if tie.start in shown and tie.end in shown]


def _slopes(
    network: Network, ties: Sequence[Tie], places: Array, radii: Array, heights: Array
) -> list[Mark]:
    """Return ties whose heads point downhill; level ones have none."""
    strengths = [tie.strength for tie in network.ties] or [1.0]
    same, strongest = min(strengths) == max(strengths), max(strengths)
    found: list[Mark] = []
    for tie in ties:
        high, low = sorted((tie.start, tie.end), key=lambda n: -heights[n])
        way = places[low] - places[high]
        way = way / np.hypot(*way)
        start = places[high] + way * radii[high]
        end = places[low] - way * (1.2 * radii[low] + 1.5)
        width = 1.2 if same else tie_width(tie.strength, strongest)
        head = 5.0 + 1.6 * width if heights[high] > heights[low] else 0.0
        piece = tuple(start.round(1).tolist()), tuple(end.round(1).tolist())
        found.append(Segments((piece,), "muted", width, head=head))
    return found
