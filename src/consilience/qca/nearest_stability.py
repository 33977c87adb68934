"""How often another sample of cases would have named the same nearest path."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.kernels.shares import wilson_interval
from consilience.qca.models import Solutions
from consilience.qca.nearest_moves import move_amounts, path_costs
from consilience.qca.nearest_path import NearestPath, nearest_path
from consilience.qca.remainders import cube_of
from consilience.qca.solution import minimize
from consilience.qca.truth_table import TOLERANCE, TruthTable, truth_table
from consilience.results import Note, Result, plain

CONFIDENCE = 0.95
MOST_MODELS = 100  # tied models looked at in one resample
_OWNER = "nearest_path_stability"


@dataclass(frozen=True)
class PathShare:
    """Share of the resamples in which a path is nearest, with its 95 % Wilson interval."""

    term: str
    hits: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class NearestPathStability(Result):
    """Nearest paths of a case, and the share of resamples in which they are nearest again.

    ``resamples`` = ``solved`` + ``unsolved``; shares are parts of ``solved``. In ``shortened``
    resamples more models tied than were looked at.
    """

    outcome: str
    case: str | None
    resamples: int
    solved: int
    unsolved: int
    shortened: int
    paths: tuple[PathShare, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one line a path that is nearest in the data."""
        columns = ["term", "hits", "share", "low", "high"]
        return pd.DataFrame([vars(item) for item in self.paths], columns=columns)


def nearest_path_stability(
    truth_table: TruthTable,
    solutions: Solutions,
    case: object,
    *,
    model: int = 1,
    fixed: object = (),
    costs: object = None,
    target: float = 0.51,
    resamples: int = 200,
    seed: int = 0,
) -> NearestPathStability:
    """Resample the cases, minimise again, and count how often the nearest path stays the nearest.

    Each resample draws as many cases as there are, with replacement, and takes the settings
    over from ``solutions``; rows excluded there are not excluded again, because a resample may
    observe them. The case in question keeps its memberships. A
    path counts as nearest again if at least one of the tied models of the resample holds it and
    holds no path that is nearer. The procedure is a convention of this program. The Wilson interval
    is that of a share of so many draws; it does not make up for a small or biased sample.

    Parameters
    ----------
    truth_table : TruthTable
        The table that was minimised.
    solutions : Solutions
        What ``minimize`` returned for it.
    case : str or mapping of str to float
        A case of the table, or memberships of a new case in [0, 1]; see :func:`nearest_path`.
    model : int
        Whose paths are meant, from 1.
    fixed : list of str
        Conditions that cannot be moved.
    costs : mapping of str to float, optional
        Cost of one unit of membership, at least 0.
    target : float in (0.5, 1]
        Membership in a literal that a move brings about.
    resamples : int
        How many resamples, at least 1.
    seed : int
        Start of the random numbers, at least 0.

    Returns
    -------
    NearestPathStability
        One share in [0, 1] for each nearest path. Resamples without a solution are counted apart.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the solutions do not belong to the table or hold no such model, or as in
        :func:`nearest_path`.

    Examples
    --------
    >>> from consilience.qca import minimize, truth_table
    >>> data = {"A": [0.9, 0.8, 0.7, 0.2, 0.3], "Y": [0.8, 0.9, 0.7, 0.1, 0.4]}
    >>> table = truth_table(data, "Y")
    >>> found = nearest_path_stability(table, minimize(table), "4", resamples=50)
    >>> found.paths[0].term, found.paths[0].hits, found.unsolved
    ('A', 47, 1)

    References
    ----------
    Wilson, E. B. (1927). Probable Inference, the Law of Succession, and Statistical Inference.
    Journal of the American Statistical Association 22(158).
    Baumgartner, M. and Thiem, A. (2017). Model Ambiguities in Configurational Comparative
    Research. Sociological Methods and Research 46(4).
    """
    if not isinstance(truth_table, TruthTable):
        raise ArgumentError("truth_table", _OWNER, "truth_table", type(truth_table).__name__)
    terms = model_terms(truth_table, solutions, model, _OWNER)
    count = checks.whole(resamples, 1, "resamples", _OWNER)
    start = checks.whole(seed, 0, "seed", _OWNER)
    base = nearest_path(truth_table, terms, case, fixed=fixed, costs=costs, target=target)
    hits: Counter[str] = Counter()
    solved = shortened = 0
    for drawn in _draws(len(truth_table.case_names), count, start):
        found = _solved_again(truth_table, solutions, drawn)
        if found is None:
            continue
        solved += 1
        shortened += not found.exhausted or len(found.models) < found.model_count
        hits.update(_nearest_terms(found, truth_table, base))
    return NearestPathStability(
        parameters={
            **solutions.parameters,
            **base.parameters,
            "model": model,
            "resamples": count,
            "seed": start,
        },
        notes=_notes(base, count, solved, shortened),
        references=("baumgartner2017", "ragin2008", "wilson1927"),
        outcome=truth_table.outcome,
        case=base.case,
        resamples=count,
        solved=solved,
        unsolved=count - solved,
        shortened=shortened,
        paths=tuple(_share(term, hits[term], solved) for term in base.nearest),
    )


def model_terms(table: TruthTable, solutions: object, model: object, owner: str) -> tuple[str, ...]:
    """Return the paths of a model that was made from this table.

    Raises
    ------
    ArgumentError, DataError
        If these are no solutions, of another table, or without such a model.
    """
    if not isinstance(solutions, Solutions):
        got = type(solutions).__name__
        raise DataError("qca.nearest.solutions", owner=owner, got=got)
    settings = plain(solutions.parameters)
    if any(settings.get(name) != value for name, value in plain(table.parameters).items()):
        raise DataError("qca.nearest.other_table", owner=owner)
    number, high = checks.whole(model, 1, "model", owner), len(solutions.models)
    if not high:
        raise DataError("qca.nearest.no_model", outcome=table.outcome)
    if number > high:
        raise ArgumentError("model", owner, "interval_whole", number, low=1, high=high)
    return solutions.models[number - 1].terms


def minimized_again(table: TruthTable, solutions: Solutions) -> Solutions:
    """Return the solution of another truth table with the settings of these, nothing excluded."""
    settings = solutions.parameters
    return minimize(
        table,
        solutions.solution,
        settings.get("expectations"),
        most_models=min(MOST_MODELS, settings["most_models"]),
        budget=settings["budget"],
        contradictions=settings["contradictions"],
        covers=settings["covers"],
        path_cut=settings["path_cut"],
    )


def _draws(cases: int, count: int, seed: int) -> Iterator[NDArray[np.int64]]:
    random = np.random.default_rng(seed)
    return (random.integers(0, cases, cases) for _ in range(count))


def _solved_again(
    table: TruthTable, solutions: Solutions, drawn: NDArray[np.int64]
) -> Solutions | None:
    """Return the solution of the drawn cases, or nothing if there is none."""
    y = table.outcome_memberships[drawn]
    if np.ptp(y) == 0:
        return None
    found = minimized_again(_drawn_table(table, drawn), solutions)
    return found if found.models else None


def _drawn_table(table: TruthTable, drawn: NDArray[np.int64]) -> TruthTable:
    """Return the truth table of the drawn cases, with the cut-offs and levels of the whole one."""
    names = [f"condition{i}" for i in range(len(table.conditions))]
    columns = dict(zip(names, table.memberships[drawn].T.tolist(), strict=True))
    found = truth_table(
        {**columns, "outcome": table.outcome_memberships[drawn].tolist()},
        "outcome",
        names,
        table.parameters["inclusion_cut"],
        table.parameters["pri_cut"],
        table.parameters["frequency_cut"],
    )
    # a draw may miss the highest values of a multi-value condition
    return replace(
        found, conditions=table.conditions, levels=table.levels, multi_value=table.multi_value
    )


def _nearest_terms(found: Solutions, table: TruthTable, base: NearestPath) -> set[str]:
    """Return the paths that are nearest in at least one of the tied models."""
    terms = sorted({term for model in found.models for term in model.terms})
    cubes = np.array([cube_of(term, table, _OWNER) for term in terms])
    settings = base.parameters
    amounts = move_amounts(cubes, base.memberships, table.multi_value, settings["target"])
    weights = np.array([settings["costs"][name] for name in table.conditions])
    movable = np.array([name not in settings["fixed"] for name in table.conditions])
    costs = dict(zip(terms, path_costs(amounts, weights, movable).tolist(), strict=True))
    nearest: set[str] = set()
    for model in found.models:
        lowest = min(costs[term] for term in model.terms)
        if lowest < math.inf:
            nearest |= {term for term in model.terms if costs[term] <= lowest + TOLERANCE}
    return nearest


def _share(term: str, hits: int, solved: int) -> PathShare:
    share = hits / solved if solved else float("nan")
    return PathShare(term, hits, share, *wilson_interval(hits, solved, CONFIDENCE))


def _notes(base: NearestPath, count: int, solved: int, shortened: int) -> tuple[Note, ...]:
    notes = [*base.notes]
    if solved < count:
        values = {"unsolved": count - solved, "resamples": count}
        notes.append(Note("qca.note.nearest_unsolved", values, "warning"))
    if shortened:
        values = {"shortened": shortened, "most": MOST_MODELS}
        notes.append(Note("qca.note.nearest_shortened", values, "warning"))
    return tuple(notes)
