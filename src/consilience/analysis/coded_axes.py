"""What the rows and columns of a matrix may be: cases, stages, kinds of source, codes, and more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from consilience import checks, coding
from consilience.analysis.coded_material import Material
from consilience.coding.matrices import Cells, material_of, matrix_of
from consilience.errors import DataError
from consilience.results import Note
from consilience.study import Coding, cases_of
from consilience.texts import Phrase

AxisName = Literal[
    "case", "group", "source", "kind", "period", "stage", "coder", "code", "concept", "theme",
    "dimension",
]  # fmt: skip
AXES: tuple[AxisName, ...] = get_args(AxisName)
KINDS = ("interview", "internal", "external", "observation", "table")


@dataclass(frozen=True)
class Axis:
    """The names of an axis, in order; those of each coding; in which sources each could occur."""

    names: tuple[str, ...]
    of: Sequence[tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]] | None = None


def crossed(material: Material, rows: AxisName, columns: AxisName) -> coding.CrossMatrix:
    """Return how often each row meets each column among the codings that count.

    Raises
    ------
    DataError
        If no coding has both.
    """
    down, across = axis(material, rows), axis(material, columns)
    if not any(row and column for row, column in zip(down.of, across.of, strict=True)):
        names = {
            "rows": Phrase(f"evidence.axis.{rows}"),
            "columns": Phrase(f"evidence.axis.{columns}"),
        }
        raise DataError("evidence.nothing_placed", **names)
    return cross(material, down, across, _notes(down, across, rows, columns))


def cross(
    material: Material, down: Axis, across: Axis, notes: tuple[Note, ...] = ()
) -> coding.CrossMatrix:
    """Return how often each row meets each column; at least one coding must have both."""
    table = material.table
    pairs = [
        (place, row, column)
        for place, (own, other) in enumerate(zip(down.of, across.of, strict=True))
        for row in own
        for column in other
    ]
    place = np.array([pair[0] for pair in pairs], dtype=np.int64)
    known = {name: number for number, name in enumerate(dict.fromkeys(table["source"]))}
    source = np.array([known[name] for name in table["source"]], dtype=np.int64)
    rank = np.empty(len(table), dtype=np.int64)
    rank[material.order] = np.arange(len(table))
    cells = Cells(
        ids=table["coding"].to_numpy()[place],
        coding=place,
        row=_numbers(down.names, (pair[1] for pair in pairs)),
        column=_numbers(across.names, (pair[2] for pair in pairs)),
        source=source[place],
        against=material.against[place],
        order=np.argsort(rank[place], kind="stable"),
    )
    every = material_of(down.names, across.names, down.sources, across.sources)
    if down.sources is None and across.sources is None:
        every[:] = len(material.texts)
    return matrix_of(cells, down.names, across.names, every, notes)


def axis(material: Material, name: str) -> Axis:
    """Return an axis of a matrix by its name.

    Raises
    ------
    UnknownNameError
        If there is no axis of that name.
    """
    return _MAKERS[checks.choice(name, AXES, "axis", "matrix")](material)


def _numbers(
    names: tuple[str, ...], given: Iterable[str]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[name] for name in given], dtype=np.int64)


def _notes(down: Axis, across: Axis, rows: str, columns: str) -> tuple[Note, ...]:
    missing = {
        name: sum(not own for own in found.of) for name, found in ((rows, down), (columns, across))
    }
    return tuple(
        Note(f"evidence.not_placed.{name}", {"count": count})
        for name, count in missing.items()
        if count
    )


def _each(
    codings: Iterable[Coding],
    key: Callable[[Coding], object],
    find: Callable[[Coding], tuple[str, ...]],
) -> list[tuple[str, ...]]:
    """Return what is found for each coding; those with the same key are asked once."""
    known: dict[object, tuple[str, ...]] = {}
    found = []
    for one in codings:
        own = key(one)
        if own not in known:
            known[own] = find(one)
        found.append(known[own])
    return found


def _cases(material: Material) -> Axis:
    study = material.study
    of = _each(
        material.codings,
        lambda one: (one.version_id, one.case_id),
        lambda one: tuple(study.code_of(case) for case in cases_of(study, one)),
    )
    return Axis(tuple(material.sources_of_case), of, material.sources_of_case)


def _groups(material: Material) -> Axis:
    groups, cases = material.groups, _cases(material)
    sources: dict[str, list[str]] = {group: [] for group in groups.values()}
    for case, group in groups.items():
        sources[group] += material.sources_of_case[case]
    found = {group: tuple(dict.fromkeys(held)) for group, held in sources.items()}
    of = [tuple(dict.fromkeys(groups[case] for case in own)) for own in cases.of]
    return Axis(tuple(found), of, found)


def _by_source(find: Callable[[Material], Mapping[str, str]]) -> Callable[[Material], Axis]:
    """Return an axis on which every source has one place, or none."""

    def make(material: Material) -> Axis:
        place = {source: name for source, name in find(material).items() if name}
        sources: dict[str, list[str]] = {}
        for source, name in place.items():
            sources.setdefault(name, []).append(source)
        held = {name: tuple(listed) for name, listed in sources.items()}
        of = [(place[one],) if one in place else () for one in material.table["source"]]
        return Axis(tuple(held), of, held)

    return make


def _kinds_of(material: Material) -> dict[str, str]:
    ordered = sorted(material.texts, key=lambda source: KINDS.index(source.kind))
    return {source.code: source.kind for source in ordered}


def _periods_of(material: Material) -> dict[str, str]:
    ordered = sorted(material.texts, key=lambda source: source.period)
    return {source.code: source.period for source in ordered}


def _stages(material: Material) -> Axis:
    stages = {stage.id: stage.code for stage in material.study.stages}
    of = [(stages[one.stage_id],) if one.stage_id else () for one in material.codings]
    return Axis(tuple(stages.values()), of)


def _coders(material: Material) -> Axis:
    actors = {actor.id: actor.code for actor in material.study.actors}
    of = [(actors[one.actor_id],) if one.actor_id else () for one in material.codings]
    found = {name for own in of for name in own}
    return Axis(tuple(code for code in actors.values() if code in found), of)


def _codes(material: Material) -> Axis:
    names = material.code_names
    of = [(names[one.code_id],) for one in material.codings]
    return Axis(tuple(material.codes), of)


def _level(level: coding.LevelOfCode) -> Callable[[Material], Axis]:
    """Return an axis of one level of the data structure; a coding may have several places."""

    def make(material: Material) -> Axis:
        names, tree = material.code_names, material.tree
        every = (code for code in material.codes if tree.level[code] == level)
        of = _each(
            material.codings,
            lambda one: one.code_id,
            lambda one: tree.heads(names[one.code_id], level),
        )
        return Axis(tuple(code for code in every if tree.head(code) == code), of)

    return make


_MAKERS: Mapping[AxisName, Callable[[Material], Axis]] = {
    "case": _cases,
    "group": _groups,
    "source": _by_source(lambda material: {one.code: one.code for one in material.texts}),
    "kind": _by_source(_kinds_of),
    "period": _by_source(_periods_of),
    "stage": _stages,
    "coder": _coders,
    "code": _codes,
    "concept": _level("concept"),
    "theme": _level("theme"),
    "dimension": _level("dimension"),
}
