"""The five scenarios beside each other: who leads them best, and which holds together best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import networkx as nx
import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError
from consilience.network.coherence import REFERENCES, SAME, exact_coherence
from consilience.network.grounding import leaderless, variance_with_each
from consilience.network.scenario import KINDS, Kind
from consilience.network.ties import DEFAULT_WEIGHT, Ties, read_ties
from consilience.results import Note, Result

Question = Literal[
    "hub over supplier",
    "middle of the chain",
    "agent over principal",
    "any leader equal",
    "home over host",
    "group sailing over all",
]


@dataclass(frozen=True)
class ScenarioLeader:
    """One scenario under one leader (or leaders); ``position`` says where the leader stands."""

    scenario: Kind
    position: str
    leaders: int
    total_variance: float
    variance_per_follower: float
    convergence_rate: float
    willingness: float


@dataclass(frozen=True)
class Finding:
    """Whether one finding of the study holds here, with the two values of H that decide."""

    question: Question
    holds: bool
    better: float
    worse: float


@dataclass(frozen=True, kw_only=True, eq=False)
class ScenarioComparison(Result):
    """Five scenarios of one size under each kind of leader, and what the study found."""

    rows: tuple[ScenarioLeader, ...]
    findings: tuple[Finding, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a scenario and leader."""
        return pd.DataFrame([vars(row) for row in self.rows])


def scenario_comparison(
    size: int = 7, *, home: int | None = None, bridges: int | None = None
) -> ScenarioComparison:
    """Compare the five scenarios and their leaders, all with as many partners and unit ties.

    Centre divergence is a star; coexistence and symbiosis a path; principal-agent a binary tree
    whose root is the agent and whose last leaf the principal of the host country; group sailing a
    clique of home firms, some of which (bridges) meet every host; interconnection complete.

    Parameters
    ----------
    size
        Number of partners, at least 6.
    home
        Home firms of group sailing, between 3 and size - 2; half the partners, rounded up, by
        default.
    bridges
        Home firms that meet the hosts, between 1 and home - 1; half of home, rounded down, by
        default.

    Returns
    -------
    ScenarioComparison
        H, H per follower, rate and willingness of each scenario and leader; and the five orderings
        of the study of standards alliances, with a sixth: that group sailing is the strongest of
        all. Under one leader it is not; a note says what holds where the bridges lead together.

    Raises
    ------
    ArgumentError
        If a number is outside its range.

    Examples
    --------
    >>> found = scenario_comparison(7)
    >>> {row.position: round(row.willingness, 3) for row in found.rows[-5:-1]}
    {'bridge': 4.148, 'other home firm': 2.987, 'host': 2.453, 'bridges together': 4.444}
    >>> [finding.holds for finding in found.findings]
    [True, True, True, True, True, False]

    References
    ----------
    Patterson and Bamieh (2010), Leader Selection for Optimal Network Coherence; Zhou, Chen and
    Yang (2023) for scenarios and findings. The graphs are a convention of this program.
    """
    owner = "scenario_comparison"
    count = checks.whole(size, 6, "size", owner)
    firms = _between(home, (count + 1) // 2, 3, count - 2, "home", owner)
    meeting = _between(bridges, firms // 2, 1, firms - 1, "bridges", owner)
    rows = (
        *_star(count),
        *_chain(count),
        *_tree(count),
        *_sailing(count, firms, meeting),
        _row("interconnection", "any", nx.complete_graph(count), (0,)),
    )
    return ScenarioComparison(
        rows=rows,
        findings=_findings(rows, count),
        parameters={"size": count, "home": firms, "bridges": meeting},
        notes=_notes(rows),
        references=REFERENCES,
    )


def _between(given: object, usual: int, low: int, high: int, name: str, owner: str) -> int:
    if given is None:
        return usual
    found = checks.whole(given, low, name, owner)
    if found > high:
        raise ArgumentError(name, owner, "interval_whole", given, low=low, high=high)
    return found


def _ties(graph: nx.Graph) -> Ties:
    return read_ties(graph, DEFAULT_WEIGHT, "scenario_comparison")


def _row(kind: Kind, position: str, graph: nx.Graph, leaders: tuple[int, ...]) -> ScenarioLeader:
    found = exact_coherence(_ties(graph), np.array(leaders))
    followers = graph.number_of_nodes() - len(leaders)
    return ScenarioLeader(
        scenario=kind,
        position=position,
        leaders=len(leaders),
        total_variance=found.total_variance,
        variance_per_follower=found.total_variance / followers,
        convergence_rate=found.rate,
        willingness=followers / found.total_variance,
    )


def _star(count: int) -> tuple[ScenarioLeader, ...]:
    graph = nx.star_graph(count - 1)
    positions = (("hub", 0), ("supplier", 1))
    return tuple(_row(KINDS[0], position, graph, (node,)) for position, node in positions)


def _chain(count: int) -> tuple[ScenarioLeader, ...]:
    graph = nx.path_graph(count)
    middle = (count - 1) // 2
    return tuple(
        _row(KINDS[1], f"{node} from the end", graph, (node,)) for node in range(middle + 1)
    )


def _tree(count: int) -> tuple[ScenarioLeader, ...]:
    graph = nx.full_rary_tree(2, count)
    positions = (("agent", 0), ("host principal", count - 1))
    return tuple(_row(KINDS[2], position, graph, (node,)) for position, node in positions)


def _sailing(count: int, firms: int, meeting: int) -> tuple[ScenarioLeader, ...]:
    graph = nx.complete_graph(firms)
    graph.add_edges_from((a, b) for a in range(meeting) for b in range(firms, count))
    group = tuple(range(meeting))
    positions: tuple[tuple[str, tuple[int, ...]], ...] = (
        ("bridge", (0,)),
        ("other home firm", (firms - 1,)),
        ("host", (count - 1,)),
        ("bridges together", group),
    )
    return tuple(_row(KINDS[3], position, graph, leaders) for position, leaders in positions)


def _findings(rows: tuple[ScenarioLeader, ...], count: int) -> tuple[Finding, ...]:
    star, chain, tree, sailing = (
        {row.position: row.total_variance for row in rows if row.scenario == kind}
        for kind in KINDS[:4]
    )
    along = list(chain.values())
    equal = variance_with_each(leaderless(_ties(nx.complete_graph(count))))
    least, most = float(equal.min()), float(equal.max())
    others = [row.total_variance for row in rows if row.scenario != "group sailing"]
    ordered = sailing["bridge"] < sailing["other home firm"] < sailing["host"]
    return (
        _finding("hub over supplier", star["hub"], star["supplier"]),
        Finding("middle of the chain", along == sorted(along)[::-1], along[-1], along[0]),
        _finding("agent over principal", tree["agent"], tree["host principal"]),
        Finding("any leader equal", most - least <= SAME * most, least, most),
        Finding("home over host", ordered, sailing["bridge"], sailing["host"]),
        _finding("group sailing over all", sailing["bridge"], min(others)),
    )


def _finding(question: Question, better: float, worse: float) -> Finding:
    return Finding(question, better < worse * (1 - SAME), better, worse)


def _notes(rows: tuple[ScenarioLeader, ...]) -> tuple[Note, ...]:
    joint = next(row for row in rows if row.position == "bridges together")
    others = [row for row in rows if row.scenario != "group sailing"]
    least = min(row.total_variance for row in others)
    strongest = joint.total_variance < least
    key = "network.note.joint_strongest" if strongest else "network.note.joint_not_strongest"
    values = {"leaders": joint.leaders, "variance": joint.total_variance, "least": least}
    return (Note(key, values), Note("network.note.our_reading"))
