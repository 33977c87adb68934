"""Coding a span of a text: by its place, by its exact words; changing and removing codings."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, cast

from consilience.errors import DataError, StudyError
from consilience.study.changes import put, remove
from consilience.study.coding_records import Code, Coding
from consilience.study.codings import newest_versions
from consilience.study.edits.codebook import add_code, full_name
from consilience.study.edits.edit import Edit, now
from consilience.study.edits.naming import SHORT, with_id
from consilience.study.edits.rounds import session_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.study.base_records import Actor
    from consilience.study.coding_records import Round, Session, SourceVersion
    from consilience.study.model import Study

_LISTED = 10
_PLACE = re.compile(r"(.+):(\d+)-(\d+)")


def span_of_quote(text: str, words: str) -> tuple[int, int]:
    """Return where some words stand in a text, in code points, the end exclusive.

    Raises
    ------
    DataError
        If they are not there, or in several places; the sentence says how many and where.

    Examples
    --------
    >>> span_of_quote("我们信任他们😀。后来更信任。", "信任他们")
    (2, 6)
    >>> span_of_quote("我们信任他们😀。后来更信任。", "信任")
    Traceback (most recent call last):
    ...
    consilience.errors.DataError: '信任' stands in 2 places of the text, at 2, 11: give more words
    around it, or its start and end
    """
    if not words.strip():
        raise DataError("edits.error.empty_quote")
    found, place = [], text.find(words)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    if len(found) != 1:
        shown = [str(one) for one in found[:_LISTED]] + ["..."] * (len(found) > _LISTED)
        key = "edits.error.several_places" if found else "edits.error.no_place"
        raise DataError(key, words=words[:60], count=len(found), places=shown)
    return found[0], found[0] + len(words)


def span_of(
    study: Study, source: str, words: str, start: int | None, end: int | None
) -> tuple[int, int]:
    """Return a place in the newest text of a source, given by its words or by start and end.

    Raises
    ------
    DataError
        If it is not given in one way, or the words do not say where.
    """
    if bool(words) == (start is not None) or (start is None) != (end is None):
        raise DataError("edits.error.one_place")
    if start is not None and end is not None:
        return start, end
    version = newest_versions(study).get(study.source(source).id)
    if version is None:
        raise DataError("edits.error.no_text", sources=[source])
    return span_of_quote(version.text, words)


def find_coding(study: Study, name: str) -> Coding:
    """Return the coding that a person names: by its id, how it begins, or ``SOURCE:START-END``.

    Raises
    ------
    DataError
        If several are named so, or none.
    """
    place = _PLACE.fullmatch(name)
    if place is None:
        return with_id(study.codings, name)
    newest = newest_versions(study)
    version = next((v.id for v in newest.values() if study.code_of(v.source_id) == place[1]), "")
    span = (version, int(place[2]), int(place[3]))
    found = [one for one in study.codings if (one.version_id, one.start, one.end) == span]
    if len(found) > 1:
        ids = [one.id[:SHORT] for one in found]
        raise DataError("edits.error.several_codings", name=name, ids=ids)
    return found[0] if found else with_id(study.codings, name)


def new_coding(
    study: Study, source: str, place: tuple[int, int], actor: Actor | None, round_code: str = ""
) -> Coding:
    """Return a coding of the newest text of a source in the session of the open round, if any.

    Its code is still to be given: it is the code of nothing.

    Raises
    ------
    DataError, UnknownNameError
        If the source has no text or the round does not fit; see :func:`session_for`.
    """
    found = study.source(source)
    version = newest_versions(study).get(found.id)
    if version is None:
        raise DataError("edits.error.no_text", sources=[source])
    if actor is None and (round_code or any(found.id in one.source_ids for one in _open(study))):
        raise DataError("edits.error.no_actor")
    session = None if actor is None else session_for(study, actor, found.id, round_code)
    return Coding(
        version_id=version.id,
        start=place[0],
        end=place[1],
        code_id="",
        actor_id=None if actor is None else actor.id,
        session_id=None if session is None else session.id,
        created_at=now(),
    )


def code_span(study: Study, coding: Coding) -> Edit:
    """Code a span; no change where the same coder coded it so already.

    Parameters
    ----------
    study
        The study, or the part of it that :meth:`StudyStore.desk` gives.
    coding
        What is coded, by whom, in which session.

    Raises
    ------
    DataError
        If the source or the code is not one of the session's round, or the code is a folder.
    StudyError
        If the round is released.
    """
    code = cast("Code", study.by_id[coding.code_id])
    if code.kind == "folder":
        raise DataError("edits.error.folder", code=full_name(study, code))
    _refuse_outside_round(study, coding)
    same = any(_key(one) == _key(coding) for one in study.codings)
    values = {"code": full_name(study, code), **_place(study, coding)}
    return Edit(key="code_span", values=values, changes=() if same else put(study, [coding]))


def in_vivo(study: Study, coding: Coding, parent: Code | None, at: str = "") -> Edit:
    """Code a span with its own words as the code; the code is made if it is not there yet.

    ``coding`` may name any code; its words decide.

    Raises
    ------
    DataError
        As :func:`code_span`.
    StudyError
        If the round is blind: the name of the code would show the quote to the other coders.
    """
    found = _round_of(study, coding)
    if found is not None and found.blind:
        raise StudyError("edits.error.blind_in_vivo", round=found.code)
    version = cast("SourceVersion", study.by_id[coding.version_id])
    words = version.text[coding.start : coding.end]
    name, parent_id = re.sub(r"\s+", " ", words).strip(), None if parent is None else parent.id
    if not name:
        raise DataError("edits.error.empty_quote")
    known = [one for one in study.codes if (one.name, one.parent_id) == (name, parent_id)]
    if known:
        return code_span(study, dataclasses.replace(coding, code_id=known[0].id))
    new = Code(name=name, kind="in vivo", parent_id=parent_id, example=words, created_at=at)
    added = add_code(study, new)
    ready = dataclasses.replace(coding, code_id=new.id)
    _refuse_outside_round(study, ready)
    values = {"code": added.values["code"], **_place(study, coding)}
    return Edit(key="in_vivo", values=values, changes=(*added.changes, *put(study, [ready])))


def change_coding(study: Study, coding: Coding) -> Edit:
    """Put another version of a coding in its place.

    Raises
    ------
    DataError, StudyError
        As :func:`code_span`.
    """
    _refuse_outside_round(study, coding)
    values = {"coding": coding.id[:SHORT], **_place(study, coding)}
    return Edit(key="change_coding", values=values, changes=put(study, [coding]))


def remove_codings(study: Study, codings: Sequence[Coding]) -> Edit:
    """Take codings out.

    Raises
    ------
    StudyError
        If one was made in a round that is released, or something refers to it.
    """
    for coding in codings:
        _refuse_released(study, coding)
    values = {"count": len(codings), "codings": [one.id[:SHORT] for one in codings[:_LISTED]]}
    return Edit(key="remove_codings", values=values, changes=remove(study, codings))


def _open(study: Study) -> list[Round]:
    return [one for one in study.rounds if one.state == "open"]


def _round_of(study: Study, coding: Coding) -> Round | None:
    if coding.session_id is None:
        return None
    session = cast("Session", study.by_id[coding.session_id])
    return None if session.round_id is None else cast("Round", study.by_id[session.round_id])


def _refuse_released(study: Study, coding: Coding) -> None:
    found = _round_of(study, coding)
    if found is not None and found.state == "released":
        raise StudyError("edits.error.released", round=found.code)


def _refuse_outside_round(study: Study, coding: Coding) -> None:
    found = _round_of(study, coding)
    if found is None:
        return
    _refuse_released(study, coding)
    version = cast("SourceVersion", study.by_id[coding.version_id])
    source = study.code_of(version.source_id)
    if version.source_id not in found.source_ids:
        raise DataError("edits.error.not_in_round", name=source, round=found.code)
    if found.code_ids and coding.code_id not in found.code_ids:
        known = study.by_id.get(coding.code_id)
        name = full_name(study, known) if isinstance(known, Code) else source
        raise DataError("edits.error.not_in_round", name=name, round=found.code)


def _key(coding: Coding) -> tuple[object, ...]:
    return (
        coding.version_id,
        coding.start,
        coding.end,
        coding.code_id,
        coding.actor_id,
        coding.session_id,
        coding.case_id,
    )


def _place(study: Study, coding: Coding) -> dict[str, object]:
    version = cast("SourceVersion", study.by_id[coding.version_id])
    source = study.code_of(version.source_id)
    return {"source": source, "start": coding.start, "end": coding.end}
