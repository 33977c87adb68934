"""Resources of the alliance: what is missing, what is double, who could supply, which stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from consilience import network
from consilience.analysis import alliance
from consilience.analysis.alliance_holdings import held_amounts, holdings_at
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_network import date_of
from consilience.analysis.alliance_state import merged, notes_of
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings

RESOURCES = ("at", "overlap", "complementarity", "years", "lead")
_OWNER = "resources"


@dataclass(frozen=True, kw_only=True, eq=False)
class ResourcesFinding(Result):
    """Resources among the members at a date ("" for the newest of all).

    ``gaps`` says of each need who could supply it. ``breadth``, ``overlap`` and ``complementarity``
    are those of who holds or offers something, ``suitability`` and ``momentum`` how near each is to
    the largest holding of every resource, and how far; None if nobody holds anything. ``stages``
    are those of resource action, None without dated actions.
    """

    at: str
    gaps: network.ResourceGaps
    breadth: network.Niches | None
    overlap: network.NicheOverlap | None
    complementarity: network.Complementarity | None
    suitability: network.Niches | None
    momentum: network.Niches | None
    stages: network.ResourceStages | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a need, with its suppliers."""
        frame: pd.DataFrame = self.gaps.to_frame()
        return frame


@once
def resources(material: AllianceMaterial, settings: Settings) -> ResourcesFinding:
    """Say which resources are missing or double, who could supply them, and which stage it is."""
    at = date_of(material, settings.get("at"), _OWNER)
    members = set(material.members(at))
    rows = holdings_at(material, at)
    rows = rows[rows["organisation"].isin(members)].assign(period="")
    if rows.empty:
        raise DataError("alliance.no_holdings", at=at)
    gaps = network.resource_gaps(rows)
    having = rows[rows["kind"].isin(["held", "offered"]) & (rows["amount"] > 0)]
    holders = [code for code in material.organisations if code in set(having["organisation"])]
    held, told = held_amounts(material, holders, at)
    parts = _niches(held, having, settings) if holders else _NONE
    stages = _stages(material, at, settings)
    return ResourcesFinding(
        at=at,
        gaps=gaps,
        breadth=parts[0],
        overlap=parts[1],
        complementarity=parts[2],
        suitability=parts[3],
        momentum=parts[4],
        stages=stages,
        parameters=dict(settings),
        notes=(*_at_note(at, settings), *told, *notes_of(gaps, *parts, stages)),
        references=merged(gaps, *parts, stages),
    )


_Niches = tuple[
    network.Niches | None,
    network.NicheOverlap | None,
    network.Complementarity | None,
    network.Niches | None,
    network.Niches | None,
]
_NONE: _Niches = (None, None, None, None, None)


def _niches(held: pd.DataFrame, having: pd.DataFrame, settings: Settings) -> _Niches:
    return (
        network.niche_breadth(held),
        network.niche_overlap(held, method=settings.get("overlap", "pianka")),
        network.resource_complementarity(
            having, method=settings.get("complementarity", "coverage")
        ),
        network.niche_suitability(held),
        network.evolution_momentum(held),
    )


def _stages(
    material: AllianceMaterial, at: str, settings: Settings
) -> network.ResourceStages | None:
    """Return the stages of resource action up to a date."""
    actions = alliance.resource_actions(material.study)
    known = actions[[not at or start[: len(at)] <= at for start in actions["start"]]]
    if known.empty:
        return None
    told = {name: settings[name] for name in ("years", "lead") if name in settings}
    return network.resource_stage(known.drop(columns="organisation"), **told)


def _at_note(at: str, settings: Settings) -> tuple[Note, ...]:
    return (Note("alliance.note.at", {"at": at}),) if at and settings.get("at") is None else ()
