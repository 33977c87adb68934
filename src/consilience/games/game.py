"""The game as users hold it: a payoff table, and everything that can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.games import rest_points as _rest_points
from consilience.games import thresholds as _thresholds
from consilience.games import vertices as _vertices
from consilience.games.payoff_table import EXAMPLE, PayoffTable
from consilience.games.values import Number, Values

__all__ = ["EXAMPLE", "Game"]


@dataclass(frozen=True)
class Game(PayoffTable):
    """A game of one or more populations with strategies, payoffs and named parameters.

    Make it with :meth:`from_dict` or :meth:`from_frame`. Parameters keep the user's own names;
    numbers are exact: "0.1" and 0.1 are 1/10. ``EXAMPLE`` of the examples is a game of a
    manufacturer and a supplier, in the form that :meth:`from_dict` takes.
    """

    def vertices(self, values: Values = None) -> _vertices.Vertices:
        """Analyse every vertex: each population plays one strategy.

        The eigenvalues of the Jacobian at a vertex are payoff differences: what each population
        gains by each other strategy. The vertex is an ESS if all are negative.

        Parameters
        ----------
        values
            Values of parameters that replace those of the table: a mapping of names to finite
            numbers or texts such as "1/3". Where a parameter has none, formulas and conditions are
            returned without numbers.

        Returns
        -------
        Vertices
            Eigenvalues as formula and number, kind and condition of each vertex.

        Raises
        ------
        ArgumentError
            If a value is no finite number.
        UnknownNameError
            If a name is no parameter.

        Examples
        --------
        >>> found = Game.from_dict(EXAMPLE).vertices()
        >>> found.stable
        (('cooperate', 'cooperate'), ('wait', 'wait'))
        >>> print(found.vertices[0].words())
        (cooperate, cooperate) is an ESS if and only if manufacturer loses by moving from
        "cooperate" to "wait" (C - R - W < 0); supplier loses by moving from "cooperate" to
        "wait" (C - R - W < 0).

        References
        ----------
        Friedman (1991), Evolutionary Games in Economics; Ritzberger and Weibull (1995),
        Evolutionary Selection in Normal-Form Games.
        """
        return _vertices.vertices(self.form, values, "Game.vertices")

    def equilibria(self, values: Values = None) -> _rest_points.Equilibria:
        """Find every rest point of the replicator dynamics, on vertices, faces and inside.

        Parameters
        ----------
        values
            As in :meth:`vertices`; every parameter that has an effect needs a value.

        Returns
        -------
        Equilibria
            All points with eigenvalues, kind and whether they are Nash equilibria; families of
            points are named with their dimension.

        Raises
        ------
        ArgumentError
            If a value is no finite number.
        DataError
            If a value is missing or there are too many sets of strategies.
        UnknownNameError
            If a name is no parameter.

        Examples
        --------
        >>> [(p.exact[0][0], p.kind) for p in Game.from_dict(EXAMPLE).equilibria({"W": 3}).points]
        [('1', 'ESS'), ('1', 'source'), ('0', 'source'), ('0', 'ESS'), ('1/3', 'saddle')]

        References
        ----------
        Ritzberger and Weibull (1995), Evolutionary Selection in Normal-Form Games; Haigh (1975),
        Game Theory and Evolution.
        """
        return _rest_points.equilibria(self.form, values, "Game.equilibria")

    def thresholds(
        self, parameter: str, low: Number, high: Number, values: Values = None
    ) -> _thresholds.Thresholds:
        """Find where vertices gain or lose stability as one parameter moves from low to high.

        Parameters
        ----------
        parameter
            The parameter that moves.
        low, high
            Ends of the range, finite, low below high.
        values
            As in :meth:`vertices`, for the other parameters.

        Returns
        -------
        Thresholds
            All critical values, the stable vertices in each interval between, and for each vertex
            its windows with the party that leaves below and above.

        Raises
        ------
        ArgumentError
            If an end or a value is no finite number, or the ends are reversed.
        DataError
            If a value is missing.
        UnknownNameError
            If a name is no parameter.

        Examples
        --------
        >>> found = Game.from_dict(EXAMPLE).thresholds("C", 0, 10)
        >>> found.critical
        (4.0, 9.5)
        >>> found.windows[0].binding_low, found.windows[0].binding_high[0].population
        ((), 'manufacturer')

        References
        ----------
        Friedman (1991), Evolutionary Games in Economics.
        """
        return _thresholds.thresholds(self.form, parameter, low, high, values, "Game.thresholds")
