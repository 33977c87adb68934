"""What is known while a file is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from consilience.formats.markup import attribute
from consilience.formats.refi_qda.identity import time_of, unique
from consilience.study import Project
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.formats.markup import Element
    from consilience.formats.refi_qda.container import Container
    from consilience.formats.refi_qda.identity import Identities
    from consilience.formats.refi_qda.offsets import End, Unit
    from consilience.formats.refi_qda.records import Ledger
    from consilience.study import (
        Actor,
        Case,
        Code,
        CodeLink,
        Coding,
        Memo,
        Source,
        SourceVersion,
    )
    from consilience.study.base_records import SourceKind


@dataclass
class State:
    """The file, its report, and everything that was read so far, by id.

    ``own`` says that this program wrote the file.

    ``selections`` are the source and the codings of each selection, ``note_anchors`` the ids of
    what refers to each note, both by GUIDs in lower case. ``extras`` are the fields that notes
    give to codings, ``unresolved`` the fields of records that name others by their codes.
    ``members_read`` are the parts of the archive that were used.
    """

    container: Container
    ledger: Ledger
    ids: Identities
    unit: Unit | None
    end: End | None
    source_kind: SourceKind
    own: bool
    project: Project = field(default_factory=lambda: Project(code="P", title="P"))
    actors: dict[str, Actor] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    versions: dict[str, SourceVersion] = field(default_factory=dict)
    codings: dict[str, Coding] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    memos: dict[str, Memo] = field(default_factory=dict)
    links: dict[str, CodeLink] = field(default_factory=dict)
    selections: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    note_anchors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unresolved: dict[str, dict[str, Any]] = field(default_factory=dict)
    extras: dict[str, dict[str, Any]] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    repeats: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    members_read: set[str] = field(default_factory=set)
    texts: Counter[str] = field(default_factory=Counter)
    without_zone: int = 0
    strangers: int = 0
    kinds_assumed: int = 0

    def unique(self, kind: str, name: str, place: str) -> str:
        """Return a name that no other record of the kind has; another one is remarked."""
        repeats = self.repeats[kind]
        found = unique(name, self.taken[kind], 1 + repeats[name])
        repeats[name] += found != name  # many surveys have thousands of sources of one name
        self.taken[kind].add(found)
        if found != name:
            self.ledger.remark("changed", "name_repeated", place, name=name, now=found)
        return found

    def actor(self, element: Element) -> str | None:
        """Return the id of the user who made something, None where the file names nobody."""
        said = attribute(element, "creatingUser")
        found = self.ids.of("user", said) if said else None
        if said and found is None:
            self.strangers += 1
        return found

    def made_at(self, element: Element) -> str:
        """Return when something was made, "" where the file does not say."""
        found, assumed = time_of(attribute(element, "creationDateTime"))
        self.without_zone += assumed
        return found

    def title(self, key: str, said: str) -> str:
        """Return the title of a memo that the import makes, in the language of the project."""
        return text(f"exchange.memo.{key}", self.project.language, title=said)

    def add_memo(self, memo: Memo) -> None:
        """Add a memo."""
        self.memos[memo.id] = memo
