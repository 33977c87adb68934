"""Games and their parameters into a study, and payoff tables without names."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from consilience.errors import DataError, UnknownNameError
from consilience.games import Game
from consilience.study import (
    GameParameter,
    Indicator,
    PayoffGame,
    Project,
    Pseudonym,
    Study,
    Variable,
    anonymised,
    study_of,
)
from consilience.study.edits import GameFile, ImportedGame, TableFile, ValueLine, import_game
from consilience.study.game_table import write_game

TABLE: dict[str, Any] = {
    "populations": [
        {"name": "华为", "strategies": ["share", "keep"]},
        {"name": "city", "strategies": ["fund", "save"]},
    ],
    "definitions": {"net": "V - 华为_c"},
    "parameters": {
        "V": {"value": "1/3", "low": 0, "high": 1, "unit": "m", "meaning": "gain of 华为"},
        "华为_c": 0.1,
        "s": None,
    },
    "payoffs": [
        {"profile": ["share", "fund"], "payoff": ["net + s", "-s"]},
        {"profile": ["share", "save"], "payoff": ["net", 0]},
        {"profile": {"华为": "keep", "city": "fund"}, "payoff": [0, 0]},
        {"profile": ["keep", "save"], "payoff": [0, 0]},
    ],
}
EMPTY = study_of(
    [Project(code="P", title="T"), Variable(code="Q1"), Indicator(code="trust", label="信任")]
)
FILE = TableFile(file_name="game.toml", sha256="a1", code="G")
MORE = TableFile(file_name="par.csv", sha256="b1", code="G-parameters")


def after(study: Study, found: ImportedGame) -> Study:
    gone = {one.id for one in found.edit.changes if one.after is None}
    records = {one.id: one for one in study.records() if one.id not in gone}
    records |= {one.id: one.after for one in found.edit.changes if one.after is not None}
    return study_of(records.values())


def brought(study: Study, *said: dict[str, Any], table: dict[str, Any] = TABLE) -> Study:
    lines = [ValueLine(row=row, values=one) for row, one in enumerate(said, 2)]
    game = GameFile(
        code="G", table=table, file=FILE, parameter_file=MORE if lines else None, lines=lines
    )
    return after(study, import_game(study, game))


def parameters(study: Study) -> dict[str, GameParameter]:
    return {one.name: one for one in study.parameters}


def test_a_table_reads_back_to_the_same_game() -> None:
    study = brought(EMPTY)
    read = Game.from_dict(tomllib.loads(study.game("G").table))
    assert read == Game.from_dict(TABLE)
    found = parameters(study)
    assert (found["V"].value, found["V"].spread, found["V"].unit) == ("1/3", "0:1", "m")
    assert (found["华为_c"].value, found["s"].value) == ("0.1", "")
    assert found["V"].source_id == study.game("G").source_id == study.source("G").id


def test_a_file_of_parameters_says_more_and_links() -> None:
    study = brought(
        EMPTY,
        {"name": "V", "variable": "Q1", "statistic": "last", "factor": 2.0},
        {"name": "s", "value": "2", "low": "1", "high": "3", "origin": "cited", "reference": "Li"},
        {"name": "华为_c", "indicator": "trust", "spread": "triangular : 0 : 1 : 2"},
        {"name": "new", "value": "5"},
    )
    found = parameters(study)
    assert (found["V"].variable_id, found["V"].value) == (study.variable("Q1").id, "")
    assert (found["V"].statistic, found["V"].factor, found["V"].row) == ("last", 2.0, 2)
    assert (found["s"].spread, found["s"].origin, found["s"].reference) == ("1:3", "cited", "Li")
    assert found["华为_c"].spread == "triangular:0:1:2"
    assert found["s"].source_id == study.source("G-parameters").id
    told = tomllib.loads(study.game("G").table)["parameters"]
    assert told["s"] == {"value": "2", "low": "1", "high": "3"}
    assert told["new"] == {"value": "5"}
    assert told["V"] == {"low": "0", "high": "1", "unit": "m", "meaning": "gain of 华为"}
    assert "low" not in told["华为_c"]


def test_again_changes_nothing_and_a_changed_game_keeps_ids() -> None:
    lines = ({"name": "s", "value": "2"}, {"name": "new", "value": "5"})
    study = brought(EMPTY, *lines)
    same = GameFile(
        code="G",
        table=TABLE,
        file=FILE,
        parameter_file=MORE,
        lines=[ValueLine(row=row, values=one) for row, one in enumerate(lines, 2)],
    )
    assert not import_game(study, same).edit.changes
    kept = brought(study)
    assert parameters(kept)["s"] == parameters(study)["s"]
    assert "new" not in parameters(kept)
    left = {**TABLE, "parameters": {"V": 2, "s": 9, "华为_c": 1}}
    changed = brought(study, {"name": "new", "value": "6"}, table=left)
    assert parameters(changed)["new"].id == parameters(study)["new"].id
    assert parameters(changed)["s"].value == "9"
    assert changed.games[0].id == study.games[0].id
    assert changed.games[0].title == "G"


def test_titles_stay_until_others_are_given() -> None:
    game = GameFile(code="G", table=TABLE, file=FILE, title="Data", title_zh="数据")
    study = after(EMPTY, import_game(EMPTY, game))
    later = brought(study)
    assert (later.game("G").title, later.game("G").title_zh) == ("Data", "数据")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([{"value": "2"}], "par.csv, row 2: no name"),
        ([{"name": "s"}, {"name": "s"}], "par.csv, row 3: duplicate"),
        ([{"name": "s", "coding": "12345678"}], "row 2: no coding whose id begins so"),
    ],
)
def test_a_wrong_line_is_named(lines: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(DataError, match=words):
        brought(EMPTY, *lines)


def test_a_line_that_could_not_be_read_is_named() -> None:
    line = ValueLine(row=4, values={"name": "s"}, fault="unknown word: hearsay")
    game = GameFile(code="G", table=TABLE, file=FILE, parameter_file=MORE, lines=[line])
    with pytest.raises(DataError, match=r"row 4: word that is not known here \(hearsay\)"):
        import_game(EMPTY, game)
    with pytest.raises(UnknownNameError, match="Q1"):
        brought(EMPTY, {"name": "s", "variable": "Q2"})


def test_a_game_without_names_is_the_same_game() -> None:
    study = study_of([*brought(EMPTY).records(), Pseudonym(name="华为", replacement="Firm A")])
    plain, uses = anonymised(study)
    text = plain.game("G").table
    assert "华为" not in text
    game = Game.from_dict(tomllib.loads(text))
    assert [one.name for one in game.populations] == ["Firm A", "city"]
    assert [one.name for one in game.parameters] == ["V", "Firm_A_c", "s"]
    assert {one.name for one in plain.parameters} == {"V", "Firm_A_c", "s"}
    known = {item.name: 1 for item in game.parameters}
    assert (
        game.vertices(known).stable
        == Game.from_dict(TABLE).vertices({"V": 1, "华为_c": 1, "s": 1}).stable
    )
    assert uses[0].count > 4


def test_chinese_names_stay_and_lose_names_as_the_others() -> None:
    table = """
populations = [{name = "Acme", strategies = ["join", "wait"]}]
parameters = {V = 2}
advantages = {Acme = "V - 1"}
names_zh = {Acme = "甲公司 Acme", join = "加入"}
"""
    game = PayoffGame(code="G", title="G", table=table)
    names = tomllib.loads(write_game(tomllib.loads(table)))["names_zh"]
    assert names == {"Acme": "甲公司 Acme", "join": "加入"}
    hidden = Pseudonym(name="Acme", replacement="A")
    plain, _ = anonymised(study_of([*EMPTY.records(), game, hidden]))
    found = tomllib.loads(plain.game("G").table)
    assert found["names_zh"] == {"A": "甲公司 A", "join": "加入"}
    assert Game.from_dict(found).vertices().stable == (("join",),)


def test_advantages_and_what_is_no_table_lose_names_too() -> None:
    table = '[[populations]]\nname = "A B"\nstrategies = ["x", "y"]\nshares = ["A"]\n'
    table += '[advantages]\n"A B" = "V*A"\n[parameters]\nV = "1/2"\n'
    games = [
        PayoffGame(code="G", title="A", table=table),
        PayoffGame(code="H", title="A", table="A is = no table"),
        PayoffGame(code="I", title="A", table="payoffs = 3 # A"),
    ]
    study = study_of([*EMPTY.records(), *games, Pseudonym(name="A", replacement="Q")])
    plain, _ = anonymised(study)
    assert tomllib.loads(plain.game("G").table) == {
        "populations": [{"name": "Q B", "strategies": ["x", "y"], "shares": ["Q"]}],
        "advantages": {"Q B": "V*Q"},
        "parameters": {"V": "1/2"},
    }
    assert plain.game("H").table == "Q is = no table"
    assert plain.game("I").table == "payoffs = 3 # Q"
