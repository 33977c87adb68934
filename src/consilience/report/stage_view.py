"""What the sections on stages share: the numbers of the rows of events, acts and readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from consilience.analysis import StageEvidence
    from consilience.study import Incident, Reading, SharingAct, Study

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class StageView:
    """The records of stages that a report shows, each with the number of its row."""

    study: Study
    evidence: StageEvidence | None

    @cached_property
    def events(self) -> Mapping[str, Incident]:
        """The incidents by their address, in the order of dates, if a step rests on them."""
        found = self.evidence
        asked = found and (found.divisions or any(one.source == "incidents" for one in found.fits))
        ordered = sorted(self.study.incidents, key=lambda one: (one.date, one.code))
        return _numbered("event", ordered if asked else [])

    @cached_property
    def acts(self) -> Mapping[str, SharingAct]:
        """The acts of sharing by their address, in the order of dates, if a step rests on them."""
        found = self.evidence
        asked = found and (found.sharing or any(one.source == "acts" for one in found.fits))
        ordered = sorted(self.study.acts, key=lambda one: (one.date or "~", one.code))
        return _numbered("act", ordered if asked else [])

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """The readings by their address, by indicator and period, if a step rests on them."""
        found = self.evidence
        series = found and any(one.series for one in found.divisions)
        asked = found and (series or any(one.source == "readings" for one in found.fits))
        place = {one.id: number for number, one in enumerate(self.study.indicators)}
        ordered = sorted(
            self.study.readings,
            key=lambda one: (
                place[one.indicator_id],
                one.period,
                self.study.code_of(one.case_id or ""),
            ),
        )
        return _numbered("stage-reading", ordered if asked else [])

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """The address of each of these records: by code of events and acts, by id of readings."""
        found = {f"event {one.code}": key for key, one in self.events.items()}
        found |= {f"act {one.code}": key for key, one in self.acts.items()}
        return found | {f"reading {one.id}": key for key, one in self.readings.items()}


def _numbered(name: str, records: list[Kind]) -> dict[str, Kind]:
    return {f"{name}-{number}": one for number, one in enumerate(records, start=1)}
