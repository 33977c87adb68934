"""One inconsistency of a study, as a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

    @property
    def group(self) -> str:
        """The kind of record that it is about, as the place begins: ``cases``, ``codings``, ..."""
        return re.split(r"[\[.]", self.place)[0]

    @property
    def rule(self) -> str:
        """The rule that found it, such as ``case_unscored``."""
        return self.key.rsplit(".", 1)[1]


def by_group(found: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """Return problems by the kind of record that they are about, in the order of the first."""
    groups: dict[str, list[Problem]] = {}
    for problem in found:
        groups.setdefault(problem.group, []).append(problem)
    return groups


def all_of(key: str, kind: str, names: Sequence[str], total: int) -> Iterator[Problem]:
    """Yield one warning about all records of a kind that lack the same thing, if there are any."""
    if names:
        place = f"{kind}[{', '.join(names)}]"
        yield Problem(key, place, {"count": len(names), "total": total}, "warning")
