"""The paths to an outcome and to its negation, with the names that people gave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consilience import qca
from consilience.results import Result
from consilience.texts import Language


@dataclass(frozen=True)
class PathName:
    """What people call a path, in both languages."""

    en: str
    zh: str

    def of(self, language: Language) -> str:
        """Return the name in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, kw_only=True, eq=False)
class Paths(Result):
    """Truth table, solutions, configurations and cases of one outcome.

    ``names`` holds the names that people gave to some of the paths, by path.
    """

    outcome: str
    truth_table: qca.TruthTable
    conservative: qca.Solutions
    parsimonious: qca.Solutions
    intermediate: qca.Solutions | None
    tables: tuple[qca.ConfigurationTable, ...]
    cases: qca.PathCases | None
    names: Mapping[str, PathName]

    @property
    def terms(self) -> tuple[str, ...]:
        """Every path of every listed model of every solution, once."""
        return self.cases.terms if self.cases else ()

    @property
    def leading(self) -> qca.Solutions:
        """The solution whose first model figures, summaries and later steps speak of.

        The intermediate one; without expectations the conservative one (a convention of this
        program).
        """
        found = self.intermediate
        return found if found and found.models else self.conservative


@dataclass(frozen=True, kw_only=True, eq=False)
class PathsOfBoth(Result):
    """Paths to the outcome and to its negation, and how they relate."""

    outcomes: tuple[Paths, ...]
    asymmetry: qca.Asymmetry
