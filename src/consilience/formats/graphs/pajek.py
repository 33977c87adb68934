"""Pajek: vertices, arcs and edges in several relations, two-mode networks, times in whole years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from consilience.errors import DataError
from consilience.formats.encodings import decode
from consilience.formats.graphs.data import SIDE, SIDES, Draft, GraphData, finished, records
from consilience.formats.graphs.losses import (
    changed_names,
    lost_attributes,
    note,
    two_mode_direction,
)
from consilience.formats.graphs.matrices import add_pairs, numbers, pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from consilience.results import Note

_TOKEN = re.compile(r'"([^"]*)"|(\[[^\]]*\])|(\S+)')
_HEAD = re.compile(r"\*(\w+)\s*(.*)", re.DOTALL)
_RELATION = re.compile(r':\s*(\d+)(?:\s+"?([^"]*)"?)?')
_TIES = {"arcs": True, "edges": False, "arcslist": True, "edgeslist": False, "matrix": True}

MAXIMUM_VERTICES = 200_000


class _Reader:
    """The state while lines are read: the part they stand in, and its relation."""

    def __init__(self, file: str) -> None:
        self.draft = Draft(file, numbered=True)
        self.part = ""
        self.layer = ""
        self.relations: dict[str, str] = {}
        self.cells: list[list[float]] = []
        self.first = 0
        self.drawn = self.times = 0

    def error(self, row: int, line: str) -> DataError:
        return DataError("graphs.line", file=self.draft.file, row=row, got=line[:60])

    def read(self, row: int, line: str) -> None:
        if line.startswith("*"):
            self.head(row, line)
        elif self.part == "vertices":
            self.vertex(row, line)
        elif self.part in {"arcs", "edges"}:
            self.tie(row, line)
        elif self.part in {"arcslist", "edgeslist"}:
            first, *others = _words(line)
            for other in others:
                self.add(row, line, (first, other), {})
        elif self.part == "matrix":
            self.cells.append(numbers(line.split(), self.draft.file, row))
        elif self.part != "ignored":
            raise self.error(row, line)

    def head(self, row: int, line: str) -> None:
        self.matrix(row)
        found = _HEAD.match(line)
        if found is None:
            raise self.error(row, line)
        self.part, rest = found[1].lower(), found[2]
        if self.part == "vertices":
            self.vertices(row, line, rest)
        elif self.part in _TIES:
            named = _RELATION.search(rest)
            number, said = (named[1], named[2]) if named else ("", "")
            if said:
                self.relations[number] = said.strip()
            self.layer = self.relations.get(number, number)
        elif self.part == "network":
            self.part = "network"
        else:
            self.draft.note("parts", 1, part=found[1])
            self.part = "ignored"

    def vertices(self, row: int, line: str, rest: str) -> None:
        counts = rest.split()
        if self.draft.nodes or not counts or not all(count.isdigit() for count in counts[:2]):
            raise self.error(row, line)
        count = int(counts[0])
        if count > MAXIMUM_VERTICES:
            raise DataError("graphs.too_many", file=self.draft.file, limit=MAXIMUM_VERTICES)
        self.first = int(counts[1]) if len(counts) > 1 else 0
        for place in range(1, count + 1):
            side = {SIDE: SIDES[place > self.first]} if self.first else {}
            self.draft.add_node(str(place), {"label": str(place), **side})

    def vertex(self, row: int, line: str) -> None:
        words = _words(line)
        node = self.draft.nodes.get(words[0])
        if node is None:
            raise self.error(row, line)
        if len(words) > 1:
            node["label"] = words[1]
        spells = self.spells(words[2:])
        self.times += len(spells) > 1
        node.update(spells[0])

    def tie(self, row: int, line: str) -> None:
        words = _words(line)
        if len(words) < 2:
            raise self.error(row, line)
        weighted = len(words) > 2 and not words[2].startswith("[")
        strength = words[2] if weighted else "1"
        for spell in self.spells(words[2 + weighted :]):
            self.add(row, line, (words[0], words[1]), {"strength": strength, **spell})

    def spells(self, words: list[str]) -> list[dict[str, str]]:
        """Return the times that a line gives, at least one; Pajek's are whole numbers."""
        times = [word for word in words if word.startswith("[")]
        self.drawn += len(times) < len(words)
        found = []
        for part in "".join(times).strip("[]").split(",") if times else ():
            first, _, last = part.strip().partition("-")
            ends = {"start": first, "end": last or first}
            years = {name: end for name, end in ends.items() if len(end) == 4 and end.isdigit()}
            unread = {name for name, end in ends.items() if end not in {"1", "*"}} - set(years)
            self.times += bool(unread)
            found.append(years)
        return found or [{}]

    def add(self, row: int, line: str, ends: tuple[str, str], values: dict[str, str]) -> None:
        if not all(end in self.draft.nodes for end in ends):
            raise self.error(row, line)
        if self.first and int(ends[0]) > self.first:
            ends = (ends[1], ends[0])
        directed = _TIES[self.part] and not self.first
        self.draft.add_tie(ends, {"layer": self.layer, **values}, directed=directed)

    def matrix(self, row: int) -> None:
        """Add what the rows of a matrix say, once they are all read."""
        if not self.cells:
            return
        names = list(self.draft.nodes)
        rows, columns = names[: self.first] or names, names[self.first :]
        if [len(columns)] * len(rows) != [len(cells) for cells in self.cells]:
            size = f"{len(rows)} x {len(columns)}"
            raise DataError("graphs.matrix", file=self.draft.file, row=row, size=size)
        pairs = pairs_of(rows, columns, np.array(self.cells))
        add_pairs(self.draft, pairs, {"layer": self.layer}, two_mode=bool(self.first))
        self.cells = []


def read_pajek(content: bytes, file: str, encoding: str | None = None) -> GraphData:
    """Return the network of a Pajek file (.net)."""
    text, _, notes = decode(content, file, encoding)
    reader = _Reader(file)
    reader.draft.notes += notes
    lines = text.splitlines()
    for row, line in enumerate(lines, start=1):
        stripped = line.strip()
        if stripped and not stripped.startswith("%"):
            reader.read(row, stripped)
    reader.matrix(len(lines))
    reader.draft.note("drawing", reader.drawn)
    reader.draft.note("times", reader.times)
    return finished(reader.draft)


def write_pajek(data: GraphData) -> tuple[bytes, tuple[Note, ...]]:
    """Return a network as the bytes of a Pajek file, and what the format cannot hold."""
    names = data.nodes["name"].tolist()
    first = ""
    if data.two_mode:  # those of the first side come first
        sides = data.nodes[SIDE].tolist()
        names.sort(key=dict(zip(names, map(SIDES.index, sides), strict=True)).__getitem__)
        first = f" {sides.count(SIDES[0])}"
    place = {name: number for number, name in enumerate(names, start=1)}
    lines = [f"*Vertices {len(names)}{first}"]
    lines += [f"{number} {_quoted(name)}" for name, number in place.items()]
    for relation, layer in enumerate(data.layers, start=1):
        called = f" :{relation} {_quoted(layer)}" if data.layers != ("",) else ""
        ties = data.ties[data.ties["layer"] == layer]
        arcs = ties["directed"] & (not data.two_mode)
        for part, chosen in (("Arcs", ties[arcs]), ("Edges", ties[~arcs])):
            if len(chosen):
                lines += [f"*{part}{called}", *_lines(chosen, place)]
    text = "\r\n".join([*lines, ""])
    # Pajek reads UTF-8 by its mark; other programs stumble over it, so it stands only where needed.
    return text.encode("ascii" if text.isascii() else "utf-8-sig"), (
        *lost_attributes(data),
        *_lost_days(data),
        *two_mode_direction(data),
        *changed_names([*names, *data.layers], map(_plain, [*names, *data.layers])),
    )


def _lines(ties: pd.DataFrame, place: dict[str, int]) -> Iterator[str]:
    for tie in records(ties):
        start, end = str(tie["start"])[:4], str(tie["end"])[:4]
        spell = f" [{start or 1}-{end or '*'}]" if start or end else ""
        yield f"{place[tie['from']]} {place[tie['to']]} {tie['strength']!r}{spell}"


def _lost_days(data: GraphData) -> tuple[Note, ...]:
    dates = [*data.ties["start"], *data.ties["end"]]
    return note("lost_days", sum(len(date) > 4 for date in dates))


def _quoted(name: str) -> str:
    return f'"{_plain(name)}"'


def _plain(name: str) -> str:
    return " ".join(name.replace('"', "'").split())


def _words(line: str) -> list[str]:
    return [text or time or word for text, time, word in _TOKEN.findall(line)]
