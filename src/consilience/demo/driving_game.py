"""The constructed game of vehicle maker, technology firm and city, and its parameters."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.demo.files import DrivingFiles, data_file, identity
from consilience.study import GameParameter, PayoffGame, Record

CODE = "driving"


def game_records(files: DrivingFiles) -> Iterator[Record]:
    """Yield the game and its parameters."""
    title = files.toml("project")["game"]
    game = identity("game", CODE)
    yield PayoffGame(
        id=game,
        code=CODE,
        title=title["en"],
        title_zh=title["zh"],
        table=_table(files),
        source_id=identity("source", "game"),
    )
    for number, row in files.numbered("parameters"):
        yield GameParameter(
            id=identity("parameter", row["name"]),
            game_id=game,
            name=row["name"],
            meaning=row["meaning_en"],
            meaning_zh=row["meaning_zh"],
            value=row["value"],
            spread=row["spread"],
            unit=row["unit"],
            origin=row["origin"],
            indicator_id=identity("indicator", row["indicator"]) if row["indicator"] else None,
            statistic=row["statistic"],
            factor=float(row["factor"]),
            source_id=identity("source", "parameters"),
            row=number,
            coding_id=identity("coding", row["coding"]) if row["coding"] else None,
        )


def _table(files: DrivingFiles) -> str:
    """Return the payoff table with the names of parties and strategies in one language.

    The English one has the Chinese names too, for reports in Chinese.
    """
    table = data_file("driving/game.toml").read_text(encoding="utf-8").strip()
    words = files.rows("game_words")
    for row in words:
        table = table.replace(f'"{row["word_en"]}"', f'"{row["word"]}"')
    names = [f'"{row["word_en"]}" = "{row["word_zh"]}"' for row in words]
    return table if files.language == "zh" else "\n".join([table, "", "[names_zh]", *names])
