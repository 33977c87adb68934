"""P9 and P10: dividing a value, and power in votes."""

from __future__ import annotations

from collections.abc import Iterator

from consilience import value
from consilience.verify.compare import Check, numbers


def talmud() -> Iterator[Check]:
    """Check P9."""
    claims = [100, 200, 300]
    for estate, published in _NUCLEOLUS.items():
        game = value.bankruptcy_game(estate, claims)
        yield numbers("P9", f"nucleolus, estate {estate}", value.nucleolus(game).values, published)
        rule = value.bankruptcy(estate, claims).values
        yield numbers("P9", f"Talmud rule, estate {estate}", rule, published)
    for estate, published in _SHAPLEY.items():
        found = value.shapley(value.bankruptcy_game(estate, claims)).values
        yield numbers("P9", f"Shapley value, estate {estate}", found, published)


def security_council() -> Iterator[Check]:
    """Check P10: five permanent members with a veto, ten others, four of whom must agree."""
    found = value.power_index([7] * 5 + [1] * 10, 39).values[[0, 5]]
    yield numbers("P10", "Shapley-Shubik index: permanent, other", found, ".19627 .0018648")


_NUCLEOLUS = {100: "33.3 33.3 33.3", 200: "50.0 75.0 75.0", 300: "50.0 100.0 150.0"}
_SHAPLEY = {200: "33.3 83.3 83.3", 300: "50.0 100.0 150.0"}
