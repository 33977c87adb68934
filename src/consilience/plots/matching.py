"""Who is matched with whom: offers on the left, needs on the right, lines with their scores."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.boxes import LINE, PAD, Box, box_marks
from consilience.plots.canvas import SIZE
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Figure, Label, Line, Mark, Segments, Style, Text, words
from consilience.plots.grids import number_grid
from consilience.plots.labels import Place, text_box, text_width
from consilience.plots.network_legend import Item, flow
from consilience.plots.row_names import name_lines
from consilience.results import Note
from consilience.texts import LANGUAGES

_MARGIN, _BOX, _BETWEEN, _APART, _TOP, _FINE = 12.0, 150.0, 190.0, 12.0, 34.0, 9.5
_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88)
Pair = tuple[str, str]


def matching_figure(
    offers: Sequence[str],
    needs: Sequence[str],
    pairs: Collection[Pair],
    scores: ArrayLike | None = None,
    *,
    blocking: Collection[Pair] = (),
    gaps: Collection[str] | None = None,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "matching",
) -> Figure:
    """Describe a matching of two sides.

    Parameters
    ----------
    offers, needs : sequence of str, shapes (m,) and (n,)
        Who stands on the left and on the right; one name may stand on both sides. The left side
        keeps its order, the right side is ordered so that lines cross less.
    pairs : collection of (offer, need)
        Who is matched; each may be in several.
    scores : array of shape (m, n), optional
        How well each pair fits, written on its line; NaN for none.
    blocking : collection of (offer, need)
        Pairs that would rather be together than as they are: dashed.
    gaps : collection of str, optional
        The needs that nobody meets, marked as gaps; those without a partner by default.
    labels, targets : mapping of str, optional
        What they are called, and where they lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A box an organisation, a line a pair.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a name is unknown or occurs twice, a pair is none or is both matched and blocking, or the
        scores are of another shape.

    Examples
    --------
    >>> figure = matching_figure(["Maps", "Foundry"], ["OEM", "City"], [("Maps", "OEM")])
    >>> figure.description.values["gaps"]
    ['City']

    References
    ----------
    Gale, D. and Shapley, L. S. (1962). College Admissions and the Stability of Marriage. The
    American Mathematical Monthly 69(1).
    """
    owner = "matching_figure"
    left, right = checks.names(offers, "offers", owner), checks.names(needs, "needs", owner)
    together = _pairs(pairs, (left, right), "pairs", owner)
    apart = _pairs(blocking, (left, right), "blocking", owner)
    if both := [pair for pair in apart if pair in together]:
        raise ArgumentError("blocking", owner, "other_pairs", both[0])
    grid = None
    if scores is not None:
        grid = number_grid(scores, (len(left), len(right)), "scores", owner)
    matched = {need for _, need in together}
    given = [n for n in right if n not in matched] if gaps is None else list(gaps)
    missing = checks.known_names(given, right, "gaps", owner) if given else ()
    called = _called([*left, *right], labels, owner)
    shown = _order(left, right, together)
    x = _MARGIN + _BOX + _BETWEEN
    ones, bottom = _column(left, _MARGIN, called)
    others, other_bottom = _column(shown, x, called)
    marks = _lines(apart, (ones, others), dashed=True)
    marks += _lines(together, (ones, others), dashed=False)
    for boxes in (ones, others):
        for name, shape in boxes.items():
            side: Style = "pale accent" if boxes is ones else "band"
            target = (targets or {}).get(name, "")
            marks += box_marks(shape, side, target=target, detail=called[name])
    places = {name: n for n, name in enumerate(left)}, {name: n for n, name in enumerate(right)}
    if grid is not None:
        marks += _scores((*together, *apart), (ones, others), places, grid)
    free = [n for n in left if n not in {offer for offer, _ in together}]
    heads = ("offers", _MARGIN + _BOX / 2), ("needs", x + _BOX / 2)
    marks += [
        Text(at, _TOP - 14, Note(f"plots.matching.{name}"), "middle", "bold") for name, at in heads
    ]
    side_marks, wide = _sides(others, missing)
    foot = max(bottom, other_bottom) + 8
    width = x + _BOX + wide + _MARGIN
    legend, deep = flow(
        _items(scores is not None, bool(together), bool(apart)), _MARGIN, foot, width - 2 * _MARGIN
    )
    told = {
        "pairs": len(together),
        "listed": [f"{called[a]} – {called[b]}" for a, b in together] or "–",
        "gaps": [called[name] for name in missing],
        "free": [called[name] for name in free] or "–",
        "blocking": len(apart),
        "count": len(missing),
    }
    kind = "_blocking" if apart else ""
    return Figure(
        key=key,
        title=Note("plots.matching.title", told),
        description=Note(f"plots.matching.description{'_gaps' if missing else ''}", told),
        caption=Note(f"plots.matching.caption{'_gaps' if missing else ''}{kind}", told),
        x=None,
        y=None,
        marks=(*marks, *side_marks, *legend),
        width=width,
        height=foot + deep + 6,
    )


def _pairs(
    pairs: Collection[Pair], sides: tuple[Sequence[str], Sequence[str]], name: str, owner: str
) -> list[Pair]:
    found = []
    for pair in pairs:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise ArgumentError(name, owner, "row_column_pairs", pair)
        ends = [
            checks.choice(end, side, name, owner) for end, side in zip(pair, sides, strict=True)
        ]
        found.append((ends[0], ends[1]))
    return list(dict.fromkeys(found))


def _called(names: Sequence[str], labels: Mapping[str, str] | None, owner: str) -> dict[str, str]:
    for name in labels or {}:
        checks.choice(name, names, "labels", owner)
    return {name: (labels or {}).get(name) or name for name in names}


def _order(left: Sequence[str], right: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """Return the right side by the mean place of its partners; those without come last."""
    places = {name: [left.index(one) for one, other in pairs if other == name] for name in right}
    return sorted(right, key=lambda n: (not places[n], sum(places[n]) / max(1, len(places[n]))))


def _column(
    names: Sequence[str], x: float, called: Mapping[str, str]
) -> tuple[dict[str, Box], float]:
    found, top = {}, _TOP
    for name in names:
        lines = name_lines(called[name], _BOX - 2 * PAD)
        found[name] = Box(lines, x, top, _BOX, LINE * len(lines) + 2 * PAD)
        top = found[name].bottom + _APART
    return found, top - _APART


def _ends(pair: Pair, columns: tuple[Mapping[str, Box], Mapping[str, Box]]) -> tuple[
    tuple[float, float], tuple[float, float]
]:  # fmt: skip
    one, other = columns[0][pair[0]], columns[1][pair[1]]
    return (one.right, one.middle), (other.left, other.middle)


def _lines(
    pairs: Sequence[Pair],
    columns: tuple[Mapping[str, Box], Mapping[str, Box]],
    *,
    dashed: bool,
) -> list[Mark]:
    marks: list[Mark] = []
    for pair in pairs:
        kind = "blocking_pair" if dashed else "pair"
        detail = Note(f"plots.matching.{kind}", {"offer": pair[0], "need": pair[1]})
        look: tuple[Style, float, tuple[float, ...]] = ("accent", 2.2, ())
        if dashed:
            look = ("contrast", 1.5, (5.0, 4.0))
        marks.append(Line(_ends(pair, columns), *look, detail))
    return marks


def _scores(
    pairs: Sequence[Pair],
    columns: tuple[Mapping[str, Box], Mapping[str, Box]],
    places: tuple[Mapping[str, int], Mapping[str, int]],
    grid: NDArray[np.float64],
) -> list[Mark]:
    """Return the score of each pair on its line, where it stands on no other score."""
    marks: list[Mark] = []
    taken: list[tuple[float, float, float, float]] = []
    for pair in pairs:
        value = float(grid[places[0][pair[0]], places[1][pair[1]]])
        if np.isnan(value):
            continue
        written = f"{value:.2f}"
        wide = text_width(written, _FINE)
        (x, y), (to_x, to_y) = _ends(pair, columns)
        spots = [(x + s * (to_x - x), y + s * (to_y - y) + 3.3) for s in _SHARES]
        boxes = [text_box(Place(*spot, "middle"), wide, _FINE) for spot in spots]
        free = [n for n, box in enumerate(boxes) if not any(_meet(box, other) for other in taken)]
        chosen = free[0] if free else 0
        taken.append(boxes[chosen])
        left, top, right, bottom = boxes[chosen]
        marks.append(Area(rectangle(left, top - 1, right - left, bottom - top + 2), "paper"))
        marks.append(Text(*spots[chosen], written, "middle", "ink", _FINE))
    return marks


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] < other[2] + 2 and other[0] < one[2] + 2
        and one[1] < other[3] + 2 and other[1] < one[3] + 2
    )  # fmt: skip


def _sides(boxes: Mapping[str, Box], missing: Collection[str]) -> tuple[list[Mark], float]:
    """Return the word beside each gap, and the room it takes."""
    if not missing:
        return [], 0.0
    gap: Label = Note("plots.matching.gap")
    marks: list[Mark] = []
    for name in missing:
        shape = boxes[name]
        at = shape.right + 10
        marks.append(Text(at, shape.middle + 0.35 * SIZE, gap, "start", "bold"))
        edge = (shape.right + 4, shape.top), (shape.right + 4, shape.bottom)
        marks.append(Segments((edge,), "contrast", 2.0))
    return marks, 14 + max(text_width(words(gap, language), SIZE) for language in LANGUAGES)


def _items(scored: bool, together: bool, apart: bool) -> list[Item]:  # noqa: FBT001  (one place)
    found = []
    if together:
        line = Line(((-13, 0), (13, 0)), "accent", 2.2)
        found.append(
            Item((line,), 28.0, Note(f"plots.matching.matched{'' if scored else '_bare'}"))
        )
    if apart:
        dashed = Line(((-13, 0), (13, 0)), "contrast", 1.5, (5.0, 4.0))
        found.append(Item((dashed,), 28.0, Note("plots.matching.would")))
    return found
