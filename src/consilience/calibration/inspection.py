"""What a calibrated set must be looked at for: memberships of exactly .5, and skew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from consilience import checks
from consilience.calibration.records import HalfMemberships, Skew
from consilience.results import Note

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Policy = Literal["keep", "add", "drop"]
LOW_SHARE, HIGH_SHARE = 0.2, 0.8
_SHOWN_PLACES = 12
_HALF_KEYS: dict[Policy, str] = {
    "keep": "calibration.note.half_keep",
    "add": "calibration.note.half_add",
    "drop": "calibration.note.half_drop",
}


def half_memberships(
    memberships: ArrayLike, policy: Policy = "keep", *, amount: float = 0.001
) -> HalfMemberships:
    """Decide what becomes of memberships of exactly .5, and log where they are.

    A case with .5 in a condition belongs to no truth table row more than to its neighbour, so
    that truth tables leave it out.

    Parameters
    ----------
    memberships
        Memberships in [0, 1], shape (n,).
    policy
        ``"keep"`` changes nothing; ``"add"`` raises .5 by ``amount`` (common practice, to be
        defended: it decides for the set); ``"drop"`` marks the cases as not kept.
    amount
        What ``"add"`` adds, between 1e-6 and .5.

    Returns
    -------
    HalfMemberships
        Memberships of the same length, the mask ``kept`` and the places of .5 from 1.

    Raises
    ------
    ArgumentError
        If a membership is missing, no number or outside [0, 1], or the amount is out of range.
    UnknownNameError
        If the policy is none of the three.

    Examples
    --------
    >>> found = half_memberships([0.2, 0.5, 0.9], policy="add")
    >>> found.memberships
    array([0.2 , 0.501, 0.9 ])
    >>> print(found.notes[0])
    1 membership(s) of exactly .5 (at 2) raised by 0.001.

    References
    ----------
    Ragin (2008), *Redesigning Social Inquiry*; Schneider and Wagemann (2012), chapter 4.
    """
    owner = "half_memberships"
    found = checks.memberships(memberships, "memberships", owner)
    chosen = checks.choice(policy, get_args(Policy), "policy", owner)
    step = checks.interval(amount, 1e-6, 0.5, "amount", owner)
    half = found == 0.5
    changed = np.where(half, 0.5 + step, found) if chosen == "add" else found.copy()
    kept = ~half if chosen == "drop" else np.ones(len(found), dtype=np.bool_)
    changed.flags.writeable = False
    kept.flags.writeable = False
    places = _places(half)
    return HalfMemberships(
        memberships=changed,
        kept=kept,
        places=places,
        parameters={"policy": chosen, "amount": step if chosen == "add" else None},
        notes=_half_notes(places, chosen, step),
        references=("ragin2008", "schneider2012"),
    )


def skew(memberships: ArrayLike) -> Skew:
    """Count the cases on both sides of the crossover point.

    A set in which nearly all cases lie on one side makes necessity trivial and simultaneous
    subset relations likely. Below 20 % or above 80 % of the cases a warning stands in the notes:
    a rule of thumb after Schneider and Wagemann, no test.

    Parameters
    ----------
    memberships
        Memberships in [0, 1], shape (n,).

    Returns
    -------
    Skew
        The share of cases above .5 and the counts above, below and at exactly .5.

    Raises
    ------
    ArgumentError
        If a membership is missing, no number or outside [0, 1].

    Examples
    --------
    >>> found = skew([0.1, 0.2, 0.3, 0.4, 0.2, 0.6, 0.5, 0.1])
    >>> found.share_above, found.half
    (0.125, 1)

    References
    ----------
    Schneider and Wagemann (2012), *Set-Theoretic Methods for the Social Sciences*, chapter 9.
    """
    found = checks.memberships(memberships, "memberships", "skew")
    above, half = int((found > 0.5).sum()), int((found == 0.5).sum())
    return Skew(
        share_above=above / len(found),
        above=above,
        below=len(found) - above - half,
        half=half,
        parameters={"low": LOW_SHARE, "high": HIGH_SHARE},
        notes=inspected(found),
        references=("schneider2012",),
    )


def inspected(memberships: NDArray[np.float64]) -> tuple[Note, ...]:
    """Return the notes that every calibrated set carries: exactly .5, and skew."""
    return (*_half_notes(_places(memberships == 0.5), "keep", 0.0), *_skew_notes(memberships))


def _places(where: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(place) + 1 for place in np.flatnonzero(where))


def _half_notes(places: tuple[int, ...], policy: Policy, amount: float) -> tuple[Note, ...]:
    if not places:
        return ()
    more = ("...",) if len(places) > _SHOWN_PLACES else ()
    values: dict[str, object] = {"count": len(places), "places": (*places[:_SHOWN_PLACES], *more)}
    if policy == "add":
        values["amount"] = amount
    return (Note(_HALF_KEYS[policy], values, "warning"),)


def _skew_notes(memberships: NDArray[np.float64]) -> tuple[Note, ...]:
    share = float((memberships > 0.5).mean())
    if LOW_SHARE <= share <= HIGH_SHARE:
        return ()
    return (Note("calibration.note.skew", {"share": share}, "warning"),)
