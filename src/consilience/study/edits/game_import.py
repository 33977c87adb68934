"""A payoff table from a file into a study, with where its numbers come from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consilience.errors import DataError
from consilience.study.changes import put, remove
from consilience.study.edits.alliance_import import TableFile, source_of_file
from consilience.study.edits.alliance_lines import REASONS
from consilience.study.edits.edit import Edit
from consilience.study.edits.value_links import LeftOutError, coding_of, seen_codings
from consilience.study.game_records import GameParameter, PayoffGame
from consilience.study.game_table import write_game
from consilience.texts import Phrase

if TYPE_CHECKING:
    from consilience.study.base_records import Source
    from consilience.study.edits.value_lines import ValueLine
    from consilience.study.model import Study

_TEXTS = ("value", "unit", "meaning", "meaning_zh", "origin", "reference", "statistic", "factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class GameFile:
    """A game as its file holds it, and the lines of a file of parameters.

    ``table`` is the mapping that the ``game`` commands take. Without a ``parameter_file``, what the
    study knows of parameters from such a file stays.
    """

    code: str
    table: Mapping[str, Any]
    file: TableFile
    title: str = ""
    title_zh: str = ""
    parameter_file: TableFile | None = None
    lines: Sequence[ValueLine] = ()


@dataclass(frozen=True, slots=True)
class ImportedGame:
    """What an import of a game would do, and the records as they are then."""

    edit: Edit
    game: PayoffGame
    parameters: tuple[GameParameter, ...]


def import_game(study: Study, game: GameFile, coder_id: str | None = None) -> ImportedGame:
    """Bring a game into a study, in place of the one with its code.

    Every parameter of the table becomes a record, with what the lines say of it. The table is
    written as TOML, with these values and ranges in it. That it is a game is for the caller to
    check, who has the engine.

    Parameters
    ----------
    study
        The whole study.
    game
        What is brought in.
    coder_id
        Who imports: of an open blind round, only their own codings can be named.

    Raises
    ------
    DataError
        If a line of the parameters cannot be read; the sentence names file and row.
    UnknownNameError
        If a line names a variable or an indicator that the study does not have.
    """
    source = source_of_file(study, game.file)
    known = {one.code: one for one in study.games}
    before = known.get(game.code, PayoffGame(code=game.code, title=game.code, table="-"))
    sources = [source]
    if game.parameter_file is not None:
        sources.append(source_of_file(study, game.parameter_file))
    told = _told(study, game, before, sources, coder_id)
    title = game.title or (before.title if game.code in known else game.code)
    ready = dataclasses.replace(
        before,
        title=title,
        title_zh=game.title_zh or before.title_zh,
        table=write_game({**game.table, "parameters": {one.name: _entry(one) for one in told}}),
        source_id=source.id,
    )
    ids = {one.id for one in told}
    gone = [one for one in study.parameters if one.game_id == before.id and one.id not in ids]
    changes = (*remove(study, gone), *put(study, [*sources, ready, *told]))
    values = {"file": game.file.file_name, "code": game.code, "count": len(told)}
    edit = Edit(key="import_game", values=values, changes=changes)
    return ImportedGame(edit, ready, tuple(told))


def _told(
    study: Study,
    game: GameFile,
    before: PayoffGame,
    sources: Sequence[Source],
    coder_id: str | None,
) -> list[GameParameter]:
    """Return the parameters: what the table says, then what the lines say of each."""
    earlier = {one.name: one for one in study.parameters if one.game_id == before.id}
    found: dict[str, GameParameter] = {}
    for name, entry in _mapping(game.table.get("parameters")).items():
        said = _of_entry(entry)
        old = earlier.get(name)
        if old is not None and game.parameter_file is None and old.source_id != sources[0].id:
            found[name] = old
            continue
        made = GameParameter(game_id=before.id, name=name, source_id=sources[0].id, **said)
        found[name] = made if old is None else dataclasses.replace(made, id=old.id)
    for of in sources[1:]:
        for name, line in _by_name(game.lines, of.file_name).items():
            fields = _of_line(study, line, of, coder_id)
            base = found.get(name) or earlier.get(name)
            first = GameParameter(game_id=before.id, name=name)
            if base is not None:
                first = base if name in found else dataclasses.replace(first, id=base.id)
            if "variable_id" in fields or "indicator_id" in fields:
                first = dataclasses.replace(first, value="")
            found[name] = dataclasses.replace(first, source_id=of.id, row=line.row, **fields)
    return list(found.values())


def _mapping(given: object) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _of_entry(entry: object) -> dict[str, Any]:
    """Return what a table says of a parameter; what is wrong in it the engine finds."""
    if not isinstance(entry, Mapping):
        return {"value": _number_text(entry)}
    ends = [_number_text(entry.get(name)) for name in ("low", "high")]
    texts = {name: str(entry[name]) for name in ("unit", "meaning") if name in entry}
    spread = ":".join(ends) if all(ends) and ends[0] != ends[1] else ""
    return {"value": _number_text(entry.get("value")), "spread": spread, **texts}


def _number_text(given: object) -> str:
    return "" if given is None else str(given).strip()


def _by_name(lines: Iterable[ValueLine], file: str) -> dict[str, ValueLine]:
    found: dict[str, ValueLine] = {}
    for line in lines:
        name = line.values.get("name", "")
        reason = line.fault or ("" if name else "no name")
        reason = reason or ("duplicate" if name in found else "")
        if reason:
            raise _refused(file, line, reason)
        found[name] = line
    return found


def _refused(file: str, line: ValueLine, reason: str) -> DataError:
    name, _, got = reason.partition(": ")
    words = Phrase(f"records.reason.{name}") if name in REASONS else name
    values = {"file": file, "row": line.row, "reason": words, "got": got or line.printed}
    return DataError("records.error.parameter", **values)


def _of_line(study: Study, line: ValueLine, source: Source, coder_id: str | None) -> dict[str, Any]:
    said = line.values
    found: dict[str, Any] = {name: said[name] for name in _TEXTS if name in said}
    if "spread" in said:
        found["spread"] = "".join(said["spread"].split())
    elif "low" in said and "high" in said:
        found["spread"] = f"{said['low']}:{said['high']}"
    if "variable" in said:
        found["variable_id"] = study.variable(said["variable"]).id
    if "indicator" in said:
        found["indicator_id"] = study.indicator(said["indicator"]).id
    if "coding" in said:
        try:
            found["coding_id"] = coding_of(seen_codings(study, coder_id), said["coding"])
        except LeftOutError as error:
            raise _refused(source.file_name, line, str(error)) from error
    return found


def _entry(one: GameParameter) -> dict[str, str]:
    low, _, high = one.spread.partition(":")
    ends = {"low": low, "high": high} if low and high and ":" not in high and _number(low) else {}
    said = {"value": one.value, **ends, "unit": one.unit, "meaning": one.meaning}
    return {name: words for name, words in said.items() if words}


def _number(written: str) -> bool:
    return not written[0].isalpha()
