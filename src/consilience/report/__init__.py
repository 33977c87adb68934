"""The report of a study: one HTML file in which every number leads to its raw scores.

:func:`html_report` writes it; :func:`methods_text` is its methods paragraph alone.
"""

from consilience.report.document import html_report
from consilience.report.methods_text import methods_text

__all__ = ["html_report", "methods_text"]
