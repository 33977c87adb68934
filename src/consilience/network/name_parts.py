"""Which names name a part of another organisation: subsidiaries, units, institutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from consilience.network.chinese_names import is_office, is_own
from consilience.network.name_keys import Keys, name_keys, words_of
from consilience.network.name_words import COMMON, INSTITUTES, PLACES, REGIONS, SMALL

PartReason = Literal["told", "unit", "longer name"]

_UNITS = INSTITUTES | frozenset(
    "research labs lab cloud ventures capital division unit branch campus group energy healthcare"
    " financial insurance finance digital".split()
)
_SCORES: dict[PartReason, float] = {"told": 0.95, "unit": 0.8, "longer name": 0.7}


def parts(names: tuple[str, ...]) -> Iterator[tuple[int, int, float, PartReason]]:
    """Yield places of a part and of its whole, with score and rule; the nearest whole only."""
    keys = [name_keys(name) for name in names]
    wholes: dict[str, int] = {}
    for place, key in enumerate(keys):
        for label in _labels(key):
            wholes.setdefault(label, place)
    for place, name in enumerate(names):
        found = _whole(name, keys[place], wholes)
        if found is not None and found[0] != place:
            yield place, found[0], _SCORES[found[1]], found[1]


def _labels(key: Keys) -> list[str]:
    """Return the forms under which an organisation is found as the whole of another."""
    if key.unspaced:
        return [text for text in (key.core[0], *key.short_of[:1]) if is_own(text)]
    weak = COMMON | PLACES | REGIONS | SMALL
    forms = [words for words in (key.core, key.stem) if not weak.issuperset(words)]
    return [" ".join(words) for words in forms if len("".join(words)) >= 2]


def _whole(name: str, key: Keys, wholes: dict[str, int]) -> tuple[int, PartReason] | None:
    if key.whole:
        found = [wholes[label] for label in _labels(name_keys(key.whole)) if label in wholes]
        return (found[0], "told") if found else None
    if key.unspaced:
        return _longer_chinese(key.core[0], wholes)
    for piece in re.split(r",\s", name)[1:]:
        words = words_of(piece)
        if INSTITUTES.intersection(words) and " ".join(words) in wholes:
            return wholes[" ".join(words)], "unit"
    for count in range(len(key.core) - 1, 0, -1):
        label, rest = " ".join(key.core[:count]), key.core[count:]
        if label in wholes and rest[0] not in SMALL:
            return wholes[label], "unit" if _UNITS.intersection(rest) else "longer name"
    return None


def _longer_chinese(core: str, wholes: dict[str, int]) -> tuple[int, PartReason] | None:
    for count in range(len(core) - 1, 1, -1):
        if core[:count] in wholes:
            return wholes[core[:count]], "unit" if is_office(core) else "longer name"
    return None
