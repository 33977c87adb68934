"""The codings of a study meet the engines of coding: one function a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from consilience import checks, coding
from consilience.analysis.coded_axes import AXES, AxisName, axis, crossed
from consilience.analysis.coded_material import Material
from consilience.errors import DataError
from consilience.study import Study, quote
from consilience.texts import Language, text

ORDERS = ("analysis", "interview", "date")


def structure(study: Study | Material) -> coding.DataStructure:
    """Return the data structure of a codebook.

    Raises
    ------
    DataError
        If there is no code.
    """
    material = _material(study)
    return coding.data_structure(material.codebook, material.members)


def evidence_table(
    study: Study | Material,
    *,
    under: str = "",
    stage: str = "",
    quotes: int = 1,
    shortest: int = 10,
    longest: int = 300,
) -> coding.EvidenceTable:
    """Return the quotes of each first-order concept, of all or of a part.

    Parameters
    ----------
    study : Study
        A study with codings.
    under : str
        A theme or dimension: only concepts under it.
    stage : str
        Code of a stage: only codings of it.
    quotes, shortest, longest : int
        As for :func:`consilience.coding.evidence_table`.

    Raises
    ------
    DataError, UnknownNameError
        If no coding counts, or a name is unknown.
    """
    material = _material(study)
    concepts, spread = material.concepts, _with(material, code="concept")
    if under:
        checks.choice(under, material.codes, "under", "evidence")
        concepts = tuple(c for c in concepts if under in material.tree.all_above(c))
    if stage:
        material.study.stage(stage)
        placed = _with(material, code="concept", stage="stage")
        spread = placed[placed["stage"] == stage].drop(columns="stage")
    spread = spread[spread["code"].isin(concepts)]
    if not concepts or spread.empty:
        raise DataError("evidence.nothing_under", name=under or stage)
    return coding.evidence_table(
        spread, concepts, quotes=quotes, shortest=shortest, longest=longest
    )


def cell_sign(cell: coding.MatrixCell, language: Language = "en") -> str:
    """Return what a cell of a matrix shows: its count, "held | against", or a sign for silence."""
    if cell.state == "present":
        return str(cell.count)
    told = {"held": cell.count - cell.against, "against": cell.against}
    return text(f"evidence.sign.{cell.state.replace(' ', '_')}", language, **told)


def sign_frame(found: coding.CrossMatrix, language: Language = "en") -> pd.DataFrame:
    """Return a matrix as people read it, with the sign of every cell."""
    cells = [
        [cell_sign(found.cell(row, column), language) for column in found.columns]
        for row in found.rows
    ]
    return pd.DataFrame(cells, index=list(found.rows), columns=list(found.columns))


def matrix(
    study: Study | Material, rows: AxisName = "concept", columns: AxisName = "case"
) -> coding.CrossMatrix:
    """Return how often each row meets each column, with the codings behind every cell.

    Parameters
    ----------
    study : Study
        A study with codings.
    rows, columns : {"case", "group", "source", "kind", "period", "stage", "coder", "code", \
"concept", "theme", "dimension"}
        A group is the case that cases lie within. Concepts, themes and dimensions are those of the
        data structure.

    Raises
    ------
    DataError, UnknownNameError
        If no coding has both, or there is no such axis.
    """
    return crossed(_material(study), rows, columns)


def replication(
    study: Study | Material,
    *,
    group: str = "",
    predictions: Mapping[str, Iterable[str]] | None = None,
) -> coding.Replication:
    """Return literal and theoretical replication of each concept.

    Parameters
    ----------
    study : Study
        A study with codings and cases.
    group : str
        Name of the attribute by which cases are grouped; else the case that they lie within.
    predictions : mapping of str to lists of str, optional
        The groups that were predicted to show a concept.

    Raises
    ------
    DataError, UnknownNameError
        If no coding has a case, or a name is unknown.
    """
    material = _material(study)
    groups = _grouped(material, group)
    spread = _with(material, code="concept", case="case")
    spread = spread[spread["case"].isin(groups)]
    return coding.replication(spread, groups, material.concepts, predictions)


def triangulation(study: Study | Material) -> coding.Triangulation:
    """Return the kinds of source behind each concept, of all kinds that have a text."""
    material = _material(study)
    kinds = axis(material, "kind").names
    spread = _with(material, code="concept", kind="kind")
    return coding.triangulation(spread, material.concepts, kinds)


def grounding(study: Study | Material) -> coding.Grounding:
    """Return what each code lacks: quotes, sources, cases, kinds of source, a definition."""
    material = _material(study)
    spread = _with(material, code="code", kind="kind")
    if any(axis(material, "case").of):
        cases = pd.Series([own or ("–",) for own in axis(material, "case").of], dtype=object)
        spread = spread.assign(case=cases.iloc[spread["place"]].to_numpy()).explode("case")
    table = material.codebook
    return coding.grounding(table, spread.drop(columns="place", errors="ignore"), material.members)


def chains(study: Study | Material) -> coding.ProcessChains:
    """Return the process chains of every stage, from the relations between codes."""
    material = _material(study)
    stages = [stage.code for stage in material.study.stages]
    return coding.process_chains(_relations(material), stages)


def model(study: Study | Material) -> coding.CodeModel:
    """Return the model that the relations between codes make up."""
    return coding.code_model(_relations(_material(study)))


def saturation(
    study: Study | Material,
    *,
    order: str = "analysis",
    level: coding.LevelOfCode = "concept",
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    orders: int = 1000,
    seed: int = 0,
) -> coding.Saturation:
    """Return the saturation of codes over the sources.

    Parameters
    ----------
    study : Study
        A study with codings.
    order : {"analysis", "interview", "date"}
        In which order the sources are taken: as they were coded first, interviews only by their
        period, or all by their period. Sources without a date come last, by their code.
    level : {"concept", "theme", "dimension"}
        What is counted.
    base, run, threshold, orders, seed
        As for :func:`consilience.coding.saturation`.

    Raises
    ------
    DataError, UnknownNameError
        If no coding counts, or the order is unknown.
    """
    material = _material(study)
    sources = _ordered_sources(material, checks.choice(order, ORDERS, "order", "saturation"))
    found: dict[str, list[str]] = {source: [] for source in sources}
    for source, own in zip(material.table["source"], axis(material, level).of, strict=True):
        if source in found:
            found[source] += own
    return coding.saturation(
        found, base=base, run=run, threshold=threshold, orders=orders, seed=seed
    )


def quotes(study: Study | Material, codings: Iterable[str]) -> pd.DataFrame:
    """Return codings with code, source, place, direction and text, one row each.

    Parameters
    ----------
    study : Study
        A study with codings.
    codings : iterable of str
        Ids, such as those of a cell of a matrix.

    Raises
    ------
    UnknownNameError
        If a coding is unknown.
    """
    material = _material(study)
    known = {one.id: one for one in material.codings}
    rows = []
    for identifier in codings:
        one = known[checks.choice(identifier, known, "codings", "quotes")]
        source = material.source_of_version[one.version_id].code
        code = material.code_names[one.code_id]
        said = quote(material.study, one)
        rows.append((one.id, code, source, one.start, one.end, one.direction, said))
    names = ["coding", "code", "source", "start", "end", "direction", "text"]
    return pd.DataFrame(rows, columns=names)


def axis_name(given: str) -> AxisName:
    """Return the name of an axis that a user gave.

    Raises
    ------
    UnknownNameError
        If there is no such axis.
    """
    return checks.choice(given, AXES, "axis", "matrix")


def _material(study: Study | Material) -> Material:
    return study if isinstance(study, Material) else Material(study)


def _with(material: Material, **axes: AxisName) -> pd.DataFrame:
    """Return the codings with a column an axis, one row a coding and place; without others.

    ``place`` is the number of the coding.
    """
    found = _ready(material.table).assign(place=range(len(material.table)))
    for column, name in axes.items():
        own = axis(material, name).of
        found = found.assign(**{column: [own[place] for place in found["place"]]})
        found = found.explode(column)
        found = found[found[column].notna()]
    return found


def _ready(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with empty cells where a strength is not given."""
    strengths = {n: table[n].replace(0, float("nan")) for n in ("importance", "intensity")}
    return table.assign(**strengths)


def _grouped(material: Material, attribute: str) -> dict[str, str]:
    """Return the group of each case; a case without the attribute is in none."""
    if not material.cases:
        raise DataError("analysis.no_cases", study=material.study.project.code)
    if not attribute:
        return dict(material.groups)
    values = {case.code: dict(case.attributes) for case in material.cases}
    names = sorted({name for own in values.values() for name in own})
    chosen = checks.choice(attribute, names, "group", "replication")
    return {case: own[chosen] for case, own in values.items() if own.get(chosen)}


def _relations(material: Material) -> pd.DataFrame:
    study, names = material.study, material.code_names
    place = {name: number for number, name in enumerate(material.codes)}
    rows = [
        (
            names[link.from_id],
            names[link.to_id],
            link.label,
            study.code_of(link.stage_id) if link.stage_id else "",
        )
        for link in study.links
        if link.kind == "relation"
    ]
    if not rows:
        raise DataError("evidence.no_relations", study=study.project.code)
    rows.sort(key=lambda row: (place[row[0]], place[row[1]], row[2:]))
    return pd.DataFrame(rows, columns=["from", "to", "label", "stage"])


def _ordered_sources(material: Material, order: str) -> list[str]:
    """Return the codes of the sources in an order; uncoded ones stand with the others."""
    dated = sorted(material.texts, key=lambda one: (not one.period, one.period, one.code))
    if order == "interview":
        return [source.code for source in dated if source.kind == "interview"]
    if order == "date":
        return [source.code for source in dated]
    first: dict[str, str] = {}
    for coded in material.codings:
        source = material.source_of_version[coded.version_id].code
        first[source] = min(first.get(source, coded.created_at), coded.created_at)
    known = [source.code for source in material.texts]
    return sorted(known, key=lambda code: (code not in first, first.get(code, ""), code))
