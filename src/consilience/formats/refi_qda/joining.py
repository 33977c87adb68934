"""A file joins a study: what is there already stays one, what is new comes in.

The same thing is told by its GUID first, then by its key: the code of a person or case, the name
and place of a code, the text of a source, the span, code and coder of a coding. Where the file says
something of what the study has, the file holds; where it is silent, the study does. Nothing is
taken out. These rules are conventions of this program.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consilience.formats.refi_qda.identity import made_id, unique
from consilience.formats.refi_qda.matching import Masks, Texts, key_of, name_of
from consilience.formats.refi_qda.records import ExchangeReport, Ledger, RefiProject
from consilience.study import Case, Code, Coding, Memo, Source, SourceVersion, Suggestion, kind_of
from consilience.study.codec import defaults
from consilience.study.codings import visible_codings
from consilience.study.keys import REFERENCES, TREES
from consilience.study.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consilience.study import Kind, Record, Study
    from consilience.study.anonymisation import Moved

# Kinds of which the file may change what the study has, and fields that the study keeps even then.
_CHANGED: tuple[Kind, ...] = ("actor", "case", "source", "code", "link", "coding", "memo")
_KEPT = ("id", "code", "position", "sha256", "kind", "created_at")


@dataclass(frozen=True)
class Joined:
    """Records to put into a study, and what became of those of the file."""

    records: tuple[Record, ...]
    report: ExchangeReport


def joined(study: Study, project: RefiProject) -> Joined:
    """Fit the records of a file into a study.

    Parameters
    ----------
    study
        The study.
    project
        What :func:`consilience.formats.refi_qda.read` returned.

    Returns
    -------
    Joined
        New records and changed ones, to be put with one event; none where the study has all. The
        report is that of the file, and what was merged or renamed.

    Examples
    --------
    >>> from consilience.study import Code, Project, study_of
    >>> study = study_of([Project(code="P", title="Alliances"), Code(name="trust")])
    >>> file = RefiProject("F", "", (Code(name="trust"), Code(name="power")), ExchangeReport({}))
    >>> [code.name for code in joined(study, file).records]
    ['power']
    """
    join = _Join(study, project)
    for record in _ordered(project.records):
        join.take(record)
    join.remark_kept(project.records)
    report = join.ledger.report()
    counts = {**project.report.counts, **report.counts}
    remarks = project.report.remarks + report.remarks
    return Joined(tuple(join.found), ExchangeReport(counts, remarks))


class _Join:
    def __init__(self, study: Study, project: RefiProject) -> None:
        self.study = study
        self.ledger = Ledger()
        self.found: list[Record] = []
        self._ids: dict[tuple[str, str], str] = {}
        self._anchors: dict[str, str] = {}
        self._keys = {key_of(one): one.id for one in study.records()}
        self._taken = {kind: {key[1:] for key in self._keys if key[0] == kind} for kind in RECORDS}
        self._masks = Masks(study)
        self._texts = Texts(study, self._masks, project.records)
        self._ways_back: dict[str, Moved] = {}
        self._numbers = Counter(one.source_id for one in study.versions)

    def take(self, record: Record) -> None:
        """Bring a record in, or find which of the study it is."""
        if kind_of(record) == "project":
            self._is(record, self.study.project.id)
            return
        here = self._renamed(record)
        if isinstance(here, SourceVersion):
            self._take_text(here)
            return
        known = self.study.by_id.get(record.id)
        if known is not None and kind_of(known) == kind_of(record):
            self._change(known, here)
            return
        same = self._same(here)
        if same is not None:
            self._is(record, same)
            kind = kind_of(here)
            sort = kind if kind in _CHANGED else "other"
            self.ledger.remark("merged", f"joined_{sort}", name_of(here))
            return
        self._add(self._with_free_id(self._with_free_key(here)))

    def remark_kept(self, records: Sequence[Record]) -> None:
        """Remark codings that the file lacks, in texts that it has; none of an open blind round."""
        there = {self._ids.get((kind_of(one), one.id), one.id) for one in records}
        missing = [
            one
            for one in visible_codings(self.study)
            if one.version_id in there and one.id not in there
        ]
        if missing:
            self.ledger.remark("decided", "kept", "", count=len(missing))

    def _is(self, record: Record, identifier: str) -> None:
        """Note which record of the study one of the file is."""
        self._ids[kind_of(record), record.id] = identifier
        self._anchors.setdefault(record.id, identifier)

    def _renamed(self, record: Record) -> Record:
        """Return a record whose references are those of the study."""
        kind = kind_of(record)
        changes: dict[str, Any] = {}
        for name, target in REFERENCES.get(kind, {}).items():
            value = getattr(record, name)
            if isinstance(value, tuple):
                ids = (self._ids.get((target, one), one) for one in value)
                changes[name] = tuple(dict.fromkeys(ids))
            else:
                changes[name] = self._ids.get((target, value), value)
        if isinstance(record, Memo):
            anchors = (self._anchors.get(one, one) for one in record.anchor_ids)
            changes["anchor_ids"] = tuple(dict.fromkeys(anchors))
        way = self._ways_back.get(changes.get("version_id", ""))
        if way is not None and isinstance(record, Coding | Suggestion):
            changes.update(start=way.start(record.start), end=way.end(record.end))
        return _with(record, changes)

    def _take_text(self, here: SourceVersion) -> None:
        same = self._texts.same(here)
        if same is not None:
            self._is(here, same)
            if self._texts.is_masked(here, same):
                self.ledger.remark("merged", "masked_text", self._texts.title(here))
                self._ways_back[same] = self._masks.way_back(same)
            return
        self._numbers[here.source_id] += 1
        number = self._numbers[here.source_id]
        if number > 1 and here.source_id in self.study.by_id:
            self.ledger.remark("changed", "next_text", self._texts.title(here), number=number)
        self._add(self._with_free_id(_with(here, {"number": number})))

    def _same(self, here: Record) -> str | None:
        """Return the id of the record of the study that says the same."""
        if isinstance(here, Source):
            return self._texts.same_source(here, self._keys.get(key_of(here)))
        found = self._keys.get(key_of(here))
        if isinstance(here, Case) and found is not None:
            known = self.study.by_id.get(found)
            return found if isinstance(known, Case) and known.name == here.name else None
        return found

    def _change(self, known: Record, here: Record) -> None:
        """Put what the file says over what the study has."""
        if kind_of(known) not in _CHANGED:
            return
        changed = _over(known, here, self._masks.records.get(known.id))
        if changed == known:
            return
        if self._keys.get(key_of(changed), known.id) != known.id:
            changed = self._with_free_key(changed, getattr(known, "name", ""))
            if changed == known:
                return
        if self._keys.get(key_of(changed), known.id) != known.id:
            self.ledger.remark("merged", f"joined_{kind_of(known)}", name_of(here))
            return
        self._note_key(changed)
        self.found.append(changed)
        self.ledger.counts[f"changed {kind_of(known)}"] += 1

    def _with_free_key(self, here: Record, own: str = "") -> Record:
        """Return a record whose name no other has, where it is known by one; ``own`` it has."""
        name = "name" if isinstance(here, Code) else "code"
        kind, *rest = key_of(here)
        if tuple(rest) not in self._taken[kind] or not hasattr(here, name):
            return here
        said = str(getattr(here, name))
        beside = {one[0] for one in self._taken[kind] if list(one[1:]) == rest[1:]}
        now = unique(said, beside - {own})
        if now != own:
            self.ledger.remark("changed", "name_repeated", name_of(here), name=said, now=now)
        return _with(here, {name: now})

    def _with_free_id(self, here: Record) -> Record:
        if here.id not in self.study.by_id:
            return here
        made = made_id(kind_of(here), here.id)
        self._is(here, made)
        return _with(here, {"id": made})

    def _add(self, here: Record) -> None:
        self._note_key(here)
        self.found.append(here)
        self.ledger.counts[f"new {kind_of(here)}"] += 1

    def _note_key(self, here: Record) -> None:
        kind, *rest = key_of(here)
        self._keys[kind, *rest] = here.id
        self._taken[kind].add(tuple(rest))


def _over(known: Record, here: Record, masked: Record | None) -> Record:
    """Return a record of the study with what the file says of it.

    What the study says too, once its names are replaced, is nothing new.
    """
    blank = defaults(type(here))
    changes = {
        field.name: _both(
            getattr(known, field.name),
            getattr(here, field.name),
            getattr(masked, field.name, ()),
        )
        for field in dataclasses.fields(here)
        if field.name not in _KEPT
        and getattr(here, field.name) not in _silent(field.name, blank, masked)
    }
    return _with(known, changes)


def _silent(name: str, blank: Mapping[str, Any], masked: Record | None) -> list[Any]:
    """Return what a file may say of a field without telling anything."""
    said = [blank[name]] if name in blank else []
    placed = name in ("start", "end", "version_id")  # these have been led back already
    return said if masked is None or placed else [*said, getattr(masked, name)]


def _both(known: Any, here: Any, masked: Any) -> Any:
    """Return what both say where they list several things, else what the file says."""
    if not isinstance(here, tuple):
        return here
    if here and isinstance(here[0], tuple):
        told = [pair for pair in here if pair not in masked]
        return tuple(sorted({**dict(known), **dict(told)}.items()))
    return tuple(dict.fromkeys((*known, *here)))


def _with(record: Record, changes: dict[str, Any]) -> Record:
    return dataclasses.replace(record, **changes) if changes else record


def _ordered(records: Sequence[Record]) -> list[Record]:
    """Return records so that each comes after those that it refers to, older texts first."""
    order = {kind: number for number, kind in enumerate(RECORDS)}
    parents = {one.id: getattr(one, "parent_id", None) for one in records}

    def depth(one: Record) -> int:
        above, count = parents[one.id], 0
        while kind_of(one) in TREES and above is not None:
            above, count = parents.get(above), count + 1
        return count

    def age(one: Record) -> int:
        return one.number if isinstance(one, SourceVersion) else 0

    return sorted(records, key=lambda one: (order[kind_of(one)], depth(one), age(one)))
