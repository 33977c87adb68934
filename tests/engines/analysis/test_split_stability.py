"""What a division does to the stability of the game: the sharing game of the standards alliance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from consilience import value
from consilience.analysis.split_stability import SplitStability, split_stability
from consilience.errors import ConsilienceError, DataError
from consilience.games import Game
from consilience.verify.games import game_of

BOTH = ("cooperate", "cooperate")
NEITHER = ("do not cooperate", "do not cooperate")
WORTHS = value.worths_from_table({"OEM": 4, "Supplier": 2, "OEM, Supplier": 12})
SPLITS = {"equal": [7.2, 4.8], "greedy": [9.6, 2.4], "generous": [6, 6]}
LINK = {"lambda": "OEM"}


@pytest.fixture(scope="module")
def game() -> Game:
    return game_of("standards_alliance")[0]


def test_changing_the_split_changes_what_is_stable(game: Game) -> None:
    """By hand: W = 5.184; the maker needs lambda*W > 2.8, the supplier (1 - lambda)*W > 1.7."""
    found = split_stability(game, WORTHS, SPLITS, LINK)
    assert found.before is not None
    assert found.before.stable == found.of("equal").stable == (BOTH, NEITHER)
    assert found.of("equal").lost == found.of("equal").gained == ()
    for name in ("greedy", "generous"):
        assert found.of(name).stable == (NEITHER,)
        assert found.of(name).lost == (BOTH,)
        assert found.of(name).basins == (1.0,)
    (room,) = found.of("equal").rooms
    assert room.value == pytest.approx(0.6)
    assert (room.low, room.high) == pytest.approx((2.8 / 5.184, 1 - 1.7 / 5.184))
    assert (room.leave_below, room.leave_above) == (("manufacturer",), ("supplier",))
    (room,) = found.of("greedy").rooms
    assert (room.low, room.high) == pytest.approx((1 - 1.7 / 5.184, 1))
    assert (room.leave_below, room.leave_above) == (("supplier",), ())


def test_what_the_room_says_holds(game: Game) -> None:
    found = split_stability(game, WORTHS, {"equal": [7.2, 4.8]}, LINK)
    (room,) = found.of("equal").rooms
    for share, stable in ((room.low - 1e-6, 1), (room.low + 1e-6, 2), (room.high + 1e-6, 1)):
        moved = split_stability(game, WORTHS, {"moved": [12 * share, 12 - 12 * share]}, LINK)
        assert len(moved.of("moved").stable) == stable


def test_three_measures(game: Game) -> None:
    split = [7.0, 5.0]
    links = {"lambda": "surplus:OEM", "R_M": "amount:OEM", "alpha": "share: Supplier"}
    found = split_stability(game, WORTHS, {"x": split}, links)
    values = {room.parameter: room.value for room in found.of("x").rooms}
    assert values == pytest.approx({"lambda": 3 / 6, "R_M": 7, "alpha": 5 / 12})
    assert found.of("x").stable == game.vertices(values).stable
    assert [link.measure for link in found.links] == ["surplus", "amount", "share"]


def test_basins_and_the_end_of_the_path(game: Game) -> None:
    found = split_stability(game, WORTHS, SPLITS, LINK, start=[0.9, 0.9])
    assert found.before is not None
    assert found.before.end == BOTH
    assert found.of("greedy").end == NEITHER
    wanted = game.basins({"lambda": 0.6}, 1_000)
    assert found.of("equal").basins == tuple(wanted.of(*item).share for item in (BOTH, NEITHER))
    assert split_stability(game, WORTHS, SPLITS, LINK).of("equal").end == ()


def test_other_values_count_and_a_game_without_values_has_no_before(game: Game) -> None:
    found = split_stability(game, WORTHS, SPLITS, LINK, {"beta": "0.5"})
    assert found.before is not None
    assert found.before.stable == (BOTH,)
    both = ["work", "wait"]
    table: dict[str, Any] = {
        "populations": [{"name": name, "strategies": both} for name in ("maker", "supplier")],
        "parameters": {"s": None},
        "advantages": {"maker": "5*s*y - 2", "supplier": "5*(1 - s)*x - 2"},
    }
    found = split_stability(Game.from_dict(table), WORTHS, {"x": [6, 6]}, {"s": "OEM"})
    assert found.before is None
    assert found.of("x").stable == (("work", "work"), ("wait", "wait"))
    assert found.of("x").lost == found.of("x").gained == ()
    assert len(found.to_frame()) == 1


def test_a_critical_split_has_no_room() -> None:
    table: dict[str, Any] = {
        "populations": [{"name": n, "strategies": ["work", "wait"]} for n in ("maker", "supplier")],
        "parameters": {"s": {"value": 0.5, "low": 0.2, "high": 0.7}},
        "advantages": {"maker": "5*s*y - 2", "supplier": "5*(1 - s)*x - 2"},
    }
    splits = {"edge": [4.8, 7.2], "beyond": [9.6, 2.4]}
    found = split_stability(Game.from_dict(table), WORTHS, splits, {"s": "OEM"})
    (room,) = found.of("edge").rooms
    assert (room.low, room.value, room.high) == (0.4, 0.4, 0.4)
    assert room.leave_below == room.leave_above == ("maker",)
    assert found.before is not None
    assert found.before.rooms[0].low == 0.4
    assert "games.note.out_of_range" in {note.key for note in found.notes}


def test_it_is_a_result(game: Game) -> None:
    found = split_stability(game, WORTHS, SPLITS, LINK)
    assert SplitStability.from_dict(found.to_dict()) == found
    frame = found.to_frame()
    assert frame["division"].tolist() == ["", "equal", "greedy", "generous"]
    assert frame["leave below"].tolist() == ["manufacturer", "manufacturer", "supplier", ""]
    assert len(found.citations()) == 2


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("game", None),
        ("game", 5),
        ("game", {}),
        *(("worths", item) for item in (None, [0, 1, 2, 3], {"A": 1})),
        *(("splits", item) for item in (None, {}, [7, 5], "x", {"a": [7]}, {"a": [7, np.nan]})),
        *(("splits", item) for item in ({"a": ["7", "5"]}, {"a": [[7, 5]]}, {"a": None})),
        *(("links", item) for item in (None, {}, "lambda", {"mu": "OEM"}, {"lambda": "Oem"})),
        ("links", {"lambda": "half:OEM"}),
        ("links", {"lambda": 5}),
        ("links", {1: "OEM"}),
        *(("values", item) for item in (5, "x", {"mu": 1}, {"beta": "x"}, {"beta": np.nan})),
        *(("start", item) for item in ([0.5], [2, 0.5], "x", [np.nan, 0.5])),
    ],
)
def test_bad_input_gets_one_sentence(game: Game, name: str, wrong: Any) -> None:
    given: dict[str, Any] = {"game": game, "worths": WORTHS, "splits": SPLITS, "links": LINK}
    with pytest.raises(ConsilienceError) as error:
        split_stability(**{**given, name: wrong})
    assert "\n" not in str(error.value)


def test_no_benefit_and_no_surplus(game: Game) -> None:
    poor = value.worths_from_table({"A": 4, "B": 2, "A, B": 6})
    with pytest.raises(DataError, match="no surplus"):
        split_stability(game, poor, {"x": [4, 2]}, {"lambda": "surplus:A"})
    none = value.worths_from_table({"A": 0, "B": 0, "A, B": 0})
    with pytest.raises(DataError, match="no benefit"):
        split_stability(game, none, {"x": [0, 0]}, {"lambda": "A"})
