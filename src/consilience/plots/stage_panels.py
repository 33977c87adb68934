"""What a segmentation says of the boundaries of stages: ridges with intervals, memberships."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.plots.figure import Area, Label, Line, Mark, Style, Symbol, Text
from consilience.plots.network_legend import Item
from consilience.plots.panels import Panel
from consilience.plots.told_stages import span_text
from consilience.results import Note
from consilience.stages import Boundary, Segmentation

_RIDGE, _BELOW, _SOFT, _FINE = 34.0, 24.0, 60.0, 9.5
_SHADES: tuple[Style, ...] = ("pale accent", "pale contrast", "pale muted", "middle accent", "band")


def boundary_rows(
    page: Panel, top: float, found: Segmentation, names: Sequence[Label]
) -> tuple[list[Mark], float]:
    """Return a ridge a boundary with its interval below, and the lower end of the last one."""
    marks: list[Mark] = []
    highest = max(float(found.boundary_probability.max()), 1e-12)
    for place, boundary in enumerate(found.boundaries):
        base = top + _RIDGE * (place + 1) + _BELOW * place
        row = found.boundary_probability[place]
        marks += _ridge(page, base, [float(v) / highest for v in row], found)
        marks += _interval(page, base + 8, boundary)
        marks.append(Text(page.left - 12, base - 4, names[place], "end", "ink"))
    return marks, top + (_RIDGE + _BELOW) * len(found.boundaries) - 4


def _ridge(page: Panel, base: float, shares: list[float], found: Segmentation) -> list[Mark]:
    """Return steps as high as each year is probable, relative to the most probable of all."""
    places = [(page.across(found.years[0] - 0.5), base)]
    for year, share in zip(found.years, shares, strict=True):
        y = round(base - (_RIDGE - 6) * share, 1)
        places += [(page.across(year - 0.5), y), (page.across(year + 0.5), y)]
    places.append((page.across(found.years[-1] + 0.5), base))
    marks: list[Mark] = [Area(tuple(places), "middle accent")]
    line = ((page.left, base), (page.right, base))
    return [*marks, Line(tuple(places[1:-1]), "accent", 1.2), Line(line, "muted", 0.8)]


def _interval(page: Panel, y: float, boundary: Boundary) -> list[Mark]:
    """Return the years that hold the credible mass, dashed if they are too many, and in words."""
    sure = boundary.state == "located"
    left, right = page.across(boundary.low - 0.5), page.across(boundary.high + 0.5)
    told = {
        "stage": boundary.stage, "years": boundary.modes, "probability": boundary.probability,
        "low": boundary.low,
        "span": span_text(boundary.low, boundary.high), "high": boundary.high,
    }  # fmt: skip
    detail = Note(f"plots.timeline.boundary_{boundary.state}", told)
    style: Style = "ink" if sure else "contrast"
    dashes = () if sure else (4.0, 2.5)
    marks: list[Mark] = [Line(((left, y), (right, y)), style, 2.2, dashes, detail)]
    marks += [Line(((x, y - 4), (x, y + 4)), style, 1.6) for x in (left, right)]
    words = Note(f"plots.timeline.interval_{boundary.state}", told)
    middle, half = (left + right) / 2, 110.0
    if page.right - middle < half:
        marks.append(Text(page.right, y + 12.5, words, "end", "ink", _FINE))
    elif middle - page.left < half:
        marks.append(Text(page.left, y + 12.5, words, "start", "ink", _FINE))
    else:
        marks.append(Text(middle, y + 12.5, words, "middle", "ink", _FINE))
    return marks


def membership_panel(page: Panel, top: float, found: Segmentation) -> tuple[list[Mark], float]:
    """Return how probably each year lies in each stage, stacked, and the lower end."""
    marks: list[Mark] = []
    bottom = top + _SOFT
    below = [0.0] * len(found.years)
    for stage in range(found.stages):
        shares = [float(v) for v in found.membership[:, stage]]
        above = [low + share for low, share in zip(below, shares, strict=True)]
        edge = _steps(page, bottom, above, found)
        base = _steps(page, bottom, below, found)
        style = _SHADES[stage % len(_SHADES)]
        detail = Note("plots.timeline.stage_of", {"stage": stage + 1})
        marks.append(Area((*edge, *reversed(base)), style, "muted", detail=detail))
        marks += _stage_name(page, bottom, stage, (below, shares), found)
        below = above
    for tick, shown in ((0.0, "0"), (0.5, "0.5"), (1.0, "1")):
        marks.append(Text(page.left - 6, bottom - _SOFT * tick + 3.3, shown, "end", size=_FINE))
    return marks, bottom


def _steps(
    page: Panel, bottom: float, values: Sequence[float], found: Segmentation
) -> list[tuple[float, float]]:
    places = []
    for year, value in zip(found.years, values, strict=True):
        y = round(bottom - _SOFT * min(value, 1.0), 1)
        places += [(page.across(year - 0.5), y), (page.across(year + 0.5), y)]
    return places


def _stage_name(
    page: Panel,
    bottom: float,
    stage: int,
    heights: tuple[Sequence[float], Sequence[float]],
    found: Segmentation,
) -> list[Mark]:
    """Return the number of a stage where it is thickest, if there is room."""
    below, shares = heights
    best = max(range(len(shares)), key=lambda n: (round(shares[n], 6), -n))
    near = [n for n, share in enumerate(shares) if share >= shares[best] - 0.02]
    run = [n for n in near if set(range(best, n + 1)) <= set(near)]
    place = run[len(run) // 2]
    if _SOFT * shares[place] < 13:
        return []
    y = bottom - _SOFT * (below[place] + shares[place] / 2) + 3.8
    return [Text(page.across(found.years[place]), y, f"{stage + 1}", "middle", "bold")]


def boundary_items(found: Segmentation) -> list[Item]:
    """Return what the signs of the boundaries mean, as far as they occur."""
    if not found.boundaries:
        return []
    items = [Item((Symbol(0, 0, 5.0, "square", "middle accent", "accent"),), 14.0,
                  Note("plots.timeline.probable"))]  # fmt: skip
    states = {boundary.state for boundary in found.boundaries}
    for state, style, dashes in (
        ("located", "ink", ()), ("undetermined", "contrast", (4.0, 2.5)),
    ):  # fmt: skip
        if state in states:
            line = Line(((-11, 0), (11, 0)), style, 2.2, dashes)  # type: ignore[arg-type]
            ends = [Line(((x, -4), (x, 4)), style, 1.6) for x in (-11, 11)]  # type: ignore[arg-type]
            items.append(Item((line, *ends), 24.0, Note(f"plots.timeline.{state}")))
    return items
