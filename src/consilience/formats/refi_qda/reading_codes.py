"""The codebook: a tree of codes, wherever the file keeps it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast, get_args

from consilience.formats.markup import Element, attribute, child, children, words
from consilience.formats.refi_qda.blocks import whole, without_block
from consilience.formats.refi_qda.identity import time_of, unique
from consilience.formats.refi_qda.markup import targets
from consilience.study import Code
from consilience.study.coding_records import CodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.formats.refi_qda.reading_state import State

_KINDS = get_args(CodeKind)
_TEXTS = ("name_zh", "include", "exclude", "example")
_SHORT_COLOUR = re.compile("#[0-9A-Fa-f]{3}")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_LEVELS: tuple[CodeKind, ...] = ("concept", "theme", "dimension")


def read_codes(root: Element, state: State) -> None:
    """Read every code; what kind it is follows from what lies under it where the file is silent."""
    found = [
        holder
        for part in (root, *children(root, "CodeBook", "Codebook"))
        for holder in children(part, "Codes")
    ]
    for holder in found:
        _read_level(children(holder, "Code"), None, "CodeBook", state)
    state.ledger.counts["code"] = len(state.codes)


def _read_level(codes: Iterable[Element], parent: str | None, above: str, state: State) -> int:
    """Read the codes under a parent; return how many levels there are, 0 for none."""
    names: set[str] = set()
    levels = 0
    for position, element in enumerate(codes):
        levels = max(levels, _read_code(element, (parent, position), (above, names), state))
    return levels


def _read_code(
    element: Element,
    where: tuple[str | None, int],
    around: tuple[str, set[str]],
    state: State,
) -> int:
    parent, position = where
    above, names = around
    name, place = _name(element, above, position, names, state)
    identifier = state.ids.new("code", attribute(element, "guid"), place)
    definition, fields = without_block(words(element, "Description"))
    told = whole(fields.get("position"))
    state.codes[identifier] = Code(
        id=identifier,
        name=name,
        parent_id=parent,
        position=position if told is None else told,
        definition=definition,
        colour=_colour(attribute(element, "color"), place, state),
        **_texts(fields),
    )
    for target in targets(element, "NoteRef"):
        state.note_anchors[target].append(identifier)
    deeper = _read_level(children(element, "Code"), identifier, place, state)
    codable = attribute(element, "isCodable").strip().lower() not in {"false", "0"}
    level: CodeKind = _LEVELS[min(deeper, len(_LEVELS) - 1)] if codable else "folder"
    kind = cast("CodeKind", fields["kind"]) if fields.get("kind") in _KINDS else level
    state.codes[identifier] = replace(state.codes[identifier], kind=kind)
    return deeper + 1


def _name(
    element: Element, above: str, position: int, names: set[str], state: State
) -> tuple[str, str]:
    said = attribute(element, "name")
    name = said.strip()
    place = f"{above}/{name or position + 1}"
    if not name:
        name = f"code {position + 1}"
        state.ledger.remark("changed", "name_missing", place, name=name)
    elif name != said:
        state.ledger.remark("changed", "name_blanks", place, name=said)
    found = unique(name, names)
    names.add(found)
    if found != name:
        state.ledger.remark("changed", "name_repeated", place, name=name, now=found)
    return found, place


def _texts(fields: dict[str, Any]) -> dict[str, Any]:
    found = {name: str(fields[name]) for name in _TEXTS if name in fields}
    return {**found, "created_at": time_of(str(fields.get("created_at", "")))[0]}


def _colour(said: str, place: str, state: State) -> str:
    colour = said.strip()
    if _SHORT_COLOUR.fullmatch(colour):
        colour = "#" + "".join(2 * sign for sign in colour[1:])
    if colour and not _COLOUR.fullmatch(colour):
        state.ledger.remark("changed", "colour", place, got=said)
        return ""
    return colour


def code_sets(root: Element) -> list[Element]:
    """Return the sets of a file: those of the project and those of its codebook."""
    parts = (root, *children(root, "CodeBook", "Codebook"))
    return [one for part in parts for one in children(child(part, "Sets"), "Set")]
