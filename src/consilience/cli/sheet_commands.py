"""Membership sheets of a study: ratings of cases in sets, with the quotes behind them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    StudyPath,
    TablePath,
    said,
    say,
    table_text,
)
from consilience.cli.plain_tables import answer
from consilience.errors import DataError

app = typer.Typer(
    help="Membership sheets: how far a case is in a set, and the quotes that say so.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

VariableCode = Annotated[str, typer.Argument(help="Code of the variable of the set.")]


@app.command()
def show(
    study: StudyPath,
    variable: VariableCode,
    code: Annotated[
        list[str] | None, typer.Option(help="Code whose quotes are shown too; repeatable.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show a sheet: each case with its ratings and quotes."""
    from consilience import analysis
    from consilience.study import open_study
    from consilience.study.edits import find_code

    with open_study(study) as store:
        found = store.study()
    codes = [find_code(found, name).id for name in code or ()]
    sheet = analysis.membership_sheet(found, variable, codes)
    lines = [table_text(sheet.to_frame(), ".3g")]
    for line in sheet.lines:
        spots = ((one, f"{line.case} {one.source} {one.start}-{one.end}") for one in line.quotes)
        lines += [f"{spot}: {one.text}" for one, spot in spots]
    answer(sheet, "\n".join(lines), as_json=as_json)


@app.command()
def load(
    study: StudyPath,
    table: TablePath,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Load ratings from a table, one row a rating."""
    from consilience import analysis, formats
    from consilience.study import Rating, open_study
    from consilience.study.edits import now

    read = formats.read_table(table, sheet=sheet, encoding=encoding)
    cells = formats.to_label_frame(read, blanks=True)
    with open_study(study) as store:
        records = analysis.sheet_records(store.study(), cells, now())
        store.put(f"load ratings {read.file_name}", records)
    count = sum(isinstance(one, Rating) for one in records)
    say({"ratings": count}, said("ratings_loaded", count=count), as_json=as_json)


@app.command()
def rate(
    study: StudyPath,
    case: Annotated[str, typer.Argument(help="Code of the case.")],
    variable: VariableCode,
    value: Annotated[float | None, typer.Option(help="Membership, 0 to 1.")] = None,
    status: Annotated[str, typer.Option(help="present, absent or not mentioned.")] = "",
    rater: Annotated[str, typer.Option(help="Who rates; leave out for what is agreed.")] = "",
    anchor: Annotated[str, typer.Option(help="The coded quote that typifies the score.")] = "",
    codes: Annotated[str, typer.Option(help="Codes whose quotes are the evidence, with ;")] = "",
    reason: Annotated[str, typer.Option(help="Why this score.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Write one line of a sheet; without a rater it is the agreed one."""
    import pandas as pd

    from consilience import analysis
    from consilience.study import open_study
    from consilience.study.edits import now

    row = {
        "case": case,
        "variable": variable,
        "rater": rater,
        "agreed": "" if rater else "yes",
        "value": "" if value is None else f"{value:.15g}",
        "status": status,
        "anchor": anchor,
        "codes": codes,
        "reason": reason,
    }
    with open_study(study) as store:
        try:
            records = analysis.sheet_records(store.study(), pd.DataFrame([row]), now())
        except DataError as error:  # there is no row to name
            raise error.values.get("problem", error) from error  # type: ignore[misc]  # it is one
        store.put(f"rate {case} {variable}", records)
    shown = said("rated", case=case, variable=variable)
    say({"case": case, "variable": variable}, shown, as_json=as_json)


@app.command()
def agree(
    study: StudyPath,
    reason: Annotated[str, typer.Option(help="Why; it stands in each agreed line.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Make equal ratings of two or more raters the agreed ones, and list what still differs."""
    from consilience import analysis
    from consilience.study import open_study
    from consilience.study.edits import now

    with open_study(study) as store:
        records = analysis.agreed_where_equal(store.study(), reason, now())
        store.put("agree where raters agree", records)
        left = [
            f"{store.study().code_of(case)} {store.study().code_of(variable)}"
            for case, variable in store.study().ratings_of_cell
            if (case, variable) not in store.study().ratings_by_cell
        ]
    lines = [said("agreed", count=len(records)), *([said("undecided", cells=left)] if left else [])]
    say({"agreed": len(records), "undecided": left}, "\n".join(lines), as_json=as_json)


@app.command()
def agreement(study: StudyPath, *, as_json: AsJson = False) -> None:
    """Measure the agreement of raters, sheet by sheet, and list where they differ."""
    from consilience import analysis
    from consilience.study import open_study

    with open_study(study) as store:
        found = analysis.sheet_agreement(store.study())
    lines = [table_text(found.to_frame(), ".3g")]
    for one in found.differences:
        scores = ", ".join(f"{item.rater or '='} {item.value:g}" for item in one.ratings)
        key = "difference_settled" if one.settled else "difference_open"
        lines.append(said(key, case=one.case, variable=one.variable, ratings=scores))
    answer(found, "\n".join(lines), as_json=as_json)


@app.command()
def sensitivity(
    study: StudyPath,
    outcome: Annotated[str, typer.Option(help="The outcome, such as VC or ~VC.")],
    conditions: Annotated[str, typer.Option(help="Conditions, with commas; all if left out.")] = "",
    inclusion_cut: Annotated[float, typer.Option(help="Inclusion cut-off.")] = 0.8,
    pri_cut: Annotated[float, typer.Option(help="PRI cut-off.")] = 0.0,
    frequency_cut: Annotated[int, typer.Option(help="Frequency cut-off.")] = 1,
    *,
    as_json: AsJson = False,
) -> None:
    """Move every rating by one level, and tell which of them change the paths."""
    from consilience import analysis
    from consilience.study import open_study

    settings: dict[str, Any] = {
        "outcome": outcome,
        "inclusion_cut": inclusion_cut,
        "pri_cut": pri_cut,
        "frequency_cut": frequency_cut,
    }
    names = [one.strip() for one in conditions.replace("，", ",").split(",") if one.strip()]
    if names:
        settings["conditions"] = names
    with open_study(study) as store:
        found = analysis.sensitivity_to_ratings(store.study(), settings)
    lines = [said("rating_share", share=found.stable, models=list(found.models))]
    pivotal = found.to_frame()
    lines.append(table_text(pivotal[pivotal["relation"] != "same"], ".3g"))
    answer(found, "\n".join(lines), as_json=as_json)
