"""The study as an open folder of TOML, CSV and JSON that a diff can show, and back.

======================  ====================================================================
``project.toml``        the project, and the version of this layout
``actors.csv`` ...      actors, sources, cases, codings and so on, one row each
``texts/CODE.1.ID.txt`` the text of a source, as it is
``conditions.toml``     conditions and outcomes
``protocol.toml``       the steps
``findings/ID.json``    one finding each
======================  ====================================================================
"""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from consilience.errors import DataError, StudyError, system_reason
from consilience.study.archive_tables import read_rows, write_rows
from consilience.study.base_records import Condition, Project
from consilience.study.codec import (
    canonical,
    field_types,
    from_plain,
    is_optional,
    list_fields,
    to_plain,
)
from consilience.study.coding_records import SourceVersion
from consilience.study.keys import REFERENCES
from consilience.study.model import study_of
from consilience.study.protocol import from_toml, to_toml
from consilience.study.records import RECORDS, Finding, Kind
from consilience.study.toml import decoded, read_document, read_tables, write_table
from consilience.study.validation import check_study

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from os import PathLike

    from consilience.study.model import Study
    from consilience.study.records import Record

Found = TypeVar("Found", bound=object)

# 1 called the profile of a calibration its log-odds; 2 had no texts and codings; 3 no network; 4
# no value and games
LAYOUT = 5
_NEEDED: tuple[Kind, ...] = ("actor", "source", "case", "variable", "score")
_NO_TABLES = ("project", "condition", "step", "finding")
_TABLES: tuple[Kind, ...] = tuple(kind for kind in RECORDS if kind not in _NO_TABLES)
_FILES = ("findings/*.json", "texts/*.txt", *(f"{kind}s.csv" for kind in _TABLES))
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*%]|^\.|[. ]$')


def write_archive(study: Study, folder: str | PathLike[str]) -> Path:
    """Write a study as an open folder: the same study, the same bytes.

    An archive that is there already is replaced; other files beside it (such as ``.git``) stay.

    Parameters
    ----------
    study
        The study.
    folder
        A folder that does not exist, is empty, or holds an archive.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    StudyError
        If the folder holds something else, or cannot be written.
    DataError
        If the study has a wrong record.

    Examples
    --------
    >>> import tempfile
    >>> from consilience.study import Project, Study
    >>> study = Study(project=Project(code="P", title="Alliances"))
    >>> with tempfile.TemporaryDirectory() as parent:
    ...     read_archive(write_archive(study, f"{parent}/study")) == study
    True
    """
    check_study(study)
    target = Path(folder)
    try:
        if target.exists() and any(target.iterdir()) and not _is_archive(target):
            raise StudyError("study.archive.occupied", folder=str(target))
        texts = _texts(study)
        for name, text in texts.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text(text, encoding="utf-8", newline="")
        for pattern in _FILES:
            for old in target.glob(pattern):
                if old.relative_to(target).as_posix() not in texts:
                    old.unlink()
    except OSError as error:
        raise StudyError(
            "study.file.no_place", path=str(target), reason=system_reason(error)
        ) from error
    return target


def read_archive(folder: str | PathLike[str]) -> Study:
    """Return the study that an archive holds, equal to the one that was written.

    Raises
    ------
    StudyError
        If the folder is no archive, or was written by a newer version.
    DataError
        If a file is missing or wrong; the sentence names file and line.
    """
    source = Path(folder)
    if not _is_archive(source):
        raise StudyError("study.archive.no_archive", folder=str(source))
    conditions = read_tables(_read(source, "conditions.toml"), "condition", "conditions.toml")
    study = study_of(
        [
            _project(source),
            *_referring_tables(source),
            *(_from_values(Condition, _present(one), "conditions.toml") for one in conditions),
            *from_toml(_read(source, "protocol.toml")),
            *(_finding(source, file.name) for file in sorted((source / "findings").glob("*.json"))),
        ]
    )
    check_study(study)
    return study


def _texts(study: Study) -> dict[str, str]:
    codes = {one.id: study.code_of(one.id) for one in study.records()}
    project = {"archive": LAYOUT, **_without_gaps(study.project)}
    conditions = [write_table("[[condition]]", _without_gaps(one)) for one in study.conditions]
    texts = {
        "project.toml": write_table("[project]", project),
        "conditions.toml": "\n".join(conditions),
        "protocol.toml": to_toml(study.steps),
    }
    for kind in _TABLES:
        records = [one for one in study.records() if type(one) is RECORDS[kind]]
        if records or kind in _NEEDED:
            texts[f"{kind}s.csv"] = write_rows(RECORDS[kind], _stored(study, records), codes)
    texts |= {_text_file(study, version): version.text for version in study.versions}
    for one in study.findings:
        plain = to_plain(one)
        plain["result"] = json.loads(plain.pop("result_json"))
        shown = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
        texts[f"findings/{one.id}.json"] = f"{shown}\n"
    return texts


def _stored(study: Study, records: Iterable[Record]) -> Iterator[Record]:
    """Yield records as their tables hold them: for the text of a source the name of its file."""
    for record in records:
        if isinstance(record, SourceVersion):
            yield dataclasses.replace(record, text=_text_file(study, record))
        else:
            yield record


def _text_file(study: Study, version: SourceVersion) -> str:
    code = study.code_of(version.source_id)
    safe = _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", code)[:60]
    return f"texts/{safe}.{version.number}.{version.id[:8]}.txt"


def _without_gaps(record: Record) -> dict[str, Any]:
    return {name: value for name, value in to_plain(record).items() if value is not None}


def _is_archive(folder: Path) -> bool:
    marker = folder / "project.toml"
    return marker.is_file() and "archive = " in _read(folder, "project.toml")


def _read(folder: Path, name: str) -> str:
    try:
        return decoded((folder / name).read_bytes(), name)
    except FileNotFoundError as error:
        raise DataError("study.archive.missing", file=name, folder=str(folder)) from error
    except OSError as error:
        raise DataError("study.file.unreadable", path=name, reason=system_reason(error)) from error


def _project(folder: Path) -> Project:
    values = read_document(_read(folder, "project.toml"), "project.toml").get("project")
    if not isinstance(values, dict):
        raise DataError("study.archive.only_tables", file="project.toml", name="project")
    layout = values.pop("archive", LAYOUT)
    if layout not in range(1, LAYOUT + 1):
        raise StudyError("study.archive.newer", folder=str(folder), layout=layout)
    return _from_values(Project, values, "project.toml")


def _referring_tables(folder: Path) -> Iterator[Record]:
    """Yield the records of the CSV files with their references turned from codes into ids."""
    rows = {
        kind: read_rows(RECORDS[kind], _read(folder, f"{kind}s.csv"), f"{kind}s.csv")
        for kind in _TABLES
        if kind in _NEEDED or (folder / f"{kind}s.csv").exists()
    }
    ids = {
        kind: {plain.get("code", plain["id"]): plain["id"] for _, plain in rows.get(kind, ())}
        for kind in _TABLES
    }
    for kind, found in rows.items():
        for line, plain in found:
            for name, target in REFERENCES.get(kind, {}).items():
                if name in plain:  # not in older layouts
                    place = {"file": f"{kind}s.csv", "line": line, "field": name}
                    plain[name] = _identified(plain[name], ids[target], place)
            if kind == "version":
                plain["text"] = _text(folder, plain["text"], line)
            yield from_plain(RECORDS[kind], plain)


def _identified(given: Any, ids: Mapping[str, str], place: Mapping[str, Any]) -> Any:
    """Return the ids of the records that a cell names by their codes."""
    if given is None:
        return None
    if isinstance(given, list):
        return [_identified(one, ids, place) for one in given]
    if given not in ids:
        field = place["field"].removesuffix("_id").removesuffix("_ids")
        raise DataError(
            "study.archive.unknown_code", **{**place, "field": field, "got": repr(given)}
        )
    return ids[given]


def _text(folder: Path, name: str, line: int) -> str:
    if not re.fullmatch(r"texts/[^/\\]+\.txt", name):
        values = {"file": "versions.csv", "line": line, "field": "text", "got": repr(name)}
        raise DataError("study.archive.cell", **values)
    return _read(folder, name)


def _finding(folder: Path, file: str) -> Finding:
    name = f"findings/{file}"
    try:
        values = json.loads(_read(folder, name))
    except ValueError as error:
        raise DataError("study.archive.syntax", file=name, reason=str(error)) from error
    if not isinstance(values, dict) or "result" not in values:
        raise DataError("study.archive.fields", file=name, place="", fields=["result"])
    values["result_json"] = canonical(_present(values.pop("result")))
    return _from_values(Finding, values, name)


def _present(value: Any) -> Any:
    """Return values of layout 1 or 2 with the names of fields as they are now."""
    if isinstance(value, list):
        return [_present(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_old = {"log_odds", "anchors", "half"} <= value.keys()
    names = {"log_odds": "profile"} if is_old else {}
    return {names.get(name, name): _present(item) for name, item in value.items()}


def _from_values(kind: type[Found], values: Mapping[str, Any], file: str) -> Found:
    types = field_types(kind)
    needed = {name for name, hint in types.items() if not is_optional(hint)}
    needed -= {"code_words", "not_mentioned"}  # layouts 1 and 2 do not have them
    wrong = sorted((values.keys() - types.keys()) | (needed - values.keys()))
    wrong += [
        name
        for name in list_fields(kind)
        if name not in wrong and not isinstance(values[name], list)
    ]
    if wrong:
        place = str(values.get("code", values.get("id", "")))
        raise DataError("study.archive.fields", file=file, place=place, fields=wrong)
    empty = {name: None for name, hint in types.items() if is_optional(hint)}
    return from_plain(kind, {**empty, **values})
