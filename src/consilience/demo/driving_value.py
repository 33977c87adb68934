"""The constructed alliance's value: who offers and earns what, how it is shared and governed."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.demo.files import DrivingFiles, identity, listed
from consilience.study import (
    Contribution,
    GovernanceMeasure,
    Indicator,
    Proposition,
    Reading,
    Record,
    SharingAct,
    Transition,
    Worth,
)


def value_records(files: DrivingFiles) -> Iterator[Record]:
    """Yield the records of value, those that others refer to first."""
    yield from _propositions(files)
    yield from _worths(files)
    yield from _indicators(files)
    yield from _processes(files)
    yield from _measures(files)


def _propositions(files: DrivingFiles) -> Iterator[Record]:
    for number, row in files.numbered("propositions"):
        yield Proposition(
            id=identity("proposition", row["code"]),
            code=row["code"],
            organisation_id=identity("organisation", row["organisation"]),
            kind=row["kind"],
            topic=row["topic_en"],
            topic_zh=row["topic_zh"],
            description=row["text_en"],
            description_zh=row["text_zh"],
            strength=float(row["strength"]),
            partner_id=_referred("organisation", row["partner"]),
            source_id=identity("source", "propositions"),
            row=number,
            coding_id=_referred("coding", row["coding"]),
        )


def _worths(files: DrivingFiles) -> Iterator[Record]:
    for number, row in files.numbered("worths"):
        yield Worth(
            id=identity("worth", row["code"]),
            code=row["code"],
            member_ids=tuple(identity("organisation", one) for one in listed(row["members"])),
            amount=float(row["amount"]),
            low=_number(row["low"]),
            high=_number(row["high"]),
            unit=row["unit"],
            collaboration_id=_referred("collaboration", row["collaboration"]),
            actor_id=_referred("actor", row["expert"]),
            source_id=identity("source", "worths"),
            row=number,
            coding_id=_referred("coding", row["coding"]),
        )
    for number, row in files.numbered("contributions"):
        yield Contribution(
            id=identity("contribution", row["organisation"], row["factor_en"]),
            organisation_id=identity("organisation", row["organisation"]),
            factor=row["factor_en"],
            factor_zh=row["factor_zh"],
            amount=float(row["amount"]),
            source_id=identity("source", "contributions"),
            row=number,
            coding_id=_referred("coding", row["coding"]),
        )


def _indicators(files: DrivingFiles) -> Iterator[Record]:
    for row in files.rows("indicators"):
        yield Indicator(
            id=identity("indicator", row["code"]),
            code=row["code"],
            label=row["label_en"],
            label_zh=row["label_zh"],
            subsystem=row["subsystem_en"],
            subsystem_zh=row["subsystem_zh"],
            rising=row["rising"] == "yes",
            low=_number(row["low"]),
            high=_number(row["high"]),
            unit=row["unit"],
        )
    for number, row in files.numbered("readings"):
        yield Reading(
            id=identity("reading", row["indicator"], row["period"]),
            indicator_id=identity("indicator", row["indicator"]),
            period=row["period"],
            value=float(row["value"]),
            source_id=identity("source", "readings"),
            row=number,
            coding_id=_referred("coding", row["coding"]),
        )


def _processes(files: DrivingFiles) -> Iterator[Record]:
    for number, row in files.numbered("sharing"):
        yield SharingAct(
            id=identity("act", row["code"]),
            code=row["code"],
            title=row["title_en"],
            title_zh=row["title_zh"],
            date=row["date"],
            organisation_id=identity("organisation", row["organisation"]),
            mode=row["mode"],
            value=row["value"],
            beneficiary=row["beneficiary"],
            case_id=identity("case", row["case"]),
            stage_id=identity("stage", row["stage"]),
            source_id=identity("source", "sharing"),
            row=number,
            coding_id=_referred("coding", row["coding"]),
        )
    for number, row in files.numbered("transitions"):
        yield Transition(
            id=identity("transition", row["collaboration"], row["date"]),
            collaboration_id=identity("collaboration", row["collaboration"]),
            stage=row["stage_en"],
            stage_zh=row["stage_zh"],
            date=row["date"],
            source_id=identity("source", "transitions"),
            row=number,
            coding_id=_referred("coding", row["coding"]),
        )


def _measures(files: DrivingFiles) -> Iterator[Record]:
    for number, row in files.numbered("measures"):
        yield GovernanceMeasure(
            id=identity("measure", row["code"]),
            code=row["code"],
            dimension=row["dimension"],
            mechanism=row["mechanism"],
            description=row["text_en"],
            description_zh=row["text_zh"],
            owner_id=_referred("organisation", row["owner"]),
            trigger=row["trigger_en"],
            trigger_zh=row["trigger_zh"],
            indicator=row["indicator_en"],
            indicator_zh=row["indicator_zh"],
            status=row["status"],
            source_id=identity("source", "measures"),
            row=number,
            coding_id=_referred("coding", row["coding"]),
        )


def _referred(kind: str, code: str) -> str | None:
    return identity(kind, code) if code else None


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
