"""The path nearest to one case: what keeps the case out, and the cheapest moves into the path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.qca.nearest_moves import Levers, PathDistance, distance, ranked
from consilience.qca.remainders import cube_of
from consilience.qca.truth_table import TruthTable
from consilience.results import Note, Result

_OWNER = "nearest_path"


@dataclass(frozen=True, kw_only=True, eq=False)
class NearestPath(Result):
    """Paths by their distance from one case; ``case`` is None for a new case.

    Paths of equal cost share a rank. Paths that cannot be reached come last. ``memberships`` are
    those of the case in the conditions, shape (k,).
    """

    outcome: str
    case: str | None
    conditions: tuple[str, ...]
    memberships: NDArray[np.float64]
    paths: tuple[PathDistance, ...]

    @property
    def nearest(self) -> tuple[str, ...]:
        """All paths with the lowest cost; none if no path can be reached."""
        return tuple(item.term for item in self.paths if item.rank == 1)

    def path(self, term: str) -> PathDistance:
        """Return the distance from a path; an unknown one is refused."""
        checks.known_names(term, [item.term for item in self.paths], "term", "path")
        return next(item for item in self.paths if item.term == term)

    def to_frame(self) -> pd.DataFrame:
        """Return one line a path."""
        lines = [
            {
                "rank": item.rank,
                "term": item.term,
                "membership": item.membership,
                "cost": item.cost,
                "moves": ", ".join(
                    f"{move.condition} {move.current:.2f} -> {move.reached:.2f}"
                    for move in item.moves
                ),
                "membership_after": item.membership_after,
                "blocked": ", ".join(item.blocked),
            }
            for item in self.paths
        ]
        return pd.DataFrame(lines).astype({"rank": "Int64"})


def nearest_path(
    truth_table: TruthTable,
    terms: object,
    case: object,
    *,
    fixed: object = (),
    costs: object = None,
    target: float = 0.51,
) -> NearestPath:
    """Return the path that a case can join at the lowest cost, and the moves into it.

    A path is a conjunction, so the case belongs to it if its membership in every literal exceeds
    .5. The cheapest way in moves every condition whose literal is at .5 or below to ``target`` and
    no other one. That a move costs its amount times a constant is a convention of this program.
    A distance says what the model would count, not what an intervention would bring about.

    Parameters
    ----------
    truth_table : TruthTable
        The table that was minimised.
    terms : list of str
        Paths, as in ``Model.terms``.
    case : str or mapping of str to float
        A case of the table, or the memberships of a new case in [0, 1], one for every condition
        (multi-value: a whole number from 0).
    fixed : list of str
        Conditions that cannot be moved.
    costs : mapping of str to float, optional
        Cost of one unit of membership, at least 0; 1 for conditions that are not named.
    target : float in (0.5, 1]
        Membership in a literal that a move brings about; 1 suits crisp sets.

    Returns
    -------
    NearestPath
        All paths, nearest first; ``nearest`` names all that tie.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a term cannot be read, a name is unknown, a membership of the new case is missing or
        outside its range, or a cost is negative.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> data = {"A": [0.9, 0.8, 0.2], "B": [0.8, 0.3, 0.1], "Y": [0.8, 0.3, 0.7]}
    >>> found = nearest_path(truth_table(data, "Y"), ["A*B", "~A*~B"], "2")
    >>> found.nearest, found.path("A*B").moves[0].reached, round(found.path("A*B").cost, 2)
    (('A*B',), 0.51, 0.21)

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    """
    if not isinstance(truth_table, TruthTable):
        raise ArgumentError("truth_table", _OWNER, "truth_table", type(truth_table).__name__)
    listed = checks.names(terms, "terms", _OWNER)
    cubes = np.array([cube_of(term, truth_table, _OWNER) for term in listed])
    kept = _fixed(fixed, truth_table.conditions)
    prices = _costs(costs, truth_table.conditions)
    levers = Levers(
        table=truth_table,
        vector=_memberships(case, truth_table),
        movable=np.array([name not in kept for name in truth_table.conditions]),
        weights=np.array(list(prices.values())),
        target=_target(target),
    )
    paths = ranked([distance(levers, *item) for item in zip(listed, cubes, strict=True)])
    return NearestPath(
        parameters={
            **truth_table.parameters,
            "terms": listed,
            "case": case if isinstance(case, str) else _by_name(levers),
            "fixed": kept,
            "costs": prices,
            "target": levers.target,
        },
        notes=_notes(paths),
        references=("ragin2008",),
        outcome=truth_table.outcome,
        case=case if isinstance(case, str) else None,
        conditions=truth_table.conditions,
        memberships=levers.vector,
        paths=paths,
    )


def _memberships(case: object, table: TruthTable) -> NDArray[np.float64]:
    found: NDArray[np.float64]
    if isinstance(case, str):
        checks.known_names(case, table.case_names, "case", _OWNER)
        found = table.memberships[table.case_names.index(case)].copy()
    elif isinstance(case, Mapping):
        _refuse_names(case, table.conditions, "case")
        missing = [name for name in table.conditions if name not in case]
        if missing:
            raise DataError("qca.nearest.missing", conditions=missing)
        found = np.array([_value(case[name], name, table) for name in table.conditions])
    else:
        raise DataError("qca.nearest.case", owner=_OWNER, got=type(case).__name__)
    found.flags.writeable = False
    return found


def _value(value: object, name: str, table: TruthTable) -> float:
    where, shown = table.conditions.index(name), f'case["{name}"]'
    if not table.multi_value[where]:
        return checks.interval(value, 0, 1, shown, _OWNER)
    found, high = checks.whole(value, 0, shown, _OWNER), int(table.levels[where]) - 1
    if found > high:
        raise ArgumentError(shown, _OWNER, "interval_whole", found, low=0, high=high)
    return float(found)


def _fixed(fixed: object, conditions: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(fixed, tuple | list) and not fixed:
        return ()
    found = checks.known_names(fixed, conditions, "fixed", _OWNER)
    return tuple(name for name in conditions if name in found)


def _costs(costs: object, conditions: tuple[str, ...]) -> dict[str, float]:
    if costs is None:
        return dict.fromkeys(conditions, 1.0)
    if not isinstance(costs, Mapping):
        raise DataError("qca.nearest.costs", owner=_OWNER, got=type(costs).__name__)
    _refuse_names(costs, conditions, "costs")
    found = {
        name: checks.number(costs.get(name, 1.0), f'costs["{name}"]', _OWNER) for name in conditions
    }
    for name, cost in found.items():
        if cost < 0:
            raise DataError("qca.nearest.negative_cost", condition=name, got=cost)
    return found


def _refuse_names(given: Mapping[object, object], known: tuple[str, ...], name: str) -> None:
    for item in given:
        if item not in known:
            raise UnknownNameError(name, _OWNER, str(item), known)


def _target(target: object) -> float:
    found = checks.interval(target, 0.5, 1, "target", _OWNER)
    if found == 0.5:
        raise ArgumentError("target", _OWNER, "above", found, limit=0.5)
    return found


def _by_name(levers: Levers) -> dict[str, float]:
    return dict(zip(levers.table.conditions, levers.vector.tolist(), strict=True))


def _notes(paths: tuple[PathDistance, ...]) -> tuple[Note, ...]:
    notes = []
    nearest = [item.term for item in paths if item.rank == 1]
    inside = [item.term for item in paths if not item.outside]
    if inside:
        notes.append(Note("qca.note.nearest_inside", {"paths": inside}))
    elif len(nearest) > 1:
        notes.append(Note("qca.note.nearest_ties", {"paths": nearest}, "warning"))
    notes += [
        Note("qca.note.nearest_blocked", {"path": item.term, "conditions": item.blocked}, "warning")
        for item in paths
        if item.blocked
    ]
    return tuple(notes)
