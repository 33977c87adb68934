"""The codings of a study under readable names, as the engines of coding take them."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from consilience.coding.coded import LONGEST, SHORTEST, Ints, best_first
from consilience.coding.hierarchy import CodeTree
from consilience.errors import DataError
from consilience.study import (
    Case,
    Code,
    Coding,
    Source,
    SourceVersion,
    Study,
    code_path,
    standing_codings,
)
from consilience.study.codec import canonical, to_plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BETWEEN = " / "


@dataclass(frozen=True)
class Material:
    """What the codings of a study say; made once for all steps.

    Codes are named by their name, by their whole path where two have the same name. Cases,
    sources, stages and coders are named by their code, codings by their id.
    """

    study: Study

    @cached_property
    def codings(self) -> tuple[Coding, ...]:
        """The codings that count as evidence, in the order of sources and places."""
        found = standing_codings(self.study)
        if not found:
            raise DataError("evidence.no_codings", study=self.study.project.code)
        return found

    @cached_property
    def code_names(self) -> Mapping[str, str]:
        """The name of each code, unlike every other, by its id."""
        count = Counter(code.name for code in self.study.codes)
        found: dict[str, str] = {}
        taken: set[str] = set()
        for code in self.study.codes:
            path = _BETWEEN.join(one.name for one in code_path(self.study, code.id))
            name = code.name if count[code.name] == 1 else path
            while name in taken:
                name += "′"
            taken.add(name)
            found[code.id] = name
        return found

    @cached_property
    def codes(self) -> Mapping[str, Code]:
        """Every code by its name, in the order of the codebook."""
        return {self.code_names[code.id]: code for code in _in_order(self.study)}

    @cached_property
    def codebook(self) -> pd.DataFrame:
        """The codes as a table: code, kind, parent, created, definition."""
        if not self.codes:
            raise DataError("evidence.no_codes", study=self.study.project.code)
        rows = [
            (name, code.kind, self.code_names.get(code.parent_id or "", ""), code.created_at)
            for name, code in self.codes.items()
        ]
        found = pd.DataFrame(rows, columns=["code", "kind", "parent", "created"])
        return found.assign(definition=[code.definition for code in self.codes.values()])

    @cached_property
    def members(self) -> list[tuple[str, str]]:
        """Second places of codes, as pairs of names."""
        return [
            (self.code_names[link.from_id], self.code_names[link.to_id])
            for link in self.study.links
            if link.kind == "member"
        ]

    @cached_property
    def tree(self) -> CodeTree:
        """Which codes lie above which."""
        table = self.codebook
        kinds = dict(zip(table["code"], table["kind"], strict=True))
        parents = dict(zip(table["code"], table["parent"], strict=True))
        return CodeTree(kinds, parents, self.members)

    @cached_property
    def source_of_version(self) -> Mapping[str, Source]:
        """The source of each text, by the id of the text."""
        by_id = self.study.by_id
        return {
            version.id: cast("Source", by_id[version.source_id]) for version in self.study.versions
        }

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a coding: coding, source, and what ranks its quote."""
        codings, source_of = self.codings, self.source_of_version
        return pd.DataFrame(
            {
                "coding": pd.Series([one.id for one in codings], dtype=object),
                "source": pd.Series(
                    [source_of[one.version_id].code for one in codings], dtype=object
                ),
                "direction": pd.Series([one.direction for one in codings], dtype=object),
                "exemplar": [one.exemplar for one in codings],
                "importance": [one.importance or 0 for one in codings],
                "intensity": [one.intensity or 0 for one in codings],
                "length": [one.end - one.start for one in codings],
            }
        )

    @cached_property
    def order(self) -> Ints:
        """The order of the codings in which their quotes are shown."""
        return best_first(self.table, SHORTEST, LONGEST)

    @cached_property
    def against(self) -> NDArray[np.bool_]:
        """Which codings speak against their code."""
        found: NDArray[np.bool_] = (self.table["direction"] == "against").to_numpy()
        return found

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        """The first-order concepts that stand in the data structure, in order."""
        names = [name for name in self.codes if self.tree.level[name] == "concept"]
        found = tuple(name for name in names if self.tree.head(name) == name)
        if not found:
            raise DataError("evidence.no_concepts", study=self.study.project.code)
        return found

    @cached_property
    def sha256(self) -> str:
        """The hash of all that the steps on codings rest on."""
        study = self.study
        kinds = (study.codes, study.links, study.cases, study.sources, study.stages)
        said: list[Any] = [[to_plain(one) for one in records] for records in kinds]
        said.append([version.sha256 for version in study.versions])
        said.append([to_plain(one) for one in self.codings])
        said.append([[to_plain(one) for one in many] for many in (study.rounds, study.sessions)])
        said.append([to_plain(one) for one in study.codings if one.session_id])
        return hashlib.sha256(canonical(said).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The group of each case that codings may speak of: the case it lies within, or itself."""
        by_id = self.study.by_id
        return {
            case.code: cast("Case", by_id[case.parent_id]).code if case.parent_id else case.code
            for case in self.cases
        }

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases that hold no other; those that do only if a coding or source names them."""
        study = self.study
        holding = {case.parent_id for case in study.cases}
        named = {one.case_id for one in self.codings}
        named |= {case for source in study.sources for case in source.case_ids}
        return tuple(c for c in study.cases if c.id not in holding or c.id in named)

    @cached_property
    def sources_of_case(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the coded sources that speak of each case, by the code of the case."""
        found: dict[str, list[str]] = {case.code: [] for case in self.cases}
        for source in self.texts:
            for case_id in source.case_ids:
                found[self.study.code_of(case_id)].append(source.code)
        return {case: tuple(sources) for case, sources in found.items()}

    @cached_property
    def texts(self) -> tuple[Source, ...]:
        """The sources that have a text."""
        having = {version.source_id for version in self.study.versions}
        return tuple(source for source in self.study.sources if source.id in having)

    def version(self, coding: Coding) -> SourceVersion:
        """Return the text that a coding stands in."""
        return cast("SourceVersion", self.study.by_id[coding.version_id])


def _in_order(study: Study) -> list[Code]:
    """Return the codes as the codebook shows them: each followed by those within it."""
    below: dict[str | None, list[Code]] = defaultdict(list)
    for code in study.codes:
        below[code.parent_id].append(code)
    found, waiting = [], list(reversed(below[None]))
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting += reversed(below[code.id])
    return found
