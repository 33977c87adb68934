"""What several figures share: outputs as colours, legends, names and addresses, rectangles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.figure import Area, Circle, Look, Mark, Style, Text
from consilience.plots.labels import text_width
from consilience.qca import TruthTable
from consilience.results import Note
from consilience.texts import LANGUAGES

if TYPE_CHECKING:
    from consilience.plots.shapes import Places

# Light and dark tell the outputs apart without colour; the mark stands beside the count.
OUTPUT_STYLES: Mapping[str, Style] = {
    "1": "accent",
    "0": "pale contrast",
    "C": "pale muted",
    "?": "band",
    "": "paper",
}
OUTPUT_NAMES = {"1": "sufficient", "0": "not", "C": "contradiction", "?": "few", "": "remainder"}
_SWATCH = 11.0


def look_on(style: Style) -> Look:
    """Return how words look on an area of a style."""
    return "light" if style in {"accent", "contrast"} else "ink"


def checked_table(found: object, owner: str) -> TruthTable:
    """Return a truth table, or refuse anything else.

    Raises
    ------
    ArgumentError
        If it is none.
    """
    if not isinstance(found, TruthTable):
        raise ArgumentError("truth_table", owner, "truth_table", type(found).__name__)
    return found


def names_of(
    conditions: Sequence[str], labels: Mapping[str, str] | None, owner: str
) -> dict[str, str]:
    """Return what each condition is called, its code by default.

    Raises
    ------
    UnknownNameError
        If a label belongs to no condition.
    """
    given = dict(labels or {})
    for name in given:
        checks.choice(name, conditions, "labels", owner)
    return {name: given.get(name) or name for name in conditions}


def rectangle(left: float, top: float, width: float, height: float) -> Places:
    """Return the corners of a rectangle."""
    right, bottom = left + width, top + height
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def legend(
    items: Sequence[tuple[Style | Circle, Note]], left: float, top: float, width: float
) -> tuple[list[Mark], float]:
    """Return signs with their meaning, in columns, and how high that is.

    A column takes the room of the longest words of both languages, so that one description serves
    both.
    """
    if not items:
        return [], 0.0
    widest = max(
        text_width(words.sentence(language), SIZE) for _, words in items for language in LANGUAGES
    )
    circles = [2 * sign.radius for sign, _ in items if isinstance(sign, Circle)]
    sign_width = max([_SWATCH, *circles])
    line, step = sign_width + 6, sign_width + widest + 20
    columns = max(1, min(len(items), int(width // step)))
    marks: list[Mark] = []
    for place, (sign, words) in enumerate(items):
        x, y = left + step * (place % columns), top + line * (place // columns)
        middle = y + sign_width / 2
        if isinstance(sign, Circle):
            marks.append(replace(sign, x=x + sign_width / 2, y=middle))
        else:
            marks.append(Area(rectangle(x, middle - _SWATCH / 2, _SWATCH, _SWATCH), sign, "muted"))
        marks.append(Text(x + sign_width + 6, middle + 0.35 * SIZE, words, "start"))
    return marks, line * (1 + (len(items) - 1) // columns)


def output_legend(table: TruthTable, *, remainder: bool) -> list[tuple[Style | Circle, Note]]:
    """Return the outputs that occur in a truth table, with their meaning."""
    occurring = [mark for mark in "10C?" if mark in table.out] + [""] * remainder
    return [(OUTPUT_STYLES[mark], Note(f"plots.output.{OUTPUT_NAMES[mark]}")) for mark in occurring]


def observed_counts(table: TruthTable) -> dict[str, int]:
    """Return how many configurations are possible, observed, and of each output."""
    return {
        "possible": table.configurations,
        "observed": len(table.numbers),
        "sufficient": table.out.count("1"),
        "insufficient": table.out.count("0"),
        "contradictory": table.out.count("C"),
        "few": table.out.count("?"),
    }


def row_note(table: TruthTable, place: int) -> Note:
    """Return what a row of a truth table says: number, cases, inclusion, output."""
    return Note(
        "plots.row",
        {
            "row": table.numbers[place],
            "configuration": configuration_text(table, place),
            "count": int(table.n[place]),
            "cases": table.cases[place],
            "inclusion": float(table.inclusion[place]),
            "out": table.out[place],
        },
    )


def configuration_text(table: TruthTable, place: int) -> str:
    """Return a row of a truth table as an expression."""
    pairs = zip(table.conditions, table.values[place].tolist(), strict=True)
    if table.multi_value.any():
        return "*".join(f"{name}[{value}]" for name, value in pairs)
    return "*".join(f"{'' if value else '~'}{name}" for name, value in pairs)
