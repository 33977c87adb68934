"""What organisations hold, need and offer at a date, made comparable across resources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from consilience.results import Note

if TYPE_CHECKING:
    from consilience.analysis.alliance_material import AllianceMaterial

_KEY = ["organisation", "resource", "kind"]


def holdings_at(material: AllianceMaterial, at: str) -> pd.DataFrame:
    """Return the newest row of each organisation, resource and kind that a date knows.

    A row without a period holds where no row with one does; ``at`` is "" for the newest of all.
    """
    frame = material.holdings
    known = frame.loc[[_known(period, at) for period in frame["period"]]]
    ordered = known.sort_values("period", kind="stable")
    return ordered.drop_duplicates(_KEY, keep="last").sort_index()


def held_amounts(
    material: AllianceMaterial, members: Iterable[str], at: str
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Return how much each member holds of each resource, as the measures of niches take it.

    What is offered is held. Where resources have different units, each amount becomes a share of
    what all members hold of the resource, so that resources count alike: a convention of this
    program.
    """
    found = _held(material, members, at)
    found = found.loc[:, found.sum() > 0]
    if _units_differ(material, found):
        return found / found.sum(), (Note("alliance.note.shares"),)
    return found, ()


def held_twice(
    material: AllianceMaterial, members: Iterable[str], before: str, now: str
) -> tuple[pd.Series, pd.Series]:
    """Return what each member holds in all at two dates, on one scale: that of the later one."""
    listed = list(members)
    later, earlier = _held(material, listed, now), _held(material, listed, before)
    both = list(dict.fromkeys((*later.columns, *earlier.columns)))
    later, earlier = (one.reindex(columns=both, fill_value=0.0) for one in (later, earlier))
    if _units_differ(material, later):
        scale = later.sum().where(later.sum() > 0, earlier.sum())
        later, earlier = (one.loc[:, scale > 0] / scale[scale > 0] for one in (later, earlier))
    return earlier.sum(axis=1), later.sum(axis=1)


def years_held(material: AllianceMaterial, at: str) -> tuple[str, ...]:
    """Return the years up to a date for which the study says what is held or offered, sorted."""
    frame = material.holdings
    having = frame[frame["kind"].isin(["held", "offered"])]
    dated = [period for period in having["period"] if _is_dated(period) and _known(period, at)]
    return tuple(sorted({period[:4] for period in dated}))


def _held(material: AllianceMaterial, members: Iterable[str], at: str) -> pd.DataFrame:
    frame = holdings_at(material, at)
    having = frame[frame["kind"].isin(["held", "offered"])]
    table = having.pivot_table(
        index="organisation", columns="resource", values="amount", aggfunc="max", fill_value=0.0
    )
    return table.reindex(list(members), fill_value=0.0).astype(float)


def _units_differ(material: AllianceMaterial, found: pd.DataFrame) -> bool:
    units = {one.code: one.unit for one in material.study.resources}
    return len({units[name] for name in found.columns}) > 1


def _known(period: str, at: str) -> bool:
    """Return whether a period has begun at a date; one that is no date always has."""
    return not at or not _is_dated(period) or period[: len(at)] <= at[: len(period)]


def _is_dated(period: str) -> bool:
    return period[:4].isdecimal()
