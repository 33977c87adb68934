"""The cut-offs of a truth table."""

from __future__ import annotations

from dataclasses import dataclass

from consilience import checks
from consilience.errors import ArgumentError


@dataclass(frozen=True)
class Cuts:
    """The cut-offs of a truth table, as :func:`truth_table` takes them, checked."""

    upper: float
    lower: float
    pri: float
    frequency: int


def read_cuts(inclusion_cut: object, pri_cut: object, frequency_cut: object) -> Cuts:
    """Return checked cut-offs of a truth table.

    Raises
    ------
    ArgumentError
        If one is out of its range.
    """
    return Cuts(
        *_inclusion_cuts(inclusion_cut),
        checks.interval(pri_cut, 0, 1, "pri_cut", "truth_table"),
        checks.whole(frequency_cut, 1, "frequency_cut", "truth_table"),
    )


def _inclusion_cuts(inclusion_cut: object) -> tuple[float, float]:
    if isinstance(inclusion_cut, tuple | list):
        if len(inclusion_cut) != 2:
            raise ArgumentError(
                "inclusion_cut", "truth_table", "interval", inclusion_cut, low=0, high=1
            )
        upper, lower = (
            checks.interval(c, 0, 1, "inclusion_cut", "truth_table") for c in inclusion_cut
        )
        if lower > upper:
            raise ArgumentError("inclusion_cut", "truth_table", "upper_first", inclusion_cut)
        return upper, lower
    cut = checks.interval(inclusion_cut, 0, 1, "inclusion_cut", "truth_table")
    return cut, cut
