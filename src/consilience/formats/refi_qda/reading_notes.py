"""Notes as memos, links and sets as relations of codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast, get_args

from consilience.formats.markup import Element, attribute, child, children, words
from consilience.formats.refi_qda.blocks import without_block
from consilience.formats.refi_qda.identity import made_id
from consilience.formats.refi_qda.markup import guid_of, targets
from consilience.formats.refi_qda.reading_codes import code_sets
from consilience.formats.refi_qda.reading_texts import text_of
from consilience.study import Code, CodeLink, Memo
from consilience.study.coding_records import MemoKind

if TYPE_CHECKING:
    from consilience.formats.refi_qda.reading_state import State

EXTRAS_NOTE = "consilience"  # name of the notes that hold nothing but fields of codings
_TITLE = 60
_KINDS = get_args(MemoKind)
_ANCHORS = ("code", "source", "coding", "case", "note", "project", "link", "user")


def read_extras(root: Element, state: State) -> None:
    """Read the notes that hold nothing but fields of codings and links."""
    for note in children(child(root, "Notes"), "Note"):
        said, fields = without_block(words(note, "PlainTextContent"))
        if fields and not said and attribute(note, "name") == EXTRAS_NOTE:
            state.extras[guid_of(note)] = fields


def name_notes(root: Element, state: State) -> list[tuple[Element, str, str]]:
    """Return every other note with its place and its id, so that links and sets can name it."""
    notes = [
        note for note in children(child(root, "Notes"), "Note") if guid_of(note) not in state.extras
    ]
    found = []
    for number, note in enumerate(notes, start=1):
        place = f"Notes/Note[{attribute(note, 'name').strip() or number}]"
        found.append((note, place, state.ids.new("note", attribute(note, "guid"), place)))
    return found


def read_notes(notes: list[tuple[Element, str, str]], state: State) -> None:
    """Read notes as memos on all that refers to them."""
    for note, place, identifier in notes:
        _read_note(note, place, identifier, state)
    for guid in state.note_anchors:
        if guid not in state.extras and state.ids.of("note", guid) is None:
            state.ledger.remark("not held", "note_unknown", guid)


def _read_note(note: Element, place: str, identifier: str, state: State) -> None:
    text = text_of(note, place, state).text
    said, fields = without_block(words(note, "Description"))
    body = "\n\n".join(part for part in (text, said) if part)
    title = attribute(note, "name").strip() or " ".join(body.split())[:_TITLE].strip() or place
    kind = fields.get("kind")
    guid = guid_of(note)
    state.add_memo(
        Memo(
            id=identifier,
            title=title,
            text=body,
            kind=cast("MemoKind", kind) if kind in _KINDS else "",
            anchor_ids=tuple(dict.fromkeys(state.note_anchors.get(guid, ()))),
            actor_id=state.actor(note),
            created_at=state.made_at(note),
        )
    )
    if fields.get("anchors"):
        state.unresolved[identifier] = {"anchors": fields["anchors"]}
    marked = list(children(note, "PlainTextSelection", "Coding"))
    if marked:
        state.ledger.remark("not held", "coded_note", place, count=len(marked))


def read_links(root: Element, state: State) -> None:
    """Read links between codes as relations; others are kept as memos."""
    for number, link in enumerate(children(child(root, "Links"), "Link"), start=1):
        name = attribute(link, "name").strip()
        place = f"Links/Link[{name or number}]"
        identifier = state.ids.new("link", attribute(link, "guid"), place)
        ends = [state.ids.of("code", attribute(link, end)) for end in ("originGUID", "targetGUID")]
        if ends[0] and ends[1]:
            _add_relation(link, (identifier, ends[0], ends[1]), name, state)
        else:
            _keep_link(link, identifier, place, state)


def _add_relation(link: Element, ids: tuple[str, str, str], name: str, state: State) -> None:
    identifier, origin, target = ids
    state.links[identifier] = CodeLink(
        id=identifier, from_id=origin, to_id=target, kind="relation", label=name
    )
    for reference in targets(link, "NoteRef"):
        state.note_anchors[reference].append(identifier)
    direction = attribute(link, "direction").strip()
    if direction and direction != "OneWay":
        place = f"{state.codes[origin].name} - {state.codes[target].name}"
        state.ledger.remark("not held", "link_direction", place, direction=direction)


def _keep_link(link: Element, identifier: str, place: str, state: State) -> None:
    """Keep a link that is not between codes as a memo on what it links."""
    found = [
        state.ids.of_any(_ANCHORS, guid_of(link, end)) or _coded(guid_of(link, end), state)
        for end in ("originGUID", "targetGUID")
    ]
    anchors = tuple(dict.fromkeys(one[1] for one in found if one))
    title = attribute(link, "name").strip() or place
    ends = " - ".join(attribute(link, end) for end in ("originGUID", "targetGUID"))
    state.add_memo(Memo(id=made_id("link", identifier), title=title, text=ends, anchor_ids=anchors))
    state.ledger.remark("changed", "link", place)


def _coded(guid: str, state: State) -> tuple[str, str] | None:
    """Return the first coding of a selection, or its source."""
    source, codings = state.selections.get(guid, ("", []))
    return ("coding", codings[0]) if codings else ("source", source) if source else None


def read_sets(root: Element, state: State) -> None:
    """Read sets of codes as folders that the codes also belong to; other sets as memos."""
    for number, one in enumerate(code_sets(root), start=1):
        name = attribute(one, "name").strip()
        place = f"Sets/Set[{name or number}]"
        said, fields = without_block(words(one, "Description"))
        identifier = state.ids.new("set", attribute(one, "guid"), place)
        codes = [state.ids.of("code", target) for target in targets(one, "MemberCode")]
        if None in codes:
            state.ledger.remark("not held", "member_unknown", place, count=codes.count(None))
        known = [code for code in codes if code is not None]
        if known:
            folder = state.ids.of("code", str(fields.get("members_of", "")))
            folder = folder or _folder(identifier, name or place, said, state)
            _add_members(known, folder, fields.get("ids"), state)
        others = _members(one, state)
        if others or not known:
            _keep_set(identifier, (name or place, said), others, state)
            state.ledger.remark("changed", "set_memo", place)


def _folder(identifier: str, name: str, said: str, state: State) -> str:
    taken = {code.name for code in state.codes.values() if code.parent_id is None}
    used, number = name, 1
    while used in taken:
        number += 1
        used = f"{name} ({number})"
    state.codes[identifier] = Code(
        id=identifier, name=used, kind="folder", position=len(state.codes), definition=said
    )
    state.ledger.remark("changed", "set_folder", f"Sets/Set[{name}]", name=used)
    return identifier


def _add_members(codes: list[str], folder: str, told: Any, state: State) -> None:
    """Add the members of a folder; ``told`` are the ids of their links, where the set says them."""
    ids = told if isinstance(told, list) and len(told) == len(codes) else [""] * len(codes)
    for code, said in zip(codes, ids, strict=True):
        place = f"{state.codes[folder].name}/{state.codes[code].name}"
        made = state.ids.new("link", str(said) or made_id("member", code, folder), place)
        state.links[made] = CodeLink(id=made, from_id=code, to_id=folder, kind="member")


def _members(element: Element, state: State) -> list[str]:
    sources = (state.ids.of("source", one) for one in targets(element, "MemberSource"))
    notes = (state.ids.of("note", one) for one in targets(element, "MemberNote"))
    return [one for one in (*sources, *notes) if one is not None]


def _keep_set(identifier: str, said: tuple[str, str], members: list[str], state: State) -> None:
    """Keep a set of sources or notes as a memo on its members."""
    title, text = said
    memo = Memo(id=made_id("set", identifier), title=title, text=text, anchor_ids=tuple(members))
    state.add_memo(memo)


def with_anchors(memo: Memo, wanted: Any, known: set[str]) -> Memo:
    """Return a memo with the anchors that its block names first, as far as they are there."""
    named = [str(one) for one in wanted] if isinstance(wanted, list) else []
    ids = dict.fromkeys((*(one for one in named if one in known), *memo.anchor_ids))
    return replace(memo, anchor_ids=tuple(ids))
