"""One population whose members meet each other: the test of Haigh for evolutionary stability."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

from consilience.games.records import Form

Matrix = Sequence[Sequence[Fraction]]


def matrix_of(form: Form, values: Mapping[str, Fraction]) -> list[list[Fraction]] | None:
    """Return payoffs of strategies against strategies if one population meets itself, else None.

    What adds the same to every strategy plays no part, so that the last row is zero.
    """
    if len(form.populations) > 1 or not form.depends_on_itself:
        return None
    gains = [item.at(values) for item in form.gains[0]]
    if any(sum(exponent for _, exponent in monomial) > 1 for g in gains for monomial in g.terms):
        return None
    corners = [form.corner(profile) for profile in form.profiles()]
    return [[item.at(corner).constant() or Fraction(0) for corner in corners] for item in gains]


def evolutionarily_stable(matrix: Matrix, state: Sequence[Fraction]) -> bool:
    """Return whether a Nash equilibrium resists every rare mutant.

    With K the best replies and Q the symmetric part of the payoffs on differences to a strategy m
    of the support: -Q must be strictly copositive where strategies outside of the support only
    come in (Haigh 1975, Abakuks 1980).
    """
    payoffs = [_mean(row, state) for row in matrix]
    best = max(payoffs)
    inside = [place for place, share in enumerate(state) if share > 0]
    replies = [place for place, payoff in enumerate(payoffs) if payoff == best]
    if any(payoffs[place] < best for place in inside):
        return False
    base = inside[0]
    free = inside[1:]
    coming = [place for place in replies if place not in inside]
    order = free + coming
    form = [
        [-(_against(matrix, base, a, b) + _against(matrix, base, b, a)) for b in order]
        for a in order
    ]
    return _copositive(form, len(free))


def _against(matrix: Matrix, base: int, a: int, b: int) -> Fraction:
    return matrix[a][b] - matrix[base][b] - matrix[a][base] + matrix[base][base]


def _mean(row: Sequence[Fraction], state: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(row, state, strict=True)), Fraction(0))


def _copositive(form: list[list[Fraction]], free: int) -> bool:
    """Return whether z'Fz > 0 for all z other than 0 whose entries from ``free`` on are >= 0.

    The free entries are eliminated one by one; what is left is strictly copositive if and only if
    no principal submatrix has a positive vector v with Fv = c v and c <= 0 (Gaddum's criterion in
    the form of Hadeler 1983: no submatrix with determinant <= 0 and a positive adjugate column).
    """
    if free:
        pivot = form[0][0]
        if pivot <= 0:
            return False
        rest = [
            [form[a][b] - form[a][0] * form[0][b] / pivot for b in range(1, len(form))]
            for a in range(1, len(form))
        ]
        return _copositive(rest, free - 1)
    places = range(len(form))
    return not any(
        _bad([[form[a][b] for b in chosen] for a in chosen])
        for size in range(1, len(form) + 1)
        for chosen in itertools.combinations(places, size)
    )


def _bad(part: list[list[Fraction]]) -> bool:
    """Return whether the determinant is at most 0 while the last adjugate column is positive."""
    size = len(part)
    if determinant(part) > 0:
        return False
    minors = [
        (-1) ** (size - 1 + row)
        * determinant([[*part[a][: size - 1]] for a in range(size) if a != row])
        for row in range(size)
    ]
    return all(item > 0 for item in minors)


def determinant(matrix: list[list[Fraction]]) -> Fraction:
    """Return an exact determinant; that of an empty matrix is 1."""
    rows = [list(row) for row in matrix]
    found = Fraction(1)
    for place in range(len(rows)):
        pivot = next((row for row in range(place, len(rows)) if rows[row][place]), None)
        if pivot is None:
            return Fraction(0)
        if pivot != place:
            rows[place], rows[pivot] = rows[pivot], rows[place]
            found = -found
        found *= rows[place][place]
        for row in range(place + 1, len(rows)):
            ratio = rows[row][place] / rows[place][place]
            rows[row] = [a - ratio * b for a, b in zip(rows[row], rows[place], strict=True)]
    return found
