"""The alliance of a study as the network steps take it, made once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

import pandas as pd

from consilience.analysis import alliance
from consilience.analysis.inputs import Settings
from consilience.analysis.material_hash import records_sha256
from consilience.errors import DataError
from consilience.network.rows import read_spells
from consilience.results import Result
from consilience.study import Organisation, Study
from consilience.study.codec import canonical

Found = TypeVar("Found", bound=Result)
GROUPS = ("sector", "country")


@dataclass(frozen=True)
class AllianceMaterial:
    """The tables of an alliance. Organisations, collaborations and resources go by their codes.

    ``done`` holds what steps found, by kind and settings, for those that build on them.
    """

    study: Study
    done: dict[str, Result] = field(default_factory=dict)

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """Every organisation by its code.

        Raises
        ------
        DataError
            If there is none.
        """
        if not self.study.organisations:
            raise DataError("alliance.no_organisations", study=self.study.project.code)
        return {one.code: one for one in self.study.organisations}

    @cached_property
    def participations(self) -> pd.DataFrame:
        """Who takes part in what."""
        return alliance.participations(self.study)

    @cached_property
    def ties(self) -> pd.DataFrame:
        """The ties that the study states."""
        return alliance.ties(self.study)

    @cached_property
    def holdings(self) -> pd.DataFrame:
        """Who holds, needs or offers how much of what."""
        return alliance.holdings(self.study)

    @cached_property
    def group_names(self) -> tuple[str, ...]:
        """By what organisations can be divided: sector, country and their attributes."""
        named = {name for one in self.study.organisations for name, _ in one.attributes}
        return (*GROUPS, *sorted(named - set(GROUPS)))

    @cached_property
    def latest_year(self) -> str:
        """The last year in which a participation or tie begins, else ends; "" without dates."""
        both = (self.participations, self.ties)
        for column in ("start", "end"):
            years = [str(date)[:4] for frame in both for date in frame[column] if date]
            if years:
                return max(years)
        return ""

    @cached_property
    def sha256(self) -> str:
        """The hash of all that the network steps rest on."""
        study = self.study
        kinds: Iterable[Iterable[object]] = (
            study.organisations,
            study.collaborations,
            study.participations,
            study.ties,
            study.resources,
            study.holdings,
            study.adoptions,
            study.stages,
            [one for one in study.incidents if one.dimension in alliance.RESOURCE_ACTIONS],
        )
        return records_sha256(kinds)

    def group_of(self, name: str) -> dict[str, str]:
        """Return the group of each organisation, "" where the study does not say."""
        return {code: _group(one, name) for code, one in self.organisations.items()}

    def members(self, at: str) -> tuple[str, ...]:
        """Return who belongs to the alliance at a date, in the order of their codes.

        Who takes part in something or is tied then, and who does so at no time at all: of them
        nobody says that they are not there.
        """
        present, ever = set[str](), set[str]()
        for frame, columns in ((self.participations, _ONE), (self.ties, _BOTH)):
            kept = read_spells(frame).during(at, at)
            for column in columns:
                names = frame[column].to_numpy()
                present.update(names[kept])
                ever.update(names)
        return tuple(code for code in self.organisations if code in present or code not in ever)


_ONE, _BOTH = ("organisation",), ("from", "to")


def once(
    do: Callable[[AllianceMaterial, Settings], Found],
) -> Callable[[AllianceMaterial, Settings], Found]:
    """Let a step be done once for the same settings, whoever asks."""

    @wraps(do)
    def known(material: AllianceMaterial, settings: Settings) -> Found:
        key = f"{do.__name__} {canonical(dict(settings))}"
        if key not in material.done:
            material.done[key] = do(material, settings)
        found: Any = material.done[key]
        return found  # type: ignore[no-any-return]  # (what is kept under a step's name is its own)

    return known


def _group(organisation: Organisation, name: str) -> str:
    if name in GROUPS:
        return str(getattr(organisation, name))
    return dict(organisation.attributes).get(name, "")
