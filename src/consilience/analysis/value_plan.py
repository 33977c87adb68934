"""The steps that the records on value call for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consilience.study import Study


def value_steps(study: Study) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield kinds of step with their settings, in order; none without records."""
    yield from ()
