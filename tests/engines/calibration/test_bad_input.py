"""No engine function of calibration takes bad numbers silently."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from consilience import calibration
from consilience.errors import ConsilienceError

FUNCTIONS: dict[str, Callable[[Any], object]] = {
    "direct": lambda bad: calibration.direct(bad, (1, 2, 3)),
    "direct anchors": lambda bad: calibration.direct([1, 2, 3], bad),
    "indirect": lambda bad: calibration.indirect(bad, scores=[0, 0.5, 1]),
    "indirect thresholds": lambda bad: calibration.indirect([1, 2, 3], bad),
    "thresholds": lambda bad: calibration.thresholds(bad, [1]),
    "thresholds cuts": lambda bad: calibration.thresholds([1, 2], bad),
    "rubric": calibration.rubric,
    "rubric levels": lambda bad: calibration.rubric([0, 1], bad),
    "quantile_anchors": calibration.quantile_anchors,
    "quantiles": lambda bad: calibration.quantile_anchors([1, 2, 3], bad),
    "half_memberships": calibration.half_memberships,
    "skew": calibration.skew,
    "joint_dependence": lambda bad: calibration.joint_dependence(bad, [1, 2]),
    "asymmetric_dependence": lambda bad: calibration.asymmetric_dependence([1, 2], bad),
    "resource_dependence": lambda bad: calibration.resource_dependence(outside_options=bad),
    "alliance_dependence": lambda bad: calibration.alliance_dependence(bad, ["a", "b"]),
    "dual_logic": lambda bad: calibration.dual_logic(bad, [1, 2]),
    "dual_logic asymmetry": lambda bad: calibration.dual_logic([1, 2], bad),
}
BAD: dict[str, object] = {
    "nan": [0.1, float("nan")],
    "infinite": [0.1, float("inf")],
    "minus infinite": [float("-inf"), 0.1],
    "missing": [0.1, None],
    "text": ["0.1", "0.2"],
    "mixed text": [0.1, "0.2"],
    "bytes": [b"1", 0.2],
    "truth values": [True, False],
    "empty": [],
    "empty array": np.array([]),
    "two dimensions": [[0.1, 0.2], [0.3, 0.4]],
    "ragged": [[0.1], [0.2, 0.3]],
    "plain text": "anchors",
    "objects": [object(), object()],
    "set of texts": {"a", "b"},
    "text array": np.array(["0.1", "0.2"]),
    "mapping": {"a": 1},
    "number": 3,
}


@pytest.mark.parametrize("bad", list(BAD.values()), ids=list(BAD))
@pytest.mark.parametrize("function", list(FUNCTIONS.values()), ids=list(FUNCTIONS))
def test_bad_numbers_get_one_clear_error(function: Callable[[Any], object], bad: object) -> None:
    with pytest.raises(ConsilienceError) as caught:
        function(bad)
    assert caught.value.sentence("en")
    assert caught.value.sentence("zh")
