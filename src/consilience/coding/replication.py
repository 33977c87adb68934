"""Replication across cases: literal within groups, theoretical between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.coding.coded import places_of, read_codings, read_mapping
from consilience.errors import ArgumentError
from consilience.results import Result

ENOUGH = 2  # cases of a group that must show a finding to replicate it


@dataclass(frozen=True)
class GroupReplication:
    """How many cases of a group show a concept.

    ``literal`` is "replicated" (at least two cases, or the only one of its group), "single" (one
    of several) or "none".
    """

    group: str
    cases: int
    showing: tuple[str, ...]
    literal: str


@dataclass(frozen=True)
class ConceptReplication:
    """Replication of one concept over all groups.

    ``cases`` counts all that show it. ``theoretical`` is "confirmed" (every group of which it was
    predicted replicates it, no case of another group shows it), "not confirmed", or "no prediction"
    where nothing was predicted.
    """

    code: str
    cases: int
    groups: tuple[GroupReplication, ...]
    predicted: tuple[str, ...]
    theoretical: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Replication(Result):
    """Literal and theoretical replication of every concept."""

    groups: tuple[str, ...]
    concepts: tuple[ConceptReplication, ...]

    def of(self, code: str) -> ConceptReplication:
        """Return the replication of one concept."""
        wanted = checks.choice(code, [item.code for item in self.concepts], "code", "of")
        return next(item for item in self.concepts if item.code == wanted)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a concept: cases that show it in each group, and the verdict."""
        rows = [
            {
                "code": item.code,
                **{group.group: len(group.showing) for group in item.groups},
                "cases": item.cases,
                "theoretical": item.theoretical,
            }
            for item in self.concepts
        ]
        return pd.DataFrame(rows)


def replication(
    codings: object, cases: object, codes: object, predictions: object = None
) -> Replication:
    """Count in how many cases of the same group, and of other groups, each concept shows.

    Literal replication: cases that are expected to behave alike show the same. It is reached in a
    group when at least two of its cases show the concept. Theoretical replication: cases that are
    expected to differ do differ, as predicted beforehand (Yin). The thresholds are a convention of
    this program. Codings that speak against a concept do not show it.

    Parameters
    ----------
    codings : table
        One row a coding and case: ``coding``, ``code``, ``case``; ``direction`` if known, one of
        "", for, against.
    cases : mapping of str to str
        The group of each case, such as its parent.
    codes : list of str
        The concepts, in order.
    predictions : mapping of str to lists of str, optional
        For some concepts the groups that were predicted to show them; no other should.

    Returns
    -------
    Replication
        Every concept with the cases that show it, by group.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a column is missing, a cell not allowed, or a name unknown.

    Examples
    --------
    >>> codings = {"coding": ["q1", "q2"], "code": ["trust", "trust"], "case": ["A1", "A2"]}
    >>> groups = {"A1": "A", "A2": "A", "B1": "B"}
    >>> found = replication(codings, groups, ["trust"], {"trust": ["A"]})
    >>> [group.literal for group in found.of("trust").groups], found.of("trust").theoretical
    (['replicated', 'none'], 'confirmed')

    References
    ----------
    Yin (2018), Case Study Research and Applications; Eisenhardt (1989), Building Theories from
    Case Study Research; Eisenhardt and Graebner (2007), Theory Building from Cases.
    """
    owner = "replication"
    table = read_codings(codings, ("coding", "code", "case"), owner)
    names = checks.names(codes, "codes", owner)
    members = _members(cases, owner)
    places_of(table["code"], names, "code", owner)
    places_of(table["case"], tuple(c for g in members.values() for c in g), "case", owner)
    expected = {} if predictions is None else read_mapping(predictions, "predictions", owner)
    for code, groups in expected.items():
        checks.choice(code, names, "predictions", owner)
        for group in groups:
            checks.choice(group, members, "predictions", owner)
    shows = table.loc[table["direction"] != "against"].groupby("code")["case"].agg(set).to_dict()
    return Replication(
        groups=tuple(members),
        concepts=tuple(_concept(n, shows.get(n, set()), members, expected.get(n)) for n in names),
        parameters={"enough": ENOUGH, "predicted": sorted(expected)},
        references=("yin2018", "eisenhardt1989", "eisenhardt2007"),
    )


def _members(cases: object, owner: str) -> dict[str, list[str]]:
    if not isinstance(cases, Mapping) or not cases:
        raise ArgumentError("cases", owner, "groups_by_case", cases)
    found: dict[str, list[str]] = {}
    for case, group in cases.items():
        if not isinstance(case, str) or not isinstance(group, str) or not group or not case:
            raise ArgumentError("cases", owner, "groups_by_case", {case: group})
        found.setdefault(group, []).append(case)
    return found


def _concept(
    code: str,
    shows: set[str],
    members: Mapping[str, list[str]],
    predicted: tuple[str, ...] | None,
) -> ConceptReplication:
    groups = tuple(_group(name, cases, shows) for name, cases in members.items())
    return ConceptReplication(
        code=code,
        cases=len(shows),
        groups=groups,
        predicted=predicted or (),
        theoretical="no prediction" if predicted is None else _verdict(groups, predicted),
    )


def _group(name: str, cases: list[str], shows: set[str]) -> GroupReplication:
    showing = tuple(case for case in cases if case in shows)
    enough = min(ENOUGH, len(cases))
    literal = "replicated" if len(showing) >= enough else "single" if showing else "none"
    return GroupReplication(name, len(cases), showing, literal)


def _verdict(groups: tuple[GroupReplication, ...], predicted: tuple[str, ...]) -> str:
    as_said = all(
        group.literal == ("replicated" if group.group in predicted else "none") for group in groups
    )
    return "confirmed" if as_said else "not confirmed"
