"""Commands on a study file.

new, import, plan, check, run, report, tables, figures, archive, undo, redo, log.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.coding_output import ActorOption, id_of, person
from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    StudyPath,
    TablePath,
    message_language,
    report_language,
    said,
    say,
    searching,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consilience import formats
    from consilience.study import Problem, Study
    from consilience.texts import Language
from consilience.texts import text

app = typer.Typer(rich_markup_mode=None)


@app.command()
def new(
    study: StudyPath,
    title: Annotated[str, typer.Option(help="Title of the study.")],
    code: Annotated[str, typer.Option(help="Short code; the file's name if left out.")] = "",
    language: Annotated[str, typer.Option(help="en or zh.")] = "en",
    *,
    as_json: AsJson = False,
) -> None:
    """Make an empty study file."""
    from consilience.study import Project, create_study

    named = Project(code=code or study.stem, title=title, language=report_language(language))
    create_study(study, named).close()
    say({"study": str(study)}, said("new", path=study), as_json=as_json)


@app.command(name="import")
def import_(
    study: StudyPath,
    table: TablePath,
    source: Annotated[str, typer.Option(help="Code of the source; else the file's name.")] = "",
    case_column: Annotated[str | None, typer.Option(help="Column with the case codes.")] = None,
    name_column: Annotated[str | None, typer.Option(help="Column with the case names.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="COLUMN=VARIABLE or COLUMN=VARIABLE/WAVE; repeatable.")
    ] = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    preview: Annotated[bool, typer.Option("--preview", help="Only show what is read.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a table of cases; every cell skipped or changed is reported."""
    from consilience import formats, workflow
    from consilience.study import open_study

    with open_study(study) as store:
        read = formats.read_table(table, sheet=sheet, encoding=encoding)
        mapping = formats.map_columns(
            read,
            case_column=case_column,
            name_column=name_column,
            score_columns=_score_columns(column or []),
        )
        if preview:
            _show_preview(formats.preview(read), as_json=as_json)
            return
        plan = workflow.import_table(store, read, mapping, source or table.stem)
    language = message_language()
    cells = [item.sentence(language) for item in plan.reports]
    notes = [note.sentence(language) for note in plan.notes]
    lines = [*notes, *cells, plan.summary(language)]
    say(
        {"summary": plan.summary(language), "notes": notes, "cells": cells},
        "\n".join(lines),
        as_json=as_json,
    )


def _score_columns(given: list[str]) -> dict[str, tuple[str, str]] | None:
    from consilience import workflow

    targets = workflow.pairs(given, "--column")
    split = {name: target.partition("/") for name, target in targets.items()}
    return {name: (part[0], part[2]) for name, part in split.items()} or None


def _show_preview(found: formats.Preview, *, as_json: bool) -> None:
    frame = found.to_frame()
    say(json.loads(frame.to_json(orient="records")), frame.to_string(index=False), as_json=as_json)


@app.command()
def plan(
    study: StudyPath,
    load: Annotated[Path | None, typer.Argument(help="A TOML file to load.")] = None,
    *,
    propose: Annotated[
        bool, typer.Option("--propose", help="Show it with the steps that the alliance calls for.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the conditions and the protocol as TOML, or load them from a file."""
    from consilience import workflow
    from consilience.study import open_study, write_plan
    from consilience.study.toml import decoded

    with open_study(study) as store:
        if load is None:
            shown = store.study()
            found = write_plan(workflow.proposed(shown) if propose else shown)
            say({"plan": found}, found.removesuffix("\n"), as_json=as_json)
            return
        words = decoded(load.read_bytes(), load.name)
        conditions, steps = workflow.load_plan(store, words, load.name)
    counts = {"conditions": conditions, "steps": steps}
    say(counts, said("plan", **counts), as_json=as_json)


@app.command()
def check(study: StudyPath, *, as_json: AsJson = False) -> None:
    """List every inconsistency of a study, with its place and its mend."""
    from consilience.study import by_group, open_study, problems

    with open_study(study) as store:
        found = (*store.audit(), *problems(store.study()))
    language = message_language()
    listed = [
        {
            "place": one.place,
            "problem": one.sentence(language),
            "mend": one.mend(language),
            "level": one.level,
            "group": one.group,
            "rule": one.rule,
        }
        for one in found
    ]
    groups = [
        {"group": group, "title": text(f"audit.group.{group}", language), **_levels(members)}
        for group, members in by_group(found).items()
    ]
    lines = [line for members in by_group(found).values() for line in _group_lines(members)]
    lines.append(said("check", count=len(found), **_levels(found)))
    say({"problems": listed, "groups": groups, **_levels(found)}, "\n".join(lines), as_json=as_json)


def _levels(found: Sequence[Problem]) -> dict[str, int]:
    errors = sum(one.level == "error" for one in found)
    return {"errors": errors, "warnings": len(found) - errors}


def _group_lines(found: Sequence[Problem]) -> Iterator[str]:
    """Yield the title of a group and its problems; a mend that several share stands once."""
    language = message_language()
    yield said(
        "problem_group", title=text(f"audit.group.{found[0].group}", language), **_levels(found)
    )
    for number, one in enumerate(found, start=1):
        yield said(f"problem_{one.level}", place=one.place, problem=one.sentence(language))
        if number == len(found) or found[number].mend(language) != one.mend(language):
            yield f"    {one.mend(language)}"
    yield ""


@app.command()
def run(study: StudyPath, *, as_json: AsJson = False) -> None:
    """Run the protocol of a study and store what it finds."""
    from consilience import workflow
    from consilience.study import open_study

    with open_study(study) as store, searching():
        count = workflow.run(store, tell)
    say({"findings": count}, said("run", count=count), as_json=as_json)


def _study_and_language(path: Path, language: str) -> tuple[Study, Language]:
    from consilience.study import open_study

    with open_study(path) as store:
        found = store.study()
    return found, report_language(language or found.project.language)


@app.command()
def report(
    study: StudyPath,
    output: Annotated[Path | None, typer.Option(help="The HTML file to write.")] = None,
    language: Annotated[str, typer.Option(help="en or zh; the study's if left out.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Write the report of a study as one HTML file."""
    from consilience import workflow

    found, chosen = _study_and_language(study, language)
    path = output or study.with_name(f"{study.stem}-report-{chosen}.html")
    workflow.write_report(found, chosen, path)
    say({"report": str(path)}, str(path), as_json=as_json)


@app.command()
def tables(
    study: StudyPath,
    output: Annotated[
        Path | None, typer.Option(help="A .docx, .xlsx, .tex or .md file; .docx if left out.")
    ] = None,
    language: Annotated[str, typer.Option(help="en or zh; the study's if left out.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Write the tables that a paper needs: Word, Excel, LaTeX or Markdown."""
    from consilience import workflow

    found, chosen = _study_and_language(study, language)
    path = output or study.with_name(f"{study.stem}-tables-{chosen}.docx")
    workflow.write_tables(found, chosen, path)
    say({"tables": str(path)}, str(path), as_json=as_json)


@app.command()
def figures(
    study: StudyPath,
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")],
    picture: Annotated[str, typer.Option("--format", help="svg, png or pdf.")] = "svg",
    language: Annotated[str, typer.Option(help="en or zh; the study's if left out.")] = "",
    dpi: Annotated[int, typer.Option(help="Dots an inch of a PNG.")] = 300,
    *,
    as_json: AsJson = False,
) -> None:
    """Write every figure of a study that has been run, each with its caption."""
    from consilience import workflow

    found, chosen = _study_and_language(study, language)
    written = workflow.write_figures(found, folder, picture, chosen, dpi)
    lines = [f"{path}\t{caption}" for path, caption in written]
    listed = [{"file": str(path), "caption": caption} for path, caption in written]
    say({"figures": listed}, "\n".join(lines), as_json=as_json)


@app.command()
def archive(
    study: StudyPath,
    folder: Annotated[Path, typer.Argument(help="The open folder.")],
    *,
    restore: Annotated[bool, typer.Option("--restore", help="Make the study from it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a study as an open folder of text files, or make a study from one."""
    from consilience.study import create_study, open_study, read_archive, write_archive
    from consilience.study.edits import refuse_blind

    if restore:
        found = read_archive(folder)
        with create_study(study, found.project) as store:
            store.put("restore archive", found.records())
        say({"study": str(study)}, str(study), as_json=as_json)
        return
    with open_study(study) as store:
        whole = store.study()
        refuse_blind(whole)
        write_archive(whole, folder)
    say({"folder": str(folder)}, str(folder), as_json=as_json)


@app.command()
def undo(study: StudyPath, *, as_json: AsJson = False) -> None:
    """Take back the last change of a study."""
    from consilience.study import open_study

    with open_study(study) as store:
        event = store.undo()
    say({"undone": event.undoes}, said("undo", number=event.undoes), as_json=as_json)


@app.command()
def redo(study: StudyPath, *, as_json: AsJson = False) -> None:
    """Make the change again that was undone last."""
    from consilience.study import open_study

    with open_study(study) as store:
        event = store.redo()
    say({"event": event.number}, said("redo"), as_json=as_json)


@app.command()
def log(study: StudyPath, *, actor: ActorOption = "", as_json: AsJson = False) -> None:
    """List the changes of a study: number, time, who, what."""
    from consilience.study import open_study, seen_events

    with open_study(study) as store:
        viewer = id_of(person(store.study(), actor)) if actor else None
        events = [
            {"number": e.number, "at": e.at, "actor": e.actor or "", "operation": e.operation}
            for e in seen_events(store, viewer)
        ]
    lines = [f"{e['number']}\t{e['at']}\t{e['actor']}\t{e['operation']}" for e in events]
    say({"events": events}, "\n".join(lines), as_json=as_json)
