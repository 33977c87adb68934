"""From a table to a game: what is read, what is refused, what is flagged."""

from __future__ import annotations

import copy
from typing import Any

import pandas as pd
import pytest

from consilience.errors import ConsilienceError
from consilience.games import Game, symmetric

YES, NO = "cooperate", "defect"
TABLE: dict[str, Any] = {
    "populations": [
        {"name": "firm", "strategies": [YES, NO]},
        {"name": "市政府", "strategies": ["补贴", "不补贴"]},
    ],
    "parameters": {"I": 3, "E": "0.1", "S": "1/3", "lambda": {"value": 2, "low": 0, "high": 5}},
    "payoffs": [
        {"profile": [YES, "补贴"], "payoff": ["I + S", "E - S"]},
        {"profile": [YES, "不补贴"], "payoff": ["I - lambda", "E"]},
        {"profile": [NO, "补贴"], "payoff": [0, "-S"]},
        {"profile": {"firm": NO, "市政府": "不补贴"}, "payoff": ["0", 0]},
    ],
}


def changed(**entries: Any) -> dict[str, Any]:
    return {**copy.deepcopy(TABLE), **entries}


def payoffs(row: int, **entries: Any) -> dict[str, Any]:
    table = copy.deepcopy(TABLE)
    table["payoffs"][row] |= entries
    return table


def test_symbols_that_mean_something_elsewhere_are_the_users() -> None:
    game = Game.from_dict(TABLE)
    assert [item.name for item in game.parameters] == ["I", "E", "S", "lambda"]
    found = game.vertices()
    assert [item.exact for item in found.of(YES, "补贴").eigenvalues] == ["-10/3", "1/3"]
    assert found.stable == ((YES, "不补贴"),)
    assert found.of(YES, "补贴").condition == "-I - S < 0, S < 0"


def test_chinese_names_change_nothing_and_name_what_is_there() -> None:
    named = Game.from_dict(changed(names_zh={"firm": "企业", YES: "合作"}))
    assert named == Game.from_dict(TABLE)


def test_a_frame_gives_the_same_game() -> None:
    rows = [
        (YES, "补贴", "I + S", "E - S"),
        (YES, "不补贴", "I - lambda", "E"),
        (NO, "补贴", 0, "-S"),
        (NO, "不补贴", "0", 0),
    ]
    names = ["firm", "市政府", "payoff of firm", "市政府的收益"]
    frame = pd.DataFrame(rows, columns=names)
    assert Game.from_frame(frame, TABLE["parameters"]) == Game.from_dict(TABLE)
    wide = frame.rename(columns={"payoff of firm": "payoff firm", "市政府的收益": "收益：市政府"})
    assert Game.from_frame(wide, TABLE["parameters"]) == Game.from_dict(TABLE)


def test_definitions_and_shares() -> None:
    table = changed(
        definitions={"G": "I - lambda*(1 - y)", "H": "G + S"},
        populations=[
            {"name": "firm", "strategies": [YES, NO], "shares": ["p"]},
            TABLE["populations"][1],
        ],
        advantages={"firm": "H", "市政府": "E*p - S"},
    )
    del table["payoffs"]
    game = Game.from_dict(table)
    assert game.form.shares == ("p", "y")
    shown = game.equations().to_frame().motion
    assert shown[0] == "dp/dt = p*(1 - p)*(I + S - lambda + lambda*y)"
    assert shown[2] == "dy/dt = y*(1 - y)*(-S + E*p)"


def test_shares_never_take_the_name_of_a_parameter() -> None:
    game = Game.from_dict(changed(parameters={**TABLE["parameters"], "x": 1, "y": 2}))
    assert game.form.shares == ("x_", "y_")
    five = [{"name": str(k), "strategies": ["a", "b"]} for k in range(5)]
    zero = {str(k): 0 for k in range(5)}
    assert Game.from_dict({"populations": five, "advantages": zero}).form.shares[4] == "x_5"
    three = symmetric([[0, 1, 2], [2, 0, 1], [1, 2, 0]])
    assert three.form.shares == ("x_1_1", "x_1_2")


def test_parameters_without_use_or_effect_are_flagged() -> None:
    game = Game.from_dict(
        payoffs(0, payoff=["I + S", "E - S + K"])
        | {
            "parameters": {**TABLE["parameters"], "unused": 4, "K": None},
            "payoffs": [
                {**row, "payoff": [row["payoff"][0], f"{row['payoff'][1]} + K*x"]}
                for row in TABLE["payoffs"]
            ],
        }
    )
    assert [note.key.rsplit(".")[-1] for note in game.notes] == ["unused", "cancelled"]
    assert game.notes[0].values == {"names": ["unused"]}
    assert game.notes[1].values == {"names": ["E", "K"]}
    assert game.vertices().stable == ((YES, "不补贴"),)  # K has no value and needs none


def test_equations_typed_elsewhere_are_compared_with_the_table() -> None:
    game = Game.from_dict(TABLE)
    right = {
        "x": "x*(1 - x)*(I - lambda + y*(S + lambda))",
        "y": "-y*(1 - y)*S",
    }
    assert game.check_equations(right) == ()
    (note,) = game.check_equations({"x": right["x"], "y": "y*(1 - y)*S"})
    assert str(note) == "The equation of y differs from the payoff table by 2*S*y - 2*S*y^2."


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (None, "mapping"),
        ({}, "mapping"),
        ({"z": "x"}, "must be one of"),
        ({"x": 3}, "x: a payoff must be"),
        ({"x": "x y"}, "x: a sign is missing"),
    ],
)
def test_equations_that_cannot_be_read_are_refused(written: Any, words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        Game.from_dict(TABLE).check_equations(written)


def test_equations_as_latex() -> None:
    found = Game.from_dict(TABLE).equations()
    assert found.latex().startswith("\\begin{align}\n\\frac{d x}{dt} &= x (1 - x) \\left[")
    three = symmetric([["a", 1, 2], [2, 0, 1], [1, 2, 0]], parameters={"a": 0}).equations()
    assert three.equations[0].motion.startswith("dx_1_1/dt = x_1_1*((")
    assert three.equations[2].motion == ""
    assert r"\left(\left[" in three.latex()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (None, "mapping"),
        ([], "mapping"),
        ({1: 2}, "mapping"),
        (changed(extra=1), "extra"),
        (changed(populations=[]), "list that is not empty"),
        (changed(populations="firm"), "list that is not empty"),
        (changed(populations=[{"name": "a", "strategies": ["x", "y"]}] * 2), "occur once"),
        (changed(populations=[{"strategies": ["x", "y"]}]), "list of names"),
        (changed(populations=[{"name": "a", "strategies": ["x"]}]), "at least two strategies"),
        (changed(populations=[{"name": " ", "strategies": ["x", "y"]}]), "needs a name"),
        (changed(populations=[{"name": "", "strategies": ["x", "y"]}]), "population 1 needs"),
        (changed(populations=[{"name": "a", "strategies": ["x", "x"]}]), "occur once"),
        (
            changed(populations=[{"name": "a", "strategies": ["x", "y"], "shares": ["p", "q"]}]),
            "needs 1 share",
        ),
        (
            changed(populations=[{"name": "a", "strategies": ["x", "y"], "shares": ["I"]}]),
            "nothing else has",
        ),
        (
            changed(populations=[{"name": "a", "strategies": ["x", "y"], "shares": ["2x"]}]),
            "nothing else has",
        ),
        (
            changed(populations=[{"name": str(k), "strategies": ["x", "y"]} for k in range(13)]),
            "at most 4096",
        ),
        (changed(parameters=[1]), "mapping"),
        (changed(parameters={"2a": 1}), "cannot name a parameter"),
        (changed(parameters={"I": float("nan")}), "finite number"),
        (changed(parameters={"I": "much"}), "finite number"),
        (changed(parameters={"I": {"value": 1, "hi": 2}}), "hi"),
        (changed(parameters={"I": {"value": 1, "low": 2}}), "between its low"),
        (changed(parameters={"I": {"value": 1, "unit": 2}}), "must be texts"),
        (changed(parameters={"E": 1, "S": 1, "lambda": 1}), r"firm \(cooperate, 补贴\): I is"),
        (changed(definitions={"G": 3}), "definition G"),
        (changed(definitions={"I": "3"}), "occur once"),
        (changed(definitions={"G": "H"}), "G: H is neither"),
        (changed(payoffs=[]), "list that is not empty"),
        (changed(payoffs=TABLE["payoffs"][:3]), r"1 profile.* the first is \(defect, 不补贴\)"),
        (changed(payoffs=[*TABLE["payoffs"], TABLE["payoffs"][0]]), "stands twice.*row 5"),
        (changed(advantages={}), "either payoffs"),
        ({k: v for k, v in TABLE.items() if k != "payoffs"}, "either payoffs"),
        (payoffs(1, payoff=[1]), "row 2.* has 1 payoffs"),
        (payoffs(1, payoff=[1, None]), r"市政府 \(cooperate, 不补贴\): a payoff must be"),
        (payoffs(1, payoff=[1, "2 E"]), r"市政府 \(cooperate, 不补贴\): a sign is missing"),
        (payoffs(1, payoff=[1, "sqrt(x)"]), "whole powers"),
        (payoffs(1, payoff=[1, "x^0.5"]), "whole powers"),
        (payoffs(1, payoff=[1, "1/x^2"]), "whole powers"),
        (payoffs(1, profile=[YES]), "names 1 strategies"),
        (payoffs(1, profile=[YES, "补贴金"]), "is no strategy of 市政府"),
        (payoffs(1, profile={"firm": YES, "city": NO}), "city"),
        (payoffs(1, profile=None), "list that is not empty"),
        (changed(names_zh={"company": "企业"}), "names_zh of Game.from_dict must be one of firm"),
        (changed(names_zh={"firm": 3}), "of Game.from_dict must be a text, got 3"),
        (changed(names_zh=["企业"]), "names_zh of Game.from_dict must be a mapping"),
    ],
)
def test_a_broken_table_gets_one_sentence(table: Any, words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        Game.from_dict(table)


def test_advantages_need_two_strategies_and_every_population() -> None:
    three = {"name": "a", "strategies": ["r", "s", "t"]}
    two = {"name": "b", "strategies": ["r", "s"]}
    with pytest.raises(ConsilienceError, match="a needs two strategies"):
        Game.from_dict({"populations": [three], "advantages": {"a": "1"}})
    with pytest.raises(ConsilienceError, match="b needs two strategies and one formula"):
        Game.from_dict({"populations": [two], "advantages": {}})
    with pytest.raises(ConsilienceError, match="payoffs of b may depend on shares only"):
        Game.from_dict({"populations": [two], "advantages": {"b": "exp(x)"}})


def test_columns_without_a_partner_are_named() -> None:
    with pytest.raises(ConsilienceError, match="no partner: b, c"):
        Game.from_frame(
            {"a": ["r", "s"], "b": [1, 2], "payoff of a": [1, 2], "payoff of c": [1, 2]}
        )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"matrix": None}, "square"),
        ({"matrix": "12"}, "square"),
        ({"matrix": {"a": 1}}, "square"),
        ({"matrix": [1, 2]}, "square"),
        ({"matrix": [[1]]}, "square"),
        ({"matrix": [[1, 2], [3]]}, "square"),
        ({"matrix": ["ab", "cd"]}, "square"),
        ({"matrix": [[1, float("nan")], [3, 4]]}, "1 / 2: a payoff must be"),
        ({"matrix": [[1, "k"], [3, 4]]}, "1 / 2: k is neither"),
        ({"matrix": [[1, 2], [3, 4]], "strategies": ["a"]}, "1 names for 2"),
        ({"matrix": [[1, 2], [3, 4]], "strategies": ["a", "a"]}, "occur once"),
    ],
)
def test_a_broken_matrix_gets_one_sentence(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        symmetric(**arguments)


def units_of(payoff: str, **units: str) -> list[str]:
    game = Game.from_dict(
        {
            "populations": [{"name": "firm", "strategies": ["a", "b"]}],
            "parameters": {name: {"value": 1, "unit": unit} for name, unit in units.items()},
            "advantages": {"firm": payoff},
        }
    )
    return [str(note) for note in game.notes if note.key == "games.note.units"]


@pytest.mark.parametrize(
    ("payoff", "units", "flagged"),
    [
        ("V - c", {"V": "million", "c": "million"}, ""),
        ("V - p", {"V": "million", "p": "share"}, "million, 1"),
        ("p*V - c*x", {"V": "million", "p": "%", "c": "million"}, ""),
        ("V*c - V", {"V": "million", "c": "million"}, "million^2, million"),
        ("V/c - p + 2", {"V": "million", "c": "million", "p": "比例"}, ""),
        ("V - c", {"V": "million", "c": ""}, ""),
        ("V - c*t", {"V": "million", "c": "million/year", "t": "year"}, ""),
        ("exp(p)*V - c", {"V": "million", "c": "year", "p": "1"}, ""),
        ("V^2 - c^2*p", {"V": "t", "c": "t", "p": "rate"}, ""),
    ],
)
def test_terms_of_different_units_are_flagged(
    payoff: str, units: dict[str, str], flagged: str
) -> None:
    found = units_of(payoff, **units)
    assert len(found) == bool(flagged)
    assert all(f"({flagged})" in sentence for sentence in found)


def test_units_of_one_population_that_meets_itself() -> None:
    given = {"V": {"value": 1, "unit": "km"}, "C": {"value": 2, "unit": "h"}}
    game = symmetric([["V", "C"], [0, 0]], parameters=given)
    assert [note.key for note in game.notes] == ["games.note.units"]
