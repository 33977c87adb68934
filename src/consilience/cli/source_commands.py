"""Commands on the sources of a study: the register, the texts, Table 1."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.coding_output import ActorOption, SourceCode, make, names
from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    StudyPath,
    message_language,
    said,
    say,
)

if TYPE_CHECKING:
    from consilience.analysis import NewText
    from consilience.study import RegisterRow, Study

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


@app.command()
def replace(
    study: StudyPath,
    source: SourceCode,
    file: Annotated[Path, typer.Argument(help="The corrected text.")],
    note: Annotated[str, typer.Option(help="What was corrected.")] = "",
    encoding: EncodingOption = None,
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Give a source a corrected text; codings are found again, those that are not are listed."""
    from consilience import analysis, coding_workflow
    from consilience.study import open_study

    with open_study(study) as store:
        found = store.study()
        text, _, notes = coding_workflow.text_of_file(file, encoding)
        new = analysis.replace_text(found, found.source(source), text, note)
        listed = [_anchor(found, source, new, number) for number in range(len(new.codings))]
        lost = [one for one in listed if one["start"] is None]
        changed = [one for one in listed if one["how"] == "edited"]
        values = {"codings": listed, "moved": len(listed) - len(lost), "lost": len(lost)}
        lines = [
            said("anchored", moved=values["moved"], lost=len(lost)),
            *(said("edited_coding", **one) for one in changed),
            *(said("lost_coding", **one) for one in lost),
        ]
        of_file = [(file.name, one) for one in notes]
        make(store, new.edit, actor, as_json=as_json, values=values, of_files=of_file, lines=lines)


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


def _anchor(study: Study, source: str, new: NewText, number: int) -> dict[str, Any]:
    """Return where a coding went: its words before and after, and why it has no place."""
    from consilience.study import code_path

    coding, anchor = new.codings[number], new.anchors[number]
    place = None if anchor.new_start is None else slice(anchor.new_start, anchor.new_end)
    return {
        "id": coding.id,
        "place": f"{source} {coding.start}-{coding.end}",
        "code": "/".join(one.name for one in code_path(study, coding.code_id)),
        "start": anchor.new_start,
        "end": anchor.new_end,
        "how": anchor.how,
        "reason": anchor.reason(message_language()),
        "old": new.old_text[coding.start : coding.end],
        "new": "" if place is None else new.new_text[place],
    }


def _line(row: RegisterRow) -> str:
    name = row.case or " ".join(part for part in (row.kind, row.document_type) if part)
    values = {**dataclasses.asdict(row), "name": name or said("all_sources")}
    return said("register_row", **values)
