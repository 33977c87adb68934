"""Which record of a study a row means: by code, else by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from consilience.study.base_records import Actor
from consilience.study.codings import visible_codings
from consilience.study.edits.alliance_lines import fault
from consilience.study.edits.alliance_names import name_key
from consilience.study.edits.naming import SHORT
from consilience.study.value_records import Indicator

if TYPE_CHECKING:
    from consilience.study.edits.alliance_import import Draft
    from consilience.study.edits.value_lines import ValueLine
    from consilience.study.model import Study

_SEVERAL = ""  # in place of an id: a name that several records have
_NAMED = {
    "case": ("cases", ("code", "name")),
    "stage": ("stages", ("code", "name", "name_zh")),
    "collaboration": ("collaborations", ("code", "title")),
    "actor": ("actors", ("code", "name")),
    "indicator": ("indicators", ("code", "label", "label_zh")),
}
_FOUND = ("case", "stage", "collaboration")
_MADE = ("actor", "indicator")
_ORGANISATIONS = ("organisation", "partner", "owner")


class LeftOutError(Exception):
    """A row that becomes no record; the message is its reason."""


class Links:
    """The ids of what rows name; organisations, experts and indicators are made where new."""

    def __init__(self, draft: Draft, coder_id: str | None = None) -> None:
        self._draft = draft
        self._known = {kind: self._ids(*how) for kind, how in _NAMED.items()}
        self._codings = seen_codings(draft.study, coder_id)

    def of(self, line: ValueLine, own: tuple[str, ...]) -> dict[str, Any]:
        """Return the ids that a row's names stand for, by field of its record.

        ``own`` are fields of the record that hold a name, not a reference.

        Raises
        ------
        LeftOutError
            If the study has no such case, stage, collaboration or coding.
        """
        said = {name: value for name, value in line.values.items() if name not in own}
        found: dict[str, Any] = {}
        for name in _FOUND:
            if name in said:
                found[f"{name}_id"] = self._find(name, said[name])
        if "coding" in said:
            found["coding_id"] = coding_of(self._codings, said["coding"])
        # last: a row that is left out makes nothing
        for name in _MADE:
            if name in said:
                found[f"{name}_id"] = self._take(name, said)
        for name in _ORGANISATIONS:
            if name in said:
                found[f"{name}_id"] = self._draft.members.take(said[name]).id
        if "members" in said:
            ids = [self._draft.members.take(name).id for name in said["members"]]
            found["member_ids"] = tuple(dict.fromkeys(ids))
        return found

    def _take(self, kind: str, said: Mapping[str, Any]) -> str:
        """Return the id of an expert or an indicator; one that is new is made."""
        name = said[kind]
        if name_key(name) not in self._known[kind]:
            made: Actor | Indicator = Actor(code=name, name=name, role="respondent")
            if kind == "indicator":
                made = Indicator(code=name, label=name, subsystem=said.get("subsystem", ""))
            self._draft.bring(made)
            self._known[kind][name_key(name)] = made.id
        return self._find(kind, name)

    def _find(self, kind: str, name: str) -> str:
        found = self._known[kind].get(name_key(name))
        if found is None:
            raise LeftOutError(fault(f"unknown {kind}", name))
        if found == _SEVERAL:
            raise LeftOutError(fault("ambiguous name", name))
        return found

    def _ids(self, records: str, fields: tuple[str, ...]) -> dict[str, str]:
        """Return ids by code and, where the code is no other's, by name."""
        found: dict[str, str] = {}
        every = getattr(self._draft.study, records)
        for field in fields:
            new: dict[str, str] = {}
            for key, identifier in _keys(every, field):
                same = new.setdefault(key, identifier)
                new[key] = identifier if same == identifier else _SEVERAL
            found = {**new, **found}
        return found


def seen_codings(study: Study, coder_id: str | None) -> tuple[str, ...]:
    """Return the ids of codings that a person may point at.

    Those of others in a blind round that is open are not among them.
    """
    return tuple(one.id for one in visible_codings(study, coder_id))


def coding_of(seen: Sequence[str], name: str) -> str:
    """Return the id of the coding that a row means, told by the beginning of it.

    Raises
    ------
    LeftOutError
        If none or several begin so.
    """
    found = [one for one in seen if one.startswith(name)]
    if len(found) != 1 or len(name) < SHORT:
        raise LeftOutError(fault("unknown coding", name))
    return found[0]


def _keys(records: tuple[Any, ...], field: str) -> Iterator[tuple[str, str]]:
    for one in records:
        if getattr(one, field):
            yield name_key(getattr(one, field)), one.id
