"""Whether the nearest path stays the nearest if anchors stood elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.dataset import calibrated, read_outcome
from consilience.qca.models import Solutions
from consilience.qca.nearest_path import NearestPath, nearest_path
from consilience.qca.nearest_stability import minimized_again, model_terms
from consilience.qca.robustness_tests import AlternativeData
from consilience.qca.truth_table import TruthTable, truth_table
from consilience.results import Note, Result

_OWNER = "nearest_path_alternatives"


@dataclass(frozen=True)
class NearestElsewhere:
    """The nearest paths of the case under other memberships.

    ``nearest`` are nearest in at least one of the tied models, ``cost`` is that of reaching them
    in the model where it is lowest; none and NaN without a solution or a reachable path. ``stays``
    tells whether all nearest paths of the data as they are are among them.
    """

    setting: str
    value: str
    model_count: int
    nearest: tuple[str, ...]
    cost: float
    stays: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class NearestPathAlternatives(Result):
    """Nearest paths of a case, and under which other memberships they are nearest again.

    ``share`` is the share of the alternatives in which they stay, in [0, 1].
    """

    outcome: str
    case: str | None
    nearest: tuple[str, ...]
    alternatives: tuple[NearestElsewhere, ...]
    share: float

    def to_frame(self) -> pd.DataFrame:
        """Return one line an alternative."""
        return pd.DataFrame(
            [{**vars(item), "nearest": ", ".join(item.nearest)} for item in self.alternatives]
        )


def nearest_path_alternatives(
    truth_table: TruthTable,
    solutions: Solutions,
    case: object,
    alternatives: Sequence[AlternativeData],
    *,
    model: int = 1,
    fixed: object = (),
    costs: object = None,
    target: float = 0.51,
) -> NearestPathAlternatives:
    """Calibrate in other ways, minimise again, and tell where the nearest path stays the nearest.

    The settings are those of ``solutions``; rows excluded there are not excluded again. A case of
    the table takes its memberships from the alternative data where it stands there; a new case
    keeps its own. The procedure is a convention of this program.

    Parameters
    ----------
    truth_table : TruthTable
        The table that was minimised.
    solutions : Solutions
        What ``minimize`` returned for it.
    case : str or mapping of str to float
        A case of the table, or memberships of a new case in [0, 1]; see :func:`nearest_path`.
    alternatives : list of AlternativeData
        At least one; each has the conditions and the outcome in columns.
    model : int
        Whose paths are meant, from 1.
    fixed : list of str
        Conditions that cannot be moved.
    costs : mapping of str to float, optional
        Cost of one unit of membership, at least 0.
    target : float in (0.5, 1]
        Membership in a literal that a move brings about.

    Returns
    -------
    NearestPathAlternatives
        The nearest paths under each alternative, in their order, and the share in which they stay.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the solutions do not belong to the table, alternative data cannot be used, or as in
        :func:`nearest_path`.

    Examples
    --------
    >>> from consilience.qca import AlternativeData, minimize, truth_table
    >>> data = {"A": [0.9, 0.8, 0.7, 0.2, 0.3], "Y": [0.8, 0.9, 0.7, 0.1, 0.4]}
    >>> table = truth_table(data, "Y")
    >>> lower = AlternativeData("A crossover", 3.5, {**data, "A": [0.8, 0.7, 0.6, 0.1, 0.2]})
    >>> found = nearest_path_alternatives(table, minimize(table), "4", [lower])
    >>> found.alternatives[0].nearest, found.alternatives[0].stays, found.share
    (('A',), True, 1.0)

    References
    ----------
    Baumgartner, M. and Thiem, A. (2017). Model Ambiguities in Configurational Comparative
    Research. Sociological Methods and Research 46(4).
    Oana, I.-E. and Schneider, C. Q. (2021). A Robustness Test Protocol for Applied QCA: Theory
    and R Software Application. Sociological Methods and Research.
    """
    if not isinstance(truth_table, TruthTable):
        raise ArgumentError("truth_table", _OWNER, "truth_table", type(truth_table).__name__)
    terms = model_terms(truth_table, solutions, model, _OWNER)
    levers = {"fixed": fixed, "costs": costs, "target": target}
    base = nearest_path(truth_table, terms, case, **levers)  # type: ignore[arg-type]  # checked there
    found = []
    for item in _listed(alternatives):
        again = _solved(truth_table, solutions, item)
        found.append(_elsewhere(item, again, base))
    stays = sum(item.stays for item in found)
    unsolved = [f"{item.setting} {item.value}" for item in found if not item.model_count]
    values = {"tests": unsolved}
    return NearestPathAlternatives(
        parameters={
            **solutions.parameters,
            **base.parameters,
            "model": model,
            "alternatives": [[item.setting, item.value] for item in found],
        },
        notes=(
            *base.notes,
            *((Note("qca.note.robustness_empty", values, "warning"),) if unsolved else ()),
        ),
        references=("baumgartner2017", "oana2021", "ragin2008"),
        outcome=truth_table.outcome,
        case=base.case,
        nearest=base.nearest,
        alternatives=tuple(found),
        share=stays / len(found),
    )


def _listed(alternatives: object) -> list[AlternativeData]:
    found = []
    for item in alternatives if isinstance(alternatives, list | tuple) else [alternatives]:
        if not isinstance(item, AlternativeData):
            raise ArgumentError("alternatives", _OWNER, "alternatives", type(item).__name__)
        found.append(item)
    if not found:
        raise ArgumentError("alternatives", _OWNER, "not_empty", "[]")
    return found


def _solved(
    table: TruthTable, solutions: Solutions, item: AlternativeData
) -> tuple[TruthTable, Solutions]:
    columns = (*table.conditions, *read_outcome(table.outcome, _OWNER).conditions)
    frame = checks.frame(item.data, "alternatives", _OWNER)
    multi = calibrated(frame, columns, _OWNER).multi_value[: len(table.conditions)]
    for name, new, old in zip(table.conditions, multi, table.multi_value, strict=True):
        if new != old:
            raise DataError("qca.nearest.other_kind", condition=name)
    settings = solutions.parameters
    cuts = (settings[name] for name in ("inclusion_cut", "pri_cut", "frequency_cut"))
    other = truth_table(frame, table.outcome, table.conditions, *cuts)
    unknown = [case for case in other.case_names if case not in table.case_names]
    if unknown:
        raise DataError("qca.robustness.unknown_cases", cases=unknown)
    return other, minimized_again(other, solutions)


def _elsewhere(
    item: AlternativeData, again: tuple[TruthTable, Solutions], base: NearestPath
) -> NearestElsewhere:
    table, found = again
    nearest: dict[str, float] = {}
    for model in found.models:
        case = base.case if base.case in table.case_names else _vector(base, table)
        settings = {name: base.parameters[name] for name in ("fixed", "costs", "target")}
        there = nearest_path(table, model.terms, case, **settings)
        nearest |= {path.term: path.cost for path in there.paths if path.rank == 1}
    return NearestElsewhere(
        setting=str(item.setting),
        value=str(item.value),
        model_count=found.model_count,
        nearest=tuple(nearest),
        cost=min(nearest.values(), default=float("nan")),
        stays=bool(base.nearest) and set(base.nearest) <= set(nearest),
    )


def _vector(base: NearestPath, table: TruthTable) -> dict[str, float]:
    every = zip(base.conditions, base.memberships.tolist(), table.multi_value, strict=True)
    return {name: int(value) if multi else value for name, value, multi in every}
