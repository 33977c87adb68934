"""Relations between codes: process chains stage by stage, and the model that they make up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.coding.coded import read_table
from consilience.errors import ArgumentError
from consilience.results import Note, Result

MOST = 200  # chains of a stage that are listed


@dataclass(frozen=True)
class Relation:
    """A relation from one code to another, which may hold in one stage only ("" for all)."""

    start: str
    end: str
    label: str
    stage: str


@dataclass(frozen=True)
class Chain:
    """Codes that follow each other in a stage; ``closed`` chains lead back to their first code."""

    stage: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    closed: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class ProcessChains(Result):
    """The chains of every stage, in the order of the stages; ``""`` is for all stages at once.

    ``empty`` are the stages without a chain.
    """

    stages: tuple[str, ...]
    chains: tuple[Chain, ...]
    empty: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a chain."""
        rows = [
            (item.stage, " → ".join(item.codes), len(item.codes), item.closed)
            for item in self.chains
        ]
        return pd.DataFrame(rows, columns=["stage", "chain", "codes", "closed"])


@dataclass(frozen=True)
class ModelNode:
    """A code of the model; ``layer`` counts from 0, the codes that nothing leads to."""

    code: str
    layer: int


@dataclass(frozen=True, kw_only=True, eq=False)
class CodeModel(Result):
    """The relations as a model: its nodes in layers, its edges exactly the relations given.

    ``feedback`` are the places of those edges that lead back to an earlier layer or the same.
    """

    nodes: tuple[ModelNode, ...]
    edges: tuple[Relation, ...]
    feedback: tuple[int, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a relation."""
        rows = [(item.start, item.end, item.label, item.stage) for item in self.edges]
        return pd.DataFrame(rows, columns=["from", "to", "label", "stage"])


def process_chains(relations: object, stages: object = None) -> ProcessChains:
    """Follow the relations of each stage from the codes that nothing leads to.

    Where a chain branches, every way through is a chain of its own (a convention of this program);
    a ring is cut at its first code.

    Parameters
    ----------
    relations : table
        One row a relation: ``from``, ``to``; if known ``label`` and ``stage`` ("" for all stages).
    stages : list of str, optional
        All stages, in order; else those of the table in their order.

    Returns
    -------
    ProcessChains
        At most 200 chains a stage; a note says where there are more.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a column is missing, a cell is no text or empty, or a stage is none of those.

    Examples
    --------
    >>> relations = {
    ...     "from": ["identify", "build"], "to": ["build", "share"], "stage": ["start", "start"],
    ... }
    >>> process_chains(relations, ["start", "growth"]).chains[0].codes
    ('identify', 'build', 'share')

    References
    ----------
    Langley (1999), Strategies for Theorizing from Process Data.
    """
    owner = "process_chains"
    edges = _edges(relations, owner)
    named = tuple(dict.fromkeys(edge.stage for edge in edges if edge.stage))
    known = named if stages is None else _stages(stages, owner)
    for edge in edges:
        if edge.stage:
            checks.choice(edge.stage, known, "stage", owner)
    chains: list[Chain] = []
    cut = []
    for stage in (*known, ""):
        found = _chains(stage, [edge for edge in edges if edge.stage == stage])
        chains += found[:MOST]
        if len(found) > MOST:
            cut.append(stage)
    held = {chain.stage for chain in chains}
    notes = (Note("evidence.note.more_chains", {"stages": cut, "most": MOST}, "warning"),)
    return ProcessChains(
        stages=known,
        chains=tuple(chains),
        empty=tuple(stage for stage in known if stage not in held),
        parameters={"relations": len(edges)},
        notes=notes if cut else (),
        references=("langley1999",),
    )


def code_model(relations: object) -> CodeModel:
    """Put the codes of all relations into layers, so that most relations lead onwards.

    The layer of a code is one more than the highest of those that lead to it. Of a ring, as few
    relations as a simple rule finds count as feedback and move nothing.

    Parameters
    ----------
    relations : table
        One row a relation: ``from``, ``to``; if known ``label`` and ``stage``.

    Returns
    -------
    CodeModel
        Nodes in the order of the table, with layers of at least 0; edges as given.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a column is missing, or a cell is no text or empty.

    Examples
    --------
    >>> ring = {"from": ["trust", "sharing", "value"], "to": ["sharing", "value", "trust"]}
    >>> found = code_model(ring)
    >>> [(node.code, node.layer) for node in found.nodes], found.feedback
    ([('trust', 0), ('sharing', 1), ('value', 2)], (2,))

    References
    ----------
    Sugiyama, Tagawa and Toda (1981), Methods for Visual Understanding of Hierarchical System
    Structures; Eades, Lin and Smyth (1993), A Fast and Effective Heuristic for the Feedback Arc
    Set Problem.
    """
    edges = _edges(relations, "code_model")
    codes = list(dict.fromkeys(end for edge in edges for end in (edge.start, edge.end)))
    feedback = _feedback(codes, edges)
    layer = dict.fromkeys(codes, 0)
    onward = [edge for place, edge in enumerate(edges) if place not in feedback]
    for _ in codes:  # as many rounds as the longest way can have steps
        for edge in onward:
            layer[edge.end] = max(layer[edge.end], layer[edge.start] + 1)
    return CodeModel(
        nodes=tuple(ModelNode(code, layer[code]) for code in codes),
        edges=tuple(edges),
        feedback=tuple(sorted(feedback)),
        parameters={"relations": len(edges)},
        references=("sugiyama1981", "eades1993"),
    )


def _stages(stages: object, owner: str) -> tuple[str, ...]:
    """Return the stages, of which there may be none."""
    if isinstance(stages, Iterable) and not isinstance(stages, str) and not list(stages):
        return ()
    return checks.names(stages, "stages", owner)


def _edges(relations: object, owner: str) -> list[Relation]:
    table = read_table(relations, "relations", ("from", "to"), owner)
    blank = [""] * len(table)
    labels = table["label"].tolist() if "label" in table else blank
    stages = table["stage"].tolist() if "stage" in table else blank
    for column in ("from", "to"):
        for place, cell in enumerate(table[column], start=1):
            if not cell:
                raise ArgumentError(f"relations[{column}]", owner, "text_at", cell, place=place)
    return [Relation(*row) for row in zip(table["from"], table["to"], labels, stages, strict=True)]


def _chains(stage: str, edges: list[Relation]) -> list[Chain]:
    """Return every way from a start to an end; what lies on rings only begins at its first code."""
    onward: dict[str, list[Relation]] = defaultdict(list)
    for edge in edges:
        onward[edge.start].append(edge)
    ends = {edge.end for edge in edges}
    starts = [code for code in dict.fromkeys(edge.start for edge in edges) if code not in ends]
    found: list[Chain] = []
    visited: set[str] = set()
    for start in (*starts, *dict.fromkeys(edge.start for edge in edges)):
        if start not in visited and len(found) <= MOST:
            found += _ways(stage, start, onward, visited)
    return found


def _ways(
    stage: str, start: str, onward: dict[str, list[Relation]], visited: set[str]
) -> list[Chain]:
    """Return the ways from a code, one more than are listed at most."""
    found: list[Chain] = []
    waiting: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((start,), ())]
    while waiting and len(found) <= MOST:
        codes, labels = waiting.pop()
        visited.add(codes[-1])
        steps = onward[codes[-1]]
        ahead = [edge for edge in steps if edge.end not in codes]
        waiting += [((*codes, e.end), (*labels, e.label)) for e in reversed(ahead)]
        back = [edge for edge in steps if edge.end in codes]
        if back or not steps:
            label = (back[0].label,) if back else ()
            found.append(Chain(stage, codes, (*labels, *label), closed=bool(back)))
    return found


def _feedback(codes: list[str], edges: list[Relation]) -> set[int]:
    """Return the places of edges whose removal leaves no ring, few of them.

    The codes are put in a line, after Eades, Lin and Smyth (1993): ends last, starts first, and
    where only rings are left, the code first of which more relations go out than come in.
    """
    left, first, last = list(codes), [], list[str]()
    while left:
        held = [e for e in edges if e.start in left and e.end in left and e.start != e.end]
        out, into = Counter(e.start for e in held), Counter(e.end for e in held)
        ends = [code for code in left if not out[code]]
        starts = [code for code in left if out[code] and not into[code]]
        chosen = ends or starts or [max(left, key=lambda code: out[code] - into[code])]
        first += [] if ends else chosen
        last = chosen + last if ends else last
        left = [code for code in left if code not in chosen]
    place = {code: number for number, code in enumerate([*first, *last])}
    return {n for n, edge in enumerate(edges) if place[edge.start] >= place[edge.end]}
