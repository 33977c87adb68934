"""What a manuscript says, to be checked against the study: its numbers and citations."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from consilience.cli.output import (
    AsJson,
    EncodingOption,
    StudyPath,
    message_language,
    report_language,
    said,
    say,
)

app = typer.Typer(rich_markup_mode=None)
studies = typer.Typer(rich_markup_mode=None)


@studies.command()
def example(
    name: Annotated[str, typer.Argument(help="cloud12: the facts of a printed study.")],
    study: StudyPath,
    *,
    as_json: AsJson = False,
) -> None:
    """Make a study file from facts that come with the program, to try commands on."""
    from consilience import workflow

    workflow.example(name, study)
    say({"study": str(study)}, str(study), as_json=as_json)


@app.command()
def claim(
    study: StudyPath,
    numbers: Annotated[list[str], typer.Argument(help='MEASURE=NUMBER, such as "interviews=13".')],
    place: Annotated[str, typer.Option(help="Where the manuscript says so.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Note numbers that the manuscript states, for check to recount them."""
    from consilience import workflow
    from consilience.study import open_study

    with open_study(study) as store:
        claims = workflow.claim(store, numbers, place)
    listed = [{"measure": one.measure, "value": one.value, "place": one.place} for one in claims]
    say({"claims": listed}, said("claims", count=len(claims)), as_json=as_json)


@app.command()
def cite(
    study: StudyPath,
    manuscript: Annotated[Path, typer.Argument(help="A .docx, .md, .txt or .pdf file.")],
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Find the sources that a manuscript cites by their codes, in place of those found before."""
    from consilience import workflow
    from consilience.study import open_study

    with open_study(study) as store:
        found, notes = workflow.cite(store, manuscript, encoding)
    language = message_language()
    listed = [vars(one) for one in found]
    lines = [f"{one.line}\t{one.code}\t{one.cited_as}\t{one.heading}" for one in found]
    counts = {
        "count": len(found),
        "sources": len({one.code for one in found if one.cited_as != "mention"}),
        "unknown": len({one.code for one in found if not one.known}),
    }
    said_notes = [note.sentence(language) for note in notes]
    values = {"citations": listed, "notes": said_notes, **counts}
    say(values, "\n".join([*lines, *said_notes, said("cited", **counts)]), as_json=as_json)


@app.command()
def checklist(
    study: StudyPath,
    guideline: Annotated[str, typer.Option(help="COREQ, SRQR or JARS-Qual.")] = "COREQ",
    answer: Annotated[list[str] | None, typer.Option(help="ITEM=TEXT; repeatable.")] = None,
    output: Annotated[Path | None, typer.Option(help="A .docx, .xlsx or .md file.")] = None,
    language: Annotated[str, typer.Option(help="en or zh; the study's if left out.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Show or write the sheet of a reporting guideline, filled in as far as the study says."""
    from consilience import workflow
    from consilience.report.guidelines import reporting_items
    from consilience.study import open_study

    with open_study(study) as store:
        workflow.answer(store, guideline, answer or [])
        found = store.study()
    chosen = report_language(language or found.project.language)
    items = reporting_items(found, guideline, chosen)
    counts = {"done": sum(one.done for one in items), "count": len(items)}
    lines = [f"{one.number}\t{one.asked}\t{one.said}\t{one.answer}" for one in items]
    if output is not None:
        lines = [str(workflow.write_checklist(found, guideline, chosen, output))]
    listed = [{**dataclasses.asdict(one), "done": one.done} for one in items]
    values = {"guideline": guideline, "items": listed, **counts}
    say(values, "\n".join([*lines, said("checklist", **counts)]), as_json=as_json)
