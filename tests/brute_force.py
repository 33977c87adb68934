"""QCA from its definitions, by trying everything: slow, short, and independent of the package."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

FREE = -1
Cube = tuple[int, ...]


def cubes(levels: Sequence[int]) -> Iterator[Cube]:
    return itertools.product(*[(FREE, *range(level)) for level in levels])


def minterms(cube: Cube, levels: Sequence[int]) -> set[Cube]:
    choices = [
        range(level) if value == FREE else (value,)
        for value, level in zip(cube, levels, strict=True)
    ]
    return set(itertools.product(*choices))


def contains(cube: Cube, other: Cube) -> bool:
    return all(value in (FREE, part) for value, part in zip(cube, other, strict=True))


@cache
def _space(levels: tuple[int, ...]) -> tuple[list[Cube], list[Cube], NDArray[np.bool_]]:
    """All cubes, all configurations, and which configuration lies in which cube."""
    every, rows = list(cubes(levels)), list(itertools.product(*map(range, levels)))
    left, right = np.array(every)[:, None, :], np.array(rows)[None, :, :]
    return every, rows, ((left == FREE) | (left == right)).all(axis=2)


def implicants(
    positive: set[Cube], allowed: set[Cube], levels: Sequence[int]
) -> tuple[list[Cube], NDArray[np.bool_]]:
    """Cubes within the allowed rows that touch a positive row, and the rows in each."""
    every, rows, inside = _space(tuple(levels))
    within = ~inside[:, [row not in allowed for row in rows]].any(axis=1)
    touching = inside[:, [row in positive for row in rows]].any(axis=1)
    kept = np.flatnonzero(within & touching)
    return [every[i] for i in kept], inside[kept]


def outermost(found: list[Cube], inside: NDArray[np.bool_]) -> set[Cube]:
    """Cubes that lie in no other one of them."""
    outside = inside.astype(np.float32) @ (~inside).astype(np.float32).T
    return {cube for cube, line in zip(found, outside, strict=True) if (line == 0).sum() == 1}


def prime_implicants(positive: set[Cube], allowed: set[Cube], levels: Sequence[int]) -> set[Cube]:
    """Cubes within the allowed rows that touch a positive row, none inside another."""
    return outermost(*implicants(positive, allowed, levels))


class TooManyError(Exception):
    """There is more to try than a test has time for."""


def minimum_covers(
    primes: set[Cube], positive: set[Cube], most_steps: int = 10**9
) -> set[frozenset[Cube]]:
    """All sets of the fewest cubes that cover every positive row: every choice is tried."""
    rows = sorted(positive)
    choices = [[cube for cube in primes if contains(cube, row)] for row in rows]
    for size in range(1, len(rows) + 1):
        found: set[frozenset[Cube]] = set()
        waiting: list[tuple[frozenset[Cube], int]] = [(frozenset(), 0)]
        while waiting:
            most_steps -= 1
            if most_steps < 0:
                raise TooManyError
            chosen, row = waiting.pop()
            while row < len(rows) and any(contains(cube, rows[row]) for cube in chosen):
                row += 1
            if row == len(rows):
                found.add(chosen)
            elif len(chosen) < size:
                waiting += [(chosen | {cube}, row) for cube in choices[row]]
        if found:
            return found
    return set()


def irredundant_covers(
    primes: set[Cube], positive: set[Cube], most: int = 1500
) -> set[frozenset[Cube]]:
    """All covers without a superfluous cube, by multiplying out and dropping supersets."""
    products = {frozenset[Cube]()}
    for row in sorted(positive):
        choices = [cube for cube in primes if contains(cube, row)]
        longer = {product | {cube} for product in products for cube in choices}
        if len(longer) > most:
            raise TooManyError
        products = {p for p in longer if not any(other < p for other in longer)}
    return products if positive else set()


def region_between(
    long: frozenset[Cube],
    short: frozenset[Cube],
    levels: Sequence[int],
    expected: Mapping[int, Sequence[int]],
) -> set[Cube]:
    """The rows of the terms between two models: easy counterfactuals and observed rows."""
    region: set[Cube] = set()
    for term in long:
        nested = [other for other in short if contains(other, term)]
        for other in nested or [term]:
            kept = tuple(
                FREE
                if value != FREE and other[i] == FREE and i in expected and value not in expected[i]
                else value
                for i, value in enumerate(term)
            )
            region |= minterms(kept, levels)
    return region


def intermediate_models(
    positive: set[Cube],
    negative: set[Cube],
    levels: Sequence[int],
    expected: Mapping[int, Sequence[int]],
) -> set[frozenset[Cube]]:
    """For every pair of models: easy counterfactuals join the positive rows, then minimise."""
    everything = set(itertools.product(*[range(level) for level in levels]))
    complex_models = minimum_covers(prime_implicants(positive, positive, levels), positive)
    short_models = minimum_covers(
        prime_implicants(positive, everything - negative, levels), positive
    )
    models: set[frozenset[Cube]] = set()
    for long, short in itertools.product(complex_models, short_models):
        region = region_between(long, short, levels, expected)
        models |= minimum_covers(prime_implicants(positive, region, levels), positive)
    return models


def literal(value: float, wanted: int, *, multi_value: bool) -> float:
    if multi_value:
        return float(value == wanted)
    return value if wanted else 1 - value


def cube_memberships(
    cube: Cube, data: NDArray[np.float64], multi_value: Sequence[bool]
) -> list[float]:
    return [
        min(
            [
                literal(case[i], v, multi_value=multi_value[i])
                for i, v in enumerate(cube)
                if v != FREE
            ],
            default=1.0,
        )
        for case in data.tolist()
    ]


def inclusion(x: Sequence[float], y: Sequence[float]) -> float:
    return sum(map(min, x, y)) / sum(x) if sum(x) > 0 else float("nan")


def pri(x: Sequence[float], y: Sequence[float]) -> float:
    torn = sum(min(a, b, 1 - b) for a, b in zip(x, y, strict=True))
    rest = sum(x) - torn
    return (sum(map(min, x, y)) - torn) / rest if rest > 1e-12 else float("nan")


def relevance(x: Sequence[float], y: Sequence[float]) -> float:
    return sum(1 - a for a in x) / sum(1 - min(a, b) for a, b in zip(x, y, strict=True))
