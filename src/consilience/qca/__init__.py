"""Qualitative Comparative Analysis: crisp, fuzzy and multi-value sets.

The order of work: :func:`necessity`, :func:`truth_table`, :func:`minimize`,
:func:`configurations`, :func:`path_cases`; :func:`fit` measures any expression,
:func:`panel_fit` in each wave and unit of a panel.
:func:`nca` asks how much of a condition an outcome needs. :func:`symmetric_regression` is no QCA
but a side panel: what each condition adds on average.
"""

from consilience.qca.asymmetry import Asymmetry, asymmetry
from consilience.qca.case_pairs import CasePairs, CaseSelection, case_pairs
from consilience.qca.cases import CaseOfPath, PathCases, path_cases
from consilience.qca.clusters import ClusterFit, GroupedFit, cluster_fit
from consilience.qca.conditional import (
    ConditionalNecessity,
    PathsGiven,
    conditional_necessity,
    paths_given,
)
from consilience.qca.configurations import Configuration, ConfigurationTable, configurations
from consilience.qca.enhanced import EnhancedAnalysis, Exclusion, enhanced_analysis
from consilience.qca.expression import Expression, Literal, negate, parse
from consilience.qca.fit import Fit, SetFit, fit
from consilience.qca.models import Contradictions, CoverKind, Model, Pair, Solutions, SolutionType
from consilience.qca.nca import Ceiling, NecessaryConditionAnalysis, nca
from consilience.qca.nearest_alternatives import (
    NearestElsewhere,
    NearestPathAlternatives,
    nearest_path_alternatives,
)
from consilience.qca.nearest_moves import Move, PathDistance
from consilience.qca.nearest_path import NearestPath, nearest_path
from consilience.qca.nearest_stability import (
    NearestPathStability,
    PathShare,
    nearest_path_stability,
)
from consilience.qca.necessity import Necessity, necessity
from consilience.qca.panel import PanelFit, panel_fit
from consilience.qca.panel_change import (
    PanelChange,
    PathInWave,
    PathTrend,
    UnitMove,
    panel_change,
)
from consilience.qca.path_relations import (
    Complements,
    Opposed,
    PathRelations,
    Substitutes,
    path_relations,
)
from consilience.qca.progress import Progress, listening
from consilience.qca.remainders import Remainders, remainders
from consilience.qca.robustness import robustness
from consilience.qca.robustness_records import (
    AlternativeSolution,
    Robustness,
    RobustnessCases,
    RobustnessFit,
    RobustnessOfKind,
    SensitivityRange,
)
from consilience.qca.robustness_tests import AlternativeData, RobustnessTests
from consilience.qca.solution import minimize
from consilience.qca.symmetric import Coefficient, SymmetricRegression, symmetric_regression
from consilience.qca.temporal import temporal_truth_table
from consilience.qca.theory_evaluation import (
    TheoryEvaluation,
    TheoryIntersection,
    theory_evaluation,
)
from consilience.qca.truth_table import TruthTable, row_memberships, row_numbers, truth_table
from consilience.qca.two_step import Context, TwoStep, two_step
from consilience.qca.untenable import Untenable, untenable

__all__ = [
    "AlternativeData",
    "AlternativeSolution",
    "Asymmetry",
    "CaseOfPath",
    "CasePairs",
    "CaseSelection",
    "Ceiling",
    "ClusterFit",
    "Coefficient",
    "Complements",
    "ConditionalNecessity",
    "Configuration",
    "ConfigurationTable",
    "Context",
    "Contradictions",
    "CoverKind",
    "EnhancedAnalysis",
    "Exclusion",
    "Expression",
    "Fit",
    "GroupedFit",
    "Literal",
    "Model",
    "Move",
    "NearestElsewhere",
    "NearestPath",
    "NearestPathAlternatives",
    "NearestPathStability",
    "NecessaryConditionAnalysis",
    "Necessity",
    "Opposed",
    "Pair",
    "PanelChange",
    "PanelFit",
    "PathCases",
    "PathDistance",
    "PathInWave",
    "PathRelations",
    "PathShare",
    "PathTrend",
    "PathsGiven",
    "Progress",
    "Remainders",
    "Robustness",
    "RobustnessCases",
    "RobustnessFit",
    "RobustnessOfKind",
    "RobustnessTests",
    "SensitivityRange",
    "SetFit",
    "SolutionType",
    "Solutions",
    "Substitutes",
    "SymmetricRegression",
    "TheoryEvaluation",
    "TheoryIntersection",
    "TruthTable",
    "TwoStep",
    "UnitMove",
    "Untenable",
    "asymmetry",
    "case_pairs",
    "cluster_fit",
    "conditional_necessity",
    "configurations",
    "enhanced_analysis",
    "fit",
    "listening",
    "minimize",
    "nca",
    "nearest_path",
    "nearest_path_alternatives",
    "nearest_path_stability",
    "necessity",
    "negate",
    "panel_change",
    "panel_fit",
    "parse",
    "path_cases",
    "path_relations",
    "paths_given",
    "remainders",
    "robustness",
    "row_memberships",
    "row_numbers",
    "symmetric_regression",
    "temporal_truth_table",
    "theory_evaluation",
    "truth_table",
    "two_step",
    "untenable",
]
