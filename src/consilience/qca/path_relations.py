"""How the conditions of several paths relate: substitutes, complements, opposed roles."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError
from consilience.qca.expression import Literal, parse
from consilience.results import Note, Result

Path = Mapping[str, Literal]
_OWNER = "path_relations"


@dataclass(frozen=True)
class Substitutes:
    """Two literals that stand for each other in two paths which else agree.

    ``first`` stands in the first of ``terms``, ``second`` in the second; ``shared`` is the rest.
    They are ``exclusive`` if each path also names the other condition as absent.
    """

    first: str
    second: str
    shared: str
    terms: tuple[str, str]
    exclusive: bool


@dataclass(frozen=True)
class Complements:
    """Two conditions that are present together in every path that names either of them."""

    first: str
    second: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Opposed:
    """One condition with different values in different paths; ``terms`` follows ``literals``."""

    condition: str
    literals: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class PathRelations(Result):
    """Relations among the conditions of the paths of one model."""

    terms: tuple[str, ...]
    conditions: tuple[str, ...]
    substitutes: tuple[Substitutes, ...]
    complements: tuple[Complements, ...]
    opposed: tuple[Opposed, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one line a relation: what it is, the literals, the paths, what they share."""
        lines = [
            *(("substitutes", (i.first, i.second), i.terms, i.shared) for i in self.substitutes),
            *(("complements", (i.first, i.second), i.terms, "") for i in self.complements),
            *(("opposed", i.literals, tuple(itertools.chain(*i.terms)), "") for i in self.opposed),
        ]
        rows = [(kind, ", ".join(who), ", ".join(where), rest) for kind, who, where, rest in lines]
        return pd.DataFrame(rows, columns=["relation", "literals", "terms", "shared"])


def path_relations(terms: object, conditions: object = None) -> PathRelations:
    """Compare the paths of a model pairwise: which conditions replace or need each other.

    The definitions are conventions of this program, after the question of Misangyi and Acharya
    (2014) whether governance mechanisms are substitutes or complements:

    - substitutes: two paths are identical but for one condition each, A in one and B in the
      other. They are also found where each path names the other condition as absent
      (``A*~B*C`` and ``~A*B*C``); then A and B must be present.
    - complements: every path that names A or B has both, present and with the same values.
    - opposed: a condition is present in one path and absent in another (multi-value: has another
      value), so its role depends on the rest of the path.

    Parameters
    ----------
    terms : list of str
        Paths, as in ``Model.terms``, at least one.
    conditions : list of str, optional
        Order of the conditions; all that a path names must be among them. In the order of
        appearance if not given.

    Returns
    -------
    PathRelations
        Relations in the order of the conditions and paths. Relations among the paths of one model
        say nothing about the other models where several tie.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a term is no conjunction of single values, or names an unknown condition.

    Examples
    --------
    >>> found = path_relations(["A*C*D", "B*C*D"])
    >>> [(item.first, item.second, item.shared) for item in found.substitutes]
    [('A', 'B', 'C*D')]
    >>> [(item.first, item.second) for item in found.complements]
    [('C', 'D')]

    References
    ----------
    Misangyi, V. F. and Acharya, A. G. (2014). Substitutes or Complements? A Configurational
    Examination of Corporate Governance Mechanisms. Academy of Management Journal 57(6).
    Fiss, P. C. (2011). Building Better Causal Theories: A Fuzzy Set Approach to Typologies in
    Organization Research. Academy of Management Journal 54(2).
    """
    listed = checks.names(terms, "terms", _OWNER)
    paths = {term: read_path(term, "terms", _OWNER) for term in listed}
    named = list(dict.fromkeys(name for path in paths.values() for name in path))
    known = named if conditions is None else checks.names(conditions, "conditions", _OWNER)
    if named:
        checks.known_names(named, known, "terms", _OWNER)
    complements = tuple(_complements(paths, [name for name in known if name in named]))
    return PathRelations(
        parameters={"terms": listed, "conditions": tuple(known)},
        notes=_notes(complements, len(listed)),
        references=("fiss2011", "misangyi2014"),
        terms=listed,
        conditions=tuple(known),
        substitutes=tuple(_substitutes(paths)),
        complements=complements,
        opposed=tuple(_opposed(paths, known)),
    )


def read_path(term: str, name: str, owner: str) -> dict[str, Literal]:
    """Return the literals of a conjunction by condition.

    Raises
    ------
    ArgumentError, DataError
        If it is no conjunction, names a condition twice, or more than one value of it.
    """
    if term == "1":
        return {}
    terms = parse(term).terms
    if len(terms) != 1:
        raise ArgumentError(name, owner, "conjunction", term)
    found = {item.condition: item for item in terms[0]}
    several = any(len(item.values) + item.negated > 1 for item in terms[0])
    if several or len(found) < len(terms[0]):
        raise ArgumentError(name, owner, "conjunction", term)
    return found


def agree(first: Literal | None, second: Literal | None) -> bool:
    """Return whether two literals of one condition ask for the same value, or both are missing."""
    if first is None or second is None:
        return first is second
    return first.value == second.value


def _substitutes(paths: Mapping[str, Path]) -> list[Substitutes]:
    found = []
    for (left, one), (right, other) in itertools.combinations(paths.items(), 2):
        apart = [n for n in {**one, **other} if not agree(one.get(n), other.get(n))]
        for a, b in itertools.permutations(apart, 2):
            if len(apart) == 2 and _replace_each_other(one, other, a, b):
                shared = "*".join(str(item) for name, item in one.items() if name not in apart)
                exclusive = b in one and a in other
                pair = (str(one[a]), str(other[b]))
                found.append(Substitutes(*pair, shared or "1", (left, right), exclusive))
    return found


def _replace_each_other(one: Path, other: Path, a: str, b: str) -> bool:
    """Return whether A stands in one path and B in the other, where each may deny the other's."""
    if a not in one or b not in other:
        return False
    denied = [path[name] for path, name in ((one, b), (other, a)) if name in path]
    present = one[a].value > 0 and other[b].value > 0
    return not denied or (present and all(item.value == 0 for item in denied))


def _complements(paths: Mapping[str, Path], conditions: list[str]) -> list[Complements]:
    found = []
    for a, b in itertools.combinations(conditions, 2):
        naming = {term: path for term, path in paths.items() if a in path or b in path}
        pairs = {
            tuple(path[n].value if n in path else 0 for n in (a, b)) for path in naming.values()
        }
        if len(pairs) == 1 and all(next(iter(pairs))):
            first = next(iter(naming.values()))
            found.append(Complements(str(first[a]), str(first[b]), tuple(naming)))
    return found


def _opposed(paths: Mapping[str, Path], conditions: tuple[str, ...] | list[str]) -> list[Opposed]:
    found = []
    for name in conditions:
        naming: dict[int, dict[str, str]] = {}
        for term, path in paths.items():
            if name in path:
                value = path[name].value
                naming.setdefault(value, {})[term] = str(path[name])
        if len(naming) > 1:
            sides = [naming[value] for value in sorted(naming, reverse=True)]
            literals = tuple(next(iter(side.values())) for side in sides)
            found.append(Opposed(name, literals, tuple(tuple(side) for side in sides)))
    return found


def _notes(complements: tuple[Complements, ...], paths: int) -> tuple[Note, ...]:
    single = [f"{i.first}*{i.second}" for i in complements if len(i.terms) == 1]
    if paths == 1:
        return (Note("qca.note.relations_one_path", {}, "warning"),)
    return (Note("qca.note.relations_single", {"pairs": single}),) if single else ()
