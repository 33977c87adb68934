"""Assumptions that are not tenable: rows that the user excludes, and rows found to be so."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.expression import Expression, negate, parse
from consilience.qca.minimization import FREE, chart
from consilience.qca.models import Solutions
from consilience.qca.remainders import (
    MOST_CONFIGURATIONS,
    all_configurations,
    cube_of,
    values_meant,
)
from consilience.qca.truth_table import TOLERANCE, TruthTable
from consilience.results import Note, Result, plain

_MOST_CUBES = 2_000
_OWNER = "untenable"


@dataclass(frozen=True)
class Excluded:
    """What the user excludes: as given, and as cubes, shape (cubes, k)."""

    given: tuple[int | str, ...]
    cubes: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Untenable(Result):
    """Rows of the first truth table that should not be assumed or interpreted, by kind.

    ``contradictory``: assumed for the outcome and for its negation. ``simultaneous``: observed,
    and sufficient for both. ``against_necessity``: assumed although a necessary condition is
    absent. ``impossible``: assumed although the user calls them impossible.
    """

    outcome: str
    conditions: tuple[str, ...]
    levels: tuple[int, ...]
    contradictory: tuple[int, ...]
    simultaneous: tuple[int, ...]
    against_necessity: tuple[int, ...]
    impossible: tuple[int, ...]

    @property
    def exclude(self) -> tuple[int, ...]:
        """The assumed rows of all kinds, for ``minimize(..., exclude=...)``."""
        return tuple(sorted({*self.contradictory, *self.against_necessity, *self.impossible}))

    def to_frame(self) -> pd.DataFrame:
        """Return one line a row and kind: the kind, the row and the values of the conditions."""
        kinds = ("contradictory", "simultaneous", "against_necessity", "impossible")
        lines = [(kind, number) for kind in kinds for number in getattr(self, kind)]
        found = pd.DataFrame(lines, columns=["kind", "row"])
        values = _values_of([number for _, number in lines], self.levels)
        for place, name in enumerate(self.conditions):
            found[name] = values[:, place]
        return found


def untenable(
    truth_tables: TruthTable | Sequence[TruthTable],
    solutions: Solutions | Sequence[Solutions],
    *,
    necessary: object = (),
    impossible: str | None = None,
) -> Untenable:
    """Find the untenable assumptions behind a solution.

    Parameters
    ----------
    truth_tables : TruthTable or pair of TruthTable
        The table that was minimised, or that of the outcome and that of its negation. Only a pair
        can show rows that contradict each other.
    solutions : Solutions or pair of Solutions
        Their solutions. The assumptions of all listed models count.
    necessary : str or list of str
        Expressions that are necessary for the first outcome, such as ``["A", "B + C"]``.
    impossible : str, optional
        Configurations that cannot exist, as an expression such as ``"A*~B"``.

    Returns
    -------
    Untenable
        Row numbers from 1 by kind, in rising order. Another minimisation without them may assume
        other rows, which :func:`enhanced_analysis` pursues to its end; or exclude an expression.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If tables and solutions do not belong together, the second outcome is not the negation of
        the first, a name is unknown, or the table has more than 2**20 possible configurations.

    Examples
    --------
    >>> from consilience.qca import minimize, truth_table
    >>> data = {"A": [1, 0, 1], "B": [1, 0, 1], "Y": [1, 0, 1]}
    >>> tables = truth_table(data, "Y"), truth_table(data, "~Y")
    >>> both = tuple(minimize(table, "parsimonious") for table in tables)
    >>> untenable(tables, both, necessary="A").to_frame()
                    kind  row  A  B
    0      contradictory    2  0  1
    1      contradictory    3  1  0
    2  against_necessity    2  0  1

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2013). Doing Justice to Logical Remainders in QCA: Moving
    Beyond the Standard Analysis. Political Research Quarterly 66(1).
    """
    tables, solved = _sides(truth_tables, solutions)
    first = tables[0]
    given = isinstance(necessary, str) or not isinstance(necessary, tuple | list) or necessary
    named = checks.names(necessary, "necessary", _OWNER) if given else ()
    if first.configurations > MOST_CONFIGURATIONS:
        raise DataError("qca.remainders.too_many", most=MOST_CONFIGURATIONS)
    space = all_configurations(first)
    assumed = [_assumed(t, s, space) for t, s in zip(tables, solved, strict=True)]
    without = [cubes_of(negate(parse(text)), first, "necessary", _OWNER) for text in named]
    never = [] if impossible is None else [_some_cubes(impossible, first, "impossible", _OWNER)]
    marked = [set(rows_with(table, "1")) for table in tables]
    simultaneous = tuple(sorted(marked[0] & marked[1])) if len(tables) > 1 else ()
    return Untenable(
        parameters={
            "outcome": first.outcome,
            "solution": [item.solution for item in solved],
            "sides": [item.parameters for item in solved],
            "necessary": named,
            "impossible": impossible,
        },
        notes=_notes(solved, simultaneous),
        references=("schneiderwagemann2013", "dusa2019"),
        outcome=first.outcome,
        conditions=first.conditions,
        levels=tuple(first.levels.tolist()),
        contradictory=_numbers(assumed[0] & assumed[1]) if len(tables) > 1 else (),
        simultaneous=simultaneous,
        against_necessity=_numbers(assumed[0] & _inside(without, space)),
        impossible=_numbers(assumed[0] & _inside(never, space)),
    )


def read_excluded(given: object, table: TruthTable, positive: tuple[str, ...]) -> Excluded:
    """Return what may not be covered; rows with a positive output cannot be excluded."""
    if given is None:
        items: list[object] = []
    elif isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping):
        items = list(given)
    else:
        items = [given]
    texts = sorted({item for item in items if isinstance(item, str)})
    high = table.configurations
    numbers = {
        checks.whole(item, 1, "exclude", "minimize") for item in items if not isinstance(item, str)
    }
    if numbers and max(numbers) > high:
        raise ArgumentError("exclude", "minimize", "interval_whole", max(numbers), low=1, high=high)
    listed = sorted(numbers)
    parts = [_some_cubes(text, table, "exclude", "minimize") for text in texts]
    cubes = np.concatenate([_values_of(listed, table.levels.tolist()), *parts])
    hit = _inside([cubes], table.chosen(*positive))
    if hit.any():
        rows = rows_with(table, *positive)
        refused = [number for number, on in zip(rows, hit, strict=True) if on]
        raise DataError("qca.exclude.sufficient", rows=refused)
    return Excluded((*listed, *texts), cubes)


def cubes_of(expression: Expression, table: TruthTable, name: str, owner: str) -> NDArray[np.int64]:
    """Return the configurations of an expression as cubes, shape (cubes, k)."""
    found: list[NDArray[np.int64]] = []
    for term in expression.terms:
        allowed = [set(range(level)) for level in table.levels.tolist()]
        for literal in term:
            checks.known_names(literal.condition, table.conditions, name, owner)
            where = table.conditions.index(literal.condition)
            allowed[where] &= values_meant(literal, table, name, owner)
        choices = [
            (FREE,) if len(values) == level else tuple(sorted(values))
            for values, level in zip(allowed, table.levels.tolist(), strict=True)
        ]
        if math.prod(map(len, choices)) + len(found) > _MOST_CUBES:
            raise DataError("qca.expression.long", most=_MOST_CUBES)
        found.extend(np.array(cube, dtype=np.int64) for cube in itertools.product(*choices))
    return np.array(found, dtype=np.int64).reshape(-1, len(table.conditions))


def rows_with(table: TruthTable, *outputs: str) -> tuple[int, ...]:
    """Return the numbers of the rows with these outputs."""
    return tuple(n for n, mark in zip(table.numbers, table.out, strict=True) if mark in outputs)


def _some_cubes(text: str, table: TruthTable, name: str, owner: str) -> NDArray[np.int64]:
    found = cubes_of(parse(text), table, name, owner)
    if not len(found):
        raise DataError("qca.exclude.nothing", name=name, owner=owner, got=text)
    return found


def _values_of(numbers: Sequence[int], levels: Sequence[int]) -> NDArray[np.int64]:
    """Return the configurations with these numbers, shape (numbers, k)."""
    values = np.empty((len(numbers), len(levels)), dtype=np.int64)
    for place, number in enumerate(numbers):
        rest = number - 1
        for where in reversed(range(len(levels))):
            rest, values[place, where] = divmod(rest, levels[where])
    return values


def _sides(
    given: object, solutions: object
) -> tuple[tuple[TruthTable, ...], tuple[Solutions, ...]]:
    tables = tuple(given) if isinstance(given, tuple | list) else (given,)
    solved = tuple(solutions) if isinstance(solutions, tuple | list) else (solutions,)
    for table in tables:
        if not isinstance(table, TruthTable):
            raise ArgumentError("truth_tables", _OWNER, "truth_table", type(table).__name__)
    for item in solved:
        if not isinstance(item, Solutions):
            raise DataError("qca.nearest.solutions", owner=_OWNER, got=type(item).__name__)
    if len(tables) not in {1, 2} or len(solved) != len(tables):
        raise DataError("qca.untenable.pair", tables=len(tables), solutions=len(solved))
    for table, item in zip(tables, solved, strict=True):
        settings = plain(item.parameters)
        if any(settings.get(key) != value for key, value in plain(table.parameters).items()):
            raise DataError("qca.nearest.other_table", owner=_OWNER)
    first, last = tables[0], tables[-1]
    if first.conditions != last.conditions or first.case_names != last.case_names:
        raise ArgumentError("truth_tables", _OWNER, "same_conditions", last.conditions)
    both = first.outcome_memberships + last.outcome_memberships
    if len(tables) > 1 and (np.abs(both - 1) > TOLERANCE).any():
        raise DataError("qca.untenable.no_negation", outcome=first.outcome, second=last.outcome)
    return tables, solved


def _assumed(
    table: TruthTable, solutions: Solutions, space: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which configurations some model covers without an observed row that counts."""
    terms = sorted({term for model in solutions.models for term in model.terms})
    cubes = [cube_of(term, table, _OWNER)[None, :] for term in terms]
    may_cover = solutions.parameters["contradictions"] in {"remainder", "absorbed"}
    counts = table.chosen("0", "1") if may_cover else table.chosen("0", "1", "C")
    return _inside(cubes, space) & ~_inside([counts], space)


def _inside(cubes: list[NDArray[np.int64]], space: NDArray[np.int64]) -> NDArray[np.bool_]:
    everything = np.concatenate([np.empty((0, space.shape[1]), dtype=np.int64), *cubes])
    return np.atleast_1d(chart(everything, space).any(axis=0))


def _numbers(marked: NDArray[np.bool_]) -> tuple[int, ...]:
    """Return row numbers of configurations that stand in the order of their numbers."""
    return tuple((np.flatnonzero(marked) + 1).tolist())


def _notes(solved: Sequence[Solutions], simultaneous: tuple[int, ...]) -> tuple[Note, ...]:
    notes = []
    if len(solved) == 1:
        notes.append(Note("qca.note.untenable_one_side", {}, "info"))
    if simultaneous:
        notes.append(Note("qca.note.simultaneous", {"rows": simultaneous}, "warning"))
    listed = sum(len(item.models) for item in solved)
    if any(not item.exhausted or len(item.models) < item.model_count for item in solved):
        notes.append(Note("qca.note.untenable_listed", {"listed": listed}, "warning"))
    return tuple(notes)
