"""The alliance of a study as the tables that the engines of networks take.

Organisations, collaborations and resources go by their codes. Rows stand in the order of the
study; a collaboration that is excluded is in none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.study import Collaboration, Participation, Study

RESOURCE_ACTIONS = ("collocation", "integration", "reconstruction")
_PARTICIPATIONS = (
    "organisation",
    "collaboration",
    "layer",
    "role",
    "leads",
    "start",
    "end",
    "id",
)
_TIES = ("from", "to", "layer", "strength", "start", "end", "directed", "id")
_HOLDINGS = ("organisation", "resource", "kind", "amount", "period", "id")
_ADOPTIONS = ("organisation", "routine", "date", "mode", "id")
_ACTIONS = ("organisation", "action", "start", "end", "id")


def participations(study: Study) -> pd.DataFrame:
    """Return who takes part in what: organisation, collaboration, layer, role, leads, start, end.

    A date that a participation lacks is that of its collaboration.
    """
    kept = {one.id: one for one in study.collaborations if not one.excluded}
    rows = [
        (
            study.code_of(one.organisation_id),
            kept[one.collaboration_id].code,
            kept[one.collaboration_id].layer,
            one.role,
            one.leads,
            *_dates(one, kept[one.collaboration_id]),
            one.id,
        )
        for one in study.participations
        if one.collaboration_id in kept
    ]
    return _frame(rows, _PARTICIPATIONS)


def ties(study: Study) -> pd.DataFrame:
    """Return the ties: from, to, layer, strength, start, end, directed, id."""
    rows = [
        (
            study.code_of(one.from_id),
            study.code_of(one.to_id),
            one.layer,
            one.strength,
            one.start_date,
            one.end_date,
            one.directed,
            one.id,
        )
        for one in study.ties
    ]
    return _frame(rows, _TIES)


def holdings(study: Study) -> pd.DataFrame:
    """Return resources held, needed and offered: organisation, resource, kind, amount, period."""
    rows = [
        (
            study.code_of(one.organisation_id),
            study.code_of(one.resource_id),
            one.kind,
            one.amount,
            one.period,
            one.id,
        )
        for one in study.holdings
    ]
    return _frame(rows, _HOLDINGS)


def adoptions(study: Study) -> pd.DataFrame:
    """Return who took over which routine: organisation, routine, date, mode, id."""
    rows = [
        (study.code_of(one.organisation_id), one.routine, one.date, one.mode, one.id)
        for one in study.adoptions
    ]
    return _frame(rows, _ADOPTIONS)


def resource_actions(study: Study) -> pd.DataFrame:
    """Return the dated resource actions: organisation, action, start, end, id."""
    rows = [
        (
            study.code_of(one.organisation_id) if one.organisation_id else "",
            one.dimension,
            one.date,
            one.end_date,
            one.id,
        )
        for one in study.incidents
        if one.dimension in RESOURCE_ACTIONS
    ]
    return _frame(rows, _ACTIONS)


def _dates(own: Participation, whole: Collaboration) -> tuple[str, str]:
    """Return start and end of a participation, where missing those of its collaboration.

    Of a participation that lies outside its collaboration no date is filled in.
    """
    start, end = own.start_date or whole.start_date, own.end_date or whole.end_date
    if start and end and end + "~" < start:  # a year is not before a day of it
        return own.start_date, own.end_date
    return start, end


def _frame(rows: Iterable[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))
