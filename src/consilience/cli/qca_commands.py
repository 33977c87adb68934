"""QCA on a plain table of memberships, without a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    TablePath,
    message_language,
    say,
    searching,
)

if TYPE_CHECKING:
    import pandas as pd

    from consilience.results import Result

app = typer.Typer(
    help="QCA on a plain table, without a study.", no_args_is_help=True, rich_markup_mode=None
)

Outcome = Annotated[str, typer.Option(help="Y, ~Y (negation) or Y[2] (multi-value).")]
Conditions = Annotated[str, typer.Option(help="Names with commas; all other columns if left out.")]
CaseColumn = Annotated[str | None, typer.Option(help="Column with the case names.")]
InclusionCut = Annotated[float, typer.Option(help="Lowest inclusion (consistency), 0 to 1.")]
PriCut = Annotated[float, typer.Option(help="Lowest PRI, 0 to 1.")]
FrequencyCut = Annotated[int, typer.Option(help="Fewest cases of a row.")]


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
    *,
    as_json: AsJson = False,
) -> None:
    """Turn a column of raw values into memberships."""
    from consilience import analysis

    frame = _frame(table, [column], cases, sheet, encoding)
    found = analysis.plain.calibrate(frame, column, method, _numbers(anchors), profile)
    shown = found.to_frame().set_index(frame.index).to_string(float_format=lambda v: f"{v:.3f}")
    _answer(found, shown, as_json=as_json)


@app.command()
def necessity(
    table: TablePath,
    outcome: Outcome,
    conditions: Conditions = "",
    inclusion_cut: InclusionCut = 0.9,
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Find necessary conditions, conjunctions and disjunctions."""
    from consilience import analysis

    frame = _memberships(table, outcome, conditions, cases, sheet, encoding)
    found = analysis.plain.necessity(frame, outcome, _names(conditions), inclusion_cut)
    _answer(found, _shown(found), as_json=as_json)


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
    *,
    as_json: AsJson = False,
) -> None:
    """Build the truth table of an outcome."""
    from consilience import analysis

    frame = _memberships(table, outcome, conditions, cases, sheet, encoding)
    cuts = {"inclusion_cut": inclusion_cut, "pri_cut": pri_cut, "frequency_cut": frequency_cut}
    found = analysis.plain.truth_table(frame, outcome, _names(conditions), cuts)
    _answer(found, _shown(found), as_json=as_json)


@app.command()
def minimize(
    table: TablePath,
    outcome: Outcome,
    conditions: Conditions = "",
    solution: Annotated[
        str, typer.Option(help="conservative, parsimonious or intermediate.")
    ] = "parsimonious",
    expectations: Annotated[
        str | None, typer.Option(help='For the intermediate solution, as in "A, ~B".')
    ] = None,
    inclusion_cut: InclusionCut = 0.8,
    pri_cut: PriCut = 0.0,
    frequency_cut: FrequencyCut = 1,
    cases: CaseColumn = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Minimise the truth table of an outcome and list every tied model."""
    from consilience import analysis

    frame = _memberships(table, outcome, conditions, cases, sheet, encoding)
    cuts = {"inclusion_cut": inclusion_cut, "pri_cut": pri_cut, "frequency_cut": frequency_cut}
    rows = analysis.plain.truth_table(frame, outcome, _names(conditions), cuts)
    with searching():
        found = analysis.plain.minimize(rows, solution, expectations)
    models = [
        f"M{n}: {m.expression}  inclusion {m.inclusion:.3f}  PRI {m.pri:.3f}"
        f"  coverage {m.coverage:.3f}"
        for n, m in enumerate(found.models, start=1)
    ]
    _answer(found, "\n".join(models), as_json=as_json)


def _frame(
    table: Path,
    columns: list[str] | None,
    cases: str | None,
    sheet: str | None,
    encoding: str | None,
) -> pd.DataFrame:
    from consilience import formats

    read = formats.read_table(table, sheet=sheet, encoding=encoding)
    return formats.to_numeric_frame(read, columns, case_column=cases)


def _memberships(
    table: Path,
    outcome: str,
    conditions: str,
    cases: str | None,
    sheet: str | None,
    encoding: str | None,
) -> pd.DataFrame:
    named = _names(conditions)
    columns = None if named is None else [*named, outcome.lstrip("~").split("[")[0]]
    return _frame(table, columns, cases, sheet, encoding)


def _names(given: str) -> list[str] | None:
    return [name.strip() for name in given.replace("，", ",").split(",") if name.strip()] or None


def _numbers(given: str) -> list[Any]:
    return [float(part) if _is_number(part) else part for part in _names(given) or []]


def _is_number(part: str) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True


def _shown(found: Result) -> str:
    return found.to_frame().to_string(index=False, float_format=lambda value: f"{value:.3f}")


def _answer(found: Result, shown: str, *, as_json: bool) -> None:
    notes = [note.sentence(message_language()) for note in found.notes]
    say(found.to_dict(), "\n".join([shown, *notes]), as_json=as_json)
