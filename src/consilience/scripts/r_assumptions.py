"""Assumptions about remainders in R: untenable ones, those excluded, and those of two steps."""

from __future__ import annotations

from typing import Any

from consilience import qca
from consilience.errors import DataError
from consilience.results import Result
from consilience.scripts.parts import sides
from consilience.scripts.quoting import r_call, r_text, r_value
from consilience.scripts.r_lines import RWriter
from consilience.scripts.r_minimize import minimize_arguments, minimized

# findRows() of the package stops at some expressions of few conditions
_ASSUMED = """
within <- function(expressions, table) {
    rows <- table$tt[, table$options$conditions]
    rows[] <- lapply(rows, function(column) as.numeric(as.character(column)))
    marked <- lapply(expressions, function(one) which(compute(one, rows) > 0.5))
    sort(unique(as.integer(unlist(marked))))
}
assumed <- function(found, table) {
    pairs <- if (is.null(found$i.sol)) list(found) else found$i.sol
    models <- unlist(lapply(pairs, function(pair) pair$solution))
    intersect(within(models, table), which(!table$tt$OUT %in% c("0", "1", "C")))
}"""


def untenable(writer: RWriter, result: Any) -> None:
    """Write the assumed rows of each side, and those among them that are untenable by kind."""
    if _ASSUMED not in writer.lines:
        writer.lines.append(_ASSUMED)
    rows, tables = [], []
    for side in sides(result):
        found = minimized(writer, side, str(side.parameters["solution"]))
        tables.append(writer.table(side))
        rows.append(writer.assign("rows", f"assumed({found}, {tables[-1]})"))
    if len(rows) > 1:
        _tell(writer, "contradictory", f"intersect({', '.join(rows)})")
        marked = ", ".join(f'which({table}$tt$OUT == "1")' for table in tables)
        _tell(writer, "simultaneous", f"intersect({marked})")
    for text in result.parameters["necessary"]:
        without = str(qca.negate(qca.parse(str(text))))
        _tell(writer, "against_necessity", _within(writer, rows[0], without, tables[0]))
    if result.parameters["impossible"] is not None:
        never = str(result.parameters["impossible"])
        _tell(writer, "impossible", _within(writer, rows[0], never, tables[0]))


def _within(writer: RWriter, rows: str, expression: str, table: str) -> str:
    shown = r_text(writer.names.expression(expression))
    return f"intersect({rows}, within({shown}, {table}))"


def _tell(writer: RWriter, kind: str, rows: str) -> None:
    writer.lines.append("")
    writer.say(kind)
    writer.show(rows)


def enhanced(writer: RWriter, result: Any) -> None:
    """Write the solutions of both outcomes without the rows that the rounds excluded.

    Raises
    ------
    DataError
        If observed rows were made negative: R QCA marks rows by the cut-offs alone.
    """
    changed = [
        s.parameters["simultaneous"] for s in result.solutions if "simultaneous" in s.parameters
    ]
    if changed:
        raise DataError("scripts.r.changed_rows", rows=list(changed[0]))
    writer.lines.append("")
    writer.say("enhanced")
    for side, solved in zip(sides(result), result.solutions, strict=True):
        table = writer.table(side)
        if solved.status == "no sufficient row":
            writer.say("no_sufficient_row")
            continue
        kind = str(side.parameters["solution"])
        arguments = minimize_arguments(writer, side.parameters, kind, table)
        writer.show(writer.assign("enhanced", r_call("minimize", [table, *arguments])))


def two_step(writer: RWriter, result: Any) -> None:
    """Write the second step within each context."""
    given, data = result.parameters, writer.data(result)
    for context in result.contexts:
        name = r_text(context.name)
        expression = r_text(writer.names.expression(context.expression))
        inside = f"setNames(data.frame(compute({expression}, {data})), {name})"
        second = writer.assign("second", f"cbind({data}, {inside})")
        table = _second_table(writer, Result(parameters=given), second, context.name)
        writer.show(table)
        if context.parsimonious.status != "solved":
            writer.say("no_sufficient_row")
            continue
        without = f"findRows(expression = {r_text(f'~{context.name}')}, obj = {table})"
        exclude = [f"exclude = {without}"] if context.parsimonious.parameters["exclude"] else []
        writer.show(f"minimize({table}, details = TRUE)")
        writer.show(r_call("minimize", [table, 'include = "?"', "details = TRUE", *exclude]))


def _second_table(writer: RWriter, result: Result, data: str, context: str) -> str:
    proximate = writer.names.all_of(result.parameters["proximate"])
    conditions = {"conditions": r_value([context, *proximate])}
    given = {**result.parameters, "conditions": ()}
    arguments = writer.table_arguments(Result(parameters=given)) | conditions
    named = [f"{name} = {value}" for name, value in arguments.items()]
    return writer.assign("table", r_call("truthTable", [data, *named, "show.cases = TRUE"]))
