"""A corrected text in place of another: its codings are found again by their words and context."""

from __future__ import annotations

from dataclasses import dataclass

from consilience import coding
from consilience.errors import DataError
from consilience.study import Coding, Source, Study, Suggestion, newest_versions
from consilience.study.edits import Edit, Text, new_version


@dataclass(frozen=True)
class NewText:
    """The change that brings a corrected text, and where each coding went.

    ``anchors`` stand beside the codings of the old text, in order; those without a new place stay
    on the old text.
    """

    edit: Edit
    codings: tuple[Coding, ...]
    anchors: tuple[coding.Anchor, ...]
    old_text: str
    new_text: str


def replace_text(study: Study, source: Source, text: Text, note: str = "") -> NewText:
    """Give a source a corrected text; every coding is looked for in it.

    Parameters
    ----------
    study
        The whole study.
    source, text
        The source, and its new text.
    note
        What was corrected.

    Raises
    ------
    DataError
        If the source has no text yet.
    StudyError
        If it is in a round that is open.
    """
    old = newest_versions(study).get(source.id)
    if old is None:
        raise DataError("edits.error.no_text", sources=[source.code])
    codings = tuple(one for one in study.codings if one.version_id == old.id)
    proposed = tuple(one for one in study.suggestions if one.version_id == old.id)
    spans: tuple[Coding | Suggestion, ...] = (*codings, *proposed)
    found = coding.reanchor(old.text, text.text, [(one.start, one.end) for one in spans])
    moved = {
        one.id: (anchor.new_start, anchor.new_end)
        for one, anchor in zip(spans, found.anchors, strict=True)
        if anchor.new_start is not None and anchor.new_end is not None
    }
    edit = new_version(study, source, text, moved, note)
    return NewText(edit, codings, found.anchors[: len(codings)], old.text, text.text)
