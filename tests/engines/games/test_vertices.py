"""Vertices: eigenvalues, kinds, conditions, and claims that are refused."""

from __future__ import annotations

import math

import pytest

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.games import Game, symmetric
from consilience.verify.games import game_of
from engines.games.samples import two_by_two


def keys(notes: object) -> list[str]:
    return [note.key.rsplit(".")[-1] for note in notes]  # type: ignore[attr-defined]  # notes


def test_inspection_of_a_supplier_has_no_stable_vertex() -> None:
    """Buyer and seller: whether inspecting pays depends on cheating, which depends on it."""
    game = two_by_two([["-c", "f - c"], [0, "-d"]], [[0, "g - f"], [0, "g"]], c=1, f=4, d=2, g=2)
    found = game.vertices()
    assert found.stable == ()
    assert {item.kind for item in found.vertices} == {"saddle"}
    assert found.of("r0", "c0").condition == "c < 0, g - f < 0"


def test_conditions_in_words_in_both_languages() -> None:
    vertex = two_by_two([["a", 0], [0, 1]], [["b", 0], [0, 1]], a=1, b=2).vertices().of("r0", "c0")
    assert vertex.words() == (
        '(r0, c0) is an ESS if and only if row loses by moving from "r0" to "r1" (-a < 0); '
        'column loses by moving from "c0" to "c1" (-b < 0).'
    )
    assert vertex.words("zh") == (
        "（r0、c0）是 ESS，当且仅当：row 由“r0”改为“r1”会受损（-a < 0）；"
        "column 由“c0”改为“c1”会受损（-b < 0）。"
    )


def test_a_zero_eigenvalue_is_called_no_saddle() -> None:
    """The published classifier prints every zero eigenvalue as a saddle point."""
    game, table = game_of("air_pollution")
    found = game.vertices(table["values"]["stage1"])
    tied = found.of("treat pollution", "stay away", "regulate")
    assert [item.exact for item in tied.eigenvalues] == ["3.9", "-3.5", "0"]
    assert tied.kind == "unstable"
    assert "zero" in keys(found.notes)
    weak = two_by_two([[1, 0], [1, 0]], [[1, 0], [0, 1]]).vertices()
    assert weak.of("r0", "c0").kind == "degenerate"
    assert weak.stable == ()


def test_dominated_strategies_and_idle_parameters_are_flagged() -> None:
    game, table = game_of("air_pollution")
    found = game.vertices(table["values"]["initial"])
    assert keys(found.notes) == ["cancelled", "dominated", "dominated"]
    assert found.notes[1].values["population"] == "public"
    assert "no effect on the dynamics" in str(found.notes[0])


def test_no_dominance_is_claimed_where_payoffs_depend_on_shares() -> None:
    two = [{"name": "a", "strategies": ["r", "s"]}, {"name": "b", "strategies": ["r", "s"]}]
    own = Game.from_dict({"populations": two, "advantages": {"a": "1 + x", "b": "1"}})
    assert keys(own.vertices().notes) == []
    bent = Game.from_dict({"populations": two, "advantages": {"a": "1 + y^2", "b": "x"}})
    assert keys(bent.vertices().notes) == ["zero"]
    tied = Game.from_dict({"populations": two, "advantages": {"a": "x*y", "b": "1"}})
    assert keys(tied.vertices().notes) == ["zero_undecided"]


def test_without_values_there_are_formulas_only() -> None:
    game = two_by_two([["a", 0], [0, 1]], [[1, 0], [0, 1]], a=None)
    found = game.vertices()
    first = found.of("r0", "c0")
    assert first.kind == ""
    assert (first.eigenvalues[0].exact, first.eigenvalues[1].exact) == ("", "-1")
    assert math.isnan(first.eigenvalues[0].value)
    assert found.stable == ()
    assert found.to_frame()["eigenvalue 1"][0] == "-a"
    assert game.vertices({"a": "1/2"}).of("r0", "c0").kind == "ESS"
    assert game.vertices({"a": -0.5}).of("r0", "c0").kind == "saddle"
    assert game.vertices({"a": -0.5}).of("r0", "c1").kind == "source"


def test_values_outside_of_their_range_are_flagged() -> None:
    game = symmetric([["a", 0], [0, "b"]], parameters={"a": {"low": 0, "high": 2}, "b": {"low": 0}})
    assert keys(game.vertices({"a": 3, "b": -1}).notes) == ["out_of_range", "out_of_range"]
    assert keys(game.vertices({"a": 1, "b": 1}).notes) == []


@pytest.mark.parametrize("value", [float("nan"), "x", None, True, [1], float("inf")])
def test_values_must_be_numbers(value: object) -> None:
    game = two_by_two([["a", 0], [0, 1]], [[1, 0], [0, 1]], a=None)
    with pytest.raises(ArgumentError, match="finite number"):
        game.vertices({"a": value})  # type: ignore[dict-item]  # the wrong type is the point


def test_names_must_exist_and_values_be_there() -> None:
    game = two_by_two([["alpha", 0], [0, 1]], [[1, 0], [0, 1]], alpha=None)
    with pytest.raises(UnknownNameError, match="did you mean alpha"):
        game.vertices({"alfa": 1})
    with pytest.raises(ArgumentError, match="mapping"):
        game.vertices([1])  # type: ignore[arg-type]  # the wrong type is the point
    with pytest.raises(DataError, match="needs values of alpha"):
        game.equilibria()
    with pytest.raises(DataError, match="too large for a number"):
        two_by_two([["alpha^9", 0], [0, 1]], [[1, 0], [0, 1]], alpha="1e99").vertices()


def test_a_four_party_game_reads_all_sixteen_vertices() -> None:
    names = ["OEM", "cloud", "city", "users"]
    game = Game.from_dict(
        {
            "populations": [{"name": n, "strategies": ["join", "wait"]} for n in names],
            "parameters": {f"b{k}": k for k in range(4)} | {f"c{k}": 2 * k for k in range(4)},
            "advantages": {
                "OEM": "b0*y*z*w - c0 + 1/2",
                "cloud": "b1*x - c1",
                "city": "b2*x*y - c2",
                "users": "b3*z - c3*(1 - y)",
            },
        }
    )
    found = game.vertices()
    assert len(found.vertices) == 16
    assert found.stable == (("join", "wait", "wait", "wait"),)
