"""Which names mean the same organisation: a table of merges to review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from consilience import checks
from consilience.errors import ArgumentError, UnknownNameError
from consilience.network.name_keys import Keys, brand, is_chinese, name_keys, significant
from consilience.results import Result

Reason = Literal["same core", "alias", "general words", "acronym", "spelling", "asked"]

_MOST_NAMES = 5_000
_REVIEW = 0.8
_SHORTEST_SPELLED = 6
_ALIKE = 75


@dataclass(frozen=True)
class Merge:
    """Two names, how alike they are in [0, 1], and why."""

    first: str
    second: str
    score: float
    reason: Reason


@dataclass(frozen=True, kw_only=True, eq=False)
class ResolvedNames(Result):
    """The organisation of each name, in the order given.

    ``organisations`` holds for each of ``names`` one name of its group: the most frequent, of
    these the shortest, of these the first. ``merges`` are the pairs that were merged, the least
    sure first; ``to_review`` pairs that were not, the most alike first. Take a merge back by
    ``apart=[(first, second)]``, make one by ``together=[(first, second)]``.
    """

    names: tuple[str, ...]
    organisations: tuple[str, ...]
    merges: tuple[Merge, ...]
    to_review: tuple[Merge, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a name: its organisation."""
        return pd.DataFrame({"name": self.names, "organisation": self.organisations})


def resolve_names(
    names: Iterable[str],
    *,
    threshold: float = 0.9,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> ResolvedNames:
    """Find which names mean the same organisation, for a person to review.

    Names are compared without case, accents, punctuation, legal forms (Inc., GmbH, 有限公司) and
    web endings. Score 1: the same core, also written together. .97: one is an alias of the other
    (aka, formerly, dba, an acronym or a name in the other script in brackets). .93: the same but
    for general words at the end (Technologies, 集团) or a Chinese place in front. .91: one is the
    acronym of the other's three or more words. Else the likeness of the spelling (Levenshtein),
    for cores of at least six letters with the same digits. The rules and their scores are a
    convention of this program. Brands and subsidiaries with other names are not found: give them in
    ``together``.

    Parameters
    ----------
    names
        At least one name; may repeat; at most 5,000 different ones.
    threshold
        Pairs of at least this score are merged, between .8 and 1.
    together, apart
        Pairs of names that are always or never merged; ``apart`` also parts names that others
        would link.

    Returns
    -------
    ResolvedNames
        The organisation of each name, the merges with score and reason, and near ones to review.

    Raises
    ------
    ArgumentError
        If there are no names, a name is no text or blank, there are too many, or a pair is none.
    UnknownNameError
        If a pair holds a name that is not among the names.

    Examples
    --------
    >>> found = resolve_names(["Huawei Technologies Co., Ltd.", "Huawei", "IBM", "华为技术有限公司",
    ...                        "International Business Machines Corp.", "华为"])
    >>> found.organisations
    ('Huawei', 'Huawei', 'IBM', '华为', 'IBM', '华为')
    >>> found.merges[0].reason, found.merges[0].score
    ('acronym', 0.91)

    References
    ----------
    Christen (2012), Data Matching.
    """
    owner = "resolve_names"
    listed = _listed(names, owner)
    low = checks.interval(threshold, _REVIEW, 1, "threshold", owner)
    different = tuple(dict.fromkeys(listed))
    if len(different) > _MOST_NAMES:
        raise ArgumentError("names", owner, "at_most_names", len(different), high=_MOST_NAMES)
    linked = _pairs(together, different, "together", owner)
    parted = _pairs(apart, different, "apart", owner)
    found = _candidates(different)
    asked = [Merge(a, b, 1.0, "asked") for a, b in sorted(linked)]
    wanted = [merge for merge in found if merge.score >= low]
    groups, made = _grouped(different, [*asked, *wanted], parted)
    kept = _representatives(listed, groups)
    return ResolvedNames(
        names=listed,
        organisations=tuple(kept[groups[name]] for name in listed),
        merges=tuple(sorted(made, key=lambda merge: merge.score)),
        to_review=tuple(m for m in found if groups[m.first] != groups[m.second]),
        parameters={
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


def _candidates(names: tuple[str, ...]) -> list[Merge]:
    """Return all pairs of at least the review score, the most alike first."""
    keys = [name_keys(name) for name in names]
    cores = [" ".join(item.core) for item in keys]
    best: dict[tuple[int, int], tuple[float, Reason]] = {}
    for reason, score, labels in _rules(keys):
        groups: dict[str, list[int]] = {}
        for place, label in labels:
            groups.setdefault(label, []).append(place)
        for places in groups.values():
            first = places[0]
            for other in places[1:]:
                if other != first:
                    pair = (min(first, other), max(first, other))
                    best.setdefault(pair, (score, reason))
    for first, second, score in _spelled(cores):
        best.setdefault((first, second), (score, "spelling"))
    found = [Merge(names[a], names[b], score, why) for (a, b), (score, why) in best.items()]
    return sorted(found, key=lambda merge: -merge.score)


def _rules(keys: list[Keys]) -> list[tuple[Reason, float, list[tuple[int, str]]]]:
    """Return the exact rules, the surest first: names with the same label are one."""
    core = [(place, "".join(key.core)) for place, key in enumerate(keys)]
    alias = [(place, "".join(words)) for place, key in enumerate(keys) for words in key.aliases]
    general = [(place, _general(key)) for place, key in enumerate(keys)]
    short = [(place, key.core[0]) for place, key in enumerate(keys) if key.short]
    long = [(place, letters) for place, key in enumerate(keys) for letters in key.acronyms]
    return [
        ("same core", 1.0, core),
        ("alias", 0.97, [*core, *alias]),
        ("general words", 0.93, general),
        ("acronym", 0.91, [*short, *((p, a) for p, a in long if a in {s for _, s in short})]),
    ]


def _general(key: Keys) -> str:
    words = significant(key.core)
    return brand(words[0]) if len(words) == 1 and is_chinese(words[0]) else "".join(words)


def _spelled(cores: list[str]) -> list[tuple[int, int, float]]:
    """Return pairs of cores that are spelled alike and have the same digits."""
    long = [place for place, core in enumerate(cores) if len(core) >= _SHORTEST_SPELLED]
    texts = [cores[place] for place in long]
    likeness = process.cdist(
        texts, texts, scorer=fuzz.ratio, score_cutoff=100 * _REVIEW, dtype=np.float32
    )
    first, second = np.nonzero(np.triu(likeness, k=1))
    return [
        (long[a], long[b], round(float(likeness[a, b]) / 100, 4))
        for a, b in zip(first.tolist(), second.tolist(), strict=True)
        if _slip(texts[a], texts[b])
    ]


def _slip(one: str, other: str) -> bool:
    """Return whether two names may differ by a slip: same digits, and no word is another one."""
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    first = " ".join(word for word in one.split() if word not in other.split())
    second = " ".join(word for word in other.split() if word not in one.split())
    if not first or not second:  # a word more: another place, department, ...
        return False
    return fuzz.ratio(first, second) >= _ALIKE


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
