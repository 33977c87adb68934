"""P13: what an audit finds in the facts of a printed twelve-case study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from consilience.demo import cloud12_study
from consilience.study import Problem, Study, counted, problems
from consilience.verify.compare import Check, counts

_UNKNOWN = "B_RM2 x2, B_CY1 x2, T_FSK2 x1, J_BDH2 x2, A_DKN2 x3, A_MY2 x1, A_LG2 x1"
_UNCITED = (
    "A3 A4 A_DKN3 A_LG3 A_MY1 A_MY3 B3 B4 B_RM3 B_YQ3 J2 J3 J4 J_BDH3 J_DD2 J_DD3 J_DY3 T2 T3 T4 "
    "T_BK3 T_FSK3 T_SY3"
)


def twelve_cases() -> Iterator[Check]:
    """Check P13 by the rules that check any study."""
    study = cloud12_study()
    found = problems(study)
    yield from _counts(study)
    yield from _claims(found)
    yield from _citations(study, found)
    quotes = _of(found, "quotes_uneven")[0]
    yield _words("quotes shown per provider", "J 9, A 7, B 3, T 2", quotes.values["counts"])
    for rule, name, published in (
        ("concept_one_quote", "concepts on one quote", 21),
        ("source_uncited", "registered sources never cited", 23),
        ("case_uncited", "cases never cited", 2),
    ):
        yield counts("P13", name, _of(found, rule)[0].values["count"], published)
    uncited = _of(found, "source_uncited")[0]
    yield _words("never cited", _UNCITED.replace(" ", ", "), [_named(uncited)])


def _counts(study: Study) -> Iterator[Check]:
    for measure, published in (
        ("concepts", 21),
        ("themes", 8),
        ("dimensions", 3),
        ("sources", 39),
        ("cases", 12),
        ("documents", 152),
        ("external documents", 126),
        ("internal documents", 26),
        ("documents of research report", 104),
        ("documents of news report", 22),
        ("citations", 49),
        ("cited sources", 23),
    ):
        yield counts("P13", measure, int(counted(study, measure) or 0), published)


def _claims(found: tuple[Problem, ...]) -> Iterator[Check]:
    said = [(one.place, one.values) for one in _of(found, "claim_differs")]
    shown = [f"{place} {values['claimed']} -> {values['counted']}" for place, values in said]
    published = "claims[interview minutes] 965 -> 1,025, claims[interviews] 13 -> 14"
    yield _words("claims that do not hold", published, shown)


def _citations(study: Study, found: tuple[Problem, ...]) -> Iterator[Check]:
    unknown: Mapping[str, int] = {
        one.values["source"]: one.values["count"] for one in _of(found, "citation_unregistered")
    }
    shown = [f"{source} x{count}" for source, count in unknown.items()]
    yield _words("cited but not registered", _UNKNOWN, shown)
    yield counts("P13", "citations of sources not registered", sum(unknown.values()), 12)
    table: Counter[str] = Counter(one.source_code for one in study.citations if one.kind == "quote")
    within = {code: count for code, count in table.items() if code in unknown}
    yield counts("P13", "quotes shown", table.total(), 21)
    yield counts("P13", "quotes shown of sources not registered", sum(within.values()), 7)
    yield counts("P13", "codes not registered among the quotes shown", len(within), 6)


def _of(found: tuple[Problem, ...], rule: str) -> list[Problem]:
    return [one for one in found if one.rule == rule]


def _named(problem: Problem) -> str:
    return problem.place.partition("[")[2].removesuffix("]")


def _words(name: str, published: str, recomputed: list[str]) -> Check:
    shown = ", ".join(recomputed)
    return Check("P13", name, published, shown, "match" if shown == published else "differs")
