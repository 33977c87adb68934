"""Sources with their texts, and what is marked in them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, cast, get_args

from consilience.formats.markup import Element, attribute, child, children, local, others, words
from consilience.formats.refi_qda.blocks import whole, without_block
from consilience.formats.refi_qda.identity import made_id
from consilience.formats.refi_qda.markup import guid_of
from consilience.formats.refi_qda.offsets import decide
from consilience.formats.refi_qda.reading_notes import read_extras
from consilience.formats.refi_qda.reading_selections import (
    Draft,
    add_region_memo,
    add_selections,
    add_whole,
    collected,
    synchronised,
)
from consilience.formats.refi_qda.reading_texts import SourceText, file_hash, text_of
from consilience.formats.refi_qda.values import value_of, variable_names
from consilience.study import Memo, Source, SourceVersion
from consilience.study.base_records import SourceKind
from consilience.texts import Phrase

if TYPE_CHECKING:
    from consilience.formats.refi_qda.reading_state import State

_KINDS = get_args(SourceKind)
_TYPES = {
    "TextSource": "",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
_INNER = {
    "PDFSource": "Representation",
    "PictureSource": "TextDescription",
    "AudioSource": "Transcript",
    "VideoSource": "Transcript",
}
_REGIONS = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
_KNOWN = {
    *("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef"),
    *("VariableValue", "SyncPoint", "TranscriptSelection", *_INNER.values(), *_REGIONS),
}


def read_sources(root: Element, state: State) -> None:
    """Read every source, then every selection once it is known how they are counted."""
    read_extras(root, state)
    names = variable_names(root)
    drafts: list[Draft] = []
    for number, element in enumerate(children(child(root, "Sources"), *_TYPES), start=1):
        found = _read_source(element, number, state)
        _keep_values(element, found[0], names, state)
        drafts += found
    for stray in others(child(root, "Sources"), _TYPES):
        state.ledger.remark("not held", "unknown_part", f"Sources/{stray}", count=1)
    decision = decide([one.marked for one in drafts], state.unit, state.end)
    _remark_decision(drafts, decision, state)
    for draft in drafts:
        add_selections(draft, decision.counting, state)
        add_whole(draft, state)
        add_region_memo(draft, state)
    state.ledger.counts["source"] = len(state.sources)
    state.ledger.counts["coding"] = len(state.codings)
    if state.kinds_assumed:
        kind = Phrase(f"report.source_kind.{state.source_kind}")
        values = {"kind": kind, "count": state.kinds_assumed}
        state.ledger.remark("decided", "source_kind", "Sources", **values)


def _read_source(element: Element, number: int, state: State) -> list[Draft]:
    """Return the texts of a source: one, none for a picture, several for transcripts."""
    name = local(str(element.tag))
    title = attribute(element, "name").strip()
    place = f"Sources/{name}[{title or attribute(element, 'guid') or number}]"
    inner = list(children(element, _INNER[name])) if name in _INNER else [element]
    for stray in others(element, _KNOWN):
        state.ledger.remark("not held", "unknown_part", f"{place}/{stray}", count=1)
    return [
        _draft(element, one, place if one is element else f"{place}/{order}", order, state)
        for order, one in enumerate(inner or [element])
    ]


def _draft(element: Element, holder: Element, place: str, order: int, state: State) -> Draft:
    """Return a text with what is marked in it; further transcripts become further sources."""
    found = text_of(holder, place, state, element if holder is not element else None)
    said, fields = without_block(words(element if order == 0 else holder, "Description"))
    owner = element if order == 0 else holder
    source = _source(element, owner, (said, fields), place, state)
    version = _version(source, found, fields, state)
    if version is None and order == 0 and "kind" not in fields:
        state.ledger.remark("not held", "no_text", place)
    draft = Draft(source, version, place, found)
    collected(holder, draft, state)
    if local(str(holder.tag)) == "Transcript":
        synchronised(holder, draft)
    if order == 0:
        draft.whole = list(children(element, "Coding"))
        draft.regions += children(element, *_REGIONS)
    for one in {id(element): element, id(holder): holder}.values() if order == 0 else (holder,):
        for reference in children(one, "NoteRef"):
            target = guid_of(reference, "targetGUID")
            state.note_anchors[target].append(source.id)
    return draft


def _source(
    element: Element,
    owner: Element,
    described: tuple[str, dict[str, Any]],
    place: str,
    state: State,
) -> Source:
    said, fields = described
    older = fields.get("version_of")
    if isinstance(older, str) and (known := state.ids.of("source", older)):
        state.ids.new("version", attribute(owner, "guid"), place)
        return state.sources[known]
    identifier = state.ids.new("source", attribute(owner, "guid"), place)
    base, digest = file_hash(element, state)
    title = attribute(owner, "name").strip() or attribute(element, "name").strip() or base.strip()
    if not title:
        title = f"Source {len(state.sources) + 1}"
        state.ledger.remark("changed", "name_missing", place, name=title)
    code = state.unique("source", str(fields.get("code", "")).strip() or title, place)
    kind = fields.get("kind")
    state.kinds_assumed += kind not in _KINDS
    source = Source(
        id=identifier,
        code=code,
        title=title,
        kind=cast("SourceKind", kind) if kind in _KINDS else state.source_kind,
        provenance=said,
        **_facts(fields, base, digest, _TYPES[local(str(element.tag))]),
    )
    state.sources[identifier] = source
    if isinstance(fields.get("actors"), list):
        state.unresolved[identifier] = {"actors": fields["actors"]}
    return source


def _facts(fields: dict[str, Any], base: str, digest: str, media: str) -> dict[str, Any]:
    """Return what a block says of a source, or what its file shows."""
    minutes = fields.get("minutes")
    own = "kind" in fields
    return {
        "period": str(fields.get("period", "")),
        "minutes": float(minutes or 0) if _is_count(minutes) else None,
        "characters": whole(fields.get("characters")),
        "documents": whole(fields.get("documents")),
        "sha256": str(fields.get("sha256", "")) if own else digest,
        "file_name": str(fields.get("file_name", "")) if own else base,
        "document_type": str(fields.get("document_type", "")) if own else media,
    }


def _is_count(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**9


def _version(
    source: Source, found: SourceText, fields: dict[str, Any], state: State
) -> SourceVersion | None:
    if not found.text:
        return None
    digest = hashlib.sha256(found.text.encode("utf-8", "surrogatepass")).hexdigest()
    made = made_id("version", source.id, digest)
    if fields.get("text_sha256") == digest and isinstance(fields.get("version"), str):
        made = str(fields["version"])
    state.texts[source.id] += 1
    number = whole(fields.get("number")) or state.texts[source.id]
    version = SourceVersion(
        id=made, source_id=source.id, number=number, text=found.text, sha256=digest
    )
    state.versions[made] = version
    return version


def _keep_values(element: Element, draft: Draft, names: dict[str, str], state: State) -> None:
    """Keep the attributes of a source in a memo: sources of a study have fixed ones."""
    lines = [
        f"{names.get(reference, reference)}: {value}"
        for reference, value in map(value_of, children(element, "VariableValue"))
    ]
    if lines:
        title = state.title("values", draft.source.title)
        state.add_memo(
            Memo(
                id=made_id("values", draft.source.id),
                title=title,
                text="\n".join(lines),
                anchor_ids=(draft.source.id,),
            )
        )
        state.ledger.remark("changed", "source_values", draft.place, count=len(lines))


def _remark_decision(drafts: list[Draft], decision: Any, state: State) -> None:
    if any(one.marked.starts for one in drafts):
        counting = decision.counting
        state.ledger.remark(
            "decided",
            f"offsets_{decision.sign}",
            "",
            unit=Phrase(f"exchange.word.{counting.unit.replace(' ', '_')}"),
            end=Phrase(f"exchange.word.{counting.end}"),
            line_breaks=Phrase(f"exchange.word.{counting.line_breaks.replace(' ', '_')}"),
            count=decision.count,
            total=decision.total,
        )
