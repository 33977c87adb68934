"""What the commands do with files of games: read them, and bring them into a study.

Readers and engines load inside the functions: a command loads what it needs and no more.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consilience.errors import ConsilienceError, DataError
from consilience.study import Study, edits
from consilience.study.toml import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKDOWN = {".md", ".markdown"}
_MAPPINGS = {".json", ".toml"}


@dataclass(frozen=True, kw_only=True)
class GameImport:
    """A game's file, that of its parameters, and what the game is called in the study."""

    path: Path
    code: str = ""
    title: str = ""
    title_zh: str = ""
    parameters: Path | None = None
    columns: Path | None = None
    sheet: str | None = None
    encoding: str | None = None
    coder: str = ""


def mapping_of(path: Path) -> Any:
    """Return what a JSON or TOML file holds.

    Raises
    ------
    DataError
        If it is neither.
    """
    try:
        written = path.read_text(encoding="utf-8-sig")
        return json.loads(written) if path.suffix.lower() == ".json" else tomllib.loads(written)
    except ValueError as error:
        raise DataError(
            "games.file", file=path.name, problem=" ".join(str(error).split())
        ) from error


def plan_game(study: Study, given: GameImport) -> edits.Edit:
    """Return what bringing a game into a study would do; nothing is written.

    Raises
    ------
    ConsilienceError
        If a file cannot be read, or it is no game; the sentence names the cell or the row.
    """
    from consilience.analysis import plain_games

    code = given.code or given.path.stem.strip()
    table, data = _table(given)
    lines, parameter_file = _lines(given, code)
    person = study.actor(given.coder).id if given.coder else None
    _check_game(table, lines)
    game = edits.GameFile(
        code=code,
        title=given.title,
        title_zh=given.title_zh,
        table=table,
        file=edits.TableFile(file_name=given.path.name, sha256=_sha256(data), code=code),
        parameter_file=parameter_file,
        lines=lines,
    )
    found = edits.import_game(study, game, person)
    made = plain_games.game_of(tomllib.loads(found.game.table))
    for one in found.parameters:
        if one.spread:
            plain_games.check_spread(made, one.name, one.spread)
    return dataclasses.replace(found.edit, notes=(*found.edit.notes, *made.notes))


def _table(given: GameImport) -> tuple[Mapping[str, Any], bytes]:
    """Return a game as its file holds it, and the bytes of the file."""
    from consilience import formats
    from consilience.analysis import plain_games

    path, kind = given.path, given.path.suffix.lower()
    data = path.read_bytes()
    if kind in _MAPPINGS:
        return mapping_of(path), data
    if kind in _MARKDOWN:
        text = data.decode(given.encoding) if given.encoding else decoded(data, path.name)
        return plain_games.table_of_markdown(text), data
    table = formats.read_table(path, sheet=given.sheet, encoding=given.encoding)
    columns = {name: table.column(name) for name in table.columns}
    return plain_games.table_of_rows(columns, {}), data


def _lines(
    given: GameImport, code: str
) -> tuple[Sequence[edits.ValueLine], edits.TableFile | None]:
    """Return the lines of the file of parameters; none where there is no such file."""
    from consilience import formats
    from consilience.formats import alliance

    if given.parameters is None:
        return (), None
    table = formats.read_table(given.parameters, encoding=given.encoding)
    if given.columns is None:
        columns = alliance.suggest_columns(table, "parameters")
    else:
        told = decoded(given.columns.read_bytes(), given.columns.name)
        columns = alliance.columns_from_toml(told, table, "parameters")
    name = f"{code}-parameters"
    file = edits.TableFile(file_name=table.file_name, sha256=table.sha256, code=name)
    return alliance.value_lines(table, columns), file


def _check_game(table: Any, lines: Sequence[edits.ValueLine]) -> None:
    """Refuse what is no game, as its file holds it, with the parameters of the other file."""
    from consilience.analysis import plain_games

    names = [line.values["name"] for line in lines if "name" in line.values]
    if isinstance(table, Mapping) and isinstance(table.get("parameters", {}), Mapping):
        every = {**dict.fromkeys(names), **table.get("parameters", {})}
        table = {**table, "parameters": every}
    plain_games.game_of(table)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def counts(edit: edits.Edit) -> dict[str, int]:
    """Return how many records an edit adds, changes and takes out, sources left aside."""
    found = dict.fromkeys(("added", "changed", "removed"), 0)
    for one in edit.changes:
        if one.kind != "source":
            found["removed" if one.after is None else "changed" if one.before else "added"] += 1
    return found


def game_rows(study: Study) -> list[dict[str, Any]]:
    """Return the games of a study, one row a game.

    A table that is no game, as another program may have written it, has no parties.
    """
    rows = []
    for one in study.games:
        own = [item for item in study.parameters if item.game_id == one.id]
        parties = _parties(one.table)
        row = {"code": one.code, "title": one.title, "title_zh": one.title_zh}
        rows.append({**row, "parties": parties, "parameters": [item.name for item in own]})
    return rows


def _parties(table: str) -> dict[str, list[str]]:
    from consilience.analysis import plain_games

    try:
        game = plain_games.game_of(tomllib.loads(table))
    except (ConsilienceError, tomllib.TOMLDecodeError):
        return {}
    return {one.name: list(one.strategies) for one in game.populations}
