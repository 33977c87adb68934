"""Results and studies as scripts of Python and of R, and settings of R read back."""

from __future__ import annotations

from consilience.scripts.python_scripts import python_script
from consilience.scripts.r_scripts import r_script

__all__ = ["python_script", "r_script"]
