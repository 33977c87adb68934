"""Table 1 of a qualitative study: what it rests on, counted from the register and the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.study.codings import newest_versions

if TYPE_CHECKING:
    from consilience.study.base_records import Source
    from consilience.study.model import Study

# A Chinese character counts as a word, as text programs count; else a run of letters or digits.
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W_]+(?:['’-][^\W_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """Some sources together.

    ``documents`` counts a source that names no number as one. ``minutes`` sums what is known,
    ``without_minutes`` counts the interviews of which it is not. ``characters`` counts signs that
    are no blanks, and ``words`` words of scripts with blanks and Chinese characters, both in the
    newest texts (or, without a text, the characters that the register states).
    """

    kind: str
    document_type: str
    case: str
    sources: int
    interviews: int
    documents: int
    minutes: float
    without_minutes: int
    characters: int
    words: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTable:
    """The register by kind and type of document, by case, and in all.

    A source of several cases counts in the row of each; ``total`` counts it once.
    """

    rows: tuple[RegisterRow, ...]
    cases: tuple[RegisterRow, ...]
    total: RegisterRow


def register_table(study: Study) -> RegisterTable:
    """Count the sources of a study: interviews, minutes, documents, characters, words.

    Tables of scores are left out: they are no qualitative sources. What counts as a word is a
    convention of this program.

    Examples
    --------
    >>> from consilience.study import Project, Source, study_of
    >>> talks = [Source(code=f"J1{n}", title="T", kind="interview", minutes=60.0) for n in (1, 2)]
    >>> total = register_table(study_of([Project(code="P", title="A"), *talks])).total
    >>> total.interviews, total.minutes
    (2, 120.0)
    """
    sources = [one for one in study.sources if one.kind != "table"]
    counted = _counts(study)
    groups: dict[tuple[str, str], list[Source]] = {}
    for one in sorted(sources, key=lambda one: (_ORDER.index(one.kind), one.document_type)):
        groups.setdefault((one.kind, one.document_type), []).append(one)
    rows = tuple(_row(group, counted, kind=key[0], type_=key[1]) for key, group in groups.items())
    cases = tuple(
        _row(group, counted, case=case.code)
        for case in study.cases
        if (group := [one for one in sources if case.id in one.case_ids])
    )
    return RegisterTable(rows=rows, cases=cases, total=_row(sources, counted))


_ORDER = ("interview", "observation", "internal", "external")


def _row(
    group: Iterable[Source],
    counted: dict[str, tuple[int, int]],
    *,
    kind: str = "",
    type_: str = "",
    case: str = "",
) -> RegisterRow:
    found = list(group)
    talks = [one for one in found if one.kind == "interview"]
    texts = [counted.get(one.id, (one.characters or 0, 0)) for one in found]
    return RegisterRow(
        kind=kind,
        document_type=type_,
        case=case,
        sources=len(found),
        interviews=len(talks),
        documents=sum(
            1 if one.documents is None else one.documents for one in found if one not in talks
        ),
        minutes=sum(one.minutes or 0.0 for one in found),
        without_minutes=sum(one.minutes is None for one in talks),
        characters=sum(text[0] for text in texts),
        words=sum(text[1] for text in texts),
        codes=tuple(one.code for one in found),
    )


def _counts(study: Study) -> dict[str, tuple[int, int]]:
    """Return signs that are no blanks, and words, of the newest text of each source."""
    return {
        source_id: (len("".join(version.text.split())), len(list(_words(version.text))))
        for source_id, version in newest_versions(study).items()
    }


def _words(text: str) -> Iterable[str]:
    for match in _WORD.finditer(_HAN.sub(r" \g<0> ", text)):
        yield match[0]
