"""P5 and P6: published tripartite games; E6: the subsidy window of the standards alliance."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilience.demo import data_file
from consilience.games import Game, Thresholds
from consilience.verify.compare import Check, counts, differing, numbers


def air_pollution() -> Iterator[Check]:
    """Check P5: the stable vertex and its eigenvalues for each set of parameters."""
    game, table = game_of("air_pollution")
    for name, (corner, eigenvalues) in _AIR.items():
        found = game.vertices(table["values"][name])
        yield texts("P5", f"{name}: only ESS", _corners(game, found.stable), corner)
        profile = found.stable[0] if found.stable else found.vertices[0].profile
        values = [item.value for item in found.of(*profile).eigenvalues]
        yield numbers("P5", f"{name}: eigenvalues", values, eigenvalues)
        starts = list(itertools.product((0.1, 0.5, 0.9), repeat=3))
        paths = game.trajectories(starts, [15.0], table["values"][name])
        ends = [paths.ends[k] == profile and _is_near(paths.shares[k, 0]) for k in range(27)]
        yield counts("P5", f"{name}: starts there by t = 15", sum(ends), 27)


def data_sharing() -> Iterator[Check]:
    """Check P6: two stable states, and the subsidies at which each party changes its mind."""
    game, table = game_of("data_sharing")
    yield texts("P6", "ESS", _corners(game, game.vertices().stable), "(1,1,1) (1,0,0)")
    end = _corners(game, (game.trajectory(table["start"], [50.0]).end,))
    yield texts("P6", "end of the published start", end, "(1,0,0)")
    found = game.thresholds("B", 0, 20, start=table["start"])
    yield numbers("P6", "B* from the published start", [found.switches[0].value], "6.7025")
    for name, population, published in (
        ("government leaves", "government", "16.7615"),
        ("supplier joins alone", "supplier", "12.776"),
        ("demander joins alone", "demander", "13.305"),
    ):
        yield numbers("P6", name, [_crossing(found, population)], published)


def standards_alliance() -> Iterator[Check]:
    """Check form E6: its stable strategies, and between which subsidies cooperation is one."""
    game, _ = game_of("standards_alliance")
    for change, published in _ALLIANCE.items():
        values = dict(part.split("=") for part in change.split())
        found = _corners(game, game.vertices(values).stable)
        yield texts("E6", f"ESS, {change or 'base'}", found, published)
    window = next(
        item
        for item in game.thresholds("alpha", 0, 1).windows
        if set(item.profile) == {"cooperate"}
    )
    yield numbers("E6", "alpha for cooperation", [window.low, window.high], ".1253 .2621")


def game_of(name: str) -> tuple[Game, dict[str, Any]]:
    """Return a game that comes with the program, and what else its entry has."""
    table = json.loads(data_file("games.json").read_text(encoding="utf-8"))[name]
    return Game.from_dict(table["game"]), table


def texts(target: str, name: str, found: str, published: str) -> Check:
    """Return whether a text agrees."""
    check = Check(target, name, published, found, "match")
    return check if found == published else differing(check)


def _corners(game: Game, profiles: tuple[tuple[str, ...], ...]) -> str:
    """Return profiles as 1 for the first strategy of a population and 0 for the second."""
    return " ".join(f"({','.join(_corner(game, profile))})" for profile in profiles)


def _corner(game: Game, profile: tuple[str, ...]) -> list[str]:
    pairs = zip(game.populations, profile, strict=True)
    return [str(1 - population.strategies.index(name)) for population, name in pairs]


def _crossing(found: Thresholds, population: str) -> float:
    """Return the value at which a population leaves the vertex on which the first one stays."""
    return next(
        item.value
        for item in found.crossings
        if item.party.population == population and item.profile in _LEAVING[population]
    )


def _is_near(shares: NDArray[np.float64]) -> bool:
    return bool(np.abs(shares - shares.round()).max() < 1e-4)


_AIR = {
    "initial": ("(0,0,0)", "-3.15 -6.5 -10"),
    "stage1": ("(0,0,1)", "-3.9 -6.5 -2.4"),
    "stage2": ("(1,0,1)", "-1.36 -3.5 -2.24"),
    "stage3": ("(1,1,1)", "-6.75 -1.6 -12.4"),
    "stage4": ("(1,1,0)", "-.85 -8 -3"),
}
_LEAVING = {
    "government": (("support", "share", "take part"),),
    "supplier": (("support", "withhold", "abstain"),),
    "demander": (("support", "withhold", "abstain"),),
}
_ALLIANCE = {
    "": "(1,1) (0,0)",
    "beta=0.5": "(1,1)",
    "theta=0.4": "(0,0)",
    "delta=0.4": "(0,0)",
    "R_M=7 alpha=0": "(1,0)",
    "R_S=6 alpha=0.5": "(0,1)",
}
