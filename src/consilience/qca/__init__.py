"""Qualitative Comparative Analysis: crisp, fuzzy and multi-value sets.

The order of work: :func:`necessity`, :func:`truth_table`, :func:`minimize`,
:func:`configurations`, :func:`path_cases`; :func:`fit` measures any expression.
"""

from consilience.qca.asymmetry import Asymmetry, asymmetry
from consilience.qca.cases import CaseOfPath, PathCases, path_cases
from consilience.qca.configurations import Configuration, ConfigurationTable, configurations
from consilience.qca.expression import Expression, Literal, negate, parse
from consilience.qca.fit import Fit, SetFit, fit
from consilience.qca.models import Model, Pair, Solutions, SolutionType
from consilience.qca.necessity import Necessity, necessity
from consilience.qca.remainders import Remainders, remainders
from consilience.qca.solution import minimize
from consilience.qca.truth_table import TruthTable, row_memberships, row_numbers, truth_table

__all__ = [
    "Asymmetry",
    "CaseOfPath",
    "Configuration",
    "ConfigurationTable",
    "Expression",
    "Fit",
    "Literal",
    "Model",
    "Necessity",
    "Pair",
    "PathCases",
    "Remainders",
    "SetFit",
    "SolutionType",
    "Solutions",
    "TruthTable",
    "asymmetry",
    "configurations",
    "fit",
    "minimize",
    "necessity",
    "negate",
    "parse",
    "path_cases",
    "remainders",
    "row_memberships",
    "row_numbers",
    "truth_table",
]
