"""Other calibrations that a robustness test tried, as lines of Python."""

from __future__ import annotations

import numpy as np

from consilience.analysis.moved_anchors import Movable
from consilience.scripts.python_reading import calibrated_call
from consilience.scripts.quoting import python_value
from consilience.scripts.source import Source

ALTERNATIVE = '''

def alternative(frame, code, memberships, setting, value, initial):
    """Return the data with one condition calibrated otherwise."""
    changed = frame.assign(**{code: memberships}).dropna(subset=[code])
    return qca.AlternativeData(setting, value, changed, initial)

'''


def alternative(source: Source, frame: str, setting: str, value: str) -> str:
    """Return the call that makes one of the alternatives, told by its setting and value."""
    code, _, anchor = setting.rpartition(" ")
    condition = next(one for one in source.conditions if one.code == code)
    before, points = "None", [float(point) for point in value.split(",")]
    shown: object = value
    if anchor != "anchors":
        place = Movable(condition.anchors, np.empty(0)).names.index(anchor)
        before, shown = python_value(float(condition.anchors[place])), points[0]
        points = [*condition.anchors[:place], points[0], *condition.anchors[place + 1 :]]
    given = [frame, python_value(code), calibrated_call(condition, points), python_value(setting)]
    return f"alternative({', '.join([*given, python_value(shown), before])})"
