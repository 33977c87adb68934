"""The steps that the records on games call for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study import Study


def game_steps(study: Study) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a step for each game; where there is only one it needs no name."""
    for one in study.games:
        yield "game", {} if len(study.games) == 1 else {"game": one.code}
