"""Paths over time: against another solver, closed forms, on the simplex; basins and switches."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from consilience.errors import ConsilienceError
from consilience.games import Game, symmetric, trajectories
from consilience.games.motion import motion_of
from consilience.kernels.games import followed
from consilience.verify.games import game_of
from engines.games.samples import many, pennies, two_by_two


def keys(notes: object) -> list[str]:
    return [note.key.rsplit(".")[-1] for note in notes]  # type: ignore[attr-defined]  # notes


def reference(payoffs: Any, start: list[np.ndarray[Any, Any]], times: Any) -> Any:
    """The same paths in shares themselves, by another method at a thousandth of the tolerance."""
    sizes = [len(row) for row in start]
    cuts = np.cumsum(sizes)[:-1]

    def motion(_: float, flat: Any) -> Any:
        shares = np.split(flat, cuts)
        found = []
        for number, own in enumerate(shares):
            earned = payoffs[..., number]
            for other in reversed(range(len(shares))):
                if other != number:
                    earned = np.tensordot(earned, shares[other], axes=(other, 0))
            found.append(own * (earned - own @ earned))
        return np.concatenate(found)

    flat = np.concatenate(start)
    found = solve_ivp(
        motion, (0, times[-1]), flat, method="DOP853", rtol=1e-11, atol=1e-13, t_eval=times
    )
    return found.y.T


@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 2, 2), (2, 2, 2, 3), (3, 3, 2), (2, 3, 4, 3)])
def test_paths_agree_with_another_solver(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(sum(shape))
    payoffs = rng.normal(size=shape)
    start = [rng.dirichlet(np.ones(size)) for size in shape[:-1]]
    times = np.array([0.5, 1, 2, 5, 10.0])
    found = many(payoffs).trajectory(start, times)
    assert np.abs(found.shares - reference(payoffs, start, times)).max() < 2e-5


def test_a_logistic_curve_is_met_exactly() -> None:
    """With a constant advantage a the share is 1 / (1 + e^-at) from one half."""
    one = [{"name": "firm", "strategies": ["r", "s"]}]
    game = Game.from_dict({"populations": one, "parameters": {"a": 3}, "advantages": {"firm": "a"}})
    times = [0, 0.1, 1, 10, 100]
    found = game.trajectory([0.5], times)
    assert found.shares[:, 0] == pytest.approx(1 / (1 + np.exp(-3 * np.array(times))), rel=1e-12)
    assert found.shares[-1, 1] == pytest.approx(np.exp(-300), rel=1e-9)
    assert found.end == ("r",)
    assert game.trajectory([0.5], [1], {"a": -3}).end == ("s",)
    assert game.trajectory([0.5], [1], {"a": 0}).shares.tolist() == [[0.5, 0.5]]


def test_shares_stay_on_the_simplex_for_ever() -> None:
    rng = np.random.default_rng(7)
    for shape in ((2, 2, 2, 3), (3, 3, 2)):
        game = many(rng.normal(size=shape) * 100)
        starts = [[rng.dirichlet(np.ones(s)) for s in shape[:-1]] for _ in range(20)]
        found = game.trajectories(starts, [0.01, 1, 100, 1e4])
        assert found.shares.min() >= 0
        sums = np.add.reduceat(found.shares, np.cumsum([0, *shape[:-2]]), axis=2)
        assert np.abs(sums - 1).max() < 1e-12


def test_a_strategy_without_a_share_never_comes_back() -> None:
    game = symmetric([[0, 0, 0], [1, 1, 1], [2, 2, 2]])
    found = game.trajectory([[0.5, 0.5, 0]], [0, 1, 50])
    assert found.shares[:, 2].tolist() == [0, 0, 0]
    assert found.shares[-1, 1] == pytest.approx(1)
    assert keys(found.notes) == ["start_on_edge"]
    last = game.trajectory([[1, 0, 0]], [1.0])
    assert last.shares.tolist() == [[1, 0, 0]]


def test_matching_pennies_keep_their_distance() -> None:
    """Hofbauer and Sigmund 1998: H = xy(1-x)(1-y) is constant along the paths of two players."""
    found = pennies(2).trajectory([0.3, 0.6], np.linspace(1, 30, 20).tolist())
    x, y = found.shares[:, 0], found.shares[:, 2]
    height = x * (1 - x) * y * (1 - y)
    assert height == pytest.approx(np.full(20, 0.3 * 0.7 * 0.6 * 0.4), rel=1e-4)
    assert found.end == ()


def test_compiled_and_plain_paths_are_the_same() -> None:
    game, table = game_of("data_sharing")
    known = {item.name: item.value for item in game.parameters if item.value is not None}
    motion = motion_of(game.form, known)
    rows = trajectories.starts_of(game.form, [table["start"], [0, 0.5, 1]], "test")
    fixed = (
        np.array([0.0, 0.5, 4.0]),
        motion.populations,
        motion.factors,
        motion.matrix,
        motion.corners,
        motion.radii[:0],
        1e-6,
        1_000,
    )
    found = [run(rows, *fixed) for run in (followed.run_plain, followed.compiled)]
    assert found[0][0] == pytest.approx(found[1][0], rel=1e-12)
    assert found[0][1].tolist() == found[1][1].tolist()


@pytest.mark.parametrize("trap", [True, False])
@pytest.mark.parametrize("most", [9, 10_000])
def test_starts_side_by_side_move_as_each_alone(*, trap: bool, most: int) -> None:
    game, _ = game_of("data_sharing")
    known = {item.name: item.value for item in game.parameters if item.value is not None}
    motion = motion_of(game.form, known)
    rng = np.random.default_rng(1)
    rows = np.repeat(rng.random((150, 3)), 2, axis=1)
    rows[:, 1::2] = 1 - rows[:, ::2]
    rows[7, :2] = [0, 1]
    for times in ([0.0], [0.0, 2.0, 40.0], [1.0, 300.0]):
        moments = np.array(times)
        paths, ends = motion.follow(rows, moments, trap=trap, most_steps=most)
        for place in range(0, 150, 7):
            alone = motion.follow(rows[place : place + 1], moments, trap=trap, most_steps=most)
            assert (alone[0][0] == paths[place]).all()
            assert alone[1][0] == ends[place]
        assert (paths[:, 0] == rows).all() == (times[0] == 0)
        if times[-1] > 0:
            assert (ends == -2).any() == (most == 9)
            assert (ends >= 0).any() == trap


def test_a_box_around_a_vertex_lets_nothing_out() -> None:
    rng = np.random.default_rng(9)
    for _ in range(20):
        payoffs = rng.integers(-9, 10, (2, 2, 2, 3)) / 2
        game = many(payoffs)
        motion = motion_of(game.form, {})
        for corner, radius, profile in zip(motion.corners, motion.radii, motion.traps, strict=True):
            assert radius > 0
            starts: list[list[float]] = []
            for _ in range(10):
                away = radius * rng.random(3)
                starts.append([1 - a if p == 0 else a for a, p in zip(away, profile, strict=True)])
            paths = game.trajectories(starts, [0.01, 0.1, 1, 10, 1000])
            near = paths.shares[:, :, corner]
            assert (np.diff(near, axis=1) >= -1e-12).all()
            assert set(paths.ends) == {game.form.names(profile)}


def test_all_starts_of_the_published_game_arrive() -> None:
    game, table = game_of("air_pollution")
    starts = list(itertools.product((0.1, 0.5, 0.9), repeat=3))
    for values in table["values"].values():
        found = game.trajectories(starts, [15.0], values)
        assert set(found.ends) == set(game.vertices(values).stable)
    frame = found.to_frame()
    assert len(frame) == 27
    assert list(frame.columns[:3]) == ["start", "time", "enterprise: treat pollution"]


def test_basins_of_games_with_known_ones() -> None:
    stag = symmetric([[4, 0], [3, 3]], ["stag", "hare"]).basins(samples=4_000, seed=1)
    found = stag.of("stag")
    assert abs(found.share - 0.25) < 4 * found.standard_error
    assert found.standard_error == pytest.approx((0.25 * 0.75 / 4_000) ** 0.5, rel=0.05)
    same = two_by_two([[1, 0], [0, 1]], [[1, 0], [0, 1]]).basins(samples=4_000, seed=2)
    assert abs(same.of("r0", "c0").share - 0.5) < 4 * 0.5 / 4_000**0.5
    assert same.unsettled == 0
    assert same.to_frame().state.tolist() == ["r0, c0", "r1, c1"]


def test_basins_of_mixed_states_and_of_none() -> None:
    hawks = symmetric([[-0.5, 2], [0, 1]]).basins(samples=50)
    assert hawks.basins[0].profile == ()
    assert hawks.basins[0].share == 1
    assert "0.666" in hawks.to_frame().state[0]
    circles = pennies(2).basins(samples=20, horizon=5)
    assert circles.unsettled == 1
    assert circles.basins == ()
    assert keys(circles.notes) == ["unsettled"]
    assert list(circles.to_frame().columns) == ["state", "share", "standard error"]


def test_the_same_seed_gives_the_same_basins() -> None:
    game, _ = game_of("data_sharing")
    first = game.basins(samples=12_345, seed=5)
    assert first == game.basins(samples=12_345, seed=5)
    assert first != game.basins(samples=12_345, seed=6)
    assert first.samples == 12_345
    assert sum(item.share for item in first.basins) == pytest.approx(1)


def test_switches_of_the_end_of_todays_path() -> None:
    game, table = game_of("data_sharing")
    found = game.thresholds("B", 5, 18, start=table["start"])
    first, second = found.switches
    assert first.value == pytest.approx(6.702543, abs=1e-6)
    assert first.after == ("support", "share", "take part")
    assert second.value == pytest.approx(16.7615385, abs=1e-6)
    assert second.after == ("withdraw", "share", "take part")
    assert game.thresholds("B", 0, 1).switches == ()


def test_values_at_which_a_path_does_not_settle_are_counted() -> None:
    game = two_by_two([["s - 1", "-1"], [0, 0]], [["2 - s", 1], ["-s", 0]], s=1)
    found = game.thresholds("s", 0, 4, start=[0.5, 0.5])
    assert found.switches == ()
    assert keys(found.notes) == ["open_steps"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"start": None}, "one entry for each of the 3"),
        ({"start": "0.5"}, "one entry for each of the 3"),
        ({"start": [0.5, 0.5]}, "one entry for each of the 3"),
        ({"start": [0.5, 0.5, 1.5]}, "between 0 and 1"),
        ({"start": [0.5, 0.5, "x"]}, "finite number"),
        ({"start": [0.5, 0.5, [0.5, 0.4]]}, "demander needs 2 shares that sum to 1"),
        ({"start": [0.5, 0.5, [0.5, 0.4, 0.1]]}, "demander needs 2 shares that sum to 1"),
        ({"start": [0.5, 0.5, [0.5, float("nan")]]}, "missing"),
        ({"times": []}, "at least one value"),
        ({"times": [-1, 0]}, "increasing"),
        ({"times": [1, 1]}, "increasing"),
        ({"times": 5}, "one dimension"),
    ],
)
def test_bad_starts_and_times_get_one_sentence(arguments: dict[str, Any], words: str) -> None:
    game, _ = game_of("data_sharing")
    with pytest.raises(ConsilienceError, match=words):
        game.trajectory(**{"start": [0.5, 0.5, 0.5], "times": [1], **arguments})


def test_three_strategies_need_a_list_of_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    game = symmetric([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    with pytest.raises(ConsilienceError, match="population needs 3 shares"):
        game.trajectory([0.5], [1])
    nothing: tuple[Any, ...] = ([], "x", None)
    for starts in nothing:
        with pytest.raises(ConsilienceError, match="list that is not empty"):
            game.trajectories(starts, [1])
    monkeypatch.setattr(trajectories, "MOST_STEPS", 10)
    with pytest.raises(ConsilienceError, match="more than 10 steps"):
        game.trajectory([[0.5, 0.3, 0.2]], [1_000])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"samples": 0}, "at least 1"),
        ({"seed": -1}, "at least 0"),
        ({"horizon": 0}, "greater than 0"),
        ({"horizon": float("nan")}, "finite number"),
    ],
)
def test_bad_questions_about_basins_get_one_sentence(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        pennies(2).basins(**arguments)
