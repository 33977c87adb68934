"""The rules by which two names are taken for one organisation, the surest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from consilience.network.names.chinese import short_form_ends, stands_for
from consilience.network.names.keys import Keys, name_keys
from consilience.network.names.slips import slips
from consilience.network.names.spelling import order_label
from consilience.network.names.words import INSTITUTES

Reason = Literal[
    "same core",
    "alias table",
    "alias",
    "abbreviated words",
    "word order",
    "general words",
    "trade words",
    "regional unit",
    "acronym",
    "short form",
    "in brackets",
    "spelling",
    "asked",
]

_UNSURE = 0.85  # below the least threshold that is usual: shown, not merged
_SPELLED_AT_MOST = 0.95

Found = tuple[int, int, float, Reason]


@dataclass
class Groups:
    """Which names the surer rules made one."""

    above: list[int]

    def of(self, place: int) -> int:
        """Return the group of a name."""
        while self.above[place] != place:
            self.above[place] = self.above[self.above[place]]
            place = self.above[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        self.above[self.of(other)] = self.of(one)


def candidates(keys: list[Keys], aliases: Mapping[str, Iterable[str]]) -> Iterator[Found]:
    """Yield pairs of names (first place, second place) with score and rule, surest rules first."""
    groups = Groups(list(range(len(keys))))
    rules = (
        _same(keys),
        _by_table(keys, aliases),
        _told(keys),
        _same_words(keys),
        _stems(keys, groups),
        _acronyms(keys, groups),
        _short_forms(keys, groups),
        _hinted(keys),
        _spelled(keys),
    )
    for rule in rules:
        for first, second, score, reason in rule:
            if first != second:
                yield min(first, second), max(first, second), score, reason
                if score > _UNSURE:
                    groups.join(first, second)


def _linked(labels: Iterable[tuple[str, int]], score: float, reason: Reason) -> Iterator[Found]:
    """Yield each name with the first one of its label."""
    first: dict[str, int] = {}
    for label, place in labels:
        if label and first.setdefault(label, place) != place:
            yield first[label], place, score, reason


def _same(keys: list[Keys]) -> Iterator[Found]:
    yield from _linked(
        (("".join(key.core), place) for place, key in enumerate(keys)), 1.0, "same core"
    )


def _by_table(keys: list[Keys], aliases: Mapping[str, Iterable[str]]) -> Iterator[Found]:
    organisation = {
        label: whole
        for whole, names in aliases.items()
        for name in names
        for label in _plain_labels(name_keys(name))
    }
    labels = [
        (organisation[label], place)
        for place, key in enumerate(keys)
        for label in _plain_labels(key)
        if label in organisation
    ]
    return _linked(labels, 0.99, "alias table")


def _plain_labels(key: Keys) -> set[str]:
    """Return the core of a name, and its stem if only general words were taken off."""
    return {"".join(key.core)} if key.trade else {"".join(key.core), "".join(key.stem)}


def _told(keys: list[Keys]) -> Iterator[Found]:
    core = [("".join(key.core), place) for place, key in enumerate(keys)]
    alias = [("".join(one), place) for place, key in enumerate(keys) for one in key.aliases]
    return _linked([*core, *alias], 0.97, "alias")


def _same_words(keys: list[Keys]) -> Iterator[Found]:
    spaced = [(key, place) for place, key in enumerate(keys) if not key.unspaced]
    yield from _linked((("".join(key.said), at) for key, at in spaced), 0.96, "abbreviated words")
    yield from _linked(((order_label(key.said), at) for key, at in spaced), 0.95, "word order")
    labels = [(" ".join(w[:3] for w in key.said), at) for key, at in spaced if len(key.said) > 1]
    for places in _buckets(labels).values():
        for at, first in enumerate(places):
            for second in places[at + 1 :]:
                if _abbreviates(keys[first].said, keys[second].said):
                    yield first, second, 0.94, "abbreviated words"
    yield from _partial_acronyms(spaced)


def _abbreviates(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether words are the same but for some cut short, as in citation indexes."""
    for a, b in zip(one, other, strict=True):
        if not (a.startswith(b) or b.startswith(a)):  # most pairs: decided quickly
            return False
    pairs = [sorted((a, b), key=len) for a, b in zip(one, other, strict=True) if a != b]
    plural = all(long == f"{short}s" for short, long in pairs)
    cut = all(len(short) >= 3 and len(long) >= len(short) + 3 for short, long in pairs)
    known = bool(INSTITUTES.intersection(one)) or len(one) > 2
    return bool(pairs) and (plural or (cut and known))


def _partial_acronyms(spaced: list[tuple[Keys, int]]) -> Iterator[Found]:
    """Yield names of which one begins with the acronym of the other's first words: IIT Bombay."""
    labels = [(" ".join(key.said), at) for key, at in spaced if _begins_short(key.said)]
    known = {label for label, _ in labels}
    for key, at in spaced:
        for count in range(2, min(len(key.said), 6)):
            short = "".join(word[0] for word in key.said[:count])
            label = " ".join((short, *key.said[count:]))
            if label in known and (count > 2 or "university" in key.said):
                labels.append((label, at))
    return _linked(labels, 0.93, "acronym")


def _begins_short(said: tuple[str, ...]) -> bool:
    return len(said) > 1 and 2 <= len(said[0]) <= 5


def _stems(keys: list[Keys], groups: Groups) -> Iterator[Found]:
    """Yield names with one stem; names of other trades are two, and one without trade is unsure.

    Mitsubishi is not Mitsubishi Electric if Mitsubishi Motors stands beside it.
    """
    labels = [("".join(key.stem), place) for place, key in enumerate(keys)]
    longer = _longer(keys)
    for stem, places in _buckets(labels).items():
        trades = {groups.of(at): frozenset[str]() for at in places}
        for at in places:
            trades[groups.of(at)] |= keys[at].trade
        several = stem in longer or not _nested(set(trades.values()))
        first = min(places, key=lambda at: (len(keys[at].trade), len("".join(keys[at].core)), at))
        by_trade: dict[frozenset[str], int] = {}
        for at in places:
            base = by_trade.setdefault(keys[at].trade, at) if several else first
            yield base, at, *_stem_rule(keys[base], keys[at])
        if several and not keys[first].trade:
            for trade, at in by_trade.items():
                if trade:
                    yield first, at, _UNSURE, "trade words"


def _longer(keys: list[Keys]) -> set[str]:
    """Return the stems that begin the stem of another organisation: Siemens, Siemens Energy."""
    stems = {key.stem for key in keys if not key.unspaced}
    return {"".join(stem[:count]) for stem in stems for count in range(1, len(stem))}


def _stem_rule(one: Keys, other: Keys) -> tuple[float, Reason]:
    if one.trade != other.trade:
        return 0.92, "trade words"
    return (0.91, "regional unit") if one.region != other.region else (0.93, "general words")


def _nested(trades: set[frozenset[str]]) -> bool:
    ordered = sorted(trades, key=len)
    return all(one <= other for one, other in pairwise(ordered))


def _acronyms(keys: list[Keys], groups: Groups) -> Iterator[Found]:
    short = _buckets((key.short, place) for place, key in enumerate(keys))
    long = _buckets(
        (letters, place)
        for place, key in enumerate(keys)
        for letters in sorted(key.acronyms)
        if letters in short and not key.short
    )
    for letters, places in long.items():
        sure = len({groups.of(at) for at in places}) == 1
        for at in places:
            yield short[letters][0], at, 0.91 if sure else _UNSURE, "acronym"


def _short_forms(keys: list[Keys], groups: Groups) -> Iterator[Found]:
    """Yield Chinese short forms with what they stand for, where that is one organisation only."""
    long = _buckets(
        (ends, at)
        for at, key in enumerate(keys)
        for text in key.short_of
        for ends in sorted(short_form_ends(text))
    )
    for place, key in enumerate(keys):
        short = key.short_of[0] if key.short_of else ""
        found = [
            at
            for at in dict.fromkeys(long.get(short[:1] + short[-1:], ()))
            if groups.of(at) != groups.of(place)
            and any(stands_for(short, text) for text in keys[at].short_of)
        ]
        sure = len({groups.of(at) for at in found}) == 1
        for at in found:
            yield place, at, 0.91 if sure else _UNSURE, "short form"


def _hinted(keys: list[Keys]) -> Iterator[Found]:
    core = {"".join(key.core): place for place, key in enumerate(keys)}
    for place, key in enumerate(keys):
        for words in key.hinted:
            if (other := core.get("".join(words))) is not None:
                yield other, place, _UNSURE, "in brackets"


def _spelled(keys: list[Keys]) -> Iterator[Found]:
    """Yield names that are spelled alike; Chinese ones, and those near to many, to review only."""
    cores = [" ".join(key.stem if key.unspaced else key.core) for key in keys]
    for a, b, ratio, single in slips(cores):
        sure = single and not keys[a].unspaced
        yield a, b, min(ratio, _SPELLED_AT_MOST if sure else _UNSURE), "spelling"


def _buckets(labels: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for label, place in labels:
        if label:
            found[label].append(place)
    return found
