"""Codes that become one, and codes that become two; everything that refers to them follows."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

from consilience.errors import DataError, StudyError
from consilience.study.changes import Change, put
from consilience.study.codings import visible_codings
from consilience.study.edits.codebook import add_code, full_name
from consilience.study.edits.edit import Edit
from consilience.study.keys import KEYS, REFERENCES
from consilience.study.records import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consilience.study.coding_records import Code, CodeLink, Coding
    from consilience.study.model import Study
    from consilience.study.records import Record

_DESCRIBED = ("name_zh", "definition", "include", "exclude", "example", "colour")


def merge_codes(study: Study, merged: Sequence[Code], into: Code) -> Edit:
    """Make several codes one: their codings, links, memos and codes below go to it.

    Codings that become the same (same span, coder, session and case) are united; the one that was
    under ``into`` stays, and what refers to the others refers to it then. Fields that ``into``
    leaves empty are filled from the merged codes, in their order.

    Parameters
    ----------
    study
        The whole study, hidden codings too.
    merged
        The codes that go.
    into
        The code that stays.

    Raises
    ------
    DataError
        If ``into`` is among them or lies below one, or if two codes below them have the same name.
    StudyError
        If there is none.
    """
    gone = {code.id for code in merged}
    if not gone:
        raise StudyError("edits.error.nothing_to_merge")
    if into.id in gone:
        raise DataError("edits.error.merged_with_itself", code=full_name(study, into))
    above = into.parent_id
    while above is not None and above not in gone:
        above = cast("Code", study.by_id[above]).parent_id
    if above is not None:
        raise DataError("edits.error.within_itself", code=full_name(study, into))
    moves = dict.fromkeys(gone, into.id)
    concerned = [one for one in study.codings if one.code_id in {into.id, *gone}]
    codings = _united(study, concerned, moves, "coding")
    links = _united(study, study.links, moves, "link")
    changes = [*codings, *links, *_followers(study, moves, gone)]
    changes += [Change(kind="code", before=code, after=None) for code in merged]
    filled = dataclasses.replace(into, **_filled(into, merged))
    changes += put(study, [filled])
    values = {"codes": [full_name(study, code) for code in merged], "code": full_name(study, into)}
    return Edit(key="merge_codes", values=values, changes=tuple(changes))


def split_code(study: Study, codings: Sequence[Coding], new: Code) -> Edit:
    """Give chosen codings of a code to a new code.

    Raises
    ------
    DataError
        If there is no coding, if they are not all under one code, or if the new name is taken.
    StudyError
        If one is of a blind, open round: codebook and log would show that the code was used.
    """
    codes = {coding.code_id for coding in codings}
    if len(codes) != 1:
        raise DataError("edits.error.one_code", count=len(codes))
    shown = {one.id for one in visible_codings(study)}
    if not all(coding.id in shown for coding in codings):
        raise StudyError("edits.error.blind_split")
    added = add_code(study, new)
    moved = [dataclasses.replace(coding, code_id=new.id) for coding in codings]
    values = {
        "code": full_name(study, cast("Code", study.by_id[codes.pop()])),
        "name": added.values["code"],
    }
    return Edit(key="split_code", values=values, changes=(*added.changes, *put(study, moved)))


def repointed(record: Record, moves: Mapping[str, str]) -> Record:
    """Return a record that refers to other ids, each once."""
    kind = kind_of(record)
    fields = (*REFERENCES.get(kind, {}), *(("anchor_ids",) if kind == "memo" else ()))
    changed: dict[str, Any] = {}
    for name in fields:
        value = getattr(record, name)
        if isinstance(value, tuple):
            changed[name] = tuple(dict.fromkeys(moves.get(one, one) for one in value))
        else:
            changed[name] = moves.get(value, value)
    return dataclasses.replace(record, **changed)


def _united(
    study: Study, records: Iterable[Coding | CodeLink], moves: dict[str, str], kind: str
) -> list[Change]:
    """Return the changes of records whose key holds a code; ``moves`` learns which are united."""
    keys = KEYS["coding" if kind == "coding" else "link"]
    held = sorted(records, key=lambda one: repointed(one, moves) != one)  # those of `into` first
    seen: dict[tuple[Any, ...], str] = {}
    after: list[Record] = []
    gone: list[Record] = []
    for record in held:
        new = repointed(record, moves)
        key = tuple(getattr(new, name) for name in keys)
        if key in seen:
            moves[record.id] = seen[key]
            gone.append(record)
        elif kind == "link" and getattr(new, "from_id", "") == getattr(new, "to_id", ""):
            gone.append(record)
        else:
            seen[key] = record.id
            after.append(new)
    lost = [Change(kind=kind_of(record), before=record, after=None) for record in gone]
    return [*put(study, after), *lost]


def _followers(study: Study, moves: Mapping[str, str], gone: set[str]) -> list[Change]:
    """Return the changes of all other records that refer to what went."""
    found = [
        repointed(record, moves)
        for record in study.records()
        if record.id not in gone and kind_of(record) not in {"coding", "link"}
    ]
    return list(put(study, found))


def _filled(into: Code, merged: Iterable[Code]) -> dict[str, Any]:
    found = {name: getattr(into, name) for name in _DESCRIBED}
    for code in merged:
        found = {name: value or getattr(code, name) for name, value in found.items()}
    return found
