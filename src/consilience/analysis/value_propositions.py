"""The propositions of a study as tables: who offers, needs and wants what, and who refuses whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from consilience.study import Proposition, Study
    from consilience.study.value_records import PropositionKind


@dataclass(frozen=True)
class Veto:
    """A constraint of ``member`` that ``partner`` does not meet, by the code of its proposition."""

    member: str
    partner: str
    proposition: str


@dataclass(frozen=True)
class Propositions:
    """The propositions of a study by organisation, kind and topic."""

    study: Study

    def of(self, kind: PropositionKind) -> tuple[Proposition, ...]:
        """Return those of a kind that have a topic, in the order of codes."""
        return tuple(one for one in self.study.propositions if one.kind == kind and one.topic)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """What is offered or needed."""
        return tuple(sorted({one.topic for one in (*self.of("offer"), *self.of("need"))}))

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The organisations that offer or need something."""
        ids = {one.organisation_id for one in (*self.of("offer"), *self.of("need"))}
        return tuple(sorted(self.study.code_of(one) for one in ids))

    @cached_property
    def offers(self) -> pd.DataFrame:
        """Members by topics; where one says something twice, the strongest counts."""
        return self._table("offer", self.topics)

    @cached_property
    def needs(self) -> pd.DataFrame:
        """The same of what they need."""
        return self._table("need", self.topics)

    @cached_property
    def goals(self) -> pd.DataFrame:
        """The stances of members to goals, 0 where they say nothing."""
        return self._table("goal", tuple(sorted({one.topic for one in self.of("goal")})))

    def rows(self, kind: PropositionKind, member: str, topic: str) -> tuple[str, ...]:
        """Return the codes of the propositions behind a cell of a table."""
        return tuple(
            one.code
            for one in self.of(kind)
            if one.topic == topic and self.study.code_of(one.organisation_id) == member
        )

    @cached_property
    def vetoes(self) -> tuple[Veto, ...]:
        """Every constraint of a member that another member does not meet."""
        return tuple(
            Veto(self.study.code_of(one.organisation_id), partner, one.code)
            for one in self.study.propositions
            if one.kind == "constraint"
            and (one.topic or one.partner_id)
            and self.study.code_of(one.organisation_id) in self.members
            for partner in self.members
            if partner != self.study.code_of(one.organisation_id) and self._refused(one, partner)
        )

    def _refused(self, one: Proposition, partner: str) -> bool:
        if one.partner_id is not None:
            return self.study.code_of(one.partner_id) == partner
        offered = float(self.offers.loc[partner, one.topic]) if one.topic in self.offers else 0.0  # type: ignore[arg-type]  # (a cell of numbers)
        return offered < one.strength

    def _table(self, kind: PropositionKind, topics: tuple[str, ...]) -> pd.DataFrame:
        table = pd.DataFrame(0.0, index=list(self.members), columns=list(topics))
        for one in self.of(kind):
            member, topic = self.study.code_of(one.organisation_id), one.topic
            if member in self.members and abs(one.strength) > abs(table.loc[member, topic]):  # type: ignore[arg-type, operator]  # (a cell of numbers)
                table.loc[member, topic] = one.strength
        return table
