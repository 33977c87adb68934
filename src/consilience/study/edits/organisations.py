"""The organisations of a study as people keep them: added, changed, and told to be two."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, cast

from consilience.errors import DataError, UnknownNameError
from consilience.study.changes import put
from consilience.study.edits.alliance_names import name_key
from consilience.study.edits.edit import Edit, now
from consilience.study.network_records import NameDecision

if TYPE_CHECKING:
    from consilience.study.model import Study
    from consilience.study.network_records import Organisation


def find_organisation(study: Study, name: str) -> Organisation:
    """Return the organisation that a person names: by id, code, or any of its names.

    Case, width and small marks do not matter where no organisation is called exactly so.

    Parameters
    ----------
    study
        The study with the organisations.
    name
        Such as ``Huawei`` or ``华为技术有限公司``.

    Raises
    ------
    DataError
        If several organisations are called so.
    UnknownNameError
        If none is.

    Examples
    --------
    >>> from consilience.study import Organisation, Project, study_of
    >>> huawei = Organisation(code="Huawei", name="Huawei", names=("华为",))
    >>> find_organisation(study_of([Project(code="P", title="T"), huawei]), "华为") == huawei
    True
    """
    found = [one for one in study.organisations if name in {one.id, one.code}]
    found = found or [one for one in study.organisations if name in all_names(one)]
    key = name_key(name)
    found = found or [
        one for one in study.organisations if key in {name_key(each) for each in all_names(one)}
    ]
    if len(found) > 1:
        codes = [one.code for one in found]
        raise DataError("edits.error.several_organisations", name=name, codes=codes)
    if not found:
        known = [one.code for one in study.organisations]
        raise UnknownNameError("organisation", "study", name, known)
    return found[0]


def all_names(organisation: Organisation) -> tuple[str, ...]:
    """Return the name of an organisation, its Chinese one and its other names, each once."""
    own = (organisation.name, organisation.name_zh, *organisation.names)
    return tuple(dict.fromkeys(name for name in own if name))


def add_organisation(study: Study, organisation: Organisation) -> Edit:
    """Add an organisation.

    Raises
    ------
    DataError
        If another organisation has its code or one of its names.
    """
    _refuse_taken(study, organisation)
    changes = put(study, [organisation])
    return Edit(key="add_organisation", values={"code": organisation.code}, changes=changes)


def change_organisation(study: Study, organisation: Organisation) -> Edit:
    """Put another version of an organisation in its place.

    Raises
    ------
    DataError
        If another organisation has its code or one of its names, or if it would belong to itself.
    """
    _refuse_taken(study, organisation)
    if organisation.parent_id in organisations_below(study, organisation.id):
        raise DataError("edits.error.part_of_itself", code=organisation.code)
    changes = put(study, [organisation])
    before = cast("Organisation", study.by_id[organisation.id])
    return Edit(key="change_organisation", values={"code": before.code}, changes=changes)


def keep_apart(
    study: Study,
    one: Organisation,
    other: Organisation,
    reason: str = "",
    *,
    actor_id: str | None = None,
    score: float | None = None,
    rule: str = "",
) -> Edit:
    """Say that two organisations are two, so that the pair is not proposed again.

    Raises
    ------
    DataError
        If it is one organisation.
    """
    if one.id == other.id:
        raise DataError("edits.error.apart_from_itself", code=one.code)
    decision = decided(
        study,
        (one.name, other.name),
        same=False,
        reason=reason,
        actor_id=actor_id,
        score=score,
        rule=rule,
    )
    values = {"code": one.code, "other": other.code}
    return Edit(key="keep_apart", values=values, changes=put(study, [decision]))


def decided(study: Study, names: tuple[str, str], **said: Any) -> NameDecision:
    """Return what a person decided about two names, in place of what was decided before."""
    first, second = sorted(names)
    for old in study.decisions:
        if (old.first, old.second) == (first, second):
            kept = all(getattr(old, field) == value for field, value in said.items())
            return old if kept else dataclasses.replace(old, created_at=now(), **said)
    return NameDecision(first=first, second=second, created_at=now(), **said)


def organisations_below(study: Study, organisation_id: str) -> set[str]:
    """Return the ids of an organisation and of all that belong to it, at any depth."""
    found, waiting = {organisation_id}, [organisation_id]
    while waiting:
        above = waiting.pop()
        below = {one.id for one in study.organisations if one.parent_id == above} - found
        found |= below
        waiting += sorted(below)
    return found


def _refuse_taken(study: Study, organisation: Organisation) -> None:
    """Refuse a code or a name that another organisation has."""
    own = {organisation.code, *all_names(organisation)}
    for other in study.organisations:
        taken = sorted(own & {other.code, *all_names(other)})
        if taken and other.id != organisation.id:
            raise DataError("edits.error.organisation_taken", name=taken[0], code=other.code)
