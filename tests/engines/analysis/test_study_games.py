"""A game of a study: values, spreads and links of its parameters."""

from __future__ import annotations

import math
from typing import Any

import pytest

from consilience.analysis import observed_behind, study_game
from consilience.errors import ConsilienceError, DataError, UnknownNameError
from consilience.study import (
    Actor,
    Case,
    Indicator,
    PayoffGame,
    Project,
    Rating,
    Reading,
    Record,
    Score,
    Variable,
    study_of,
)
from engines.analysis.games import SOURCE, TABLE, game, game_study, parameter

TRUST = Indicator(id="trust", code="T")
GAIN = Variable(id="gain", code="Q1")
CASES = tuple(Case(id=f"case {n}", code=f"C{n}", name=f"case {n}") for n in (1, 2, 3))


def reading(period: str, value: float, case: Case | None = None) -> Reading:
    return Reading(
        indicator_id=TRUST.id, period=period, value=value, case_id=case.id if case else None
    )


def score(case: Case, value: float, wave: str = "", row: int = 2) -> Score:
    return Score(
        case_id=case.id,
        variable_id=GAIN.id,
        wave=wave,
        value=value,
        source_id=SOURCE.id,
        row=row,
        column="Q1",
    )


def number(name: str, *records: Record) -> Any:
    return study_game(game_study(*records)).number_of(name)


def test_what_the_table_says_stands_where_no_record_does() -> None:
    found = study_game(game_study())
    assert found.values == {"R": "4", "C": "5", "W": "5.5", "s": "0.2"}
    assert not found.missing
    assert not found.spreads
    gift = found.number_of("s")
    assert (gift.basis, gift.low, gift.high, gift.matters) == ("table", 0, 3, True)
    assert math.isnan(found.number_of("R").low)


def test_a_record_replaces_the_value_and_gives_a_spread() -> None:
    found = number("C", parameter("C", value="16/3", spread="4:6"))
    assert (found.value, found.basis) == ("16/3", "record")
    assert found.number == pytest.approx(16 / 3)
    assert found.spread == {"distribution": "uniform", "low": 4.0, "high": 6.0}
    assert (found.low, found.high, found.uncertain) == (4, 6, True)


def test_the_range_of_the_table_goes_before_the_ends_of_a_spread() -> None:
    found = number("s", parameter("s", spread="0.1:0.4"))
    assert (found.low, found.high) == (0, 3)
    assert (found.spread_low, found.spread_high) == (0.1, 0.4)


def test_a_spread_without_ends_has_those_of_99_percent() -> None:
    found = number("C", parameter("C", spread="normal:5:1"))
    assert (found.low, found.high) == pytest.approx((5 - 2.5758, 5 + 2.5758), abs=1e-3)


def test_a_spread_alone_has_its_median_as_value() -> None:
    table = TABLE.replace("C = 5", "C = {}")
    found = number("C", game(table), parameter("C", spread="triangular:1:2:9"))
    assert found.basis == "spread"
    assert found.number == pytest.approx(9 - math.sqrt(0.5 * 8 * 7))
    assert study_game(game_study(game(table))).missing == ("C",)


@pytest.mark.parametrize(
    ("statistic", "value"),
    [("mean", "0.55"), ("median", "0.6"), ("minimum", "0.4"), ("maximum", "0.6"), ("last", "0.6")],
)
def test_readings_count_by_period(statistic: Any, value: str) -> None:
    """Cases of a period count as their mean: 2022 is 4, 2023 is 6, 2024 is 6, 2025 is 6."""
    read = [
        reading("2024", 6),
        reading("2022", 3, CASES[0]),
        reading("2022", 5, CASES[1]),
        reading("2023", 6),
        reading("2025", 6),
    ]
    linked = parameter("C", indicator_id=TRUST.id, statistic=statistic, factor=0.1)
    found = number("C", *CASES, TRUST, *read, linked)
    assert found.value == value
    assert (found.basis, found.link, found.statistic) == ("indicator", "T", statistic)
    assert (found.observed, found.factor) == (5, 0.1)
    assert found.spread == {"values": [0.4, 0.6, 0.6, 0.6]}


def test_scores_count_by_case_and_a_negative_factor_keeps_the_statistic() -> None:
    scores = [score(CASES[0], 2), score(CASES[1], 4, row=3)]
    linked = parameter("C", variable_id=GAIN.id, statistic="maximum", factor=-0.5)
    found = number("C", *CASES, GAIN, *scores, linked)
    assert found.value == "-2"
    assert found.spread == {"values": [-2.0, -1.0]}
    assert (found.basis, found.link, found.observed) == ("variable", "Q1", 2)


def test_the_last_wave_is_the_mean_of_its_scores() -> None:
    scores = [score(CASES[0], 9, "1"), score(CASES[0], 2, "2"), score(CASES[1], 5, "2", 3)]
    found = number(
        "C", *CASES, GAIN, *scores, parameter("C", variable_id=GAIN.id, statistic="last")
    )
    assert found.value == "3.5"


def test_a_rating_counts_where_a_case_has_no_score() -> None:
    coder = Actor(id="coder", code="A", name="A", role="coder")
    rating = Rating(case_id=CASES[1].id, variable_id=GAIN.id, actor_id=coder.id, value=0.8)
    linked = parameter("C", variable_id=GAIN.id)
    study = game_study(*CASES, GAIN, coder, score(CASES[0], 0.2), rating, linked)
    assert study_game(study).number_of("C").value == "0.5"
    behind = observed_behind(study, linked)
    assert [(one.case, one.value) for one in behind] == [("C1", 0.2), ("C2", 0.8)]
    assert behind[1].record == rating.id


def test_equal_observations_are_no_spread_and_a_written_one_counts() -> None:
    read = [reading("2022", 5), reading("2023", 5)]
    linked = parameter("C", indicator_id=TRUST.id)
    assert number("C", TRUST, *read, linked).spread == {}
    linked = parameter("C", indicator_id=TRUST.id, spread="4:6")
    assert number("C", TRUST, *read, linked).spread["distribution"] == "uniform"


def test_what_moves_nothing_is_told() -> None:
    table = TABLE.replace("C = 5", "C = 5\nidle = 1")
    assert not study_game(game_study(game(table))).number_of("idle").matters
    spread = parameter("idle", spread="0:2")
    assert not study_game(game_study(game(table), spread)).spreads


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (
            (parameter("C", value="much"),),
            "parameter C of game G: its value must be a number or a fraction, got much",
        ),
        ((parameter("C", spread="6:4"),), "parameter C of game G: the numbers of the uniform"),
        ((parameter("C", spread="odd:1:2"),), "parameter C of game G: "),
        ((parameter("C", indicator_id=TRUST.id), TRUST), "game G: indicator T has no reading"),
        ((parameter("C", variable_id=GAIN.id), GAIN), "game G: variable Q1 has no score"),
        (
            (parameter("C", value="1", indicator_id=TRUST.id), TRUST, reading("2022", 1)),
            "parameter C of game G: its number comes from one place only",
        ),
        ((parameter("D", value="1"),), "parameter D of game G stands in the study, but not in"),
        ((game("populations = ["),), "the payoff table of game G cannot be read: "),
        ((game("populations = 1"),), "the payoff table of game G cannot be read: populations of"),
        ((game(TABLE + 'other = "x"\n'),), "the payoff table of game G cannot be read: names_zh"),
        ((game(), game(code="H")), "the study has several games: name one of G, H as game"),
    ],
)
def test_errors_name_game_and_parameter_in_one_sentence(
    records: tuple[Record, ...], said: str
) -> None:
    with pytest.raises(DataError) as caught:
        study_game(game_study(*records))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.sentence("zh") != str(caught.value)


def test_without_a_game_or_with_an_unknown_one() -> None:
    with pytest.raises(DataError, match="study P has no game"):
        study_game(study_of([Project(code="P", title="P")]))
    with pytest.raises(UnknownNameError, match="must be one of G"):
        study_game(game_study(), "X")
    two: list[PayoffGame] = [game(), game(code="H")]
    assert study_game(game_study(*two), "H").code == "H"


def test_a_code_that_is_no_text_is_refused() -> None:
    study = game_study(game())
    with pytest.raises(ConsilienceError, match="game of game must be a text"):
        study_game(study, 5)
