"""What the commands do with files for coding: documents, registers, codebooks.

Engines and readers load inside the functions: a command loads what it needs and no more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from consilience.errors import DataError
from consilience.results import Note
from consilience.study import Source, Study, edits, new_id
from consilience.study.edits import Edit, Text

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
