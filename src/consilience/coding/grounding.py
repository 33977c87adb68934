"""Grounding: does each code stand on enough quotes, sources, cases and kinds of source."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.coding.coded import places_of, read_codings
from consilience.coding.hierarchy import CodeTree, code_tree
from consilience.results import Result

WARNINGS = (
    "theory first",
    "no quote",
    "one quote",
    "one source",
    "one case",
    "one kind",
    "no definition",
)
_SINGLE = (("one source", "source"), ("one case", "case"), ("one kind", "kind"))


@dataclass(frozen=True)
class GroundingWarning:
    """A weakness of a code: its kind, and the names behind it (codes, a source, a case, a kind)."""

    kind: str
    code: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Grounding(Result):
    """Every weakness, by kind and in the order of the codebook."""

    concepts: tuple[str, ...]
    warnings: tuple[GroundingWarning, ...]

    def of(self, kind: str) -> tuple[GroundingWarning, ...]:
        """Return the warnings of a kind."""
        wanted = checks.choice(kind, WARNINGS, "kind", "of")
        return tuple(item for item in self.warnings if item.kind == wanted)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a warning."""
        rows = [(item.kind, item.code, ", ".join(item.names)) for item in self.warnings]
        return pd.DataFrame(rows, columns=["kind", "code", "names"])


def grounding(codes: object, codings: object, members: object = ()) -> Grounding:
    """List the codes that stand on little, and themes that came before what they rest on.

    A theme or dimension made before the first of its concepts is "theory first": it was not drawn
    from the data. Every first-order concept is asked for quotes, sources, cases, kinds of source
    and a definition. A concept on one quote also stands on one source: each weakness is listed.

    Parameters
    ----------
    codes : table
        As for ``data_structure``; if known ``created`` (ISO 8601, "" where unknown) and
        ``definition``.
    codings : table
        One row a coding and case: ``coding``, ``code``, ``source``, ``kind`` (of source); if known
        ``case`` (without it cases are not asked about).
    members : list of pairs of str
        As for ``data_structure``.

    Returns
    -------
    Grounding
        The warnings, each one of theory first, no quote, one quote, one source, one case, one kind,
        no definition.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a column is missing, a cell not allowed, or a name unknown.

    Examples
    --------
    >>> codes = {
    ...     "code": ["control", "rules"], "kind": ["theme", "concept"], "parent": ["", "control"],
    ...     "created": ["2024-01-02", "2024-03-01"],
    ... }
    >>> codings = {"coding": ["q1"], "code": ["rules"], "source": ["J1"], "kind": ["interview"]}
    >>> [item.kind for item in grounding(codes, codings).warnings]
    ['theory first', 'one quote', 'one source', 'one kind']

    References
    ----------
    Gioia, Corley and Hamilton (2013), Seeking Qualitative Rigor in Inductive Research; Yin (2018),
    Case Study Research and Applications.
    """
    owner = "grounding"
    table, tree = code_tree(codes, members, owner)
    given = checks.frame(codings, "codings", owner)
    has_cases = "case" in given.columns
    asked = ("coding", "code", "source", "kind", *(["case"] if has_cases else []))
    found = read_codings(given, asked, owner)
    names = tuple(table["code"])
    places_of(found["code"], names, "code", owner)
    concepts = tuple(c for c in names if tree.level[c] == "concept" and tree.head(c) == c)
    warnings = [*_theory_first(table, tree), *_thin(concepts, found, tree)]
    warnings += _undefined(table, concepts)
    return Grounding(
        concepts=concepts,
        warnings=tuple(sorted(warnings, key=lambda item: WARNINGS.index(item.kind))),
        parameters={"codes": len(names), "codings": int(found["coding"].nunique())},
        references=("gioia2013", "yin2018"),
    )


def _theory_first(table: pd.DataFrame, tree: CodeTree) -> list[GroundingWarning]:
    if "created" not in table:
        return []
    made = {code: day for code, day in zip(table["code"], table["created"], strict=True) if day}
    found = []
    for code in table["code"]:
        if tree.level[code] not in {"theme", "dimension"} or code not in made:
            continue
        under = [
            one for one in made if tree.level[one] == "concept" and code in tree.all_above(one)
        ]
        if under and all(_earlier(made[code], made[one]) for one in under):
            found.append(GroundingWarning("theory first", code, tuple(under)))
    return found


def _earlier(one: str, other: str) -> bool:
    """Tell whether a moment is earlier; a day is not earlier than an hour of it."""
    return one < other and not other.startswith(one)


def _thin(
    concepts: tuple[str, ...], codings: pd.DataFrame, tree: CodeTree
) -> list[GroundingWarning]:
    heads = {code: tree.heads(code, "concept") for code in codings["code"].unique()}
    spread = codings.assign(code=codings["code"].map(heads)).explode("code")
    groups = dict(iter(spread.groupby("code")))
    found = []
    for code in concepts:
        own = groups.get(code)
        if own is None:
            found.append(GroundingWarning("no quote", code))
            continue
        if own["coding"].nunique() == 1:
            found.append(GroundingWarning("one quote", code, (own["coding"].iloc[0],)))
        for kind, column in _SINGLE:
            if column in own and own[column].nunique() == 1:
                found.append(GroundingWarning(kind, code, (own[column].iloc[0],)))
    return found


def _undefined(table: pd.DataFrame, concepts: tuple[str, ...]) -> list[GroundingWarning]:
    if "definition" not in table:
        return []
    said = dict(zip(table["code"], table["definition"], strict=True))
    return [GroundingWarning("no definition", code) for code in concepts if not said[code].strip()]
