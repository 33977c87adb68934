"""The border between basins of three parties, against a game whose border is known."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from consilience.errors import ConsilienceError
from consilience.games import Game, border_surface, separatrix
from consilience.games.game import EXAMPLE

PARTIES = [{"name": name, "strategies": ["yes", "no"]} for name in "abc"]
SYMMETRIC = Game.from_dict(
    {"populations": PARTIES, "advantages": {"a": "2*y - 1", "b": "2*x - 1", "c": "x - 2"}}
)


def test_two_parties_who_coordinate_divide_the_cube_along_a_diagonal() -> None:
    """x and y coordinate alike: all starts with x + y > 1 end at yes; c plays no part."""
    found = border_surface(SYMMETRIC, steps=6)
    assert found.points[:, :2].sum(axis=1) == pytest.approx(1, abs=1e-6)
    ticks = (np.arange(6) + 0.5) / 6
    lines = {
        (place, *map(float, line)) for place in (0, 1) for line in itertools.product(ticks, ticks)
    }
    on = {
        (place, *np.delete(point, place).tolist())
        for place, point in zip(found.moved, found.points, strict=True)
    }
    assert on == lines
    assert set(found.below) == {("no", "no", "no")}
    assert set(found.above) == {("yes", "yes", "no")}
    assert found.spacing == pytest.approx(1 / 6)
    frame = found.to_frame()
    assert frame["moved"].value_counts().to_dict() == {"a": 36, "b": 36}
    assert not found.points.flags.writeable


def test_points_lie_where_todays_state_tips() -> None:
    game = Game.from_dict(EXAMPLE)
    found = border_surface(game, {"C": 7}, steps=4)
    for place, point in zip(found.moved, found.points, strict=True):
        state = point.copy()
        state[place] -= 0.02
        tipping = separatrix(game, state.tolist(), {"C": 7}).tippings[place]
        assert tipping.high == pytest.approx(point[place], abs=1e-6)


def test_where_all_paths_end_alike_there_is_no_border() -> None:
    found = border_surface(Game.from_dict(EXAMPLE), {"C": 1}, steps=3)
    assert found.points.shape == (0, 2)
    assert found.to_frame().empty
    assert [note.key for note in found.notes] == ["games.note.surface_grid"]


def test_games_that_have_no_such_border_are_refused() -> None:
    three = Game.from_dict(
        {
            "populations": [{"name": "a", "strategies": ["r", "s", "t"]}, PARTIES[1]],
            "payoffs": [
                {"profile": {"a": own, "b": other}, "payoff": {"b": 1, "a": 2}}
                for own in "rst"
                for other in ("yes", "no")
            ],
        }
    )
    with pytest.raises(ConsilienceError, match="two to four populations"):
        border_surface(three)
    with pytest.raises(ConsilienceError, match="no more than 200000"):
        border_surface(SYMMETRIC, steps=40)
