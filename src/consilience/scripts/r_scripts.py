"""A result as a short script of R that computes it again with the packages QCA or NCA."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from consilience import qca
from consilience.calibration import Calibrated
from consilience.errors import DataError
from consilience.formats import Table
from consilience.results import Result
from consilience.scripts.parts import columns_of
from consilience.scripts.python_scripts import scripted
from consilience.scripts.quoting import comment, r_call, r_text, r_value
from consilience.scripts.r_calibration import calibration_lines, condition_lines
from consilience.scripts.r_expectations import expectations_argument
from consilience.scripts.r_names import RNames
from consilience.scripts.source import DATA_FILE, Source, known_columns, source_of
from consilience.texts import Language, text
from consilience.version import __version__

MOST_CONDITIONS = 16  # above, R QCA loses prime implicants without a word


def r_script(
    *results: Result,
    file: str | Table = DATA_FILE,
    case_column: str | None = "case",
    language: Language = "en",
) -> str:
    r"""Return a script of R that computes results again from a file of the data.

    It uses the package QCA (Duşa 2019; written for 3.23), for NCA the package NCA, and names all
    settings. Names that R QCA cannot take are replaced by V1, V2, ... and listed in a comment.

    Parameters
    ----------
    results
        At least one: calibrated values, necessity, truth tables, solutions, ...
    file
        The data, as for :func:`python_script`; one CSV file, UTF-8 unless a table says otherwise.
    case_column
        Column with the case names; None if the rows are numbered.
    language
        Of the comments, ``"en"`` or ``"zh"``.

    Returns
    -------
    str
        The script; the same text for the same results.

    Raises
    ------
    ArgumentError
        If there is no result, or one that has no script.
    DataError
        If R has no counterpart, or gives another answer: more than 16 conditions, two inclusion
        cut-offs together with a frequency cut-off, several conjunctural expectations, no
        sufficient row.

    Examples
    --------
    >>> found = qca.fit({"A": [0.9, 0.2], "Y": [0.8, 0.3]}, "A", "Y")
    >>> print(r_script(found).splitlines()[-1])
    print(pof("A", "Y", data = data, relation = "sufficiency"))

    References
    ----------
    Duşa, A. (2019). QCA with R: A Comprehensive Resource. Springer.
    """
    return r_text_of(results, source_of(file, case_column), language)


def r_text_of(results: Sequence[Result], source: Source, language: Language) -> str:
    """Return the script over a source."""
    found = scripted(results, "r_script")
    for item in found:
        refuse_unfit(item)
    calibrated = [item for item in found if isinstance(item, Calibrated)]
    needed = [columns_of(item) for item in found if not isinstance(item, Calibrated)]
    names = RNames(known_columns(source, [*needed, *([("value",)] if calibrated else [])]))
    writer = _Writer(source, names, language)
    for item in found:
        writer.add(item)
    return "\n".join([*head(source, names, found, language), *writer.lines]) + "\n"


def refuse_unfit(result: Result) -> None:
    """Refuse a result that R computes otherwise or not at all.

    Raises
    ------
    DataError
        With the reason.
    """
    given = result.parameters
    conditions = given.get("conditions") or ()
    uses_table = "frequency_cut" in given
    if type(result) not in _WRITERS:
        raise DataError("scripts.r.no_counterpart", result=type(result).__name__)
    if len(conditions) > MOST_CONDITIONS and type(result) is not qca.NecessaryConditionAnalysis:
        raise DataError("scripts.r.too_many", conditions=len(conditions), most=MOST_CONDITIONS)
    two_cuts = uses_table and isinstance(given["inclusion_cut"], tuple | list)
    if two_cuts and given["frequency_cut"] > 1:
        raise DataError("scripts.r.contradictions_and_frequency")
    status = getattr(result, "status", "solved")
    if status == "no sufficient row":
        raise DataError("scripts.r.no_sufficient_row")
    if status == "every row sufficient" and given["solution"] != "conservative":
        raise DataError("scripts.r.every_row_sufficient")


def head(
    source: Source, names: RNames, results: Sequence[Result], language: Language
) -> list[str]:
    """Return the lines that load the packages and the data."""
    kinds = {type(item) for item in results}
    packages = ["QCA"] if kinds - {qca.NecessaryConditionAnalysis} or source.conditions else []
    packages += ["NCA"] if qca.NecessaryConditionAnalysis in kinds else []
    lines = [comment(text("scripts.head", language, version=__version__))]
    lines += [f"library({package})" for package in packages]
    if source.sheet:
        lines.append(comment(text("scripts.r.workbook", language)))
    lines += ["", f"data <- {r_call('read.csv', _reading(source))}"]
    if names.changed:
        lines += ["", comment(text("scripts.r.names", language))]
        lines += [comment(f"{short}: {name}") for name, short in names.changed.items()]
        lines += [
            f"names(data)[names(data) == {r_text(name)}] <- {r_text(short)}"
            for name, short in names.changed.items()
        ]
    if source.conditions:
        lines += ["", "sets <- data"]
        for condition in source.conditions:
            lines += condition_lines(condition, names.of(condition.code), language)
    return lines


def _reading(source: Source) -> list[str]:
    file = DATA_FILE if source.sheet else source.file
    arguments = [r_text(file), *([f"row.names = {r_text(source.case_column)}"] if source.case_column else [])]
    if source.delimiter != ",":
        arguments.append(f"sep = {r_text(source.delimiter)}")
    if source.decimal != ".":
        arguments.append(f"dec = {r_text(source.decimal)}")
    plain = source.encoding.lower() in {"", "utf-8", "utf-8-sig", "ascii", "utf_8"}
    coded = '"UTF-8"' if plain else r_text(source.encoding)
    arguments.append(f"encoding = {coded}" if plain else f"fileEncoding = {coded}")
    return [*arguments, "check.names = FALSE"]


class _Writer:
    """Lines for one result after the other; a truth table or solution is made once."""

    def __init__(self, source: Source, names: RNames, language: Language) -> None:
        self.source = source
        self.names = names
        self.language = language
        self.lines: list[str] = []
        self._made: dict[str, str] = {}
        self._names: dict[str, int] = {}

    def add(self, result: Result) -> None:
        """Write the lines of a result, and of what it rests on."""
        _WRITERS[type(result)](self, result)

    def say(self, key: str, **values: object) -> None:
        """Write a comment; the keyword arguments fill the blanks of its sentence."""
        self.lines.append(comment(text(f"scripts.r.{key}", self.language, **values)))

    def show(self, expression: str) -> None:
        """Print the value of an expression of R."""
        self.lines.append(f"print({expression})")

    def assign(self, name: str, call: str) -> str:
        """Write an assignment unless the same call was made before; return the variable."""
        if call not in self._made:
            count = self._names[name] = self._names.get(name, 0) + 1
            variable = self._made[call] = name if count == 1 else f"{name}{count}"
            self.lines += ["", f"{variable} <- {call}"]
        return self._made[call]

    def data(self, result: Result) -> str:
        """Return the data of a result: all of a plain file, the complete cases of a study."""
        if not self.source.conditions:
            return "data"
        columns = r_value(self.names.all_of(columns_of(result)))
        return self.assign("complete", f"na.omit(sets[, {columns}])")

    def table(self, result: Result) -> str:
        """Write the truth table that a result rests on; return its variable."""
        given, data = result.parameters, self.data(result)
        arguments = [
            data,
            f"outcome = {r_text(self.names.expression(str(given['outcome'])))}",
            f"conditions = {r_value(self.names.all_of(given['conditions']))}",
            f"incl.cut = {r_value(given['inclusion_cut'])}",
            f"pri.cut = {r_value(given['pri_cut'])}",
            f"n.cut = {r_value(given['frequency_cut'])}",
            "show.cases = TRUE",
        ]
        return self.assign("table", r_call("truthTable", arguments))


def _calibrated(writer: _Writer, result: Any) -> None:
    writer.lines += ["", *calibration_lines(result, writer.language)]


def _necessity(writer: _Writer, result: Any, data: str = "") -> None:
    given, names = result.parameters, writer.names
    chosen = data or writer.data(result)
    shared = [
        chosen,
        f"outcome = {r_text(names.expression(str(given['outcome'])))}",
        f"conditions = {r_value(names.all_of(given['conditions']))}",
    ]
    cuts = {"incl.cut": "inclusion_cut", "cov.cut": "coverage_cut", "ron.cut": "relevance_cut"}
    named = [f"{name} = {r_value(given[ours])}" for name, ours in cuts.items()]
    search = r_call("superSubset", [*shared, *named, f"depth = {r_value(given['depth'])}"])
    writer.lines.append("")
    writer.show(r_call("pofind", [*shared, 'relation = "necessity"']))
    writer.say("supersubset")
    writer.show(f"tryCatch({search}, error = conditionMessage)")


def _conditional(writer: _Writer, result: Any) -> None:
    given = r_text(writer.names.expression(str(result.parameters["given"])))
    data = writer.data(result)
    chosen = writer.assign("chosen", f"{data}[compute({given}, {data}) > 0.5, ]")
    _necessity(writer, result, chosen)


def _fit(writer: _Writer, result: Any) -> None:
    given, names = result.parameters, writer.names
    data = writer.data(result)
    arguments = [
        r_text(names.expression(str(given["expression"]))),
        r_text(names.expression(str(given["outcome"]))),
        f"data = {data}",
        f"relation = {r_text(str(given['relation']))}",
    ]
    writer.lines.append("")
    writer.show(r_call("pof", arguments))


def _truth_table(writer: _Writer, result: Any) -> None:
    if result.half_cases:
        writer.say("half")
    writer.show(writer.table(result))


def _solutions(writer: _Writer, result: Any) -> None:
    writer.show(_minimized(writer, result, str(result.parameters["solution"])))


def _minimized(writer: _Writer, result: Any, solution: str) -> str:
    """Write the truth table and a solution of it; return its variable."""
    table = writer.table(result)
    arguments = [table, *_minimize_arguments(writer, result.parameters, solution, table)]
    return writer.assign(solution, r_call("minimize", arguments))


def _minimize_arguments(
    writer: _Writer, given: Mapping[str, Any], solution: str, table: str
) -> list[str]:
    found = ["details = TRUE"]
    treated = given["contradictions"] if isinstance(given["inclusion_cut"], tuple | list) else ""
    if solution != "conservative":
        found.append('include = "?, C"' if treated == "remainder" else 'include = "?"')
    if treated == "positive":
        found.append('explain = "1, C"')
    if solution == "intermediate":
        conditions = [str(name) for name in given["conditions"]]
        found.append(expectations_argument(given["expectations"], conditions, writer.names))
    if given["exclude"] and solution != "conservative":
        found.append(f"exclude = {_excluded(writer, given['exclude'], table)}")
    return found


def _excluded(writer: _Writer, given: Sequence[object], table: str) -> str:
    numbers = [item for item in given if not isinstance(item, str)]
    texts = [writer.names.expression(item) for item in given if isinstance(item, str)]
    found = [r_value(numbers)] if numbers else []
    found += [f"findRows(expression = {r_text(item)}, obj = {table})" for item in texts]
    return found[0] if len(found) == 1 else f"unique(c({', '.join(found)}))"


def _configurations(writer: _Writer, result: Any) -> None:
    writer.say("configurations")
    for solution in ("parsimonious", "intermediate"):
        writer.show(_minimized(writer, result, solution))


def _path_cases(writer: _Writer, result: Any) -> None:
    given, data = result.parameters, writer.data(result)
    outcome = r_text(writer.names.expression(str(given["outcome"])))
    columns = [f"outcome = compute({outcome}, {data})"]
    columns += [
        f"path{place} = compute({r_text(writer.names.expression(str(term)))}, {data})"
        for place, term in enumerate(given["terms"], start=1)
        if term != "1"
    ]
    writer.lines.append("")
    writer.say("path_cases")
    writer.show(r_call("data.frame", [f"row.names = rownames({data})", *columns]))


def _theory(writer: _Writer, result: Any) -> None:
    given, data = result.parameters, writer.data(result)
    outcome = r_text(writer.names.expression(str(given["outcome"])))
    writer.say("theory")
    for item in result.intersections:
        if item.expression not in {"0", "1"}:
            shown = r_text(writer.names.expression(item.expression))
            writer.show(f"pof({shown}, {outcome}, data = {data})")


def _panel(writer: _Writer, result: Any) -> None:
    given, names, data = result.parameters, writer.names, writer.data(result)
    texts = [r_text(names.expression(str(given[name]))) for name in ("expression", "outcome")]
    relation = f"relation = {r_text(str(given['relation']))}"
    call = f"pof({', '.join(texts)}, data = part, {relation})"
    writer.lines.append("")
    writer.say("panel")
    writer.show(call.replace("part", data))
    for name in (str(given["wave"]), str(given["unit"])):
        split = f"split({data}, {data}[[{r_text(names.of(name))}]])"
        writer.show(f"lapply({split}, function(part) {call})")


def _nca(writer: _Writer, result: Any) -> None:
    given, names, data = result.parameters, writer.names, writer.data(result)
    ceilings = [str(name).lower().replace("-", "_") for name in given["ceilings"]]
    arguments = [
        data,
        r_value(names.all_of(given["conditions"])),
        r_text(names.of(str(given["outcome"]))),
        f"ceilings = {r_value(ceilings)}",
        f"steps = {r_value(given['bottleneck_steps'])}",
        f"test.rep = {r_value(given['permutations'])}",
    ]
    if given["permutations"]:
        writer.say("permutations")
    model = writer.assign("nca", r_call("nca_analysis", arguments))
    writer.lines.append(f"nca_output({model}, plots = FALSE, bottlenecks = TRUE)")


_WRITERS: Mapping[type[Result], Callable[[_Writer, Any], None]] = {
    Calibrated: _calibrated,
    qca.Necessity: _necessity,
    qca.ConditionalNecessity: _conditional,
    qca.Fit: _fit,
    qca.TruthTable: _truth_table,
    qca.Solutions: _solutions,
    qca.ConfigurationTable: _configurations,
    qca.PathCases: _path_cases,
    qca.TheoryEvaluation: _theory,
    qca.PanelFit: _panel,
    qca.NecessaryConditionAnalysis: _nca,
}
