"""What coders decide together about codings that disagree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from consilience.errors import DataError, StudyError
from consilience.study.changes import put
from consilience.study.coding_records import Resolution
from consilience.study.edits.edit import Edit

if TYPE_CHECKING:
    from consilience.study.base_records import Actor
    from consilience.study.coding_records import Coding, Round
    from consilience.study.model import Study


def resolve(
    study: Study,
    round_: Round,
    compared: Sequence[Coding],
    standing: Sequence[Coding],
    reason: str,
    *,
    actor: Actor | None = None,
    at: str = "",
) -> Edit:
    """Say which codings stand where coders disagree, and why.

    Parameters
    ----------
    study, round_
        The round, released.
    compared
        The codings that disagree.
    standing
        Those that stand: some of ``compared``, or new ones that come in with the resolution; none
        where nothing is coded there.
    reason
        Why.
    actor, at
        Who decided, and when.

    Raises
    ------
    DataError
        If there is no reason, or nothing to compare.
    StudyError
        If the round is open, or one of the codings has been resolved before.
    """
    if round_.state == "open":
        raise StudyError("edits.error.still_open", round=round_.code)
    if not reason.strip():
        raise DataError("edits.error.no_reason")
    if not compared:
        raise DataError("edits.error.nothing_compared")
    done = {one for item in study.resolutions for one in item.coding_ids}
    if any(one.id in done for one in compared):
        raise StudyError("edits.error.resolved")
    resolution = Resolution(
        round_id=round_.id,
        coding_ids=tuple(one.id for one in compared),
        result_ids=tuple(one.id for one in standing),
        reason=reason.strip(),
        actor_id=None if actor is None else actor.id,
        created_at=at,
    )
    values = {"round": round_.code, "count": len(compared), "reason": resolution.reason}
    return Edit(key="resolve", values=values, changes=put(study, [*standing, resolution]))
