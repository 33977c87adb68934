"""Ten real industry alliances, 2019 to 2024: who was a member of which in which year."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from consilience.demo.files import Row, data_file, identity
from consilience.study import (
    Collaboration,
    Organisation,
    Participation,
    Project,
    Record,
    Source,
    Study,
    step,
    study_of,
)

_CREDIT = (
    "Year-end member lists in the public landscape files of the alliances' own repositories; "
    "Apache-2.0, most also CC-BY-4.0"
)
_SEVERAL = "several domains"


def alliances_study() -> Study:
    """Return the members of ten open-source industry alliances as a study, before it is run.

    An organisation's sector is the domain of most of its memberships, counted by year, and
    "several domains" where two domains are tied: a convention of this demonstration.

    Examples
    --------
    >>> study = alliances_study()
    >>> len(study.organisations), len(study.collaborations), len(study.participations)
    (638, 10, 2154)
    """
    alliances, members = _rows("alliances"), _rows("memberships")
    return study_of(
        [
            _project(),
            _table(),
            *_organisations(_domains(alliances, members), members),
            *_collaborations(alliances, members),
            *_participations(members),
            *_protocol(),
        ]
    )


def _project() -> Project:
    return Project(
        id=_id("project"),
        code="alliances",
        title="Ten industry alliances and their members, 2019-2024",
        description=(
            "Which organisations join alliances of several industries, how do members come and "
            f"go, and who could lead a joint group? {_CREDIT}."
        ),
        unit_of_analysis="organisation",
    )


def _table() -> Source:
    return Source(
        id=_id("source"),
        code="memberships",
        title="Members of ten industry alliances by year",
        kind="table",
        sha256=hashlib.sha256(data_file("lf-alliances/memberships.csv").read_bytes()).hexdigest(),
        file_name="memberships.csv",
        provenance=_CREDIT,
    )


def _organisations(domains: Mapping[str, str], members: Sequence[Row]) -> Iterator[Record]:
    printed: dict[str, set[str]] = defaultdict(set)
    for row in members:
        printed[row["org"]].add(row["name"])
    for row in _rows("organisations"):
        yield Organisation(
            id=_id("organisation", row["org"]),
            code=row["org"],
            name=row["name"],
            names=tuple(sorted(printed[row["org"]] - {row["name"]})),
            sector=domains[row["org"]],
        )


def _domains(alliances: Sequence[Row], members: Sequence[Row]) -> Mapping[str, str]:
    domain = {row["alliance"]: row["domain"] for row in alliances}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in members:
        found[row["org"]][domain[row["alliance"]]] += 1
    return {organisation: _most(count) for organisation, count in found.items()}


def _most(count: Counter[str]) -> str:
    (first, most), *others = count.most_common(2)
    return _SEVERAL if others and others[0][1] == most else first


def _collaborations(alliances: Sequence[Row], members: Sequence[Row]) -> Iterator[Record]:
    years: dict[str, set[str]] = defaultdict(set)
    for row in members:
        years[row["alliance"]].add(row["year"])
    for row in alliances:
        yield Collaboration(
            id=_id("collaboration", row["alliance"]),
            code=row["alliance"],
            title=row["alliance"],
            kind="alliance",
            start_date=min(years[row["alliance"]]),
            sector=row["domain"],
            description=row["field"],
            attributes=(("licence", row["licence"]), ("repository", row["source_repository"])),
        )


def _participations(members: Sequence[Row]) -> Iterator[Record]:
    for number, row in enumerate(members, start=2):
        yield Participation(
            id=_id("participation", row["org"], row["alliance"], row["year"]),
            organisation_id=_id("organisation", row["org"]),
            collaboration_id=_id("collaboration", row["alliance"]),
            role=row["tier"],
            start_date=row["year"],
            end_date=row["year"],
            printed_name=row["name"],
            source_id=_id("source"),
            row=number,
        )


def _protocol() -> Iterator[Record]:
    """Yield the steps: organisations in at least two alliances of 2024 cross boundaries."""
    network = {"base": "participations", "weight": "newman", "at_least": 2}
    kinds: tuple[tuple[str, dict[str, object]], ...] = (
        ("network", network),
        ("actors", network),
        ("boundary", network),
        ("leader", network),
        ("leader", {**network, "size": 2}),
        ("evolution", {}),
        ("strategies", network),
    )
    for position, (kind, settings) in enumerate(kinds, start=1):
        made = step(position, kind, settings)
        yield dataclasses.replace(made, id=_id("step", str(position)))


def _rows(name: str) -> list[Row]:
    with data_file(f"lf-alliances/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _id(kind: str, *key: str) -> str:
    return identity(f"alliances {kind}", *key)
