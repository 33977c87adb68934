"""Expected payoffs and replicator equations as text and as LaTeX; a check of copied equations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.games.expressions import parse
from consilience.games.polynomial import Polynomial, constant, symbol
from consilience.games.printing import grouped_latex, grouped_text, symbol_latex
from consilience.games.records import REFERENCES, Form
from consilience.results import Note, Result


@dataclass(frozen=True)
class Equation:
    """Payoff and motion of one strategy.

    ``payoff`` is its expected payoff, ``advantage`` what it earns beyond the last strategy of its
    population, ``motion`` the change of its share in time; all as text and as LaTeX.
    """

    population: str
    strategy: str
    share: str
    payoff: str
    advantage: str
    motion: str
    payoff_latex: str
    motion_latex: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Equations(Result):
    """The equations of a game; strategies whose share is 1 less the others have no motion."""

    equations: tuple[Equation, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a strategy."""
        return pd.DataFrame([vars(item) for item in self.equations])

    def latex(self) -> str:
        """Return the replicator equations as one LaTeX environment (package amsmath)."""
        lines = [item.motion_latex for item in self.equations if item.motion]
        inner = " \\\\\n".join(line.replace(" = ", " &= ", 1) for line in lines)
        return f"\\begin{{align}}\n{inner}\n\\end{{align}}"


def equations(form: Form) -> Equations:
    """Return the equations of a game; see :meth:`Game.equations`."""
    found = [
        _equation(form, number, place)
        for number, population in enumerate(form.populations)
        for place in range(len(population.strategies))
    ]
    return Equations(equations=tuple(found), parameters={}, notes=form.notes, references=REFERENCES)


def check_equations(form: Form, written: object, owner: str) -> tuple[Note, ...]:
    """Return a note for each equation that differs; see :meth:`Game.check_equations`."""
    if not isinstance(written, Mapping) or not written:
        raise ArgumentError("equations", owner, "mapping", written)
    names = [item.name for item in form.parameters] + list(form.shares)
    known = {name: symbol(name) for name in names}
    found = []
    for share, text in written.items():
        if share not in form.shares:
            raise UnknownNameError("equations", owner, str(share), form.shares)
        if not isinstance(text, str):
            raise DataError("games.expression.no_number", cell=share, got=text)
        difference = parse(text, known, share) - motion(form, share)
        if difference.constant() != 0:
            blanks = {"share": share, "difference": grouped_text(difference, form.shares)}
            found.append(Note("games.note.equation_differs", blanks, "warning"))
    return tuple(found)


def motion(form: Form, share: str) -> Polynomial:
    """Return the change of a share in time under the replicator dynamics."""
    number = next(k for k, item in enumerate(form.populations) if share in item.shares)
    place = form.populations[number].shares.index(share)
    mean = constant(0)
    for strategy, gain in enumerate(form.gains[number]):
        mean += form.share(number, strategy) * gain
    return symbol(share) * (form.gains[number][place] - mean)


def _equation(form: Form, number: int, place: int) -> Equation:
    population = form.populations[number]
    utility, gain = form.utilities[number][place], form.gains[number][place]
    moves = place < len(population.shares)
    share = population.shares[place] if moves else ""
    return Equation(
        population=population.name,
        strategy=population.strategies[place],
        share=share,
        payoff=grouped_text(utility, form.shares),
        advantage=grouped_text(gain, form.shares),
        motion=_motion_text(form, number, place) if moves else "",
        payoff_latex=grouped_latex(utility, form.shares),
        motion_latex=_motion_latex(form, number, place) if moves else "",
    )


def _motion_text(form: Form, number: int, place: int) -> str:
    shares, gains = form.populations[number].shares, form.gains[number]
    own = shares[place]
    shown = [f"({grouped_text(item, form.shares)})" for item in gains[:-1]]
    if len(shares) == 1:
        return f"d{own}/dt = {own}*(1 - {own})*{shown[0]}"
    mean = " + ".join(f"{share}*{gain}" for share, gain in zip(shares, shown, strict=True))
    return f"d{own}/dt = {own}*({shown[place]} - ({mean}))"


def _motion_latex(form: Form, number: int, place: int) -> str:
    names = [symbol_latex(name) for name in form.populations[number].shares]
    gains, own = form.gains[number], names[place]
    shown = [rf"\left[{grouped_latex(item, form.shares)}\right]" for item in gains[:-1]]
    start = rf"\frac{{d {own}}}{{dt}} = {own}"
    if len(names) == 1:
        return rf"{start} (1 - {own}) {shown[0]}"
    mean = " + ".join(f"{share} {gain}" for share, gain in zip(names, shown, strict=True))
    return rf"{start} \left({shown[place]} - {mean}\right)"
