"""Solutions as sets of configurations: which contains which, and what they share."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal as Choice

from consilience.qca.expression import parse, values_text

MOST_TERMS = 2_000  # terms of an intersection that is still written out
Relation = Choice["same", "equal", "subset", "superset", "other", "none"]
Levels = tuple[tuple[str, int, bool], ...]  # name, number of values, whether multi-value
_Term = dict[str, int]


def relation_of(first: Sequence[str], second: Sequence[str], levels: Levels) -> Relation:
    """Return how the second solution lies to the first, in logic and whatever the cases.

    ``"same"`` has the same terms, ``"equal"`` the same configurations in other terms, ``"none"``
    no term at all.
    """
    if not second:
        return "none"
    return _relation(frozenset(first), frozenset(second), levels)


@functools.lru_cache(maxsize=4096)
def _relation(first: frozenset[str], second: frozenset[str], levels: Levels) -> Relation:
    if first == second:
        return "same"
    counts = {name: count for name, count, _ in levels}
    one, other = _read(sorted(first)), _read(sorted(second))
    within = all(_inside(term, one, counts) for term in other)
    around = all(_inside(term, other, counts) for term in one)
    if within and around:
        return "equal"
    if within:
        return "subset"
    return "superset" if around else "other"


def shared_expression(solutions: Iterable[Sequence[str]], levels: Levels) -> str | None:
    """Return the intersection of solutions as an expression; "0" if no configuration is shared.

    None if it has too many terms to be written out.
    """
    core: list[_Term] = [{}]
    for terms in dict.fromkeys(tuple(item) for item in solutions):
        read = _read(terms)
        if len(core) * len(read) > MOST_TERMS:
            return None
        core = _absorbed({**a, **b} for a in core for b in read if not _apart(a, b))
    names = [name for name, _, _ in levels]
    brackets = any(multi for _, _, multi in levels)
    rows = [[term.get(name, -1) for name in names] for term in core]
    return " + ".join(values_text(row, names, brackets=brackets) for row in rows) or "0"


def _read(terms: Iterable[str]) -> list[_Term]:
    return [_read_term(term) for term in terms]


@functools.lru_cache(maxsize=4096)
def _read_term(term: str) -> _Term:
    if term == "1":
        return {}
    return {item.condition: item.value for item in parse(term).terms[0]}


def _apart(one: _Term, other: _Term) -> bool:
    return any(other.get(name, value) != value for name, value in one.items())


def _inside(term: _Term, others: Sequence[_Term], counts: Mapping[str, int]) -> bool:
    """Return whether every configuration of a term lies in the union of the others."""
    if any(other.items() <= term.items() for other in others):
        return True
    touching = [other for other in others if not _apart(term, other)]
    if not touching:
        return False
    name = next(name for name in touching[0] if name not in term)
    return all(_inside({**term, name: value}, touching, counts) for value in range(counts[name]))


def _absorbed(terms: Iterable[_Term]) -> list[_Term]:
    unique = {frozenset(term.items()): term for term in terms}
    kept: list[_Term] = []
    for key in sorted(unique, key=len):
        if not any(item.items() <= key for item in kept):
            kept.append(unique[key])
    keep = [frozenset(item.items()) for item in kept]
    return [term for key, term in unique.items() if key in keep]
