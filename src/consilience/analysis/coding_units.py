"""The units of a text that coders are compared on, and which of them a coding covers."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from consilience import coding
from consilience.errors import DataError
from consilience.study import Source, SourceVersion, Study, newest_versions

Unit = Literal["character", "sentence", "paragraph", "turn"]
Place = tuple[int, int]


@dataclass(frozen=True)
class CodedText:
    """The newest text of a source and its units, each a place in it."""

    source: Source
    version: SourceVersion
    units: tuple[Place, ...]


def units_of(source: Source, version: SourceVersion, unit: Unit) -> tuple[Place, ...]:
    """Return the places of the units of a text, in order, the ends exclusive.

    Parameters
    ----------
    source, version
        The source, and its text with the turns that are known.
    unit
        ``"character"`` gives every code point; the others are told by ``coding.segments``, where
        a pdf's lines end at the edge of its pages.
    """
    if unit == "character":
        return tuple((place, place + 1) for place in range(len(version.text)))
    found = coding.segments(
        version.text,
        unit,
        turns=[coding.Segment(start, end, name) for start, end, name, _ in version.turns],
        line_ends="wrapped" if source.file_name.lower().endswith(".pdf") else "paragraph",
    )
    return tuple((one.start, one.end) for one in found.segments)


def segment(study: Study, source: Source, number: int, unit: Unit) -> Place:
    """Return the place of a segment of a source's newest text, counted from 1.

    Raises
    ------
    DataError
        If the source has no text, or not so many segments.
    """
    version = newest_versions(study).get(source.id)
    if version is None:
        raise DataError("edits.error.no_text", sources=[source.code])
    units = units_of(source, version, unit)
    if not 1 <= number <= len(units):
        raise DataError("edits.error.no_segment", source=source.code, count=len(units), got=number)
    return units[number - 1]


def covered(units: Sequence[Place], start: int, end: int) -> range:
    """Return the numbers of the units that a coding covers, from 0.

    A unit is covered where it shares half of itself, or half of the coding, with the coding;
    where this is no unit, the one that shares most (a convention of this program). So a boundary
    that is a few characters off changes nothing.

    Parameters
    ----------
    units
        Places in order and apart.
    start, end
        The coding.

    Examples
    --------
    >>> covered([(0, 10), (10, 20), (20, 30)], 9, 22)
    range(1, 2)
    """
    first = bisect.bisect_right(units, start, key=lambda place: place[1])
    last = bisect.bisect_left(units, end, key=lambda place: place[0])
    shares = [(min(end, units[n][1]) - max(start, units[n][0]), -n) for n in range(first, last)]
    kept = [-n for share, n in shares if 2 * share >= min(end - start, units[-n][1] - units[-n][0])]
    if not kept and shares:
        kept = [-max(shares)[1]]
    return range(kept[0], kept[-1] + 1) if kept else range(0)
