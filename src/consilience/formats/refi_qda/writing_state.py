"""What is known while a file is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree

from consilience.formats.markup import writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.formats.markup import Element
    from consilience.formats.refi_qda.records import Ledger
    from consilience.study import Coding, Study


@dataclass
class Draft:
    """The study, the report, the texts that go beside the document, and what notes refer to.

    ``notes_on`` are the ids of the memos on each record, ``extras`` the fields of codings by the
    id of the note that holds them, ``passages`` the selections of each case.
    """

    study: Study
    ledger: Ledger
    files: dict[str, bytes] = field(default_factory=dict)
    notes_on: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    extras: dict[str, str] = field(default_factory=dict)
    codings_of: dict[str, list[Coding]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for memo in self.study.memos:
            for anchor in memo.anchor_ids:
                self.notes_on[anchor].append(memo.id)
        for coding in self.study.codings:
            self.codings_of[coding.version_id].append(coding)

    def said(self, text: str, place: str) -> str:
        """Return a text as XML can hold it; signs that it cannot are remarked."""
        found = writable(text)
        if found != text:
            self.ledger.remark("changed", "unwritable", place)
        return found


def add(
    parent: Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None
) -> Element:
    """Add a child in the namespace of its parent; empty attributes are left out."""
    tag = str(parent.tag)
    made = etree.SubElement(parent, f"{tag[: tag.rindex('}') + 1]}{name}")
    for key, value in (attributes or {}).items():
        if value:
            made.set(key, value)
    if text:
        made.text = text
    return made


def add_notes(parent: Element, notes: list[str]) -> None:
    """Add references to notes."""
    for one in notes:
        add(parent, "NoteRef", "", {"targetGUID": one})


def stamp(actor_id: str | None, created_at: str) -> dict[str, str]:
    """Return who made something and when, as attributes."""
    time = datetime.fromisoformat(created_at).isoformat() if created_at else ""
    return {"creatingUser": actor_id or "", "creationDateTime": time}
