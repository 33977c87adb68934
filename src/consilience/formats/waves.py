"""Waves in the names of columns: ``Q34_Start`` and ``Q34_End`` are one variable at two times."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_NAMED = (
    ("start", "begin", "beginning", "middle", "mid", "end"),
    ("pre", "post"),
    ("前", "中", "后"),
    ("前期", "中期", "后期"),
    ("开始", "初期", "中期", "末期", "结束"),
    ("before", "after"),
)
_NUMBERED = ("t", "w", "wave", "time", "第")
_SPLIT = re.compile(r"(?P<stem>.*[^_. \-])[_. \-](?P<suffix>[^_. \-]+)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_COUNTED = re.compile(r"(?P<family>[^\W\d]+)(?P<number>[0-9]{1,2})(?P<unit>[期轮次波]?)")


@dataclass(frozen=True)
class ScoreColumn:
    """A column as a variable at a wave; no wave is an empty text."""

    column: str
    variable: str
    wave: str = ""


def recognised_waves(columns: Iterable[str]) -> tuple[ScoreColumn, ...]:
    """Return the columns whose names end with a wave, in the order of the columns.

    A suffix after ``_``, ``.``, ``-`` or a blank counts as a wave only where at least two columns
    share the rest of the name and have different suffixes of one family: Start/Middle/End,
    pre/post, T1/T2, W1/W2, wave1/wave2, 2019/2020, 前/中/后, 开始/中期/结束. One wave has one
    spelling: the first that occurs.

    Examples
    --------
    >>> for found in recognised_waves(["Q57.1_Start", "Q57.1_End", "Q14", "Q20_Start"]):
    ...     print(found.column, found.variable, found.wave)
    Q57.1_Start Q57.1 Start
    Q57.1_End Q57.1 End
    """
    groups: dict[tuple[str, str], list[ScoreColumn]] = defaultdict(list)
    order: dict[str, int] = {}
    spelling: dict[str, str] = {}
    for place, column in enumerate(columns):
        order[column] = place
        found = _SPLIT.fullmatch(column)
        if found is None:
            continue
        wave = spelling.setdefault(found["suffix"].casefold(), found["suffix"])
        for family in _families(wave.casefold()):
            groups[found["stem"].strip(), family].append(
                ScoreColumn(column, found["stem"].strip(), wave)
            )
    recognised = {
        item
        for group in groups.values()
        if len({item.wave for item in group}) == len(group) > 1
        for item in group
    }
    return tuple(sorted(recognised, key=lambda item: order[item.column]))


def _families(suffix: str) -> list[str]:
    if _YEAR.fullmatch(suffix):
        return ["year"]
    counted = _COUNTED.fullmatch(suffix)
    if counted is not None and counted["family"] in _NUMBERED:
        return [counted["family"] + counted["unit"]]
    return [names[0] for names in _NAMED if suffix in names]
