"""Structure and evidence of the codings of a study: one command a question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.output import (
    AsJson,
    StudyPath,
    message_language,
    said,
    say,
    table_text,
)
from consilience.cli.plain_tables import answer

if TYPE_CHECKING:
    from consilience.results import Result
    from consilience.study import Study

app = typer.Typer(rich_markup_mode=None)


@app.command()
def structure(study: StudyPath, *, as_json: AsJson = False) -> None:
    """Show concepts, themes and dimensions, and what does not fit."""
    from consilience import analysis

    found = analysis.coded.structure(_study(study))
    gaps = [f"{gap.kind}: {gap.code}" for gap in found.gaps]
    answer(found, "\n".join([table_text(found.to_frame()), *gaps]), as_json=as_json)


@app.command()
def evidence(
    study: StudyPath,
    under: Annotated[str, typer.Option(help="Only concepts under this theme or dimension.")] = "",
    stage: Annotated[str, typer.Option(help="Only codings of this stage.")] = "",
    quotes: Annotated[int, typer.Option(help="Quotes of a concept.")] = 1,
    *,
    as_json: AsJson = False,
) -> None:
    """Show each first-order concept with its best quotes and their places."""
    from consilience import analysis

    opened = _study(study)
    found = analysis.coded.evidence_table(opened, under=under, stage=stage, quotes=quotes)
    frame = found.to_frame()
    listed = analysis.coded.quotes(opened, [one for one in frame["quote"] if one])
    told = {"evidence": found.to_dict(), "quotes": listed.to_dict("records")}
    placed = listed.set_index("coding")[["source", "start", "end", "text"]].astype(str)
    kept = frame.join(placed, on="quote").fillna("-").drop(columns="quote")
    say(told, "\n".join([table_text(kept), *_notes(found)]), as_json=as_json)


@app.command()
def matrix(
    study: StudyPath,
    rows: Annotated[str, typer.Option(help="Such as concept, case, stage.")] = "concept",
    columns: Annotated[str, typer.Option(help="Such as case, kind, theme.")] = "case",
    cell: Annotated[str, typer.Option(help="ROW=COLUMN: the quotes behind this cell.")] = "",
    *,
    states: Annotated[bool, typer.Option("--states", help="States instead of counts.")] = False,
    as_json: AsJson = False,
) -> None:
    """Count codings by row and column, or list the quotes of one cell."""
    from consilience import analysis

    opened = _study(study)
    found = analysis.coded.matrix(
        opened, analysis.coded.axis_name(rows), analysis.coded.axis_name(columns)
    )
    if cell:
        from consilience import workflow

        ((row, column),) = workflow.pairs([cell], "--cell").items()
        inside = found.cell(row, column)
        listed = analysis.coded.quotes(opened, inside.codings)
        told = {"cell": {**vars(inside)}, "quotes": listed.to_dict("records")}
        say(told, f"{inside.state}\n{table_text(listed)}", as_json=as_json)
        return
    frame = found.state_frame() if states else analysis.coded.sign_frame(found, message_language())
    shown = [frame.to_string(), *([] if states else [said("matrix_signs")])]
    answer(found, "\n".join(shown), as_json=as_json)


@app.command()
def replication(
    study: StudyPath,
    group: Annotated[
        str, typer.Option(help="Attribute that groups cases; else their parent.")
    ] = "",
    predict: Annotated[
        list[str] | None, typer.Option(help="CONCEPT=GROUP,GROUP as predicted; repeatable.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Count literal and theoretical replication of each concept."""
    from consilience import analysis, workflow

    told = workflow.pairs(predict or [], "--predict")
    expected = {name: [one.strip() for one in groups.split(",")] for name, groups in told.items()}
    found = analysis.coded.replication(_study(study), group=group, predictions=expected or None)
    answer(found, table_text(found.to_frame()), as_json=as_json)


@app.command()
def chains(study: StudyPath, *, as_json: AsJson = False) -> None:
    """Follow the relations between codes, stage by stage."""
    from consilience import analysis

    opened = _study(study)
    found, model = analysis.coded.chains(opened), analysis.coded.model(opened)
    shown = "\n".join([table_text(found.to_frame()), *_notes(found)])
    say({"chains": found.to_dict(), "model": model.to_dict()}, shown, as_json=as_json)


@app.command()
def triangulation(study: StudyPath, *, as_json: AsJson = False) -> None:
    """Count the kinds of source behind each concept."""
    from consilience import analysis

    found = analysis.coded.triangulation(_study(study))
    answer(found, found.to_frame().to_string(), as_json=as_json)


@app.command()
def grounding(study: StudyPath, *, as_json: AsJson = False) -> None:
    """List codes on one quote, one source, one case, or made before their data."""
    from consilience import analysis

    found = analysis.coded.grounding(_study(study))
    frame = found.to_frame()
    shown = table_text(frame) if len(frame) else said("grounded")
    answer(found, shown, as_json=as_json)


def _study(path: Path) -> Study:
    from consilience.study import open_study

    with open_study(path) as store:
        return store.study()


def _notes(found: Result) -> list[str]:
    return [note.sentence(message_language()) for note in found.notes]
