"""QCA from its definitions, by trying everything: slow, short, and independent of the package."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

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


def prime_implicants(positive: set[Cube], allowed: set[Cube], levels: Sequence[int]) -> set[Cube]:
    """Cubes within the allowed rows that touch a positive row, none inside another."""
    found = [
        cube
        for cube in cubes(levels)
        if (inside := minterms(cube, levels)) <= allowed and inside & positive
    ]
    return {c for c in found if not any(o != c and contains(o, c) for o in found)}


def minimum_covers(primes: set[Cube], positive: set[Cube]) -> set[frozenset[Cube]]:
    for size in range(1, len(positive) + 1):
        found = {
            frozenset(choice)
            for choice in itertools.combinations(sorted(primes), size)
            if all(any(contains(cube, row) for cube in choice) for row in positive)
        }
        if found:
            return found
    return set()


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
        easy: set[Cube] = set()
        for term, other in itertools.product(long, short):
            if contains(other, term):
                kept = tuple(
                    FREE
                    if value != FREE
                    and other[i] == FREE
                    and i in expected
                    and value not in expected[i]
                    else value
                    for i, value in enumerate(term)
                )
                easy |= minterms(kept, levels)
        models |= minimum_covers(prime_implicants(positive, positive | easy, levels), positive)
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
