"""How probable each rank of each candidate is over all weights, beside published rankings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.common import look_on, names_of, rectangle
from consilience.plots.figure import Area, Figure, Form, Label, Line, Mark, Style, Symbol, Text
from consilience.plots.grids import number_grid
from consilience.plots.labels import fitted
from consilience.plots.network_legend import Item, flow
from consilience.plots.row_names import names_height, names_width, row_name
from consilience.results import Note
from consilience.texts import Phrase, catalogue

_MARGIN, _TOP, _SCALE, _BAR, _COLUMN = 12.0, 40.0, 320.0, 17.0, 26.0
_FINE, _MOST, _SUM = 9.5, 30, 1e-6
_STYLES: tuple[Style, ...] = ("accent", "middle accent", "pale accent", "pale muted", "band")
_SIGNS: tuple[Form, ...] = ("triangle", "diamond", "square", "star", "hexagon")
Array = NDArray[np.float64]


def acceptability_figure(
    candidates: Sequence[str],
    acceptability: ArrayLike,
    ranks: Mapping[str, ArrayLike] | None = None,
    *,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "acceptability",
) -> Figure:
    """Describe how far the rank of each candidate depends on the weights of the criteria.

    Parameters
    ----------
    candidates : sequence of str, shape (n,)
        The candidates, in the order of the rows; at most 30 are shown.
    acceptability : array of shape (n, r)
        How probable each rank from 1 is over all weights, in [0, 1]; rows add up to 1.
    ranks : mapping of str to array of shape (n,), optional
        Up to five rankings by published methods, whole numbers from 1 to r. The names under
        ``value.part`` of the texts (equal, entropy, ahp) are written in the language of the figure.
    labels, targets : mapping of str, optional
        What candidates are called, and where they lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A stacked bar a candidate with the numbers of the ranks in it, below it a sign where each
        ranking sees it, beside it the rank in numbers.

    Raises
    ------
    ArgumentError, UnknownNameError
        If shapes differ, a row does not add up to 1, a rank is out of range, or a name is unknown.

    Examples
    --------
    >>> figure = acceptability_figure(["Maps", "Cloud"], [[0.7, 0.3], [0.3, 0.7]], {"ahp": [1, 2]})
    >>> figure.description.values["first"]
    ['Maps 0.70']

    References
    ----------
    Lahdelma, R. and Salminen, P. (2001). SMAA-2: Stochastic Multicriteria Acceptability Analysis
    for Group Decision Making. Operations Research 49(3).
    """
    owner = "acceptability_figure"
    names = checks.names(candidates, "candidates", owner)
    found = _shares(acceptability, len(names), owner)
    given = _ranks(ranks, found.shape, owner)
    called = names_of(names, labels, owner)
    shown = names[:_MOST]
    left = _MARGIN + names_width([called[name] for name in shown]) + 14
    high = max(_BAR + (17 if given else 9), names_height([called[name] for name in shown]))
    marks: list[Mark] = _frame(left, given)
    for place, name in enumerate(shown):
        y = _TOP + high * place
        target = (targets or {}).get(name, "")
        marks += row_name(called[name], (left - 12, y + 3 + _BAR / 2), target=target)
        marks += _bar(left, y + 3, called[name], found[place])
        marks += _signs(left, y + 3, called[name], (found, given, place))
    bottom = _TOP + high * len(shown)
    width = left + _SCALE + 16 + _COLUMN * len(given) + _MARGIN
    legend, deep = flow(_items(given), _MARGIN, bottom + 8, width - 2 * _MARGIN)
    best = float(found[:, 0].max())
    told = {
        "candidates": len(names),
        "first": [
            f"{called[n]} {found[i, 0]:.2f}"
            for i, n in enumerate(names)
            if found[i, 0] >= best - 1e-9
        ],
        "left_out": len(names) - len(shown),
    }
    part = "_part" if len(names) > len(shown) else ""
    return Figure(
        key=key,
        title=Note("plots.acceptability.title", told),
        description=Note("plots.acceptability.description", told),
        caption=Note(f"plots.acceptability.caption{part}", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=bottom + 8 + deep + 6,
    )


def _shares(acceptability: ArrayLike, count: int, owner: str) -> Array:
    width = np.array(acceptability, dtype=object).shape[1:]
    shape = (count, *(width[:1] or (1,)))
    found = number_grid(acceptability, shape, "acceptability", owner, shares=True)
    sums = found.sum(axis=1)
    wrong = ~(np.abs(sums - 1) <= _SUM)
    if wrong.any():
        place = int(np.argmax(wrong)) + 1
        raise ArgumentError(
            "acceptability", owner, "rows_of_one", float(sums[place - 1]), place=place
        )
    return found


def _ranks(
    ranks: Mapping[str, ArrayLike] | None, shape: tuple[int, ...], owner: str
) -> dict[str, list[int]]:
    if ranks is None:
        return {}
    if not isinstance(ranks, Mapping) or len(ranks) > len(_SIGNS):
        raise ArgumentError("ranks", owner, "rankings", ranks, high=len(_SIGNS))
    found = {}
    for name, values in ranks.items():
        numbers = checks.numbers(values, "ranks", owner)
        checks.same_length(numbers, np.empty(shape[0]), "ranks", owner, "candidates")
        wrong = (numbers < 1) | (numbers > shape[1]) | (numbers != np.floor(numbers))
        if wrong.any():
            got = float(numbers[np.argmax(wrong)])
            raise ArgumentError("ranks", owner, "interval_whole", got, low=1, high=shape[1])
        found[str(name)] = [int(value) for value in numbers]
    return found


def _title(method: str) -> Label:
    key = f"value.part.{method}"
    return Note(key) if key in catalogue("en") else method


def _style(rank: int) -> Style:
    return _STYLES[min(rank, len(_STYLES) - 1)]


def _frame(left: float, given: Mapping[str, list[int]]) -> list[Mark]:
    """Return the values above the bars, the name of the axis, a sign above each ranking."""
    marks: list[Mark] = [
        Text(left + _SCALE * share, _TOP - 6, f"{share:g}", size=_FINE)
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    marks.append(Text(left, _TOP - 22, Note("plots.acceptability.share"), "start", "ink"))
    for number in range(len(given)):
        x = left + _SCALE + 16 + _COLUMN * (number + 0.5)
        marks.append(_sign(number, (x, _TOP - 9)))
    return marks


def _sign(number: int, at: tuple[float, float], detail: Label = "") -> Symbol:
    return Symbol(*at, 3.9, _SIGNS[number], "group 4" if number % 2 else "ink", "ink", 0.8,
                  detail=detail)  # fmt: skip


def _bar(left: float, top: float, name: str, shares: Array) -> list[Mark]:
    """Return the ranks of a candidate from left to right, each with its number if there is room."""
    marks: list[Mark] = []
    x = left
    for rank, share in enumerate(shares.tolist()):
        wide = _SCALE * share
        if share > 0:
            told = {"name": name, "rank": rank + 1, "share": share}
            detail = Note("plots.acceptability.segment", told)
            box = rectangle(round(x, 1), top, round(wide, 1), _BAR)
            marks.append(Area(box, _style(rank), "paper", detail=detail))
        if wide >= 7 * len(str(rank + 1)) + 6:
            look = look_on(_style(rank))
            marks.append(Text(x + wide / 2, top + 11.8, f"{rank + 1}", "middle", look, 10.0))
        x += wide
    edge = (*rectangle(left, top, _SCALE, _BAR), (left, top))
    return [*marks, Line(edge, "muted", 0.9)]


def _signs(
    left: float, top: float, name: str, given: tuple[Array, Mapping[str, list[int]], int]
) -> list[Mark]:
    """Return a sign below the bar where each ranking sees the candidate, and its rank beside."""
    found, ranks, place = given
    ends = np.concatenate([[0.0], np.cumsum(found[place])])
    marks: list[Mark] = []
    all_ranks = [listed[place] for listed in ranks.values()]
    for number, (method, listed) in enumerate(ranks.items()):
        rank = listed[place]
        share = float(found[place][rank - 1])
        title = _title(method)
        shown = Phrase(title.key) if isinstance(title, Note) else title
        told = {"name": name, "method": shown, "rank": rank, "share": share}
        detail = Note("plots.acceptability.ranked", told)
        middle = left + _SCALE * float(ends[rank - 1] + ends[rank]) / 2
        aside = all_ranks[:number].count(rank) - (all_ranks.count(rank) - 1) / 2
        at = (round(middle + 10 * aside, 1), top + _BAR + 7)
        marks.append(_sign(number, at, detail))
        x = left + _SCALE + 16 + _COLUMN * (number + 0.5)
        marks.append(Text(x, top + 12, f"{rank}", "middle", "ink", detail=detail))
    return marks


def _items(given: Mapping[str, list[int]]) -> list[Item]:
    found = [
        Item((Symbol(0, 0, 5.0, "square", "accent", "muted"),), 13.0,
             Note("plots.acceptability.first"))
    ]  # fmt: skip
    for number, method in enumerate(given):
        title = _title(method)
        shown = title if isinstance(title, Note) else fitted(title, 200.0, 11.0)
        found.append(Item((_sign(number, (0.0, 0.0)),), 13.0, shown))
    return found
