"""Figures: made as plain data, drawn as SVG.

:func:`xy_plot`, :func:`calibration_plot` and :func:`dual_logic_plot` describe a figure;
:func:`to_svg` draws it.
"""

from consilience.plots.calibration_curve import calibration_plot
from consilience.plots.dual_logic import dual_logic_plot
from consilience.plots.figure import (
    Area,
    Axis,
    Bar,
    Bars,
    Figure,
    Line,
    Point,
    Points,
    Text,
)
from consilience.plots.svg import to_svg
from consilience.plots.xy import xy_plot

__all__ = [
    "Area",
    "Axis",
    "Bar",
    "Bars",
    "Figure",
    "Line",
    "Point",
    "Points",
    "Text",
    "calibration_plot",
    "dual_logic_plot",
    "to_svg",
    "xy_plot",
]
