"""Conservative, parsimonious and intermediate solutions, with every tied model."""

from __future__ import annotations

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.qca import minimization
from consilience.qca.expectations import read_expectations
from consilience.qca.intermediate import intermediate
from consilience.qca.models import Contradictions, CoverKind, Solutions, SolutionType
from consilience.qca.search import (
    POSITIVE,
    Search,
    choices_of,
    forbidden,
    implicant_texts,
    in_all,
    listed_models,
    notes_of,
    one_by_one,
    parameters_of,
    rows_covered,
    status_of,
)
from consilience.qca.truth_table import TruthTable
from consilience.qca.untenable import read_excluded


def minimize(
    truth_table: TruthTable,
    solution: SolutionType = "conservative",
    expectations: object = None,
    *,
    most_models: int = 10_000,
    budget: int = 5_000_000,
    exclude: object = None,
    contradictions: Contradictions = "negative",
    covers: CoverKind = "minimum",
    path_cut: float | tuple[float, float] = 0.0,
) -> Solutions:
    """Minimise a truth table and return every model with the fewest paths.

    The conservative (complex) solution uses no remainder, the parsimonious one any remainder that
    makes it shorter, the intermediate one only easy counterfactuals: remainders that the
    parsimonious model uses and that agree with the expectations. Rows marked "?" count as
    remainders.

    Parameters
    ----------
    truth_table : TruthTable
        What :func:`truth_table` returned.
    solution : {"conservative", "parsimonious", "intermediate"}
        Which remainders may be used.
    expectations : mapping, list or str
        For the intermediate solution: the expected value of each condition, as in
        ``{"A": 1, "B": 0}`` or ``"A, ~B"``, and conjunctions expected as a whole, as in
        ``"A, ~B*C"``; conditions left out have no expectation.
    most_models : int
        At most so many models are listed, at least 1; the count goes on.
    budget : int
        Search nodes for the proof that all ties are found, at least 1; fewer where nodes are
        costly, so that a search ends within seconds.
    exclude : int, str or list of them, optional
        Configurations that no model may cover as remainders: row numbers (from 1, as in the
        table) or expressions such as ``"A*~B + C"``. The conservative solution covers no
        remainder anyway.
    contradictions : {"negative", "positive", "remainder", "absorbed"}
        Rows marked "C" must not be covered, must be covered, may be covered where remainders may
        (by the parsimonious and intermediate solutions), or may be covered by every solution.
    covers : {"minimum", "irredundant"}
        Models with the fewest paths, or every model in which no path is superfluous. The
        intermediate solution then looks at all pairs of such models.
    path_cut : float in [0, 1], or pair of them
        Lowest inclusion of a path over all cases; with a pair, of a path and of a model.

    Returns
    -------
    Solutions
        Models in a fixed order, each with inclusion, PRI and coverage in [0, 1]. If the search
        ended early, ``exhausted`` is false and a note says so. Irredundant models stand in rising
        order of the number of their paths; one with the fewest is listed in any case.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the solution type is unknown, expectations are missing, unknown or contradictory, or an
        excluded row does not exist or has to be covered.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> data = {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 1, 0]}
    >>> minimize(truth_table(data, "Y"), "parsimonious").models[0].expression
    'A + B'
    >>> few = truth_table({"A": [1, 0], "B": [1, 0], "Y": [1, 0]}, "Y")
    >>> [model.expression for model in minimize(few, "parsimonious", exclude="A*~B").models]
    ['B']
    >>> ring = {"A": [0, 0, 0, 1, 1, 1, 0, 1], "B": [0, 1, 1, 0, 0, 1, 0, 1]}
    >>> ring |= {"C": [1, 0, 1, 0, 1, 0, 0, 1], "Y": [1, 1, 1, 1, 1, 1, 0, 0]}
    >>> found = minimize(truth_table(ring, "Y"), covers="irredundant")
    >>> [len(model.terms) for model in found.models]
    [3, 3, 4, 4, 4]

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    Baumgartner, M. and Thiem, A. (2017). Model Ambiguities in Configurational Comparative
    Research. Sociological Methods and Research 46(4).
    Murakami, K. and Uno, T. (2014). Efficient Algorithms for Dualizing Large-Scale Hypergraphs.
    Discrete Applied Mathematics 170.
    Schneider, C. Q. and Wagemann, C. (2013). Doing Justice to Logical Remainders in QCA: Moving
    Beyond the Standard Analysis. Political Research Quarterly 66(1).
    """
    if not isinstance(truth_table, TruthTable):
        raise ArgumentError("truth_table", "minimize", "truth_table", type(truth_table).__name__)
    checks.choice(solution, get_args(SolutionType), "solution", "minimize")
    checks.whole(most_models, 1, "most_models", "minimize")
    checks.whole(budget, 1, "budget", "minimize")
    treated = checks.choice(contradictions, get_args(Contradictions), "contradictions", "minimize")
    excluded = read_excluded(exclude, truth_table, POSITIVE[treated])
    kind = checks.choice(covers, get_args(CoverKind), "covers", "minimize")
    search = Search(
        truth_table, most_models, budget, treated, excluded, kind, *_lowest_inclusions(path_cut)
    )
    if solution == "intermediate":
        expected = read_expectations(expectations, truth_table)
        return intermediate(search, expected)
    implicants, found = search.between(forbidden(search, solution))
    return _solutions(search, solution, implicants, found)


def _lowest_inclusions(path_cut: object) -> tuple[float, float]:
    if isinstance(path_cut, tuple | list) and len(path_cut) == 2:
        path, model = (checks.interval(cut, 0, 1, "path_cut", "minimize") for cut in path_cut)
        return path, model
    return checks.interval(path_cut, 0, 1, "path_cut", "minimize"), 0.0


def _solutions(
    search: Search,
    solution: SolutionType,
    implicants: NDArray[np.int64],
    covers: minimization.Covers,
) -> Solutions:
    table = search.table
    texts = implicant_texts(implicants, table)
    models = listed_models(search, implicants, covers)
    chart = minimization.chart(implicants, search.positive)
    count, exhausted, fewest = covers.count, covers.exhausted, covers.lower
    essential = tuple(texts[i] for i in covers.everywhere)
    alternatives = choices_of(covers, texts)
    if search.model_cut:
        exhausted = exhausted and count <= search.most_models
        count = len(models)
        alternatives = one_by_one(models)
        if exhausted:
            essential = tuple(in_all(models))
            fewest = min((len(model.terms) for model in models), default=0)
    return Solutions(
        parameters=parameters_of(search, solution),
        notes=notes_of(
            search,
            models,
            count,
            exhausted=exhausted,
            bound=None if covers.proved else covers.lower,
        ),
        references=("ragin2008", "baumgartner2017", "murakami2014"),
        outcome=table.outcome,
        conditions=table.conditions,
        solution=solution,
        status=status_of(search, models),
        fewest_paths=fewest,
        models=tuple(models),
        model_count=count,
        exhausted=exhausted,
        prime_implicants=tuple(texts),
        essential=essential,
        alternatives=alternatives,
        covered_rows=rows_covered(chart, search.positive_numbers),
    )
