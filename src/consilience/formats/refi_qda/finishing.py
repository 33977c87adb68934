"""The last look at what was read: names become references, what says the same becomes one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from consilience.formats.refi_qda.blocks import whole
from consilience.formats.refi_qda.container import SIDE_FILE
from consilience.formats.refi_qda.reading_notes import with_anchors
from consilience.formats.refi_qda.side_file import kind_phrase, read_side_file
from consilience.study import Actor, CodeLink, Coding, SourceVersion
from consilience.study.keys import KEYS, REFERENCES, SPANS
from consilience.study.records import kind_of
from consilience.study.together import parent_loops

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consilience.formats.refi_qda.reading_state import State
    from consilience.study import Record

_NUMBERS = ("intensity", "importance")
_Named = dict[tuple[str, str], str]


def finished(state: State) -> tuple[Record, ...]:
    """Return all records of a file, those of its side file too, as far as they fit together."""
    side = read_side_file(state)
    for one in side:
        _restore(one, state)
    others: list[Record] = [
        one for one in side if not isinstance(one, Actor | SourceVersion | CodeLink)
    ]
    others = _fitting(others, _read(state), state)
    _resolve(others, state)
    _untie(state)
    _merge_codings(state)
    _merge_links(state, {one.id for one in others if kind_of(one) == "stage"})
    found = _read(state)
    return (*found, *_fitting(others, found, state))


def _read(state: State) -> list[Record]:
    """Return the records of the project itself."""
    groups = (state.actors, state.cases, state.sources, state.versions, state.codes)
    found: list[Record] = [state.project, *(one for group in groups for one in group.values())]
    return [*found, *state.links.values(), *state.codings.values(), *state.memos.values()]


def _restore(told: Record, state: State) -> None:
    """Give a record of the project the fields that only the side file tells."""
    if isinstance(told, Actor) and told.id in state.actors:
        state.actors[told.id] = replace(state.actors[told.id], role=told.role)
    if isinstance(told, SourceVersion) and told.id in state.versions:
        text = state.versions[told.id]
        if text.sha256 == told.sha256 and text.source_id == told.source_id:
            state.versions[told.id] = replace(told, text=text.text)
    if isinstance(told, CodeLink) and told.id in state.links:
        link = state.links[told.id]
        if (link.from_id, link.to_id, link.kind) == (told.from_id, told.to_id, told.kind):
            state.links[told.id] = replace(told, label=link.label)


def _resolve(side: Iterable[Record], state: State) -> None:
    """Give records the others that their fields name by code, and what notes say of codings."""
    named: _Named = {
        (kind_of(one), one.code): one.id
        for one in (*side, *state.cases.values(), *state.actors.values())
        if hasattr(one, "code")
    }
    known = {state.project.id, *(one.id for one in side)}
    for group in (state.actors, state.cases, state.sources, state.versions, state.codes):
        known.update(group)
    known.update(state.links, state.codings, state.memos)
    for identifier, fields in state.unresolved.items():
        if identifier in state.codings:
            coding = state.codings[identifier]
            state.codings[identifier] = _with_fields(coding, fields, named, state)
        elif identifier in state.memos:
            memo = state.memos[identifier]
            state.memos[identifier] = with_anchors(memo, fields.get("anchors"), known)
        elif identifier in state.cases:
            parent = _found("case", {"case": fields["parent"]}, named, state)
            state.cases[identifier] = replace(state.cases[identifier], parent_id=parent)
        else:
            actors = [named.get(("actor", str(one))) for one in fields["actors"]]
            ids = tuple(one for one in actors if one)
            state.sources[identifier] = replace(state.sources[identifier], actor_ids=ids)


def _with_fields(coding: Coding, fields: Mapping[str, Any], named: _Named, state: State) -> Coding:
    numbers = {name: _degree(fields.get(name)) for name in _NUMBERS}
    return replace(
        coding,
        session_id=_found("session", fields, named, state),
        stage_id=_found("stage", fields, named, state),
        direction=fields["direction"] if fields.get("direction") in ("for", "against") else "",
        exemplar=fields.get("exemplar") is True,
        intensity=numbers["intensity"],
        importance=numbers["importance"],
    )


def _degree(value: object) -> int | None:
    found = whole(value)
    return found if found in {1, 2, 3} else None


def _found(kind: str, fields: Mapping[str, Any], named: _Named, state: State) -> str | None:
    """Return the id of the record that a field names by its code."""
    code = fields.get(kind)
    if code is None:
        return None
    found = named.get((kind, str(code)))
    if found is None:
        state.ledger.remark("not held", "name_unknown", f"{kind} {code}")
    return found


def _fitting(side: list[Record], found: list[Record], state: State) -> list[Record]:
    """Return the records that refer to nothing that is missing and repeat no key."""
    kept = side
    lengths = {one.id: len(one.text) for one in found if isinstance(one, SourceVersion)}
    while True:
        there: dict[str, set[str]] = {}
        for one in (*found, *kept):
            there.setdefault(kind_of(one), set()).add(one.id)
        keys: set[tuple[Any, ...]] = set()
        good = [one for one in kept if _fits(one, there, lengths) and _is_new(one, keys)]
        if len(good) == len(kept):
            return good
        for one in kept:
            if one not in good:
                phrase = kind_phrase(kind_of(one))
                state.ledger.remark("not held", "side_record", SIDE_FILE, kind=phrase)
        kept = good


def _fits(record: Record, there: Mapping[str, set[str]], lengths: Mapping[str, int]) -> bool:
    kind = kind_of(record)
    for name, target in REFERENCES.get(kind, {}).items():
        value = getattr(record, name)
        ids = value if isinstance(value, tuple) else () if value is None else (value,)
        if not there.get(target, set()).issuperset(ids):
            return False
    if kind not in SPANS:
        return True
    start, end = getattr(record, "start", 0), getattr(record, "end", 0)
    return bool(start < end <= lengths[getattr(record, "version_id", "")])


def _is_new(record: Record, keys: set[tuple[Any, ...]]) -> bool:
    kind = kind_of(record)
    key = (kind, *(getattr(record, name) for name in KEYS[kind]))
    same = (kind, "id", record.id)
    if key in keys or same in keys:
        return False
    keys.update((key, same))
    return True


def _merge_codings(state: State) -> None:
    """Make one of codings that say the same; notes and cases of both stay with the first."""
    first: dict[tuple[object, ...], str] = {}
    gone: dict[str, str] = {}
    for coding in list(state.codings.values()):
        said = (
            *(coding.version_id, coding.start, coding.end, coding.code_id, coding.actor_id),
            *(coding.session_id, coding.case_id),
        )
        kept = first.setdefault(said, coding.id)
        if kept != coding.id:
            gone[coding.id] = kept
            place = f"{state.codes[coding.code_id].name}/{coding.start}-{coding.end}"
            state.ledger.remark("merged", "coding", place)
            _keep_note(kept, coding.note, state)
            del state.codings[coding.id]
    _anchor_again(gone, state)


def _anchor_again(gone: Mapping[str, str], state: State) -> None:
    """Let memos be about what took the place of records that are gone."""
    for memo in list(state.memos.values()) if gone else ():
        ids = dict.fromkeys(gone.get(one, one) for one in memo.anchor_ids)
        state.memos[memo.id] = replace(memo, anchor_ids=tuple(ids))


def _keep_note(kept: str, note: str, state: State) -> None:
    known = state.codings[kept]
    if note and note not in known.note:
        joined = "\n".join(part for part in (known.note, note) if part)
        state.codings[kept] = replace(known, note=joined)


def _merge_links(state: State, stages: set[str]) -> None:
    """Make one of links that say the same; a stage that is not there is left out."""
    first: dict[tuple[object, ...], str] = {}
    gone: dict[str, str] = {}
    for link in list(state.links.values()):
        here = link if link.stage_id in stages else replace(link, stage_id=None)
        state.links[link.id] = here
        said = (here.from_id, here.to_id, here.kind, here.label, here.stage_id)
        kept = first.setdefault(said, link.id)
        if kept != link.id:
            gone[link.id] = kept
            names = [state.codes[one].name for one in (link.from_id, link.to_id)]
            state.ledger.remark("merged", "link_alike", " - ".join(names))
            del state.links[link.id]
    _anchor_again(gone, state)


def _untie(state: State) -> None:
    """Take the parent away from cases that lie within themselves."""
    for one in sorted(parent_loops({case.id: case.parent_id for case in state.cases.values()})):
        state.cases[one] = replace(state.cases[one], parent_id=None)
        state.ledger.remark("not held", "case_loop", state.cases[one].code)
