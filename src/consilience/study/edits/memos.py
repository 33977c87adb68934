"""Memos: notes of the researchers on any record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.errors import DataError
from consilience.study.changes import put, remove
from consilience.study.edits.codebook import find_code
from consilience.study.edits.edit import Edit
from consilience.study.edits.naming import with_id
from consilience.study.edits.spans import find_coding

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.study.coding_records import Memo
    from consilience.study.model import Study
    from consilience.study.records import Record


def add_memo(study: Study, memo: Memo) -> Edit:
    """Write a memo on records of the study, or change one.

    Raises
    ------
    DataError
        If it has no text, or is about something that the study does not have.
    """
    lost = [one for one in memo.anchor_ids if one not in study.by_id]
    if lost:
        raise DataError("edits.error.no_anchor", ids=lost)
    if not memo.text.strip():
        raise DataError("edits.error.empty_memo")
    return Edit(key="memo", values={"title": memo.title}, changes=put(study, [memo]))


def find_record(study: Study, name: str) -> Record:
    """Return the record that a person names as ``KIND:NAME``, such as ``code:trust``.

    Kinds are ``code``, ``source``, ``case``, ``person``, ``round`` and ``coding`` (the beginning
    of its id).

    Raises
    ------
    DataError
        If it is written otherwise, or the name is not clear.
    UnknownNameError
        If there is no such record.
    """
    kind, _, said = name.partition(":")
    finders: dict[str, Callable[[str], Record]] = {
        "code": lambda one: find_code(study, one),
        "source": study.source,
        "case": study.case,
        "person": study.actor,
        "round": study.round,
        "coding": lambda one: find_coding(study, one),
    }
    if kind not in finders or not said:
        raise DataError("edits.error.anchor_kind", got=name)
    return finders[kind](said)


def find_memo(study: Study, name: str) -> Memo:
    """Return the memo with this title or id, or with an id that begins so.

    Raises
    ------
    DataError
        If several are named so, or none.
    """
    titled = [one for one in study.memos if one.title == name]
    return titled[0] if len(titled) == 1 else with_id(study.memos, name)


def remove_memo(study: Study, memo: Memo) -> Edit:
    """Take a memo out."""
    return Edit(key="remove_memo", values={"title": memo.title}, changes=remove(study, [memo]))
