"""Sources with their codings, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.formats.refi_qda.blocks import with_block
from consilience.formats.refi_qda.identity import made_id
from consilience.formats.refi_qda.reading_notes import EXTRAS_NOTE
from consilience.formats.refi_qda.writing_people import selection_id
from consilience.formats.refi_qda.writing_state import add, add_notes, stamp
from consilience.study import newest_versions

if TYPE_CHECKING:
    from consilience.formats.markup import Element
    from consilience.formats.refi_qda.writing_state import Draft
    from consilience.study import Coding, Memo, Source, SourceVersion

_QUOTE = 80  # signs of a quote that stand beside its selection
_FACTS = (
    *("kind", "period", "minutes", "characters", "sha256", "file_name", "document_type"),
    "documents",
)


def write_sources(root: Element, draft: Draft) -> None:
    """Write every source with its newest text, and older texts that bear codings."""
    study = draft.study
    newest = newest_versions(study)
    older: dict[str, list[SourceVersion]] = {}
    for version in study.versions:
        if newest[version.source_id].id == version.id:
            continue
        if draft.codings_of[version.id]:
            older.setdefault(version.source_id, []).append(version)
        else:
            place = f"{study.code_of(version.source_id)}/{version.number}"
            draft.ledger.remark("not held", "older_text", place)
    if study.sources:
        holder = add(root, "Sources")
        for source in study.sources:
            _write_source(holder, source, newest.get(source.id), draft)
            for version in older.get(source.id, ()):
                _write_older(holder, source, version, draft)
    draft.ledger.counts["source"] = len(study.sources)
    draft.ledger.counts["coding"] = len(study.codings)
    if draft.extras:
        count = sum(bool(_extras(one, draft)) for one in study.codings)
        draft.ledger.remark("not held", "coding_fields", "Notes", count=count)


def _write_source(
    holder: Element, source: Source, version: SourceVersion | None, draft: Draft
) -> None:
    fields: dict[str, Any] = {name: getattr(source, name) for name in _FACTS}
    fields["code"] = source.code if source.code != source.title else ""
    fields["actors"] = [draft.study.code_of(one) for one in source.actor_ids] or ""
    element = _text_source(holder, source.id, source.title, version, draft)
    described = with_block(source.provenance, {**fields, **_told(version)})
    add(element, "Description", draft.said(described, f"Sources/{source.code}"))
    if version is None:
        add(element, "PlainTextContent")
        draft.ledger.remark("not held", "no_text", f"Sources/{source.code}")
    else:
        _write_codings(element, version, draft)
    add_notes(element, draft.notes_on[source.id])


def _write_older(holder: Element, source: Source, version: SourceVersion, draft: Draft) -> None:
    title = f"{source.title} ({version.number})"
    element = _text_source(holder, version.id, title, version, draft)
    add(element, "Description", with_block("", {"version_of": source.id, **_told(version)}))
    _write_codings(element, version, draft)


def _told(version: SourceVersion | None) -> dict[str, str | int]:
    if version is None:
        return {}
    return {"version": version.id, "number": version.number, "text_sha256": version.sha256}


def _text_source(
    holder: Element, guid: str, title: str, version: SourceVersion | None, draft: Draft
) -> Element:
    path = f"{guid}.txt"
    if version is not None:
        draft.files[f"sources/{path}"] = version.text.encode()
    return add(
        holder,
        "TextSource",
        "",
        {
            "guid": guid,
            "name": draft.said(title, f"Sources/{title}"),
            "plainTextPath": f"internal://{path}" if version else "",
        },
    )


def _write_codings(element: Element, version: SourceVersion, draft: Draft) -> None:
    for coding in draft.codings_of[version.id]:
        made = stamp(coding.actor_id, coding.created_at)
        selection = add(
            element,
            "PlainTextSelection",
            "",
            {
                "guid": selection_id(coding.id),
                "name": draft.said(_beginning(version.text[coding.start : coding.end]), version.id),
                "startPosition": str(coding.start),
                "endPosition": str(coding.end),
                **made,
            },
        )
        if coding.note:
            add(selection, "Description", draft.said(coding.note, f"{version.id}/{coding.start}"))
        held = add(selection, "Coding", "", {"guid": coding.id, **made})
        add(held, "CodeRef", "", {"targetGUID": coding.code_id})
        add_notes(held, [*_extras(coding, draft), *draft.notes_on[coding.id]])


def _beginning(quote: str) -> str:
    said = " ".join(quote.split())
    return said if len(said) <= _QUOTE else f"{said[: _QUOTE - 1]}…"


def _extras(coding: Coding, draft: Draft) -> list[str]:
    """Return the note for the fields of a coding that the standard lacks, if it has any."""
    fields = {
        "direction": coding.direction,
        "intensity": coding.intensity,
        "importance": coding.importance,
        "exemplar": coding.exemplar,
        "session": draft.study.code_of(coding.session_id) if coding.session_id else "",
        "stage": draft.study.code_of(coding.stage_id) if coding.stage_id else "",
    }
    block = with_block("", fields)
    if not block:
        return []
    made = made_id("fields", block)
    draft.extras[made] = block
    return [made]


def write_notes(root: Element, draft: Draft) -> None:
    """Write memos, and one note for each combination of fields that codings have."""
    if draft.study.memos or draft.extras:
        notes = add(root, "Notes")
        for memo in draft.study.memos:
            _write_memo(notes, memo, draft)
        for guid, block in sorted(draft.extras.items()):
            note = add(notes, "Note", "", {"guid": guid, "name": EXTRAS_NOTE})
            add(note, "PlainTextContent", draft.said(block, "Notes"))
    draft.ledger.counts["memo"] = len(draft.study.memos)


def _write_memo(notes: Element, memo: Memo, draft: Draft) -> None:
    place = f"Notes/{memo.title}"
    note = add(
        notes,
        "Note",
        "",
        {
            "guid": memo.id,
            "name": draft.said(memo.title, place),
            **stamp(memo.actor_id, memo.created_at),
        },
    )
    fields = {"kind": memo.kind, "anchors": list(memo.anchor_ids) or ""}
    block = with_block("", fields)
    if block:
        add(note, "Description", block)
    add(note, "PlainTextContent", draft.said(memo.text, place))
