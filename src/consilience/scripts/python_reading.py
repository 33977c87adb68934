"""The lines of Python that read the data and calibrate the raw values of a study."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.calibration import Calibrated
from consilience.results import Result
from consilience.scripts.parts import columns_of, labels_of
from consilience.scripts.quoting import python_call, python_value
from consilience.scripts.source import Source
from consilience.study import Condition

_HELPER = '''

def calibrated(code, method, *anchors, half="keep", **settings):
    """Calibrate a column of the data where it has a value; "add" or "drop" changes a .5."""
    raw = data[code].dropna()
    found = pd.Series(np.asarray(method(raw, *anchors, **settings) if method else raw), raw.index)
    if half == "keep" or found.max() > 1:
        return found
    return found.mask(found == 0.5, 0.501 if half == "add" else np.nan)


sets = pd.DataFrame(index=data.index)'''


def numeric(source: Source, results: Sequence[Result]) -> list[str]:
    """Return the argument that names the columns to read, where the file is known."""
    if not source.columns:
        return []
    found: list[str] = []
    for item in results:
        is_raw = isinstance(item, Calibrated)
        texts = labels_of(item)
        found += [source.column] if is_raw else [n for n in columns_of(item) if n not in texts]
    return [f"columns={python_value(list(dict.fromkeys(found)))}"]


def reading(source: Source, modules: set[str], columns: list[str]) -> list[str]:
    """Return the lines that import, read the file, and calibrate the conditions of a study."""
    options = {"sheet": source.sheet, "encoding": source.encoding}
    options |= {"delimiter": source.delimiter.replace(",", "")}
    options |= {"decimal": source.decimal.replace(".", "")}
    named = [f"{name}={python_value(value)}" for name, value in options.items() if value]
    column = f"case_column={python_value(source.case_column)}"
    lines = [
        f"from consilience import {', '.join(sorted(modules))}",
        "",
        f"table = {python_call('formats.read_table', [python_value(source.file), *named])}",
        f"data = {python_call('formats.to_numeric_frame', ['table', *columns, column])}",
    ]
    if not source.conditions:
        return lines
    imports = ["import numpy as np", "import pandas as pd", ""]
    return [*imports, *lines, _HELPER, *map(_condition, source.conditions)]


def _condition(condition: Condition) -> str:
    call = calibrated_call(condition, condition.anchors)
    return f"sets[{python_value(condition.code)}] = {call}"


def calibrated_call(condition: Condition, anchors: Sequence[float]) -> str:
    """Return the call that calibrates a condition, with its own or with other anchors."""
    arguments = [python_value(condition.code), "None"]
    if condition.method != "none":
        points = [python_value(list(anchors))] if anchors else []
        arguments = [arguments[0], f"calibration.{condition.method}", *points]
    if condition.method == "direct":
        arguments.append(f"profile={python_value(condition.profile)}")
    if condition.half != "keep":
        arguments.append(f"half={python_value(condition.half)}")
    return python_call("calibrated", arguments)
