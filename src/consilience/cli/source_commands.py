"""Commands on the sources of a study: the register, the texts, Table 1."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.coding_output import ActorOption, make, names
from consilience.cli.output import AsJson, EncodingOption, SheetOption, StudyPath, said, say

if TYPE_CHECKING:
    from consilience.study import RegisterRow

app = typer.Typer(
    help="Sources: interviews, documents, notes.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def add(
    study: StudyPath,
    files: Annotated[list[Path], typer.Argument(help="txt, md, docx, pdf, srt or vtt files.")],
    code: Annotated[str, typer.Option(help="Code of the source; else from the file's name.")] = "-",
    title: Annotated[str, typer.Option(help="Its title; else from the file.")] = "-",
    kind: Annotated[
        str, typer.Option(help="interview, internal, external or observation.")
    ] = "interview",
    document_type: Annotated[str, typer.Option("--type", help="Such as news report.")] = "",
    period: Annotated[str, typer.Option(help="When it was, or what time it tells of.")] = "",
    minutes: Annotated[float | None, typer.Option(help="Length of an interview.")] = None,
    documents: Annotated[int | None, typer.Option(help="How many documents it holds.")] = None,
    cases: Annotated[str, typer.Option(help="Codes of its cases, with commas.")] = "",
    people: Annotated[str, typer.Option(help="Codes of the people who speak.")] = "",
    encoding: EncodingOption = None,
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Add files as sources with their texts, as one change; a file that is there adds nothing."""
    from consilience import coding_workflow
    from consilience.study import Source, open_study

    with open_study(study) as store:
        found = store.study()
        given = Source(
            code=code,
            title=title,
            kind=kind,  # type: ignore[arg-type]  # checked on entry
            document_type=document_type,
            period=period,
            minutes=minutes,
            documents=documents,
            case_ids=tuple(found.case(one).id for one in names(cases)),
            actor_ids=tuple(found.actor(one).id for one in names(people)),
        )
        edit, notes = coding_workflow.sources_of_files(found, files, given, encoding)
        make(store, edit, actor, as_json=as_json, of_files=notes)


@app.command()
def register(
    study: StudyPath,
    table: Annotated[Path, typer.Argument(help="A CSV or xlsx file, one row a source.")],
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Import the register: code, title, kind, type, period, minutes, documents, cases, people."""
    from consilience import coding_workflow
    from consilience.study import open_study

    with open_study(study) as store:
        edit = coding_workflow.register_of_file(store.study(), table, sheet, encoding)
        make(store, edit, actor, as_json=as_json)


@app.command(name="list")
def list_(study: StudyPath, *, as_json: AsJson = False) -> None:
    """List the sources, and count them by kind and type, by case, and in all (Table 1)."""
    from consilience.study import newest_versions, open_study, register_table

    with open_study(study) as store:
        found = store.study()
    versions = newest_versions(found)
    sources = [
        {
            **dataclasses.asdict(one),
            "cases": [found.code_of(case) for case in one.case_ids],
            "people": [found.code_of(actor) for actor in one.actor_ids],
            "version": versions[one.id].number if one.id in versions else None,
        }
        for one in found.sources
    ]
    lines = [
        "\t".join(
            str(one[name] or "-")
            for name in ("code", "title", "kind", "document_type", "period", "minutes", "version")
        )
        for one in sources
    ]
    table = register_table(found)
    lines += [_line(row) for row in (*table.rows, *table.cases, table.total)]
    values = {"sources": sources, "table": dataclasses.asdict(table)}
    say(values, "\n".join(lines), as_json=as_json)


def _line(row: RegisterRow) -> str:
    name = row.case or " ".join(part for part in (row.kind, row.document_type) if part)
    values = {**dataclasses.asdict(row), "name": name or said("all_sources")}
    return said("register_row", **values)
