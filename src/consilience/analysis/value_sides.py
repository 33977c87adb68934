"""The two sides of a matching: who needs and who offers, two groups, or two lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import checks
from consilience.analysis.alliance_material import AllianceMaterial
from consilience.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_propositions import Propositions

_OWNER = "match"
Sides = tuple[tuple[str, ...], tuple[str, ...]]


def sides_of(found: Propositions, settings: Settings) -> Sides:
    """Return who stands in the rows and who in the columns.

    By default who needs something, and who offers something; one organisation may be both.

    Raises
    ------
    DataError
        If only one side is named, or a side is empty.
    UnknownNameError
        If a group or an organisation is unknown.
    """
    if ("rows" in settings) != ("columns" in settings) or (
        "by" in settings and "rows" not in settings
    ):
        raise DataError("value_study.one_side")
    if "rows" not in settings:
        sides = _with_some(found.needs), _with_some(found.offers)
    elif "by" in settings:
        sides = _grouped(found, settings, "rows"), _grouped(found, settings, "columns")
    else:
        rows, columns = (
            checks.known_names(settings[name], found.members, name, _OWNER)
            for name in ("rows", "columns")
        )
        sides = rows, columns
    if not all(sides):
        raise DataError("value_study.empty_side")
    return sides


def _with_some(table: pd.DataFrame) -> tuple[str, ...]:
    return tuple(str(name) for name in table.index[(table > 0).any(axis=1)])


def _grouped(found: Propositions, settings: Settings, side: str) -> tuple[str, ...]:
    alliance = AllianceMaterial(found.study)
    checks.known_names([str(settings["by"])], alliance.group_names, "by", _OWNER)
    every = alliance.group_of(str(settings["by"]))
    groups = {code: every[code] for code in found.members}
    asked = settings[side]
    known = sorted({group for group in groups.values() if group})
    chosen = checks.known_names(asked, known, side, _OWNER)
    return tuple(code for code, group in groups.items() if group in chosen)
