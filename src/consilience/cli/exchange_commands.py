"""Texts and codings from other programs, and for them: ``consilience coding import | export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.output import AsJson, StudyPath, message_language, report_language, say
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.formats.refi_qda import ExchangeReport

app = typer.Typer()

_SHOWN = 5  # remarks of one sort that people see; --json lists all


@app.command(name="import")
def import_(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(help="A .qdpx project or a .qdc codebook.")],
    unit: Annotated[
        str, typer.Option(help="code points or utf-16; told from the file if left out.")
    ] = "",
    end: Annotated[
        str, typer.Option(help="exclusive or inclusive; told from the file if left out.")
    ] = "",
    kind: Annotated[
        str, typer.Option(help="Kind of sources where the file does not say it.")
    ] = "interview",
    *,
    new: Annotated[bool, typer.Option("--new", help="Make the study from the file.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a project or codebook of NVivo, MAXQDA, ATLAS.ti and others (REFI-QDA)."""
    from consilience import coding_workflow
    from consilience.study import open_study

    given = {"unit": unit, "end": end, "source_kind": kind}
    options = {name: value for name, value in given.items() if value}
    if new:
        found = coding_workflow.new_from_refi(study, file, options)
    else:
        with open_study(study) as store:
            found = coding_workflow.import_refi(store, file, options)
    counts = found.report.counts
    brought = {
        key: sum(count for name, count in counts.items() if name.startswith(f"{sort} "))
        for key, sort in (("added", "new"), ("updated", "changed"))
    }
    key = "imported" if any(brought.values()) else "nothing_new"
    _say(found.report, key, file, brought, as_json=as_json)


@app.command()
def export(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(help="A .qdpx, .qdc, .xlsx, .docx, .md or .csv file.")],
    table: Annotated[
        str, typer.Option(help="What a .csv holds: quotes, codebook or matrix.")
    ] = "quotes",
    rows: Annotated[str, typer.Option(help="Of the matrix: concept, theme, case, ...")] = "concept",
    columns: Annotated[str, typer.Option(help="Of the matrix: case, stage, kind, ...")] = "case",
    language: Annotated[str, typer.Option(help="en or zh; the study's if left out.")] = "",
    *,
    include_blind: Annotated[
        bool, typer.Option("--include-blind", help="Also blind rounds that are still open.")
    ] = False,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="Do not replace the names on the study's list.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write codings for other programs (REFI-QDA), or codebook, quotes and a matrix as tables."""
    from consilience import coding_workflow
    from consilience.study import open_study

    with open_study(study) as store:
        found = store.study()
    chosen = report_language(language) if language else found.project.language
    options = {"include_blind": include_blind, "pseudonyms": not with_names}
    wanted = {"table": table, "rows": rows, "columns": columns}
    report = coding_workflow.export_codings(found, file, chosen, wanted, options)
    _say(report, "exported", file, {}, as_json=as_json)


def _say(
    report: ExchangeReport, key: str, file: Path, values: dict[str, int], *, as_json: bool
) -> None:
    language = message_language()
    names = {"decided": "decided", "altered": "changed", "merged": "merged", "lost": "not held"}
    counts = {name: sum(one.kind == kind for one in report.remarks) for name, kind in names.items()}
    sentence = text(f"exchange.said.{key}", language, file=str(file), **values, **counts)
    lines = [sentence, *_remarks(report)]
    found = {"file": str(file), **values, **report.to_dict(language)}
    say(found, "\n".join(lines), as_json=as_json)


def _remarks(report: ExchangeReport) -> list[str]:
    """Return the remarks as people read them: of each sort the first ones."""
    language = message_language()
    sorts: dict[tuple[str, str], list[str]] = {}
    for one in report.remarks:
        sorts.setdefault((one.kind, one.note.key), []).append(one.sentence(language))
    lines = []
    for (kind, _), sentences in sorts.items():
        named = text(f"exchange.said.kind_{kind.replace(' ', '_')}", language)
        lines += [f"- {named}: {sentence}" for sentence in sentences[:_SHOWN]]
        if len(sentences) > _SHOWN:
            lines.append(text("exchange.said.more", language, count=len(sentences) - _SHOWN))
    return lines
