"""Every rest point of the replicator dynamics: vertices, mixed points on faces, the interior."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.errors import DataError
from consilience.games import affine, subdivision
from consilience.games.one_population import evolutionarily_stable, matrix_of
from consilience.games.polynomial import Polynomial, constant
from consilience.games.printing import number_text
from consilience.games.records import REFERENCES, Form, as_float
from consilience.games.stability import Kind, kind_of
from consilience.games.supports import Support, placed, spread, support_text, supports
from consilience.games.values import all_values, numeric_gains, range_notes, shown_values
from consilience.games.vertices import dominance_notes
from consilience.results import Note, Result

MOST_SUPPORTS = 4_000
_ZERO = 1e-9


@dataclass(frozen=True)
class RestPoint:
    """One rest point.

    ``shares`` has the shares of each population, ``exact`` the same as texts where they are
    rational, else "". ``real`` and ``imaginary`` are the eigenvalues. ``dimension`` is 0 for a
    single point; else the point stands for a family of so many dimensions. ``nash``: nobody gains
    by a strategy that is not played.
    """

    shares: tuple[tuple[float, ...], ...]
    exact: tuple[tuple[str, ...], ...]
    real: tuple[float, ...]
    imaginary: tuple[float, ...]
    kind: Kind
    dimension: int
    nash: bool
    mixed: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Equilibria(Result):
    """All rest points: vertices first, then by how many strategies are played."""

    populations: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    points: tuple[RestPoint, ...]

    @property
    def stable(self) -> tuple[RestPoint, ...]:
        """The points that are evolutionarily or asymptotically stable."""
        return tuple(p for p in self.points if p.kind in {"ESS", "asymptotically stable"})

    def to_frame(self) -> pd.DataFrame:
        """Return one row a point: the shares, its kind, its eigenvalues."""
        labels = [
            f"{population}: {strategy}"
            for population, names in zip(self.populations, self.strategies, strict=True)
            for strategy in names
        ]
        rows = []
        for point in self.points:
            shares = [share for row in point.shares for share in row]
            pairs = zip(point.real, point.imaginary, strict=True)
            shown = ", ".join(f"{a:.6g}{f'{b:+.6g}i' if b else ''}" for a, b in pairs)
            row: dict[str, object] = dict(zip(labels, shares, strict=True))
            rows.append(
                row | {"kind": point.kind, "dimension": point.dimension, "eigenvalues": shown}
            )
        return pd.DataFrame(rows)


@dataclass(frozen=True)
class _Found:
    """A solution on a support: its shares, exact if they are rational."""

    support: Support
    shares: tuple[tuple[Fraction, ...], ...]
    exact: bool
    dimension: int


def equilibria(form: Form, values: object, owner: str) -> Equilibria:
    """Return every rest point; see :meth:`Game.equilibria`."""
    known = all_values(form, values, owner)
    if math.prod(2**size - 1 for size in form.sizes) > MOST_SUPPORTS:
        raise DataError("games.too_many_supports", most=MOST_SUPPORTS)
    gains = numeric_gains(form, known)
    matrix = matrix_of(form, known)
    points: list[RestPoint] = []
    edges: list[str] = []
    open_ones: list[str] = []
    for support in supports(form):
        for found in _on_support(form, gains, support, open_ones):
            if any(
                share == 0
                for row, inside in zip(found.shares, support, strict=True)
                for share in (row[place] for place in inside)
            ):
                edges.append(support_text(form, support))
            else:
                points.append(_point(form, gains, found, matrix))
    notes = [*form.notes, *range_notes(form, known), *dominance_notes(form, known)]
    notes += _notes(form, points, edges, open_ones)
    return Equilibria(
        populations=tuple(item.name for item in form.populations),
        strategies=tuple(item.strategies for item in form.populations),
        points=tuple(points),
        parameters={"values": shown_values(known)},
        notes=tuple(notes),
        references=(*REFERENCES, *(("haigh1975",) if matrix else ())),
    )


def rest_point_at(
    form: Form, known: Mapping[str, Fraction], shares: tuple[tuple[Fraction, ...], ...]
) -> RestPoint | None:
    """Return what lies at exactly these shares, or None where they are no rest point."""
    gains = numeric_gains(form, known)
    support = tuple(tuple(k for k, share in enumerate(row) if share > 0) for row in shares)
    at = {
        name: value
        for population, row in zip(form.populations, shares, strict=True)
        for name, value in zip(population.shares, row, strict=False)
    }
    for row, inside in zip(gains, support, strict=True):
        if len({row[place].at(at).constant() for place in inside}) > 1:
            return None
    return _point(form, gains, _Found(support, shares, True, 0), matrix_of(form, known))


def _on_support(
    form: Form, gains: list[list[Polynomial]], support: Support, open_ones: list[str]
) -> Iterator[_Found]:
    """Yield the points at which exactly these strategies are played, and all earn the same."""
    stands_for, unknowns, groups = placed(form, support)
    equations = [
        (row[place] - row[inside[-1]]).substitute(stands_for)
        for row, inside in zip(gains, support, strict=True)
        for place in inside[:-1]
    ]
    if all(affine.degree(item) <= 1 for item in equations):
        yield from _affine(form, support, equations, unknowns, groups)
        return
    found = subdivision.zeros(equations, unknowns, groups)
    if not found.complete:
        open_ones.append(support_text(form, support))
    for point in found.points:
        rational = subdivision.nearest_rationals(point, equations, unknowns)
        shown = rational or tuple(Fraction(float(value)) for value in point)
        shares = spread(form, support, shown)
        if all(share >= -_ZERO for row in shares for share in row):
            near = tuple(
                tuple(Fraction(0) if abs(share) < _ZERO else share for share in row)
                for row in shares
            )
            yield _Found(support, near, rational is not None, 0)


def _affine(
    form: Form,
    support: Support,
    equations: list[Polynomial],
    unknowns: list[str],
    groups: list[list[int]],
) -> Iterator[_Found]:
    family = affine.solve(equations, unknowns)
    if family is None:
        return
    if family.dimension == 0:
        shares = spread(form, support, family.point)
        if all(share >= 0 for row in shares for share in row):
            yield _Found(support, shares, exact=True, dimension=0)
        return
    inner = affine.inner_point(equations, unknowns, groups)
    if inner is not None:
        point = tuple(Fraction(float(value)) for value in inner)
        yield _Found(support, spread(form, support, point), False, family.dimension)


def _point(
    form: Form, gains: list[list[Polynomial]], found: _Found, matrix: list[list[Fraction]] | None
) -> RestPoint:
    shares = {
        name: value
        for population, row in zip(form.populations, found.shares, strict=True)
        for name, value in zip(population.shares, row, strict=False)
    }
    outside = _outside(gains, found, shares)
    inner = inner_eigenvalues(form, gains, found.support, shares)
    scale = _scale(gains)
    near = 0.0 if found.exact else _ZERO * scale
    real = [as_float(value) for value in outside]
    signs = [int(np.sign(value)) if abs(value) > near else 0 for value in real]
    signs += [int(np.sign(v.real)) if abs(v.real) > _ZERO * scale else 0 for v in inner]
    turning = [abs(v.imag) > _ZERO * scale for v in inner if abs(v.real) <= _ZERO * scale]
    kind = kind_of(signs, rotates=bool(turning) and all(turning) and 0 not in signs[: len(real)])
    mixed = any(len(inside) > 1 for inside in found.support)
    if matrix is not None and found.exact and all(value <= 0 for value in outside):
        if found.dimension == 0 and evolutionarily_stable(matrix, found.shares[0]):
            kind = "ESS"
    elif kind == "asymptotically stable" and not mixed:
        kind = "ESS"
    ordered = sorted([*map(complex, real), *inner], key=lambda v: (v.real, v.imag))
    return RestPoint(
        shares=tuple(tuple(as_float(value) for value in row) for row in found.shares),
        exact=tuple(
            tuple(number_text(value) if found.exact else "" for value in row)
            for row in found.shares
        ),
        real=tuple(float(value.real) for value in ordered),
        imaginary=tuple(float(value.imag) for value in ordered),
        kind=kind,
        dimension=found.dimension,
        nash=all(sign <= 0 for sign in signs[: len(real)]),
        mixed=mixed,
    )


def _scale(gains: list[list[Polynomial]]) -> float:
    """Return the largest factor in payoff differences: below 1e-9 of it a number counts as 0."""
    factors = [abs(factor) for row in gains for item in row for factor in item.terms.values()]
    return as_float(max(factors, default=Fraction(1)))


def _outside(
    gains: list[list[Polynomial]], found: _Found, shares: Mapping[str, Fraction]
) -> list[Fraction]:
    """Return what each strategy that is not played would gain."""
    return [
        (item - row[inside[0]]).at(shares).constant() or Fraction(0)
        for row, inside in zip(gains, found.support, strict=True)
        for place, item in enumerate(row)
        if place not in inside
    ]


def inner_eigenvalues(
    form: Form, gains: list[list[Polynomial]], support: Support, shares: Mapping[str, Fraction]
) -> NDArray[np.complex128]:
    """Return the eigenvalues of the replicator dynamics among the strategies played."""
    stands_for, unknowns, _ = placed(form, support)
    if not unknowns:
        return np.zeros(0, dtype=np.complex128)
    motions = []
    for number, (row, inside) in enumerate(zip(gains, support, strict=True)):
        own = [form.share(number, place).substitute(stands_for) for place in inside]
        earned = [row[place].substitute(stands_for) for place in inside]
        mean = constant(0)
        for share, payoff in zip(own, earned, strict=True):
            mean += share * payoff
        motions += [own[k] * (earned[k] - mean) for k in range(len(inside) - 1)]
    system = subdivision.System(motions, unknowns)
    point = np.array([as_float(shares[name]) for name in unknowns])
    return np.asarray(np.linalg.eigvals(system.jacobian(point)), dtype=np.complex128)


def _notes(
    form: Form, points: list[RestPoint], edges: list[str], open_ones: list[str]
) -> list[Note]:
    found = []
    if any(point.mixed for point in points) and not form.depends_on_itself:
        found.append(Note("games.note.mixed_never_stable"))
    families = sum(point.dimension > 0 for point in points)
    if families:
        found.append(Note("games.note.continuum", {"count": families}, "warning"))
    zero = {"degenerate", "unstable", "centre"}
    if any(point.kind in zero and not point.dimension for point in points):
        found.append(Note("games.note.zero_no_saddle", {}, "warning"))
    if any(point.kind == "asymptotically stable" for point in points):
        found.append(Note("games.note.stable_no_ess"))
    if edges:
        found.append(Note("games.note.on_boundary", {"supports": edges}, "warning"))
    if open_ones:
        found.append(Note("games.note.not_resolved", {"supports": open_ones}, "warning"))
    return found
