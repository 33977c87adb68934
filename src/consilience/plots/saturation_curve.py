"""Saturation as a figure: codes known after each source, with the band of random orders."""

from __future__ import annotations

from consilience import coding
from consilience.errors import ArgumentError
from consilience.plots.figure import Area, Axis, Bar, Bars, Figure, Label, Line, Mark, Point, Points
from consilience.plots.ticks import round_ticks
from consilience.results import Note


def saturation_figure(saturation: coding.Saturation, *, key: str = "saturation") -> Figure:
    """Describe how many codes are known after each source, and how many are new.

    Parameters
    ----------
    saturation : Saturation
        As :func:`consilience.coding.saturation` returns it; its arrays have shape (sources,).
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Bars of new codes, the curve of known ones, the band and the median of random orders, and an
        upright line where saturation is reached.

    Raises
    ------
    ArgumentError
        If it is no saturation.

    Examples
    --------
    >>> interviews = {"J1": ["trust", "law"], "J2": ["trust"], "J3": []}
    >>> figure = saturation_figure(coding.saturation(interviews, base=1, run=1))
    >>> [bar.top for bar in figure.marks[0].bars]
    [2.0, 0.0, 0.0]

    References
    ----------
    Guest, Namey and Chen (2020), A Simple Method to Assess and Report Thematic Saturation in
    Qualitative Research.
    """
    if not isinstance(saturation, coding.Saturation):
        raise ArgumentError(
            "saturation", "saturation_figure", "saturation", type(saturation).__name__
        )
    count, most = len(saturation.sources), int(saturation.cumulative[-1])
    bars = tuple(Bar(n, 0.0, float(new)) for n, new in enumerate(saturation.new.tolist(), start=1))
    names = {"sources": count, "codes": most, "statement": saturation.statement or "–"}
    settings = saturation.parameters
    caption: Label = Note("plots.saturation.caption_alone")
    if len(saturation.median):
        told = {"confidence": settings["confidence"], "orders": settings["orders"]}
        caption = Note("plots.saturation.caption", told)
    top = most + max(1.0, 0.05 * most)
    ticks = (0.0, *(t for t in round_ticks(0, top) if t > 0 and t == int(t)))
    across = tuple(t for t in round_ticks(0, count, 9) if t >= 1 and t == int(t))
    return Figure(
        key=key,
        title=Note("plots.saturation.title", names),
        description=Note("plots.saturation.description", names),
        caption=caption,
        x=Axis(Note("plots.saturation.sources"), 0.0, count + 0.6, across or (1.0,)),
        y=Axis(Note("plots.saturation.codes"), 0.0, top, ticks),
        marks=(Bars(bars, 0.5, "pale muted"), *_band(saturation), *_curve(saturation, top)),
    )


def _band(saturation: coding.Saturation) -> list[Mark]:
    """Return the band of random orders and its median."""
    if not len(saturation.median):
        return []
    upper = list(enumerate(saturation.high.tolist(), start=1))
    lower = list(enumerate(saturation.low.tolist(), start=1))
    median = tuple(enumerate(saturation.median.tolist(), start=1))
    return [Area((*upper, *reversed(lower)), "shade"), Line(median, "guide")]


def _curve(saturation: coding.Saturation, top: float) -> list[Mark]:
    known = saturation.cumulative.tolist()
    places = tuple((float(n), float(value)) for n, value in enumerate(known, start=1))
    points = tuple(
        Point(x, y, name, detail=Note("plots.saturation.dot", _told(name, int(y), new)))
        for (x, y), name, new in zip(
            places, saturation.sources, saturation.new.tolist(), strict=True
        )
    )
    reached = saturation.reached
    line: list[Mark] = [Line(((reached, 0.0), (reached, top)), "contrast")] if reached else []
    return [*line, Line(places, "accent"), Points(points, named=False)]


def _told(source: str, cumulative: int, new: int) -> dict[str, object]:
    return {"source": source, "cumulative": cumulative, "new": new}
