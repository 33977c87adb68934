"""Temporal conditions: "A before B", and "-" where one of the events did not happen."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import DataError
from consilience.qca.dataset import case_names_of, read_outcome
from consilience.qca.truth_table import TruthTable, truth_table
from consilience.results import Note

NOT_APPLICABLE = -1.0  # equals no value of a condition: such a case is in neither A[1] nor A[0]
_MARKS = {"-", "–", "−"}
_OWNER = "temporal_truth_table"


def temporal_truth_table(
    data: object,
    outcome: str,
    conditions: object = None,
    *,
    temporal: object,
    inclusion_cut: float | tuple[float, float] = 0.8,
    pri_cut: float = 0.0,
    frequency_cut: int = 1,
    cases: str | None = None,
) -> TruthTable:
    """Build a truth table with conditions that say which of two events came first.

    A temporal condition is 1 where the first event came before the second, 0 where it did not,
    and "-" where one of them did not happen, so that the question does not arise. A case with "-"
    stands in the rows with 1 and with 0 alike ("don't care"): no model can tell it by that
    condition. In the fit of a path it is a member of neither value. All conditions show their
    values, as in ``EBA[1]``.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships in [0, 1]; multi-value conditions hold whole numbers from 0. Temporal
        conditions hold 0, 1 or "-". No gaps.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    conditions : list of str, optional
        Temporal ones among them; all columns but the outcome if not given.
    temporal : list of str
        Which conditions are temporal.
    inclusion_cut, pri_cut, frequency_cut
        As in :func:`truth_table`.
    cases : str, optional
        Column with the case names; else the index.

    Returns
    -------
    TruthTable
        As :func:`truth_table` returns it; ``n`` counts a case with "-" in each of its rows. In
        ``memberships`` such a cell is -1.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        As :func:`truth_table`, or if a temporal condition holds anything but 0, 1 and "-".

    Examples
    --------
    >>> from consilience.qca import minimize
    >>> data = {
    ...     "A": [1, 1, 1, 1, 0],
    ...     "B": [1, 1, 1, 0, 1],
    ...     "A_first": ["1", "1", "0", "-", "-"],
    ...     "Y": [1, 1, 0, 0, 0],
    ... }
    >>> table = temporal_truth_table(data, "Y", temporal=["A_first"])
    >>> [model.expression for model in minimize(table, "parsimonious").models]
    ['A[1]*B[1]*A_first[1]']

    References
    ----------
    Caren, N. and Panofsky, A. (2005). TQCA: A Technique for Adding Temporality to Qualitative
    Comparative Analysis. Sociological Methods and Research 34(2).
    Ragin, C. C. and Strand, S. I. (2008). Using Qualitative Comparative Analysis to Study Causal
    Order: Comment on Caren and Panofsky (2005). Sociological Methods and Research 36(4).
    """
    frame = checks.frame(data, "data", _OWNER)
    named = read_outcome(outcome, _OWNER).conditions
    default = [name for name in frame.columns if name not in {*named, cases}]
    wanted = checks.known_names(
        default if conditions is None else conditions, frame.columns, "conditions", _OWNER
    )
    marked = checks.known_names(temporal, wanted, "temporal", _OWNER)
    if cases is not None:
        checks.known_names(cases, frame.columns, "cases", _OWNER)
        frame = frame.set_index(cases)
    names = case_names_of(frame, _OWNER)
    codes = np.array([_codes(frame[name], name, names) for name in marked]).T
    places, readings = _readings(codes)
    copies = [f"{names[place]} [{number}]" for number, place in enumerate(places)]
    whole = frame.iloc[places].assign(**dict(zip(marked, readings.T, strict=True)))
    whole.index = pd.Index(copies)
    table = truth_table(whole, outcome, wanted, inclusion_cut, pri_cut, frequency_cut)
    return _of_cases(table, names, np.array(places), dict(zip(marked, codes.T, strict=True)))


def _codes(column: pd.Series, name: str, cases: tuple[str, ...]) -> list[float]:
    """Return 0, 1 and, for "-", -1."""
    found = []
    for case, cell in zip(cases, column, strict=True):
        text = str(cell).strip()
        if text in _MARKS:
            found.append(NOT_APPLICABLE)
        elif text in {"0", "1", "0.0", "1.0"}:
            found.append(float(text))
        else:
            raise DataError("qca.temporal.code", column=name, case=case, got=text)
    return found


def _readings(codes: NDArray[np.float64]) -> tuple[list[int], NDArray[np.float64]]:
    """Return each case once for every combination of values that its marks may stand for."""
    places, values = [], []
    for place, line in enumerate(codes.tolist()):
        choices = [(0.0, 1.0) if code == NOT_APPLICABLE else (code,) for code in line]
        for chosen in itertools.product(*choices):
            places.append(place)
            values.append(chosen)
    return places, np.array(values)


def _of_cases(
    table: TruthTable,
    names: tuple[str, ...],
    places: NDArray[np.intp],
    codes: Mapping[str, NDArray[np.float64]],
) -> TruthTable:
    """Return the table of copies with every case once, and "-" as a value that nothing equals."""
    owner = dict(zip(table.case_names, places.tolist(), strict=True))
    first = np.unique(places, return_index=True)[1]
    values = table.memberships[first]
    multi_value = table.multi_value.copy()
    for name, column in codes.items():
        where = table.conditions.index(name)
        values[:, where] = column
        multi_value[where] = True
    outcome = table.outcome_memberships[first]
    for array in (values, multi_value, outcome):
        array.flags.writeable = False

    def cases(copies: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names[owner[copy]] for copy in copies))

    return replace(
        table,
        parameters={**table.parameters, "temporal": list(codes)},
        references=(*table.references, "caren2005", "raginstrand2008"),
        notes=_notes(table, cases, len(names), codes),
        cases=tuple(cases(item) for item in table.cases),
        deviant_cases=tuple(cases(item) for item in table.deviant_cases),
        half_cases=cases(table.half_cases),
        case_names=names,
        memberships=values,
        multi_value=multi_value,
        outcome_memberships=outcome,
    )


def _notes(
    table: TruthTable,
    cases: Callable[[tuple[str, ...]], tuple[str, ...]],
    count: int,
    codes: Mapping[str, NDArray[np.float64]],
) -> tuple[Note, ...]:
    """Return the notes of the table about cases, not their copies, and one about the marks."""
    notes = []
    for note in table.notes:
        values = dict(note.values)
        values["cases"] = cases(values["cases"]) if note.key == "qca.note.half" else count
        notes.append(replace(note, values=values))
    marks = {name: int((column == NOT_APPLICABLE).sum()) for name, column in codes.items()}
    if any(marks.values()):
        shown = [f"{name} ({number})" for name, number in marks.items() if number]
        notes.append(Note("qca.note.temporal", {"conditions": shown}))
    return tuple(notes)
