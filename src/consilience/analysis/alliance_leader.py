"""Who should lead: the best leaders, those of today beside them, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import pandas as pd

from consilience import checks, network
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_network import (
    SHARED,
    AllianceNetwork,
    NetworkChoice,
    alliance_network,
)
from consilience.analysis.alliance_state import merged, notes_of
from consilience.analysis.subnetworks import part_of
from consilience.errors import DataError
from consilience.network.coherence import SAME
from consilience.network.projection import ProjectionWeight
from consilience.network.rows import read_spells
from consilience.results import Note, Result

if TYPE_CHECKING:
    import networkx as nx

    from consilience.analysis.inputs import Settings

LEADER = (
    *SHARED,
    "size",
    "leaders",
    "candidates",
    "among",
    "leader_gain",
    "tie_strength",
    "most",
    "share",
    "draws",
    "seed",
)
_OWNER = "leader"
_MOST_TIES = 5
_LARGE = 300  # beyond, each rate of convergence takes long
_MANY = 150  # beyond, each of many networks takes long
_DRAWS, _FEW_DRAWS = 100, 20


@dataclass(frozen=True)
class OtherNetwork:
    """The best leaders if ties were counted otherwise.

    ``kept`` says whether a best set of the network looked at is still among the best, and ``loss``
    by which share its H exceeds the least one there (NaN where it does not reach everyone).
    """

    base: str
    weight: str
    direction: str
    sets: tuple[tuple[str, ...], ...]
    kept: bool
    loss: float


@dataclass(frozen=True, kw_only=True, eq=False)
class LeaderFinding(Result):
    """Who should lead the network, or a group of it.

    ``among`` names the group's organisations (empty: the whole network). ``led`` says what comes
    of the first best set, ``current`` of those who lead today, ``current_loss`` by which share
    their H exceeds the least one (NaN where nobody is named). ``noisy`` says the same of both if
    leaders are disturbed like all others, as far as that was asked for. ``ties_to_add`` and
    ``leaders_to_add`` help the leaders of today, else the best set; in a directed network they are
    worked out without direction, and there are none where somebody is not reached.
    ``other_networks`` counts ties otherwise.
    """

    choice: NetworkChoice
    among: tuple[str, ...]
    scenario: network.Scenario | None
    best: network.BestLeaders
    singles: network.SingleLeaders
    led: network.Coherence | None
    current: network.Coherence | None
    current_loss: float
    noisy: tuple[network.Coherence, ...]
    ties_to_add: network.TieGains | None
    leaders_to_add: network.LeaderGains | None
    sensitivity: network.LeaderSensitivity
    other_networks: tuple[OtherNetwork, ...]

    @property
    def steadiness(self) -> float:
        """The least share, over all changes tried, in which a best set stays among the best."""
        shares = [one.kept for one in self.sensitivity.variations if one.kept == one.kept]
        other = [float(one.kept) for one in self.other_networks if one.sets]
        return min((*shares, *([sum(other) / len(other)] if other else [])), default=float("nan"))

    def to_frame(self) -> pd.DataFrame:
        """Return one row an organisation as the only leader, the best first."""
        return self.singles.to_frame()


@once
def leader(material: AllianceMaterial, settings: Settings) -> LeaderFinding:
    """Say who should lead, what the leaders of today cost, and how sure that is."""
    group = _group(material, settings)
    found = _network(material, settings, group)
    graph, size = found.graph, checks.whole(settings.get("size", 1), 1, "size", _OWNER)
    today = _today(material, settings, found)
    if not found.choice.ties:
        raise DataError("alliance.no_ties", at=found.choice.at)
    candidates = settings.get("candidates")
    best = network.best_leaders(graph, size, candidates=candidates)
    singles = network.single_leaders(graph, rates=len(graph) <= _LARGE)
    current = network.coherence(graph, today) if today else None
    led = network.coherence(graph, best.sets[0]) if best.sets else None
    helped = today or (best.sets[0] if best.sets else ())
    ties, leaders = _help(_undirected(material, settings, found, group), helped, settings)
    quick = len(graph) <= _MANY and not graph.is_directed()
    draws = settings.get("draws", _DRAWS if quick else _FEW_DRAWS)
    varied = {name: settings[name] for name in ("share", "seed") if name in settings}
    sensitivity = network.leader_sensitivity(graph, size, draws=draws, **varied)
    scenario = network.scenario(graph) if len(graph) > 2 else None
    parts = (scenario, best, singles, current, led, ties, leaders, sensitivity)
    plain = (Note("alliance.note.help_undirected"),) if graph.is_directed() and ties else ()
    return LeaderFinding(
        choice=found.choice,
        among=group,
        scenario=scenario,
        best=best,
        singles=singles,
        led=led,
        current=current,
        current_loss=_loss(current.total_variance, best.value) if current else float("nan"),
        noisy=_noisy(graph, settings, [one.leaders for one in (led, current) if one]),
        ties_to_add=ties,
        leaders_to_add=leaders,
        sensitivity=sensitivity,
        other_networks=tuple(_others(material, settings, found.choice, group, best)),
        parameters=dict(settings),
        notes=(*found.notes, *notes_of(*parts), *plain, Note("network.note.our_reading")),
        references=merged(*parts),
    )


def _group(material: AllianceMaterial, settings: Settings) -> tuple[str, ...]:
    """Return the organisations of the group that is asked about; none for the whole network."""
    if settings.get("among") is None:
        return ()
    codes, inside = _asked_among(material, settings)
    members = {*inside["organisation"], *(code for code in codes if code in material.organisations)}
    return tuple(code for code in material.organisations if code in members)


def _asked_among(
    material: AllianceMaterial, settings: Settings
) -> tuple[tuple[str, ...], pd.DataFrame]:
    """Return the codes asked about, and the participations in those that are collaborations."""
    rows = material.participations
    known = (*material.organisations, *dict.fromkeys(rows["collaboration"]))
    codes = checks.known_names(settings["among"], known, "among", _OWNER)
    return codes, rows[rows["collaboration"].isin(codes)]


def _today(
    material: AllianceMaterial, settings: Settings, found: AllianceNetwork
) -> tuple[str, ...]:
    """Return who leads today: those named, else those who lead the collaborations asked about."""
    named = settings.get("leaders")
    if named is not None or settings.get("among") is None:
        return (named,) if isinstance(named, str) else tuple(named or ())
    rows = _asked_among(material, settings)[1]
    at = found.choice.at
    leading = rows[rows["leads"].astype(bool) & read_spells(rows).during(at, at)]
    today = tuple(node for node in found.graph if node in set(leading["organisation"]))
    return today if len(today) < len(found.graph) else ()


def _network(
    material: AllianceMaterial, settings: Settings, group: tuple[str, ...]
) -> AllianceNetwork:
    """Return the network asked about: the largest part, a group as it is."""
    if not group:
        return alliance_network(material, settings, _OWNER, part="largest")
    return alliance_network(material, settings, _OWNER).among(group)


def leader_graph(material: AllianceMaterial, settings: Settings) -> nx.Graph:
    """Return the network that the step looks at, without direction."""
    group = _group(material, settings)
    return _undirected(material, settings, _network(material, settings, group), group)


def _undirected(
    material: AllianceMaterial,
    settings: Settings,
    found: AllianceNetwork,
    group: tuple[str, ...],
) -> nx.Graph:
    """Return the network among the same organisations, where it is directed without direction."""
    if not found.graph.is_directed():
        return found.graph
    plain = _network(material, {**settings, "direction": "ignored"}, group)
    return part_of(plain.graph, found.graph)


def _help(
    graph: nx.Graph, leaders: tuple[Any, ...], settings: Settings
) -> tuple[network.TieGains | None, network.LeaderGains | None]:
    """Return the ties and the leaders that would help most, where leaders reach everyone."""
    if not leaders or network.coherence(graph, leaders).unreached:
        return None, None
    strength = {"strength": settings["tie_strength"]} if "tie_strength" in settings else {}
    most = settings.get("most", _MOST_TIES)
    return (
        network.tie_gains(graph, leaders, top=most, **strength),
        network.leader_gains(graph, leaders),
    )


def _noisy(
    graph: nx.Graph, settings: Settings, sets: Iterable[tuple[Any, ...]]
) -> tuple[network.Coherence, ...]:
    gain = settings.get("leader_gain")
    if gain is None:
        return ()
    return tuple(network.coherence(graph, one, leader_gain=gain) for one in sets)


def _others(
    material: AllianceMaterial,
    settings: Settings,
    choice: NetworkChoice,
    group: tuple[str, ...],
    best: network.BestLeaders,
) -> Iterable[OtherNetwork]:
    """Yield the best leaders under each other weight of what is shared, and each other base."""
    weights = get_args(ProjectionWeight) if choice.base != "ties" else ()
    changes: list[dict[str, str]] = [{"weight": one} for one in weights if one != choice.weight]
    if choice.base == "both" and not material.ties.empty and not material.participations.empty:
        changes += [{"base": "ties"}, {"base": "participations"}]
    if choice.base == "both" and material.participations.empty:
        changes = []
    if bool(material.ties["directed"].any()) and choice.direction == "kept":
        changes.append({"direction": "ignored"})
    for change in changes:
        asked = {**settings, **change}
        if change.get("base") == "ties":
            asked.pop("backbone", None)
        yield _other(_network(material, _with_layers(material, asked), group), best, settings)


def _with_layers(material: AllianceMaterial, asked: dict[str, Any]) -> dict[str, Any]:
    """Return settings whose layers are those that their base has."""
    layers = asked.get("layers")
    if layers is None or "base" not in asked:
        return asked
    frames = {"ties": material.ties, "participations": material.participations}
    having = set(frames[asked["base"]]["layer"]) if asked["base"] in frames else None
    if having is None:
        return asked
    return {**asked, "layers": [one for one in layers if one in having]}


def _loss(variance: float, least: float) -> float:
    """Return by which share H exceeds the least one; what is rounding only is none."""
    found = variance / least - 1
    return 0.0 if abs(found) < SAME else found


def _other(found: AllianceNetwork, best: network.BestLeaders, settings: Settings) -> OtherNetwork:
    graph = found.graph
    sets: tuple[tuple[Any, ...], ...] = ()
    loss = float("nan")
    chosen = settings.get("candidates")
    pool = None if chosen is None else [one for one in chosen if one in graph]
    if found.choice.ties and best.size < len(graph) and (pool is None or len(pool) >= best.size):
        there = network.best_leaders(graph, best.size, candidates=pool)
        sets = there.sets
        alike = [one for one in best.sets if set(one) <= set(graph)]
        if sets and alike:
            least = min(network.coherence(graph, one).total_variance for one in alike)
            loss = _loss(least, there.value)
    kept = {frozenset(one) for one in sets} & {frozenset(one) for one in best.sets}
    return OtherNetwork(
        base=found.choice.base,
        weight=found.choice.weight,
        direction=found.choice.direction,
        sets=sets,
        kept=bool(kept),
        loss=loss,
    )
