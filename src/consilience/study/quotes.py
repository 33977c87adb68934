"""Quotes: codings with what a reader needs to find them again and to understand them."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from consilience.study.codings import cases_of, code_path, codes_below, newest_versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consilience.study.base_records import Source
    from consilience.study.coding_records import Code, Coding, SourceVersion
    from consilience.study.model import Study

CONTEXT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A coding in its context.

    ``code`` are the names from the top of the codebook down, ``place`` is start and end in code
    points and the line (from 1), ``before`` and ``after`` are what stands beside it. ``second`` is
    the time in the recording at which the turn begins, None where unknown.
    """

    id: str
    text: str
    before: str
    after: str
    source: str
    title: str
    kind: str
    code: tuple[str, ...]
    cases: tuple[str, ...]
    coder: str
    session: str
    speaker: str
    second: float | None
    start: int
    end: int
    line: int
    stage: str
    direction: str
    intensity: int | None
    importance: int | None
    exemplar: bool
    note: str


def quotes(
    study: Study,
    code: Code | None = None,
    *,
    source: Source | None = None,
    case_id: str | None = None,
    coder_id: str | None = None,
    below: bool = True,
    context: int = CONTEXT,
    codings: Sequence[Coding] | None = None,
) -> tuple[Quote, ...]:
    """Return the quotes of a code, a source, a case or a coder, in the order of the texts.

    Parameters
    ----------
    study
        The study as its reader may see it; see :func:`study_seen_by`.
    code
        The code; with ``below`` the codes under it and its members too.
    source, case_id, coder_id
        Only quotes from this source, about this case, by this coder.
    context
        How many characters to show on each side.
    codings
        Which codings to look through; those of the newest texts if left out.

    Examples
    --------
    >>> from consilience.study import Code, Coding, Project, Source, SourceVersion, study_of
    >>> talk = Source(code="J11", title="Interview", kind="interview")
    >>> text = SourceVersion(source_id=talk.id, text="张工：我们信任他们。", sha256="",
    ...                      turns_json='[[0,10,"张工",null]]')
    >>> trust = Code(name="trust")
    >>> coding = Coding(version_id=text.id, start=5, end=7, code_id=trust.id)
    >>> study = study_of([Project(code="P", title="A"), talk, text, trust, coding])
    >>> [(one.text, one.speaker, one.before) for one in quotes(study, trust)]
    [('信任', '张工', '张工：我们')]
    """
    wanted = None if code is None else codes_below(study, code.id) if below else {code.id}
    newest = {version.id: version for version in newest_versions(study).values()}
    texts = _Texts(study)
    found = study.codings if codings is None else codings
    return tuple(
        texts.quote(coding, context)
        for coding in found
        if (wanted is None or coding.code_id in wanted)
        and (codings is not None or coding.version_id in newest)
        and (coder_id is None or coding.actor_id == coder_id)
        and (source is None or texts.version(coding).source_id == source.id)
        and (case_id is None or case_id in cases_of(study, coding))
    )


class _Texts:
    """What is asked again and again for quotes of the same texts and codes."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._paths: dict[str, tuple[str, ...]] = {}
        self._turns: dict[str, tuple[list[int], list[tuple[int, str, float | None]]]] = {}
        self._lines: dict[str, list[int]] = {}

    def version(self, coding: Coding) -> SourceVersion:
        """Return the text of a coding."""
        return cast("SourceVersion", self._study.by_id[coding.version_id])

    def quote(self, coding: Coding, context: int) -> Quote:
        """Return the quote of a coding."""
        study, version = self._study, self.version(coding)
        source = cast("Source", study.by_id[version.source_id])
        speaker, second = self._speaker(version, coding.start)
        return Quote(
            id=coding.id,
            text=version.text[coding.start : coding.end],
            before=version.text[max(0, coding.start - context) : coding.start],
            after=version.text[coding.end : coding.end + context],
            source=source.code,
            title=source.title,
            kind=source.kind,
            code=self._path(coding.code_id),
            cases=tuple(study.code_of(one) for one in cases_of(study, coding)),
            coder=study.code_of(coding.actor_id) if coding.actor_id else "",
            session=study.code_of(coding.session_id) if coding.session_id else "",
            speaker=speaker,
            second=second,
            start=coding.start,
            end=coding.end,
            line=self._line(version, coding.start),
            stage=study.code_of(coding.stage_id) if coding.stage_id else "",
            direction=coding.direction,
            intensity=coding.intensity,
            importance=coding.importance,
            exemplar=coding.exemplar,
            note=coding.note,
        )

    def _path(self, code_id: str) -> tuple[str, ...]:
        if code_id not in self._paths:
            path = code_path(self._study, code_id)
            self._paths[code_id] = tuple(one.name for one in path)
        return self._paths[code_id]

    def _speaker(self, version: SourceVersion, place: int) -> tuple[str, float | None]:
        if version.id not in self._turns:
            told = sorted(version.turns, key=lambda turn: turn[0])
            rest = [(end, name, second) for _, end, name, second in told]
            self._turns[version.id] = ([turn[0] for turn in told], rest)
        starts, turns = self._turns[version.id]
        number = bisect.bisect_right(starts, place) - 1
        if number < 0 or place >= turns[number][0]:
            return "", None
        return turns[number][1], turns[number][2]

    def _line(self, version: SourceVersion, place: int) -> int:
        if version.id not in self._lines:
            self._lines[version.id] = list(_ends(version.text))
        return bisect.bisect_left(self._lines[version.id], place) + 1


def _ends(text: str) -> Iterator[int]:
    place = text.find("\n")
    while place >= 0:
        yield place
        place = text.find("\n", place + 1)
