"""What the steps on codings do, one function a kind of step, and the records they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from consilience import checks, coding
from consilience.analysis import coded
from consilience.analysis.coded_axes import axis
from consilience.analysis.coded_material import Material
from consilience.analysis.inputs import Settings
from consilience.results import Result

PARTS = ("dimension", "theme", "stage", "all")
QUOTES = ("by", "quotes", "shortest", "longest")
SATURATION = ("order", "level", "base", "run", "threshold", "orders", "seed")


@dataclass(frozen=True)
class PartOfEvidence:
    """The evidence table of a dimension, a theme or a stage; ``""`` for the rest, or for all."""

    name: str
    table: coding.EvidenceTable


@dataclass(frozen=True, kw_only=True, eq=False)
class EvidenceTables(Result):
    """Evidence tables part by part; ``by`` says what a part is.

    Concepts below no part come last, as the part ``""``.
    """

    by: str
    parts: tuple[PartOfEvidence, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a concept and quote, with its part."""
        frames = [part.table.to_frame().assign(part=part.name) for part in self.parts]
        return pd.concat(frames, ignore_index=True)


@dataclass(frozen=True, kw_only=True, eq=False)
class MatrixOfCodings(Result):
    """A cross matrix, and what its rows and columns are."""

    row_axis: str
    column_axis: str
    matrix: coding.CrossMatrix

    def to_frame(self) -> pd.DataFrame:
        """Return the counts."""
        return self.matrix.to_frame()


@dataclass(frozen=True, kw_only=True, eq=False)
class CodeRelations(Result):
    """The relations between codes as chains of each stage, and as one model."""

    chains: coding.ProcessChains
    model: coding.CodeModel

    def to_frame(self) -> pd.DataFrame:
        """Return one row a relation."""
        return self.model.to_frame()


def structure(material: Material, _: Settings) -> coding.DataStructure:
    """Return the data structure."""
    return coded.structure(material)


def evidence(material: Material, settings: Settings) -> EvidenceTables:
    """Choose the quotes of each concept, part by part."""
    by = checks.choice(settings.get("by", "dimension"), PARTS, "by", "evidence")
    told = {name: settings[name] for name in QUOTES[1:] if name in settings}
    whole = coded.evidence_table(material, **told)
    parts = _stages(material, told) if by == "stage" else _parts(material, by, whole)
    return EvidenceTables(
        by=by,
        parts=tuple(parts),
        parameters={"by": by, **whole.parameters},
        notes=whole.notes,
        references=whole.references,
    )


def _stages(material: Material, told: dict[str, Any]) -> list[PartOfEvidence]:
    """Return the evidence of each stage that is coded: the concepts that are coded in it."""
    coded_in = {stage for own in axis(material, "stage").of for stage in own}
    found = []
    for stage in material.study.stages:
        if stage.code in coded_in:
            table = coded.evidence_table(material, stage=stage.code, **told)
            rows = [row for row in table.rows if row.codings]
            found.append(PartOfEvidence(stage.code, _only(table, rows)))
    return found


def _parts(material: Material, by: str, whole: coding.EvidenceTable) -> list[PartOfEvidence]:
    """Return the rows of the whole table under each theme or dimension; the rest under ""."""
    rows = {row.concept: row for row in whole.rows}
    found, placed = [], set[str]()
    heads = {} if by == "all" else {one: material.tree.heads(one, by) for one in rows}
    for part in dict.fromkeys(head for own in heads.values() for head in own):
        own = [one for one in rows if heads[one][:1] == (part,)]
        placed.update(own)
        if own:
            found.append(PartOfEvidence(part, _only(whole, [rows[one] for one in own])))
    rest = [row for one, row in rows.items() if one not in placed]
    return [*found, *([PartOfEvidence("", _only(whole, rest))] if rest else [])]


def _only(whole: coding.EvidenceTable, rows: list[coding.EvidenceRow]) -> coding.EvidenceTable:
    return coding.EvidenceTable(
        rows=tuple(rows), parameters=whole.parameters, references=whole.references
    )


def matrix(material: Material, settings: Settings) -> MatrixOfCodings:
    """Count the codings by row and column."""
    rows = coded.axis_name(settings.get("rows", "concept"))
    columns = coded.axis_name(settings.get("columns", "case"))
    found = coded.matrix(material, rows, columns)
    return MatrixOfCodings(
        row_axis=rows,
        column_axis=columns,
        matrix=found,
        parameters={"rows": rows, "columns": columns},
        notes=found.notes,
        references=found.references,
    )


def replication(material: Material, settings: Settings) -> coding.Replication:
    """Count replication within and between groups of cases."""
    return coded.replication(material, **settings)


def triangulation(material: Material, _: Settings) -> coding.Triangulation:
    """Count the kinds of source behind each concept."""
    return coded.triangulation(material)


def chains(material: Material, _: Settings) -> CodeRelations:
    """Follow the relations between codes."""
    found, model = coded.chains(material), coded.model(material)
    return CodeRelations(
        chains=found,
        model=model,
        parameters=found.parameters,
        notes=found.notes,
        references=(*found.references, *model.references),
    )


def saturation(material: Material, settings: Settings) -> coding.Saturation:
    """Say after how many sources new codes ceased."""
    return coded.saturation(material, **settings)


def grounding(material: Material, _: Settings) -> coding.Grounding:
    """List what the codes lack."""
    return coded.grounding(material)
