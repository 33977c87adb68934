"""Rows about value into a study: propositions, worths, indicators, sharing, governance."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from consilience.study.edits.alliance_import import AllianceImport, Draft, TableFile
from consilience.study.edits.value_lines import ValueLine, ValueShape
from consilience.study.edits.value_links import LeftOutError, Links
from consilience.study.keys import KEYS
from consilience.study.records import RECORDS, Kind, kind_of
from consilience.study.value_records import (
    Contribution,
    GovernanceMeasure,
    Indicator,
    Proposition,
    Reading,
    SharingAct,
    Transition,
    Worth,
)

if TYPE_CHECKING:
    from consilience.study.model import Study

ValueRecord = (
    Proposition | Worth | Contribution | Reading | SharingAct | Transition | GovernanceMeasure
)
_KINDS: Mapping[ValueShape, Kind] = {
    "propositions": "proposition",
    "worths": "worth",
    "contributions": "contribution",
    "indicators": "indicator",
    "readings": "reading",
    "sharing": "act",
    "transitions": "transition",
    "measures": "measure",
}
# What a row must say, and the reason where it does not.
_NEEDED: Mapping[ValueShape, Mapping[str, str]] = {
    "propositions": {"organisation": "no party", "kind": "no kind"},
    "worths": {"members": "no coalition", "amount": "no amount"},
    "contributions": {"organisation": "no party", "factor": "no factor", "amount": "no amount"},
    "indicators": {"code": "no indicator"},
    "readings": {"indicator": "no indicator", "period": "no period", "value": "no amount"},
    "sharing": {"title": "no title"},
    "transitions": {"collaboration": "no collaboration", "stage": "no stage", "date": "no date"},
    "measures": {"dimension": "no dimension", "mechanism": "no mechanism"},
}
# Fields that hold a name in the record itself, while other records hold a reference there.
_OWN: Mapping[ValueShape, tuple[str, ...]] = {
    "transitions": ("stage",),
    "measures": ("indicator",),
}
# What tells that two records without codes speak of the same; of the others their key does.
_SAME: Mapping[str, tuple[str, ...]] = {
    "proposition": ("organisation_id", "kind", "topic", "partner_id", "description"),
    "worth": ("member_ids", "collaboration_id", "actor_id"),
    "act": ("title", "organisation_id", "date"),
    "measure": ("dimension", "mechanism", "owner_id", "description"),
}
_LETTERS = {"proposition": "V", "worth": "W", "act": "A", "measure": "M"}
_PLACE = ("id", "code", "source_id", "row")


def import_value(
    study: Study,
    file: TableFile,
    shape: ValueShape,
    lines: Iterable[ValueLine],
    *,
    coder_id: str | None = None,
) -> AllianceImport:
    """Bring a table about value into a study, one record a row or a filled cell of a matrix.

    Two rows say the same where all that they say does, and the second is a duplicate; one that
    speaks of the same and says otherwise, without a code of its own, is left out too. A row is the
    same as in an earlier state of the file where it speaks of the same, else has the same code, at
    last the same number (conventions of this program). Organisations, experts and indicators that
    the study does not have are made; cases, stages, collaborations and codings are not. Indicators
    are known by their code, and none goes.

    Parameters
    ----------
    study
        The whole study.
    file
        The file that the rows come from.
    shape
        What a row is.
    lines
        The rows.
    coder_id
        Who imports: of an open blind round, only their own codings can be named.

    Raises
    ------
    DataError
        If the study has another file under the source's code.
    """
    draft = Draft(study, file)
    links = Links(draft, coder_id)
    if shape == "indicators":
        return _import_indicators(draft, lines)
    register = _Register(draft, _KINDS[shape])
    for line in lines:
        try:
            register.enter(line, _record(draft, links, shape, line))
        except LeftOutError as reason:
            draft.leave_out(line, str(reason))
    register.finish()
    return draft.finish()


def _refuse_missing(shape: ValueShape, line: ValueLine) -> None:
    missing = (reason for name, reason in _NEEDED[shape].items() if name not in line.values)
    reason = line.fault or next(missing, "")
    if reason:
        raise LeftOutError(reason)


def _record(draft: Draft, links: Links, shape: ValueShape, line: ValueLine) -> ValueRecord:
    """Return the record that a row becomes, as yet without a code where it has none."""
    _refuse_missing(shape, line)
    kind: type[Any] = RECORDS[_KINDS[shape]]
    ids = links.of(line, _OWN.get(shape, ()))
    names = {field.name for field in dataclasses.fields(kind)}
    said = {name: value for name, value in line.values.items() if name in names}
    if "code" in names:
        said.setdefault("code", "")
    made: ValueRecord = kind(**said, **ids, source_id=draft.source.id, row=line.row)
    return made


def _import_indicators(draft: Draft, lines: Iterable[ValueLine]) -> AllianceImport:
    """Bring in indicators; what a row leaves empty stays as it is in one that is known.

    One that readings made under its name gets the code of its row.
    """
    known = {one.code: one for one in draft.study.indicators}
    fields = {field.name for field in dataclasses.fields(Indicator)}
    seen: dict[str, Indicator] = {}
    for line in lines:
        said = {name: value for name, value in line.values.items() if name in fields}
        code = said.setdefault("code", said.get("label", ""))
        if line.fault or not code:
            draft.leave_out(line, line.fault or "no indicator")
            continue
        before = known.get(code) or known.get(said.get("label", "")) or Indicator(code=code)
        found = dataclasses.replace(before, **said)
        if code in seen:
            same = dataclasses.replace(found, id=seen[code].id) == seen[code]
            draft.leave_out(line, "duplicate" if same else "told otherwise")
            continue
        seen[code] = found
        draft.keep(line, found)
    return draft.finish()


class _Register:
    """The records of a file as its rows come, beside those of other sources."""

    def __init__(self, draft: Draft, kind: Kind) -> None:
        self._draft = draft
        self._kind = kind
        self._told: list[tuple[ValueLine, ValueRecord]] = []
        self._said: dict[tuple[Any, ...], list[ValueRecord]] = defaultdict(list)
        self._codes: set[str] = set()
        same = [one for one in draft.study.records() if kind_of(one) == kind]
        records = cast("list[ValueRecord]", same)
        self._earlier = [one for one in records if draft.is_own(one)]
        self._others = [one for one in records if not draft.is_own(one)]
        for one in self._others:
            self._said[self._sign(one)].append(one)

    def enter(self, line: ValueLine, record: ValueRecord) -> None:
        """Take the record of a row, unless it was told before."""
        code = _code(record)
        for known in self._said[self._sign(record)]:
            if _plain(known) == _plain(record):
                raise LeftOutError("duplicate")
            if not code:
                raise LeftOutError("told otherwise")
        if code in self._codes:
            raise LeftOutError("repeated code")
        self._codes |= {code} - {""}
        self._said[self._sign(record)].append(record)
        self._told.append((line, record))

    def finish(self) -> None:
        """Give all records the ids that they had, and codes."""
        before = self._matched()
        codes = self._coded(before)
        for (line, record), known, code in zip(self._told, before, codes, strict=True):
            changes: dict[str, Any] = {} if known is None else {"id": known.id}
            if code:
                changes["code"] = code
            self._draft.keep(line, dataclasses.replace(record, **changes))

    def _sign(self, record: ValueRecord) -> tuple[Any, ...]:
        fields = _SAME.get(self._kind, KEYS[self._kind])
        values = (getattr(record, name) for name in fields)
        return tuple(tuple(sorted(one)) if isinstance(one, tuple) else one for one in values)

    def _sign_and_code(self, record: ValueRecord) -> tuple[Any, ...]:
        return (*self._sign(record), _code(record))

    def _matched(self) -> list[ValueRecord | None]:
        """Return what each record was in the earlier state of the file; the surest sign first."""
        free = {one.id: one for one in self._earlier}
        found: list[ValueRecord | None] = [None] * len(self._told)
        for sign in (self._sign_and_code, self._sign, _code, lambda one: one.row):
            index: dict[Any, list[ValueRecord]] = defaultdict(list)
            for one in free.values():
                index[sign(one)].append(one)
            for place, (_, record) in enumerate(self._told):
                if found[place] is None and sign(record) and index[sign(record)]:
                    same = index[sign(record)].pop(0)
                    found[place] = free.pop(same.id)
        return found

    def _coded(self, before: list[ValueRecord | None]) -> list[str]:
        """Return the code of each record: its own, that which it had, or the next free number."""
        if self._kind not in _LETTERS:
            return [""] * len(before)
        others = {_code(one) for one in self._others}
        source = self._draft.source.code
        own = [_code(record) for _, record in self._told]
        own = [f"{source}-{code}" if code in others else code for code in own]
        had = ["" if known is None or _code(known) in own else _code(known) for known in before]
        taken = {*others, *own, *(_code(one) for one in self._earlier)}
        numbers = (f"{_LETTERS[self._kind]}{number:03d}" for number in count(1))
        free = (code for code in numbers if code not in taken)
        return [code or old or next(free) for code, old in zip(own, had, strict=True)]


def _code(record: ValueRecord) -> str:
    return getattr(record, "code", "")


def _plain(record: ValueRecord) -> dict[str, Any]:
    """Return what a record says, wherever it stands."""
    names = (field.name for field in dataclasses.fields(record) if field.name not in _PLACE)
    said = {name: getattr(record, name) for name in names}
    return {n: sorted(v) if isinstance(v, tuple) else v for n, v in said.items()}
