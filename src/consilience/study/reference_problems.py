"""References that lead nowhere, in snapshots that no study file would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.study.keys import REFERENCES
from consilience.study.places import place_of
from consilience.study.problem import Problem
from consilience.study.records import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study.model import Study


def reference_problems(study: Study) -> Iterator[Problem]:
    """Yield every field that names a record which the study does not have."""
    known = study.by_id
    for record in study.records():
        for name, kind in REFERENCES.get(kind_of(record), {}).items():
            value = getattr(record, name)
            named = value if isinstance(value, tuple) else () if value is None else (value,)
            for one in named:
                if one not in known or kind_of(known[one]) != kind:
                    place = f"{place_of(record)}.{name}"
                    yield Problem("audit.problem.dangling", place, {"got": one})
