"""The choice of a consortium: who together cover what is needed and fit best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.value.choices import all_choices
from consilience.value.game import Floats
from consilience.value.grids import Grid, read_grid

_MOST_CANDIDATES = 60


@dataclass(frozen=True)
class Consortium:
    """One set of members, its value, and how much of each resource it has beyond the need."""

    members: tuple[str, ...]
    value: float
    spare: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Consortia(Result):
    """The best sets of members and those nearly as good, the best first.

    ``state`` is ``"found"``, ``"needs cannot be covered"`` (``short`` names the resources of which
    all candidates together have too little) or ``"rules exclude every set"``. ``complete`` says
    whether every set within the distance is listed.
    """

    sets: tuple[Consortium, ...]
    complete: bool
    state: str
    short: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a set."""
        rows = [(", ".join(item.members), item.value) for item in self.sets]
        return pd.DataFrame(rows, columns=["members", "value"])


def consortium(
    resources: Any,
    needs: Mapping[str, float],
    fit: Any = None,
    *,
    size: tuple[int, int] | None = None,
    costs: ArrayLike | None = None,
    conflicts: Any = (),
    within: float = 0.0,
    most: int = 50,
) -> Consortia:
    r"""Choose members who together cover the needs and fit best; list every set nearly as good.

    :math:`\max \sum_{i<j} f_{ij} x_i x_j - \sum_i c_i x_i` with :math:`\sum_i r_{ik} x_i \ge n_k`
    for each resource k, x 0 or 1: an integer programme, solved again with each set found cut off.

    Parameters
    ----------
    resources
        What each candidate has, at least 0: one row a candidate (at most 60), one column a
        resource.
    needs
        A mapping of resources to the amounts needed, at least 0.
    fit
        How well each two fit, shape (candidates, candidates), symmetric; the diagonal does not
        count. A frame names the candidates in rows and columns, in any order, if the resources do.
        Without it only costs count.
    size
        Fewest and most members; 1 to all by default.
    costs
        What each candidate costs, shape (candidates,), in the unit of the fit; 0 by default, 1 if
        there is no fit either: then the smallest sets are best.
    conflicts
        Pairs of candidates who must not both be in.
    within
        At least 0: how far below the best value a set may be.
    most
        At least 1: how many sets are listed.

    Returns
    -------
    Consortia
        The sets, or why there is none.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If the integer programme cannot be solved.
    UnknownNameError
        If a need names an unknown resource.

    Examples
    --------
    >>> import pandas as pd
    >>> held = pd.DataFrame({"data": [1, 0, 1], "chips": [0, 1, 1]}, index=["Maps", "Chips", "Big"])
    >>> [item.members for item in consortium(held, {"data": 1, "chips": 1}).sets]
    [('Big',)]
    >>> fit = [[0, 5, 1], [5, 0, 1], [1, 1, 0]]
    >>> consortium(held, {"data": 1, "chips": 1}, fit, size=(2, 2)).sets[0].members
    ('Maps', 'Chips')

    References
    ----------
    Nemhauser and Wolsey (1988), Integer and Combinatorial Optimization.
    """
    owner = "consortium"
    grid = _candidates(resources, owner)
    wanted = _wanted(needs, grid, owner)
    pairs = _fit(fit, grid, owner)
    low, high = _sizes(size, len(grid.rows), owner)
    paid = _costs(costs, len(grid.rows), fit is None, owner)
    forbidden = _conflicts(conflicts, grid, owner)
    distance = checks.interval(within, 0, float("inf"), "within", owner)
    listed = checks.whole(most, 1, "most", owner)
    short = np.flatnonzero(grid.values.sum(axis=0) < wanted - 1e-9).tolist()
    found: tuple[Consortium, ...] = ()
    complete = True
    if not short:
        gains, rows, bounds = _programme(grid, wanted, pairs, paid, (low, high, forbidden))
        choices = all_choices(
            gains, rows, bounds, binary=len(grid.rows), within=distance, most=listed
        )
        complete = choices.complete
        found = _sets(grid, wanted, pairs, paid, choices.chosen > 0.5)
    names = tuple(grid.columns[k] for k in short)
    state, notes = _verdict(names, len(found), complete=complete)
    return Consortia(
        sets=found,
        complete=complete,
        state=state,
        short=names,
        parameters={
            "needs": dict(zip(grid.columns, wanted.tolist(), strict=True)),
            "size": [low, high],
            "costs": paid.tolist(),
            "conflicts": [[grid.rows[a], grid.rows[b]] for a, b in forbidden],
            "within": distance,
            "most": listed,
        },
        notes=notes,
        references=("nemhauser1988",),
    )


def _verdict(short: tuple[str, ...], count: int, *, complete: bool) -> tuple[str, tuple[Note, ...]]:
    """Return what was found, in words, and what to know beside it."""
    if short:
        note = Note("value.note.short", {"resources": short}, "warning")
        return "needs cannot be covered", (note,)
    if not count:
        return "rules exclude every set", (Note("value.note.no_consortium", {}, "warning"),)
    more = () if complete else (Note("value.note.more_sets", {"listed": count}),)
    return "found", more


def _candidates(resources: Any, owner: str) -> Grid:
    grid = read_grid(resources, "resources", owner)
    if len(grid.rows) > _MOST_CANDIDATES:
        raise ArgumentError(
            "resources", owner, "at_most_rows", len(grid.rows), high=_MOST_CANDIDATES
        )
    if grid.values.min() < 0:
        raise ArgumentError("resources", owner, "not_negative", float(grid.values.min()))
    return grid


def _wanted(needs: Any, grid: Grid, owner: str) -> Floats:
    if not isinstance(needs, Mapping) or not needs:
        raise ArgumentError("needs", owner, "needs", needs)
    checks.known_names(list(needs), grid.columns, "needs", owner)
    return np.array(
        [
            checks.interval(needs.get(name, 0.0), 0, float("inf"), "needs", owner)
            for name in grid.columns
        ]
    )


def _fit(fit: Any, grid: Grid, owner: str) -> Floats:
    count = len(grid.rows)
    if fit is None:
        return np.zeros((count, count))
    pairs = read_grid(fit, "fit", owner, gaps=True)
    found = pairs.values
    if isinstance(fit, pd.DataFrame):
        found = _by_name(pairs, grid.rows, owner)
    if found.shape != (count, count):
        raise ArgumentError("fit", owner, "symmetric", f"{found.shape}", size=count)
    np.fill_diagonal(found, 0.0)
    if not np.array_equal(found, found.T):
        raise ArgumentError("fit", owner, "symmetric", f"{found.shape}", size=count)
    return found


def _by_name(fit: Grid, candidates: tuple[str, ...], owner: str) -> Floats:
    """Return the fit in the order of the candidates; a frame must name each in rows and columns."""
    if set(fit.rows) != set(candidates) or set(fit.columns) != set(candidates):
        raise ArgumentError("fit", owner, "fit_of_candidates", list(fit.rows))
    rows = [fit.rows.index(name) for name in candidates]
    columns = [fit.columns.index(name) for name in candidates]
    return np.asarray(fit.values[np.ix_(rows, columns)], dtype=np.float64)


def _sizes(size: Any, count: int, owner: str) -> tuple[int, int]:
    if size is None:
        return 1, count
    if not isinstance(size, tuple | list) or len(size) != 2:
        raise ArgumentError("size", owner, "sizes", size, high=count)
    low, high = (checks.whole(item, 1, "size", owner) for item in size)
    if not low <= high <= count:
        raise ArgumentError("size", owner, "sizes", size, high=count)
    return low, high


def _costs(costs: Any, count: int, alone: bool, owner: str) -> Floats:  # noqa: FBT001  (inner)
    if costs is None:
        return np.full(count, float(alone))
    found = checks.numbers(costs, "costs", owner)
    checks.same_length(found, np.empty(count), "costs", owner, "candidates")
    return found


def _conflicts(conflicts: Any, grid: Grid, owner: str) -> list[tuple[int, int]]:
    if isinstance(conflicts, str | dict) or not hasattr(conflicts, "__iter__"):
        raise ArgumentError("conflicts", owner, "pairs", conflicts)
    found = []
    for pair in conflicts:
        if not isinstance(pair, tuple | list) or len(pair) != 2 or pair[0] == pair[1]:
            raise ArgumentError("conflicts", owner, "pairs", conflicts)
        names = checks.known_names(list(pair), grid.rows, "conflicts", owner)
        first, second = sorted(grid.rows.index(name) for name in names)
        found.append((first, second))
    return found


def _programme(
    grid: Grid,
    wanted: Floats,
    fit: Floats,
    costs: Floats,
    rules: tuple[int, int, list[tuple[int, int]]],
) -> tuple[Floats, sparse.csr_array, tuple[Floats, Floats]]:
    """Return gains, rows and their bounds; a pair with a fit has a variable of its own."""
    low_size, high_size, conflicts = rules
    count = len(grid.rows)
    pairs = [(i, j) for i, j in combinations(range(count), 2) if fit[i, j]]
    width = count + len(pairs)
    rows, low, high = [], [], []

    def hold(cells: dict[int, float], least: float, most: float) -> None:
        row = np.zeros(width)
        row[list(cells)] = list(cells.values())
        rows.append(row)
        low.append(least)
        high.append(most)

    for column, need in enumerate(wanted.tolist()):
        hold(dict(enumerate(grid.values[:, column].tolist())), need - 1e-9, np.inf)
    hold(dict.fromkeys(range(count), 1.0), low_size, high_size)
    for i, j in conflicts:
        hold({i: 1.0, j: 1.0}, -np.inf, 1.0)
    for place, (i, j) in enumerate(pairs, count):
        hold({place: 1.0, i: -1.0}, -np.inf, 0.0)
        hold({place: 1.0, j: -1.0}, -np.inf, 0.0)
        hold({place: 1.0, i: -1.0, j: -1.0}, -1.0, np.inf)
    gains = np.concatenate([-costs, [fit[i, j] for i, j in pairs]])
    return gains, sparse.csr_array(np.array(rows)), (np.array(low), np.array(high))


def _sets(
    grid: Grid, wanted: Floats, fit: Floats, costs: Floats, chosen: Any
) -> tuple[Consortium, ...]:
    found = []
    for choice in chosen:
        taken = np.flatnonzero(choice)
        value = float(np.triu(fit[np.ix_(taken, taken)], 1).sum() - costs[taken].sum())
        spare = grid.values[taken].sum(axis=0) - wanted
        members = tuple(grid.rows[i] for i in taken.tolist())
        found.append(Consortium(members, value, tuple(spare.tolist())))
    return tuple(sorted(found, key=lambda item: (-round(item.value, 9), item.members)))
