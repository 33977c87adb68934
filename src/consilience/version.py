"""The version of the package, for provenance."""

from __future__ import annotations

__version__ = "0.1.0"
