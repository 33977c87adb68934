"""Codings as spans of text: one row a coding, with its coder, source, start and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError

_COLUMNS = ("coder", "start", "end")
ONE_SOURCE, ONE_CODE = "", ""


@dataclass(frozen=True, eq=False)
class Spans:
    """Codings sorted by code, coder, source and start; all arrays have shape (codings,)."""

    coders: tuple[str, ...]
    sources: tuple[str, ...]
    codes: tuple[str, ...]
    coder: NDArray[np.int64]
    source: NDArray[np.int64]
    code: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def of(self, code: int, coder: int) -> slice:
        """Return where the spans of one code and coder stand."""
        key = self.code * len(self.coders) + self.coder
        wanted = code * len(self.coders) + coder
        return slice(*np.searchsorted(key, [wanted, wanted + 1]).tolist())

    def by_source(self, code: int, coder: int) -> dict[int, NDArray[np.int64]]:
        """Return the spans of one code and coder, shape (spans, 2), in order, by source."""
        held = self.of(code, coder)
        if held.start == held.stop:
            return {}
        edges = np.column_stack([self.start[held], self.end[held]])
        sources, first = np.unique(self.source[held], return_index=True)
        return dict(zip(sources.tolist(), np.split(edges, first[1:]), strict=True))


def read_spans(codings: object, coders: object, owner: str) -> Spans:
    """Return a table of codings as spans.

    ``coders`` names all who coded, also those who marked nothing; else those of the table.
    """
    table = checks.frame(codings, "codings", owner)
    checks.known_names(_COLUMNS, table.columns, "codings", owner)
    start, end = (_whole(table[name], name, owner) for name in ("start", "end"))
    if (start < 0).any() or (end <= start).any():
        place = int(np.argmax((start < 0) | (end <= start)))
        raise DataError(
            "coding.span", place=place + 1, start=int(start[place]), end=int(end[place])
        )
    coder_names = _texts(table, "coder", owner)
    known = sorted(set(coder_names)) if coders is None else checks.names(coders, "coders", owner)
    checks.known_names(sorted(set(coder_names)), known, "coders", owner)
    if len(known) < 2:
        raise ArgumentError("codings", owner, "coders", len(known))
    source_names = (
        _texts(table, "source", owner) if "source" in table else [ONE_SOURCE] * len(start)
    )
    code_names = _texts(table, "code", owner) if "code" in table else [ONE_CODE] * len(start)
    sources, codes = sorted(set(source_names)), sorted(set(code_names))
    coder = pd.Index(known).get_indexer(pd.Index(coder_names))
    source = pd.Index(sources).get_indexer(pd.Index(source_names))
    code = pd.Index(codes).get_indexer(pd.Index(code_names))
    order = np.lexsort((end, start, source, coder, code))
    return Spans(
        coders=tuple(known),
        sources=tuple(sources),
        codes=tuple(codes),
        coder=coder[order].astype(np.int64),
        source=source[order].astype(np.int64),
        code=code[order].astype(np.int64),
        start=start[order],
        end=end[order],
    )


def read_lengths(lengths: object, spans: Spans, owner: str) -> dict[str, int]:
    """Return the length of every source that has codings or a length."""
    if isinstance(lengths, Mapping):
        names = checks.names(list(lengths), "lengths", owner)
        checks.known_names(spans.sources, names, "lengths", owner)
        found = {name: checks.whole(lengths[name], 1, "lengths", owner) for name in names}
    elif len(spans.sources) == 1:
        found = {spans.sources[0]: checks.whole(lengths, 1, "lengths", owner)}
    else:
        raise ArgumentError("lengths", owner, "lengths_by_source", lengths)
    for place, name in enumerate(spans.sources):
        last = int(spans.end[spans.source == place].max())
        if last > found[name]:
            raise DataError("coding.beyond", source=name, length=found[name], end=last)
    return found


def _texts(table: pd.DataFrame, column: str, owner: str) -> list[str]:
    found = table[column].tolist()
    for place, item in enumerate(found, start=1):
        if not isinstance(item, str) or not item:
            raise ArgumentError(column, owner, "text_at", item, place=place)
    return found


def _whole(column: pd.Series, name: str, owner: str) -> NDArray[np.int64]:
    found = checks.numbers(column, name, owner)
    wrong = found != np.floor(found)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise ArgumentError(name, owner, "whole_at", float(found[place]), place=place + 1)
    return found.astype(np.int64)
