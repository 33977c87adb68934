"""Proposed codes: kept with what a person made of them; a coding comes from a person's act only."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, cast

from consilience.errors import StudyError
from consilience.study.changes import put
from consilience.study.coding_records import Code
from consilience.study.edits.codebook import find_code, full_name
from consilience.study.edits.edit import Edit
from consilience.study.edits.naming import with_id
from consilience.study.edits.spans import code_span, new_coding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.study.base_records import Actor
    from consilience.study.coding_records import Coding, SourceVersion, Suggestion
    from consilience.study.model import Study

_PLACE = re.compile(r"(.+):(\d+)-(\d+) (.+)")


def record_suggestions(study: Study, found: Iterable[Suggestion]) -> Edit:
    """Keep suggestions that were shown to a person; the same span, code and model stays once."""
    known = {_said(one) for one in study.suggestions}
    new = [one for one in found if _said(one) not in known]
    return Edit(key="suggestions", values={"count": len(new)}, changes=put(study, new))


def answer_suggestion(
    study: Study, suggestion: Suggestion, actor: Actor | None, coding: Coding | None
) -> Edit:
    """Accept a suggestion with the coding that comes of it, or reject it (no coding).

    Raises
    ------
    StudyError
        If it has been answered.
    DataError
        As :func:`code_span`.
    """
    if suggestion.outcome != "open":
        raise StudyError("edits.error.answered")
    answered = dataclasses.replace(
        suggestion,
        outcome="rejected" if coding is None else "accepted",
        actor_id=None if actor is None else actor.id,
    )
    code = full_name(study, cast("Code", study.by_id[suggestion.code_id]))
    changes = put(study, [answered])
    if coding is None:
        return Edit(key="reject", values={"code": code}, changes=changes)
    coded = code_span(study, coding)
    return Edit(key="accept", values=coded.values, changes=(*changes, *coded.changes))


def find_suggestion(study: Study, name: str) -> Suggestion:
    """Return the suggestion that a person names: by its id, or ``SOURCE:START-END CODE``.

    An id may be given by how it begins.

    Raises
    ------
    DataError
        If several are named so, or none.
    UnknownNameError
        If there is no such code.
    """
    match = _PLACE.fullmatch(name)
    if match is None:
        return with_id(study.suggestions, name)
    source, start, end, code = match.groups()
    code_id = find_code(study, code).id
    wanted = (source, int(start), int(end), code_id)
    found = [one for one in study.suggestions if _place(study, one) == wanted]
    return with_id(study.suggestions, found[-1].id if found else name)


def coding_of_suggestion(study: Study, suggestion: Suggestion, actor: Actor | None) -> Coding:
    """Return the coding that comes of accepting a suggestion.

    Raises
    ------
    StudyError
        If the text has been replaced since.
    DataError
        As :func:`new_coding`.
    """
    version = cast("SourceVersion", study.by_id[suggestion.version_id])
    place = (suggestion.start, suggestion.end)
    made = new_coding(study, study.code_of(version.source_id), place, actor)
    if made.version_id != version.id:
        raise StudyError("edits.error.old_text")
    return dataclasses.replace(made, code_id=suggestion.code_id)


def _place(study: Study, one: Suggestion) -> tuple[str, int, int, str]:
    version = cast("SourceVersion", study.by_id[one.version_id])
    return study.code_of(version.source_id), one.start, one.end, one.code_id


def _said(one: Suggestion) -> tuple[object, ...]:
    return (one.version_id, one.start, one.end, one.code_id, one.model)
