"""Rows with one tie, resource or routine each into a study."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from consilience.study.edits.alliance_criteria import Criteria
from consilience.study.edits.alliance_import import AllianceImport, Draft, TableFile
from consilience.study.edits.alliance_lines import AdoptionLine, HoldingLine, TieLine
from consilience.study.edits.alliance_names import name_key
from consilience.study.network_records import Adoption, Holding, Resource, Tie

if TYPE_CHECKING:
    from consilience.study.model import Study

_Key = tuple[object, ...]


def import_ties(
    study: Study, file: TableFile, lines: Iterable[TieLine], criteria: Criteria | None = None
) -> AllianceImport:
    """Bring a table with one tie a row into a study.

    A second tie of the same two, in the same layer from the same date, is a duplicate; without a
    direction it does not matter which of the two stands first.

    Raises
    ------
    DataError
        If the study has another file under the source's code.
    """
    wanted = criteria or Criteria()
    draft = Draft(study, file)
    others = {_tie_key(one) for one in study.ties if not draft.is_own(one)}
    earlier = {_tie_key(one): one for one in study.ties if draft.is_own(one)}
    for line in lines:
        reason = line.fault or _tie_reason(line, wanted)
        if reason:
            draft.leave_out(line, reason)
            continue
        said = Tie(
            from_id=draft.members.take(line.first).id,
            to_id=draft.members.take(line.second).id,
            layer=line.layer,
            directed=line.directed,
            strength=line.strength,
            start_date=line.start,
            end_date=line.end,
            source_id=draft.source.id,
            row=line.row,
        )
        _enter(draft, line, said, _tie_key(said), others, earlier.get(_tie_key(said)))
    return draft.finish()


def _tie_reason(line: TieLine, criteria: Criteria) -> str:
    if not (line.first and line.second):
        return "no party"
    if name_key(line.first) == name_key(line.second):
        return "tie with itself"
    return criteria.reason_of_dates(line.start, line.end)


def _tie_key(one: Tie) -> _Key:
    ends = (one.from_id, one.to_id) if one.directed else tuple(sorted((one.from_id, one.to_id)))
    return (*ends, one.layer, one.start_date)


def _enter(
    draft: Draft,
    line: TieLine | HoldingLine | AdoptionLine,
    said: Tie | Holding | Adoption,
    key: _Key,
    seen: set[_Key],
    before: Tie | Holding | Adoption | None,
) -> None:
    """Keep what a row says, under the id that it had; leave it out if it was said already."""
    if key in seen:
        draft.leave_out(line, "duplicate")
        return
    seen.add(key)
    draft.keep(line, said if before is None else dataclasses.replace(said, id=before.id))


def import_resources(study: Study, file: TableFile, lines: Iterable[HoldingLine]) -> AllianceImport:
    """Bring resources that members hold, need or offer into a study.

    Raises
    ------
    DataError
        If the study has another file under the source's code.
    """
    draft = Draft(study, file)
    resources = {name_key(name): one for one in study.resources for name in (one.label, one.code)}
    others = {_holding_key(one) for one in study.holdings if not draft.is_own(one)}
    earlier = {_holding_key(one): one for one in study.holdings if draft.is_own(one)}
    for line in lines:
        reason = line.fault or _holding_reason(line)
        if reason:
            draft.leave_out(line, reason)
            continue
        key = name_key(line.resource)
        if key not in resources:
            resources[key] = Resource(code=line.resource, label=line.resource)
            draft.keep(line, resources[key])
        said = Holding(
            organisation_id=draft.members.take(line.organisation).id,
            resource_id=resources[key].id,
            kind=line.kind,
            amount=line.amount,
            period=line.period,
            source_id=draft.source.id,
            row=line.row,
        )
        _enter(draft, line, said, _holding_key(said), others, earlier.get(_holding_key(said)))
    return draft.finish()


def _holding_reason(line: HoldingLine) -> str:
    if not line.organisation:
        return "no party"
    return "" if line.resource else "no resource"


def _holding_key(one: Holding) -> _Key:
    return (one.organisation_id, one.resource_id, one.kind, one.period)


def import_routines(study: Study, file: TableFile, lines: Iterable[AdoptionLine]) -> AllianceImport:
    """Bring into a study who took over which routine of the network.

    Raises
    ------
    DataError
        If the study has another file under the source's code.
    """
    draft = Draft(study, file)
    others = {_adoption_key(one) for one in study.adoptions if not draft.is_own(one)}
    earlier = {_adoption_key(one): one for one in study.adoptions if draft.is_own(one)}
    for line in lines:
        missing = "no party" if not line.organisation else "" if line.routine else "no routine"
        if line.fault or missing:
            draft.leave_out(line, line.fault or missing)
            continue
        said = Adoption(
            organisation_id=draft.members.take(line.organisation).id,
            routine=line.routine,
            date=line.date,
            mode=line.mode,
            source_id=draft.source.id,
            row=line.row,
        )
        _enter(draft, line, said, _adoption_key(said), others, earlier.get(_adoption_key(said)))
    return draft.finish()


def _adoption_key(one: Adoption) -> _Key:
    return (one.organisation_id, one.routine)
