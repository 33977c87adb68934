"""Studies with a game: of a manufacturer and a supplier, and the published tripartite ones."""

from __future__ import annotations

import json
from typing import Any

from consilience.demo import data_file
from consilience.study import (
    GameParameter,
    PayoffGame,
    Project,
    Record,
    Source,
    Study,
    step,
    study_of,
)

SOURCE = Source(id="source", code="T", title="Numbers", kind="table", file_name="numbers.csv")
TABLE = """
populations = [
  {name = "manufacturer", strategies = ["cooperate", "wait"]},
  {name = "supplier", strategies = ["cooperate", "wait"]},
]
advantages = {manufacturer = "R - C + (W + s)*y", supplier = "R - C + (W - s)*x"}

[parameters]
R = 4
C = 5
W = "5.5"
s = {value = "0.2", low = 0, high = 3, unit = "m", meaning = "gift"}

[names_zh]
manufacturer = "制造商"
supplier = "供应商"
cooperate = "合作"
wait = "观望"
"""
BOTH, NEITHER = ("cooperate", "cooperate"), ("wait", "wait")


def game(table: str = TABLE, code: str = "G") -> PayoffGame:
    """Return a game as the study holds it."""
    return PayoffGame(id=f"game {code}", code=code, title="Joining", title_zh="加入", table=table)


def parameter(name: str, row: int | None = None, **fields: Any) -> GameParameter:
    """Return a parameter of the game G, found in the table of numbers."""
    return GameParameter(
        id=f"parameter {name}", game_id="game G", name=name, source_id=SOURCE.id, row=row, **fields
    )


def game_study(*records: Record, steps: tuple[dict[str, Any], ...] = ({},)) -> Study:
    """Return a study with the game G unless the records hold a game, and a step for each."""
    games = [one for one in records if isinstance(one, PayoffGame)] or [game()]
    others = [one for one in records if not isinstance(one, PayoffGame)]
    project = Project(id="project", code="P", title="Standards")
    planned = [step(place, "game", settings) for place, settings in enumerate(steps, start=1)]
    return study_of([project, SOURCE, *games, *others, *planned])


def published(name: str) -> str:
    """Return a game that comes with the program as TOML text."""
    table = json.loads(data_file("games.json").read_text(encoding="utf-8"))[name]["game"]
    return "\n".join(f"{key} = {_toml(value)}" for key, value in table.items())


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return "{}" if value is None else json.dumps(value, ensure_ascii=False)
