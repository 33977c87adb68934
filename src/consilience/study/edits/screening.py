"""What a person decides about a collaboration: in or out, who leads, how large, which structure."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from consilience.errors import DataError, UnknownNameError
from consilience.study.changes import put
from consilience.study.edits.alliance_names import Members
from consilience.study.edits.alliance_projects import CONFIRMED
from consilience.study.edits.edit import Edit

if TYPE_CHECKING:
    from consilience.study.model import Study
    from consilience.study.network_records import Collaboration, Participation

PARTS = ("leader", "size", "structure")


def exclude_collaboration(study: Study, code: str, reason: str) -> Edit:
    """Leave a collaboration out of every analysis, with the reason; it stays in the study.

    Raises
    ------
    DataError
        If no reason is given.
    UnknownNameError
        If there is no such collaboration.
    """
    found, words = study.collaboration(code), " ".join(reason.split())
    if not words:
        raise DataError("records.error.no_reason")
    changes = put(study, [dataclasses.replace(found, excluded=words)])
    return Edit(key="exclude", values={"code": code, "reason": words}, changes=changes)


def include_collaboration(study: Study, code: str) -> Edit:
    """Take a collaboration that was excluded into the analyses again.

    Raises
    ------
    UnknownNameError
        If there is no such collaboration.
    """
    found = dataclasses.replace(study.collaboration(code), excluded="")
    return Edit(key="include", values={"code": code}, changes=put(study, [found]))


def confirm_collaboration(
    study: Study,
    code: str,
    *,
    leaders: Sequence[str] | None = None,
    size: int | None = None,
    structure: str | None = None,
) -> Edit:
    """Say who leads a collaboration, how many parties it has, or which structure.

    A later import of its file leaves what was confirmed as it is.

    Parameters
    ----------
    study
        The study.
    code
        Of the collaboration.
    leaders
        Codes or names of parties; none of them where nobody leads. None leaves this open.
    size
        At least 1; None leaves it open.
    structure
        A scenario; None leaves it open.

    Raises
    ------
    DataError
        If nothing is confirmed, or a leader takes no part.
    UnknownNameError
        If there is no such collaboration.
    """
    found = study.collaboration(code)
    given = dict(zip(PARTS, (leaders, size, structure), strict=True))
    said = {name: value for name, value in given.items() if value is not None}
    if not said:
        raise DataError("records.error.nothing_confirmed")
    led = [] if leaders is None else _led(study, found, leaders)
    before = dict(found.attributes)
    parts = {*before.get(CONFIRMED, "").split(", "), *said} & set(PARTS)
    attributes = before | {CONFIRMED: ", ".join(sorted(parts))}
    ready = dataclasses.replace(
        found,
        size=found.size if size is None else size,
        structure=found.structure if structure is None else structure,
        attributes=tuple(sorted(attributes.items())),
    )
    values = {"code": code, "parts": sorted(said)}
    return Edit(key="confirm", values=values, changes=put(study, [ready, *led]))


def _led(study: Study, collaboration: Collaboration, leaders: Sequence[str]) -> list[Participation]:
    """Return the participations with those leading who were named, and nobody else."""
    parties = [one for one in study.participations if one.collaboration_id == collaboration.id]
    members = Members(study)
    known = {one.organisation_id for one in parties}
    wanted = set()
    for name in leaders:
        found = members.find(name)
        if found is None or found.id not in known:
            codes = [study.code_of(one.organisation_id) for one in parties]
            raise UnknownNameError("leader", collaboration.code, name, codes)
        wanted.add(found.id)
    return [dataclasses.replace(one, leads=one.organisation_id in wanted) for one in parties]
