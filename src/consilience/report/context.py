"""What every section needs: the study, its evidence, the language, and names and addresses."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from consilience import qca
from consilience.plots.order import natural_order
from consilience.report.blocks import Remark, Remarks
from consilience.report.tables import Cell
from consilience.texts import Language, text

if TYPE_CHECKING:
    from consilience.analysis import OutcomeEvidence, Paths, StudyEvidence
    from consilience.results import Note
    from consilience.study import Study

Noun = Literal["case", "path", "model"]


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
        return self.say("report.undefined") if math.isnan(value) else f"{value:.3f}"

    def label(self, code: str) -> str:
        """Return what a condition is called in the language of the report."""
        condition = self.study.condition(code)
        chosen = condition.label_zh if self.language == "zh" else condition.label
        return chosen or condition.label or code

    def listed(self, items: Iterable[str]) -> str:
        """Return items with the language's comma between them."""
        return {"en": ", ", "zh": "、"}[self.language].join(items)

    def literal_words(self, literal: qca.Literal) -> str:
        """Return one literal in words, such as "not high joint dependence"."""
        name = self.label(literal.condition)
        if self.is_multi_value(literal.condition):
            key = "report.set.not_value" if literal.negated else "report.set.value"
            return self.say(key, name=name, value=list(literal.values))
        present = literal.negated == (literal.values == (0,))
        return self.say("report.set.present" if present else "report.set.absent", name=name)

    def is_multi_value(self, code: str) -> bool:
        """Tell whether a condition has more than two values."""
        found = self.evidence.memberships.calibration_of(code)
        return found.method == "thresholds" and len(found.anchors) > 1

    def expectations(self, intermediate: qca.Solutions) -> list[str]:
        """Return the directional expectations as sets, such as "A" and "~B"."""
        given = intermediate.parameters.get("expectations", {})
        brackets = any(self.is_multi_value(name) for name in given)
        return [_expected(name, given[name], brackets=brackets) for name in sorted(given)]

    def cuts(self, parameters: Mapping[str, object], names: Iterable[str]) -> list[str]:
        """Return the cut-offs above 0 in words; one of 0 cuts nothing."""
        found = {name: float(str(parameters[f"{name}_cut"])) for name in names}
        shown = [
            self.say(f"report.cut.{name}", value=value)
            for name, value in found.items()
            if value > 0
        ]
        return shown or [self.say("report.cut.none")]

    def words(self, expression: str) -> str:
        """Return a set or a path in words."""
        if expression == "1":
            return self.say("report.set.any")
        terms = qca.parse(expression).terms
        joined = [self.listed(self.literal_words(item) for item in term) for term in terms]
        return self.say("report.set.or").join(joined)

    @cached_property
    def case_places(self) -> Mapping[str, int]:
        """The number of each case's card, by code: codes may hold any character, addresses not."""
        ordered = natural_order(case.code for case in self.study.cases)
        return {code: place for place, code in enumerate(ordered, start=1)}

    def case_key(self, code: str) -> str:
        """Return the identifier of a case's card."""
        return f"case-{self.case_places[code]}"

    def case_cell(self, code: str) -> Cell:
        """Return a case's code as a link to its card."""
        return Cell(code, f"#{self.case_key(code)}")

    def case_cells(self, codes: Iterable[str]) -> Cell:
        """Return cases in natural order in one cell, or a dash."""
        parts = tuple(self.case_cell(code) for code in natural_order(codes))
        return Cell("" if parts else "–", parts=parts)

    def counted(self, noun: Noun, count: int) -> str:
        """Return a count with its noun, one or many."""
        number = "one" if count == 1 else "many"
        return self.say(f"report.count.{noun}_{number}", count=count)

    def set_key(self, code: str) -> str:
        """Return the identifier of the section of a condition or outcome."""
        return f"set-{self.evidence.memberships.conditions.index(code) + 1}"

    def outcome_key(self, outcome: str) -> str:
        """Return the identifier of an outcome's section, with which all its places begin."""
        places = [item.outcome for item in self.evidence.outcomes]
        return f"outcome-{places.index(outcome) + 1}"

    def row_key(self, outcome: str, number: int) -> str:
        """Return the identifier of a truth table row among its cases."""
        return f"{self.outcome_key(outcome)}-row-{number}"

    def path_key(self, paths: Paths, term: str) -> str:
        """Return the identifier of a path's card."""
        terms = paths.cases.terms if paths.cases else ()
        return f"{self.outcome_key(paths.outcome)}-path-{terms.index(term) + 1}"

    def all_paths_key(self, outcome: str) -> str:
        """Return the identifier of the table of all cases by all paths."""
        return f"{self.outcome_key(outcome)}-all-paths"

    def set_href(self, expression: str) -> str:
        """Return where the memberships in a set stand: its own section, or the table of all."""
        conditions = qca.parse(expression).conditions
        return f"#{self.set_key(conditions[0])}" if len(conditions) == 1 else "#memberships"

    def expression_cell(self, paths: Paths, terms: Iterable[str]) -> Cell:
        """Return a model with each of its paths as a link, joined with plus signs."""
        parts = tuple(Cell(term, f"#{self.path_key(paths, term)}", "expression") for term in terms)
        return Cell("" if parts else "–", kind="expression", parts=parts)

    def remarks(self, notes: Iterable[Note]) -> tuple[Remarks, ...]:
        """Return notes as a block, or nothing if there are none."""
        found = tuple(Remark(note.sentence(self.language), note.level) for note in notes)
        return (Remarks(found),) if found else ()

    def with_paths(self) -> list[tuple[OutcomeEvidence, Paths]]:
        """Return the outcomes whose paths were looked for."""
        return [(item, item.paths) for item in self.evidence.outcomes if item.paths is not None]


def _expected(name: str, values: Sequence[int], *, brackets: bool) -> str:
    if brackets:
        return f"{name}[{','.join(map(str, values))}]"
    return name if list(values) == [1] else f"~{name}"


def solution_memberships(cases: qca.PathCases, terms: Iterable[str]) -> list[float]:
    """Return memberships of the cases in a model: the highest over its paths."""
    chosen = [cases.paths[cases.terms.index(term)] for term in terms]
    return [max(item.membership for item in line) for line in zip(*chosen, strict=True)]


def leading_model(paths: Paths) -> tuple[qca.Solutions, qca.Model]:
    """Return the solution and the model that figures and summaries speak of.

    The first intermediate model; without expectations the first conservative one (a convention of
    this program).
    """
    intermediate = paths.intermediate
    chosen = intermediate if intermediate and intermediate.models else paths.conservative
    return chosen, chosen.models[0]
