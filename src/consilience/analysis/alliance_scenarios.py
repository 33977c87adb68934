"""The five scenarios of cooperation: compared, and the one of each collaboration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import networkx as nx
import pandas as pd

from consilience import network
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_state import merged
from consilience.network.rows import read_spells
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.study import Collaboration

Basis = Literal["ties", "structure"]
SCENARIOS = ("size", "home", "bridges")
_LIKE: dict[str, str] = {name: kind for kind, name in network.OTHER_NAMES.items()}
_LEAST_PARTIES = 2


@dataclass(frozen=True)
class CollaborationScenario:
    """One collaboration: its scenario, and how willingly its parties follow.

    ``basis``: the ties among its parties during the collaboration, or the ``structure`` that a
    person confirmed, as a template of as many parties. ``score`` is the likeness to the scenario (1
    for a template). ``willingness`` is that under its ``leaders``, NaN where nobody is known to
    lead or it is not known where in the template they stand; ``best`` and ``worst`` are those under
    the best and the worst single leader, ``best_leaders`` the best ones (none in a template).
    """

    collaboration: str
    parties: int
    ties: int
    basis: Basis
    scenario: str
    score: float
    structure: str
    leaders: tuple[str, ...]
    willingness: float
    best: float
    worst: float
    best_leaders: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ScenariosFinding(Result):
    """The five scenarios under each kind of leader, with the findings of the study of standards.

    ``collaborations`` are those of which ties among the parties, or a structure, are known;
    ``unknown`` counts the others.
    """

    comparison: network.ScenarioComparison
    collaborations: tuple[CollaborationScenario, ...]
    unknown: int

    def to_frame(self) -> pd.DataFrame:
        """Return one row a collaboration."""
        columns = list(CollaborationScenario.__dataclass_fields__)
        frame = pd.DataFrame([vars(one) for one in self.collaborations], columns=columns)
        for name in ("leaders", "best_leaders"):
            frame[name] = [", ".join(cell) for cell in frame[name]]
        return frame


@once
def scenarios(material: AllianceMaterial, settings: Settings) -> ScenariosFinding:
    """Compare the scenarios, and name the one of each collaboration."""
    comparison = network.scenario_comparison(**settings)
    ties, parties = _Ties.of(material), _parties(material)
    every = [one for one in material.study.collaborations if not one.excluded]
    found = [_scenario(one, parties[one.code], ties) for one in every]
    known = [one for one in found if one is not None]
    unknown = len(every) - len(known)
    told = (Note("alliance.note.unknown_scenarios", {"count": unknown}),) if unknown else ()
    return ScenariosFinding(
        comparison=comparison,
        collaborations=tuple(known),
        unknown=unknown,
        parameters=dict(settings),
        notes=(*comparison.notes, *told, Note("network.note.our_reading")),
        references=(*merged(comparison), "dice1945"),
    )


@dataclass(frozen=True)
class _Tie:
    first: str
    last: str
    one_way: bool
    a: str
    b: str
    strength: float


@dataclass(frozen=True)
class _Ties:
    """The stated ties by pair of organisations."""

    by_pair: dict[frozenset[str], list[_Tie]]

    @classmethod
    def of(cls, material: AllianceMaterial) -> _Ties:
        """Return the ties of a study."""
        frame, found = material.ties, defaultdict(list)
        read_spells(frame)  # refuses what is no date
        columns = ("start", "end", "directed", "from", "to", "strength")
        for row in zip(*(frame[name].tolist() for name in columns), strict=True):
            found[frozenset(row[3:5])].append(_Tie(*row))
        return cls(dict(found))

    def among(self, members: Iterable[str], start: str, end: str) -> nx.Graph:
        """Return the network of some organisations in a time; an empty date is open."""
        listed = list(members)
        kept = [
            tie
            for pair in combinations(listed, 2)
            for tie in self.by_pair.get(frozenset(pair), ())
            if _overlap(tie, start, end)
        ]
        directed = any(tie.one_way for tie in kept)
        graph = nx.DiGraph() if directed else nx.Graph()
        graph.add_nodes_from(listed)
        for tie in kept:
            ways = [(tie.a, tie.b), (tie.b, tie.a)]
            for a, b in ways if directed and not tie.one_way else ways[:1]:
                before = graph.get_edge_data(a, b, {}).get("weight", 0.0)
                graph.add_edge(a, b, weight=before + tie.strength)
        return graph


def _overlap(tie: _Tie, start: str, end: str) -> bool:
    """Return whether a tie holds at some time of a collaboration, by year, month or day."""
    late = tie.first and end and end + "~" < tie.first
    early = tie.last and start and tie.last + "~" < start
    return not late and not early


def _parties(material: AllianceMaterial) -> dict[str, dict[str, bool]]:
    """Return who takes part in each collaboration, and whether it leads."""
    frame, found = material.participations, defaultdict[str, dict[str, bool]](dict)
    columns = ("collaboration", "organisation", "leads")
    for code, name, leads in zip(*(frame[one].tolist() for one in columns), strict=True):
        found[code][name] = bool(leads) or found[code].get(name, False)
    return found


def _scenario(
    one: Collaboration, parties: dict[str, bool], ties: _Ties
) -> CollaborationScenario | None:
    graph = ties.among(parties, one.start_date, one.end_date)
    leaders = tuple(name for name, leads in parties.items() if leads)
    if len(graph) >= _LEAST_PARTIES and graph.number_of_edges():
        return _of_ties(one, graph, leaders)
    size = one.size or len(parties)
    kind = _LIKE.get(one.structure, one.structure)
    if kind in network.KINDS and size >= _LEAST_PARTIES:
        return _of_structure(one, kind, size, leaders)
    return None


def _of_ties(
    one: Collaboration, graph: nx.Graph, leaders: tuple[str, ...]
) -> CollaborationScenario:
    near = network.scenario(graph) if len(graph) > 2 else None
    singles = network.single_leaders(graph, rates=False)
    best, worst = float(singles.willingness.max()), float(singles.willingness.min())
    led = 0 < len(leaders) < len(graph)
    ahead = [
        str(name)
        for name, value in zip(singles.nodes, singles.willingness, strict=True)
        if best > 0 and value >= best * (1 - 1e-9)
    ]
    return CollaborationScenario(
        collaboration=one.code,
        parties=len(graph),
        ties=graph.number_of_edges(),
        basis="ties",
        scenario=near.kind if near else "interconnection",
        score=near.score if near else 1.0,
        structure=one.structure,
        leaders=leaders,
        willingness=network.coherence(graph, leaders).willingness if led else float("nan"),
        best=best,
        worst=worst,
        best_leaders=tuple(ahead),
    )


def _of_structure(
    one: Collaboration, kind: str, size: int, leaders: tuple[str, ...]
) -> CollaborationScenario:
    best, worst, ties = _template(kind, size)
    alike = best - worst <= 1e-9 * best
    return CollaborationScenario(
        collaboration=one.code,
        parties=size,
        ties=ties,
        basis="structure",
        scenario=kind,
        score=1.0,
        structure=one.structure,
        leaders=leaders,
        willingness=best if alike else float("nan"),
        best=best,
        worst=worst,
        best_leaders=(),
    )


@cache
def _template(kind: str, size: int) -> tuple[float, float, int]:
    """Return the willingness under the best and the worst leader of a template, and its ties."""
    graph = _TEMPLATES[kind](size)
    willingness = network.single_leaders(graph, rates=False).willingness
    return float(willingness.max()), float(willingness.min()), graph.number_of_edges()


def _sailing(size: int) -> nx.Graph:
    """Return home firms that are all tied; half of them, rounded down, meet every host."""
    home = (size + 1) // 2
    graph = nx.complete_graph(home)
    graph.add_edges_from((a, b) for a in range(max(1, home // 2)) for b in range(home, size))
    return graph


_TEMPLATES: dict[str, Any] = {
    "centre divergence": lambda size: nx.star_graph(size - 1),
    "coexistence and symbiosis": nx.path_graph,
    "principal-agent": lambda size: nx.full_rary_tree(2, size),
    "group sailing": _sailing,
    "interconnection": nx.complete_graph,
}
