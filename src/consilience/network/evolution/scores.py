"""Scores of absent pairs: how near, how attractive, how ready, from one year alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from consilience.network.evolution.candidates import Snapshot, Snapshots

Floats = NDArray[np.float64]

SCORES = (
    "degree product",
    "common neighbours",
    "jaccard",
    "cosine",
    "adamic-adar",
    "resource allocation",
    "katz",
    "low rank",
    "recent entries",
)
ROLE = "role"

_DAMPING = 0.5  # of Katz, over the largest singular value
_RANK = 3
_PRIOR = 100.0  # candidates that the mean of all roles counts for


def pair_scores(snapshot: Snapshot) -> dict[str, Floats]:
    """Return each score of each candidate, by the names in ``SCORES``.

    In a two-mode network an organisation nears a collaboration by paths over a third organisation
    that shares a collaboration with the first and takes part in the second.
    """
    tied = snapshot.tied
    if not tied.size:  # a year in which nobody was there
        return {name: np.empty(0) for name in SCORES}
    paths = _over_three(tied) if snapshot.two_mode else _over_two(tied)
    products = np.outer(tied.sum(axis=1), tied.sum(axis=0))
    entries = snapshot.begun.sum(axis=0)
    recent = np.broadcast_to(entries, tied.shape)
    whole = {
        "degree product": products,
        **paths,
        **_spectral(tied, two_mode=snapshot.two_mode),
        "recent entries": recent if snapshot.two_mode else recent + entries[:, None],
    }
    return {name: whole[name][snapshot.first, snapshot.second] for name in SCORES}


def role_scores(snapshots: Snapshots, place: int) -> Floats:
    """Return how often organisations in the same role joined before, of each candidate.

    Of the roles of an organisation the one with the highest rate counts. Rates come from earlier
    years only, drawn towards the rate of all by as many candidates as ``_PRIOR``.
    """
    now = snapshots[place]
    asked, joined = np.zeros((2, now.labels.shape[1]))
    candidates = joins = 0.0
    for earlier in (snapshots[before] for before in range(place)):
        each = np.bincount(earlier.first, minlength=len(earlier.rows))
        gained = np.bincount(earlier.first, earlier.joins, minlength=len(earlier.rows))
        asked += earlier.labels.T @ each
        joined += earlier.labels.T @ gained
        candidates += each.sum()
        joins += gained.sum()
    usual = joins / candidates if candidates else 0.0
    rates = (joined + _PRIOR * usual) / (asked + _PRIOR)
    best = np.where(now.labels > 0, rates, 0.0).max(axis=1, initial=0.0)
    best[now.labels.sum(axis=1) == 0] = usual
    return np.asarray(best[now.first])


def _over_three(tied: Floats) -> dict[str, Floats]:
    shared = tied.T @ tied
    size = tied.sum(axis=0)
    np.fill_diagonal(shared, 0.0)
    either = size[:, None] + size - shared
    few = _logs(tied.sum(axis=1))[:, None] * tied
    small = _logs(size)
    spread = (tied / tied.sum(axis=1, keepdims=True)).T @ tied / size[:, None]
    adar = (few.T @ tied) * small[:, None]
    for own in (spread, adar):
        np.fill_diagonal(own, 0.0)
    return {
        "common neighbours": tied @ shared,
        "jaccard": tied @ (shared / either),
        "cosine": tied @ (shared / np.sqrt(np.outer(size, size))),
        "adamic-adar": tied @ adar,
        "resource allocation": tied @ spread,
    }


def _over_two(tied: Floats) -> dict[str, Floats]:
    shared = tied @ tied
    degree = tied.sum(axis=1)
    return {
        "common neighbours": shared,
        "jaccard": shared / np.maximum(degree[:, None] + degree - shared, 1.0),
        "cosine": shared / np.sqrt(np.outer(degree, degree)),
        "adamic-adar": (tied * _logs(degree)) @ tied,
        "resource allocation": (tied / degree) @ tied,
    }


def _logs(degree: Floats) -> Floats:
    """Return one over the log of degrees; nothing lies between over a node of degree 1."""
    return np.where(degree > 1, 1 / np.log(np.maximum(degree, 2.0)), 0.0)


def _spectral(tied: Floats, *, two_mode: bool) -> dict[str, Floats]:
    left, values, right = np.linalg.svd(tied, full_matrices=False)
    damped = values * _DAMPING / values[0]
    if two_mode:  # paths of 3, 5, 7, ... ties
        katz = (left * (damped / (1 - damped**2) - damped)) @ right
    else:
        size = np.eye(len(tied))
        rate = _DAMPING / values[0]
        katz = np.linalg.inv(size - rate * tied) - size - rate * tied
    low = (left[:, :_RANK] * values[:_RANK]) @ right[:_RANK]
    exact = np.abs(low) < 1e-12 * values[0]  # a small matrix is its own low rank: no news there
    return {"katz": katz, "low rank": np.where(exact, 0.0, low)}
