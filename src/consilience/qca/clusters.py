"""Clusters: does a subset relation hold in each group of cases, or only pooled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.dataset import calibrated, memberships, outcome_memberships, read_outcome
from consilience.qca.expression import Expression, expression_of
from consilience.qca.fit import Relation, necessity_fit, sufficiency_fit
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class ClusterFit:
    """Fit within one cluster (a wave or a unit) or pooled; NaN where a ratio is undefined (0/0)."""

    name: str
    cases: int
    consistency: float
    coverage: float


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupedFit(Result):
    """Fit of an expression pooled and within each cluster of cases.

    ``distance`` is 0 if all consistencies are equal; NaN if fewer than two are defined or all are
    0. ``share`` follows ``clusters``: the share of all cases in the set (above .5) that lie in that
    cluster; NaN if no case is in the set.
    """

    outcome: str
    relation: str
    pooled: ClusterFit
    clusters: tuple[ClusterFit, ...]
    distance: float
    share: tuple[float, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one line for the pooled fit, then one a cluster."""
        parts = {"pooled": (self.pooled,), "cluster": self.clusters}
        lines = [{"part": k, **vars(f)} for k, found in parts.items() for f in found]
        return pd.DataFrame(lines).assign(share=[1.0, *self.share])


def cluster_fit(
    data: object,
    expression: str | Expression,
    outcome: str,
    *,
    cluster: str,
    relation: Relation = "sufficiency",
) -> GroupedFit:
    """Measure how well a subset relation holds in each cluster of cases, without time.

    Parameters
    ----------
    data : data frame or mapping of columns
        One row a case, memberships in [0, 1] (multi-value: whole numbers), no gaps.
    expression : str or Expression
        A sum of products such as ``"A*~B + C"``.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    cluster : str
        Column that names the cluster (industry, region) of each case; at least two clusters.
    relation : {"sufficiency", "necessity"}
        Which subset relation is measured.

    Returns
    -------
    GroupedFit
        Consistency and coverage in [0, 1], pooled and of every cluster, their distance as in
        :func:`panel_fit`, and the share of the cases of the set that lie in each cluster.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, a cell is missing or outside [0, 1], the outcome is constant, or
        there is only one cluster.

    Examples
    --------
    >>> data = {
    ...     "industry": ["cars", "cars", "chips", "chips"],
    ...     "A": [0.8, 0.6, 0.4, 0.2],
    ...     "Y": [0.9, 0.3, 0.4, 0.1],
    ... }
    >>> found = cluster_fit(data, "A", "Y", cluster="industry")
    >>> [(item.name, round(item.consistency, 3)) for item in found.clusters]
    [('cars', 0.786), ('chips', 0.833)]
    >>> found.share, round(found.distance, 3)
    ((1.0, 0.0), 0.021)

    References
    ----------
    Garcia-Castro, R. and Ariño, M. A. (2016). A General Approach to Panel Data Set-Theoretic
    Research. Journal of Advances in Management Sciences and Information Systems 2.
    """
    checks.choice(relation, get_args(Relation), "relation", "cluster_fit")
    read, wanted = expression_of(expression), read_outcome(outcome, "cluster_fit")
    named = tuple(dict.fromkeys((*read.conditions, *wanted.conditions)))
    frame = checks.frame(data, "data", "cluster_fit")
    if not isinstance(cluster, str):
        raise ArgumentError("cluster", "cluster_fit", "text", cluster)
    checks.known_names(cluster, frame.columns, "cluster", "cluster_fit")
    if cluster in named:
        raise DataError("qca.cluster.two_roles", column=cluster)
    table = calibrated(frame, named, "cluster_fit")
    groups = labels(frame[cluster], "cluster")
    x, y = memberships(read, table), outcome_memberships(wanted, table)
    found = fits(groups, x, y, relation)
    tested = str(read) if relation == "sufficiency" else str(wanted)
    inside = x > 0.5
    counts = np.bincount(groups.codes[inside], minlength=len(groups.categories))
    return GroupedFit(
        parameters={
            "expression": str(read),
            "outcome": str(wanted),
            "cluster": cluster,
            "relation": relation,
        },
        notes=cluster_notes(found, tested, *_NOTES),
        references=("garciacastro2016", "ragin2006"),
        outcome=str(wanted),
        relation=relation,
        pooled=pooled_fit(str(read), x, y, relation),
        clusters=found,
        distance=distance(found),
        share=tuple((counts / inside.sum() if inside.any() else counts * np.nan).tolist()),
    )


_NOTES = ("qca.note.cluster_undefined", "qca.note.cluster_no_distance")


def labels(column: pd.Series, area: str) -> pd.Categorical[str]:
    """Return names as text; numbers and dates rise, other names come in order of appearance.

    Raises
    ------
    DataError
        If a row has no name, or all have the same. ``area`` tells the sentence.
    """
    text = [_name(value) for value in column]
    empty = column.isna().to_numpy() | np.array([not name for name in text])
    if empty.any():
        row = int(np.argmax(empty)) + 1
        raise DataError(f"qca.{area}.no_name", column=str(column.name), row=row)
    order = column.argsort(kind="stable") if column.dtype.kind in "iufM" else range(len(text))
    names = list(dict.fromkeys(text[place] for place in order))
    if len(names) < 2:
        raise DataError(f"qca.{area}.one_value", column=str(column.name), value=names[0])
    return pd.Categorical(text, categories=names)


def _name(value: object) -> str:
    # a column of years becomes decimal numbers where tables were joined with gaps
    whole = isinstance(value, float) and value.is_integer()
    return f"{value:.0f}" if whole else str(value).strip()


def fits(
    named: pd.Categorical[str], x: NDArray[np.float64], y: NDArray[np.float64], relation: Relation
) -> tuple[ClusterFit, ...]:
    """Return the fit within each cluster."""
    rows = [named.codes == code for code in range(len(named.categories))]
    return tuple(
        pooled_fit(name, x[here], y[here], relation)
        for name, here in zip(named.categories, rows, strict=True)
    )


def pooled_fit(
    name: str, x: NDArray[np.float64], y: NDArray[np.float64], relation: Relation
) -> ClusterFit:
    """Return the fit of one set of rows."""
    found = (sufficiency_fit if relation == "sufficiency" else necessity_fit)(name, x, y)
    return ClusterFit(name, len(x), found.inclusion, found.coverage)


def distance(clusters: Sequence[ClusterFit]) -> float:
    """Return the Euclidean distance of the shares of the consistencies from equal shares."""
    found = np.array([item.consistency for item in clusters])
    found = found[~np.isnan(found)]
    if len(found) < 2 or not found.any():
        return float("nan")
    return float(np.linalg.norm(found / found.sum() - 1 / len(found)))


def cluster_notes(
    clusters: Sequence[ClusterFit], tested: str, undefined: str, no_distance: str
) -> tuple[Note, ...]:
    """Return a note for clusters without consistency, and one for a distance that lacks."""
    notes = []
    if empty := [item.name for item in clusters if np.isnan(item.consistency)]:
        notes.append(Note(undefined, {"names": empty, "tested": tested}, "warning"))
    if np.isnan(distance(clusters)):
        notes.append(Note(no_distance, level="warning"))
    return tuple(notes)
