"""What each kind of result is in R."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from consilience import qca
from consilience.calibration import Calibrated
from consilience.results import Result
from consilience.scripts.quoting import r_call, r_text, r_value
from consilience.scripts.r_calibration import calibration_lines
from consilience.scripts.r_expectations import expectations_argument
from consilience.scripts.r_lines import RWriter


def _calibrated(writer: RWriter, result: Any) -> None:
    name = r_text(writer.names.of(writer.source.column))
    writer.lines += ["", *calibration_lines(result, f"data[[{name}]]", writer.language)]


def _necessity(writer: RWriter, result: Any, data: str = "") -> None:
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


def _conditional(writer: RWriter, result: Any) -> None:
    given = r_text(writer.names.expression(str(result.parameters["given"])))
    data = writer.data(result)
    chosen = writer.assign("chosen", f"{data}[compute({given}, {data}) > 0.5, ]")
    _necessity(writer, result, chosen)


def _fit(writer: RWriter, result: Any) -> None:
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


def _truth_table(writer: RWriter, result: Any) -> None:
    if result.half_cases:
        writer.say("half")
    writer.show(writer.table(result))


def _solutions(writer: RWriter, result: Any) -> None:
    writer.show(_minimized(writer, result, str(result.parameters["solution"])))


def _minimized(writer: RWriter, result: Any, solution: str) -> str:
    """Write the truth table and a solution of it; return its variable."""
    table = writer.table(result)
    arguments = [table, *minimize_arguments(writer, result.parameters, solution, table)]
    return writer.assign(solution, r_call("minimize", arguments))


def minimize_arguments(
    writer: RWriter, given: Mapping[str, Any], solution: str, table: str
) -> list[str]:
    """Return the arguments of minimize() after the truth table."""
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


def _excluded(writer: RWriter, given: Sequence[object], table: str) -> str:
    numbers = [item for item in given if not isinstance(item, str)]
    texts = [writer.names.expression(item) for item in given if isinstance(item, str)]
    found = [r_value(numbers)] if numbers else []
    found += [f"findRows(expression = {r_text(item)}, obj = {table})" for item in texts]
    return found[0] if len(found) == 1 else f"unique(c({', '.join(found)}))"


def _configurations(writer: RWriter, result: Any) -> None:
    writer.say("configurations")
    for solution in ("parsimonious", "intermediate"):
        writer.show(_minimized(writer, result, solution))


def _path_cases(writer: RWriter, result: Any) -> None:
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


def _theory(writer: RWriter, result: Any) -> None:
    given, data = result.parameters, writer.data(result)
    outcome = r_text(writer.names.expression(str(given["outcome"])))
    writer.say("theory")
    for item in result.intersections:
        if item.expression not in {"0", "1"}:
            shown = r_text(writer.names.expression(item.expression))
            writer.show(f"pof({shown}, {outcome}, data = {data})")


def _panel(writer: RWriter, result: Any) -> None:
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


def _nca(writer: RWriter, result: Any) -> None:
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


def _robustness(writer: RWriter, result: Any) -> None:
    given, data = result.parameters, writer.data(result)
    table = writer.table_arguments(result)
    how = {"contradictions": "negative", "exclude": ()}
    minimized = minimize_arguments(writer, {**given, **how}, str(given["solution"]), "")
    call = "tryCatch(minimize(truthTable({table}), {how}), error = conditionMessage)"
    writer.lines.append("")
    writer.say("robustness")
    cuts = {"incl.cut": "inclusion_cut", "pri.cut": "pri_cut", "n.cut": "frequency_cut"}
    for name, ours in cuts.items():
        if given[f"{ours}s"]:
            changed = {**table, name: "cut"}
            shown = ", ".join(f"{key} = {value}" for key, value in changed.items())
            run = call.format(table=f"{data}, {shown}", how=", ".join(minimized))
            writer.lines.append(f"for (cut in {r_value(list(given[f'{ours}s']))}) print({run})")
    if given["leave_one_out"]:
        shown = ", ".join(f"{key} = {value}" for key, value in table.items())
        run = call.format(table=f"{data}[-place, ], {shown}", how=", ".join(minimized))
        writer.lines.append(f"for (place in seq_len(nrow({data}))) print({run})")


R_WRITERS: Mapping[type[Result], Callable[[RWriter, Any], None]] = {
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
    qca.Robustness: _robustness,
}
