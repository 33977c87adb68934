"""The codebook, relations between codes, and second places of codes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from consilience.formats.refi_qda.blocks import with_block
from consilience.formats.refi_qda.identity import made_id
from consilience.formats.refi_qda.markup import CODEBOOK
from consilience.formats.refi_qda.writing_state import add, add_notes

if TYPE_CHECKING:
    from consilience.formats.markup import Element
    from consilience.formats.refi_qda.writing_state import Draft
    from consilience.study import Code, CodeLink

_Below = dict[str | None, list["Code"]]


def write_codes(root: Element, draft: Draft) -> None:
    """Write the tree of codes, within a CodeBook where the root is a project."""
    below: _Below = defaultdict(list)
    for code in draft.study.codes:
        below[code.parent_id].append(code)
    draft.ledger.counts["code"] = len(draft.study.codes)
    if below[None]:
        bare = str(root.tag).startswith(f"{{{CODEBOOK}}}")
        codes = add(root if bare else add(root, "CodeBook"), "Codes")
        used = {coding.code_id for coding in draft.study.codings}
        for position, code in enumerate(below[None]):
            _write_code(codes, (code, position), (below, used, not bare), draft)


def _write_code(
    parent: Element,
    which: tuple[Code, int],
    around: tuple[_Below, set[str], bool],
    draft: Draft,
) -> None:
    code, position = which
    below, used, with_notes = around
    codable = code.kind != "folder" or code.id in used
    place = f"CodeBook/{code.name}"
    element = add(
        parent,
        "Code",
        "",
        {
            "guid": code.id,
            "name": draft.said(code.name, place),
            "isCodable": "true" if codable else "false",
            "color": code.colour,
        },
    )
    fields = {
        "kind": code.kind,
        "name_zh": code.name_zh,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "created_at": code.created_at,
        "position": code.position if code.position != position else "",
    }
    add(element, "Description", draft.said(with_block(code.definition, fields), place))
    if with_notes:
        add_notes(element, draft.notes_on[code.id])
    for number, one in enumerate(below[code.id]):
        _write_code(element, (one, number), around, draft)


def write_links(root: Element, draft: Draft) -> None:
    """Write relations between codes."""
    relations = [link for link in draft.study.links if link.kind == "relation"]
    if relations:
        links = add(root, "Links")
        for link in relations:
            element = add(
                links,
                "Link",
                "",
                {
                    "guid": link.id,
                    "name": draft.said(link.label, "Links"),
                    "direction": "OneWay",
                    "originGUID": link.from_id,
                    "targetGUID": link.to_id,
                },
            )
            add_notes(element, draft.notes_on[link.id])
    draft.ledger.counts["link"] = len(draft.study.links)


def write_sets(root: Element, draft: Draft) -> None:
    """Write codes that also belong to another one as a set that bears the other's name."""
    members: dict[str, list[CodeLink]] = defaultdict(list)
    for link in draft.study.links:
        if link.kind == "member":
            members[link.to_id].append(link)
    if not members:
        return
    sets = add(root, "Sets")
    reference = "guid" if str(root.tag).startswith(f"{{{CODEBOOK}}}") else "targetGUID"
    names = {code.id: code.name for code in draft.study.codes}
    for owner, links in members.items():
        name = draft.said(names[owner], "Sets")
        element = add(sets, "Set", "", {"guid": made_id("set", owner), "name": name})
        fields = {"members_of": owner, "ids": [link.id for link in links]}
        add(element, "Description", with_block("", fields))
        for link in links:
            add(element, "MemberCode", "", {reference: link.from_id})
