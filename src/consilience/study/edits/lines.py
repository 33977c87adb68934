"""A codebook as lines, from an outline, a TOML text or a table, and how it comes into a study."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, get_args

from consilience.errors import DataError, UnknownNameError
from consilience.study.changes import put
from consilience.study.coding_records import Code, CodeKind
from consilience.study.edits.codebook import SEPARATOR, kind_below
from consilience.study.edits.edit import Edit
from consilience.study.edits.headers import column_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consilience.study.model import Study

_FIELDS = ("name_zh", "definition", "include", "exclude", "example", "colour", "kind")
_LEVELS: tuple[CodeKind, ...] = ("dimension", "theme", "concept")
_ITEM = re.compile(r"^(?P<blank>[ \t]*)(?:[-*+]|\d+[.)、])[ \t]+(?P<words>\S.*)$")
_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<words>\S.*?)[ \t#]*$")
_DEFINED = re.compile(r"^(?P<name>.+?)(?:: +|：)(?P<definition>.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One code of a codebook file: the names from the top down to it, and what is said of it.

    ``fields`` go by the names of those of :class:`Code`; ``line`` is where it stands, from 1.
    """

    path: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


def outline_lines(text: str) -> tuple[CodeLine, ...]:
    r"""Read a Markdown outline: headings, and below them nested lists; ``name: definition``.

    With three levels they are dimensions, themes and concepts; with fewer the upper ones are left
    out (a convention of this program).

    Raises
    ------
    DataError
        If there is neither heading nor list.

    Examples
    --------
    >>> [line.path for line in outline_lines("# Governance\n- trust: to rely on others\n")]
    [('Governance',), ('Governance', 'trust')]
    """
    found: list[CodeLine] = []
    open_levels: list[tuple[int, str]] = []
    headings = 0
    for number, row in enumerate(text.splitlines(), start=1):
        heading, item = _HEADING.match(row), _ITEM.match(row)
        match = heading or item
        if match is None:
            continue
        if heading:
            headings = depth = len(heading["marks"])
        else:
            depth = headings + 1 + len(match["blank"].expandtabs(4))
        defined = _DEFINED.match(match["words"])
        name = (defined["name"] if defined else match["words"]).strip()
        open_levels = [one for one in open_levels if one[0] < depth] + [(depth, name)]
        fields = {"definition": defined["definition"].strip()} if defined else {}
        path = tuple(one for _, one in open_levels)
        found.append(CodeLine(path=path, fields=fields, line=number))
    return _with_levels(_some(found))


def toml_lines(text: str) -> tuple[CodeLine, ...]:
    r"""Read ``[[code]]`` entries with ``name``, ``parent`` (a path with ``/``) and descriptions.

    Raises
    ------
    DataError
        If it is no TOML, or an entry has no name or an unknown field.

    Examples
    --------
    >>> toml_lines('[[code]]\nname = "trust"\nparent = "governance"')[0].path
    ('governance', 'trust')
    """
    try:
        entries = tomllib.loads(text).get("code", [])
    except tomllib.TOMLDecodeError as error:
        raise DataError("edits.error.no_toml", reason=str(error)) from error
    if not isinstance(entries, list) or not all(isinstance(one, Mapping) for one in entries):
        raise DataError("edits.error.no_toml", reason="[[code]]")
    return _some(_line_of(entry, number) for number, entry in enumerate(entries, start=1))


def table_lines(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], numbers: Iterable[int] | None = None
) -> tuple[CodeLine, ...]:
    """Read a table with one row a code, or with one column a level of the codebook.

    Parameters
    ----------
    columns
        Names of the columns, in English or Chinese: ``name`` and ``parent``, or ``dimension``,
        ``theme`` and ``concept``; beside them ``definition``, ``include``, ``exclude``,
        ``example``, ``colour``, ``kind``, ``name_zh``.
    rows
        The cells; empty cells of a level repeat the one above.
    numbers
        The row of the file that each stands in; 2, 3, ... if left out.

    Raises
    ------
    DataError
        If neither ``name`` nor a level is among the columns, or a row has no name.

    Examples
    --------
    >>> columns = ("聚合维度", "二阶主题", "一阶概念")
    >>> lines = table_lines(columns, [("治理", "关系治理", "信任"), ("", "", "承诺")])
    >>> [line.path for line in lines][-1]
    ('治理', '关系治理', '承诺')
    """
    names = column_names("codes", columns)
    cells = [
        (
            number,
            {name: str(cell or "").strip() for name, cell in zip(names, row, strict=True) if name},
        )
        for number, row in zip(numbers or count(2), rows, strict=False)
    ]
    levels = [level for level in _LEVELS if level in names]
    if levels:
        return _some(_of_levels(cells, levels))
    if "name" not in names:
        raise DataError("edits.error.no_column", column="name", columns=list(columns))
    return _some(_line_of(row, number) for number, row in cells)


def load_codebook(study: Study, lines: Iterable[CodeLine], file: str, at: str = "") -> Edit:
    """Bring the lines of a codebook into a study: new codes, and descriptions of known ones.

    A code is known by its path. What a line leaves empty stays as it is, and no code goes.

    Parameters
    ----------
    study, lines
        The study, and the codebook.
    file
        Where it comes from, for the log.
    at
        When the codes are made.

    Raises
    ------
    UnknownNameError
        If a kind does not exist.
    """
    known = {(one.parent_id, one.name): one for one in study.codes}
    counts: dict[str | None, int] = {}
    for one in study.codes:
        counts[one.parent_id] = max(counts.get(one.parent_id, 0), one.position)
    touched: dict[str, Code] = {}
    codes: dict[str | None, Code] = {code.id: code for code in study.codes}
    for line in lines:
        parent: str | None = None
        for depth, name in enumerate(line.path, start=1):
            code = known.get((parent, name))
            if code is None:
                counts[parent] = counts.get(parent, 0) + 1
                code = Code(
                    name=name,
                    parent_id=parent,
                    kind=kind_below(codes.get(parent)),
                    position=counts[parent],
                    created_at=at,
                )
            if depth == len(line.path):
                code = dataclasses.replace(code, **_checked(line))
            known[parent, name] = touched[code.id] = codes[code.id] = code
            parent = code.id
    changes = put(study, touched.values())
    values = {"file": file, "count": len(changes)}
    return Edit(key="load_codebook", values=values, changes=changes)


def _checked(line: CodeLine) -> dict[str, Any]:
    fields = {name: value for name, value in line.fields.items() if value}
    kind = fields.get("kind")
    if kind is not None and kind not in get_args(CodeKind):
        raise UnknownNameError("kind", SEPARATOR.join(line.path), kind, get_args(CodeKind))
    return fields


def _some(lines: Iterable[CodeLine]) -> tuple[CodeLine, ...]:
    found = tuple(lines)
    if not found:
        raise DataError("edits.error.no_codes")
    return found


def _with_levels(lines: tuple[CodeLine, ...]) -> tuple[CodeLine, ...]:
    deepest = max(len(line.path) for line in lines)
    if deepest > len(_LEVELS):
        return lines
    kinds = _LEVELS[-deepest:]
    return tuple(
        dataclasses.replace(line, fields={**line.fields, "kind": kinds[len(line.path) - 1]})
        for line in lines
    )


def _line_of(entry: Mapping[str, Any], number: int) -> CodeLine:
    unknown = sorted(set(entry) - {"name", "parent", *_FIELDS})
    if unknown:
        raise DataError("edits.error.unknown_fields", fields=unknown, line=number)
    name, parent = str(entry.get("name", "")).strip(), str(entry.get("parent", ""))
    if not name:
        raise DataError("edits.error.no_name", line=number)
    above = [part.strip() for part in parent.split(SEPARATOR) if part.strip()]
    fields = {key: str(entry[key]) for key in _FIELDS if key in entry}
    return CodeLine(path=(*above, name), fields=fields, line=number)


def _of_levels(
    rows: Iterable[tuple[int, Mapping[str, str]]], levels: Sequence[CodeKind]
) -> Iterator[CodeLine]:
    last: dict[CodeKind, str] = {}
    for number, row in rows:
        given = [level for level in levels if row[level]]
        if not given:
            continue
        for level in levels[levels.index(given[0]) :]:
            last[level] = row[level]
        path = [(level, last.get(level, "")) for level in levels]
        path = [(level, name) for level, name in path if name]
        for depth, (level, _) in enumerate(path[:-1], start=1):
            names = tuple(name for _, name in path[:depth])
            yield CodeLine(path=names, fields={"kind": level}, line=number)
        fields = {key: row[key] for key in _FIELDS if key in row}
        fields["kind"] = fields.get("kind") or path[-1][0]
        yield CodeLine(path=tuple(name for _, name in path), fields=fields, line=number)
