"""The data structure: first-order concepts, second-order themes, aggregate dimensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from consilience import checks
from consilience.coding.coded import read_table
from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result

LevelOfCode = Literal["concept", "theme", "dimension"]
LEVELS: tuple[LevelOfCode, ...] = ("concept", "theme", "dimension")
# What each kind of code counts as; folders and free codes belong to no level.
_KINDS: Mapping[str, str] = {
    "concept": "concept",
    "in vivo": "concept",
    "theme": "theme",
    "dimension": "dimension",
    "folder": "",
    "free": "",
}


@dataclass(frozen=True)
class StructureNode:
    """A code of the figure: its level, the code above it ("" for none), where it also belongs.

    ``parts`` are the codes of its own level within it.
    """

    code: str
    level: LevelOfCode
    under: str
    also: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class StructureGap:
    """What does not fit three levels; ``kind`` names it.

    "concept without theme", "theme without dimension", "theme without concept", "dimension without
    theme", "misplaced" (it lies under a code of a lower level) or "free code".
    """

    kind: str
    code: str


@dataclass(frozen=True, kw_only=True, eq=False)
class DataStructure(Result):
    """Concepts, themes and dimensions in the order in which a figure shows them.

    ``nodes`` holds each dimension, followed by its themes, each followed by its concepts; then
    themes without a dimension and concepts without a theme. A code with several places stands at
    the first one.
    """

    nodes: tuple[StructureNode, ...]
    gaps: tuple[StructureGap, ...]

    def codes(self, level: LevelOfCode) -> tuple[str, ...]:
        """Return the codes of a level, in order."""
        wanted = checks.choice(level, LEVELS, "level", "codes")
        return tuple(node.code for node in self.nodes if node.level == wanted)

    def below(self, code: str) -> tuple[str, ...]:
        """Return the codes that stand right under a code; under "" those without one above."""
        return tuple(node.code for node in self.nodes if node.under == code)

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many concepts, themes and dimensions there are."""
        concepts, themes, dimensions = (len(self.codes(level)) for level in LEVELS)
        return concepts, themes, dimensions

    def to_frame(self) -> pd.DataFrame:
        """Return one row a concept with its theme and dimension; codes below none come last."""
        above = {node.code: node.under for node in self.nodes}
        held = set(above.values())
        rows = []
        for node in self.nodes:
            if node.level == "concept":
                upper = above[node.code]
                is_theme = upper in self.codes("theme")
                theme = upper if is_theme else ""
                dimension = above[theme] if theme else upper
                rows.append((node.code, theme, dimension, ", ".join(node.also)))
            elif node.code not in held:
                theme = node.code if node.level == "theme" else ""
                dimension = node.under if theme else node.code
                rows.append(("", theme, dimension, ", ".join(node.also)))
        return pd.DataFrame(rows, columns=["concept", "theme", "dimension", "also"])


class CodeTree:
    """Which codes lie above which, by parents and by membership links."""

    def __init__(
        self, kinds: Mapping[str, str], parents: Mapping[str, str], also: Iterable[tuple[str, str]]
    ) -> None:
        self.level = {code: _KINDS[kind] for code, kind in kinds.items()}
        self.parents = parents
        self._linked: dict[str, list[str]] = defaultdict(list)
        for code, other in also:
            self._linked[code].append(other)

    def first_above(self, code: str) -> str:
        """Return the nearest code above that has a level, by parents alone; "" for none."""
        here = self.parents[code]
        while here and not self.level[here]:
            here = self.parents[here]
        return here

    def all_above(self, code: str) -> list[str]:
        """Return a code and all above it, the nearest first; parents before links."""
        found, place = [code], 0
        while place < len(found):
            upper = [self.parents[found[place]], *self._linked[found[place]]]
            found += [one for one in upper if one and one not in found]
            place += 1
        return found

    def linked(self, code: str) -> list[str]:
        """Return where a code also belongs."""
        return self._linked[code]

    def head(self, code: str) -> str:
        """Return the topmost code that a code is part of: of its level, one within the other."""
        here = code
        while (upper := self.first_above(here)) and self.level[upper] == self.level[here]:
            here = upper
        return here

    def heads(self, code: str, level: str) -> tuple[str, ...]:
        """Return the codes of a level that stand for a code in the data structure."""
        found = (self.head(one) for one in self.all_above(code) if self.level[one] == level)
        return tuple(dict.fromkeys(found))


def data_structure(codes: object, members: object = ()) -> DataStructure:
    """Put the codes of a codebook, a tree of any depth, into the three levels of Gioia.

    A concept belongs to the nearest theme above it, a theme to the nearest dimension; folders
    between them do not count. A code within a code of its own level is part of that one, and only
    the topmost stands in the structure (a convention of this program). In-vivo codes are concepts;
    free codes stand in no structure.

    Parameters
    ----------
    codes : table
        One row a code, in the order of the codebook: ``code`` (names that occur once), ``kind``
        (one of concept, in vivo, theme, dimension, folder, free) and ``parent`` (a code, or "").
    members : list of pairs of str
        Second places: a code, and the code that it also belongs to.

    Returns
    -------
    DataStructure
        Nodes in the order of a figure, and what does not fit.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a code repeats or lies within itself, or a name or kind is unknown.

    Examples
    --------
    >>> codes = {
    ...     "code": ["governance", "contract", "written rules", "trust"],
    ...     "kind": ["dimension", "theme", "concept", "concept"],
    ...     "parent": ["", "governance", "contract", ""],
    ... }
    >>> found = data_structure(codes)
    >>> found.shape, [(gap.kind, gap.code) for gap in found.gaps]
    ((2, 1, 1), [('concept without theme', 'trust')])

    References
    ----------
    Gioia, Corley and Hamilton (2013), Seeking Qualitative Rigor in Inductive Research.
    """
    owner = "data_structure"
    table = read_table(codes, "codes", ("code", "kind", "parent"), owner)
    names = checks.names(table["code"].tolist(), "codes", owner)
    pairs = _pairs(members, names, owner)
    tree = _tree(table, names, pairs, owner)
    heads = [code for code in names if tree.level[code] and tree.head(code) == code]
    nodes = _ordered({code: _node(tree, code, names) for code in heads})
    gaps = (*_gaps(nodes, tree), *(StructureGap("free code", c) for c in _free(table)))
    return DataStructure(
        nodes=nodes,
        gaps=gaps,
        parameters={"codes": len(names), "members": len(pairs)},
        notes=_notes(nodes),
        references=("gioia2013",),
    )


def code_tree(codes: object, members: object, owner: str) -> tuple[pd.DataFrame, CodeTree]:
    """Return a codebook and its tree, as :func:`data_structure` takes it."""
    table = read_table(codes, "codes", ("code", "kind", "parent"), owner)
    names = checks.names(table["code"].tolist(), "codes", owner)
    return table, _tree(table, names, _pairs(members, names, owner), owner)


def _tree(
    table: pd.DataFrame, names: tuple[str, ...], members: list[tuple[str, str]], owner: str
) -> CodeTree:
    known = set(names)
    for kind in table["kind"].unique():
        checks.choice(kind, _KINDS, "kind", owner)
    parents = dict(zip(names, table["parent"], strict=True))
    for parent in parents.values():
        if parent and parent not in known:
            checks.choice(parent, names, "parent", owner)
    for code in names:
        _refuse_cycle(parents, code)
    return CodeTree(dict(zip(names, table["kind"], strict=True)), parents, members)


def _refuse_cycle(parents: Mapping[str, str], code: str) -> None:
    seen, here = {code}, parents[code]
    while here:
        if here in seen:
            raise DataError("evidence.cycle", code=code)
        seen.add(here)
        here = parents[here]


def _pairs(members: object, names: tuple[str, ...], owner: str) -> list[tuple[str, str]]:
    if isinstance(members, str) or not isinstance(members, Iterable):
        raise ArgumentError("members", owner, "pairs", members)
    found = []
    for pair in members:
        if isinstance(pair, str) or not isinstance(pair, Iterable):
            raise ArgumentError("members", owner, "pairs", pair)
        ends = tuple(pair)
        if len(ends) != 2:
            raise ArgumentError("members", owner, "pairs", pair)
        for end in ends:
            checks.choice(end, names, "members", owner)
        found.append((ends[0], ends[1]))
    return found


def _node(tree: CodeTree, code: str, names: tuple[str, ...]) -> StructureNode:
    level: LevelOfCode = tree.level[code]  # type: ignore[assignment]  # (heads have a level)
    own, upper = tree.first_above(code), LEVELS[LEVELS.index(level) + 1 :]
    linked = [tree.head(one) for one in tree.linked(code) if tree.level[one] in upper]
    under = own if own and tree.level[own] in upper else ""
    places = list(dict.fromkeys([tree.head(under)] if under else linked[:1]))
    also = [one for one in dict.fromkeys(linked) if one not in places]
    parts = [one for one in names if one != code and tree.level[one] == level]
    return StructureNode(
        code=code,
        level=level,
        under=places[0] if places else "",
        also=tuple(also),
        parts=tuple(one for one in parts if tree.head(one) == code),
    )


def _ordered(nodes: Mapping[str, StructureNode]) -> tuple[StructureNode, ...]:
    """Return the nodes as a figure shows them: each followed by those under it."""
    under: dict[str, list[StructureNode]] = defaultdict(list)
    for node in nodes.values():
        under[node.under].append(node)

    def whole(node: StructureNode) -> list[StructureNode]:
        # themes before the concepts that lie right under a dimension
        lower = sorted(under[node.code], key=lambda one: -LEVELS.index(one.level))
        return [node, *(inner for one in lower for inner in whole(one))]

    tops = sorted(under[""], key=lambda one: -LEVELS.index(one.level))
    return tuple(inner for one in tops for inner in whole(one))


def _gaps(nodes: tuple[StructureNode, ...], tree: CodeTree) -> list[StructureGap]:
    level = {node.code: node.level for node in nodes}
    held = {(above, node.level) for node in nodes for above in (node.under, *node.also)}
    found = []
    for node in nodes:
        above = [level[one] for one in (node.under, *node.also) if one]
        own = tree.first_above(node.code)
        if own and LEVELS.index(tree.level[own]) < LEVELS.index(node.level):
            found.append(StructureGap("misplaced", node.code))
        if node.level == "concept" and "theme" not in above:
            found.append(StructureGap("concept without theme", node.code))
        if node.level == "theme" and "dimension" not in above:
            found.append(StructureGap("theme without dimension", node.code))
        if node.level == "theme" and (node.code, "concept") not in held:
            found.append(StructureGap("theme without concept", node.code))
        if node.level == "dimension" and (node.code, "theme") not in held:
            found.append(StructureGap("dimension without theme", node.code))
    return found


def _free(table: pd.DataFrame) -> list[str]:
    return table.loc[table["kind"] == "free", "code"].tolist()


def _notes(nodes: tuple[StructureNode, ...]) -> tuple[Note, ...]:
    parts = sum(len(node.parts) for node in nodes)
    several = sum(bool(node.also) for node in nodes)
    found = []
    if parts:
        found.append(Note("evidence.note.parts", {"count": parts}))
    if several:
        found.append(Note("evidence.note.several_places", {"count": several}))
    return tuple(found)
