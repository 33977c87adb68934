"""The step that measures a round of double coding, and lists where its coders differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from consilience import checks, coding
from consilience.analysis.coded_material import Material
from consilience.analysis.coding_rounds import RoundAgreement, round_agreement
from consilience.analysis.round_disagreements import RoundDisagreement, round_disagreements
from consilience.errors import DataError
from consilience.results import Result
from consilience.study.edits import full_name

if TYPE_CHECKING:
    from consilience.study import Coding, Round

ROUND = ("round", "bootstraps", "seed")


@dataclass(frozen=True)
class DifferingPlace:
    """A place on which coders differ: the codes that each gave, what was decided.

    ``kind`` is as in :class:`RoundDisagreement`; ``reason`` is "" while nothing is decided,
    ``standing`` are the codes that then stand.
    """

    source: str
    start: int
    end: int
    kind: str
    given: tuple[tuple[str, ...], ...]
    standing: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, eq=False)
class RoundFinding(Result):
    """Agreement of a round before anything was decided, and every place on which coders differ."""

    agreement: RoundAgreement
    differing: tuple[DifferingPlace, ...]

    @property
    def resolved(self) -> int:
        """On how many differing places something was decided."""
        return sum(bool(item.reason) for item in self.differing)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a code with its coefficients; of free spans the F1 of each code."""
        table = self.agreement.table
        return self.agreement.exact.to_frame() if table is None else table.to_frame()


def agreement(material: Material, settings: Mapping[str, Any]) -> RoundFinding:
    """Measure the agreement of a released round, the last one if none is named.

    Intervals draw whole sources anew where the round has several.

    Raises
    ------
    DataError, UnknownNameError
        If no round is released, or the round has no coding.
    """
    study, chosen = material.study, _round(material, settings.get("round", ""))
    found = round_agreement(
        study,
        chosen,
        drawn="source" if len(chosen.source_ids) > 1 else "unit",
        bootstraps=settings.get("bootstraps", 1000),
        seed=settings.get("seed", 0),
    )
    names = {full_name(study, code): material.code_names[code.id] for code in study.codes}
    table = found.table
    return RoundFinding(
        agreement=replace(
            found,
            table=None if table is None else _renamed(table, names),
            coded=None if found.coded is None else _renamed(found.coded, names),
        ),
        differing=tuple(
            _place(material, found.coders, item) for item in round_disagreements(study, chosen)
        ),
        parameters={"round": chosen.code, "unit": found.unit},
        notes=(*(table.notes if table else ()), *found.notes),
        references=table.references if table else found.exact.references,
    )


def _round(material: Material, code: str) -> Round:
    rounds = material.study.rounds
    released = [one for one in rounds if one.state == "released"]
    if code:
        checks.choice(code, [one.code for one in rounds], "round", "agreement")
        released = [one for one in released if one.code == code]
    if not released:
        raise DataError("evidence.no_round", study=material.study.project.code)
    return released[-1]


def _renamed(table: coding.AgreementTable, names: Mapping[str, str]) -> coding.AgreementTable:
    codes = tuple(replace(one, code=names[one.code]) for one in table.codes)
    return replace(table, codes=codes)


def _place(material: Material, coders: tuple[str, ...], item: RoundDisagreement) -> DifferingPlace:
    by_id = material.study.by_id
    given = {
        coder: {
            material.code_names[cast("Coding", by_id[one.id]).code_id]
            for one in item.quotes
            if one.coder == coder
        }
        for coder in coders
    }
    stand = [cast("Coding", by_id[one]) for one in item.standing or ()]
    return DifferingPlace(
        source=item.source,
        start=item.start,
        end=item.end,
        kind=item.kind,
        given=tuple(tuple(sorted(given[coder])) for coder in coders),
        standing=tuple(dict.fromkeys(material.code_names[one.code_id] for one in stand)),
        reason=item.reason or "",
    )
