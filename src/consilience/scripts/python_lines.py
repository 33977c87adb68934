"""Lines of Python for one result after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consilience import qca
from consilience.calibration import Calibrated
from consilience.results import Result
from consilience.scripts.moved import ALTERNATIVE, alternative
from consilience.scripts.parts import (
    ORIGINS,
    columns_of,
    labels_of,
    refuse_changed_table,
    robustness_tests,
    sides,
)
from consilience.scripts.quoting import comment, python_call, python_value
from consilience.scripts.source import Source, columns_in, literals_in
from consilience.texts import Language, text


class PythonWriter:
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
        origin, grounds = ORIGINS[type(result)], self._grounds(result)
        module = origin.module.__name__.rpartition(".")[2]
        named = [f"{key}={python_value(value)}" for key, value in origin.settings(result).items()]
        if isinstance(result, qca.Robustness):
            named.append(f"tests={self._tests(result, grounds[0])}")
        call = (f"{module}.{origin.function}", [*grounds, *named])
        self._assign(_VARIABLES.get(type(result), origin.function), *call, shown=True)

    def _grounds(self, result: Result) -> list[str]:
        """Write what a result rests on; return it as the first arguments of the call."""
        origin = ORIGINS[type(result)]
        if origin.ground == "sides":
            return self._sides(result)
        grounds: list[str] = []
        if origin.ground == "column":
            return self._arrays(result)
        if origin.ground == "data":
            grounds = [self._data(result)]
        elif origin.ground in {"truth table", "both"}:
            grounds = [self._table(result)]
        if origin.ground in {"solution", "both"}:
            grounds.append(self._solutions(result))
        return grounds

    def _sides(self, result: Result) -> list[str]:
        """Write both truth tables, and their solutions where a result rests on these too."""
        both = sides(result)
        grounds = [[self._table(side) for side in both]]
        if not isinstance(result, qca.EnhancedAnalysis):
            grounds.append([self._solutions(side) for side in both])
        return [names[0] if len(names) == 1 else f"({', '.join(names)})" for names in grounds]

    def _arrays(self, result: Result) -> list[str]:
        """Return the columns that a function of arrays takes, and the names of the cases."""
        data = self._data(result)
        if self.source.conditions:
            data = self._assign("both", data, None)
        grounds = [f"{data}[{python_value(name)}]" for name in columns_of(result)]
        return [*grounds, *([f"cases=list({data}.index)"] if self.source.case_column else [])]

    def _tests(self, result: qca.Robustness, data: str) -> str:
        tried = robustness_tests(result).items()
        named = [f"{name}={python_value(value)}" for name, value in tried]
        if result.parameters["alternatives"] and self.source.conditions:
            named.append(f"alternatives={self._moved(result, data)}")
        elif result.parameters["alternatives"]:
            self.lines += ["", comment(text("scripts.alternatives", self.language))]
        return self._assign("tests", "qca.RobustnessTests", named)

    def _moved(self, result: qca.Robustness, data: str) -> str:
        """Write the data with moved anchors; return the variable."""
        if ALTERNATIVE not in self.lines:
            self.lines.append(ALTERNATIVE)
        frame = self._assign("whole", data, None)
        listed = result.parameters["alternatives"]
        moved = (f"    {alternative(self.source, frame, *item)}," for item in listed)
        return self._assign("moved", "\n".join(["[", *moved, "]"]), None)

    def _table(self, result: Result) -> str:
        refuse_changed_table(result)
        settings = ORIGINS[qca.TruthTable].settings(result)
        return self._assign("truth_table", *_call("truth_table", [self._data(result)], settings))

    def _solutions(self, result: Result) -> str:
        settings = ORIGINS[qca.Solutions].settings(result)
        return self._assign("solutions", *_call("minimize", [self._table(result)], settings))

    def _data(self, result: Result) -> str:
        columns = list(columns_in(self.source, result))
        self._label(labels_of(result))
        if not self.source.conditions:
            return "data"
        frame = f"sets[{python_value(columns)}].dropna()"
        made = literals_in(self.source, result).items()
        if not made:
            return frame
        shown = [f"{python_value(name)}: lambda found: {_literal(item)}" for name, item in made]
        return f"{frame}.assign(**{{{', '.join(shown)}}})"

    def _label(self, names: Sequence[str]) -> None:
        """Write the columns with names as they stand in the file."""
        for name in map(python_value, names):
            line = f"data[{name}] = table.column({name})"
            self.lines += [line] if line not in self.lines else []

    def _assign(
        self, name: str, function: str, arguments: list[str] | None, *, shown: bool = False
    ) -> str:
        """Write an assignment unless the same call was made before; return the variable."""
        call = function if arguments is None else python_call(function, arguments)
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


def _literal(item: qca.Literal) -> str:
    inside = f"found[{python_value(item.condition)}]"
    if item.values:
        inside += f".isin({python_value(list(item.values))}) * 1.0"
    return f"1 - {inside}" if item.negated else inside


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
