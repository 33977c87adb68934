"""Sets of strategies that are played together, and the shares on them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from consilience.games.polynomial import Polynomial, constant
from consilience.games.records import Form

Support = tuple[tuple[int, ...], ...]


def supports(form: Form) -> Iterator[Support]:
    """Yield all sets of strategies played, the smallest first."""
    choices = [
        [
            chosen
            for count in range(1, size + 1)
            for chosen in itertools.combinations(range(size), count)
        ]
        for size in form.sizes
    ]
    yield from sorted(itertools.product(*choices), key=lambda item: sum(map(len, item)))


def placed(
    form: Form, support: Support
) -> tuple[dict[str, Polynomial], list[str], list[list[int]]]:
    """Return what stands for each share on a support, the unknowns, and those of one population."""
    placed: dict[str, Polynomial] = {}
    unknowns: list[str] = []
    groups = []
    for number, (population, inside) in enumerate(zip(form.populations, support, strict=True)):
        own = [population.shares[place] for place in inside[:-1]]
        last = constant(1)
        for place in inside[:-1]:
            last -= form.share(number, place)
        for place, name in enumerate(population.shares):
            if place not in inside:
                placed[name] = constant(0)
            elif place == inside[-1]:
                placed[name] = last
        groups += [list(range(len(unknowns), len(unknowns) + len(own)))] if own else []
        unknowns += own
    return placed, unknowns, groups


def spread(
    form: Form, support: Support, point: Sequence[Fraction]
) -> tuple[tuple[Fraction, ...], ...]:
    """Return the share of every strategy where the unknowns of a support have values."""
    left = list(point)
    found = []
    for size, inside in zip(form.sizes, support, strict=True):
        own, left = left[: len(inside) - 1], left[len(inside) - 1 :]
        row = [Fraction(0)] * size
        for place, share in zip(inside, [*own, 1 - sum(own, Fraction(0))], strict=True):
            row[place] = share
        found.append(tuple(row))
    return tuple(found)


def support_text(form: Form, support: Support) -> str:
    """Return a support as a reader names it."""
    parts = [
        f"{population.name}: {' + '.join(population.strategies[place] for place in inside)}"
        for population, inside in zip(form.populations, support, strict=True)
    ]
    return "; ".join(parts)
