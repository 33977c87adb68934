"""What first-order concepts rest on: the quotes under each, from codings or from a manuscript."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.study.codings import cases_of, source_of, standing_codings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from consilience.study.base_records import Source
    from consilience.study.model import Study


@dataclass(frozen=True, slots=True)
class Ground:
    """A quote that a concept rests on: its source by code and kind, and the cases it speaks of.

    The kind is empty where the manuscript cites a source that is not registered.
    """

    source: str
    kind: str
    cases: frozenset[str]


def codes_above(study: Study) -> Mapping[str, frozenset[str]]:
    """Return for each code the ids of itself and all codes above it, members by a link included.

    Examples
    --------
    >>> from consilience.study import Code, Project, study_of
    >>> theme = Code(name="governance", kind="theme")
    >>> trust = Code(name="trust", parent_id=theme.id)
    >>> above = codes_above(study_of([Project(code="P", title="Alliances"), theme, trust]))
    >>> above[trust.id] == {trust.id, theme.id}
    True
    """
    over: dict[str, list[str]] = defaultdict(list)
    for code in study.codes:
        if code.parent_id is not None:
            over[code.id].append(code.parent_id)
    for link in study.links:
        if link.kind == "member":
            over[link.from_id].append(link.to_id)
    return {code.id: _reached(code.id, over) for code in study.codes}


def grounds(study: Study) -> Mapping[str, Sequence[Ground]]:
    """Return the quotes that each first-order concept rests on, by the id of the concept.

    A concept rests on the codings that stand under it or under a code below it. Where a study has
    no codings at all, it rests on the quotes that its manuscript shows (a convention of this
    program).
    """
    above = codes_above(study)
    found: dict[str, list[Ground]] = {one.id: [] for one in study.codes if one.kind == "concept"}
    for code_id, ground in _coded(study) if study.codings else _shown(study):
        for concept in above[code_id] & found.keys():
            found[concept].append(ground)
    return found


def _reached(start: str, over: Mapping[str, Sequence[str]]) -> frozenset[str]:
    found, waiting = {start}, [start]
    while waiting:
        new = [one for one in over.get(waiting.pop(), ()) if one not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def _coded(study: Study) -> Iterator[tuple[str, Ground]]:
    for coding in standing_codings(study):
        source = source_of(study, coding)
        yield coding.code_id, Ground(source.code, source.kind, frozenset(cases_of(study, coding)))


def _shown(study: Study) -> Iterator[tuple[str, Ground]]:
    sources: dict[str, Source] = {one.code: one for one in study.sources}
    for one in study.citations:
        if one.kind == "quote" and one.code_id is not None:
            source = sources.get(one.source_code)
            kind, cases = ("", ()) if source is None else (source.kind, source.case_ids)
            yield one.code_id, Ground(one.source_code, kind, frozenset(cases))
