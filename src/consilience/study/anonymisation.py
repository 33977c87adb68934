"""Names replaced by pseudonyms wherever texts leave the study; spans move with their words."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, cast

from consilience.study.codec import canonical, field_types
from consilience.study.coding_records import Coding, Pseudonym, SourceVersion, Suggestion
from consilience.study.game_records import GameParameter, PayoffGame
from consilience.study.game_table import game_without_names, symbol_without_names
from consilience.study.model import study_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.study.model import Study
    from consilience.study.records import Record

# Scripts that are written without spaces: a name in them is found within longer runs of signs.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W{_UNSPACED}]"
_KEPT_FIELDS = re.compile(r"(^|_)(id|ids|at|date|sha256|colour)$")


@dataclass(frozen=True)
class PseudonymUse:
    """How often a name was replaced.

    ``spellings`` are the forms found, such as upper case, with their counts. ``within_words``
    counts places where the name is part of a longer word and stays. ``within_names`` are longer
    names of the list that hold this one: they are replaced first.
    """

    name: str
    replacement: str
    spellings: tuple[tuple[str, int], ...]
    within_words: int
    within_names: tuple[str, ...]

    @property
    def count(self) -> int:
        """How often the name was replaced."""
        return sum(count for _, count in self.spellings)


@dataclass(frozen=True)
class Moved:
    """A text with its names replaced, and where its old places stand in it.

    ``starts`` and ``ends`` are the old places of what was replaced, ``new_starts`` and
    ``new_ends`` those of the replacements.
    """

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    new_starts: tuple[int, ...] = ()
    new_ends: tuple[int, ...] = ()

    def back(self, text: str) -> Moved:
        """Return the way back from the new text to the old one."""
        return Moved(text, self.new_starts, self.new_ends, self.starts, self.ends)

    def start(self, place: int) -> int:
        """Return where what begins at an old place begins now: never within a pseudonym."""
        number = bisect_right(self.starts, place) - 1
        if number < 0:
            return place
        if place < self.ends[number]:
            return self.new_starts[number]
        return place + self.new_ends[number] - self.ends[number]

    def end(self, place: int) -> int:
        """Return where what ends at an old place ends now: never within a pseudonym."""
        number = bisect_left(self.starts, place) - 1
        if number < 0:
            return place
        if place <= self.ends[number]:
            return self.new_ends[number]
        return place + self.new_ends[number] - self.ends[number]


class Replacer:
    """Replaces the names of a list and counts what it does.

    Longer names go first. Case, blanks within a name and composed or decomposed accents make no
    difference. A name that begins or ends with a letter of an alphabet counts as a whole word
    only; a Chinese name counts wherever it stands (conventions of this program).

    Examples
    --------
    >>> replacer = Replacer([Pseudonym(name="Ann", replacement="P1"),
    ...                      Pseudonym(name="王力", replacement="甲")])
    >>> replacer.text("ANN met Anna; 后来王力说")
    'P1 met Anna; 后来甲说'
    >>> [(use.name, use.count, use.within_words) for use in replacer.uses()]
    [('Ann', 1, 1), ('王力', 1, 0)]
    """

    def __init__(self, pseudonyms: Iterable[Pseudonym]) -> None:
        self._list = sorted(pseudonyms, key=lambda one: (-len(one.name), one.name))
        self._found: list[Counter[str]] = [Counter() for _ in self._list]
        self._within = [0 for _ in self._list]
        forms = [f"({_form(one.name)})" for one in self._list]
        # Without a name nothing matches.
        self._whole = re.compile("|".join(forms) if forms else r"(?!)", re.IGNORECASE)
        self._inner = [re.compile(_bare(one.name), re.IGNORECASE) for one in self._list]

    def moved(self, text: str) -> Moved:
        """Return a text with its names replaced, and how places move."""
        matches = list(self._whole.finditer(text))
        self._count_within(text, matches)
        if not matches:
            return Moved(text)
        pieces, made, last = [], [], 0
        for match in matches:
            number = cast("int", match.lastindex) - 1
            self._found[number][match[0]] += 1
            made.append(self._list[number].replacement)
            pieces += [text[last : match.start()], made[-1]]
            last = match.end()
        starts = tuple(match.start() for match in matches)
        ends = tuple(match.end() for match in matches)
        shifts = list(
            accumulate(
                len(words) - (end - start)
                for words, start, end in zip(made, starts, ends, strict=True)
            )
        )
        new_ends = tuple(end + shift for end, shift in zip(ends, shifts, strict=True))
        new_starts = tuple(end - len(words) for end, words in zip(new_ends, made, strict=True))
        return Moved("".join([*pieces, text[last:]]), starts, ends, new_starts, new_ends)

    def text(self, text: str) -> str:
        """Return a text with its names replaced."""
        return self.moved(text).text

    def uses(self) -> tuple[PseudonymUse, ...]:
        """Return what has been replaced so far, in the order of the names."""
        return tuple(
            PseudonymUse(
                one.name,
                one.replacement,
                tuple(sorted(found.items())),
                within,
                tuple(
                    other.name
                    for other in self._list
                    if one.name != other.name and one.name.casefold() in other.name.casefold()
                ),
            )
            for one, found, within in sorted(
                zip(self._list, self._found, self._within, strict=True),
                key=lambda item: item[0].name,
            )
        )

    def _count_within(self, text: str, matches: Sequence[re.Match[str]]) -> None:
        """Count the places of names that are part of longer words, outside of replaced names."""
        starts = [match.start() for match in matches]
        for number, pattern in enumerate(self._inner):
            for found in pattern.finditer(text):
                place = bisect_right(starts, found.start()) - 1
                if place < 0 or matches[place].end() < found.end():
                    self._within[number] += 1


def anonymised(study: Study) -> tuple[Study, tuple[PseudonymUse, ...]]:
    """Return a study in which the names of its list are replaced everywhere, and what was.

    Texts, quotes, titles, names, notes and the names of speakers change; spans keep what they
    say, and one that cuts through a name then covers the whole pseudonym. The list itself is left
    out: it would give the names away.

    Parameters
    ----------
    study
        The study, with its :class:`Pseudonym` records.

    Returns
    -------
    tuple
        The study without names, and one :class:`PseudonymUse` a name.

    Examples
    --------
    >>> from consilience.study import Project
    >>> study = study_of([Project(code="P", title="Talks at Acme"),
    ...                   Pseudonym(name="ACME", replacement="Firm A")])
    >>> anonymised(study)[0].project.title
    'Talks at Firm A'
    """
    replacer = Replacer(study.pseudonyms)
    moves = {one.id: replacer.moved(one.text) for one in study.versions}
    made = [
        _without_names(record, replacer, moves)
        for record in study.records()
        if not isinstance(record, Pseudonym)
    ]
    return study_of(made), replacer.uses()


def _without_names(record: Record, replacer: Replacer, moves: dict[str, Moved]) -> Record:
    changes = {
        name: _said(getattr(record, name), name, replacer)
        for name, hint in field_types(type(record)).items()
        if hint in _TEXTS and not _KEPT_FIELDS.search(name)
        if name != "text" and (type(record), name) not in _SYMBOLS
    }
    if isinstance(record, SourceVersion):
        moved = moves[record.id]
        turns = [[moved.start(a), moved.end(b), *rest] for a, b, *rest in record.turns]
        changes["text"] = moved.text
        changes["sha256"] = hashlib.sha256(moved.text.encode()).hexdigest()
        changes["turns_json"] = canonical(_replaced(turns, replacer))
    elif hasattr(record, "text"):
        changes["text"] = replacer.text(record.text)
    if isinstance(record, PayoffGame):
        changes["table"] = game_without_names(record.table, replacer.text)
    if isinstance(record, GameParameter):
        changes["name"] = symbol_without_names(record.name, replacer.text)
    if isinstance(record, Coding | Suggestion):
        moved = moves[record.version_id]
        changes["start"], changes["end"] = moved.start(record.start), moved.end(record.end)
    return dataclasses.replace(record, **changes)


_SYMBOLS = {(PayoffGame, "table"), (GameParameter, "name")}  # a formula must stay one
_TEXTS: tuple[Any, ...] = (str, tuple[str, ...], tuple[tuple[str, str], ...])


def _said(value: Any, name: str, replacer: Replacer) -> Any:
    if name.endswith("_json"):
        return canonical(_replaced(json.loads(value), replacer))
    return _replaced(value, replacer)


def _replaced(value: Any, replacer: Replacer) -> Any:
    """Return plain values with the names in all their texts replaced."""
    if isinstance(value, str):
        return replacer.text(value)
    if isinstance(value, tuple):
        return tuple(_replaced(item, replacer) for item in value)
    if isinstance(value, list):
        return [_replaced(item, replacer) for item in value]
    if isinstance(value, dict):
        return {name: _replaced(item, replacer) for name, item in value.items()}
    return value


def _form(name: str) -> str:
    """Return the pattern of a name as it may be written, at the ends of words."""
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, name) else ""
    after = rf"(?!{_LETTER})" if re.match(_LETTER, name[-1]) else ""
    return f"{before}{_bare(name)}{after}"


def _bare(name: str) -> str:
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")} | {name}
    spelled = sorted(r"\s+".join(map(re.escape, form.split())) for form in forms)
    return f"(?:{'|'.join(spelled)})"
