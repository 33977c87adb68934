"""Where a manuscript and its study differ: numbers, cited sources, quotes that are shown."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from consilience.study.codings import source_of, standing_codings
from consilience.study.concepts import codes_above
from consilience.study.measures import (
    case_group,
    counted,
    measure_named,
    measure_words,
    nearest_measure,
)
from consilience.study.problem import Problem, all_of
from consilience.texts import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from consilience.study.coding_records import Citation, Claim
    from consilience.study.model import Study

_UNEVEN = 3  # so many times the quotes of another group; a convention of this program


def manuscript_problems(study: Study) -> Iterator[Problem]:
    """Yield what the manuscript states or cites and the study does not bear out.

    Mentions of a source, without citing it, are not counted.
    """
    for claim in study.claims:
        yield from _claim_problems(study, claim)
    cited = [one for one in study.citations if one.kind != "mention"]
    if cited:
        yield from _unregistered(study, cited)
        yield from _uncited(study, cited)
        yield from _cases_not_shown(study, cited)
        yield from _uneven(study, [one for one in cited if one.kind == "quote"])
    if study.codings:
        yield from _uncoded(study, cited)


def cited_cases(study: Study, citations: Iterable[Citation]) -> Mapping[str, frozenset[str]]:
    """Return the ids of the cases that each cited source speaks of, by the code of the source.

    A source that is not registered speaks of the case whose code it begins with, where only
    digits follow, such as ``J_BDH2`` of ``J_BDH`` (a convention of this program).
    """
    registered = {one.code: frozenset(one.case_ids) for one in study.sources}
    cases = {one.code: one.id for one in study.cases}
    found: dict[str, frozenset[str]] = {}
    for code in {one.source_code for one in citations}:
        case = cases.get(re.sub(r"\d+$", "", code))
        found[code] = registered.get(code, frozenset() if case is None else frozenset({case}))
    return found


def _claim_problems(study: Study, claim: Claim) -> Iterator[Problem]:
    measure = measure_named(claim.measure, study)
    values = {"claimed": _number(claim.value), "where": claim.place or Phrase("audit.word.unsaid")}
    place = f"claims[{claim.code}]"
    if measure is None:
        near = measure_words(nearest_measure(claim.measure, study)) or Phrase("audit.word.none")
        unknown = {**values, "measure": claim.measure, "near": near}
        yield Problem("audit.problem.claim_unknown", place, unknown)
        return
    found = counted(study, measure)
    values["measure"] = measure_words(measure)
    if found is None:
        yield Problem("audit.problem.claim_uncounted", place, values, "warning")
    elif found != claim.value:
        yield Problem("audit.problem.claim_differs", place, {**values, "counted": _number(found)})


def _number(value: float) -> str:
    return f"{value:,.10g}"


def _unregistered(study: Study, cited: list[Citation]) -> Iterator[Problem]:
    known = [one.code for one in study.sources]
    places: dict[str, list[str]] = defaultdict(list)
    for one in cited:
        if one.source_code not in set(known):
            where = ", ".join(part for part in (one.stage, one.place) if part)
            places[one.source_code].append(
                f"{one.position} ({where})" if where else str(one.position)
            )
    for code, at in places.items():
        near = difflib.get_close_matches(code, known, n=2, cutoff=0.75)
        values = {"source": code, "count": len(at), "citations": at}
        values["near"] = near or Phrase("audit.word.none")
        yield Problem("audit.problem.citation_unregistered", f"citations[{code}]", values)


def _uncited(study: Study, cited: list[Citation]) -> Iterator[Problem]:
    codes = {one.source_code for one in cited}
    register = [one.code for one in study.sources if one.kind != "table"]
    unused = [code for code in register if code not in codes]
    yield from all_of("audit.problem.source_uncited", "sources", unused, len(register))


def _cases_not_shown(study: Study, cited: list[Citation]) -> Iterator[Problem]:
    """Look for cases that are never cited, and among the others for those without a quote."""
    speaks_of = cited_cases(study, cited)
    anywhere = {case for cases in speaks_of.values() for case in cases}
    quoted = {case for one in cited if one.kind == "quote" for case in speaks_of[one.source_code]}
    units = study.units
    never = [one.code for one in units if one.id not in anywhere]
    yield from all_of("audit.problem.case_uncited", "cases", never, len(units))
    if quoted:
        only = [one.code for one in units if one.id in anywhere - quoted]
        yield from all_of("audit.problem.case_unshown", "cases", only, len(units))


def _uneven(study: Study, quotes: list[Citation]) -> Iterator[Problem]:
    """Look for a group of cases that speaks far more often than another."""
    parents = {one.parent_id for one in study.cases}
    groups = {one.id: case_group(study, one) for one in study.cases}
    speaks_of = cited_cases(study, quotes)
    counts = Counter({one.code: 0 for one in groups.values() if one.id in parents})
    for one in quotes:
        spoken = {groups[case].code for case in speaks_of[one.source_code]}
        counts.update(spoken & counts.keys())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(ranked) > 1 and ranked[0][1] >= _UNEVEN * max(ranked[-1][1], 1):
        values = {"counts": [f"{group} {count}" for group, count in ranked]}
        place = f"cases[{', '.join(group for group, _ in ranked)}]"
        yield Problem("audit.problem.quotes_uneven", place, values, "warning")


def _uncoded(study: Study, cited: list[Citation]) -> Iterator[Problem]:
    """Look for quotes of the manuscript under a concept that no coding of their source has."""
    above = codes_above(study)
    coded = {
        (source_of(study, coding).code, code)
        for coding in standing_codings(study)
        for code in above[coding.code_id]
    }
    known = {source for source, _ in coded}
    names = {one.id: one.name for one in study.codes}
    for one in cited:
        if one.code_id is None or one.source_code not in known:
            continue
        if (one.source_code, one.code_id) not in coded:
            values = {"source": one.source_code, "code": names[one.code_id]}
            place = f"citations[{one.position}]"
            yield Problem("audit.problem.citation_uncoded", place, values)
