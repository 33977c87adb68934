"""The codebook as a tree that people change: add, rename, move, order, link, remove."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast

from consilience.errors import DataError, StudyError, UnknownNameError
from consilience.study.changes import put, remove
from consilience.study.coding_records import Code, CodeLink
from consilience.study.codings import code_path, codes_below
from consilience.study.edits.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.study.coding_records import CodeKind
    from consilience.study.model import Study

SEPARATOR = "/"
# What can be renamed or described; place and identity have operations of their own.
_PLACE = ("id", "parent_id", "position")


def full_name(study: Study, code: Code) -> str:
    """Return the names of a code and those above it, as people write them: ``theme/concept``."""
    return SEPARATOR.join(one.name for one in code_path(study, code.id))


def find_code(study: Study, name: str) -> Code:
    """Return the code that a person names: by its id, its name, or the end of its path.

    Parameters
    ----------
    study
        The study with the codebook.
    name
        Such as ``trust`` or ``relational governance/trust``; Chinese names count too.

    Raises
    ------
    DataError
        If several codes are called so.
    UnknownNameError
        If none is.

    Examples
    --------
    >>> from consilience.study import Code, Project, study_of
    >>> above = Code(name="governance", kind="theme")
    >>> trust = Code(name="trust", name_zh="信任", parent_id=above.id)
    >>> study = study_of([Project(code="P", title="Alliances"), above, trust])
    >>> find_code(study, "governance/信任") == trust
    True
    """
    found = [code for code in study.codes if name in {code.id, code.name, code.name_zh} - {""}]
    if not found:
        parts = [part.strip() for part in name.split(SEPARATOR)]
        found = [code for code in study.codes if _ends_with(study, code, parts)]
    if len(found) > 1:
        names = [full_name(study, code) for code in found]
        raise DataError("edits.error.several_codes", name=name, names=names)
    if not found:
        known = [full_name(study, code) for code in study.codes]
        raise UnknownNameError("code", "codebook", name, known)
    return found[0]


def _ends_with(study: Study, code: Code, parts: Sequence[str]) -> bool:
    path = code_path(study, code.id)[-len(parts) :]
    return len(path) == len(parts) and all(
        part in {one.name, one.name_zh} - {""} for one, part in zip(path, parts, strict=True)
    )


def kind_below(parent: Code | None) -> CodeKind:
    """Return the usual kind of a code under another: a theme under a dimension, else a concept."""
    return "theme" if parent is not None and parent.kind == "dimension" else "concept"


def add_code(study: Study, code: Code) -> Edit:
    """Add a code as the last under its parent.

    Raises
    ------
    DataError
        If a code under the same parent has its name.
    """
    _refuse_same_name(study, code)
    siblings = _children(study, code.parent_id)
    last = max((one.position for one in siblings), default=0)
    new = dataclasses.replace(code, position=last + 1)
    above = code_path(study, new.parent_id) if new.parent_id else ()
    name = SEPARATOR.join(one.name for one in (*above, new))
    return Edit(key="add_code", values={"code": name}, changes=put(study, [new]))


def change_code(study: Study, code: Code) -> Edit:
    """Put another version of a code in its place: its name, kind or description.

    Raises
    ------
    DataError
        If a code under the same parent has its new name.
    """
    before = cast("Code", study.by_id[code.id])
    code = dataclasses.replace(code, **{name: getattr(before, name) for name in _PLACE})
    _refuse_same_name(study, code)
    named = full_name(study, before)
    changes = put(study, [code])
    if code.name != before.name:
        return Edit(key="rename_code", values={"code": named, "name": code.name}, changes=changes)
    return Edit(key="change_code", values={"code": named}, changes=changes)


def move_code(study: Study, code: Code, parent: Code | None, position: int | None = None) -> Edit:
    """Put a code, with all below it, under another parent, or at another place under its own.

    Parameters
    ----------
    study, code
        What is moved.
    parent
        The code above it; None for the top.
    position
        Its place there, from 1; None for the last.

    Raises
    ------
    DataError
        If it would lie within itself, or a code there has its name.
    """
    parent_id = None if parent is None else parent.id
    if parent_id in _tree_below(study, code.id):
        raise DataError("edits.error.within_itself", code=full_name(study, code))
    moved = dataclasses.replace(code, parent_id=parent_id)
    _refuse_same_name(study, moved)
    siblings = [one for one in _children(study, parent_id) if one.id != code.id]
    place = len(siblings) if position is None else max(position - 1, 0)
    siblings.insert(place, moved)
    ordered = [dataclasses.replace(one, position=n) for n, one in enumerate(siblings, start=1)]
    values = {"code": full_name(study, code), "parent": _named(study, parent)}
    key = "order_code" if code.parent_id == parent_id else "move_code"
    return Edit(key=key, values=values, changes=put(study, ordered))


def remove_code(study: Study, code: Code) -> Edit:
    """Take a code out that nothing refers to: no code below it, no coding under it.

    Raises
    ------
    StudyError
        If something does, or if coders of an open round work with it.
    """
    for one in study.rounds:
        if one.state == "open" and (not one.code_ids or code.id in one.code_ids):
            values = {"code": full_name(study, code), "round": one.code}
            raise StudyError("edits.error.code_in_round", **values)
    used = bool(_children(study, code.id)) or any(one.code_id == code.id for one in study.codings)
    if used:
        raise StudyError("edits.error.code_in_use", code=full_name(study, code))
    links = [one for one in study.links if code.id in {one.from_id, one.to_id}]
    values = {"code": full_name(study, code)}
    return Edit(key="remove_code", values=values, changes=remove(study, [*links, code]))


def link_codes(study: Study, link: CodeLink) -> Edit:
    """Give a code a second place, or say how two codes are related.

    Raises
    ------
    DataError
        If a code is linked to itself, or would be a member of itself, or if a relation has no
        label.
    """
    source, target = (cast("Code", study.by_id[one]) for one in (link.from_id, link.to_id))
    below = codes_below(study, link.from_id) if link.kind == "member" else {link.from_id}
    if link.to_id in below:
        raise DataError("edits.error.within_itself", code=full_name(study, source))
    if link.kind == "relation" and not link.label:
        raise DataError("edits.error.no_label")
    known = [one for one in study.links if _said(one) == _said(link)]
    values = {
        "code": full_name(study, source),
        "other": full_name(study, target),
        "label": link.label,
    }
    changes = () if known else put(study, [link])
    return Edit(key=f"link_{link.kind}", values=values, changes=changes)


def unlink_codes(study: Study, code: Code, other: Code, label: str = "") -> Edit:
    """Take back the links from one code to another: all, or the relations with a label.

    Raises
    ------
    StudyError
        If there is none.
    """
    gone = [
        one
        for one in study.links
        if (one.from_id, one.to_id) == (code.id, other.id) and label in {"", one.label}
    ]
    values = {"code": full_name(study, code), "other": full_name(study, other)}
    if not gone:
        raise StudyError("edits.error.no_link", **values)
    return Edit(key="unlink", values=values, changes=remove(study, gone))


def _said(link: CodeLink) -> tuple[object, ...]:
    return (link.from_id, link.to_id, link.kind, link.label, link.stage_id)


def _named(study: Study, code: Code | None) -> str:
    return SEPARATOR if code is None else full_name(study, code)


def _children(study: Study, parent_id: str | None) -> list[Code]:
    found = (one for one in study.codes if one.parent_id == parent_id)
    return sorted(found, key=lambda one: (one.position, one.name))


def _tree_below(study: Study, code_id: str) -> set[str]:
    found = {code_id}
    waiting = [code_id]
    while waiting:
        below = [one.id for one in _children(study, waiting.pop())]
        found.update(below)
        waiting += below
    return found


def _refuse_same_name(study: Study, code: Code) -> None:
    for one in _children(study, code.parent_id):
        if one.name == code.name and one.id != code.id:
            raise DataError("edits.error.same_name", code=full_name(study, one))
