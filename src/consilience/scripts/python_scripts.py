"""A result as a short script of Python that computes it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consilience import qca
from consilience.calibration import Calibrated
from consilience.errors import ArgumentError
from consilience.formats import Table
from consilience.results import Result
from consilience.scripts.parts import ORIGINS, columns_of, parts, robustness_tests
from consilience.scripts.quoting import comment, python_call, python_value
from consilience.scripts.source import (
    DATA_FILE,
    Chapter,
    Source,
    columns_in,
    literal_outcome,
    source_of,
)
from consilience.study import Condition
from consilience.texts import Language, text
from consilience.version import __version__

_HELPER = '''

def calibrated(code, method, *anchors, **settings):
    """Calibrate a column of the data where it has a value."""
    raw = data[code].dropna()
    found = method(raw, *anchors, **settings) if method else raw
    return pd.Series(np.asarray(found), raw.index)


sets = pd.DataFrame(index=data.index)'''
_HALVES = {"keep": "", "add": "sets.loc[sets[{0}] == 0.5, {0}] += 0.001"}
_HALVES |= {"drop": "sets.loc[sets[{0}] == 0.5, {0}] = np.nan"}


def python_script(
    *results: Result,
    file: str | Table = DATA_FILE,
    case_column: str | None = "case",
    column: str = "value",
) -> str:
    r"""Return a script of Python that computes results again from a file of the data.

    All settings that made a result stand in the script, those left at their default too.

    Parameters
    ----------
    results
        At least one: calibrated values, necessity, truth tables, solutions, ... A result that
        rests on a truth table brings its lines with it; the same table is made once.
    file
        The data: memberships by condition, one row a case; for calibrated values their raw values
        in one column. A name, or the table that :func:`consilience.formats.read_table`
        returned, whose encoding and delimiter the script then names.
    case_column
        Column with the case names; None if the rows are numbered.
    column
        Column with the raw values of calibrated ones.

    Returns
    -------
    str
        The script; the same text for the same results.

    Raises
    ------
    ArgumentError
        If there is no result, or one that has no script.

    Examples
    --------
    >>> from consilience import qca
    >>> found = qca.fit({"A": [0.9, 0.2], "Y": [0.8, 0.3]}, "A", "Y")
    >>> print(python_script(found).splitlines()[-2])
    fit = qca.fit(data, expression='A', outcome='Y', relation='sufficiency')

    References
    ----------
    The form of the script is a convention of this program.
    """
    found = scripted(results, "python_script")
    return python_text([Chapter(found)], source_of(file, case_column, column))


def python_text(chapters: Sequence[Chapter], source: Source, language: Language = "en") -> str:
    """Return the script of chapters over a source."""
    found = [item for chapter in chapters for item in chapter.results]
    modules = {"formats", *(ORIGINS[type(item)].module.__name__.split(".")[-1] for item in found)}
    if source.conditions:
        modules |= {"calibration"}
    writer = _Writer(source, language)
    for chapter in chapters:
        if chapter.title:
            writer.lines += ["", comment(chapter.title)]
        for item in chapter.results:
            writer.add(item)
        writer.lines += chapter.lines
    head = comment(text("scripts.head", language, version=__version__))
    return (
        "\n".join([head, *_reading(source, modules, _numeric(source, found)), *writer.lines]) + "\n"
    )


def scripted(results: Sequence[Result], owner: str) -> tuple[Result, ...]:
    """Return the parts of results that have a script.

    Raises
    ------
    ArgumentError
        If there is none, or a result without.
    """
    found: list[Result] = []
    for result in results:
        inside = list(parts(result))
        if not inside:
            raise ArgumentError("results", owner, "scripted", type(result).__name__)
        found += inside
    if not found:
        raise ArgumentError("results", owner, "scripted", ())
    return tuple(found)


def _numeric(source: Source, results: Sequence[Result]) -> list[str]:
    """Return the argument that names the columns to read, where the file is known."""
    if not source.columns:
        return []
    found = []
    for item in results:
        texts = {item.parameters.get("unit"), item.parameters.get("wave")}
        is_raw = isinstance(item, Calibrated)
        found += [source.column] if is_raw else [n for n in columns_of(item) if n not in texts]
    return [f"columns={python_value(list(dict.fromkeys(found)))}"]


def _reading(source: Source, modules: set[str], columns: list[str]) -> list[str]:
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
    code = python_value(condition.code)
    arguments = [code, "None"]
    if condition.method != "none":
        anchors = [python_value(list(condition.anchors))] if condition.anchors else []
        arguments = [code, f"calibration.{condition.method}", *anchors]
    if condition.method == "direct":
        arguments.append(f"profile={python_value(condition.profile)}")
    line = f"sets[{code}] = {python_call('calibrated', arguments)}"
    half = _HALVES[condition.half].replace("{0}", code)
    return f"{line}\n{half}" if half else line


class _Writer:
    """Lines for one result after the other; a truth table or solution is made once."""

    def __init__(self, source: Source, language: Language) -> None:
        self.source = source
        self.language = language
        self.lines: list[str] = []
        self._made: dict[str, str] = {}
        self._names: dict[str, int] = {}

    def add(self, result: Result) -> None:
        """Write the lines of a result, and of what it rests on."""
        if isinstance(result, Calibrated):
            self._assign("calibrated", *_calibrated(result, self.source.column), shown=True)
            return
        origin = ORIGINS[type(result)]
        settings = origin.settings(result)
        grounds: list[str] = []
        if origin.ground == "data":
            grounds = [self._data(result)]
        elif origin.ground in {"truth table", "both"}:
            grounds = [self._table(result)]
        if origin.ground in {"solution", "both"}:
            grounds.append(self._solutions(result))
        call = _call(origin.function, grounds, settings)
        if isinstance(result, qca.Robustness):
            call[1].append(f"tests={self._tests(result)}")
        self._assign(_VARIABLES.get(type(result), origin.function), *call, shown=True)

    def _tests(self, result: qca.Robustness) -> str:
        if result.parameters["alternatives"]:
            self.lines += ["", comment(text("scripts.alternatives", self.language))]
        tried = robustness_tests(result).items()
        named = [f"{name}={python_value(value)}" for name, value in tried]
        return self._assign("tests", "qca.RobustnessTests", named)

    def _table(self, result: Result) -> str:
        settings = ORIGINS[qca.TruthTable].settings(result)
        return self._assign("truth_table", *_call("truth_table", [self._data(result)], settings))

    def _solutions(self, result: Result) -> str:
        settings = ORIGINS[qca.Solutions].settings(result)
        return self._assign("solutions", *_call("minimize", [self._table(result)], settings))

    def _data(self, result: Result) -> str:
        columns = list(columns_in(self.source, result))
        if isinstance(result, qca.PanelFit):
            given = (result.parameters["unit"], result.parameters["wave"])
            self.lines += [
                f"data[{python_value(name)}] = table.column({python_value(name)})" for name in given
            ]
        if not self.source.conditions:
            return "data"
        frame = f"sets[{python_value(columns)}].dropna()"
        literal = literal_outcome(self.source, result)
        if literal is None:
            return frame
        inside = f"found[{python_value(literal.condition)}]"
        if literal.values:
            inside += f".isin({python_value(list(literal.values))}) * 1.0"
        name = python_value(result.parameters["outcome"])
        shown = f"1 - {inside}" if literal.negated else inside
        return f"{frame}.assign(**{{{name}: lambda found: {shown}}})"

    def _assign(
        self, name: str, function: str, arguments: list[str], *, shown: bool = False
    ) -> str:
        call = python_call(function, arguments)
        variable = self._made.get(call)
        if variable is None:
            count = self._names[name] = self._names.get(name, 0) + 1
            variable = self._made[call] = name if count == 1 else f"{name}_{count}"
            self.lines += ["", f"{variable} = {call}"]
        if shown:
            self.lines.append(f"print({variable}.to_frame())")
        return variable


def _call(
    function: str, grounds: list[str], settings: Mapping[str, object]
) -> tuple[str, list[str]]:
    named = [f"{name}={python_value(value)}" for name, value in settings.items()]
    return f"qca.{function}", [*grounds, *named]


def _calibrated(result: Calibrated, column: str) -> tuple[str, list[str]]:
    given = dict(result.parameters)
    if given.get("thresholds") is not None:
        del given["scores"]  # they follow from the thresholds
    known = ("shape", "anchors", "profile", "thresholds", "scores", "terms", "cuts", "levels")
    settings = {name: given[name] for name in known if given.get(name) is not None}
    named = [f"{name}={python_value(value)}" for name, value in settings.items()]
    return f"calibration.{given['method']}", [f"data[{python_value(column)}]", *named]


_VARIABLES: Mapping[type[Result], str] = {
    qca.Solutions: "solutions",
    qca.ConfigurationTable: "configurations",
}
