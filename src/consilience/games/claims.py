"""What a text claims about rest points, held against the payoff table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, get_args

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.games.expressions import exact
from consilience.games.game import Game
from consilience.games.payoff_table import form_argument
from consilience.games.records import REFERENCES, Form, Population
from consilience.games.rest_points import RestPoint, equilibria, rest_point_at
from consilience.games.stability import Kind
from consilience.games.values import Values, all_values, shown_values
from consilience.results import Note, Result

_NEAR = 0.005  # papers print shares with two digits or more
_STABLE = {"ESS", "asymptotically stable"}
_KINDS = tuple(kind for kind in get_args(Kind) if kind)


@dataclass(frozen=True)
class Claim:
    """One claim: the point as given, the kind claimed and the kind found, and why it fails.

    ``found`` is "" where no rest point lies there. ``holds``: the claim is right.
    """

    point: tuple[str, ...]
    claimed: str
    found: str
    holds: bool
    reason: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Claims(Result):
    """All claims, in the order given."""

    claims: tuple[Claim, ...]

    @property
    def refuted(self) -> tuple[Claim, ...]:
        """The claims that do not hold."""
        return tuple(item for item in self.claims if not item.holds)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a claim."""
        rows = [
            {
                "point": f"({', '.join(item.point)})",
                "claimed": item.claimed,
                "found": item.found,
                "holds": item.holds,
                "reason": item.reason,
            }
            for item in self.claims
        ]
        return pd.DataFrame(rows)


def check_claims(game: Game, claims: Sequence[Mapping[str, Any]], values: Values = None) -> Claims:
    """Hold claims about rest points, as a paper's table makes them, against the payoff table.

    Parameters
    ----------
    game
        The game.
    claims
        A list of at least one ``{"point": [...], "kind": ...}``. A point has an entry for each
        population: a strategy, or the share of the first of two strategies between 0 and 1 (a
        number or a text such as "1/3"), or a list of the shares of all. The kind is one of "ESS",
        "asymptotically stable", "saddle", "source", "unstable", "degenerate", "centre".
    values
        As in :meth:`Game.equilibria`.

    Returns
    -------
    Claims
        Whether each holds; a reason and a note for each that does not.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form.
    DataError
        If a value is missing or a point does not fit the populations.
    UnknownNameError
        If a strategy or kind is unknown.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> found = check_claims(
    ...     Game.from_dict(EXAMPLE),
    ...     [
    ...         {"point": ["wait", "wait"], "kind": "ESS"},
    ...         {"point": ["2/11", "2/11"], "kind": "ESS"},
    ...     ],
    ... )
    >>> [(item.found, item.holds, item.reason) for item in found.claims]
    [('ESS', True, ''), ('saddle', False, 'mixed')]

    References
    ----------
    Ritzberger and Weibull (1995), Evolutionary Selection in Normal-Form Games.
    """
    owner = "check_claims"
    form = form_argument(game, owner)
    listed = _listed(form, claims, owner)
    known = all_values(form, values, owner)
    found = equilibria(form, known, owner)
    checked = tuple(_claim(form, known, entry, found.points) for entry in listed)
    return Claims(
        claims=checked,
        parameters={"values": shown_values(known)},
        notes=(*found.notes, *(_note(item) for item in checked if not item.holds)),
        references=REFERENCES,
    )


@dataclass(frozen=True)
class _Entry:
    point: tuple[str, ...]
    shares: tuple[tuple[Fraction, ...], ...]
    kind: str


def _listed(form: Form, given: object, owner: str) -> list[_Entry]:
    if isinstance(given, str | Mapping) or not isinstance(given, Sequence) or not given:
        raise ArgumentError("claims", owner, "claims", given)
    return [_entry(form, item, owner) for item in given]


def _entry(form: Form, given: object, owner: str) -> _Entry:
    if not isinstance(given, Mapping) or set(given) != {"point", "kind"}:
        raise ArgumentError("claims", owner, "claims", given)
    kind = checks.choice(given["kind"], _KINDS, "kind", owner)
    point, count = given["point"], len(form.populations)
    if isinstance(point, str) or not isinstance(point, Sequence) or len(point) != count:
        raise ArgumentError("point", owner, "start", point, count=count)
    shares = tuple(
        _shares(population, entry, owner)
        for population, entry in zip(form.populations, point, strict=True)
    )
    return _Entry(tuple(str(item) for item in point), shares, kind)


def _shares(population: Population, given: object, owner: str) -> tuple[Fraction, ...]:
    names = population.strategies
    if isinstance(given, str) and exact(given) is None and given not in names:
        raise UnknownNameError("point", owner, given, names)
    if given in names:
        return tuple(Fraction(name == given) for name in names)
    listed = [given] if not isinstance(given, Sequence) or isinstance(given, str) else given
    shares = [value for value in map(exact, listed) if value is not None and 0 <= value <= 1]
    if listed == [given] and len(names) == 2 and shares:
        return (shares[0], 1 - shares[0])
    if (
        len(shares) != len(listed)
        or len(shares) != len(names)
        or abs(sum(shares, Fraction(-1))) > _NEAR
    ):
        raise DataError("games.start_sum", population=population.name, count=len(names))
    total = sum(shares, Fraction(0))
    return tuple(value / total for value in shares)


def _claim(
    form: Form, known: Mapping[str, Fraction], entry: _Entry, points: Sequence[RestPoint]
) -> Claim:
    found = _nearest(entry, points) or rest_point_at(form, known, entry.shares)
    reason = "no_rest_point" if found is None else _reason(form, entry, found)
    return Claim(
        point=entry.point,
        claimed=entry.kind,
        found=found.kind if found else "",
        holds=not reason,
        reason=reason,
    )


def _nearest(entry: _Entry, points: Sequence[RestPoint]) -> RestPoint | None:
    """Return the isolated rest point that is meant: the nearest, played by the same strategies."""
    meant = [float(share) for row in entry.shares for share in row]

    def distance(point: RestPoint) -> float:
        shares = [share for row in point.shares for share in row]
        return max(abs(a - b) for a, b in zip(meant, shares, strict=True))

    def played(point: RestPoint) -> list[bool]:
        return [share > 0 for row in point.shares for share in row]

    same = [p for p in points if not p.dimension and played(p) == [share > 0 for share in meant]]
    near = min(same, key=distance, default=None)
    return near if near is not None and distance(near) <= _NEAR else None


def _reason(form: Form, entry: _Entry, found: RestPoint) -> str:
    """Return why a claim fails, "" where it holds: what is stronger or narrower counts as true."""
    implied = {"ESS": {"asymptotically stable"}, "saddle": {"unstable"}, "source": {"unstable"}}
    if entry.kind in {found.kind, *implied.get(found.kind, ())}:
        return ""
    if found.mixed and entry.kind in _STABLE and not form.depends_on_itself:
        return "mixed"
    if found.kind in {"degenerate", "unstable", "centre"}:
        return "zero"
    return "no_ess" if found.kind == "asymptotically stable" else "other"


def _note(claim: Claim) -> Note:
    blanks = {"point": claim.point, "claimed": claim.claimed, "found": claim.found}
    return Note(f"games.note.claim_{claim.reason}", blanks, "warning")
