"""What the commands do with files for coding: documents, registers, codebooks, REFI-QDA projects.

Engines and readers load inside the functions: a command loads what it needs and no more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from consilience.errors import DataError
from consilience.results import Note
from consilience.study import (
    Project,
    Source,
    Study,
    StudyStore,
    create_study,
    edits,
    new_id,
    study_of,
)
from consilience.study.edits import Edit, Text
from consilience.texts import Language

if TYPE_CHECKING:
    from consilience.formats import refi_qda

FileNotes = tuple[tuple[str, Note], ...]


def sources_of_files(
    study: Study, files: Sequence[Path], given: Source, encoding: str | None = None
) -> tuple[Edit, FileNotes]:
    """Return what makes files sources of a study as one change, and what is to be said of each.

    Parameters
    ----------
    study, files
        The study, and the documents.
    given
        What is known of all of them. Without a code (``"-"``), each gets that of its file's name:
        up to the first blank. Without a title (``"-"``), the rest of the name, or what the file
        says.
    encoding
        Of text files.

    Raises
    ------
    DataError
        If a file cannot be read, or several files are to have one code.
    """
    if given.code != "-" and len(files) > 1:
        raise DataError("edits.error.one_file", code=given.code)
    found: list[tuple[Source, Text]] = []
    notes: list[tuple[str, Note]] = []
    for file in files:
        text, title, said = text_of_file(file, encoding)
        code, _, rest = file.stem.strip().partition(" ")
        source = dataclasses.replace(
            given,
            id=new_id(),
            code=code if given.code == "-" else given.code,
            title=(rest.strip() or title) if given.title == "-" else given.title,
        )
        found.append((source, text))
        notes += [(file.name, note) for note in said]
    return edits.add_sources(study, found), tuple(notes)


def text_of_file(file: Path, encoding: str | None = None) -> tuple[Text, str, tuple[Note, ...]]:
    """Return the text of a document with its turns, a title, and what was assumed or left out.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    from consilience import formats

    document = formats.read_document(file, encoding=encoding)
    text = Text(
        text=document.text,
        turns=tuple((one.start, one.end, one.speaker, one.seconds) for one in document.turns),
        file_name=document.file_name,
        sha256=document.sha256,
    )
    return text, document.title, document.notes


def codebook_of_file(
    study: Study, file: Path, sheet: str | None = None, encoding: str | None = None
) -> Edit:
    """Return what brings a codebook into a study: a Markdown outline, TOML, or a table.

    Raises
    ------
    DataError
        If the file cannot be read, or holds no code.
    """
    from consilience import formats
    from consilience.study.toml import decoded

    match file.suffix.lower():
        case ".md" | ".markdown" | ".txt":
            lines = edits.outline_lines(decoded(file.read_bytes(), file.name))
        case ".toml":
            lines = edits.toml_lines(decoded(file.read_bytes(), file.name))
        case _:
            table = formats.read_table(file, sheet=sheet, encoding=encoding)
            lines = edits.codebook_lines(table.columns, table.cells, table.rows)
    return edits.load_codebook(study, lines, file.name, edits.now())


def register_of_file(
    study: Study, file: Path, sheet: str | None = None, encoding: str | None = None
) -> Edit:
    """Return what brings a table of sources into the register of a study.

    Raises
    ------
    DataError
        If the table cannot be read or does not fit.
    """
    from consilience import formats

    table = formats.read_table(file, sheet=sheet, encoding=encoding)
    lines = edits.register_lines(table.columns, table.cells, table.rows)
    return edits.register_sources(study, lines, file.name)


def import_refi(store: StudyStore, path: Path, options: Mapping[str, str]) -> refi_qda.Joined:
    """Bring a REFI-QDA project or codebook into a study as one change that can be undone.

    ``options`` are the settings of :func:`consilience.formats.refi_qda.read`.

    Raises
    ------
    ConsilienceError
        If the file cannot be read; the study is as it was then.
    """
    from consilience.formats import refi_qda

    project = refi_qda.read(path, **options)  # type: ignore[arg-type]  # the reader names the allowed words
    found = refi_qda.joined(store.study(), project)
    store.put(f"import {path.name}", found.records)
    return found


def new_from_refi(study: Path, path: Path, options: Mapping[str, str]) -> refi_qda.Joined:
    """Make a study from a REFI-QDA project or codebook.

    Raises
    ------
    ConsilienceError
        If the file cannot be read, or the study exists; no study is left then.
    """
    from consilience.formats import refi_qda

    found = refi_qda.read(path, **options)  # type: ignore[arg-type]  # as in import_refi
    project = next(one for one in found.records if isinstance(one, Project))
    joined = refi_qda.joined(study_of([project]), found)
    with create_study(study, project) as store:
        try:
            store.put(f"import {path.name}", joined.records)
        except BaseException:
            store.close()
            study.unlink()
            raise
    return joined


def export_codings(
    study: Study,
    path: Path,
    language: Language,
    table: Mapping[str, str],
    options: Mapping[str, bool],
) -> refi_qda.ExchangeReport:
    """Write texts and codings for others; the ending of the path tells the format.

    ``table`` says which one a CSV file holds, and rows and columns of a matrix; ``options`` are
    include_blind and pseudonyms.

    Raises
    ------
    DataError
        If the path ends otherwise, or cannot be written.
    """
    from consilience.formats import refi_qda
    from consilience.report import exports

    suffix = path.suffix.lower()
    if suffix in {".qdpx", ".qdc"}:
        return refi_qda.write(study, path, **options)
    if suffix.removeprefix(".") not in exports.CODING_FORMATS:
        choices = [".qdpx", ".qdc", *(f".{one}" for one in exports.CODING_FORMATS)]
        raise DataError("exchange.error.suffix", file=path.name, choices=choices)
    content, report = exports.export_codings(
        study,
        suffix[1:],
        language,
        table["table"],
        rows=table["rows"],
        columns=table["columns"],
        include_blind=options["include_blind"],
        pseudonyms=options["pseudonyms"],
    )
    path.write_bytes(content)
    return report
