"""A game's parties, strategies and parameters in the words and addresses of the report."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from consilience.analysis import game_table
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consilience.analysis import GameFinding
    from consilience.games import Party
    from consilience.report.blocks import Block
    from consilience.report.context import Context
    from consilience.study import GameParameter, PayoffGame

from consilience.report.tables import Cell, head

_SAY = "game_report"
_SYMBOLS = {"parameter", "x", "y", "parameters", "labels"}
Found = TypeVar("Found", bound=Result)
_CLAUSE = re.compile("[;:；：]")


@dataclass(frozen=True)
class GameWords:
    """One game of the report: ``number`` counts from 1 and begins all of its addresses."""

    context: Context
    found: GameFinding
    number: int

    @property
    def key(self) -> str:
        """The identifier of the game's section, with which all its places begin."""
        return f"game-{self.number}"

    @property
    def record(self) -> PayoffGame:
        """The game as it stands in the study."""
        return self.context.study.game(self.found.code)

    @property
    def title(self) -> str:
        """What the game is called."""
        chosen = self.record.title_zh if self.context.language == "zh" else self.record.title
        return self.context.shown(chosen or self.record.title)

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the report on games."""
        return self.context.say(f"{_SAY}.{key}", **values)

    @cached_property
    def _table(self) -> Mapping[str, Any]:
        return game_table(self.record)

    def name(self, name: str) -> str:
        """Return what a party or a strategy is called."""
        return name_in_game(self.context, self._table, name)

    def profile(self, names: Iterable[str]) -> str:
        """Return a strategy of each party, in parentheses."""
        return self.say("profile", names=[self.name(name) for name in names])

    def profiles(self, found: Iterable[Sequence[str]]) -> str:
        """Return several profiles, or a dash."""
        return self.context.listed(self.profile(one) for one in found) or "–"

    def party(self, party: Party, key: str) -> str:
        """Return who would change from what to what, in a sentence with this key."""
        return self.say(
            key,
            who=self.name(party.population),
            own=self.name(party.from_strategy),
            other=self.name(party.to_strategy),
        )

    def parties(self, found: Iterable[Party], key: str) -> str:
        """Return all who would change, as one text."""
        return self.context.listed(self.party(one, key) for one in found)

    @cached_property
    def records(self) -> Mapping[str, GameParameter]:
        """The study's records of the parameters, by name."""
        return {
            one.name: one for one in self.context.study.parameters if one.game_id == self.record.id
        }

    def meaning(self, parameter: str) -> str:
        """Return what a parameter stands for, "" if nobody says it."""
        record = self.records.get(parameter)
        if record is None or not record.meaning:
            return self._told(parameter, "meaning")
        chosen = record.meaning_zh if self.context.language == "zh" else record.meaning
        return self.context.shown(chosen or record.meaning)

    def unit(self, parameter: str) -> str:
        """Return the unit of a parameter, "" if nobody says it."""
        record = self.records.get(parameter)
        if record is not None and record.unit:
            return self.context.shown(record.unit)
        return self._told(parameter, "unit")

    def _told(self, parameter: str, what: str) -> str:
        """Return what the payoff table itself says of a parameter."""
        entry = self._table.get("parameters", {}).get(parameter)
        return self.context.shown(entry.get(what, "") if isinstance(entry, dict) else "")

    def label(self, parameter: str) -> str:
        """Return the first words of what a parameter stands for, and its symbol."""
        meaning = _CLAUSE.split(self.meaning(parameter))[0].strip()
        if not meaning:
            return parameter
        small = meaning[:1].isupper() and meaning[1:2].islower()  # else an abbreviation
        name = meaning[:1].lower() + meaning[1:] if small else meaning
        return self.context.say("report.coded", name=name, code=parameter)

    def titled(self, parameter: str) -> str:
        """Return the same, with a capital where a meaning begins a sentence."""
        label = self.label(parameter)
        return label if label == parameter else label[:1].upper() + label[1:]

    @property
    def ground(self) -> str:
        """Where the parameters stand on which every number of the game rests."""
        return f"#table-{self.key}-parameters"

    def numeral(self, shown: str) -> Cell:
        """Return a number that rests on all parameters, as a link to them."""
        return Cell(shown, self.ground if any(map(str.isdigit, shown)) else "", "number")

    def labels(self, parameters: Iterable[str]) -> dict[str, str]:
        """Return labels by symbol."""
        return {name: self.label(name) for name in parameters}

    def href(self, parameter: str) -> str:
        """Return where a parameter's row stands."""
        places = [item.name for item in self.found.numbers]
        return f"#{self.key}-parameter-{places.index(parameter) + 1}"

    def targets(self, parameters: Iterable[str]) -> dict[str, str]:
        """Return where parameters lead to."""
        return {name: self.href(name) for name in parameters}

    def cell(self, parameter: str, *, first: bool = False) -> Cell:
        """Return a parameter as a link to its row."""
        shown, target = self.titled(parameter), self.href(parameter)
        return head(shown, target) if first else Cell(shown, target)

    def renamed(self, result: Found) -> Found:
        """Return a record of the engines with the names of parties and strategies in the report."""
        found = self.found
        names = {*found.populations, *(one for row in found.strategies for one in row)}
        other = {name: self.name(name) for name in names if self.name(name) != name}
        if not other:
            return result
        return type(result).from_dict(_replaced(result.to_dict(), other))

    def columns(self, names: Iterable[str], numbers: Iterable[str] = ()) -> tuple[Cell, ...]:
        """Return the heads of a table's columns; those in ``numbers`` hold numbers."""
        right = set(numbers)
        return tuple(
            Cell(self.say(f"head.{name}"), kind="number" if name in right else "text")
            for name in names
        )

    def remarks(self, notes: Iterable[Note]) -> tuple[Block, ...]:
        """Return notes of the engines with the names of this report."""
        return self.context.remarks(
            Note(one.key, {k: self._named(v) for k, v in one.values.items()}, one.level)
            for one in notes
        )

    def _named(self, value: Any) -> Any:
        """Return a value of a note with names of parties and strategies replaced."""
        if isinstance(value, list | tuple):
            return [self._named(item) for item in value]
        if not isinstance(value, str):
            return value
        if value.startswith("(") and value.endswith(")"):
            return self.profile(value[1:-1].split(", "))
        return self.name(value)


def name_in_game(context: Context, table: Mapping[str, Any], name: str) -> str:
    """Return what a party or strategy of a payoff table is called in the report's language."""
    chinese = table.get("names_zh", {}) if context.language == "zh" else {}
    return context.shown(chinese.get(name, name))


def _replaced(value: Any, names: Mapping[str, str]) -> Any:
    """Return plain values with names replaced; parameters keep their symbols."""
    if isinstance(value, dict):
        return {
            key: one if key in _SYMBOLS else _replaced(one, names) for key, one in value.items()
        }
    if isinstance(value, list):
        return [_replaced(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def short(value: float) -> str:
    """Return a number of a game: four figures, without an exponent where it is readable."""
    if not math.isfinite(value):
        return "–"
    return f"{value:,.0f}" if 1e4 <= abs(value) < 1e9 else f"{value:.4g}"


def percent(value: float) -> str:
    """Return a share in percent, with a digit more near the ends."""
    if not math.isfinite(value):
        return "–"
    return f"{value:.0%}" if 0.05 <= value <= 0.95 or value in {0, 1} else f"{value:.1%}"
