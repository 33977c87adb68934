"""How far the layers of a multiplex network tie the same pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.network.layers import Multiplex
from consilience.results import Result


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerOverlap(Result):
    """How far the layers tie the same pairs; arrays are read-only, shape (layers, layers).

    ``shared`` counts pairs that are tied in both layers (on the diagonal: in the layer). ``share``
    divides it by the pairs of the row's layer, ``jaccard`` by the pairs of either; NaN where there
    are none.
    """

    layers: tuple[str, ...]
    shared: NDArray[np.int64]
    share: NDArray[np.float64]
    jaccard: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return the square table of shares."""
        return pd.DataFrame(self.share, index=list(self.layers), columns=list(self.layers))


def layer_overlap(multiplex: Multiplex, *, directed: bool = False) -> LayerOverlap:
    r"""Measure how far the layers of a multiplex network tie the same pairs.

    With :math:`E_k` the tied pairs of layer k: :math:`|E_k \cap E_l| / |E_k|`, the share of the
    ties of k that l has too, and :math:`|E_k \cap E_l| / |E_k \cup E_l|`.

    Parameters
    ----------
    multiplex
        What :func:`multiplex` returns.
    directed
        Whether a tie from a to b and one from b to a are two; a tie without direction is both.

    Returns
    -------
    LayerOverlap
        Shares in [0, 1] of each layer (row) with each other (column).

    Raises
    ------
    ArgumentError
        If it is no multiplex network, or ``directed`` neither true nor false.

    Examples
    --------
    >>> from consilience.network import multiplex
    >>> found = multiplex({"from": [*"AAB"], "to": [*"BBC"], "layer": ["data", "R&D", "R&D"]})
    >>> layer_overlap(found).to_frame()
          data  R&D
    data   1.0  1.0
    R&D    0.5  1.0

    References
    ----------
    Kivela et al. (2014), Multilayer Networks; Jaccard (1912).
    """
    owner = "layer_overlap"
    if not isinstance(multiplex, Multiplex):
        raise ArgumentError("multiplex", owner, "multiplex", type(multiplex).__name__)
    counts = checks.boolean(directed, "directed", owner)
    tied = [
        _tied(multiplex, place, counts_direction=counts) for place in range(len(multiplex.layers))
    ]
    shared = np.array([[len(a & b) for b in tied] for a in tied], dtype=np.int64)
    own = np.diag(shared).astype(np.float64)
    either = own[:, None] + own[None, :] - shared
    with np.errstate(invalid="ignore"):
        share, jaccard = shared / own[:, None], shared / either
    for found in (shared, share, jaccard):
        found.flags.writeable = False
    return LayerOverlap(
        layers=multiplex.layers,
        shared=shared,
        share=share,
        jaccard=jaccard,
        parameters={**multiplex.parameters, "directed": counts},
        notes=multiplex.notes,
        references=("kivela2014", "jaccard1912"),
    )


def _tied(network: Multiplex, layer: int, *, counts_direction: bool) -> set[tuple[int, int]]:
    rows = network.layer == layer
    pairs = network.pairs.reshape(-1, 2)[rows].tolist()
    if not counts_direction:
        return {(min(a, b), max(a, b)) for a, b in pairs}
    one_way = network.directed[rows].tolist()
    both = {(b, a) for (a, b), only in zip(pairs, one_way, strict=True) if not only}
    return both | {(a, b) for a, b in pairs}
