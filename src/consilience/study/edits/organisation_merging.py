"""Two organisations that become one; everything that refers to them follows."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

from consilience.errors import DataError, UnknownNameError
from consilience.results import Note
from consilience.study.changes import Change, put
from consilience.study.edits.edit import Edit
from consilience.study.edits.merging import repointed
from consilience.study.edits.organisations import all_names, decided, organisations_below
from consilience.study.keys import KEYS
from consilience.study.network_records import (
    Adoption,
    Holding,
    NameDecision,
    Organisation,
    Participation,
    Tie,
)
from consilience.study.records import kind_of
from consilience.study.value_records import Contribution, Proposition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.study.model import Study
    from consilience.study.records import Record

_JOINED = (Participation, Tie, Holding, Adoption, Contribution, Proposition)


def merge_organisations(
    study: Study,
    gone: Organisation,
    into: Organisation,
    reason: str = "",
    *,
    actor_id: str | None = None,
    score: float | None = None,
    rule: str = "",
) -> Edit:
    """Make two organisations one: ``gone`` goes, and what was said of it is said of ``into``.

    Its names become other names of ``into``; fields that ``into`` leaves empty are filled from it.
    Participations, ties, holdings, adoptions and contributions that become the same are joined (a
    convention of this program): the earlier begin of an adoption, the later end, the larger
    strength or amount stays, and who leads once leads. A tie between the two goes, and so does a
    proposition of one about the other; in a coalition of both, one is left. That the names are one
    is kept as a decision.

    Raises
    ------
    DataError
        If it is one organisation.
    """
    if gone.id == into.id:
        raise DataError("edits.error.organisation_with_itself", code=into.code)
    moves = {gone.id: into.id}
    followers = [
        record
        for record in study.records()
        if not isinstance(record, (*_JOINED, NameDecision)) and record.id not in {gone.id, into.id}
    ]
    changes = list(put(study, [repointed(record, moves) for record in followers]))
    joined = 0
    groups: tuple[tuple[Record, ...], ...] = (
        *(study.participations, study.ties, study.holdings, study.adoptions),
        *(study.contributions, study.propositions),
    )
    for records in groups:
        kept, lost = _joined(records, moves)
        changes += put(study, kept)
        changes += [Change(kind=kind_of(record), before=record, after=None) for record in lost]
        joined += len(lost)
    said = {"reason": reason, "actor_id": actor_id, "score": score, "rule": rule}
    decision = decided(study, (gone.name, into.name), same=True, **said)
    changes += put(study, [_filled(study, gone, into), decision])
    changes.append(Change(kind="organisation", before=gone, after=None))
    values = {"code": gone.code, "other": into.code}
    notes = (Note("edits.note.joined", {"count": joined}),) if joined else ()
    return Edit(key="merge_organisations", values=values, changes=tuple(changes), notes=notes)


def _joined(
    records: tuple[Record, ...], moves: dict[str, str]
) -> tuple[list[Record], list[Record]]:
    """Return records under their new owner, those of the same key joined, and those that go."""
    kept: dict[str, Record] = {}
    by_key: dict[tuple[Any, ...], str] = {}
    lost: list[Record] = []
    for record in sorted(records, key=lambda one: repointed(one, moves) != one):
        new = repointed(record, moves)
        same = by_key.get(_key(new)) if new != record else None
        if new != record and _is_with_itself(new):
            lost.append(record)
        elif same is not None:
            kept[same] = _one_of_two(kept[same], new)
            lost.append(record)
        else:
            kept[record.id] = new
            by_key.setdefault(_key(new), record.id)
    return list(kept.values()), lost


def _is_with_itself(record: Record) -> bool:
    """Return whether a record says something of an organisation and itself."""
    if isinstance(record, Proposition):
        return record.partner_id == record.organisation_id
    return isinstance(record, Tie) and record.from_id == record.to_id


def _key(record: Record) -> tuple[Any, ...]:
    """Return what makes a record unique; a tie without direction is the same both ways."""
    key = tuple(getattr(record, name) for name in KEYS[kind_of(record)])
    if isinstance(record, Tie) and not record.directed:
        return (*sorted(key[:2]), *key[2:])
    return key


def _one_of_two(kept: Record, lost: Record) -> Record:
    """Return one record for two that say the same of one organisation."""
    changed: dict[str, Any] = {
        field.name: getattr(kept, field.name) or getattr(lost, field.name)
        for field in dataclasses.fields(kept)
        if field.name not in {"id", "strength", "amount"}
    }
    if isinstance(kept, Participation | Tie):
        ends = (kept.end_date, cast("Participation | Tie", lost).end_date)
        changed["end_date"] = max(ends) if all(ends) else ""
    if isinstance(kept, Tie):
        changed["strength"] = max(kept.strength, cast("Tie", lost).strength)
        changed["directed"] = kept.directed and cast("Tie", lost).directed
    if isinstance(kept, Holding | Contribution):
        changed["amount"] = max(kept.amount, cast("Holding | Contribution", lost).amount)
    if isinstance(kept, Adoption):
        dates = sorted(date for date in (kept.date, cast("Adoption", lost).date) if date)
        changed["date"] = dates[0] if dates else ""
    return dataclasses.replace(kept, **changed)


def _filled(study: Study, gone: Organisation, into: Organisation) -> Organisation:
    """Return the organisation that stays, with all names, and what only the other one knew."""
    others = (name for name in (*into.names, *all_names(gone)))
    name_zh = into.name_zh or gone.name_zh
    known = {name for name, _ in into.attributes}
    added = tuple(pair for pair in gone.attributes if pair[0] not in known)
    return dataclasses.replace(
        into,
        name_zh=name_zh,
        names=tuple(dict.fromkeys(name for name in others if name not in {into.name, name_zh})),
        sector=into.sector or gone.sector,
        country=into.country or gone.country,
        parent_id=_parent(study, gone, into),
        case_id=into.case_id or gone.case_id,
        attributes=tuple(sorted((*into.attributes, *added))),
    )


def _parent(study: Study, gone: Organisation, into: Organisation) -> str | None:
    """Return the parent of the merged organisation: the first of theirs that is not below it."""
    below = organisations_below(study, gone.id) | organisations_below(study, into.id)
    above = (into.parent_id, gone.parent_id)
    return next((one for one in above if one is not None and one not in below), None)


def split_organisation(
    study: Study, organisation: Organisation, names: Sequence[str], code: str = ""
) -> Edit:
    """Give some names of an organisation, with what is printed under them, to a new one.

    Participations whose printed name is among the names go to the new organisation; other records
    do not say under which name they were printed and stay. That the names are two is kept as a
    decision.

    Parameters
    ----------
    study, organisation
        What is split.
    names
        At least one of its other names; the first names the new organisation.
    code
        Its code; the first name if left out.

    Raises
    ------
    DataError
        If no name is given, or the code is taken.
    UnknownNameError
        If the organisation has no such other name.
    """
    chosen = tuple(dict.fromkeys(names))
    for name in chosen:
        if name not in organisation.names:
            raise UnknownNameError("name", organisation.code, name, organisation.names)
    if not chosen:
        raise DataError("edits.error.no_names")
    new = Organisation(code=code or chosen[0], name=chosen[0], names=chosen[1:])
    left = tuple(name for name in organisation.names if name not in chosen)
    rest = dataclasses.replace(organisation, names=left)
    if new.code in {one.code for one in study.organisations}:
        raise DataError("edits.error.organisation_taken", name=new.code, code=new.code)
    moved = [
        dataclasses.replace(one, organisation_id=new.id)
        for one in study.participations
        if one.organisation_id == organisation.id and one.printed_name in chosen
    ]
    decision = decided(study, (new.name, organisation.name), same=False)
    values = {"code": organisation.code, "other": new.code, "count": len(moved)}
    changes = put(study, [new, rest, *moved, decision])
    return Edit(key="split_organisation", values=values, changes=changes)
