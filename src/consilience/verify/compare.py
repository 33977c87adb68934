"""One published value beside the one recomputed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from consilience import qca
from consilience.demo import data_file

Verdict = Literal["match", "differs", "not recomputed"]


@dataclass(frozen=True)
class Check:
    """One published value beside the one recomputed here."""

    target: str
    name: str
    published: str
    recomputed: str
    verdict: Verdict


def models(
    target: str, name: str, found: qca.Solutions, published: list[tuple[str, str]]
) -> Iterator[Check]:
    """Yield whether a solution has the published models, and whether their fit agrees."""
    yield expressions(target, name, found, [expression for expression, _ in published])
    for model, (_, fit) in zip(found.models, published, strict=False):
        yield numbers(target, f"{name} fit", fit_of(model), fit)


def expressions(target: str, name: str, found: qca.Solutions, published: list[str]) -> Check:
    """Return whether a solution has these models, however their terms are ordered."""
    sets = [
        {frozenset(term.split("*")) for term in text.split(" + ")}
        for text in (*published, *(model.expression for model in found.models))
    ]
    count = len(published)
    same = len(sets) == 2 * count and all(item in sets[count:] for item in sets[:count])
    shown = " | ".join(model.expression for model in found.models)
    return Check(target, name, " | ".join(published), shown, "match" if same else "differs")


def numbers(target: str, name: str, found: object, published: str) -> Check:
    """Return whether numbers agree at the digits that were printed."""
    wanted = [float(part) for part in published.split()]
    digits = [len(part.partition(".")[2]) for part in published.split()]
    values = np.asarray(found, dtype=np.float64).tolist()
    shown = [f"{value:.{d}f}".removeprefix("0") for value, d in zip(values, digits, strict=False)]
    same = len(values) == len(wanted) and all(
        abs(value - want) <= 0.5 * 10**-d + 1e-9
        for value, want, d in zip(values, wanted, digits, strict=True)
    )
    return Check(target, name, published, " ".join(shown), "match" if same else "differs")


def counts(target: str, name: str, found: int, published: int) -> Check:
    """Return whether a count agrees."""
    verdict: Verdict = "match" if found == published else "differs"
    return Check(target, name, str(published), str(found), verdict)


def differing(check: Check) -> Check:
    """Return the check with the verdict that its values differ."""
    return Check(check.target, check.name, check.published, check.recomputed, "differs")


def fit_of(model: qca.Model) -> list[float]:
    """Return inclusion, PRI and coverage of a model."""
    return [model.inclusion, model.pri, model.coverage]


def table_of(name: str) -> pd.DataFrame:
    """Return a table that comes with the program, by case."""
    return pd.read_csv(data_file(name), index_col=0)
