"""The facts of a published study of twelve cases: register, structure, citations, claims.

Neither texts nor quotes come with the program, so this study holds no coding: it is what an audit
of the printed paper can rest on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from consilience.demo.files import Row, data_file, identity
from consilience.study import Case, Citation, Claim, Code, Project, Record, Source, Study, study_of
from consilience.study.base_records import SourceKind
from consilience.study.coding_records import CodeKind

_KINDS: dict[str, SourceKind] = {"interview": "interview", "internal document": "internal"}
_LEVELS: tuple[CodeKind, ...] = ("dimension", "theme", "concept")


def cloud12_study() -> Study:
    """Return the facts of the twelve-case study of cloud providers and their users as a study.

    Sources that stand for a provider speak of the case of that provider, which holds the cases of
    its users. Quotes of the evidence tables belong to the concepts in the order of both.

    Examples
    --------
    >>> study = cloud12_study()
    >>> len(study.units), len(study.sources), len(study.citations)
    (12, 39, 51)
    """
    project = Project(
        id=_id("project"),
        code="cloud12",
        title="Twelve cases of cloud providers and their users: facts as printed",
        description=(
            "Register, data structure, citations and claims of a published study (Journal of "
            "Technology Economics 44(12), 2025); neither texts nor quotes."
        ),
        unit_of_analysis="cloud provider and user",
    )
    structure = _rows("structure")
    return study_of(
        [
            project,
            *_cases(),
            *_sources(),
            *_codes(structure),
            *_citations(structure),
            *_claims(),
        ]
    )


def _rows(name: str) -> list[Row]:
    with data_file(f"cloud12/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _id(kind: str, *key: str) -> str:
    return identity("cloud12", kind, *key)


def _case_code(row: Row) -> str:
    return "_".join(part for part in (row["provider"], row["user"]) if part)


def _cases() -> Iterator[Record]:
    register = _rows("register")
    for provider in dict.fromkeys(row["provider"] for row in register):
        yield Case(id=_id("case", provider), code=provider, name=f"Provider {provider}")
    for code, provider in dict.fromkeys(
        (_case_code(row), row["provider"]) for row in register if row["user"]
    ):
        yield Case(
            id=_id("case", code),
            code=code,
            name=f"Provider {provider} and user {code.partition('_')[2]}",
            parent_id=_id("case", provider),
        )


def _sources() -> Iterator[Record]:
    for row in _rows("register"):
        yield Source(
            id=_id("source", row["code"]),
            code=row["code"],
            title=f"{row['kind']}, {_case_code(row)}",
            kind=_KINDS.get(row["kind"], "external"),
            document_type="" if row["kind"] == "interview" else row["kind"],
            minutes=float(row["minutes"]) if row["minutes"] else None,
            documents=int(row["documents"]) if row["documents"] else None,
            case_ids=(_id("case", _case_code(row)),),
        )


def _codes(structure: list[Row]) -> Iterator[Record]:
    seen: dict[tuple[str, ...], None] = {}
    for row in structure:
        for level, kind in enumerate(_LEVELS):
            path = tuple(row[name] for name in _LEVELS[: level + 1])
            if path not in seen:
                seen[path] = None
                yield Code(
                    id=_id("code", *path),
                    name=row[kind],
                    name_zh=row[f"{kind}_zh"],
                    kind=kind,
                    parent_id=_id("code", *path[:-1]) if level else None,
                    position=len(seen),
                )


def _citations(structure: list[Row]) -> Iterator[Record]:
    concepts = iter([_id("code", *(row[name] for name in _LEVELS)) for row in structure])
    for row in _rows("citations"):
        shown = row["place"] == "evidence table"
        yield Citation(
            id=_id("citation", row["order"]),
            position=int(row["order"]),
            source_code=row["code"],
            kind="quote" if shown else row["cited_as"],
            place=row["place"],
            stage=row["stage"],
            code_id=next(concepts) if shown else None,
        )


def _claims() -> Iterator[Record]:
    for row in _rows("claims"):
        yield Claim(
            id=_id("claim", row["measure"]),
            code=row["measure"],
            measure=row["measure"],
            value=float(row["value"]),
            place=row["place"],
        )
