"""The two-mode network: which organisations take part in which collaborations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from consilience import checks
from consilience.errors import DataError
from consilience.network.rows import places, read_labels, read_names, read_spells, read_window
from consilience.network.ties import Matrix
from consilience.results import Note, Result


@dataclass(frozen=True, kw_only=True, eq=False)
class TwoMode(Result):
    """Organisations, collaborations and who takes part in what; arrays are read-only.

    ``pairs`` has shape (participations, 2): the place of the organisation and that of the
    collaboration, each pair once, in order.
    """

    organisations: tuple[str, ...]
    collaborations: tuple[str, ...]
    pairs: NDArray[np.int64]

    @property
    def incidence(self) -> Matrix:
        """Return 1 where an organisation takes part: shape (organisations, collaborations)."""
        rows, columns = self.pairs.reshape(-1, 2).T
        shape = (len(self.organisations), len(self.collaborations))
        return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape)

    @property
    def organisation_degree(self) -> NDArray[np.int64]:
        """Return the number of collaborations of each organisation."""
        return np.bincount(self.pairs.reshape(-1, 2)[:, 0], minlength=len(self.organisations))

    @property
    def collaboration_degree(self) -> NDArray[np.int64]:
        """Return the number of organisations of each collaboration."""
        return np.bincount(self.pairs.reshape(-1, 2)[:, 1], minlength=len(self.collaborations))

    def graph(self) -> nx.Graph:
        """Return a fresh networkx graph: ``bipartite`` is 0 at organisations, 1 at collaborations.

        Raises
        ------
        DataError
            If a name stands on both sides.
        """
        both = set(self.organisations) & set(self.collaborations)
        if both:
            raise DataError("network.both_sides", name=min(both))
        graph = nx.Graph()
        graph.add_nodes_from(self.organisations, bipartite=0)
        graph.add_nodes_from(self.collaborations, bipartite=1)
        graph.add_edges_from(self.to_frame().itertuples(index=False))
        return graph

    def to_frame(self) -> pd.DataFrame:
        """Return one row a participation."""
        rows, columns = self.pairs.reshape(-1, 2).T
        return pd.DataFrame(
            {
                "organisation": [self.organisations[place] for place in rows],
                "collaboration": [self.collaborations[place] for place in columns],
            }
        )


def two_mode(
    participations: Any,
    *,
    at: str | int | None = None,
    since: str | int | None = None,
    until: str | int | None = None,
    roles: Iterable[str] | None = None,
) -> TwoMode:
    """Read who takes part in what: the two-mode network, from which every projection comes.

    Parameters
    ----------
    participations
        A table, one row a participation: ``organisation``, ``collaboration``; if there, ``role``,
        and ``start`` and ``end`` (``2019``, ``2019-05``, ``2019-05-12``; both included, empty: open
        on that side). A pair that stands in several rows counts once.
    at, since, until
        Only participations at one date (year, month or day), or at some time between two.
    roles
        Only participations in these roles.

    Returns
    -------
    TwoMode
        Organisations and collaborations in the order of their first row. None of either, with a
        note, where no row is left.

    Raises
    ------
    ArgumentError
        If there is no table, or a date or role is none, or they are in the wrong order.
    DataError
        If a column or a name is missing, a date is none, or an end comes before its start.
    UnknownNameError
        If no row has such a role.

    Examples
    --------
    >>> found = two_mode(
    ...     {
    ...         "organisation": ["A", "B", "B", "C"],
    ...         "collaboration": ["maps", "maps", "chips", "chips"],
    ...         "start": [2019, 2019, 2021, 2021],
    ...     },
    ...     until=2020,
    ... )
    >>> found.organisations, found.collaborations, found.organisation_degree
    (('A', 'B'), ('maps',), array([1, 1]))

    References
    ----------
    Breiger (1974), The Duality of Persons and Groups; Borgatti and Everett (1997), Network Analysis
    of 2-Mode Data. That an empty end means "still going on" is a convention of this program.
    """
    owner = "two_mode"
    frame = checks.frame(participations, "participations", owner)
    organisations = read_names(frame, "organisation")
    collaborations = read_names(frame, "collaboration")
    window = read_window(at, since, until, owner)
    kept = read_spells(frame).during(*window)
    left_out = int((~kept).sum())
    chosen = None if roles is None else _roles(roles, frame, owner)
    if chosen is not None:
        kept &= np.isin(np.array(read_labels(frame, "role"), dtype=object), list(chosen))
    rows = np.flatnonzero(kept)
    firsts, first = places([organisations[row] for row in rows])
    seconds, second = places([collaborations[row] for row in rows])
    pairs = np.unique(np.column_stack([first, second]), axis=0)
    pairs.flags.writeable = False
    return TwoMode(
        organisations=firsts,
        collaborations=seconds,
        pairs=pairs,
        parameters={"since": window[0], "until": window[1], "roles": chosen},
        notes=_notes(
            left_out, len(frame) - left_out - len(rows), len(rows) - len(pairs), len(rows)
        ),
        references=("breiger1974", "borgatti1997"),
    )


def _roles(roles: object, frame: pd.DataFrame, owner: str) -> tuple[str, ...]:
    available = sorted({role for role in read_labels(frame, "role") if role})
    return checks.known_names(roles, available, "roles", owner)


def _notes(outside: int, other_roles: int, repeated: int, kept: int) -> tuple[Note, ...]:
    counts = {"outside": outside, "other_roles": other_roles, "repeated": repeated}
    notes = [Note(f"network.note.{key}", {"count": n}) for key, n in counts.items() if n]
    if not kept:
        notes.append(Note("network.note.nobody", {}, "warning"))
    return tuple(notes)
