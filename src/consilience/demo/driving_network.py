"""The constructed alliance as a network: who takes part in what, ties, resources, routines."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.demo.files import DrivingFiles, Row, identity, listed
from consilience.study import (
    Adoption,
    Collaboration,
    Holding,
    Organisation,
    Participation,
    Record,
    Resource,
    Tie,
)


def network_records(files: DrivingFiles) -> Iterator[Record]:
    """Yield the records of the network, those that others refer to first."""
    yield from _members(files)
    yield from _relations(files)
    yield from _resources(files)


def _members(files: DrivingFiles) -> Iterator[Record]:
    for row in files.rows("organisations"):
        yield Organisation(
            id=identity("organisation", row["code"]),
            code=row["code"],
            name=row["name"],
            name_zh=row["name_zh"],
            names=listed(row["other_names"]),
            sector=row["sector"],
            country=row["country"],
            case_id=identity("case", row["case"]) if row["case"] else None,
        )
    for number, row in files.numbered("collaborations"):
        yield Collaboration(
            id=identity("collaboration", row["code"]),
            code=row["code"],
            title=row["title"],
            kind=row["kind"],
            layer=row["layer"],
            start_date=row["start"],
            end_date=row["end"],
            size=int(row["size"]),
            structure=row["structure"],
            description=row["description"],
            excluded=row["excluded"],
            source_id=identity("source", "collaborations"),
            row=number,
        )


def _relations(files: DrivingFiles) -> Iterator[Record]:
    names = {row["code"]: row["name"] for row in files.rows("organisations")}
    for number, row in files.numbered("participations"):
        yield Participation(
            id=identity("participation", row["collaboration"], row["organisation"]),
            organisation_id=identity("organisation", row["organisation"]),
            collaboration_id=identity("collaboration", row["collaboration"]),
            role=row["role"],
            leads=row["leads"] == "yes",
            start_date=row["start"],
            end_date=row["end"],
            printed_name=names[row["organisation"]],
            source_id=identity("source", "participations"),
            row=number,
        )
    for number, row in files.numbered("ties"):
        yield Tie(
            id=identity("tie", row["from"], row["to"], row["layer"]),
            from_id=identity("organisation", row["from"]),
            to_id=identity("organisation", row["to"]),
            layer=row["layer"],
            directed=row["directed"] == "yes",
            strength=float(row["strength"]),
            start_date=row["start"],
            end_date=row["end"],
            source_id=identity("source", "ties"),
            row=number,
            coding_id=_coding(row),
        )


def _resources(files: DrivingFiles) -> Iterator[Record]:
    for row in files.rows("resources"):
        yield Resource(
            id=identity("resource", row["code"]),
            code=row["code"],
            label=row["label_en"],
            label_zh=row["label_zh"],
            unit=row["unit"],
        )
    for number, row in files.numbered("holdings"):
        yield Holding(
            id=identity("holding", row["organisation"], row["resource"], row["kind"]),
            organisation_id=identity("organisation", row["organisation"]),
            resource_id=identity("resource", row["resource"]),
            kind=row["kind"],
            amount=float(row["amount"]),
            source_id=identity("source", "holdings"),
            row=number,
        )
    for number, row in files.numbered("adoptions"):
        yield Adoption(
            id=identity("adoption", row["organisation"], row["routine_en"]),
            organisation_id=identity("organisation", row["organisation"]),
            routine=row["routine"],
            routine_zh=row["routine_zh"],
            date=row["date"],
            mode=row["mode"],
            source_id=identity("source", "adoptions"),
            row=number,
            coding_id=_coding(row),
        )


def _coding(row: Row) -> str | None:
    return identity("coding", row["coding"]) if row["coding"] else None
