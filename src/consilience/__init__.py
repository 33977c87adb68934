"""Consilience: value co-creation in strategic alliances and innovation ecosystems.

The packages load on first use, so that ``import consilience`` costs next to nothing.

>>> import consilience
>>> consilience.calibration.direct([400, 720], anchors=(400, 550, 900)).memberships.round(3)
array([0.05 , 0.807])
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from consilience.version import __version__

if TYPE_CHECKING:
    from consilience import (
        analysis,
        calibration,
        coding,
        formats,
        games,
        network,
        plots,
        qca,
        report,
        stages,
        study,
        value,
    )
    from consilience.errors import ConsilienceError

_PACKAGES = (
    "analysis",
    "calibration",
    "coding",
    "formats",
    "games",
    "network",
    "plots",
    "qca",
    "report",
    "stages",
    "study",
    "value",
)

__all__ = [
    "ConsilienceError",
    "__version__",
    "analysis",
    "calibration",
    "coding",
    "formats",
    "games",
    "network",
    "plots",
    "qca",
    "report",
    "stages",
    "study",
    "value",
]


def __getattr__(name: str) -> object:
    if name in _PACKAGES:
        return importlib.import_module(f"consilience.{name}")
    if name == "ConsilienceError":
        return importlib.import_module("consilience.errors").ConsilienceError
    raise AttributeError(name)


def __dir__() -> list[str]:
    return sorted(__all__)
