"""Other dynamics of the same game, against solvers, closed forms and the simplex."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from consilience.errors import ConsilienceError
from consilience.games import Dynamics, Game, prospect, simulate, symmetric
from consilience.games.game import EXAMPLE
from consilience.kernels import dynamics as kernels
from engines.games.samples import pennies, two_by_two

Floats = NDArray[np.float64]
GAME = Game.from_dict(EXAMPLE)
ROCK = np.array([[0, -1, 2.0], [1, 0, -1], [-1, 1.5, 0]])
LEVELS = {
    "replicator": None,
    "logit": 0.3,
    "best response": None,
    "replicator-mutator": 0.05,
    "mutation": 0.05,
    "ito": 0.8,
    "delay": 0.7,
}


def shares_of(matrix: Floats, dynamics: Any, level: float | None, time: float) -> Floats:
    start = [[0.6, 0.3, 0.1]]
    return np.asarray(simulate(symmetric(matrix), start, [time], dynamics, level=level).mean[0])


def solved(rate: Callable[[Floats], Floats], time: float) -> Floats:
    found = solve_ivp(
        lambda _, x: rate(x), (0, time), [0.6, 0.3, 0.1], method="DOP853", rtol=1e-11, atol=1e-13
    )
    return np.asarray(found.y[:, -1])


def choice(payoffs: Floats, noise: float) -> Floats:
    weights = np.exp((payoffs - payoffs.max()) / noise)
    return np.asarray(weights / weights.sum())


def mutated(x: Floats, matrix: Floats, rate: float) -> Floats:
    births = x * (matrix @ x)
    spread = (1 - rate) * births + rate / 2 * (births.sum() - births)
    return np.asarray(spread - x * births.sum())


@pytest.mark.parametrize("time", [0.5, 3.0, 20.0])
def test_logit_and_mutation_against_a_solver(time: float) -> None:
    found = shares_of(ROCK, "logit", 0.3, time)
    assert found == pytest.approx(solved(lambda x: choice(ROCK @ x, 0.3) - x, time), abs=1e-6)
    rich = ROCK + 3
    found = shares_of(rich, "replicator-mutator", 0.1, time)
    assert found == pytest.approx(solved(lambda x: mutated(x, rich, 0.1), time), abs=1e-6)
    found = shares_of(ROCK, "mutation", 0.1, time)
    expected = solved(lambda x: x * (ROCK @ x - x @ ROCK @ x) + 0.05 * ((1 - x) - 2 * x), time)
    assert found == pytest.approx(expected, abs=1e-6)
    found = shares_of(ROCK, "replicator", None, time)
    assert found == pytest.approx(solved(lambda x: x * (ROCK @ x - x @ ROCK @ x), time), abs=1e-5)


def test_best_response_in_closed_form() -> None:
    """Towards a dominant strategy the others fade as exp(-t); ties stand still."""
    game = two_by_two([[2, 2], [1, 1]], [[0, 0], [0, 0]])
    found = simulate(game, [0.2, 0.7], [0.0, 0.5, 3.0], "best response")
    assert found.mean[:, 0] == pytest.approx(1 - 0.8 * np.exp(-found.times), abs=1e-12)
    assert found.mean[:, 2] == pytest.approx(0.7, abs=1e-12)
    cycle = simulate(pennies(2), [0.9, 0.5], [40.0], "best response")
    assert cycle.mean[0] == pytest.approx(0.5, abs=0.01)
    gone = simulate(
        two_by_two([[1, 1], [0, 0]], [[1, 1], [1, 1]]), [0.0, 1.0], [1.0], "best response"
    )
    assert gone.mean[0, 0] == pytest.approx(1 - math.exp(-1))


def test_logit_rests_at_the_quantal_response() -> None:
    found = simulate(GAME, [0.5, 0.4], [300.0], "logit", level=0.4).mean[0]
    for own, other in ((0, 2), (2, 0)):
        gain = -1 + 5.5 * found[other]
        assert found[own] == pytest.approx(1 / (1 + math.exp(-gain / 0.4)), abs=1e-9)


def test_noise_overturns_an_ess() -> None:
    """dx = x(1-x)(a dt + s dW) from 0.2 with a = 0.1, s = 1 reaches 1 with probability 0.317."""
    game = Game.from_dict(
        {
            "populations": [{"name": "firm", "strategies": ["yes", "no"]}],
            "advantages": {"firm": "0.1"},
        }
    )
    runs = 4_000
    found = simulate(game, [0.2], [60.0], "ito", level=1, runs=runs, seed=2)
    error = math.sqrt(0.317 * 0.683 / runs)
    assert found.near("yes") == pytest.approx(0.317, abs=4 * error)
    assert found.near("yes") + found.near("no") > 0.99
    assert found.deviation[0, 0] == pytest.approx(found.shares[:, 0, 0].std())
    again = simulate(game, [0.2], [60.0], "ito", level=1, runs=runs, seed=2)
    assert again.to_json() == found.to_json()


def test_without_noise_it_is_the_replicator() -> None:
    quiet = simulate(GAME, [0.5, 0.1], [1.0, 4.0], "ito", level=0)
    plain = simulate(GAME, [0.5, 0.1], [1.0, 4.0])
    assert quiet.mean == pytest.approx(plain.mean, abs=0.02)
    assert quiet.to_frame().columns[0] == "time"


@pytest.mark.parametrize(("part", "settles"), [(0.7, True), (1.3, False)])
def test_delay_destabilises_where_theory_says(part: float, settles: bool) -> None:  # noqa: FBT001  (a case)
    """Hawk and dove, V = 1, C = 2: the slope at 1/2 is -1/4, so the delay bears pi/2 over 1/4."""
    game = symmetric([[-0.5, 1], [0, 0.5]])
    delay = part * math.pi / 2 / 0.25
    found = simulate(game, [[0.55, 0.45]], np.linspace(150, 400, 200), "delay", level=delay)
    swing = np.abs(found.mean[:, 0] - 0.5).max()
    assert (swing < 1e-3) == settles


def test_a_short_delay_changes_little_and_is_of_fourth_order() -> None:
    plain = simulate(GAME, [0.5, 0.3], [0.5, 1.5])
    short = simulate(GAME, [0.5, 0.3], [0.5, 1.5], "delay", level=1e-3)
    assert short.mean == pytest.approx(plain.mean, abs=5e-3)
    first = simulate(GAME, [0.5, 0.3], [0.3, 0.4], "delay", level=0.4)
    gains = [-1 + 5.5 * 0.3, -1 + 5.5 * 0.5]  # of the start, which counts until 0.4
    for column, share, gain in ((0, 0.5, gains[0]), (2, 0.3, gains[1])):
        for row, time in enumerate((0.3, 0.4)):
            odds = share / (1 - share) * math.exp(gain * time)
            assert first.mean[row, column] == pytest.approx(odds / (1 + odds), abs=1e-9)


@pytest.mark.parametrize("dynamics", LEVELS)
def test_no_path_leaves_the_simplex(dynamics: Any) -> None:
    rng = np.random.default_rng(3)
    level = LEVELS[dynamics]
    for scale in (0.5, 40.0):
        matrix = rng.random((3, 3)) * scale
        times = np.linspace(0, 6, 13)
        start = [rng.dirichlet([0.2, 1, 1])]
        found = simulate(symmetric(matrix), start, times, dynamics, level=level)
        assert (found.shares >= 0).all()
        assert found.shares.sum(axis=2) == pytest.approx(1)
        assert found.shares[0, 0] == pytest.approx(start[0])


def test_strategies_that_are_gone_stay_gone_or_come_back() -> None:
    start = [[0.5, 0.5, 0.0]]
    game = symmetric(ROCK + 2)
    for dynamics, level in (("replicator", None), ("delay", 0.5), ("ito", 0.5)):
        found = simulate(game, start, [2.0, 3.0], dynamics, level=level)  # type: ignore[arg-type]
        assert (found.mean[:, 2] == 0).all()
        assert "games.note.start_on_edge" in {note.key for note in found.notes}
    back = simulate(game, start, [3.0], "mutation", level=0.1)
    assert back.mean[0, 2] > 0.01
    assert back.notes == ()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"dynamics": "logit"}, "level"),
        ({"dynamics": "logit", "level": 0}, "greater than 0"),
        ({"dynamics": "delay", "level": -1}, "greater than 0"),
        ({"dynamics": "mutation", "level": 2}, "between 0 and 1"),
        ({"dynamics": "replicator", "level": 1}, "need none"),
        ({"dynamics": "logit", "level": 1, "runs": 2}, 'only "ito"'),
        ({"dynamics": "logistic", "level": 1}, "did you mean logit"),
        ({"dynamics": "replicator-mutator", "level": 0.1}, "payoff below 0"),
        ({"dynamics": "logit", "level": 1e-9}, "more than 50000000 steps"),
    ],
)
def test_bad_dynamics_are_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        simulate(GAME, [0.1, 0.1], [9.0], **arguments)


def test_too_long_paths_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilience.games.dynamics.MOST_STEPS", 2)
    with pytest.raises(ConsilienceError, match="more than 2 steps"):
        simulate(GAME, [0.5, 0.5], [50.0])


def test_both_forms_of_the_kernels_give_the_same_bytes() -> None:
    start, times = np.array([[0.6, 0.3, 0.1]]), np.array([0.0, 0.7, 2.0])
    model = (
        np.array([0, 3]),
        np.array([[0, 0, 0], [0, 0, 1]]),
        np.array([[1.0, 2, 1], [0, 1, 3], [0, 0, 0]]),
    )
    for kind in range(4):
        given = (start, times, *model, kind, 0.1, 0.05)
        plain, compiled = kernels.relaxed.run_plain(*given), kernels.relaxed.compiled(*given)
        assert plain[1] == compiled[1]
        assert plain[0].tobytes() == compiled[0].tobytes()
    noise = np.random.default_rng(0).standard_normal((2, 20, 3))
    places = np.array([0, 7, 20])
    noisy = (start[0], places, *model, 0.5, 0.05, noise)
    assert kernels.noisy.run_plain(*noisy).tobytes() == kernels.noisy.compiled(*noisy).tobytes()
    late = (start, times, *model, 9, 0.05)
    assert kernels.delayed.run_plain(*late).tobytes() == kernels.delayed.compiled(*late).tobytes()


def test_prospect_values_each_payoff() -> None:
    game = two_by_two([["a", "-a"], [0, "b - 3"]], [[1, 2], [3, -1]], a=4, b=1)
    found = prospect(game, reference=1)
    assert [item.name for item in found.parameters] == ["a", "b"]

    def valued(z: float) -> float:
        return float((z - 1) ** 0.88 if z >= 1 else -2.25 * (1 - z) ** 0.88)

    corner = found.vertices().of("r0", "c0").eigenvalues
    assert corner[0].value == pytest.approx(valued(0) - valued(4))
    assert corner[1].value == pytest.approx(valued(2) - valued(1))
    corner = found.vertices({"a": 2}).of("r0", "c1").eigenvalues
    assert corner[0].value == pytest.approx(valued(-2) - valued(-2))
    plain = prospect(game, gains=1, losses=1, aversion=1)
    for own, other in zip(plain.vertices().vertices, game.vertices().vertices, strict=True):
        assert [item.value for item in own.eigenvalues] == [i.value for i in other.eigenvalues]


def test_prospect_moves_thresholds() -> None:
    """A partner joins half of the time: a subsidy s must bear the loss of 4 when he does not.

    s is paid where he joins, so that s/2 - 4/2 decides; valued, s^0.88 = 2.25 * 4^0.88.
    """
    rows: list[list[Any]] = [["s", "-4"], [0, 0]]
    found = {}
    for name, game in (
        ("plain", two_by_two(rows, [[1, 0], [1, 0]], s=1)),
        ("valued", prospect(two_by_two(rows, [[1, 0], [1, 0]], s=1))),
    ):
        low, high = 0.0, 60.0
        for _ in range(50):
            middle = (low + high) / 2
            vertices = game.vertices({"s": middle})
            gain = -sum(vertices.of("r0", other).eigenvalues[0].value for other in ("c0", "c1"))
            low, high = (middle, high) if gain < 0 else (low, middle)
        found[name] = low
    assert found["plain"] == pytest.approx(4, abs=1e-9)
    assert found["valued"] == pytest.approx(4 * 2.25 ** (1 / 0.88), abs=1e-9)
    sure = prospect(two_by_two([["s - 4", "s - 4"], [0, 0]], [[1, 0], [1, 0]], s=1))
    assert sure.thresholds("s", 0, 30).critical == pytest.approx((4.0,), abs=1e-9)


def test_prospect_weighs_probabilities() -> None:
    game = two_by_two([["10*p", 0], [0, 0]], [[0, 0], [0, 0]], p="0.3")
    found = prospect(game, gains=1, weights={"p": "0.61"}).vertices()
    weight = 0.3**0.61 / (0.3**0.61 + 0.7**0.61) ** (1 / 0.61)
    assert found.of("r1", "c0").eigenvalues[0].value == pytest.approx(10 * weight)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"reference": None}, "reference"),
        ({"reference": "Z"}, "Z is neither"),
        ({"gains": 0}, "gains"),
        ({"losses": 1.2}, "losses"),
        ({"aversion": 0.5}, "at least 1"),
        ({"weights": 5}, "weights"),
        ({"weights": {"Z": 1}}, "weights"),
        ({"weights": {"R": 2}}, "weights"),
    ],
)
def test_bad_valuations_are_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        prospect(GAME, **arguments)


def test_payoffs_that_depend_on_shares_are_not_valued() -> None:
    with pytest.raises(ConsilienceError, match="cannot be valued"):
        prospect(symmetric([[1, 2], [3, 4]]))


@pytest.mark.parametrize("dynamics", ["logit", "mutation", "replicator-mutator", "ito", "delay"])
def test_what_a_dynamics_needs_is_asked_for(dynamics: Dynamics) -> None:
    with pytest.raises(ConsilienceError, match=f"{dynamics} needs a level"):
        simulate(symmetric([[1, 0], [0, 1]]), [0.5], [1], dynamics)
