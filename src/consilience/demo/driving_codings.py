"""Codes, codings and what was made of them in the constructed study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consilience.demo.files import DrivingFiles, Row, identity, listed
from consilience.study import (
    Code,
    CodeLink,
    Coding,
    Incident,
    Memo,
    Rating,
    Record,
    Resolution,
    Round,
    Session,
)

# what the codes of resource actions are as stages of resource action
RESOURCE_ACTIONS = {"RA1": "collocation", "RA2": "integration", "RA3": "reconstruction"}
AGREED = "agreed"


def coding_records(files: DrivingFiles, project: Mapping[str, Any]) -> tuple[Record, ...]:
    """Return the records of the codebook, of coding and rating, and of the incidents."""
    book = files.toml("codebook")
    rows = files.rows("codings")
    return (
        *_codes(files, book, project["created"], {row["id"]: row for row in rows}),
        *_links(files, book),
        *_rounds(files, project["coding"], rows),
        *_codings(files, rows),
        *_resolutions(files),
        *_memos(files),
        *_ratings(files, project["created"]["rating"]),
        *_incidents(files, book, {row["id"]: row["stage"] for row in rows}),
    )


def _codes(
    files: DrivingFiles,
    book: Mapping[str, Any],
    created: Mapping[str, str],
    quotes: Mapping[str, Row],
) -> Iterator[Record]:
    for position, one in enumerate(book["codes"]):
        said = {name: one[name][files.language] for name in ("include", "exclude") if name in one}
        yield Code(
            id=identity("code", one["key"]),
            name=files.word(one["name"]),
            name_zh=one["name"]["zh"],
            parent_id=identity("code", one["parent"]) if "parent" in one else None,
            kind=one["kind"],
            position=position,
            definition=files.word(one["definition"]),
            **said,
            example=quotes[one["example"]]["quote"] if "example" in one else "",
            colour=one.get("colour", ""),
            created_at=_noon(created[one["kind"]]),
        )


def _links(files: DrivingFiles, book: Mapping[str, Any]) -> Iterator[Record]:
    for one in book["relations"]:
        yield CodeLink(
            id=identity("link", one["from"], one["to"], one["stage"]),
            from_id=identity("code", one["from"]),
            to_id=identity("code", one["to"]),
            kind="relation",
            label=files.word(one["label"]),
            label_zh=one["label"]["zh"],
            stage_id=identity("stage", one["stage"]),
        )


def _rounds(files: DrivingFiles, phases: list[dict[str, Any]], rows: list[Row]) -> Iterator[Record]:
    """Yield the round of double coding and the sessions of both coders, in it and after it."""
    for one in phases:
        code, said = one["code"], files.word(one["description"])
        round_id = identity("round", code) if one["double"] else None
        if round_id is not None:
            sources = dict.fromkeys(row["source"] for row in rows if row["round"] == code)
            yield Round(
                id=round_id,
                code=code,
                description=said,
                unit="sentence",
                source_ids=tuple(identity("source", source) for source in sources),
                coder_ids=tuple(identity("actor", coder) for coder in one["sessions"]),
                blind=True,
                state="released",
            )
        for coder, day in one["sessions"].items():
            yield Session(
                id=identity("session", code, coder),
                code=f"{code}-{coder}",
                actor_id=identity("actor", coder),
                round_id=round_id,
                blind=one["double"],
                started_at=_noon(day),
                note=said,
            )


def _codings(files: DrivingFiles, rows: list[Row]) -> Iterator[Record]:
    for row in rows:
        start = files.text(row["source"]).index(row["quote"])
        yield Coding(
            id=identity("coding", row["id"]),
            version_id=identity("version", row["source"]),
            start=start,
            end=start + len(row["quote"]),
            code_id=identity("code", row["code"]),
            actor_id=identity("actor", row["coder"]),
            session_id=identity("session", row["round"], row["coder"]),
            case_id=identity("case", row["case"]),
            stage_id=identity("stage", row["stage"]),
            direction=row["direction"],
            intensity=int(row["intensity"]),
            importance=int(row["importance"]),
            exemplar=row["exemplar"] == "yes",
        )


def _resolutions(files: DrivingFiles) -> Iterator[Record]:
    for row in files.rows("resolutions"):
        yield Resolution(
            id=identity("resolution", row["compared"]),
            round_id=identity("round", "1"),
            coding_ids=_codings_of(row["compared"]),
            result_ids=_codings_of(row["kept"]),
            reason=row["reason"],
            actor_id=identity("actor", "E") if row["decided_by"] == "E" else None,
            created_at=_noon(row["date"]),
        )


def _memos(files: DrivingFiles) -> Iterator[Record]:
    for row in files.rows("memos"):
        yield Memo(
            id=identity("memo", row["code"]),
            title=row["title"],
            text=row["text"],
            kind=row["kind"],
            anchor_ids=tuple(identity(*one.split(":")) for one in listed(row["anchors"])),
            actor_id=identity("actor", row["author"]),
            created_at=_noon(row["date"]),
        )


def _ratings(files: DrivingFiles, day: str) -> Iterator[Record]:
    for row in files.rows("ratings"):
        rater = row["rater"]
        evidence = _codings_of(row["evidence"])
        anchor = _codings_of(row["anchor"])
        yield Rating(
            id=identity("rating", row["case"], row["condition"], rater),
            case_id=identity("case", row["case"]),
            variable_id=identity("variable", row["condition"]),
            actor_id=None if rater == AGREED else identity("actor", rater),
            agreed=rater == AGREED,
            value=float(row["score"]) if row["score"] else None,
            status=row["status"],
            anchor_id=anchor[0] if anchor else None,
            evidence_ids=(*anchor, *evidence),
            reason=row["reason"],
            created_at=_noon(day),
        )


def _incidents(
    files: DrivingFiles, book: Mapping[str, Any], stages: Mapping[str, str]
) -> Iterator[Record]:
    names = {one["key"]: files.word(one["name"]) for one in book["codes"]}
    done = {r["id"]: r["code"] for r in files.rows("codings") if r["direction"] == "for"}
    for row in files.rows("incidents"):
        action = RESOURCE_ACTIONS.get(done.get(row["coding"], ""))
        yield Incident(
            id=identity("incident", row["code"]),
            code=row["code"],
            title=row["title"],
            title_zh=row["title_zh"],
            date=row["date"],
            case_id=identity("case", row["case"]),
            source_id=identity("source", row["source"]),
            coding_id=identity("coding", row["coding"]),
            stage_id=identity("stage", stages[row["coding"]]),
            dimension=action or names[row["dimension"]],
            organisation_id=identity("organisation", row["case"]),
        )


def _codings_of(cell: str) -> tuple[str, ...]:
    return tuple(identity("coding", one) for one in listed(cell))


def _noon(day: str) -> str:
    return f"{day}T12:00:00+00:00"
