"""From a file of the standard to the records of a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from consilience.errors import DataError
from consilience.formats.markup import Element, attribute, child, children, others, parsed, words
from consilience.formats.refi_qda.blocks import without_block
from consilience.formats.refi_qda.container import SIDE_FILE, Container
from consilience.formats.refi_qda.finishing import finished
from consilience.formats.refi_qda.identity import Identities, made_id
from consilience.formats.refi_qda.markup import OWN_ORIGIN, guid_of
from consilience.formats.refi_qda.reading_cases import read_cases
from consilience.formats.refi_qda.reading_codes import read_codes
from consilience.formats.refi_qda.reading_notes import name_notes, read_links, read_notes, read_sets
from consilience.formats.refi_qda.reading_sources import read_sources
from consilience.formats.refi_qda.reading_state import State
from consilience.formats.refi_qda.records import Ledger, RefiProject
from consilience.study import Actor, Project
from consilience.study.base_records import CodeWords
from consilience.texts import LANGUAGES

if TYPE_CHECKING:
    from consilience.formats.refi_qda.offsets import End, Unit
    from consilience.study.base_records import SourceKind
    from consilience.texts import Language

_PARTS = {
    *("Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets"),
    *("Graphs", "Description", "NoteRef"),
}


def read_file(path: Path, unit: Unit | None, end: End | None, kind: SourceKind) -> RefiProject:
    """Return a file as records; see :func:`consilience.formats.refi_qda.read`."""
    with Container(path) as container:
        root = parsed(container.document(), container.name)
        name = _root_kind(root, container.name)
        ledger = Ledger()
        salt = "/".join(attribute(root, one) for one in ("name", "origin", "creationDateTime"))
        own = attribute(root, "origin").startswith(f"{OWN_ORIGIN} ")
        if own:  # what this program writes needs no telling
            unit, end = unit or "code points", end or "exclusive"
        state = State(container, ledger, Identities(salt, ledger), unit, end, kind, own)
        _read_project(root, state, name, path)
        _read_users(root, state)
        read_codes(root, state)
        read_sources(root, state)
        read_cases(root, state)
        notes = name_notes(root, state)
        read_links(root, state)
        read_sets(root, state)
        read_notes(notes, state)
        _remark_rest(root, state)
        records = finished(state)
        _remark_members(state)
    counted = {"memo": len(state.memos), "link": len(state.links), "case": len(state.cases)}
    ledger.counts.update({one: count for one, count in counted.items() if count})
    return RefiProject(attribute(root, "name"), attribute(root, "origin"), records, ledger.report())


def _root_kind(root: Element, file: str) -> str:
    name = str(root.tag).rpartition("}")[2].lower()
    if name not in {"project", "codebook"}:
        raise DataError("exchange.error.other_root", file=file, got=name)
    return name


def _read_project(root: Element, state: State, name: str, path: Path) -> None:
    title = attribute(root, "name").strip() or path.stem.strip() or name
    said, fields = without_block(words(root, "Description"))
    language = fields.get("language")
    code_words = fields.get("code_words")
    identifier = state.ids.new("project", str(fields.get("id") or made_id(name, title)), name)
    state.project = Project(
        id=identifier,
        code=str(fields.get("code", "")).strip() or title,
        title=title,
        description=said,
        language=cast("Language", language) if language in LANGUAGES else "en",
        unit_of_analysis=str(fields.get("unit_of_analysis", "")),
        outcome=str(fields.get("outcome", "")),
        code_words=(
            cast("CodeWords", code_words) if code_words in get_args(CodeWords) else "Gioia"
        ),
    )
    for reference in children(root, "NoteRef"):
        state.note_anchors[guid_of(reference, "targetGUID")].append(identifier)


def _read_users(root: Element, state: State) -> None:
    users = child(root, "Users")
    for number, user in enumerate(children(users, "User"), start=1):
        name = attribute(user, "name").strip()
        code = attribute(user, "id").strip() or name
        place = f"Users/User[{name or number}]"
        if not code:
            code = f"User {number}"
            state.ledger.remark("changed", "name_missing", place, name=code)
        identifier = state.ids.new("user", attribute(user, "guid"), place)
        used = state.unique("actor", code, place)
        state.actors[identifier] = Actor(id=identifier, code=used, name=name or used, role="coder")
    state.ledger.counts["actor"] = len(state.actors)


def _remark_rest(root: Element, state: State) -> None:
    """Remark what is left: graphs, parts that the standard does not know, times without a zone."""
    for graph in children(child(root, "Graphs"), "Graph"):
        place = f"Graphs/Graph[{attribute(graph, 'name') or attribute(graph, 'guid')}]"
        counts = {
            name.lower(): sum(1 for _ in children(graph, name)) for name in ("Vertex", "Edge")
        }
        state.ledger.remark("not held", "graph", place, **counts)
    for name in others(root, _PARTS):
        state.ledger.remark("not held", "unknown_part", name, count=1)
    if state.strangers:
        state.ledger.remark("not held", "user_unknown", "Users", count=state.strangers)
    if state.without_zone:
        state.ledger.remark("decided", "without_zone", "", count=state.without_zone)


def _remark_members(state: State) -> None:
    read = {*state.members_read, SIDE_FILE}
    for member in state.container.unread(read):
        if not member.lower().endswith((".qde", ".qdc")):
            state.ledger.remark("not held", "member_unused", member)
