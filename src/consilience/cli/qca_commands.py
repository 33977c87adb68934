"""QCA on a plain table of memberships, without a study: one step a command."""

from __future__ import annotations

from typing import Annotated

import typer

from consilience.cli.output import AsJson, EncodingOption, SheetOption, TablePath, searching
from consilience.cli.plain_tables import (
    CaseColumn,
    Conditions,
    FrequencyCut,
    InclusionCut,
    Outcome,
    PriCut,
    ScriptOption,
    answer,
    file_of,
    frame_of,
    memberships,
    names,
    numbers,
    say_script,
    shown,
)

SolutionOption = Annotated[str, typer.Option(help="conservative, parsimonious or intermediate.")]
Expectations = Annotated[
    str | None, typer.Option(help='For the intermediate solution, as in "A, ~B".')
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(help="Row number or expression that no path may cover; repeatable."),
]
ContradictoryRows = Annotated[str, typer.Option(help="negative, positive, remainder or absorbed.")]
Covers = Annotated[str, typer.Option(help="minimum or irredundant models.")]
PathCut = Annotated[float, typer.Option(help="Lowest inclusion of a path, 0 to 1.")]
LowerCut = Annotated[
    float | None, typer.Option(help="Rows from here to the inclusion cut are contradictions.")
]

app = typer.Typer(
    help="QCA on a plain table, without a study.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def calibrate(
    table: TablePath,
    column: Annotated[str, typer.Option(help="The column with raw values.")],
    anchors: Annotated[
        str, typer.Option(help="Full-out, crossover, full-in; six for a bell; cuts for thresholds.")
    ],
    method: Annotated[str, typer.Option(help="direct, indirect or thresholds.")] = "direct",
    profile: Annotated[str, typer.Option(help="Whose conventions: R or fsQCA.")] = "R",
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    script: ScriptOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Turn a column of raw values into memberships."""
    from consilience import analysis

    frame = frame_of(table, [column], cases, sheet, encoding)
    found = analysis.plain.calibrate(frame, column, method, numbers(anchors), profile)
    if script:
        say_script(script, found, file_of(table, frame, sheet, encoding), column, as_json=as_json)
        return
    lines = found.to_frame().set_index(frame.index).to_string(float_format=lambda v: f"{v:.3f}")
    answer(found, lines, as_json=as_json)


@app.command()
def necessity(
    table: TablePath,
    outcome: Outcome,
    conditions: Conditions = "",
    inclusion_cut: InclusionCut = 0.9,
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    script: ScriptOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Find necessary conditions, conjunctions and disjunctions."""
    from consilience import analysis

    frame = memberships(table, outcome, conditions, cases, sheet, encoding)
    found = analysis.plain.necessity(frame, outcome, names(conditions), inclusion_cut)
    if script:
        say_script(script, found, file_of(table, frame, sheet, encoding), as_json=as_json)
        return
    answer(found, shown(found), as_json=as_json)


@app.command(name="truth-table")
def truth_table(
    table: TablePath,
    outcome: Outcome,
    conditions: Conditions = "",
    inclusion_cut: InclusionCut = 0.8,
    pri_cut: PriCut = 0.0,
    frequency_cut: FrequencyCut = 1,
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    script: ScriptOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Build the truth table of an outcome."""
    from consilience import analysis

    frame = memberships(table, outcome, conditions, cases, sheet, encoding)
    cuts = {"inclusion_cut": inclusion_cut, "pri_cut": pri_cut, "frequency_cut": frequency_cut}
    found = analysis.plain.truth_table(frame, outcome, names(conditions), cuts)
    if script:
        say_script(script, found, file_of(table, frame, sheet, encoding), as_json=as_json)
        return
    answer(found, shown(found), as_json=as_json)


@app.command()
def minimize(
    table: TablePath,
    outcome: Outcome,
    conditions: Conditions = "",
    solution: SolutionOption = "parsimonious",
    expectations: Expectations = None,
    exclude: Exclude = None,
    contradictions: ContradictoryRows = "negative",
    covers: Covers = "minimum",
    path_cut: PathCut = 0.0,
    lower_cut: LowerCut = None,
    inclusion_cut: InclusionCut = 0.8,
    pri_cut: PriCut = 0.0,
    frequency_cut: FrequencyCut = 1,
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    script: ScriptOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Minimise the truth table of an outcome and list every tied model."""
    from consilience import analysis

    frame = memberships(table, outcome, conditions, cases, sheet, encoding)
    inclusion = inclusion_cut if lower_cut is None else (inclusion_cut, lower_cut)
    cuts = {"inclusion_cut": inclusion, "pri_cut": pri_cut, "frequency_cut": frequency_cut}
    rows = analysis.plain.truth_table(frame, outcome, names(conditions), cuts)
    options = {
        "exclude": [int(item) if item.isdecimal() else item for item in exclude or ()],
        "contradictions": contradictions,
        "covers": covers,
        "path_cut": path_cut,
    }
    with searching():
        found = analysis.plain.minimize(rows, solution, expectations, options)
    if script:
        say_script(script, found, file_of(table, frame, sheet, encoding), as_json=as_json)
        return
    models = [
        f"M{n}: {m.expression}  inclusion {m.inclusion:.3f}  PRI {m.pri:.3f}"
        f"  coverage {m.coverage:.3f}"
        for n, m in enumerate(found.models, start=1)
    ]
    answer(found, "\n".join(models), as_json=as_json)
