"""Rows with one collaboration each into a study: duplicates, earlier states, parties."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from consilience.results import Note
from consilience.study.edits.alliance_criteria import Criteria
from consilience.study.edits.alliance_import import AllianceImport, Draft, TableFile
from consilience.study.edits.alliance_lines import Party, ProjectLine
from consilience.study.edits.alliance_names import identifier_key, name_key, title_key
from consilience.study.network_records import Collaboration, Participation

if TYPE_CHECKING:
    from consilience.study.model import Study

CONFIRMED = "confirmed"  # the attribute that says what a person confirmed
IDENTIFIER = "identifier"
LISTED = "parties"  # the names as the row lists them, in its order
_TEXTS = ("kind", "layer", "country", "sector", "description", "structure")
_LONGEST_TITLE = 120


def import_projects(
    study: Study, file: TableFile, lines: Iterable[ProjectLine], criteria: Criteria | None = None
) -> AllianceImport:
    """Bring a table with one collaboration a row into a study.

    Two rows are duplicates where their identifiers agree, or where titles agree and neither dates
    nor parties contradict: the same year or one without a date, and a common party or one without
    any. The first is kept. A row is the same as in an earlier state of the file where its
    identifier is, else its title, its code, at last the number of the row (both conventions of
    this program).

    Raises
    ------
    DataError
        If the study has another file under the source's code.
    """
    wanted = criteria or Criteria()
    draft = Draft(study, file)
    register = _Register(draft)
    for line in lines:
        reason = line.fault or _reason(line, wanted)
        if reason:
            draft.leave_out(line, reason)
            continue
        register.enter(line)
    return register.finish()


def _reason(line: ProjectLine, criteria: Criteria) -> str:
    names = {name_key(party.name) for party in line.parties}
    return criteria.reason_of_parties(len(names)) or criteria.reason_of_dates(line.start, line.end)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a duplicate is told by, and the place in the register of what it would repeat."""

    code: str
    identifier: str
    year: str
    parties: frozenset[str]
    place: int


class _Register:
    """The collaborations of a file, those of other sources, and those of its earlier state."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._own: list[ProjectLine] = []
        self._twins: list[tuple[ProjectLine, int, str]] = []
        self._by_title: dict[tuple[str, str], list[_Known]] = defaultdict(list)
        self._by_identifier: dict[str, _Known] = {}
        self._by_code: dict[str, int] = {}
        study = draft.study
        self._parties = _parties_of(study)
        self._earlier = [one for one in study.collaborations if draft.is_own(one)]
        self._others = [one for one in study.collaborations if not draft.is_own(one)]
        for place, one in enumerate(self._others):
            self._remember(one.title, self._known_of(one, -1 - place))

    def enter(self, line: ProjectLine) -> None:
        """Take a line, or note which one it repeats."""
        known = _Known(
            line.code,
            identifier_key(line.identifier),
            line.start[:4] or line.end[:4],
            frozenset(self._party_key(party.name) for party in line.parties),
            len(self._own),
        )
        twin = self._twin(line, known)
        if twin is not None:
            self._twins.append((line, twin.place, "duplicate"))
        elif line.code in self._by_code:
            self._twins.append((line, self._by_code[line.code], "repeated code"))
        else:
            if line.code:
                self._by_code[line.code] = known.place
            self._remember(line.title, known)
            self._own.append(line)

    def finish(self) -> AllianceImport:
        """Return what all rows come to."""
        before = self._matched()
        codes = self._codes(before)
        made = [
            _collaboration(line, one, code, self._draft.source.id)
            for line, one, code in zip(self._own, before, codes, strict=True)
        ]
        for line, one in zip(self._own, made, strict=True):
            self._draft.keep(line, one, *self._participations(line, one))
        for line, place, reason in self._twins:
            twin = made[place] if place >= 0 else self._others[-1 - place]
            self._draft.leave_out(line, reason, twin.id)
        return self._draft.finish(_notes(self._own))

    def _remember(self, title: str, known: _Known) -> None:
        for party in known.parties or {""} if title else ():
            self._by_title[title_key(title), party].append(known)
        if known.identifier:
            self._by_identifier.setdefault(known.identifier, known)

    def _twin(self, line: ProjectLine, known: _Known) -> _Known | None:
        if known.identifier in self._by_identifier:
            return self._by_identifier[known.identifier]
        title = title_key(line.title) if line.title else ""
        alike = (
            one
            for party in ("", *known.parties)  # "": those of which no party is known
            for one in self._by_title.get((title, party), ())
            if _agree(one, known)
        )
        return min(alike, key=lambda one: one.place, default=None)

    def _matched(self) -> list[Collaboration | None]:
        """Return for each line what it was in the earlier state of the file.

        What tells more goes first for all lines: running numbers and rows may have moved.
        """
        free = {one.id: one for one in self._earlier}
        found: list[Collaboration | None] = [None] * len(self._own)
        for of_line, of_record in _SIGNS:
            index: dict[object, list[Collaboration]] = defaultdict(list)
            for one in self._earlier:
                index[of_record(one)].append(one)
            for place, line in enumerate(self._own):
                sign = of_line(line)
                if found[place] is None and sign:
                    same = (one for one in index.get(sign, ()) if one.id in free)
                    found[place] = next(same, None)
                    free.pop(getattr(found[place], "id", ""), None)
        return found

    def _codes(self, before: list[Collaboration | None]) -> list[str]:
        """Return the code of each line: its own, that which it had, or the next free number."""
        taken = {one.code for one in self._others}
        found = []
        for line, one in zip(self._own, before, strict=True):
            own = f"{self._draft.source.code}-{line.code}" if line.code in taken else line.code
            found.append(own or ("" if one is None else one.code))
        taken |= {*found, *(one.code for one in self._earlier)}
        numbers = (code for number in count(1) if (code := f"P{number:04d}") not in taken)
        return [code or next(numbers) for code in found]

    def _participations(self, line: ProjectLine, one: Collaboration) -> list[Participation]:
        known = self._parties.get(one.id, {})
        confirmed = "leader" in dict(one.attributes).get(CONFIRMED, "").split(", ")
        found = []
        for organisation_id, party in self._by_organisation(line).items():
            before = known.get((organisation_id, party.role)) or _only(known, organisation_id)
            if before is not None and not self._draft.is_own(before):
                continue
            said = Participation(
                organisation_id=organisation_id,
                collaboration_id=one.id,
                role=party.role,
                leads=bool(party.leads),
                start_date=line.start,
                end_date=line.end,
                printed_name=party.name,
                source_id=self._draft.source.id,
                row=line.row,
            )
            if before is not None:
                keeps = confirmed or party.leads is None
                leads = before.leads if keeps else said.leads
                said = dataclasses.replace(said, id=before.id, leads=leads)
            found.append(said)
        return found

    def _by_organisation(self, line: ProjectLine) -> dict[str, Party]:
        """Return the parties by organisation: one that stands in several columns is one party."""
        found: dict[str, Party] = {}
        for party in line.parties:
            taken = self._draft.members.take(party.name, party.country, party.sector)
            first = found.setdefault(taken.id, party)
            leads = party.leads if first.leads is None else first.leads or party.leads
            found[taken.id] = dataclasses.replace(first, role=first.role or party.role, leads=leads)
        return found

    def _party_key(self, name: str) -> str:
        known = self._draft.members.find(name)
        return name_key(name) if known is None else known.id

    def _known_of(self, one: Collaboration, place: int) -> _Known:
        parties = self._parties.get(one.id, {})
        return _Known(
            one.code,
            _identifier_of(one),
            one.start_date[:4] or one.end_date[:4],
            frozenset(organisation for organisation, _ in parties),
            place,
        )


def _agree(one: _Known, other: _Known) -> bool:
    """Return whether nothing speaks against two records of the same title being the same."""
    if one.identifier and other.identifier and one.identifier != other.identifier:
        return False
    return not (one.year and other.year) or one.year == other.year


def _parties_of(study: Study) -> dict[str, dict[tuple[str, str], Participation]]:
    found: dict[str, dict[tuple[str, str], Participation]] = defaultdict(dict)
    for one in study.participations:
        found[one.collaboration_id][one.organisation_id, one.role] = one
    return found


def _only(
    known: Mapping[tuple[str, str], Participation], organisation_id: str
) -> Participation | None:
    """Return the only participation of an organisation, whatever its role was."""
    found = [one for (party, _), one in known.items() if party == organisation_id]
    return found[0] if len(found) == 1 else None


def _identifier_of(one: Collaboration) -> str:
    return identifier_key(dict(one.attributes).get(IDENTIFIER, ""))


# what tells that a row is the same as before, of the row and of the record; the surest first
_SIGNS: tuple[tuple[Callable[[ProjectLine], object], Callable[[Collaboration], object]], ...] = (
    (lambda line: identifier_key(line.identifier), _identifier_of),
    (lambda line: line.title and title_key(line.title), lambda one: title_key(one.title)),
    (lambda line: line.code, lambda one: one.code),
    (lambda line: line.row, lambda one: one.row),
)


def _collaboration(
    line: ProjectLine, before: Collaboration | None, code: str, source_id: str
) -> Collaboration:
    said = {name: getattr(line, name) for name in _TEXTS if getattr(line, name)}
    attributes = dict(line.attributes)
    if line.identifier:
        attributes[IDENTIFIER] = line.identifier
    names = attributes[LISTED] = "; ".join(dict.fromkeys(party.name for party in line.parties))
    known = before or Collaboration(code=code, title=code)
    confirmed = dict(known.attributes).get(CONFIRMED, "")
    if confirmed:
        attributes[CONFIRMED] = confirmed
    size = known.size if "size" in confirmed.split(", ") else line.size or known.size
    if "structure" in confirmed.split(", "):
        said["structure"] = known.structure
    return dataclasses.replace(
        known,
        **said,
        code=code,
        title=line.title or names[:_LONGEST_TITLE].strip(),
        start_date=line.start,
        end_date=line.end,
        size=size,
        source_id=source_id,
        row=line.row,
        attributes=tuple(sorted(attributes.items())),
    )


def _notes(lines: Iterable[ProjectLine]) -> list[Note]:
    """Say where parties of a row look like several names that nothing divides."""
    rows = [one.row for one in lines if any(party.name.count(",") > 2 for party in one.parties)]
    values = {"count": len(rows), "rows": rows[:10]}
    return [Note("records.note.commas", values, "warning")] if rows else []
