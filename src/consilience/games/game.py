"""The game as users hold it: a payoff table, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consilience.games import basins as _basins
from consilience.games import mechanism as _mechanism
from consilience.games import rest_points as _rest_points
from consilience.games import thresholds as _thresholds
from consilience.games import trajectories as _trajectories
from consilience.games import vertices as _vertices
from consilience.games.payoff_table import EXAMPLE, PayoffTable
from consilience.games.trajectories import Numbers, Start
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
        self,
        parameter: str,
        low: Number,
        high: Number,
        values: Values = None,
        *,
        start: Start | None = None,
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
        start
            Today's state, as in :meth:`trajectory`: then also the values at which the path from
            there comes to end elsewhere, looked for among 64 steps and then refined.

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
        owner = "Game.thresholds"
        return _thresholds.thresholds(self.form, parameter, (low, high), values, start, owner)

    def trajectory(
        self, start: Start, times: Numbers, values: Values = None
    ) -> _trajectories.Trajectory:
        """Follow the replicator dynamics from one start.

        Coordinates are logarithms of shares, so that shares never leave the simplex.

        Parameters
        ----------
        start
            One entry for each population: the share of the first of two strategies, between 0 and
            1, or a list of all shares, which sum to 1. A share of 0 stays 0.
        times
            Increasing times of at least 0.
        values
            As in :meth:`equilibria`.

        Returns
        -------
        Trajectory
            Shares at each time, shape (times, strategies), and the stable vertex to which the last
            state goes for certain.

        Raises
        ------
        ArgumentError
            If start or times are of the wrong form or outside of their range.
        DataError
            If a value is missing, shares do not sum to 1 or the path takes too many steps.
        UnknownNameError
            If a name is no parameter.

        Examples
        --------
        >>> found = Game.from_dict(EXAMPLE).trajectory([0.5, 0.4], [0, 2, 8])
        >>> found.shares[:, [0, 2]].round(3)
        array([[0.5  , 0.4  ],
               [0.999, 0.999],
               [1.   , 1.   ]])
        >>> found.end
        ('cooperate', 'cooperate')

        References
        ----------
        Taylor and Jonker (1978), Evolutionary Stable Strategies and Game Dynamics; Dormand and
        Prince (1980), A Family of Embedded Runge-Kutta Formulae.
        """
        owner = "Game.trajectory"
        return _trajectories.trajectory(self.form, start, times, values, owner)

    def trajectories(
        self, starts: Sequence[Start], times: Numbers, values: Values = None
    ) -> _trajectories.Trajectories:
        """Follow the replicator dynamics from several starts; each takes its own steps.

        Parameters
        ----------
        starts
            A list of at least one start, each as in :meth:`trajectory`.
        times, values
            As in :meth:`trajectory`.

        Returns
        -------
        Trajectories
            Shares of shape (starts, times, strategies), and where each start ends.

        Raises
        ------
        ArgumentError
            If starts or times are of the wrong form or outside of their range.
        DataError
            If a value is missing, shares do not sum to 1 or a path takes too many steps.
        UnknownNameError
            If a name is no parameter.

        Examples
        --------
        >>> Game.from_dict(EXAMPLE).trajectories([[0.9, 0.9], [0.1, 0.1]], [9]).ends
        (('cooperate', 'cooperate'), ('wait', 'wait'))

        References
        ----------
        Dormand and Prince (1980), A Family of Embedded Runge-Kutta Formulae.
        """
        owner = "Game.trajectories"
        return _trajectories.trajectories(self.form, starts, times, values, owner)

    def basins(
        self,
        values: Values = None,
        samples: int = 10_000,
        seed: int = 0,
        *,
        horizon: float | None = None,
    ) -> _basins.Basins:
        """Measure from which share of all starts each stable state is reached.

        Around each stable vertex there is a box that no path leaves: a path that enters it has
        arrived for certain. Mixed states of games whose payoffs depend on own shares count as
        reached within 0.001.

        Parameters
        ----------
        values
            As in :meth:`equilibria`.
        samples
            Number of starts, at least 1, spread evenly over all shares.
        seed
            Seed of the starts, at least 0; the same seed gives the same starts.
        horizon
            Time after which a path counts as unsettled, above 0; by default 10,000 over the
            largest payoff difference, a convention of this program.

        Returns
        -------
        Basins
            The share of each stable state with its standard error.

        Raises
        ------
        ArgumentError
            If an argument is outside its range.
        DataError
            If a value is missing.
        UnknownNameError
            If a name is no parameter.

        Examples
        --------
        >>> found = Game.from_dict(EXAMPLE).basins(samples=400, seed=1)
        >>> found.of("cooperate", "cooperate").share > 0.9
        True

        References
        ----------
        Hofbauer and Sigmund (1998), Evolutionary Games and Population Dynamics.
        """
        return _basins.basins(self.form, values, samples, seed, horizon, "Game.basins")

    def mechanism(
        self,
        target: Sequence[str] | str,
        levers: Mapping[str, Sequence[Number]],
        values: Values = None,
        *,
        margin: float = 1e-3,
        only: bool = False,
        basin: float | None = None,
    ) -> _mechanism.Mechanism:
        """Find the cheapest change of levers that makes a profile evolutionarily stable.

        Where payoff differences are linear in the levers, one integer programme decides, and
        nothing cheaper exists. Else a search with a fixed seed finds a change that holds.

        Parameters
        ----------
        target
            One strategy of each population.
        levers
            A mapping of at least one parameter to (low, high) or (low, high, cost of one unit),
            with today's value between the ends and a cost of at least 0 (1 by default).
        values
            As in :meth:`equilibria`: today's values.
        margin
            What every move away from the target must lose at least, above 0, in units of payoff.
        only
            If true, someone must gain at least the margin by leaving every other vertex.
        basin
            The share of all starts, between 0 and 1, of which at least so many must end at the
            target (1,000 starts, a convention of this program); None for no such goal. Where the
            cheapest change does not reach it, a search with a fixed seed goes on.

        Returns
        -------
        Mechanism
            The change, its cost, and all profiles that are stable then; where nothing helps,
            ``found`` is false.

        Raises
        ------
        ArgumentError
            If an argument is of the wrong form or outside of its range.
        DataError
            If a value is missing.
        UnknownNameError
            If a parameter or strategy is unknown.

        Examples
        --------
        >>> game = Game.from_dict(EXAMPLE)
        >>> found = game.mechanism(("cooperate", "cooperate"), {"R": (0, 9)}, only=True)
        >>> round(found.changes[0].after, 3), found.stable
        (5.001, (('cooperate', 'cooperate'),))

        References
        ----------
        Friedman (1991), Evolutionary Games in Economics.
        """
        owner = "Game.mechanism"
        return _mechanism.mechanism(self.form, target, levers, values, margin, only, basin, owner)
