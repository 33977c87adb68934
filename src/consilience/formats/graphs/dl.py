"""UCINET DL: matrices and lists of ties, one-mode or two-mode, in several relations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from consilience.errors import DataError
from consilience.formats.encodings import decode
from consilience.formats.graphs.data import SIDE, SIDES, Draft, GraphData, finished
from consilience.formats.graphs.losses import (
    changed_names,
    lost_as_pairs,
    lost_attributes,
    lost_dates,
)
from consilience.formats.graphs.matrices import Pairs, add_pairs, layer_pairs, numbers, pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from consilience.results import Note

MOST_NODES = 20_000
MOST_CELLS = 25_000_000

_WORD = re.compile(r'"([^"]*)"|([^\s,]+)')
_SETTING = re.compile(r"(\w+)\s*=\s*([\w.]+)", re.ASCII)
_DATA = re.compile(r"^\s*data\s*:[ \t]*\n?", re.IGNORECASE | re.MULTILINE)
_LABELS = re.compile(
    r"\b(?:(?P<which>row|col|column|matrix|level)\s+)?labels\s*(?:(?P<embedded>embedded):?|:)",
    re.IGNORECASE,
)
_FORMATS = ("fullmatrix", "edgelist1", "edgelist2", "nodelist1", "nodelist2")
_NEXT_RELATION = "!"


class _Names:
    """The nodes of one side: labels listed or met in the data, else their numbers."""

    def __init__(self, labels: list[str], size: int, *, embedded: bool) -> None:
        self.embedded = embedded
        self.size = size or len(labels)
        plain = [] if embedded else [str(place) for place in range(1, size + 1)]
        self.labels = dict.fromkeys(labels or plain)
        self.listed = tuple(self.labels)
        self.whole = not labels or len(self.labels) == len(labels) == self.size

    def of(self, word: str) -> str | None:
        """Return the name that a word of the data means, None if it means none."""
        if word in self.labels and (self.embedded or not word.isdigit()):
            return word
        if self.embedded and not self.listed and (not self.size or len(self.labels) < self.size):
            self.labels[word] = None
            return word
        inside = not self.embedded and word.isdigit() and 1 <= int(word) <= len(self.listed)
        return self.listed[int(word) - 1] if inside else None


class _Dl:
    """Head and data of a file."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        mark = _DATA.search(text)
        if mark is None or not text[:20].lstrip("\ufeff \t\r\n").lower().startswith("dl"):
            raise DataError("graphs.no_dl", file=file)
        head = text[: mark.start()]
        self.first_row = text.count("\n", 0, mark.end()) + 1
        self.lines = [_words(line) for line in text[mark.end() :].split("\n")]
        parts = list(_LABELS.finditer(head))
        settings = head[: parts[0].start()] if parts else head
        self.settings = {key.lower(): said.lower() for key, said in _SETTING.findall(settings)}
        self.labels: dict[str, list[str]] = {}
        self.embedded: set[str] = set()
        stops = [*(part.start() for part in parts[1:]), len(head)]
        for part, stop in zip(parts, stops, strict=False):  # without parts one stop is left over
            which = (part["which"] or "").lower()[:3]
            if part["embedded"]:
                self.embedded |= {which} if which else {"row", "col"}
            else:
                self.labels[which] = _words(head[part.end() : stop])
        self.format = self.settings.get("format", "fullmatrix")
        if self.format not in _FORMATS:
            raise DataError("graphs.dl_format", file=file, got=self.format, known=_FORMATS)
        self.two_mode = self.format.endswith("2") or self.size("nr", "n") != self.size("nc", "n")

    def size(self, *names: str) -> int:
        """Return a number that the head gives under one of these names, 0 if none."""
        found = next((self.settings[name] for name in names if name in self.settings), "0")
        if not found.isdigit() or int(found) > MOST_NODES:
            raise DataError("graphs.too_many", file=self.file, limit=MOST_NODES)
        return int(found)

    def names(self) -> tuple[_Names, _Names]:
        """Return the nodes of rows and columns, the same ones in a one-mode network."""
        both = [
            _Names(
                self.labels.get(which, [] if self.two_mode else self.labels.get("", [])),
                self.size(size, "n"),
                embedded=which in self.embedded,
            )
            for which, size in (("row", "nr"), ("col", "nc"))
        ]
        for one in both:
            if not one.whole:
                raise DataError("graphs.dl_labels", file=self.file, count=one.size)
        return (both[0], both[1]) if self.two_mode else (both[0], both[0])

    def layers(self) -> list[str]:
        """Return the names of the relations."""
        count = max(self.size("nm"), 1)
        named = self.labels.get("mat", []) or self.labels.get("lev", [])
        if named and len(named) != count:
            raise DataError("graphs.dl_labels", file=self.file, count=count)
        return named or ([""] if count == 1 else [str(place + 1) for place in range(count)])

    def error(self, row: int, words: Sequence[str]) -> DataError:
        return DataError("graphs.line", file=self.file, row=row, got=" ".join(words)[:60])


def read_dl(content: bytes, file: str, encoding: str | None = None) -> GraphData:
    """Return the network of a UCINET DL file."""
    text, _, notes = decode(content, file, encoding)
    dl = _Dl(text.replace("\r\n", "\n").replace("\r", "\n"), file)
    draft = Draft(file, numbered=True)
    draft.notes += notes
    rows, columns = dl.names()
    layers = dl.layers()
    read = _matrices if dl.format == "fullmatrix" else _lists
    relations = list(read(dl, rows, columns, layers))
    for key, names, side in (("r", rows, 0), ("c", columns, 1)):
        if dl.two_mode or side == 0:
            for label in names.labels:
                more = {SIDE: SIDES[side]} if dl.two_mode else {}
                draft.add_node(f"{key}{label}", {"label": label, **more})
            draft.note("unnamed", max(names.size - len(names.labels), 0))
    ends = ("r", "c" if dl.two_mode else "r")
    for layer, pairs in zip(layers, relations, strict=True):
        by_key = {(ends[0] + a, ends[1] + b): value for (a, b), value in pairs.items()}
        add_pairs(draft, by_key, {"layer": layer}, two_mode=dl.two_mode)
    return finished(draft)


def _matrices(dl: _Dl, rows: _Names, columns: _Names, layers: list[str]) -> Iterator[Pairs]:
    words = [(row, word) for row, line in enumerate(dl.lines, dl.first_row) for word in line]
    size = (rows.size, columns.size)
    if not all(size) or size[0] * size[1] * len(layers) > MOST_CELLS:
        raise DataError("graphs.too_many", file=dl.file, limit=MOST_NODES)
    heads = size[1] if "col" in dl.embedded else 0
    width = size[1] + ("row" in dl.embedded)
    needed = (heads + size[0] * width) * len(layers)
    if len(words) != needed:
        shape = f"{size[0]} x {size[1]} x {len(layers)}"
        raise DataError("graphs.matrix", file=dl.file, row=dl.first_row, size=shape)
    place = 0
    for _ in layers:
        found = [word for _, word in words[place : place + heads]] or list(columns.labels)
        columns.labels.update(dict.fromkeys(found))
        place += heads
        cells, tops = np.zeros(size), []
        for number in range(size[0]):
            line = words[place : place + width]
            place += width
            texts = [word for _, word in line]
            if "row" in dl.embedded:
                tops.append(texts.pop(0))
            cells[number] = numbers(texts, dl.file, line[0][0])
        rows.labels.update(dict.fromkeys(tops))
        yield pairs_of(tops or list(rows.labels), found, cells)


def _lists(dl: _Dl, rows: _Names, columns: _Names, layers: list[str]) -> Iterator[Pairs]:
    found: list[Pairs] = [{}]
    for row, words in enumerate(dl.lines, dl.first_row):
        if words == [_NEXT_RELATION]:
            found.append({})
        elif words:
            first, *others = words
            strength = 1.0
            if dl.format.startswith("edge"):
                if len(words) not in {2, 3}:
                    raise dl.error(row, words)
                strength = numbers(words[2:], dl.file, row)[0] if words[2:] else 1.0
                others = words[1:2]
            start = rows.of(first)
            for other in others:
                end = columns.of(other)
                if start is None or end is None:
                    raise dl.error(row, words)
                found[-1][start, end] = found[-1].get((start, end), 0.0) + strength
    if len(found) != len(layers):
        raise DataError("graphs.dl_labels", file=dl.file, count=len(layers))
    yield from found


def write_dl(data: GraphData) -> tuple[bytes, tuple[Note, ...]]:
    """Return a network as the bytes of a DL file, and what the format cannot hold."""
    names = data.nodes["name"].tolist()
    sides = data.nodes[SIDE].tolist() if data.two_mode else [SIDES[0]] * len(names)
    rows = [name for name, side in zip(names, sides, strict=True) if side == SIDES[0]]
    columns = [name for name, side in zip(names, sides, strict=True) if side == SIDES[1]]
    size = f"nr={len(rows)} nc={len(columns)}" if columns else f"n={len(rows)}"
    layers = list(data.layers) or [""]
    head = [f"dl {size} nm={len(layers)}" if len(layers) > 1 else f"dl {size}"]
    kind = "fullmatrix" if len(layers) > 1 else "edgelist2" if columns else "edgelist1"
    head.append(f"format={kind}")
    if columns:
        head += ["row labels:", *map(_quoted, rows), "column labels:", *map(_quoted, columns)]
    else:
        head += ["labels:", *map(_quoted, rows)]
    if layers != [""]:
        head += ["matrix labels:", *map(_quoted, layers)]
    body = _body(data, layers, (rows, columns or rows))
    written = "\n".join([*head, "data:", *body, ""]).encode()
    all_names = [*names, *(layer for layer in layers if layer)]
    return written, (
        *lost_attributes(data),
        *lost_dates(data),
        *lost_as_pairs(data),
        *changed_names(all_names, map(_plain, all_names)),
    )


def _body(data: GraphData, layers: list[str], names: tuple[list[str], list[str]]) -> Iterator[str]:
    places = [{name: place for place, name in enumerate(side)} for side in names]
    if len(layers) * len(names[0]) * len(names[1]) > MOST_CELLS and len(layers) > 1:
        raise DataError("graphs.too_many", file=data.file_name, limit=MOST_NODES)
    for layer in layers:
        named = layer_pairs(data, layer)
        pairs = {(places[0][a], places[1][b]): value for (a, b), value in named.items()}
        if len(layers) == 1:
            yield from (f"{a + 1} {b + 1} {value!r}" for (a, b), value in pairs.items())
        else:
            yield from _matrix_lines(pairs, (len(names[0]), len(names[1])))


def _matrix_lines(pairs: dict[tuple[int, int], float], size: tuple[int, int]) -> Iterator[str]:
    cells: NDArray[np.float64] = np.zeros(size)
    for ends, value in pairs.items():
        cells[ends] = value
    for row in cells.tolist():
        yield " ".join(str(int(value)) if value.is_integer() else repr(value) for value in row)


def _words(text: str) -> list[str]:
    return [quoted or word for quoted, word in _WORD.findall(text)]


def _quoted(name: str) -> str:
    return f'"{_plain(name)}"'


def _plain(name: str) -> str:
    return " ".join(name.replace('"', "'").split())
