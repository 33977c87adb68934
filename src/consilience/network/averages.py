"""Whom each node listens to, by shares."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import diags_array

from consilience.network.ties import Matrix, Ties


def averages(ties: Ties) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return the matrix whose rows average, in sparse rows, and who listens to nobody."""
    total = np.asarray(ties.strength.sum(axis=1)).ravel()
    alone = total == 0
    return (diags_array(1 / np.where(alone, 1.0, total)) @ ties.strength).tocsr(), alone
