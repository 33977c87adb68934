"""What a kind of step is, apart from the list of them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from consilience.analysis.inputs import Settings
from consilience.results import Result

Ground = Literal["memberships", "codings", "alliance", "value", "stages", "games"]


@dataclass(frozen=True)
class StepKind:
    """A kind of step: its settings, which of them are needed, what it does and returns.

    A step that is ``after_paths`` builds on the last step before it that looked for paths. What a
    step does takes what it ``rests_on``: a ``Found`` of memberships, the ``Material`` of codings,
    or the ``AllianceMaterial``, ``ValueMaterial``, ``StageMaterial`` or ``GameMaterial``.
    """

    settings: tuple[str, ...]
    needed: tuple[str, ...]
    result: type[Result]
    do: Callable[[Any, Settings], Result]
    after_paths: bool = False
    rests_on: Ground = "memberships"
