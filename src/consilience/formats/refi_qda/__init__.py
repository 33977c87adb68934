"""Projects and codebooks of the REFI-QDA standard: what NVivo, MAXQDA, ATLAS.ti and others share.

:func:`read` makes records of a file, :func:`joined` fits them into a study, :func:`write` writes a
study.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from consilience import checks
from consilience.errors import ArgumentError
from consilience.formats.refi_qda.joining import Joined, joined
from consilience.formats.refi_qda.offsets import End, Unit
from consilience.formats.refi_qda.reading import read_file
from consilience.formats.refi_qda.records import ExchangeReport, RefiProject, Remark
from consilience.formats.refi_qda.writing import write_file
from consilience.study import Study
from consilience.study.base_records import SourceKind

__all__ = ["ExchangeReport", "Joined", "RefiProject", "Remark", "joined", "read", "write"]


def read(
    path: str | os.PathLike[str],
    *,
    unit: Unit | None = None,
    end: End | None = None,
    source_kind: SourceKind = "interview",
) -> RefiProject:
    """Read a project (.qdpx) or a codebook (.qdc) of the REFI-QDA standard.

    Files that break the standard, as those of many programs do, are read as far as they can be;
    the report says what was changed and what a study cannot hold, with its place.

    Parameters
    ----------
    path
        The file; at most 20,000 members, of which text and XML are at most 200 MB each.
    unit
        What the numbers of selections count, ``"code points"`` or ``"utf-16"``; told from the file
        if left out.
    end
        ``"exclusive"`` or ``"inclusive"``: whether the end belongs to a selection; told from the
        file if left out.
    source_kind
        The kind of every source of which the file does not say it.

    Returns
    -------
    RefiProject
        Records that form a whole study, and the report. The same file gives the same records.

    Raises
    ------
    DataError
        If the file is missing, damaged, hostile, or of another format.
    ArgumentError
        If the path is no path.
    UnknownNameError
        If unit, end or kind is unknown.

    Examples
    --------
    >>> import tempfile
    >>> from consilience.study import Code, Project, study_of
    >>> study = study_of([Project(code="P", title="Alliances"), Code(name="trust")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = write(study, f"{folder}/a.qdpx")
    ...     project = read(f"{folder}/a.qdpx")
    >>> project.name, [one.name for one in project.records if isinstance(one, Code)]
    ('Alliances', ['trust'])

    References
    ----------
    Rotterdam Exchange Format Initiative (2019). REFI-QDA Standard 1.5. How selections are
    counted where a file does not say it is a convention of this program.
    """
    file = _path(path, "read")
    chosen = None if unit is None else checks.choice(unit, get_args(Unit), "unit", "read")
    last = None if end is None else checks.choice(end, get_args(End), "end", "read")
    kind = checks.choice(source_kind, get_args(SourceKind), "source_kind", "read")
    return read_file(file, chosen, last, kind)


def write(
    study: Study,
    path: str | os.PathLike[str],
    *,
    include_blind: bool = False,
    pseudonyms: bool = True,
) -> ExchangeReport:
    """Write a study as a project (.qdpx), or its codebook (.qdc), of the REFI-QDA standard.

    What the standard has no field for stands below a line ``[consilience]`` in descriptions, in
    notes, or in ``consilience.json`` within the archive; :func:`read` reads it again.

    Parameters
    ----------
    study
        The study.
    path
        Where; the ending ``.qdc`` gives the codebook alone. An older file is replaced as a whole,
        or stays as it is where writing fails.
    include_blind
        Also write what was coded in blind rounds that are not yet released.
    pseudonyms
        Replace the names on the study's list in all that is written.

    Returns
    -------
    ExchangeReport
        What was written, left out, or replaced. It names names: keep it to yourself.

    Raises
    ------
    DataError
        If the file cannot be written.
    ArgumentError
        If an argument is not of its type.

    Examples
    --------
    >>> import tempfile
    >>> from consilience.study import Code, Project, study_of
    >>> study = study_of([Project(code="P", title="Alliances"), Code(name="trust")])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = write(study, f"{folder}/a.qdpx")
    >>> report.counts["code"]
    1

    References
    ----------
    Rotterdam Exchange Format Initiative (2019). REFI-QDA Standard 1.5.
    """
    if not isinstance(study, Study):
        raise ArgumentError("study", "write", "study", study)
    blind = checks.boolean(include_blind, "include_blind", "write")
    names = checks.boolean(pseudonyms, "pseudonyms", "write")
    return write_file(study, _path(path, "write"), include_blind=blind, pseudonyms=names)


def _path(path: object, owner: str) -> Path:
    if not isinstance(path, str | os.PathLike):
        raise ArgumentError("path", owner, "text", path)
    return Path(path)
