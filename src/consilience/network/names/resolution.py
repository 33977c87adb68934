"""Which names mean the same organisation: a table of merges to review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, UnknownNameError
from consilience.network.names.keys import name_keys
from consilience.network.names.parts import PartReason, parts
from consilience.network.names.rules import Reason, candidates
from consilience.network.names.slips import REVIEW
from consilience.network.names.tables import name_table
from consilience.results import Result
from consilience.texts import Language, text

_MOST_NAMES = 5_000


@dataclass(frozen=True)
class Merge:
    """Two names, how sure it is in [0, 1] that they are one organisation, and by which rule."""

    first: str
    second: str
    score: float
    reason: Reason

    def rule(self, language: Language = "en") -> str:
        """Return the rule in words."""
        return text(f"network.name_rule.{self.reason}", language)


@dataclass(frozen=True)
class PartOf:
    """An organisation that seems to belong to another one, how sure, and by which rule."""

    part: str
    whole: str
    score: float
    reason: PartReason

    def rule(self, language: Language = "en") -> str:
        """Return the rule in words."""
        return text(f"network.part_rule.{self.reason}", language)


@dataclass(frozen=True, kw_only=True, eq=False)
class ResolvedNames(Result):
    """The organisation of each name, in the order given.

    ``organisations`` holds for each of ``names`` one name of its group: the most frequent, of
    these the shortest, of these the first. ``merges`` are the pairs that were merged, the least
    sure first; ``to_review`` pairs that were not, the surest first; ``part_of`` organisations that
    seem to belong to another one, which are never merged for it. Take a merge back by
    ``apart=[(first, second)]``, make one by ``together=[(first, second)]``.
    """

    names: tuple[str, ...]
    organisations: tuple[str, ...]
    merges: tuple[Merge, ...]
    to_review: tuple[Merge, ...]
    part_of: tuple[PartOf, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a name: its organisation."""
        return pd.DataFrame({"name": self.names, "organisation": self.organisations})


def resolve_names(
    names: Iterable[str],
    *,
    aliases: Mapping[str, Iterable[str]] | None = None,
    threshold: float = 0.9,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> ResolvedNames:
    """Find which names mean the same organisation, for a person to review.

    Names are compared without case, accents, marks, web endings and legal forms of many languages
    (Inc., GmbH, S.A., 有限公司, 株式会社). The rules, each with its score: 1 the same core, also
    written together; .99 the table of ``aliases``; .97 an alias that a name gives itself (aka,
    formerly, 曾用名, an acronym or a name in another script in brackets); .96 to .94 the same words
    cut short, in another language (Univ, Universität) or, for institutions, in another order; .93
    the same but for words such as Technologies and 集团; .92 but for the line of trade (Software,
    网络); .91 but for a region; .91 an acronym of two or more words, or a Chinese short form.
    Else the likeness of the spelling, at most .95, for cores of at least six letters with the same
    digits. What fits several organisations (Mitsubishi beside Mitsubishi Motors and Mitsubishi
    Electric), stands in brackets without a word, or is two Chinese names with one other character,
    gets at most .85: to review. A place or a trade alone never makes one name of two (上海汽车,
    北京汽车). The rules and scores are a convention of this program.

    Subsidiaries and units are no merges: ``part_of`` lists them, .95 where the name says so ("an
    IBM company", 旗下), .8 for the name of the whole with a unit, .7 for a longer name. Brands and
    renamed firms with other names are not found: give them in ``aliases`` or ``together``.

    Parameters
    ----------
    names
        At least one name; may repeat; at most 5,000 different ones.
    aliases
        Other names of organisations: each organisation with a list of them; they need not be among
        the names.
    threshold
        Pairs of at least this score are merged, between .8 and 1.
    together, apart
        Pairs of names that are always or never merged; ``apart`` also parts names that others
        would link.

    Returns
    -------
    ResolvedNames
        The organisation of each name, the merges with score and reason, near ones to review, and
        what seems to be a part of another organisation.

    Raises
    ------
    ArgumentError
        If there are no names, a name is no text or blank, there are too many, a pair is none, or
        the aliases are no table.
    UnknownNameError
        If a pair holds a name that is not among the names.

    Examples
    --------
    >>> found = resolve_names(["Huawei Technologies Co., Ltd.", "Huawei", "IBM", "华为技术有限公司",
    ...                        "International Business Machines Corp.", "华为"])
    >>> found.organisations
    ('Huawei', 'Huawei', 'IBM', '华为', 'IBM', '华为')
    >>> found.merges[0].reason, found.merges[0].score, found.merges[0].rule()
    ('acronym', 0.91, 'one is the acronym of the other')
    >>> resolve_names(["Siemens AG", "Siemens Energy"]).part_of[0].whole
    'Siemens AG'

    References
    ----------
    Christen (2012), Data Matching.
    """
    owner = "resolve_names"
    listed = _listed(names, owner)
    low = checks.interval(threshold, REVIEW, 1, "threshold", owner)
    different = tuple(dict.fromkeys(listed))
    if len(different) > _MOST_NAMES:
        raise ArgumentError("names", owner, "at_most_names", len(different), high=_MOST_NAMES)
    linked = _pairs(together, different, "together", owner)
    parted = _pairs(apart, different, "apart", owner)
    table = name_table({} if aliases is None else aliases, "aliases", owner)
    found = _candidates(different, table)
    asked = [Merge(a, b, 1.0, "asked") for a, b in sorted(linked)]
    wanted = [merge for merge in found if merge.score >= low]
    groups, made = _grouped(different, [*asked, *wanted], parted)
    kept = _representatives(listed, groups)
    return ResolvedNames(
        names=listed,
        organisations=tuple(kept[groups[name]] for name in listed),
        merges=tuple(sorted(made, key=lambda merge: merge.score)),
        to_review=tuple(m for m in found if groups[m.first] != groups[m.second]),
        part_of=tuple(_parts(different, groups, kept)),
        parameters={
            "aliases": table,
            "threshold": low,
            "together": sorted(linked),
            "apart": sorted(parted),
        },
        references=("christen2012",),
    )


def _listed(names: object, owner: str) -> tuple[str, ...]:
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise ArgumentError("names", owner, "names", names)
    found = list(names)
    if not found:
        raise ArgumentError("names", owner, "not_empty", names)
    if not all(isinstance(name, str) and name.strip() for name in found):
        raise ArgumentError("names", owner, "names", found)
    return tuple(found)


def _pairs(
    given: object, names: tuple[str, ...], name: str, owner: str
) -> frozenset[tuple[str, str]]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ArgumentError(name, owner, "pairs", given)
    found = set()
    for pair in given:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise ArgumentError(name, owner, "pairs", pair)
        for item in pair:
            if item not in names:
                raise UnknownNameError(name, owner, str(item), names)
        found.add((min(pair), max(pair)))
    return frozenset(found)


def _candidates(names: tuple[str, ...], aliases: Mapping[str, tuple[str, ...]]) -> list[Merge]:
    """Return all pairs of at least the review score, the surest first."""
    best: dict[tuple[int, int], tuple[float, Reason]] = {}
    for first, second, score, reason in candidates([name_keys(name) for name in names], aliases):
        best.setdefault((first, second), (score, reason))
    found = [Merge(names[a], names[b], score, why) for (a, b), (score, why) in best.items()]
    return sorted(found, key=lambda merge: -merge.score)


def _parts(names: tuple[str, ...], groups: dict[str, int], kept: dict[int, str]) -> list[PartOf]:
    """Return which organisations seem to belong to others, the surest first."""
    best: dict[tuple[str, str], PartOf] = {}
    for part, whole, score, reason in parts(names):
        one, other = kept[groups[names[part]]], kept[groups[names[whole]]]
        if one != other and (one, other) not in best:
            best[one, other] = PartOf(one, other, score, reason)
    return sorted(best.values(), key=lambda found: -found.score)


def _grouped(
    names: tuple[str, ...], merges: list[Merge], parted: frozenset[tuple[str, str]]
) -> tuple[dict[str, int], list[Merge]]:
    """Merge the surest pairs first; a merge that would bring parted names together is left out."""
    group = {name: place for place, name in enumerate(names)}
    members = {place: [name] for place, name in enumerate(names)}
    made = []
    for merge in merges:
        one, other = group[merge.first], group[merge.second]
        if one == other:
            continue
        pairs = ((min(a, b), max(a, b)) for a in members[one] for b in members[other])
        if any(pair in parted for pair in pairs):
            continue
        made.append(merge)
        for name in members[other]:
            group[name] = one
        members[one] += members.pop(other)
    return group, made


def _representatives(names: tuple[str, ...], groups: dict[str, int]) -> dict[int, str]:
    count = Counter(names)
    found: dict[int, str] = {}
    for name in sorted(groups, key=lambda item: (-count[item], len(item))):
        found.setdefault(groups[name], name)
    return found
