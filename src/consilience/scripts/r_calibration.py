"""Calibration in R: the call for raw values, and the lines for a condition of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consilience.calibration import Calibrated
from consilience.errors import DataError
from consilience.scripts.quoting import comment, r_call, r_text, r_value
from consilience.study import Condition
from consilience.texts import Language, text

_THREE = ("e", "c", "i")
_SIX = ("e1", "c1", "i1", "i2", "c2", "e2")
_LEVELS = (0.0, 1 / 3, 2 / 3, 1.0)


def calibration_lines(result: Calibrated, column: str, language: Language) -> list[str]:
    """Return the lines that calibrate a column and print the memberships."""
    given = result.parameters
    points = given.get("anchors") or given.get("thresholds") or given.get("cuts")
    if given["method"] == "indirect" and points is None:
        raise DataError("scripts.r.indirect_scores")
    if given.get("terms") == "linear":
        raise DataError("scripts.r.indirect_linear")
    points = given.get("levels") if points is None else points
    call = _call(str(given["method"]), points or (), given, column)
    notes = _notes(str(given["method"]), given, language)
    return [*notes, f"print({call})"]


def condition_lines(condition: Condition, name: str, language: Language) -> list[str]:
    """Return the lines that calibrate a condition where it has a raw value."""
    settings = {"shape": "logistic", "profile": condition.profile}
    column = f"[[{r_text(name)}]]"
    lines = ["", *_notes(condition.method, settings, language)]
    if condition.method != "none":
        call = _call(condition.method, condition.anchors, settings, f"data{column}[there]")
        lines += [f"there <- !is.na(data{column})", f"sets{column}[there] <- {call}"]
    if condition.half != "keep":
        half = f"which(sets{column} == 0.5)"
        new = "NA" if condition.half == "drop" else f"sets{column}[{half}] + 0.001"
        lines.append(f"sets{column}[{half}] <- {new}")
    return lines


def _call(method: str, points: Sequence[float], settings: Mapping[str, Any], column: str) -> str:
    if method == "direct":
        return _direct(points, settings, column)
    if method == "thresholds":
        # calibrate(type = "crisp") refuses a cut outside the range of the values
        return f"findInterval({column}, {r_value(list(points))})"
    if method == "indirect":
        cuts = f"thresholds = {r_value(list(points))}"
        return r_call("calibrate", [column, 'method = "indirect"', cuts])
    levels = r_value(list(points or _LEVELS))
    return f"sapply({column}, function(score) {levels}[which.min(abs({levels} - score))])"


def _direct(points: Sequence[float], settings: Mapping[str, Any], column: str) -> str:
    logistic = settings["shape"] == "logistic"
    if logistic and len(points) == 6:  # R QCA has the linear bell only
        sides = (points[:3], points[:2:-1])
        both = [_direct(side, settings, column) for side in sides]
        return r_call("pmin" if points[0] < points[2] else "pmax", both)
    named = zip(_THREE if len(points) == 3 else _SIX, points, strict=True)
    inside = ", ".join(f"{name} = {r_value(float(value))}" for name, value in named)
    idm = {"R": "0.95", "fsQCA": "plogis(3)"}[str(settings["profile"])]
    arguments = [column, f"thresholds = c({inside})"]
    arguments.append(f"idm = {idm}" if logistic else "logistic = FALSE")
    return r_call("calibrate", arguments)


def _notes(method: str, settings: Mapping[str, Any], language: Language) -> list[str]:
    cut_off = method == "indirect" or (method == "direct" and settings["profile"] == "fsQCA")
    return [comment(text("scripts.r.cut_off", language))] if cut_off else []
