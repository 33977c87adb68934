"""The step on a game: its settings, its parts, and that it is the same in every run."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from consilience import analysis
from consilience.analysis import GameFinding, GameMaterial, check_settings, reached
from consilience.analysis.game_step import game as game_step
from consilience.analysis.proposals import proposed_steps
from consilience.errors import ConsilienceError, DataError, UnknownNameError
from consilience.results import restored
from consilience.study import Step, Study, study_of
from engines.analysis.games import BOTH, NEITHER, TABLE, game, game_study, parameter, published

TODAY = {"start": [0.1, 0.1], "levers": {"s": [0, 3], "R": [4, 6, 2]}}
HAWKS = """
populations = [{name = "birds", strategies = ["hawk", "dove", "timid"]}]
parameters = {V = 2, C = 4}
[[payoffs]]
profile = ["hawk"]
payoff = ["V/2 - C/2"]
[[payoffs]]
profile = ["dove"]
payoff = ["V/4"]
[[payoffs]]
profile = ["timid"]
payoff = ["0"]
"""


def found_in(study: Study) -> GameFinding:
    """Return what the last step found, through the findings of a run."""
    records = [*study.records(), *(finding for _, finding in analysis.run(study))]
    evidence = analysis.evidence(study_of(records)).games
    assert evidence is not None
    assert evidence.results() == list(evidence.games)
    return evidence.games[-1]


@cache
def plain() -> GameFinding:
    return found_in(game_study())


@cache
def asked() -> GameFinding:
    spreads = (parameter("C", spread="4:6"), parameter("W", spread="normal:5.5:0.5"))
    return found_in(game_study(*spreads, steps=(TODAY,)))


@cache
def sharing() -> GameFinding:
    table = game(published("data_sharing"))
    settings = {"start": [0.4, 0.35, 0.45], "levers": {"B": [0, 20]}}
    return found_in(game_study(table, steps=(settings,)))


def test_without_settings_the_first_strategies_are_the_target() -> None:
    found = plain()
    assert (found.code, found.target, found.stable) == ("G", BOTH, (BOTH, NEITHER))
    assert found.margin == pytest.approx(4.3)  # the supplier: R - C + W - s
    assert (found.start, found.end, found.levers) == ((), (), ())
    assert (found.probability, found.tornado, found.sobol, found.mechanism) == (None,) * 4
    assert len(found.to_frame()) == 4


def test_a_parameter_without_range_is_looked_at_up_to_twice_its_value() -> None:
    spans = {one.parameter: (one.low, one.high, one.source) for one in plain().ranges}
    assert spans == {
        "R": (0, 8, "convention"),
        "C": (0, 10, "convention"),
        "W": (0, 11, "convention"),
        "s": (0, 3, "table"),
    }
    found = plain().thresholds_of("C")
    assert found is not None
    assert found.critical == (4.0, 9.3)
    assert plain().thresholds_of("x") is None


def test_levers_come_first_then_what_is_set_then_spreads() -> None:
    found = found_in(
        game_study(
            parameter("C", spread="4:6"),
            steps=({"levers": {"R": [3, 5]}, "ranges": {"W": [1, 2]}},),
        )
    )
    assert [(one.parameter, one.source) for one in found.ranges] == [
        ("R", "lever"),
        ("W", "setting"),
        ("C", "spread"),
        ("s", "table"),
    ]
    assert found.map is not None
    assert (found.map.x, found.map.y, found.key) == ("R", "W", "R")


def test_today_leads_elsewhere_and_the_cheapest_move_of_one_lever_mends_it() -> None:
    found = asked()
    assert found.end == NEITHER
    assert found.nudge is not None
    change = found.nudge.change
    assert (change.parameter, change.before) == ("R", 4)
    looked = found.thresholds_of("R")
    assert looked is not None
    (span,) = reached(looked, BOTH, found.end)
    assert change.after == pytest.approx(span.low + 0.01 * (span.high - span.low))
    assert change.cost == pytest.approx(2 * (change.after - 4))
    assert (span.before, span.after) == (NEITHER, ())
    assert found.nudge.after.end == BOTH
    moved = game_study(parameter("R", value=repr(change.after)), steps=({"start": [0.1, 0.1]},))
    assert found_in(moved).end == BOTH
    just_below = repr(span.low - 1e-6)
    moved = game_study(parameter("R", value=just_below), steps=({"start": [0.1, 0.1]},))
    assert found_in(moved).end == NEITHER


def test_uncertain_numbers_give_a_probability_with_what_decides() -> None:
    found = asked()
    assert found.probability is not None
    assert found.probability.samples == 20_000
    assert set(found.probability.parameters["uncertain"]) == {"C", "W"}
    assert found.tornado is not None
    ends = [end for one in found.tornado.bars for end in (one.low, one.high)]
    assert sorted(ends) == pytest.approx([4, 5.5 - 1.2879, 6, 5.5 + 1.2879], abs=1e-3)
    assert found.sobol is not None
    assert {one.parameter for one in found.sobol.indices} == {"C", "W"}
    assert found.after is not None
    assert found.after.probability is not None


def test_the_mechanism_stands_beside_each_lever_alone() -> None:
    settings = {"levers": {"W": [0, 9, 3], "R": [0, 9]}, "margin": 0.5}
    found = found_in(game_study(parameter("W", value="1"), steps=(settings,)))
    assert found.stable == (NEITHER,)
    assert found.margin == pytest.approx(-0.2)
    assert found.mechanism is not None
    moved = {one.parameter: one.after for one in found.mechanism.changes}
    assert moved == pytest.approx({"W": 1, "R": 4.7})
    alone = {one.changes[0].parameter: one for one in found.alone}
    assert alone["W"].cost == pytest.approx(3 * 0.7)
    assert found.after is not None
    assert found.after.basins is not None
    assert found.after.probability is None
    assert found.after.end == ()


def test_what_no_lever_can_mend_is_said() -> None:
    settings = {"levers": {"s": [0, 1]}, "start": [0.5, 0.5]}
    found = found_in(game_study(parameter("C", value="50"), steps=(settings,)))
    assert found.mechanism is not None
    assert not found.mechanism.found
    assert (found.after, found.nudge) == (None, None)


def test_the_published_subsidy_window_of_p6() -> None:
    """Published: cooperation for B in (6.7025, 16.7615); above, the government leaves."""
    found = sharing()
    looked = found.thresholds_of("B")
    assert looked is not None
    full = ("support", "share", "take part")
    (span,) = reached(looked, full, found.end)
    assert (span.low, span.high) == pytest.approx((6.7025, 16.7615), abs=1e-3)
    assert span.after[0] == "withdraw"
    assert found.end == ("support", "withhold", "abstain")
    assert [one.now for one in found.curves] == [True, False, False, False]
    assert [one.end == full for one in found.curves] == [False, True, True, False]
    assert found.paths is not None
    assert found.paths.shares.shape == (27, 41, 6)


def test_a_parameter_that_turns_nothing_is_reached_throughout_or_nowhere() -> None:
    looked = plain().thresholds_of("C")
    assert looked is not None
    assert not looked.switches
    (span,) = reached(looked, BOTH, BOTH)
    assert (span.low, span.high, span.before, span.after) == (0, 10, (), ())
    assert reached(looked, BOTH, NEITHER) == ()


def test_without_a_value_there_are_formulas_only() -> None:
    found = found_in(game_study(game(TABLE.replace("C = 5", "C = {}")), steps=(TODAY,)))
    assert found.missing == ("C",)
    assert [note.key for note in found.notes] == ["game_steps.note.missing"]
    assert found.vertices.vertices[0].condition
    assert found.thresholds == found.curves == ()
    assert (found.equilibria, found.map, found.mechanism) == (None,) * 3


def test_one_population_of_three_strategies_has_paths_in_the_triangle() -> None:
    table = game(HAWKS.replace("[[payoffs]]", "[[rows]]", 0))
    found = found_in(game_study(table, steps=({"scenarios": False},)))
    assert found.paths is not None
    assert found.paths.shares.shape[0] == 21
    assert found.scenarios is None
    assert found.target == ("hawk",)


def test_four_parties_have_no_drawn_paths_and_no_proofs_unless_asked() -> None:
    names = ["a", "b", "c", "d"]
    parties = ", ".join(f'{{name = "{name}", strategies = ["yes", "no"]}}' for name in names)
    lines = ", ".join(f'{name} = "g - {other}"' for name, other in zip(names, "yzwx", strict=True))
    table = f"populations = [{parties}]\nparameters = {{g = 0.5}}\nadvantages = {{{lines}}}"
    found = found_in(game_study(game(table)))
    assert found.scenarios is None
    assert found.paths is None
    assert found.map is None  # of one parameter there is no map
    assert found.curves


def test_a_game_without_parameters_has_one_curve() -> None:
    parties = '{name = "a", strategies = ["yes", "no"]}, {name = "b", strategies = ["yes", "no"]}'
    table = f'populations = [{parties}]\nadvantages = {{a = "2*y - 1", b = "2*x - 1"}}'
    found = found_in(game_study(game(table), steps=({"start": [0.7, 0.6]},)))
    assert (found.numbers, found.ranges, found.key, found.map) == ((), (), "", None)
    (curve,) = found.curves
    assert (curve.parameter, curve.now, curve.end) == ("", True, ("yes", "yes"))
    assert math.isnan(curve.value)


def test_of_many_regimes_the_five_nearest_to_today_are_drawn() -> None:
    parties = '{name = "a", strategies = ["yes", "no"]}, {name = "b", strategies = ["yes", "no"]}'
    a = "(k - 1)*(k - 2)*(k - 3)*(k - 4)*(k - 5)*(k - 6)"
    table = (
        f"populations = [{parties}]\nparameters = {{k = {{value = 1.5, low = 0, high = 7}}}}\n"
        f'advantages = {{a = "{a}", b = "1"}}'
    )
    found = found_in(game_study(game(table)))
    assert [one.value for one in found.curves] == pytest.approx([0.5, 1.5, 2.5, 3.5, 4.5])
    assert [one.end[0] for one in found.curves] == ["yes", "no", "yes", "no", "yes"]


def test_what_is_too_large_is_left_out_with_the_reason() -> None:
    names = ", ".join(f'"s{n}"' for n in range(12))
    rows = "\n".join(f'[[payoffs]]\nprofile = ["s{n}"]\npayoff = [{n}]' for n in range(12))
    table = f'populations = [{{name = "a", strategies = [{names}]}}]\n{rows}'
    found = found_in(game_study(game(table)))
    assert found.equilibria is None
    assert "game_steps.left_out.equilibria" in [note.key for note in found.notes]
    assert "games.too_many_supports" in [note.key for note in found.notes]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"target": ["cooperate"]}, "target of game must be one strategy of each of the 2"),
        ({"target": ["cooperate", "wat"]}, "did you mean wait"),
        ({"target": 3}, "target of game must be"),
        ({"start": [0.3]}, "start of game must be"),
        ({"start": [0.3, 1.4]}, "start of game must be"),
        ({"start": {"manufacturer": 0.3}}, "start says nothing of supplier"),
        ({"start": {"manufacturer": 0.3, "suplier": 0.3}}, "did you mean supplier"),
        ({"start": "half"}, "start of game must be"),
        ({"levers": ["s"]}, "levers of game must be"),
        ({"levers": {"x": [0, 1]}}, "levers of game must be one of R, C, W, s"),
        ({"levers": {"s": [0]}}, "levers of game must be"),
        ({"levers": {"s": [3, 0]}}, "levers of game must be a mapping"),
        ({"levers": {"s": "0:1"}}, "levers of game must be"),
        ({"levers": {"s": [0, 1, -1]}}, "levers of game must be"),
        ({"levers": {"s": [0, 1, "much"]}}, "levers of game must be"),
        ({"levers": {"R": [5, 6]}}, "levers of game must be"),
        ({"ranges": [0, 1]}, "ranges of game must be"),
        ({"ranges": {"x": [0, 1]}}, "ranges of game must be one of"),
        ({"ranges": {"s": [1, 1]}}, "ranges of game must be a pair: a low and a high end"),
        ({"ranges": {"s": [0, math.nan]}}, "ranges of game must be a pair: a low and a high end"),
        ({"ranges": {"s": 3}}, "ranges of game must be a pair: a low and a high end"),
        ({"map": ["s"]}, "map of game must be two different parameters"),
        ({"map": ["s", "s"]}, "map of game must be two different parameters"),
        ({"map": ["s", "x"]}, "map of game must be one of"),
        ({"curves": "x"}, "curves of game must be one of"),
        ({"until": 0}, "until of game must be greater than 0"),
        ({"until": "long"}, "until of game must be"),
        ({"margin": -1}, "margin of game must be greater than 0"),
        ({"basin": 2}, "basin of game must be"),
        ({"only": "yes"}, "only of game must be"),
        ({"samples": 0}, "samples of game must be"),
        ({"draws": 1.5}, "draws of game must be"),
        ({"seed": -1}, "seed of game must be"),
        ({"scenarios": 1}, "scenarios of game must be"),
        ({"assumptions": [3]}, "assumptions of game must be"),
    ],
)
def test_bad_settings_are_refused_with_one_sentence(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError) as caught:
        game_step(GameMaterial(game_study()), settings)
    assert str(caught.value).startswith("step game, game G: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_that_the_engines_refuse_are_told_too() -> None:
    for settings in ({"assumptions": "R C"}, {"game": "X"}):
        with pytest.raises(ConsilienceError) as caught:
            game_step(GameMaterial(game_study()), settings)
        assert "\n" not in str(caught.value)
    with pytest.raises(UnknownNameError, match="did you mean levers"):
        check_settings("game", {"lever": {}})


def test_other_settings_count() -> None:
    settings = {
        "target": list(NEITHER),
        "map": ["W", "C"],
        "curves": "C",
        "until": 7,
        "samples": 50,
        "seed": 3,
        "start": {"supplier": 0.4, "manufacturer": 0.3},
        "assumptions": "W > s",
    }
    found = found_in(game_study(steps=(settings,)))
    assert found.target == NEITHER
    assert found.map is not None
    assert (found.map.x, found.map.y, found.key) == ("W", "C", "C")
    assert found.curves[0].path.times[-1] == 7
    assert found.basins is not None
    assert found.basins.samples == 50
    assert [row[0] for row in found.start] == pytest.approx([0.3, 0.4])
    looked = found.thresholds_of("C")
    assert looked is not None
    assert looked.parameters["start"] is not None
    assert found.number_of("W").basis == "table"


def test_a_finding_goes_to_json_and_back() -> None:
    for found in (plain(), asked(), sharing()):
        again = restored(GameFinding, found.to_dict())
        assert again == found
        assert again.to_json() == found.to_json()


def test_what_the_game_rests_on_makes_its_hash() -> None:
    before, other = game_study(), game_study(parameter("C", value="6"))
    assert GameMaterial(before).sha256 != GameMaterial(other).sha256
    assert GameMaterial(before).sha256 == GameMaterial(game_study()).sha256


def test_games_are_proposed_once() -> None:
    def proposed(study: Study) -> list[tuple[str, dict[str, Any]]]:
        kept = study_of([one for one in study.records() if not isinstance(one, Step)])
        return [(one.kind, dict(one.settings)) for one in proposed_steps(kept)]

    assert proposed(game_study()) == [("game", {})]
    both = game_study(game(), game(code="H"))
    assert proposed(both) == [("game", {"game": "G"}), ("game", {"game": "H"})]
    assert proposed_steps(game_study()) == ()


_RUN = """
import sys; sys.path[:0] = sys.argv[1:]
from engines.analysis.games import game_study, parameter
from consilience import analysis
spreads = (parameter("C", spread="4:6"), parameter("W", spread="normal:5.5:0.5"))
settings = {"start": [0.1, 0.1], "levers": {"s": [0, 3], "R": [4, 6, 2]}}
print([found.result_json for _, found in analysis.run(game_study(*spreads, steps=(settings,)))])
"""


@pytest.mark.slow
def test_the_same_bytes_whatever_the_seed_of_hashes() -> None:
    tests = Path(__file__).parents[2]
    paths = [str(tests), str(tests.parent / "src")]
    said = {
        subprocess.run(
            [sys.executable, "-c", _RUN, *paths],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert len(said.pop()) > 10_000
