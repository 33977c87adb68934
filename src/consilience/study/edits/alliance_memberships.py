"""Rows with one membership each into a study: who takes part in what, when and in which role."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from consilience.study.edits.alliance_criteria import Criteria
from consilience.study.edits.alliance_import import AllianceImport, Draft, TableFile
from consilience.study.edits.alliance_lines import MembershipLine
from consilience.study.edits.alliance_names import name_key, title_key
from consilience.study.edits.alliance_projects import CONFIRMED
from consilience.study.network_records import Collaboration, Participation

if TYPE_CHECKING:
    from consilience.study.model import Study

_LONGEST_CODE = 40


def import_memberships(
    study: Study,
    file: TableFile,
    lines: Iterable[MembershipLine],
    criteria: Criteria | None = None,
) -> AllianceImport:
    """Bring a table with one membership a row into a study.

    A collaboration is known by its code, else by its title; one that the study does not have is
    made. A membership that is told twice, in this file or another one, is a duplicate.

    Raises
    ------
    DataError
        If the study has another file under the source's code.
    """
    wanted = criteria or Criteria()
    draft = Draft(study, file)
    groups: dict[str, list[MembershipLine]] = defaultdict(list)
    for line in lines:
        reason = line.fault or _reason(line, wanted)
        if reason:
            draft.leave_out(line, reason)
        else:
            groups[line.code or title_key(line.title)].append(line)
    register = _Register(draft)
    for group in groups.values():
        size = len({name_key(line.party.name) for line in group})
        reason = wanted.reason_of_parties(size)
        for line in group if reason else ():
            draft.leave_out(line, reason)
        if not reason:
            register.enter(group)
    return draft.finish()


def _reason(line: MembershipLine, criteria: Criteria) -> str:
    if not line.party.name:
        return "no party"
    if not (line.code or line.title):
        return "no collaboration"
    return criteria.reason_of_dates(line.start, line.end)


class _Register:
    """Collaborations by code and title, participations by their key."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        study = draft.study
        self._codes = {one.code: one for one in study.collaborations}
        self._titles = {title_key(one.title): one for one in reversed(study.collaborations)}
        self._others: set[tuple[str, ...]] = set()
        self._earlier: dict[tuple[str, ...], Participation] = {}
        for one in study.participations:
            if draft.is_own(one):
                self._earlier[_key(one)] = one
            else:
                self._others.add(_key(one))

    def enter(self, group: list[MembershipLine]) -> None:
        """Take the members of one collaboration."""
        collaboration = self._collaboration(group[0])
        confirmed = "leader" in dict(collaboration.attributes).get(CONFIRMED, "").split(", ")
        seen = set(self._others)
        for line in group:
            said = self._participation(line, collaboration)
            if _key(said) in seen:
                self._draft.leave_out(line, "duplicate", collaboration.id)
                continue
            seen.add(_key(said))
            before = self._earlier.get(_key(said))
            if before is not None:
                leads = before.leads if confirmed or line.party.leads is None else said.leads
                said = dataclasses.replace(said, id=before.id, leads=leads)
            own = (collaboration,) if self._draft.is_own(collaboration) else ()
            self._draft.keep(line, *own, said)

    def _collaboration(self, line: MembershipLine) -> Collaboration:
        known = self._codes.get(line.code) if line.code else self._titles.get(title_key(line.title))
        if known is None:
            known = Collaboration(
                code=line.code or self._free_code(line.title),
                title=line.title or line.code,
                source_id=self._draft.source.id,
                row=line.row,
            )
            self._codes[known.code] = known
        if not self._draft.is_own(known):
            return known
        return dataclasses.replace(
            known,
            title=line.title or known.title,
            kind=line.kind or known.kind,
            layer=line.layer or known.layer,
            row=line.row,
        )

    def _free_code(self, title: str) -> str:
        if len(title) <= _LONGEST_CODE and title not in self._codes:
            return title
        return next(code for number in count(1) if (code := f"P{number:04d}") not in self._codes)

    def _participation(self, line: MembershipLine, one: Collaboration) -> Participation:
        party = line.party
        organisation = self._draft.members.take(party.name, party.country, party.sector)
        return Participation(
            organisation_id=organisation.id,
            collaboration_id=one.id,
            role=party.role,
            leads=bool(party.leads),
            start_date=line.start,
            end_date=line.end,
            printed_name=party.name,
            source_id=self._draft.source.id,
            row=line.row,
        )


def _key(one: Participation) -> tuple[str, ...]:
    return (one.organisation_id, one.collaboration_id, one.role, one.start_date)
