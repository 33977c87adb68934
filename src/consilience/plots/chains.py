"""Process chains as a figure: one band a stage, its chains from left to right."""

from __future__ import annotations

from collections.abc import Mapping

from consilience import checks, coding
from consilience.errors import ArgumentError
from consilience.plots.boxes import LINE, Box, arrow, box, box_marks, wrap
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Figure, Label, Line, Mark, Text
from consilience.results import Note

_MARGIN, _STAGE, _BOX, _GAP = 12.0, 120.0, 140.0, 74.0
_BETWEEN, _APART = 12.0, 18.0
_LEFT = _MARGIN + _STAGE + 26
_SMALL = 9.0


def chains_figure(
    chains: coding.ProcessChains,
    *,
    labels: Mapping[str, str] | None = None,
    relations: Mapping[str, str] | None = None,
    stages: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "chains",
) -> Figure:
    """Describe process chains: a band for each stage, boxes joined by arrows.

    Parameters
    ----------
    chains : ProcessChains
        As :func:`consilience.coding.process_chains` returns them.
    labels, relations, stages : mapping of str, optional
        What codes, relations and stages are called; their names by default.
    targets : mapping of str, optional
        Where a code leads to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Stages in their order, then what holds in all stages; a stage without a chain says so.

    Raises
    ------
    ArgumentError, UnknownNameError
        If they are no process chains, or a stage is unknown.

    Examples
    --------
    >>> relations = {"from": ["a", "b"], "to": ["b", "c"], "stage": ["start", "start"]}
    >>> figure = chains_figure(coding.process_chains(relations))
    >>> sum(type(mark).__name__ == "Area" for mark in figure.marks)  # a band, 3 boxes, 2 heads
    6

    References
    ----------
    Langley (1999), Strategies for Theorizing from Process Data.
    """
    owner = "chains_figure"
    if not isinstance(chains, coding.ProcessChains):
        raise ArgumentError("chains", owner, "chains", type(chains).__name__)
    called = dict(stages or {})
    for stage in called:
        checks.choice(stage, chains.stages, "stages", owner)
    page = _Page(dict(labels or {}), dict(relations or {}), dict(targets or {}))
    held = {stage: [c for c in chains.chains if c.stage == stage] for stage in (*chains.stages, "")}
    longest = max([len(chain.codes) for chain in chains.chains], default=1)
    width = _LEFT + longest * _BOX + (longest - 1) * _GAP + 2 * _MARGIN
    top = _MARGIN
    for stage, listed in held.items():
        if stage or listed:
            name: Label = called.get(stage, stage) or Note("plots.chains.all")
            top = page.band(name, listed, top, width) + _APART
    counts = {"count": len(chains.stages), "chains": page.said}
    return Figure(
        key=key,
        title=Note("plots.chains.title", counts),
        description=Note("plots.chains.description", counts),
        caption=Note("plots.chains.caption"),
        x=None,
        y=None,
        marks=tuple(page.marks),
        width=width,
        height=top - _APART + _MARGIN,
    )


class _Page:
    """The marks of the figure as they are made, from the top down."""

    def __init__(
        self, labels: dict[str, str], relations: dict[str, str], targets: dict[str, str]
    ) -> None:
        self.labels, self.relations, self.targets = labels, relations, targets
        self.marks: list[Mark] = []
        self.said: list[str] = []

    def band(self, name: Label, chains: list[coding.Chain], top: float, width: float) -> float:
        """Draw a stage; return its lower end."""
        inner, place = [], top + _BETWEEN
        for chain in chains:
            marks, place = self._chain(chain, place)
            inner += marks
            place += _BETWEEN
        if not chains:
            inner.append(Text(_LEFT, place + 20, Note("plots.chains.empty"), "start"))
            place += 30 + _BETWEEN
        lines: tuple[Label, ...] = wrap(name, _STAGE - 8) if isinstance(name, str) else (name,)
        bottom = max(place, top + LINE * len(lines) + 2 * _BETWEEN)
        ground = rectangle(_MARGIN, top, width - 2 * _MARGIN, bottom - top)
        self.marks.append(Area(ground, "band"))
        first = (top + bottom) / 2 - LINE * len(lines) / 2 + 0.75 * LINE
        self.marks += [
            Text(_MARGIN + 10, first + LINE * number, line, "start", "bold")
            for number, line in enumerate(lines)
        ]
        self.marks += inner
        return bottom

    def _chain(self, chain: coding.Chain, top: float) -> tuple[list[Mark], float]:
        """Return the boxes of a chain with their arrows, and its lower end."""
        names = [self.labels.get(code, code) for code in chain.codes]
        boxes = [box(n, _LEFT + (_BOX + _GAP) * i, top, _BOX) for i, n in enumerate(names)]
        height = max(shape.height for shape in boxes)
        boxes = [Box(b.lines, b.left, top, b.width, height) for b in boxes]
        marks: list[Mark] = []
        for code, shape in zip(chain.codes, boxes, strict=True):
            marks += box_marks(shape, "pale accent", target=self.targets.get(code, ""))
        for one, other, label in zip(boxes, boxes[1:], chain.labels, strict=False):
            marks += arrow(((one.right, one.middle), (other.left, one.middle)))
            marks += _label(self.relations.get(label, label), one)
        bottom = top + height
        if chain.closed:
            marks += _back(boxes, bottom)
            bottom += 14
        self.said.append(" → ".join([*names, *names[:1]] if chain.closed else names))
        return marks, bottom


def _label(words: str, shape: Box) -> list[Mark]:
    """Return the name of a relation above and below its arrow."""
    lines = wrap(words, _GAP - 12, _SMALL)[:2] if words else ()
    places = (shape.middle - 5, shape.middle + 13)
    x = shape.right + _GAP / 2
    return [
        Text(x, y, line, "middle", "soft", _SMALL) for line, y in zip(lines, places, strict=False)
    ]


def _back(boxes: list[Box], bottom: float) -> list[Mark]:
    """Return the line of a ring from its last code back to its first."""
    last, first, low = boxes[-1], boxes[0], bottom + 12
    from_x, to_x = last.left + 0.6 * last.width, first.left + 0.4 * first.width
    down: list[Mark] = [Line(((from_x, bottom), (from_x, low), (to_x, low)), "guide")]
    return [*down, *arrow(((to_x, low), (to_x, bottom)), "guide")]
