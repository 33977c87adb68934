"""Which engine made a result, on what, and with which settings."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Literal, cast

from consilience import calibration, qca
from consilience.errors import DataError
from consilience.results import Result

Ground = Literal["data", "column", "truth table", "solution", "both", "sides", "nothing"]


@dataclass(frozen=True)
class Origin:
    """The engine function behind a kind of result, and what it works on.

    ``columns`` are those of the file that a function of arrays takes, called like its arguments.
    """

    module: ModuleType
    function: str
    ground: Ground
    columns: tuple[str, ...] = ()

    def settings(self, result: Result) -> dict[str, object]:
        """Return the arguments that made a result, in the order of the function's signature."""
        known = inspect.signature(getattr(self.module, self.function)).parameters
        return {name: result.parameters[name] for name in known if name in result.parameters}


# their outcome is the name of a column, whatever it looks like
NUMERIC = (qca.NecessaryConditionAnalysis, qca.SymmetricRegression)

# a new kind of result has its script with one line here
ORIGINS: Mapping[type[Result], Origin] = {
    qca.Necessity: Origin(qca, "necessity", "data"),
    qca.ConditionalNecessity: Origin(qca, "conditional_necessity", "data"),
    qca.Fit: Origin(qca, "fit", "data"),
    qca.TruthTable: Origin(qca, "truth_table", "data"),
    qca.Solutions: Origin(qca, "minimize", "truth table"),
    qca.ConfigurationTable: Origin(qca, "configurations", "solution"),
    qca.PathCases: Origin(qca, "path_cases", "truth table"),
    qca.CasePairs: Origin(qca, "case_pairs", "truth table"),
    qca.Remainders: Origin(qca, "remainders", "truth table"),
    qca.NearestPath: Origin(qca, "nearest_path", "truth table"),
    qca.NearestPathStability: Origin(qca, "nearest_path_stability", "both"),
    qca.NecessaryConditionAnalysis: Origin(qca, "nca", "data"),
    qca.PanelFit: Origin(qca, "panel_fit", "data"),
    qca.PanelChange: Origin(qca, "panel_change", "data"),
    qca.GroupedFit: Origin(qca, "cluster_fit", "data"),
    qca.TwoStep: Origin(qca, "two_step", "data"),
    qca.SymmetricRegression: Origin(qca, "symmetric_regression", "data"),
    qca.Asymmetry: Origin(qca, "asymmetry", "sides"),
    qca.Untenable: Origin(qca, "untenable", "sides"),
    qca.EnhancedAnalysis: Origin(qca, "enhanced_analysis", "sides"),
    qca.TheoryEvaluation: Origin(qca, "theory_evaluation", "data"),
    qca.Robustness: Origin(qca, "robustness", "data"),
    qca.PathRelations: Origin(qca, "path_relations", "nothing"),
    qca.PathsGiven: Origin(qca, "paths_given", "nothing"),
    calibration.DualLogic: Origin(calibration, "dual_logic", "column", ("joint", "asymmetry")),
    calibration.Advantage: Origin(
        calibration, "asymmetric_dependence", "column", ("a_on_b", "b_on_a")
    ),
    calibration.Calibrated: Origin(calibration, "", "column"),  # the method names the function
}


def parts(result: object) -> Iterator[Result]:
    """Yield the results that have a script, in order: the result itself, or those within it."""
    if type(result) in ORIGINS:
        yield cast("Result", result)
    elif isinstance(result, tuple):
        for item in result:
            yield from parts(item)
    elif dataclasses.is_dataclass(result):
        for field in dataclasses.fields(result):
            yield from parts(getattr(result, field.name))


def sides(result: Result) -> tuple[Result, ...]:
    """Return the settings of each solution that a result rests on: an outcome and its negation."""
    if isinstance(result, qca.EnhancedAnalysis):
        # the tables as they were before the analysis changed them
        return tuple(
            Result(parameters={**item.parameters, "simultaneous": None})
            for item in result.solutions
        )
    return tuple(Result(parameters=given) for given in result.parameters.get("sides") or ())


def columns_of(result: Result) -> tuple[str, ...]:
    """Return the columns of the data that a result rests on, conditions first."""
    given = result.parameters
    if type(result) in ORIGINS and ORIGINS[type(result)].ground in {"column", "sides"}:
        every = [name for side in sides(result) for name in columns_of(side)]
        arrays = given.get("columns", ORIGINS[type(result)].columns)
        return tuple(dict.fromkeys([*arrays, *every]))
    named = [name for key in ("conditions", "remote", "proximate") for name in given.get(key) or ()]
    for more in given.get("condition_sets") or ():
        named += more
    if isinstance(result, NUMERIC):
        return (*named, str(given["outcome"]))
    asked = ["expression", "theory", "given", "outcome"]
    asked += ["solution"] if isinstance(result, qca.TheoryEvaluation) else []
    texts = [*(given.get(name) for name in asked), *(given.get("terms") or ())]
    for text in texts:
        if isinstance(text, str) and text != "1":
            named += qca.parse(text).conditions
    named += labels_of(result)
    return tuple(dict.fromkeys(named))


def refuse_changed_table(result: Result) -> None:
    """Refuse what rests on a truth table whose rows an enhanced analysis changed.

    Raises
    ------
    DataError
        With the rows.
    """
    rows = result.parameters.get("simultaneous")
    if isinstance(rows, list | tuple):
        raise DataError("scripts.changed_rows", rows=list(rows))


def labels_of(result: Result) -> list[str]:
    """Return the columns with names instead of numbers: units, waves, clusters."""
    found = (result.parameters.get(name) for name in ("unit", "wave", "cluster"))
    return [str(name) for name in found if name is not None]


def robustness_tests(result: qca.Robustness) -> dict[str, object]:
    """Return what a robustness test tried, but for other data, which are no setting."""
    known = [field.name for field in dataclasses.fields(qca.RobustnessTests)]
    return {name: result.parameters[name] for name in known if name != "alternatives"}
