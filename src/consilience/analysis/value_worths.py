"""The worths that a study holds, game by game: what coalitions are worth, by whom, how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from consilience.value import Worths

if TYPE_CHECKING:
    from consilience.study import Study, Worth

Floats = NDArray[np.float64]

MOST_PLAYERS = 16  # of a game whose worths people write down one by one


@dataclass(frozen=True)
class CoalitionWorth:
    """What a coalition is worth, within which bounds, and the codes of the rows that say so.

    Where several rows speak of it, the amount is their mean, ``low`` the least and ``high`` the
    most that any of them thinks possible (a convention of this program).
    """

    coalition: tuple[str, ...]
    amount: float
    low: float
    high: float
    rows: tuple[str, ...]


@dataclass(frozen=True)
class StudyGameOfWorths:
    """The worths of one collaboration, or of the whole alliance (code "")."""

    study: Study
    collaboration: str
    rows: tuple[Worth, ...]

    @property
    def name(self) -> str:
        """The collaboration, or for the whole alliance the code of the project."""
        return self.collaboration or self.study.project.code

    @cached_property
    def players(self) -> tuple[str, ...]:
        """The organisations that some coalition names, in the order of codes."""
        return tuple(
            sorted({self.study.code_of(one) for row in self.rows for one in row.member_ids})
        )

    @cached_property
    def experts(self) -> tuple[str, ...]:
        """The codes of the people who gave estimates."""
        return tuple(
            sorted({self.study.code_of(row.actor_id) for row in self.rows if row.actor_id})
        )

    @cached_property
    def worths(self) -> tuple[CoalitionWorth, ...]:
        """Every coalition that has a row, the small ones first."""
        return self._pooled(self.rows)

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the amounts, without blanks."""
        return tuple(sorted({row.unit for row in self.rows if row.unit}))

    def of_expert(self, expert: str) -> tuple[CoalitionWorth, ...]:
        """Return what one of them says; where he is silent, the rows that are nobody's."""
        own = [row for row in self.rows if self._said_by(row) == expert]
        named = {frozenset(row.member_ids) for row in own}
        rest = [
            row for row in self.rows if not row.actor_id and frozenset(row.member_ids) not in named
        ]
        return self._pooled([*own, *rest])

    def _said_by(self, row: Worth) -> str:
        return self.study.code_of(row.actor_id) if row.actor_id else ""

    def _pooled(self, rows: Iterable[Worth]) -> tuple[CoalitionWorth, ...]:
        groups: dict[tuple[str, ...], list[Worth]] = {}
        for row in rows:
            members = tuple(sorted({self.study.code_of(one) for one in row.member_ids}))
            if members:
                groups.setdefault(members, []).append(row)
        ordered = sorted(groups.items(), key=lambda item: (len(item[0]), item[0]))
        return tuple(_pooled(members, alike) for members, alike in ordered)


def games_of(study: Study) -> tuple[StudyGameOfWorths, ...]:
    """Return the games of a study: of the whole alliance first, then of its collaborations."""
    groups: dict[str, list[Worth]] = {}
    for row in study.worths:
        code = study.code_of(row.collaboration_id) if row.collaboration_id else ""
        groups.setdefault(code, []).append(row)
    return tuple(StudyGameOfWorths(study, code, tuple(groups[code])) for code in sorted(groups))


def array_of(players: tuple[str, ...], worths: Iterable[CoalitionWorth], of: str) -> Floats:
    """Return ``of`` ("amount", "low" or "high") of all coalitions, NaN where nobody says."""
    found = np.full(1 << len(players), np.nan)
    found[0] = 0.0
    for one in worths:
        found[mask_of(players, one.coalition)] = getattr(one, of)
    return found


def mask_of(players: tuple[str, ...], coalition: Iterable[str]) -> int:
    """Return the place of a coalition among all of them."""
    return sum(1 << players.index(name) for name in coalition)


def members_of(players: tuple[str, ...], mask: int) -> tuple[str, ...]:
    """Return the players of the coalition at a place."""
    return tuple(name for place, name in enumerate(players) if mask >> place & 1)


def as_worths(players: tuple[str, ...], values: Floats) -> Worths:
    """Return worths as the engine takes them."""
    read_only = np.array(values)
    read_only.flags.writeable = False
    return Worths(
        players=players,
        values=read_only,
        source="table",
        parameters={},
        references=("neumann1944",),
    )


def _pooled(members: tuple[str, ...], rows: list[Worth]) -> CoalitionWorth:
    return CoalitionWorth(
        coalition=members,
        amount=float(np.mean([row.amount for row in rows])),
        low=min(row.amount if row.low is None else min(row.low, row.amount) for row in rows),
        high=max(row.amount if row.high is None else max(row.high, row.amount) for row in rows),
        rows=tuple(row.code for row in rows),
    )
