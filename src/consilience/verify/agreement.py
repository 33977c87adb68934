"""P8: agreement of coders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from consilience import coding
from consilience.verify.compare import Check, numbers


def four_coders() -> Iterator[Check]:
    """Check P8."""
    levels = get_args(coding.Level)
    found = [coding.krippendorff_alpha(_FOUR_CODERS, level).value for level in levels]
    yield numbers("P8", f"alpha: {', '.join(levels)}", found, ".743 .815 .849 .797")


# Krippendorff 2011, section C: 4 coders, 12 units, with gaps
_GAP = float("nan")
_FOUR_CODERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _GAP, _GAP, _GAP],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _GAP, 3],
    [_GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _GAP],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _GAP],
]
