"""Claims about rest points: what tables of papers get wrong is named, what is right is left."""

from __future__ import annotations

from typing import Any

import pytest

from consilience.errors import ConsilienceError
from consilience.games import Game, check_claims, symmetric
from consilience.games.game import EXAMPLE
from consilience.verify.games import game_of
from engines.games.samples import two_by_two

GAME = Game.from_dict(EXAMPLE)
MIXED = ["2/11", "2/11"]


def claim(game: Game, point: list[Any], kind: str) -> Any:
    found = check_claims(game, [{"point": point, "kind": kind}])
    (one,) = found.claims
    keys = [note.key for note in found.notes if ".claim_" in note.key]
    assert keys == ([] if one.holds else [f"games.note.claim_{one.reason}"])
    assert found.refuted == (() if one.holds else (one,))
    return one


@pytest.mark.parametrize(
    ("point", "kind", "reason"),
    [
        (["wait", "wait"], "ESS", ""),
        (["wait", "wait"], "asymptotically stable", ""),
        (["wait", "wait"], "saddle", "other"),
        (["wait", "cooperate"], "source", ""),
        (["wait", "cooperate"], "unstable", ""),
        (MIXED, "saddle", ""),
        (MIXED, "unstable", ""),
        ([0.18, [0.18, 0.82]], "saddle", ""),
        (MIXED, "ESS", "mixed"),
        (MIXED, "asymptotically stable", "mixed"),
        ([0.5, 0.5], "ESS", "no_rest_point"),
        ([1, 0.5], "saddle", "no_rest_point"),
    ],
)
def test_claims_on_two_parties(point: list[Any], kind: str, reason: str) -> None:
    assert claim(GAME, point, kind).reason == reason


def test_a_zero_eigenvalue_is_no_saddle() -> None:
    """The published script prints every zero eigenvalue as a saddle; stage 1 has two."""
    game, table = game_of("air_pollution")
    values = table["values"]["stage1"]
    zero = [v for v in game.vertices(values).vertices if any(e.exact == "0" for e in v.eigenvalues)]
    assert zero
    claims = [{"point": item.profile, "kind": "saddle"} for item in zero]
    found = check_claims(game, claims, values)
    assert {item.reason for item in found.claims} == {"zero"}
    assert found.to_frame().holds.tolist() == [False] * len(zero)


def test_a_point_on_a_line_of_rest_points() -> None:
    tied = two_by_two([[1, 1], [0, 0]], [[2, 2], [2, 2]])
    assert claim(tied, ["r0", 0.3], "degenerate").holds
    game = two_by_two([[1, 1], [0, 0]], [[2, 1], [2, 1]])
    assert claim(game, ["r0", 0.3], "ESS").reason == "no_rest_point"


def test_an_attractor_that_is_no_ess() -> None:
    zeeman = symmetric([[0, 6, -4], [-3, 0, 5], [-1, 3, 0]])
    third = [["1/3", "1/3", "1/3"]]
    assert claim(zeeman, third, "asymptotically stable").holds
    assert claim(zeeman, third, "ESS").reason == "no_ess"


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([], "claims"),
        ("wait", "claims"),
        ([{"point": ["wait", "wait"]}], "claims"),
        ([{"point": ["wait"], "kind": "ESS"}], "point of check_claims"),
        ([{"point": ["wait", "weit"], "kind": "ESS"}], "did you mean wait"),
        ([{"point": ["wait", "wait"], "kind": "sattle"}], "did you mean saddle"),
        ([{"point": ["wait", 1.5], "kind": "ESS"}], "shares that sum to 1"),
        ([{"point": ["wait", [0.5, 0.6]], "kind": "ESS"}], "shares that sum to 1"),
    ],
)
def test_claims_that_cannot_be_read(claims: Any, words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        check_claims(GAME, claims)
