"""Robustness to moved anchors, from raw values: for notebooks, without a study."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilience import calibration, checks, qca
from consilience.analysis.moved_anchors import SHARES, Anchors, Movable, anchor_alternatives
from consilience.study.base_records import Profile

_OWNER = "anchor_robustness"
_ANCHORS_ONLY = qca.RobustnessTests(inclusion_cuts=(), frequency_cuts=(), leave_one_out=False)


def anchor_robustness(
    raw: object,
    anchors: Mapping[str, Sequence[float]],
    outcome: str,
    conditions: object = None,
    *,
    other: Mapping[str, Any] | None = None,
    shares: Sequence[float] | None = None,
    profile: Profile = "R",
    settings: Mapping[str, Any] | None = None,
) -> qca.Robustness:
    """Calibrate raw values with moved anchors, analyse again, and tell where the model stays.

    Parameters
    ----------
    raw : data frame or mapping of columns
        Raw values of the conditions and the outcome, one row a case, no gaps.
    anchors : mapping of str to list of numbers
        Three or six anchors for each column that is calibrated directly, as in
        :func:`consilience.calibration.direct`; all other columns hold memberships already.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    conditions : list of str, optional
        All columns but the outcome if not given.
    other : mapping, optional
        Anchors to try, by column: values by the name of the anchor,
        ``{"A": {"crossover": [2.5, 3.5]}}``, or whole lists of anchors, ``{"A": [[1, 3.5, 5]]}``.
        The names are full_out, crossover and full_in; of a bell left_full_out, left_crossover,
        left_full_in, right_full_in, right_crossover and right_full_out.
    shares : list of numbers in (-1, 1), optional
        Every anchor is moved, one at a time, by these shares of its distance to the next anchor:
        up for positive shares, down for negative ones. Outwards an outer anchor moves by shares of
        its distance to the inner one. Tenths up to one half each way if neither this nor ``other``
        is given.
    profile : {"R", "fsQCA"}
        See :func:`consilience.calibration.direct`.
    settings : mapping, optional
        Further arguments of :func:`consilience.qca.robustness` by name, such as inclusion_cut;
        ``tests`` says what is tried beside the anchors.

    Returns
    -------
    Robustness
        Its ``ranges`` name each anchor with the lowest and highest tested value at which the model
        stays.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, anchors are out of order, or a value is no number.

    Examples
    --------
    What if the crossover were 3.5 instead of 3?

    >>> raw = {"A": [5, 4, 3.2, 2, 1, 4.5], "Y": [0.9, 0.8, 0.7, 0.3, 0.1, 0.9]}
    >>> found = anchor_robustness(raw, {"A": (1, 3, 5)}, "Y", other={"A": {"crossover": 3.5}})
    >>> [(test.setting, test.value, test.same) for test in found.tests]
    [('A crossover', '3.5', True)]

    References
    ----------
    Oana, I.-E. and Schneider, C. Q. (2021). A Robustness Test Protocol for Applied QCA: Theory
    and R Software Application. Sociological Methods and Research.
    """
    frame = checks.frame(raw, "raw", _OWNER)
    given = {name: tuple(points) for name, points in anchors.items()}
    checks.known_names(list(given), frame.columns, "anchors", _OWNER)

    def calibrate(name: str, points: Anchors) -> NDArray[np.float64]:
        values = calibration.direct(frame[name].to_numpy(), points, profile=profile)
        return np.asarray(values.memberships)

    initial = frame.assign(**{name: calibrate(name, points) for name, points in given.items()})
    if shares is None:
        shares = SHARES if other is None else ()
    movable = {name: Movable(points, frame[name].to_numpy()) for name, points in given.items()}
    moved = anchor_alternatives(initial, movable, calibrate, shares, other or {})
    chosen = dict(settings or {})
    tests = dataclasses.replace(chosen.pop("tests", _ANCHORS_ONLY), alternatives=moved)
    return qca.robustness(initial, outcome, conditions, tests=tests, **chosen)
