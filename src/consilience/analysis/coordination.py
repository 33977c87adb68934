"""Strategies of coordination: rules over the levels, each citing what it measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from consilience import checks
from consilience.analysis import coordination_flows as flows
from consilience.analysis import coordination_rules as rules
from consilience.analysis.alliance_leader import LEADER
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_network import NetworkChoice
from consilience.analysis.alliance_state import merged
from consilience.analysis.coordination_levels import levels_of
from consilience.analysis.coordination_records import THRESHOLDS, Strategy
from consilience.analysis.coordination_rules import Rule
from consilience.errors import ArgumentError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings

STRATEGIES = (*LEADER, "limits", "listed", "each")
RULES: tuple[Rule, ...] = (
    rules.change_leader,
    rules.name_leader,
    rules.add_leader,
    rules.add_tie,
    rules.reach_weakest,
    rules.join_parts,
    rules.back_up,
    rules.tie_uphill,
    rules.open_boundary,
    rules.relieve_broker,
    flows.fill_need,
    flows.look_outside,
    flows.share_double,
    flows.spread_routine,
    flows.keep_members,
)
_OWNER = "strategies"
_UNTESTED = 0.5
_LISTED, _EACH = 15, 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Coordination(Result):
    """Strategies of coordination, ranked.

    First those whose effect can be worked out, by gain times sureness (one half where it was not
    tried), then the others by how far they pass their threshold. The rules, thresholds and order
    are a convention of this program.
    """

    choice: NetworkChoice
    strategies: tuple[Strategy, ...]
    thresholds: Mapping[str, float]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a strategy."""
        columns = ["rank", "kind", "level", "about", "measure", "value", "threshold"]
        ahead = ["quantity", "before", "after", "gain", "low", "high"]
        rows = [
            {
                **{name: getattr(one, name) for name in ("rank", "kind", "level")},
                "about": ", ".join(one.about),
                **{name: getattr(one.measured[0], name) for name in ("measure", "value")},
                "threshold": one.measured[0].threshold,
                **({name: getattr(one.effect, name) for name in ahead} if one.effect else {}),
                "sureness": one.sureness,
            }
            for one in self.strategies
        ]
        return pd.DataFrame(rows, columns=[*columns, *ahead, "sureness"])


@once
def strategies(material: AllianceMaterial, settings: Settings) -> Coordination:
    """Propose how to coordinate the alliance, with the numbers that say so."""
    limits = _limits(settings)
    listed = checks.whole(settings.get("listed", _LISTED), 1, "listed", _OWNER)
    each = checks.whole(settings.get("each", _EACH), 1, "each", _OWNER)
    levels = levels_of(material, settings, each)
    found = [one for rule in RULES for one in sorted(rule(levels, limits), key=_order)[:each]]
    ordered = sorted(found, key=_order)[:listed]
    return Coordination(
        choice=levels.leader.choice if levels.leader else levels.actors.choice,
        strategies=tuple(replace(one, rank=rank) for rank, one in enumerate(ordered, start=1)),
        thresholds=limits,
        parameters=dict(settings),
        notes=(*levels.notes, Note("alliance.note.strategies")),
        references=merged(*levels.results()),
    )


def _limits(settings: Settings) -> dict[str, float]:
    given = settings.get("limits", {})
    if not isinstance(given, Mapping):
        raise ArgumentError("limits", _OWNER, "limit_table", given)
    for name in given:
        checks.choice(name, THRESHOLDS, "limits", _OWNER)
    return {
        name: checks.number(given.get(name, usual), name, _OWNER)
        for name, usual in THRESHOLDS.items()
    }


def _order(one: Strategy) -> tuple[float, float, str, tuple[str, ...]]:
    sure = one.sureness if one.sureness == one.sureness else _UNTESTED
    gain = one.effect.gain * sure if one.effect else 0.0
    first = one.measured[0]
    passed = abs(first.value - first.threshold) / max(abs(first.threshold), 1.0)
    return (-gain, -passed, one.kind, one.about)
