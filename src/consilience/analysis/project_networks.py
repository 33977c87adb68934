"""The network within a collaboration: from its ties, its structure, or the roles of its parties."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Literal

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.analysis.project_parties import ProjectParties

Basis = Literal["ties", "structure", "roles", "taking part"]
HOME = ("home", "中方", "母国")
HOST = ("host", "外方", "东道国", "supplier", "供应商")
_Pairs = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class ProjectNetwork:
    """Who is tied to whom within a collaboration, and what says so.

    ``basis`` is ``"ties"`` (ties of the study join all parties), ``"structure"`` (the scenario
    that was told or confirmed), ``"roles"`` (home and host parties) or ``"taking part"`` (nothing
    else is known, so everyone is tied to everyone).
    """

    basis: Basis
    graph: nx.Graph


def project_network(project: ProjectParties, *, told: bool = True) -> ProjectNetwork:
    """Return the network within a collaboration.

    Ties of the study count where they join all parties. Else the structure gives it (unless
    ``told`` is false): centre divergence a star around the leader, coexistence and symbiosis a
    chain in the order of the row, principal-agent a binary tree with the agent (a leader who is
    no host, else a home party) at its root and hosts at its leaves, group sailing home parties
    tied to each other and to every host, interconnection everyone with everyone. Without a
    structure, several home parties and hosts are group sailing, one home party with hosts is a
    star around it. Who stands where is a convention of this program.

    Parameters
    ----------
    project
        See :func:`project_parties`; at least one party.
    told
        Whether the structure that the study holds counts.

    Returns
    -------
    ProjectNetwork
        A graph over the codes of the parties, in their order.
    """
    graph = nx.Graph()
    graph.add_nodes_from(project.codes)
    for one, other, strength in project.ties:
        before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
        graph.add_edge(one, other, weight=before + strength)
    if project.ties and nx.is_connected(graph):
        return ProjectNetwork(basis="ties", graph=graph)
    if told and project.collaboration.structure:
        return _made("structure", project, _structure(project, project.collaboration.structure))
    if project.with_role(*HOME) and project.with_role(*HOST):
        several = len(project.with_role(*HOME)) > 1
        scenario = "group sailing" if several else "centre divergence"
        return _made("roles", project, _structure(project, scenario))
    return _made("taking part", project, list(combinations(project.codes, 2)))


def _made(basis: Basis, project: ProjectParties, pairs: _Pairs) -> ProjectNetwork:
    graph = nx.Graph()
    graph.add_nodes_from(project.codes)
    graph.add_edges_from(pairs)
    return ProjectNetwork(basis=basis, graph=graph)


def _structure(project: ProjectParties, scenario: str) -> _Pairs:
    codes = project.codes
    match scenario:
        case "centre divergence":
            return _star(codes, _first(project.leaders, project.with_role(*HOME), codes))
        case "coexistence and symbiosis":
            return list(pairwise(codes))
        case "principal-agent":
            hosts = project.with_role(*HOST)
            agents = [one for one in project.leaders if one not in hosts]
            others = [one for one in codes if one not in hosts]
            agent = _first(agents, project.with_role(*HOME), others, codes)
            return _tree([agent, *(one for one in (*others, *hosts) if one != agent)])
        case "group sailing":
            return _group(project)
        case _:
            return list(combinations(codes, 2))


def _group(project: ProjectParties) -> _Pairs:
    hosts = project.with_role(*HOST)
    home = _listed(project.with_role(*HOME), project.leaders) or project.codes
    home = tuple(one for one in home if one not in hosts)
    others = [one for one in project.codes if one not in home]
    return [*combinations(home, 2), *product(home, others)] or list(combinations(project.codes, 2))


def _star(codes: Iterable[str], centre: str) -> _Pairs:
    return [(centre, one) for one in codes if one != centre]


def _tree(codes: list[str]) -> _Pairs:
    """Return the ties of a binary tree with the first at its root."""
    return [(codes[(place - 1) // 2], codes[place]) for place in range(1, len(codes))]


def _first(*choices: Iterable[str]) -> str:
    return next(one for listed in choices for one in listed)


def _listed(*choices: tuple[str, ...]) -> tuple[str, ...]:
    return next((one for one in choices if one), ())
