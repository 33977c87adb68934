"""The step on capabilities: what is quoted of each in each stage, and the chain of each stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pandas as pd

from consilience import checks, coding
from consilience.analysis.coded_axes import Axis, axis, cross
from consilience.analysis.coded_steps import MatrixOfCodings
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.coded_material import Material
    from consilience.analysis.inputs import Settings
    from consilience.study import Coding

CAPABILITIES = ("codes",)
_OWNER = "capabilities"


@dataclass(frozen=True)
class StageLink:
    """The form of a capability in a stage: the code right below it that most codings speak for.

    ``codes`` are all that tie, the capability itself where only it is coded, and none where nothing
    speaks for it; ``count`` is how many codings speak for each, ``of`` how many the cell has.
    """

    stage: str
    capability: str
    codes: tuple[str, ...]
    count: int
    of: int

    @property
    def links(self) -> tuple[str, ...]:
        """The names of the links in the chain of the stage: unlike those of other capabilities."""
        return tuple(f"{self.capability} / {code}" for code in self.codes or ("",))


@dataclass(frozen=True, kw_only=True, eq=False)
class CapabilitiesFinding(Result):
    """Codings by capability (row) and stage (column), and the chain of each stage.

    ``links`` are those of the chains, stage by stage; ``chains`` is None for one capability, which
    makes no chain.
    """

    matrix: MatrixOfCodings
    links: tuple[StageLink, ...]
    chains: coding.ProcessChains | None

    @property
    def empty(self) -> tuple[tuple[str, str], ...]:
        """The capability and the stage of each cell without a quote."""
        return tuple((cell.row, cell.column) for cell in self.matrix.matrix.empty())

    def to_frame(self) -> pd.DataFrame:
        """Return the counts."""
        return self.matrix.to_frame()


def capabilities(material: Material, settings: Settings) -> CapabilitiesFinding:
    """Count the codings of each capability in each stage, and link the forms of each stage.

    Raises
    ------
    DataError
        If there is no stage, or no coding of a capability has one.
    UnknownNameError
        If a code is unknown.
    """
    chosen = _chosen(material, settings)
    down, across = _capability_axis(material, chosen), axis(material, "stage")
    if not any(row and column for row, column in zip(down.of, across.of, strict=True)):
        raise DataError("stage_steps.no_capability", codes=list(chosen))
    found = cross(material, down, across)
    matrix = MatrixOfCodings(
        row_axis="code",
        column_axis="stage",
        matrix=found,
        parameters={"codes": list(chosen)},
        notes=found.notes,
        references=found.references,
    )
    by_id = {one.id: one for one in material.codings}
    links = tuple(
        _link(material, by_id, found.cell(capability, stage))
        for stage in found.columns
        for capability in chosen
    )
    chains = _chains(links, found.columns) if len(chosen) > 1 else None
    return CapabilitiesFinding(
        matrix=matrix,
        links=links,
        chains=chains,
        parameters={"codes": list(chosen)},
        notes=(*_notes(matrix), *(chains.notes if chains else ())),
        references=tuple(
            dict.fromkeys((*found.references, *(chains.references if chains else ())))
        ),
    )


def _chosen(material: Material, settings: Settings) -> tuple[str, ...]:
    """Return the codes that a step names, else the dimensions of the data structure."""
    if "codes" in settings:
        return checks.known_names(settings["codes"], material.codes, "codes", _OWNER)
    found = axis(material, "dimension").names
    if not found:
        raise DataError("stage_steps.no_dimension")
    return found


def _capability_axis(material: Material, chosen: tuple[str, ...]) -> Axis:
    """Return the capabilities of each coding: the chosen codes that it stands under."""
    above = {code.id: material.tree.all_above(name) for name, code in material.codes.items()}
    of = [tuple(one for one in chosen if one in above[c.code_id]) for c in material.codings]
    return Axis(chosen, of)


def _link(material: Material, by_id: Mapping[str, Coding], cell: coding.MatrixCell) -> StageLink:
    """Return the codes right below a capability that most codings of its cell speak for."""
    speaking = [by_id[name] for name in cell.codings if by_id[name].direction != "against"]
    count = Counter(
        form
        for one in speaking
        for form in _forms(material, material.code_names[one.code_id], cell.row)
    )
    best = max(count.values(), default=0)
    forms = tuple(code for code in material.codes if best and count[code] == best)
    if not forms and speaking:
        forms, best = (cell.row,), len(speaking)
    return StageLink(cell.column, cell.row, forms, best, cell.count)


def _forms(material: Material, name: str, capability: str) -> set[str]:
    """Return the codes right below a capability on the ways up from a code."""
    tree = material.tree
    return {
        code
        for code in tree.all_above(name)
        if capability in (tree.parents[code], *tree.linked(code))
    }


def _chains(links: tuple[StageLink, ...], stages: tuple[str, ...]) -> coding.ProcessChains:
    """Return the chains of each stage: a link of each capability, every way through ties."""
    edges = [
        (start, end, stage)
        for stage in stages
        for one, other in pairwise([link for link in links if link.stage == stage])
        for start, end in product(one.links, other.links)
    ]
    table = pd.DataFrame(edges, columns=["from", "to", "stage"])
    return coding.process_chains(table, list(stages))


def _notes(matrix: MatrixOfCodings) -> tuple[Note, ...]:
    empty = len(matrix.matrix.empty())
    told = {"count": empty, "cells": matrix.matrix.counts.size}
    return (Note("stage_steps.note.empty_cells", told, "warning"),) if empty else ()
