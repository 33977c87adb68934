"""From a number of the network back to the records that it stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from consilience import checks
from consilience.analysis import alliance

if TYPE_CHECKING:
    import pandas as pd

    from consilience.study import Study


@dataclass(frozen=True)
class RowsBehind:
    """The ids of the records behind an organisation or a tie.

    ``since`` and ``until`` are the first and last year that participations and ties tell of; ""
    where a row has no start, or no end yet.
    """

    participations: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    holdings: tuple[str, ...] = ()
    adoptions: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.participations, *self.ties, *self.holdings, *self.adoptions)


@dataclass(frozen=True)
class _Row:
    id: str
    start: str
    end: str
    layer: str
    collaboration: str = ""


@dataclass(frozen=True)
class AllianceRows:
    """The records of a study's alliance by organisation and by pair of organisations."""

    study: Study

    def of_organisation(self, organisation: str) -> RowsBehind:
        """Return the records that name an organisation.

        Raises
        ------
        UnknownNameError
            If there is no such organisation.
        """
        self.study.organisation(organisation)
        taking, tied = self._participations[organisation], self._ties[organisation]
        since, until = _years([*taking, *tied])
        return RowsBehind(
            participations=tuple(row.id for row in taking),
            ties=tuple(row.id for row in tied),
            holdings=tuple(self._holdings[organisation]),
            adoptions=tuple(self._adoptions[organisation]),
            since=since,
            until=until,
        )

    def of_pair(
        self,
        first: str,
        second: str,
        *,
        base: str = "both",
        layers: Iterable[str] | None = None,
    ) -> RowsBehind:
        """Return the records that tie two organisations.

        These are their ties, and their participations in the same collaborations at some common
        time; ``base`` and ``layers`` as in the steps on networks.

        Raises
        ------
        UnknownNameError
            If there is no such organisation or base.
        """
        checks.choice(base, ("both", "participations", "ties"), "base", "of_pair")
        for code in (first, second):
            self.study.organisation(code)
        kept = None if layers is None else frozenset(layers)
        tied = [] if base == "participations" else _inside(self._pairs[_pair(first, second)], kept)
        shared = [] if base == "ties" else list(self._shared(first, second, kept))
        since, until = _years([*(_common(a, b) for a, b in shared), *tied])
        return RowsBehind(
            participations=tuple(dict.fromkeys(row.id for both in shared for row in both)),
            ties=tuple(row.id for row in tied),
            since=since,
            until=until,
        )

    def _shared(
        self, first: str, second: str, layers: frozenset[str] | None
    ) -> Iterable[tuple[_Row, _Row]]:
        """Yield the participations of both in one collaboration at a common time."""
        for one in _inside(self._participations[first], layers):
            for other in self._participations[second]:
                common = _common(one, other)
                apart = common.start and common.end and common.end + "~" < common.start
                if one.collaboration == other.collaboration and not apart:
                    yield one, other

    @cached_property
    def _participations(self) -> Mapping[str, list[_Row]]:
        frame = alliance.participations(self.study)
        columns = ("organisation", "id", "start", "end", "layer", "collaboration")
        return _by_first((name, _Row(*rest)) for name, *rest in _tuples(frame, columns))

    @cached_property
    def _ties(self) -> Mapping[str, list[_Row]]:
        frame = alliance.ties(self.study)
        columns = ("from", "to", "id", "start", "end", "layer")
        return _by_first(
            (end, _Row(*rest))
            for a, b, *rest in _tuples(frame, columns)
            for end in dict.fromkeys((a, b))
        )

    @cached_property
    def _pairs(self) -> Mapping[tuple[str, str], list[_Row]]:
        frame = alliance.ties(self.study)
        columns = ("from", "to", "id", "start", "end", "layer")
        return _by_first((_pair(a, b), _Row(*rest)) for a, b, *rest in _tuples(frame, columns))

    @cached_property
    def _holdings(self) -> Mapping[str, list[str]]:
        return _by_first(_tuples(alliance.holdings(self.study), ("organisation", "id")))

    @cached_property
    def _adoptions(self) -> Mapping[str, list[str]]:
        return _by_first(_tuples(alliance.adoptions(self.study), ("organisation", "id")))


def rows_behind(study: Study, organisation: str, other: str | None = None) -> RowsBehind:
    """Return the records behind an organisation, or behind its tie to another one.

    For many of them make one :class:`AllianceRows`, which reads the study once.

    Raises
    ------
    UnknownNameError
        If there is no such organisation.
    """
    rows = AllianceRows(study)
    return (
        rows.of_organisation(organisation) if other is None else rows.of_pair(organisation, other)
    )


def _tuples(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(zip(*(frame[name] for name in columns), strict=True))


def _by_first(pairs: Iterable[tuple[Any, ...]]) -> Mapping[Any, list[Any]]:
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first <= second else (second, first)


def _inside(rows: list[_Row], layers: frozenset[str] | None) -> list[_Row]:
    return [row for row in rows if layers is None or row.layer in layers]


def _common(one: _Row, other: _Row) -> _Row:
    """Return the time that two rows share; an open side is the other's."""
    ends = [end for end in (one.end, other.end) if end]
    return _Row(one.id, max(one.start, other.start), min(ends, default=""), one.layer)


def _years(rows: list[_Row]) -> tuple[str, str]:
    starts, ends = [row.start[:4] for row in rows], [row.end[:4] for row in rows]
    return min(starts, default=""), max(ends, default="") if all(ends) else ""
