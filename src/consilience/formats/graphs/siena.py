"""RSiena: a folder with a 0/1 matrix a wave, covariates, and who is present when."""

from __future__ import annotations

import csv
import io
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from consilience.errors import DataError
from consilience.formats.file_kinds import content
from consilience.formats.graphs.data import SIDE, SIDES, Draft, GraphData, finished
from consilience.formats.graphs.losses import lost_attributes, note
from consilience.formats.graphs.matrices import add_pairs, is_mutual, layer_pairs, numbers, pairs_of
from consilience.formats.graphs.values import Kind, values_of
from consilience.network.rows import is_missing, read_spells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from consilience.results import Note

ACTORS, WAVES, CODES = "actors.csv", "waves.csv", "codes.csv"
COVARIATES, COMPOSITION = "covariates.dat", "composition.dat"
MOST_WAVES = 60
MOST_ACTORS = 5_000
_SPELL = ("start", "end")
# RSiena's own codes: a tie that must not be, one that must be, and two marks of a gap.
_STRUCTURAL = {10.0: 0.0, 11.0: 1.0}
_GAPS = ("NA", "9")


def write_siena(
    data: GraphData, waves: Sequence[str] | None
) -> tuple[dict[str, bytes], tuple[Note, ...]]:
    """Return the files of a network by name, and what they cannot hold.

    The waves are the dates given, else each year from the first to the last that a tie names.
    """
    if len(data.nodes) > MOST_ACTORS:
        raise DataError("graphs.too_many", file=data.file_name, limit=MOST_ACTORS)
    dates = list(waves) if waves else _years(data.ties, data.file_name)
    rows, columns = _actors(data)
    files = {ACTORS: _csv(["number", "name", SIDE], _actor_rows(rows, columns))}
    listed = []
    held = np.zeros(len(data.ties), dtype=bool)
    mutual: dict[str, bool] = {}
    for number, layer in enumerate(data.layers or ("",), start=1):
        for wave, date in enumerate(dates, start=1):
            now = read_spells(data.ties).during(date, date)
            held |= now
            chosen = GraphData(nodes=data.nodes, ties=data.ties[now])
            pairs = layer_pairs(chosen, layer)
            name = f"network{number}-wave{wave}.dat"
            files[name] = _matrix(pairs, rows, columns or rows)
            mutual[layer] = mutual.get(layer, True) and is_mutual(dict.fromkeys(pairs, 1.0))
            listed.append([name, layer, str(wave), date])
    files[WAVES] = _csv(["file", "layer", "wave", "date"], listed)
    covariates = values_of(data.nodes, ("name", SIDE, *_SPELL))
    if covariates:
        files[COVARIATES], files[CODES] = _covariates(data.nodes, covariates)
    if set(_SPELL) & set(data.nodes.columns) and not columns:
        files[COMPOSITION] = _composition(data.nodes, dates)
    return files, _lost(data, dates, held, mutual)


def read_siena(folder: Path) -> GraphData:
    """Return the network of such a folder; without our lists of it, each matrix is a layer."""
    draft = Draft(folder.name, numbered=True)
    names = {path.name for path in folder.iterdir() if path.is_file()}
    listed = _rows(folder / WAVES) if WAVES in names else _unlisted(names)
    matrices = {row["file"]: _cells(folder, row["file"], draft) for row in listed}
    if not matrices:
        raise DataError("graphs.no_matrices", file=folder.name)
    shape = next(iter(matrices.values())).shape
    if any(cells.shape != shape for cells in matrices.values()):
        raise DataError("graphs.sizes", file=folder.name)
    two_mode = _add_actors(folder, names, shape, draft)
    rows = list(draft.nodes)[: shape[0]]
    columns = list(draft.nodes)[shape[0] :] if two_mode else rows
    for layer, waves in groupby(listed, key=lambda row: row["layer"]):
        series = [(row["date"], matrices[row["file"]]) for row in waves]
        _add_layer(draft, layer, series, (rows, columns), two_mode=two_mode)
    if COVARIATES in names:
        _add_covariates(folder, names, rows + (columns if two_mode else []), draft)
    if COMPOSITION in names and WAVES in names:
        _add_presence(folder, listed, rows, draft)
    return finished(draft)


def _years(ties: pd.DataFrame, file: str) -> list[str]:
    years = [int(date[:4]) for end in _SPELL for date in ties[end] if date]
    if not years:
        return [""]
    found = [str(year) for year in range(min(years), max(years) + 1)]
    if len(found) > MOST_WAVES:
        raise DataError("graphs.waves", file=file, count=len(found), limit=MOST_WAVES)
    return found


def _actors(data: GraphData) -> tuple[list[str], list[str]]:
    names = data.nodes["name"].tolist()
    if not data.two_mode:
        return names, []
    sides = data.nodes[SIDE].tolist()
    both = [[name for name, its in zip(names, sides, strict=True) if its == side] for side in SIDES]
    return both[0], both[1]


def _actor_rows(rows: list[str], columns: list[str]) -> list[list[str]]:
    sides = [(rows, SIDES[0] if columns else ""), (columns, SIDES[1])]
    return [
        [str(number), name, side]
        for names, side in sides
        for number, name in enumerate(names, start=1)
    ]


def _matrix(pairs: dict[tuple[str, str], float], rows: list[str], columns: list[str]) -> bytes:
    place = [{name: number for number, name in enumerate(side)} for side in (rows, columns)]
    cells = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for a, b in pairs:
        cells[place[0][a], place[1][b]] = 1
    return ("\n".join(" ".join(map(str, row)) for row in cells.tolist()) + "\n").encode()


def _covariates(nodes: pd.DataFrame, kinds: dict[str, Kind]) -> tuple[bytes, bytes]:
    """Return attributes as numbers, and what the numbers of texts stand for."""
    columns, codes = [], []
    for name, kind in kinds.items():
        cells = nodes[name].tolist()
        if kind in {"text", "boolean"}:
            said = sorted({str(cell) for cell in cells if cell is not None})
            code = {text: number for number, text in enumerate(said, start=1)}
            codes += [[name, kind, str(number), text] for text, number in code.items()]
            columns.append(["NA" if cell is None else str(code[str(cell)]) for cell in cells])
        else:
            codes.append([name, kind, "", ""])
            columns.append(["NA" if is_missing(cell) else repr(cell) for cell in cells])
    lines = "\n".join(" ".join(row) for row in zip(*columns, strict=True)) + "\n"
    return lines.encode(), _csv(["attribute", "kind", "code", "value"], codes)


def _composition(nodes: pd.DataFrame, dates: list[str]) -> bytes:
    spells = read_spells(nodes)
    lines = []
    present = np.array([spells.during(date, date) for date in dates]).T
    for row in present:
        waves = [number for number, here in enumerate(row, start=1) if here]
        # An interval of no length before the first wave: the actor is never there.
        lines.append(" ".join(f"{a} {b}" for a, b in _runs(waves)) or "0 0")
    return ("\n".join(lines) + "\n").encode()


def _runs(waves: list[int]) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(waves), key=lambda item: item[1] - item[0]):
        listed = [wave for _, wave in run]
        yield listed[0], listed[-1]


def _lost(
    data: GraphData, dates: list[str], held: NDArray[np.bool_], mutual: dict[str, bool]
) -> tuple[Note, ...]:
    ties = data.ties
    both_ways = ties["layer"].map(mutual).astype(bool) & (not data.two_mode)
    turned_ties = int((ties["directed"] == (both_ways | data.two_mode)).sum())
    apart = ["from", "to", "layer", "directed"]
    still = ((ties["start"] == "") | (ties["end"] == "")).sum() if dates != [""] else 0
    presence = set(_SPELL) & set(data.nodes.columns)
    return (
        *lost_attributes(data, data.attributes()),
        *note("lost_strength", int((ties["strength"] != 1).sum())),
        *note("lost_direction", turned_ties),
        *note("lost_rows", int(ties.duplicated(apart).sum())),
        *note("lost_days", sum(len(date) > 4 for end in _SPELL for date in ties[end])),
        *note("lost_open", int(still)),
        *note("lost_waves", int((~held).sum())),
        *note("lost_presence", len(data.nodes) if presence else 0),
    )


def _add_layer(
    draft: Draft,
    layer: str,
    series: list[tuple[str, NDArray[np.float64]]],
    names: tuple[list[str], list[str]],
    *,
    two_mode: bool,
) -> None:
    """Add one tie for each run of waves in which two are tied."""
    waves = np.array([cells for _, cells in series])
    dates = [date for date, _ in series]
    by_spell: dict[tuple[str, str], NDArray[np.float64]] = {}
    for row, column in zip(*np.nonzero(waves.any(axis=0)), strict=True):
        here = [place for place, cell in enumerate(waves[:, row, column]) if cell]
        for first, last in _runs(here):
            cells = by_spell.setdefault((dates[first], dates[last]), np.zeros(waves.shape[1:]))
            cells[row, column] = 1.0
    mutual = not two_mode and all(is_mutual(pairs_of(*names, cells)) for cells in waves)
    for (start, end), cells in by_spell.items():
        values = {"layer": layer, "start": start, "end": end}
        if mutual:
            add_pairs(draft, pairs_of(*names, cells), values, two_mode=False)
        else:
            for ends in pairs_of(*names, cells):
                draft.add_tie(ends, values, directed=not two_mode)


def _add_actors(folder: Path, names: set[str], shape: tuple[int, ...], draft: Draft) -> bool:
    """Add the nodes, in the order of rows and then columns; return whether there are two sides."""
    if ACTORS in names:
        for place, row in enumerate(_rows(folder / ACTORS)):
            side = {SIDE: row[SIDE]} if row[SIDE] else {}
            draft.add_node(str(place), {"label": row["name"], **side})
        two_mode = any(SIDE in node for node in draft.nodes.values())
    else:
        two_mode = shape[0] != shape[1]
        for place in range(sum(shape) if two_mode else shape[0]):
            side = {SIDE: SIDES[place >= shape[0]]} if two_mode else {}
            draft.add_node(str(place), {"label": str(place + 1), **side})
    if len(draft.nodes) != (sum(shape) if two_mode else shape[0]):
        raise DataError("graphs.sizes", file=folder.name)
    return two_mode


def _add_covariates(folder: Path, names: set[str], keys: list[str], draft: Draft) -> None:
    lines = _lines(folder / COVARIATES)
    if len(lines) != len(keys):
        raise DataError("graphs.sizes", file=folder.name)
    listed = _rows(folder / CODES) if CODES in names else []
    kinds = {row["attribute"]: row["kind"] for row in listed}
    kinds = kinds or {f"covariate {place + 1}": "number" for place in range(len(lines[0]))}
    meaning = {(row["attribute"], row["code"]): row["value"] for row in listed}
    for row, (key, words) in enumerate(zip(keys, lines, strict=True), start=1):
        if len(words) != len(kinds):
            raise DataError("graphs.line", file=COVARIATES, row=row, got=" ".join(words)[:60])
        for (name, kind), word in zip(kinds.items(), words, strict=True):
            said = meaning.get((name, word))
            draft.nodes[key][name] = _value(word, kind, said, row)


def _value(word: str, kind: str, said: str | None, row: int) -> Any:
    if word == "NA":
        return None
    if kind in {"text", "boolean"} and said is not None:
        return said == "True" if kind == "boolean" else said
    value = numbers([word], COVARIATES, row)[0]
    return int(value) if kind == "whole" else value


def _add_presence(
    folder: Path, listed: list[dict[str, str]], keys: list[str], draft: Draft
) -> None:
    dates = {int(row["wave"]): row["date"] for row in listed}
    several = 0
    for row, (key, words) in enumerate(
        zip(keys, _lines(folder / COMPOSITION), strict=False), start=1
    ):
        ends = [int(value) for value in numbers(words, COMPOSITION, row)]
        several += len(ends) > 2
        spell = {"start": dates.get(ends[0], ""), "end": dates.get(ends[-1], "")}
        draft.nodes[key].update(spell)
    draft.note("times", several)


def _cells(folder: Path, name: str, draft: Draft) -> NDArray[np.float64]:
    """Return a matrix as 0 and 1; gaps and structural values are said."""
    lines = _lines(folder / Path(name).name)
    gaps = sum(word in _GAPS for words in lines for word in words)
    rows = [
        numbers(["0" if word in _GAPS else word for word in words], name, row)
        for row, words in enumerate(lines, start=1)
    ]
    if not rows or {len(row) for row in rows} != {len(rows[0])}:
        raise DataError("graphs.sizes", file=f"{folder.name}/{name}")
    cells = np.array(rows)
    structural = np.isin(cells, list(_STRUCTURAL))
    draft.note("gaps", gaps)
    draft.note("structural", int(structural.sum()))
    for code, meant in _STRUCTURAL.items():
        cells[cells == code] = meant
    return cells


def _unlisted(names: set[str]) -> list[dict[str, str]]:
    known = {ACTORS, WAVES, CODES, COVARIATES, COMPOSITION}
    found = sorted(name for name in names - known if name.endswith((".dat", ".txt")))
    return [{"file": name, "layer": Path(name).stem, "wave": "1", "date": ""} for name in found]


def _lines(path: Path) -> list[list[str]]:
    text = content(path, "graphs").decode("utf-8-sig", errors="replace")
    return [line.split() for line in text.splitlines() if line.strip()]


def _rows(path: Path) -> list[dict[str, str]]:
    text = content(path, "graphs").decode("utf-8-sig", errors="replace")
    return [
        {key: value or "" for key, value in row.items() if isinstance(key, str)}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def _csv(head: list[str], rows: Sequence[Sequence[str]]) -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows([head, *rows])
    return made.getvalue().encode()
