"""Scenario tables: every verdict has its witness or its proof, and nothing is left out."""

from __future__ import annotations

import itertools
import sys
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from consilience.errors import ConsilienceError
from consilience.games import Game, Scenarios, certificates, check_scenarios, scenarios, symmetric
from consilience.games.certificates import decide, inner_value
from consilience.games.expressions import parse
from consilience.games.game import EXAMPLE
from consilience.games.inequalities import box_of, conditions_of
from consilience.games.polynomial import Monomial, symbol
from consilience.verify.games import game_of
from engines.games.samples import two_by_two

POSITIVE = ["R > 0", "C > 0", "W > 0"]
ALLIANCE = [f"0 <= {n} <= 1" for n in ("lambda", "delta", "theta", "alpha", "beta", "rho")]
ALLIANCE += [f"{n} > 0" for n in ("R_M", "R_S", "C_M", "C_S", "V")]


def decided(*written: str, most: int = 60) -> Any:
    """Decide conditions in a, b, c, d."""
    game = two_by_two([["a", "b"], ["c", "d"]], [[0, 0], [0, 0]], a=1, b=1, c=1, d=1)
    conditions = conditions_of(game.form, list(written), "written", "test")
    found = decide(conditions, box_of(game.form, conditions, {}), most)
    if found.status == "possible":
        assert all(item.holds(found.witness) for item in conditions)
    if found.proof:
        _check(found.proof, "abcd")
    return found


def _check(proof: str, names: Any) -> None:
    """The left side of a proof is the constant on its right, which is not positive."""
    left, _, right = proof.rpartition(" = ")
    if left:
        total = parse(left, {name: symbol(name) for name in names}, "proof").constant()
        assert total == Fraction(right)
        assert total <= 0


def _proofs(found: Scenarios) -> list[str]:
    return [item.proof for item in found.scenarios] + [item.proof for item in found.exclusions]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (["a > b", "b > c", "c > a"], "impossible"),
        (["a > b", "b > c", "c > a - 1"], "possible"),
        (["a > b", "a < b"], "impossible"),
        (["a >= b", "a <= b"], "possible"),
        (["a >= b", "a < b"], "impossible"),
        (["0 <= a <= 1", "b >= 0", "a*b > b"], "impossible"),
        (["a*b > 1", "a > 0", "b < 0"], "impossible"),
        (["a*a + b*b < 0"], "impossible"),
        (["a^2 + 1 < 2.1*a"], "possible"),
        (["a*b > 1", "0 <= a <= 2", "0 <= b <= 2", "a + b < 1.99"], "impossible"),
        (["a*b > 1", "0 <= a <= 2", "0 <= b <= 2", "a + b < 2.01"], "possible"),
        (["a*b*c > 1", "0 <= a <= 1", "0 <= b <= 1", "0 <= c <= 1"], "impossible"),
        (["exp(a) < 0"], "impossible"),
        (["exp(a) < 2", "a > 0"], "possible"),
        (["1/a < 0", "a >= 0"], "impossible"),
        (["1/(a + 1) > 2", "-0.9 <= a <= 0"], "possible"),
        (["a/b > 3", "log(b) > 0"], "possible"),
        (["0 > 1", "a > 0"], "impossible"),
        (["1 > 0", "a < 0"], "possible"),
        (["a < 3", "a*b > 2", "b < -1"], "possible"),
        (["exp(a) < 2", "1 <= a <= 1"], "impossible"),
        (["exp(a) > b", "1 <= a <= 1"], "possible"),
        (["log(a) > 0", "a + b < 2", "b > -3"], "possible"),
        (["a = < 3", "a=>2"], None),
    ],
)
def test_conditions_are_decided(written: list[str], status: str | None) -> None:
    if status is None:
        with pytest.raises(ConsilienceError):
            decided(*written)
    else:
        assert decided(*written).status == status


@pytest.mark.parametrize(
    "written",
    [
        ["a*b > 1", "0 <= a <= 2", "0 <= b <= 2", "a + b <= 2"],  # touches at a = b = 1 only
        ["a*a + 1 < 2*a", "0 <= a <= 5"],  # no half of a half of the range begins at a = 1
        ["exp(a) < 0.5", "a > 0"],
        ["exp(a) > 1", "a < 0"],
        ["a^8*b^8 + 1 < 2*a^4*b^4"],
        ["a*b > 1", "0 < a < 2", "b < 0.4"],
    ],
)
def test_unknown_is_said_and_never_wrong(written: list[str]) -> None:
    """None of these can hold; a verdict is a proof or "unknown"."""
    found = decided(*written, most=6)
    assert found.status in {"impossible", "unknown"}


def test_a_programme_that_fails_leaves_the_question_open(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = SimpleNamespace(x=None)
    monkeypatch.setattr("consilience.games.certificates.linprog", lambda *_, **__: failed)
    assert decided("a > b", "b > a").status == "unknown"


def test_against_a_grid_of_whole_numbers() -> None:
    """Random conditions of second degree on a box: whatever a grid finds is never refuted."""
    rng = np.random.default_rng(4)
    grid = [Fraction(k, 4) for k in range(-8, 9)]
    verdicts = set()
    for _ in range(40):
        factors = rng.integers(-3, 4, (3, 5))
        written = [f"{p}*a*b + {q}*a + {r}*b + {s}*a*a + {t} > 0" for p, q, r, s, t in factors]
        status = decided(*written, "-2 <= a <= 2", "-2 <= b <= 2", most=200).status
        seen = any(
            all(p * a * b + q * a + r * b + s * a * a + t > 0 for p, q, r, s, t in factors.tolist())
            for a, b in itertools.product(grid, grid)
        )
        assert status != "impossible" or not seen
        assert status == "possible" or not seen
        verdicts.add(status)
    assert verdicts >= {"possible", "impossible"}


@pytest.mark.parametrize(
    ("ends", "value"), [((0, 4), 2), ((1, None), 2), ((None, 1), 0), ((None, None), 1)]
)
def test_a_parameter_without_part_gets_a_value_within_its_ends(ends: Any, value: int) -> None:
    assert inner_value(ends) == value


def test_scenarios_of_two_parties() -> None:
    found = scenarios(Game.from_dict(EXAMPLE), POSITIVE)
    both, none = ("cooperate", "cooperate"), ("wait", "wait")
    assert [item.stable for item in found.possible] == [(both,), (none,), (both, none)]
    assert found.complete
    assert found.to_frame().status.tolist() == ["possible"] * 3 + ["impossible"]
    never = {item.profiles for item in found.exclusions}
    assert never == {(("cooperate", "wait"),), (("wait", "cooperate"),)}
    for proof in _proofs(found):
        _check(proof, "RCW")


@pytest.mark.parametrize(
    ("name", "assumed"),
    [("standards_alliance", ALLIANCE), ("data_sharing", ["p > 0", "B > 0", "M > 0", "W > 0"])],
)
def test_witnesses_hold_and_nothing_is_left_out(name: str, assumed: list[str]) -> None:
    game, _ = game_of(name)
    found = scenarios(game, assumed)
    assert found.complete
    listed = {item.stable for item in found.possible}
    names = {item.name: symbol(item.name) for item in game.parameters}
    for item in found.possible:
        values = {key: Fraction(value) for key, value in item.witness.items()}
        assert set(game.vertices(values).stable) == set(item.stable)
    conditions = conditions_of(game.form, assumed, "assumptions", "test")
    rng = np.random.default_rng(1)
    for _ in range(60):
        values = {key: Fraction(int(rng.integers(1, 100)), 100) for key in names}
        if all(condition.holds(values) for condition in conditions):
            assert game.vertices(values).stable in listed
    for proof in _proofs(found):
        _check(proof, names)


def test_four_corners_of_the_standards_alliance() -> None:
    """S2.8: each of the four corners can be the only stable strategy."""
    game, _ = game_of("standards_alliance")
    single = {item.stable for item in scenarios(game, ALLIANCE).possible if len(item.stable) == 1}
    assert len(single) == 4


def test_values_held_and_a_vertex_that_is_never_stable() -> None:
    game = two_by_two([["a", "b"], ["a + 1", "c"]], [["b", 0], [0, "b"]], a=1, b=1, c=1)
    found = scenarios(game, ["b > 0"], {"c": 2})
    assert found.parameters["values"] == {"c": 2.0}
    never = [item.profiles for item in found.exclusions if len(item.profiles) == 1]
    assert never == [(("r0", "c0"),), (("r0", "c1"),), (("r1", "c0"),)]
    assert all("c" not in item.witness for item in found.possible)
    assert scenarios(game, "b > 0", {"c": 2}).to_json() == found.to_json()


def test_one_population_may_have_neighbours_that_are_both_stable() -> None:
    game = symmetric([["a", 0], [0, "b"]], parameters={"a": 1, "b": 1})
    found = {item.stable for item in scenarios(game).possible}
    assert found == {(("1",),), (("2",),), (("1",), ("2",)), ()}


def test_what_takes_too_long_is_unknown() -> None:
    game = two_by_two(
        [["exp(a) - 2*b", 0], [0, "b - exp(a)"]], [["exp(a) - b", 0], [0, "b - 2*exp(a)"]], a=1, b=1
    )
    found = scenarios(game, effort=2)
    assert not found.complete
    assert "unknown" in {item.status for item in found.scenarios}
    assert [note.key for note in found.notes] == ["games.note.scenarios_unknown"]


def test_too_many_sets_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["consilience.games.scenarios"], "MOST_SETS", 2)
    found = scenarios(Game.from_dict(EXAMPLE), POSITIVE)
    assert len(found.scenarios) == 2
    assert not found.complete
    assert "games.note.scenarios_cut" in {note.key for note in found.notes}


def test_scenarios_of_a_paper() -> None:
    game = Game.from_dict(EXAMPLE)
    written = {
        "1": ["R > C"],
        "2": ["R < C", "R + W > C"],
        "3": "R + W < C",
        "4": ["R > C", "R + W < C"],
    }
    examples = {"1": {"R": 6}, "2": {"R": 1, "C": 9}}
    found = check_scenarios(game, written, POSITIVE, examples=examples)
    assert [item.status for item in found.scenarios] == ["possible"] * 3 + ["impossible"]
    assert found.exclusive == "yes"
    assert found.exhaustive == "yes"
    assert found.gap == {}
    first, second, third, fourth = found.scenarios
    both, none = ("cooperate", "cooperate"), ("wait", "wait")
    assert first.always == (both,)
    assert none in first.never
    assert second.always == (both, none)
    assert third.always == (none,)
    assert fourth.always == fourth.never == ()
    _check(fourth.proof, "RCW")
    assert first.broken == ()
    assert second.broken == ("R + W - C > 0",)
    assert [note.key.rpartition(".")[2] for note in found.notes] == [
        "scenario_impossible",
        "example_broken",
    ]
    assert found.to_frame()["always ESS"].tolist()[0] == "(cooperate, cooperate)"


def test_scenarios_that_overlap_and_leave_gaps() -> None:
    game = Game.from_dict(EXAMPLE)
    found = check_scenarios(game, {"low": ["W < 3"], "rich": ["R > C", "W > 2"]}, POSITIVE)
    assert found.exclusive == "no"
    assert found.exhaustive == "no"
    gap = {name: Fraction(value) for name, value in found.gap.items()}
    assert gap["W"] > 3
    assert gap["R"] < gap["C"]
    (overlap,) = found.overlaps
    assert 2 < Fraction(overlap.witness["W"]) < 3
    assert found.scenarios[0].depends == (("cooperate", "cooperate"), ("wait", "wait"))
    keys = {note.key.rpartition(".")[2] for note in found.notes}
    assert keys == {"scenario_overlap", "scenario_gap"}


def test_scenarios_that_cannot_be_decided_say_so() -> None:
    game = two_by_two([["exp(a)", 0], ["b", 0]], [[1, 0], [0, 0]], a=1, b=1)
    found = check_scenarios(
        game,
        {"1": ["exp(a) < 0.5", "a > 0"], "2": ["exp(a) + a > 2", "0 < a < 2"]},
        effort=2,
    )
    assert found.scenarios[0].status == "unknown"
    assert found.exclusive == "unknown"
    assert "games.note.scenario_unknown" in {note.key for note in found.notes}
    assert found.scenarios[0].open


def test_cases_that_are_too_many_are_left_open() -> None:
    game = two_by_two([["exp(a)", 0], ["b", 1]], [["a", 0], ["b", "c"]], a=1, b=1, c=1)
    written = {str(k): [f"exp(a) > {k}*b", f"exp(b) < {k}*a", f"a > {k} - b"] for k in range(2, 9)}
    assert check_scenarios(game, written, ["b > 9", "a < 1"], effort=1).exhaustive != "yes"


def test_a_guess_of_wrong_rows_is_no_proof() -> None:
    game = two_by_two([["a", 0], [0, "b"]], [[0, 0], [0, 0]], a=1, b=1)
    rows = [
        certificates._Row(c.polynomial, given=True, strict=True, text="")
        for c in conditions_of(game.form, ["a > b", "b > a + 1", "a > 5"], "written", "test")
    ]
    columns: dict[Monomial, int] = {((name, 1),): place for place, name in enumerate("ab")}
    assert certificates._checked(rows, columns, np.array([1.0, 1.0, 0.0])).endswith("= -0.5")
    for guess in ([1.0, 0.0, 0.0], [1.0, 0.0, 1.0], [0.0, 0.0, 1.0]):
        assert not certificates._checked(rows, columns, np.array(guess))


def test_ends_within_a_scenario_help_its_proof() -> None:
    game = two_by_two([["a*b", 0], [0, "c"]], [[1, 0], [0, 1]], a=1, b=1, c=1)
    found = check_scenarios(game, {"1": ["0 < a < 1", "b > 0", "a*b > b"], "2": ["a > 2", "a < 1"]})
    assert [item.status for item in found.scenarios] == ["impossible", "impossible"]
    for item in found.scenarios:
        assert item.proof
        _check(item.proof, "abc")


def test_gaps_that_cannot_be_decided_say_so() -> None:
    game = two_by_two([["exp(a)", 0], [0, 1]], [[1, 0], [0, 0]], a=1)
    found = check_scenarios(game, {"1": ["exp(a) > 0.5"]}, ["a > 0"], effort=3)
    assert found.exhaustive == "unknown"


@pytest.mark.parametrize(
    ("scenarios_given", "examples", "words"),
    [
        ({}, None, "scenarios of check_scenarios"),
        (["R > C"], None, "scenarios of check_scenarios"),
        ({"1": []}, None, "must be inequalities"),
        ({"1": ["R > C"]}, 5, "examples"),
        ({"1": ["R > C"]}, {"2": {}}, "examples"),
        ({"1": ["R > C"]}, {"1": {"Z": 1}}, "Z"),
    ],
)
def test_bad_scenarios_are_refused(scenarios_given: Any, examples: Any, words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        check_scenarios(Game.from_dict(EXAMPLE), scenarios_given, examples=examples)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"assumptions": ["R - C"]}, "R - C is no inequality"),
        ({"assumptions": ["R > Z"]}, "Z is neither a parameter"),
        ({"assumptions": [3]}, "assumptions of scenarios must be inequalities"),
        ({"assumptions": ["R > 3", "R < 2"]}, "no value is left for R"),
        ({"effort": 0}, "effort"),
        ({"values": {"Z": 1}}, "values of scenarios"),
    ],
)
def test_bad_questions_are_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        scenarios(Game.from_dict(EXAMPLE), **arguments)
