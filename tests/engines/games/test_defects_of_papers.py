"""What papers of this literature get wrong by hand: each on a small example, each said aloud."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from consilience.games import Game, check_claims, check_scenarios, factors, tornado
from consilience.results import Result

RIGHT = {"x": "x*(1 - x)*(V - c + s*y)", "y": "y*(1 - y)*(b - s*x)"}


def alliance(**parameters: Any) -> Game:
    """A firm invests, a city subsidises who invests."""
    given = {"V": 2, "c": 3, "s": 2, "b": 4, **parameters}
    rows = {
        ("invest", "fund"): ["V - c + s", "b - s"],
        ("invest", "save"): ["V - c", 0],
        ("wait", "fund"): [0, "b"],
        ("wait", "save"): [0, 0],
    }
    return Game.from_dict(
        {
            "populations": [
                {"name": "firm", "strategies": ["invest", "wait"]},
                {"name": "city", "strategies": ["fund", "save"]},
            ],
            "parameters": given,
            "payoffs": [{"profile": list(k), "payoff": v} for k, v in rows.items()],
        }
    )


def keys(found: Result | Game) -> set[str]:
    return {note.key.removeprefix("games.note.") for note in found.notes}


def test_a_correct_table_is_left_in_peace() -> None:
    game = alliance()
    assert not keys(game)
    assert game.check_equations(RIGHT) == ()
    assert keys(game.vertices()) <= {"dominated"}


def test_a_sign_that_slipped_when_an_equation_was_typed_again() -> None:
    (note,) = alliance().check_equations({**RIGHT, "y": "y*(1 - y)*(b + s*x)"})
    assert note.values["share"] == "y"
    assert "2*s*x*y" in str(note).replace(" ", "")


def test_a_symbol_that_the_tool_would_take_for_a_constant() -> None:
    """I and E are the user's own, not the imaginary unit and Euler's number."""
    advantage = {"firm": "I - E*S/N + beta*gamma - lambda - 成本"}
    names = ["I", "E", "S", "N", "beta", "gamma", "lambda", "成本"]
    game = Game.from_dict(
        {
            "populations": [{"name": "firm", "strategies": ["yes", "no"]}],
            "parameters": dict(zip(names, (1, 2, 3, 4, 5, 6, 7, 8), strict=True)),
            "advantages": advantage,
        }
    )
    (eigenvalue,) = game.vertices().of("no").eigenvalues
    assert Fraction(eigenvalue.exact) == 1 - Fraction(2 * 3, 4) + 5 * 6 - 7 - 8


def test_two_symbols_whose_meanings_were_swapped() -> None:
    money, share = {"value": 2, "unit": "million"}, {"value": "0.5", "unit": "share"}
    assert "units" not in keys(alliance(V=money, c=money, s=money, b=money))
    assert "units" in keys(alliance(V=money, c=share, s=money, b=money))


def test_parameters_without_use_and_without_effect() -> None:
    game = alliance(spare=1)
    assert "unused" in keys(game)
    same = Game.from_dict(
        {
            "populations": [{"name": "firm", "strategies": ["yes", "no"]}],
            "parameters": {"a": 1, "k": 1},
            "payoffs": [
                {"profile": ["yes"], "payoff": ["a + k"]},
                {"profile": ["no"], "payoff": ["k"]},
            ],
        }
    )
    assert "cancelled" in keys(same)


def test_a_party_that_has_a_dominant_strategy() -> None:
    found = alliance(V=9).vertices()
    (note,) = [note for note in found.notes if note.key.endswith("dominated")][:1]
    assert (note.values["population"], note.values["better"]) == ("firm", "invest")


def test_a_zero_eigenvalue_is_called_no_saddle() -> None:
    game = alliance(s=1)  # V - c + s = 0
    found = game.vertices()
    assert found.of("invest", "fund").kind == "degenerate"
    assert "zero" in keys(found)
    claims = [{"point": ["invest", "fund"], "kind": "saddle"}]
    assert check_claims(game, claims).claims[0].reason == "zero"


def test_a_tie_in_decimals_is_a_tie() -> None:
    """0.3 - 0.1 - 0.2 is no 5e-17: numbers are as written."""
    found = alliance(V=0.3, c=0.1 + 0.5, s=0.3).vertices()
    assert found.of("invest", "fund").kind == "degenerate"


def test_a_mixed_point_is_called_an_ess() -> None:
    game = alliance(s=5)  # x* = b/s, y* = (c - V)/s
    claims = [{"point": ["4/5", "1/5"], "kind": "ESS"}]
    found = check_claims(game, claims)
    assert found.claims[0].reason == "mixed"
    assert "mixed_never_stable" in keys(game.equilibria())


def test_a_claim_of_an_ess_that_nobody_tested() -> None:
    claims = [{"point": ["invest", "save"], "kind": "ESS"}]
    assert check_claims(alliance(), claims).claims[0].reason == "other"


def test_a_mixed_point_that_lies_on_the_boundary() -> None:
    """b = s: the interior point has reached the edge x = 1, where two points coincide."""
    assert "on_boundary" in keys(alliance(s=4).equilibria())


def test_scenarios_that_contradict_themselves_overlap_or_leave_gaps() -> None:
    game = alliance()
    scenarios = {"1": ["V > c"], "2": ["V < c", "c < V"], "3": ["V > c - s"]}
    found = check_scenarios(game, scenarios, ["s > 0", "V > 0", "c > 0", "b > 0"])
    assert [item.status for item in found.scenarios] == ["possible", "impossible", "possible"]
    assert {"scenario_impossible", "scenario_overlap", "scenario_gap"} <= keys(found)


def test_values_of_a_figure_that_do_not_fit_their_scenario() -> None:
    given = {"1": {"V": 2, "c": 3, "s": 2, "b": 4}}
    found = check_scenarios(alliance(), {"1": ["V > c"]}, examples=given)
    assert "example_broken" in keys(found)


def test_values_outside_of_the_range_that_the_table_gives() -> None:
    game = alliance(s={"value": 2, "low": 0, "high": 3})
    assert "out_of_range" in keys(game.vertices({"s": 4}))


def test_more_of_a_subsidy_is_not_always_better() -> None:
    """The city leaves where s > b: a window, not "the more the better"."""
    found = alliance().thresholds("s", 0, 9)
    window = next(item for item in found.windows if item.profile == ("invest", "fund"))
    assert (window.low, window.high) == (1, 4)
    assert window.binding_high[0].population == "city"
    assert "not_monotone" in keys(tornado(alliance(), ("invest", "fund"), {"s": (0, 9)}))
    assert factors(alliance(), ("invest", "fund")).sign("V") == "+"


def test_a_path_that_starts_on_a_pure_strategy_says_so() -> None:
    assert "start_on_edge" in keys(alliance().trajectory([1, 0.5], [1]))


def test_a_path_of_which_the_end_is_not_known_names_none() -> None:
    assert alliance(s=5).trajectory([0.5, 0.5], [50]).end == ()
    assert "unsettled" in keys(alliance(s=5).basins(samples=20, horizon=5))
