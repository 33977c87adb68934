"""The robustness of a study: every anchor, cut-off, case and condition may be another."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks, qca
from consilience.analysis.memberships import Memberships, recalibrated
from consilience.analysis.moved_anchors import Anchors, Movable, anchor_alternatives

INITIAL = ("inclusion_cut", "pri_cut", "frequency_cut", "expectations", "solution", "model")
ANCHORS = ("anchors", "anchor_shares")
TRIED = tuple(
    item.name for item in dataclasses.fields(qca.RobustnessTests) if item.name != "alternatives"
)
ROBUSTNESS = (*INITIAL, *TRIED, *ANCHORS)
_MOVABLE = {"direct", "indirect", "thresholds"}  # their anchors are raw values


def study_robustness(
    found: Memberships,
    frame: pd.DataFrame,
    outcome: str,
    conditions: tuple[str, ...],
    settings: Mapping[str, Any],
) -> qca.Robustness:
    """Return the robustness of a study's solution.

    Parameters
    ----------
    found : Memberships
        Of the study; its raw values are calibrated again where anchors move.
    frame : data frame
        The complete cases.
    outcome, conditions
        As the step names them.
    settings : mapping
        Any of ``ROBUSTNESS``.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a setting is not allowed, or the engine refuses its input.
    """
    initial = {name: settings[name] for name in INITIAL if name in settings}
    if "solution" not in initial and "expectations" in initial:
        initial["solution"] = "intermediate"
    tried = {name: settings[name] for name in TRIED if name in settings}
    named = (*conditions, *qca.parse(outcome).conditions)
    more = [name for name in _further(found, tried) if name not in named]
    whole = found.complete(tuple(dict.fromkeys((*named, *more)))) if more else frame
    if isinstance(tried.get("subsets"), Mapping):
        tried["subsets"] = _complete_only(tried["subsets"], found.cases, whole)
    tests = qca.RobustnessTests(**tried, alternatives=_moved(found, whole, named, settings))
    return qca.robustness(whole, outcome, conditions, tests=tests, **initial)


def _further(found: Memberships, tried: Mapping[str, Any]) -> list[str]:
    """Return the conditions of other sets of conditions."""
    sets = tried.get("condition_sets", ())
    if not isinstance(sets, list | tuple):
        return []  # the engine says what it should be
    return [
        name
        for names in sets
        for name in checks.known_names(names, found.conditions, "condition_sets", "step")
    ]


def _moved(
    found: Memberships, frame: pd.DataFrame, named: tuple[str, ...], settings: Mapping[str, Any]
) -> tuple[qca.AlternativeData, ...]:
    shares, other = settings.get("anchor_shares", ()), settings.get("anchors", {})
    places = [found.cases.index(case) for case in frame.index]
    raw = {name: found.raw[:, found.conditions.index(name)] for name in named}
    movable = {
        name: Movable(found.calibration_of(name).anchors, raw[name][places])
        for name in named
        if found.calibration_of(name).method in _MOVABLE
    }

    def calibrate(name: str, anchors: Anchors) -> NDArray[np.float64]:
        # over all cases of the study: the indirect method fits a curve to them
        return recalibrated(found.calibration_of(name), raw[name], anchors)[places]

    return anchor_alternatives(frame, movable, calibrate, shares, other)


def _complete_only(
    subsets: Mapping[str, Any], known: tuple[str, ...], frame: pd.DataFrame
) -> dict[str, Any]:
    """Return subsets without cases that are left out of the analysis anyway."""
    found = {}
    for label, names in subsets.items():
        listed = checks.known_names(names, known, f'subsets["{label}"]', "step")
        found[label] = [name for name in listed if name in frame.index]
    return found
