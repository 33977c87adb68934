"""The ecological niche of partners: breadth, overlap and state-potential."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.network.resources.amounts import read_amounts
from consilience.results import Note, Result

BreadthMethod = Literal["levins", "hurlbert", "shannon"]
OverlapMethod = Literal["pianka", "schoener", "levins", "morisita-horn"]

_BREADTH_REFERENCES = {"levins": "levins1968", "hurlbert": "hurlbert1978", "shannon": "shannon1948"}
_OVERLAP_REFERENCES = {
    "pianka": "pianka1973",
    "schoener": "schoener1970",
    "levins": "levins1968",
    "morisita-horn": "horn1966",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Niches(Result):
    """One number a member, read-only, shape (members,); NaN for a member without resources."""

    members: tuple[str, ...]
    values: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a member."""
        return pd.DataFrame({"member": self.members, "value": self.values})


@dataclass(frozen=True, kw_only=True, eq=False)
class NicheOverlap(Result):
    """Overlap of each member (row) with each other (column), read-only, shape (members, members).

    NaN with a member without resources.
    """

    members: tuple[str, ...]
    values: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return the square table of overlaps."""
        return pd.DataFrame(self.values, index=list(self.members), columns=list(self.members))


def niche_breadth(resources: Any, *, method: BreadthMethod = "levins") -> Niches:
    r"""Measure how many kinds of resources each member draws on evenly.

    With p the shares of a member's resources: Levins :math:`B = 1 / \sum p^2`, from 1 to the
    number n of kinds; Hurlbert :math:`(B - 1) / (n - 1)`, in [0, 1]; Shannon
    :math:`-\sum p \ln p`, from 0 to :math:`\ln n`.

    Parameters
    ----------
    resources
        A table of amounts of at least 0: one row a member (its name in the index), one column a
        kind of resource.
    method
        ``"levins"``, ``"hurlbert"`` (needs two kinds) or ``"shannon"``.

    Returns
    -------
    Niches
        Breadth of each member.

    Raises
    ------
    ArgumentError
        If there is no table, or only one kind for Hurlbert.
    DataError
        If an amount is missing, negative, infinite or no number.
    UnknownNameError
        If the method is unknown.

    Examples
    --------
    >>> niche_breadth({"data": [1, 1], "chips": [1, 0], "maps": [1, 0]}).values
    array([3., 1.])

    References
    ----------
    Levins (1968), Evolution in Changing Environments; Hurlbert (1978), The Measurement of Niche
    Overlap and Some Relatives; Shannon (1948).
    """
    owner = "niche_breadth"
    members, amounts = read_amounts(resources, "resources", owner)
    chosen = checks.choice(method, get_args(BreadthMethod), "method", owner)
    kinds = amounts.shape[1]
    if chosen == "hurlbert" and kinds < 2:
        raise ArgumentError("resources", owner, "two_columns", kinds)
    shares = _shares(amounts)
    if chosen == "shannon":
        logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
        values = -(shares * logs).sum(axis=1) + 0.0
    else:
        values = 1 / (shares**2).sum(axis=1)
        values = (values - 1) / (kinds - 1) if chosen == "hurlbert" else values
    values.flags.writeable = False
    return Niches(
        members=members,
        values=values,
        parameters={"method": chosen},
        notes=_notes(members, values),
        references=(_BREADTH_REFERENCES[chosen],),
    )


def niche_overlap(resources: Any, *, method: OverlapMethod = "pianka") -> NicheOverlap:
    r"""Measure how far each two members draw on the same resources.

    With p and q the shares of two members: Pianka :math:`\sum p q / \sqrt{\sum p^2 \sum q^2}`,
    Schoener :math:`1 - \frac{1}{2} \sum |p - q|`, Morisita-Horn :math:`2 \sum p q / (\sum p^2 +
    \sum q^2)`, all in [0, 1]; Levins :math:`\sum p q / \sum p^2`, of the row's member by the
    column's: not symmetric.

    Parameters
    ----------
    resources
        A table of amounts of at least 0: one row a member (its name in the index), one column a
        kind of resource.
    method
        One of the four.

    Returns
    -------
    NicheOverlap
        A square table of the members, 1 on the diagonal.

    Raises
    ------
    ArgumentError
        If there is no table.
    DataError
        If an amount is missing, negative, infinite or no number.
    UnknownNameError
        If the method is unknown.

    Examples
    --------
    >>> niche_overlap({"data": [1, 2, 0], "chips": [1, 2, 0], "maps": [0, 0, 5]}).values[0].round(6)
    array([1., 1., 0.])

    References
    ----------
    Pianka (1973), The Structure of Lizard Communities; Schoener (1970), Nonsynchronous Spatial
    Overlap of Lizards; Levins (1968); Horn (1966), Measurement of "Overlap".
    """
    owner = "niche_overlap"
    members, amounts = read_amounts(resources, "resources", owner)
    chosen = checks.choice(method, get_args(OverlapMethod), "method", owner)
    shares = _shares(amounts)
    values = _overlaps(shares, chosen)
    values.flags.writeable = False
    return NicheOverlap(
        members=members,
        values=values,
        parameters={"method": chosen},
        notes=_notes(members, np.diag(values)),
        references=(_OVERLAP_REFERENCES[chosen],),
    )


def state_potential(
    states: ArrayLike, growth: ArrayLike, *, scale: float = 1.0, members: Any = None
) -> Niches:
    r"""Measure each member's niche by its state and its potential.

    :math:`N_i = (S_i + A P_i) / \sum_j (S_j + A P_j)`: S the state (what a member holds), P the
    potential (how fast it grows), A brings both to one unit.

    Parameters
    ----------
    states
        States of at least 0, shape (n,).
    growth
        Growth, shape (n,); state and potential together at least 0 for each member.
    scale
        A, at least 0: for growth a year, the number of years.
    members
        Names of the members, each once; 1, 2, ... by default.

    Returns
    -------
    Niches
        Shares in [0, 1] that sum to 1.

    Raises
    ------
    ArgumentError
        If a number is missing or not finite, or lengths differ.
    DataError
        If a state, or a state with its potential, is negative, or all are 0.

    Examples
    --------
    >>> state_potential([6, 2], [1, 1]).values
    array([0.7, 0.3])

    References
    ----------
    Zhu (1997), The Niche Ecostate-Ecorole Theory and Expansion Hypothesis.
    """
    owner = "state_potential"
    held = checks.numbers(states, "states", owner)
    grown = checks.numbers(growth, "growth", owner)
    checks.same_length(grown, held, "growth", owner, "states")
    factor = checks.number(scale, "scale", owner)
    if factor < 0:
        raise ArgumentError("scale", owner, "not_negative", scale)
    names = tuple(str(place) for place in range(1, len(held) + 1))
    if members is not None:
        names = checks.names(members, "members", owner)
        checks.same_length(np.array(names), held, "members", owner, "states")
    whole = held + factor * grown
    if (held < 0).any() or (whole < 0).any() or not 0 < whole.sum() < np.inf:
        raise DataError("network.state_potential")
    values = whole / whole.sum()
    values.flags.writeable = False
    return Niches(
        members=names,
        values=values,
        parameters={"scale": factor},
        references=("zhu1997",),
    )


def _shares(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares of each row; NaN in a row without resources."""
    largest = amounts.max(axis=1, keepdims=True)
    scaled = np.divide(amounts, largest, out=np.full(amounts.shape, np.nan), where=largest > 0)
    return np.asarray(scaled / scaled.sum(axis=1, keepdims=True))


def _overlaps(shares: NDArray[np.float64], method: OverlapMethod) -> NDArray[np.float64]:
    if method == "schoener":
        return np.array([1 - np.abs(shares - row).sum(axis=1) / 2 for row in shares])
    products = shares @ shares.T
    own = np.diag(products)
    scale = {
        "pianka": np.sqrt(np.outer(own, own)),
        "levins": np.repeat(own[:, None], len(own), axis=1),
        "morisita-horn": (own[:, None] + own[None, :]) / 2,
    }[method]
    return np.asarray(products / scale)


def _notes(members: tuple[str, ...], values: NDArray[np.float64]) -> tuple[Note, ...]:
    empty = [name for name, value in zip(members, values, strict=True) if np.isnan(value)]
    if not empty:
        return ()
    return (Note("network.note.no_resources", {"members": empty[:5], "count": len(empty)}),)
