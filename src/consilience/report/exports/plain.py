"""Tables without links: what a cell says as text, captions, notes, and how wide columns are."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from consilience.report.cells import separators
from consilience.report.circles import Circle
from consilience.report.tables import Cell, Table, legend
from consilience.texts import Language, text

_WIDE_TABLE = 8  # more columns than these stand on a page in landscape
_PORTRAIT, _LANDSCAPE = 96, 144  # Latin characters on a line of a page
LATIN = "Times New Roman"
CHINESE = "SimSun"
SYMBOLS = "Segoe UI Symbol"
CIRCLE_POINTS = {"core": 14, "ambiguous": 14, "peripheral": 8}
# Office files bear a date; a clock would give other bytes at every run.
UNDATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# Six signs that differ without the help of size, for formats that have but one.
_SIGNS = {
    ("core", 1): "●",
    ("core", 0): "⨂",
    ("peripheral", 1): "•",
    ("peripheral", 0): "⊗",
    ("ambiguous", 1): "◎",
    ("ambiguous", 0): "⊘",
}
# A Chinese character, after which a line may end, or a word up to a blank or a break.
_WORD = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^ \u200b\u2e80-\u9fff\uff00-\uffef]+")
_LONG_WORD = re.compile(r"\S{25,}")
_CROWDED = 0.9  # where words alone fill more of a line, long cells have no room
_SHORT_TEXT = 10  # Latin characters, or five Chinese ones
_PADDING = 4  # Latin characters between two columns
# What the XML of office documents cannot hold, and line breaks.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def sign(circle: Circle) -> str:
    """Return a circle as one character, or the value of a multi-value condition."""
    return str(circle.value) if circle.multi_value else _SIGNS[circle.role, circle.value]


def sized_sign(circle: Circle) -> str:
    """Return the character where its size tells core from peripheral."""
    return {"⨂": "⊗", "•": "●"}.get(sign(circle), sign(circle))


def shown(cell: Cell, language: Language) -> str:
    """Return what a cell says, in one line."""
    if cell.circle:
        return sign(cell.circle)
    comma, gap = separators(cell, language)
    said = (comma + gap).join(part.text for part in cell.parts) if cell.parts else cell.text
    return clean(said)


def breakable(cell: Cell, language: Language) -> str:
    """Return what a cell says: a line ends after a plus, or after a star of a long path."""
    said = shown(cell, language).replace(" + ", "\u00a0+ ")
    return _LONG_WORD.sub(lambda word: word[0].replace("*", "*\u200b"), said)


def clean(given: str) -> str:
    """Return a text without line breaks and with a mark for what cannot be printed."""
    return _UNPRINTABLE.sub("\ufffd", " ".join(given.split()))


def caption(table: Table, number: int, language: Language) -> str:
    """Return a caption with the number of its table."""
    return text("exports.caption", language, number=number, caption=clean(table.caption))


def note_cells(table: Table, language: Language) -> tuple[Cell, ...]:
    """Return the note below a table piece by piece: the legend of its circles, then its notes."""
    explained = legend([table])
    if not explained and not table.notes:
        return ()
    pieces = [Cell(text("exports.note", language))]
    for place, (circle, said) in enumerate(explained, start=1):
        after = "exports.between" if place < len(explained) else "exports.end"
        words = clean(said).replace(" ", "\u00a0")  # a line ends between circles only
        pieces += [Cell("", circle=circle), Cell(f"\u00a0{words}{text(after, language)}")]
    pieces.append(Cell(text("report.gap", language).join(map(clean, table.notes))))
    return tuple(pieces)


def is_wide(table: Table, language: Language) -> bool:
    """Tell whether a table needs a page in landscape: by its columns or its longest words."""
    least = sum(_widths(table, language, words=True))
    return len(table.columns) > _WIDE_TABLE or least > _CROWDED * _PORTRAIT


def capacity(table: Table, language: Language) -> int:
    """Return how many Latin characters a line of the table's page holds."""
    return _LANDSCAPE if is_wide(table, language) else _PORTRAIT


def column_shares(table: Table, language: Language) -> tuple[float, ...]:
    """Return the share of the width that each column takes; they sum to 1.

    Columns take what their longest cell needs. Where that is more than a line holds, every column
    keeps room for its longest word, and what is left goes to those that need more (a convention
    of this program).
    """
    least = _widths(table, language, words=True)
    whole = [max(pair) for pair in zip(_widths(table, language, words=False), least, strict=True)]
    wanted = sum(whole) - sum(least)
    spare = min(max(capacity(table, language) - sum(least), 0), wanted)
    widths = [
        low + (spare * (high - low) / wanted if wanted else 0)
        for low, high in zip(least, whole, strict=True)
    ]
    return tuple(width / sum(widths) for width in widths)


def _widths(table: Table, language: Language, *, words: bool) -> list[float]:
    """Return the widest cell or the widest word of each column; heads count by their words."""
    widths = [_longest_word(breakable(cell, language)) for cell in table.columns]
    measure = _longest_word if words else _width
    for row in table.rows:
        place = 0
        for cell in row.cells:
            if cell.span == 1:
                widths[place] = max(widths[place], measure(breakable(cell, language)))
            place += cell.span
    return [width + _PADDING for width in widths]


def _longest_word(given: str) -> float:
    """Return the width of the longest word; a short text is never divided."""
    longest = max(map(_width, _WORD.findall(given)), default=0)
    return max(longest, min(_width(given), _SHORT_TEXT))


def _width(given: str) -> float:
    """Return the width in small Latin letters; capitals take more, Chinese characters two."""
    return sum(map(_character_width, given))


def _character_width(one: str) -> float:
    if one == "\u200b":
        return 0
    if unicodedata.east_asian_width(one) in "WF":
        return 2
    return 1.4 if one.isupper() else 1
