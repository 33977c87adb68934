"""What a manuscript may state about its study as a number, and what the study counts."""

from __future__ import annotations

import difflib
from collections import defaultdict
from typing import TYPE_CHECKING

from consilience.study.codings import newest_versions, source_of, standing_codings
from consilience.study.register_table import register_table
from consilience.texts import LANGUAGES, Phrase, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from consilience.study.base_records import Case
    from consilience.study.coding_records import CodeKind
    from consilience.study.model import Study

DOCUMENTS_OF = "documents of "


def measure_named(words: str, study: Study) -> str | None:
    """Return the name of the measure that is meant, in English or Chinese; None if there is none.

    Beside the fixed measures there is ``documents of TYPE`` for every type of document.
    """
    folded = " ".join(words.casefold().replace("_", " ").split())
    known = {word.casefold(): name for name in MEASURES for word in _words(name)}
    known |= {f"{DOCUMENTS_OF}{one}".casefold(): f"{DOCUMENTS_OF}{one}" for one in _types(study)}
    return known.get(folded)


def measures(study: Study) -> tuple[str, ...]:
    """Return the names of all measures of a study."""
    return (*MEASURES, *(f"{DOCUMENTS_OF}{one}" for one in _types(study)))


def nearest_measure(words: str, study: Study) -> str:
    """Return the measure that is spelt most like an unknown one; empty if none is like it."""
    spellings = {word: name for name in MEASURES for word in _words(name)}
    spellings |= {name: name for name in measures(study)}
    near = difflib.get_close_matches(words.casefold(), spellings, n=1, cutoff=0.5)
    return spellings[near[0]] if near else ""


def counted(study: Study, measure: str) -> float | None:
    """Return what a study counts for a measure; None where it holds nothing that could be counted.

    Parameters
    ----------
    study
        The study.
    measure
        A name that :func:`measures` gives.

    Examples
    --------
    >>> from consilience.study import Project, Source, study_of
    >>> talks = [Source(code=f"J1{n}", title="T", kind="interview", minutes=60.0) for n in (1, 2)]
    >>> study = study_of([Project(code="P", title="Alliances"), *talks])
    >>> counted(study, "interview minutes"), counted(study, "characters")
    (120.0, None)
    """
    if measure.startswith(DOCUMENTS_OF):
        wanted = measure.removeprefix(DOCUMENTS_OF)
        return _documents(study, lambda source: source.document_type == wanted)
    return MEASURES[measure](study)


def measure_words(measure: str) -> Phrase | str:
    """Return the words for a measure, in the language of the sentence that takes them."""
    return Phrase(_key(measure)) if measure in MEASURES else measure


def case_group(study: Study, case: Case) -> Case:
    """Return the outermost case that a case lies within; the case itself where it is in none."""
    by_id = {one.id: one for one in study.cases}
    seen = {case.id}
    while case.parent_id in by_id and case.parent_id not in seen:
        case = by_id[case.parent_id]
        seen.add(case.id)
    return case


def _words(measure: str) -> tuple[str, ...]:
    return (measure, *(text(_key(measure), language) for language in LANGUAGES))


def _key(measure: str) -> str:
    return f"audit.measure.{measure.replace(' ', '_')}"


def _types(study: Study) -> list[str]:
    return sorted({one.document_type for one in study.sources if one.document_type})


def _documents(study: Study, wanted: Callable[..., bool]) -> float:
    """Count documents; a source that names no number is one (a convention of this program)."""
    found = [one for one in study.sources if one.kind != "interview" and wanted(one)]
    return sum(1 if one.documents is None else one.documents for one in found)


def _of_kind(*kinds: str) -> Callable[[Study], float]:
    return lambda study: _documents(study, lambda source: source.kind in kinds)


def _codes(kind: CodeKind) -> Callable[[Study], float]:
    return lambda study: sum(one.kind == kind for one in study.codes)


def _minutes(study: Study) -> float | None:
    known = [one.minutes for one in study.sources if one.kind == "interview"]
    return sum(one for one in known if one is not None) if set(known) - {None} else None


def _characters(study: Study) -> float | None:
    stated = any(one.characters is not None for one in study.sources if one.kind != "table")
    return register_table(study).total.characters if stated or study.versions else None


def _text_words(study: Study) -> float | None:
    return register_table(study).total.words if newest_versions(study) else None


def _interviewees(study: Study) -> float | None:
    talks = [one for one in study.sources if one.kind == "interview"]
    return len({one for talk in talks for one in talk.actor_ids}) or None


def _coders_of_sources(study: Study) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for coding in study.codings:
        if coding.actor_id is not None:
            found[source_of(study, coding).id].add(coding.actor_id)
    return found


def _coders(study: Study) -> float:
    return len({one.actor_id for one in study.codings} - {None})


def _double_coded(study: Study) -> float:
    return sum(len(coders) > 1 for coders in _coders_of_sources(study).values())


def _coded_sources(study: Study) -> float:
    return len({source_of(study, one).id for one in study.codings})


def _groups(study: Study) -> float:
    return len({case_group(study, one).id for one in study.units if one.parent_id is not None})


def _citations(study: Study) -> list[str]:
    return [one.source_code for one in study.citations if one.kind != "mention"]


MEASURES: Mapping[str, Callable[[Study], float | None]] = {
    "cases": lambda study: len(study.units),
    "case groups": _groups,
    "sources": lambda study: register_table(study).total.sources,
    "interviews": lambda study: register_table(study).total.interviews,
    "interview minutes": _minutes,
    "interviewees": _interviewees,
    "documents": _of_kind("internal", "external"),
    "internal documents": _of_kind("internal"),
    "external documents": _of_kind("external"),
    "observations": _of_kind("observation"),
    "characters": _characters,
    "words": _text_words,
    "concepts": _codes("concept"),
    "themes": _codes("theme"),
    "dimensions": _codes("dimension"),
    "codings": lambda study: len(standing_codings(study)),
    "coders": _coders,
    "coded sources": _coded_sources,
    "double coded sources": _double_coded,
    "stages": lambda study: len(study.stages),
    "incidents": lambda study: len(study.incidents),
    "citations": lambda study: len(_citations(study)),
    "cited sources": lambda study: len(set(_citations(study))),
}
