"""Rounds of coding by several coders: opened with a session for each, released once."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from consilience.errors import DataError, StudyError
from consilience.results import Note
from consilience.study.changes import put
from consilience.study.coding_records import Session
from consilience.study.edits.edit import Edit

if TYPE_CHECKING:
    from consilience.study.base_records import Actor
    from consilience.study.coding_records import Round
    from consilience.study.model import Study


def open_round(study: Study, round_: Round, at: str = "") -> Edit:
    """Open a round, with a session for each of its coders.

    Raises
    ------
    DataError
        If there are fewer than two coders or no source, if a source has no text, or if there is a
        round with this code.
    """
    if len(round_.coder_ids) < 2:
        raise DataError("edits.error.two_coders", round=round_.code)
    if not round_.source_ids:
        raise DataError("edits.error.no_sources", round=round_.code)
    if round_.code in {one.code for one in study.rounds}:
        raise DataError("edits.error.round_exists", round=round_.code)
    with_text = {one.source_id for one in study.versions}
    without = [study.code_of(one) for one in round_.source_ids if one not in with_text]
    if without:
        raise DataError("edits.error.no_text", sources=without)
    sessions = [
        Session(
            code=f"{round_.code}-{study.code_of(coder)}",
            actor_id=coder,
            round_id=round_.id,
            blind=round_.blind,
            started_at=at,
        )
        for coder in round_.coder_ids
    ]
    values = {"round": round_.code, "coders": [study.code_of(one) for one in round_.coder_ids]}
    return Edit(key="open_round", values=values, changes=put(study, [round_, *sessions]))


def release_round(study: Study, round_: Round) -> Edit:
    """Release a round: from now on everybody sees all its codings, and nobody adds to them.

    A coder without any coding is named in a note: agreement takes this as "found nothing".

    Raises
    ------
    StudyError
        If it is released already.
    """
    if round_.state == "released":
        raise StudyError("edits.error.released", round=round_.code)
    of_round = {one.id: one.actor_id for one in study.sessions if one.round_id == round_.id}
    active = {of_round[one.session_id] for one in study.codings if one.session_id in of_round}
    idle = [study.code_of(one) for one in round_.coder_ids if one not in active]
    notes = (Note("edits.note.idle", {"coders": idle}, "warning"),) if idle else ()
    released = dataclasses.replace(round_, state="released")
    values = {"round": round_.code}
    return Edit(key="release_round", values=values, changes=put(study, [released]), notes=notes)


def session_for(study: Study, coder: Actor, source_id: str, round_code: str = "") -> Session | None:
    """Return the session in which a coder codes a source: that of the open round, if there is one.

    A coder who forgets to name the round would show their codings to the others; so an open round
    with this coder and source is taken where none is named.

    Raises
    ------
    DataError
        If several rounds are open for this coder and source, or the coder is not in the named one.
    UnknownNameError
        If there is no round with that code.
    """
    if round_code:
        named = study.round(round_code)
        if coder.id not in named.coder_ids:
            raise DataError("edits.error.not_in_round", name=coder.code, round=named.code)
        rounds = [named]
    else:
        rounds = [
            one
            for one in study.rounds
            if one.state == "open" and coder.id in one.coder_ids and source_id in one.source_ids
        ]
    if len(rounds) > 1:
        codes = [one.code for one in rounds]
        raise DataError("edits.error.several_rounds", coder=coder.code, rounds=codes)
    found = (
        one
        for one in study.sessions
        if rounds and (one.round_id, one.actor_id) == (rounds[0].id, coder.id)
    )
    return next(found, None)


def refuse_blind(study: Study) -> None:
    """Refuse to copy a study while a blind round is open: a copy would show its codings.

    Raises
    ------
    StudyError
        If there is such a round.
    """
    for one in study.rounds:
        if one.blind and one.state == "open":
            raise StudyError("edits.error.blind_copy", round=one.code)
