"""What is marked in a source: codings, passages without a code, areas of pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consilience.formats.markup import Element, attribute, children, local, words
from consilience.formats.refi_qda.identity import made_id
from consilience.formats.refi_qda.markup import guid_of, targets
from consilience.formats.refi_qda.offsets import Marked, places
from consilience.study import Code, Coding, Memo

if TYPE_CHECKING:
    from consilience.formats.refi_qda.offsets import Counting
    from consilience.formats.refi_qda.reading_state import State
    from consilience.formats.refi_qda.reading_texts import SourceText
    from consilience.study import Source, SourceVersion

_COMMENT = 8  # signs from which a description may be a quote
_TITLE = 60  # signs of a quote in the title of a memo
_AREA = ("page", "firstX", "firstY", "secondX", "secondY", "begin", "end")


@dataclass
class Draft:
    """A source with its text and what is marked in it, before it is known how marks are counted.

    ``whole`` are codings of the source as a whole, ``regions`` selections that are not in a text.
    """

    source: Source
    version: SourceVersion | None
    place: str
    found: SourceText
    marked: Marked = field(init=False)
    selections: list[Element] = field(default_factory=list)
    whole: list[Element] = field(default_factory=list)
    regions: list[Element] = field(default_factory=list)
    synchronised: list[tuple[Element, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.marked = Marked(self.found.text, self.found.mark)


@dataclass(frozen=True)
class _Passage:
    """A selection within a text; ``version`` is that text."""

    element: Element
    version: SourceVersion
    source: Source
    start: int
    end: int
    place: str

    @property
    def quote(self) -> str:
        return self.version.text[self.start : self.end]


def collected(holder: Element, draft: Draft, state: State) -> None:
    """Collect the selections of a text with their numbers; one without numbers is remarked."""
    marked = draft.marked
    for one in children(holder, "PlainTextSelection"):
        try:
            start, end = int(attribute(one, "startPosition")), int(attribute(one, "endPosition"))
        except ValueError:
            start = end = -1
        if draft.version is None or not -(2**53) < start <= end < 2**53 or start < 0:
            _lose(one, draft, f"{start}-{end}", state)
            continue
        marked.starts.append(start)
        marked.ends.append(end)
        marked.quotes.append(_quote_beside(one))
        draft.selections.append(one)


def _quote_beside(selection: Element) -> str:
    """Return the words that stand beside a selection and may be its quote."""
    name = attribute(selection, "name")
    said = "" if name.strip() else words(selection, "Description")
    return name.strip() or (said if len(said) >= _COMMENT else "")


def synchronised(holder: Element, draft: Draft) -> None:
    """Give the selections of a transcript their places by its synchronisation points."""
    at = {guid_of(point): attribute(point, "position") for point in children(holder, "SyncPoint")}
    for one in children(holder, "TranscriptSelection"):
        ends = [at.get(guid_of(one, name), "") for name in ("fromSyncPoint", "toSyncPoint")]
        if all(end.isdigit() for end in ends):
            draft.synchronised.append((one, int(ends[0]), int(ends[1])))
        else:
            draft.regions.append(one)


def add_selections(draft: Draft, counting: Counting, state: State) -> None:
    """Add the codings of all selections in a text."""
    if draft.version is None:
        return
    starts, ends, inside = places(draft.marked, counting)
    length = len(draft.version.text)
    spans = zip(draft.selections, starts.tolist(), ends.tolist(), inside.tolist(), strict=True)
    timed = ((one, start, end, start < end <= length) for one, start, end in draft.synchronised)
    for element, start, end, within in (*spans, *timed):
        place = f"{draft.place}/{start}-{end}"
        if not within and start < min(length, end):
            state.ledger.remark("changed", "span_cut", place, length=length)
            end = length  # noqa: PLW2901  (what is left of the selection)
        elif not within:
            _lose(element, draft, f"{start}-{end}", state)
            continue
        _add_passage(_Passage(element, draft.version, draft.source, start, end, place), state)


def add_whole(draft: Draft, state: State) -> None:
    """Add the codings of a source as a whole: over its text, or in a memo where it has none."""
    if draft.version is None:
        draft.regions += draft.whole
        return
    length = len(draft.version.text)
    for one in draft.whole:
        state.ledger.remark("changed", "whole_source", draft.place)
        passage = _Passage(one, draft.version, draft.source, 0, length, draft.place)
        _add_coding(one, passage, "", state)


def add_region_memo(draft: Draft, state: State) -> None:
    """Keep what is marked outside of texts in one memo of the source."""
    lines, anchors = [], [draft.source.id]
    for number, one in enumerate(draft.regions, start=1):
        codings = [one] if local(str(one.tag)) == "Coding" else list(children(one, "Coding"))
        codes = [_code_of(coding, draft.place, state) for coding in codings]
        area = ", ".join(f"{name} {attribute(one, name)}" for name in _AREA if attribute(one, name))
        said = [attribute(one, "name"), words(one, "Description")]
        named = [state.codes[code].name for code in codes]
        about = "; ".join(part for part in (area, *said) if part)
        lines.append(f"{number}. {about or draft.source.title}: {', '.join(named) or '-'}")
        anchors += [code for code in codes if code not in anchors]
        guid = attribute(one, "guid")
        for reference in (*targets(one, "NoteRef"), *_inner_notes(codings)):
            state.note_anchors[reference].append(draft.source.id)
        state.ledger.remark("not held", "region", f"{draft.place}/{guid or number}")
    if lines:
        identifier = made_id("regions", draft.source.id)
        title = state.title("regions", draft.source.title)
        text = "\n".join(lines)
        memo = Memo(id=identifier, title=title, text=text, anchor_ids=tuple(anchors))
        state.add_memo(memo)


def _inner_notes(codings: list[Element]) -> list[str]:
    return [target for coding in codings for target in targets(coding, "NoteRef")]


def _lose(element: Element, draft: Draft, span: str, state: State) -> None:
    """Remark a selection that is not in its text; its codes go to the memo of the source."""
    draft.regions.append(element)
    length = len(draft.found.text)
    state.ledger.remark("not held", "span_outside", f"{draft.place}/{span}", length=length)


def _add_passage(passage: _Passage, state: State) -> None:
    element = passage.element
    guid = guid_of(element)
    comment = words(element, "Description")
    if not state.own and _squeezed(comment) == _squeezed(passage.quote):
        comment = ""
    added = [_add_coding(one, passage, comment, state) for one in children(element, "Coding")]
    about = added or [_add_passage_memo(passage, guid, comment, state)]
    if guid:
        state.selections[guid] = (passage.source.id, added)
    for target in targets(element, "NoteRef"):
        state.note_anchors[target] += about


def _add_passage_memo(passage: _Passage, guid: str, comment: str, state: State) -> str:
    """Keep a passage without a code as a memo of its source."""
    span = f"{passage.start}-{passage.end}"
    quote = passage.quote
    memo = Memo(
        id=made_id("passage", passage.version.id, guid or span),
        title=" ".join(quote.split())[:_TITLE].strip() or span,
        text=f"[{span}] {quote}" + (f"\n\n{comment}" if comment else ""),
        anchor_ids=(passage.source.id,),
        actor_id=state.actor(passage.element),
        created_at=state.made_at(passage.element),
    )
    state.add_memo(memo)
    state.ledger.remark("changed", "passage", passage.place)
    return memo.id


def _add_coding(element: Element, passage: _Passage, comment: str, state: State) -> str:
    identifier = state.ids.new("coding", attribute(element, "guid"), passage.place)
    fields: dict[str, object] = {}
    for target in targets(element, "NoteRef"):
        if target in state.extras:
            fields.update(state.extras[target])
        else:
            state.note_anchors[target].append(identifier)
    owner = passage.element
    state.codings[identifier] = Coding(
        id=identifier,
        version_id=passage.version.id,
        start=passage.start,
        end=passage.end,
        code_id=_code_of(element, passage.place, state),
        actor_id=state.actor(element) or state.actor(owner),
        note=comment,
        created_at=state.made_at(element) or state.made_at(owner),
    )
    if fields:
        state.unresolved[identifier] = fields
    return identifier


def _code_of(element: Element, place: str, state: State) -> str:
    """Return the id of the code of a coding; a code that the file lacks is made."""
    wanted = next(iter(targets(element, "CodeRef")), "")
    found = state.ids.of("code", wanted)
    if found is None:
        name = f"code {wanted[:8] or '?'}"
        name = state.unique("made code", name, place)
        found = state.ids.new("code", wanted, place)
        state.codes[found] = Code(id=found, name=name, kind="free", position=len(state.codes))
        state.ledger.remark("changed", "code_missing", place, name=name)
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())
