"""Rest points: mixed ones on faces and inside, families, borderline cases, the classics."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from consilience.errors import DataError
from consilience.games import Game, RestPoint, symmetric
from consilience.games.one_population import determinant, evolutionarily_stable
from consilience.verify.games import game_of
from engines.games.samples import many, pennies, two_by_two


def keys(notes: object) -> list[str]:
    return [note.key.rsplit(".")[-1] for note in notes]  # type: ignore[attr-defined]  # notes


def inside(game: Game) -> list[RestPoint]:
    return [p for p in game.equilibria().points if all(0 < s < 1 for row in p.shares for s in row)]


def test_hawk_and_dove() -> None:
    """Maynard Smith and Price 1973: hawks at V/C if V < C, else hawks only."""
    table = [["(V - C)/2", "V"], [0, "V/2"]]
    game = symmetric(table, ["hawk", "dove"], {"V": 2, "C": 3})
    (point,) = game.equilibria().stable
    assert point.exact == (("2/3", "1/3"),)
    assert point.kind == "ESS"
    assert point.real == pytest.approx([-1 / 3])
    assert game.equilibria({"C": 1}).stable[0].exact == (("1", "0"),)
    assert game.vertices({"C": 1}).stable == (("hawk",),)
    borderline = game.vertices({"C": 2})  # V = C: the eigenvalue is 0, and hawk is an ESS still
    assert borderline.of("hawk").kind == "ESS"
    assert borderline.of("hawk").eigenvalues[0].exact == "0"


def test_stag_hunt_is_bistable() -> None:
    found = symmetric([[4, 0], [3, 3]], ["stag", "hare"]).equilibria()
    assert [p.exact for p in found.stable] == [(("1", "0"),), (("0", "1"),)]
    (mixed,) = [p for p in found.points if p.mixed]
    assert mixed.exact == (("0.75", "0.25"),)
    assert mixed.kind == "source"


@pytest.mark.parametrize(
    ("win", "kind", "real"),
    [(2, "ESS", -1), (1, "centre", 0), ("1/2", "source", 1)],
)
def test_rock_paper_scissors(win: float | str, kind: str, real: int) -> None:
    """Zeeman 1980, Hofbauer and Sigmund 1998: the win against the loss decides."""
    table = [[0, -1, win], [win, 0, -1], [-1, win, 0]]
    (point,) = [p for p in symmetric(table).equilibria().points if p.mixed]
    assert point.exact == (("1/3", "1/3", "1/3"),)
    assert point.kind == kind
    assert np.sign(np.round(point.real, 9)).tolist() == [real, real]
    assert all(p.kind == "saddle" for p in symmetric(table).equilibria().points if not p.mixed)


def test_zeemans_game_has_an_attractor_that_is_no_ess() -> None:
    """Zeeman 1980: (1/3, 1/3, 1/3) is asymptotically stable and yet no ESS."""
    found = symmetric([[0, 6, -4], [-3, 0, 5], [-1, 3, 0]]).equilibria()
    kinds = {point.exact[0]: point.kind for point in found.points}
    assert kinds["1/3", "1/3", "1/3"] == "asymptotically stable"
    assert kinds["1", "0", "0"] == "ESS"
    assert "stable_no_ess" in keys(found.notes)


def test_buyer_and_seller_circle() -> None:
    game = two_by_two([["-c", "f - c"], [0, "-d"]], [[0, "g - f"], [0, "g"]], c=1, f=4, d=2, g=2)
    found = game.equilibria()
    (mixed,) = [p for p in found.points if p.mixed]
    assert mixed.kind == "centre"
    assert mixed.nash
    assert mixed.exact == (("0.5", "0.5"), ("5/6", "1/6"))
    assert keys(found.notes) == ["mixed_never_stable", "zero_no_saddle"]
    assert found.stable == ()


def test_jordans_pennies_leave_their_mixed_point() -> None:
    """Jordan 1993: the only equilibrium of three players, and it repels."""
    (point,) = inside(pennies(3))
    assert point.exact == (("0.5", "0.5"),) * 3
    assert max(point.real) > 0.1
    assert point.kind == "saddle"
    assert len(pennies(3).equilibria().points) == 9


def test_several_populations_never_have_a_mixed_attractor() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        found = many(rng.integers(-9, 9, (2, 2, 2, 3)) / 2).equilibria()
        assert all(p.kind not in {"ESS", "asymptotically stable"} for p in found.points if p.mixed)


def test_every_rest_point_rests() -> None:
    rng = np.random.default_rng(2)
    for shape in ((2, 2, 2, 3), (3, 2, 2), (3, 3, 2), (2, 2, 2, 2, 4)):
        payoffs = rng.normal(size=shape)
        found = many(payoffs).equilibria()
        for point in found.points:
            shares = [np.array(row) for row in point.shares]
            for number, own in enumerate(shares):
                earned = payoffs[..., number]
                for other in reversed(range(len(shares))):
                    if other != number:
                        earned = np.tensordot(earned, shares[other], axes=(other, 0))
                motion = own * (earned - own @ earned)
                assert np.abs(motion).max() < 1e-9


def test_index_theorem_of_regular_games() -> None:
    """The number of Nash equilibria of a generic game is odd (Wilson 1971)."""
    rng = np.random.default_rng(3)
    for shape in ((2, 2, 2, 3), (3, 3, 2), (2, 2, 2), (2, 2, 2, 2, 4), (3, 2, 2, 3)):
        for _ in range(6):
            found = many(rng.normal(size=shape)).equilibria()
            assert sum(point.nash for point in found.points) % 2 == 1


def test_a_payoff_tie_gives_a_named_family() -> None:
    game, table = game_of("air_pollution")
    found = game.equilibria(table["values"]["stage1"])
    (line,) = [p for p in found.points if p.dimension]
    assert line.dimension == 1
    assert line.shares[2] == (0.5, 0.5)
    assert line.exact == (("", ""),) * 3
    assert "continuum" in keys(found.notes)
    face = two_by_two([[1, 1], [1, 1]], [[1, 1], [1, 1]]).equilibria()
    assert sorted(p.dimension for p in face.points) == [0] * 4 + [1] * 4 + [2]


def test_a_mixed_point_on_the_boundary_is_named() -> None:
    """In a published sweep two of five values put the mixed point exactly on the boundary."""
    game = two_by_two([["a", 0], [0, 1]], [[1, 0], [0, 1]], a=0)
    found = game.equilibria()
    assert "on_boundary" in keys(found.notes)
    assert not [p for p in found.points if p.mixed and not p.dimension]
    assert "on_boundary" not in keys(game.equilibria({"a": 1}).notes)


def test_a_family_of_which_nothing_lies_inside_is_no_point() -> None:
    same = [[1, 1], [1, 1], [0, 0]]
    found = two_by_two(same, [[1, 0], [1, 0], [1, 0]]).equilibria()
    assert all(not p.mixed or p.dimension for p in found.points)


def test_payoffs_that_depend_on_own_shares_may_have_mixed_attractors() -> None:
    two = [{"name": "firm", "strategies": ["clean", "dirty"]}]
    game = Game.from_dict({"populations": two, "advantages": {"firm": "1/2 - x^2"}})
    found = game.equilibria()
    (point,) = found.stable
    assert point.kind == "asymptotically stable"
    assert point.shares[0][0] == pytest.approx(0.5**0.5)
    assert point.exact == (("", ""),)
    assert "mixed_never_stable" not in keys(found.notes)
    both = Game.from_dict({"populations": two, "advantages": {"firm": "(x - 1/3)*(x - 2/3)"}})
    mixed = [p for p in both.equilibria().points if p.mixed]
    assert [p.exact[0] for p in mixed] == [("1/3", "2/3"), ("2/3", "1/3")]
    assert [p.kind for p in mixed] == ["asymptotically stable", "source"]
    edge = Game.from_dict({"populations": two, "advantages": {"firm": "x*(x - 2)"}})
    assert "on_boundary" in keys(edge.equilibria().notes)


def test_zeros_just_outside_of_the_shares_are_no_rest_points() -> None:
    two = [{"name": name, "strategies": ["r", "s"]} for name in ("a", "b")]
    near = {"a": "(x - y)*(1 + x)", "b": "x - 1.05*y - 0.00003"}
    found = Game.from_dict({"populations": two, "advantages": near}).equilibria()
    assert not [p for p in found.points if 0 < p.shares[0][0] < 1 and 0 < p.shares[1][0] < 1]


def test_a_near_miss_is_no_rest_point() -> None:
    one = [{"name": "firm", "strategies": ["r", "s"]}]
    near = {"firm": "(x - 0.3)^2 + 0.0000001"}
    found = Game.from_dict({"populations": one, "advantages": near}).equilibria()
    assert not [p for p in found.points if p.mixed]
    touching = {"firm": "(x - 0.3)^2"}
    found = Game.from_dict({"populations": one, "advantages": touching}).equilibria()
    (point,) = [p for p in found.points if p.mixed]
    assert point.kind == "degenerate"
    assert point.shares[0][0] == pytest.approx(0.3, abs=1e-6)


def test_a_curve_of_rest_points_is_called_unresolved() -> None:
    names = ["a", "b", "c"]
    three = [{"name": name, "strategies": ["r", "s"]} for name in names]
    curve = {"a": "x*y + y*z + z*x - 1", "b": "x*y + y*z + z*x - 1", "c": "x - y"}
    surface = dict.fromkeys(names, "x*y + y*z + z*x - 1")
    for same in (curve, surface):
        found = Game.from_dict({"populations": three, "advantages": same}).equilibria()
        assert "not_resolved" in keys(found.notes)


def test_too_many_strategies_are_refused() -> None:
    with pytest.raises(DataError, match="more than 4000 sets"):
        symmetric(np.eye(12).tolist()).equilibria()


def test_frame_shows_shares_and_eigenvalues() -> None:
    frame = symmetric([[4, 0], [3, 3]], ["stag", "hare"]).equilibria().to_frame()
    assert list(frame.columns) == [
        "population: stag",
        "population: hare",
        "kind",
        "dimension",
        "eigenvalues",
    ]
    assert frame.eigenvalues.tolist()[:2] == ["-3", "-1"] or len(frame) == 3


def exact(rows: list[list[float]]) -> list[list[Fraction]]:
    return [[Fraction(value) for value in row] for row in rows]


def test_haighs_test_against_mutants_tried_one_by_one() -> None:
    """Definition of Maynard Smith: no mutant among the best replies does as well against itself."""
    rng = np.random.default_rng(4)
    grid = [np.array([i, j, 12 - i - j]) / 12 for i in range(13) for j in range(13 - i)]
    tried = 0
    for _ in range(300):
        rows = rng.integers(-2, 3, (3, 3))
        game = symmetric(rows.tolist())
        for point in game.equilibria().points:
            if point.dimension or not point.nash:
                continue
            state = np.array(point.shares[0])
            found = evolutionarily_stable(
                exact(rows.tolist()), [Fraction(text) for text in point.exact[0]]
            )
            mutants = [q for q in grid if np.abs(q - state).max() > 1e-9]
            replies = [q for q in mutants if abs((q - state) @ rows @ state) < 1e-9]
            beaten = all((state - q) @ rows @ q > 1e-9 for q in replies)
            assert not found or beaten
            tried += beaten and not found
    assert tried < 3  # a mutant between the points of the grid


def test_nothing_but_a_nash_equilibrium_is_an_ess() -> None:
    assert not evolutionarily_stable(exact([[0, 1], [2, 0]]), [Fraction(1), Fraction(0)])
    assert determinant(exact([[0, 1], [2, 0]])) == -2
    assert determinant(exact([[1, 1], [1, 1]])) == 0
    assert determinant([]) == 1
