"""The register of sources: a table with one row a source, and what it says about each."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, get_args

from consilience.errors import DataError, UnknownNameError
from consilience.results import Note
from consilience.study.base_records import Actor, Case, Source, SourceKind
from consilience.study.changes import put
from consilience.study.edits.edit import Edit
from consilience.study.edits.headers import column_names

if TYPE_CHECKING:
    from consilience.study.model import Study

_SEVERAL = re.compile(r"[;,；，、|]")
_KINDS: Mapping[str, SourceKind] = {
    "访谈": "interview",
    "半结构化访谈": "interview",
    "内部资料": "internal",
    "内部文件": "internal",
    "内部": "internal",
    "外部资料": "external",
    "外部文件": "external",
    "外部": "external",
    "观察": "observation",
    "现场观察": "observation",
    "表格": "table",
    "数据表": "table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One row of a register; None or empty where it says nothing. ``line`` counts from 1."""

    code: str
    title: str = ""
    kind: str = ""
    document_type: str = ""
    period: str = ""
    minutes: float | None = None
    documents: int | None = None
    cases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    provenance: str = ""
    line: int = 0


def register_lines(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], numbers: Iterable[int] | None = None
) -> tuple[RegisterLine, ...]:
    """Read a register from a table.

    Parameters
    ----------
    columns
        In English or Chinese: ``code``, ``title``, ``kind``, ``document_type``, ``period``,
        ``minutes``, ``documents``, ``cases``, ``people``, ``provenance``. Several cases or people
        stand in one cell with ``;`` or commas.
    rows
        The cells.
    numbers
        The row of the file that each stands in; 2, 3, ... if left out.

    Raises
    ------
    DataError
        If there is no column ``code``, a row has none, or minutes or documents are no numbers.

    Examples
    --------
    >>> register_lines(("编号", "类别", "时长"), [("J11", "访谈", "60")])[0].minutes
    60.0
    """
    names = column_names("sources", columns)
    if "code" not in names:
        raise DataError("edits.error.no_column", column="code", columns=list(columns))
    found = []
    for number, row in zip(numbers or count(2), rows, strict=False):
        cells = {n: _cell(c) for n, c in zip(names, row, strict=True) if n}
        if any(cells.values()):
            found.append(_line(cells, number))
    if not found:
        raise DataError("edits.error.no_rows")
    return tuple(found)


def register_sources(study: Study, lines: Iterable[RegisterLine], file: str) -> Edit:
    """Bring a register into a study: new sources, and what it says about known ones.

    What a row leaves empty stays as it is, and no source goes. Cases and people that the study
    does not have are made, with a note that names them.

    Raises
    ------
    UnknownNameError
        If a kind of source does not exist.
    DataError
        If a new source has no kind, or a code stands in two rows.
    """
    rows = list(lines)
    codes = [line.code for line in rows]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise DataError("edits.error.twice", codes=twice)
    cases = {one.code: one for one in study.cases}
    people = {one.code: one for one in study.actors}
    new_cases = [
        Case(code=code, name=code)
        for code in dict.fromkeys(code for line in rows for code in line.cases)
        if code not in cases
    ]
    new_people = [
        Actor(code=code, name=code, role="interviewee")
        for code in dict.fromkeys(code for line in rows for code in line.people)
        if code not in people
    ]
    case_ids = {one.code: one.id for one in (*cases.values(), *new_cases)}
    people_ids = {one.code: one.id for one in (*people.values(), *new_people)}
    known = {one.code: one for one in study.sources}
    sources = [
        _source(
            known.get(line.code),
            line,
            tuple(case_ids[code] for code in line.cases),
            tuple(people_ids[code] for code in line.people),
        )
        for line in rows
    ]
    notes = [
        Note(f"edits.note.{key}", {"codes": [one.code for one in new]})
        for key, new in (("new_cases", new_cases), ("new_people", new_people))
        if new
    ]
    return Edit(
        key="register",
        values={"file": file, "count": len(rows)},
        changes=put(study, [*new_cases, *new_people, *sources]),
        notes=tuple(notes),
    )


def _source(
    before: Source | None, line: RegisterLine, cases: tuple[str, ...], people: tuple[str, ...]
) -> Source:
    kind = _kind(line)
    if before is None and kind is None:
        raise DataError("edits.error.no_kind", code=line.code, line=line.line)
    named = {name: getattr(line, name) for name in ("title", "document_type", "period")}
    said: dict[str, Any] = {
        **named,
        "kind": kind,
        "provenance": line.provenance,
        "minutes": line.minutes,
        "documents": line.documents,
        "case_ids": cases,
        "actor_ids": people,
    }
    given = {name: value for name, value in said.items() if value not in ("", None, ())}
    if before is not None:
        return dataclasses.replace(before, **given)
    return Source(**{"title": line.code, **given, "code": line.code})


def _kind(line: RegisterLine) -> SourceKind | None:
    if not line.kind:
        return None
    choices: tuple[SourceKind, ...] = get_args(SourceKind)
    for choice in choices:
        if line.kind.casefold() == choice:
            return choice
    if line.kind in _KINDS:
        return _KINDS[line.kind]
    raise UnknownNameError("kind", line.code, line.kind, [*choices, *_KINDS])


def _line(cells: Mapping[str, str], number: int) -> RegisterLine:
    if not cells["code"]:
        raise DataError("edits.error.no_code", line=number)
    several = {
        name: tuple(part.strip() for part in _SEVERAL.split(cells.get(name, "")) if part.strip())
        for name in ("cases", "people")
    }
    texts = {
        name: cells.get(name, "")
        for name in ("code", "title", "kind", "document_type", "period", "provenance")
    }
    documents = _number(cells, "documents", number)
    return RegisterLine(
        **texts,
        cases=tuple(dict.fromkeys(several["cases"])),
        people=tuple(dict.fromkeys(several["people"])),
        minutes=_number(cells, "minutes", number),
        documents=None if documents is None else int(documents),
        line=number,
    )


def _number(cells: Mapping[str, str], name: str, line: int) -> float | None:
    given = cells.get(name, "").replace(",", "")
    if not given:
        return None
    try:
        found = float(given.removesuffix("分钟").removesuffix("min").removesuffix("份").strip())
    except ValueError:
        found = -1.0
    if not 0 <= found < float("inf") or (name == "documents" and found != int(found)):
        raise DataError("edits.error.no_number", column=name, line=line, got=cells[name])
    return found


def _cell(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value).strip()
