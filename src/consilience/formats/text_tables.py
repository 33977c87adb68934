"""Text with delimiters into records: which delimiter, and what each record holds."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from consilience.errors import DataError
from consilience.formats.table import MAXIMUM_CELLS
from consilience.results import Note

DELIMITERS = (",", ";", "\t", "|")
BLANKS_IN = (".dat", ".txt")  # fsQCA and others divide cells by blanks in such files
_SAMPLE = 500


def records(text: str, file: str, delimiter: str) -> list[list[str]]:
    """Return every record of a text, blank ones being empty lists.

    Raises
    ------
    DataError
        If a quote is not closed or a cell is too long, with the row; or there are too many cells.
    """
    found: list[list[str]] = []
    cells = 0
    try:
        for record in _reader(text, delimiter):
            found.append(record)
            cells += max(len(record), 1)
            if cells > MAXIMUM_CELLS:
                raise DataError("tables.too_many_cells", file=file, limit=MAXIMUM_CELLS)
    except csv.Error as error:
        raise DataError("tables.broken_quotes", file=file, row=len(found) + 1) from error
    return found


def delimiter(text: str, file: str) -> tuple[str, list[Note]]:
    """Return the delimiter under which most records are as long as the header.

    Among equals the one with more columns wins; where two divide the table equally well, the
    user has to say. Blanks divide cells only in a file named .dat or .txt, and only where nothing
    else does and every record is then as long as the header.

    Raises
    ------
    DataError
        If two delimiters fit equally well.
    """
    scores = {mark: _fit(text, mark) for mark in DELIMITERS}
    best = max(scores.values())
    fitting = [mark for mark, score in scores.items() if score == best]
    if best[1] < 2 and file.lower().endswith(BLANKS_IN) and _fit(text, " ")[0] == 1.0:
        return " ", [Note("tables.note.delimiter", {"delimiter": _shown(" ")})]
    if best[1] < 2:
        return ",", [Note("tables.note.one_column", {}, "warning")]
    if len(fitting) > 1:
        shown = [_shown(mark) for mark in fitting]
        raise DataError("tables.delimiter_unclear", file=file, delimiters=shown, columns=best[1])
    return fitting[0], [Note("tables.note.delimiter", {"delimiter": _shown(fitting[0])})]


def _fit(text: str, mark: str) -> tuple[float, int]:
    """Return the share of records as long as the header, and how long that is."""
    lengths: Counter[int] = Counter()
    header = 0
    try:
        for record in islice(_reader(text, mark), _SAMPLE):
            if record:
                header = header or len(record)
                lengths[len(record)] += 1
    except csv.Error:
        return 0.0, header
    return (lengths[header] / lengths.total(), header) if header > 1 else (0.0, header)


def _reader(text: str, mark: str) -> Iterator[list[str]]:
    source = io.StringIO(text, newline="")
    return csv.reader(source, delimiter=mark, strict=True, skipinitialspace=mark == " ")


def _shown(mark: str) -> str:
    return repr(mark)
