"""The constructed study of twelve autonomous-driving alliances, from texts to causal paths."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from consilience.demo.driving_codings import coding_records
from consilience.demo.driving_game import game_records
from consilience.demo.driving_network import network_records
from consilience.demo.driving_protocol import protocol
from consilience.demo.driving_value import value_records
from consilience.demo.files import DrivingFiles, data_file, identity, listed
from consilience.formats.speakers import turns
from consilience.study import (
    Actor,
    Case,
    Claim,
    Condition,
    Project,
    Pseudonym,
    Record,
    Source,
    SourceVersion,
    Stage,
    Study,
    Term,
    Variable,
    study_of,
)
from consilience.study.codec import canonical
from consilience.texts import Language

LEVELS = ("0", "0.33", "0.67", "1")


def driving_study(language: Language = "en") -> Study:
    """Return the constructed study with its texts in one language, before it is run.

    Both languages hold the same records with the same ids; only words and spans differ.

    Parameters
    ----------
    language
        ``"en"`` or ``"zh"``.

    Examples
    --------
    >>> study = driving_study("zh")
    >>> len(study.cases), len(study.versions), study.case("V_CH").name
    (16, 16, '整车厂V与芯片企业')
    """
    files = DrivingFiles(language)
    return study_of([driving_project(language), *driving_records(files)])


def driving_project(language: Language) -> Project:
    """Return the project of the constructed study."""
    files = DrivingFiles(language)
    project = files.toml("project")
    gap = " " if language == "en" else ""
    return Project(
        id=identity("project"),
        code=f"{project['code']}-{language}",
        title=files.word(project["title"]),
        description=gap.join(files.word(project[name]) for name in ("description", "question")),
        language=language,
        unit_of_analysis=files.word(project["unit_of_analysis"]),
        outcome=project["outcome"],
    )


def driving_records(files: DrivingFiles) -> tuple[Record, ...]:
    """Return all records but the project, those that others refer to first."""
    project = files.toml("project")
    before = (
        *_people(files),
        *_cases(files, project["attributes"]),
        *_sources(files, files.word(project["provenance"])),
        *_stages(files),
    )
    return (
        *before,
        *_variables(files, project["conditions"]),
        *coding_records(files, project),
        *_tables(files, project),
        *network_records(files),
        *value_records(files),
        *game_records(files),
        *_manuscript(files),
        *_conditions(project, files),
        *protocol(project),
    )


def _people(files: DrivingFiles) -> Iterator[Record]:
    for row in files.rows("actors"):
        yield Actor(
            id=identity("actor", row["code"]), code=row["code"], name=row["name"], role=row["role"]
        )


def _cases(files: DrivingFiles, attributes: Mapping[str, Any]) -> Iterator[Record]:
    for row in files.rows("cases"):
        known = {files.word(words): row[name] for name, words in attributes.items() if row[name]}
        yield Case(
            id=identity("case", row["code"]),
            code=row["code"],
            name=row["name"],
            parent_id=identity("case", row["parent"]) if row["parent"] else None,
            attributes=tuple(sorted(known.items())),
            sampling_reason=row["sampling"],
        )


def _sources(files: DrivingFiles, provenance: str) -> Iterator[Record]:
    for row in files.rows("sources"):
        text = files.text(row["code"])
        digest = hashlib.sha256(text.encode()).hexdigest()
        identifier = identity("source", row["code"])
        yield Source(
            id=identifier,
            code=row["code"],
            title=row["title"],
            kind=row["kind"],
            period=row["period"],
            minutes=float(row["minutes"]) if row["minutes"] else None,
            characters=len(text),
            sha256=digest,
            file_name=f"{row['code']}.md",
            provenance=provenance,
            document_type=row["document_type"],
            documents=int(row["documents"]) if row["documents"] else None,
            case_ids=tuple(identity("case", one) for one in listed(row["cases"])),
            actor_ids=tuple(identity("actor", one) for one in listed(row["people"])),
        )
        spoken = turns(text) if row["kind"] == "interview" else ()
        yield SourceVersion(
            id=identity("version", row["code"]),
            source_id=identifier,
            text=text,
            sha256=digest,
            turns_json=canonical(
                [[one.start, one.end, one.speaker, one.seconds] for one in spoken]
            ),
        )


def _tables(files: DrivingFiles, project: Mapping[str, Any]) -> Iterator[Record]:
    """Yield the files that records name as their source."""
    for name, title in project["tables"].items():
        file = "game.toml" if name == "game" else f"{name}.csv"
        yield Source(
            id=identity("source", name),
            code=name,
            title=files.word(title),
            kind="table",
            sha256=hashlib.sha256(data_file(f"driving/{file}").read_bytes()).hexdigest(),
            file_name=file,
            provenance=files.word(project["provenance"]),
        )


def _stages(files: DrivingFiles) -> Iterator[Record]:
    for position, row in enumerate(files.rows("stages")):
        yield Stage(
            id=identity("stage", row["code"]),
            code=row["code"],
            name=row["name"],
            name_zh=row["name_zh"],
            position=position,
            start_date=row["from"],
            end_date=row["to"],
            description=row["description"],
        )


def _variables(files: DrivingFiles, conditions: list[dict[str, Any]]) -> Iterator[Record]:
    for one in conditions:
        anchors = zip(LEVELS, one["anchors"][files.language], strict=True)
        lines = [files.word(one["question"]), *(f"{level}: {said}" for level, said in anchors)]
        yield Variable(
            id=identity("variable", one["code"]),
            code=one["code"],
            label=files.word(one["label"]),
            minimum=0.0,
            maximum=1.0,
            description="\n".join(lines),
        )


def _manuscript(files: DrivingFiles) -> Iterator[Record]:
    for row in files.rows("claims"):
        yield Claim(
            id=identity("claim", row["key"]),
            code=row["key"],
            measure=row["key"].replace("_", " "),
            value=float(row["value"]),
            place=row["sentence"],
        )
    for row in files.rows("terms"):
        yield Term(id=identity("term", row["term_zh"]), text=row["term_zh"], note=row["term_en"])
    for row in files.rows("pseudonyms"):
        yield Pseudonym(
            id=identity("pseudonym", row["find_en"]), name=row["find"], replacement=row["replace"]
        )


def _conditions(project: Mapping[str, Any], files: DrivingFiles) -> Iterator[Record]:
    for one in project["conditions"]:
        yield Condition(
            id=identity("condition", one["code"]),
            code=one["code"],
            label=one["label"]["en"],
            label_zh=one["label"]["zh"],
            role=one["role"],
            variables=(one["code"],),
            method="rubric",
            reason=files.word(project["calibration"]["reason"]),
            not_mentioned=project["calibration"]["not_mentioned"],
        )
