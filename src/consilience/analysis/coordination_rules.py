"""The rules of coordination: what is measured on a level, and what it asks for.

Each rule takes the findings and the thresholds, and yields strategies that are not ranked yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np

from consilience import network
from consilience.analysis.coordination_levels import Levels, variance, with_tie
from consilience.analysis.coordination_records import Measured, Strategy, WhatIf, strategy
from consilience.analysis.subnetworks import part_of

Limits = Mapping[str, float]
Rule = Callable[[Levels, Limits], Iterator[Strategy]]
_NAN = float("nan")


def change_leader(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Let others lead where H under the leaders of today exceeds the least one by too much."""
    found, limit = levels.leader, limits["current_loss"]
    if found is None or found.current is None or not found.best.sets:
        return
    if found.current_loss < limit:
        return
    best, today = found.best.sets[0], found.current.leaders
    gains = levels.gains(today, lambda graph: (best, graph))
    needed = 1 - 1 / (1 + limit)
    yield strategy(
        "change_leader",
        "global",
        tuple(map(str, best)),
        (Measured("current_loss", found.current_loss, limit, "leader"),),
        effect=_effect("H", found.current.total_variance, found.best.value, gains),
        sureness=_share(gains, needed),
        today=today,
        best=best,
        loss=found.current_loss,
    )


def name_leader(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Name who leads, where nobody does and it matters who."""
    found, limit = levels.leader, limits["current_loss"]
    if found is None or found.current is not None or not found.best.sets:
        return
    middling = float(np.median(found.singles.total_variance))
    loss = middling / found.best.value - 1
    if found.best.size == 1 and loss >= limit:
        yield strategy(
            "name_leader",
            "global",
            tuple(map(str, found.best.sets[0])),
            (Measured("middling_loss", loss, limit, "leader"),),
            effect=_effect("H", middling, found.best.value, []),
            sureness=found.steadiness,
            best=found.best.sets[0],
            loss=loss,
        )


def add_leader(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Let somebody lead with the leaders where that lowers H much."""
    found, leaders = levels.leader, levels.leaders
    if found is None or found.leaders_to_add is None:
        return
    if len(found.leaders_to_add.nodes) < 2:  # somebody must be left to follow
        return
    before, gain = found.leaders_to_add.total_variance, float(found.leaders_to_add.gain[0])
    if gain / before < limits["leader_gain"]:
        return
    node = found.leaders_to_add.nodes[0]
    gains = levels.gains(leaders, lambda graph: ((*leaders, node), graph))
    yield strategy(
        "add_leader",
        "global",
        (str(node),),
        (Measured("leader_gain", gain / before, limits["leader_gain"], "leader"),),
        effect=_effect("H", before, before - gain, gains),
        sureness=_share(gains, limits["leader_gain"]),
        leader=node,
        leaders=leaders,
        gain=gain / before,
    )


def add_tie(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Tie two who are not tied where that lowers H."""
    found = levels.leader
    if found is None or found.ties_to_add is None:
        return
    before = found.ties_to_add.total_variance
    pairs = list(zip(found.ties_to_add.ties, found.ties_to_add.gain, strict=True))
    for (a, b), gain in pairs[: levels.each]:
        if gain / before >= limits["tie_gain"]:
            gains = _tie_gains(levels, str(a), str(b))
            yield strategy(
                "add_tie",
                "global",
                (str(a), str(b)),
                (Measured("tie_gain", float(gain / before), limits["tie_gain"], "leader"),),
                effect=_effect("H", before, before - float(gain), gains),
                sureness=_share(gains, limits["tie_gain"]),
                a=a,
                b=b,
                gain=float(gain / before),
            )


def reach_weakest(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Tie the partners who scatter far more than others to a leader."""
    leaders, limit = levels.leaders, limits["weakest_ratio"]
    if not leaders:
        return
    now = network.coherence(levels.led, leaders)
    ratios = now.resistance / now.resistance.mean()
    far = [
        (str(now.partners[place]), float(ratios[place]))
        for place in np.argsort(-ratios, kind="stable")
        if ratios[place] >= limit
        and not any(levels.led.has_edge(one, now.partners[place]) for one in leaders)
    ]
    for partner, ratio in far[: levels.each]:
        nearer = with_tie(levels.led, leaders[0], partner, levels.tie_strength)
        gains = _tie_gains(levels, str(leaders[0]), partner)
        yield strategy(
            "reach_weakest",
            "actor",
            (partner,),
            (Measured("weakest_ratio", ratio, limit, "leader"),),
            effect=_effect("H", now.total_variance, variance(nearer, leaders), gains),
            partner=partner,
            leader=leaders[0],
            ratio=ratio,
        )


def join_parts(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Tie in the parts of the network that nothing ties to the largest."""
    parts = sorted(nx.connected_components(levels.plain), key=lambda one: (-len(one), min(one)))
    count = len(levels.plain)
    share = len(parts[0]) / count
    if share >= limits["largest_part"]:
        return
    centre = str(levels.leaders[0]) if levels.leaders else _hub(levels.plain, parts[0])
    for part in parts[1:]:
        node = _hub(levels.plain, part)
        yield strategy(
            "join_parts",
            "global",
            (node, centre),
            (Measured("largest_part", share, limits["largest_part"], "network"),),
            effect=WhatIf(
                "largest_part", share, share + len(part) / count, len(part) / count, _NAN, _NAN
            ),
            node=node,
            centre=centre,
            size=len(part),
            share=share,
        )


def back_up(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Tie past an organisation without which others would be cut off."""
    for actor in levels.actors.actors:
        if "cut vertex" not in actor.fragile:
            continue
        own = nx.node_connected_component(levels.plain, actor.organisation)
        rest = part_of(levels.plain, own - {actor.organisation})
        parts = sorted(nx.connected_components(rest), key=lambda one: (-len(one), min(one)))
        cut = sum(map(len, parts[1:]))
        if cut < limits["cut_off"]:
            continue
        a, b = _hub(levels.plain, parts[1]), _hub(rest, parts[0])
        count = len(levels.plain)
        yield strategy(
            "back_up",
            "local",
            (actor.organisation, a, b),
            (Measured("cut_off", float(cut), limits["cut_off"], "actors"),),
            effect=WhatIf(
                "cut_off", float(cut), float(cut - len(parts[1])), len(parts[1]) / count, _NAN, _NAN
            ),
            broker=actor.organisation,
            count=cut,
            a=a,
            b=b,
        )


def tie_uphill(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Tie those of low potential to the one of the highest potential that they do not know yet."""
    height = {one.organisation: one.potential for one in levels.actors.actors}
    median, total = float(np.median(list(height.values()))), sum(height.values())
    mass = {one.organisation: one.mass for one in levels.actors.actors}
    sigma = levels.actors.sigma
    low = [one for one in levels.actors.actors if one.potential < limits["low_potential"] * median]
    for actor in sorted(low, key=lambda one: (one.potential, one.organisation))[: levels.each]:
        others = set(levels.plain) - set(levels.plain[actor.organisation]) - {actor.organisation}
        if not others:
            continue
        ratio = actor.potential / median
        top = min(others, key=lambda one: (-height[one], one))
        graph = nx.Graph(levels.plain)
        graph.add_edge(actor.organisation, top)
        after = network.topological_potential(graph, mass, sigma=sigma, weight=None)
        place = after.nodes.index(actor.organisation)
        gain = float(after.potential.sum()) / total - 1
        yield strategy(
            "tie_uphill",
            "actor",
            (actor.organisation, top),
            (
                Measured("potential_ratio", ratio, limits["low_potential"], "actors"),
                Measured("potential_difference", height[top] - actor.potential, 0.0, "actors"),
            ),
            effect=WhatIf(
                "potential", actor.potential, float(after.potential[place]), gain, _NAN, _NAN
            ),
            node=actor.organisation,
            top=top,
            ratio=ratio,
        )


def open_boundary(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Tie two groups that no tie joins, the largest first, through those of highest potential."""
    found = levels.boundary
    if found is None:
        return
    height = {one.organisation: one.potential for one in levels.actors.actors}
    sizes = Counter(levels.whole.groups.values())
    both = found.mixing + found.mixing.T
    apart = [
        (found.group_names[first], found.group_names[second], int(both[first, second]))
        for first, second in combinations(range(len(found.group_names)), 2)
        if both[first, second] < limits["group_ties"]
    ]
    apart.sort(key=lambda pair: (-sizes[pair[0]] * sizes[pair[1]], pair))
    for *names, number in apart[: levels.each]:
        a, b = (_highest(height, levels.whole.groups, name) for name in names)
        effect, sure = _tie_effect(levels, a, b)
        yield strategy(
            "open_boundary",
            "local",
            (a, b),
            (Measured("group_ties", float(number), limits["group_ties"], "boundary"),),
            effect=effect,
            sureness=sure,
            first=names[0],
            second=names[1],
            a=a,
            b=b,
        )


def relieve_broker(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Share the work of the one who brokers most of what passes between others."""
    found = levels.boundary
    if found is None:
        return
    totals = found.brokerage.counts[:, -1]
    share = float(totals.max() / totals.sum()) if totals.sum() else 0.0
    if share >= limits["brokerage_share"]:
        broker = str(found.brokerage.nodes[int(totals.argmax())])
        yield strategy(
            "relieve_broker",
            "local",
            (broker,),
            (Measured("brokerage_share", share, limits["brokerage_share"], "boundary"),),
            broker=broker,
            share=share,
        )


def _effect(quantity: str, before: float, after: float, gains: list[float]) -> WhatIf:
    gain = 1.0 if np.isinf(before) else 1 - after / before
    low, high = (min(gains), max(gains)) if gains else (_NAN, _NAN)
    return WhatIf(quantity, before, after, gain, low, high)


def _share(gains: list[float], limit: float) -> float:
    """Return the share of changed networks in which a gain still reaches its threshold."""
    return float(np.mean([gain >= limit for gain in gains])) if gains else _NAN


def _tie_gains(levels: Levels, a: str, b: str) -> list[float]:
    leaders = levels.leaders
    return levels.gains(
        leaders, lambda graph: (leaders, with_tie(graph, a, b, levels.tie_strength))
    )


def _tie_effect(levels: Levels, a: str, b: str) -> tuple[WhatIf | None, float]:
    """Return what a tie changes for the leaders, and in which share of networks it helps."""
    leaders = levels.leaders
    if not leaders or not {a, b} <= set(levels.led):
        return None, _NAN
    before = variance(levels.led, leaders)
    after = variance(with_tie(levels.led, a, b, levels.tie_strength), leaders)
    gains = _tie_gains(levels, a, b)
    return _effect("H", before, after, gains), _NAN if not gains else _share(gains, 1e-9)


def _hub(graph: nx.Graph, part: Any) -> str:
    """Return the member of a part with most partners, the first by code of several."""
    return str(min(part, key=lambda node: (-graph.degree(node), node)))


def _highest(height: Mapping[str, float], groups: Mapping[str, str], group: str) -> str:
    own = [node for node in height if groups.get(node) == group]
    return min(own, key=lambda node: (-height[node], node))
