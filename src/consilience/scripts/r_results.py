"""What each kind of result is in R."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from consilience import qca
from consilience.calibration import Calibrated, DualLogic
from consilience.results import Result
from consilience.scripts.parts import columns_of
from consilience.scripts.quoting import r_call, r_text, r_value
from consilience.scripts.r_assumptions import enhanced, two_step, untenable
from consilience.scripts.r_calibration import calibration_lines
from consilience.scripts.r_lines import RWriter
from consilience.scripts.r_minimize import minimize_arguments, minimized


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
    writer.show(minimized(writer, result, str(result.parameters["solution"])))


def _configurations(writer: RWriter, result: Any) -> None:
    writer.say("configurations")
    for solution in ("parsimonious", "intermediate"):
        writer.show(minimized(writer, result, solution))


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
    given = result.parameters
    _clusters(writer, result, "panel", given["expression"], given["wave"], given["unit"])


def _grouped(writer: RWriter, result: Any) -> None:
    given = result.parameters
    _clusters(writer, result, "clusters", given["expression"], given["cluster"])


def _change(writer: RWriter, result: Any) -> None:
    for term in result.terms:
        _clusters(writer, result, "change", term, result.parameters["wave"])


def _clusters(writer: RWriter, result: Any, key: str, expression: object, *columns: object) -> None:
    """Write the fit of an expression pooled, then in each part of the data."""
    given, names, data = result.parameters, writer.names, writer.data(result)
    texts = [r_text(names.expression(str(one))) for one in (expression, given["outcome"])]
    relation = f"relation = {r_text(str(given.get('relation', 'sufficiency')))}"
    call = f"pof({', '.join(texts)}, data = part, {relation})"
    writer.lines.append("")
    writer.say(key)
    writer.show(call.replace("data = part", f"data = {data}"))
    for name in columns:
        split = f"split({data}, {data}[[{r_text(names.of(str(name)))}]])"
        writer.show(f"lapply({split}, function(part) {call})")


def _regression(writer: RWriter, result: Any) -> None:
    given, names, data = result.parameters, writer.names, writer.data(result)
    terms = names.all_of(given["conditions"])
    if given["interactions"]:
        pairs = itertools.combinations(list(terms), 2)
        terms += [f"I(({a} - mean({a})) * ({b} - mean({b})))" for a, b in pairs]
    formula = f"{names.of(str(given['outcome']))} ~ {' + '.join(terms)}"
    line = writer.assign("line", f"lm({formula}, data = {data})")
    writer.say("robust_errors")
    weight = f"residuals({line}) / (1 - hatvalues({line}))"
    bread = writer.assign("bread", f"solve(crossprod(model.matrix({line})))")
    meat = writer.assign("meat", f"crossprod(model.matrix({line}) * ({weight}))")
    errors = f"sqrt(diag({bread} %*% {meat} %*% {bread}))"
    writer.show(f"cbind(estimate = coef({line}), error = {errors})")
    writer.show(f"summary({line})$r.squared")


def _dual_logic(writer: RWriter, result: Any) -> None:
    given, data = result.parameters, writer.data(result)
    cuts = (given["joint_cut"], given["asymmetry_cut"])
    columns = [f"{data}[[{r_text(name)}]]" for name in writer.names.all_of(columns_of(result))]
    joint, power = (f"({a} > {r_value(cut)})" for a, cut in zip(columns, cuts, strict=True))
    labels = r_value(["neither", "power logic", "embedded logic", "both"])
    which = f"{labels}[1 + {power} + 2 * {joint}]"
    writer.lines.append("")
    writer.show(r_call("data.frame", [f"row.names = rownames({data})", f"quadrant = {which}"]))


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
    how = {"contradictions": "negative", "exclude": (), "covers": "minimum"}
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
    qca.GroupedFit: _grouped,
    qca.PanelChange: _change,
    qca.SymmetricRegression: _regression,
    qca.Untenable: untenable,
    qca.EnhancedAnalysis: enhanced,
    qca.TwoStep: two_step,
    DualLogic: _dual_logic,
    qca.NecessaryConditionAnalysis: _nca,
    qca.Robustness: _robustness,
}
