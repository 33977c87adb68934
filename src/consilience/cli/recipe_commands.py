"""Larger analyses of a plain table, without a study: NCA, robustness, the whole recipe."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from consilience.cli.output import AsJson, EncodingOption, SheetOption, TablePath, tell
from consilience.cli.plain_tables import (
    CaseColumn,
    Conditions,
    FrequencyCut,
    InclusionCut,
    Outcome,
    PriCut,
    answer,
    frame_of,
    memberships,
    names,
    numbers,
    shown,
)

app = typer.Typer()

Expectations = Annotated[str | None, typer.Option(help='Directional expectations, as in "A, ~B".')]
_DECIMALS = "{:.3f}".format


def _whole(value: object) -> object:
    """Return a number that is whole as such; the engine refuses the others."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


@app.command()
def fit(
    table: TablePath,
    outcome: Outcome,
    expression: Annotated[str, typer.Option(help='A sum of products, such as "A*~B + C".')],
    relation: Annotated[str, typer.Option(help="sufficiency or necessity.")] = "sufficiency",
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure how well an expression fits an outcome."""
    from consilience import analysis

    frame = frame_of(table, None, cases, sheet, encoding)
    found = analysis.plain.fit(frame, outcome, expression, relation)
    answer(found, shown(found), as_json=as_json)


@app.command()
def nca(
    table: TablePath,
    outcome: Outcome,
    conditions: Conditions = "",
    permutations: Annotated[int, typer.Option(help="Random pairings of the test.")] = 10_000,
    steps: Annotated[int, typer.Option(help="Steps of the bottleneck table.")] = 10,
    seed: Annotated[int, typer.Option(help="Same seed, same pairings.")] = 0,
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Find how much of each condition an outcome needs (NCA)."""
    from consilience import analysis

    frame = memberships(table, outcome, conditions, cases, sheet, encoding)
    options = {"permutations": permutations, "bottleneck_steps": steps, "seed": seed}
    found = analysis.plain.nca(frame, outcome, names(conditions), options)
    tables = [shown(found)]
    for ceiling in found.parameters["ceilings"]:
        bottleneck = found.bottleneck(ceiling).to_string(index=False)
        tables.append(f"{ceiling}\n{bottleneck}")
    answer(found, "\n\n".join(tables), as_json=as_json)


@app.command()
def robustness(
    table: TablePath,
    outcome: Outcome,
    conditions: Conditions = "",
    expectations: Expectations = None,
    inclusion_cut: InclusionCut = 0.8,
    pri_cut: PriCut = 0.0,
    frequency_cut: FrequencyCut = 1,
    inclusion_cuts: Annotated[str, typer.Option(help="Others to try.")] = "0.75,0.85,0.9",
    pri_cuts: Annotated[str, typer.Option(help="Others to try.")] = "",
    frequency_cuts: Annotated[str, typer.Option(help="Others to try.")] = "2",
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Repeat an analysis under other cut-offs and without each case."""
    from consilience import analysis

    frame = memberships(table, outcome, conditions, cases, sheet, encoding)
    options: dict[str, Any] = {
        "inclusion_cut": inclusion_cut,
        "pri_cut": pri_cut,
        "frequency_cut": frequency_cut,
        "inclusion_cuts": numbers(inclusion_cuts),
        "pri_cuts": numbers(pri_cuts),
        "frequency_cuts": [_whole(value) for value in numbers(frequency_cuts)],
        "expectations": expectations,
    }
    tell("part", {"kind": "robustness"})
    found = analysis.plain.robustness(frame, outcome, names(conditions), options)
    stay = zip(found.terms, found.survival, strict=True)
    lines = [shown(found), "", *(f"{term}  {share:.0%}" for term, share in stay)]
    answer(found, "\n".join(lines), as_json=as_json)


@app.command()
def recipe(
    table: TablePath,
    outcome: Outcome,
    conditions: Conditions = "",
    anchors: Annotated[
        list[str] | None, typer.Option(help="A=1,3,5 for a column of raw values; repeatable.")
    ] = None,
    expectations: Expectations = None,
    given: Annotated[str | None, typer.Option(help="Look closer at cases with this set.")] = None,
    name: Annotated[list[str] | None, typer.Option(help="PATH=NAME; repeatable.")] = None,
    inclusion_cut: InclusionCut = 0.8,
    pri_cut: PriCut = 0.7,
    frequency_cut: FrequencyCut = 1,
    without: Annotated[str, typer.Option(help="Parts to leave out, with commas.")] = "",
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Do the whole recipe: from raw values or memberships to robustness, both outcomes."""
    from consilience import analysis, workflow

    frame = memberships(table, outcome, conditions, cases, sheet, encoding)
    asked: dict[str, Any] = {
        "inclusion_cut": inclusion_cut,
        "pri_cut": pri_cut,
        "frequency_cut": frequency_cut,
        "expectations": expectations,
        "given": given,
        "names": workflow.pairs(name or (), "--name") or None,
        "without": names(without),
    }
    told = {key: value for key, value in asked.items() if value is not None}
    places = {
        column: numbers(value)
        for column, value in workflow.pairs(anchors or (), "--anchors").items()
    }
    found = analysis.plain.recipe(
        frame, outcome, names(conditions), places, told, lambda part: tell("part", {"kind": part})
    )
    tables = []
    for title, part in found.frames().items():
        rows = part.to_string(
            index=title.startswith("configurations"), float_format=_DECIMALS, na_rep="–"
        )
        tables.append(f"{title}\n{rows}")
    answer(found, "\n\n".join(tables), as_json=as_json)
