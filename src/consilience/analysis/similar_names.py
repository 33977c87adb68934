"""Names of organisations that an import brings, and names that look like the same organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import network
from consilience.network import Merge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.study import Study

MOST_NAMES = 5_000  # what resolve_names takes


def similar_names(study: Study, new: Iterable[str]) -> tuple[Merge, ...] | None:
    """Return the pairs of names of which at least one is new and that may be one organisation.

    Parameters
    ----------
    study
        The study as it is.
    new
        Names that it does not have.

    Returns
    -------
    tuple of Merge or None
        The surest first; None where there are too many names to compare.
    """
    fresh = set(new)
    known = {name for one in study.organisations for name in (one.name, *one.names)}
    every = sorted(fresh | known)
    if len(every) > MOST_NAMES:
        return None
    if not fresh:
        return ()
    parted = {(one.first, one.second) for one in study.decisions if not one.same}
    found = network.resolve_names(every)
    pairs = [
        one
        for one in (*found.merges, *found.to_review)
        if (one.first in fresh or one.second in fresh)
        and (one.first, one.second) not in parted
        and (one.second, one.first) not in parted
    ]
    return tuple(sorted(pairs, key=lambda one: (-one.score, one.first, one.second)))
