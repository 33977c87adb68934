"""Rows with one organisation each into a study."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from consilience.study.edits.alliance_import import AllianceImport, Draft, TableFile
from consilience.study.edits.alliance_lines import OrganisationLine
from consilience.study.edits.alliance_names import name_key
from consilience.study.network_records import Organisation

if TYPE_CHECKING:
    from consilience.study.model import Study


def import_organisations(
    study: Study, file: TableFile, lines: Iterable[OrganisationLine]
) -> AllianceImport:
    """Bring a table of organisations into a study: new ones, and what it says about known ones.

    An organisation is known by its code, else by its name. What a row leaves empty stays as it
    is, names add up, and no organisation goes. Parents that the study does not have are made.

    Raises
    ------
    DataError
        If the study has another file under the source's code.
    """
    draft = Draft(study, file)
    codes = {one.code: one for one in study.organisations}
    parents: list[tuple[str, str]] = []
    seen: set[str] = set()
    for line in lines:
        if line.fault or not line.name:
            draft.leave_out(line, line.fault or "no name")
            continue
        known = codes.get(line.code) if line.code else draft.members.find(line.name)
        if known is None:
            code = line.code or draft.members.free_code(line.name)
            known = Organisation(code=code, name=line.name)
            draft.members.new.append(line.name)
        if known.id in seen:
            draft.leave_out(line, "duplicate")
            continue
        seen.add(known.id)
        draft.members.put(_filled(draft.members.changed.get(known.id, known), line))
        codes[known.code] = draft.members.changed[known.id]
        draft.keep(line)
        if line.parent:
            parents.append((known.id, line.parent))
    for identifier, name in parents:
        above = draft.members.take(name)
        one = draft.members.changed[identifier]
        draft.members.put(dataclasses.replace(one, parent_id=above.id))
    return draft.finish()


def _filled(before: Organisation, line: OrganisationLine) -> Organisation:
    texts = {name: getattr(line, name) for name in ("name_zh", "sector", "country")}
    said = {name: value for name, value in texts.items() if value}
    # what was known by its code alone gets its name now
    name = line.name if before.name == before.code else before.name
    names = {name_key(one): one for one in reversed((*before.names, line.name, *line.names))}
    return dataclasses.replace(
        before,
        **said,
        name=name,
        names=tuple(one for key, one in reversed(names.items()) if key != name_key(name)),
        attributes=tuple(sorted((dict(before.attributes) | dict(line.attributes)).items())),
    )
