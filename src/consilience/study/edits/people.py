"""The people of a study: coders, interviewees, researchers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from consilience.study.changes import put
from consilience.study.edits.edit import Edit

if TYPE_CHECKING:
    from consilience.study.base_records import Actor
    from consilience.study.model import Study


def put_actor(study: Study, actor: Actor) -> Edit:
    """Add a person, or give the one with this code another name or role."""
    known = {one.code: one.id for one in study.actors}
    ready = dataclasses.replace(actor, id=known.get(actor.code, actor.id))
    values = {"code": actor.code, "name": actor.name}
    return Edit(key="put_actor", values=values, changes=put(study, [ready]))
