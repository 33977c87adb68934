"""Imitation, one member at a time: on a network, and in a population where all meet.

All chance comes in as an array of numbers in [0, 1), three for each update, so that both forms of a
kernel give the same bytes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

FERMI, DEATH_BIRTH, BEST = 0, 1, 2


@kernel
def counted(
    first: NDArray[np.int64], partners: NDArray[np.int32], records: NDArray[np.int32]
) -> None:
    """Fill in how many partners of each node play each strategy."""
    kinds = records.shape[1] - 1
    for node in range(len(records)):
        for kind in range(kinds):
            records[node, kind] = 0
        for place in range(first[node], first[node + 1]):
            records[node, records[partners[place], kinds]] += 1


@kernel
def income(
    node: int,
    records: NDArray[np.int32],
    matrix: NDArray[np.float64],
    mean: bool,  # noqa: FBT001  (kernels have no keywords)
) -> float:
    """Return the payoff of a node, the sum over its partners or their mean."""
    kinds = records.shape[1] - 1
    own = records[node, kinds]
    total, partners = 0.0, 0
    for kind in range(kinds):
        count = records[node, kind]
        total += matrix[own, kind] * count
        partners += count
    return total / partners if mean else total


@kernel
def mutant(own: int, kinds: int, share: float) -> int:
    """Return a strategy other than one's own, each as likely."""
    new = int(share * (kinds - 1))
    return new + 1 if new >= own else new


@kernel
def copies(share: float, gap: float) -> bool:
    """Return whether a share of 1 lies below the Fermi function of a gap."""
    return share * (1.0 + math.exp(min(-gap, 700.0))) < 1.0


@kernel
def imitated(
    net: tuple[NDArray[np.int64], NDArray[np.int32]],
    records: NDArray[np.int32],
    totals: NDArray[np.int64],
    matrix: NDArray[np.float64],
    how: tuple[bool, int, float, float],
    chance: NDArray[np.float64],
) -> None:
    """Update one node after the other, in place: records and totals; each tie counts 1.

    Parameters
    ----------
    net : int arrays of shape (nodes + 1,) and (ties * 2,)
        Rows of the symmetric network: first place of each, and partners; no node is without.
    records : int array of shape (nodes, strategies + 1)
        How many partners play each strategy, and the node's own; side by side, because memory
        decides the speed.
    totals : int array of shape (strategies,)
    matrix : float array of shape (strategies, strategies)
    how : bool, int, float, float
        Whether payoffs are means over partners; FERMI, DEATH_BIRTH or BEST; strength of selection;
        how likely an update takes any other strategy instead.
    chance : float array of shape (updates, 3)
    """
    first, partners = net
    mean, rule, strength, mutation = how
    kinds = records.shape[1] - 1
    nodes = len(records)
    for update in range(len(chance)):
        node = int(chance[update, 0] * nodes)
        low, high = first[node], first[node + 1]
        taken = records[node, kinds]
        share = chance[update, 2]
        if share < mutation:
            taken = mutant(taken, kinds, share / mutation)
        elif rule == FERMI:
            other = partners[low + int(chance[update, 1] * (high - low))]
            if records[other, kinds] == records[node, kinds]:
                continue
            gap = income(other, records, matrix, mean)
            gap -= income(node, records, matrix, mean)
            if copies((share - mutation) / (1.0 - mutation), strength * gap):
                taken = records[other, kinds]
        elif rule == DEATH_BIRTH:
            best = -math.inf
            for place in range(low, high):
                best = max(best, income(partners[place], records, matrix, mean))
            total = 0.0
            for place in range(low, high):
                paid = income(partners[place], records, matrix, mean)
                total += math.exp(strength * (paid - best))
            left = chance[update, 1] * total
            for place in range(low, high):
                paid = income(partners[place], records, matrix, mean)
                left -= math.exp(strength * (paid - best))
                taken = records[partners[place], kinds]
                if left < 0.0:
                    break
        else:
            best = income(node, records, matrix, mean)
            for place in range(low, high):
                paid = income(partners[place], records, matrix, mean)
                if paid > best:
                    best = paid
                    taken = records[partners[place], kinds]
        if taken == records[node, kinds]:
            continue
        old = records[node, kinds]
        records[node, kinds] = taken
        totals[old] -= 1
        totals[taken] += 1
        for place in range(low, high):
            records[partners[place], old] -= 1
            records[partners[place], taken] += 1


@kernel
def earned(
    node: int,
    net: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]],
    states: NDArray[np.int32],
    matrix: NDArray[np.float64],
    mean: bool,  # noqa: FBT001  (kernels have no keywords)
) -> float:
    """Return the payoff of a node over ties of different strengths, their sum or their mean."""
    first, partners, ties = net
    total, weight = 0.0, 0.0
    for place in range(first[node], first[node + 1]):
        total += ties[place] * matrix[states[node], states[partners[place]]]
        weight += ties[place]
    return total / weight if mean else total


@kernel
def imitated_by_tie(
    net: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]],
    states: NDArray[np.int32],
    totals: NDArray[np.int64],
    matrix: NDArray[np.float64],
    how: tuple[bool, int, float, float],
    chance: NDArray[np.float64],
) -> None:
    """Update one node after the other, in place: states and totals; ties have strengths.

    As :func:`imitated`, but ``net`` also has a strength for each partner: payoffs are weighted by
    it, and a partner is met as often as the tie is strong. Payoffs are summed anew at each update:
    running sums of strengths would drift.
    """
    first, partners, ties = net
    mean, rule, strength, mutation = how
    kinds, nodes, most = len(totals), len(states), 0
    for node in range(nodes):
        most = max(most, first[node + 1] - first[node])
    appeal = np.empty(most)
    for update in range(len(chance)):
        node = int(chance[update, 0] * nodes)
        low, high = first[node], first[node + 1]
        own = states[node]
        taken = own
        share = chance[update, 2]
        if share < mutation:
            taken = mutant(own, kinds, share / mutation)
        elif rule == BEST:
            best = earned(node, net, states, matrix, mean)
            for place in range(low, high):
                paid = earned(partners[place], net, states, matrix, mean)
                if paid > best:
                    best = paid
                    taken = states[partners[place]]
        else:
            best = -math.inf
            for place in range(low, high):
                appeal[place - low] = 0.0
                if rule == DEATH_BIRTH:
                    paid = earned(partners[place], net, states, matrix, mean)
                    appeal[place - low] = strength * paid
                best = max(best, appeal[place - low])
            total = 0.0
            for place in range(low, high):
                appeal[place - low] = ties[place] * math.exp(appeal[place - low] - best)
                total += appeal[place - low]
            left = chance[update, 1] * total
            other = node
            for place in range(low, high):
                left -= appeal[place - low]
                other = partners[place]
                if left < 0.0:
                    break
            if rule == DEATH_BIRTH:
                taken = states[other]
            elif states[other] != own:
                gap = earned(other, net, states, matrix, mean)
                gap -= earned(node, net, states, matrix, mean)
                if copies((share - mutation) / (1.0 - mutation), strength * gap):
                    taken = states[other]
        totals[own] -= 1
        totals[taken] += 1
        states[node] = taken


@kernel
def mixed(
    counts: NDArray[np.int64],
    matrix: NDArray[np.float64],
    mutation: float,
    strength: float,
    chance: NDArray[np.float64],
    sums: NDArray[np.int64],
) -> None:
    """Update members of a well-mixed population in place, adding the counts after each to sums.

    One member is drawn; it mutates to any other strategy, or draws another member and compares.
    Payoffs are means over all others.
    """
    kinds = len(counts)
    size = 0
    for kind in range(kinds):
        size += counts[kind]
    for update in range(len(chance)):
        point = chance[update, 0] * size
        own = 0
        while own < kinds - 1 and point >= counts[own]:
            point -= counts[own]
            own += 1
        share = chance[update, 2]
        new = own
        if share < mutation:
            new = mutant(own, kinds, share / mutation)
        else:
            point = chance[update, 1] * (size - 1)
            other = 0
            while other < kinds - 1 and point >= counts[other] - (other == own):
                point -= counts[other] - (other == own)
                other += 1
            if other != own:
                gap = matrix[own, own] - matrix[other, other]
                for kind in range(kinds):
                    gap += (matrix[other, kind] - matrix[own, kind]) * counts[kind]
                level = (share - mutation) / (1.0 - mutation)
                if copies(level, strength * gap / (size - 1)):
                    new = other
        if new != own:
            counts[own] -= 1
            counts[new] += 1
        for kind in range(kinds):
            sums[kind] += counts[kind]
