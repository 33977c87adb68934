"""Exports of databases of literature and patents as tables: one row a record."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from consilience.errors import DataError
from consilience.formats.bibliography import bibtex
from consilience.formats.bibliography.affiliations import countries, organisation, organisations
from consilience.formats.bibliography.references import (
    COLUMNS,
    SEPARATOR,
    Reference,
    of_entries,
    of_tags,
)
from consilience.formats.bibliography.tables import of_table
from consilience.formats.bibliography.tags import tag_format, tag_records
from consilience.formats.encodings import decode
from consilience.formats.file_kinds import content, kind
from consilience.formats.table import MAXIMUM_CELLS, Table
from consilience.results import Note

__all__ = [
    "COLUMNS",
    "SEPARATOR",
    "countries",
    "organisation",
    "organisations",
    "read_references",
    "references_of_table",
]
_BIBTEX_LOOKED_AT = 20_000
_ENTRY = re.compile(r"@\s*\w+\s*[{(]")


def read_references(path: str | os.PathLike[str], encoding: str | None = None) -> Table | None:
    r"""Read an export of a database of literature or patents as a table, one row a record.

    The format is told from the first lines: BibTeX, RIS, Web of Science (plain text and
    tab-delimited), RefWorks, EndNote, NoteExpress, and the text of CNKI (E-Study).

    Parameters
    ----------
    path
        Of the file.
    encoding
        Any name that Python knows; told from the file if left out.

    Returns
    -------
    Table or None
        The columns :data:`COLUMNS`, the organisations of a record divided by :data:`SEPARATOR`;
        ``rows`` are the lines where the records begin. None if the file is none of these.

    Raises
    ------
    DataError
        If the file cannot be read, holds no record, or an entry is never closed.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "a.ris")
    ...     _ = path.write_text("TY  - JOUR\nTI  - V2X\nAD  - Huawei, Shenzhen, China\nER  -\n")
    ...     read_references(path).cells[0][:4]
    ('V2X', '', 'Huawei', 'China')
    """
    source = Path(path)
    found = content(source)
    if kind(found) != "text":
        return None
    text, used, notes = decode(found, source.name, encoding)
    references = _references(text, source.name)
    if references is None:
        return None
    return _table(
        references,
        source.name,
        sha256=hashlib.sha256(found).hexdigest(),
        encoding=used,
        notes=tuple(notes),
    )


def references_of_table(table: Table) -> Table | None:
    """Return a table that Scopus, Web of Science or CNKI exported, as :func:`read_references` does.

    None if the table is none of these.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> frame = {"Title": ["V2X"], "Affiliations": ["Bosch GmbH, Berlin, Germany"], "EID": ["2-s"]}
    >>> references_of_table(table_from_frame(frame, "scopus.csv")).cells[0][2:6]
    ('Bosch GmbH', 'Germany', '', '2-s')
    """
    found = of_table(table)
    if found is None:
        return None
    return _table(
        found,
        table.file_name,
        sha256=table.sha256,
        encoding=table.encoding,
        notes=table.notes,
    )


def _references(text: str, file: str) -> Iterable[Reference] | None:
    style = tag_format(text)
    if style is not None:
        return of_tags(tag_records(text, style), style)
    beginning = text[:_BIBTEX_LOOKED_AT].lstrip("\ufeff \r\n\t")
    lines = (line.strip() for line in beginning.splitlines())
    first = next((line for line in lines if line and not line.startswith("%")), "")
    if _ENTRY.match(first):
        return of_entries(bibtex.entries(text, file))
    return None


def _table(
    references: Iterable[Reference],
    file: str,
    *,
    sha256: str,
    encoding: str,
    notes: tuple[Note, ...],
) -> Table:
    listed = list(references)
    if not listed:
        raise DataError("records.error.no_reference", file=file)
    if len(listed) * len(COLUMNS) > MAXIMUM_CELLS:
        raise DataError("tables.too_many_cells", file=file, limit=MAXIMUM_CELLS)
    return Table(
        columns=COLUMNS,
        cells=tuple(one.cells() for one in listed),
        rows=tuple(one.line for one in listed),
        file_name=file,
        sha256=sha256,
        encoding=encoding,
        notes=notes,
    )
