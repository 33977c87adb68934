"""Figures: made as plain data, drawn as SVG, PNG or PDF.

:func:`venn`, :func:`configuration_chart`, :func:`limited_diversity`, :func:`configuration_table`,
:func:`xy_plot`, :func:`nca_plot`, :func:`robustness_dashboard`, :func:`calibration_plot` and
:func:`dual_logic_plot` describe a figure, as do :func:`data_structure_figure`,
:func:`chains_figure`, :func:`code_model_figure`, :func:`coverage_figure` and
:func:`saturation_figure` for codings, and :func:`network_figure`, :func:`two_mode_figure`,
:func:`ego_figure`, :func:`layers_figure`, :func:`consensus_figure`, :func:`leader_figure`,
:func:`evolution_figure`, :func:`retention_figure` and :func:`matrix_figure` for networks, and
:func:`trajectory_figure`, :func:`phase_figure`, :func:`simplex_figure`, :func:`paths_figure`,
:func:`stability_map_figure`, :func:`threshold_figure`, :func:`stability_figure`,
:func:`basin_figure`, :func:`tornado_figure` and :func:`sobol_figure` for games;
:func:`division_figure`, :func:`core_figure`, :func:`order_degree_figure`,
:func:`matching_figure`, :func:`acceptability_figure`, :func:`governance_figure` and
:func:`timeline_figure` for value and stages;
:func:`save` writes it as a file, :func:`to_svg` and
:func:`picture` return what the file holds.
"""

from consilience.plots.acceptability import acceptability_figure
from consilience.plots.calibration_curve import calibration_plot
from consilience.plots.chains import chains_figure
from consilience.plots.circles import condition_circle
from consilience.plots.code_model import code_model_figure
from consilience.plots.configuration_chart import configuration_chart
from consilience.plots.configuration_table import configuration_table
from consilience.plots.consensus import consensus_figure
from consilience.plots.core_triangle import core_figure
from consilience.plots.coverage import coverage_figure
from consilience.plots.data_structure import data_structure_figure
from consilience.plots.division import division_figure
from consilience.plots.dual_logic import dual_logic_plot
from consilience.plots.ego import ego_figure
from consilience.plots.evolution import evolution_figure
from consilience.plots.export import PICTURE_FORMATS, PictureFormat, picture, save
from consilience.plots.figure import (
    Area,
    Axis,
    Bar,
    Bars,
    Circle,
    Figure,
    Line,
    Point,
    Points,
    Segments,
    Symbol,
    Text,
    words,
)
from consilience.plots.game_basins import basin_figure
from consilience.plots.game_map import stability_map_figure
from consilience.plots.game_paths import paths_figure
from consilience.plots.game_phase import phase_figure
from consilience.plots.game_simplex import simplex_figure
from consilience.plots.game_sobol import sobol_figure
from consilience.plots.game_stability import stability_figure
from consilience.plots.game_thresholds import threshold_figure
from consilience.plots.game_tornado import tornado_figure
from consilience.plots.game_trajectories import trajectory_figure
from consilience.plots.governance_grid import governance_figure
from consilience.plots.heat_table import matrix_figure
from consilience.plots.leader_ranges import leader_figure
from consilience.plots.limited_diversity import limited_diversity
from consilience.plots.matching import matching_figure
from consilience.plots.nca import nca_plot
from consilience.plots.network_layers import layers_figure
from consilience.plots.network_map import network_figure
from consilience.plots.order_degrees import order_degree_figure
from consilience.plots.retention_curve import retention_figure
from consilience.plots.robustness_dashboard import robustness_dashboard
from consilience.plots.saturation_curve import saturation_figure
from consilience.plots.svg import to_svg
from consilience.plots.timeline import timeline_figure
from consilience.plots.two_mode import two_mode_figure
from consilience.plots.venn import venn
from consilience.plots.xy import xy_plot

__all__ = [
    "PICTURE_FORMATS",
    "Area",
    "Axis",
    "Bar",
    "Bars",
    "Circle",
    "Figure",
    "Line",
    "PictureFormat",
    "Point",
    "Points",
    "Segments",
    "Symbol",
    "Text",
    "acceptability_figure",
    "basin_figure",
    "calibration_plot",
    "chains_figure",
    "code_model_figure",
    "condition_circle",
    "configuration_chart",
    "configuration_table",
    "consensus_figure",
    "core_figure",
    "coverage_figure",
    "data_structure_figure",
    "division_figure",
    "dual_logic_plot",
    "ego_figure",
    "evolution_figure",
    "governance_figure",
    "layers_figure",
    "leader_figure",
    "limited_diversity",
    "matching_figure",
    "matrix_figure",
    "nca_plot",
    "network_figure",
    "order_degree_figure",
    "paths_figure",
    "phase_figure",
    "picture",
    "retention_figure",
    "robustness_dashboard",
    "saturation_figure",
    "save",
    "simplex_figure",
    "sobol_figure",
    "stability_figure",
    "stability_map_figure",
    "threshold_figure",
    "timeline_figure",
    "to_svg",
    "tornado_figure",
    "trajectory_figure",
    "two_mode_figure",
    "venn",
    "words",
    "xy_plot",
]
