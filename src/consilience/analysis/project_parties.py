"""The parties of every collaboration, in the order in which its row lists them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from consilience.study.edits import LISTED

if TYPE_CHECKING:
    from consilience.study import Collaboration, Organisation, Participation, Study, Tie


@dataclass(frozen=True, kw_only=True)
class ProjectParty:
    """One party: its code, all its names, its roles, and whether somebody said that it leads."""

    code: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    leads: bool


# No slots: what is looked up again and again is kept.
@dataclass(frozen=True, kw_only=True)
class ProjectParties:
    """A collaboration, its parties in order, and the ties between them."""

    collaboration: Collaboration
    parties: tuple[ProjectParty, ...]
    ties: tuple[tuple[str, str, float], ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the parties."""
        return tuple(one.code for one in self.parties)

    @cached_property
    def leaders(self) -> tuple[str, ...]:
        """The codes of those of whom it was said that they lead."""
        return tuple(one.code for one in self.parties if one.leads)

    def with_role(self, *roles: str) -> tuple[str, ...]:
        """Return the codes of the parties with one of some roles."""
        return tuple(one.code for one in self.parties if set(roles) & set(one.roles))


def project_parties(study: Study) -> tuple[ProjectParties, ...]:
    """Return the parties of every collaboration that is not excluded.

    Where the row lists names, they stand in its order, the others after them by code. A tie
    counts for a collaboration where both its ends take part, unless their dates do not meet.
    """
    members: dict[str, list[Participation]] = defaultdict(list)
    for one in study.participations:
        members[one.collaboration_id].append(one)
    organisations = {one.id: one for one in study.organisations}
    by_end: dict[str, list[Tie]] = defaultdict(list)
    for tie in study.ties:
        by_end[tie.from_id].append(tie)
    return tuple(
        _project(one, members[one.id], organisations, by_end)
        for one in study.collaborations
        if not one.excluded
    )


def _project(
    collaboration: Collaboration,
    members: list[Participation],
    organisations: dict[str, Organisation],
    by_end: dict[str, list[Tie]],
) -> ProjectParties:
    spoken: dict[str, list[Participation]] = defaultdict(list)
    for one in members:
        spoken[one.organisation_id].append(one)
    place = _places(collaboration)
    order = sorted(
        spoken,
        key=lambda one: (
            min(place.get(said.printed_name, len(place)) for said in spoken[one]),
            organisations[one].code,
        ),
    )
    ties = tuple(
        (organisations[one].code, organisations[tie.to_id].code, tie.strength)
        for one in order
        for tie in by_end.get(one, ())
        if tie.to_id in spoken and tie.to_id != one and _meet(tie, collaboration)
    )
    parties = tuple(_party(organisations[one], spoken[one]) for one in order)
    return ProjectParties(collaboration=collaboration, parties=parties, ties=ties)


def _party(organisation: Organisation, spoken: list[Participation]) -> ProjectParty:
    printed = (one.printed_name for one in spoken)
    names = (organisation.name, organisation.name_zh, *organisation.names, *printed)
    return ProjectParty(
        code=organisation.code,
        names=tuple(dict.fromkeys(name for name in names if name)),
        roles=tuple(dict.fromkeys(one.role.casefold() for one in spoken if one.role)),
        leads=any(one.leads for one in spoken),
    )


def _places(collaboration: Collaboration) -> dict[str, int]:
    listed = dict(collaboration.attributes).get(LISTED, "")
    return {name: place for place, name in enumerate(listed.split("; "))}


def _meet(tie: Tie, one: Collaboration) -> bool:
    """Return whether years of a tie and a collaboration meet, or are not known."""
    ended = tie.end_date and one.start_date and tie.end_date[:4] < one.start_date[:4]
    begun = tie.start_date and one.end_date and one.end_date[:4] < tie.start_date[:4]
    return not (ended or begun)
