"""The configuration table of management papers: core and peripheral conditions (Fiss 2011)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError
from consilience.qca.expression import Literal, parse
from consilience.qca.fit import SetFit
from consilience.qca.models import Model, Solutions
from consilience.results import Note, Result

Role = Choice["core", "ambiguous", "peripheral"]


@dataclass(frozen=True)
class Cell:
    """One condition in one configuration.

    ``value`` is 1 for present, 0 for absent, another number for a value of a multi-value
    condition. The condition is core in ``core_in`` of ``models`` parsimonious models that lead to
    this intermediate model: ``"core"`` in all, ``"ambiguous"`` in some, ``"peripheral"`` in none.
    """

    condition: str
    value: int
    core_in: int
    models: int

    @property
    def role(self) -> Role:
        """Whether the condition is core, in all parsimonious models, in some, or in none."""
        if self.core_in == self.models:
            return "core"
        return "ambiguous" if self.core_in else "peripheral"


@dataclass(frozen=True)
class Configuration:
    """One path: its label (1a, 1b: same core conditions), its cells and its fit."""

    label: str
    term: str
    cells: tuple[Cell, ...]
    fit: SetFit

    def cell(self, condition: str) -> Cell | None:
        """Return the cell of a condition, or nothing if it does not matter here."""
        return next((cell for cell in self.cells if cell.condition == condition), None)


@dataclass(frozen=True, kw_only=True, eq=False)
class ConfigurationTable(Result):
    """Configurations of one intermediate model, side by side."""

    outcome: str
    conditions: tuple[str, ...]
    configurations: tuple[Configuration, ...]
    inclusion: float
    pri: float
    coverage: float

    def to_frame(self) -> pd.DataFrame:
        """Return conditions by configurations; cells such as "core present", empty = any."""
        return pd.DataFrame(
            {
                column.label: [_shown(column.cell(name)) for name in self.conditions]
                for column in self.configurations
            },
            index=list(self.conditions),
        )


def configurations(intermediate: Solutions, model: int = 1) -> ConfigurationTable:
    """Tell core from peripheral conditions in an intermediate model.

    A condition is core if a parsimonious term that contains the configuration names it, and
    peripheral otherwise. Where several parsimonious models tie, a condition can be core in some
    of them only; it is then called ambiguous (a convention of this program: the literature
    compares one parsimonious model).

    Parameters
    ----------
    intermediate : Solutions
        What ``minimize(..., "intermediate", ...)`` returned.
    model : int
        Which of its models, from 1.

    Returns
    -------
    ConfigurationTable
        Configurations grouped by their core conditions, in the order of the model.

    Raises
    ------
    ArgumentError
        If the solutions are not intermediate ones or there is no such model.

    Examples
    --------
    >>> from consilience.qca import minimize, truth_table
    >>> data = {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 0, 0, 0]}
    >>> found = minimize(truth_table(data, "Y"), "intermediate", {"A": 1, "B": 1})
    >>> configurations(found).to_frame()
                  1
    A  core present
    B  core present

    References
    ----------
    Fiss, P. C. (2011). Building Better Causal Theories: A Fuzzy Set Approach to Typologies in
    Organization Research. Academy of Management Journal 54(2).
    """
    if not isinstance(intermediate, Solutions) or intermediate.solution != "intermediate":
        got = getattr(intermediate, "solution", type(intermediate).__name__)
        raise ArgumentError("intermediate", "configurations", "intermediate", got)
    number = checks.whole(model, 1, "model", "configurations")
    if number > len(intermediate.models):
        high = len(intermediate.models)
        raise ArgumentError("model", "configurations", "interval_whole", number, low=1, high=high)
    chosen = intermediate.models[number - 1]
    short = _parsimonious_models(intermediate, chosen)
    inside = [[_literals(term) for term in terms] for terms in short]
    cells = [_cells(term, inside) for term in chosen.terms]
    labels = _labels(cells)
    ambiguous = any(cell.role == "ambiguous" for column in cells for cell in column)
    notes = (
        (Note("qca.note.ambiguous_core", {"models": len(short)}, "warning"),) if ambiguous else ()
    )
    return ConfigurationTable(
        parameters={**intermediate.parameters, "model": number},
        notes=notes,
        references=("fiss2011",),
        outcome=intermediate.outcome,
        conditions=intermediate.conditions,
        configurations=tuple(
            Configuration(label, term, column, fit)
            for label, term, column, fit in sorted(
                zip(labels, chosen.terms, cells, chosen.term_fits, strict=True),
                key=lambda item: (int(item[0].rstrip("abcdefghijklmnopqrstuvwxyz")), item[0]),
            )
        ),
        inclusion=chosen.inclusion,
        pri=chosen.pri,
        coverage=chosen.coverage,
    )


def _parsimonious_models(intermediate: Solutions, chosen: Model) -> list[tuple[str, ...]]:
    names = set(chosen.origin)
    found = {pair.parsimonious for pair in intermediate.pairs if pair.name in names}
    return sorted(found)


def _cells(term: str, short: list[list[frozenset[Literal]]]) -> tuple[Cell, ...]:
    literals = _literals(term)
    cores = [{item for other in terms if other <= literals for item in other} for terms in short]
    ordered = [] if term == "1" else parse(term).terms[0]
    return tuple(
        Cell(item.condition, item.value, sum(item in core for core in cores), len(cores))
        for item in ordered
    )


def _literals(term: str) -> frozenset[Literal]:
    return frozenset() if term == "1" else frozenset(parse(term).terms[0])


def _labels(cells: list[tuple[Cell, ...]]) -> list[str]:
    groups: dict[frozenset[tuple[str, int]], list[int]] = {}
    for place, column in enumerate(cells):
        core = frozenset((c.condition, c.value) for c in column if c.role == "core")
        groups.setdefault(core, []).append(place)
    labels = [""] * len(cells)
    for number, places in enumerate(groups.values(), start=1):
        for letter, place in enumerate(places):
            labels[place] = f"{number}{_letters(letter)}" if len(places) > 1 else str(number)
    return labels


def _letters(place: int) -> str:
    return chr(ord("a") + place % 26) * (place // 26 + 1)


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    word = {1: "present", 0: "absent"}.get(cell.value, f"value {cell.value}")
    return f"{cell.role} {word}"
