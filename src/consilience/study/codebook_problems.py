"""What is weak or incomplete in a codebook: concepts on little, empty themes, names alike."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from consilience.study.codings import code_path
from consilience.study.concepts import codes_above, grounds
from consilience.study.problem import Problem, all_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from consilience.study.coding_records import Code
    from consilience.study.concepts import Ground
    from consilience.study.model import Study

_WEAKNESSES = ("no_quote", "one_quote", "one_source", "one_case", "one_kind")


def codebook_problems(study: Study) -> Iterator[Problem]:
    """Yield the weaknesses of the codebook, those of the grounding only where there are quotes."""
    yield from _alike(study)
    yield from _levels(study)
    found = grounds(study)
    if any(found.values()):
        yield from _grounding([(one, found[one.id]) for one in study.codes if one.id in found])
    used = {one.code_id for one in study.codings}
    coded = [one for one in study.codes if one.id in used]
    undefined = [one.name for one in coded if not one.definition.strip()]
    yield from all_of("audit.problem.code_undefined", "codes", undefined, len(coded))
    yield from _theory_first(study)


def read_alike(name: str) -> str:
    """Return a name without what a reader overlooks: case, width, spaces, hyphens.

    Examples
    --------
    >>> read_alike("Data-Sharing ") == read_alike("data sharing")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def _alike(study: Study) -> Iterator[Problem]:
    """Look for codes that read alike, by their whole path, and for codes of sources and cases."""
    codes = [
        (one.name, "/".join(step.name for step in code_path(study, one.id))) for one in study.codes
    ]
    sources = [(one.code, one.code) for one in study.sources]
    cases = [(one.code, one.code) for one in study.cases]
    for kind, pairs in (("codes", codes), ("sources", sources), ("cases", cases)):
        for names in _same(pairs):
            place = f"{kind}[{', '.join(names)}]"
            yield Problem("audit.problem.names_alike", place, {"names": names}, "warning")


def _same(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name, shown in pairs:
        groups[read_alike(name) or name].append(shown)
    return [group for group in groups.values() if len(group) > 1]


def _levels(study: Study) -> Iterator[Problem]:
    """Look for concepts without a theme, and for themes and dimensions without anything below."""
    above = codes_above(study)
    kinds = {one.id: one.kind for one in study.codes}
    for lower, upper in (("concept", "theme"), ("theme", "dimension")):
        below = [one for one in study.codes if one.kind == lower]
        over = [one for one in study.codes if one.kind == upper]
        if not (below and over):
            continue
        loose = [one.name for one in below if all(kinds[up] != upper for up in above[one.id])]
        held = {up for one in below for up in above[one.id]}
        empty = [one.name for one in over if one.id not in held]
        yield from all_of(f"audit.problem.{lower}_loose", "codes", loose, len(below))
        yield from all_of(f"audit.problem.{upper}_empty", "codes", empty, len(over))


def _grounding(found: Sequence[tuple[Code, Sequence[Ground]]]) -> Iterator[Problem]:
    """Look for concepts on little; each is named once, by its greatest weakness."""
    weak: dict[str, list[str]] = {rule: [] for rule in _WEAKNESSES}
    for concept, quotes in found:
        rule = _weakness(quotes)
        if rule:
            weak[rule].append(concept.name)
    for rule, names in weak.items():
        yield from all_of(f"audit.problem.concept_{rule}", "codes", names, len(found))


def _weakness(quotes: Sequence[Ground]) -> str:
    if len(quotes) < 2:
        return "one_quote" if quotes else "no_quote"
    if len({one.source for one in quotes}) == 1:
        return "one_source"
    if len({case for one in quotes for case in one.cases}) == 1:
        return "one_case"
    return "one_kind" if len({one.kind for one in quotes}) == 1 else ""


def _theory_first(study: Study) -> Iterator[Problem]:
    """Look for themes and dimensions that are older than all concepts under them."""
    above = codes_above(study)
    times: dict[str, list[str]] = defaultdict(list)
    for code in study.codes:
        if code.kind == "concept":
            for one in above[code.id]:
                times[one].append(code.created_at)
    upper = [one for one in study.codes if one.kind in {"theme", "dimension"}]
    first = [one.name for one in upper if _earlier(one, times[one.id])]
    yield from all_of("audit.problem.theory_first", "codes", first, len(upper))


def _earlier(code: Code, concepts: Sequence[str]) -> bool:
    return bool(code.created_at and concepts) and all(code.created_at < one for one in concepts)
