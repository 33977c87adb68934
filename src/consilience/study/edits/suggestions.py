"""Proposed codes: kept with what a person made of them; a coding comes from a person's act only."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast

from consilience.errors import StudyError
from consilience.study.changes import put
from consilience.study.coding_records import Code
from consilience.study.edits.codebook import full_name
from consilience.study.edits.edit import Edit
from consilience.study.edits.spans import code_span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.study.base_records import Actor
    from consilience.study.coding_records import Coding, Suggestion
    from consilience.study.model import Study


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


def _said(one: Suggestion) -> tuple[object, ...]:
    return (one.version_id, one.start, one.end, one.code_id, one.model)
