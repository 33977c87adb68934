"""How probable each number of stages is: upright bars with their shares."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Mark, Style, Text
from consilience.results import Note

_HIGH, _BAR, _STEP, _FINE = 46.0, 26.0, 46.0, 9.5


def number_panel(
    left: float, top: float, probabilities: Sequence[float]
) -> tuple[list[Mark], float]:
    """Return a bar for 1, 2, ... stages, the most probable one darker, and the lower end."""
    shares = [float(value) for value in probabilities]
    best = max(shares)
    head = Text(12.0, top - 8, Note("plots.timeline.numbers"), "start", "bold")
    marks: list[Mark] = [head]
    bottom = top + _HIGH + 14
    for place, share in enumerate(shares):
        x = left + 10 + _STEP * place
        high = round(_HIGH * share / best, 1)
        style: Style = "accent" if share >= best - 1e-9 else "pale accent"
        told = Note("plots.timeline.number", {"stages": place + 1, "probability": share})
        box = rectangle(x, round(bottom - high, 1), _BAR, high)
        marks.append(Area(box, style, "accent", detail=told))
        middle = x + _BAR / 2
        marks.append(Text(middle, bottom - high - 4, f"{share:.2f}", "middle", "ink", _FINE))
        marks.append(Text(middle, bottom + 14, f"{place + 1}", "middle", size=_FINE))
    return marks, bottom + 26
