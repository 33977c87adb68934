"""A payoff table with names: how it is read, and the equations that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from consilience.errors import ArgumentError
from consilience.games import equations as _equations
from consilience.games.reading import form_of
from consilience.games.records import Form, Parameter, Population
from consilience.games.tables import table_of
from consilience.results import Note

EXAMPLE: dict[str, Any] = {
    "populations": [
        {"name": "manufacturer", "strategies": ["cooperate", "wait"]},
        {"name": "supplier", "strategies": ["cooperate", "wait"]},
    ],
    "parameters": {"R": 4, "C": 5, "W": "5.5"},
    "payoffs": [
        {"profile": ["cooperate", "cooperate"], "payoff": ["R - C + W", "R - C + W"]},
        {"profile": ["cooperate", "wait"], "payoff": ["R - C", 0]},
        {"profile": ["wait", "cooperate"], "payoff": [0, "R - C"]},
        {"profile": ["wait", "wait"], "payoff": [0, 0]},
    ],
}


@dataclass(frozen=True)
class PayoffTable:
    """Populations, strategies, parameters and payoffs; see :class:`Game`, which asks about them."""

    form: Form

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> Self:
        """Read a game from a mapping, as JSON or TOML hold it.

        Parameters
        ----------
        table
            ``populations``: a list of at least one ``{"name": ..., "strategies": [...]}``, with
            at least two strategies each; optionally ``shares``, the symbols of the shares of all
            strategies but the last (x, y, z, w by default for up to four populations of two
            strategies). ``parameters``: a mapping of names to numbers, texts such as "1/3", None,
            or ``{"value", "low", "high", "unit", "meaning"}``. ``definitions``: optional
            abbreviations, names to formulas. Then either ``payoffs``, a list of ``{"profile":
            [a strategy of each population], "payoff": [a formula or number for each]}`` with
            every profile once, both lists also as mappings of the populations; or ``advantages``,
            for populations of two strategies: a mapping of each population to what its first
            strategy earns beyond the second, a formula in parameters and shares. ``names_zh``:
            optional, a mapping of populations and strategies to their Chinese names in reports; the
            analysis does not use it.

            Formulas have + - * / ^ (or ``**``), parentheses, exp, log, sqrt, abs, min, max. A
            product needs its sign. Payoffs may depend on shares, as a polynomial.

        Returns
        -------
        Game
            The game.

        Raises
        ------
        ArgumentError
            If something is of the wrong type.
        DataError
            If the table is incomplete or a formula cannot be read; the sentence names the cell.
        UnknownNameError
            If an entry is unknown.

        Examples
        --------
        >>> EXAMPLE["payoffs"][1]
        {'profile': ['cooperate', 'wait'], 'payoff': ['R - C', 0]}
        >>> PayoffTable.from_dict(EXAMPLE).form.sizes
        (2, 2)

        References
        ----------
        Friedman (1991), Evolutionary Games in Economics.
        """
        return cls(form_of(table, "Game.from_dict"))

    @classmethod
    def from_frame(
        cls,
        frame: object,
        parameters: Mapping[str, Any] | None = None,
        definitions: Mapping[str, str] | None = None,
    ) -> Self:
        """Read a game from a table with one row a profile.

        Parameters
        ----------
        frame
            A data frame or mapping of columns: one column a population with its strategies, and
            one named "payoff of POPULATION" (or "POPULATION的收益") for each, with formulas or
            numbers. Strategies are ordered as they first appear.
        parameters, definitions
            As in :meth:`from_dict`.

        Returns
        -------
        Game
            The game.

        Raises
        ------
        ArgumentError
            If something is of the wrong type.
        DataError
            If populations and payoffs do not match, the table is incomplete, or a formula cannot
            be read.

        Examples
        --------
        >>> game = PayoffTable.from_frame(
        ...     {
        ...         "firm": ["invest", "invest", "wait", "wait"],
        ...         "city": ["fund", "save", "fund", "save"],
        ...         "payoff of firm": ["V + s - c", "V - c", "0", "0"],
        ...         "payoff of city": ["b - s", "b", "0", "0"],
        ...     },
        ...     {"V": 2, "s": 2, "c": 3, "b": 4},
        ... )
        >>> game.equations().to_frame().motion[0]
        'dx/dt = x*(1 - x)*(V - c + s*y)'

        References
        ----------
        Taylor and Jonker (1978), Evolutionary Stable Strategies and Game Dynamics.
        """
        return cls(
            form_of(table_of(frame, parameters, definitions, "Game.from_frame"), "Game.from_frame")
        )

    @property
    def populations(self) -> tuple[Population, ...]:
        """The populations with their strategies and the symbols of their shares."""
        return self.form.populations

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters, in the order of the table."""
        return self.form.parameters

    @property
    def notes(self) -> tuple[Note, ...]:
        """What a reader of the table must know: parameters without use or effect."""
        return self.form.notes

    def equations(self) -> _equations.Equations:
        r"""Return expected payoffs and replicator equations.

        :math:`\dot x_s = x_s (u_s - \bar u)` for the share of each strategy.

        Returns
        -------
        Equations
            One entry a strategy, as text and LaTeX.

        Examples
        --------
        >>> PayoffTable.from_dict(EXAMPLE).equations().equations[0].motion
        'dx/dt = x*(1 - x)*(R - C + W*y)'

        References
        ----------
        Taylor and Jonker (1978), Evolutionary Stable Strategies and Game Dynamics.
        """
        return _equations.equations(self.form)

    def check_equations(self, equations: Mapping[str, str]) -> tuple[Note, ...]:
        """Compare replicator equations that were typed elsewhere with those of the table.

        Parameters
        ----------
        equations
            The right-hand side of each share's equation, by the symbol of the share.

        Returns
        -------
        tuple of Note
            One note for each equation that differs, with the difference; none if all agree.

        Raises
        ------
        ArgumentError
            If the equations are no mapping.
        DataError
            If an equation cannot be read.
        UnknownNameError
            If a share is unknown.

        Examples
        --------
        >>> typed = {"x": "x*(1 - x)*(R - C - W*y)"}
        >>> (note,) = PayoffTable.from_dict(EXAMPLE).check_equations(typed)
        >>> str(note)
        'The equation of x differs from the payoff table by -2*W*x*y + 2*W*x^2*y.'

        References
        ----------
        Taylor and Jonker (1978), Evolutionary Stable Strategies and Game Dynamics.
        """
        return _equations.check_equations(self.form, equations, "Game.check_equations")


def form_argument(game: object, owner: str) -> Form:
    """Return the form of a game that was given as an argument."""
    if not isinstance(game, PayoffTable):
        raise ArgumentError("game", owner, "game", type(game).__name__)
    return game.form
