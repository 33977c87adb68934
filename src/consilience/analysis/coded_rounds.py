"""Agreement of the coders of a round: on the units of its texts, with what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from consilience import checks, coding
from consilience.analysis.coded_material import Material
from consilience.errors import DataError
from consilience.results import Result
from consilience.study import Coding, Round, newest_versions

if TYPE_CHECKING:
    from consilience.coding.segmenting import Unit

ROUND = ("round", "bootstraps", "seed")
Place = tuple[str, int, int]  # a source, start and end
_COLUMNS = ("code", "units", "share", "percent_agreement", "cohen_kappa", "fleiss_kappa",
            "krippendorff_alpha", "gwet_ac1")  # fmt: skip


@dataclass(frozen=True)
class DifferingUnit:
    """A unit on which coders differ: its place, the codes that each gave, what was decided.

    ``reason`` is "" while nothing is decided; ``standing`` are the codes that then stand.
    """

    source: str
    start: int
    end: int
    given: tuple[tuple[str, ...], ...]
    standing: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, eq=False)
class RoundAgreement(Result):
    """Agreement of a round before anything was decided, and every unit on which coders differ."""

    round: str
    unit: str
    coders: tuple[str, ...]
    units: int
    table: coding.AgreementTable
    differing: tuple[DifferingUnit, ...]

    @property
    def resolved(self) -> int:
        """On how many differing units something was decided."""
        return sum(bool(item.reason) for item in self.differing)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a code with its coefficients, the pooled row first."""
        frame = self.table.to_frame()
        return frame[[name for name in _COLUMNS if name in frame]]


def agreement(material: Material, settings: Mapping[str, Any]) -> RoundAgreement:
    """Measure the agreement of a released round, the last one if none is named.

    A coder gives a code to a unit when one of their codings of it overlaps the unit; where the unit
    is the span, only the very same span counts (conventions of this program).

    Raises
    ------
    DataError, UnknownNameError
        If no round is released, the round is open or has no coding, or its unit is the character.
    """
    chosen = _round(material, settings.get("round", ""))
    coders = tuple(material.study.code_of(one) for one in chosen.coder_ids)
    codings = _codings(material, chosen)
    units = _units(material, chosen, codings)
    given = _given(material, chosen, codings, units)
    sources = [unit[0] for unit in units]
    table = coding.code_agreement(
        _presence(given, units, coders, _codes(material, chosen, codings)),
        unit=chosen.unit,
        sources=sources if len(set(sources)) > 1 else None,
        bootstraps=settings.get("bootstraps", 1000),
        seed=settings.get("seed", 0),
    )
    differing = tuple(
        _differing(material, chosen, unit, given[unit], coders, codings)
        for unit in units
        if len({frozenset(given[unit][coder]) for coder in coders}) > 1
    )
    return RoundAgreement(
        round=chosen.code,
        unit=chosen.unit,
        coders=coders,
        units=len(units),
        table=table,
        differing=differing,
        parameters={**table.parameters, "round": chosen.code},
        notes=table.notes,
        references=table.references,
    )


def _round(material: Material, code: str) -> Round:
    rounds = material.study.rounds
    released = [one for one in rounds if one.state == "released"]
    if code:
        checks.choice(code, [one.code for one in rounds], "round", "agreement")
        released = [one for one in released if one.code == code]
    if not released:
        raise DataError("evidence.no_round", study=material.study.project.code)
    if released[-1].unit == "character":
        raise DataError("evidence.character_unit", round=released[-1].code)
    return released[-1]


def _codings(material: Material, chosen: Round) -> list[Coding]:
    """Return the codings of a round in the newest texts, also those that were set aside."""
    sessions = {one.id for one in material.study.sessions if one.round_id == chosen.id}
    newest = {one.id for one in newest_versions(material.study).values()}
    found = [
        one
        for one in material.study.codings
        if one.session_id in sessions and one.version_id in newest
    ]
    if not found:
        raise DataError("evidence.empty_round", round=chosen.code)
    return found


def _units(material: Material, chosen: Round, codings: list[Coding]) -> list[Place]:
    """Return the units of the round's texts; of spans those that somebody marked."""
    if chosen.unit == "span":
        return sorted({(_source(material, one), one.start, one.end) for one in codings})
    newest = newest_versions(material.study)
    return [
        (material.study.code_of(source), item.start, item.end)
        for source in chosen.source_ids
        for item in coding.segments(
            newest[source].text,
            cast("Unit", chosen.unit),
            turns=[
                coding.Segment(turn[0], turn[1], turn[2] or "") for turn in newest[source].turns
            ],
        ).segments
    ]


def _source(material: Material, one: Coding) -> str:
    return material.source_of_version[one.version_id].code


def _given(
    material: Material, chosen: Round, codings: list[Coding], units: list[Place]
) -> dict[Place, dict[str, set[str]]]:
    """Return the codes that each coder gave to each unit."""
    of_source: dict[str, list[Place]] = defaultdict(list)
    for unit in units:
        of_source[unit[0]].append(unit)
    found: dict[Place, dict[str, set[str]]] = {unit: defaultdict(set) for unit in units}
    for one in codings:
        coder = material.study.code_of(one.actor_id or "")
        for unit in of_source[_source(material, one)]:
            same = (one.start, one.end) == unit[1:]
            if same if chosen.unit == "span" else one.start < unit[2] and unit[1] < one.end:
                found[unit][coder].add(material.code_names[one.code_id])
    return found


def _codes(material: Material, chosen: Round, codings: list[Coding]) -> list[str]:
    """Return the codes of the round, in the order of the codebook: those named, or those used."""
    used = set(chosen.code_ids) or {one.code_id for one in codings}
    return [name for name, code in material.codes.items() if code.id in used]


def _presence(
    given: Mapping[Place, Mapping[str, set[str]]],
    units: list[Place],
    coders: tuple[str, ...],
    codes: list[str],
) -> dict[str, list[list[int]]]:
    return {
        code: [[int(code in given[unit][coder]) for unit in units] for coder in coders]
        for code in codes
    }


def _differing(
    material: Material,
    chosen: Round,
    unit: Place,
    given: Mapping[str, set[str]],
    coders: tuple[str, ...],
    codings: list[Coding],
) -> DifferingUnit:
    """Return what coders gave to a unit, and the decision on one of its codings."""
    source, start, end = unit
    inside = {
        one.id
        for one in codings
        if _source(material, one) == source and one.start < end and start < one.end
    }
    decided = [
        item
        for item in material.study.resolutions
        if item.round_id == chosen.id and inside & set(item.coding_ids)
    ]
    stand = [cast("Coding", material.study.by_id[one]) for r in decided for one in r.result_ids]
    return DifferingUnit(
        source=source,
        start=start,
        end=end,
        given=tuple(tuple(sorted(given[coder])) for coder in coders),
        standing=tuple(dict.fromkeys(material.code_names[one.code_id] for one in stand)),
        reason="; ".join(item.reason for item in decided),
    )
