"""How willingly the parties of every collaboration follow its leader."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import networkx as nx
import numpy as np
import pandas as pd

from consilience import network
from consilience.analysis.project_networks import Basis, project_network
from consilience.analysis.project_parties import ProjectParties, project_parties

if TYPE_CHECKING:
    from consilience.study import Study

Followed = Literal["stated", "best", "nobody follows", "too large"]
LARGEST = 3_000  # parties; beyond, no exact solution is tried


@dataclass(frozen=True, kw_only=True)
class ProjectWillingness:
    """One collaboration: its network, its leaders, and how willingly the others follow.

    ``followed`` is ``"stated"`` where the leaders are those of the study, ``"best"`` where none is
    stated and each of ``best_leaders`` alone gives what stands here, ``"nobody follows"`` where
    fewer than two parties or nobody but leaders take part, ``"too large"`` beyond 3,000 parties;
    in the last two there is no willingness. ``structure`` is the scenario that the study holds, or
    the one that the network is nearest to, "" with fewer than three parties. ``best_leaders`` are
    all single leaders with the ``best`` willingness; ``weakest`` is empty where several are best.
    """

    collaboration: str
    title: str
    start: str
    parties: int
    basis: Basis
    structure: str
    followed: Followed
    leaders: tuple[str, ...]
    willingness: float | None = None
    total_variance: float | None = None
    relative_willingness: float | None = None
    convergence_rate: float | None = None
    weakest: tuple[str, ...] = ()
    best_leaders: tuple[str, ...] = ()
    best: float | None = None


def project_willingness(study: Study) -> tuple[ProjectWillingness, ...]:
    """Return the willingness within every collaboration that is not excluded.

    Parameters
    ----------
    study
        With collaborations and their parties.

    Returns
    -------
    tuple of ProjectWillingness
        In the order of the study.

    References
    ----------
    As :func:`consilience.network.leading.coherence`, whose reading of willingness is ours.
    """
    return tuple(_willingness(one) for one in project_parties(study))


def willingness_frame(found: tuple[ProjectWillingness, ...]) -> pd.DataFrame:
    """Return one row a collaboration; several codes stand in one cell with commas."""
    names = [one.name for one in fields(ProjectWillingness)]
    rows = [
        {
            name: ", ".join(value) if isinstance(value, tuple) else value
            for name, value in asdict(one).items()
        }
        for one in found
    ]
    return pd.DataFrame(rows, columns=names)


@dataclass(frozen=True, slots=True)
class _Solved:
    """What a network says, its nodes by their places."""

    scenario: str
    led: network.Coherence
    best_leaders: tuple[int, ...]
    best: float


def _willingness(project: ProjectParties) -> ProjectWillingness:
    count = len(project.codes)
    collaboration = project.collaboration
    found = project_network(project) if count <= LARGEST else None
    head = ProjectWillingness(
        collaboration=collaboration.code,
        title=collaboration.title,
        start=collaboration.start_date,
        parties=count,
        basis="taking part" if found is None else found.basis,
        structure=collaboration.structure,
        followed="too large" if found is None else "nobody follows",
        leaders=project.leaders,
    )
    if found is None or count < 2 or len(project.leaders) == count:
        return head
    place = {code: number for number, code in enumerate(project.codes)}
    ties = tuple(
        sorted(
            (*sorted((place[one], place[other])), weight)
            for one, other, weight in found.graph.edges(data="weight", default=1.0)
        )
    )
    solved = _solved(count, ties, tuple(place[code] for code in project.leaders))
    return _filled(head, solved, project.codes)


def _filled(
    head: ProjectWillingness, solved: _Solved, codes: tuple[str, ...]
) -> ProjectWillingness:
    led = solved.led
    sure = head.leaders or len(solved.best_leaders) == 1  # else each would have another weakest
    return replace(
        head,
        structure=head.structure or solved.scenario,
        followed="stated" if head.leaders else "best",
        willingness=led.willingness,
        total_variance=led.total_variance,
        relative_willingness=led.relative_willingness,
        convergence_rate=led.convergence_rate,
        weakest=tuple(codes[int(place)] for place in led.weakest) if sure else (),
        best_leaders=tuple(codes[place] for place in solved.best_leaders),
        best=solved.best,
    )


# Projects of the same form are many: each form is solved once.
@lru_cache(maxsize=1 << 12)
def _solved(count: int, ties: tuple[tuple[float, ...], ...], leaders: tuple[int, ...]) -> _Solved:
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from(ties)
    singles = network.single_leaders(graph, rates=False).willingness
    top = float(singles.max())
    best = tuple(int(place) for place in np.flatnonzero(singles >= top * (1 - 1e-9)))
    chosen = leaders or best[:1]
    return _Solved(
        scenario=network.scenario(graph).kind if count > 2 else "",
        led=network.coherence(graph, list(chosen)),
        best_leaders=best,
        best=top,
    )
