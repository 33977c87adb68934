"""What the sections on the alliance share: numbers of cards, records, the network that is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from consilience.analysis import AllianceMaterial, AllianceRows, alliance_network
from consilience.analysis.subnetworks import tied_pairs
from consilience.plots.order import natural_order

if TYPE_CHECKING:
    from consilience.analysis import AllianceEvidence, AllianceNetwork
    from consilience.study import Study


@dataclass(frozen=True)
class AllianceView:
    """The alliance of a study, each look at it made once for the whole report."""

    study: Study
    evidence: AllianceEvidence | None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The number of each organisation's card, by code."""
        ordered = natural_order(one.code for one in self.study.organisations)
        return {code: place for place, code in enumerate(ordered, start=1)}

    @cached_property
    def rows(self) -> AllianceRows:
        """The records behind organisations and ties."""
        return AllianceRows(self.study)

    @cached_property
    def network(self) -> AllianceNetwork | None:
        """The network that the step on the whole alliance looked at, if it was run."""
        if self.evidence is None or self.evidence.state is None:
            return None
        settings = self.evidence.state.parameters
        return alliance_network(AllianceMaterial(self.study), settings, "report")

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], float]:
        """The tied pairs of that network in the order of codes, with the stronger direction."""
        return {} if self.network is None else dict(sorted(tied_pairs(self.network.graph).items()))

    @cached_property
    def chinese_routines(self) -> Mapping[str, str]:
        """The Chinese name of each routine that has one."""
        return {one.routine: one.routine_zh for one in self.study.adoptions if one.routine_zh}
