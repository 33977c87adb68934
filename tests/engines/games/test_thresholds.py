"""Thresholds: critical values, stable intervals, who decides at each end."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from consilience.errors import ConsilienceError
from consilience.games import Party, symmetric
from consilience.games.expressions import parse
from consilience.games.polynomial import symbol
from consilience.games.roots import roots
from consilience.verify.games import air_pollution, data_sharing, game_of, standards_alliance
from engines.games.samples import two_by_two


def test_the_subsidy_of_the_manufacturer_helps_within_a_window() -> None:
    game, _ = game_of("standards_alliance")
    found = game.thresholds("alpha", 0, 1)
    both = next(item for item in found.windows if set(item.profile) == {"cooperate"})
    assert (both.low, both.high) == (0.12528, 0.26208)
    assert both.binding_low == (Party("supplier", "cooperate", "do not cooperate"),)
    assert both.binding_high == (Party("manufacturer", "cooperate", "do not cooperate"),)
    assert found.critical == (0.12528, 0.26208)
    assert [len(item.stable) for item in found.intervals] == [1, 2, 1]
    assert found.to_frame().stable[1].startswith("(cooperate, cooperate); (do not")


def test_published_games_and_our_form_come_out() -> None:
    for check in (*air_pollution(), *data_sharing(), *standards_alliance()):
        assert check.verdict == "match", check


def test_an_irrational_threshold_is_one_value_for_both_parties() -> None:
    game = two_by_two([["a^2 - 2", 0], [0, 0]], [["2*a - a^3", 0], [0, 0]], a=None)
    found = game.thresholds("a", 0, 2)
    upper = [item for item in found.crossings if item.value]
    assert len({item.value for item in upper}) == 1
    assert upper[0].value == pytest.approx(2**0.5, abs=1e-15)
    assert {item.exact for item in upper} == {""}
    assert all(not item.stable for item in found.intervals)


def test_roots_at_the_ends_and_touching_roots_change_nothing() -> None:
    game = two_by_two([["a*(a - 1)^2", 0], [0, 1]], [["1", 0], [0, 1]], a=None)
    found = game.thresholds("a", 0, 2)
    assert [(item.value, item.exact) for item in found.crossings[:2]] == [(0.0, "0"), (0.0, "0")]
    assert found.critical == ()
    assert [len(item.stable) for item in found.intervals] == [2]
    assert found.windows[0].binding_low == ()


def test_a_parameter_without_effect_and_ties_that_stay_are_named() -> None:
    game = two_by_two([["a", 0], ["a", 1]], [["a", 0], [0, 1]], a=None, b=3)
    found = game.thresholds("a", -1, 1)
    assert [n.key for n in found.notes] == ["games.note.unused", "games.note.always_tied"]
    idle = game.thresholds("b", -1, 1, {"a": 1})
    assert "games.note.no_effect" in [note.key for note in idle.notes]
    assert len(idle.intervals) == 1


def test_what_is_no_polynomial_is_scanned_and_says_so() -> None:
    game = two_by_two([["exp(a) - 2", 0], [0, "1/(a - 1/3)"]], [[1, 0], [0, 1]], a=None)
    found = game.thresholds("a", 0, 1)
    values = sorted({round(item.value, 9) for item in found.crossings})
    assert values == [round(np.log(2), 9)]  # the pole at 1/3 is no root
    assert "games.note.scanned" in [note.key for note in found.notes]


def test_one_population_may_be_stable_at_a_tie() -> None:
    game = symmetric([["a", 2], ["a", 1]], ["hawk", "dove"], {"a": 0})
    found = game.thresholds("a", -1, 1)
    assert [item.stable for item in found.intervals] == [(("hawk",),)]


@pytest.mark.parametrize("wanted", [[], [0], [1], [0, 1], ["1/3", "2/3"], [0.5, 0.5], [-1, 3]])
def test_roots_of_a_product_are_its_roots(wanted: list[Any]) -> None:
    text = "*".join(["(a^2 + 1)", *(f"(a - ({value}))" for value in wanted)])
    found = roots(parse(text, {"a": symbol("a")}, "a"), "a", Fraction(0), Fraction(1))
    assert found is not None
    inside = sorted({Fraction(v) for v in map(str, wanted) if 0 <= Fraction(v) <= 1})
    assert [item.value for item in found] == inside
    assert all(item.exact for item in found)


def test_roots_next_to_a_root_at_the_end() -> None:
    polynomial = parse("a*(a - 0.001)*(a^2 - 1/2)", {"a": symbol("a")}, "a")
    found = roots(polynomial, "a", Fraction(0), Fraction(1))
    assert found is not None
    assert [float(item.value) for item in found] == pytest.approx([0, 0.001, 0.5**0.5])
    assert [item.exact for item in found] == [True, True, False]


def test_roots_against_numpy() -> None:
    rng = np.random.default_rng(5)
    for _ in range(100):
        factors = rng.integers(-9, 10, rng.integers(2, 6))
        text = " + ".join(f"({value})*a^{place}" for place, value in enumerate(factors))
        polynomial = parse(text, {"a": symbol("a")}, "a")
        found = roots(polynomial, "a", Fraction(-20), Fraction(20))
        if found is None or polynomial.constant() is not None:
            continue
        every = np.roots(factors[::-1])
        real = every[np.abs(every.imag) < 1e-5].real
        assert all(np.abs(real - float(item.value)).min() < 1e-4 for item in found)
        for value in every[np.abs(every.imag) < 1e-9].real:
            assert min(abs(float(item.value) - value) for item in found) < 1e-4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"parameter": "alfa"}, "did you mean alpha"),
        ({"parameter": 3}, "must be a text"),
        ({"low": "x"}, "low .* finite number"),
        ({"high": float("nan")}, "high .* finite number"),
        ({"low": 1, "high": 0}, "greater than 1"),
        ({"low": 1, "high": 1}, "greater than 1"),
        ({"values": {"beta": None}}, "finite number"),
        ({"values": 5}, "mapping"),
    ],
)
def test_bad_questions_get_one_sentence(arguments: dict[str, Any], words: str) -> None:
    game, _ = game_of("standards_alliance")
    with pytest.raises(ConsilienceError, match=words):
        game.thresholds(**{"parameter": "alpha", "low": 0, "high": 1, **arguments})


def test_where_only_a_mix_is_stable_the_answer_says_that_it_looks_at_vertices() -> None:
    game = symmetric([["(V - C)/2", "V"], [0, "V/2"]], ["hawk", "dove"], {"V": 2, "C": 4})
    found = game.thresholds("C", 1, 6)
    assert [(item.high, item.stable) for item in found.intervals] == [(2, (("hawk",),)), (6, ())]
    assert "games.note.vertices_only" in [note.key for note in found.notes]
    only = game.mechanism(("hawk",), {"C": (1, 6)}, only=True)
    assert "games.note.vertices_only" in [note.key for note in only.notes]
    alone = game.mechanism(("hawk",), {"C": (1, 6)})
    assert "games.note.vertices_only" not in [note.key for note in alone.notes]
