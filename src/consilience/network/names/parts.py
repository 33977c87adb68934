"""Which names name a part of another organisation: subsidiaries, units, institutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from consilience.network.names.chinese import is_office, is_own, is_place
from consilience.network.names.keys import Keys, name_keys
from consilience.network.names.spelling import words_of
from consilience.network.names.words import COMMON, INSTITUTES, PLACES, REGIONS, SMALL, listed

PartReason = Literal["told", "unit", "longer name"]

_WEAK = COMMON | PLACES | REGIONS | SMALL
_UNITS = INSTITUTES | listed(
    "research labs lab cloud ventures capital division unit branch campus group energy healthcare"
    " financial insurance finance digital"
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
        for label, reason in _said_wholes(name, keys[place]):
            whole = wholes.get(label, place)
            if whole != place:
                yield place, whole, _SCORES[reason], reason
                break


def _labels(key: Keys) -> list[str]:
    """Return the forms under which an organisation is found as the whole of another."""
    if key.unspaced:
        texts = (key.core[0], *key.short_of[:1])
        return [text for text in texts if is_own(text) or (len(text) > 3 and not is_place(text))]
    forms = [words for words in (key.core, key.stem, *key.aliases) if not _WEAK.issuperset(words)]
    return [" ".join(words) for words in forms if len("".join(words)) >= 2]


def _said_wholes(name: str, key: Keys) -> Iterator[tuple[str, PartReason]]:
    """Yield what the whole of a name may be called, the surest and nearest first."""
    if key.whole:
        yield from ((label, "told") for label in _labels(name_keys(key.whole)))
    elif key.unspaced:
        core = key.core[0]
        reason: PartReason = "unit" if is_office(core) else "longer name"
        yield from ((core[:count], reason) for count in range(len(core) - 1, 1, -1))
    else:
        for piece in re.split(r",\s", name)[1:]:
            words = words_of(piece)
            if INSTITUTES.intersection(words):
                yield " ".join(words), "unit"
        for count in range(len(key.core) - 1, 0, -1):
            rest = key.core[count:]
            if rest[0] not in SMALL:
                reason = "unit" if _UNITS.intersection(rest) else "longer name"
                yield " ".join(key.core[:count]), reason
