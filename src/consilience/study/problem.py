"""One inconsistency of a study, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from consilience.texts import Language, text


@dataclass(frozen=True, slots=True)
class Problem:
    """One inconsistency.

    ``place`` says where, as in ``cases[C03].scores[Q19/Middle]``; ``level`` is ``"error"`` where
    an analysis cannot be trusted before it is mended, else ``"warning"``.
    """

    key: str
    place: str
    values: Mapping[str, Any] = field(default_factory=dict)
    level: Literal["error", "warning"] = "error"

    def sentence(self, language: Language = "en") -> str:
        """Return what is wrong as one sentence."""
        return text(self.key, language, place=self.place, **self.values)

    def mend(self, language: Language = "en") -> str:
        """Return how to mend it as one sentence."""
        key = self.key.replace(".problem.", ".mend.")
        return text(key, language, place=self.place, **self.values)
