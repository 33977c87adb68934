"""P7 and P11: who should lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pandas as pd

from consilience import network
from consilience.verify.compare import Check, counts, differing, numbers


def consensus() -> Iterator[Check]:
    """Check P7."""
    for n in (5, 10, 50):
        graphs = (
            nx.star_graph(n - 1),
            nx.star_graph(n - 1),
            nx.path_graph(n),
            nx.complete_graph(n),
        )
        found = [
            network.coherence(g, v).total_variance for g, v in zip(graphs, _LEADING, strict=True)
        ]
        wanted = [(n - 1) / 2, (2 * n - 3) / 2, n * (n - 1) / 4, (n - 1) / n]
        shown = " ".join(f"{value:.4f}" for value in wanted)
        yield numbers("P7", f"star, star from a leaf, path, complete of {n}", found, shown)
    comparison = network.scenario_comparison(7)
    for kind, published in _WILLINGNESS.items():
        rows = [r for r in comparison.rows if r.scenario == kind and r.position != _UNPUBLISHED]
        values = sorted((row.willingness for row in rows if row.leaders == 1), reverse=True)
        yield numbers("P7", f"willingness, {kind}", values, published)
    holding = sum(finding.holds for finding in comparison.findings[:5])
    yield counts("P7", "orderings of scenarios and leaders", holding, 5)
    florentine = network.single_leaders(nx.florentine_families_graph()).to_frame()
    first = florentine.total_variance[:2]
    yield numbers("P7", "Medici, Guadagni (Florentine families)", first, "7.047 8.176")
    leaders = Check("P7", "best leader of Florence", "Medici", str(florentine.leader[0]), "match")
    yield leaders if leaders.published == leaders.recomputed else differing(leaders)


def emergencies(folder: str | None) -> Iterator[Check]:
    """Check P11, where the folder is given."""
    if folder is None:
        yield Check("P11", "seven emergency networks", "", "", "not recomputed")
        return
    nodes = pd.read_csv(Path(folder) / "nodes.csv")
    edges = pd.read_csv(Path(folder) / "edges.csv")
    tables = [
        _emergency(nodes[nodes.net == net], edges[edges.net == net]) for net in nodes.net.unique()
    ]
    yield counts("P11", "networks", len(tables), 7)
    yield counts("P11", "organisations", len(nodes), 140)
    for name in ("information", "degree", "betweenness"):
        tops = [(table[name], int(table.command.argmax())) for table in tables]
        hits = sum(values.iloc[top] >= values.max() - 1e-9 for values, top in tops)
        yield counts("P11", f"top command leads by {name}", int(hits), 6)
    chance = sum(1 / len(table) for table in tables)
    yield numbers("P11", "such hits by chance", [chance], ".37")
    ranks = pd.concat([table.rank(pct=True)[table.command.notna()] for table in tables])
    for name, published in (("degree", ".544"), ("betweenness", ".490")):
        found = [ranks["command"].corr(ranks[name])]
        yield numbers("P11", f"pooled rank correlation of command and {name}", found, published)


def _emergency(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return command rank and centralities; information is 0 outside of the largest part."""
    graph = nx.Graph()
    graph.add_nodes_from(nodes.org)
    graph.add_edges_from(zip(edges["from"], edges["to"], strict=True))
    inner = graph.subgraph(max(nx.connected_components(graph), key=len))
    found = network.centralities(graph).to_frame().set_index("node")
    leaders = network.single_leaders(inner, rates=False).to_frame().set_index("leader")
    found["information"] = leaders.information.reindex(found.index, fill_value=0.0).round(9)
    return found.assign(command=nodes.set_index("org").command)


_LEADING = (0, 1, 0, 0)
_UNPUBLISHED = "2 from the end"  # the target names three of the four places in a chain of seven
_WILLINGNESS = {
    "centre divergence": "2.000 1.091",
    "coexistence and symbiosis": "1.000 .750 .571",
    "principal-agent": "1.200 .750",
    "group sailing": "4.148 2.987 2.453",
    "interconnection": "7.000",
}
