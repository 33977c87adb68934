"""Triangulation: on how many kinds of source each finding rests."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.coding.coded import places_of, read_codings
from consilience.coding.matrices import CrossMatrix, cross_matrix
from consilience.results import Note, Result


@dataclass(frozen=True, kw_only=True, eq=False)
class Triangulation(Result):
    """Codings of each finding by kind of source.

    ``matrix`` has one row a finding and one column a kind; ``single`` are the findings that rest
    on one kind of source only, ``none`` those without any coding.
    """

    matrix: CrossMatrix
    single: tuple[str, ...]
    none: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a finding: codings of each kind, sources, and how many kinds there are."""
        found = self.matrix.to_frame()
        kinds = (found > 0).sum(axis=1)
        return found.assign(kinds=kinds)


def triangulation(codings: object, codes: object, kinds: object = None) -> Triangulation:
    """Count the kinds of source behind each finding, and flag those that rest on one.

    Parameters
    ----------
    codings : table
        One row a coding: ``coding``, ``code``, ``kind`` (of source) and ``source``; if known
        ``direction``, ``exemplar``, ``importance``, ``intensity`` and ``length``, as for
        ``evidence_table``.
    codes : list of str
        The findings, in order.
    kinds : list of str, optional
        All kinds of source that the study has; else those of the table.

    Returns
    -------
    Triangulation
        Counts of shape (findings, kinds) and the findings that need other sources.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a column is missing, a cell not allowed, or a name unknown.

    Examples
    --------
    >>> codings = {
    ...     "coding": ["q1", "q2", "q3"], "code": ["trust", "trust", "law"],
    ...     "kind": ["interview", "internal", "interview"], "source": ["J1", "D1", "J1"],
    ... }
    >>> triangulation(codings, ["trust", "law"]).single
    ('law',)

    References
    ----------
    Denzin (1978), The Research Act; Yin (2018), Case Study Research and Applications.
    """
    owner = "triangulation"
    table = read_codings(codings, ("coding", "code", "kind", "source"), owner)
    names = checks.names(codes, "codes", owner)
    columns = sorted(set(table["kind"])) if kinds is None else checks.names(kinds, "kinds", owner)
    places_of(table["code"], names, "code", owner)
    places_of(table["kind"], tuple(columns), "kind", owner)
    given = checks.frame(codings, "codings", owner).drop(columns=["row", "column"], errors="ignore")
    found = cross_matrix(given.rename(columns={"code": "row", "kind": "column"}), names, columns)
    several = (found.counts > 0).sum(axis=1)
    single = tuple(name for name, count in zip(names, several, strict=True) if count == 1)
    none = tuple(name for name, count in zip(names, several, strict=True) if count == 0)
    flags = (Note("evidence.note.single_kind", {"codes": list(single)}, "warning"),)
    return Triangulation(
        matrix=found,
        single=single,
        none=none,
        parameters={"kinds": list(columns)},
        notes=flags if single else (),
        references=("denzin1978", "yin2018"),
    )
