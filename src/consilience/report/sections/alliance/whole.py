"""The global level: the network as a whole and layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd

from consilience import plots
from consilience.report.alliance_methods import chosen
from consilience.report.blocks import Block, Details, Gallery, Listing, Paragraph, Section
from consilience.report.sections.alliance.members import (
    member_cells,
    member_names,
    member_targets,
    new_remarks,
    ties_href,
)
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience import network
    from consilience.analysis import AllianceNetwork, NetworkChoice, NetworkState
    from consilience.plots import Figure
    from consilience.report.context import Context

_SAY = "alliance_report"
_COUNTS = ("nodes", "ties", "diameter", "parts", "largest_coreness")
_MEASURES = (
    "nodes",
    "ties",
    "density",
    "mean_distance",
    "diameter",
    "parts",
    "largest_part",
    "clustering",
    "transitivity",
    "centralisation",
    "betweenness_centralisation",
    "closeness_centralisation",
    "largest_coreness",
    "core_fit",
    "modularity",
    "degree_assortativity",
    "group_assortativity",
)
_SMALL_WORLD = ("sigma", "omega", "propensity")
_NAMED = 40  # members of a group: more are counted
_TWO_MODE = 120  # signs: more cannot be read
_DRAWN = 1_000  # nodes: more cannot be drawn


def whole_section(context: Context, found: NetworkState) -> Section:
    """Return the drawing, the measures of the whole and of each layer, core and communities."""
    blocks: list[Block] = [
        Paragraph(lead(context, found.choice)),
        Paragraph(chosen(context, found.choice), "aside"),
        *new_remarks(context, found),
    ]
    if context.alliance.network and len(context.alliance.network.graph) <= _DRAWN:
        blocks += [Gallery((one,)) for one in _figures(context, context.alliance.network)]
    blocks += [_measures(context, found), _meanings(context, found)]
    blocks.append(_positions(context, found))
    if found.overlap:
        blocks.append(_overlap(context, found.overlap))
    return Section("alliance-whole", context.say(f"{_SAY}.title.whole"), tuple(blocks))


def lead(context: Context, choice: NetworkChoice) -> str:
    """Return how large the network is, and of when."""
    key = "lead" if choice.at else "lead_always"
    ties = len(context.alliance.pairs) if context.alliance.network else choice.ties
    return context.say(f"{_SAY}.{key}", at=choice.at, nodes=choice.nodes, ties=ties)


def _figures(context: Context, found: AllianceNetwork) -> tuple[Figure, ...]:
    nodes = list(found.graph)
    known = any(found.groups.values())
    groups = {node: found.groups[node] or "–" for node in nodes} if known else None
    labels, targets = member_names(context, nodes), member_targets(context, nodes)
    whole = plots.network_figure(
        found.graph, groups=groups, labels=labels, targets=targets, key="figure-network"
    )
    first = (whole, *_two_mode(context, found, groups))
    if len(found.layers) < 2:
        return first
    several = nx.MultiDiGraph() if found.graph.is_directed() else nx.MultiGraph()
    several.add_nodes_from(nodes)
    for layer, graph in found.layers.items():
        for a, b, strength in graph.edges(data="weight"):
            several.add_edge(a, b, layer=layer, weight=strength)
    panels = plots.layers_figure(
        several, groups=groups, labels=labels, targets=targets, key="figure-layers"
    )
    return (*first, panels)


def _two_mode(
    context: Context, found: AllianceNetwork, groups: Mapping[str, str] | None
) -> tuple[Figure, ...]:
    """Return who takes part in what, if that is few enough to be read."""
    pairs = [(node, one) for node, ones in found.collaborations.items() for one in ones]
    members = {node for node, _ in pairs}
    shared = {one for _, one in pairs}
    if found.choice.base == "ties" or not 0 < len(members) + len(shared) <= _TWO_MODE:
        return ()
    titles = {one: context.shown(context.study.collaboration(one).title) for one in shared}
    figure = plots.two_mode_figure(
        pd.DataFrame(pairs, columns=["organisation", "collaboration"]),
        groups=None if groups is None else {node: groups[node] for node in members},
        labels={**titles, **member_names(context, members)},
        targets=member_targets(context, members),
        key="figure-two-mode",
    )
    return (figure,)


def _measures(context: Context, found: NetworkState) -> Table:
    columns = [found.whole, *(one.structure for one in found.layers)]
    rows = [
        Row((head(context.say(f"{_SAY}.measure.{name}")), *_values(context, name, columns)))
        for name in _MEASURES
    ]
    if found.small_world:
        rest = (numeral("–"),) * len(found.layers)
        rows += [
            Row(
                (
                    head(context.say(f"{_SAY}.measure.{name}")),
                    numeral(
                        context.number(getattr(found.small_world, name).value), ties_href(context)
                    ),
                    *rest,
                )
            )
            for name in _SMALL_WORLD
        ]
    heads = [context.say(f"{_SAY}.whole"), *(one.layer or "–" for one in found.layers)]
    return Table(
        "table-network",
        (Cell(context.say(f"{_SAY}.measure_head")), *(Cell(one, kind="number") for one in heads)),
        tuple(rows),
        context.say(f"{_SAY}.caption.measures"),
        _both_ways(context),
        links=context.say(f"{_SAY}.links.measures"),
    )


def _both_ways(context: Context) -> tuple[str, ...]:
    """Return that ties of both directions count twice, if the network has directions."""
    drawn = context.alliance.network
    if drawn is None or not drawn.graph.is_directed():
        return ()
    pairs, ties = len(context.alliance.pairs), drawn.graph.number_of_edges()
    return (context.say(f"{_SAY}.both_ways", ties=ties, pairs=pairs),)


def _values(context: Context, name: str, columns: list[network.Structure]) -> list[Cell]:
    target = "#alliance-actors" if name == "nodes" else ties_href(context)
    values = [float(getattr(one, name)) for one in columns]
    shape = "{:.0f}".format if name in _COUNTS else context.number
    return [numeral(context.number(one) if np.isnan(one) else shape(one), target) for one in values]


def _meanings(context: Context, found: NetworkState) -> Details:
    """Return what each measure is, with its formula."""
    names = (*_MEASURES, *(_SMALL_WORLD if found.small_world else ()))
    items = tuple(
        (
            Cell(context.say(f"{_SAY}.measure.{name}"), kind="head"),
            Cell(context.say(f"{_SAY}.formula.{name}"), kind="line"),
        )
        for name in names
    )
    return Details(context.say(f"{_SAY}.formulas"), (Listing(items),))


def _positions(context: Context, found: NetworkState) -> Table:
    """Return who is in the core, in each community, and without ties."""
    whole = found.whole
    rows = [
        Row((head(context.say(f"{_SAY}.core")), member_cells(context, found.core.core, _NAMED)))
    ]
    rows += [
        Row(
            (
                head(context.say(f"{_SAY}.community", number=n, count=len(members))),
                member_cells(context, members, _NAMED),
            )
        )
        for n, members in enumerate(whole.communities, start=1)
        if len(members) > 1
    ]
    if whole.isolated:
        alone = member_cells(context, whole.isolated, _NAMED)
        rows.append(Row((head(context.say(f"{_SAY}.isolated")), alone)))
    heads = (Cell(context.say(f"{_SAY}.position")), Cell(context.say(f"{_SAY}.members")))
    notes = (context.say(f"{_SAY}.core_note", fit=found.core.fit),)
    caption = context.say(f"{_SAY}.caption.positions")
    return Table("table-positions", heads, tuple(rows), caption, notes)


def _overlap(context: Context, found: network.LayerOverlap) -> Table:
    rows = tuple(
        Row(
            (
                head(layer or "–"),
                *(
                    numeral(context.number(float(value)), ties_href(context))
                    for value in found.share[n]
                ),
            )
        )
        for n, layer in enumerate(found.layers)
    )
    heads = tuple(Cell(layer or "–", kind="number") for layer in found.layers)
    return Table(
        "table-overlap",
        (Cell(context.say(f"{_SAY}.layer")), *heads),
        rows,
        context.say(f"{_SAY}.caption.overlap"),
        (context.say(f"{_SAY}.overlap_note"),),
    )
