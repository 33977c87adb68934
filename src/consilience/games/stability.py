"""Names for what eigenvalues say, and what the theory adds to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Kind = Literal[
    "ESS", "asymptotically stable", "saddle", "source", "unstable", "degenerate", "centre", ""
]


def kind_of(signs: Sequence[int], *, rotates: bool = False) -> Kind:
    """Return the class of a rest point by the signs of the real parts of its eigenvalues.

    A zero is never called a saddle: with a positive one beside it the point is unstable, else
    the linearisation does not decide, and the point is degenerate; a centre if the zeros belong
    to imaginary pairs only.
    """
    if all(sign < 0 for sign in signs):
        return "asymptotically stable"
    if 0 in signs:
        if any(sign > 0 for sign in signs):
            return "unstable"
        return "centre" if rotates else "degenerate"
    return "source" if all(sign > 0 for sign in signs) else "saddle"
