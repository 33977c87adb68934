"""What every section needs: the study, its evidence, the language, and names and addresses."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from consilience import qca
from consilience.analysis import Material
from consilience.plots.order import natural_order
from consilience.report.alliance_view import AllianceView
from consilience.report.blocks import Remark, Remarks
from consilience.report.stage_view import StageView
from consilience.study.anonymisation import Replacer
from consilience.texts import Language, text

if TYPE_CHECKING:
    from consilience.analysis import OutcomeEvidence, Paths, StudyEvidence
    from consilience.results import Note
    from consilience.study import Study


@dataclass(frozen=True)
class Context:
    """The study, what was found, and the language in which it is told."""

    study: Study
    evidence: StudyEvidence
    language: Language

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the catalogue; the keyword arguments fill its named blanks."""
        return text(key, self.language, **values)

    def number(self, value: float) -> str:
        """Return a number as papers write it: three decimals, or that it is undefined."""
        return self.say("report.undefined") if math.isnan(value) else f"{value:z.3f}"

    @cached_property
    def _replacer(self) -> Replacer:
        return Replacer(self.study.pseudonyms)

    def shown(self, words: str) -> str:
        """Return words of the study with the names of its list of pseudonyms replaced."""
        return self._replacer.text(words)

    def label(self, code: str) -> str:
        """Return what a condition is called in the language of the report."""
        condition = self.study.condition(code)
        chosen = condition.label_zh if self.language == "zh" else condition.label
        return self.shown(chosen or condition.label) or code

    def listed(self, items: Iterable[str]) -> str:
        """Return items with the language's comma between them."""
        return {"en": ", ", "zh": "、"}[self.language].join(items)

    @cached_property
    def analysed_cases(self) -> tuple[str, ...]:
        """The cases of the truth tables, or those with all memberships where there is none."""
        for _, paths in self.with_paths():
            return paths.truth_table.case_names
        found = self.evidence.memberships
        whole = [bool(np.isfinite(line).all()) for line in found.values]
        return tuple(case for case, good in zip(found.cases, whole, strict=True) if good)

    @property
    def has_sets(self) -> bool:
        """Whether the protocol asked for memberships."""
        return bool(self.evidence.memberships.conditions)

    @cached_property
    def material(self) -> Material:
        """The codings that count, under the names that findings use."""
        return Material(self.study)

    @cached_property
    def case_places(self) -> Mapping[str, int]:
        """The number of each case's card, by code: codes may hold any character, addresses not."""
        ordered = natural_order(case.code for case in self.study.cases)
        return {code: place for place, code in enumerate(ordered, start=1)}

    @cached_property
    def alliance(self) -> AllianceView:
        """The alliance of the study."""
        return AllianceView(self.study, self.evidence.alliance)

    @cached_property
    def stages(self) -> StageView:
        """The records of stages of the study."""
        return StageView(self.study, self.evidence.stages)

    @cached_property
    def quote_numbers(self) -> Mapping[str, int]:
        """The number of each coding in the list of quotes, by id."""
        return {one.id: place for place, one in enumerate(self.material.codings, start=1)}

    def remarks(self, notes: Iterable[Note]) -> tuple[Remarks, ...]:
        """Return notes as a block, or nothing if there are none."""
        said = ((self.shown(note.sentence(self.language)), note.level) for note in notes)
        found = tuple(Remark(words, level) for words, level in said)
        return (Remarks(found),) if found else ()

    def with_paths(self) -> list[tuple[OutcomeEvidence, Paths]]:
        """Return the outcomes whose paths were looked for."""
        return [(item, item.paths) for item in self.evidence.outcomes if item.paths is not None]


def inclusion_cuts(found: qca.TruthTable) -> tuple[float, float]:
    """Return the upper and the lower cut-off of inclusion, which may be the same."""
    cuts = found.parameters["inclusion_cut"]
    return (cuts[0], cuts[1]) if isinstance(cuts, tuple | list) else (cuts, cuts)


def solution_memberships(cases: qca.PathCases, terms: Iterable[str]) -> list[float]:
    """Return memberships of the cases in a model: the highest over its paths."""
    chosen = [cases.paths[cases.terms.index(term)] for term in terms]
    return [max(item.membership for item in line) for line in zip(*chosen, strict=True)]


def leading_model(paths: Paths) -> tuple[qca.Solutions, qca.Model]:
    """Return the solution and the model that figures and summaries speak of."""
    return paths.leading, paths.leading.models[0]
