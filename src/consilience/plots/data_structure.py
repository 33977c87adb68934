"""The data structure of Gioia as a figure: concepts, themes, dimensions from left to right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consilience import checks, coding
from consilience.errors import ArgumentError
from consilience.plots.boxes import LINE, PAD, Box, arrow, box, box_marks, wrap
from consilience.plots.canvas import SIZE
from consilience.plots.figure import Figure, Line, Mark, Text
from consilience.plots.labels import fitted
from consilience.results import Note

_MARGIN, _TOP = 12.0, 34.0
_CONCEPTS, _THEMES, _DIMENSIONS = 330.0, 200.0, 180.0
_GAP = 54.0
_BETWEEN, _APART = 10.0, 24.0  # between themes, between dimensions
_THEME_LEFT = _MARGIN + _CONCEPTS + _GAP
_DIMENSION_LEFT = _THEME_LEFT + _THEMES + _GAP
_WIDTH = _DIMENSION_LEFT + _DIMENSIONS + _MARGIN
_BULLET = 11.0
WORDS = ("Gioia", "grounded theory")


@dataclass(frozen=True)
class _Group:
    """The concepts of one theme; ``theme`` is "" for those without one."""

    theme: str
    concepts: tuple[str, ...]


def data_structure_figure(
    structure: coding.DataStructure,
    *,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    words: str = "Gioia",
    key: str = "data-structure",
) -> Figure:
    """Describe the data structure: boxes of first-order concepts, themes, aggregate dimensions.

    Parameters
    ----------
    structure : DataStructure
        As :func:`consilience.coding.data_structure` returns it.
    labels : mapping of str, optional
        What codes are called; their names by default.
    targets : mapping of str, optional
        Where a code leads to, such as ``"#code-3"``.
    words : {"Gioia", "grounded theory"}
        What the three columns are called.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        The concepts of a theme stand in one box. A code with several places stands once, with a
        mark that a line below explains.

    Raises
    ------
    ArgumentError, UnknownNameError
        If it is no data structure, a label or target belongs to no code, or the words are unknown.

    Examples
    --------
    >>> codes = {"code": ["T", "c"], "kind": ["theme", "concept"], "parent": ["", "T"]}
    >>> figure = data_structure_figure(coding.data_structure(codes), labels={"c": "a kept word"})
    >>> "a kept word" in [mark.label for mark in figure.marks if type(mark).__name__ == "Text"]
    True

    References
    ----------
    Gioia, Corley and Hamilton (2013), Seeking Qualitative Rigor in Inductive Research.
    """
    owner = "data_structure_figure"
    if not isinstance(structure, coding.DataStructure):
        raise ArgumentError("structure", owner, "data_structure", type(structure).__name__)
    known = [node.code for node in structure.nodes]
    shown, links = dict(labels or {}), dict(targets or {})
    for names, argument in ((shown, "labels"), (links, "targets")):
        for name in names:
            checks.choice(name, known, argument, owner)
    chosen = checks.choice(words, WORDS, "words", owner)
    page = _Page(structure, shown, links)
    bottom = page.draw()
    bottom = page.footnotes(bottom)
    concepts, themes, dimensions = structure.shape
    counts = {"concepts": concepts, "themes": themes, "dimensions": dimensions}
    return Figure(
        key=key,
        title=Note("plots.structure.title", counts),
        description=Note("plots.structure.description", {**counts, "codes": page.said}),
        caption=Note("plots.structure.caption", counts),
        x=None,
        y=None,
        marks=(*_heads(chosen), *page.marks),
        width=_WIDTH,
        height=bottom + _MARGIN,
    )


def _heads(words: str) -> list[Mark]:
    places = {"concept": _MARGIN, "theme": _THEME_LEFT, "dimension": _DIMENSION_LEFT}
    widths = {"concept": _CONCEPTS, "theme": _THEMES, "dimension": _DIMENSIONS}
    area = words.split(" ", maxsplit=1)[0].lower()
    return [
        Text(left + widths[level] / 2, 20.0, Note(f"plots.structure.{area}_{level}"), look="bold")
        for level, left in places.items()
    ]


class _Page:
    """The marks of the figure as they are made, from the top down."""

    def __init__(
        self, structure: coding.DataStructure, labels: dict[str, str], targets: dict[str, str]
    ) -> None:
        self.structure, self.labels, self.targets = structure, labels, targets
        several = [node for node in structure.nodes if node.also]
        self.marked = {node.code: _superscript(n) for n, node in enumerate(several, start=1)}
        self.marks: list[Mark] = []
        self.said = [labels.get(node.code, node.code) for node in structure.nodes]

    def draw(self) -> float:
        """Draw all dimensions, then what lies under none; return where that ends."""
        top = _TOP
        for dimension in self.structure.codes("dimension"):
            top = self._dimension(dimension, top) + _APART
        loose = self._groups("")
        for group in loose:
            _, bottom = self._group(group, top)
            top = bottom + _BETWEEN
        return top - (_BETWEEN if loose else _APART)

    def footnotes(self, bottom: float) -> float:
        """Say where codes with a mark also belong; return where that ends."""
        for node in self.structure.nodes:
            for code in node.also:
                name = fitted(self.labels.get(code, code), 0.7 * _WIDTH, SIZE)
                told = {"mark": self.marked[node.code].strip(), "code": name}
                bottom += LINE + 2
                self.marks.append(
                    Text(_MARGIN, bottom, Note("plots.structure.also", told), "start", "soft")
                )
        return bottom

    def _groups(self, upper: str) -> list[_Group]:
        """Return the themes under a dimension, then its concepts without a theme."""
        themes, concepts = set(self.structure.codes("theme")), self.structure.codes("concept")
        below = self.structure.below(upper)
        found = [_Group(one, self.structure.below(one)) for one in below if one in themes]
        rest = tuple(one for one in below if one in concepts)
        return [*found, *([_Group("", rest)] if rest else [])]

    def _name(self, code: str) -> str:
        return f"{self.labels.get(code, code)}{self.marked.get(code, '')}"

    def _dimension(self, code: str, top: float) -> float:
        """Draw a dimension with its themes; return its lower end."""
        ends, bottom = [], top
        for group in self._groups(code):
            start, low = self._group(group, bottom)
            ends.append((start.right, start.middle))
            bottom = low + _BETWEEN
        bottom -= _BETWEEN if ends else 0
        shape = box(self._name(code), _DIMENSION_LEFT, top, _DIMENSIONS)
        bottom = max(bottom, top + shape.height)
        shape = _centred(shape, (top + bottom) / 2)
        self.marks += self._bracket(ends, shape)
        self.marks += box_marks(shape, "accent", target=self.targets.get(code, ""), bold=True)
        return bottom

    def _bracket(self, ends: list[tuple[float, float]], shape: Box) -> list[Mark]:
        """Return lines from themes to a trunk, and from there to the dimension."""
        trunk = shape.left - 0.5 * _GAP
        lines: list[Mark] = [Line(((x, y), (trunk, y)), "ink") for x, y in ends]
        heights = [y for _, y in ends]
        if heights:
            low, high = min(*heights, shape.middle), max(*heights, shape.middle)
            lines.append(Line(((trunk, low), (trunk, high)), "ink"))
            lines += arrow(((trunk, shape.middle), (shape.left, shape.middle)))
        return lines

    def _group(self, group: _Group, top: float) -> tuple[Box, float]:
        """Draw concepts and their theme; return the box that a dimension is tied to."""
        lines = [wrap(self._name(one), _CONCEPTS - 2 * PAD - _BULLET) for one in group.concepts]
        height = sum(map(len, lines)) * LINE + 3 * max(len(lines) - 1, 0) + 2 * PAD
        theme = box(self._name(group.theme), _THEME_LEFT, top, _THEMES) if group.theme else None
        bottom = top + max(height if lines else 0.0, theme.height if theme else 0.0)
        middle = (top + bottom) / 2
        left = Box((), _MARGIN, middle - height / 2, _CONCEPTS, height)
        if lines:
            self.marks += box_marks(left)
            self._concepts(group.concepts, lines, left.top + PAD)
        if theme is None:
            return left, bottom
        theme = _centred(theme, middle)
        if lines:
            self.marks += arrow(((left.right, middle), (theme.left, middle)))
        target = self.targets.get(group.theme, "")
        self.marks += box_marks(theme, "pale accent", target=target)
        return theme, bottom

    def _concepts(self, codes: tuple[str, ...], lines: list[tuple[str, ...]], top: float) -> None:
        for code, broken in zip(codes, lines, strict=True):
            self.marks.append(Text(_MARGIN + PAD, top + 0.75 * LINE, "•", "start", "ink"))
            for line in broken:
                left, target = _MARGIN + PAD + _BULLET, self.targets.get(code, "")
                self.marks.append(
                    Text(left, top + 0.75 * LINE, line, "start", "ink", target=target)
                )
                top += LINE
            top += 3


def _centred(shape: Box, middle: float) -> Box:
    return Box(shape.lines, shape.left, middle - shape.height / 2, shape.width, shape.height)


def _superscript(number: int) -> str:
    return " " + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))
